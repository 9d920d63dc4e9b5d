"""A matrix: models by definitions, with a mark for each answer."""

from __future__ import annotations

import math
from collections.abc import Iterator

from mkdocs_osai.charts.drawing import Area, Drawing
from mkdocs_osai.charts.kinds.heatmap import BESIDE, HEAD, INDENT, LINE, RADIUS, letter
from mkdocs_osai.charts.layout.text import width, wrap
from mkdocs_osai.charts.shapes import Dot, Line, Ring, Shape, Text, text_lines
from mkdocs_osai.charts.theme import SMALL, WIDTH
from mkdocs_osai.problems import AuthorError
from mkdocs_osai.sanitize import chart_label
from mkdocs_osai.stats import DefinitionMatrix, Result

HIGH = 34.0  # 24 pixels on a phone, so that a finger finds its link
MOST_NAME = 190.0
MOST_WIDE = 44.0
MOST = 12
KEY = {True: "meets it", False: "does not", None: "cannot be said"}


def prepare(data: Result) -> DefinitionMatrix:
    """All rows of a matrix.

    Raises:
        AuthorError: the data is no matrix, or it has too many columns.
    """
    if not isinstance(data, DefinitionMatrix):
        raise AuthorError("a matrix needs models by definitions", "ask for index.definition_matrix")
    if len(data.definitions) > MOST:
        what = f"a matrix shows {MOST} definitions, not {len(data.definitions)}"
        raise AuthorError(what, "name those to show")
    return data


def draw(matrix: DefinitionMatrix) -> Drawing:
    """Rows of marks below letters, with the meaning of marks and letters below.

    A full circle is for a definition that the model meets, an empty one for one that it does not,
    a question mark for one of which that cannot be said.
    """
    names = [wrap(chart_label(model.name), MOST_NAME, SMALL) for model, _ in matrix.rows]
    start = max(width(line, SMALL) for lines in names for line in lines) + BESIDE
    wide = min((WIDTH - 1 - start) / len(matrix.definitions), MOST_WIDE)
    letters = [letter(place) for place in range(len(matrix.definitions))]
    xs = [start + wide * (place + 0.5) for place in range(len(letters))]
    shapes: list[Shape] = [
        Text(x, HEAD / 2, one, "center", "quiet", SMALL) for x, one in zip(xs, letters, strict=True)
    ]
    areas = []
    y = HEAD
    for (model, answers), lines in zip(matrix.rows, names, strict=True):
        high = max(HIGH, LINE * len(lines) + 5)
        middle = y + high / 2
        shapes += text_lines(lines, (start - BESIDE, middle), LINE, "right", SMALL)
        if y > HEAD:
            rule = math.floor(y) - 0.5
            shapes.append(Line(((start, rule), (start + wide * len(letters), rule)), "line"))
        for x, answer in zip(xs, answers, strict=True):
            shapes += _mark(answer, x, middle)
        areas.append(Area(0, y, start - BESIDE, high, model))
        y += high
    y += 8
    shapes += _legend(matrix, y + HEAD / 2)
    y += HEAD + 4
    for one, definition in zip(letters, matrix.definitions, strict=True):
        shapes.append(Text(1, y + LINE / 2, one, "left", "text", SMALL))
        for line in wrap(chart_label(definition.called), WIDTH - INDENT - 2, SMALL):
            shapes.append(Text(INDENT, y + LINE / 2, line, "left", "text", SMALL))
            y += LINE
    return Drawing(WIDTH, math.ceil(y + 4), tuple(shapes), tuple(areas))


def _mark(answer: bool | None, x: float, y: float) -> Iterator[Shape]:  # noqa: FBT001 - one of three
    if answer:
        yield Dot(x, y, RADIUS, "open")
    elif answer is None:
        yield Text(x, y, "?", "center", "text")
    else:
        yield Ring(x, y, RADIUS, "closed")


def _legend(matrix: DefinitionMatrix, y: float) -> Iterator[Shape]:
    """What the marks mean, on one line, without those that no model has."""
    found = {answer for _, answers in matrix.rows for answer in answers}
    x = 1.0
    for answer, words in KEY.items():
        if answer in found:
            yield from _mark(answer, x + RADIUS, y)
            yield Text(x + 2 * RADIUS + 6, y, words, "left", "text", SMALL)
            x += 2 * RADIUS + 6 + width(words, SMALL) + 16
