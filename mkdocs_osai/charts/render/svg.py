"""A drawing as SVG: small, safe, the same for the same input.

The shapes are few and flat, so they are written as they are: matplotlib's SVG would have to be
taken apart again to lose its clip paths, ids, dates and style sheets.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from mkdocs_osai.charts.shapes import Bar, Dot, Line, Ring, Shape, Text, Wedge
from mkdocs_osai.charts.theme import FONT_SIZE, SVG_FONTS, Theme, colors_of
from mkdocs_osai.index import IndexInfo
from mkdocs_osai.sanitize import plain_line, xml_text

_ANCHORS = {"left": "", "center": ' text-anchor="middle"', "right": ' text-anchor="end"'}

_DUBLIN_CORE = "http://purl.org/dc/terms/"


def write(
    shapes: Sequence[Shape],
    size: tuple[float, float],
    theme: Theme,
    title: str = "",
    about: IndexInfo | None = None,
) -> str:
    """Shapes as one SVG element, in the colours of a theme.

    Text is text: `<`, `>` and `&` are escaped, and nothing but shapes, numbers and the palette's
    colours is written around it.

    Args:
        shapes: what is drawn, the lowest first.
        size: width and height.
        theme: whose colours.
        title: what it shows, which browsers tell.
        about: the index it is drawn from, which travels with the file.
    """
    colors = colors_of(theme)
    width, height = size
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" ',
        f'viewBox="0 0 {width} {height}" role="img" ',
        f'font-family="{SVG_FONTS}" font-size="{_n(FONT_SIZE)}" ',
        # Without it some browsers round letters up to whole pixels, and a text gets too wide.
        'text-rendering="geometricPrecision">',
        f"<title>{xml_text(plain_line(title))}</title>" if title else "",
        _origin(about) if about else "",
    ]
    for shape in shapes:
        match shape:
            case Wedge():
                parts.append(
                    f'<path d="{_slice(shape)}" fill="{colors[shape.fill]}" '
                    f'stroke="{colors["page"]}" stroke-width="1.5" stroke-linejoin="round"/>'
                )
            case Bar(x, y, wide, high, fill):
                parts.append(
                    f'<path d="M{_n(x)} {_n(y)}h{_n(wide)}v{_n(high)}h{_n(-wide)}z" '
                    f'fill="{colors[fill]}"/>'
                )
            case Line(points, color):
                path = "L".join(f"{_n(x)} {_n(y)}" for x, y in points)
                parts.append(
                    f'<path d="M{path}" fill="none" stroke="{colors[color]}"{_stroke(shape)}/>'
                )
            case Dot(x, y, r, fill):
                parts.append(f'<path d="{_circle(x, y, r)}" fill="{colors[fill]}"/>')
            case Ring(x, y, r, color, wide):
                parts.append(
                    f'<path d="{_circle(x, y, r - wide / 2)}" fill="none" '
                    f'stroke="{colors[color]}" stroke-width="{_n(wide)}"/>'
                )
            case Text(x, y, text, anchor, color, font_size):
                small = "" if font_size == FONT_SIZE else f' font-size="{_n(font_size)}"'
                parts.append(
                    f'<text x="{_n(x)}" y="{_n(y + 0.36 * font_size)}"{_ANCHORS[anchor]}{small} '
                    f'fill="{colors[color]}">{xml_text(text)}</text>'
                )
    return "".join([*parts, "</svg>\n"])


def _origin(about: IndexInfo) -> str:
    """Where the numbers come from, as metadata (Dublin Core)."""
    told = {
        "source": about.source,
        "date": about.date.isoformat() if about.date else "",
        "rights": about.license,
        "identifier": about.commit or "",
        "bibliographicCitation": about.citation,
    }
    lines = [f"<dc:{k}>{xml_text(plain_line(v))}</dc:{k}>" for k, v in told.items() if v]
    return f'<metadata xmlns:dc="{_DUBLIN_CORE}">{"".join(lines)}</metadata>'


def _stroke(line: Line) -> str:
    """What a line that is not thin and whole says of itself."""
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
    (x1, y1), (x2, y2) = (point(wedge, turn) for turn in (wedge.start, wedge.end))
    large = int(wedge.end - wedge.start > 0.5)
    return f"M{_n(x)} {_n(y)}L{_n(x1)} {_n(y1)}A{_n(r)} {_n(r)} 0 {large} 1 {_n(x2)} {_n(y2)}z"


def point(wedge: Wedge, turn: float) -> tuple[float, float]:
    """Where on the edge of its circle an angle in turns lies, clockwise from 12 o'clock."""
    angle = 2 * math.pi * turn
    return wedge.x + wedge.radius * math.sin(angle), wedge.y - wedge.radius * math.cos(angle)


def _n(number: float) -> str:
    """A number with two decimals at most."""
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
