"""A ranking: a bar for each model, split into criteria."""

from __future__ import annotations

import math
from collections.abc import Iterator

from mkdocs_osai.charts.drawing import Drawing
from mkdocs_osai.charts.layout.text import width, wrapped_names
from mkdocs_osai.charts.shapes import Bar, Line, Shape, Text, Tip, text_lines
from mkdocs_osai.charts.theme import FONT_SIZE, SMALL
from mkdocs_osai.i18n import headed, pgettext_noop
from mkdocs_osai.problems import AuthorError
from mkdocs_osai.sanitize import chart_label
from mkdocs_osai.stats import Ranking, Result, rounded, shown
from mkdocs_osai.stats.results.criteria_grid import NOT_TOLD

LINE = 18.0
THICK = 16.0
BETWEEN = 8.0
MOST_NAME = 0.33  # of the width of the chart
SCORE = 42.0  # the space for a score, right of its bar
GAP = 7.0  # between two groups of criteria
KEY = {
    "open": pgettext_noop("category", "open"),
    "partial": pgettext_noop("category", "partial"),
    "closed": pgettext_noop("category", "closed or not told"),
}


def prepare(data: Result) -> Ranking:
    """All models of a ranking.

    Raises:
        AuthorError: the data is no ranking.
    """
    if not isinstance(data, Ranking):
        raise AuthorError("a ranking needs models in their order", "ask for index.ranking")
    return data


def draw(ranking: Ranking, chart_width: int) -> Drawing:
    """A row for each model: cells are full for open, half full for partial, else empty."""
    groups = _groups(ranking)
    texts = [chart_label(model.name) for model in ranking.ranked]
    names, widest = wrapped_names(texts, chart_width, MOST_NAME, FONT_SIZE)
    start = widest + 10
    most = max(len(ranking.cells(model)) for model in ranking.ranked)
    cell = (chart_width - start - SCORE - GAP * (len(groups) - 1)) / most
    key, y = _key(chart_width)
    shapes: list[Shape] = [*key]
    heads = list(_heads(groups, start, cell, y + LINE / 2))
    if _fit(heads, chart_width):
        shapes += heads
        y += LINE + 4
    for row, (model, lines, name) in enumerate(zip(ranking.ranked, names, texts, strict=True)):
        height = max(THICK, LINE * len(lines))
        middle = y + height / 2
        shapes += text_lines(lines, (start - 10, middle), LINE, "right", FONT_SIZE)
        x = start
        asked = [chart_label(c.name) for c in ranking.criteria.that_apply_to(model.types)]
        for place, cls in enumerate(ranking.cells(model)):
            x += GAP if place and place in groups else 0
            tip = Tip(headed(f"{name}, {asked[place]}", shown(cls or NOT_TOLD)), row)
            shapes += _cell(x, middle - THICK / 2, cell - 2, cls, tip)
            x += cell
        score = "" if model.score is None else rounded(model.score, 2)
        shapes.append(Text(chart_width - 2, middle, score, "right", "text", SMALL))
        y += height + BETWEEN
    return Drawing(chart_width, math.ceil(y - BETWEEN + 2), tuple(shapes))


def _cell(
    x: float, y: float, wide: float, cls: str | None, tip: Tip | None = None
) -> Iterator[Shape]:
    if cls == "open":
        yield Bar(x, y, wide, THICK, "open", tip)
    elif cls == "partial":
        yield Bar(x, y + THICK / 2, wide, THICK / 2, "partial")
    if cls != "open":
        left, right, top, bottom = x + 0.5, x + wide - 0.5, y + 0.5, y + THICK - 0.5
        corners = ((left, top), (right, top), (right, bottom), (left, bottom), (left, top))
        yield Line(corners, "partial" if cls == "partial" else "grey", 1, (), tip)


def _key(chart_width: int) -> tuple[list[Shape], float]:
    """The key of the cells, and its height."""
    shapes: list[Shape] = []
    x, y = 1.0, 1.0
    for cls, words in ((cls, shown(words)) for cls, words in KEY.items()):
        wide = 25 + width(words, SMALL)
        if x + wide > chart_width:
            x, y = 1.0, y + THICK + 5
        shapes += _cell(x, y, 18, cls)
        shapes.append(Text(x + 25, y + THICK / 2, words, "left", "quiet", SMALL))
        x += wide + 18
    return shapes, y + THICK + 11


def _groups(ranking: Ranking) -> dict[int, str]:
    """Index → the group that starts there, if all models have the same criteria."""
    types = {model.types for model in ranking.ranked}
    applying = {tuple(ranking.criteria.that_apply_to(t)) for t in types}
    if len(applying) > 1:
        return {0: ""}
    [criteria] = applying
    return {
        i: chart_label(c.group)
        for i, c in enumerate(criteria)
        if i == 0 or c.group != criteria[i - 1].group
    }


def _heads(groups: dict[int, str], start: float, cell: float, y: float) -> Iterator[Text]:
    for number, (place, group) in enumerate(groups.items()):
        x = start + place * cell + number * GAP
        yield Text(x, y, group, "left", "quiet", SMALL)


def _fit(heads: list[Text], chart_width: int) -> bool:
    """Whether the names of the groups fit side by side."""
    ends = [head.x + width(head.text, SMALL) for head in heads]
    starts = [head.x for head in heads[1:]]
    return any(head.text for head in heads) and all(
        end + 6 <= limit for end, limit in zip(ends, [*starts, chart_width + 6], strict=True)
    )
