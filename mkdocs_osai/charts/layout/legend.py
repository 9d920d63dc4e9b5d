"""A legend above a chart: small squares with names, in reading order."""

from __future__ import annotations

from collections.abc import Iterable

from mkdocs_osai.charts.layout.text import width, wrap
from mkdocs_osai.charts.shapes import Bar, Shape, Text
from mkdocs_osai.charts.theme import SMALL, WIDTH

LINE = 19.0
SQUARE = 12.0
BESIDE = 6.0
BETWEEN = 16.0


def legend(entries: Iterable[tuple[str, str]], left: float = 1.0) -> tuple[list[Shape], float]:
    """Squares with names beside them, on as many lines as they need.

    A name that is wider than the chart goes on below itself, and the next begins a new line.

    Args:
        entries: names on one line each, with their colours.
        left: where the lines begin, in CSS pixels.

    Returns:
        The shapes, and how high they are.
    """
    shapes: list[Shape] = []
    x, y = left, LINE / 2
    for name, color in entries:
        lines = wrap(name, WIDTH - left - SQUARE - BESIDE - 1, SMALL)
        wide = SQUARE + BESIDE + max(width(line, SMALL) for line in lines)
        if x > left and (x + wide > WIDTH - 1 or len(lines) > 1):
            x, y = left, y + LINE
        shapes.append(Bar(x, y - SQUARE / 2, SQUARE, SQUARE, color))
        for i, line in enumerate(lines):
            shapes.append(Text(x + SQUARE + BESIDE, y + i * LINE, line, "left", "text", SMALL))
        x += wide + BETWEEN
        if len(lines) > 1:
            x, y = left, y + len(lines) * LINE
    return shapes, y + LINE / 2 if x > left else y - LINE / 2
