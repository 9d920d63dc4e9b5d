"""Many small answers, kept together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from mkdocs_osai.index.store import Store

V = TypeVar("V")


class Ledger:
    """Answers by question, kept as one value of a store: those that were asked for this time.

    Args:
        store: where they are kept.
        key: the key of all of them there.
        right: whether an answer that was kept is one; any other is as if it had not been kept.

    Example:
        >>> ledger = Ledger(Store(None), "squares", lambda kept: isinstance(kept, int))
        >>> ledger.answer("3", lambda: 3 * 3)
        9
    """

    def __init__(self, store: Store, key: str, right: Callable[[object], bool]) -> None:
        self._store = store
        self._key = key
        self._right = right
        self._before: dict[str, Any] | None = None
        self._now: dict[str, Any] = {}

    @property
    def new(self) -> bool:
        """Whether nothing was kept before."""
        return not self._known()

    def answer(self, question: str, find: Callable[[], V]) -> V:
        """The answer to a question, which JSON can hold; `find` finds it, if it is not known."""
        if question not in self._now:
            before = self._known()
            self._now[question] = before[question] if question in before else find()
        answer: V = self._now[question]
        return answer

    def keep(self) -> None:
        """Keep what was asked for, for the next time."""
        if self._now and self._now != self._known():
            self._store.put(self._key, self._now)

    def _known(self) -> dict[str, Any]:
        if self._before is None:
            kept = self._store.get(self._key)
            kept = kept if isinstance(kept, dict) else {}
            self._before = {q: answer for q, answer in kept.items() if self._right(answer)}
        return self._before
