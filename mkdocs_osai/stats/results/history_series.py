"""Numbers for the end of each span of the history of an index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from mkdocs_osai.index import Criteria
from mkdocs_osai.stats.formatting import continued, few_of
from mkdocs_osai.stats.results.ranking import graded_alike
from mkdocs_osai.stats.results.tally import Category, Tally
from mkdocs_osai.stats.results.time_series import Point, TimeSeries, mean

_TITLES = {
    "models": "Models in the index at the end of each {}",
    "openness": "Mean openness of the index at the end of each {}",
    "share": "Share of the index at the end of each {}",
}


@dataclass(frozen=True, slots=True)
class CriteriaChange:
    """A change of the criteria; scores before and after it are not comparable.

    Attributes:
        span: the first span with the new criteria.
        before, after: the number of criteria before and after it.

    Example:
        >>> CriteriaChange("2025 Q3", 14, 12).label
        '14 → 12 criteria'
    """

    span: str
    before: int
    after: int

    @property
    def label(self) -> str:
        """The change in few words."""
        return "other criteria" if self._as_many else f"{self.before} → {self.after} criteria"

    @property
    def words(self) -> str:
        """The change in a sentence."""
        why = "other criteria" if self._as_many else f"{self.before} criteria, then {self.after}"
        return f"scores before {self.span} and from then on are not comparable: {why}"

    @property
    def _as_many(self) -> bool:
        return self.before == self.after


@dataclass(frozen=True, slots=True)
class PastState:
    """The index at the end of a span.

    Attributes:
        span: the year, quarter or month.
        tally: the tally of the lines; None if the index did not have the dimension yet.
        unknown: the labels of properties that the numbers depend on and no model had yet; then
            there is no number.
        scores: model id → openness score.
        criteria: the criteria that the models were graded on.
    """

    span: str
    tally: Tally | None
    unknown: tuple[str, ...]
    scores: Mapping[str, Fraction]
    criteria: Criteria


@dataclass(frozen=True, slots=True, repr=False)
class HistorySeries(TimeSeries):
    """A number for the end of each span of the history of an index.

    `lines` are those of the last state, followed by those that only earlier states have.

    Attributes:
        states: the index at the end of each span, oldest first.
    """

    states: tuple[PastState, ...]

    @property
    def spans(self) -> list[str]:
        """All spans from the first to the last."""
        return [state.span for state in self.states]

    def points(self, line: Category) -> tuple[Point, ...]:
        """A number for each of the spans."""
        names = {part.name for part in line.joined or (line,)}
        return tuple(self._point(state, names) for state in self.states)

    @property
    def breaks(self) -> tuple[CriteriaChange, ...]:
        """The changes of the criteria."""
        return tuple(
            CriteriaChange(b.span, len(a.criteria), len(b.criteria))
            for a, b in pairwise(self.states)
            if not graded_alike(a.criteria, b.criteria)
        )

    @property
    def score_breaks(self) -> tuple[CriteriaChange, ...]:
        """The changes of the criteria, if the numbers depend on scores."""
        scored = self.measure == "openness" or self.selection.by_score
        return self.breaks if scored else ()

    @property
    def overlapping(self) -> bool:
        """Whether a model counts in several lines at the end of any span."""
        return any(state.tally.overlapping for state in self.states if state.tally is not None)

    @property
    def _stem(self) -> str:
        return f"history-{self.measure}-per-{self.unit}"

    @property
    def _title(self) -> str:
        return _TITLES[self.measure].format(self.unit)

    @property
    def _more(self) -> dict[str, Any]:
        broken = [{"span": b.span, "before": b.before, "after": b.after} for b in self.breaks]
        return {"breaks": broken}

    @property
    def _gaps(self) -> list[str]:
        labels = dict.fromkeys(label for state in self.states for label in state.unknown)
        return [*map(self._known_since, labels), *(one.words for one in self.score_breaks)]

    def _known_since(self, label: str) -> str:
        """The first span in which a property is known, or the spans in which it is not."""
        without = [state.span for state in self.states if label in state.unknown]
        if without == self.spans:
            return f"{continued(label)} not known"
        if without == self.spans[: len(without)]:
            return f"{continued(label)} known since {self.spans[len(without)]}"
        return f"{continued(label)} not known by {few_of(without)}"

    def _point(self, state: PastState, names: set[str]) -> Point:
        if state.tally is None or state.unknown:
            return Point(state.span, 0, None)
        inside = (c.models for c in state.tally.categories if c.name in names)
        models = list(dict.fromkeys(model for ids in inside for model in ids))
        if self.measure == "openness":
            return Point(state.span, len(models), mean(models, state.scores))
        n = state.tally.n
        if self.measure == "share":
            return Point(state.span, n, Fraction(len(models), n) if n else None)
        return Point(state.span, n, Fraction(len(models)))
