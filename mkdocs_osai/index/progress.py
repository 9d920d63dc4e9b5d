"""A progress display on terminals."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

T = TypeVar("T")

PATIENCE = 2.0
"""Seconds before the progress is shown."""

_PAUSE = 0.1
"""Seconds between two updates."""

_CLEARED = "\r\x1b[K"


def progress(what: str, items: Iterable[T], count: int) -> Iterable[T]:
    """Iterate over items; after two seconds, show the progress on a terminal.

    The progress bars of `rich` and `click` cannot wait before they appear.

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
