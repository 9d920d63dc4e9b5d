"""A chart as flat shapes: drawn once, written for both themes, as SVG and as PNG."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mkdocs_osai.charts.quiet import quiet
from mkdocs_osai.charts.theme import FONT_SIZE, Theme
from mkdocs_osai.index import About

Anchor = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Wedge:
    """A slice: from `start` to `end`, in turns clockwise from 12 o'clock."""

    x: float
    y: float
    radius: float
    start: float
    end: float
    fill: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle from its upper left corner."""

    x: float
    y: float
    width: float
    height: float
    fill: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points; `dashes` are lengths drawn and left out in turn."""

    points: tuple[tuple[float, float], ...]
    color: str
    width: float = 1.0
    dashes: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Dot:
    """A full circle around its middle."""

    x: float
    y: float
    radius: float
    fill: str


@dataclass(frozen=True, slots=True)
class Ring:
    """An empty circle around its middle; `radius` is that of its outer edge."""

    x: float
    y: float
    radius: float
    color: str
    width: float = 1.5


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; `x` is the end its anchor names, `y` its middle."""

    x: float
    y: float
    text: str
    anchor: Anchor = "left"
    color: str = "text"
    size: float = FONT_SIZE


Shape = Wedge | Bar | Line | Dot | Ring | Text


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart, in CSS pixels from the upper left corner; colours are names of the palette.

    Example:
        >>> drawing = Drawing(100, 20, (Bar(0, 0, 50, 20, "blue"),))
        >>> "#288de5" in drawing.svg("light"), "#42a3fd" in drawing.svg("dark")
        (True, True)
    """

    width: int
    height: int
    shapes: tuple[Shape, ...]

    def svg(self, theme: Theme, title: str = "", about: About | None = None) -> str:
        """The chart as SVG on a transparent ground; the same input gives the same text.

        Args:
            theme: whose colours.
            title: what it shows, which browsers tell.
            about: the index it is drawn from, which travels with the file.
        """
        from mkdocs_osai.charts import svg

        return svg.write(self, theme, title, about)

    def png(self, theme: Theme, scale: float = 2) -> bytes:
        """The chart as PNG on the ground of the theme's page, `scale` pixels to a CSS pixel.

        The same input gives the same bytes on one machine; labels in scripts that matplotlib's own
        font lacks are drawn with the fonts the machine has.
        """
        with quiet():
            from mkdocs_osai.charts import png

        return png.write(self, theme, scale)

    def _repr_svg_(self) -> str:
        return self.svg("light")
