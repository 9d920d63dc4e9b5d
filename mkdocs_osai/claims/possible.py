"""The values that numbers can have, where the index does not know them exactly.

A count with bounds is tried with each whole number between them, so that its verdict is exact.
Other numbers are intervals: words hold for all of one, for nothing in it, or cannot be decided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product

from mkdocs_osai.claims.interval import Interval, exactly
from mkdocs_osai.claims.parsed import Test
from mkdocs_osai.stats import Quantity

Measured = Callable[[Test, list[Quantity]], Quantity]
"""A test and exact numbers → the number that the test is about."""


@dataclass(frozen=True, slots=True)
class Tested:
    """A test, the number that it is about, and the values that this number can have."""

    test: Test
    number: Quantity
    range: Interval

    @property
    def holds(self) -> bool | None:
        """Whether it holds; None if it holds for some of the values only."""
        if self.test.allows.covers(self.range):
            return True
        return None if self.test.allows.touches(self.range) else False

    @property
    def margin(self) -> Fraction | None:
        """The distance of the nearest value from where the test turns, as of an interval."""
        ends = [end for end in (self.range.low, self.range.high) if end is not None]
        margins = [margin for end in ends if (margin := self.test.allows.margin(end)) is not None]
        return min(margins, default=None)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The tests of a claim on numbers as they can be."""

    tested: tuple[Tested, ...]

    @property
    def holds(self) -> bool | None:
        """Whether all tests hold; None if it cannot be decided."""
        answers = [one.holds for one in self.tested]
        if False in answers:
            return False
        return None if None in answers else True

    @property
    def turns(self) -> bool:
        """Whether one model more or less would turn it."""
        return any(not t.test.allows.holds(one) for t in self.tested for one in t.number.neighbors)

    @property
    def margin(self) -> Fraction | None:
        """The distance of the first test that fails from where it turns, or of the first test."""
        failing = [one for one in self.tested if not one.holds]
        return (failing or self.tested)[0].margin


def outcomes(
    tests: tuple[Test, ...], numbers: list[Quantity], measured: Measured, *, in_all: bool
) -> list[Outcome]:
    """The outcomes of tests, one for each way in which what is unknown can turn out.

    Args:
        tests: the tests.
        numbers: the values of the claim.
        measured: returns the number that a test is about.
        in_all: whether the words are about all models, those without a category included: each of
            these may be in the share. A count stays what the index has.
    """
    if len(numbers) == 1 and numbers[0].kind in ("count", "share"):
        return [
            Outcome(tuple(_exact(test, measured(test, [one])) for test in tests))
            for one in _counts(numbers[0], in_all=in_all)
        ]
    if all(number.bounds is None for number in numbers):
        return [Outcome(tuple(_exact(test, measured(test, numbers)) for test in tests))]
    ranges = [_range(number) for number in numbers]
    return [
        Outcome(
            tuple(Tested(test, measured(test, [*some]), _range_of(test, ranges)) for test in tests)
        )
        for some in product(*map(_some_values, numbers))
    ]


def _exact(test: Test, number: Quantity) -> Tested:
    return Tested(test, number, exactly(number.value))


def _counts(number: Quantity, *, in_all: bool) -> Iterator[Quantity]:
    """A count or share with each numerator that it can have."""
    low = high = number.count
    more = number.unsorted if number.kind == "share" else 0
    if number.bounds is not None:
        low, high = len(number.bounds.certain), len(number.bounds.possible)
        more = number.bounds.coverage.unknown + number.bounds.coverage.not_recorded
        number = replace(number, bounds=None)
    elif number.number is not None or number.calculation is not None:
        yield number
        return
    if in_all:
        high += more
        number = replace(number, of=number.of + number.unsorted, unsorted=0)
    for count in range(low, high + 1):
        yield replace(number, count=count)


def _range(number: Quantity) -> Interval:
    """The values that a number can have; the training compute of a model is above zero."""
    if number.bounds is None:
        return exactly(number.value)
    if number.kind == "compute" and number.bounds.low is None:
        return Interval(Fraction(0), number.bounds.high, low_in=False)
    return Interval(number.bounds.low, number.bounds.high)


def _some_values(number: Quantity) -> list[Quantity]:
    """The number with some of the values that it can have: of a count or share, both ends."""
    bounds = number.bounds
    if bounds is None:
        return [number]
    if number.kind in ("count", "share"):
        ends = dict.fromkeys((len(bounds.certain), len(bounds.possible)))
        more = [end for end in ends if end]  # nothing is a multiple of 0
        return [replace(number, count=end, bounds=None) for end in more or ends]
    known = (number.number, bounds.low, bounds.high, Fraction(1))
    return [replace(number, number=next(n for n in known if n is not None), bounds=None)]


def _range_of(test: Test, ranges: list[Interval]) -> Interval:
    """The values that the number of a test can have, of the number itself or of two compared."""
    first, second = ranges[0], ranges[-1]
    if len(ranges) == 1:
        return first
    if test.measure == "quotient":
        return _quotient(first, second)
    low = None if first.low is None or second.high is None else first.low - second.high
    high = None if first.high is None or second.low is None else first.high - second.low
    return Interval(low, high, first.low_in and second.high_in, first.high_in and second.low_in)


def _quotient(first: Interval, second: Interval) -> Interval:
    """The quotients of two intervals of numbers that are not negative."""
    if second.high is None or not second.high:
        low = Fraction(0)
    else:
        low = (first.low or Fraction(0)) / second.high
    high = None if first.high is None or not second.low else first.high / second.low
    return Interval(low, high, first.low_in and second.high_in, first.high_in and second.low_in)
