"""Axes: horizontal grid lines with numbers, and periods below a chart."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from mkdocs_osai.charts.layout.text import width
from mkdocs_osai.charts.shapes import Line, Shape, Text
from mkdocs_osai.charts.theme import SMALL
from mkdocs_osai.i18n import integer
from mkdocs_osai.stats import shown


def counts_up_to(most: float, ticks: float = 4) -> dict[float, str]:
    """Round counts up to `most`, 1, 2 or 5 times a power of ten apart, with their texts.

    Args:
        most: the largest number.
        ticks: about how many steps there are from zero to it.

    Example:
        >>> counts_up_to(12)
        {0: '0', 5: '5', 10: '10'}
    """
    rough = max(most / ticks, 1)
    power = 10 ** math.floor(math.log10(rough))
    step = int(next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough))
    return {count: integer(count) for count in range(0, math.floor(most) + 1, step)}


def across(
    ticks: Mapping[float, str], left: float, bottom: float, unit: float, right: float
) -> list[Shape]:
    """Grid lines across a chart, with their texts at the left.

    Args:
        ticks: number → its text.
        left: the start of the lines, in CSS pixels.
        bottom: the y of zero.
        unit: the height of 1.
        right: the end of the lines.
    """
    shapes: list[Shape] = []
    for number, text in ticks.items():
        y = bottom - number * unit
        shapes.append(Line(((left, y), (right, y)), "line"))
        shapes.append(Text(left - 7, y, text, "right", "text", SMALL))
    return shapes


_YEARS = (1, 2, 5, 10, 20, 50, 100)


def below(
    spans: Sequence[str], left: float, slot: float, y: float, right: float
) -> Iterator[Shape]:
    """The labels below an axis of periods: each period if there is room, else their years.

    Args:
        spans: the periods.
        left: the x of the first, in CSS pixels.
        slot: the width of each.
        y: the y of the axis.
        right: the right edge of the chart.

    Example:
        >>> [text.text for text in below(["2024 Q3", "2024 Q4", "2025 Q1"], 0, 100, 200, 300)]
        ['2024 Q3', '2024 Q4', '2025 Q1']
    """
    names = [shown(span) for span in spans]
    if all(width(name, SMALL) + 8 <= slot for name in names):
        for i, name in enumerate(names):
            yield Text(left + (i + 0.5) * slot, y + 16, name, "center", "text", SMALL)
        return
    starts = [i for i, span in enumerate(spans) if i == 0 or span[:4] != spans[i - 1][:4]]
    ends = [*starts[1:], len(spans)]
    whole = max(end - start for start, end in zip(starts, ends, strict=True)) * slot
    wide = width("2000", SMALL) + 8
    # Where a year is too narrow for its label, only every second, fifth or tenth is labelled.
    every = next(n for n in _YEARS if n * whole >= wide)
    room = -math.inf
    labels: list[Text] = []
    for start, end in zip(starts, ends, strict=True):
        year = spans[start][:4]
        if per_span := len(spans[start]) == 4:
            x = left + (start + 0.5) * slot
        else:
            x = left + (start + end) / 2 * slot
            if start:
                yield Line(((left + start * slot, y), (left + start * slot, y + 5)), "quiet")
        fits = per_span or every > 1 or (end - start) * slot >= wide - 8
        inside = left <= x - wide / 2 + 4 and x + wide / 2 - 4 <= left + len(spans) * slot
        if int(year) % every == 0 and fits and inside and x - wide / 2 >= room:
            labels.append(Text(x, y + 16, year, "center", "text", SMALL))
            room = x + wide / 2
    last = spans[-1][:4]
    if not labels or labels[-1].text != last:
        # The last year always has a label. The one before moves within its year, or gives way.
        middle = left + (starts[-1] + ends[-1]) / 2 * slot
        half = (wide - 8) / 2
        x = max(min(middle, right - 1 - half), half)
        limit = x - 2 * half - 4
        least = max(
            labels[-2].x + 2 * half + 3 if len(labels) > 1 else left + half,
            left + starts[-2] * slot if len(starts) > 1 else left,
        )
        if labels and labels[-1].x > limit >= least:
            labels[-1] = replace(labels[-1], x=limit)
        while labels and labels[-1].x > limit:
            labels.pop()
        labels.append(Text(x, y + 16, last, "center", "text", SMALL))
    yield from labels
