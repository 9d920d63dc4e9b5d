"""Notes below a chart: a last period that is not over, and numbers of few models."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from mkdocs_osai.charts.layout.categories import SQUARE, Swatch, legend
from mkdocs_osai.charts.shapes import Bar, Line, Shape, Text
from mkdocs_osai.charts.theme import SMALL
from mkdocs_osai.i18n import gettext
from mkdocs_osai.stats import day_in_words, in_words
from mkdocs_osai.stats.results.crosstab import FEW
from mkdocs_osai.stats.results.tally import up_to

APART = 6.0  # between two lines of a hatching
WIDE = 1.5

FEW_MARK = "*"
"""The mark of a number of few models."""


def notes(
    unfinished: str | None, date: dt.date | None, y: float, chart_width: float, *, few: bool
) -> tuple[list[Shape], float]:
    """The notes of a chart on one line, or on more if they are long, and the y of their end.

    Args:
        unfinished: the last period, if it is not over.
        date: the date of the index.
        y: where they start.
        chart_width: the width of the chart, in CSS pixels.
        few: whether numbers of few models are marked.
    """
    entries: list[tuple[str, str | Swatch]] = []
    if unfinished and date:
        entries.append((up_to(unfinished, day_in_words(date)), _swatch))
    if few:
        entries.append((gettext("fewer than {number} models", number=in_words(FEW)), _few))
    if not entries:
        return [], y
    shapes, high = legend(entries, chart_width, y + 2)
    return shapes, y + 2 + high


def _swatch(x: float, y: float) -> Iterator[Shape]:
    left, top = x - SQUARE / 2, y - SQUARE / 2
    yield Bar(left, top, SQUARE, SQUARE, "grey")
    yield from hatching(left, top, SQUARE, SQUARE)


def _few(x: float, y: float) -> Iterator[Shape]:
    yield Text(x, y, FEW_MARK, "center", "text", SMALL)


def hatching(x: float, y: float, wide: float, high: float, color: str = "page") -> Iterator[Line]:
    """Lines across a rectangle, from its lower left to its upper right."""
    step = APART * 2**0.5
    start = -high + (step - high % step) % step
    while start < wide:
        low, end = max(0.0, -start), min(high, wide - start)
        if end > low:
            points = ((x + start + low, y + high - low), (x + start + end, y + high - end))
            yield Line(points, color, WIDE)
        start += step
