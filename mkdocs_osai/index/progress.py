"""How far a long work is, for who waits at a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

T = TypeVar("T")

PATIENCE = 2.0
"""Seconds in which nothing is told."""

_PAUSE = 0.1
"""Seconds between two times that something is told."""

_CLEARED = "\r\x1b[K"


def progress(what: str, items: Iterable[T], count: int) -> Iterable[T]:
    """Go through items, and tell on a terminal how far that is once it takes long.

    Args:
        what: what is done, such as `reading models`.
        items: what to go through.
        count: how many there are.

    Example:
        >>> sum(progress("adding", [1, 2, 3], 3))
        6
    """
    return _told(what, items, count, sys.stderr) if sys.stderr and sys.stderr.isatty() else items


def _told(what: str, items: Iterable[T], count: int, terminal: TextIO) -> Iterator[T]:
    due, told = time.monotonic() + PATIENCE, False
    try:
        for number, item in enumerate(items, 1):
            yield item
            now = time.monotonic()
            if now >= due:
                terminal.write(f"{_CLEARED}{what}: {number:,} of {count:,}")
                terminal.flush()
                due, told = now + _PAUSE, True
    finally:
        if told:
            terminal.write(_CLEARED)
            terminal.flush()
