"""PNGs of drawings, by matplotlib."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from math import cos, radians, sin

import matplotlib as mpl
from matplotlib import patches
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager, get_font
from matplotlib.lines import Line2D
from matplotlib.text import Text as Label
from matplotlib.transforms import Affine2D
from PIL import Image

from mkdocs_osai.charts.shapes import Bar, Dot, Line, Polygon, Ring, Shape, Text, Wedge
from mkdocs_osai.charts.theme import ON, PNG_FONTS, Theme, colors_of


def write(
    shapes: Sequence[Shape],
    size: tuple[float, float],
    theme: Theme,
    scale: float = 1,
    missing: str = "\N{WHITE SQUARE}",
) -> bytes:
    """Shapes as PNG, with `scale` pixels per CSS pixel and without metadata.

    A palette of 256 colours is enough for smooth edges, and takes a third of the bytes.
    """
    with _defaults():
        canvas = _canvas(shapes, size, theme, missing)
        canvas.figure.set_dpi(72 * scale)
        canvas.draw()  # type: ignore[no-untyped-call]
        pixel_size = canvas.get_width_height()
        pixels = canvas.buffer_rgba()  # type: ignore[no-untyped-call]
    image = Image.frombuffer("RGBA", pixel_size, pixels).convert("RGB")
    out = io.BytesIO()
    few = image.quantize(palette=_palette(shapes, theme), dither=Image.Dither.NONE)
    few.save(out, "png", compress_level=6)
    return out.getvalue()


@contextmanager
def _defaults() -> Iterator[None]:
    """Ignore the machine's settings of matplotlib."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams["text.parse_math"] = False
        mpl.rcParams["lines.scale_dashes"] = False
        yield


def _canvas(
    shapes: Sequence[Shape], size: tuple[float, float], theme: Theme, missing: str
) -> FigureCanvasAgg:
    colors = colors_of(theme)
    width, height = size
    figure = Figure(figsize=(width / 72, height / 72), dpi=72, facecolor=colors["page"])
    # Shapes are in CSS pixels from the upper left corner, matplotlib counts from the lower left.
    pixels = Affine2D().scale(1, -1).translate(0, height).scale(1 / 72)
    for place, shape in enumerate(shapes):
        artist = _artist(shape, colors, missing)
        artist.set_zorder(place)
        artist.set_transform(pixels + figure.dpi_scale_trans)
        figure.add_artist(artist)
    return FigureCanvasAgg(figure)


def _palette(shapes: Sequence[Shape], theme: Theme) -> Image.Image:
    """The colours of shapes, with the steps between each and its background."""
    colors = colors_of(theme)
    filled = Wedge | Bar | Dot | Polygon
    used = {shape.fill if isinstance(shape, filled) else shape.color for shape in shapes}
    grounds = [
        (name.removeprefix(ON) if name.startswith(ON) else "page", name) for name in sorted(used)
    ]
    # Pillow compares only the six highest bits of a colour, so more steps make no difference.
    steps = min(256 // max(len(grounds), 1), 24)
    values: list[int] = []
    for ground, name in grounds:
        ends = [to_rgb(colors[one]) for one in (ground, name)]
        for step in range(steps):
            part = step / (steps - 1)
            values += [round(255 * (a + (b - a) * part)) for a, b in zip(*ends, strict=True)]
    palette = Image.new("P", (1, 1))
    palette.putpalette(values)
    return palette


def _artist(shape: Shape, colors: dict[str, str], missing: str) -> Artist:
    match shape:
        case Wedge(x, y, radius, start, end, fill, _):
            # The y axis points down, so angles grow clockwise.
            return patches.Wedge(
                (x, y),
                radius,
                360 * start - 90,
                360 * end - 90,
                facecolor=colors[fill],
                edgecolor=colors["page"],
                linewidth=1.5,
                joinstyle="round",
            )
        case Bar(x, y, width, height, fill, _):
            return patches.Rectangle((x, y), width, height, facecolor=colors[fill], linewidth=0)
        case Line(points, color, width, dashes, _):
            xs, ys = zip(*points, strict=True)
            line = Line2D(xs, ys, color=colors[color], linewidth=width, solid_joinstyle="round")
            if dashes:
                line.set_linestyle((0, dashes))
            return line
        case Dot(fill=fill) | Polygon(fill=fill):
            return (
                patches.Circle(
                    (shape.x, shape.y), shape.radius, facecolor=colors[fill], linewidth=0
                )
                if isinstance(shape, Dot)
                else patches.Polygon(shape.points, facecolor=colors[fill], linewidth=0)
            )
        case Ring(x, y, radius, color, width, _):
            ring = patches.Circle((x, y), radius - width / 2, fill=False, linewidth=width)
            ring.set_edgecolor(colors[color])
            return ring
        case Text(x, y, text, anchor, color, size, angle):
            turn = radians(angle)
            return Label(
                x + 0.36 * size * sin(turn),
                y + 0.36 * size * cos(turn),
                _with_glyphs(text, missing),
                color=colors[color],
                fontsize=size,
                fontfamily=_families(text),
                horizontalalignment=anchor,
                verticalalignment="baseline",
                rotation=angle,
                rotation_mode="anchor",
            )


@cache
def _fonts() -> dict[str, str]:
    """The font families of this machine → their files."""
    plain = (f for f in fontManager.ttflist if (f.style, f.stretch) == ("normal", "normal"))
    there = {f.name: f.fname for f in plain if f.weight in (400, "normal", "regular")}
    return {name: there[name] for name in PNG_FONTS if name in there}


def _families(text: str) -> list[str]:
    """The families needed to draw a text; only the first if it has all characters."""
    first, *others = _fonts()
    needed = [c for c in set(text) if not _has(first, c)]
    return [first, *(o for o in others if any(_has(o, c) for c in needed))]


def _has(family: str, character: str) -> bool:
    return bool(get_font(_fonts()[family]).get_char_index(ord(character)))


def _with_glyphs(text: str, missing: str) -> str:
    """The text with `missing` for each character that no font of the machine has."""
    return "".join(c if any(_has(family, c) for family in _fonts()) else missing for c in text)
