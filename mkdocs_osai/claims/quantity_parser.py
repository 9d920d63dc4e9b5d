"""Quantities in English: a number with its unit, "two thirds", "12.5%", "three times"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from mkdocs_osai.claims.numbers import DENOMINATORS, SMALL, number, scientific, slash
from mkdocs_osai.claims.tokens import Words, phrases

Sort = Literal[
    "percentage", "points", "fraction", "count", "decimal", "multiple", "score", "compute"
]


@dataclass(frozen=True, slots=True)
class ParsedQuantity:
    """A quantity in words or figures.

    Attributes:
        sort: the kind of words.
        value: the number; a percentage is a fraction of 1.
        unit: the value of the last digit, if there are digits.
        pair: the two numbers of "3 of 10", which are checked both.
        of_models: whether it is said of models only, as "one in five".
    """

    sort: Sort
    value: Fraction
    unit: Fraction = Fraction(1)
    pair: tuple[int, int] | None = None
    of_models: bool = False


Quantities = Iterator[tuple[ParsedQuantity, int]]

_MULTIPLES = {"twice": 2, "double": 2, "thrice": 3, "triple": 3, "treble": 3, "quadruple": 4}
_FOLD = {f"{'-'.join(w)}fold".replace("-", ""): n for w, n in SMALL.items() if n > 1}
_POINTS = phrases("percentage points", "percent points", "percentage point", "points", "point")
_FLOP = ("flop", "flops")
_OPERATIONS = phrases("floating point operations", "operations")
_OF_ONE = phrases("out of 1", "out of one", "out of a possible 1", "on a scale from 0 to 1")
_ROUND = frozenset((2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 50, 100, 1000))
"""The wholes that stand for a fraction: "one in five" says a fifth, of any number of models."""
_LARGEST_NAMED = 12
"""The largest whole of "7/8" and "7 out of 8" that stands for a fraction; "40/100" counts 100."""


def quantity(words: Words, place: int) -> Quantities:
    """The quantities that can start in a place, each with the place after it.

    Example:
        >>> [(q.value, end) for q, end in quantity(Words(["two", "thirds", "of", "them"]), 0)][0]
        (Fraction(2, 3), 2)
    """
    yield from _set_phrase(words, place)
    power = scientific(words, place)
    if power:
        found, after = power
        after = words.word(after, *_FLOP) or words.phrase(after, *_OPERATIONS) or after
        yield ParsedQuantity("compute", found.value, found.unit), after
    for found, after in number(words, place):
        yield from _measured(words, found.value, found.unit, after)


def _set_phrase(words: Words, place: int) -> Quantities:
    """A quantity that is a fixed phrase, such as "half" or "twice"."""
    first = words.at(place)
    start = words.optional(place, "a", "an", "one")
    if words.at(start) in DENOMINATORS and (start > place or first == "half"):
        yield _fraction(1, DENOMINATORS[words.at(start)]), words.reached(start + 1)
    times = _MULTIPLES.get(first) or _FOLD.get(first)
    if times:
        yield ParsedQuantity("multiple", Fraction(times)), words.reached(place + 1)
    part = slash(words, place)
    if part:
        numbers, end = part
        value = Fraction(*numbers)
        if numbers[1] in _ROUND and (numbers[1] <= _LARGEST_NAMED or numbers[0] == 1):
            yield ParsedQuantity("fraction", value, Fraction(1, numbers[1])), end
        elif value <= 1:
            yield ParsedQuantity("fraction", value, pair=numbers), end


def _fraction(numerator: Fraction | int, denominator: Fraction | int) -> ParsedQuantity:
    return ParsedQuantity("fraction", Fraction(numerator) / Fraction(denominator))


def _measured(words: Words, value: Fraction, unit: Fraction, place: int) -> Quantities:
    """A number with the unit or denominator that follows it."""
    after = words.phrase(place, *_POINTS, ("pp",), ("ppts",))
    if after:
        yield ParsedQuantity("points", value / 100, unit / 100), after
    after = words.word(place, "percent")
    if after:
        yield ParsedQuantity("percentage", value / 100, unit / 100), after
    after = words.word(place, "times")
    if after:
        yield ParsedQuantity("multiple", value, unit), after
    denominator = words.at(place)
    if denominator in DENOMINATORS and unit == 1 and denominator.endswith("s") is (value != 1):
        yield _fraction(value, DENOMINATORS[words.at(place)]), words.reached(place + 1)
    if unit == 1:
        yield from parts(words, value, place)
    of_one = words.phrase(place, *_OF_ONE)
    if of_one and unit < 1:
        yield ParsedQuantity("score", value, unit), of_one
    whole = value.denominator == 1 and unit >= 1
    yield ParsedQuantity("count" if whole else "decimal", value, unit), place


def parts(words: Words, value: Fraction, place: int) -> Quantities:
    """A number and the whole after it: "one in five", "3 out of 10", "76 of the 191"."""
    joined = words.lookup(place, {("in",): "in", ("out", "of"): "out of", ("of",): "of"}) or (
        "",
        place,
    )
    if not joined[0]:
        return
    start = words.optional(joined[1], "the", "these", "those")
    every = words.word(start, "every")
    for whole, after in number(words, every or start):
        if whole.unit != 1 or not whole.value or value > whole.value:
            continue
        pair = (int(value), int(whole.value))
        rate = joined[0] == "in" or whole.value <= _LARGEST_NAMED or value == 1
        rate = rate and joined[0] != "of" and start == joined[1] and whole.value in _ROUND
        if every or rate:
            unit = 1 / whole.value
            yield ParsedQuantity("fraction", value * unit, unit, of_models=True), after
        elif joined[0] != "in":  # "44 in 2023"
            yield ParsedQuantity("fraction", value / whole.value, pair=pair), after
