"""Stacked bars: one dimension by another, as counts or as shares of each bar."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from mkdocs_osai import i18n
from mkdocs_osai.charts.drawing import Drawing
from mkdocs_osai.charts.layout.axis import across, below, counts_up_to
from mkdocs_osai.charts.layout.categories import MOST_COLORS, apart, graded, label, legend, mark_of
from mkdocs_osai.charts.layout.notes import FEW_MARK, hatching, notes
from mkdocs_osai.charts.layout.text import width, wrapped_names
from mkdocs_osai.charts.shapes import Bar, Line, Shape, Text, Tip, text_lines
from mkdocs_osai.charts.theme import FONT_SIZE, ON, SMALL
from mkdocs_osai.i18n import gettext, headed, integer
from mkdocs_osai.problems import AuthorError
from mkdocs_osai.sanitize import chart_label
from mkdocs_osai.stats import Category, CrossTab, models_in_words, shown, spans_between
from mkdocs_osai.stats.formatting import percent
from mkdocs_osai.stats.results.crosstab import FEW

LINE = 18.0
THICK = 24.0
BETWEEN = 8.0
MOST_NAME = 0.33  # of the width of the chart
COLUMNS_HEIGHT = 240.0
MOST_THICK = 52.0
INSIDE = 3.0  # the least space between a number and the end of its segment


def prepare(cross: CrossTab) -> CrossTab:
    """All rows, and at most six columns of different colours.

    The smaller columns are joined to `Other`. `Other` is last in rows and columns. The classes of a
    criterion are ordered from open to closed.

    Raises:
        AuthorError: the data is no cross table, segments would not add up, or periods are joined.
    """
    if not isinstance(cross, CrossTab):
        raise AuthorError("stacked bars need two dimensions", "name the second with by=")
    rows, columns = cross.rows, cross.columns
    if columns.dimension.multiple:
        raise AuthorError(
            f"a model can be in two categories of {columns.name}, so the segments of a bar would "
            "not add up",
            f"exchange them: osai.stacked('{columns.name}', '{rows.name}')",
        )
    if rows.dimension.chronological and any(c.joined for c in rows.categories):
        raise AuthorError("top cannot join periods", "leave top out")
    if len(columns.categories) > MOST_COLORS:
        if columns.dimension.chronological:
            raise AuthorError(
                f"{columns.name} are {len(columns.categories)} here, "
                f"and a bar shows {MOST_COLORS} apart",
                f"exchange them: osai.stacked('{columns.name}', '{rows.name}')",
            )
        columns = columns.top(MOST_COLORS - 1)
    if graded(columns.dimension):
        columns = columns.in_order(columns.dimension.order)
    return replace(cross, rows=rows.with_other_last(), columns=apart(columns.with_other_last()))


def draw(cross: CrossTab, chart_width: int) -> Drawing:
    """Bars from zero, or all of one length, below a legend.

    A segment shows its number, and the mark of a class, if there is room.
    """
    names = [row.name for row in cross.rows.categories]
    spans = spans_between(names) if cross.rows.dimension.chronological else []
    entries = [(label(c, cross.columns.dimension), _fill(c)) for c in cross.columns.categories]
    above, height = legend(entries, chart_width)
    return (_columns if spans else _rows)(cross, spans, above, height + 10, chart_width)


def _rows(cross: CrossTab, _: list[str], above: list[Shape], y: float, chart_width: int) -> Drawing:
    rows = cross.rows.categories
    texts = [label(row, cross.rows.dimension) for row in rows]
    names, widest = wrapped_names(texts, chart_width, MOST_NAME, FONT_SIZE)
    values = [_based_on(cross, row, "n = ") for row in rows]
    start = widest + 11
    room = chart_width - start - max(width(value, SMALL) for value in values) - 9
    most = max(row.count for row in rows)
    shapes = above
    for place, (row, lines, value) in enumerate(zip(rows, names, values, strict=True)):
        height = max(THICK, LINE * len(lines))
        middle = y + height / 2
        shapes += text_lines(lines, (start - 10, middle), LINE, "right", FONT_SIZE)
        unit = room / (row.count if cross.normalize else most)
        x = start
        for column, count in _segments(cross, row):
            long = count * unit
            tip = _tip(cross, row, column, place)
            shapes.append(Bar(x, middle - THICK / 2, long, THICK, _fill(column), tip))
            if x > start:
                shapes.append(_separator((x, middle - THICK / 2), (x, middle + THICK / 2)))
            shapes += _inside(cross, row, column, (x + long / 2, middle), (long, THICK))
            x += long
        shapes.append(Text(x + 7, middle, value, "left", "text", SMALL))
        y += height + BETWEEN
    told, end = notes(None, None, y - BETWEEN + 2, chart_width, few=bool(cross.few))
    return Drawing(chart_width, math.ceil(end), (*shapes, *told))


def _columns(
    cross: CrossTab, spans: list[str], above: list[Shape], top: float, chart_width: int
) -> Drawing:
    rows = cross.rows.categories
    most = max(row.count for row in rows)
    ticks = (
        {n / 100: i18n.percent(str(n)) for n in (0, 50, 100)}
        if cross.normalize
        else counts_up_to(most)
    )
    margin = max(width(text, SMALL) for text in ticks.values()) + 8
    widest = max(width(_based_on(cross, row), SMALL) for row in rows)
    totals = (chart_width - 2 - margin * cross.normalize) / len(spans) >= widest + 4
    left = margin if cross.normalize or not totals else 1.0
    slot = (chart_width - 1 - left) / len(spans)
    thick = min(slot - max(slot * 0.14, min(1, slot / 3)), MOST_THICK)
    bottom = top + COLUMNS_HEIGHT - 27
    high = bottom - top - 24
    unit = high if cross.normalize else high / most
    shapes = above if left == 1 else [*above, *across(ticks, left, bottom, unit, chart_width - 1)]
    if cross.normalize and totals:
        shapes.append(Text(left - 7, bottom - high - 14, "n", "right", "text", SMALL))
    middles = {span: left + (i + 0.5) * slot for i, span in enumerate(spans)}
    for place, row in enumerate(rows):
        x, y = middles[row.name], bottom
        of = row.count if cross.normalize else 1
        for column, count in _segments(cross, row):
            long = count * unit / of
            tip = _tip(cross, row, column, place)
            shapes.append(Bar(x - thick / 2, y - long, thick, long, _fill(column), tip))
            if y < bottom:
                shapes.append(_separator((x - thick / 2, y), (x + thick / 2, y)))
            hatched = row.name == cross.rows.unfinished
            if hatched:
                shapes += hatching(x - thick / 2, y - long, thick, long)
            for text in _inside(cross, row, column, (x, y - long / 2), (thick, long)):
                if hatched:
                    wide, high = width(text.text, SMALL) + 4, SMALL + 2
                    shapes.append(Bar(x - wide / 2, text.y - high / 2, wide, high, _fill(column)))
                shapes.append(text)
            y -= long
        if totals:
            shapes.append(Text(x, y - 13, _based_on(cross, row), "center", "text", SMALL))
    shapes.append(Line(((left, bottom), (chart_width - 1, bottom)), "quiet"))
    few = bool(cross.few) and totals
    told, end = notes(cross.rows.unfinished, cross.date, top + COLUMNS_HEIGHT, chart_width, few=few)
    axis = below(spans, left, slot, bottom, chart_width)
    return Drawing(chart_width, math.ceil(end), (*shapes, *axis, *told))


def _based_on(cross: CrossTab, row: Category, before: str = "") -> str:
    """The number of models of a bar, marked if its shares rest on few."""
    if not cross.normalize:
        return integer(row.count)
    return f"{before}{integer(row.count)}{FEW_MARK if row.count < FEW else ''}"


def _segments(cross: CrossTab, row: Category) -> Iterator[tuple[Category, int]]:
    for column, count in zip(cross.columns.categories, cross.counts(row), strict=True):
        if count:
            yield column, count


def _inside(
    cross: CrossTab,
    row: Category,
    column: Category,
    middle: tuple[float, float],
    size: tuple[float, float],
) -> Iterator[Text]:
    """The number of a segment after the mark of a class; the mark alone; or nothing."""
    mark = mark_of(column, cross.columns.dimension)
    number = cross.written(row, column)
    for text in (f"{mark} {number}", mark) if mark else (number,):
        if width(text, SMALL) + 2 * INSIDE <= size[0] and size[1] >= SMALL + 2:
            yield Text(*middle, text, "center", f"{ON}{_fill(column)}", SMALL)
            return


def _tip(cross: CrossTab, row: Category, column: Category, place: int) -> Tip:
    """What a reader sees who points at a segment."""
    count = cross.counts(row)[cross.columns.categories.index(column)]
    share = percent(Fraction(count, row.count))
    names = f"{chart_label(shown(row.name))}, {chart_label(shown(column.name))}"
    of = gettext("{part} of {whole}", part=share, whole=integer(row.count))
    return Tip(headed(names, f"{models_in_words(count)}, {of}"), place)


def _separator(start: tuple[float, float], end: tuple[float, float]) -> Shape:
    return Line((start, end), "page")


def _fill(column: Category) -> str:
    return column.color or "grey"
