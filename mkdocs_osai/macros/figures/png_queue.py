"""PNGs that are printed while pages are made, or when somebody asks for one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass

from mkdocs_osai.charts.drawing import Drawing
from mkdocs_osai.charts.png_pool import PngPool, PngTask
from mkdocs_osai.charts.theme import Theme
from mkdocs_osai.index.progress import progress
from mkdocs_osai.macros.figures.drawings import Drawings

_PNG = ".png"
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class PngJob:
    """What a PNG is printed from.

    Attributes:
        made_from: all that the PNG depends on, but for the code that prints.
        draw: gives the drawing.
        theme: whose colours.
        scale: pixels to a CSS pixel.
    """

    made_from: str
    draw: Callable[[], Drawing]
    theme: Theme
    scale: float = 2

    def print(self) -> PngTask:
        """It as a print."""
        return PngTask(self.draw(), self.theme, self.scale)


class PngQueue:
    """The PNGs of one build.

    Args:
        drawings: keeps what was printed.
        waiting: whether each PNG is printed when it is asked for, and not before.
        printer: the one thread that prints what is asked for.
    """

    def __init__(
        self, drawings: Drawings, *, waiting: bool, printer: Executor | None = None
    ) -> None:
        self.waiting = waiting
        self._drawings = drawings
        self._press = PngPool()
        self._negatives: dict[str, PngJob] = {}
        self._printing: dict[str, Callable[[], bytes]] = {}
        self._printer = printer

    def get_ready(self) -> None:
        """Expect that something will be printed."""
        if not self.waiting:
            self._press.get_ready()

    def png(self, path: str, negative: PngJob) -> bytes:
        """A PNG that was printed before; empty if it is still to be printed.

        Args:
            path: where it is to stand on the site.
            negative: what it is printed from.
        """
        known = self._known(negative)
        if known is None and path not in self._negatives:
            self._negatives[path] = negative
            if not self.waiting and negative.made_from not in self._printing:
                self._printing[negative.made_from] = self._press.begin(negative.print())
        return known or b""

    def printed(self) -> Iterator[tuple[str, bytes]]:
        """What nobody has to ask for: paths and PNGs."""
        if not self.waiting:
            every = self._negatives
            for path, negative in progress("osai: printing PNGs", every.items(), len(every)):
                yield path, self._of(negative, self._printing[negative.made_from])

    def asked(self, path: str) -> bytes | None:
        """The PNG of a path; None if there is none."""
        negative = self._negatives.get(path)
        if negative is None or self._printer is None:
            return None
        known = self._known(negative)
        if known is not None:
            return known
        return self._printer.submit(self._of, negative, lambda: negative.print().png()).result()

    def close(self) -> None:
        """Print nothing any more."""
        self._press.close()

    def _of(self, negative: PngJob, png: Callable[[], bytes]) -> bytes:
        known = self._known(negative)
        if known is not None:
            return known
        new = png()
        self._drawings.keep(_PNG, negative.made_from, {_PNG: new})
        return new

    def _known(self, negative: PngJob) -> bytes | None:
        """The PNG that was kept, if it is one."""
        kept = self._drawings.kept(_PNG, negative.made_from) or {}
        png = kept.get(_PNG, b"")
        return png if png.startswith(_SIGNATURE) else None
