"""Scales of a chart of points: time, 0 to 1, and powers of ten."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from mkdocs_osai.charts.layout.text import width
from mkdocs_osai.charts.theme import SMALL
from mkdocs_osai.i18n import localized
from mkdocs_osai.stats import Scatter
from mkdocs_osai.stats.bounded import power_of_ten
from mkdocs_osai.stats.results.scatter import Axis, AxisThreshold, Reading

LEAST_DAYS = 150.0
"""The least time that an axis shows, so that models of one month are not spread over it."""

BETWEEN_LABELS = 10.0

NEAR = 1.0
"""A threshold is shown if it is at most this many powers of ten away from the models."""

Ticks = list[tuple[float, str]]

_MONTHS_APART = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)


@dataclass(frozen=True, slots=True)
class AxisScale:
    """The places of values on an axis.

    Attributes:
        axis: what it shows.
        low, high: the ends; of a `log` axis their powers of ten.
        ticks: (value, label) pairs; the values are on the same scale as the ends.
        thresholds: the thresholds that are shown.
    """

    axis: Axis
    low: float
    high: float
    ticks: Ticks
    thresholds: tuple[AxisThreshold, ...] = ()

    def place(self, value: float) -> float:
        """Where a value of the axis is between the ends: 0 at the low end, 1 at the high one."""
        shown = math.log10(value) if self.axis.scale == "log" else value
        return self.between(shown)

    def between(self, tick: float) -> float:
        """Where a tick is between the ends."""
        return (tick - self.low) / (self.high - self.low)


def scales(data: Scatter, wide: float) -> tuple[AxisScale, AxisScale]:
    """The scales of both axes of a chart; `wide` is about the width of the plot in CSS pixels."""
    x = _scale(data.x, [point.x for point in data.points], wide)
    return x, _scale(data.y, [point.y for point in data.points], 0.0)


def _scale(axis: Axis, readings: list[Reading], wide: float) -> AxisScale:
    ends = [end for r in readings for end in (r.value, r.low, r.high) if end is not None]
    if axis.scale == "time":
        return _time(axis, min(ends), max(ends), wide)
    if axis.scale == "linear":
        return AxisScale(axis, 0.0, 1.0, [(n / 4, localized(f"{n / 4:.2f}")) for n in range(5)])
    return _powers(axis, math.log10(min(ends)), math.log10(max(ends)), wide)


def _powers(axis: Axis, low: float, high: float, wide: float) -> AxisScale:
    """From one power of ten to another, with the thresholds that are near."""
    shown = []
    for threshold in axis.thresholds:
        power = math.log10(threshold.value)
        if low - NEAR <= power <= high + NEAR:
            shown.append(threshold)
    powers = [math.log10(threshold.value) for threshold in shown]
    first = math.floor(min([low - 0.05, *powers]))
    last = max(math.ceil(max([high + 0.05, *powers])), first + 1)
    widest = max(width(power_of_ten(power), SMALL) for power in (first, last))
    most = int(wide / (widest + BETWEEN_LABELS)) if wide else 9
    every = max(1, math.ceil((last - first) / max(most - 1, 1)))
    ticks = [(float(p), power_of_ten(p)) for p in range(first, last + 1) if p % every == 0]
    return AxisScale(axis, float(first), float(last), ticks, tuple(shown))


def _time(axis: Axis, low: float, high: float, wide: float) -> AxisScale:
    """Days, with a label at the start of each year, or of some years or months.

    The last label has room before the end of the axis.
    """
    if high - low < LEAST_DAYS:
        middle = (low + high) / 2
        low, high = middle - LEAST_DAYS / 2, middle + LEAST_DAYS / 2
    low = max(low, 1.0)
    room = wide or 300.0
    for months in _MONTHS_APART:
        ticks = list(_dates(low, high, months))
        label = width(max((text for _, text in ticks), key=len, default="2000"), SMALL)
        # The label of the last tick starts there.
        if ticks:
            last = ticks[-1][0]
            needed = last + (last - low) * label / max(room - label, 1.0)
            end = max(high, needed) if wide else high
        else:
            end = high
        apart = min(((b[0] - a[0]) for a, b in pairwise(ticks)), default=math.inf)
        least = label + BETWEEN_LABELS if wide else SMALL + BETWEEN_LABELS
        if apart * room / (end - low) >= least:
            return AxisScale(axis, low, end, ticks)
    return AxisScale(axis, low, high, ticks[:1])


def _dates(low: float, high: float, months: int) -> Iterator[tuple[float, str]]:
    """The days on which spans of so many months start, and their labels."""
    first, last = dt.date.fromordinal(math.ceil(low)), dt.date.fromordinal(math.floor(high))
    start = (first.year * 12 + first.month - 1) // months * months
    for number in range(start, last.year * 12 + last.month, months):
        year, month = divmod(number, 12)
        if 1 <= year <= 9999:
            day = dt.date(year, month + 1, 1).toordinal()
            if low <= day <= high:
                yield float(day), f"{year}" if months >= 12 else f"{year}-{month + 1:02}"
