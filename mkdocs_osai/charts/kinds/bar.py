"""A bar chart: horizontal bars with names, or columns if the categories are periods."""

from __future__ import annotations

import math

from mkdocs_osai.charts.drawing import Drawing
from mkdocs_osai.charts.layout.axis import across, below, counts_up_to
from mkdocs_osai.charts.layout.categories import counted, label
from mkdocs_osai.charts.layout.notes import hatching, notes
from mkdocs_osai.charts.layout.text import width, wrapped_names
from mkdocs_osai.charts.shapes import Bar, Line, Shape, Text, text_lines
from mkdocs_osai.charts.theme import FONT_SIZE, SMALL
from mkdocs_osai.i18n import integer
from mkdocs_osai.problems import AuthorError
from mkdocs_osai.stats import Category, Tally, spans_between
from mkdocs_osai.stats.dimensions.dimension import SERIES

LINE = 18.0
THICK = 18.0
BETWEEN = 9.0
MOST_NAME = 0.385  # of the width of the chart
COLUMNS_HEIGHT = 240
MOST_THICK = 52.0


def prepare(tally: Tally) -> Tally:
    """All categories, with a joined `Other` last.

    Raises:
        AuthorError: periods are joined.
    """
    if tally.dimension.chronological and any(c.joined for c in tally.categories):
        raise AuthorError("top cannot join periods", "leave top out")
    return tally.with_other_last()


def draw(tally: Tally, chart_width: int) -> Drawing:
    """Bars from zero.

    Rows show their count and share. Columns are on a time axis that includes empty periods; if
    they are too narrow for their counts, grid lines show the scale.
    """
    names = [category.name for category in tally.categories]
    spans = spans_between(names) if tally.dimension.chronological else []
    return _columns(tally, spans, chart_width) if spans else _rows(tally, chart_width)


def _rows(tally: Tally, chart_width: int) -> Drawing:
    texts = [label(c, tally.dimension) for c in tally.categories]
    names, widest = wrapped_names(texts, chart_width, MOST_NAME, FONT_SIZE)
    values = [f"{integer(c.count)} ({c.percent})" for c in tally.categories]
    start = widest + 12
    room = chart_width - start - max(width(value, SMALL) for value in values) - 10
    most = max(c.count for c in tally.categories)
    shapes: list[Shape] = []
    y = 2.0
    for place, (category, lines, value) in enumerate(
        zip(tally.categories, names, values, strict=True)
    ):
        height = max(THICK, LINE * len(lines))
        middle = y + height / 2
        length = max(room * category.count / most, 1)
        shapes += text_lines(lines, (start - 10, middle), LINE, "right", FONT_SIZE)
        color = _color(category, tally)
        tip = counted(category, tally, place)
        shapes.append(Bar(start, middle - THICK / 2, length, THICK, color, tip))
        shapes.append(Text(start + length + 7, middle, value, "left", "text", SMALL))
        y += height + BETWEEN
    end = y - BETWEEN + 2
    shapes.append(Line(((start, 0), (start, end)), "quiet"))
    return Drawing(chart_width, math.ceil(end + 1), tuple(shapes))


def _color(category: Category, tally: Tally) -> str:
    """The colour that the registry gives a category; grey for `Other`, else that of a series."""
    if category.joined:
        return "grey"
    return (category.color if tally.dimension.colors else None) or SERIES


def _columns(tally: Tally, spans: list[str], chart_width: int) -> Drawing:
    most = max(c.count for c in tally.categories)
    widest = width(integer(most), SMALL)
    each = (chart_width - 2) / len(spans) >= widest + 4
    left = 1.0 if each else widest + 8
    slot = (chart_width - 1 - left) / len(spans)
    thick = min(slot - max(slot * 0.18, min(1, slot / 3)), MOST_THICK)
    bottom = COLUMNS_HEIGHT - 27.0
    unit = (bottom - 24) / most
    shapes: list[Shape] = (
        [] if each else across(counts_up_to(most), left, bottom, unit, chart_width - 1)
    )
    middles = {span: left + (i + 0.5) * slot for i, span in enumerate(spans)}
    for place, category in enumerate(tally.categories):
        x, length = middles[category.name], category.count * unit
        color = category.color or SERIES
        tip = counted(category, tally, place)
        shapes.append(Bar(x - thick / 2, bottom - length, thick, length, color, tip))
        if category.name == tally.unfinished:
            shapes += hatching(x - thick / 2, bottom - length, thick, length)
        if each:
            y = bottom - length - 11
            shapes.append(Text(x, y, integer(category.count), "center", "text", SMALL))
    shapes.append(Line(((left, bottom), (chart_width - 1, bottom)), "quiet"))
    told, end = notes(tally.unfinished, tally.date, COLUMNS_HEIGHT, chart_width, few=False)
    axis = below(spans, left, slot, bottom, chart_width)
    return Drawing(chart_width, math.ceil(end), (*shapes, *axis, *told))
