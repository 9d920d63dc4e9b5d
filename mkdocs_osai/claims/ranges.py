"""Quantities of several numbers: "between 5 and 10", "40% ± 2 points", "one model in nine"."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_osai.claims.interval import Interval
from mkdocs_osai.claims.nouns import Nouns
from mkdocs_osai.claims.numbers import number
from mkdocs_osai.claims.parsed import ParsedClaim, Test
from mkdocs_osai.claims.quantity_parser import ParsedQuantity, parts, quantity
from mkdocs_osai.claims.tokens import Words

_NUMBERS = ({"count", "decimal"}, {"percentage", "fraction"})


def ranges(words: Words, place: int) -> Iterator[tuple[ParsedClaim, int]]:
    """Two quantities as the ends of a range, or one with how far it may be off."""
    opening = words.phrase(place, ("between",), ("from",), ("anywhere", "between"))
    joint = "and" if opening and words.tokens[opening - 1] == "between" else "to"
    for low, middle in quantity(words, opening or place):
        start = words.word(middle, joint)
        if not start:
            plus_minus = None if opening else words.word(middle, "±")
            if plus_minus:
                yield from _plus_minus(words, low, plus_minus)
            continue
        for high, end in quantity(words, start):
            both = _of_one_unit(low, high)
            if both and both[0].value <= both[1].value:
                allows = Interval(both[0].value, both[1].value)
                yield ParsedClaim((Test("value", allows, both[1]),)), end


def _plus_minus(
    words: Words, middle: ParsedQuantity, place: int
) -> Iterator[tuple[ParsedClaim, int]]:
    for off, end in quantity(words, place):
        alike = off.sort == middle.sort or (middle.sort, off.sort) == ("percentage", "points")
        if alike and not off.pair and not middle.pair:
            allows = Interval(middle.value - off.value, middle.value + off.value)
            yield ParsedClaim((Test("value", allows, middle),)), end


def _of_one_unit(
    low: ParsedQuantity, high: ParsedQuantity
) -> tuple[ParsedQuantity, ParsedQuantity] | None:
    """The ends of a range in one unit: that of the second also applies to the first."""
    if low.pair or high.pair:
        return None
    if high.sort in ("percentage", "points") and low.sort in ("count", "decimal"):
        low = ParsedQuantity(high.sort, low.value / 100, low.unit / 100)
    elif high.sort == "multiple" and low.sort in ("count", "decimal"):
        low = ParsedQuantity(high.sort, low.value)
    alike = low.sort == high.sort or any({low.sort, high.sort} <= pair for pair in _NUMBERS)
    return (low, high) if alike else None


def parts_of_models(words: Words, place: int, nouns: Nouns) -> Iterator[tuple[ParsedQuantity, int]]:
    """A part with the noun between its numbers: "one model in nine", "2 models out of 5"."""
    for found, after in number(words, place):
        if found.unit == 1:
            for end in nouns.bare(words, after):
                yield from parts(words, found.value, end)
