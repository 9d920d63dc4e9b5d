"""The words of a claim without markup, and a position in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

V = TypeVar("V")

_FRACTIONS = {
    one: unicodedata.normalize("NFKC", one).replace("\N{FRACTION SLASH}", "/")
    for one in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅒⅑⅐"
}
_MINUS = "\N{MINUS SIGN}"
_DASH = "\N{EN DASH}"
"""Stands for a hyphen or dash that joins no two words: a minus sign, or the mark of a list."""
_UNREADABLE = "\N{REPLACEMENT CHARACTER}"
"""Stands for markup between two digits, which readers see as one number or as two, and for markup
that strikes words out or is no emphasis."""
_EMPHASIS = "a|abbr|b|em|i|mark|span|strong|u"
"""The elements that change nothing about the words in them."""

_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_FACTOR = r"(\d+(?:\.\d+)?)"


def _power(match: re.Match[str]) -> str:
    """A power of ten as `4e23`; `1e23` if it has no factor."""
    exponent = match[2].translate(str.maketrans(_SUPERSCRIPTS, "0123456789"))
    return f"{match[1] or 1}e{exponent}"


def _thousands(match: re.Match[str]) -> str:
    """Thousands that are marked by an apostrophe, as in `1'200`, without it."""
    return re.sub(r"\D", "", match[0])


_SUBSTITUTIONS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (rf"(?:{_FACTOR} ?[x×*] ?)?\b10 ?(?:\^|\*\*|<sup>)\+?(\d+)(?:\^|</sup>)?", _power),  # noqa: RUF001
        (rf"(?:{_FACTOR} ?[x×] ?)?\b10([{_SUPERSCRIPTS}]+)", _power),  # noqa: RUF001
        (r"(?<![\d.,'’])\d{1,3}(?:['’]\d{3})+(?![\d'’])", _thousands),  # noqa: RUF001
        (r"(?<=\d)(?:<[^<>]*>|[*_`\"'“”‘’]|~~)+(?=\d)", f" {_UNREADABLE} "),  # noqa: RUF001
        (rf"</?(?:{_EMPHASIS})(?: [^<>]*)?>|[*_`\"'“”‘’]", ""),  # noqa: RUF001
        (r"<[^<>]*>|~~", f" {_UNREADABLE} "),
        ("~", " about "),
        ("±", " ± "),
        (r"(?<=\d)[x×](?![^\W\d_])", " times "),  # noqa: RUF001
        (r"(?<=[\d%]) ?[-\u2010-\u2013] ?(?=\d)", " to "),
        (r"(?<=\S) [-\u2010-\u2013] (?=\S)", " \u2014 "),
        ("%", " percent "),
        (r"\bper cent\b", "percent"),
        (rf"(?<![^\s(\u2014])[-\u2010-\u2013{_MINUS}](?=[\d.])", _MINUS),
        (r"[\u2014\u2015]+", " \u2014 "),
        (r"(?<=[^\W_])[-\u2010-\u2013](?=[^\W_])", " "),
        (r"[-\u2010-\u2013]+", f" {_DASH} "),
        (r"([()])", r" \1 "),
        (r",(?=\s|$)", " , "),
        (_MINUS, "-"),
    )
)


def plain(words: str) -> list[str]:
    """The words of a claim without case, hyphens, markup and most punctuation.

    Example:
        >>> plain("**Two-thirds** of&nbsp;all (12.5%)")
        ['two', 'thirds', 'of', 'all', '(', '12.5', 'percent', ')']
        >>> plain("~40%, 1.3x")
        ['about', '40', 'percent', ',', '1.3', 'times']
        >>> plain("4.1 \N{MULTIPLICATION SIGN} 10²³ FLOP, 10^25")
        ['4.1e23', 'flop', ',', '1e25']
    """
    text = " ".join(words.replace("&nbsp;", " ").casefold().split())
    for character, written in _FRACTIONS.items():
        text = text.replace(character, f" {written} ")
    text = " ".join(text.split())
    for pattern, replacement in _SUBSTITUTIONS:
        text = pattern.sub(replacement, text)
    found = [w.rstrip(".;:!") or w for w in text.split()]
    while found and found[-1] == ",":
        found.pop()
    return found


def phrases(*several: str) -> tuple[tuple[str, ...], ...]:
    """Phrases as the words that `plain` returns."""
    return tuple(tuple(plain(one)) for one in several)


class Words:
    """The words of a claim, and how far they were understood.

    Attributes:
        tokens: the words.
        furthest: the place of the first word that nothing could follow up to now.
        unclear: words that can be understood in two ways or do not fit the number, what is wrong
            with them, and what to write; None if there are none up to now.
    """

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.furthest = 0
        self.unclear: tuple[str, str, str] | None = None

    def __len__(self) -> int:
        return len(self.tokens)

    def at(self, place: int) -> str:
        """The word in a place; empty before the first and after the last."""
        return self.tokens[place] if 0 <= place < len(self.tokens) else ""

    def reached(self, place: int) -> int:
        """Note that the words before a place were understood, and return the place."""
        self.furthest = max(self.furthest, place)
        return place

    def refuse(self, start: int, end: int, what: str, hint: str) -> None:
        """Note what is wrong with some words, for the error; the first ones are kept."""
        self.unclear = self.unclear or (" ".join(self.tokens[start:end]), what, hint)

    def phrase(self, place: int, *allowed: tuple[str, ...]) -> int | None:
        """The place after the longest of some phrases; None if none of them is here."""
        found = self.lookup(place, dict.fromkeys(allowed, 0))
        return found and found[1]

    def word(self, place: int, *allowed: str) -> int | None:
        """The place after one of some words; None if none of them is here."""
        return self.reached(place + 1) if self.at(place) in allowed and allowed else None

    def optional(self, place: int, *allowed: str) -> int:
        """The place after one of some words, if one is here."""
        return self.word(place, *allowed) or place

    def lookup(self, place: int, table: Mapping[tuple[str, ...], V]) -> tuple[V, int] | None:
        """The entry of the longest phrase that is here, and the place after it."""
        return next(iter(self.lookups(place, table)), None)

    def lookups(
        self, place: int, table: Mapping[tuple[str, ...], V] | Iterable[tuple[tuple[str, ...], V]]
    ) -> list[tuple[V, int]]:
        """The entries of all phrases that are here, the longest first."""
        first, found = self.at(place), []
        entries = table.items() if isinstance(table, Mapping) else table
        for phrase, value in entries:
            if not phrase or phrase[0] != first:
                continue
            alike = 0
            while alike < len(phrase) and self.at(place + alike) == phrase[alike]:
                alike += 1
            self.reached(place + alike)
            if alike == len(phrase):
                found.append((value, place + alike))
        return sorted(found, key=lambda pair: -pair[1])
