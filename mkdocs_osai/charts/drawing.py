"""A chart as a list of shapes, which can be written as SVG and as PNG for either theme."""

from __future__ import annotations

import logging
import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from mkdocs_osai.charts.shapes import Bar, Dot, Line, Polygon, Ring, Shape, Text, Tip, Wedge
from mkdocs_osai.charts.theme import FONT_SIZE, SVG_FONTS, Theme, colors_of
from mkdocs_osai.index import IndexInfo, Model
from mkdocs_osai.sanitize import chart_label, plain_line, xml_attribute, xml_text

MOST_IN_TIP = 300
"""The most characters that a reader sees who points at a shape."""


@contextmanager
def quiet() -> Iterator[None]:
    """Silence the warnings of matplotlib, such as that it cannot write to the home folder.

    In that case it rebuilds its list of fonts in a temporary folder for each process, unless
    MPLCONFIGDIR names another folder.
    """
    logger = logging.getLogger("matplotlib")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of a chart that stands for a model, from its upper left corner."""

    x: float
    y: float
    width: float
    height: float
    model: Model


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart, in CSS pixels from the upper left corner; colours are names of the palette.

    The page links each area to the page of its model.

    Example:
        >>> from mkdocs_osai.charts.shapes import Bar
        >>> drawing = Drawing(100, 20, (Bar(0, 0, 50, 20, "blue"),))
        >>> "#5474e8" in drawing.svg("light"), "#547cf0" in drawing.svg("dark")
        (True, True)
    """

    width: int
    height: int
    shapes: tuple[Shape, ...]
    areas: tuple[Area, ...] = ()

    def svg(
        self,
        theme: Theme,
        title: str = "",
        about: IndexInfo | None = None,
        description: str = "",
    ) -> str:
        """The chart as SVG on a transparent background; the same input gives the same text.

        Args:
            theme: the theme whose colours are used.
            title: what the chart shows, as plain text; browsers show it as a tooltip.
            about: the index, which the file names as its source.
            description: all numbers in words, for a file that travels without its page.
        """
        colors = colors_of(theme)
        return "".join(
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width}" ',
                f'height="{self.height}" viewBox="0 0 {self.width} {self.height}" role="img" ',
                f'font-family="{SVG_FONTS}" font-size="{_n(FONT_SIZE)}" ',
                # Without it some browsers round letters up to whole pixels, so texts get too wide.
                'text-rendering="geometricPrecision">',
                f"<title>{xml_text(plain_line(title))}</title>" if title else "",
                f"<desc>{xml_text(plain_line(description))}</desc>" if description else "",
                _metadata(about) if about else "",
                *(_element(shape, colors) for shape in self.shapes),
                "</svg>\n",
            )
        )

    def png(self, theme: Theme, scale: float = 2, missing: str = "\N{WHITE SQUARE}") -> bytes:
        """The chart as PNG on the background of a theme, with `scale` pixels per CSS pixel.

        The same input gives the same bytes on one machine. Characters that matplotlib's own font
        lacks are drawn with the fonts of the machine, or as `missing`.
        """
        with quiet():
            from mkdocs_osai.charts import png

        return png.write(self.shapes, (self.width, self.height), theme, scale, missing)

    def _repr_svg_(self) -> str:
        return self.svg("light")


_ANCHORS = {"left": "", "center": ' text-anchor="middle"', "right": ' text-anchor="end"'}


def _element(shape: Shape, colors: Mapping[str, str]) -> str:
    """A shape as an SVG element that holds only numbers, colours and escaped text."""
    match shape:
        case Wedge():
            return (
                f'<path d="{_slice(shape)}" fill="{colors[shape.fill]}" '
                f'stroke="{colors["page"]}" stroke-width="1.5" stroke-linejoin="round"'
                f"{_tip(shape.tip)}/>"
            )
        case Bar(x, y, wide, high, fill, tip):
            path = f"M{_n(x)} {_n(y)}h{_n(wide)}v{_n(high)}h{_n(-wide)}z"
            return f'<path d="{path}" fill="{colors[fill]}"{_tip(tip)}/>'
        case Line(points, color) | Polygon(points, color):
            path = "L".join(f"{_n(x)} {_n(y)}" for x, y in points)
            return f'<path d="M{path}' + (
                f'" fill="none" stroke="{colors[color]}"{_stroke(shape)}{_tip(shape.tip)}/>'
                if isinstance(shape, Line)
                else f'z" fill="{colors[color]}"{_tip(shape.tip)}/>'
            )
        case Dot(x, y, r, fill, tip):
            return f'<path d="{_circle(x, y, r)}" fill="{colors[fill]}"{_tip(tip)}/>'
        case Ring(x, y, r, color, wide, tip):
            return (
                f'<path d="{_circle(x, y, r - wide / 2)}" fill="none" '
                f'stroke="{colors[color]}" stroke-width="{_n(wide)}"{_tip(tip)}/>'
            )
        case Text(x, y, text, anchor, color, size, angle, tip):
            font_size = "" if size == FONT_SIZE else f' font-size="{_n(size)}"'
            turn = f' transform="rotate({_n(-angle)} {_n(x)} {_n(y)})"' if angle else ""
            return (
                f'<text x="{_n(x)}" y="{_n(y + 0.36 * size)}"{_ANCHORS[anchor]}{font_size}{turn} '
                f'fill="{colors[color]}"{_tip(tip)}>{xml_text(text)}</text>'
            )


def _tip(tip: Tip | None) -> str:
    """The attributes of a shape that a reader can point at."""
    if tip is None:
        return ""
    labels = "\n".join(chart_label(line, MOST_IN_TIP) for line in tip.text.split("\n"))
    of = "" if tip.of is None else f' data-of="{tip.of}"'
    return f' data-t="{xml_attribute(labels)}"{of}'


def _metadata(about: IndexInfo) -> str:
    """The source of the numbers in Dublin Core."""
    values = {
        "source": about.source,
        "date": about.date.isoformat() if about.date else "",
        "rights": about.license,
        "identifier": about.commit or "",
        "bibliographicCitation": about.citation,
    }
    terms = [f"<dc:{k}>{xml_text(plain_line(v))}</dc:{k}>" for k, v in values.items() if v]
    return f'<metadata xmlns:dc="http://purl.org/dc/terms/">{"".join(terms)}</metadata>'


def _stroke(line: Line) -> str:
    """The attributes of a line that is not 1 pixel wide and solid."""
    if line.width == 1 and not line.dashes:
        return ""
    dashes = f' stroke-dasharray="{" ".join(map(_n, line.dashes))}"' if line.dashes else ""
    return f' stroke-width="{_n(line.width)}" stroke-linejoin="round"{dashes}'


def _circle(x: float, y: float, r: float) -> str:
    half = f"a{_n(r)} {_n(r)} 0 1 1 "
    return f"M{_n(x - r)} {_n(y)}{half}{_n(2 * r)} 0{half}{_n(-2 * r)} 0z"


def _slice(wedge: Wedge) -> str:
    x, y, r = wedge.x, wedge.y, wedge.radius
    if wedge.end - wedge.start >= 1 - 1e-9:
        half = f"a{_n(r)} {_n(r)} 0 1 1 0 "
        return f"M{_n(x)} {_n(y - r)}{half}{_n(2 * r)}{half}{_n(-2 * r)}z"
    start, end = _edge(wedge, wedge.start), _edge(wedge, wedge.end)
    large = int(wedge.end - wedge.start > 0.5)
    return f"M{_n(x)} {_n(y)}L{start}A{_n(r)} {_n(r)} 0 {large} 1 {end}z"


def _edge(wedge: Wedge, turn: float) -> str:
    """The point on the circle of a wedge at an angle in turns, clockwise from 12 o'clock."""
    angle = 2 * math.pi * turn
    x, y = wedge.x + wedge.radius * math.sin(angle), wedge.y - wedge.radius * math.cos(angle)
    return f"{_n(x)} {_n(y)}"


def _n(number: float) -> str:
    """A number with two decimals at most."""
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
