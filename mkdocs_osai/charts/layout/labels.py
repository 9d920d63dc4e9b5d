"""How a category is called on a chart."""

from __future__ import annotations

import unicodedata

from mkdocs_osai.charts.layout.text import width, wrap
from mkdocs_osai.charts.theme import FONT_SIZE, MARKS
from mkdocs_osai.sanitize import chart_label
from mkdocs_osai.stats import Category, Dimension

_LEFT_TO_RIGHT = "\N{LEFT-TO-RIGHT MARK}"


def label(category: Category, dimension: Dimension) -> str:
    """The name of a category on one line.

    A class of a criterion has its mark in front; what joins several says how many. Behind a name
    that is written from right to left, what follows still goes on from left to right.
    """
    name = chart_label(category.name)
    if category.joined:
        name = f"{name}\N{NO-BREAK SPACE}({len(category.joined)})"
    if any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in name):
        name += _LEFT_TO_RIGHT
    mark = mark_of(category, dimension)
    return f"{mark} {name}" if mark else name


def graded(dimension: Dimension) -> bool:
    """Whether the categories are the classes of a criterion."""
    return set(MARKS) == set(dimension.order)


def mark_of(category: Category, dimension: Dimension) -> str:
    """The shape of a class; empty for a category that is none."""
    return MARKS.get(category.name, "") if graded(dimension) else ""


def with_share(name: str, share: str, most: float) -> list[str]:
    """A name and its share in lines no wider than `most` CSS pixels.

    Example:
        >>> with_share("China", "29.8%", 200), with_share("United States", "39.8%", 120)
        (['China, 29.8%'], ['United States,', '39.8%'])
    """
    lines = wrap(f"{name},", most, FONT_SIZE)
    last = f"{lines[-1]} {share}"
    return [*lines[:-1], last] if width(last, FONT_SIZE) <= most else [*lines, share]
