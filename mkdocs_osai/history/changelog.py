"""The changes of an index over its history: models, classes, criteria."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from mkdocs_osai.index import Criteria, Model, Snapshot
from mkdocs_osai.stats.formatting import enumerated
from mkdocs_osai.stats.index import Index
from mkdocs_osai.stats.results.ranking import graded_alike

Kind = Literal["added", "removed", "renamed", "revised", "criteria"]
State = Snapshot | Index

_NO_CLASS = "no class"


@dataclass(frozen=True, slots=True)
class ChangelogEntry:
    """One change of an index by a commit.

    Attributes:
        moment: the time of the commit, UTC.
        commit: the full id of the commit.
        kind: a model was `added`, `removed` or `renamed`; its class on a criterion was `revised`;
            or the `criteria` changed, and scores before and after are not comparable.
        model: the id of the model, the new one if it was renamed; None for `criteria`.
        name: the name of the model, or "The criteria".
        criterion: the ref of the revised criterion, or None.
        label: the name of that criterion, or ''.
        before, after: the old and new class, or name; or the removed and the added criteria.
        former: the old id of a renamed model, or None.

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

    @property
    def date(self) -> dt.date:
        """The day of the commit, UTC."""
        return self.moment.date()

    @property
    def words(self) -> str:
        """The change as a sentence without full stop."""
        if self.kind == "revised":
            return f"{self.name}: {self.text}"
        return f"{self.name} {self.text}"

    @property
    def text(self) -> str:
        """The change, without the name of the model."""
        if self.kind == "revised":
            return f"{self.label} {self.before or _NO_CLASS} → {self.after or _NO_CLASS}"
        if self.kind == "renamed":
            return f"is the new name of {self.before}"
        if self.kind == "criteria":
            gone = f"without {self.before}" if self.before else ""
            new = f"with {self.after}" if self.after else ""
            return f"changed: {' and '.join(filter(None, (new, gone))) or 'for other types'}"
        return self.kind


def changes(states: Iterable[tuple[dt.datetime, str, State]]) -> tuple[ChangelogEntry, ...]:
    """The changes from each state of an index to the next.

    Args:
        states: (time, id, index) of each commit, oldest first. If unchanged models are the same
            objects, this is fast.

    Returns:
        The changes, newest first; those of one commit by kind, in the order of the index.
    """
    found: list[tuple[ChangelogEntry, ...]] = []
    before: State | None = None
    for moment, commit, state in states:
        if before is not None:
            found.append(tuple(_between(before, state, (moment, commit))))
        before = state
    return tuple(change for of_commit in reversed(found) for change in of_commit)


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


def _between(before: State, after: State, at: tuple[dt.datetime, str]) -> Iterator[ChangelogEntry]:
    """The changes from one state to the next, which is that of the commit `at`."""
    if not graded_alike(before.criteria, after.criteria):
        gone = _only_in(before.criteria, after.criteria)
        new = _only_in(after.criteria, before.criteria)
        yield ChangelogEntry(*at, "criteria", None, "The criteria", before=gone, after=new)
    old = {model.id: model for model in before.models}
    ids = {model.id for model in after.models}
    gone_models = {id_: model for id_, model in old.items() if id_ not in ids}
    kept: list[tuple[Model, Model]] = []
    for model in after.models:
        former = old.get(model.id) or _former(model, gone_models)
        if former is None:
            yield ChangelogEntry(*at, "added", model.id, model.name)
        elif former is not model:
            gone_models.pop(former.id, None)
            kept.append((former, model))
    for model in gone_models.values():
        yield ChangelogEntry(*at, "removed", model.id, model.name)
    for former, model in kept:
        if former.id != model.id or (former.name != model.name and former.name in model.aliases):
            names = former.name, model.name, former.id
            yield ChangelogEntry(*at, "renamed", model.id, model.name, None, "", *names)
    for former, model in kept:
        yield from _revised(before, after, former, model, at)


def _revised(
    before: State,
    after: State,
    former: Model,
    model: Model,
    at: tuple[dt.datetime, str],
) -> Iterator[ChangelogEntry]:
    """The changed classes of a model, on criteria that apply to it in both states."""
    applied = {c.ref for c in before.criteria.that_apply_to(former.types)}
    for criterion in after.criteria.that_apply_to(model.types):
        then, now = (one.class_of(criterion.ref) for one in (former, model))
        if then != now and criterion.ref in applied:
            ref, label = criterion.ref, criterion.name
            yield ChangelogEntry(*at, "revised", model.id, model.name, ref, label, then, now)


def _former(model: Model, gone: Mapping[str, Model]) -> Model | None:
    """The removed model whose id or name is an alias of another model."""
    for alias in model.aliases:
        for one in gone.values():
            if alias in (one.id, one.name):
                return one
    return None


def _only_in(criteria: Criteria, others: Criteria) -> str | None:
    """The names of the criteria that are not among others."""
    refs = {criterion.ref for criterion in others}
    return enumerated([c.name for c in criteria if c.ref not in refs]) or None
