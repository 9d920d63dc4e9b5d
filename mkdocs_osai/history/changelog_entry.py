"""One change of an index, and the changes of a model."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from mkdocs_osai.history.reasons import NEWS, WORDS, Cause
from mkdocs_osai.i18n import gettext, gettext_noop, listed, pgettext, pgettext_noop
from mkdocs_osai.index.snapshot import Reason

Kind = Literal[
    "added", "removed", "renamed", "version", "revised", "criteria", "details", "spelling"
]
_NO_CLASS = gettext_noop("no class")
_NO_VALUE = pgettext_noop("value", "none")
_KINDS = (
    pgettext_noop("what happened to a model", "added"),
    pgettext_noop("what happened to a model", "removed"),
)


class ValueName(NamedTuple):
    """What a value is called, in English; it may be about criteria.

    Example:
        >>> ValueName("Evidence for {criteria}", ("Code", "Paper")).text
        'Evidence for Code and Paper'
    """

    name: str
    criteria: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The name in the language of the site."""
        if not self.criteria:
            return gettext(self.name)
        return gettext(self.name, criteria=listed([gettext(one) for one in self.criteria]))


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
        label: the name of that criterion, or of the values, in English; or ''.
        values: what the label is made from: names of values, with the criteria of `{criteria}`.
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
    values: tuple[ValueName, ...] = ()

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
        if self.kind in ("revised", "details", "spelling"):
            return gettext("{name}: {text}", name=self.shown_name, text=self.text)
        return f"{self.shown_name} {self.text}"

    @property
    def shown_name(self) -> str:
        """The name of the model; "The criteria" in the language of the site."""
        return self.name if self.model else gettext(self.name)

    @property
    def shown_label(self) -> str:
        """The label in the language of the site."""
        if not self.values:
            return gettext(self.label) if self.label else ""
        return listed([*dict.fromkeys(one.text for one in self.values)])

    @property
    def text(self) -> str:  # noqa: PLR0911 - one for each kind
        """The change, without the name of the model."""
        label = self.shown_label
        if self.kind == "criteria":
            return _of_criteria(self.before, self.after)
        if self.kind == "revised":
            classes = [
                pgettext("category", cls) if cls else gettext(_NO_CLASS)
                for cls in (self.before, self.after)
            ]
            return f"{label} {classes[0]} → {classes[1]}"
        if self.kind == "details" and (self.before or self.after):
            none = pgettext("value", _NO_VALUE)
            return f"{label} {self.before or none} → {self.after or none}"
        if self.kind == "details":
            return gettext("{values} changed", values=label)
        if self.kind == "spelling":
            return gettext("{values} in other words", values=label)
        if self.kind == "renamed" and self.before == self.name:
            return gettext(
                "has another id: {before} → {after}", before=self.former, after=self.model
            )
        if self.kind == "renamed":
            return gettext("is the new name of {name}", name=self.before)
        if self.kind == "version":
            return gettext(
                "has another version: {before} → {after}", before=self.before, after=self.after
            )
        return pgettext("what happened to a model", self.kind)

    @property
    def because(self) -> str:
        """The reason in words, with what it follows from; '' if the kind says all."""
        if self.cause is None:
            return ""
        reason, note = gettext(WORDS[self.cause.reason]), self.cause.text
        return gettext("{name}: {text}", name=reason, text=note) if note else reason


def _of_criteria(gone: str | None, new: str | None) -> str:
    if new and gone:
        return gettext("changed: with {new} and without {gone}", new=new, gone=gone)
    if new:
        return gettext("changed: with {new}", new=new)
    if gone:
        return gettext("changed: without {gone}", gone=gone)
    return gettext("changed: for other types")


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
