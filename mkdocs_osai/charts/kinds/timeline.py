"""A timeline: a mark for each model, by the month of its release and its openness."""

from __future__ import annotations

import math
from collections.abc import Iterator

from mkdocs_osai.charts.drawing import Drawing
from mkdocs_osai.charts.layout.text import width, wrap
from mkdocs_osai.charts.shapes import Anchor, Dot, Line, Shape, Text
from mkdocs_osai.charts.theme import SMALL, WIDTH
from mkdocs_osai.index import Model
from mkdocs_osai.problems import AuthorError
from mkdocs_osai.sanitize import chart_label
from mkdocs_osai.stats import Result, Scatter

HEIGHT = 340
RADIUS = 3.5
LEFT, RIGHT, TOP, BOTTOM = 40.0, 8.0, 12.0, 28.0
MOST_LABELS = 14
MOST_NAME = 200.0  # wider names are cut; the table has the full name

Box = tuple[float, float, float, float]


def prepare(data: Result) -> Scatter:
    """All models of a timeline.

    Raises:
        AuthorError: the data is no timeline.
    """
    if not isinstance(data, Scatter):
        raise AuthorError("a timeline needs models by date", "ask for index.timeline")
    return data


def draw(timeline: Scatter) -> Drawing:
    """Marks that do not overlap, and names where there is room."""
    months = [_month(model) for model in timeline.placed]
    first, last = min(months), max(months)
    span = max(last - first, 1)
    room = WIDTH - LEFT - RIGHT - 2 * RADIUS
    dots = _apart(
        [
            (
                LEFT + RADIUS + room * ((month - first) / span if last > first else 0.5),
                _height(float(model.score or 0)),
            )
            for model, month in zip(timeline.placed, months, strict=True)
        ]
    )
    grid = [*_grid(), *_years(first, last, room)]
    marks: list[Shape] = [Dot(x, y, RADIUS, "blue") for x, y in dots]
    return Drawing(WIDTH, HEIGHT, (*grid, *marks, *_labels(timeline, dots)))


def _month(model: Model) -> int:
    released = model.released or ""
    return int(released[:4]) * 12 + int(released[5:7]) - 1


def _height(score: float) -> float:
    return HEIGHT - BOTTOM - RADIUS - (HEIGHT - TOP - BOTTOM - 2 * RADIUS) * score


def _apart(places: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The positions, each moved sideways as little as needed to avoid the earlier ones."""
    step = 2 * RADIUS + 0.5
    taken: list[tuple[float, float]] = []
    for x, y in places:
        near = [(a, b) for a, b in taken if abs(b - y) < step]
        beside = (a + sign * math.sqrt(step**2 - (y - b) ** 2) for a, b in near for sign in (1, -1))
        free = (
            c
            for c in sorted((x, *beside), key=lambda c: (abs(c - x), -c))
            if LEFT + RADIUS <= c <= WIDTH - RIGHT - RADIUS
            and all(math.hypot(c - a, y - b) >= step - 1e-9 for a, b in near)
        )
        taken.append((next(free, x), y))
    return taken


def _grid() -> Iterator[Shape]:
    for quarter in range(5):
        y = _height(quarter / 4)
        yield Line(((LEFT, y), (WIDTH - RIGHT, y)), "line")
        yield Text(LEFT - 7, y, f"{quarter / 4:.2f}", "right", "quiet", SMALL)


def _years(first: int, last: int, room: float) -> Iterator[Shape]:
    """A tick at the start of each year, labelled if there is room."""
    y = HEIGHT - BOTTOM + 2
    free = -math.inf
    for year in range(first // 12, last // 12 + 1):
        month = max(year * 12, first)
        x = LEFT + RADIUS + room * ((month - first) / max(last - first, 1))
        wide = width(str(year), SMALL)
        if last == first:
            x = LEFT + RADIUS + room / 2
        yield Line(((x, y - 2), (x, y + 4)), "quiet")
        if x >= free and x + 2 + wide <= WIDTH:
            yield Text(x, y + 14, str(year), "left", "text", SMALL)
            free = x + wide + 10


def _labels(timeline: Scatter, dots: list[tuple[float, float]]) -> Iterator[Text]:
    """Names of the most and least open models, newest first, where they overlap nothing."""
    taken: list[Box] = [(x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS) for x, y in dots]
    order = sorted(
        range(len(dots)),
        key=lambda i: (-abs(float(timeline.placed[i].score or 0) - 0.5), -dots[i][0], i),
    )
    written = 0
    for i in order:
        name = chart_label(timeline.placed[i].name)
        name = wrap(name, MOST_NAME, SMALL)[0] + ("…" if width(name, SMALL) > MOST_NAME else "")
        wide = width(name, SMALL)
        for x, y, anchor in _around(*dots[i]):
            left = x - {"left": 0.0, "center": wide / 2, "right": wide}[anchor]
            box = (left - 2, y - SMALL / 2 - 1, left + wide + 2, y + SMALL / 2 + 1)
            inside = box[0] >= LEFT and box[2] <= WIDTH and box[1] >= 0
            if inside and box[3] <= HEIGHT - BOTTOM + 2 and not any(_meet(box, b) for b in taken):
                taken.append(box)
                yield Text(x, y, name, anchor, "text", SMALL)
                written += 1
                break
        if written == MOST_LABELS:
            return


def _around(x: float, y: float) -> tuple[tuple[float, float, Anchor], ...]:
    beside, above = RADIUS + 4, RADIUS + SMALL / 2 + 3
    return (
        (x + beside, y, "left"),
        (x - beside, y, "right"),
        (x, y - above, "center"),
        (x, y + above, "center"),
    )


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
