"""The number or the openness of models by their date of release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from mkdocs_osai.i18n import gettext, gettext_noop
from mkdocs_osai.problems import AuthorError, one_of
from mkdocs_osai.stats.dimensions.dimension import MOST, spans_between
from mkdocs_osai.stats.formatting import few_of, shown
from mkdocs_osai.stats.results.tally import Category, Tally
from mkdocs_osai.stats.results.time_series import BY, EXTREMES, IN, Point, TimeSeries, mean

UNITS = {"month": "release_months", "quarter": "release_quarters", "year": "release_years"}
"""Unit of time → its dimension."""

_LABELS = {
    ("models", False, "month"): gettext_noop("Models released per month"),
    ("models", False, "quarter"): gettext_noop("Models released per quarter"),
    ("models", False, "year"): gettext_noop("Models released per year"),
    ("models", True, "month"): gettext_noop("Models released up to each month"),
    ("models", True, "quarter"): gettext_noop("Models released up to each quarter"),
    ("models", True, "year"): gettext_noop("Models released up to each year"),
    ("share", False, "month"): gettext_noop("Share of the models released per month"),
    ("share", False, "quarter"): gettext_noop("Share of the models released per quarter"),
    ("share", False, "year"): gettext_noop("Share of the models released per year"),
    ("share", True, "month"): gettext_noop("Share of the models released up to each month"),
    ("share", True, "quarter"): gettext_noop("Share of the models released up to each quarter"),
    ("share", True, "year"): gettext_noop("Share of the models released up to each year"),
    ("openness", False, "month"): gettext_noop("Mean openness by month of release"),
    ("openness", False, "quarter"): gettext_noop("Mean openness by quarter of release"),
    ("openness", False, "year"): gettext_noop("Mean openness by year of release"),
    ("openness", True, "month"): gettext_noop("Mean openness of models released up to each month"),
    ("openness", True, "quarter"): gettext_noop(
        "Mean openness of models released up to each quarter"
    ),
    ("openness", True, "year"): gettext_noop("Mean openness of models released up to each year"),
}
"""Measure, whether it is cumulative, and unit → the title."""


@dataclass(frozen=True, slots=True, repr=False)
class ReleaseSeries(TimeSeries):
    """A number for each span of time, from the first with a model to the last.

    Attributes:
        time: the tally of the spans, of the same models as `lines`.
        released: span → the number of models of the selection, including those without a tag.
        cumulative: whether a number is about all models released until the end of the span.
        scores: model id → openness score.

    Example:
        >>> from mkdocs_osai import load
        >>> series = load("models").series("year", cumulative=True)
        >>> [int(point.value) for point in series.points(series.lines.categories[0])][-3:]
        [120, 182, 193]
    """

    time: Tally
    released: Mapping[str, int]
    cumulative: bool = False
    scores: Mapping[str, Fraction] = field(default_factory=dict)

    @property
    def spans(self) -> list[str]:
        """All spans from the first with a model to the last, without gaps."""
        names = [span.name for span in self.time.categories]
        return spans_between(names) if names else []

    def points(self, line: Category) -> tuple[Point, ...]:
        """A number for each of the spans."""
        placed = {span.name: span.models for span in self.time.categories}
        of_line = set(line.models)
        points = []
        n = 0
        chosen: list[str] = []
        for span in self.spans:
            here = placed.get(span, ())
            found = [m for m in here if m in of_line]
            chosen = [*chosen, *found] if self.cumulative else found
            n = n + len(here) if self.cumulative else len(here)
            if self.measure == "openness":
                points.append(Point(span, len(chosen), mean(chosen, self.scores)))
            elif self.measure == "share":
                points.append(Point(span, n, Fraction(len(chosen), n) if n else None))
            elif n or not self.released.get(span):
                points.append(Point(span, n, Fraction(len(chosen))))
            else:
                points.append(Point(span, 0, None))
        return tuple(points)

    @property
    def _gaps(self) -> list[str]:
        if self.measure == "openness" or not self.lines.categories:
            return []
        empty = [p.span for p in self.points(self.lines.categories[0]) if p.value is None]
        unsorted = [span for span in empty if self.released.get(span)]
        unused = [span for span in empty if not self.released.get(span)]
        remarks = []
        if unsorted:
            spans = few_of(list(map(shown, unsorted)))
            remarks.append(gettext("no number for {spans}, without a tag", spans=spans))
        if unused:
            spans = few_of(list(map(shown, unused)))
            remarks.append(gettext("no model released in {spans}", spans=spans))
        return remarks

    @property
    def _stem(self) -> str:
        return f"{'cumulative-' if self.cumulative else ''}{self.measure}-per-{self.unit}"

    @property
    def _title(self) -> str:
        return gettext(_LABELS[self.measure, self.cumulative, self.unit])

    @property
    def _column(self) -> str:
        return f"cumulative_{self.measure}" if self.cumulative else self.measure

    @property
    def _more(self) -> dict[str, Any]:
        return {"cumulative": self.cumulative}

    @property
    def _extremes(self) -> Mapping[str, int]:
        if self.measure != "models":
            return EXTREMES
        return {} if self.cumulative else {"most": -1}

    @property
    def _at(self) -> str:
        return BY if self.cumulative else IN

    def _in_sentence(self, point: Point) -> bool:
        return bool(point.value) if self.measure == "models" else point.value is not None


def unit_of(name: object) -> str:
    """The unit of time that a name means: its own, or that of its dimension.

    Raises:
        UnknownName: there is no such unit.

    Example:
        >>> unit_of("quarter"), unit_of("release_quarters")
        ('quarter', 'quarter')
    """
    by_dimension = {dimension: unit for unit, dimension in UNITS.items()}
    return by_dimension.get(str(name)) or one_of("unit", name, UNITS)


def check_spans(series: ReleaseSeries) -> ReleaseSeries:
    """The series, or an AuthorError if it has too many spans."""
    names = [span.name for span in series.time.categories]
    if names and not series.spans:
        raise AuthorError(
            f"from {names[0]} to {names[-1]} are more than {MOST} {series.unit}s",
            "select with since= or until=, or take a longer unit",
        )
    return series
