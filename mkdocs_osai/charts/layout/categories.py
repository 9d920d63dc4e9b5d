"""Categories on a chart: how many it can show, their colours, labels and legend."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import replace

from mkdocs_osai.charts.layout.text import width, wrap
from mkdocs_osai.charts.shapes import Bar, Shape, Text, Tip
from mkdocs_osai.charts.theme import FONT_SIZE, MARKS, SMALL
from mkdocs_osai.i18n import gettext, headed, integer
from mkdocs_osai.problems import AuthorError
from mkdocs_osai.sanitize import chart_label
from mkdocs_osai.stats import Category, Dimension, Tally, models_in_words, shown
from mkdocs_osai.stats.dimensions.dimension import HUES, OTHER, UNDISCLOSED

_LEFT_TO_RIGHT = "\N{LEFT-TO-RIGHT MARK}"


def label(category: Category, dimension: Dimension, *, marked: bool = True) -> str:
    """The name of a category on one line.

    A class of a criterion starts with its mark, if it is `marked`; joined categories end with their
    count. A mark keeps text after a right-to-left name from left to right.
    """
    name = chart_label(shown(category.name))
    if category.joined:
        name = f"{name}\N{NO-BREAK SPACE}({len(category.joined)})"
    if not {"R", "AL"}.isdisjoint(map(unicodedata.bidirectional, name)):
        name += _LEFT_TO_RIGHT
    mark = mark_of(category, dimension) if marked else ""
    return f"{mark} {name}" if mark else name


def graded(dimension: Dimension) -> bool:
    """Whether the categories of a dimension are the classes of a criterion."""
    return set(MARKS) == set(dimension.order)


def mark_of(category: Category, dimension: Dimension) -> str:
    """The shape of a class; empty for another category."""
    return MARKS.get(category.name, "") if graded(dimension) else ""


def counted(category: Category, tally: Tally, place: int) -> Tip:
    """What a reader sees who points at a category: its name, count and share.

    Args:
        category: the category.
        tally: all categories.
        place: its place among them.
    """
    of = gettext("{part} of {whole}", part=category.percent, whole=integer(tally.n))
    name, count = chart_label(shown(category.name)), models_in_words(category.count)
    return Tip(headed(name, f"{count}, {of}"), place)


def with_share(name: str, share: str, most: float) -> list[str]:
    """A name and its share in lines no wider than `most` CSS pixels.

    Example:
        >>> with_share("China", "29.8%", 200), with_share("United States", "39.8%", 120)
        (['China, 29.8%'], ['United States,', '39.8%'])
    """
    lines = wrap(f"{name},", most, FONT_SIZE)
    last = f"{lines[-1]} {share}"
    return [*lines[:-1], last] if width(last, FONT_SIZE) <= most else [*lines, share]


LINE = 19.0
SQUARE = 12.0
BESIDE = 6.0
BETWEEN = 16.0


Swatch = Callable[[float, float], Iterable[Shape]]
"""Draws the mark of a legend around a place, at most as large as a `SQUARE`."""


def legend(
    entries: Iterable[tuple[str, str | Swatch]], chart_width: float, top: float = 0.0
) -> tuple[list[Shape], float]:
    """Squares or other marks with names beside them, on as many lines as needed, and their height.

    A name that is wider than the chart is wrapped, and the next name starts a new line.

    Args:
        entries: (name, mark) pairs; a mark is the colour of a square, or draws itself.
        chart_width: the width of the chart, in CSS pixels.
        top: the y of the first line.
    """
    shapes: list[Shape] = []
    left = 1.0
    x, y = left, top + LINE / 2
    for name, mark in entries:
        lines = wrap(name, chart_width - left - SQUARE - BESIDE - 1, SMALL)
        wide = SQUARE + BESIDE + max(width(line, SMALL) for line in lines)
        if x > left and (x + wide > chart_width - 1 or len(lines) > 1):
            x, y = left, y + LINE
        if isinstance(mark, str):
            shapes.append(Bar(x, y - SQUARE / 2, SQUARE, SQUARE, mark))
        else:
            shapes += mark(x + SQUARE / 2, y)
        for i, line in enumerate(lines):
            shapes.append(Text(x + SQUARE + BESIDE, y + i * LINE, line, "left", "text", SMALL))
        x += wide + BETWEEN
        if len(lines) > 1:
            x, y = left, y + len(lines) * LINE
    return shapes, (y + LINE / 2 if x > left else y - LINE / 2) - top


MOST_COLORS = len(HUES) + 1  # one for each hue, and grey


def apart(tally: Tally) -> Tally:
    """The tally with a different colour for each category, if it has at most `MOST_COLORS`.

    A category keeps its own hue; those without one get the free hues in order. Grey goes to
    `Other`, else to `Undisclosed`, else to the last of them.
    """
    own: dict[str, Category] = {}
    for category in tally.categories:
        if category.color:
            own.setdefault(category.color, category)
    keeping = {category.name for category in own.values()}
    without = [c for c in tally.categories if c.name not in keeping]
    without.sort(key=lambda c: (c.name == OTHER or bool(c.joined), c.name == UNDISCLOSED))
    free = (hue for hue in HUES if hue not in own)
    borrowed = {c.name: hue for c, hue in zip(without[:-1], free, strict=False)}
    colored = (
        c if c.name in keeping else replace(c, color=borrowed.get(c.name)) for c in tally.categories
    )
    return replace(tally, categories=tuple(colored))


def fits(tally: Tally, most: int, what: str, instead: str = "") -> bool:
    """Whether a chart can show all categories; if not, the smaller ones must be joined.

    Args:
        tally: the categories.
        most: how many the chart can show, including `Other`.
        what: their name in the chart, such as `slices`.
        instead: a call that shows more, such as `osai.bar('types', top=9)`.

    Raises:
        AuthorError: the author asked for more categories than the chart can show.
    """
    if len(tally.categories) <= most:
        return True
    if tally.kept is None:
        return False
    other = f" with {tally.other}" if any(c.joined for c in tally.categories) else ""
    raise AuthorError(
        f"top={tally.kept} makes {len(tally.categories)} {what}{other}, and the chart shows {most}",
        f"write top={most - 1}" + (f", or use {instead}" if instead else ""),
    )
