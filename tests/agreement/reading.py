"""Numbers parsed from published Markdown, HTML, CSV and SVG."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from fractions import Fraction
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import markdown as python_markdown

from mkdocs_osai.charts.theme import PALETTE

SVG = "{http://www.w3.org/2000/svg}"
EXTENSIONS = ("attr_list", "md_in_html")
_VOID = ("img", "source")
_COLORS = {pair["light"]: name for name, pair in PALETTE.items()}


def whole(text: str) -> int:
    """The text of a count: `1,204`."""
    assert re.fullmatch(r"\d{1,3}(,\d{3})*", text), text
    return int(text.replace(",", ""))


def half_up(number: Fraction, decimals: int) -> str:
    """An exact number, rounded half up."""
    digits = f"{int(number * 10**decimals * 2 + 1) // 2:0{decimals + 1}}"
    return f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits


def percent(count: int, n: int) -> str:
    return f"{half_up(Fraction(100 * count, n), 1)}%"


def squeezed(text: str) -> str:
    """A text without spaces and marks of direction, where figures break lines."""
    return re.sub(r"[\s\u200e]", "", text)


def is_label(drawn: str, name: str) -> bool:
    """Whether a squeezed label shows a squeezed name; words that are too wide end with `…`."""
    return re.fullmatch(".*".join(map(re.escape, drawn.split("…"))), name) is not None


class Scanner:
    """Reads a text from its start, piece by piece; a missing piece is a failure."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def take(self, literal: str) -> None:
        """Read exactly this."""
        rest = self.text[self.at :]
        assert rest.startswith(literal), f"no {literal!r} in front of {rest[:80]!r}"
        self.at += len(literal)

    def find(self, pattern: str) -> re.Match[str]:
        """Read a match of a pattern."""
        match = re.compile(pattern).match(self.text, self.at)
        assert match, f"no {pattern!r} in front of {self.text[self.at : self.at + 80]!r}"
        self.at = match.end()
        return match

    def sees(self, literal: str) -> bool:
        return self.text.startswith(literal, self.at)


def _seen(text: str) -> str:
    """A text without the zero-width character that prevents interpretation as HTML."""
    return text.replace("\N{WORD JOINER}", "")


@dataclass
class Page(HTMLParser):
    """The images, tables, elements with a text, and links of a page.

    Attributes:
        alts, titles: of images, and of elements.
        tables: caption, header and rows of each.
        texts: element → the texts of all of its kind.
    """

    alts: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    tables: list[tuple[str, list[str], list[list[str]]]] = field(default_factory=list)
    texts: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[tuple[str, list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: _seen(value or "") for name, value in attrs}
        if tag == "img":
            self.alts.append(told["alt"])
        if tag in _VOID:
            return
        self.titles += [told[name] for name in ("title", "data-osai-basis") if name in told]
        self.values += [told["value"]] if "value" in told else []
        if tag == "table":
            self.tables.append(("", [], []))
        elif tag == "tr":
            self.tables[-1][2].append([])
        self._open.append((tag, []))

    def handle_data(self, data: str) -> None:
        for _, parts in self._open:
            parts.append(_seen(data))

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        opened, parts = self._open.pop()
        assert opened == tag, (opened, tag)
        text = "".join(parts)
        self.texts.setdefault(tag, []).append(text)
        if tag in ("th", "td"):
            self.tables[-1][2][-1].append(text)
        elif tag == "thead":
            caption, _, rows = self.tables[-1]
            self.tables[-1] = (caption, rows.pop(), rows)
        elif tag == "caption":
            self.tables[-1] = (text, *self.tables[-1][1:])


def page_of(markdown: str) -> Page:
    """A line of Markdown as plain text."""
    page = Page()
    page.feed(python_markdown.markdown(markdown, extensions=[*EXTENSIONS]))
    return page


def page_of_html(html: str) -> Page:
    page = Page()
    page.feed(html)
    return page


def rows_of(data: str) -> list[dict[str, str]]:
    """CSV as rows, without the quote in front of texts that could be formulas."""
    rows = list(csv.DictReader(io.StringIO(data)))
    return [{key: re.sub(r"^'(?=[=+\-@])", "", cell) for key, cell in row.items()} for row in rows]


@dataclass(frozen=True)
class Mark:
    """A shape or a text of a figure.

    Attributes:
        text: of a text; empty for a shape.
        x, y: where a text is anchored, or a shape begins.
        anchor, size: of a text.
        fill, stroke: the names of colours; empty for none.
        path: what a shape is drawn by.
        thick: the width of its stroke.
        turned: whether it is at an angle.
    """

    text: str
    x: float
    y: float
    anchor: str
    size: float
    fill: str
    stroke: str
    path: str
    thick: float
    turned: bool

    @property
    def numbers(self) -> list[float]:
        return [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", self.path)]

    @property
    def bar(self) -> tuple[float, float, float, float] | None:
        """Left, top, width and height, if it is a bar."""
        found = re.fullmatch(r"M(\S+) (\S+?)h(\S+?)v(\S+?)h(\S+?)z", self.path)
        if not found:
            return None
        x, y, wide, high, _ = map(float, found.groups())
        return x, y, wide, high

    @property
    def points(self) -> list[tuple[float, float]]:
        """The points of a line."""
        numbers = self.numbers
        return list(zip(numbers[::2], numbers[1::2], strict=True))


def marks_of(svg: bytes) -> list[Mark]:
    """The shapes and texts of a figure, in the order they are drawn."""
    marks = []
    root = ET.fromstring(svg.decode())
    for one in root:
        if one.tag not in (f"{SVG}path", f"{SVG}text"):
            continue
        told = one.attrib
        path = told.get("d", "")
        start = re.match(r"M(\S+) ([-\d.]+)", path)
        x, y = start.groups() if start else (told["x"], told["y"])
        size = float(told.get("font-size", 15))
        marks.append(
            Mark(
                one.text or "",
                float(x),
                float(y) - (0 if path else 0.36 * size),
                told.get("text-anchor", "start"),
                size,
                _COLORS.get(told.get("fill", ""), ""),
                _COLORS.get(told.get("stroke", ""), ""),
                path,
                float(told.get("stroke-width", 1)),
                "transform" in told,
            )
        )
    return marks


def title_of(svg: bytes) -> str:
    title = ET.fromstring(svg.decode()).find(f"{SVG}title")
    return "" if title is None else title.text or ""
