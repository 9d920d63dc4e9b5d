"""Why something in an index was changed: the rules, in one place.

The files do not say why a class was changed, so it is inferred. The first of these rules that
applies decides:

1. `_history.yml` records the reason.
2. The class was not filled in before: `filled`. A `closed` without link and notes, as in the
   template of the public index, counts as not filled in.
3. The criterion is graded by other rules: `rubric`. Its description or its types changed within
   `DAYS` days, or many models were moved in the same direction within `DAYS` days. A change in
   the other direction is not one of them.
4. The entry describes another version of the model since that day or at most `DAYS` days before it:
   `version`.
5. The evidence is the same: `correction`.
6. Otherwise, or if two rules contradict each other: `unknown`.

Only `provider`, which is never inferred, and `version` are news about models.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from mkdocs_osai.history.matching import folded_link
from mkdocs_osai.history.regradings import (
    DAYS,
    ClassChange,
    Regrading,
    described_anew,
    moved_together,
)
from mkdocs_osai.i18n import gettext, gettext_noop, integer
from mkdocs_osai.index.snapshot import Reason, RecordedReason

NEWS: Collection[Reason] = ("provider", "version")
"""The reasons that are about a model, and not about its entry."""

WORDS: Mapping[Reason, str] = {
    "provider": gettext_noop("changed by the provider"),
    "version": gettext_noop("new version"),
    "filled": gettext_noop("filled in"),
    "correction": gettext_noop("correction"),
    "rubric": gettext_noop("graded by other rules"),
    "spelling": gettext_noop("spelling"),
    "unknown": gettext_noop("reason not told"),
}
"""The reasons for readers, in English."""


class Cause(NamedTuple):
    """A reason with its explanation and its source.

    Attributes:
        reason: the reason.
        note: what it follows from, or what the keepers of the index recorded; may be ''. If it
            follows from a number of models, `{count}` is in its place.
        link: a web address that explains it, or None.
        models: that number, or None.
    """

    reason: Reason
    note: str = ""
    link: str | None = None
    models: int | None = None

    @property
    def text(self) -> str:
        """The note in the language of the site, as far as it is one of this program.

        Example:
            >>> Cause("rubric", "{count} models were moved the same way", models=30).text
            '30 models were moved the same way'
        """
        if self.models is None:
            return gettext(self.note) if self.note else ""
        return gettext(self.note, count=integer(self.models))


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
        versions: (day, last id of the model) of each entry that described another version of its
            model from that day on.
        recorded: what `_history.yml` records.

    Returns:
        The cause of each change, in the same order; and the criteria that were regraded, by day.

    Example:
        >>> from mkdocs_osai.index import Grade
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
        return any(0 <= (change.day - day).days <= DAYS for day in days)

    told = [_recorded(change, recorded) for change in changes]
    undecided = [
        change
        for change, cause in zip(changes, told, strict=True)
        if cause is None and not change.filled and not has_new_version(change)
    ]
    moved = [*moved_together(undecided, size)]
    regraded = [*described_anew(described, moved), *moved]
    found = [
        cause or _inferred(change, regraded, new_version=has_new_version(change))
        for change, cause in zip(changes, told, strict=True)
    ]
    by_record = _by_record(changes, told)
    waves = [wave for wave in moved if wave.sure]
    return found, tuple(sorted((*waves, *by_record), key=lambda w: (w.last, w.criterion)))


def recorded_reason(
    recorded: Iterable[RecordedReason], day: dt.date, criterion: str | None, *ids: str
) -> Cause | None:
    """What `_history.yml` records about a change; the last entry that covers it counts.

    See `RecordedReason.covers`.
    """
    found = None
    for entry in recorded:
        if entry.covers(day, criterion, *ids):
            found = Cause(entry.reason, entry.note, entry.link)
    return found


def _recorded(change: ClassChange, recorded: Sequence[RecordedReason]) -> Cause | None:
    ids = change.ids or (change.model,)
    return recorded_reason(recorded, change.day, change.criterion, *ids)


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
        yield Cause("unknown", _REGRADED_AND_VERSION if new_version else _REGRADED_AND_FILLED)
    if change.filled:
        yield Cause("filled")
    if sure := [wave for wave in waves if wave.sure]:
        yield _regraded(max(sure, key=lambda w: w.models))
    if waves:
        note = gettext_noop("{count} models were moved in these days")
        yield Cause("unknown", note, models=waves[0].models)
    if new_version:
        yield Cause("version")
    if change.criteria_changed:
        yield Cause("unknown", gettext_noop("the list of criteria changed at the same time"))
    if change.after.cls is None:
        yield Cause("unknown", gettext_noop("the class is missing now"))
    old, new = ({*map(folded_link, grade.links)} for grade in (change.before, change.after))
    if new - old:
        yield Cause("unknown", gettext_noop("the evidence is another"))
    yield Cause("correction", gettext_noop("the evidence is the same") if new else "")


def _regraded(wave: Regrading) -> Cause:
    if not wave.models:
        return Cause("rubric", gettext_noop("the description of the criterion changed"))
    return Cause(
        "rubric", gettext_noop("{count} models were moved the same way"), models=wave.models
    )


_REGRADED_AND_VERSION = gettext_noop(
    "the entry describes another version, and the criterion was regraded in the same days"
)
_REGRADED_AND_FILLED = gettext_noop(
    "it was not filled in, and the criterion was regraded in the same days"
)


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
