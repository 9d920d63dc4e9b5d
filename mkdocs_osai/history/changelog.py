"""The changes of an index over its history: models, classes, criteria, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from mkdocs_osai.history.changelog_entry import ChangelogEntry
from mkdocs_osai.history.model_ids import ModelIds
from mkdocs_osai.history.reasons import causes, recorded_reason
from mkdocs_osai.history.regradings import ClassChange, Regrading
from mkdocs_osai.history.state_pair import State, StatePair
from mkdocs_osai.index.snapshot import RecordedReason


@dataclass(frozen=True, slots=True)
class Changelog:
    """All changes of an index over its history.

    Attributes:
        entries: the changes, newest first; those of one commit by kind, in the order of the index.
        regradings: the criteria that were graded by other rules, oldest first.
    """

    entries: tuple[ChangelogEntry, ...] = ()
    regradings: tuple[Regrading, ...] = ()

    @property
    def main(self) -> tuple[ChangelogEntry, ...]:
        """The changes without those of values that are not graded, and of spelling."""
        return tuple(e for e in self.entries if e.kind not in ("details", "spelling"))


def changes(
    states: Iterable[tuple[dt.datetime, str, State]], recorded: Sequence[RecordedReason] = ()
) -> tuple[ChangelogEntry, ...]:
    """The changes from each state of an index to the next, without values that are not graded.

    See `changelog`.
    """
    return changelog(states, recorded).main


def changelog(
    states: Iterable[tuple[dt.datetime, str, State]], recorded: Sequence[RecordedReason] = ()
) -> Changelog:
    """The changes from each state of an index to the next, and the reason for each.

    Args:
        states: (time, id, index) of each commit, oldest first. If unchanged models are the same
            objects, this is fast.
        recorded: the reasons that the keepers of the index recorded.

    Example:
        >>> from mkdocs_osai import load
        >>> day, index = dt.datetime(2026, 6, 12, tzinfo=dt.UTC), load("models")
        >>> changelog([(day, "1f", index), (day, "2f", index)]).entries
        ()
    """
    found: list[ChangelogEntry] = []
    classes: list[ClassChange] = []
    described: list[tuple[dt.date, str]] = []
    starts = []
    known = ModelIds()
    size = 0
    before: State | None = None
    for moment, commit, state in states:
        if before is not None:
            starts.append(len(found))
            pair = StatePair(before, state, moment, commit)
            described += pair.described()
            found += pair.entries(classes)
            known.add(found[starts[-1] :], (model.id for model in state.models))
        before, size = state, max(size, len(state.models))
    last, ids = known.last(), known.of_entries()
    versions = [(e.date, one) for e, one in zip(found, last, strict=True) if e.kind == "version"]
    of_classes = [n for n, e in enumerate(found) if e.kind == "revised"]
    classes = [
        replace(change, model=last[n], ids=ids[n])
        for n, change in zip(of_classes, classes, strict=True)
    ]
    decided, regradings = causes(
        classes, size, described=described, versions=versions, recorded=recorded
    )
    reasons = iter(decided)
    found = [replace(e, cause=next(reasons)) if e.kind == "revised" else e for e in found]
    found = [_with_record(e, recorded, own) for e, own in zip(found, ids, strict=True)]
    parts = [found[a:b] for a, b in pairwise([*starts, len(found)])]
    return Changelog(tuple(e for part in reversed(parts) for e in part), regradings)


def _with_record(
    entry: ChangelogEntry, recorded: Sequence[RecordedReason], ids: tuple[str, ...]
) -> ChangelogEntry:
    """An entry about values with the reason that was recorded for the whole model, if any."""
    if entry.kind != "details" or entry.model is None:
        return entry
    cause = recorded_reason(recorded, entry.date, None, *ids)
    return replace(entry, cause=cause) if cause else entry
