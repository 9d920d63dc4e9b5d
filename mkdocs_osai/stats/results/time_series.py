"""Numbers over spans of time: what lines over releases and lines over history have in common."""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from mkdocs_osai.stats.dimensions.dimension import Dimension, span_of
from mkdocs_osai.stats.formatting import continued, enumerated, models_in_words, percent, rounded
from mkdocs_osai.stats.results.table import Table, titled, to_csv
from mkdocs_osai.stats.results.tally import SEVERAL, Category, Tally, joins
from mkdocs_osai.stats.selection.selection import Selection

if TYPE_CHECKING:
    import pandas as pd

Measure = Literal["models", "openness", "share"]

ALL = Dimension("all", "All models", "")
"""What the models are sorted by where there is one line."""

MOST_TOLD = 40
"""Numbers of a sentence; of more it tells the ends and the extremes, and the table has them all."""

MOST_SPANS = 3
"""Spans without a number that are named; of more it is said how many."""

EXTREMES = {"most": -1, "least": 0}

_SINGLE = {"models": "Models", "openness": "Mean openness", "share": "Share"}


@dataclass(frozen=True, slots=True)
class Point:
    """A number of a line.

    Attributes:
        span: the year, quarter or month.
        n: how many models the number rests on: those that could be sorted, whichever line they are
            in; of a mean, those that it is the mean of.
        value: how many models, or their share or mean openness from 0 to 1; None where there is no
            number, as none could be sorted.
    """

    span: str
    n: int
    value: Fraction | None


@dataclass(frozen=True, slots=True)
class TimeSeries(ABC):
    """A number for each span of time and line.

    Attributes:
        lines: the tally of what there is a line for; of `ALL` for one line.
        models: how many models were selected.
        lacking: what some of them lack, which are in no number: "a month of release".
        unit: `month`, `quarter` or `year`.
        measure: `models` counts them, `share` is the part of a line in all of them, `openness` the
            mean of their scores; both from 0 to 1.
    """

    lines: Tally
    models: int
    lacking: tuple[str, ...]
    unit: str
    measure: Measure

    @property
    @abstractmethod
    def spans(self) -> list[str]:
        """All spans from the first to the last, those without models too."""

    @abstractmethod
    def points(self, line: Category) -> tuple[Point, ...]:
        """A number for each of the spans.

        Args:
            line: a category of `lines`, or one that `Other` joins there.
        """

    @property
    def by(self) -> Dimension | None:
        """What there is a line for each category of; None if there is one line."""
        return None if self.lines.dimension == ALL else self.lines.dimension

    @property
    def name(self) -> str:
        """What is shown, as part of a file's name."""
        return f"{self._stem}-by-{self.by.name}" if self.by else self._stem

    @property
    def label(self) -> str:
        """What is shown, for readers."""
        return f"{self._title}, by {continued(self.by.label)}" if self.by else self._title

    @property
    def selection(self) -> Selection:
        """Which models were asked."""
        return self.lines.selection

    @property
    def n(self) -> int:
        """How many models have a place."""
        return self.lines.n

    @property
    def unsorted(self) -> int:
        """How many selected models have none: their date, tag or score is not known."""
        return self.models - self.n

    @property
    def date(self) -> dt.date | None:
        """The date of the index, if it is known."""
        return self.lines.date

    @property
    def basis(self) -> str:
        """What the numbers rest on: "9 of 10 models; 1 without a month of release".

        It says so where models count in several lines, and of a last span that is not over.
        """
        parts = [models_in_words(self.n)]
        if self.unsorted:
            parts = [f"{self.n:,} of {models_in_words(self.models)}"]
            parts.append(f"{self.unsorted:,} without {enumerated(self.lacking, 'or')}")
        parts += [SEVERAL] if self.overlapping else []
        parts += self._remarks
        tomorrow = (self.date + dt.timedelta(days=1)).isoformat() if self.date else ""
        if self.spans and span_of(tomorrow, self.unit) == self.spans[-1]:
            parts.append(f"{self.spans[-1]} only up to {self.date}")
        return "; ".join(parts)

    @property
    def overlapping(self) -> bool:
        """Whether a model counts in several lines."""
        return self.lines.overlapping

    def written(self, point: Point) -> str:
        """A number as readers see it, with how many models it rests on."""
        if point.value is None:
            return "–"  # noqa: RUF001 - no number, in a table
        if self.measure == "models":
            count = rounded(point.value, 0)
            return f"{count} of {point.n:,}" if self.by else count
        if self.measure == "share":
            return f"{percent(point.value)} ({int(point.value * point.n):,} of {point.n:,})"
        return f"{rounded(point.value, 2)} ({models_in_words(point.n)})"

    @property
    def table(self) -> Table:
        """A row for each span, a column for each line; behind `Other` what it joins."""
        named = list(self._named_lines())
        columns = [[self.written(point) for point in self.points(line)] for _, line in named]
        header = [name for name, _ in named] if self.by else [_SINGLE[self.measure]]
        rows = tuple(zip(self.spans, *columns, strict=True)) if columns else ()
        return Table((self.unit.capitalize(), *header), rows)

    @property
    def sentence(self) -> str:
        """The numbers in words; of many the ends and extremes of each line."""
        lines = self.lines.categories
        told = [(line, [p for p in self.points(line) if self._tells(p)]) for line in lines]
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
            `{"unit", "measure", "by", "label", "selection", "n", "models", "unsorted",
            "overlapping", "lines": [{"name", "points": [{"span", "value", "n"}]}]}`, and behind
            `measure` what else the numbers depend on; an `Other` also has the lines it joins, as
            `joined`.
        """
        return {
            "unit": self.unit,
            "measure": self.measure,
            **self._more,
            "by": self.by.name if self.by else None,
            "label": self.label,
            "selection": self.selection.words,
            "n": self.n,
            "models": self.models,
            "unsorted": self.unsorted,
            "overlapping": self.overlapping,
            "lines": [self._plain_line(line) for line in self.lines.categories],
        }

    def to_csv(self) -> str:
        """The numbers as CSV: span, category, value, n, and the line it is shown in.

        A category that `Other` joins has its own rows. A value is a count, or a share or mean from
        0 to 1, empty where there is no number; its column is called after the measure.
        """
        return to_csv(self._header, self._rows())

    def frame(self) -> pd.DataFrame:
        """The numbers as a DataFrame: a row for each span of each line, as in the CSV.

        Index: the span; columns: `category`, the measure (a count, or from 0 to 1) and `n`.
        """
        import pandas as pd

        return pd.DataFrame(self._rows(), columns=self._header).set_index(self.unit)

    @property
    @abstractmethod
    def _stem(self) -> str:
        """The name of one line."""

    @property
    @abstractmethod
    def _title(self) -> str:
        """The label of one line."""

    @property
    def _remarks(self) -> list[str]:
        """What else is to be known of the numbers."""
        return []

    @property
    def _column(self) -> str:
        return self.measure

    @property
    def _more(self) -> dict[str, Any]:
        return {}

    @property
    def _extremes(self) -> Mapping[str, int]:
        return EXTREMES

    @property
    def _at(self) -> str:
        """The word between a number and its span."""
        return "by"

    def _tells(self, point: Point) -> bool:
        """Whether a point stands in the sentence."""
        return point.value is not None

    @property
    def _header(self) -> list[str]:
        return [self.unit, "category", self._column, "n", "shown_as"]

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

    def _plain_line(self, line: Category) -> dict[str, Any]:
        points = [{"span": p.span, "value": self._plain(p), "n": p.n} for p in self.points(line)]
        numbers = {"name": line.name, "points": points}
        joined = [self._plain_line(part) for part in line.joined]
        return {**numbers, "joined": joined} if joined else numbers

    def _plain(self, point: Point) -> float | int | None:
        if point.value is None:
            return None
        return int(point.value) if self.measure == "models" else float(point.value)

    def _in_words(self, point: Point) -> str:
        return f"{self.written(point)} {self._at} {point.span}"

    def _telling(self, points: list[Point]) -> list[str]:
        """The first and the last of many points; the most and the least, where they can differ."""
        words = [self._in_words(point) for point in dict.fromkeys((*points[:1], *points[-1:]))]
        ranked = sorted(points, key=lambda point: point.value or 0)
        extremes = self._extremes.items() if points else ()
        return [*words, *(f"{w} {self._in_words(ranked[i])}" for w, i in extremes)]

    def _repr_html_(self) -> str:
        return self.table.html(titled(self))


def few(spans: Sequence[str]) -> str:
    """Some spans of time in words; of many the first.

    Example:
        >>> few(["2023", "2024"]), few([str(year) for year in range(2000, 2009)])
        ('2023 and 2024', '2000, 2001, 2002 and 6 more')
    """
    if len(spans) <= MOST_SPANS + 1:
        return enumerated(spans)
    return enumerated([*spans[:MOST_SPANS], f"{len(spans) - MOST_SPANS} more"])


def mean(models: Sequence[str], scores: Mapping[str, Fraction]) -> Fraction | None:
    """The mean of the scores of some models; None of none."""
    return sum((scores[m] for m in models), Fraction(0)) / len(models) if models else None


def whole(models: Sequence[str], selection: Selection, asked: int, date: dt.date | None) -> Tally:
    """Models by their ids, of so many that were asked, as the one category of a tally."""
    ids = tuple(models)
    one = (Category(ALL.label, len(ids), Fraction(1), "blue", ids),) if ids else ()
    return Tally(ALL, selection, one, len(ids), asked, date)
