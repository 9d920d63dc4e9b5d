"""Notices about claims that are true and read oddly."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from mkdocs_osai.claims.emphasis import (
    LARGE_FOR_ONLY,
    OVERSTATED,
    SMALL_FOR_AS_MANY_AS,
    UNDERSTATED,
)
from mkdocs_osai.claims.hedges import Hedge, Tolerances
from mkdocs_osai.claims.parsed import ParsedClaim, Test
from mkdocs_osai.stats import Quantity


def notices(
    claim: ParsedClaim,
    numbers: list[Quantity],
    found: list[tuple[Test, Quantity]],
    tolerances: Tolerances,
) -> Iterator[str]:
    """What is true and reads oddly: "only" before a majority, "several" instead of a number."""
    number = numbers[0]
    of = number.of if number.kind in ("count", "share") and number.number is None else 0
    share = Fraction(number.count, of) if of else None
    if claim.emphasis in UNDERSTATED and share is not None and share > LARGE_FOR_ONLY:
        yield f'"{claim.emphasis}" stands before more than half of the models'
    if claim.emphasis in OVERSTATED and share is not None and share < SMALL_FOR_AS_MANY_AS:
        yield f'"{claim.emphasis}" stands before less than a tenth of the models'
    if claim.vague:
        yield f'"{claim.vague}" is vague; a number says more'
    yield from _rounded(claim, found, tolerances)


def _rounded(
    claim: ParsedClaim, found: list[tuple[Test, Quantity]], tolerances: Tolerances
) -> Iterator[str]:
    """What is true and looks false beside the number as it is printed, and a rough fraction."""
    for test, number in found:
        printed = _printed(number)
        ends = ((test.allows.low, test.allows.low_in), (test.allows.high, test.allows.high_in))
        strict = any(end == printed and not within for end, within in ends)
        if strict and test.written and number.value != printed == test.written.value:
            yield f"the number prints as {number}"
    test, number = found[0]
    if test.written and test.written.sort == "fraction" and claim.hedge is Hedge.PLAIN:
        off = number.value - test.written.value
        if test.measure in ("value", "share") and abs(off) > tolerances.close:
            words = "just over" if off > 0 else "nearly"
            yield f'the number is {number}; with "{words}" it would be closer'


def _printed(number: Quantity) -> Fraction | None:
    """The number as it prints; None for a calculated one."""
    if number.calculation is not None or number.kind not in ("share", "score", "ratio"):
        return None
    text = f"{number}".rstrip("%").replace("\N{MINUS SIGN}", "-")
    return Fraction(text.replace(",", "")) / (100 if number.kind == "share" else 1)
