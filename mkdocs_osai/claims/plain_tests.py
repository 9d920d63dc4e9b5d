"""Tests of a number that need no words: `above`, `below`, `at_least`, `at_most`, `equals`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from mkdocs_osai.claims.allowed_text import allowed
from mkdocs_osai.claims.interval import Interval
from mkdocs_osai.claims.parsed import Test
from mkdocs_osai.claims.possible import outcomes
from mkdocs_osai.claims.result import ClaimResult, verdict_of
from mkdocs_osai.problems import AuthorError, UnknownName, quote
from mkdocs_osai.stats import Quantity
from mkdocs_osai.stats.format_specs import KINDS

TESTS = ("above", "below", "at_least", "at_most", "equals")


def plainly(words: str, number: Quantity, tests: Mapping[str, object]) -> ClaimResult:
    """The result of tests of a number instead of its words.

    Raises:
        UnknownName: there is no such test.
        AuthorError: the bound of a test is no number that fits.
    """
    interval = _tested(tests, number)
    test = Test("value", interval)
    found = outcomes((test,), [number], lambda _, numbers: numbers[0], in_all=False)
    turns = any(one.turns for one in found) or any(
        not other.covers(one.tested[0].range) for other in _others(tests, number) for one in found
    )
    verdict = verdict_of(*(one.holds for one in found), turns=turns)
    shown = next((one for one in found if not one.holds), found[0])
    numbers = [one.tested[0].number for one in found]
    return ClaimResult(
        words,
        (number,),
        verdict,
        allowed(interval, number),
        shown.margin,
        from_words=False,
        ends=(numbers[0], numbers[-1]) if len(numbers) > 1 else (),
    )


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
        end = _bound(test, bound, number)
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


def _bound(test: str, bound: object, about: Quantity) -> Fraction:
    most = 1e40 if about.kind == "compute" else 1e15
    if isinstance(bound, Quantity):
        return bound.value
    number = bound if isinstance(bound, int | float | Fraction) else None
    if number is not None and not isinstance(number, bool) and -most < number < most:
        return Fraction(str(number))
    raise AuthorError(f"{test} is {quote(bound)}", "write a number; of a share, 0.1 is 10%")
