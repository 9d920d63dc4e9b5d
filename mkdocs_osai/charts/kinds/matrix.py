"""A matrix: models by definitions, with a mark for each answer."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import partial

from mkdocs_osai.charts.drawing import Area, Drawing
from mkdocs_osai.charts.kinds.heatmap import BESIDE, LINE, RADIUS, panels_of
from mkdocs_osai.charts.layout.categories import legend
from mkdocs_osai.charts.layout.text import wrapped_names
from mkdocs_osai.charts.shapes import Dot, Line, Ring, Shape, Text, Tip, text_lines
from mkdocs_osai.charts.theme import SMALL
from mkdocs_osai.i18n import gettext, gettext_noop, headed
from mkdocs_osai.index import Criterion
from mkdocs_osai.problems import AuthorError
from mkdocs_osai.sanitize import chart_label
from mkdocs_osai.stats import DefinitionMatrix, Result
from mkdocs_osai.stats.definitions.requirements import WORDS, Answer

HIGH = 26.0  # large enough for a finger
MOST_NAME = 0.25  # of the width of the chart
MOST = 12
KEY = {
    True: gettext_noop("meets it"),
    False: gettext_noop("does not"),
    None: gettext_noop("cannot be said"),
}


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


def draw(matrix: DefinitionMatrix, chart_width: int) -> Drawing:
    """Rows of marks below the names of definitions.

    A full circle is for a definition that the model meets, an empty one for one that it does not,
    a question mark for one of which that cannot be said.
    """
    texts = [chart_label(model.name) for model, _ in matrix.rows]
    names, widest = wrapped_names(texts, chart_width, MOST_NAME, SMALL)
    start = widest + BESIDE
    columns = [Criterion(one.key, one.called, "") for one in matrix.definitions]
    called = [chart_label(one.called) for one in matrix.definitions]
    places = {group: place for place, group in enumerate(matrix.groups)}
    shapes: list[Shape] = []
    areas: list[Area] = []
    y = 0.0
    for panel in panels_of(columns, start, chart_width, 2 * RADIUS + 2):
        middles = [x + panel.wide / 2 for x in panel.xs]
        y += panel.head
        shapes += [
            Text(x, y - 8, head, "left", "text", SMALL, panel.angle)
            for x, head in zip(middles, panel.heads, strict=True)
        ]
        for number, ((model, answers), lines) in enumerate(zip(matrix.rows, names, strict=True)):
            high = max(HIGH, LINE * len(lines) + 5)
            middle = y + high / 2
            shapes += text_lines(lines, (start - BESIDE, middle), LINE, "right", SMALL)
            if number:
                rule = math.floor(y) - 0.5
                shapes.append(Line(((start, rule), (panel.right, rule)), "line"))
            for column, x in zip(panel.columns, middles, strict=True):
                answer = answers[column]
                name = f"{chart_label(model.name)}, {called[column]}"
                tip = Tip(headed(name, gettext(WORDS[answer])), places[column, answer])
                shapes += _mark(answer, x, middle, tip)
            areas.append(Area(0, y, start - BESIDE, high, model))
            y += high
        y += 8
    y -= 8
    found = {answer for _, answers in matrix.rows for answer in answers}
    entries = [
        (gettext(words), partial(_mark, answer)) for answer, words in KEY.items() if answer in found
    ]
    drawn, below = legend(entries, chart_width, y + 8)
    return Drawing(chart_width, math.ceil(y + 10 + below), (*shapes, *drawn), tuple(areas))


def _mark(answer: Answer, x: float, y: float, tip: Tip | None = None) -> Iterator[Shape]:
    if answer:
        yield Dot(x, y, RADIUS, "open", tip)
    elif answer is None:
        yield Text(x, y, "?", "center", "text", tip=tip)
    else:
        yield Ring(x, y, RADIUS, "closed", tip=tip)
