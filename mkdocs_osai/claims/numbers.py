"""Numbers in figures and in English words: "1,200", "1.2 million", "twenty-one", "3½"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from mkdocs_osai.claims.tokens import Words
from mkdocs_osai.stats import in_english

SMALL = {tuple(in_english(n).split("-")): n for n in range(100)}
SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth"),
)
DENOMINATORS = {
    "half": 2,
    "halves": 2,
    "quarter": 4,
    **{word: n for n, word in enumerate(ORDINALS, 1) if n > 2},
    "twentieth": 20,
    "hundredth": 100,
}
DENOMINATORS |= {f"{word}s": n for word, n in DENOMINATORS.items() if word[-1] not in "sf"}
MIXED = Fraction(1, 10)
"""The value of the last digit of "3½" and "two and a half": they are as exact as 3.5 and 2.5."""
_FIGURES = re.compile(r"-?(?:[1-9]\d{0,2}(?:,\d{3})+|0|[1-9]\d*)(?:\.\d+)?", re.ASCII)
_SCIENTIFIC = re.compile(r"(\d{1,3}(?:\.\d{1,6})?)e\+?0?(\d{1,2})", re.ASCII)
_SLASH = re.compile(r"(\d{1,4})/(\d{1,4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Number:
    """A number, and the value of its last digit: 1 for a number in words."""

    value: Fraction
    unit: Fraction = Fraction(1)


Found = tuple[Number, int]


def number(words: Words, place: int) -> Iterator[Found]:
    """The numbers that can start in a place, each with the place after it, the longest first."""
    found = figures(words, place) or _spelled(words, place)
    if found is None:
        return
    value, after = found
    and_half = words.phrase(after, ("and", "a", "half"))
    if and_half and value.unit == 1:
        yield Number(value.value + Fraction(1, 2), MIXED), and_half
    yield value, after


def slash(words: Words, place: int) -> tuple[tuple[int, int], int] | None:
    """The two numbers of `1/3`, `⅓` or `76/193`, and the place after them."""
    match = _SLASH.fullmatch(words.at(place))
    if match is None or not int(match[2]):
        return None
    return (int(match[1]), int(match[2])), words.reached(place + 1)


def figures(words: Words, place: int) -> Found | None:
    """A number in figures: `1,200`, `1 200`, `12.5`, `3½`, `1.2 million`."""
    text = words.at(place)
    if not _FIGURES.fullmatch(text):
        return None
    place = words.reached(place + 1)
    if re.fullmatch(r"-?\d{1,3}", text, re.ASCII):
        while re.fullmatch(r"\d{3}", words.at(place), re.ASCII):
            text, place = text + words.at(place), words.reached(place + 1)
    decimals = len(text.partition(".")[2])
    value, unit = Fraction(text.replace(",", "")), Fraction(1, 10**decimals)
    part = slash(words, place)
    if part and part[0][0] < part[0][1] and unit == 1:
        return Number(value + Fraction(*part[0]), MIXED), part[1]
    scale = SCALES.get(words.at(place), 1)
    if scale == 1:
        return Number(value, unit), place
    last = Fraction(1) if scale < 10**6 else Fraction(scale, 10)
    return Number(value * scale, unit * scale if decimals else last), words.reached(place + 1)


def scientific(words: Words, place: int) -> Found | None:
    """A number with a power of ten, as `plain` writes it: `4.1e23`."""
    match = _SCIENTIFIC.fullmatch(words.at(place))
    if match is None:
        return None
    decimals = len(match[1].partition(".")[2])
    scale = Fraction(10) ** int(match[2])
    number_ = Number(Fraction(match[1]) * scale, scale / 10**decimals)
    return number_, words.reached(place + 1)


def _spelled(words: Words, place: int) -> Found | None:
    """A number in words, such as "one hundred and four", "a dozen" or "half a million"."""
    half = words.phrase(place, ("half", "a"))
    if half and words.at(half) in ("dozen", "million", "billion"):
        scale = SCALES[words.at(half)]
        return Number(Fraction(scale, 2), Fraction(max(1, scale // 20))), words.reached(half + 1)
    start = place
    if words.at(place) in ("a", "an"):
        words.reached(place + 1)
        if words.at(place + 1) not in SCALES:
            return None
        first: tuple[int, int] | None = (1, place + 1)
    else:
        first = words.lookup(place, SMALL)
    total, room, step, parts = 0, 10**12, first, 0
    scale = 1
    while step:
        small, after = step
        scale = SCALES.get(words.at(after), 1)
        if small * scale >= room:
            break
        total, room, parts = total + small * scale, scale, parts + 1
        place = words.reached(after + 1) if scale > 1 else after
        if scale in (1, 12):
            break
        joined = words.word(place, "and")
        step = words.lookup(joined, SMALL) if joined else words.lookup(place, SMALL)
    if place == start:
        return None
    rough = parts == 1 and scale >= 10**6
    return Number(Fraction(total), Fraction(scale // 10 if rough else 1)), place
