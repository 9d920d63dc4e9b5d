"""What is drawn once and used again: in one build, from build to build, in the next process."""

from __future__ import annotations

import base64
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from importlib.metadata import version

from mkdocs_osai.index.store import Store, code

Files = dict[str, bytes]
"""Pieces of one thing, such as the files of a drawing by the ending of their names."""


class Drawings:
    """Drawings and the figures around them, by what they are made from.

    Args:
        store: keeps them for the next process.

    Attributes:
        made: how many drawings were made since the last `begin`.
        known: how many were known.

    Example:
        >>> drawings = Drawings()
        >>> files = drawings.of("the same", lambda: {".svg": b"<svg/>"})
        >>> drawings.of("the same", lambda: {}) == files
        True
    """

    def __init__(self, store: Store | None = None) -> None:
        self.store = store or Store(None)
        self.made = self.known = 0
        self._used: dict[str, Files] = {}
        self._before: dict[str, Files] = {}

    def begin(self, store: Store) -> None:
        """Begin another build; what the last one did not use is forgotten here."""
        self.store = store
        self.made = self.known = 0
        self._before, self._used = self._used, {}

    def of(self, made_from: str, draw: Callable[[], Files]) -> Files:
        """The files of a drawing.

        Args:
            made_from: all that they depend on, but for the code that draws.
            draw: draws them, if they are not known.
        """
        key = _key("drawing", made_from)
        new = key not in self._used
        files = self._kept(key)
        if files is None:
            files = self._keep(key, draw())
            self.made += 1
        elif new:
            self.known += 1
        return files

    def sheet(self, made_from: str, write: Callable[[], Files]) -> Files:
        """What is written around a drawing.

        Args:
            made_from: all that it depends on, but for the code that writes.
            write: writes it, if it is not known.
        """
        key = _key("sheet", made_from)
        return self._kept(key) or self._keep(key, write())

    def _kept(self, key: str) -> Files | None:
        if key not in self._used:
            files = self._before.get(key) or _unpacked(self.store.get(key))
            if files is None:
                return None
            self._used[key] = files
        return self._used[key]

    def _keep(self, key: str, files: Files) -> Files:
        self.store.put(key, {name: base64.b64encode(data).decode() for name, data in files.items()})
        self._used[key] = files
        return files


def digest(made_from: object) -> str:
    """What something is known by that says in its repr all that it is."""
    return sha256(repr(made_from).encode("utf-8", "replace")).hexdigest()


def _key(kind: str, made_from: str) -> str:
    return f"{kind} {_maker()} {made_from}"


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
