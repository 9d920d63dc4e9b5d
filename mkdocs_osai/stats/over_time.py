"""Several states of an index: series over its history, and the change between two states."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from mkdocs_osai.i18n import ENGLISH, using
from mkdocs_osai.index.model import openness_score
from mkdocs_osai.problems import AuthorError, one_of, quote
from mkdocs_osai.stats.dimensions.dimension import HUES, MOST, OTHER, spans_between
from mkdocs_osai.stats.formatting import enumerated
from mkdocs_osai.stats.index import Index
from mkdocs_osai.stats.results.history_series import (
    CONSTANT,
    SAME,
    HistorySeries,
    PastState,
)
from mkdocs_osai.stats.results.ranking import graded_alike
from mkdocs_osai.stats.results.release_series import UNITS
from mkdocs_osai.stats.results.share_change import ShareChange, alike
from mkdocs_osai.stats.results.tally import Tally
from mkdocs_osai.stats.results.time_series import MEASURES, whole
from mkdocs_osai.stats.selection.selection import WORDS, yes_or_no
from mkdocs_osai.stats.tallies import Arrangement


def history_series(  # noqa: PLR0913 - the words of a call
    states: Sequence[tuple[str, Index]],
    unit: str,
    *,
    by: str | None = None,
    measure: str = "models",
    constant: bool = False,
    top: int | None = None,
    groups: Mapping[str, Sequence[str]] | None = None,
    order: Sequence[str] | None = None,
    present_ids: PresentIds | None = None,
    **selection: object,
) -> HistorySeries:
    """Count the models of an index at the end of each span of its history.

    Args:
        states: spans of time with the state of the index at their end, oldest first, the present
            last; a span that is left out has the state of the span before.
        unit: the length of the spans: `month`, `quarter` or `year`.
        by: a line for each category of this dimension; one line, if left out.
        measure: `models` counts them, `openness` is the mean of their scores, `share` is the share
            of each category, from 0 to 1.
        constant: with `measure="openness"`, a second line of the models that are in all states, on
            the criteria that applied to each in all of them.
        top: keep this many of the lines that are the largest now, and join the others.
        groups: categories to count as one: `{'EU': ['France', 'Germany']}`.
        order: the lines that come first, in this order.
        present_ids: returns, for an earlier state, its ids → the ids of the same models in the last
            state, where they differ; None for a model that is gone.
        **selection: which models: `latest=True`, `type='text'`, `origin=['France', 'Spain']`.

    Returns:
        A number for each span and line.

    Raises:
        UnknownName: a unit, measure, dimension, argument or category that does not exist.
        AuthorError: an invalid argument, or too many spans.

    Example:
        >>> from mkdocs_osai import load
        >>> index = load("models")
        >>> history_series([("2024", index), ("2026", index)], "year").table.rows
        (('2024', '193'), ('2025', '193'), ('2026', '193'))
    """
    one_of("unit", unit, UNITS)
    one_of("measure", measure, MEASURES)
    arrangement = Arrangement(top, groups, order)
    arrangement.check_lines(measure, by)
    if yes_or_no("constant", constant):
        _check_constant(measure, by)
    now = states[-1][1]
    if by is not None and now.registry[by].chronological:
        raise AuthorError(f"{by} is a dimension of time, as the axis is", "leave by out")
    models = now.selected(**selection)
    filled = []
    for span, index in _filled(states, unit):
        missing = None if index is now else unknown_to(index, by, selection)
        if missing is None:
            tally = _tally(index, by, measure, groups, selection)
            unknown = _unknown(index, by, selection)
        else:
            dimension = now.registry.filters.get(missing) or now.registry[missing]
            tally, unknown = None, (dimension.label,)
        scores = {m.id: m.score for m in index.models if m.score is not None}
        filled.append(PastState(span, tally, unknown, scores, index.criteria))
    tallies = [state.tally for state in filled if state.tally is not None]
    lines = _with_gone(tallies[-1], *tallies[-2::-1])
    scored = measure == "openness" and any(m.score is None for m in models)
    group_of: Mapping[str, str] = {}
    lacking = ["a score"] if scored else []
    shared = 0
    if constant:
        whole_past = [index for _, index in _filled(states, unit)]
        filled, shared = _with_constant(filled, whole_past, present_ids, selection)
        ids = tuple(sorted(filled[-1].constant))
        share = Fraction(len(ids), lines.n)
        first = lines.categories[0]
        same = replace(
            first, name=SAME, color=HUES[0], count=len(ids), share=share, models=ids, joined=()
        )
        lines = replace(lines, dimension=CONSTANT, categories=(*lines.categories, same))
    if by is not None:
        sorts = now.registry[by]
        group_of = arrangement.group_of(now, sorts)
        lacking.insert(0, sorts.lacking(m for m in models if not sorts.categories_of(m)))
    return HistorySeries(
        arrangement.apply(now, lines, group_of),
        unit,
        MEASURES[measure],
        tuple(filled),
        shared=shared,
        selection=lines.selection,
        models=len(models),
        n=lines.n,
        lacking=enumerated(lacking, "or"),
        date=lines.date,
    )


PresentIds = Callable[[Index], Mapping[str, str | None]]


def _check_constant(measure: str, by: str | None) -> None:
    if measure != "openness":
        raise AuthorError(f"constant is about scores, not {measure}", "write measure='openness'")
    if by is not None:
        raise AuthorError(
            "constant adds a line of the same models to that of all, and by has lines of its own",
            "leave one of them out",
        )


def _with_constant(
    states: Sequence[PastState],
    past: Sequence[Index],
    present_ids: PresentIds | None,
    selection: Mapping[str, Any],
) -> tuple[list[PastState], int]:
    """The states with the scores of constant models, and how many criteria all states have.

    Raises:
        AuthorError: no model is in all states.
    """
    own = []
    for state, index in zip(states, past, strict=True):
        if state.tally is None:
            raise AuthorError(
                f"{_dated(index)} cannot sort models by this selection", "select by what it has"
            )
        present = present_ids(index) if present_ids else {}
        named = {present.get(m.id, m.id): m for m in index.selected(**selection)}
        own.append({id_: model for id_, model in named.items() if id_ is not None})
    applying: dict[str, set[str]] = {}
    for index, models in zip(past, own, strict=True):
        for id_, model in models.items():
            refs = {c.ref for c in index.criteria.that_apply_to(model.types)}
            applying[id_] = applying[id_] & refs if id_ in applying else refs
    same = [id_ for id_, refs in applying.items() if refs and all(id_ in some for some in own)]
    if not same:
        raise AuthorError(
            "no model is in the index throughout, so none can be compared",
            "leave constant out, or select other models",
        )
    found = []
    for state, index, models in zip(states, past, own, strict=True):
        scores = {}
        for id_ in same:
            criteria = [c for c in index.criteria if c.ref in applying[id_]]
            scores[id_] = openness_score(criteria, models[id_].grades) or Fraction(0)
        found.append(replace(state, constant=scores))
    refs_of = [{c.ref for c in index.criteria} for index in past]
    return found, len(set.intersection(*refs_of))


def _filled(states: Sequence[tuple[str, Index]], unit: str) -> Iterator[tuple[str, Index]]:
    """Every span from the first to the last, with its state or the state of the span before."""
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


def _unknown(index: Index, by: str | None, selection: Mapping[str, Any]) -> tuple[str, ...]:
    """The labels of the properties that the numbers depend on and no model has."""
    unknown = index.unknown(index.select(**selection))
    if by is None or unknown:
        return unknown
    tally = index.tally(by, **selection)
    return (tally.label,) if tally.models and not tally.n else ()


def _tally(
    index: Index,
    by: str | None,
    measure: str,
    groups: Mapping[str, Sequence[str]] | None,
    selection: Mapping[str, Any],
) -> Tally:
    """The tally of the lines; for means, only of the models with a score."""
    models = index.selected(**selection)
    counted = [m.id for m in models if measure != "openness" or m.score is not None]
    if by is None:
        return whole(counted, index.select(**selection), len(models), index.about.date)
    tally = index.tally(by, groups=groups, **selection)
    return tally if measure != "openness" else _among(tally, set(counted))


def _among(tally: Tally, models: set[str]) -> Tally:
    """The tally of these models only, largest categories first."""
    n = len(models.intersection(tally.members))
    kept = []
    for one in tally.categories:
        ids = tuple(model for model in one.models if model in models)
        if ids:
            kept.append(replace(one, count=len(ids), share=Fraction(len(ids), n), models=ids))
    kept.sort(key=lambda c: -c.count)
    return replace(tally, categories=tuple(kept), n=n)


def share_change(  # noqa: PLR0913 - the words of a call
    before: Index,
    after: Index,
    dimension: str,
    *,
    top: int | None = None,
    other: str = OTHER,
    groups: Mapping[str, Sequence[str]] | None = None,
    order: Sequence[str] | None = None,
    **selection: object,
) -> ShareChange:
    """Compare the shares of categories in two states of an index.

    Args:
        before: the earlier state.
        after: the later one.
        dimension: its name, such as `national_origins`.
        top: keep this many of the categories that are the largest now, and join the others.
        other: the name of the joined categories.
        groups: categories to count as one: `{'EU': ['France', 'Germany']}`.
        order: the categories that come first, in this order.
        **selection: which models of each state: `latest=True`, `type='text'`.

    Returns:
        The categories of either state with their shares in both.

    Raises:
        UnknownName: a dimension, argument or category that does not exist.
        AuthorError: the two states are not comparable, or a selection is empty in one of them.

    Example:
        >>> from mkdocs_osai import load
        >>> index = load("models")
        >>> share_change(index, index, "academic").table.rows[0]
        ('Non-academic', '73.8% (141)', '73.8% (141)', '0.0')
    """
    missing = [unknown_to(state, dimension, selection) for state in (before, after)]
    for word, known, state in zip(missing, reversed(missing), (before, after), strict=True):
        if word is not None and known is None:
            raise AuthorError(
                f"{_dated(state)} knows no {quote(word)}, so there is nothing to compare",
                "name what both states have",
            )
    words: dict[str, Any] = {"groups": groups, **selection}
    then, now = before.tally(dimension, **words), after.tally(dimension, **words)
    if now.selection.by_score and not graded_alike(before.criteria, after.criteria):
        raise AuthorError(
            f"scores of {_dated(before)} and of {_dated(after)} are by different criteria",
            "leave min_score and max_score out",
        )
    for tally, state in ((then, before), (now, after)):
        if not tally.n:
            with using(ENGLISH):
                of = f" ({tally.selection.words})" if tally.selection.words else ""
            raise AuthorError(
                f"{_dated(state)} has no model with a category of {dimension}{of}, so there "
                "is nothing to compare",
                "select other models, or another day",
            )
    arrangement = Arrangement(top, groups, order, other)
    group_of = arrangement.group_of(after, after.registry[dimension])
    arranged = arrangement.apply(after, _with_gone(now, then), group_of)
    return ShareChange(
        alike(then, arranged),
        arranged,
        selection=now.selection,
        models=now.models,
        n=now.n,
        lacking=now.lacking,
        date=now.date,
    )


def _dated(index: Index) -> str:
    date = index.about.date
    return f"the index of {date}" if date else "an index without a date"


def unknown_to(index: Index, by: str | None, selection: Mapping[str, object]) -> str | None:
    """The dimension or the first argument of a selection that an index does not have.

    Each criterion is a dimension and an argument, and criteria differ between states.

    Example:
        >>> from mkdocs_osai import load
        >>> unknown_to(load("models"), "types", {"latest": True, "watermark": "open"})
        'watermark'
    """
    if by is not None and by not in index.registry:
        return by
    excluded = selection.get("exclude")
    words = {**selection, **(excluded if isinstance(excluded, Mapping) else {})}
    known = {*WORDS, *index.registry.filters}
    return next((str(word) for word in words if word not in known), None)


def _with_gone(now: Tally, *earlier: Tally) -> Tally:
    """A tally, and after its categories, those that only earlier tallies have, with a count of 0.

    Args:
        now: the tally of the later state.
        *earlier: those of the states before it, newest first.
    """
    found = {category.name: category for category in now.categories}
    for tally in earlier:
        for one in tally.categories:
            found.setdefault(one.name, replace(one, count=0, share=Fraction(0), models=()))
    categories = list(found.values())
    if now.dimension.chronological:
        categories.sort(key=lambda category: category.name)
    return replace(now, categories=tuple(categories))
