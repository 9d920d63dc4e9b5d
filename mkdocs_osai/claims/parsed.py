"""What the words of a claim say, before a number is compared with it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from mkdocs_osai.claims.hedges import LEAST_FOR_ONE, TOLERANCES, Hedge, Measure, Tolerances
from mkdocs_osai.claims.interval import Interval, above, below, exactly
from mkdocs_osai.claims.quantity_parser import ParsedQuantity


@dataclass(frozen=True, slots=True)
class Test:
    """One thing that the words say.

    Attributes:
        measure: what is tested: the `value` itself, the `share`, the `count`, the whole (`of`), the
            `rest`; a `rank`; the `difference` or `quotient` of two numbers; and others.
        allows: what that may be.
        written: the quantity in the words, if there is one.
    """

    measure: Measure
    allows: Interval
    written: ParsedQuantity | None = None


@dataclass(frozen=True, slots=True)
class ParsedClaim:
    """The meaning of the words of a claim.

    Attributes:
        tests: what they say; all must hold.
        vague: words that a number would say better; empty for none.
        emphasis: a word such as "only"; empty for none.
        hedge: the hedge of the first quantity.
    """

    tests: tuple[Test, ...]
    vague: str = ""
    emphasis: str = ""
    hedge: Hedge = Hedge.PLAIN

    @property
    def counts_models(self) -> bool:
        """Whether a noun after the first quantity names what is counted, and not the whole."""
        written = self.tests[0].written
        return written is None or written.sort not in _NO_NUMBER_OF_MODELS


_NO_NUMBER_OF_MODELS = frozenset(
    ("percentage", "points", "fraction", "multiple", "score", "compute")
)
_LEAST = {"percentage": "least_percentage", "points": "least_percentage", "count": "least_count"}
TOWARDS = (Hedge.NEARLY, Hedge.JUST_OVER, Hedge.WELL_OVER, Hedge.WELL_UNDER, Hedge.UP_TO)
"""Hedges with a direction; for a negative number the direction is ambiguous."""


def allowed(  # noqa: C901, PLR0911, PLR0912 - a case for each hedge
    written: ParsedQuantity, hedge: Hedge, tolerances: Tolerances = TOLERANCES
) -> Interval | None:
    """The numbers that a hedge and a quantity allow; None if they do not go together."""
    x = written.value
    hedged = _hedged(written, tolerances)
    if x < 0 and hedge in TOWARDS:
        return None
    match hedge:
        case Hedge.PLAIN | Hedge.EXACTLY:
            return _as_written(written, tolerances, exact=hedge is Hedge.EXACTLY)
        case Hedge.NEARLY:
            return Interval(x - hedged, x, high_in=False)
        case Hedge.ABOUT:
            least = _LEAST.get(written.sort)
            if written.sort == "count" and x < LEAST_FOR_ONE:
                least = None
            off = max(hedged, getattr(tolerances, least) if least else Fraction(0))
            return Interval(x - off, x + off)
        case Hedge.OVER:
            return above(x)
        case Hedge.JUST_OVER:
            return Interval(x, x + hedged, low_in=False)
        case Hedge.WELL_OVER:
            return above(x + _hedged(written, TOLERANCES))
        case Hedge.AT_LEAST:
            return Interval(x)
        case Hedge.UNDER:
            return below(x)
        case Hedge.WELL_UNDER:
            return below(x - _hedged(written, TOLERANCES))
        case Hedge.AT_MOST:
            return Interval(None, x)
        case Hedge.UP_TO:
            return Interval(x - hedged, x)


def _hedged(written: ParsedQuantity, tolerances: Tolerances) -> Fraction:
    part = abs(written.value) * tolerances.hedged
    if written.sort in ("percentage", "points"):
        return min(part, tolerances.percentage)
    if written.sort == "fraction":
        return min(part, tolerances.hedged_fraction)
    return part


_ROUNDED = frozenset(("percentage", "points", "decimal", "score", "compute"))
_EXACT = {
    **dict.fromkeys(("percentage", "points"), Fraction(1, 1000)),
    **dict.fromkeys(("decimal", "multiple", "score"), Fraction(1, 100)),
}
"""The sort of a quantity → the value of its last digit from which on "exactly" allows rounding."""


def _as_written(written: ParsedQuantity, tolerances: Tolerances, *, exact: bool) -> Interval:
    """The numbers that round half up to it; for a fraction or multiple, those close to it."""
    x = written.value
    if exact and written.unit > _EXACT.get(written.sort, 0):
        return exactly(x)
    if written.sort == "percentage" and x in (0, 1):
        return exactly(x)  # none or all, and not nearly so
    rounds = written.sort in _ROUNDED or written.unit > 1
    if rounds or (written.sort == "multiple" and written.unit < 1):
        return Interval(x - written.unit / 2, x + written.unit / 2, high_in=False)
    if written.sort == "count":
        return exactly(x)
    part = tolerances.hedged if written.sort == "fraction" else tolerances.multiple
    off = abs(x) * part
    if written.sort == "fraction":
        off = min(off, tolerances.fraction)
    if written.sort == "fraction" and written.unit / 2 <= off:  # "39 in 100"
        return Interval(x - written.unit / 2, x + written.unit / 2, high_in=False)
    return Interval(x - off, x + off)
