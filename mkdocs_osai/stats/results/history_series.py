"""Numbers for the end of each span of the history of an index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import Any

from mkdocs_osai.i18n import gettext, gettext_noop, integer, ngettext, pgettext_noop
from mkdocs_osai.index import Criteria
from mkdocs_osai.stats.dimensions.dimension import Dimension
from mkdocs_osai.stats.formatting import continued, few_of, shown
from mkdocs_osai.stats.results.ranking import graded_alike
from mkdocs_osai.stats.results.result import Table
from mkdocs_osai.stats.results.tally import Category, Tally
from mkdocs_osai.stats.results.time_series import Point, TimeSeries, mean

_TITLES = {
    ("models", "month"): gettext_noop("Models in the index at the end of each month"),
    ("models", "quarter"): gettext_noop("Models in the index at the end of each quarter"),
    ("models", "year"): gettext_noop("Models in the index at the end of each year"),
    ("openness", "month"): gettext_noop("Mean openness of the index at the end of each month"),
    ("openness", "quarter"): gettext_noop("Mean openness of the index at the end of each quarter"),
    ("openness", "year"): gettext_noop("Mean openness of the index at the end of each year"),
    ("share", "month"): gettext_noop("Share of the index at the end of each month"),
    ("share", "quarter"): gettext_noop("Share of the index at the end of each quarter"),
    ("share", "year"): gettext_noop("Share of the index at the end of each year"),
}
"""Measure and unit → the title."""

CONSTANT = Dimension("constant", gettext_noop("Models and criteria"), "")
"""The dimension of a series with two lines: all models, and the same on the same criteria."""

SAME = pgettext_noop("category", "Same models and criteria")


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
        if self._as_many:
            return gettext("other criteria")
        return gettext("{before} → {after} criteria", before=self.before, after=self.after)

    @property
    def words(self) -> str:
        """The change in a sentence."""
        why = (
            gettext("other criteria")
            if self._as_many
            else gettext("{before} criteria, then {after}", before=self.before, after=self.after)
        )
        return gettext(
            "scores before {span} and from then on are not comparable: {why}",
            span=shown(self.span),
            why=why,
        )

    @property
    def _as_many(self) -> bool:
        return self.before == self.after


@dataclass(frozen=True, slots=True)
class Regraded:
    """A criterion that was graded by other rules in a span.

    Attributes:
        span: the span.
        criterion: the ref of the criterion.
        name: its name.
        models: the number of models whose class was changed by that.

    Example:
        >>> Regraded("2026 Q2", "licenses", "Licenses", 35).words
        'Licenses was graded by other rules in 2026 Q2, which changed 35 models'
    """

    span: str
    criterion: str
    name: str
    models: int

    @property
    def words(self) -> str:
        """The change in a sentence."""
        return ngettext(
            "{name} was graded by other rules in {span}, which changed {count} model",
            "{name} was graded by other rules in {span}, which changed {count} models",
            self.models,
            name=self.name,
            span=shown(self.span),
        )


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
        constant: model id → score on the criteria that applied to it in all states, of the models
            that are in all states; empty if it is not asked for.
    """

    span: str
    tally: Tally | None
    unknown: tuple[str, ...]
    scores: Mapping[str, Fraction]
    criteria: Criteria
    constant: Mapping[str, Fraction] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, repr=False)
class HistorySeries(TimeSeries):
    """A number for the end of each span of the history of an index.

    `lines` are those of the last state, followed by those that only earlier states have.

    Attributes:
        states: the index at the end of each span, oldest first.
        regraded: the criteria behind the numbers that were graded by other rules after the first
            state.
        shared: how many criteria all states have, if the line of constant models is asked for.
    """

    states: tuple[PastState, ...]
    regraded: tuple[Regraded, ...] = ()
    shared: int = 0

    @property
    def spans(self) -> list[str]:
        """All spans from the first to the last."""
        return [state.span for state in self.states]

    def points(self, line: Category) -> tuple[Point, ...]:
        """A number for each of the spans."""
        if self._is_constant(line):
            found = ((state.span, state.constant) for state in self.states)
            return tuple(Point(span, len(own), mean([*own], own)) for span, own in found)
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
        return self.breaks if self._scored else ()

    @property
    def _scored(self) -> bool:
        """Whether the numbers depend on scores."""
        return self.measure == "openness" or self.selection.by_score

    def _is_constant(self, line: Category) -> bool:
        """Whether a line is that of the same models on the same criteria."""
        return self.by == CONSTANT and line.name == SAME

    def breaks_of(self, line: Category) -> tuple[CriteriaChange, ...]:
        """The changes of the criteria that a line crosses; constant criteria do not change."""
        return () if self._is_constant(line) else self.score_breaks

    @property
    def criteria(self) -> frozenset[str]:
        """The refs of the criteria that the numbers depend on."""
        every = {c.ref for state in self.states for c in state.criteria}
        if self._scored:
            return frozenset(every)
        named = {self.lines.dimension.name, *self.selection.dimensions}
        return frozenset(every & named)

    @property
    def marks(self) -> dict[str, str]:
        """The spans in which the rules behind the numbers changed, with the change in few words."""
        found = defaultdict(list)
        for one in self.score_breaks:
            found[one.span].append(one.label)
        for span in self.spans:
            names = [one.name for one in self.regraded if one.span == span]
            if names:
                what = (
                    gettext("{name} regraded", name=names[0])
                    if len(names) == 1
                    else gettext("{count} criteria regraded", count=integer(len(names)))
                )
                found[span].append(what)
        return {span: ", ".join(found[span]) for span in self.spans if span in found}

    @property
    def table(self) -> Table:
        """A row for each span, a column for each line, and one for changes of the rules."""
        plain = super(HistorySeries, self).table
        marks = self.marks
        if not marks:
            return plain
        rows = zip(self.spans, plain.rows, strict=True)
        marked = tuple((*row, marks.get(span, "")) for span, row in rows)
        return Table((*plain.header, gettext("Rules")), marked)

    @property
    def label(self) -> str:
        """The title of the series."""
        if self.by != CONSTANT:
            return super(HistorySeries, self).label
        return gettext("{what}, and of the same models on the same criteria", what=self._title)

    @property
    def overlapping(self) -> bool:
        """Whether a model counts in several lines at the end of any span."""
        if self.by == CONSTANT:
            return False
        return any(state.tally.overlapping for state in self.states if state.tally is not None)

    @property
    def _stem(self) -> str:
        return f"history-{self.measure}-per-{self.unit}"

    @property
    def _title(self) -> str:
        return gettext(_TITLES[self.measure, self.unit])

    @property
    def _more(self) -> dict[str, Any]:
        broken = [{"span": b.span, "before": b.before, "after": b.after} for b in self.breaks]
        regraded = [
            {"span": r.span, "criterion": r.criterion, "models": r.models} for r in self.regraded
        ]
        return {"breaks": broken, "regraded": regraded}

    @property
    def _gaps(self) -> list[str]:
        labels = dict.fromkeys(label for state in self.states for label in state.unknown)
        return [*map(self._known_since, labels), *self._of_rules()]

    def _of_rules(self) -> Iterator[str]:
        """Notes on the criteria, and on how they were graded."""
        if self.by == CONSTANT:
            yield ngettext(
                "same models and criteria: {count} model that are in the index at each of these "
                "times, on the criteria that apply to each throughout, {most} at most",
                "same models and criteria: {count} models that are in the index at each of these "
                "times, on the criteria that apply to each throughout, {most} at most",
                len(self.states[-1].constant),
                most=self.shared,
            )
        for one in self.score_breaks:
            yield (
                gettext("{words}, except those of the same models", words=one.words)
                if self.by == CONSTANT
                else one.words
            )
        yield from (one.words for one in self.regraded)

    def _known_since(self, label: str) -> str:
        """The first span in which a property is known, or the spans in which it is not."""
        without = [state.span for state in self.states if label in state.unknown]
        if without == self.spans:
            return gettext("{what} not known", what=continued(label))
        if without == self.spans[: len(without)]:
            since = shown(self.spans[len(without)])
            return gettext("{what} known since {span}", what=continued(label), span=since)
        spans = few_of(list(map(shown, without)))
        return gettext("{what} not known by {spans}", what=continued(label), spans=spans)

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
