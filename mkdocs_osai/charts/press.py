"""Drawings printed as PNG by other processes, while this one goes on with the pages."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from queue import Empty, SimpleQueue

from mkdocs_osai.charts.drawing import Drawing
from mkdocs_osai.charts.quiet import quiet
from mkdocs_osai.charts.theme import Theme

MOST_PROCESSES = 4
ENOUGH = 8
"""How many drawings wait before another process is worth its start."""

_PATIENCE = 60
"""Seconds for a drawing, which takes some hundredths of one."""


@dataclass(frozen=True, slots=True)
class Print:
    """What is to be printed.

    Attributes:
        drawing: the shapes.
        theme: whose colours.
        scale: pixels to a CSS pixel.
    """

    drawing: Drawing
    theme: Theme = "light"
    scale: float = 2

    def png(self) -> bytes:
        """It as PNG, printed by this process."""
        return self.drawing.png(self.theme, self.scale)


class Press:
    """Processes that print; each starts when it is needed.

    Where there is only one processor, or such a process fails, this one prints.

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
        self._waiting: SimpleQueue[tuple[Print, Future[bytes]] | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._processes: list[subprocess.Popen[bytes]] = []

    def begin(self, wanted: Print) -> Callable[[], bytes]:
        """Begin to print a drawing; what is returned waits for the PNG."""
        if self._most < 1:
            return wanted.png
        printed: Future[bytes] = Future()
        self._waiting.put((wanted, printed))
        self._start(1 + self._waiting.qsize() // ENOUGH)

        def result() -> bytes:
            try:
                return printed.result(_PATIENCE)
            except TimeoutError:
                self._give_up()
            except OSError:
                pass
            return wanted.png()

        return result

    def get_ready(self) -> None:
        """Start a process, because there will soon be something to print."""
        self._start(1)

    def close(self) -> None:
        """End the processes; what is not printed by now this one prints, if it is still wanted."""
        self._give_up()
        for _ in self._threads:
            self._waiting.put(None)
        for process in self._processes:
            process.kill()  # they have nothing to tidy up, and that takes longer
        for thread in self._threads:
            thread.join(_PATIENCE)
        self._threads = []

    def _start(self, count: int) -> None:
        """See that so many processes run, if there may be as many."""
        while len(self._threads) < min(self._most, count):
            thread = threading.Thread(target=self._print, daemon=True)
            self._threads.append(thread)
            thread.start()

    def _print(self) -> None:
        """Hand one drawing after the other to a process."""
        command = [sys.executable, "-P", "-m", __name__]
        pipe = subprocess.PIPE
        try:
            with subprocess.Popen(  # noqa: S603 - nothing of it comes from data
                command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL
            ) as process:
                self._processes.append(process)
                while (task := self._waiting.get()) is not None:
                    wanted, printed = task
                    try:
                        printed.set_result(_printed_by(process, wanted))
                    except OSError as error:
                        printed.set_exception(error)
                        raise
        except OSError:
            self._give_up()

    def _give_up(self) -> None:
        """Leave what waits, and all that comes, to this process."""
        self._most = ends = 0
        with suppress(Empty):
            while True:
                task = self._waiting.get_nowait()
                if task is None:
                    ends += 1
                else:
                    task[1].set_exception(OSError())
        for _ in range(ends):  # each thread needs its own
            self._waiting.put(None)


def _printed_by(process: subprocess.Popen[bytes], wanted: Print) -> bytes:
    """A PNG by another process.

    Raises:
        OSError: it has none to give.
    """
    to, back = process.stdin, process.stdout
    if to is None or back is None:
        raise OSError
    pickle.dump(wanted, to)
    to.flush()
    size = int.from_bytes(back.read(_SIZE), "big")
    png = back.read(size)
    if not png or len(png) < size:
        raise OSError
    return png


_SIZE = 4
"""Bytes that tell how many follow."""


def main() -> None:
    """Print what comes in, until nothing does."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library says is no answer
    with quiet():
        import_module("mkdocs_osai.charts.png")  # before there is anything to do
    while True:
        try:
            wanted = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started it
        except EOFError:
            return
        png = wanted.png()
        out.write(len(png).to_bytes(_SIZE, "big") + png)
        out.flush()


def _processors() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


if __name__ == "__main__":
    main()
