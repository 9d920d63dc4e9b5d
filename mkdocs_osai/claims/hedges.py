"""How much each word of a claim allows: the one place where it is set."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Tolerances:
    """How far a number may be from what the words say.

    Attributes:
        beside: of "nearly", "about", "just over": this part of what is written.
        percentage: but for a percentage never more than this, as a fraction of 1,
        least_percentage: for "about" a percentage never less than this,
        least_count: and for a count never less than this, in models.
        fraction: of a fraction in words without a hedge, either side, as a fraction of 1; never
            more than `beside` of it.
        multiple: of "twice" or "three times" without a hedge, either side, as a part of it.
        none: of "almost none", as a fraction of 1.

    Example:
        >>> TOLERANCES.beside, TOLERANCES.scaled(Fraction(1, 2)).beside
        (Fraction(1, 10), Fraction(1, 20))
    """

    beside: Fraction = Fraction(1, 10)
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
    """What stands before a quantity and says how it is meant."""

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
        words: all that mean the same.
        allows: what the number may be.
    """

    words: tuple[str, ...]
    allows: str


def _percent(part: Fraction) -> str:
    return f"{float(part * 100):g}"


_BESIDE = f"{_percent(TOLERANCES.beside)}% of what is written"
_POINTS = f"of a percentage, by at most {_percent(TOLERANCES.percentage)} points"

HEDGES: dict[Hedge, Meaning] = {
    Hedge.PLAIN: Meaning(
        (),
        "what is written, at the precision it is written with: 12.5% is 12.45% to 12.55%; a count "
        f"is exact; a fraction in words may be {_percent(TOLERANCES.fraction)} percentage point "
        f"off, but never by more than {_percent(TOLERANCES.beside)}% of itself; a multiple "
        f"{_percent(TOLERANCES.multiple)}%",
    ),
    Hedge.EXACTLY: Meaning(
        ("exactly", "precisely"), "the same; a fraction or multiple without tolerance"
    ),
    Hedge.NEARLY: Meaning(
        ("nearly", "almost", "just under", "just below", "close to", "not quite"),
        f"less, by at most {_BESIDE}; {_POINTS}; almost none: more than none, at most "
        f"{_percent(TOLERANCES.none)}%",
    ),
    Hedge.ABOUT: Meaning(
        ("about", "around", "roughly", "approximately", "some", "circa"),
        f"more or less, by at most {_BESIDE}; {_POINTS}; {_percent(TOLERANCES.least_percentage)} "
        f"points and {TOLERANCES.least_count} model are always allowed",
    ),
    Hedge.OVER: Meaning(
        ("more than", "over", "above", "exceeding", "greater than", "upwards of"), "more"
    ),
    Hedge.JUST_OVER: Meaning(
        ("just over", "just above", "slightly more than", "a little over", "little more than"),
        f"more, by at most {_BESIDE}; {_POINTS}",
    ),
    Hedge.AT_LEAST: Meaning(
        ("at least", "no fewer than", "no less than", "not less than", "not fewer than"),
        "that or more",
    ),
    Hedge.UNDER: Meaning(("less than", "under", "below", "fewer than"), "less"),
    Hedge.AT_MOST: Meaning(("at most", "up to", "no more than", "not more than"), "that or less"),
}
"""Each hedge with its words, for readers and for the reader of words alike."""
