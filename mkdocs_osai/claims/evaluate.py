"""Claims tested against numbers: which number counts, what the words allow, the verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import get_args

from mkdocs_osai.claims.hedges import (
    LARGE_FOR_ONLY,
    OVERSTATED,
    SMALL_FOR_AS_MANY_AS,
    TOLERANCES,
    UNDERSTATED,
    Tolerances,
)
from mkdocs_osai.claims.interval import Interval
from mkdocs_osai.claims.measures import OF_WHAT, measured
from mkdocs_osai.claims.nearest import refusal
from mkdocs_osai.claims.nouns import Nouns
from mkdocs_osai.claims.parsed import ParsedClaim, Test
from mkdocs_osai.claims.parser import Grammar, Unreadable, parse_claim
from mkdocs_osai.claims.result import ClaimResult, Verdict
from mkdocs_osai.claims.suggestions import suggestions
from mkdocs_osai.problems import AuthorError, UnknownName, quote
from mkdocs_osai.stats import Comparison, Quantity
from mkdocs_osai.stats.formatting import IN_PERCENT, KINDS, rounded

TESTS = ("above", "below", "at_least", "at_most", "equals")
"""Tests of a number that need no words."""

_SORTS = {
    "percentage": "a percentage",
    "points": "percentage points",
    "fraction": "a part of a whole",
    "count": "a whole number",
    "decimal": "a decimal number",
    "multiple": "how many times as much",
}


def evaluate(
    words: str,
    values: tuple[object, ...],
    tolerances: Tolerances = TOLERANCES,
    tests: Mapping[str, object] | None = None,
    nouns: Iterable[str] = (),
) -> ClaimResult:
    """The same as `judge`, without suggestions."""
    checked, nouns = tuple(_value(value) for value in values), tuple(nouns)
    numbers = [v for v in checked if isinstance(v, Quantity)]
    if len(checked) == 1 and not numbers and not tests:
        answer = checked[0]
        verdict = _verdict(bool(answer), isinstance(answer, Comparison) and answer.near)
        return ClaimResult(words, checked, verdict, "")
    if not 1 <= len(numbers) == len(checked) <= 2 or (tests and len(numbers) != 1):
        raise AuthorError(
            "a claim is tested against one number, or two numbers that are compared",
            "write them after the words",
        )
    for number in numbers:
        if number.bounds is not None:
            _ = number.value  # it is known within bounds only, and no claim on it can be decided
    if tests:
        return _plainly(words, numbers[0], tests)
    claim = _parsed(words, numbers, tolerances, Nouns.of(numbers, nouns))
    found = [(test, _measured(words, test, numbers)) for test in claim.tests]
    failed = [(t, n) for t, n in found if not t.allows.holds(n.value)]
    turns = any(not t.allows.holds(one) for t, n in found for one in n.neighbors)
    shown = (failed or found)[:1]
    margin = shown[0][0].allows.margin(shown[0][1].value)
    allows = " and ".join(_allows(test, number) for test, number in found)
    notices = tuple(_notices(claim, numbers))
    return ClaimResult(words, checked, _verdict(not failed, turns), allows, margin, notices=notices)


def _allows(test: Test, number: Quantity) -> str:
    """What a test allows, in words."""
    if test.measure == "shared":
        return "shared with others" if test.allows.high is None else "shared with none"
    return allowed(test.allows, number) + OF_WHAT.get(test.measure, "")


def _plainly(words: str, number: Quantity, tests: Mapping[str, object]) -> ClaimResult:
    """The result of tests of a number instead of its words."""
    interval = _tested(tests, number)
    turns = any(not interval.holds(one) for one in number.neighbors) or any(
        not other.holds(number.value) for other in _others(tests, number)
    )
    verdict = _verdict(interval.holds(number.value), turns)
    margin = interval.margin(number.value)
    allows = allowed(interval, number)
    return ClaimResult(words, (number,), verdict, allows, margin, from_words=False)


_GRAMMARS: dict[str, Grammar] = {"rank": "order", "ratio": "comparison"}
_SECOND_GRAMMAR: dict[str, Grammar] = {
    "ratio": "quantity",
    "points": "comparison",
    "change": "change",
}
"""Kind of number → what else can be said of it."""


def grammar_of(numbers: list[Quantity]) -> Grammar:
    """What words about some numbers say."""
    if len(numbers) == 2:
        return "comparison"
    if numbers[0].change is not None:
        return "change"
    return _GRAMMARS.get(numbers[0].kind, "quantity")


def _parsed(
    words: str, numbers: list[Quantity], tolerances: Tolerances, nouns: Nouns
) -> ParsedClaim:
    """The words read as what is said of such numbers.

    Raises:
        Unreadable: they cannot be read.
        AuthorError: they can be read as something else, which does not fit the numbers.
    """
    grammars: list[Grammar] = [grammar_of(numbers)]
    if len(numbers) == 1 and numbers[0].kind in _SECOND_GRAMMAR:
        grammars.append(_SECOND_GRAMMAR[numbers[0].kind])
    errors = []
    for grammar in grammars:
        try:
            return parse_claim(words, grammar, nouns, tolerances)
        except Unreadable as error:
            errors.append(error)
    if len(numbers) == 1:
        for other in get_args(Grammar):
            try:
                claim = parse_claim(words, other, nouns, tolerances)
            except Unreadable:
                continue
            raise _unfitting(words, claim.tests[0], numbers[0])
    raise errors[0]


def _measured(words: str, test: Test, numbers: list[Quantity]) -> Quantity:
    number = measured(test, numbers)
    if number is None:
        raise _unfitting(words, test, numbers[0])
    return number


def _notices(claim: ParsedClaim, numbers: list[Quantity]) -> Iterator[str]:
    """What is true and reads oddly: "only" before a majority, "several" instead of a number."""
    number = numbers[0]
    of = number.of if number.kind in ("count", "share") and number.number is None else 0
    share = Fraction(number.count, of) if of else None
    if claim.emphasis in UNDERSTATED and share is not None and share > LARGE_FOR_ONLY:
        yield f'"{claim.emphasis}" stands before more than half of the models'
    if claim.emphasis in OVERSTATED and share is not None and share < SMALL_FOR_AS_MANY_AS:
        yield f'"{claim.emphasis}" stands before less than a tenth of the models'
    if claim.vague:
        yield f'"{claim.vague}" is vague; a number says more'


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
    percent = number.kind in IN_PERCENT
    text = rounded(end * 100 if percent else end, 2)
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{text}{' percentage points' if number.kind == 'points' else '%' if percent else ''}"


def _verdict(holds: bool, turns: bool) -> Verdict:  # noqa: FBT001
    return Verdict.FALSE if not holds else Verdict.NEAR if turns else Verdict.TRUE


def _value(value: object) -> Quantity | Comparison:
    if isinstance(value, Quantity | Comparison):
        return value
    if isinstance(value, bool):
        return Comparison(value, f"what is asked is {'true' if value else 'not so'}")
    raise AuthorError(
        f"a claim is tested against {quote(value)}, which is no number of the index",
        "name one, such as osai.share('academic', 'Academic')",
    )


def _unfitting(words: str, test: Test, number: Quantity) -> AuthorError:
    """The error for words about another kind of number."""
    ordered = ("rank", "from the end", "shared", "last shared place", "among", "lead")
    if test.measure in ordered:
        sort = "a place in an order"
    elif test.written is not None:
        sort = _SORTS[test.written.sort]
    elif test.measure in ("quotient", "inverse", "unchanged", "relative", "difference"):
        sort = "how one number compares with another"
    elif test.measure == "value":
        sort = "a number"
    else:
        sort = "a part of a whole"
    hint = {
        "a percentage": "take osai.share(…), or for a difference write percentage points",
        "a part of a whole": "take osai.share(…)",
        "a whole number": "take osai.count(…) or osai.n(…)",
        "a place in an order": "take osai.rank(…) or osai.place(…)",
        "how many times as much": "take osai.ratio(a, b)",
        "percentage points": "take the difference of two shares",
        "how one number compares with another": (
            "take two numbers, osai.ratio(a, b), or osai.change_of(number, since=…)"
        ),
    }.get(sort, "take osai.score(…) or osai.mean(…)")
    kind = number.change[1].kind if number.change else number.kind
    return AuthorError(f"{quote(words)} says {sort}, but the number is {KINDS[kind]}", hint)


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


def judge(
    words: str,
    *values: Quantity | Comparison | bool,
    tolerances: Tolerances = TOLERANCES,
    tests: Mapping[str, object] | None = None,
    nouns: Iterable[str] = (),
) -> ClaimResult:
    """Test words against numbers.

    Args:
        words: the claim.
        *values: one number; two numbers, for words that compare; or a comparison.
        tolerances: how far each hedge allows a number to be from the words.
        tests: tests of the number instead of the words: `above`, `below`, `at_least`, `at_most`,
            `equals`, each with a number; a share is from 0 to 1.
        nouns: what a site calls the things that it counts, besides "models".

    Raises:
        AuthorError: the words cannot be read, or do not fit the numbers.
        UnknownName: there is no such test.

    Example:
        >>> share = Quantity("share", 39, 191, what="Big Tech")
        >>> judge("more than a quarter", share).message
        '"more than a quarter" is false: Big Tech is 20.4% (39 of 191 models)'
    """

    def judged(other: str) -> ClaimResult:
        result = evaluate(other, values, tolerances, nouns=nouns)
        if result.verdict is Verdict.TRUE:
            return result
        return replace(result, suggestions=suggestions(result, verdict_of))

    def verdict_of(other: str) -> Verdict:
        return evaluate(other, values, tolerances, nouns=nouns).verdict

    if tests:
        return evaluate(words, values, tolerances, tests)
    try:
        return judged(words)
    except Unreadable as error:
        raise refusal(words, error, judged) from None
