"""Social cards: the preview images of shared pages."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_osai import charts
from mkdocs_osai.charts.badge import grouped, mark, score_of
from mkdocs_osai.charts.drawing import Drawing
from mkdocs_osai.charts.layout.text import in_font, width, wrap
from mkdocs_osai.charts.shapes import Bar, Shape, Text, placed
from mkdocs_osai.i18n import gettext
from mkdocs_osai.index import Criteria, IndexInfo, Model
from mkdocs_osai.sanitize import chart_label
from mkdocs_osai.stats import Result, day_in_words

WIDTH, HEIGHT = 1200, 630
EDGE = 72.0  # the margin; some sites crop the image slightly
STRIPE = 14.0
NAME, LINE = 84.0, 98.0
PITCH = 62.0
GAP = 34.0  # between two groups of criteria
BESIDE = 400.0  # the width of the text next to a figure
FIGURE = 456  # the width that a figure is drawn for, before it is scaled to the rest


def card_of_model(model: Model, criteria: Criteria, rank: str, about: IndexInfo) -> Drawing:
    """The card of a model: its name, organisation, openness and grades.

    Args:
        model: the model.
        criteria: the criteria of the index.
        rank: its rank in words, such as "place 3 of 193"; empty for none.
        about: the index.
    """
    name = chart_label(model.name)
    if not in_font(name):  # no other font may be available
        id_ = chart_label(model.id) if in_font(model.id) else gettext("A model")
        name = f"{name} ({id_})" if any(map(str.isalnum, name)) else id_
    shapes: list[Shape] = [*_frame(about)]
    y = 190.0
    for line in _cut(name, WIDTH - 2 * EDGE, NAME, 2):
        shapes.append(Text(EDGE, y, line, "left", "text", NAME))
        y += LINE
    who = _cut(chart_label(model.organization or ""), WIDTH - 2 * EDGE, 36, 1)
    shapes += [Text(EDGE, y - 22, line, "left", "quiet", 36) for line in who]
    score = score_of(model)
    size = 44.0 if model.score is None else 120.0
    shapes.append(Text(EDGE, 480, score, "left", "text", size))
    if model.score is not None:
        words = " · ".join(filter(None, (gettext("openness from 0 to 1"), chart_label(rank))))
        shapes.append(Text(EDGE, 568, words, "left", "quiet", 28))
        shapes += _grades(model, criteria, EDGE + width(score, size) + 50, 490)
    return Drawing(WIDTH, HEIGHT, tuple(shapes))


def card_of_figure(kind: str, data: Result, title: str, heading: str, about: IndexInfo) -> Drawing:
    """The card of a page with figures: its title and its first figure.

    Args:
        kind: the kind of chart.
        data: the numbers of the figure.
        title: the title of the page.
        heading: the heading of the figure.
        about: the index.
    """
    shapes: list[Shape] = [*_frame(about)]
    y = 170.0
    for line in _cut(chart_label(title), BESIDE, 46, 5):
        shapes.append(Text(EDGE, y, line, "left", "text", 46))
        y += 56
    y += 12
    for line in _cut(chart_label(heading), BESIDE, 26, 3):
        shapes.append(Text(EDGE, y, line, "left", "quiet", 26))
        y += 34
    left, top = EDGE + BESIDE + 40, 120.0
    wide, high = WIDTH - EDGE - left, HEIGHT - top - 50
    figure = charts.draw(kind, data, FIGURE)
    scale = min(wide / figure.width, high / figure.height)
    x = left + (wide - scale * figure.width) / 2
    shapes += placed(figure.shapes, x, top + (high - scale * figure.height) / 2, scale)
    return Drawing(WIDTH, HEIGHT, tuple(shapes))


def _frame(about: IndexInfo) -> Iterator[Shape]:
    """The elements of every card: a stripe, the title of the index and its date."""
    yield Bar(0, 0, WIDTH, STRIPE, "series")
    date = day_in_words(about.date) if about.date else ""
    if date:
        yield Text(WIDTH - EDGE, 76, date, "right", "quiet", 28)
    room = WIDTH - 2 * EDGE - width(date, 28) - 40
    for line in _cut(chart_label(about.title), room, 28, 1):
        yield Text(EDGE, 76, line, "left", "quiet", 28)


def _grades(model: Model, criteria: Criteria, left: float, y: float) -> Iterator[Shape]:
    """The grades in a row at the right edge, below the names of their groups if there is room."""
    groups = grouped(model, criteria)
    gaps = GAP * (len(groups) - 1)
    room = WIDTH - EDGE - left - gaps
    for pitch, named in ((PITCH, True), (50.0, True), (PITCH, False), (50.0, False), (30.0, False)):
        wide = [
            max(len(classes) * pitch, width(group, 24) if named else 0) for group, classes in groups
        ]
        if sum(wide) <= room:
            break
    else:
        return
    x = WIDTH - EDGE - sum(wide) - gaps
    for (group, classes), own in zip(groups, wide, strict=True):
        if named:
            yield Text(x, y - 52, group, "left", "quiet", 24)
        for place, cls in enumerate(classes):
            yield from mark(cls, x + pitch * (place + 0.38), y, 0.38 * pitch)
        x += own + GAP


def _cut(text: str, most: float, size: float, lines: int) -> list[str]:
    """A text in at most `lines` lines; a longer text ends with an ellipsis."""
    wrapped = wrap(text, most, size) if text else []
    if len(wrapped) <= lines:
        return wrapped
    last = wrapped[lines - 1]
    while last and width(f"{last}…", size) > most:
        last = last[:-1]
    return [*wrapped[: lines - 1], f"{last.rstrip()}…"]
