"""What is drawn once and used again: in one build, from build to build, in the next process."""

from __future__ import annotations

import base64
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from importlib.metadata import version

from mkdocs_osai.index.ledger import Ledger
from mkdocs_osai.index.store import Store, code

Files = dict[str, bytes]
"""Pieces of one thing, such as the files of a figure by the ending of their names."""


class Drawings:
    """What was drawn, and written around it, by what it was made from.

    Args:
        store: keeps it for the next process.

    Example:
        >>> drawings = Drawings()
        >>> files = drawings.once("badge", "the same", lambda: {".svg": b"<svg/>"})
        >>> drawings.once("badge", "the same", lambda: {}) == files
        True
    """

    def __init__(self, store: Store | None = None) -> None:
        self._used: dict[str, Files] = {}
        self.begin(store or Store(None), "")

    def begin(self, store: Store, site: str) -> None:
        """Begin another build of a site; what the last one did not use is forgotten here."""
        self._store = store
        self._before, self._used = self._used, {}
        self._requests = Ledger(store, f"requests {_maker()} {site}", _is_text)
        self._figures: dict[str, bool] = {}

    @property
    def figures(self) -> int:
        """How many different figures there are since the last `begin`."""
        return len(self._figures)

    @property
    def drawn(self) -> int:
        """How many of them were drawn anew."""
        return sum(self._figures.values())

    def once(self, kind: str, made_from: str, make: Callable[[], Files]) -> Files:
        """The pieces of something.

        Args:
            kind: what it is.
            made_from: all that it depends on, but for the code that makes it.
            make: makes it, if it is not known.
        """
        return self.kept(kind, made_from) or self.keep(kind, made_from, make())

    def kept(self, kind: str, made_from: str) -> Files | None:
        """The pieces of something, if they are known."""
        key = _key(kind, made_from)
        used = self._used  # another build may begin while a server looks
        if key not in used:
            files = self._before.get(key) or _unpacked(self._store.get(key))
            if files is None:
                return None
            used[key] = files
        return used[key]

    def keep(self, kind: str, made_from: str, files: Files) -> Files:
        """Keep the pieces of something."""
        key = _key(kind, made_from)
        packed = {name: base64.b64encode(data).decode() for name, data in files.items()}
        self._store.put(key, packed)
        self._used[key] = files
        return files

    def asked(self, request: str, made_from: Callable[[], str]) -> str:
        """What something is made from that a request asks for, without making it.

        Args:
            request: what is asked; empty if that cannot be told.
            made_from: finds out, if the request is not known.
        """
        return self._requests.answer(request, made_from) if request else made_from()

    def figure(self, made_from: str, *, anew: bool) -> None:
        """Count a figure, and whether anything of it was drawn."""
        self._figures[made_from] = self._figures.get(made_from, False) or anew

    @property
    def new(self) -> bool:
        """Whether no earlier build has kept a figure here."""
        return self._requests.new

    def close(self) -> None:
        """Keep what requests came to."""
        self._requests.keep()


def digest(made_from: object) -> str:
    """What something is known by that says in its repr all that it is."""
    return sha256(repr(made_from).encode("utf-8", "replace")).hexdigest()


def _key(kind: str, made_from: str) -> str:
    return f"{kind} {_maker()} {made_from}"


def _is_text(kept: object) -> bool:
    return isinstance(kept, str)


def _unpacked(kept: object) -> Files | None:
    """The pieces that were kept; None of anything else."""
    if not isinstance(kept, dict) or not kept:
        return None
    try:
        return {name: base64.b64decode(data, validate=True) for name, data in kept.items()}
    except (TypeError, ValueError):
        return None


@cache
def _maker() -> str:
    """What makes them: our code, and matplotlib, which need not be imported for its version."""
    return f"{code()} {version('matplotlib')}"
