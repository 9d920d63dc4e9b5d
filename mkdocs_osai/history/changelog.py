"""What changed in an index over its history: models that came and went, classes, criteria."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from mkdocs_osai.index import Criteria, Model
from mkdocs_osai.stats.formatting import enumerated
from mkdocs_osai.stats.results.ranking import graded_alike

Kind = Literal["added", "removed", "renamed", "revised", "criteria"]


@dataclass(frozen=True, slots=True)
class ChangelogEntry:
    """One thing that a commit changed in an index.

    Attributes:
        moment: when it was committed, UTC.
        commit: the id of the commit, in full.
        kind: a model was `added`, `removed` or `renamed`; its class on a criterion was `revised`;
            or the `criteria` changed, and scores before and after are not comparable.
        model: the id of the model, that of its new name if it was renamed; None for `criteria`.
        name: the name of the model, or what `criteria` is about.
        criterion: the ref of the criterion that was revised, or None.
        label: the name of that criterion, or ''.
        before, after: the class then and now; the name then and now; the criteria that went and
            those that came.
        former: the id that a renamed model had before, or None.

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
        """What changed, as a sentence without its full stop."""
        if self.kind == "revised":
            return f"{self.name}: {self.told}"
        return f"{self.name} {self.told}"

    @property
    def told(self) -> str:
        """What changed, without the name of the model."""
        if self.kind == "revised":
            return f"{self.label} {self.before or _NO_CLASS} → {self.after or _NO_CLASS}"
        if self.kind == "renamed":
            return f"is the new name of {self.before}"
        if self.kind == "criteria":
            gone = f"without {self.before}" if self.before else ""
            new = f"with {self.after}" if self.after else ""
            return f"changed: {' and '.join(filter(None, (new, gone))) or 'for other types'}"
        return self.kind


class DatedSnapshot(Protocol):
    """What an index was at one moment."""

    @property
    def models(self) -> Sequence[Model]:
        """Its models; their ids are unique."""

    @property
    def criteria(self) -> Criteria:
        """What they are graded on."""


def changes(states: Iterable[tuple[dt.datetime, str, DatedSnapshot]]) -> tuple[ChangelogEntry, ...]:
    """What changed from each state of an index to the next.

    The first state is where the history starts: what it holds is no change.

    Args:
        states: the moment of a commit, its id, and the index as it had it; oldest first. Models
            that did not change are best the same objects, which takes no time.

    Returns:
        The changes, newest first; those of one commit by kind, in the order of the index.
    """
    found: list[tuple[ChangelogEntry, ...]] = []
    before: DatedSnapshot | None = None
    for moment, commit, state in states:
        if before is not None:
            found.append(tuple(_between(before, state, (moment, commit))))
        before = state
    return tuple(change for of_commit in reversed(found) for change in of_commit)


def of_model(all_of: Iterable[ChangelogEntry], model: str) -> tuple[ChangelogEntry, ...]:
    """The changes of one model, those under its former ids included, newest first.

    Args:
        all_of: all changes, newest first.
        model: the id it has at the end.
    """
    return by_model(all_of, [model]).get(model, ())


def by_model(
    all_of: Iterable[ChangelogEntry], models: Iterable[str]
) -> Mapping[str, tuple[ChangelogEntry, ...]]:
    """The changes of each of some models, as `of_model` gives them, in one go.

    Args:
        all_of: all changes, newest first.
        models: the ids they have at the end.
    """
    now = {model: model for model in models}
    found: dict[str, list[ChangelogEntry]] = {}
    for change in all_of:
        model = now.get(change.model or "")
        if model is not None:
            found.setdefault(model, []).append(change)
        if change.former is not None and change.former != change.model:
            now.pop(change.model or "", None)
            now.pop(change.former, None)  # before that, the id was this model's
            if model is not None:
                now[change.former] = model
    return {model: tuple(some) for model, some in found.items()}


def entered(all_of: Iterable[ChangelogEntry], model: str) -> dt.date | None:
    """The day a model entered the index, for the last time if it had left.

    Args:
        all_of: all changes, newest first, or only those of the model.
        model: the id it has at the end.

    Returns:
        The day of the commit, or None if the model is there since the history starts, which is
        the same as not known.
    """
    own = of_model(all_of, model)
    return next((change.date for change in own if change.kind == "added"), None)


_NO_CLASS = "no class"


def _between(
    before: DatedSnapshot, after: DatedSnapshot, at: tuple[dt.datetime, str]
) -> Iterator[ChangelogEntry]:
    """What changed from one state to the next, whose moment and commit are given."""
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
    before: DatedSnapshot,
    after: DatedSnapshot,
    former: Model,
    model: Model,
    at: tuple[dt.datetime, str],
) -> Iterator[ChangelogEntry]:
    """The classes of a model that changed, on criteria that applied to it then and apply now."""
    applied = {c.ref for c in before.criteria.that_apply_to(former.types)}
    for criterion in after.criteria.that_apply_to(model.types):
        then, now = (one.class_of(criterion.ref) for one in (former, model))
        if then != now and criterion.ref in applied:
            ref, label = criterion.ref, criterion.name
            yield ChangelogEntry(*at, "revised", model.id, model.name, ref, label, then, now)


def _former(model: Model, gone: Mapping[str, Model]) -> Model | None:
    """The model that another one says it was, among those that are gone."""
    for alias in model.aliases:
        for one in gone.values():
            if alias in (one.id, one.name):
                return one
    return None


def _only_in(criteria: Criteria, others: Criteria) -> str | None:
    """The names of the criteria that only one of two sets has."""
    refs = {criterion.ref for criterion in others}
    return enumerated([c.name for c in criteria if c.ref not in refs]) or None
