"""Worker processes that render PNGs while the build renders pages."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from importlib import import_module
from types import ModuleType

from mkdocs_osai.charts.drawing import Drawing, quiet
from mkdocs_osai.charts.theme import Theme

MOST_PROCESSES = 4

_TIMEOUT = 60  # seconds; a drawing takes some hundredths of a second


@dataclass(frozen=True)
class PngTask:
    """A PNG to render; `missing` replaces characters that no font of the machine has."""

    drawing: Drawing
    theme: Theme = "light"
    scale: float = 2
    missing: str = "\N{WHITE SQUARE}"

    @cached_property
    def key(self) -> str:
        """A digest of its SVG, its scale and `missing`."""
        text = f"{self.scale} {self.missing} {self.drawing.svg(self.theme)}"
        return sha256(text.encode()).hexdigest()

    def png(self) -> bytes:
        """Render the PNG in this process."""
        return self.drawing.png(self.theme, self.scale, self.missing)


class PngPool:
    """Worker processes that render PNGs; each starts when it is needed.

    If there is only one processor, or if a worker fails or hangs, this process renders.

    Args:
        processes: the most workers; by default one less than there are processors.

    Example:
        >>> from mkdocs_osai import charts, load
        >>> pool = PngPool()
        >>> png = pool.begin(PngTask(charts.draw("pie", load("models").tally("academic"))))
        >>> png()[1:4]
        b'PNG'
        >>> pool.close()
    """

    def __init__(self, processes: int | None = None) -> None:
        most = _processors() - 1 if processes is None else processes
        self._most = min(most, MOST_PROCESSES) if sys.executable else 0
        self._pool: ProcessPoolExecutor | None = None

    def begin(self, task: PngTask) -> Callable[[], bytes]:
        """Start to render; the function returned waits for the PNG."""
        rendered = self._submit(PngTask.png, task)
        if rendered is None:
            return task.png

        def result() -> bytes:
            try:
                return rendered.result(_TIMEOUT)
            except (TimeoutError, CancelledError, OSError, RuntimeError):
                # A worker that ended raises a RuntimeError.
                self.close()
            return task.png()

        return result

    def close(self) -> None:
        """End the workers; from then on this process renders."""
        pool, self._pool, self._most = self._pool, None, 0
        if pool is not None:
            # Workers have nothing to clean up, and one that hangs would not end.
            workers = [*(pool._processes or {}).values()]  # noqa: SLF001 - kill_workers() is of 3.14
            pool.shutdown(wait=False, cancel_futures=True)
            for worker in workers:
                worker.kill()
            for worker in workers:
                worker.join()

    def _submit(self, function: Callable[..., bytes], *arguments: object) -> Future[bytes] | None:
        """Submit a call to a worker; None if there is none."""
        if self._most < 1:
            return None
        try:
            if self._pool is None:
                self._pool = ProcessPoolExecutor(
                    self._most, multiprocessing.get_context("spawn"), _begin_worker
                )
            with _without_main_module():
                return self._pool.submit(function, *arguments)
        except (OSError, RuntimeError):
            self.close()
            return None


@contextmanager
def _without_main_module() -> Iterator[None]:
    """Keep new workers from importing the main module, which may be a script."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _begin_worker() -> None:
    """Import the renderer in advance, and end when the parent process ends."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with quiet():
        import_module("mkdocs_osai.charts.png")


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)


def _processors() -> int:
    """The number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
