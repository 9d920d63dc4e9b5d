"""A heat map: criteria by models, or by the categories of a dimension."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from mkdocs_osai.charts.drawing import Drawing
from mkdocs_osai.charts.layout.categories import label
from mkdocs_osai.charts.layout.notes import FEW_MARK, notes
from mkdocs_osai.charts.layout.text import width, wrap
from mkdocs_osai.charts.shapes import Bar, Dot, Line, Ring, Shape, Text, Wedge, text_lines
from mkdocs_osai.charts.theme import ON, SMALL, STEPS, WIDTH
from mkdocs_osai.index import Criterion
from mkdocs_osai.problems import AuthorError
from mkdocs_osai.sanitize import chart_label
from mkdocs_osai.stats import CriteriaGrid, Result, rounded
from mkdocs_osai.stats.dimensions.dimension import OTHER
from mkdocs_osai.stats.results.criteria_grid import Cell, GridRow
from mkdocs_osai.stats.results.crosstab import FEW

LINE = 17.0
HIGH = 24.0  # the height of a row with one line of text
BETWEEN = 2.0
MOST_NAME = 106.0
BESIDE = 8.0  # between a name and its cells
GAPS = 12.0  # the space between groups of criteria, all gaps together
MOST_WIDE = 34.0
PER_PANEL = 12  # the most columns; further criteria are in another panel below
RADIUS = 7.0
HEAD = 20.0
INDENT = 24.0  # from a letter in the key to its criterion


@dataclass(frozen=True, slots=True)
class Panel:
    """Columns side by side.

    Attributes:
        columns: the index of each criterion in the grid.
        xs: the left edge of each column, in CSS pixels.
        wide: the width of a column.
    """

    columns: tuple[int, ...]
    xs: tuple[float, ...]
    wide: float


def prepare(grid: Result) -> CriteriaGrid:
    """All cells of a grid, with a joined `Other` last.

    Raises:
        AuthorError: the data is no grid, no criterion applies, or periods are joined.
    """
    if not isinstance(grid, CriteriaGrid):
        raise AuthorError("a heat map needs criteria by models", "ask for a grid")
    if not grid.criteria:
        raise AuthorError("no criterion applies to these models", "select other models")
    if grid.tally is None:
        return grid
    if grid.tally.dimension.chronological and any(row.joined for row in grid.rows):
        raise AuthorError("top cannot join periods", "leave top out")
    last = sorted(grid.rows, key=lambda row: row.name == OTHER or bool(row.joined))
    return replace(grid, rows=tuple(last))


def draw(grid: CriteriaGrid) -> Drawing:
    """Rows of cells below letters, with a key of the letters below.

    A model has a full circle for open, a half circle for partial, an empty one for closed, a dash
    for no class, and no mark where a criterion does not apply. A category has its mean openness in
    percent, on a colour that gets stronger with the number.
    """
    names = [wrap(_named(grid, row), MOST_NAME, SMALL) for row in grid.rows]
    start = max(width(line, SMALL) for lines in names for line in lines) + BESIDE
    letters = [letter(place) for place in range(len(grid.criteria))]
    shapes: list[Shape] = []
    y = 0.0
    for panel in _panels(grid.criteria, start):
        for place, x in zip(panel.columns, panel.xs, strict=True):
            middle = x + panel.wide / 2
            shapes.append(Text(middle, y + HEAD / 2, letters[place], "center", "quiet", SMALL))
        y += HEAD
        for row, lines in zip(grid.rows, names, strict=True):
            high = max(HIGH, LINE * len(lines) + 5)
            shapes += text_lines(lines, (start - BESIDE, y + high / 2), LINE, "right", SMALL)
            if row.category is None and row is not grid.rows[0]:
                rule = y - BETWEEN / 2
                shapes.append(Line(((start, rule), (panel.xs[-1] + panel.wide, rule)), "line"))
            for place, x in zip(panel.columns, panel.xs, strict=True):
                shapes += _cell(row, row.cells[place], (x, y), (panel.wide, high))
            y += high + BETWEEN
        y += 8
    drawn, y = _legend(grid, y)
    key, y = _key(grid.criteria, letters, y + 4)
    shapes += [*drawn, *key]
    return Drawing(WIDTH, math.ceil(y + 2), tuple(shapes))


def _named(grid: CriteriaGrid, row: GridRow) -> str:
    if grid.tally is None or row.category is None:
        return chart_label(row.name)
    few = FEW_MARK if row.n < FEW else ""
    return f"{label(row.category, grid.tally.dimension)}, {row.n:,}{few}"


def letter(place: int) -> str:
    """A to Z, then AA to AZ and so on."""
    rest, last = divmod(place, 26)
    return (letter(rest - 1) if rest else "") + chr(ord("A") + last)


def _panels(criteria: Sequence[Criterion], start: float) -> Iterator[Panel]:
    """The columns in as few panels as possible, of about the same width."""
    count = math.ceil(len(criteria) / PER_PANEL)
    per = math.ceil(len(criteria) / count)
    for first in range(0, len(criteria), per):
        columns = tuple(range(first, min(first + per, len(criteria))))
        starts = [c for c in columns[1:] if criteria[c].group != criteria[c - 1].group]
        gap = GAPS / max(len(starts), 2)
        wide = min((WIDTH - 1 - start - gap * len(starts)) / per, MOST_WIDE)
        xs = [
            start + (c - first) * wide + gap * sum(place <= c for place in starts) for c in columns
        ]
        yield Panel(columns, tuple(xs), wide)


def _cell(
    row: GridRow, cell: Cell, corner: tuple[float, float], size: tuple[float, float]
) -> Iterator[Shape]:
    (x, y), (wide, high) = corner, size
    middle = x + wide / 2, y + high / 2
    if row.category is None:
        if cell.n:
            yield from _mark(cell.cls, *middle)
    elif cell.openness is not None:
        step = STEPS[min(int(cell.openness * len(STEPS)), len(STEPS) - 1)]
        yield Bar(x, y, wide - BETWEEN, high, step)
        number = rounded(cell.openness * 100, 0)
        yield Text(middle[0] - BETWEEN / 2, middle[1], number, "center", f"{ON}{step}", SMALL)


def _mark(cls: str | None, x: float, y: float) -> Iterator[Shape]:
    if cls == "open":
        yield Dot(x, y, RADIUS, "open")
    elif cls == "partial":
        yield Wedge(x, y, RADIUS, 0.5, 1, "partial")
        yield Ring(x, y, RADIUS, "partial")
    elif cls == "closed":
        yield Ring(x, y, RADIUS, "closed")
    else:
        yield Line(((x - 4, y), (x + 4, y)), "quiet", 1.5)


def _legend(grid: CriteriaGrid, y: float) -> tuple[list[Shape], float]:
    """The legend of the cells on one line, and the y of its end."""
    middle = y + HEAD / 2
    if grid.tally:
        words = "mean openness in percent; models behind each name"
        text = Text(1, middle, words, "left", "quiet", SMALL)
        few = any(row.n < FEW for row in grid.rows)
        told, end = notes(None, None, y + HEAD - 2, few=few)
        return [text, *told], end + 2
    classes = {cell.cls for row in grid.rows for cell in row.cells if cell.n}
    words_of = {"open": "open", "partial": "partial", "closed": "closed", None: "not told"}
    shapes: list[Shape] = []
    x = 1.0
    for cls, words in words_of.items():
        if cls in classes:
            shapes += _mark(cls, x + RADIUS, middle)
            shapes.append(Text(x + 2 * RADIUS + 6, middle, words, "left", "text", SMALL))
            x += 2 * RADIUS + 6 + width(words, SMALL) + 16
    return shapes, y + HEAD


def _key(
    criteria: Sequence[Criterion], letters: Sequence[str], y: float
) -> tuple[list[Shape], float]:
    """The letters and their criteria in two columns per group, and the y of their end."""
    shapes: list[Shape] = []
    half = WIDTH / 2
    numbered = list(zip(letters, criteria, strict=True))
    for group, members in groupby(numbered, key=lambda pair: pair[1].group):
        for line in wrap(chart_label(group), WIDTH - 2, SMALL):
            shapes.append(Text(1, y + LINE / 2, line, "left", "quiet", SMALL))
            y += LINE
        entries = [(one, wrap(chart_label(c.name), half - INDENT - 8, SMALL)) for one, c in members]
        first = math.ceil(len(entries) / 2)
        ends = []
        for x, column in ((1.0, entries[:first]), (half, entries[first:])):
            below = y
            for one, lines in column:
                shapes.append(Text(x, below + LINE / 2, one, "left", "text", SMALL))
                for line in lines:
                    place = x + INDENT, below + LINE / 2
                    shapes.append(Text(*place, line, "left", "text", SMALL))
                    below += LINE
            ends.append(below)
        y = max(ends) + 5
    return shapes, y
