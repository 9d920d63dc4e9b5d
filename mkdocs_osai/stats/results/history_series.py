"""An index over its own history: how many models it had, of what, and how open they were."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from mkdocs_osai.index import Criteria
from mkdocs_osai.problems import AuthorError, one_of
from mkdocs_osai.stats.formatting import continued
from mkdocs_osai.stats.periods import MOST, spans_between
from mkdocs_osai.stats.results.arranging import arranged
from mkdocs_osai.stats.results.release_series import UNITS
from mkdocs_osai.stats.results.tally import Category, Tally
from mkdocs_osai.stats.results.tally_pairs import about_scores, foreign_to, graded_alike, with_gone
from mkdocs_osai.stats.results.time_series import Measure, Point, TimeSeries, few, mean, whole

if TYPE_CHECKING:
    from mkdocs_osai.stats.index import Index

MEASURES: dict[str, Measure] = {m: m for m in ("models", "openness", "share")}

_TITLES = {
    "models": "Models in the index at the end of each {}",
    "openness": "Mean openness of the index at the end of each {}",
    "share": "Share of the index at the end of each {}",
}


@dataclass(frozen=True, slots=True)
class CriteriaChange:
    """A change of the criteria: scores on its two sides are not comparable.

    Attributes:
        span: the first span with the new criteria.
        before, after: how many criteria there are on either side.

    Example:
        >>> Break("2025 Q3", 14, 12).label
        '14 → 12 criteria'
    """

    span: str
    before: int
    after: int

    @property
    def label(self) -> str:
        """What changed, in few words."""
        return "other criteria" if self._alike else f"{self.before} → {self.after} criteria"

    @property
    def words(self) -> str:
        """What is not comparable, and why."""
        why = "other criteria" if self._alike else f"{self.before} criteria, then {self.after}"
        return f"scores before {self.span} and from then on are not comparable: {why}"

    @property
    def _alike(self) -> bool:
        return self.before == self.after


@dataclass(frozen=True, slots=True)
class PastState:
    """The index at the end of a span.

    Attributes:
        span: the year, quarter or month.
        tally: of what there is a line for; None where the index could not be asked for it yet.
        untold: what no model told yet that the numbers depend on, such as `National origin`: there
            is no number then, and no zero.
        scores: model id → openness score.
        criteria: what the models were graded on.
    """

    span: str
    tally: Tally | None
    untold: tuple[str, ...]
    scores: Mapping[str, Fraction]
    criteria: Criteria


@dataclass(frozen=True, slots=True)
class HistorySeries(TimeSeries):
    """A number for the end of each span of an index's history.

    `lines` are those of the last state, and behind them those that only earlier ones have.

    Attributes:
        states: the index at the end of each span, oldest first.
    """

    states: tuple[PastState, ...]

    @property
    def spans(self) -> list[str]:
        """All spans from the first to the last."""
        return [state.span for state in self.states]

    def points(self, line: Category) -> tuple[Point, ...]:
        """A number for each of the spans.

        Args:
            line: a category of `lines`, or one that `Other` joins there.
        """
        names = {part.name for part in line.joined or (line,)}
        return tuple(self._point(state, names) for state in self.states)

    @property
    def breaks(self) -> tuple[CriteriaChange, ...]:
        """The spans from which on the criteria differ from those before."""
        return tuple(
            CriteriaChange(b.span, len(a.criteria), len(b.criteria))
            for a, b in pairwise(self.states)
            if not graded_alike(a.criteria, b.criteria)
        )

    @property
    def torn(self) -> tuple[CriteriaChange, ...]:
        """The breaks that the numbers do not hold across: those of scores, and by scores."""
        scored = self.measure == "openness" or about_scores(self.selection)
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
    def _remarks(self) -> list[str]:
        labels = dict.fromkeys(label for state in self.states for label in state.untold)
        return [*map(self._known, labels), *(one.words for one in self.torn)]

    def _known(self, label: str) -> str:
        """Since when what a label names is known, or in which spans it is not."""
        without = [state.span for state in self.states if label in state.untold]
        if without == self.spans:
            return f"{continued(label)} not known"
        if without == self.spans[: len(without)]:
            return f"{continued(label)} known since {self.spans[len(without)]}"
        return f"{continued(label)} not known by {few(without)}"

    def _point(self, state: PastState, names: set[str]) -> Point:
        if state.tally is None or state.untold:
            return Point(state.span, 0, None)
        inside = (c.models for c in state.tally.categories if c.name in names)
        models = list(dict.fromkeys(model for ids in inside for model in ids))
        if self.measure == "openness":
            return Point(state.span, len(models), mean(models, state.scores))
        n = state.tally.n
        if self.measure == "share":
            return Point(state.span, n, Fraction(len(models), n) if n else None)
        return Point(state.span, n, Fraction(len(models)))


def history_series(  # noqa: PLR0913 - the words of a call
    states: Sequence[tuple[str, Index]],
    unit: str,
    *,
    by: str | None = None,
    measure: str = "models",
    top: int | None = None,
    groups: Mapping[str, Sequence[str]] | None = None,
    order: Sequence[str] | None = None,
    **selection: object,
) -> HistorySeries:
    """Follow an index over its own history.

    Args:
        states: spans of time with the index as it stood at their end, oldest first, the present
            last; a span that is not there had the state of the one before.
        unit: what the spans are: `month`, `quarter` or `year`.
        by: a line for each category of this dimension; one line, if left out.
        measure: `models` counts them, `openness` is the mean of their scores, `share` the part of
            each category, from 0 to 1.
        top: keep this many of the lines that are the largest now, and join the others.
        groups: categories to count as one: `{'EU': ['France', 'Germany']}`.
        order: the lines that come first, in this order.
        **selection: which models: `latest=True`, `type='text'`, `origin=['France', 'Spain']`.

    Returns:
        A number for each span and line.

    Raises:
        UnknownName: a unit, measure, dimension, argument or category that is not there.
        AuthorError: an argument that makes no sense, or more spans than can be told apart.

    Example:
        >>> from mkdocs_osai import load
        >>> index = load("models")
        >>> chronicle([("2024", index), ("2026", index)], "year").table.rows
        (('2024', '193'), ('2025', '193'), ('2026', '193'))
    """
    one_of("unit", unit, UNITS)
    one_of("measure", measure, MEASURES)
    if by is None and measure == "share":
        raise AuthorError("share is about lines", "say of what, with by=")
    if by is None and any(word is not None for word in (top, groups, order)):
        raise AuthorError("top, groups and order are about lines", "say of what, with by=")
    now = states[-1][1]
    if by is not None and now.registry[by].chronological:
        raise AuthorError(f"{by} is time, as the line is", "leave by out")
    models = now.selected(**selection)
    filled = []
    for span, index in _filled(states, unit):
        foreign = None if index is now else foreign_to(index, by, selection)
        if foreign is None:
            tally = _tally(index, by, measure, groups, selection)
            untold = _untold(index, by, selection)
        else:
            dimension = now.registry.filters.get(foreign) or now.registry[foreign]
            tally, untold = None, (dimension.label,)
        scores = {m.id: m.score for m in index.models if m.score is not None}
        filled.append(PastState(span, tally, untold, scores, index.criteria))
    tallies = [state.tally for state in filled if state.tally is not None]
    lines = with_gone(tallies[-1], *tallies[-2::-1])
    scored = measure == "openness" and any(m.score is None for m in models)
    group_of: Mapping[str, str] = {}
    lacking = ["a score"] if scored else []
    if by is not None:
        group_of = now.group_of(by, groups)
        sorts = now.registry[by]
        lacking.insert(0, sorts.lacking(m for m in models if not sorts.categories_of(m)))
    return HistorySeries(
        arranged(now, lines, group_of, top=top, order=order),
        len(models),
        tuple(lacking),
        unit,
        MEASURES[measure],
        tuple(filled),
    )


def _filled(states: Sequence[tuple[str, Index]], unit: str) -> Iterator[tuple[str, Index]]:
    """Every span from the first to the last; what has no state of its own has the former."""
    own = dict(states)
    names = [span for span, _ in states]
    spans = spans_between(names)
    if not spans:
        raise AuthorError(
            f"from {names[0]} to {names[-1]} are more than {MOST} {unit}s", "take a longer unit"
        )
    index = states[0][1]
    for span in spans:
        index = own.get(span, index)
        yield span, index


def _untold(index: Index, by: str | None, selection: Mapping[str, Any]) -> tuple[str, ...]:
    """What no model of an index tells, so that there is nothing to count."""
    untold = index.untold(index.select(**selection))
    if by is None or untold:
        return untold
    tally = index.tally(by, **selection)
    return (tally.label,) if tally.models and not tally.n else ()


def _tally(
    index: Index,
    by: str | None,
    measure: str,
    groups: Mapping[str, Sequence[str]] | None,
    selection: Mapping[str, Any],
) -> Tally:
    """What there is a line for; for means only the models with a score."""
    models = index.selected(**selection)
    counted = [m.id for m in models if measure != "openness" or m.score is not None]
    if by is None:
        return whole(counted, index.select(**selection), len(models), index.about.date)
    tally = index.tally(by, groups=groups, **selection)
    return tally if measure != "openness" else _among(tally, set(counted))


def _among(tally: Tally, models: set[str]) -> Tally:
    """The tally of these models only, with the larger categories first."""
    n = len(models.intersection(tally.members))
    kept = []
    for one in tally.categories:
        ids = tuple(model for model in one.models if model in models)
        if ids:
            kept.append(replace(one, count=len(ids), share=Fraction(len(ids), n), models=ids))
    kept.sort(key=lambda c: -c.count)
    return replace(tally, categories=tuple(kept), n=n)
