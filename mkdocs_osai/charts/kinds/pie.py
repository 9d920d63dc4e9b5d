"""A pie chart with labels beside its slices."""

from __future__ import annotations

import math
import operator
from dataclasses import replace
from itertools import pairwise

from mkdocs_osai.charts.drawing import Drawing
from mkdocs_osai.charts.layout.categories import apart, counted, fits, label, legend, with_share
from mkdocs_osai.charts.layout.pie_labels import GAP, Label, arrange, shapes, toward
from mkdocs_osai.charts.layout.text import widest_word
from mkdocs_osai.charts.shapes import Tip, Wedge
from mkdocs_osai.charts.theme import FONT_SIZE
from mkdocs_osai.problems import AuthorError
from mkdocs_osai.stats import Tally

MOST = 6  # the most slices, including `Other`
MARGIN = 3.0

_SHIFTS = (0, 12, -12, 24, -24, 36, -36, 48, -48, 60, -60)
_SIZES = ((2, 0.2), (2, 0.175), (3, 0.2), (3, 0.175), (3, 0.15))
"""The most lines of a label, and the radius as a part of the width of the chart."""

MOST_RADIUS = 120.0


def prepare(tally: Tally) -> Tally:
    """At most six categories; the smaller ones are joined to `Other`, which is last.

    Raises:
        AuthorError: categories overlap, or the author asked for more of them.
    """
    name = tally.dimension.name
    if tally.dimension.multiple:
        raise AuthorError(
            f"a model can be in two categories of {name}, so a pie would not add up",
            f"use osai.bar('{name}')",
        )
    bars = f"osai.bar('{name}', top={tally.kept})"
    few = tally if fits(tally, MOST, "slices", bars) else tally.top(MOST - 1)
    if tally.dimension.chronological:  # periods have their own order
        few = replace(few, categories=tuple(sorted(few.categories, key=lambda c: -c.count)))
    return apart(few.with_other_last())


def draw(tally: Tally, chart_width: int) -> Drawing:
    """Slices clockwise from 12 o'clock, in the order of the tally, with labels beside them.

    Labels that are too long for that are in a legend below.
    """
    turns = [0.0]
    for category in tally.categories:
        turns.append(turns[-1] + float(category.share))
    texts = [(label(category, tally.dimension), category.percent) for category in tally.categories]
    points = [
        toward(0.25 if start + end <= 1 else 0.75, start, end) for start, end in pairwise(turns)
    ]
    slices = [
        (category.color or "grey", start, end, counted(category, tally, place))
        for place, (category, (start, end)) in enumerate(
            zip(tally.categories, pairwise(turns), strict=True)
        )
    ]
    fitting = _fit(texts, points, chart_width)
    if fitting is None:
        return _with_legend(texts, slices, chart_width)
    radius, x, wrapped = fitting
    labels = arrange(
        (Label(tuple(lines), turn) for lines, turn in zip(wrapped, points, strict=True)), radius
    )
    above = max(radius, *(one.height / 2 - one.y for one in labels)) + MARGIN
    below = max(radius, *(one.height / 2 + one.y for one in labels)) + MARGIN
    pie = [Wedge(x, above, radius, start, end, color, tip) for color, start, end, tip in slices]
    beside = [shape for one in labels for shape in shapes(one, (x, above), radius)]
    return Drawing(chart_width, math.ceil(above + below), (*pie, *beside))


def _with_legend(
    texts: list[tuple[str, str]], slices: list[tuple[str, float, float, Tip]], chart_width: int
) -> Drawing:
    """A pie above the names of its slices."""
    radius = min(_SIZES[0][1] * chart_width, MOST_RADIUS)
    x, y = chart_width / 2, radius + MARGIN
    pie = [Wedge(x, y, radius, start, end, color, tip) for color, start, end, tip in slices]
    named = [
        (f"{name}, {share}", color)
        for (name, share), (color, *_) in zip(texts, slices, strict=True)
    ]
    below, height = legend(named, chart_width, 2 * y + GAP)
    return Drawing(chart_width, math.ceil(2 * y + GAP + height), (*pie, *below))


def _fit(
    texts: list[tuple[str, str]], points: list[float], chart_width: int
) -> tuple[float, float, list[list[str]]] | None:
    """The radius of the pie, the x of its centre, and the lines of each label.

    The pie is as large as labels of two lines allow, else of three. It is shifted towards one side
    if that saves a line of a label. None if labels would have more lines, or a word is too wide.
    """
    words = [widest_word([f"{name},", share], FONT_SIZE) for name, share in texts]
    for most, part in _SIZES:
        radius = min(part * chart_width, MOST_RADIUS)
        tried = []
        for shift in _SHIFTS:
            room = chart_width / 2 - radius - GAP - MARGIN
            rooms = [room - shift if turn <= 0.5 else room + shift for turn in points]
            if any(map(operator.gt, words, rooms)):
                continue
            lines = [with_share(*text, room) for text, room in zip(texts, rooms, strict=True)]
            counts = [len(one) for one in lines]
            if max(counts) <= most:
                tried.append((sum(counts) + abs(shift) / 32, shift, lines))
        if tried:
            _, shift, lines = min(tried)
            return radius, chart_width / 2 + shift, lines
    return None
