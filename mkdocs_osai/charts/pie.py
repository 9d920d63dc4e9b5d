"""A pie: parts of a whole, as slices with their labels beside them."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from mkdocs_osai.charts.drawing import Anchor, Drawing, Line, Shape, Text, Wedge
from mkdocs_osai.charts.labels import label
from mkdocs_osai.charts.text import wrap
from mkdocs_osai.charts.theme import FONT_SIZE, WIDTH
from mkdocs_osai.problems import AuthorError
from mkdocs_osai.stats import Tally

MOST = 6
"""Slices of a pie, `Other` among them."""

RADIUS = 90.0
GAP = 20.0
"""From the edge of the pie to its labels."""

LINE = 19.0
"""The height of a line of a label."""

SPACE = 6.0
"""Between two labels."""

MARGIN = 4.0


def shown(tally: Tally) -> Tally:
    """The categories a pie shows: six at most, the smaller ones joined to `Other`, which is last.

    Raises:
        AuthorError: the parts make no whole, or there is nothing to show.
    """
    name = tally.dimension.name
    if tally.dimension.multiple:
        raise AuthorError(
            f"a model can be in two categories of {name}, so a pie would not add up",
            f"use osai.bar('{name}')",
        )
    few = tally if len(tally.categories) <= MOST else tally.top(MOST - 1)
    return few.with_other_last()


def draw(tally: Tally) -> Drawing:
    """Slices from 12 o'clock, clockwise, in the order of the tally; all labels beside them."""
    labels = [one for side in _labels(tally) for one in _spread(side)]
    above = max(RADIUS, *(one.height / 2 - one.y for one in labels)) + MARGIN
    below = max(RADIUS, *(one.height / 2 + one.y for one in labels)) + MARGIN
    slices: list[Shape] = []
    turn = 0.0
    for category in tally.categories:
        end = turn + float(category.share)
        slices.append(Wedge(WIDTH / 2, above, RADIUS, turn, end, category.color or "grey"))
        turn = end
    texts = [shape for one in labels for shape in _shapes(one, above)]
    return Drawing(WIDTH, math.ceil(above + below), (*slices, *texts))


@dataclass(frozen=True, slots=True)
class _Label:
    """A label: its lines, the angle of its slice in turns, its middle below that of the pie."""

    lines: tuple[str, ...]
    angle: float
    y: float

    @property
    def height(self) -> float:
        return LINE * len(self.lines)

    @property
    def right(self) -> bool:
        return self.angle <= 0.5


def _labels(tally: Tally) -> tuple[list[_Label], list[_Label]]:
    """The labels right and left of the pie, each side from above, beside their slices."""
    most = WIDTH / 2 - RADIUS - GAP - MARGIN
    turn = 0.0
    labels = []
    for category in tally.categories:
        angle = turn + float(category.share) / 2
        turn += float(category.share)
        lines = wrap(f"{label(category, tally.dimension)}, {category.percent}", most, FONT_SIZE)
        y = -(RADIUS + 9) * math.cos(2 * math.pi * angle)
        labels.append(_Label(tuple(lines), angle, y))
    right = [one for one in labels if one.right]
    left = [one for one in labels if not one.right]
    return right, left[::-1]


def _spread(side: list[_Label]) -> list[_Label]:
    """Move labels apart that would overlap: as a block, to the mean of where they want to be."""
    blocks: list[list[_Label]] = []
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


def _top(block: list[_Label]) -> float:
    """Where a block starts whose labels are, on the whole, moved least."""
    total = offset = 0.0
    for one in block:
        total += one.y - (offset + one.height / 2)
        offset += one.height + SPACE
    return total / len(block)


def _bottom(block: list[_Label]) -> float:
    return _top(block) + sum(one.height + SPACE for one in block) - SPACE


def _shapes(one: _Label, middle: float) -> list[Shape]:
    """The lines of a label, and a leader to its slice."""
    sign = 1 if one.right else -1
    sine, cosine = math.sin(2 * math.pi * one.angle), math.cos(2 * math.pi * one.angle)
    x = WIDTH / 2 + sign * (RADIUS + GAP)
    near, far = RADIUS + 2, RADIUS + 9
    leader = (
        (WIDTH / 2 + near * sine, middle - near * cosine),
        (WIDTH / 2 + far * sine, middle - far * cosine),
        (x - 5 * sign, middle + one.y),
    )
    top = middle + one.y - one.height / 2 + LINE / 2
    anchor: Anchor = "left" if one.right else "right"
    lines = [Text(x, top + i * LINE, line, anchor) for i, line in enumerate(one.lines)]
    return [Line(leader, "quiet"), *lines]
