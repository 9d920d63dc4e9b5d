"""What words allow a number to be."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers from one end to the other; an end that is None is open for ever.

    Example:
        >>> Interval(Fraction(1, 4), None, low_in=False).holds(Fraction(1, 4))
        False
    """

    low: Fraction | None = None
    high: Fraction | None = None
    low_in: bool = True
    high_in: bool = True

    def holds(self, number: Fraction) -> bool:
        """Whether a number lies in it."""
        above = self.low is None or number > self.low or (self.low_in and number == self.low)
        below = self.high is None or number < self.high or (self.high_in and number == self.high)
        return above and below

    def margin(self, number: Fraction) -> Fraction | None:
        """How far a number is from the end it would have to cross; negative if it is outside."""
        if self.low is not None and number < self.low:
            return number - self.low
        if self.high is not None and number > self.high:
            return self.high - number
        ends = [abs(number - end) for end in (self.low, self.high) if end is not None]
        return min(ends) if ends else None

    def both(self, other: Interval) -> Interval:
        """What lies in both."""
        low, low_in = self.low, self.low_in
        if other.low is not None and (
            low is None or (other.low, not other.low_in) > (low, not low_in)
        ):
            low, low_in = other.low, other.low_in
        high, high_in = self.high, self.high_in
        if other.high is not None and (
            high is None or (other.high, other.high_in) < (high, high_in)
        ):
            high, high_in = other.high, other.high_in
        return Interval(low, high, low_in, high_in)
