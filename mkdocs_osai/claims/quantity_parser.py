"""Quantities in English: "two thirds", "12.5%", "a dozen", "three times"."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from mkdocs_osai.stats import in_words

Number = tuple[Fraction, Fraction, list[str]]
"""A number, the value of its last digit, and the words after it."""

Sort = Literal["percentage", "points", "fraction", "count", "decimal", "multiple", "part"]


@dataclass(frozen=True, slots=True)
class ParsedQuantity:
    """A quantity in words or figures.

    Attributes:
        sort: the kind of words; a `part` is `none`, `all`, `most` or `minority`.
        value: the number; a percentage is a fraction of 1.
        unit: the value of the last digit of a percentage or decimal.
        part: which `part` it is.
    """

    sort: Sort
    value: Fraction
    unit: Fraction = Fraction(1)
    part: str = ""


_SMALL = {in_words(n): n for n in range(100)}
_SMALL |= {word.replace("-", " "): n for word, n in _SMALL.items()}
ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth"),
)
_DENOMINATORS = {
    "half": 2,
    "halves": 2,
    "quarter": 4,
    **{word: n for n, word in enumerate(ORDINALS[:10], 1) if n > 2},
}
_DENOMINATORS |= {f"{word}s": n for word, n in _DENOMINATORS.items() if word[-1] != "s"}
_FRACTION_CHARACTERS = {
    one: unicodedata.normalize("NFKC", one).replace("\N{FRACTION SLASH}", "/")
    for one in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅒⅑⅐"
}
_MULTIPLES = {"twice": 2, "double": 2, "thrice": 3, "triple": 3, "treble": 3, "quadruple": 4}
_PARTS = {
    **dict.fromkeys(("none", "no"), "none"),
    **dict.fromkeys(("all", "every", "each"), "all"),
    **dict.fromkeys(("most", "a majority", "the majority"), "most"),
    **dict.fromkeys(("a minority", "the minority"), "minority"),
}
_PART_VALUES = {"none": Fraction(0), "all": Fraction(1)}
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000}
_FIGURES = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?", re.ASCII)
_MINUS = "\N{MINUS SIGN}"
_BEHIND = frozenset(
    (
        *("of", "the", "model", "models", "system", "systems", "entry", "entries", "release"),
        *("releases", "organisations", "organizations"),
    )
)
"""Words that may follow a quantity."""

_LOADED = frozenset(
    (
        *("more", "fewer", "less", "than", "not", "higher", "lower", "times", "percent", "points"),
        *("dozen", "hundred", "thousand", "million", "as", "or", "nearly", "almost", "about"),
        *("least", "up", "upwards", "plus", "minus", "but", "except", "excluding"),
        *_SMALL,
        *_DENOMINATORS,
        *_MULTIPLES,
        *("none", "most", "majority", "minority", "every", "each"),
    )
)
"""Words that would change the meaning of the quantity."""


def plain(words: str) -> list[str]:
    """The words of a claim without case, hyphens, markup and punctuation.

    Example:
        >>> plain("**Two-thirds** of&nbsp;all, 12.5%")
        ['two', 'thirds', 'of', 'all', '12.5', 'percent']
    """
    text = " ".join(words.replace("&nbsp;", " ").casefold().split())
    text = re.sub(r"(?<=\d)(?:<[^<>]*>|[*_~`])+(?=\d)", " ", text)
    text = re.sub(r"<[^<>]*>|[*_~`\"'“”‘’]", "", text)  # noqa: RUF001
    for character, written in _FRACTION_CHARACTERS.items():
        text = text.replace(character, f" {written} ")
    text = text.replace("%", " percent ").replace("per cent", "percent")
    text = re.sub(r"(?<![^\s(])[-\u2010-\u2015](?=[\d.])", _MINUS, text)
    text = re.sub(r"[-\u2010-\u2015]+", " ", text).replace(_MINUS, "-")
    return [word for w in text.split() if (word := w.lstrip(";:!?(").rstrip(".,;:!?)"))]


def quantity(words: list[str]) -> tuple[ParsedQuantity, list[str]] | None:
    """The quantity at the start of some words, and the words after it; None if there is none.

    Example:
        >>> found = quantity(["two", "thirds", "of", "them"])
        >>> found and found[0].value, found and found[1]
        (Fraction(2, 3), ['of', 'them'])
    """
    found = _part(words) or _set_phrase(words)
    if found is not None:
        return found
    number = _figures(words) or _in_words(words)
    return _measured(*number) if number else None


def bare(words: list[str]) -> bool:
    """Whether the words after a quantity do not change it, such as "of all models"."""
    if not words:
        return True
    first, *others = words
    rest = others[1:] if first == "of" and others[:1] == ["all"] else others
    loaded = any(w in _LOADED or any(c.isdigit() for c in w) or w == "all" for w in rest)
    return first in _BEHIND and not loaded


def _measured(
    number: Fraction, unit: Fraction, rest: list[str]
) -> tuple[ParsedQuantity, list[str]]:
    """A number with the unit or denominator that follows it, if any."""
    if rest[:2] in (["percentage", "points"], ["percent", "points"], ["percentage", "point"]):
        return ParsedQuantity("points", number / 100, unit / 100), rest[2:]
    if rest[:1] == ["percent"]:
        return ParsedQuantity("percentage", number / 100, unit / 100), rest[1:]
    if rest[:1] == ["times"]:
        return ParsedQuantity("multiple", number), rest[1:]
    if rest and rest[0] in _DENOMINATORS:
        return ParsedQuantity("fraction", number / _DENOMINATORS[rest[0]]), rest[1:]
    skip = 2 if rest[:2] == ["out", "of"] else 1 if rest[:1] == ["in"] else 0
    whole = (_figures(rest[skip:]) or _in_words(rest[skip:])) if skip else None
    if whole and whole[0] and number <= whole[0]:
        return ParsedQuantity("fraction", number / whole[0]), whole[2]
    sort: Sort = "count" if unit == 1 else "decimal"
    return ParsedQuantity(sort, number, unit), rest


def _part(words: list[str]) -> tuple[ParsedQuantity, list[str]] | None:
    for length in (2, 1):
        part = _PARTS.get(" ".join(words[:length]))
        if part:
            value = _PART_VALUES.get(part, Fraction(1, 2))
            return ParsedQuantity("part", value, part=part), words[length:]
    return None


def _set_phrase(words: list[str]) -> tuple[ParsedQuantity, list[str]] | None:
    """A quantity that is a fixed phrase, such as "half a dozen" or "twice"."""
    first = words[0] if words else ""
    if words[:3] == ["half", "a", "dozen"]:
        return ParsedQuantity("count", Fraction(6)), words[3:]
    if first == "half":
        return ParsedQuantity("fraction", Fraction(1, 2)), words[1:]
    fold = _SMALL.get(first.removesuffix("fold")) if first.endswith("fold") else None
    times = _MULTIPLES.get(first) or fold
    if times:
        return ParsedQuantity("multiple", Fraction(times)), words[1:]
    match = re.fullmatch(r"(\d{1,4})/(\d{1,4})", first, re.ASCII)
    if match and int(match[2]):
        return ParsedQuantity("fraction", Fraction(int(match[1]), int(match[2]))), words[1:]
    return None


def _figures(words: list[str]) -> Number | None:
    if not words or not _FIGURES.fullmatch(words[0]):
        return None
    decimals = len(words[0].partition(".")[2])
    return Fraction(words[0].replace(",", "")), Fraction(1, 10**decimals), words[1:]


def _in_words(words: list[str]) -> Number | None:
    """A number in words, such as "one hundred and four", "a dozen", "a" before a fraction."""
    if words[:1] in (["a"], ["an"]):
        if words[1:2] and words[1] in _DENOMINATORS:
            return Fraction(1), Fraction(1), words[1:]
        if not (words[1:2] and words[1] in _SCALES):
            return None
        words = ["one", *words[1:]]
    total, rest, room = 0, words, 1_000_000
    while step := _small(rest):
        number, behind = step
        scale = _SCALES.get(behind[0], 1) if behind else 1
        if number * scale >= room:
            break
        total, room = total + number * scale, scale
        if scale == 1:
            rest = behind
            break
        rest = behind[2:] if behind[1:2] == ["and"] else behind[1:]
    return (Fraction(total), Fraction(1), rest) if rest is not words else None


def _small(words: list[str]) -> tuple[int, list[str]] | None:
    """A number below a hundred."""
    for length in (2, 1):
        number = _SMALL.get(" ".join(words[:length])) if len(words) >= length else None
        if number is not None:
            return number, words[length:]
    return None
