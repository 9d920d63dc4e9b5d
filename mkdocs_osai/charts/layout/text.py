"""How wide a text is, and where to break it."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files

GLYPH_WIDTHS = "glyph_widths.txt"
"""The widths of DejaVu Sans: a line for each, with the characters that have it, in hexadecimal.

`python -m tests.charts.glyph_widths` writes it from matplotlib's font.
"""

_UNITS = 2048  # units of the font to an em
_KERNING = {"A": 0.03, "-": 0.06}
"""What the measured font adds at most beside a sign, in em, such as between two A."""


def width(text: str, size: float) -> float:
    """The width of a text in CSS pixels, at most: readers' fonts run narrower.

    Args:
        text: on one line.
        size: of the font, in CSS pixels.

    Example:
        >>> 25 < width("China", 10) < 30
        True
    """
    return sum(map(_advance, text)) * size


@cache
def _advance(character: str) -> float:
    """The width of a character in em, as DejaVu Sans has it; about a full em for what it lacks."""
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn", "Me"):
        return 0.0
    advance = _glyph_widths().get(ord(character))
    if advance is None:
        return 1.25 if ord(character) > 0xFFFF else 1.05
    return advance / _UNITS + _KERNING.get(character, 0)


def in_font(text: str) -> bool:
    """Whether the measured font has any character of a text that is not a space.

    Example:
        >>> in_font("AI 模型"), in_font("模 型")
        (True, False)
    """
    return any(ord(character) in _glyph_widths() for character in text if not character.isspace())


@cache
def _glyph_widths() -> dict[int, int]:
    """Character → its width in units of the font."""
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
    """A text in lines no wider than `most` CSS pixels; a word that is wider is broken.

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
    """How many signs of a word fit, at least one; behind a hyphen, if there is one near."""
    total = 0.0
    for i, sign in enumerate(word):
        total += _advance(sign) * size
        if total > most:
            after = max(word.rfind(mark, 0, i) for mark in "-/_") + 1
            cut = after if after > i / 2 else i
            # A comma does not begin a line.
            return max(cut - 1 if word[cut:] == "," else cut, 1)
    return len(word)
