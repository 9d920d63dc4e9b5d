"""Progress of long work, on a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

T = TypeVar("T")

PATIENCE = 2.0
"""Seconds before anything is shown."""

_PAUSE = 0.1
"""Seconds between two updates."""

_CLEARED = "\r\x1b[K"


def progress(what: str, items: Iterable[T], count: int) -> Iterable[T]:
    """Go through items; show the progress on a terminal once it takes long.

    `rich` and `click` have no progress that appears only after a while, so this is our own.

    Args:
        what: what is done, such as `reading models`.
        items: what to go through.
        count: how many there are.

    Example:
        >>> sum(progress("adding", [1, 2, 3], 3))
        6
    """
    return _shown(what, items, count, sys.stderr) if sys.stderr and sys.stderr.isatty() else items


def _shown(what: str, items: Iterable[T], count: int, terminal: TextIO) -> Iterator[T]:
    due, shown = time.monotonic() + PATIENCE, False
    try:
        for number, item in enumerate(items, 1):
            yield item
            now = time.monotonic()
            if now >= due:
                terminal.write(f"{_CLEARED}{what}: {number:,} of {count:,}")
                terminal.flush()
                due, shown = now + _PAUSE, True
    finally:
        if shown:
            terminal.write(_CLEARED)
            terminal.flush()
