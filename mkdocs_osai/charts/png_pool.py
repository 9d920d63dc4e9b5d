"""Drawings rendered as PNG in worker processes, while this one goes on with the pages."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from importlib import import_module
from types import ModuleType

from mkdocs_osai.charts.drawing import Drawing, quiet
from mkdocs_osai.charts.theme import Theme

MOST_PROCESSES = 4

_PATIENCE = 60  # seconds for a drawing, which takes some hundredths of one


@dataclass(frozen=True, slots=True)
class PngTask:
    """What is to be rendered.

    Attributes:
        drawing: the shapes.
        theme: whose colours.
        scale: pixels to a CSS pixel.
        missing: drawn for each character that no font of the machine has.
    """

    drawing: Drawing
    theme: Theme = "light"
    scale: float = 2
    missing: str = "\N{WHITE SQUARE}"

    @property
    def key(self) -> str:
        """A digest of its SVG and its size: the same digest, the same PNG."""
        return sha256(f"{self.scale} {self.drawing.svg(self.theme)}".encode()).hexdigest()

    def png(self) -> bytes:
        """It as PNG, rendered by this process."""
        return self.drawing.png(self.theme, self.scale, self.missing)


class PngPool:
    """Worker processes that render; each starts when it is needed.

    Where there is only one processor, or a worker fails or hangs, this process renders.

    Args:
        processes: how many at most; one less than there are processors, if left out.

    Example:
        >>> from mkdocs_osai import charts, load
        >>> press = Press()
        >>> png = press.begin(Print(charts.draw("pie", load("models").tally("academic"))))
        >>> png()[1:4]
        b'PNG'
        >>> press.close()
    """

    def __init__(self, processes: int | None = None) -> None:
        most = _processors() - 1 if processes is None else processes
        self._most = min(most, MOST_PROCESSES) if sys.executable else 0
        self._pool: ProcessPoolExecutor | None = None

    def begin(self, wanted: PngTask) -> Callable[[], bytes]:
        """Begin to render a drawing; what is returned waits for the PNG."""
        rendered = self._submit(_render, wanted)
        if rendered is None:
            return wanted.png

        def result() -> bytes:
            try:
                return rendered.result(_PATIENCE)
            except (TimeoutError, CancelledError, OSError, RuntimeError):
                # A worker that ended raises a RuntimeError.
                self.close()
            return wanted.png()

        return result

    def close(self) -> None:
        """End the processes; what is still wanted then, this process renders."""
        pool, self._pool, self._most = self._pool, None, 0
        if pool is not None:
            # Workers have nothing to tidy up, and one that hangs would never end by itself.
            workers = [*(pool._processes or {}).values()]  # noqa: SLF001 - kill_workers() is of 3.14
            pool.shutdown(wait=False, cancel_futures=True)
            for worker in workers:
                worker.kill()
            for worker in workers:
                worker.join()

    def _submit(self, function: Callable[..., bytes], *arguments: object) -> Future[bytes] | None:
        """What a worker will return; None where there is none."""
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
    """Keep a worker that starts from running the main module again, which may be a script."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _begin_worker() -> None:
    """Get ready to render, and end with the process that started this one."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with quiet():
        import_module("mkdocs_osai.charts.png")  # before there is anything to do


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)


def _render(wanted: PngTask) -> bytes:
    return wanted.png()


def _processors() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
