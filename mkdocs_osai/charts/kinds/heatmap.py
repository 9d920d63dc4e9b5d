"""A heat map: criteria by models, or by the categories of a dimension."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from mkdocs_osai.charts.drawing import Drawing
from mkdocs_osai.charts.layout.categories import label, legend
from mkdocs_osai.charts.layout.notes import FEW_MARK, notes
from mkdocs_osai.charts.layout.text import cut, width, wrap, wrapped_names
from mkdocs_osai.charts.shapes import Bar, Dot, Line, Ring, Shape, Text, Tip, Wedge, text_lines
from mkdocs_osai.charts.theme import ON, SMALL, STEPS
from mkdocs_osai.i18n import gettext, headed, integer
from mkdocs_osai.index import CLASSES, Criterion
from mkdocs_osai.problems import AuthorError
from mkdocs_osai.sanitize import chart_label
from mkdocs_osai.stats import CriteriaGrid, Result, rounded, shown
from mkdocs_osai.stats.dimensions.dimension import OTHER
from mkdocs_osai.stats.results.criteria_grid import NOT_TOLD, Cell, GridRow
from mkdocs_osai.stats.results.crosstab import FEW

LINE = 17.0
HIGH = 24.0  # the height of a row with one line of text
BETWEEN = 2.0
MOST_NAME = 0.25  # of the width of the chart
BESIDE = 8.0  # between a name and its cells
GAP = 6.0  # between two groups of criteria
MOST_WIDE = 40.0
RADIUS = 7.0
LEGEND = 20.0
SMALLER = 12.0  # the font size of numbers in narrow cells
NARROW_BELOW = 500  # the width of charts in which names stand steeper
MOST_HEAD = 190.0  # the longest name of a criterion
ANGLES = (45.0, 70.0)
"""The angle of the names of criteria in degrees: where there is room, and on a phone."""


@dataclass(frozen=True, slots=True)
class Panel:
    """Columns side by side.

    Attributes:
        columns: the index of each criterion in the grid.
        xs: the left edge of each column, in CSS pixels.
        wide: the width of a column.
        heads: the names above the columns.
        angle: the angle of the names, in degrees.
        end: the right edge of the chart.
    """

    columns: tuple[int, ...]
    xs: tuple[float, ...]
    wide: float
    heads: tuple[str, ...]
    angle: float
    end: float

    @property
    def right(self) -> float:
        """The right edge of the last column."""
        return self.xs[-1] + self.wide - BETWEEN

    @property
    def head(self) -> float:
        """The height of the names."""
        turn = math.radians(self.angle)
        longest = max(width(name, SMALL) for name in self.heads)
        return longest * math.sin(turn) + SMALL * math.cos(turn) + 6


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


def draw(grid: CriteriaGrid, chart_width: int) -> Drawing:
    """Rows of cells below the names of criteria, and the names of their groups below.

    A model has a full circle for open, a half circle for partial, an empty one for closed, a dash
    for no class, and no mark where a criterion does not apply. A category has its mean openness in
    percent, on a colour that gets stronger with the number.
    """
    texts = [_named(grid, row) for row in grid.rows]
    names, widest = wrapped_names(texts, chart_width, MOST_NAME, SMALL)
    start = widest + BESIDE
    shapes: list[Shape] = []
    y = 0.0
    least = SMALLER * 2.4 if grid.tally else 2 * RADIUS + 2
    for panel in panels_of(grid.criteria, start, chart_width, least):
        y += panel.head
        for head, x in zip(panel.heads, panel.xs, strict=True):
            middle = x + (panel.wide - BETWEEN) / 2
            shapes.append(Text(middle, y - 8, head, "left", "text", SMALL, panel.angle))
        for number, (row, lines) in enumerate(zip(grid.rows, names, strict=True)):
            high = max(HIGH, LINE * len(lines) + 5)
            shapes += text_lines(lines, (start - BESIDE, y + high / 2), LINE, "right", SMALL)
            if row.category is None and row is not grid.rows[0]:
                rule = y - BETWEEN / 2
                shapes.append(Line(((start, rule), (panel.right, rule)), "line"))
            for place, x in zip(panel.columns, panel.xs, strict=True):
                cell = row.cells[place]
                name = chart_label(grid.criteria[place].name)
                names_ = f"{chart_label(_title(row))}, {name}"
                tip = Tip(headed(names_, grid.written(row, cell)), number)
                shapes += _cell(row, cell, (x, y), (panel.wide, high), tip)
            y += high + BETWEEN
        groups, y = _groups(grid.criteria, panel, y)
        shapes += groups
        y += 8
    drawn, y = _legend(grid, y, chart_width)
    return Drawing(chart_width, math.ceil(y + 2), (*shapes, *drawn))


def _named(grid: CriteriaGrid, row: GridRow) -> str:
    if grid.tally is None or row.category is None:
        return chart_label(row.name)
    few = FEW_MARK if row.n < FEW else ""
    return f"{label(row.category, grid.tally.dimension)}, {integer(row.n)}{few}"


def _title(row: GridRow) -> str:
    return shown(row.name) if row.category else row.name


def panels_of(
    criteria: Sequence[Criterion], start: float, chart_width: int, least: float
) -> Iterator[Panel]:
    """The columns in as few panels as possible, none narrower than `least`."""
    count = len(criteria)
    angle = ANGLES[chart_width < NARROW_BELOW]
    for panels in range(1, count + 1):
        per = math.ceil(count / panels)
        found = [
            _panel(criteria, (first, min(first + per, count)), start, chart_width, angle)
            for first in range(0, count, per)
        ]
        if per == 1 or all(panel.wide >= least for panel in found):
            wide = min(panel.wide for panel in found)
            yield from (
                replace(panel, wide=wide, xs=_xs(criteria, panel.columns, start, wide))
                for panel in found
            )
            return


def _panel(
    criteria: Sequence[Criterion],
    ends: tuple[int, int],
    start: float,
    chart_width: int,
    angle: float,
) -> Panel:
    """A panel as wide as the names above it allow, the last of which end right of its columns."""
    columns = tuple(range(*ends))
    turn = math.radians(angle)
    heads = tuple(cut(chart_label(criteria[c].name), MOST_HEAD, SMALL) for c in columns)
    gaps = _xs(criteria, columns, 0.0, 0.0)
    room = chart_width - 1 - start
    wide = min(
        (room - gap - width(head, SMALL) * math.cos(turn) - SMALL / 2) / (place + 0.5)
        for place, (head, gap) in enumerate(zip(heads, gaps, strict=True))
    )
    wide = min(wide, (room - gaps[-1]) / len(columns), MOST_WIDE)
    return Panel(columns, _xs(criteria, columns, start, wide), wide, heads, angle, chart_width - 1)


def _xs(
    criteria: Sequence[Criterion], columns: Sequence[int], start: float, wide: float
) -> tuple[float, ...]:
    """The left edge of each column; there is a gap between groups."""
    xs = []
    x = start
    for c in columns:
        x += GAP if c != columns[0] and criteria[c].group != criteria[c - 1].group else 0
        xs.append(x)
        x += wide
    return tuple(xs)


def _groups(criteria: Sequence[Criterion], panel: Panel, y: float) -> tuple[list[Shape], float]:
    """The names of the groups below their columns, if each has room, and the y of their end."""
    shapes: list[Shape] = []
    placed = zip(panel.columns, panel.xs, strict=True)
    free = 0.0
    for group, members in groupby(placed, key=lambda pair: criteria[pair[0]].group):
        xs = [x for _, x in members]
        left, right = xs[0], xs[-1] + panel.wide - BETWEEN
        name = chart_label(group)
        half = width(name, SMALL) / 2
        middle = max((left + right) / 2, free + half)
        if middle + half > max(right, panel.end):
            return [], y
        shapes.append(Line(((left, y + 3), (right, y + 3)), "quiet"))
        shapes.append(Text(middle, y + 14, name, "center", "quiet", SMALL))
        free = middle + half + BESIDE
    return shapes, y + 24


def _cell(
    row: GridRow, cell: Cell, corner: tuple[float, float], size: tuple[float, float], tip: Tip
) -> Iterator[Shape]:
    (x, y), (wide, high) = corner, size
    middle = x + wide / 2, y + high / 2
    if row.category is None:
        if cell.n:
            yield from _mark(cell.cls, middle[0] - BETWEEN / 2, middle[1], tip)
    elif cell.openness is not None:
        step = STEPS[min(int(cell.openness * len(STEPS)), len(STEPS) - 1)]
        yield Bar(x, y, wide - BETWEEN, high, step, tip)
        number = rounded(cell.openness * 100, 0)
        font_size = SMALL if width(number, SMALL) + BETWEEN + 2 <= wide else SMALLER
        yield Text(middle[0] - BETWEEN / 2, middle[1], number, "center", f"{ON}{step}", font_size)


def _mark(cls: str | None, x: float, y: float, tip: Tip | None = None) -> Iterator[Shape]:
    if cls == "open":
        yield Dot(x, y, RADIUS, "open", tip)
    elif cls == "partial":
        yield Wedge(x, y, RADIUS, 0.5, 1, "partial", tip)
        yield Ring(x, y, RADIUS, "partial", tip=tip)
    elif cls == "closed":
        yield Ring(x, y, RADIUS, "closed", tip=tip)
    else:
        yield Line(((x - 4, y), (x + 4, y)), "quiet", 1.5, (), tip)


def _legend(grid: CriteriaGrid, y: float, chart_width: int) -> tuple[list[Shape], float]:
    """The legend of the cells on one line, and the y of its end."""
    if grid.tally:
        shapes: list[Shape] = []
        words = gettext("mean openness in percent; models behind each name")
        for line in wrap(words, chart_width - 2, SMALL):
            shapes.append(Text(1, y + LEGEND / 2, line, "left", "quiet", SMALL))
            y += LINE
        few = any(row.n < FEW for row in grid.rows)
        told, end = notes(None, None, y, chart_width, few=few)
        return [*shapes, *told], end + 2
    classes = {cell.cls for row in grid.rows for cell in row.cells if cell.n}
    known = [cls for cls in (*CLASSES, None) if cls in classes]
    entries = [(shown(cls or NOT_TOLD), partial(_mark, cls)) for cls in known]
    shapes, high = legend(entries, chart_width, y)
    return shapes, y + high
