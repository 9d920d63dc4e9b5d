"""Intervals of numbers: what the words of a claim allow."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


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

    def covers(self, other: Interval) -> bool:
        """Whether it holds all numbers of another interval.

        Example:
            >>> Interval(Fraction(1)).covers(Interval(Fraction(2), Fraction(3)))
            True
        """
        return self.both(other) == other

    def touches(self, other: Interval) -> bool:
        """Whether it holds a number of another interval.

        Example:
            >>> Interval(Fraction(1)).touches(Interval(None, Fraction(1), high_in=False))
            False
        """
        both = self.both(other)
        if both.low is None or both.high is None or both.low < both.high:
            return True
        return both.low == both.high and both.low_in and both.high_in

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

    def plus(self, number: Fraction) -> Interval:
        """Both ends moved by a number.

        Example:
            >>> Interval(Fraction(1), Fraction(2)).plus(Fraction(1)).high
            Fraction(3, 1)
        """
        low, high = (None if end is None else end + number for end in (self.low, self.high))
        return Interval(low, high, self.low_in, self.high_in)

    def negated(self) -> Interval:
        """The interval of the negative numbers.

        Example:
            >>> Interval(Fraction(1), Fraction(2)).negated().low
            Fraction(-2, 1)
        """
        low, high = (None if end is None else -end for end in (self.high, self.low))
        return Interval(low, high, self.high_in, self.low_in)


def exactly(number: int | Fraction) -> Interval:
    """The interval of one number."""
    return Interval(Fraction(number), Fraction(number))


def above(number: int | Fraction) -> Interval:
    """The interval of all larger numbers."""
    return Interval(Fraction(number), low_in=False)


def below(number: int | Fraction) -> Interval:
    """The interval of all smaller numbers."""
    return Interval(None, Fraction(number), high_in=False)
