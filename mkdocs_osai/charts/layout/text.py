"""The width of a text, and where to wrap it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

GLYPH_WIDTHS = "glyph_widths.txt"
"""The glyph widths of DejaVu Sans: each line has a width and its characters in hexadecimal.

`python -m tests.charts.glyph_widths` generates the file from matplotlib's font.
"""

_UNITS = 2048  # units of the font per em
_KERNING = {"A": 0.03, "-": 0.06}
"""The most that the font adds next to a character, in em, such as between two A."""


def width(text: str, size: float) -> float:
    """The most CSS pixels that a line of text takes; the fonts of readers are narrower.

    Example:
        >>> 25 < width("China", 10) < 30
        True
    """
    return sum(map(_advance, text)) * size


@cache
def _advance(character: str) -> float:
    """The width of a character in em; about 1 for characters that DejaVu Sans lacks."""
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn", "Me"):
        return 0.0
    advance = _glyph_widths().get(ord(character))
    if advance is None:
        return 1.25 if ord(character) > 0xFFFF else 1.05
    return advance / _UNITS + _KERNING.get(character, 0)


def in_font(text: str) -> bool:
    """Whether DejaVu Sans has any character of a text other than spaces.

    Example:
        >>> in_font("AI 模型"), in_font("模 型")
        (True, False)
    """
    return any(ord(character) in _glyph_widths() for character in text if not character.isspace())


@cache
def _glyph_widths() -> dict[int, int]:
    """Code point → width in units of the font."""
    widths = {}
    table = files("mkdocs_osai.charts").joinpath(GLYPH_WIDTHS).read_text("ascii")
    for line in table.splitlines():
        width, *ranges = line.split()
        for codes in ranges:
            first, _, last = codes.partition("-")
            for code in range(int(first, 16), int(last or first, 16) + 1):
                widths[code] = int(width)
    return widths


_WIDE = "\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\U0001f000-\U0003ffff"
_END = "、。，．：；！？）】」』〉》"  # noqa: RUF001 - no line starts with one
_BREAKS = re.compile(
    rf"(?<=[-/_])(?=\w)|(?<=[{_WIDE}])(?=[\w{_WIDE}])(?![{_END}])|(?<=\w)(?=[{_WIDE}])(?![{_END}])"
)
"""Where a word may be broken: after a hyphen, a slash or an underscore, and between ideographs."""


def wrap(text: str, most: float, size: float) -> list[str]:
    """A text in lines of at most `most` CSS pixels; what is wider and cannot be broken is cut.

    Example:
        >>> wrap("United Arab Emirates, 1.6%", 100, 14)
        ['United Arab', 'Emirates,', '1.6%']
        >>> wrap("Llama-Community-License", 100, 14), wrap("Antidisestablishmentarianism", 100, 14)
        (['Llama-', 'Community-', 'License'], ['Antidisest…'])
    """
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        candidate = f"{line} {word}" if line else word
        if width(candidate, size) <= most:
            line = candidate
            continue
        if line:
            lines.append(line)
        *before, line = _broken(word, most, size)
        lines += before
    return [*lines, line]


def _broken(word: str, most: float, size: float) -> list[str]:
    """A word in lines, broken where words may be."""
    if width(word, size) <= most:
        return [word]
    lines = [""]
    for piece in _BREAKS.split(word):
        if lines[-1] and width(lines[-1] + piece, size) > most:
            lines.append("")
        lines[-1] += piece
    return [cut(line, most, size) for line in lines]


def cut(text: str, most: float, size: float) -> str:
    """A text of at most `most` CSS pixels on one line; a wider one ends with an ellipsis.

    Example:
        >>> cut("Antidisestablishmentarianism", 100, 14)
        'Antidisest…'
    """
    if width(text, size) <= most:
        return text
    end = "…," if text.endswith(",") else "…"
    kept, used = 0, width(end, size)
    while (used := used + _advance(text[kept]) * size) <= most:
        kept += 1
    return text[: max(kept, 1)].rstrip() + end


def widest_word(texts: Iterable[str], size: float) -> float:
    """The width of the widest part of texts that cannot be broken, in CSS pixels."""
    pieces = (piece for text in texts for word in text.split(" ") for piece in _BREAKS.split(word))
    return max((width(piece, size) for piece in pieces), default=0.0)


def wrapped_names(
    names: Sequence[str], chart_width: float, part: float, size: float
) -> tuple[list[list[str]], float]:
    """Names in a column beside a chart: the lines of each, and the width of the column.

    Args:
        names: the names.
        chart_width: the width of the chart, in CSS pixels.
        part: the most that the column takes of it, unless a word needs more: up to the half.
        size: the font size.

    Example:
        >>> wrapped_names(["China", "United States"], 300, 0.3, 14)[0]
        [['China'], ['United', 'States']]
    """
    most = max(part * chart_width, min(widest_word(names, size), chart_width / 2))
    wrapped = [wrap(name, most, size) for name in names]
    return wrapped, max((width(line, size) for lines in wrapped for line in lines), default=0.0)
