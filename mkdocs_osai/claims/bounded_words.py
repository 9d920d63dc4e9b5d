"""Words for a number that is known within bounds: "at least a third", "16 to 36"."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from fractions import Fraction

from mkdocs_osai.stats import Quantity, rounded
from mkdocs_osai.stats.bounded import power_of_ten, scientific

_TIMES = "\N{MULTIPLICATION SIGN}"

FRACTIONS = {
    "a tenth": Fraction(1, 10),
    "a fifth": Fraction(1, 5),
    "a quarter": Fraction(1, 4),
    "a third": Fraction(1, 3),
    "two fifths": Fraction(2, 5),
    "half": Fraction(1, 2),
    "three fifths": Fraction(3, 5),
    "two thirds": Fraction(2, 3),
    "three quarters": Fraction(3, 4),
    "four fifths": Fraction(4, 5),
    "nine tenths": Fraction(9, 10),
}


def ends(number: Quantity) -> tuple[Fraction | None, Fraction | None]:
    """The lowest and the highest value of a number; both the same if it is exact."""
    if number.bounds is None:
        return number.value, number.value
    return number.bounds.low, number.bounds.high


def bounded_words(number: Quantity) -> Iterator[str]:
    """Words that may hold for all values of a number, the plainest first."""
    low, high = ends(number)
    if number.kind == "compute":
        yield from _of_compute(low, high)
        return
    if low is None or high is None:
        return
    if number.kind != "count":
        yield from _of_shares(low, high)
        return
    yield from _of_counts(int(low), int(high))
    parts = _of_shares(low / number.of, high / number.of) if number.of else ()
    yield from (words for words in parts if words in ("none", "all", "most"))


def _of_shares(low: Fraction, high: Fraction) -> Iterator[str]:
    if low == high == 0:
        yield "none"
    if low == high == 1:
        yield "all"
    below = [name for name, part in FRACTIONS.items() if part <= low]
    above = [name for name, part in FRACTIONS.items() if part >= high]
    yield from (f"at least {name}" for name in below[-1:])
    yield from (f"at most {name}" for name in above[:1])
    if low > Fraction(1, 2):
        yield "most"
    least, most = math.floor(low * 100), math.ceil(high * 100)
    yield from (f"at least {least}%",) * (least > 0)
    yield from (f"at most {most}%",) * (most < 100)
    if 0 < least < most < 100:
        yield f"{least}% to {most}%"


def _of_counts(low: int, high: int) -> Iterator[str]:
    yield from (f"at least {low:,}",) * (low > 0)
    yield f"at most {high:,}"
    if 0 < low < high:
        yield f"{low:,} to {high:,}"


def _of_compute(low: Fraction | None, high: Fraction | None) -> Iterator[str]:
    if low is not None and low > 1:
        yield f"at least {scientific(low, 3, down=True)} FLOP"
        exponent = _exponent(low)
        yield f"more than {power_of_ten(exponent - (low == 10**exponent))} FLOP"
    if high is not None and high > 1:
        yield f"less than {power_of_ten(_exponent(high) + 1)} FLOP"


def _exponent(number: Fraction) -> int:
    """The power of ten at or below a number of 1 or more."""
    return len(str(int(number))) - 1


def compute_near(main: str, value: Fraction) -> Iterator[tuple[str, Fraction]]:
    """Figures near a training compute, written as the author's, below and above it.

    Example:
        >>> [*compute_near("1e22 FLOP", Fraction("5.06e22"))][0]
        ('5e22 FLOP', Fraction(50000000000000000000000, 1))
    """
    unit = next((f" {word}" for word in ("FLOPs", "FLOP", "flops", "flop") if word in main), "")
    short = re.search(r"\de\+?\d", main) is not None
    exponent = _exponent(value) if value >= 1 else 0
    for decimals in (0, 1, 2):
        step = Fraction(10) ** (exponent - decimals)
        for times in (math.floor(value / step), math.ceil(value / step)):
            text = rounded(Fraction(times, 10**decimals), decimals)
            power = f"e{exponent}" if short else f" {_TIMES} {power_of_ten(exponent)}"
            yield f"{text}{power}{unit}", times * step
