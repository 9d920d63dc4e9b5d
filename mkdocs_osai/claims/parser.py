"""The words of a claim → the interval of numbers that they allow."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from mkdocs_osai.claims.hedges import HEDGES, TOLERANCES, Hedge, Tolerances
from mkdocs_osai.claims.quantity_parser import ORDINALS, ParsedQuantity, bare, plain, quantity
from mkdocs_osai.problems import AuthorError, quote
from mkdocs_osai.stats import in_words


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers between two ends; None is no end.

    Example:
        >>> Interval(Fraction(1, 4), None, low_in=False).holds(Fraction(1, 4))
        False
    """

    low: Fraction | None = None
    high: Fraction | None = None
    low_in: bool = True
    high_in: bool = True

    def holds(self, number: Fraction) -> bool:
        """Whether a number is in it."""
        above = self.low is None or number > self.low or (self.low_in and number == self.low)
        below = self.high is None or number < self.high or (self.high_in and number == self.high)
        return above and below

    def margin(self, number: Fraction) -> Fraction | None:
        """The distance of a number from the nearest end; negative if it is outside."""
        if self.low is not None and number < self.low:
            return number - self.low
        if self.high is not None and number > self.high:
            return self.high - number
        ends = [abs(number - end) for end in (self.low, self.high) if end is not None]
        return min(ends) if ends else None

    def both(self, other: Interval) -> Interval:
        """The intersection with another interval."""
        lows = [(i.low, not i.low_in) for i in (self, other) if i.low is not None]
        highs = [(i.high, i.high_in) for i in (self, other) if i.high is not None]
        low, low_out = max(lows, default=(None, False))
        high, high_in = min(highs, default=(None, True))
        return Interval(low, high, not low_out, high_in)


MOST_CHARACTERS = 200
"""The longest claim that is parsed."""

About = Literal["value", "part", "rank", "from the end", "difference", "quotient"]

_HEDGES = sorted(
    ((words.split(), hedge) for hedge, meaning in HEDGES.items() for words in meaning.words),
    key=lambda pair: -len(pair[0]),
)
_TOWARDS = (Hedge.NEARLY, Hedge.JUST_OVER)
"""Hedges with a direction; for a negative number the direction is ambiguous."""

_AFTER = {
    "or more": Hedge.AT_LEAST,
    "or fewer": Hedge.AT_MOST,
    "or less": Hedge.AT_MOST,
    "at least": Hedge.AT_LEAST,
    "at most": Hedge.AT_MOST,
}
_ORDINALS = {
    **{word: n for n, word in enumerate(ORDINALS, 1)},
    **{f"{in_words(n)}th": n for n in (13, 14, 15, 16, 17, 18, 19)},
    "twentieth": 20,
}
_ORDINALS |= {f"twenty {word}": 20 + n for word, n in [*_ORDINALS.items()] if n < 10}
_OPEN = r"(?: open(?: (?:one|model|system)s?)?)"
_AMONG = re.compile(
    rf"(?:(?:among|in|within|one of) )?(?:the )?(?:top (?P<top>.+)|(?P<most>.+) most{_OPEN})"
)
_PLACE = re.compile(rf"(?:the )?(?:(?P<place>.+) )?most{_OPEN}|(?:the )?(?P<alone>.+)")
_LAST = re.compile(rf"(?:the )?(?:last|least{_OPEN})")
_RELATIONS = (
    (
        re.compile(r"outnumber(?:s|ed)?|exceed(?:s|ed)?|(?:more|higher|larger|greater) than"),
        Interval(Fraction(0), low_in=False),
    ),
    (re.compile(r"(?:fewer|less|lower|smaller) than"), Interval(None, Fraction(0), high_in=False)),
    (
        re.compile(r"(?:(?:exactly|just) )?(?:as (?:many|much|large|high|open)(?: as)?|equals?)"),
        Interval(Fraction(0), Fraction(0)),
    ),
)
"""Words for two numbers, and what they allow the difference to be."""

_AS_MANY = re.compile(r"(?P<times>.*?) ?\bas (?:many|much|large|high|open)(?: as)?")


@dataclass(frozen=True, slots=True)
class ParsedClaim:
    """The meaning of the words of a claim.

    Attributes:
        about: what is tested: the `value`; the `part` of the whole, for a count or a share; the
            `rank`, from either end; or the `difference` or `quotient` of two numbers.
        allows: what that may be.
        written: the quantity, if there is one.
    """

    about: About
    allows: Interval
    written: ParsedQuantity | None = None


def parse_claim(words: str, values: int = 1, tolerances: Tolerances = TOLERANCES) -> ParsedClaim:
    """Parse the words of a claim.

    Args:
        words: as the author wrote them, with markup.
        values: how many numbers they are about, one or two.
        tolerances: how far each hedge allows a number to be from the words.

    Raises:
        AuthorError: they cannot be read.

    Example:
        >>> parse_claim("more than a quarter").allows.low
        Fraction(1, 4)
    """
    tokens = plain(words) if len(words) <= MOST_CHARACTERS else []
    found = _comparison(tokens, tolerances) if values == 2 else _quantity(tokens, tolerances)
    if found is None and values == 1:
        found = _order(tokens)
    if found is None:
        raise AuthorError(
            f"{quote(words)} cannot be read as a {'quantity' if values == 1 else 'comparison'}",
            "write a plain test, such as osai.claim('a dwindling few', share, below=0.1)",
        )
    return found


def _quantity(tokens: list[str], tolerances: Tolerances) -> ParsedClaim | None:
    if tokens[:1] == ["between"]:
        return _between(tokens[1:])
    hedge, rest = _hedge(tokens)
    found = quantity(rest)
    if found is None:
        return None
    written, behind = found
    if written.sort == "multiple" and behind[:2] in (["as", "many"], ["as", "much"]):
        behind = behind[3 if behind[2:3] == ["as"] else 2 :]
    if hedge is Hedge.PLAIN and " ".join(behind[:2]) in _AFTER:
        hedge, behind = _AFTER[" ".join(behind[:2])], behind[2:]
    if not bare(behind) or (rest[:1] == ["no"] and not behind):
        return None
    allows = _allowed(written, hedge, tolerances)
    if allows is None or (written.value < 0 and hedge in _TOWARDS):
        return None
    return ParsedClaim("part" if written.sort == "part" else "value", allows, written)


def _between(tokens: list[str]) -> ParsedClaim | None:
    """Two quantities and "and"; the unit of the second also applies to the first."""
    for place in (i for i, word in enumerate(tokens) if word == "and"):
        last = quantity(tokens[place + 1 :])
        first = quantity(tokens[:place])
        if not (first and last and not first[1] and bare(last[1])):
            continue
        low, high = first[0], last[0]
        if high.sort in ("percentage", "points") and low.sort in ("count", "decimal"):
            low = ParsedQuantity(high.sort, low.value / 100, low.unit / 100)
        elif high.sort == "multiple" and low.sort in ("count", "decimal"):
            low = ParsedQuantity(high.sort, low.value)
        numbers = ({"count", "decimal"}, {"percentage", "fraction"})
        alike = low.sort == high.sort or any({low.sort, high.sort} <= pair for pair in numbers)
        if "part" in (low.sort, high.sort) or not alike or low.value > high.value:
            continue
        return ParsedClaim("value", Interval(low.value, high.value), high)
    return None


def _hedge(tokens: list[str]) -> tuple[Hedge, list[str]]:
    for words, hedge in _HEDGES:
        if tokens[: len(words)] == words:
            return hedge, tokens[len(words) :]
    return Hedge.PLAIN, tokens


def _allowed(written: ParsedQuantity, hedge: Hedge, tolerances: Tolerances) -> Interval | None:  # noqa: PLR0911
    """The numbers that a hedge and a quantity allow; None if they do not go together."""
    x = written.value
    if written.sort == "part":
        return _allowed_part(written.part, hedge, tolerances)
    hedged = _hedged(written, tolerances)
    match hedge:
        case Hedge.PLAIN | Hedge.EXACTLY:
            return _as_written(written, tolerances, exactly=hedge is Hedge.EXACTLY)
        case Hedge.NEARLY:
            return Interval(x - hedged, x, high_in=False)
        case Hedge.ABOUT:
            least = {
                "percentage": tolerances.least_percentage,
                "points": tolerances.least_percentage,
                "count": tolerances.least_count,
            }.get(written.sort, Fraction(0))
            return Interval(x - max(hedged, least), x + max(hedged, least))
        case Hedge.OVER:
            return Interval(x, low_in=False)
        case Hedge.JUST_OVER:
            return Interval(x, x + hedged, low_in=False)
        case Hedge.AT_LEAST:
            return Interval(x)
        case Hedge.UNDER:
            return Interval(None, x, high_in=False)
        case Hedge.AT_MOST:
            return Interval(None, x)


def _allowed_part(part: str, hedge: Hedge, tolerances: Tolerances) -> Interval | None:
    none, half, whole = Fraction(0), Fraction(1, 2), Fraction(1)
    if hedge in (Hedge.PLAIN, Hedge.EXACTLY):
        return {
            "none": Interval(none, none),
            "all": Interval(whole, whole),
            "most": Interval(half, low_in=False),
            "minority": Interval(none, half, low_in=False, high_in=False),
        }[part]
    if hedge is Hedge.NEARLY and part == "all":
        return Interval(whole - tolerances.hedged, whole, high_in=False)
    if hedge is Hedge.NEARLY and part == "none":
        return Interval(none, tolerances.none, low_in=False)
    if hedge is Hedge.UNDER and part == "all":
        return Interval(None, whole, high_in=False)
    return None


def _hedged(written: ParsedQuantity, tolerances: Tolerances) -> Fraction:
    part = abs(written.value) * tolerances.hedged
    if written.sort in ("percentage", "points"):
        return min(part, tolerances.percentage)
    return part


def _as_written(written: ParsedQuantity, tolerances: Tolerances, *, exactly: bool) -> Interval:
    """The numbers that round half up to it; for a fraction or multiple, those close to it."""
    x = written.value
    if written.sort in ("percentage", "points", "decimal"):
        return Interval(x - written.unit / 2, x + written.unit / 2, high_in=False)
    if written.sort == "count" or exactly:
        return Interval(x, x)
    part = tolerances.hedged if written.sort == "fraction" else tolerances.multiple
    off = abs(x) * part
    if written.sort == "fraction":
        off = min(off, tolerances.fraction)
    return Interval(x - off, x + off)


def _order(tokens: list[str]) -> ParsedClaim | None:
    """A rank, such as "the second most open" or "among the top three"."""
    text = " ".join(tokens)
    if _LAST.fullmatch(text):
        return ParsedClaim("from the end", Interval(None, Fraction(1)))
    if (among := _AMONG.fullmatch(text)) and (number := among["top"] or among["most"]):
        found = quantity(number.split())
        if found and not found[1] and found[0].sort == "count" and found[0].value > 0:
            return ParsedClaim("rank", Interval(None, found[0].value))
    place = _PLACE.fullmatch(text)
    if place is None:
        return None
    word = place["place"] or place["alone"] or "first"
    figures = re.fullmatch(r"(\d{1,6})(?:st|nd|rd|th)", word)
    number_ = int(figures[1]) if figures else _ORDINALS.get(word)
    if not number_:
        return None
    best = None if number_ == 1 else Fraction(number_)
    return ParsedClaim("rank", Interval(best, Fraction(number_)))


def _comparison(tokens: list[str], tolerances: Tolerances) -> ParsedClaim | None:
    """A comparison of two numbers, such as "twice as many as"."""
    text = " ".join(tokens)
    for pattern, interval in _RELATIONS:
        if pattern.fullmatch(text):
            return ParsedClaim("difference", interval)
    match = _AS_MANY.fullmatch(text)
    hedge, rest = _hedge(match["times"].split() if match else tokens)
    found = quantity(rest) if rest else (ParsedQuantity("multiple", Fraction(1)), [])
    if found is None or found[1] or found[0].sort not in ("multiple", "fraction"):
        return None
    allows = _allowed(found[0], hedge, tolerances) if rest or match else None
    return ParsedClaim("quotient", allows, found[0]) if allows else None
