"""One change of an index, and the changes of a model."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from mkdocs_osai.history.reasons import NEWS, WORDS, Cause
from mkdocs_osai.index.snapshot import Reason

Kind = Literal[
    "added", "removed", "renamed", "version", "revised", "criteria", "details", "spelling"
]
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
        if self.kind == "renamed" and self.before == self.name:
            return f"has another id: {self.former} → {self.model}"
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
