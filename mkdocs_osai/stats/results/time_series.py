"""The base class of series: a number for each span of time and line."""

from __future__ import annotations

import datetime as dt
from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, get_args

from mkdocs_osai.i18n import clauses, gettext, gettext_noop, headed, integer
from mkdocs_osai.stats.dimensions.dimension import SERIES, Dimension, unfinished
from mkdocs_osai.stats.formatting import continued, models_in_words, percent, rounded, shown
from mkdocs_osai.stats.results.result import (
    SEVERAL,
    Result,
    Table,
    expanded,
    nested,
    with_joined,
)
from mkdocs_osai.stats.results.tally import Category, Tally, joins, up_to
from mkdocs_osai.stats.selection.selection import Selection

Measure = Literal["models", "openness", "share"]

MEASURES: dict[str, Measure] = {m: m for m in get_args(Measure)}

ALL = Dimension("all", gettext_noop("All models"), "")
"""The dimension of a series with one line."""

MOST_IN_SENTENCE = 40
"""The most numbers in a sentence; with more, it has only the ends and extremes of each line."""

EXTREMES = {"most": -1, "least": 0}

_EXTREMES = {"most": gettext_noop("most {number}"), "least": gettext_noop("least {number}")}

_SINGLE = {
    "models": gettext_noop("Models"),
    "openness": gettext_noop("Mean openness"),
    "share": gettext_noop("Share"),
}

_UNITS = {
    "month": gettext_noop("Month"),
    "quarter": gettext_noop("Quarter"),
    "year": gettext_noop("Year"),
}

IN, BY = gettext_noop("{number} in {span}"), gettext_noop("{number} by {span}")
"""A number of a span, and a number at its end."""


@dataclass(frozen=True, slots=True)
class Point:
    """A number of a line.

    Attributes:
        span: the year, quarter or month.
        n: the number of models it is based on: those in any line; for a mean, those in this line.
        value: a count, or a share or mean openness from 0 to 1; None if there is no number.
    """

    span: str
    n: int
    value: Fraction | None


@dataclass(frozen=True, slots=True, repr=False)
class TimeSeries(Result):
    """A number for each span of time and line.

    CSV columns: the unit (`month`, …), `category`, the measure (a count, or a share or mean from 0
    to 1, empty if there is no number), `n`, and `shown_as`: the line, or the `Other` that joins it.

    Attributes:
        lines: the tally of the lines; its dimension is `ALL` if there is one line.
        unit: `month`, `quarter` or `year`.
        measure: `models` counts them, `share` is the share of the line, `openness` is the mean of
            the scores; both from 0 to 1.
    """

    lines: Tally
    unit: str
    measure: Measure

    @property
    @abstractmethod
    def spans(self) -> list[str]:
        """All spans from the first to the last, without gaps."""

    @abstractmethod
    def points(self, line: Category) -> tuple[Point, ...]:
        """A number for each of the spans.

        Args:
            line: a category of `lines`, or one that `Other` joins there.
        """

    @property
    def by(self) -> Dimension | None:
        """The dimension of the lines; None if there is one line."""
        return None if self.lines.dimension == ALL else self.lines.dimension

    @property
    def name(self) -> str:
        """The measure, unit and dimension."""
        return f"{self._stem}-by-{self.by.name}" if self.by else self._stem

    @property
    def label(self) -> str:
        """The title of the series."""
        if self.by is None:
            return self._title
        return gettext("{what}, by {by}", what=self._title, by=continued(self.by.label))

    @property
    def overlapping(self) -> bool:
        """Whether a model counts in several lines."""
        return self.lines.overlapping

    def written(self, point: Point) -> str:
        """The text of a number, with the number of models it is based on."""
        if point.value is None:
            return "–"  # noqa: RUF001 - no number, in a table
        if self.measure == "models":
            count = rounded(point.value, 0)
            return part_of(count, point.n) if self.by else count
        if self.measure == "share":
            counted = part_of(integer(int(point.value * point.n)), point.n)
            return f"{percent(point.value)} ({counted})"
        return f"{rounded(point.value, 2)} ({models_in_words(point.n)})"

    @property
    def table(self) -> Table:
        """A row for each span, a column for each line; those that `Other` joins follow it."""
        named = [*with_joined(self.lines.categories)]
        columns = [[self.written(point) for point in self.points(line)] for _, line in named]
        header = [name for name, _ in named] if self.by else [gettext(_SINGLE[self.measure])]
        rows = tuple(zip(map(shown, self.spans), *columns, strict=True)) if columns else ()
        return Table((gettext(_UNITS[self.unit]), *header), rows)

    @property
    def sentence(self) -> str:
        """The numbers in words; if there are many, the ends and extremes of each line."""
        lines = self.lines.categories
        found = [(line, [p for p in self.points(line) if self._in_sentence(p)]) for line in lines]
        all_fit = sum(len(points) for _, points in found) <= MOST_IN_SENTENCE
        parts = []
        for line, points in found:
            words = ", ".join(map(self._in_words, points) if all_fit else self._summary(points))
            parts.append(headed(shown(line.name), words) if self.by else words)
        parts += [joins(line) for line in lines if line.joined]
        return clauses(parts if all_fit else [*parts, gettext("the table has every number")])

    def to_dict(self) -> dict[str, Any]:
        """The numbers as plain values.

        Returns:
            `{"unit", "measure", "by", "label", "selection", "n", "models", "unsorted",
            "overlapping", "lines": [{"name", "points": [{"span", "value", "n"}]}]}`, and after
            `measure` the entries of the subclass; an `Other` also has the lines that it joins, as
            `joined`.
        """
        return {
            "unit": self.unit,
            "measure": self.measure,
            **self._more,
            "by": self.by.name if self.by else None,
            **self._counts,
            "overlapping": self.overlapping,
            "lines": nested(self.lines.categories, self._plain_line),
        }

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
        """Notes on overlaps, gaps, and a last span that is not over."""
        found = [gettext(SEVERAL)] if self.overlapping else []
        found += self._gaps
        if self.unfinished:
            found.append(up_to(self.unfinished, self.date))
        return found

    @property
    def unfinished(self) -> str | None:
        """The last span, if it is not over on the date of the index; else None."""
        return unfinished(self.spans, self.date)

    @property
    def _gaps(self) -> list[str]:
        """Notes on spans without a number, and on numbers that are not comparable."""
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
        """The text of a number with its span."""
        return BY

    def _in_sentence(self, point: Point) -> bool:
        """Whether a point is in the sentence."""
        return point.value is not None

    @property
    def behind(self) -> list[tuple[str, tuple[str, ...]]]:
        """The ids of the models of each line, with its name."""
        return self.lines.behind

    @property
    def _header(self) -> tuple[str, ...]:
        return (self.unit, "category", self._column, "n", "shown_as")

    def _rows(self) -> Iterator[tuple[object, ...]]:
        for part, name in expanded(self.lines.categories):
            for point in self.points(part):
                yield point.span, part.name, self._plain(point), point.n, name

    def _plain_line(self, line: Category) -> dict[str, Any]:
        points = [{"span": p.span, "value": self._plain(p), "n": p.n} for p in self.points(line)]
        return {"name": line.name, "points": points}

    def _plain(self, point: Point) -> float | int | None:
        if point.value is None:
            return None
        return int(point.value) if self.measure == "models" else float(point.value)

    def _in_words(self, point: Point) -> str:
        return gettext(self._at, number=self.written(point), span=shown(point.span))

    def _summary(self, points: list[Point]) -> list[str]:
        """The first and the last point, and the extremes."""
        words = [self._in_words(point) for point in dict.fromkeys((*points[:1], *points[-1:]))]
        ranked = sorted(points, key=lambda point: point.value or 0)
        extremes = self._extremes.items() if points else ()
        ends = (gettext(_EXTREMES[w], number=self._in_words(ranked[i])) for w, i in extremes)
        return [*words, *ends]


def part_of(number: str, whole: int) -> str:
    """A number of a whole.

    Example:
        >>> part_of("76", 1204)
        '76 of 1,204'
    """
    return gettext("{part} of {whole}", part=number, whole=integer(whole))


def mean(models: Sequence[str], scores: Mapping[str, Fraction]) -> Fraction | None:
    """The mean of the scores of some models; None if there are none."""
    return sum((scores[m] for m in models), Fraction(0)) / len(models) if models else None


def whole(
    models: Sequence[str], selection: Selection, selected: int, date: dt.date | None
) -> Tally:
    """A tally with one category, which has all of these models by their ids."""
    ids = tuple(models)
    one = (Category(ALL.label, len(ids), Fraction(1), SERIES, ids),) if ids else ()
    return Tally(ALL, one, selection=selection, models=selected, n=len(ids), date=date)
