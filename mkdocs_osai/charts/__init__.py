"""Numbers → images: what they look like. The only room that knows matplotlib.

Each kind of chart is a module with two functions: `prepare`, what it can show of the numbers, and
`draw`, that as a drawing. A new kind is a new module and a line in `KINDS`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, TypeVar, cast

from mkdocs_osai.problems import AuthorError, UnknownName

if TYPE_CHECKING:
    from mkdocs_osai.charts.drawing import Drawing
    from mkdocs_osai.stats import Result

S = TypeVar("S", bound="Result")

KINDS = {
    "bar": "Bar chart",
    "pie": "Pie chart",
    "stacked": "Stacked bars",
    "line": "Line chart",
    "heatmap": "Heat map",
    "timeline": "Timeline",
    "ranking": "Ranking",
    "change": "Change of shares",
}
"""The module of each kind of chart → how readers call it."""


def prepare(kind: str, data: S) -> S:
    """The numbers as a kind of chart shows them: what picture, texts and table have in common.

    Raises:
        UnknownName: there is no such kind.
        AuthorError: the kind cannot show the numbers, or there is nothing to show.
    """
    if kind not in KINDS:
        raise UnknownName("kind of chart", kind, KINDS)
    if not data.n:
        raise AuthorError(f"there is nothing to draw: {data.caption()}", "select other models")
    return cast("S", import_module(f"mkdocs_osai.charts.kinds.{kind}").prepare(data))


def draw(kind: str, data: Result) -> Drawing:
    """Draw numbers.

    Args:
        kind: one of `KINDS`.
        data: what to draw, such as a tally.

    Returns:
        The drawing, which writes itself as SVG and PNG for either theme.

    Raises:
        UnknownName: there is no such kind.
        AuthorError: the kind cannot show the numbers, or there is nothing to show.

    Example:
        >>> from mkdocs_osai import load
        >>> draw("pie", load("models").tally("academic")).svg("light")[:4]
        '<svg'
    """
    visible = prepare(kind, data)
    return cast("Drawing", import_module(f"mkdocs_osai.charts.kinds.{kind}").draw(visible))
