"""A tally as a chart can show it: how many categories it has, and in which colours."""

from __future__ import annotations

from dataclasses import replace

from mkdocs_osai.problems import AuthorError
from mkdocs_osai.stats import Category, Tally
from mkdocs_osai.stats.dimensions.dimension import HUES, OTHER, UNDISCLOSED

MOST_COLORS = len(HUES) + 1
"""Categories that colours can tell apart: one for each hue, and grey."""


def apart(tally: Tally) -> Tally:
    """The tally with no two categories of one colour, if it has `MOST_COLORS` at most.

    A category keeps the hue it has on every chart; those that have none borrow the free ones. Grey
    stays with `Other`, else with `Undisclosed`, else with the last of them.
    """
    own: dict[str, Category] = {}
    for category in tally.categories:
        if category.color:
            own.setdefault(category.color, category)
    keeping = {category.name for category in own.values()}
    without = [c for c in tally.categories if c.name not in keeping]
    without.sort(key=lambda c: (c.name == OTHER or bool(c.joined), c.name == UNDISCLOSED))
    free = (hue for hue in HUES if hue not in own)
    borrowed = {c.name: hue for c, hue in zip(without[:-1], free, strict=False)}
    colored = (
        c if c.name in keeping else replace(c, color=borrowed.get(c.name)) for c in tally.categories
    )
    return replace(tally, categories=tuple(colored))


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
