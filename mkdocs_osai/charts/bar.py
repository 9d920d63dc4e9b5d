"""Bars: horizontal with the names beside them; columns where the dimension is one of time."""

from __future__ import annotations

import math
from collections.abc import Iterator

from mkdocs_osai.charts.drawing import Bar, Drawing, Line, Shape, Text
from mkdocs_osai.charts.labels import label
from mkdocs_osai.charts.text import width, wrap
from mkdocs_osai.charts.theme import FONT_SIZE, SMALL, WIDTH
from mkdocs_osai.stats import Tally

LINE = 18.0
THICK = 18.0
BETWEEN = 9.0
MOST_NAME = 176.0
COLUMNS_HEIGHT = 260


def shown(tally: Tally) -> Tally:
    """The categories bars show: all of them, a joined `Other` last."""
    return tally.with_other_last()


def draw(tally: Tally) -> Drawing:
    """Bars from zero, as long as the counts; each says its count and its share."""
    return _columns(tally) if tally.dimension.chronological else _rows(tally)


def _rows(tally: Tally) -> Drawing:
    names = [label(c, tally.dimension) for c in tally.categories]
    values = [f"{c.count:,} ({c.percent})" for c in tally.categories]
    widest = max(width(line, FONT_SIZE) for n in names for line in wrap(n, MOST_NAME, FONT_SIZE))
    start = widest + 10
    room = WIDTH - start - max(width(v, SMALL) for v in values) - 10
    most = max(c.count for c in tally.categories)
    shapes: list[Shape] = []
    y = 2.0
    for category, name, value in zip(tally.categories, names, values, strict=True):
        lines = wrap(name, MOST_NAME, FONT_SIZE)
        height = max(THICK, LINE * len(lines))
        middle = y + height / 2
        length = max(room * category.count / most, 1)
        top = middle - LINE * (len(lines) - 1) / 2
        shapes += [Text(start - 10, top + i * LINE, line, "right") for i, line in enumerate(lines)]
        shapes.append(Bar(start, middle - THICK / 2, length, THICK, category.color or "grey"))
        shapes.append(Text(start + length + 7, middle, value, "left", "quiet", SMALL))
        y += height + BETWEEN
    shapes.append(Line(((start, 0), (start, y - BETWEEN + 2)), "quiet"))
    return Drawing(WIDTH, math.ceil(y - BETWEEN + 3), tuple(shapes))


def _columns(tally: Tally) -> Drawing:
    by_name = {c.name: c for c in tally.categories}
    spans = list(spans_between(tally.categories[0].name, tally.categories[-1].name))
    most = max(c.count for c in tally.categories)
    left, top, bottom = width(f"{most:,}", SMALL) + 12, 22.0, COLUMNS_HEIGHT - 28.0
    slot = (WIDTH - left - 2) / len(spans)
    thick = max(slot - max(slot * 0.18, 1), 1)
    shapes: list[Shape] = []
    step = _step(most)
    unit = (bottom - top) / most
    for count in range(0, most + 1, step):
        y = bottom - count * unit
        shapes.append(Line(((left, y), (WIDTH, y)), "quiet" if count == 0 else "line"))
        shapes.append(Text(left - 7, y, f"{count:,}", "right", "quiet", SMALL))
    beside = _all_fit(spans, slot)
    for i, span in enumerate(spans):
        x = left + i * slot
        category = by_name.get(span)
        if category is not None:
            length = category.count * unit
            shapes.append(
                Bar(
                    x + (slot - thick) / 2, bottom - length, thick, length, category.color or "blue"
                )
            )
            if width(f"{most:,}", SMALL) + 4 <= slot:
                text = f"{category.count:,}"
                shapes.append(
                    Text(x + slot / 2, bottom - length - 10, text, "center", "text", SMALL)
                )
        if beside:
            shapes.append(Text(x + slot / 2, bottom + 16, span, "center", "text", SMALL))
    if not beside:
        shapes += _years(spans, left, slot, bottom)
    return Drawing(WIDTH, COLUMNS_HEIGHT, tuple(shapes))


def _all_fit(spans: list[str], slot: float) -> bool:
    return all(width(span, SMALL) + 8 <= slot for span in spans)


def _years(spans: list[str], left: float, slot: float, bottom: float) -> Iterator[Shape]:
    """A tick where a year starts, with as many years as there is room for."""
    starts = [i for i, span in enumerate(spans) if i == 0 or span[:4] != spans[i - 1][:4]]
    room = -math.inf
    for i in starts:
        x = left + i * slot
        name = spans[i][:4]
        yield Line(((x, bottom), (x, bottom + 5)), "quiet")
        wide = width(name, SMALL)
        if x + 2 >= room and x + 2 + wide <= WIDTH:
            yield Text(x + 2, bottom + 16, name, "left", "text", SMALL)
            room = x + 2 + wide + 8


def _step(most: int) -> int:
    """The distance of grid lines: 1, 2 or 5 times a power of ten, for four lines or so."""
    rough = max(most / 4, 1)
    power = 10 ** math.floor(math.log10(rough))
    return int(next(power * f for f in (1, 2, 5, 10) if power * f >= rough))


def spans_between(first: str, last: str) -> Iterator[str]:
    """All years, quarters or months from the first to the last, those without a model too.

    Example:
        >>> list(spans_between("2023 Q3", "2024 Q1"))
        ['2023 Q3', '2023 Q4', '2024 Q1']
    """
    per_year = 4 if "Q" in first else 1 if len(first) == 4 else 12
    start, end = (_ordinal(span, per_year) for span in (first, last))
    for number in range(start, end + 1):
        year, part = divmod(number, per_year)
        yield {1: f"{year:04}", 4: f"{year:04} Q{part + 1}", 12: f"{year:04}-{part + 1:02}"}[
            per_year
        ]


def _ordinal(span: str, per_year: int) -> int:
    part = 1 if per_year == 1 else int(span[-1] if per_year == 4 else span[-2:])
    return int(span[:4]) * per_year + part - 1
