"""Charts of results. The only package that imports matplotlib.

Each kind of chart is a module with two functions: `prepare` reduces the numbers to those that the
chart can show, and `draw` draws them. To add a kind, add a module and a line in `KINDS`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, TypeVar, cast

from mkdocs_osai.charts.theme import WIDE
from mkdocs_osai.i18n import ENGLISH, gettext_noop, using
from mkdocs_osai.problems import AuthorError, UnknownName

if TYPE_CHECKING:
    from mkdocs_osai.charts.drawing import Drawing
    from mkdocs_osai.stats import Result

S = TypeVar("S", bound="Result")

KINDS = {
    "bar": gettext_noop("Bar chart"),
    "pie": gettext_noop("Pie chart"),
    "stacked": gettext_noop("Stacked bars"),
    "line": gettext_noop("Line chart"),
    "heatmap": gettext_noop("Heat map"),
    "scatter": gettext_noop("Scatter chart"),
    "timeline": gettext_noop("Timeline"),
    "thresholds": gettext_noop("Bars of thresholds"),
    "ranking": gettext_noop("Ranking"),
    "lineage": gettext_noop("Tree"),
    "matrix": gettext_noop("Matrix"),
    "change": gettext_noop("Change of shares"),
}
"""The module of each kind of chart → its name for readers."""


def prepare(kind: str, data: S) -> S:
    """The numbers that a kind of chart shows in its image, texts and table.

    Raises:
        UnknownName: there is no such kind.
        AuthorError: the kind cannot show the numbers, or there are none.
    """
    if kind not in KINDS:
        raise UnknownName("kind of chart", kind, KINDS)
    if not data.n:
        with using(ENGLISH):
            raise AuthorError(f"there is nothing to draw: {data.caption()}", "select other models")
    return cast("S", import_module(f"mkdocs_osai.charts.kinds.{kind}").prepare(data))


def draw(kind: str, data: Result, chart_width: int = WIDE) -> Drawing:
    """Draw a result, such as a tally, as one of `KINDS`.

    Args:
        kind: the kind of chart.
        data: the numbers.
        chart_width: the width of the chart in CSS pixels, from 300; `NARROW` is for a phone.

    Raises:
        UnknownName: there is no such kind.
        AuthorError: the kind cannot show the numbers, or there are none.

    Example:
        >>> from mkdocs_osai import load
        >>> draw("pie", load("models").tally("academic")).svg("light")[:4]
        '<svg'
    """
    prepared = prepare(kind, data)
    return cast(
        "Drawing", import_module(f"mkdocs_osai.charts.kinds.{kind}").draw(prepared, chart_width)
    )
