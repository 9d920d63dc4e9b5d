"""Numbers near a value, written as an author wrote another one."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from fractions import Fraction

from mkdocs_osai.claims.bounded_words import FRACTIONS, compute_near, ends
from mkdocs_osai.claims.hedges import Hedge
from mkdocs_osai.claims.quantity_parser import ParsedQuantity
from mkdocs_osai.claims.tokens import plain
from mkdocs_osai.stats import Quantity, in_words
from mkdocs_osai.stats.formatting import rounded

NEAREST = 3
"""How many numbers are tried with each hedge, the nearest first."""

_UNIT = re.compile(r" ?%| (?:percent|per cent)\b", re.IGNORECASE)


def nearby_numbers(
    main: str, written: ParsedQuantity, number: Quantity, hedge: Hedge
) -> Iterator[str]:
    """Numbers near the value, written as the author wrote his: the nearest first."""
    value = _value_for(number, written, hedge)
    if value is None:
        return
    if written.pair:
        slash = re.search(r"\d ?/ ?\d", main) is not None
        joint = "/" if slash else " out of " if " out of " in main.casefold() else " of "
        if number.of:
            pair = (int(value), number.of)
            small = not any(c.isdigit() for c in main) and max(pair) <= 99
            yield joint.join(in_words(n) if small else f"{n:,}" for n in pair)
        return
    if written.sort == "fraction":
        named = _fractions(main)
    elif written.sort == "percentage":
        named = dict(_percentages(main, written, value))
    elif written.sort == "count":
        named = dict(_counts(main, value))
    elif written.sort == "compute":
        named = dict(compute_near(main, value))
    else:
        named = {rounded(value, n): Fraction(rounded(value, n)) for n in (2, 1)}
    fitting = [
        (name, x)
        for name, x in named.items()
        if not (
            (hedge in _FROM and x > value)
            or (hedge in _TO and x < value)
            or (x == value and hedge in _STRICT)
        )
    ]
    yield from (n for n, _ in sorted(fitting, key=lambda pair: abs(pair[1] - value))[:NEAREST])


_FROM = (Hedge.OVER, Hedge.AT_LEAST, Hedge.WELL_OVER, Hedge.JUST_OVER)
_TO = (Hedge.UNDER, Hedge.AT_MOST, Hedge.WELL_UNDER, Hedge.NEARLY, Hedge.UP_TO)
_STRICT = (Hedge.OVER, Hedge.UNDER, Hedge.WELL_OVER, Hedge.WELL_UNDER, Hedge.NEARLY)


def _value_for(number: Quantity, written: ParsedQuantity, hedge: Hedge) -> Fraction | None:
    """The value that words with a hedge must hold for; None if it has no such end.

    Of a number with bounds it is the lowest for "at least", and the highest for "at most". A count
    that is said as a part of the whole is that part.
    """
    low, high = ends(number)
    value = low if low == high or hedge in _FROM else high if hedge in _TO else None
    if value is not None and number.kind == "share" and (written.pair or written.sort == "count"):
        return value * number.of if number.of else None
    part = number.kind == "count" and written.sort in ("fraction", "percentage")
    if part and value is not None and not written.pair:
        return value / number.of if number.of else None
    return value


def _fractions(main: str) -> dict[str, Fraction]:
    """Fractions in the form of the author's: "a third", "one in three", "3 out of 10", "1/3"."""
    said = " ".join(plain(main))
    joint = " out of " if " out of " in said else " in " if re.search(r"\w in \w", said) else ""
    if re.search(r"\d/\d", said):
        return {f"{f.numerator}/{f.denominator}": f for f in FRACTIONS.values()}
    if not joint:
        return dict(FRACTIONS)
    figures = any(c.isdigit() for c in said)
    found: dict[str, Fraction] = {}
    for whole in (*range(2, 11), 12, 20):
        for part in range(1, whole):
            if whole <= 10 or part == 1:
                pair = (part, whole)
                name = joint.join(str(n) if figures else in_words(n) for n in pair)
                if Fraction(*pair) not in found.values():
                    found[name] = Fraction(*pair)
    return found


def _percentages(
    main: str, written: ParsedQuantity, value: Fraction
) -> Iterator[tuple[str, Fraction]]:
    """Percentages with the unit and at least the precision of the author's."""
    unit = _UNIT.search(main)
    sign = unit[0] if unit else "%"
    in_figures = any(c.isdigit() for c in main)
    unit_value = min(written.unit, Fraction(1, 100))
    steps = (unit_value, Fraction(1, 20), Fraction(1, 10))
    decimals = max(0, len(str(unit_value.denominator)) - 3)
    for step in steps:
        for x in _around(value, step):
            if in_figures:
                yield f"{rounded(x * 100, decimals if step == unit_value else 0)}{sign}", x
            elif (x * 100).denominator == 1:
                yield f"{in_words(int(x * 100))}{sign}", x


def _counts(main: str, value: Fraction) -> Iterator[tuple[str, Fraction]]:
    spelled = not any(c.isdigit() for c in main)
    for step in (1, 5, 10, 50, 100):
        for x in _around(value, Fraction(step)):
            yield in_words(int(x)) if spelled and x < 1000 else f"{int(x):,}", x


def _around(value: Fraction, step: Fraction) -> tuple[Fraction, ...]:
    """The multiples of a step nearest to a value, which is between them."""
    below = math.floor(value / step) * step
    above = math.ceil(value / step) * step
    if below == above:
        return tuple(x for x in (value, value - step, value + step) if x > 0)
    return tuple(x for x in (below, above) if x > 0)
