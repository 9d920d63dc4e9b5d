"""What the plugin costs a build, in one line."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from mkdocs_osai.history import IndexVersions
from mkdocs_osai.problems import OsaiError
from mkdocs_osai.stats import models_in_words


class Spending:
    """Counts the time that is spent in a build.

    Attributes:
        seconds: how much it is so far, by the clock.

    Example:
        >>> spending = Spending()
        >>> with spending.counted():
        ...     pass
        >>> spending.seconds < 1
        True
    """

    def __init__(self) -> None:
        self.seconds = 0.0
        self._begun: float | None = None

    def begin(self) -> None:
        """Count from here on."""
        self._begun = time.perf_counter()

    def end(self) -> None:
        """Count up to here, if counting was begun."""
        if self._begun is not None:
            self.seconds += time.perf_counter() - self._begun
            self._begun = None

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Count what is done within."""
        self.begin()
        try:
            yield
        finally:
            self.end()


def in_words(versions: Mapping[str, IndexVersions], figures: int, pngs: int, seconds: float) -> str:
    """What a build parsed and rendered, and how long it took.

    Args:
        versions: the indexes, by name.
        figures: how many different figures are on the pages.
        pngs: how many PNGs were rendered.
        seconds: how long it took.

    Example:
        >>> in_words({"": IndexVersions("models")}, 2, 1, 0.25)
        '193 models, 193 files parsed; 2 figures, 1 PNG rendered; 0.25 s'
    """
    parts = []
    for name, one in versions.items():
        try:
            index = one.present
        except OsaiError:
            continue
        which = f" in {name}" if name else ""
        files = _counted(index.snapshot.parsed, "file")
        parts.append(f"{models_in_words(len(index))}{which}, {files} parsed")
    if figures:
        parts.append(f"{_counted(figures, 'figure')}, {_counted(pngs, 'PNG')} rendered")
    return f"{'; '.join(parts)}; {seconds:.2f} s"


def _counted(count: int, what: str) -> str:
    return f"{count or 'no'} {what}{'s' * (count != 1)}" if count < 1000 else f"{count:,} {what}s"
