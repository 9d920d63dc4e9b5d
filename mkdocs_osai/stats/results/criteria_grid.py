"""The openness of models on each criterion, as a grid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from mkdocs_osai import i18n
from mkdocs_osai.i18n import (
    clauses,
    gettext,
    gettext_noop,
    headed,
    integer,
    ngettext,
    pgettext_noop,
)
from mkdocs_osai.index import CLASSES, Criterion, Model
from mkdocs_osai.index.model import POINTS
from mkdocs_osai.stats.formatting import continued, models_in_words, rounded, shown
from mkdocs_osai.stats.results.ranking import cut_text
from mkdocs_osai.stats.results.result import Result, Table, expanded, nested, with_joined
from mkdocs_osai.stats.results.tally import Category, Tally, joins

if TYPE_CHECKING:
    import pandas as pd

MOST_IN_SENTENCE = 40
"""The most cells in a sentence; with more, it has only the extremes."""

DOES_NOT_APPLY = pgettext_noop("category", "does not apply")

NOT_TOLD = pgettext_noop("category", "not told")
"""The text for a class that is not in the file of the model."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The openness of a row on one criterion.

    Attributes:
        n: how many models of the row the criterion applies to.
        openness: their mean, from 0 to 1: open is 1, partial ½, anything else 0; None if n is 0.
        cls: their most common class, the more open one of equals; None if no file has one.
    """

    n: int
    openness: Fraction | None
    cls: str | None

    @property
    def number(self) -> float | None:
        """The openness as a float."""
        return None if self.openness is None else float(self.openness)


@dataclass(frozen=True, slots=True)
class GridRow:
    """A model, or a category of models.

    Attributes:
        name: the name for readers.
        cells: one for each criterion of the grid.
        models: the ids of its models.
        category: the category; None for a model.
        joined: the rows of the categories that it joins, if it is an `Other`.
    """

    name: str
    cells: tuple[Cell, ...]
    models: tuple[str, ...]
    category: Category | None = None
    joined: tuple[GridRow, ...] = ()

    @property
    def n(self) -> int:
        """The number of its models."""
        return len(self.models)


@dataclass(frozen=True, slots=True, repr=False)
class CriteriaGrid(Result):
    """The openness of models, or of the categories of a dimension, on each criterion.

    CSV columns, with a row for each cell: `model` and `name`, or `category`; `criterion`, `n`,
    `openness` (0 to 1, empty if the criterion does not apply), `class` (the most common), and for
    categories `shown_as`: the category, or the `Other` that joins it.

    Attributes:
        rows: the models, most open first; or the categories in the order of their tally.
        criteria: the columns: the criteria that apply to a model of any row.
        scored: how many models of the selection have a score, or a category.
        tally: the tally of the categories; None if the rows are models.
        cut: how many other models have the score of the last row.

    Example:
        >>> from mkdocs_osai import load
        >>> grid = load("models").grid("academic")
        >>> grid.name, grid.table.rows[0][:3]
        ('academic-by-criterion', ('Non-academic', '21%', '28%'))
    """

    rows: tuple[GridRow, ...]
    criteria: tuple[Criterion, ...]
    scored: int
    tally: Tally | None = None
    cut: int = 0

    @property
    def name(self) -> str:
        """`models-by-criterion`, or the same with the name of the dimension."""
        return f"{self.tally.name if self.tally else 'models'}-by-criterion"

    @property
    def label(self) -> str:
        """The title of the grid."""
        if self.tally:
            by = continued(self.tally.dimension.label)
            return gettext("Openness by {by} and criterion", by=by)
        return gettext("Openness of models by criterion")

    @property
    def unsorted(self) -> int:
        """How many selected models have no score, or no category."""
        return self.models - self.scored

    @property
    def overlapping(self) -> bool:
        """Whether a model counts in several rows."""
        return self.tally is not None and self.tally.overlapping

    @property
    def _remarks(self) -> list[str]:
        return [*super(CriteriaGrid, self)._remarks, *([cut_text(self.cut)] if self.cut else [])]

    def written(self, row: GridRow, cell: Cell) -> str:
        """The text of a cell: the class of a model, or the mean of a category in percent.

        A mean has the number of models if the criterion does not apply to all of the category.
        """
        if cell.openness is None:
            return shown(DOES_NOT_APPLY)
        if row.category is None:
            return shown(cell.cls or NOT_TOLD)
        number = i18n.percent(rounded(cell.openness * 100, 0))
        return number if cell.n == row.n else f"{number} ({models_in_words(cell.n)})"

    @property
    def table(self) -> Table:
        """A row for each model or category, and a column for each criterion."""
        width = len(self.criteria) + (2 if self.tally else 1)
        rows = [
            (name, *(self.written(row, cell) for cell in row.cells), integer(row.n))[:width]
            for name, row in with_joined(self.rows)
        ]
        first: tuple[str, ...] = (gettext("Model"),)
        last: tuple[str, ...] = ()
        if self.tally:
            first, last = (self.tally.label,), (gettext("Models"),)
        return Table((*first, *(c.name for c in self.criteria), *last), tuple(rows))

    @property
    def sentence(self) -> str:
        """The cells in words; if there are many, a summary of each row."""
        few = len(self.rows) * len(self.criteria) <= MOST_IN_SENTENCE
        parts = []
        for row in self.rows:
            name = f"{shown(row.name)} ({models_in_words(row.n)})" if row.category else row.name
            words = ", ".join(self._all_cells(row) if few else self._summary(row))
            parts.append(headed(name, words or gettext("no criterion applies")))
        parts += [joins(row.category) for row in self.rows if row.category and row.joined]
        return clauses(parts if few else [*parts, gettext("the table has every cell")])

    def to_dict(self) -> dict[str, Any]:
        """The cells as plain values; openness goes from 0 to 1.

        Returns:
            `{"dimension", "label", "selection", "n", "models", "unsorted", "overlapping", "scored",
            "criteria", "rows": [{"name", "n", "cells": [{"criterion", "n", "openness",
            "class"}]}]}`; the row of a model also has its `id`, and that of an `Other` the rows
            that it joins, as `joined`. `scored` is the number of models that could have a row.
        """
        return {
            "dimension": self.tally.name if self.tally else None,
            **self._counts,
            "overlapping": self.overlapping,
            "scored": self.scored,
            "criteria": [c.ref for c in self.criteria],
            "rows": nested(self.rows, self._plain),
        }

    def frame(self) -> pd.DataFrame:
        """The openness from 0 to 1 as a DataFrame: a row for each model (by id) or category.

        It has a column for each criterion; NaN if the criterion does not apply.
        """
        import pandas as pd

        names = [row.name if row.category else row.models[0] for row in self.rows]
        return pd.DataFrame(
            [[cell.number for cell in row.cells] for row in self.rows],
            index=pd.Index(names, name=self.tally.name if self.tally else "model"),
            columns=pd.Index([c.ref for c in self.criteria], name="criterion"),
            dtype=float,
        )

    def _plain(self, row: GridRow) -> dict[str, Any]:
        cells = [
            {"criterion": c.ref, "n": cell.n, "openness": cell.number, "class": cell.cls}
            for c, cell in zip(self.criteria, row.cells, strict=True)
        ]
        first = {} if row.category else {"id": row.models[0]}
        return {**first, "name": row.name, "n": row.n, "cells": cells}

    @property
    def behind(self) -> list[tuple[str, tuple[str, ...]]]:
        """The ids of the models of each row, with its name."""
        return [(row.name, row.models) for row in self.rows]

    @property
    def _header(self) -> tuple[str, ...]:
        cell = ("criterion", "n", "openness", "class")
        return ("category", *cell, "shown_as") if self.tally else ("model", "name", *cell)

    def _rows(self) -> Iterator[tuple[object, ...]]:
        for row, shown_as in expanded(self.rows):
            first = (row.name,) if row.category else (row.models[0], row.name)
            last = (shown_as,) if row.category else ()
            for c, cell in zip(self.criteria, row.cells, strict=True):
                yield (*first, c.ref, cell.n, cell.number, cell.cls, *last)

    def _all_cells(self, row: GridRow) -> list[str]:
        cells = zip(self.criteria, row.cells, strict=True)
        return [f"{c.name} {self.written(row, cell)}" for c, cell in cells if cell.n]

    def _summary(self, row: GridRow) -> list[str]:
        """The number of cells of each class for a model; the extremes for a category."""
        if row.category is None:
            counts = Counter(cell.cls or NOT_TOLD for cell in row.cells if cell.n)
            classes = (*CLASSES, NOT_TOLD)
            return [counted(cls, counts[cls]) for cls in classes if counts[cls]]
        cells = [pair for pair in zip(self.criteria, row.cells, strict=True) if pair[1].n]
        cells.sort(key=lambda pair: -(pair[1].openness or 0))
        ends = {
            gettext_noop("most on {criterion} {openness}"): cells[:1],
            gettext_noop("least on {criterion} {openness}"): cells[1:][-1:],
        }
        return [
            gettext(text, criterion=c.name, openness=self.written(row, cell))
            for text, found in ends.items()
            for c, cell in found
        ]


def counted(cls: str, count: int) -> str:
    """A number of criteria of a class.

    Example:
        >>> counted("open", 11), counted(NOT_TOLD, 1)
        ('11 open', '1 not told')
    """
    texts = {
        "open": lambda: ngettext("{count} open", "{count} open", count),
        "partial": lambda: ngettext("{count} partial", "{count} partial", count),
        "closed": lambda: ngettext("{count} closed", "{count} closed", count),
        NOT_TOLD: lambda: ngettext("{count} not told", "{count} not told", count),
    }
    return texts[cls]() if cls in texts else f"{integer(count)} {cls}"


def rows_of_models(models: Iterable[Model], criteria: Sequence[Criterion]) -> tuple[GridRow, ...]:
    """A row for each model, with a cell for each criterion."""
    return tuple(
        GridRow(m.name, tuple(_cell([m], criterion) for criterion in criteria), (m.id,))
        for m in models
    )


def rows_of_categories(
    tally: Tally, models: Mapping[str, Model], criteria: Sequence[Criterion]
) -> tuple[GridRow, ...]:
    """A row for each category of a tally; `models` has all of its models by id."""

    def row(category: Category) -> GridRow:
        members = [models[one] for one in category.models]
        parts = tuple(row(part) for part in category.joined)
        cells = tuple(_cell(members, criterion) for criterion in criteria)
        return GridRow(category.name, cells, category.models, category, parts)

    return tuple(row(category) for category in tally.categories)


def _cell(models: Iterable[Model], criterion: Criterion) -> Cell:
    types = set(criterion.types)
    applying = [m for m in models if not types.isdisjoint(m.types)]
    counts = Counter(m.class_of(criterion.ref) for m in applying)
    if not counts:
        return Cell(0, None, None)
    points = sum(POINTS.get(cls or "", 0) * count for cls, count in counts.items())
    order = {cls: -place for place, cls in enumerate((*CLASSES, None))}
    commonest = max(counts, key=lambda cls: (counts[cls], order.get(cls, -len(order))))
    return Cell(len(applying), Fraction(points, 2 * len(applying)), commonest)
