"""Why something in an index was changed: the rules, in one place.

The files do not say why a class was changed, so it is inferred. The first of these rules that
applies decides:

1. `_history.yml` records the reason.
2. The class was not filled in before: `filled`. A `closed` without link and notes, as in the
   template of the public index, counts as not filled in.
3. The criterion is graded by other rules: `rubric`. Its description or its types changed within
   `DAYS` days, or many models were moved in the same direction within `DAYS` days. A change in
   the other direction is not one of them.
4. The entry describes another version of the model, since at most `DAYS` days: `version`.
5. The evidence is the same: `correction`.
6. Otherwise, or if two rules contradict each other: `unknown`.

Only `provider`, which is never inferred, and `version` are news about models.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from mkdocs_osai.history.matching import folded_link
from mkdocs_osai.index import Grade
from mkdocs_osai.index.snapshot import Reason, RecordedReason

DAYS = 7
"""Changes at most this many days apart are changes of the same days."""

FEWEST = 5
"""The fewest models that are many, in a small index."""

MANY = 0.04
"""The share of the models that is many, up to `ENOUGH` models."""

ENOUGH = 12

ONE_WAY = 2 / 3
"""The share of the changes of a criterion that go the same way when it is graded by other rules."""

NEWS: Collection[Reason] = ("provider", "version")
"""The reasons that are about a model, and not about its entry."""

WORDS: Mapping[Reason, str] = {
    "provider": "changed by the provider",
    "version": "new version",
    "filled": "filled in",
    "correction": "correction",
    "rubric": "graded by other rules",
    "spelling": "spelling",
    "unknown": "reason not told",
}
"""The reasons as readers see them."""

_RANK = {"open": 3, "partial": 2, "closed": 1}


class Cause(NamedTuple):
    """A reason with its explanation and its source.

    Attributes:
        reason: the reason.
        note: what it follows from, or what the keepers of the index recorded; may be ''.
        link: a web address that explains it, or None.
    """

    reason: Reason
    note: str = ""
    link: str | None = None


@dataclass(frozen=True, slots=True)
class ClassChange:
    """A changed class of a model.

    Attributes:
        day: the day of the change.
        model: the id of the model.
        criterion: the ref of the criterion.
        before, after: the grades.
        criteria_changed: whether the list of criteria changed at the same time.
    """

    day: dt.date
    model: str
    criterion: str
    before: Grade
    after: Grade
    criteria_changed: bool = False

    @property
    def up(self) -> bool:
        """Whether the new class is more open."""
        return _RANK.get(self.after.cls or "", 0) > _RANK.get(self.before.cls or "", 0)

    @property
    def filled(self) -> bool:
        """Whether nothing was filled in before."""
        return self.before.cls is None or self._was_template

    @property
    def _was_template(self) -> bool:
        one = self.before
        return one.cls == "closed" and not one.links and not one.notes


@dataclass(frozen=True, slots=True)
class Regrading:
    """A criterion that was graded by other rules.

    Attributes:
        criterion: its ref.
        first, last: the first and the last day of the changed classes.
        up: whether classes became more open; None if in both directions.
        models: how many models were moved; 0 if only the description or the types changed.
        sure: whether they are so many that no other reason is likely.

    Example:
        >>> day = dt.date(2026, 5, 1)
        >>> Regrading("paper", day, day, True, 30).covers(day, "paper", up=True)
        True
    """

    criterion: str
    first: dt.date
    last: dt.date
    up: bool | None
    models: int
    sure: bool = True

    def covers(self, day: dt.date, criterion: str, *, up: bool) -> bool:
        """Whether a change of a class may be one of it."""
        return (
            criterion == self.criterion
            and self.first <= day <= self.last
            and (self.up is None or self.up == up)
        )


def causes(
    changes: Sequence[ClassChange],
    size: int,
    *,
    described: Iterable[tuple[dt.date, str]] = (),
    versions: Iterable[tuple[dt.date, str]] = (),
    recorded: Sequence[RecordedReason] = (),
) -> tuple[list[Cause], tuple[Regrading, ...]]:
    """The reason for each changed class of an index.

    Args:
        changes: the changed classes of any time.
        size: how many models the index has.
        described: (day, criterion) of each changed description, and of changed types.
        versions: (day, model) of each entry that then described another version of its model.
        recorded: what `_history.yml` records.

    Returns:
        The cause of each change, in the same order; and the criteria that were regraded, by day.

    Example:
        >>> day, note = dt.date(2026, 5, 1), Grade("open", notes="Weights only.")
        >>> one = ClassChange(day, "a", "code", note, Grade("partial", notes="Weights only."))
        >>> causes([one], 100)[0][0].reason
        'correction'
    """
    days_of_version = defaultdict(list)
    for day, model in versions:
        days_of_version[model].append(day)

    def has_new_version(change: ClassChange) -> bool:
        days = days_of_version.get(change.model, ())
        return any(abs((change.day - day).days) <= DAYS for day in days)

    told = [_recorded(change, recorded) for change in changes]
    undecided = [
        change
        for change, cause in zip(changes, told, strict=True)
        if cause is None and not change.filled and not has_new_version(change)
    ]
    moved = [*_moved_together(undecided, size)]
    regraded = [*_described(described, moved), *moved]
    found = [
        cause or _inferred(change, regraded, new_version=has_new_version(change))
        for change, cause in zip(changes, told, strict=True)
    ]
    by_record = _by_record(changes, told)
    waves = [wave for wave in moved if wave.sure]
    return found, tuple(sorted((*waves, *by_record), key=lambda w: (w.last, w.criterion)))


def recorded_reason(
    recorded: Iterable[RecordedReason], day: dt.date, criterion: str | None, model: str
) -> Cause | None:
    """What `_history.yml` records about a change; the last entry that covers it counts."""
    found = None
    for entry in recorded:
        if entry.covers(day, criterion, model):
            found = Cause(entry.reason, entry.note, entry.link)
    return found


def _recorded(change: ClassChange, recorded: Sequence[RecordedReason]) -> Cause | None:
    return recorded_reason(recorded, change.day, change.criterion, change.model)


def _inferred(change: ClassChange, regraded: Sequence[Regrading], *, new_version: bool) -> Cause:
    """The first reason of the rules that applies."""
    waves = [w for w in regraded if w.covers(change.day, change.criterion, up=change.up)]
    return next(_rules(change, waves, new_version=new_version))


def _rules(
    change: ClassChange, waves: Sequence[Regrading], *, new_version: bool
) -> Iterator[Cause]:
    """The reasons that may apply, the most certain first."""
    if change.before.cls is None:
        yield Cause("filled")
    if waves and (new_version or change.filled):
        other = "the entry describes another version" if new_version else "it was not filled in"
        yield Cause("unknown", f"{other}, and the criterion was regraded in the same days")
    if change.filled:
        yield Cause("filled")
    if sure := [wave for wave in waves if wave.sure]:
        yield Cause("rubric", _why(max(sure, key=lambda w: w.models)))
    if waves:
        yield Cause("unknown", f"{waves[0].models} models were moved in these days")
    if new_version:
        yield Cause("version")
    if change.criteria_changed:
        yield Cause("unknown", "the list of criteria changed at the same time")
    if change.after.cls is None:
        yield Cause("unknown", "the class is missing now")
    old, new = ({*map(folded_link, grade.links)} for grade in (change.before, change.after))
    if new - old:
        yield Cause("unknown", "the evidence is another")
    yield Cause("correction", "the evidence is the same" if new else "")


def _why(wave: Regrading) -> str:
    if not wave.models:
        return "the description of the criterion changed"
    return f"{wave.models} models were moved the same way"


def _described(
    described: Iterable[tuple[dt.date, str]], moved: Iterable[Regrading]
) -> Iterator[Regrading]:
    """The criteria that are described in another way; many changes at that time tell the way."""
    some = dt.timedelta(days=DAYS)
    for day, criterion in described:
        first, last = day - some, day + some
        ways = {
            wave.up
            for wave in moved
            if wave.criterion == criterion and wave.first <= last and wave.last >= first
        }
        yield Regrading(criterion, first, last, ways.pop() if len(ways) == 1 else None, 0)


def _moved_together(changes: Iterable[ClassChange], size: int) -> Iterator[Regrading]:
    """The criteria on which many models were moved in the same days, most of them one way.

    If they are more than half of many, or go both ways, the reason of each is unknown.
    """
    many = min(max(FEWEST, ceil(MANY * size)), ENOUGH)
    by_criterion = defaultdict(list)
    for change in changes:
        by_criterion[change.criterion].append(change)
    for criterion, some in sorted(by_criterion.items()):
        for run in _runs(some, many // 2 + 1):
            upward = [change for change in run if change.up]
            downward = [change for change in run if not change.up]
            same = max(upward, downward, key=len)
            one_way = len(same) >= ONE_WAY * len(run)
            sure = one_way and max(len(models) for _, models in _windows(same)) >= many
            models = len({change.model for change in (same if one_way else run)})
            up = same is upward if one_way else None
            yield Regrading(criterion, run[0].day, run[-1].day, up, models, sure)


def _runs(changes: Sequence[ClassChange], least: int) -> list[list[ClassChange]]:
    """The changes of at least so many models in `DAYS` days, joined where these days overlap."""
    ordered = sorted(changes, key=lambda c: (c.day, c.model))
    runs: list[list[ClassChange]] = []
    end = 0
    for start, (after, models) in enumerate(_windows(ordered)):
        if len(models) < least:
            continue
        if start >= end:
            runs.append([])
        runs[-1] += ordered[max(start, end) : after]
        end = max(end, after)
    return runs


def _windows(ordered: Sequence[ClassChange]) -> Iterator[tuple[int, set[str]]]:
    """For each change, where the `DAYS` days from it on end, and the models changed in them."""
    for start, first in enumerate(ordered):
        end = start
        while end < len(ordered) and (ordered[end].day - first.day).days <= DAYS:
            end += 1
        yield end, {change.model for change in ordered[start:end]}


def _by_record(changes: Iterable[ClassChange], told: Iterable[Cause | None]) -> Iterator[Regrading]:
    """The regradings that are recorded, by criterion and entry."""
    found: dict[tuple[str, Cause], list[ClassChange]] = defaultdict(list)
    for change, cause in zip(changes, told, strict=True):
        if cause and cause.reason == "rubric":
            found[change.criterion, cause].append(change)
    for (criterion, _), some in found.items():
        days = [change.day for change in some]
        ways = {change.up for change in some}
        up = ways.pop() if len(ways) == 1 else None
        models = len({change.model for change in some})
        yield Regrading(criterion, min(days), max(days), up, models)
