"""The width of a text, and where to wrap it."""

from __future__ import annotations

import unicodedata
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


def wrap(text: str, most: float, size: float) -> list[str]:
    """A text in lines of at most `most` CSS pixels; a wider word is broken.

    Example:
        >>> wrap("United Arab Emirates, 1.6%", 100, 14)
        ['United Arab', 'Emirates,', '1.6%']
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
        line = word
        while width(line, size) > most:
            cut = _fitting(line, most, size)
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line]


def _fitting(word: str, most: float, size: float) -> int:
    """How many characters of a word fit, at least one; up to a hyphen if there is one near."""
    total = 0.0
    for i, character in enumerate(word):
        total += _advance(character) * size
        if total > most:
            after = max(word.rfind("-", 0, i), word.rfind("/", 0, i), word.rfind("_", 0, i)) + 1
            cut = after if after > i / 2 else i
            # A line must not start with a comma.
            return max(cut - 1 if word[cut:] == "," else cut, 1)
    return len(word)
