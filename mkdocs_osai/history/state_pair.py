"""The changes from one state of an index to the next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from mkdocs_osai.history.changelog_entry import ChangelogEntry, Kind, ValueName
from mkdocs_osai.history.matching import folded, matched
from mkdocs_osai.history.reasons import Cause
from mkdocs_osai.history.regradings import ClassChange
from mkdocs_osai.history.values import ValueChange, is_new_version, value_changes
from mkdocs_osai.i18n import ENGLISH, gettext_noop, listed, using
from mkdocs_osai.index import UNGRADED, Criteria, Model, Snapshot
from mkdocs_osai.stats.formatting import enumerated
from mkdocs_osai.stats.index import Index
from mkdocs_osai.stats.results.ranking import graded_alike

State = Snapshot | Index


@dataclass(frozen=True)
class StatePair:
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
            asked = _asked_differently(then.get(ref, {}), now.get(ref, {}))
            if asked or types[ref] != frozenset(criterion.types):
                yield self.moment.date(), ref

    def entries(self, classes: list[ClassChange]) -> Iterator[ChangelogEntry]:
        """The changes by kind; those of classes have no cause yet, and are added to `classes`."""
        if not self._graded_alike:
            gone = _only_in(self.before.criteria, self.after.criteria)
            new = _only_in(self.after.criteria, self.before.criteria)
            yield self._entry(
                "criteria", None, gettext_noop("The criteria"), before=gone, after=new
            )
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
                    "details", model.id, model.name, before=one.before, after=one.after
                )
                yield replace(entry, cause=Cause(one.reason), **_named([one]))
        if spelt := [one for one in found if one.reason == "spelling"]:
            entry = self._entry("spelling", model.id, model.name)
            yield replace(entry, cause=Cause("spelling"), **_named(spelt))


def _asked_differently(then: Mapping[str, str], now: Mapping[str, str]) -> bool:
    """Whether a criterion asks something else: in English, or else in every common language.

    A corrected translation asks the same.
    """
    common = ["en"] if "en" in then and "en" in now else sorted({*then} & {*now})
    return bool(common) and all(folded(then[one]) != folded(now[one]) for one in common)


def _named(changes: Sequence[ValueChange]) -> dict[str, Any]:
    """What some values are called: their names, and the label from them in English."""
    values = tuple(ValueName(one.label, one.criteria) for one in changes)
    with using(ENGLISH):
        return {"values": values, "label": listed([*dict.fromkeys(one.text for one in values)])}


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
