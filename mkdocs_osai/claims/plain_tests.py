"""Tests of a number that need no words: `above`, `below`, `at_least`, `at_most`, `equals`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from mkdocs_osai.claims.allowed_text import allowed
from mkdocs_osai.claims.interval import Interval
from mkdocs_osai.claims.result import ClaimResult, verdict_of
from mkdocs_osai.problems import AuthorError, UnknownName, quote
from mkdocs_osai.stats import Quantity
from mkdocs_osai.stats.formatting import KINDS

TESTS = ("above", "below", "at_least", "at_most", "equals")


def plainly(words: str, number: Quantity, tests: Mapping[str, object]) -> ClaimResult:
    """The result of tests of a number instead of its words.

    Raises:
        UnknownName: there is no such test.
        AuthorError: the bound of a test is no number that fits.
    """
    interval = _tested(tests, number)
    turns = any(not interval.holds(one) for one in number.neighbors) or any(
        not other.holds(number.value) for other in _others(tests, number)
    )
    verdict = verdict_of(interval.holds(number.value), turns=turns)
    margin = interval.margin(number.value)
    allows = allowed(interval, number)
    return ClaimResult(words, (number,), verdict, allows, margin, from_words=False)


def _others(tests: Mapping[str, object], number: Quantity) -> Iterator[Interval]:
    """The intervals of the tests with one model more or less in their bounds."""
    for test, bound in tests.items():
        for one in bound.neighbors if isinstance(bound, Quantity) else ():
            yield _tested({**tests, test: one}, number)


def _tested(tests: Mapping[str, object], number: Quantity) -> Interval:
    interval = Interval()
    for test, bound in tests.items():
        if test not in TESTS:
            raise UnknownName("test", test, TESTS)
        end = _bound(test, bound)
        if number.kind in ("share", "score") and not 0 <= end <= 1:
            raise AuthorError(
                f"{test} is {quote(bound)}, but {KINDS[number.kind]} is from 0 to 1",
                "write 0.1 for 10%",
            )
        interval = interval.both(
            {
                "above": Interval(end, low_in=False),
                "below": Interval(None, end, high_in=False),
                "at_least": Interval(end),
                "at_most": Interval(None, end),
                "equals": Interval(end, end),
            }[test]
        )
    return interval


def _bound(test: str, bound: object) -> Fraction:
    if isinstance(bound, Quantity):
        return bound.value
    number = bound if isinstance(bound, int | float | Fraction) else None
    if number is not None and not isinstance(number, bool) and -1e15 < number < 1e15:
        return Fraction(str(number))
    raise AuthorError(f"{test} is {quote(bound)}", "write a number; of a share, 0.1 is 10%")
