"""How a category is called on a chart."""

from __future__ import annotations

from mkdocs_osai.charts.text import clean
from mkdocs_osai.charts.theme import MARKS
from mkdocs_osai.stats import Category, Dimension


def label(category: Category, dimension: Dimension) -> str:
    """The name of a category on one line; a class of a criterion has its mark in front."""
    name = clean(category.name)
    mark = MARKS.get(category.name) if set(MARKS) == set(dimension.order) else None
    return f"{mark} {name}" if mark else name
