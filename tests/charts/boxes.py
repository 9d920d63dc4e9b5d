"""Where the texts of a drawing are."""

from __future__ import annotations

import math

from mkdocs_osai.charts.layout.text import width
from mkdocs_osai.charts.shapes import Text

Point = tuple[float, float]
Box = tuple[float, float, float, float]

CAPITALS = 0.72
"""The height of capitals, in em."""


def corners(text: Text, em: float = CAPITALS) -> list[Point]:
    """The corners of a text of its measured width, at its angle and with a height in em."""
    wide, high = width(text.text, text.size), em / 2 * text.size
    left = {"left": 0.0, "center": -wide / 2, "right": -wide}[text.anchor]
    turn = math.radians(-text.angle)
    cos, sin = math.cos(turn), math.sin(turn)
    upright = ((left, -high), (left + wide, -high), (left + wide, high), (left, high))
    return [(text.x + x * cos - y * sin, text.y + x * sin + y * cos) for x, y in upright]


def box(text: Text, em: float = CAPITALS) -> Box:
    """The smallest upright rectangle around a text: left, top, right and bottom."""
    xs, ys = zip(*corners(text, em), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def overlap(a: list[Point], b: list[Point]) -> bool:
    """Whether two convex shapes overlap: no side of either has them on different sides."""
    (ax, ay), (bx, by) = zip(*a, strict=True), zip(*b, strict=True)
    if max(ax) <= min(bx) or max(bx) <= min(ax) or max(ay) <= min(by) or max(by) <= min(ay):
        return False  # as most are, found fast
    for shape in (a, b):
        for (x, y), (to_x, to_y) in zip(shape, [*shape[1:], shape[0]], strict=True):
            side = (y - to_y, to_x - x)
            first, second = ([p * side[0] + q * side[1] for p, q in one] for one in (a, b))
            small = 0.01 * math.hypot(*side)
            if max(first) <= min(second) + small or max(second) <= min(first) + small:
                return False
    return True
