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
from mkdocs_osai.claims.parsed import ParsedClaim
from mkdocs_osai.claims.possible import Outcome
from mkdocs_osai.stats import Quantity, models_in_words


def notices(
    claim: ParsedClaim,
    numbers: list[Quantity],
    outcome: Outcome,
    tolerances: Tolerances,
    *,
    says_coverage: bool,
) -> Iterator[str]:
    """What is true and reads oddly: "only" before a majority, "several" instead of a number."""
    number = numbers[0]
    exact = number.number is None and number.bounds is None
    of = number.of if number.kind in ("count", "share") and exact else 0
    share = Fraction(number.count, of) if of else None
    if claim.emphasis in UNDERSTATED and share is not None and share > LARGE_FOR_ONLY:
        yield f'"{claim.emphasis}" stands before more than half of the models'
    if claim.emphasis in OVERSTATED and share is not None and share < SMALL_FOR_AS_MANY_AS:
        yield f'"{claim.emphasis}" stands before less than a tenth of the models'
    if claim.vague:
        yield f'"{claim.vague}" is vague; a number says more'
    if not says_coverage and all(test.measure != "of" for test in claim.tests):
        yield from _uncovered(numbers)
    yield from _rounded(claim, outcome, tolerances)


def _uncovered(numbers: list[Quantity]) -> Iterator[str]:
    """The coverage of numbers that are about fewer than half of the models."""
    by_basis = {part.basis: part for value in numbers for part in value.parts}
    for number in by_basis.values():
        if number.bounds is not None:
            covered = number.bounds.coverage
            if covered.with_figure * 2 < covered.models:
                yield f'{covered.text}; say "of those with a figure"'
        elif number.kind in ("count", "share") and 0 < number.of < number.unsorted:
            models = models_in_words(number.of + number.unsorted)
            known = f"only {number.of:,} of {models} have {number.lacking}"
            yield f'{known}; say "of the {number.of:,} models"'


def _rounded(claim: ParsedClaim, outcome: Outcome, tolerances: Tolerances) -> Iterator[str]:
    """What is true and looks false beside the number as it is printed, and a rough fraction."""
    for one in outcome.tested:
        test, number = one.test, one.number
        printed = _printed(number)
        ends = ((test.allows.low, test.allows.low_in), (test.allows.high, test.allows.high_in))
        strict = any(end == printed and not within for end, within in ends)
        if strict and test.written and number.value != printed == test.written.value:
            yield f"the number prints as {number}"
    test, number = outcome.tested[0].test, outcome.tested[0].number
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
