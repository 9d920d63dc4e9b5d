"""How many categories a kind of chart shows, and what an author asked for."""

from __future__ import annotations

from mkdocs_osai.problems import AuthorError
from mkdocs_osai.stats import Tally


def fits(tally: Tally, most: int, what: str, instead: str = "") -> bool:
    """Whether a chart shows all categories; if not, the smaller ones are to be joined.

    Args:
        tally: the categories.
        most: how many the chart shows, `Other` among them.
        what: what they are there, such as `slices`.
        instead: what shows more, such as `osai.bar('types', top=9)`.

    Raises:
        AuthorError: the author asked for more categories than it shows.
    """
    if len(tally.categories) <= most:
        return True
    if tally.kept is None:
        return False
    other = f" with {tally.other}" if any(c.joined for c in tally.categories) else ""
    raise AuthorError(
        f"top={tally.kept} makes {len(tally.categories)} {what}{other}, and the chart shows {most}",
        f"write top={most - 1}" + (f", or use {instead}" if instead else ""),
    )
