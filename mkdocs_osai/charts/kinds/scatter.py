"""A scatter chart: a mark for each model, by two properties with their bounds."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from mkdocs_osai.charts.drawing import Drawing
from mkdocs_osai.charts.layout.categories import (
    MOST_COLORS,
    Swatch,
    apart,
    fits,
    graded,
    label,
    legend,
)
from mkdocs_osai.charts.layout.marks import (
    ARROW,
    CAP,
    RADIUS,
    Place,
    arrow,
    bar,
    mark,
)
from mkdocs_osai.charts.layout.marks import apart as marks_apart
from mkdocs_osai.charts.layout.point_labels import Box, Labels, interrupted, shortened
from mkdocs_osai.charts.layout.scales import AxisScale, scales
from mkdocs_osai.charts.layout.text import width, wrap
from mkdocs_osai.charts.shapes import Anchor, Line, Shape, Text
from mkdocs_osai.charts.theme import SMALL, WIDTH
from mkdocs_osai.problems import AuthorError
from mkdocs_osai.sanitize import chart_label
from mkdocs_osai.stats import Result, Scatter, ScatterPoint
from mkdocs_osai.stats.results.scatter import Axis, Reading, Threshold

PLOT = 300.0
"""The height of the plot, in CSS pixels."""

ALL_NAMED = 40
"""Up to so many models, each has a name in the plot or below it."""

MOST_NAMES = 14
"""The names in a plot of more models."""

RIGHT = 8.0
LINE = 18.0


def prepare(data: Result) -> Scatter:
    """All models, with at most six colours and `Other` last.

    Raises:
        AuthorError: the data is no scatter, or the author asked for more colours.
    """
    if not isinstance(data, Scatter):
        raise AuthorError(
            "a scatter chart needs models on two axes", "ask for index.scatter or index.timeline"
        )
    colors = data.colors
    few = colors if fits(colors, MOST_COLORS, "colours") else colors.top(MOST_COLORS - 1)
    if graded(few.dimension):
        few = few.in_order(few.dimension.order)
    return replace(data, colors=apart(few.with_other_last()))


@dataclass(frozen=True, slots=True)
class _Mark:
    """The mark of a model: its form, colour and place, and the ends of its bars."""

    point: ScatterPoint
    form: int
    color: str
    place: Place
    bars: tuple[tuple[Place, Place], ...]
    arrows: tuple[Place, ...]  # directions

    @property
    def shown(self) -> bool:
        """Whether it has a mark, not only bars: its place is not just the middle of bounds."""
        readings = (self.point.x, self.point.y)
        return all(r.value is not None or r.low is None or r.high is None for r in readings)


def draw(data: Scatter) -> Drawing:
    """Marks that do not overlap, bars for bounds, and names where there is room."""
    x_scale, y_scale = scales(data, WIDTH - 48.0)
    ticks = [text for _, text in y_scale.ticks]
    left = max(width(text, SMALL) for text in ticks) + 9
    above, top = _legend(data)
    for title in _title(y_scale):
        above.append(Text(1, top + LINE / 2, title, "left", "quiet", SMALL))
        top += LINE
    rows = _rows_above((left, 0, WIDTH - RIGHT, 0), x_scale)
    top += 6 + LINE * max((row + 1 for _, row in rows), default=0)
    frame = (left, top, WIDTH - RIGHT, top + PLOT)
    marks = _marks(data, frame, x_scale, y_scale)
    grid = [*_grid(frame, x_scale, y_scale)]
    labels = Labels(
        (left + 1, top - 4, WIDTH - 1.0, frame[3] - 1),
        [box for one in marks for box in _boxes(one)],
        [one.place for one in marks],
    )
    names = [*_threshold_names(labels, frame, x_scale, y_scale)]
    named, without = _names(marks, labels)
    lines = [part for line in grid for part in interrupted(line, labels.texts)]
    shapes: list[Shape] = [*above, *lines, *_axis_texts(frame, x_scale, y_scale)]
    for one in marks:
        shapes += [shape for ends in one.bars for shape in bar(*ends, one.color)]
        shapes += [shape for way in one.arrows for shape in arrow(one.place, way, one.color)]
    for one in marks:
        if one.shown:
            shapes += mark(one.form, one.place, one.color, hollow=one.point.boundless)
    shapes += [*names, *named]
    bottom = frame[3] + 24
    for title in _title(x_scale):
        shapes.append(Text(WIDTH - 1, bottom + LINE / 2, title, "right", "quiet", SMALL))
        bottom += LINE
    if without:
        bottom += 4
        listed = f"Without a name above: {', '.join(without)}"
        for text in wrap(listed, WIDTH - 2, SMALL):
            shapes.append(Text(1, bottom + LINE / 2, text, "left", "quiet", SMALL))
            bottom += LINE
    return Drawing(WIDTH, math.ceil(bottom + 2), tuple(shapes))


def _legend(data: Scatter) -> tuple[list[Shape], float]:
    """The colours and the kinds of marks that the chart has, and the height of both."""
    entries: list[tuple[str, str | Swatch]] = []
    if data.by:
        for form, category in enumerate(data.colors.categories):
            color = category.color or "grey"
            entries.append((label(category, data.by, marked=False), _swatch(form, color)))
    quiet = "quiet" if data.by else data.colors.categories[0].color or "grey"
    drawn = [(axis, r) for p in data.points for axis, r in ((data.x, p.x), (data.y, p.y))]
    if any(_bounds(axis, reading) for axis, reading in drawn):
        entries.append(("bounds", lambda x, y: bar((x, y - 6), (x, y + 6), quiet)))
    if any(reading.high is None and reading.low is not None for _, reading in drawn):
        up = (0.0, -1.0)
        entries.append(("no upper bound", lambda x, y: arrow((x, y + 7), up, quiet, 14)))
    if any(reading.low is None and reading.high is not None for _, reading in drawn):
        down = (0.0, 1.0)
        entries.append(("no lower bound", lambda x, y: arrow((x, y - 7), down, quiet, 14)))
    hollow = [point for point in data.points if point.boundless]
    if hollow:
        name = "a guess" if all(point.guess for point in hollow) else "bounds not given"
        entries.append((name, lambda x, y: mark(0, (x, y), quiet, hollow=True)))
    return legend(entries) if entries else ([], 0.0)


def _swatch(form: int, color: str) -> Swatch:
    return lambda x, y: mark(form, (x, y), color)


def _bounds(axis: Axis, reading: Reading) -> tuple[float, float] | None:
    """The ends of the bar of a reading; None if there is nothing to draw."""
    middle = reading.middle(axis.scale)
    low = middle if reading.low is None else reading.low
    high = middle if reading.high is None else reading.high
    return (low, high) if high - low > axis.grain else None


def _title(scale: AxisScale) -> list[str]:
    """The title of an axis; years need none."""
    if scale.axis.scale == "time":
        return []
    unit = f", {scale.axis.unit}" if scale.axis.unit else ""
    return [f"{scale.axis.label}{unit}"]


def _marks(data: Scatter, frame: Box, x_scale: AxisScale, y_scale: AxisScale) -> list[_Mark]:
    left, top, right, bottom = frame
    left, right = left + RADIUS, right - RADIUS
    top, bottom = top + RADIUS, bottom - RADIUS

    def across(value: float) -> float:
        return left + (right - left) * x_scale.place(value)

    def down(value: float) -> float:
        return bottom - (bottom - top) * y_scale.place(value)

    forms = {
        one: (form, category.color or "grey")
        for form, category in enumerate(data.colors.categories)
        for one in category.models
    }
    wanted = [
        (across(p.x.middle(data.x.scale)), down(p.y.middle(data.y.scale))) for p in data.points
    ]
    # Bounds of compute are wide, so a mark moves along the other axis.
    upright = data.x.scale == "log" and data.y.scale != "log"
    free = (top, bottom) if upright else (left, right)
    fixed, to_pixels = (data.x, across) if upright else (data.y, down)
    extents = []
    for point in data.points:
        reading = point.x if upright else point.y
        ends = _bounds(fixed, reading) or (reading.middle(fixed.scale),) * 2
        low, high = sorted(map(to_pixels, ends))
        extents.append((low - CAP, high + CAP) if low < high else (low, high))
    places = marks_apart(wanted, extents, *free, down=upright)
    found = []
    for point, (x, y) in zip(data.points, places, strict=True):
        form, color = forms[point.model.id]
        bars: list[tuple[Place, Place]] = []
        arrows: list[Place] = []
        if wide := _bounds(data.x, point.x):
            bars.append(((across(wide[0]), y), (across(wide[1]), y)))
        if tall := _bounds(data.y, point.y):
            bars.append(((x, down(tall[0])), (x, down(tall[1]))))
        arrows += [(sign, 0.0) for sign in _open_ends(point.x)]
        arrows += [(0.0, -sign) for sign in _open_ends(point.y)]
        found.append(_Mark(point, form, color, (x, y), tuple(bars), tuple(arrows)))
    return found


def _open_ends(reading: Reading) -> tuple[float, ...]:
    """1 if a reading has no upper bound, -1 if it has no lower one; nothing if it has neither."""
    if reading.boundless or (reading.low is not None and reading.high is not None):
        return ()
    return (1.0,) if reading.high is None else (-1.0,)


def _boxes(one: _Mark) -> Iterator[Box]:
    """The boxes of the bars and arrows of a mark."""
    for (x, y), (to_x, to_y) in one.bars:
        yield (
            min(x, to_x) - CAP,
            min(y, to_y) - CAP,
            max(x, to_x) + CAP,
            max(y, to_y) + CAP,
        )
    x, y = one.place
    for a, b in one.arrows:
        yield (
            min(x, x + ARROW * a) - CAP,
            min(y, y + ARROW * b) - CAP,
            max(x, x + ARROW * a) + CAP,
            max(y, y + ARROW * b) + CAP,
        )


def _grid(frame: Box, x_scale: AxisScale, y_scale: AxisScale) -> Iterator[Line]:
    left, top, right, bottom = frame
    for tick, _ in y_scale.ticks:
        y = _down(frame, y_scale.between(tick))
        yield Line(((left, y), (right, y)), "line")
    for tick, _ in x_scale.ticks:
        x = _across(frame, x_scale.between(tick))
        if x_scale.axis.scale == "time":
            yield Line(((x, bottom), (x, bottom + 6)), "quiet")
        else:
            yield Line(((x, top), (x, bottom)), "line")
    for threshold in y_scale.thresholds:
        y = _down(frame, y_scale.place(threshold.value))
        yield Line(((left, y), (right, y)), "quiet", 1, (4, 3))
    rows = _rows_above(frame, x_scale)
    for threshold, (_, row) in zip(x_scale.thresholds, rows, strict=True):
        x = _across(frame, x_scale.place(threshold.value))
        yield Line(((x, top - row * LINE - 4), (x, bottom)), "quiet", 1, (4, 3))


def _axis_texts(frame: Box, x_scale: AxisScale, y_scale: AxisScale) -> Iterator[Text]:
    for tick, text in y_scale.ticks:
        yield Text(frame[0] - 7, _down(frame, y_scale.between(tick)), text, "right", "quiet", SMALL)
    y = frame[3] + 16
    for tick, text in x_scale.ticks:
        x = _across(frame, x_scale.between(tick))
        if x_scale.axis.scale == "time":
            yield Text(x, y, text, "left", "text", SMALL)
            continue
        half = width(text, SMALL) / 2
        yield Text(min(max(x, half), WIDTH - half), y, text, "center", "quiet", SMALL)


def _across(frame: Box, part: float) -> float:
    return frame[0] + RADIUS + (frame[2] - frame[0] - 2 * RADIUS) * part


def _down(frame: Box, part: float) -> float:
    return frame[3] - RADIUS - (frame[3] - frame[1] - 2 * RADIUS) * part


def _threshold_names(
    labels: Labels, frame: Box, x_scale: AxisScale, y_scale: AxisScale
) -> Iterator[Shape]:
    """The name of each threshold at its line: above the plot, or where it overlaps nothing."""
    left, top, right, _ = frame
    for threshold, (start, row) in zip(
        x_scale.thresholds, _rows_above(frame, x_scale), strict=True
    ):
        y = top - (row + 0.5) * LINE - 4
        yield Text(start, y, _told(threshold), "left", "quiet", SMALL)
    for threshold in y_scale.thresholds:
        y = _down(frame, y_scale.place(threshold.value))
        places: list[tuple[float, float, Anchor]] = []
        for shift in (-SMALL / 2 - 2, SMALL / 2 + 2):
            places.append((right, y + shift, "right"))
            places.append((left + 4, y + shift, "left"))
        steps = range(int(left) + 20, int(right) - 20, 12)
        places += [(x, y + shift, "left") for shift in (-9.0, 9.0) for x in steps]
        found = labels.add(_told(threshold), places)
        if found is not None:
            yield replace(found, color="quiet")


def _rows_above(frame: Box, scale: AxisScale) -> list[tuple[float, int]]:
    """Where the names of thresholds start above the plot: x, and the row from below."""
    free: list[float] = []  # the x from which each row is free
    found = []
    for threshold in scale.thresholds:
        wide = width(_told(threshold), SMALL)
        x = _across(frame, scale.place(threshold.value))
        start = max(1.0, min(x - wide / 2, WIDTH - 1 - wide))
        row = next((i for i, end in enumerate(free) if end <= start), len(free))
        free[row : row + 1] = [start + wide + 12]
        found.append((start, row))
    return found


def _told(threshold: Threshold) -> str:
    return f"{chart_label(threshold.name)}, {threshold.text}"


def _names(marks: list[_Mark], labels: Labels) -> tuple[list[Shape], list[str]]:
    """The names of marks, and those for which there is no room.

    Of few models, those among many others come first, because they have the least room. Of many
    models only some have names: those near the edges of the plot.
    """
    few = len(marks) <= ALL_NAMED
    order = sorted(marks, key=lambda one: -_crowd(one, marks) if few else _inside(one, labels))
    shapes: list[Shape] = []
    waiting: list[_Mark] = []
    for one in order:
        found = labels.name(_name(one), one.place, leader=False)
        shapes += found
        if not found:
            waiting.append(one)
        if not few and len(shapes) == MOST_NAMES:
            return shapes, []
    without = set()
    for one in waiting if few else []:
        found = labels.name(_name(one), one.place, leader=True)
        shapes += found
        if not found:
            without.add(one.point.model.id)
    return shapes, [
        f"{_name(one)} ({one.point.x.text})" for one in marks if one.point.model.id in without
    ]


def _crowd(one: _Mark, marks: list[_Mark]) -> int:
    """How many marks are near, where the name of a mark would be."""
    x, y = one.place
    return sum(abs(other.place[0] - x) < 70 and abs(other.place[1] - y) < 16 for other in marks)


def _inside(one: _Mark, labels: Labels) -> float:
    """How far a mark is from the edges of the plot, mostly from the upper and the lower one."""
    left, top, right, bottom = labels.frame
    x, y = one.place
    return -abs((y - top) / (bottom - top) - 0.5) - abs((x - left) / (right - left) - 0.5) / 3


def _name(one: _Mark) -> str:
    return shortened(chart_label(one.point.model.name))
