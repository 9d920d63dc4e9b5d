"""A line chart over time, with the name of each line at its end."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from mkdocs_osai import i18n
from mkdocs_osai.charts.drawing import Drawing
from mkdocs_osai.charts.layout.axis import across, below, counts_up_to
from mkdocs_osai.charts.layout.categories import MOST_COLORS, apart, fits, label
from mkdocs_osai.charts.layout.notes import hatching, notes
from mkdocs_osai.charts.layout.text import width, wrapped_names
from mkdocs_osai.charts.shapes import Dot, Line, Shape, Text, Tip, text_lines
from mkdocs_osai.charts.theme import SMALL
from mkdocs_osai.i18n import headed
from mkdocs_osai.problems import AuthorError
from mkdocs_osai.sanitize import chart_label
from mkdocs_osai.stats import Category, Point, TimeSeries, shown
from mkdocs_osai.stats.results.history_series import HistorySeries

S = TypeVar("S", bound=TimeSeries)
Place = tuple[float, float]

LINE = 17.0
SPACE = 5.0  # the vertical space between two names
TOP = 10.0
HEIGHT = 220.0  # the least height of the plot; names may need more
MOST_NAME = 0.25  # of the width of the chart
THICK = 2.5
RADIUS = 4.0
BESIDE = 8.0  # from the end of a line to its name; twice as much with a leader
MOVED = 4.0  # a name further than this from the end of its line gets a leader
DASHES: tuple[tuple[float, ...], ...] = ((), (9, 4), (3, 3), (12, 3, 3, 3), (6, 2), (2, 5))
"""The dashes of each line, so that lines do not depend on their colours."""

OPENNESS = (0, 0.25, 0.5, 0.75, 1)
"""The ticks of an axis of openness."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name at the end of a line.

    Attributes:
        lines: the text.
        color: the colour of the line.
        end: the end of the line, in CSS pixels.
        y: the vertical middle of the name.
    """

    lines: tuple[str, ...]
    color: str
    end: Place
    y: float

    @property
    def height(self) -> float:
        """The height of all lines of text."""
        return LINE * len(self.lines)


def prepare(series: S) -> S:
    """At most six lines of different colours, with `Other` last.

    Raises:
        AuthorError: the data is no time series, or the author asked for more lines.
    """
    if not isinstance(series, TimeSeries):
        raise AuthorError("lines need numbers over time", "ask for a series")
    lines = series.lines
    few = lines if fits(lines, MOST_COLORS, "lines") else lines.top(MOST_COLORS - 1)
    return replace(series, lines=apart(few.with_other_last()))


def draw(series: TimeSeries, chart_width: int) -> Drawing:
    """Lines from the first period to the last, on grid lines.

    Counts and shares start at zero, openness goes from 0 to 1. A line is interrupted where a period
    has no number and where numbers are not comparable; a single number is a dot.
    """
    lines = series.lines.categories
    all_points = [series.points(line) for line in lines]
    ticks, reach = _axis(series, float(max(p.value or 0 for points in all_points for p in points)))
    texts = [label(c, series.lines.dimension) for c in lines]
    names, widest = wrapped_names(texts, chart_width, MOST_NAME, SMALL)
    if not series.by:
        names, widest = [[] for _ in names], 0.0
    needed = sum(LINE * len(one) + SPACE for one in names)
    left = max(width(text, SMALL) for text in ticks.values()) + 8
    last = chart_width - 1 - (widest + 2 * BESIDE if widest else RADIUS)
    count = len(series.spans)
    slot = min((last - left) / (count - 0.5), (chart_width - 1 - left) / count)
    marks = series.marks if isinstance(series, HistorySeries) else {}
    high = max(HEIGHT, needed)
    above = TOP + LINE if marks else TOP
    bottom, unit = above + high, high / reach

    def place(span: int, value: float) -> Place:
        return left + (span + 0.5) * slot, bottom - value * unit

    curves = [
        _places(points, _torn(series, line), place)
        for line, points in zip(lines, all_points, strict=True)
    ]
    tips = [_tips(series, line, _torn(series, line)) for line in lines]
    last = left + (count - 0.5) * slot
    shapes: list[Shape] = []
    if series.unfinished:
        start = left + (count - 1) * slot
        shapes += hatching(start, above, last + RADIUS - start, high, "line")
    shapes += across(ticks, left, bottom, unit, last + RADIUS)
    shapes.append(Line(((left, bottom), (last + RADIUS, bottom)), "quiet"))
    places = ((left + series.spans.index(span) * slot, text) for span, text in marks.items())
    shapes += _marks({x: chart_label(text) for x, text in places}, bottom, chart_width)
    # The first line, which is the largest, is drawn last, on top.
    for i, (line, runs) in reversed(list(enumerate(zip(lines, curves, strict=True)))):
        color, dashes = line.color or "grey", DASHES[i % len(DASHES)]
        shapes += [
            Line(tuple(run), color, THICK, dashes, tip)
            if len(run) > 1
            else Dot(*run[0], RADIUS, color, tip)
            for run, tip in zip(runs, tips[i], strict=True)
        ]
    ends = [
        Name(tuple(one), line.color or "grey", runs[-1][-1], runs[-1][-1][1])
        for one, line, runs in zip(names, lines, curves, strict=True)
    ]
    for name in _spread(ends if series.by else [], above - TOP, bottom):
        shapes += _named(name, last + 2 * BESIDE)
    told, end = notes(series.unfinished, series.date, bottom + 27, chart_width, few=False)
    axis = below(series.spans, left, slot, bottom, chart_width)
    return Drawing(chart_width, math.ceil(end), (*shapes, *axis, *told))


def _axis(series: TimeSeries, most: float) -> tuple[dict[float, str], float]:
    """The ticks at the left, and the value at the top of the chart."""
    if series.measure == "openness":
        return {tick: i18n.localized(str(tick)) for tick in OPENNESS}, 1.0
    if series.measure == "models":
        return counts_up_to(most), most
    reach = max(most, 0.01)
    return {n / 100: i18n.percent(text) for n, text in counts_up_to(100 * reach).items()}, reach


def _torn(series: TimeSeries, line: Category) -> set[int]:
    """The places of the spans before which a line is interrupted."""
    breaks = series.breaks_of(line) if isinstance(series, HistorySeries) else ()
    return {series.spans.index(one.span) for one in breaks}


def _marks(marks: Mapping[float, str], bottom: float, chart_width: int) -> Iterator[Shape]:
    """A dashed line at each change of the rules, with its label if there is room."""
    free = 0.0
    places = []
    for x, text in marks.items():
        yield Line(((x, LINE), (x, bottom)), "quiet", 1, (3, 3))
        wide = width(text, SMALL)
        # As far left as possible while it touches its line.
        start = max(free, x - wide)
        if start <= min(x, chart_width - 1 - wide):
            places.append((x, start, wide, text))
            free = start + wide + BESIDE
    limit = chart_width - 1.0
    for x, least, wide, text in reversed(places):
        limit = max(least, min(x - wide / 2, limit - wide))
        yield Text(limit, LINE / 2, text, "left", "text", SMALL)
        limit -= BESIDE


def _places(
    points: Sequence[Point], torn: Collection[int], place: Callable[[int, float], Place]
) -> list[list[Place]]:
    """The points of a line, in runs without an interruption."""
    runs: list[list[Place]] = [[]]
    for i, point in enumerate(points):
        if i in torn or point.value is None:
            runs.append([])
        if point.value is not None:
            runs[-1].append(place(i, float(point.value)))
    return [run for run in runs if run]


def _tips(series: TimeSeries, line: Category, torn: Collection[int]) -> list[Tip]:
    """What a reader sees who points at each run of a line: a text for each of its points."""
    name = f"{chart_label(shown(line.name))}, " if series.by else ""
    runs: list[list[str]] = [[]]
    for i, point in enumerate(series.points(line)):
        if i in torn or point.value is None:
            runs.append([])
        if point.value is not None:
            runs[-1].append(headed(f"{name}{shown(point.span)}", series.written(point)))
    of = series.lines.categories.index(line)
    return [Tip("\n".join(run), of) for run in runs if run]


def _spread(names: list[Name], top: float, bottom: float) -> list[Name]:
    """Names in the order of their lines, moved apart within the chart where they would overlap."""
    placed: list[Name] = []
    for name in sorted(names, key=lambda n: n.end[1]):
        placed.append(name)
        least = top + name.height / 2
        if len(placed) > 1:
            above = placed[-2]
            least = above.y + (above.height + name.height) / 2 + SPACE
        placed[-1] = replace(name, y=max(name.y, least))
    limit = bottom + LINE / 2
    for i in reversed(range(len(placed))):
        one = placed[i]
        y = min(one.y, limit - one.height / 2)
        placed[i] = replace(one, y=y)
        limit = y - one.height / 2 - SPACE
    return placed


def _named(name: Name, x: float) -> list[Shape]:
    """The text of a name, and a leader to the end of its line if it is away from it."""
    texts = text_lines(name.lines, (x, name.y), LINE, "left", SMALL)
    far = x - name.end[0] > 3 * BESIDE
    if not far and abs(name.y - name.end[1]) <= MOVED:
        return texts
    start = name.end[0] + (RADIUS + 2 if far else 2), name.end[1]
    # A long leader is dotted, so that it does not look like a line of the chart.
    return [Line((start, (x - 3, name.y)), name.color, 1, (1, 3) if far else ()), *texts]
