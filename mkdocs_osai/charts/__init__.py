"""Numbers → images: what they look like. The only room that knows matplotlib.

Each kind of chart is a module with two functions: `shown`, the tally whose categories it can show,
and `draw`, that tally as a drawing. A new kind is a new module and a line in `KINDS`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

from mkdocs_osai.problems import AuthorError, UnknownName

if TYPE_CHECKING:
    from mkdocs_osai.charts.drawing import Drawing
    from mkdocs_osai.stats import Tally

KINDS = {"bar": "Bar chart", "pie": "Pie chart"}
"""The module of each kind of chart → how readers call it."""


def shown(kind: str, tally: Tally) -> Tally:
    """The tally as a kind of chart shows it: what picture, texts and table have in common.

    Raises:
        UnknownName: there is no such kind.
        AuthorError: the kind cannot show the tally, or there is nothing to show.
    """
    if kind not in KINDS:
        raise UnknownName("kind of chart", kind, KINDS)
    if not tally.n:
        words = tally.selection.words or "the index is empty"
        raise AuthorError(
            f"no model can be sorted by {tally.dimension.name} ({words}): nothing to draw",
            "select other models",
        )
    return cast("Tally", import_module(f"mkdocs_osai.charts.{kind}").shown(tally))


def draw(kind: str, tally: Tally) -> Drawing:
    """Draw a tally.

    Args:
        kind: one of `KINDS`.
        tally: what to draw.

    Returns:
        The drawing, which writes itself as SVG and PNG for either theme.

    Raises:
        UnknownName: there is no such kind.
        AuthorError: the kind cannot show the tally, or there is nothing to show.

    Example:
        >>> from mkdocs_osai import load
        >>> draw("pie", load("models").tally("academic")).svg("light")[:4]
        '<svg'
    """
    visible = shown(kind, tally)
    return cast("Drawing", import_module(f"mkdocs_osai.charts.{kind}").draw(visible))
