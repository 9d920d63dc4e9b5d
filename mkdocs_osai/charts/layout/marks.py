"""Marks of models on a chart: a form for each category, so that they do not need colours."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from mkdocs_osai.charts.shapes import Dot, Line, Polygon, Ring, Shape

RADIUS = 3.5
"""Half the width of a mark, in CSS pixels."""

THIN = 1.5  # the width of the edge of a hollow mark
ARROW = 20.0  # the length of an arrow
HEAD = 6.0  # the length of its head
CAP = 3.0  # half the length of the end of a bar

Place = tuple[float, float]

_FORMS: tuple[tuple[Place, ...], ...] = (
    (),  # a circle
    ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    ((0.0, -1.2), (1.15, 0.85), (-1.15, 0.85)),
    ((0.0, -1.3), (1.3, 0.0), (0.0, 1.3), (-1.3, 0.0)),
    ((0.0, 1.2), (1.15, -0.85), (-1.15, -0.85)),
    ((-1.2, -0.6), (1.2, -0.6), (1.2, 0.6), (-1.2, 0.6)),
)
"""The corners of each form, in radii from its centre."""


def mark(form: int, place: Place, color: str, *, hollow: bool = False) -> Iterator[Shape]:
    """The mark of a category: a circle, a square, a triangle, a diamond and so on.

    Args:
        form: the place of the category; after the last form the first follows.
        place: the centre.
        color: its colour.
        hollow: whether only its edge is coloured.
    """
    x, y = place
    corners = _FORMS[form % len(_FORMS)]
    if not corners:
        yield Dot(x, y, RADIUS, "page" if hollow else color)
        if hollow:
            yield Ring(x, y, RADIUS + THIN / 2, color, THIN)
        return
    around = tuple((x + a * RADIUS, y + b * RADIUS) for a, b in corners)
    yield Polygon(around, "page" if hollow else color)
    if hollow:
        # The first edge twice, so that the corner where the line starts is joined.
        yield Line((*around, *around[:2]), color, THIN)


def bar(start: Place, end: Place, color: str) -> Iterator[Shape]:
    """A bar between the bounds of a reading, with a cap at each end."""
    yield Line((start, end), color, THIN)
    across = _across(start, end)
    for x, y in (start, end):
        a, b = across[0] * CAP, across[1] * CAP
        yield Line(((x - a, y - b), (x + a, y + b)), color, THIN)


def arrow(start: Place, direction: Place, color: str, length: float = ARROW) -> Iterator[Shape]:
    """An arrow for a reading without an upper or a lower bound.

    Args:
        start: where it starts.
        direction: a vector of length 1: (0, -1) is up.
        color: its colour.
        length: its length in CSS pixels.
    """
    x, y = start
    a, b = direction
    neck = x + a * (length - HEAD), y + b * (length - HEAD)
    yield Line((start, neck), color, THIN)
    half = HEAD / 2
    yield Polygon(
        (
            (x + a * length, y + b * length),
            (neck[0] - b * half, neck[1] + a * half),
            (neck[0] + b * half, neck[1] - a * half),
        ),
        color,
    )


def _across(start: Place, end: Place) -> Place:
    """A vector of length 1 across the line from one place to another."""
    length = math.dist(start, end) or 1.0
    return (start[1] - end[1]) / length, (end[0] - start[0]) / length


BAR_APART = 5.0  # between two bars that run side by side
MOST_MOVED = 10.0  # how far a mark moves at most for the bars of others

Extent = tuple[float, float]
"""The ends of the bar of a mark, across the way in which the mark moves."""


def apart(
    places: Sequence[Place],
    extents: Sequence[Extent],
    low: float,
    high: float,
    *,
    down: bool = False,
) -> list[Place]:
    """The places of marks, each moved as little as needed to avoid the earlier ones.

    Args:
        places: the centres of the marks.
        extents: the ends of their bars.
        low: the least coordinate of a mark along the way it moves.
        high: the largest one.
        down: whether they move up and down, instead of left and right.
    """
    taken: list[tuple[float, float, Extent]] = []
    for place, extent in zip(places, extents, strict=True):
        along, other = (place[1], place[0]) if down else place
        # (coordinate of an earlier mark, its distance to keep)
        marks = [
            (a, _distance(other - b)) for a, b, _ in taken if abs(other - b) < 2 * RADIUS + 0.5
        ]
        bars = [
            (a, BAR_APART)
            for a, b, its in taken
            if (its[0] < its[1] or extent[0] < extent[1])
            and its[0] < extent[1] + RADIUS
            and extent[0] < its[1] + RADIUS
        ]
        best = along
        for near, most in ((marks + bars, MOST_MOVED), (marks, math.inf)):
            beside = (a + sign * keep for a, keep in near for sign in (1, -1))
            free = (
                c
                for c in sorted((along, *beside), key=lambda c: (abs(c - along), -c))
                if low <= c <= high
                and abs(c - along) <= most
                and all(abs(c - a) >= keep - 1e-9 for a, keep in near)
            )
            found = next(free, None)
            if found is not None:
                best = found
                break
        taken.append((best, other, extent))
    return [(b, a) if down else (a, b) for a, b, _ in taken]


def _distance(across: float) -> float:
    """How far apart two marks are along one way if they touch, from their distance across it."""
    step = 2 * RADIUS + 0.5
    return math.sqrt(step**2 - across**2)
