"""What the plugin costs a build, in one line."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from mkdocs_osai.history import IndexVersions
from mkdocs_osai.macros.figures.drawings import Drawings
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


def in_words(editions: Mapping[str, IndexVersions], drawings: Drawings, seconds: float) -> str:
    """What was made, what was known, and what it cost.

    Example:
        >>> in_words({"": Editions("models")}, Drawings(), 0.25).startswith("193 models")
        True
    """
    told = []
    for name, one in editions.items():
        try:
            models = len(one.present)
        except OsaiError:
            continue
        which = f" in {name}" if name else ""
        anew = f"{one.opened:,} read" if one.opened else "none read"
        told.append(f"{models_in_words(models)}{which}, {anew} anew")
    if count := drawings.figures:
        figures = "1 figure" if count == 1 else f"{count:,} figures"
        told.append(f"{figures}, {drawings.drawn or 'none'} drawn anew")
    return f"{'; '.join(told)}; {seconds:.2f} s"
