"""The shapes of drawings. Positions and lengths are in CSS pixels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from mkdocs_osai.charts.theme import FONT_SIZE

Anchor = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Tip:
    """What a reader sees who points at a shape.

    Attributes:
        text: name and numbers; a line of text for each point of a line.
        of: the place of its models among those behind the figure, or None.
    """

    text: str
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Wedge:
    """A slice: from `start` to `end`, in turns clockwise from 12 o'clock."""

    x: float
    y: float
    radius: float
    start: float
    end: float
    fill: str
    tip: Tip | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle from its upper left corner."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    tip: Tip | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points; `dashes` are alternating lengths of dashes and gaps."""

    points: tuple[tuple[float, float], ...]
    color: str
    width: float = 1.0
    dashes: tuple[float, ...] = ()
    tip: Tip | None = None


@dataclass(frozen=True, slots=True)
class Dot:
    """A filled circle around (x, y)."""

    x: float
    y: float
    radius: float
    fill: str
    tip: Tip | None = None


@dataclass(frozen=True, slots=True)
class Ring:
    """An empty circle around (x, y); `radius` is the outer radius."""

    x: float
    y: float
    radius: float
    color: str
    width: float = 1.5
    tip: Tip | None = None


@dataclass(frozen=True, slots=True)
class Polygon:
    """A filled shape with straight edges."""

    points: tuple[tuple[float, float], ...]
    fill: str
    tip: Tip | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text; `anchor` says which end is at `x`, and `y` is its vertical middle.

    `angle` turns it around that point, in degrees against the clock.
    """

    x: float
    y: float
    text: str
    anchor: Anchor = "left"
    color: str = "text"
    size: float = FONT_SIZE
    angle: float = 0.0
    tip: Tip | None = None


Shape = Wedge | Bar | Line | Dot | Ring | Polygon | Text


def text_lines(
    lines: Sequence[str], place: tuple[float, float], pitch: float, anchor: Anchor, size: float
) -> list[Shape]:
    """Lines of text below one another, `pitch` apart and vertically centred at `place`."""
    x, middle = place
    top = middle - pitch * (len(lines) - 1) / 2
    return [Text(x, top + i * pitch, line, anchor, "text", size) for i, line in enumerate(lines)]


def placed(shapes: Iterable[Shape], left: float, top: float, scale: float = 1.0) -> Iterator[Shape]:
    """Shapes further to the right and further down, and scaled."""
    for shape in shapes:
        if isinstance(shape, Line | Polygon):
            points = tuple((left + scale * x, top + scale * y) for x, y in shape.points)
            if isinstance(shape, Polygon):
                yield replace(shape, points=points)
                continue
            dashes = tuple(scale * dash for dash in shape.dashes)
            yield replace(shape, points=points, width=scale * shape.width, dashes=dashes)
            continue
        lengths = {name: scale * getattr(shape, name) for name in _LENGTHS if hasattr(shape, name)}
        yield replace(shape, x=left + scale * shape.x, y=top + scale * shape.y, **lengths)


_LENGTHS = ("radius", "width", "height", "size")
