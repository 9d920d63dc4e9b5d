"""Names beside the marks of a chart, where they overlap nothing."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from mkdocs_osai.charts.layout.marks import RADIUS
from mkdocs_osai.charts.layout.text import cut, width
from mkdocs_osai.charts.shapes import Anchor, Line, Shape, Text
from mkdocs_osai.charts.theme import SMALL

MOST_NAME = 200.0
"""Wider names are cut; the table has the full name."""

BESIDE = 4.0  # from a mark to its name
_FAR = (14.0, 22.0, 32.0, 44.0, 58.0)  # from a mark to a name with a leader
_TURNS = 20  # the directions of a leader
_PADDING = 2.0  # beside a text, in its box

Place = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in CSS pixels."""


class Labels:
    """The texts of a plot, and what they must not overlap.

    Args:
        frame: the area of the texts.
        boxes: what is taken.
        marks: the centres of the marks.
    """

    def __init__(self, frame: Box, boxes: Iterable[Box], marks: Sequence[Place]) -> None:
        self.frame = frame
        self.texts: list[Box] = []
        self._taken = [*boxes, *(_around_mark(place) for place in marks)]
        self._marks = marks
        self._leaders: list[tuple[Place, Place]] = []

    def add(self, text: str, places: Iterable[tuple[float, float, Anchor]]) -> Text | None:
        """The text at the first place where it overlaps nothing, or None."""
        for x, y, anchor in places:
            box = box_of(text, x, y, anchor)
            if self._free(box):
                self._take(box)
                return Text(x, y, text, anchor, "text", SMALL)
        return None

    def name(self, text: str, place: Place, *, leader: bool) -> list[Shape]:
        """The name of a mark beside it, or with a leader to it; empty if there is no room."""
        beside = self.add(text, _beside(*place))
        if beside is not None:
            return [beside]
        return self._led(text, place) if leader else []

    def _led(self, text: str, place: Place) -> list[Shape]:
        """The name at some distance from its mark, with a line to it."""
        x, y = place
        for far in _FAR:
            for turn in range(_TURNS):
                angle = 2 * math.pi * (turn + 0.5) / _TURNS
                across, down = math.cos(angle), math.sin(angle)
                end = x + across * far, y + down * far
                anchor: Anchor = "left" if across > 0.3 else "right" if across < -0.3 else "center"
                shift = 2.0 * (1 if across > 0.3 else -1 if across < -0.3 else 0)
                lower = 0.0 if shift else math.copysign(SMALL / 2 + 1, down)
                at = end[0] + shift, end[1] + lower
                box = box_of(text, *at, anchor)
                start = x + across * (RADIUS + 1.5), y + down * (RADIUS + 1.5)
                line = start, end
                if self._free(box) and self._clear(line, place):
                    self._take(box)
                    self._leaders.append(line)
                    return [
                        Line(line, "quiet", 0.75),
                        Text(*at, text, anchor, "text", SMALL),
                    ]
        return []

    def _free(self, box: Box) -> bool:
        left, top, right, bottom = self.frame
        inside = left <= box[0] and box[2] <= right and top <= box[1] and box[3] <= bottom
        return (
            inside
            and not any(_meet(box, other) for other in self._taken)
            and not any(_crosses(line, box) for line in self._leaders)
        )

    def _clear(self, line: tuple[Place, Place], own: Place) -> bool:
        """Whether a leader crosses no text and no other mark."""
        return not any(_crosses(line, box) for box in self.texts) and not any(
            _distance(mark, line) < RADIUS + 1 for mark in self._marks if mark != own
        )

    def _take(self, box: Box) -> None:
        self._taken.append(box)
        self.texts.append(box)


def shortened(name: str) -> str:
    """A name that is not wider than `MOST_NAME`."""
    return cut(name, MOST_NAME, SMALL)


def box_of(text: str, x: float, y: float, anchor: Anchor) -> Box:
    """The box of a small text with some space around it."""
    wide = width(text, SMALL)
    left = x - {"left": 0.0, "center": wide / 2, "right": wide}[anchor]
    return (left - _PADDING, y - SMALL / 2, left + wide + _PADDING, y + SMALL / 2)


def interrupted(line: Line, boxes: Iterable[Box]) -> Iterator[Line]:
    """The parts of a horizontal or vertical line that are outside of boxes.

    Example:
        >>> line = Line(((0, 5), (100, 5)), "line")
        >>> [part.points for part in interrupted(line, [(20, 0, 40, 9)])]
        [((0, 5), (20, 5)), ((40, 5), (100, 5))]
    """
    (x, y), (to_x, to_y) = line.points
    level = y == to_y
    start, end = (x, to_x) if level else (y, to_y)
    gaps = sorted(
        (box[0], box[2]) if level else (box[1], box[3])
        for box in boxes
        if (box[1] < y < box[3] if level else box[0] < x < box[2])
    )
    for low, high in gaps:
        if low > start:
            yield _part(line, start, min(low, end), level=level)
        start = max(start, high)
        if start >= end:
            return
    yield _part(line, start, end, level=level)


def _part(line: Line, start: float, end: float, *, level: bool) -> Line:
    x, y = line.points[0]
    points = ((start, y), (end, y)) if level else ((x, start), (x, end))
    return Line(points, line.color, line.width, line.dashes)


def _beside(x: float, y: float) -> tuple[tuple[float, float, Anchor], ...]:
    beside, above = RADIUS + BESIDE, RADIUS + SMALL / 2 + 3
    near, corner = RADIUS + 1, RADIUS + SMALL / 2 + 1
    return (
        (x + beside, y, "left"),
        (x - beside, y, "right"),
        (x, y - above, "center"),
        (x, y + above, "center"),
        (x + near, y - corner, "left"),
        (x + near, y + corner, "left"),
        (x - near, y - corner, "right"),
        (x - near, y + corner, "right"),
    )


def _around_mark(place: Place) -> Box:
    x, y = place
    return (x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS)


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _crosses(line: tuple[Place, Place], box: Box) -> bool:
    """Whether a line crosses the text of a box (Liang and Barsky)."""
    (x, y), (to_x, to_y) = line
    first, last = 0.0, 1.0
    left, right = box[0] + _PADDING - x, box[2] - _PADDING - x
    for step, low, high in ((to_x - x, left, right), (to_y - y, box[1] - y, box[3] - y)):
        if step == 0:
            if low >= 0 or high <= 0:
                return False
            continue
        near, far = sorted((low / step, high / step))
        first, last = max(first, near), min(last, far)
    return first < last


def _distance(place: Place, line: tuple[Place, Place]) -> float:
    """How far a place is from a line."""
    (x, y), (to_x, to_y) = line
    dx, dy = to_x - x, to_y - y
    length = dx * dx + dy * dy
    at = ((place[0] - x) * dx + (place[1] - y) * dy) / length if length else 0.0
    at = min(max(at, 0.0), 1.0)
    return math.hypot(place[0] - x - at * dx, place[1] - y - at * dy)
