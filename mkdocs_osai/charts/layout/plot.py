"""The frame of a chart of points: grid lines, labels of axes, thresholds and their names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mkdocs_osai.charts.layout.marks import RADIUS
from mkdocs_osai.charts.layout.point_labels import Box, Labels
from mkdocs_osai.charts.layout.scales import AxisScale
from mkdocs_osai.charts.layout.text import width, wrap
from mkdocs_osai.charts.shapes import Anchor, Line, Text
from mkdocs_osai.charts.theme import SMALL
from mkdocs_osai.i18n import gettext
from mkdocs_osai.sanitize import chart_label
from mkdocs_osai.stats import titled
from mkdocs_osai.stats.results.scatter import AxisThreshold

HEIGHT = 300.0
"""The height of the plot, in CSS pixels."""

LINE = 18.0
RIGHT = 8.0
DASHES = (4.0, 3.0)  # of the line of a threshold


@dataclass(frozen=True, slots=True)
class Plot:
    """The area of the marks, in CSS pixels, with the scales of both axes."""

    frame: Box
    x: AxisScale
    y: AxisScale
    chart_width: int

    @property
    def end(self) -> float:
        """The y below the labels of the horizontal axis."""
        return self.frame[3] + 24 + LINE * len(_title(self.x, self.chart_width))

    def across(self, value: float) -> float:
        """The x of a value of the horizontal axis."""
        return self._across(self.x.place(value))

    def down(self, value: float) -> float:
        """The y of a value of the vertical axis."""
        return self._down(self.y.place(value))

    def grid(self) -> Iterator[Line]:
        """Grid lines, ticks of time, and the lines of thresholds."""
        left, top, right, bottom = self.frame
        for tick, _ in self.y.ticks:
            y = self._down(self.y.between(tick))
            yield Line(((left, y), (right, y)), "line")
        for tick, _ in self.x.ticks:
            x = self._across(self.x.between(tick))
            if self.x.axis.scale == "time":
                yield Line(((x, bottom), (x, bottom + 6)), "quiet")
            else:
                yield Line(((x, top), (x, bottom)), "line")
        for threshold in self.y.thresholds:
            y = self.down(threshold.value)
            yield Line(((left, y), (right, y)), "quiet", 1, DASHES)
        rows = _rows_above(self.frame, self.x)
        for threshold, (_, row) in zip(self.x.thresholds, rows, strict=True):
            x = self.across(threshold.value)
            yield Line(((x, top - row * LINE - 4), (x, bottom)), "quiet", 1, DASHES)

    def texts(self) -> Iterator[Text]:
        """The titles of the axes and the labels of their ticks."""
        left, _, _, bottom = self.frame
        above = self.frame[1] - 6 - LINE * _rows(self.frame, self.x) - LINE / 2
        for row, line in enumerate(reversed(_title(self.y, self.chart_width))):
            yield Text(1, above - row * LINE, line, "left", "quiet", SMALL)
        for tick, text in self.y.ticks:
            y = self._down(self.y.between(tick))
            yield Text(left - 7, y, text, "right", "quiet", SMALL)
        for tick, text in self.x.ticks:
            x = self._across(self.x.between(tick))
            if self.x.axis.scale == "time":
                yield Text(x, bottom + 16, text, "left", "text", SMALL)
                continue
            half = width(text, SMALL) / 2
            x = min(max(x, half), self.chart_width - half)
            yield Text(x, bottom + 16, text, "center", "quiet", SMALL)
        for row, line in enumerate(_title(self.x, self.chart_width)):
            y = bottom + 24 + (row + 0.5) * LINE
            yield Text(self.chart_width - 1, y, line, "right", "quiet", SMALL)

    def names_above(self) -> Iterator[Text]:
        """The names of the thresholds of the horizontal axis, above the plot."""
        rows = _rows_above(self.frame, self.x)
        for threshold, (start, row) in zip(self.x.thresholds, rows, strict=True):
            y = self.frame[1] - (row + 0.5) * LINE - 4
            yield Text(start, y, told(threshold), "left", "quiet", SMALL)

    def at_line(self, threshold: AxisThreshold, labels: Labels) -> Text | None:
        """The name of a threshold of the vertical axis at its line; None if there is no room."""
        left, _, right, _ = self.frame
        y = self.down(threshold.value)
        places: list[tuple[float, float, Anchor]] = []
        for shift in (-SMALL / 2 - 2, SMALL / 2 + 2):
            places.append((right, y + shift, "right"))
            places.append((left + 4, y + shift, "left"))
        steps = range(int(left) + 20, int(right) - 20, 12)
        places += [(x, y + shift, "left") for shift in (-9.0, 9.0) for x in steps]
        found = labels.add(told(threshold), places)
        return found and replace(found, color="quiet")

    def _across(self, part: float) -> float:
        left, _, right, _ = self.frame
        return left + RADIUS + (right - left - 2 * RADIUS) * part

    def _down(self, part: float) -> float:
        _, top, _, bottom = self.frame
        return bottom - RADIUS - (bottom - top - 2 * RADIUS) * part


def plot_below(y: float, x_scale: AxisScale, y_scale: AxisScale, chart_width: int) -> Plot:
    """The plot below what ends at `y`, with room for titles and names of thresholds above it."""
    left = max(width(text, SMALL) for _, text in y_scale.ticks) + 9
    right = chart_width - RIGHT
    titles = len(_title(y_scale, chart_width))
    top = y + LINE * titles + 6 + LINE * _rows((left, 0, right, 0), x_scale)
    return Plot((left, top, right, top + HEIGHT), x_scale, y_scale, chart_width)


def told(threshold: AxisThreshold) -> str:
    """The name and the value of a threshold."""
    return f"{chart_label(gettext(threshold.name))}, {threshold.text}"


def _title(scale: AxisScale, chart_width: float) -> list[str]:
    """The title of an axis in lines as wide as the chart; years need none."""
    if scale.axis.scale == "time":
        return []
    unit = f", {scale.axis.unit}" if scale.axis.unit else ""
    return wrap(titled(scale.axis.label) + unit, chart_width - 2, SMALL)


def _rows(frame: Box, scale: AxisScale) -> int:
    """How many rows the names of the thresholds above a plot take."""
    return max((row + 1 for _, row in _rows_above(frame, scale)), default=0)


def _rows_above(frame: Box, scale: AxisScale) -> list[tuple[float, int]]:
    """Where the names of thresholds start above the plot: x, and the row from below."""
    left, _, right, _ = frame
    free: list[float] = []  # the x from which each row is free
    found = []
    for threshold in scale.thresholds:
        wide = width(told(threshold), SMALL)
        x = left + RADIUS + (right - left - 2 * RADIUS) * scale.place(threshold.value)
        start = max(1.0, min(x - wide / 2, right + RIGHT - 1 - wide))
        row = next((i for i, end in enumerate(free) if end <= start), len(free))
        free[row : row + 1] = [start + wide + 12]
        found.append((start, row))
    return found
