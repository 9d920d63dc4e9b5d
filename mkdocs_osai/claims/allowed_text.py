"""What the words of a claim allow, in words."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from mkdocs_osai.claims.interval import Interval
from mkdocs_osai.stats import Quantity
from mkdocs_osai.stats.bounded import scientific
from mkdocs_osai.stats.format_specs import IN_PERCENT
from mkdocs_osai.stats.formatting import rounded


def allowed(interval: Interval, number: Quantity) -> str:
    """An interval in words, in the unit of a number.

    Example:
        >>> allowed(Interval(Fraction(1, 4), low_in=False), Quantity("share", 1, 2))
        'more than 25%'
    """
    return bounds_in_words(interval, lambda end: _end(end, number))


def bounds_in_words(interval: Interval, end_in_words: Callable[[Fraction], str]) -> str:
    """What an interval allows, such as "more than 20% and at most 30%".

    Args:
        interval: the interval.
        end_in_words: returns an end of it in words.
    """
    low, high = (
        None if end is None else end_in_words(end) for end in (interval.low, interval.high)
    )
    if low is not None and low == high:
        return low
    parts = []
    if low is not None:
        parts.append(f"{'at least' if interval.low_in else 'more than'} {low}")
    if high is not None:
        parts.append(f"{'at most' if interval.high_in else 'less than'} {high}")
    return " and ".join(parts) or "any number"


def _end(end: Fraction, number: Quantity) -> str:
    if number.kind == "compute" and end > 0:
        return f"{scientific(end, 3)} FLOP"
    percent = number.kind in IN_PERCENT
    text = rounded(end * 100 if percent else end, 2)
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{text}{' percentage points' if number.kind == 'points' else '%' if percent else ''}"
