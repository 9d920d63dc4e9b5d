"""The counts of one dimension by another, over a selection."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from mkdocs_osai.stats.formatting import continued, models_in_words, percent
from mkdocs_osai.stats.results.table import Table, titled, to_csv
from mkdocs_osai.stats.results.tally import SEVERAL, Category, Tally, joins
from mkdocs_osai.stats.selection.selection import Selection

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class CrossTab:
    """One dimension by another: how many models are in a category of both.

    Attributes:
        rows: the tally of the first dimension, over the models that both can sort.
        columns: the tally of the second, over the same models.
        models: how many models were selected.
        normalize: whether readers see shares of each row instead of counts.
        lacking: what the other selected models lack: "one of the tags", "a tag or a class".

    Example:
        >>> from mkdocs_osai import load
        >>> cross = load("models").cross("academic", "performance_classes")
        >>> cross.name, cross.counts(cross.rows.categories[0])
        ('academic-by-performance_classes', (76, 38, 27))
    """

    rows: Tally
    columns: Tally
    models: int
    normalize: bool = False
    lacking: str = "one of the tags"

    @property
    def name(self) -> str:
        """What is counted, as part of a file's name."""
        return f"{self.rows.name}-by-{self.columns.name}"

    @property
    def label(self) -> str:
        """What is counted, for readers."""
        return f"{self.rows.label} by {continued(self.columns.label)}"

    @property
    def selection(self) -> Selection:
        """Which models were asked."""
        return self.rows.selection

    @property
    def n(self) -> int:
        """How many models are in a category of both."""
        return self.rows.n

    @property
    def unsorted(self) -> int:
        """How many selected models lack a tag for one of the two; they are in no number here."""
        return self.models - self.n

    @property
    def basis(self) -> str:
        """What the numbers rest on: "190 of 193 models; 3 without one of the tags".

        Where models count in several categories it says so.
        """
        parts = [models_in_words(self.n)]
        if self.unsorted:
            parts = [f"{self.n:,} of {models_in_words(self.models)}"]
            parts.append(f"{self.unsorted:,} without {self.lacking}")
        return "; ".join([*parts, SEVERAL] if self.overlapping else parts)

    @property
    def overlapping(self) -> bool:
        """Whether a model counts in several rows or columns."""
        return self.rows.overlapping or self.columns.overlapping

    @property
    def date(self) -> dt.date | None:
        """The date of the index, if it is known."""
        return self.rows.date

    def counts(self, row: Category) -> tuple[int, ...]:
        """How many models of a row are in each column.

        Args:
            row: a category of the rows, or one that `Other` joins there.
        """
        return tuple(_both(row, column) for column in self.columns.categories)

    def written(self, row: Category, column: Category) -> str:
        """A number as readers see it: a count, or a share of its row."""
        count = _both(row, column)
        return percent(Fraction(count, row.count)) if self.normalize else f"{count:,}"

    @property
    def table(self) -> Table:
        """A row for each category of the first dimension, a column for each of the second.

        Those that `Other` joins are below and behind it. The last column is the number of models
        of the row, which shares are shares of.
        """
        columns = [*_named(self.columns)]
        rows = [
            (name, *(self.written(row, column) for _, column in columns), f"{row.count:,}")
            for name, row in _named(self.rows)
        ]
        return Table((self.rows.label, *(name for name, _ in columns), "Models"), tuple(rows))

    @property
    def sentence(self) -> str:
        """Every number in words, but for noughts: those of a row behind its name."""
        columns = self.columns.categories
        parts = []
        for row in self.rows.categories:
            told = [f"{c.name} {self.written(row, c)}" for c in columns if _both(row, c)]
            parts.append(f"{row.name} ({models_in_words(row.count)}): {', '.join(told)}")
        joined = [c for c in (*self.rows.categories, *columns) if c.joined]
        return "; ".join([*parts, *(joins(c) for c in joined)])

    def to_dict(self) -> dict[str, Any]:
        """The numbers as plain values; shares are fractions of the row from 0 to 1.

        Returns:
            `{"dimension", "by", "label", "selection", "normalize", "n", "models", "unsorted",
            "overlapping", "categories": [{"name", "n", "by": [{"name", "count", "share"}]}]}`; an
            `Other` also has the categories it joins, as `joined`.
        """
        return {
            "dimension": self.rows.name,
            "by": self.columns.name,
            "label": self.label,
            "selection": self.selection.words,
            "normalize": self.normalize,
            "n": self.n,
            "models": self.models,
            "unsorted": self.unsorted,
            "overlapping": self.overlapping,
            "categories": [self._plain(row) for row in self.rows.categories],
        }

    def to_csv(self) -> str:
        """The numbers as CSV: category, by, count, n of the category, share of it (0 to 1).

        The last two cells say what the category and the other are shown as: each that `Other`
        joins has rows of its own, so no count stands twice. No cell starts a formula.
        """
        rows = [
            (part.name, by.name, both, part.count, both / part.count, row.name, column.name)
            for row in self.rows.categories
            for part in row.joined or (row,)
            for column in self.columns.categories
            for by in column.joined or (column,)
            for both in (_both(part, by),)
        ]
        header = ("category", "by", "count", "n", "share", "shown_as", "by_shown_as")
        return to_csv(header, rows)

    def frame(self) -> pd.DataFrame:
        """The numbers as a DataFrame: a row for each category of the first dimension.

        A column for each category of the second; counts, or with `normalize` shares from 0 to 1.
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
        by = [self._plain_cell(row, column) for column in self.columns.categories]
        numbers = {"name": row.name, "n": row.count, "by": by}
        joined = [self._plain(part) for part in row.joined]
        return {**numbers, "joined": joined} if joined else numbers

    def _plain_cell(self, row: Category, column: Category) -> dict[str, Any]:
        count = _both(row, column)
        numbers = {"name": column.name, "count": count, "share": count / row.count}
        joined = [self._plain_cell(row, part) for part in column.joined]
        return {**numbers, "joined": joined} if joined else numbers

    def _repr_html_(self) -> str:
        return self.table.html(titled(self))


def _named(tally: Tally) -> Iterator[tuple[str, Category]]:
    """The categories, and behind an `Other` those it joins."""
    for category in tally.categories:
        yield category.name, category
        for part in category.joined:
            yield f"{category.name}: {part.name}", part


def _both(row: Category, column: Category) -> int:
    return len(set(row.models).intersection(column.models))
