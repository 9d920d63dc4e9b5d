"""Models over the time of their release: how many came out, or how open they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from mkdocs_osai.problems import AuthorError
from mkdocs_osai.stats.cross import continued
from mkdocs_osai.stats.dimensions import Dimension, span_of
from mkdocs_osai.stats.numerals import enumerated
from mkdocs_osai.stats.quantity import models_in_words, rounded
from mkdocs_osai.stats.selection import Selection
from mkdocs_osai.stats.spans import MOST, spans_between
from mkdocs_osai.stats.table import Table, titled, to_csv
from mkdocs_osai.stats.tally import Category, Tally, joins

if TYPE_CHECKING:
    import pandas as pd

UNITS = {"month": "release_months", "quarter": "release_quarters", "year": "release_years"}
"""Unit of time → the dimension that sorts by it."""

Measure = Literal["models", "openness"]
MEASURES = ("models", "openness")

ALL = Dimension("all", "All models", "")
"""What the models are sorted by where there is one line."""

MOST_TOLD = 40
"""Numbers of a sentence; of more it tells the ends and the extremes, and the table has them all."""

_EXTREMES = {"most": -1, "least": 0}

_LABELS = {
    ("models", False): "Models released per {}",
    ("models", True): "Models released up to each {}",
    ("openness", False): "Mean openness by {} of release",
    ("openness", True): "Mean openness of models released up to each {}",
}


@dataclass(frozen=True, slots=True)
class Point:
    """A number of a series.

    Attributes:
        span: the year, quarter or month.
        n: how many models the number rests on.
        value: how many models, or their mean openness from 0 to 1; None where there is no model.
    """

    span: str
    n: int
    value: Fraction | None


@dataclass(frozen=True, slots=True)
class Series:
    """A number for each span of time, from the first with a model to the last.

    Attributes:
        time: the tally of the spans, over the models that can be placed.
        lines: the tally of what there is a line for, over the same models; `ALL` for one line.
        models: how many models were selected.
        lacking: what some of them lack, which have no place here: "a month of release".
        unit: `month`, `quarter` or `year`.
        measure: `models` counts them; `openness` is the mean of their scores, from 0 to 1.
        cumulative: whether a number is about all models released until then.
        scores: model id → openness score, of all models counted here that have one.

    Example:
        >>> from mkdocs_osai import load
        >>> series = load("models").series("year", cumulative=True)
        >>> [int(point.value) for point in series.points(series.lines.categories[0])][-3:]
        [120, 182, 193]
    """

    time: Tally
    lines: Tally
    models: int
    lacking: tuple[str, ...]
    unit: str
    measure: Measure = "models"
    cumulative: bool = False
    scores: Mapping[str, Fraction] = field(default_factory=dict)

    @property
    def by(self) -> Dimension | None:
        """What there is a line for each category of; None if there is one line."""
        return None if self.lines.dimension == ALL else self.lines.dimension

    @property
    def name(self) -> str:
        """What is shown, as part of a file's name."""
        first = f"{'cumulative-' if self.cumulative else ''}{self.measure}-per-{self.unit}"
        return f"{first}-by-{self.by.name}" if self.by else first

    @property
    def label(self) -> str:
        """What is shown, for readers."""
        first = _LABELS[self.measure, self.cumulative].format(self.unit)
        return f"{first}, by {continued(self.by.label)}" if self.by else first

    @property
    def selection(self) -> Selection:
        """Which models were asked."""
        return self.time.selection

    @property
    def n(self) -> int:
        """How many models have a place in the series."""
        return self.time.n

    @property
    def unsorted(self) -> int:
        """How many selected models have none: their date, tag or score is not known."""
        return self.models - self.n

    @property
    def basis(self) -> str:
        """What the numbers rest on: "9 of 10 models; 1 without a month of release".

        Of a last span that is not over it says so.
        """
        parts = [models_in_words(self.n)]
        if self.unsorted:
            parts = [f"{self.n:,} of {models_in_words(self.models)}"]
            parts.append(f"{self.unsorted:,} without {enumerated(self.lacking, 'or')}")
        tomorrow = (self.date + dt.timedelta(days=1)).isoformat() if self.date else ""
        if self.spans and span_of(tomorrow, self.unit) == self.spans[-1]:
            parts.append(f"{self.spans[-1]} only up to {self.date}")
        return "; ".join(parts)

    @property
    def date(self) -> dt.date | None:
        """The date of the index, if it is known."""
        return self.time.date

    @property
    def spans(self) -> list[str]:
        """All spans from the first with a model to the last, those without models too."""
        names = [span.name for span in self.time.categories]
        return spans_between(names) if names else []

    def points(self, line: Category) -> tuple[Point, ...]:
        """A number for each of the spans.

        Args:
            line: a category of `lines`, or one that `Other` joins there.
        """
        released = {span.name: span.models for span in self.time.categories}
        of_line = set(line.models)
        points = []
        chosen: list[str] = []
        for span in self.spans:
            found = [m for m in released.get(span, ()) if m in of_line]
            chosen = [*chosen, *found] if self.cumulative else found
            points.append(Point(span, len(chosen), self._measured(chosen)))
        return tuple(points)

    def written(self, point: Point) -> str:
        """A number as readers see it; a mean says of how many."""
        if point.value is None:
            return "–"  # noqa: RUF001 - no number, in a table
        if self.measure == "models":
            return rounded(point.value, 0)
        return f"{rounded(point.value, 2)} ({models_in_words(point.n)})"

    @property
    def table(self) -> Table:
        """A row for each span, a column for each line; behind `Other` what it joins."""
        named = list(self._named_lines())
        columns = [[self.written(point) for point in self.points(line)] for _, line in named]
        single = "Models" if self.measure == "models" else "Mean openness"
        header = [name for name, _ in named] if self.by else [single]
        rows = tuple(zip(self.spans, *columns, strict=True)) if columns else ()
        return Table((self.unit.capitalize(), *header), rows)

    @property
    def sentence(self) -> str:
        """The numbers in words but for noughts; of many the ends and extremes of each line."""
        lines = self.lines.categories
        told = [(line, [p for p in self.points(line) if p.n]) for line in lines]
        few = sum(len(points) for _, points in told) <= MOST_TOLD
        parts = []
        for line, points in told:
            words = map(self._in_words, points) if few else self._telling(points)
            name = f"{line.name}: " if self.by else ""
            parts.append(name + ", ".join(words))
        parts += [joins(line) for line in lines if line.joined]
        return "; ".join(parts if few else [*parts, "the table has every number"])

    def to_dict(self) -> dict[str, Any]:
        """The numbers as plain values.

        Returns:
            `{"unit", "measure", "cumulative", "by", "n", "models", "unsorted", "lines": [{"name",
            "points": [{"span", "value", "n"}]}]}`
        """
        return {
            "unit": self.unit,
            "measure": self.measure,
            "cumulative": self.cumulative,
            "by": self.by.name if self.by else None,
            "n": self.n,
            "models": self.models,
            "unsorted": self.unsorted,
            "lines": [
                {
                    "name": line.name,
                    "points": [
                        {"span": p.span, "value": self._plain(p), "n": p.n}
                        for p in self.points(line)
                    ],
                }
                for line in self.lines.categories
            ],
        }

    def to_csv(self) -> str:
        """The numbers as CSV: span, category, value, n, and the line it is shown in.

        A category that `Other` joins has its own rows. A value is a count or a mean from 0 to 1,
        empty where there is no model; its column is called after the measure.
        """
        return to_csv(self._header, self._rows())

    def frame(self) -> pd.DataFrame:
        """The numbers as a DataFrame: a row for each span of each line, as in the CSV.

        Index: the span; columns: `category`, the measure (a count, or a mean from 0 to 1) and `n`.
        """
        import pandas as pd

        return pd.DataFrame(self._rows(), columns=self._header).set_index(self.unit)

    @property
    def _header(self) -> list[str]:
        column = f"cumulative_{self.measure}" if self.cumulative else self.measure
        return [self.unit, "category", column, "n", "shown_as"]

    def _rows(self) -> list[tuple[object, ...]]:
        return [
            (point.span, part.name, self._plain(point), point.n, line.name)
            for line in self.lines.categories
            for part in line.joined or (line,)
            for point in self.points(part)
        ]

    def _named_lines(self) -> Iterator[tuple[str, Category]]:
        for line in self.lines.categories:
            yield line.name, line
            for part in line.joined:
                yield f"{line.name}: {part.name}", part

    def _measured(self, models: list[str]) -> Fraction | None:
        if self.measure == "models":
            return Fraction(len(models))
        return sum((self.scores[m] for m in models), Fraction(0)) / len(models) if models else None

    def _plain(self, point: Point) -> float | int | None:
        if point.value is None:
            return None
        return int(point.value) if self.measure == "models" else float(point.value)

    def _in_words(self, point: Point) -> str:
        return f"{self.written(point)} {'by' if self.cumulative else 'in'} {point.span}"

    def _telling(self, points: list[Point]) -> list[str]:
        """The first and the last of many points; the most and the least, where they can differ."""
        words = [self._in_words(point) for point in dict.fromkeys((*points[:1], *points[-1:]))]
        ranked = sorted(points, key=lambda point: point.value or 0)
        if self.measure == "openness":
            return [*words, *(f"{w} {self._in_words(ranked[i])}" for w, i in _EXTREMES.items())]
        return words if self.cumulative else [*words, f"most {self._in_words(ranked[-1])}"]

    def _repr_html_(self) -> str:
        return self.table.html(titled(self))


def in_reach(series: Series) -> Series:
    """The series, if its spans can be told apart.

    Raises:
        AuthorError: there are too many of them.
    """
    names = [span.name for span in series.time.categories]
    if names and not series.spans:
        raise AuthorError(
            f"from {names[0]} to {names[-1]} are more than {MOST} {series.unit}s",
            "select with since= or until=, or take a longer unit",
        )
    return series
