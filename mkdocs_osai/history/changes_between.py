"""The changes between two states of an index, with the reasons of the commits between them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from mkdocs_osai.history.changelog import Changelog, changelog
from mkdocs_osai.history.changelog_entry import ChangelogEntry, by_model
from mkdocs_osai.history.reasons import WORDS, Cause
from mkdocs_osai.history.regradings import Regrading, more_open
from mkdocs_osai.history.state_pair import StatePair
from mkdocs_osai.index.snapshot import Snapshot
from mkdocs_osai.stats.formatting import enumerated


def changes_between(
    base: Snapshot, states: Sequence[tuple[dt.datetime, str, Snapshot]], commits: Collection[str]
) -> Changelog:
    """The changes from a state of an index to the last one.

    A class that was changed several times is one change, from its first value to its last.

    Args:
        base: the earlier state.
        states: (time, id, index) of each commit up to the later state, oldest first; those before
            the base are the neighbours by which the reasons are inferred.
        commits: the ids of the commits that the base does not contain.

    Returns:
        The changes with the day of the last state; and the criteria on which classes now differ
        because they were graded by other rules.

    Example:
        >>> from mkdocs_osai import load
        >>> day, index = dt.datetime(2026, 6, 12, tzinfo=dt.UTC), load("models").snapshot
        >>> changes_between(index, [(day, "1f", index)], ["1f"]).entries
        ()
    """
    moment, commit, head = states[-1]
    log = changelog(states, head.reasons)
    steps = [entry for entry in log.entries if entry.commit in commits]
    of_models = by_model(steps, [model.id for model in head.models])
    found = []
    moved: dict[str, list[ChangelogEntry]] = defaultdict(list)
    for entry in StatePair(base, head, moment, commit).entries([]):
        if entry.kind != "revised":
            found.append(entry)
            continue
        own = of_models.get(entry.model or "", ())
        told = [e for e in reversed(own) if (e.kind, e.criterion) == ("revised", entry.criterion)]
        found.append(replace(entry, cause=_cause(entry, told)))
        if found[-1].reason == "rubric":
            moved[entry.criterion or ""].append(replace(told[-1], before=entry.before))
    return Changelog((*found,), tuple(_regradings(moved)))


def _cause(change: ChangelogEntry, steps: Sequence[ChangelogEntry]) -> Cause:
    """Why a class is another than at the base, from its changes by commits, oldest first."""
    if not steps or (steps[0].before, steps[-1].after) != (change.before, change.after):
        return Cause("unknown", "no commit between the two that the clone contains changed it")
    if change.before is None and steps[0].cause is not None:
        return steps[0].cause  # filled in, whatever was changed later
    last = steps[-1].cause
    reasons = [*dict.fromkeys(step.reason for step in steps if step.reason)]
    if last is not None and len(reasons) == 1:
        return last
    words = enumerated([WORDS[reason] for reason in reasons])
    return Cause("unknown", f"it was changed {len(steps)} times: {words}")


def _regradings(moved: dict[str, list[ChangelogEntry]]) -> Iterator[Regrading]:
    for criterion, entries in sorted(moved.items()):
        days = [entry.date for entry in entries]
        ways = {more_open(entry.before, entry.after) for entry in entries}
        up = ways.pop() if len(ways) == 1 else None
        models = len({entry.model for entry in entries})
        yield Regrading(criterion, min(days), max(days), up, models)
