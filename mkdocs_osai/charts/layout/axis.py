"""An upright axis: light lines across the chart, each with its number."""

from __future__ import annotations

import math
from collections.abc import Mapping

from mkdocs_osai.charts.shapes import Line, Shape, Text
from mkdocs_osai.charts.theme import SMALL, WIDTH


def counts_up_to(most: float) -> dict[float, str]:
    """Four or so round counts, 1, 2 or 5 times a power of ten apart, with their texts.

    Args:
        most: the largest count.

    Example:
        >>> counts_up_to(12)
        {0: '0', 5: '5', 10: '10'}
    """
    rough = max(most / 4, 1)
    power = 10 ** math.floor(math.log10(rough))
    step = int(next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough))
    return {count: f"{count:,}" for count in range(0, math.floor(most) + 1, step)}


def across(
    ticks: Mapping[float, str], left: float, bottom: float, unit: float, right: float = WIDTH - 1
) -> list[Shape]:
    """Light lines across a chart, with their texts at the left.

    Args:
        ticks: number → its text.
        left: where the lines begin, in CSS pixels.
        bottom: where nought lies.
        unit: how far up one is.
        right: where the lines end.
    """
    shapes: list[Shape] = []
    for number, text in ticks.items():
        y = bottom - number * unit
        shapes.append(Line(((left, y), (right, y)), "line"))
        shapes.append(Text(left - 7, y, text, "right", "text", SMALL))
    return shapes
