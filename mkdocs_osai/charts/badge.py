"""A badge with the openness of one model, and the marks of grades that social cards also use."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import groupby

from mkdocs_osai.charts.drawing import Drawing
from mkdocs_osai.charts.layout.text import width
from mkdocs_osai.charts.shapes import Bar, Dot, Line, Ring, Shape, Text, Wedge
from mkdocs_osai.i18n import gettext, gettext_noop, headed, integer
from mkdocs_osai.index import Criteria, Model
from mkdocs_osai.sanitize import chart_label
from mkdocs_osai.stats import rounded
from mkdocs_osai.stats.dimensions.registry import CLASS_COLORS

UNSCORED = gettext_noop("not graded yet")


def score_of(model: Model) -> str:
    """The openness score of a model as readers see it.

    Example:
        >>> score_of(Model("m", "m.yaml", "M"))
        'not graded yet'
    """
    return gettext(UNSCORED) if model.score is None else rounded(model.score, 2)


def grouped(model: Model, criteria: Criteria) -> list[tuple[str, list[str | None]]]:
    """The groups of the criteria that apply to a model, each with the classes in it."""
    applying = criteria.that_apply_to(model.types)
    return [
        (chart_label(gettext(group)), [model.class_of(c.ref) for c in within])
        for group, within in groupby(applying, key=lambda c: c.group)
    ]


def in_words(model: Model, criteria: Criteria) -> str:
    """A model's openness in words, as the text alternative of its shapes.

    Example:
        >>> from mkdocs_osai import load
        >>> index = load("models")
        >>> in_words(index.model("OLMo"), index.criteria)
        'OLMo: openness 0.96 of 1, 11 criteria open, 1 partial, 0 closed or not told'
    """
    name = chart_label(model.name)
    if model.score is None:
        return headed(name, score_of(model))
    classes = [cls for _, within in grouped(model, criteria) for cls in within]
    is_open, partial = classes.count("open"), classes.count("partial")
    rest = len(classes) - is_open - partial
    return gettext(
        "{name}: openness {score} of 1, {open} criteria open, {partial} partial, "
        "{rest} closed or not told",
        name=name,
        score=score_of(model),
        open=integer(is_open),
        partial=integer(partial),
        rest=integer(rest),
    )


def mark(cls: str | None, x: float, y: float, radius: float) -> Iterator[Shape]:
    """The shape of a class: full, half full or empty circle; a dash for no class."""
    thick = radius / 3
    if cls == "open":
        yield Dot(x, y, radius, CLASS_COLORS["open"])
    elif cls == "partial":
        yield Dot(x, y, radius, CLASS_COLORS["partial"])
        # A wedge has an edge in the colour of the page.
        yield Wedge(x + 0.75, y, radius - thick - 0.75, 0, 0.5, "page")
    elif cls == "closed":
        yield Ring(x, y, radius, CLASS_COLORS["closed"], thick)
    else:
        yield Line(((x - radius / 2, y), (x + radius / 2, y)), "grey", thick)


LABEL = gettext_noop("open source AI index")
HEIGHT = 24
SIZE = 12.0
INSIDE = 9.0  # between a text and the edge of its background
RADIUS = 4.0
PITCH = 10.0
GAP = 4.0  # between two groups of criteria, in addition to the pitch
MOST = 40  # a badge of more criteria shows the score alone


def badge(model: Model, criteria: Criteria) -> str:
    """The badge of a model as SVG, with its own background, for other people's pages.

    It loads no other files, and names the model only in its title.

    Example:
        >>> from mkdocs_osai import load
        >>> index = load("models")
        >>> svg = badge(index.model("OLMo"), index.criteria)
        >>> "<title>OLMo: openness 0.96 of 1" in svg
        True
    """
    text = gettext(LABEL)
    label = width(text, SIZE) + 2 * INSIDE
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
        Text(INSIDE, HEIGHT / 2, text, "left", "on step 4", SIZE),
        Text(label + INSIDE, HEIGHT / 2, score, "left", "text", SIZE),
        *marks,
        Line((*edge, edge[0]), "step 4"),
    )
    title = f"{in_words(model, criteria)} ({text})"
    return Drawing(wide, HEIGHT, shapes).svg("light", title)
