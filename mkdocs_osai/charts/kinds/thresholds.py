"""Bars of thresholds: certain, possible and unknown as three shades with marks."""

from __future__ import annotations

import math
from collections.abc import Iterator

from mkdocs_osai.charts.drawing import Drawing
from mkdocs_osai.charts.layout.categories import legend
from mkdocs_osai.charts.layout.text import width, wrapped_names
from mkdocs_osai.charts.shapes import Bar, Line, Shape, Text, Tip, text_lines
from mkdocs_osai.charts.theme import CERTAINTY, FONT_SIZE, ON, SMALL
from mkdocs_osai.i18n import gettext, headed, integer
from mkdocs_osai.problems import AuthorError
from mkdocs_osai.sanitize import chart_label
from mkdocs_osai.stats import Result, shown
from mkdocs_osai.stats.results.threshold_counts import PARTS, ThresholdCounts, ThresholdRow

LINE = 18.0
THICK = 24.0
BETWEEN = 10.0
MOST_NAME = 0.33  # of the width of the chart
INSIDE = 3.0


def prepare(data: Result) -> ThresholdCounts:
    """All rows.

    Raises:
        AuthorError: the data are no counts of thresholds.
    """
    if not isinstance(data, ThresholdCounts):
        raise AuthorError("bars of thresholds need counts of them", "ask for index.thresholds")
    return data


def draw(data: ThresholdCounts, chart_width: int) -> Drawing:
    """A bar for each row, as long as all its models.

    From the left it has those at or above the threshold for certain, those that cannot be decided,
    those without a figure, and those below. So the true number ends in the second or third part.
    """
    texts = [chart_label(row.title) for row in data.rows]
    names, widest = wrapped_names(texts, chart_width, MOST_NAME, FONT_SIZE)
    used = {part for row in data.rows for part, count in _parts(row) if count}
    entries = [(f"{CERTAINTY[p]} {shown(words)}", p) for p, words in PARTS.items() if p in used]
    shapes, y = legend(entries, chart_width)
    start = widest + 12
    values = [row.text for row in data.rows]
    room = chart_width - start - max(width(value, SMALL) for value in values) - 10
    unit = room / max(row.coverage.models for row in data.rows)
    y += 10
    first = y
    place = 0  # of the models of a part among those behind the figure
    for row, lines, value, name in zip(data.rows, names, values, texts, strict=True):
        height = max(THICK, LINE * len(lines))
        middle = y + height / 2
        shapes += text_lines(lines, (start - 10, middle), LINE, "right", FONT_SIZE)
        right, top, bottom = (
            start + row.coverage.models * unit,
            middle - THICK / 2,
            middle + THICK / 2,
        )
        corners = ((start, top), (right, top), (right, bottom), (start, bottom), (start, top))
        shapes.append(Line(corners, "line"))
        x = start
        for part, count in _parts(row):
            if count:
                whole = integer(row.coverage.models)
                of = gettext("{part} of {whole}", part=integer(count), whole=whole)
                words = headed(name, f"{of} {shown(PARTS[part])}")
                tip = Tip(words, place if row.ids else None)
                place += 1
                shapes += _segment(part, count, (x, middle), count * unit, tip)
                x += count * unit
        shapes.append(Text(x + 7, middle, value, "left", "text", SMALL))
        y += height + BETWEEN
    end = y - BETWEEN
    shapes.append(Line(((start, first - 2), (start, end + 2)), "quiet"))
    return Drawing(chart_width, math.ceil(end + 3), tuple(shapes))


def _parts(row: ThresholdRow) -> tuple[tuple[str, int], ...]:
    return (
        ("certain", row.certain),
        ("possible", row.undecided),
        ("unknown", row.coverage.without),
        ("below", row.below),
    )


def _segment(
    part: str, count: int, place: tuple[float, float], wide: float, tip: Tip
) -> Iterator[Shape]:
    """A part of a bar, with its mark and number if there is room."""
    x, middle = place
    gap = min(1.0, wide / 3)
    yield Bar(x, middle - THICK / 2, wide - gap, THICK, part, tip)
    for text in (f"{CERTAINTY[part]} {integer(count)}", integer(count), CERTAINTY[part]):
        if width(text, SMALL) + 2 * INSIDE <= wide:
            yield Text(x + (wide - gap) / 2, middle, text, "center", f"{ON}{part}", SMALL)
            return
