"""Words in front of a quantity that stress it: "only", "as many as", "a whopping"."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from mkdocs_osai.claims.hedges import Hedge
from mkdocs_osai.claims.interval import Interval
from mkdocs_osai.claims.nouns import Nouns
from mkdocs_osai.claims.parsed import ParsedClaim
from mkdocs_osai.claims.unreadable import NO_NUMBER_OF_MODELS

MINIMIZING = ("a mere", "a meagre", "a paltry", "as few as", "as little as")
"""Understatements that a number must not exceed."""

UNDERSTATED = ("only", "just", "merely", *MINIMIZING)
OVERSTATED = (
    *("as many as", "as much as", "fully", "a full", "an astonishing", "a staggering", "a massive"),
    *("a remarkable", "an impressive", "an incredible", "a whopping", "a striking", "a huge"),
)
"""Overstatements; a number must not be below what is written after them."""

TOTAL = "a total of"
EMPHASIS = (*UNDERSTATED, *OVERSTATED, "still", "already", "even", TOTAL)
"""Words in front of a quantity that stress it."""

LARGE_FOR_ONLY = Fraction(1, 2)
"""A share above this is large for "only"."""
SMALL_FOR_AS_MANY_AS = Fraction(1, 10)
"""A share below this is small for "as many as"."""

_AGAINST = {
    **dict.fromkeys(UNDERSTATED, frozenset((Hedge.OVER, Hedge.WELL_OVER, Hedge.AT_LEAST))),
    **dict.fromkeys(
        OVERSTATED, frozenset((Hedge.UNDER, Hedge.WELL_UNDER, Hedge.AT_MOST, Hedge.UP_TO))
    ),
    **dict.fromkeys(
        ("as many as", "as much as", "as few as", "as little as"),
        frozenset(Hedge) - {Hedge.PLAIN, Hedge.ABOUT},
    ),
    **dict.fromkeys(("fully", "a full"), frozenset(Hedge) - {Hedge.PLAIN}),
}
"""Emphasis → the hedges that contradict it."""


def misplaced(
    emphasis: str, claim: ParsedClaim, nouns: Nouns, tokens: list[str]
) -> tuple[str, str] | None:
    """What is wrong with a word in front of a number that it does not go with, and what to write.

    Args:
        emphasis: the word.
        claim: what stands behind it.
        nouns: what may follow a quantity.
        tokens: the words behind it.

    Example:
        >>> from mkdocs_osai.claims.parser import parse_claim
        >>> misplaced("a total of", parse_claim("half"), Nouns(()), ["half"])
        ('is said of numbers of models only', 'leave it out')
    """
    if emphasis == TOTAL:
        written = claim.tests[0].written
        if not nouns.counts or written is None or written.sort != "count":
            return NO_NUMBER_OF_MODELS[0], "leave it out"
        if not nouns.named_in(tokens):
            return "is said of all models, and the number is about some", "name these models"
    if emphasis in ("as many as", "as few as") and not nouns.kinds <= {"count", "share"}:
        return NO_NUMBER_OF_MODELS
    return None


def stressed(claim: ParsedClaim, emphasis: str) -> ParsedClaim | None:
    """A claim with a word in front that stresses its number, which is not rounded in its favour.

    Returns:
        None if they contradict each other, as in "only at least 70".

    Example:
        >>> from mkdocs_osai.claims.parser import parse_claim
        >>> found = stressed(parse_claim("seven"), "fully")
        >>> found and found.tests[0].allows.low
        Fraction(7, 1)
    """
    if claim.hedge in _AGAINST.get(emphasis, ()):
        return None
    if claim.emphasis:  # "still only 8%"
        return claim if emphasis not in (*UNDERSTATED, *OVERSTATED) else None
    tests = claim.tests
    first = tests[0]
    if first.written and claim.hedge is Hedge.PLAIN:
        written = first.written.value
        limit = Interval()
        if emphasis in OVERSTATED:
            limit = Interval(written)
        elif emphasis in MINIMIZING:
            limit = Interval(None, written)
        tests = (replace(first, allows=first.allows.both(limit)), *tests[1:])
    return replace(claim, tests=tests, emphasis=emphasis)
