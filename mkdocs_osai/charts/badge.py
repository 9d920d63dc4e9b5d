"""A badge: the openness of one model in a line, for other people's pages."""

from __future__ import annotations

import math

from mkdocs_osai.charts.drawing import Drawing
from mkdocs_osai.charts.grade_marks import grouped, in_words, mark, score_of
from mkdocs_osai.charts.layout.text import width
from mkdocs_osai.charts.shapes import Bar, Line, Shape, Text
from mkdocs_osai.index import Criteria, Model

LABEL = "open source AI index"
HEIGHT = 24
SIZE = 12.0
INSIDE = 9.0
"""Between a text and the edge of its ground."""

RADIUS = 4.0
PITCH = 10.0
GAP = 4.0
"""Between two groups of criteria, besides the pitch."""

MOST = 40
"""Criteria with a shape each; of more than that the badge shows the score alone."""


def badge(model: Model, criteria: Criteria) -> str:
    """The badge of a model as SVG, with grounds of its own: it looks the same on every page.

    It asks nothing of anybody, and names the model only in its title.

    Args:
        model: whose openness it tells.
        criteria: what the models of the index are graded on.

    Example:
        >>> from mkdocs_osai import load
        >>> index = load("models")
        >>> svg = badge(index.model("OLMo"), index.criteria)
        >>> "<title>OLMo: openness 0.96 of 1" in svg
        True
    """
    label = width(LABEL, SIZE) + 2 * INSIDE
    score = score_of(model)
    right = label + INSIDE + width(score, SIZE) + INSIDE
    marks: list[Shape] = []
    groups = grouped(model, criteria) if model.score is not None else []
    if 0 < sum(len(classes) for _, classes in groups) <= MOST:
        x = right + RADIUS
        for _, classes in groups:
            for cls in classes:
                marks += mark(cls, x, HEIGHT / 2, RADIUS)
                x += PITCH
            x += GAP
        right = x - GAP - PITCH + RADIUS + INSIDE
    wide = math.ceil(right)
    edge = ((0.5, 0.5), (wide - 0.5, 0.5), (wide - 0.5, HEIGHT - 0.5), (0.5, HEIGHT - 0.5))
    shapes = (
        Bar(0, 0, wide, HEIGHT, "page"),
        Bar(0, 0, label, HEIGHT, "step 4"),
        Text(INSIDE, HEIGHT / 2, LABEL, "left", "on step 4", SIZE),
        Text(label + INSIDE, HEIGHT / 2, score, "left", "text", SIZE),
        *marks,
        Line((*edge, edge[0]), "step 4"),
    )
    title = f"{in_words(model, criteria)} ({LABEL})"
    return Drawing(wide, HEIGHT, shapes).svg("light", title)
