"""Labels beside the slices of a pie: near them, in their order, and without overlap."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from mkdocs_osai.charts.shapes import Anchor, Line, Shape, text_lines
from mkdocs_osai.charts.theme import FONT_SIZE

GAP = 12.0  # from the edge of the circle to a label
LINE = 19.0  # the height of a line of a label
SPACE = 6.0  # between two labels, one above the other
STEP = 8.0  # how much further out each next label is, so that leaders do not cross it
MOVED = 22.0  # a label further than this from its slice gets a leader


@dataclass(frozen=True, slots=True)
class Label:
    """A label of a slice, in CSS pixels from the centre of the circle.

    Attributes:
        lines: the text.
        turn: the angle that it belongs to, in turns clockwise from 12 o'clock.
        x: the distance of its inner end from the centre, to the right or left.
        y: its vertical middle, downwards.
    """

    lines: tuple[str, ...]
    turn: float
    x: float = 0.0
    y: float = 0.0

    @property
    def height(self) -> float:
        """The height of all lines."""
        return LINE * len(self.lines)

    @property
    def right(self) -> bool:
        """Whether it is on the right of the circle."""
        return self.turn <= 0.5

    @property
    def out(self) -> tuple[float, float]:
        """The direction of its slice as (outwards, down)."""
        angle = 2 * math.pi * self.turn
        return abs(math.sin(angle)), -math.cos(angle)

    @property
    def above(self) -> bool:
        """Whether its slice is in the upper half."""
        return self.out[1] < 0

    def at(self, y: float, radius: float) -> Label:
        """The label at another height, as near to the circle as possible."""
        inner = max(abs(y) - self.height / 2 + 2, 0)
        edge = math.sqrt(max((radius + GAP) ** 2 - inner**2, 0))
        return replace(self, x=max(edge, (radius + GAP) * self.out[0]), y=y)

    def leader(self, radius: float) -> tuple[tuple[float, float], tuple[float, float]]:
        """The line from the edge of the slice to the nearest line of the label."""
        across, down = self.out
        reach = self.height / 2 - LINE / 2
        y = min(max(down * radius, self.y - reach), self.y + reach)
        return ((radius + 3) * across, (radius + 3) * down), (self.x - 4, y)

    def clear(self, radius: float) -> bool:
        """Whether its leader does not cross the circle."""
        (x, y), (to_x, to_y) = self.leader(radius)
        return (to_x - x) * x + (to_y - y) * y >= 0


def toward(side: float, start: float, end: float) -> float:
    """The angle in a slice that its label points to: inside, and as near to the side as possible.

    Args:
        side: 0.25 for the right, 0.75 for the left.
        start: the angle where the slice starts, in turns.
        end: the angle where it ends.

    Example:
        >>> toward(0.25, 0.0, 0.5), toward(0.25, 0.5, 1.0)
        (0.25, 0.625)
    """
    quarter = (end - start) / 4
    return min(max(side, start + quarter), end - quarter)


def arrange(labels: Iterable[Label], radius: float) -> list[Label]:
    """Place labels around a circle.

    Labels on a side keep the order of their slices. Overlapping labels move apart: up in the
    upper half and down in the lower half, until no leader crosses the circle.
    """
    placed = []
    everything = list(labels)
    for right in (True, False):
        side = sorted((one for one in everything if one.right is right), key=lambda o: o.out[1])
        spread = _spread([_beside(one, radius) for one in side])
        upper = _outward([one for one in spread if one.above][::-1], radius, -1)
        lower = _outward([one for one in spread if not one.above], radius, 1)
        placed += [*upper, *lower]
    return placed


def shapes(label: Label, middle: tuple[float, float], radius: float) -> list[Shape]:
    """The lines of a label, and a leader to its slice if it is away from it."""
    sign = 1 if label.right else -1
    x, y = middle
    start, end = label.leader(radius)
    points = tuple((x + sign * px, y + py) for px, py in (start, end))
    anchor: Anchor = "left" if label.right else "right"
    texts = text_lines(label.lines, (x + sign * label.x, y + label.y), LINE, anchor, FONT_SIZE)
    return [Line(points, "quiet"), *texts] if math.dist(start, end) > MOVED else texts


def _beside(label: Label, radius: float) -> Label:
    """A label where it would be alone: outwards from the middle of its slice."""
    down = label.out[1]
    return label.at((radius + GAP + abs(down) * label.height / 2) * down, radius)


def _spread(side: list[Label]) -> list[Label]:
    """Move overlapping labels apart: as a block, around the mean of their positions."""
    blocks: list[list[Label]] = []
    for one in side:
        blocks.append([one])
        while len(blocks) > 1 and _bottom(blocks[-2]) + SPACE > _top(blocks[-1]):
            last = blocks.pop()
            blocks[-1] += last
    placed = []
    for block in blocks:
        y = _top(block)
        for one in block:
            placed.append(replace(one, y=y + one.height / 2))
            y += one.height + SPACE
    return placed


def _top(block: list[Label]) -> float:
    """The top of a block that moves its labels least."""
    total = offset = 0.0
    for one in block:
        total += one.y - (offset + one.height / 2)
        offset += one.height + SPACE
    return total / len(block)


def _bottom(block: list[Label]) -> float:
    return _top(block) + sum(one.height + SPACE for one in block) - SPACE


def _outward(labels: list[Label], radius: float, way: int) -> list[Label]:
    """Move labels up (`way` -1) or down (1), from the middle outwards, and set their x."""
    placed: list[Label] = []
    for one in labels:
        y = one.y
        if placed:
            apart = (placed[-1].height + one.height) / 2 + SPACE
            y = way * max(way * y, way * placed[-1].y + apart)
        moved = one.at(y, radius)
        while not moved.clear(radius):
            y += way * 2
            moved = one.at(y, radius)
        placed.append(moved)
    passed = 0.0
    stepped = []
    for one in reversed(placed):
        x = max(one.x, min(passed + STEP, radius + GAP))
        stepped.append(replace(one, x=x))
        passed = x
    return stepped
