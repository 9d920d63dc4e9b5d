"""How many models are at or above thresholds of training compute: for certain, and possibly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mkdocs_osai.i18n import clauses, gettext, headed, integer, pgettext_noop
from mkdocs_osai.stats.bounded import Coverage, between
from mkdocs_osai.stats.dimensions.dimension import Dimension
from mkdocs_osai.stats.formatting import continued, shown, titled, without
from mkdocs_osai.stats.results.result import Result, Table

PARTS = {
    "certain": pgettext_noop("category", "at or above"),
    "possible": pgettext_noop("category", "cannot be decided"),
    "unknown": pgettext_noop("category", "no figure"),
    "below": pgettext_noop("category", "below"),
}
"""The parts of a row with their names, in the order of a bar."""


@dataclass(frozen=True, slots=True)
class ThresholdRow:
    """The models of a row: all of the selection, or those of a category.

    Attributes:
        name: the name of the threshold or of the category.
        flop: the threshold, in FLOP.
        certain: how many models are at or above it for every value within their bounds.
        possible: how many are for some value; these include the certain ones.
        coverage: how many have a figure, and what the others lack.
        ids: the ids of its models, by the parts of `PARTS`.

    Example:
        >>> row = ThresholdRow("general-purpose AI", 1e23, 16, 36, Coverage(41, 10, 7, 135))
        >>> row.undecided, row.below, row.text
        (20, 5, '16 to 36 of 41')
    """

    name: str
    flop: float
    certain: int
    possible: int
    coverage: Coverage
    ids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def undecided(self) -> int:
        """How many may be at or above it, or below."""
        return self.possible - self.certain

    @property
    def below(self) -> int:
        """How many are below it for certain."""
        return self.coverage.with_figure - self.possible

    @property
    def text(self) -> str:
        """The number in words."""
        if not self.coverage.with_figure:
            return gettext("no figure")
        number = between(integer(self.certain), integer(self.possible))
        whole = integer(self.coverage.with_figure)
        return gettext("{part} of {whole}", part=number, whole=whole)

    @property
    def title(self) -> str:
        """The name for readers; after a threshold that has a name, its figure."""
        name, comma, figure = self.name.partition(", ")
        return gettext(name) + comma + figure if comma else shown(self.name)


@dataclass(frozen=True, slots=True, repr=False)
class ThresholdCounts(Result):
    """How many models are at or above thresholds of training compute.

    CSV columns: `name` of the threshold or category, `flop` (the threshold), `certain`, `possible`
    (which includes the certain ones), `below`, `with_figure`, `unknown`, `not_applicable` and
    `not_recorded`: numbers of models.

    Attributes:
        dimension: the name of the dimension of training compute.
        what: what it is, in words.
        rows: a row for each threshold, or for each category of `by`.
        by: the dimension of the rows; None if they are thresholds.
        threshold: the threshold in words, if the rows are categories.

    Example:
        >>> from mkdocs_osai import load
        >>> load("models").thresholds("compute_base").rows[0].text
        '16 to 36 of 41'
    """

    dimension: str
    what: str
    rows: tuple[ThresholdRow, ...]
    by: Dimension | None = None
    threshold: str = ""

    @property
    def name(self) -> str:
        """The names of both dimensions."""
        return f"{self.dimension}-by-{self.by.name}" if self.by else self.dimension

    @property
    def label(self) -> str:
        """The title of the figure."""
        what = gettext(self.what)
        what = what[0].upper() + what[1:]
        if self.by is None:
            return gettext("{what} at or above thresholds", what=what)
        name, comma, figure = self.threshold.partition(", ")
        return gettext(
            "{what} at or above {threshold}, by {by}",
            what=what,
            threshold=gettext(name) + comma + figure,
            by=continued(self.by.label),
        )

    @property
    def sentence(self) -> str:
        """All numbers in words."""
        return clauses(headed(row.title, _in_words(row)) for row in self.rows)

    @property
    def table(self) -> Table:
        """A row for each threshold or category."""
        header = (
            titled(self.by.label) if self.by else gettext("Threshold"),
            *(gettext("At or above"), gettext("Cannot be decided"), gettext("Below")),
            *(gettext("Unknown"), gettext("Not applicable"), gettext("Not recorded")),
            gettext("Models"),
        )
        rows = (
            (
                *(row.certain, row.undecided, row.below, row.coverage.unknown),
                *(row.coverage.not_applicable, row.coverage.not_recorded, row.coverage.models),
            )
            for row in self.rows
        )
        names = (row.title for row in self.rows)
        return Table(
            header,
            tuple((n, *map(integer, cells)) for n, cells in zip(names, rows, strict=True)),
        )

    def to_dict(self) -> dict[str, Any]:
        """The numbers as plain values.

        Returns:
            `{"dimension", "by", "label", "selection", "n", "models", "unsorted", "rows": [{…}]}`; a
            row has the columns of the CSV.
        """
        return {
            "dimension": self.dimension,
            "by": self.by.name if self.by else None,
            **self._counts,
            "rows": [dict(zip(self._header, row, strict=True)) for row in self._rows()],
        }

    @property
    def behind(self) -> list[tuple[str, tuple[str, ...]]]:
        """The ids of the models of each part of a row, with the names of both."""
        return [
            (headed(row.title, shown(PARTS[part])), ids)
            for row in self.rows
            for part in PARTS
            if (ids := row.ids.get(part))
        ]

    @property
    def _header(self) -> tuple[str, ...]:
        return (
            *("name", "flop", "certain", "possible", "below", "with_figure", "unknown"),
            *("not_applicable", "not_recorded"),
        )

    def _rows(self) -> Iterator[tuple[object, ...]]:
        for row in self.rows:
            cov = row.coverage
            yield (
                *(row.name, row.flop, row.certain, row.possible, row.below),
                *(cov.with_figure, cov.unknown, cov.not_applicable, cov.not_recorded),
            )


def _in_words(row: ThresholdRow) -> str:
    missing = without(row.coverage.without, "a figure")
    if not row.coverage.with_figure:
        return missing
    return gettext(
        "{part} with a figure ({certain} for certain, {undecided} cannot be decided, {below} "
        "below), {missing}",
        part=row.text,
        certain=integer(row.certain),
        undecided=integer(row.undecided),
        below=integer(row.below),
        missing=missing,
    )
