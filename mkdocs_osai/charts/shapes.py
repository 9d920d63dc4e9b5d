"""The flat shapes that charts are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mkdocs_osai.charts.theme import FONT_SIZE

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
