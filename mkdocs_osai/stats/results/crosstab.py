"""The counts of two dimensions in a selection."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, get_args

from mkdocs_osai.i18n import clauses, gettext, headed, integer
from mkdocs_osai.stats.formatting import (
    continued,
    few_of,
    in_words,
    models_in_words,
    percent,
    shown,
)
from mkdocs_osai.stats.results.result import Result, Table, expanded, nested, with_joined
from mkdocs_osai.stats.results.tally import Category, Tally, joins, up_to

if TYPE_CHECKING:
    import pandas as pd


CrossMeasure = Literal["models", "share"]

CROSS_MEASURES: dict[str, CrossMeasure] = {m: m for m in get_args(CrossMeasure)}

FEW = 5
"""Shares and means of fewer models are marked."""


@dataclass(frozen=True, slots=True, repr=False)
class CrossTab(Result):
    """The number of models in each pair of categories of two dimensions.

    CSV columns: `category`, `by`, `count`, `n` of the category, `share` of it (0 to 1), and
    `shown_as`, `by_shown_as`: the categories, or the `Other` that joins them.

    Attributes:
        rows: the tally of the first dimension, of the models with a category in both.
        columns: the tally of the second dimension, of the same models.
        measure: whether texts and charts have counts of `models`, or the `share` of each row.

    Example:
        >>> from mkdocs_osai import load
        >>> cross = load("models").cross("academic", "performance_classes")
        >>> cross.name, cross.counts(cross.rows.categories[0])
        ('academic-by-performance_classes', (76, 38, 27))
    """

    rows: Tally
    columns: Tally
    measure: CrossMeasure = "models"

    @property
    def normalize(self) -> bool:
        """Whether texts and charts have shares."""
        return self.measure == "share"

    @property
    def name(self) -> str:
        """The names of both dimensions."""
        return f"{self.rows.name}-by-{self.columns.name}"

    @property
    def label(self) -> str:
        """The labels of both dimensions."""
        by = continued(self.columns.dimension.label)
        return gettext("{what} by {by}", what=self.rows.label, by=by)

    @property
    def overlapping(self) -> bool:
        """Whether a model counts in several rows or columns."""
        return self.rows.overlapping or self.columns.overlapping

    @property
    def few(self) -> list[str]:
        """The names for readers of the rows whose shares rest on fewer than `FEW` models."""
        rows = self.rows.categories if self.normalize else ()
        return [shown(row.name) for row in rows if row.count < FEW]

    @property
    def _remarks(self) -> list[str]:
        """Notes on overlaps, rows of few models, and a last period that is not over."""
        found = [*super(CrossTab, self)._remarks]
        if self.few:
            found.append(
                gettext(
                    "{categories} with fewer than {number} models",
                    categories=few_of(self.few),
                    number=in_words(FEW),
                )
            )
        tallies = (self.rows, self.columns)
        return found + [up_to(t.unfinished, self.date) for t in tallies if t.unfinished]

    def counts(self, row: Category) -> tuple[int, ...]:
        """How many models of a row are in each column."""
        return tuple(_both(row, column) for column in self.columns.categories)

    def written(self, row: Category, column: Category) -> str:
        """The text of a cell: a count, or a share of its row."""
        count = _both(row, column)
        return percent(Fraction(count, row.count)) if self.normalize else integer(count)

    @property
    def table(self) -> Table:
        """A row for each category of the first dimension, a column for each of the second.

        Those that `Other` joins follow it. The last column is the number of models of the row.
        """
        columns = [*with_joined(self.columns.categories)]
        rows = [
            (name, *(self.written(row, column) for _, column in columns), integer(row.count))
            for name, row in with_joined(self.rows.categories)
        ]
        header = (self.rows.label, *(name for name, _ in columns), gettext("Models"))
        return Table(header, tuple(rows))

    @property
    def sentence(self) -> str:
        """All numbers but zeros in words, row by row."""
        columns = self.columns.categories
        parts = []
        for row in self.rows.categories:
            cells = [f"{shown(c.name)} {self.written(row, c)}" for c in columns if _both(row, c)]
            name = f"{shown(row.name)} ({models_in_words(row.count)})"
            parts.append(headed(name, ", ".join(cells)))
        joined = [c for c in (*self.rows.categories, *columns) if c.joined]
        return clauses([*parts, *(joins(c) for c in joined)])

    def to_dict(self) -> dict[str, Any]:
        """The numbers as plain values; shares are fractions of the row from 0 to 1.

        Returns:
            `{"dimension", "by", "label", "selection", "measure", "normalize", "n", "models",
            "unsorted", "overlapping", "categories": [{"name", "n", "by": [{"name", "count",
            "share"}]}]}`; an `Other` also has the categories that it joins, as `joined`.
            `normalize` is whether the measure is `share`: an old word for it.
        """
        return {
            "dimension": self.rows.name,
            "by": self.columns.name,
            "label": self.label,
            "selection": self.selection.words,
            "measure": self.measure,
            "normalize": self.normalize,
            **self._counts,
            "overlapping": self.overlapping,
            "categories": nested(self.rows.categories, self._plain),
        }

    @property
    def behind(self) -> list[tuple[str, tuple[str, ...]]]:
        """The ids of the models of each row, with its name."""
        return self.rows.behind

    @property
    def _header(self) -> tuple[str, ...]:
        return ("category", "by", "count", "n", "share", "shown_as", "by_shown_as")

    def _rows(self) -> Iterator[tuple[object, ...]]:
        for row, name in expanded(self.rows.categories):
            for by, by_name in expanded(self.columns.categories):
                both = _both(row, by)
                yield row.name, by.name, both, row.count, both / row.count, name, by_name

    def frame(self) -> pd.DataFrame:
        """The numbers as a DataFrame: a row for each category of the first dimension.

        It has a column for each category of the second: counts, or shares.
        """
        import pandas as pd

        rows = self.rows.categories
        counts = pd.DataFrame(
            [self.counts(row) for row in rows],
            index=pd.Index([row.name for row in rows], name=self.rows.name),
            columns=pd.Index([c.name for c in self.columns.categories], name=self.columns.name),
        )
        return counts.div([row.count for row in rows], axis=0) if self.normalize else counts

    def _plain(self, row: Category) -> dict[str, Any]:
        def cell(column: Category) -> dict[str, Any]:
            count = _both(row, column)
            return {"name": column.name, "count": count, "share": count / row.count}

        return {"name": row.name, "n": row.count, "by": nested(self.columns.categories, cell)}


def _both(row: Category, column: Category) -> int:
    return len(set(row.models).intersection(column.models))
