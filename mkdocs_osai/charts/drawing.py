"""A chart as flat shapes: drawn once, written for both themes, as SVG and as PNG."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from mkdocs_osai.charts.render import svg
from mkdocs_osai.charts.shapes import Shape
from mkdocs_osai.charts.theme import Theme
from mkdocs_osai.index import IndexInfo


@contextmanager
def quiet() -> Iterator[None]:
    """Keep matplotlib from warning, as it does where it cannot write into the home folder.

    It then builds its list of fonts in a temporary folder, for each process anew; MPLCONFIGDIR can
    name a better one.
    """
    logger = logging.getLogger("matplotlib")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart, in CSS pixels from the upper left corner; colours are names of the palette.

    Example:
        >>> from mkdocs_osai.charts.shapes import Bar
        >>> drawing = Drawing(100, 20, (Bar(0, 0, 50, 20, "blue"),))
        >>> "#288de5" in drawing.svg("light"), "#42a3fd" in drawing.svg("dark")
        (True, True)
    """

    width: int
    height: int
    shapes: tuple[Shape, ...]

    def svg(self, theme: Theme, title: str = "", about: IndexInfo | None = None) -> str:
        """The chart as SVG on a transparent ground; the same input gives the same text.

        Args:
            theme: whose colours.
            title: what it shows, which browsers tell.
            about: the index it is drawn from, which travels with the file.
        """
        return svg.write(self.shapes, (self.width, self.height), theme, title, about)

    def png(self, theme: Theme, scale: float = 2, missing: str = "\N{WHITE SQUARE}") -> bytes:
        """The chart as PNG on the ground of the theme's page, `scale` pixels to a CSS pixel.

        The same input gives the same bytes on one machine; labels in scripts that matplotlib's own
        font lacks are drawn with the fonts the machine has.
        """
        with quiet():
            from mkdocs_osai.charts.render import png

        return png.write(self.shapes, (self.width, self.height), theme, scale, missing)

    def _repr_svg_(self) -> str:
        return self.svg("light")
