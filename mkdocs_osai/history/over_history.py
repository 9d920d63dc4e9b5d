"""Lines over the history of an index, marked where its rules changed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from mkdocs_osai.history.changelog_entry import ChangelogEntry
from mkdocs_osai.history.versions import IndexVersions
from mkdocs_osai.stats.dimensions.dimension import span_of
from mkdocs_osai.stats.index import Index
from mkdocs_osai.stats.over_time import history_series
from mkdocs_osai.stats.results.history_series import HistorySeries, Regraded


def line_over_history(
    versions: IndexVersions, unit: str, when: object = None, **words: Any
) -> HistorySeries:
    """A number of an index at the end of each span of its history, see `history_series`.

    Args:
        versions: the states of the index.
        unit: the length of the spans: `month`, `quarter` or `year`.
        when: the last moment; None is the present.
        **words: the other arguments of `history_series`.

    Returns:
        The series; if its numbers depend on classes, with the criteria that were regraded.

    Raises:
        OsaiError: as `history_series`, or git cannot read the history.

    Example:
        >>> line_over_history(IndexVersions("models"), "year").measure
        'models'
    """

    def present_ids(state: Index) -> Mapping[str, str | None]:
        moment = _moment(versions, state)
        return renamed_since(versions.changelog.entries, moment) if moment else {}

    series = history_series(versions.past(unit, when), unit, present_ids=present_ids, **words)
    if not series.criteria:
        return series
    last = None if when is None else _moment(versions, versions.at(when))
    entries = [e for e in versions.changelog.entries if last is None or e.moment <= last]
    return replace(series, regraded=tuple(_regraded(entries, series)))


def renamed_since(
    entries: Iterable[ChangelogEntry], moment: dt.datetime
) -> Mapping[str, str | None]:
    """The ids of models at a moment that are others now → the ids now.

    Args:
        entries: the changes of the index, newest first.
        moment: the moment.

    Returns:
        Only models whose id has changed; None for an id that another model has now.
    """
    found: dict[str, str | None] = {}
    for entry in entries:
        if entry.moment <= moment:
            break
        if entry.kind == "added" and entry.model:
            found[entry.model] = None
        elif entry.former and entry.model and entry.former != entry.model:
            found[entry.former] = found.pop(entry.model, entry.model)
    return found


def _moment(versions: IndexVersions, state: Index) -> dt.datetime | None:
    """The time of the commit of a state; None for the folder as it is."""
    commit = state.about.commit
    return versions.history.at(commit).moment if commit else None


def _regraded(entries: Iterable[ChangelogEntry], series: HistorySeries) -> Iterable[Regraded]:
    """The criteria behind the numbers of a series that were regraded after its first point."""
    _, *later = series.spans
    moved: dict[tuple[str, str], set[str]] = defaultdict(set)
    names: dict[str, str] = {}
    for entry in entries:
        ref, span = entry.criterion, span_of(entry.date.isoformat(), series.unit)
        if entry.reason == "rubric" and ref in series.criteria and span in later:
            moved[str(span), str(ref)].add(str(entry.model))
            names.setdefault(str(ref), entry.label)
    for (span, ref), models in sorted(moved.items()):
        yield Regraded(span, ref, names[ref], len(models))
