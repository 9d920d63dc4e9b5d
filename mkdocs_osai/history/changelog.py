"""The changes of an index over its history: models, classes, criteria, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from mkdocs_osai.history.matching import folded, matched
from mkdocs_osai.history.reasons import (
    NEWS,
    WORDS,
    Cause,
    ClassChange,
    Regrading,
    causes,
    recorded_reason,
)
from mkdocs_osai.history.values import is_new_version, value_changes
from mkdocs_osai.index import UNGRADED, Criteria, Model, Snapshot
from mkdocs_osai.index.snapshot import Reason, RecordedReason
from mkdocs_osai.stats.formatting import enumerated
from mkdocs_osai.stats.index import Index
from mkdocs_osai.stats.results.ranking import graded_alike

Kind = Literal[
    "added", "removed", "renamed", "version", "revised", "criteria", "details", "spelling"
]
State = Snapshot | Index

_NO_CLASS = "no class"

_NO_VALUE = "none"


@dataclass(frozen=True, slots=True)
class ChangelogEntry:
    """One change of an index by a commit.

    Attributes:
        moment: the time of the commit, UTC.
        commit: the full id of the commit.
        kind: a model was `added`, `removed` or `renamed`; its entry describes another `version`
            of it; its class on a criterion was `revised`; other values changed (`details`), or only
            how they are written (`spelling`); or the `criteria` changed, and scores before and
            after are not comparable.
        model: the id of the model, the new one if it was renamed; None for `criteria`.
        name: the name of the model, or "The criteria".
        criterion: the ref of the revised criterion, or None.
        label: the name of that criterion, or of the values; or ''.
        before, after: the old and new class, name or value; or the removed and the added criteria.
        former: the old id of a renamed model, or None.
        cause: why a class or value was changed; None for other kinds.

    Example:
        >>> moment = dt.datetime(2025, 6, 17, tzinfo=dt.UTC)
        >>> entry = ChangelogEntry(
        ...     moment, "1f", "revised", "m", "M", "code", "Code", "closed", "open"
        ... )
        >>> entry.words
        'M: Code closed → open'
    """

    moment: dt.datetime
    commit: str
    kind: Kind
    model: str | None
    name: str
    criterion: str | None = None
    label: str = ""
    before: str | None = None
    after: str | None = None
    former: str | None = None
    cause: Cause | None = None

    @property
    def date(self) -> dt.date:
        """The day of the commit, UTC."""
        return self.moment.date()

    @property
    def reason(self) -> Reason | None:
        """Why it was changed; None if the kind says all."""
        return self.cause.reason if self.cause else None

    @property
    def is_news(self) -> bool:
        """Whether it is about a model, and not only about its entry or the rules."""
        if self.kind in ("revised", "details"):
            return self.reason in NEWS
        return self.kind in ("added", "removed", "version")

    @property
    def words(self) -> str:
        """The change as a sentence without full stop."""
        colon = ":" if self.kind in ("revised", "details", "spelling") else ""
        return f"{self.name}{colon} {self.text}"

    @property
    def text(self) -> str:
        """The change, without the name of the model."""
        if self.kind == "criteria":
            gone = f"without {self.before}" if self.before else ""
            new = f"with {self.after}" if self.after else ""
            return f"changed: {' and '.join(filter(None, (new, gone))) or 'for other types'}"
        if self.kind == "details" and (self.before or self.after):
            return f"{self.label} {self.before or _NO_VALUE} → {self.after or _NO_VALUE}"
        templates = {
            "revised": f"{self.label} {self.before or _NO_CLASS} → {self.after or _NO_CLASS}",
            "renamed": f"is the new name of {self.before}",
            "version": f"has another version: {self.before} → {self.after}",
            "details": f"{self.label} changed",
            "spelling": f"{self.label} in other words",
        }
        return templates.get(self.kind, self.kind)

    @property
    def because(self) -> str:
        """The reason in words, with what it follows from; '' if the kind says all."""
        if self.cause is None:
            return ""
        note = f": {self.cause.note}" if self.cause.note else ""
        return f"{WORDS[self.cause.reason]}{note}"


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
    size = 0
    before: State | None = None
    for moment, commit, state in states:
        if before is not None:
            starts.append(len(found))
            pair = _Pair(before, state, moment, commit)
            described += pair.described()
            found += pair.entries(classes)
        before, size = state, max(size, len(state.models))
    versions = [(e.date, e.model or "") for e in found if e.kind == "version"]
    decided, regradings = causes(
        classes, size, described=described, versions=versions, recorded=recorded
    )
    reasons = iter(decided)
    found = [replace(e, cause=next(reasons)) if e.kind == "revised" else e for e in found]
    found = [_with_record(e, recorded) for e in found]
    parts = [found[a:b] for a, b in pairwise([*starts, len(found)])]
    return Changelog(tuple(e for part in reversed(parts) for e in part), regradings)


def _with_record(entry: ChangelogEntry, recorded: Sequence[RecordedReason]) -> ChangelogEntry:
    """An entry about values with the reason that was recorded for the whole model, if any."""
    if entry.kind != "details" or entry.model is None:
        return entry
    cause = recorded_reason(recorded, entry.date, None, entry.model)
    return replace(entry, cause=cause) if cause else entry


def of_model(all_of: Iterable[ChangelogEntry], model: str) -> tuple[ChangelogEntry, ...]:
    """The changes of one model, including those under its former ids, newest first."""
    return by_model(all_of, [model]).get(model, ())


def by_model(
    all_of: Iterable[ChangelogEntry], models: Iterable[str]
) -> Mapping[str, tuple[ChangelogEntry, ...]]:
    """The changes of several models; see `of_model`."""
    now = {model: model for model in models}
    found: dict[str, list[ChangelogEntry]] = {}
    for change in all_of:
        model = now.get(change.model or "")
        if model is not None:
            found.setdefault(model, []).append(change)
        if change.former is not None and change.former != change.model:
            now.pop(change.model or "", None)
            now.pop(change.former, None)  # before that, the id was that of this model
            if model is not None:
                now[change.former] = model
    return {model: tuple(some) for model, some in found.items()}


def entered(all_of: Iterable[ChangelogEntry], model: str) -> dt.date | None:
    """The day a model was added to the index, for the last time if it was removed before.

    Returns:
        The day of the commit, or None if the model is in the first state of the history.
    """
    own = of_model(all_of, model)
    return next((change.date for change in own if change.kind == "added"), None)


@dataclass(frozen=True)
class _Pair:
    """Two states of an index, the later one of a commit."""

    before: State
    after: State
    moment: dt.datetime
    commit: str

    def described(self) -> Iterator[tuple[dt.date, str]]:
        """The criteria of both states whose descriptions or types changed."""
        then, now = (_snapshot(state).descriptions for state in (self.before, self.after))
        types = {c.ref: frozenset(c.types) for c in self.before.criteria}
        for criterion in self.after.criteria:
            ref = criterion.ref
            if ref not in types:
                continue
            old, new = folded(then.get(ref)), folded(now.get(ref))
            if (old and new and old != new) or types[ref] != frozenset(criterion.types):
                yield self.moment.date(), ref

    def entries(self, classes: list[ClassChange]) -> Iterator[ChangelogEntry]:
        """The changes by kind; those of classes have no cause yet, and are added to `classes`."""
        if not self._graded_alike:
            gone = _only_in(self.before.criteria, self.after.criteria)
            new = _only_in(self.after.criteria, self.before.criteria)
            yield self._entry("criteria", None, "The criteria", before=gone, after=new)
        same = matched(self.before.models, self.after.models)
        for kind, models in (("added", same.added), ("removed", same.removed)):
            for model in models:
                yield self._entry(kind, model.id, model.name)  # type: ignore[arg-type]
        changed = [(former, model) for former, model in same.kept if former is not model]
        for former, model in changed:
            if _renamed(former, model):
                names = {"before": former.name, "after": model.name, "former": former.id}
                yield self._entry("renamed", model.id, model.name, **names)
            if new_version := is_new_version(former, model):
                then, now = new_version
                yield self._entry("version", model.id, model.name, before=then, after=now)
        for former, model in changed:
            yield from self._revised(former, model, classes)
        for former, model in changed:
            yield from self._of_values(former, model)

    def _entry(
        self, kind: Kind, model: str | None, name: str, **values: str | None
    ) -> ChangelogEntry:
        return ChangelogEntry(self.moment, self.commit, kind, model, name, **values)  # type: ignore[arg-type]

    @property
    def _graded_alike(self) -> bool:
        return graded_alike(self.before.criteria, self.after.criteria)

    def _revised(
        self, former: Model, model: Model, classes: list[ClassChange]
    ) -> Iterator[ChangelogEntry]:
        """The changed classes of a model, on criteria that apply to it in both states."""
        applied = {c.ref for c in self.before.criteria.that_apply_to(former.types)}
        for criterion in self.after.criteria.that_apply_to(model.types):
            ref = criterion.ref
            then, now = (one.grades.get(ref, UNGRADED) for one in (former, model))
            if then.cls != now.cls and ref in applied:
                day, other = self.moment.date(), not self._graded_alike
                classes.append(ClassChange(day, model.id, ref, then, now, other))
                values = {"criterion": ref, "label": criterion.name}
                yield self._entry(
                    "revised", model.id, model.name, **values, before=then.cls, after=now.cls
                )

    def _of_values(self, former: Model, model: Model) -> Iterator[ChangelogEntry]:
        """The other changed values, and what is only written in another way."""
        found = [*value_changes(former, model, self.after.criteria)]
        for one in found:
            if one.reason != "spelling":
                entry = self._entry(
                    "details",
                    model.id,
                    model.name,
                    label=one.label,
                    before=one.before,
                    after=one.after,
                )
                yield replace(entry, cause=Cause(one.reason))
        if spelt := [one.label for one in found if one.reason == "spelling"]:
            entry = self._entry("spelling", model.id, model.name, label=_listed(spelt))
            yield replace(entry, cause=Cause("spelling"))


def _listed(labels: Sequence[str]) -> str:
    return enumerated([*dict.fromkeys(labels)])


def _renamed(former: Model, model: Model) -> bool:
    """Whether a model has another id or name; the name of another version is no new name."""
    if former.id != model.id or (former.name != model.name and former.name in model.aliases):
        return True
    return folded(former.name) != folded(model.name) and not is_new_version(former, model)


def _snapshot(state: State) -> Snapshot:
    return state.snapshot if isinstance(state, Index) else state


def _only_in(criteria: Criteria, others: Criteria) -> str | None:
    """The names of the criteria that are not among others."""
    refs = {criterion.ref for criterion in others}
    return enumerated([c.name for c in criteria if c.ref not in refs]) or None
