"""Hedges, such as "nearly", and how far each allows a number to be from the words."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Tolerances:
    """How far a number may be from the words.

    Attributes:
        hedged: for "nearly", "about" and "just over", as a part of the number in words.
        percentage: the most for a percentage with one of these hedges, as a fraction of 1.
        least_percentage: the least for "about" and a percentage, as a fraction of 1.
        least_count: the least for "about" and a count, in models.
        fraction: for a fraction in words without a hedge, on both sides, as a fraction of 1; at
            most `hedged` of it.
        multiple: for "twice" or "three times" without a hedge, on both sides, as a part of it.
        none: for "almost none", as a fraction of 1.

    Example:
        >>> TOLERANCES.hedged, TOLERANCES.scaled(Fraction(1, 2)).hedged
        (Fraction(1, 10), Fraction(1, 20))
    """

    hedged: Fraction = Fraction(1, 10)
    percentage: Fraction = Fraction(3, 100)
    least_percentage: Fraction = Fraction(1, 200)
    least_count: Fraction = Fraction(1)
    fraction: Fraction = Fraction(1, 100)
    multiple: Fraction = Fraction(1, 20)
    none: Fraction = Fraction(1, 20)

    def scaled(self, factor: Fraction) -> Tolerances:
        """The same, each times a factor."""
        return Tolerances(*(getattr(self, field.name) * factor for field in fields(self)))


TOLERANCES = Tolerances()


class Hedge(StrEnum):
    """A word in front of a quantity: how exact it is, and in which direction it can be off."""

    PLAIN = "plain"
    EXACTLY = "exactly"
    NEARLY = "nearly"
    ABOUT = "about"
    OVER = "over"
    JUST_OVER = "just over"
    AT_LEAST = "at least"
    UNDER = "under"
    AT_MOST = "at most"


@dataclass(frozen=True, slots=True)
class Meaning:
    """The words of a hedge, and what they allow.

    Attributes:
        words: all words with the same meaning.
        allows: the numbers that are allowed, in words.
    """

    words: tuple[str, ...]
    allows: str


def _percent(part: Fraction) -> str:
    return f"{float(part * 100):g}"


_HEDGED = f"{_percent(TOLERANCES.hedged)}% of what is written"
_POINTS = f"of a percentage, by at most {_percent(TOLERANCES.percentage)} points"

HEDGES: dict[Hedge, Meaning] = {
    Hedge.PLAIN: Meaning(
        (),
        "what is written, at the precision it is written with: 12.5% is 12.45% to 12.55%; a count "
        f"is exact; a fraction in words may be {_percent(TOLERANCES.fraction)} percentage point "
        f"off, but never by more than {_percent(TOLERANCES.hedged)}% of itself; a multiple "
        f"{_percent(TOLERANCES.multiple)}%",
    ),
    Hedge.EXACTLY: Meaning(
        ("exactly", "precisely"), "the same; a fraction or multiple without tolerance"
    ),
    Hedge.NEARLY: Meaning(
        ("nearly", "almost", "just under", "just below", "close to", "not quite"),
        f"less, by at most {_HEDGED}; {_POINTS}; almost none: more than none, at most "
        f"{_percent(TOLERANCES.none)}%",
    ),
    Hedge.ABOUT: Meaning(
        ("about", "around", "roughly", "approximately", "some", "circa"),
        f"more or less, by at most {_HEDGED}; {_POINTS}; {_percent(TOLERANCES.least_percentage)} "
        f"points and {TOLERANCES.least_count} model are always allowed",
    ),
    Hedge.OVER: Meaning(
        ("more than", "over", "above", "exceeding", "greater than", "upwards of"), "more"
    ),
    Hedge.JUST_OVER: Meaning(
        ("just over", "just above", "slightly more than", "a little over", "little more than"),
        f"more, by at most {_HEDGED}; {_POINTS}",
    ),
    Hedge.AT_LEAST: Meaning(
        ("at least", "no fewer than", "no less than", "not less than", "not fewer than"),
        "that or more",
    ),
    Hedge.UNDER: Meaning(("less than", "under", "below", "fewer than"), "less"),
    Hedge.AT_MOST: Meaning(("at most", "up to", "no more than", "not more than"), "that or less"),
}
"""Each hedge with its words; the parser and `osai.hedges()` use them."""
