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
from mkdocs_osai.charts.layout.plot import DASHES, LINE, Plot, plot_below, told
from mkdocs_osai.charts.layout.point_labels import Box, Labels, interrupted, shortened
from mkdocs_osai.charts.layout.scales import AxisScale, scales
from mkdocs_osai.charts.layout.text import wrap
from mkdocs_osai.charts.shapes import Line, Shape, Text, Tip
from mkdocs_osai.charts.theme import SMALL
from mkdocs_osai.i18n import gettext, headed
from mkdocs_osai.problems import AuthorError
from mkdocs_osai.sanitize import chart_label
from mkdocs_osai.stats import Result, Scatter, ScatterPoint, titled
from mkdocs_osai.stats.results.scatter import Axis, AxisThreshold, Reading

ALL_NAMED = 40
"""Up to so many models, each has a name in the plot or below it."""

MOST_NAMES = 14
"""The names in a plot of more models."""


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


def draw(data: Scatter, chart_width: int) -> Drawing:
    """Marks that do not overlap, bars for bounds, and names where there is room.

    A threshold has its name at its line, or in the legend if there is no room.
    """
    x_scale, y_scale = scales(data, chart_width - 48.0)
    drawing, unnamed = _draw(data, chart_width, (x_scale, y_scale), ())
    return _draw(data, chart_width, (x_scale, y_scale), unnamed)[0] if unnamed else drawing


def _draw(
    data: Scatter,
    chart_width: int,
    axes: tuple[AxisScale, AxisScale],
    in_legend: tuple[AxisThreshold, ...],
) -> tuple[Drawing, tuple[AxisThreshold, ...]]:
    """The drawing, and the thresholds of `y` for whose names there is no room."""
    above, top = _legend(data, in_legend, chart_width)
    plot = plot_below(top, *axes, chart_width)
    left, top, _, bottom = plot.frame
    marks = _marks(data, plot)
    labels = Labels(
        (left + 1, top - 4, chart_width - 1.0, bottom - 1),
        [box for one in marks for box in _boxes(one)],
        [one.place for one in marks],
    )
    shapes: list[Shape] = [*plot.names_above()]
    unnamed = []
    for threshold in plot.y.thresholds:
        name = None if threshold in in_legend else plot.at_line(threshold, labels)
        if name is None:
            unnamed.append(threshold)
        else:
            shapes.append(name)
    named, without = _names(marks, labels)
    shapes += named
    grid = [part for line in plot.grid() for part in interrupted(line, labels.texts)]
    drawn = [shape for one in marks for shape in _bars(one)]
    for one in marks:
        if one.shown:
            tip = Tip(_told(one, data), one.form)
            shown = mark(one.form, one.place, one.color, hollow=one.point.boundless)
            drawn += [s if isinstance(s, Text) else replace(s, tip=tip) for s in shown]
    below, end = _listed(without, plot.end, chart_width)
    whole = (*above, *grid, *plot.texts(), *drawn, *shapes, *below)
    return Drawing(chart_width, math.ceil(end + 2), whole), tuple(unnamed)


def _bars(one: _Mark) -> Iterator[Shape]:
    """The bars and arrows of a mark."""
    for ends in one.bars:
        yield from bar(*ends, one.color)
    for way in one.arrows:
        yield from arrow(one.place, way, one.color)


def _listed(names: list[str], y: float, chart_width: int) -> tuple[list[Shape], float]:
    """The names for which there is no room in the plot, and the y of their end."""
    if not names:
        return [], y
    lines = wrap(
        gettext("Without a name above: {names}", names=", ".join(names)), chart_width - 2, SMALL
    )
    y += 4
    texts: list[Shape] = [
        Text(1, y + (i + 0.5) * LINE, text, "left", "quiet", SMALL) for i, text in enumerate(lines)
    ]
    return texts, y + len(lines) * LINE


def _legend(
    data: Scatter, thresholds: tuple[AxisThreshold, ...], chart_width: int
) -> tuple[list[Shape], float]:
    """The colours and the kinds of marks that the chart has, and the height of both."""
    entries: list[tuple[str, str | Swatch]] = []
    if data.by:
        for form, category in enumerate(data.colors.categories):
            color = category.color or "grey"
            entries.append((label(category, data.by, marked=False), _swatch(form, color)))
    quiet = "quiet" if data.by else data.colors.categories[0].color or "grey"
    drawn = [(axis, r) for p in data.points for axis, r in ((data.x, p.x), (data.y, p.y))]
    if any(_bounds(axis, reading) for axis, reading in drawn):
        entries.append((gettext("bounds"), lambda x, y: bar((x, y - 6), (x, y + 6), quiet)))
    if any(reading.high is None and reading.low is not None for _, reading in drawn):
        up = (0.0, -1.0)
        entries.append((gettext("no upper bound"), lambda x, y: arrow((x, y + 7), up, quiet, 14)))
    if any(reading.low is None and reading.high is not None for _, reading in drawn):
        down = (0.0, 1.0)
        entries.append((gettext("no lower bound"), lambda x, y: arrow((x, y - 7), down, quiet, 14)))
    hollow = [point for point in data.points if point.boundless]
    if hollow:
        guesses = all(point.guess for point in hollow)
        name = gettext("a guess") if guesses else gettext("bounds not given")
        entries.append((name, lambda x, y: mark(0, (x, y), quiet, hollow=True)))
    entries += [(told(threshold), _dashes) for threshold in thresholds]
    return legend(entries, chart_width) if entries else ([], 0.0)


def _dashes(x: float, y: float) -> Iterator[Shape]:
    yield Line(((x - 6, y), (x + 6, y)), "quiet", 1, DASHES)


def _swatch(form: int, color: str) -> Swatch:
    return lambda x, y: mark(form, (x, y), color)


def _bounds(axis: Axis, reading: Reading) -> tuple[float, float] | None:
    """The ends of the bar of a reading; None if there is nothing to draw."""
    middle = reading.middle(axis.scale)
    low = middle if reading.low is None else reading.low
    high = middle if reading.high is None else reading.high
    return (low, high) if high - low > axis.grain else None


def _marks(data: Scatter, plot: Plot) -> list[_Mark]:
    across, down = plot.across, plot.down
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
    left, top, right, bottom = plot.frame
    ends = (top, bottom) if upright else (left, right)
    free = (ends[0] + RADIUS, ends[1] - RADIUS)
    fixed, to_pixels = (data.x, across) if upright else (data.y, down)
    extents = []
    for point in data.points:
        reading = point.x if upright else point.y
        bounds = _bounds(fixed, reading) or (reading.middle(fixed.scale),) * 2
        low, high = sorted(map(to_pixels, bounds))
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


def _told(one: _Mark, data: Scatter) -> str:
    """The name of a model and its place on both axes."""
    both = ((data.x, one.point.x), (data.y, one.point.y))
    values = ", ".join(f"{titled(axis.label)} {reading.text}" for axis, reading in both)
    return headed(chart_label(one.point.model.name), values)


def _name(one: _Mark) -> str:
    return shortened(chart_label(one.point.model.name))
