"""A pie chart with labels beside its slices."""

from __future__ import annotations

import math
import operator
from dataclasses import replace
from itertools import pairwise

from mkdocs_osai.charts.drawing import Drawing
from mkdocs_osai.charts.layout.categories import apart, fits, label, with_share
from mkdocs_osai.charts.layout.pie_labels import GAP, Label, arrange, shapes, toward
from mkdocs_osai.charts.layout.text import width
from mkdocs_osai.charts.shapes import Shape, Wedge
from mkdocs_osai.charts.theme import FONT_SIZE, WIDTH
from mkdocs_osai.problems import AuthorError
from mkdocs_osai.stats import Tally

MOST = 6  # the most slices, including `Other`
MARGIN = 3.0

_SHIFTS = (0, 12, -12, 24, -24, 36, -36, 48, -48, 60, -60)
_SIZES = ((2, 92.0), (2, 80.0), (3, 92.0), (3, 80.0), (3, 68.0))


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


def draw(tally: Tally) -> Drawing:
    """Slices clockwise from 12 o'clock, in the order of the tally, with labels beside them."""
    turns = [0.0]
    for category in tally.categories:
        turns.append(turns[-1] + float(category.share))
    texts = [(label(category, tally.dimension), category.percent) for category in tally.categories]
    points = [
        toward(0.25 if start + end <= 1 else 0.75, start, end) for start, end in pairwise(turns)
    ]
    radius, x, wrapped = _fit(texts, points)
    labels = arrange(
        (Label(tuple(lines), turn) for lines, turn in zip(wrapped, points, strict=True)), radius
    )
    above = max(radius, *(one.height / 2 - one.y for one in labels)) + MARGIN
    below = max(radius, *(one.height / 2 + one.y for one in labels)) + MARGIN
    slices: list[Shape] = [
        Wedge(x, above, radius, start, end, category.color or "grey")
        for category, (start, end) in zip(tally.categories, pairwise(turns), strict=True)
    ]
    beside = [shape for one in labels for shape in shapes(one, (x, above), radius)]
    return Drawing(WIDTH, math.ceil(above + below), (*slices, *beside))


def _fit(texts: list[tuple[str, str]], points: list[float]) -> tuple[float, float, list[list[str]]]:
    """The radius of the pie, the x of its centre, and the lines of each label.

    The pie is as large as labels of two lines allow, else of three. It is shifted towards one side
    if that saves a line of a label.
    """
    words = [max(width(word, FONT_SIZE) for word in f"{name},".split(" ")) for name, _ in texts]
    for most, radius in _SIZES:
        tried = []
        for shift in _SHIFTS:
            room = WIDTH / 2 - radius - GAP - MARGIN
            rooms = [room - shift if turn <= 0.5 else room + shift for turn in points]
            lines = [with_share(*text, room) for text, room in zip(texts, rooms, strict=True)]
            broken = sum(map(operator.gt, words, rooms))
            counts = [len(one) for one in lines]
            unfit = broken > 0 or max(counts) > most
            cost = sum(counts) + 2 * broken + abs(shift) / 32
            tried.append((unfit, cost, shift, lines))
        unfit, _, shift, lines = min(tried)
        if not unfit:
            break
    return radius, WIDTH / 2 + shift, lines
