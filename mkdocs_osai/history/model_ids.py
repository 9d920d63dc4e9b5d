"""Which ids each model has had over the history of an index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import count

from mkdocs_osai.history.changelog_entry import ChangelogEntry


class ModelIds:
    """The ids of the models that changes are about, through all renames.

    The changes are added state by state, oldest first.

    Example:
        >>> ModelIds().last()
        []
    """

    def __init__(self) -> None:
        self._numbers = count()
        self._now: dict[str, int] = {}
        self._ids: dict[int, list[str]] = {}
        self._entries: list[tuple[str, int, frozenset[str]]] = []

    def add(self, entries: Sequence[ChangelogEntry], held: Iterable[str]) -> None:
        """Add the changes of one state.

        Args:
            entries: the changes from the state before.
            held: the ids of all models of the state.
        """
        if not entries:
            return
        renamed = [e for e in entries if e.former and e.former != e.model]
        numbers = [self._number(e.former or "") for e in renamed]
        gone = {e.model: self._number(e.model or "") for e in entries if e.kind == "removed"}
        for id_ in (*(e.former for e in renamed), *gone):
            self._now.pop(id_ or "", None)
        for entry, number in zip(renamed, numbers, strict=True):
            self._set(entry.model or "", number)
        for entry in entries:
            if entry.kind == "added":
                self._set(entry.model or "", next(self._numbers))
        there = frozenset(held)
        for entry in entries:
            id_ = entry.model or ""
            number = gone[id_] if entry.kind == "removed" else self._number(id_)
            self._entries.append((id_, number, there))

    def last(self) -> list[str]:
        """The last id of the model of each change; '' if it is about no model."""
        return [self._ids[number][-1] for _, number, _ in self._entries]

    def of_entries(self) -> list[tuple[str, ...]]:
        """The ids of the model of each change: that of its day, and those no other then had."""
        return [
            (id_, *(one for one in self._ids[number] if one != id_ and one not in there))
            for id_, number, there in self._entries
        ]

    def _number(self, id_: str) -> int:
        if id_ not in self._now:
            self._set(id_, next(self._numbers))
        return self._now[id_]

    def _set(self, id_: str, number: int) -> None:
        self._now[id_] = number
        ids = self._ids.setdefault(number, [])
        if id_ not in ids[-1:]:
            ids.append(id_)
