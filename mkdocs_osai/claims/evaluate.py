"""Claims tested against numbers: which number counts, what the words allow, the verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from mkdocs_osai.claims.hedges import TOLERANCES, Tolerances
from mkdocs_osai.claims.parser import Interval, ParsedClaim, parse_claim
from mkdocs_osai.claims.quantity_parser import ParsedQuantity
from mkdocs_osai.claims.result import ClaimResult, Verdict
from mkdocs_osai.claims.suggestions import suggestions
from mkdocs_osai.problems import AuthorError, UnknownName, quote
from mkdocs_osai.stats import Comparison, Quantity
from mkdocs_osai.stats.formatting import KINDS, rounded

TESTS = ("above", "below", "at_least", "at_most", "equals")
"""Tests of a number that need no words."""

_FITTING = {
    "share": {"percentage", "fraction"},
    "count": {"count"},
    "score": {"decimal", "count", "percentage", "fraction"},
    "points": {"points"},
    "ratio": {"multiple", "decimal", "count", "fraction"},
    "change": {"percentage", "fraction"},
    "number": {"count", "decimal"},
}
"""Kind of number → the sorts of quantities that can be compared with it."""

_OF_WHAT: dict[str, str] = {
    "difference": " as the difference of the two",
    "quotient": " times as many",
    "from the end": ", counted from the end",
}
"""What is tested, where it is not the number itself."""

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
) -> ClaimResult:
    """The same as `judge`, without suggestions."""
    checked = tuple(_value(value) for value in values)
    number, interval, of_what = _number_and_interval(words, checked, tolerances, tests or {})
    if number is None:
        answer = checked[0]
        verdict = _verdict(bool(answer), isinstance(answer, Comparison) and answer.near)
        return ClaimResult(words, checked, verdict, "")
    holds = interval.holds(number.value)
    turns = any(not interval.holds(one) for one in number.neighbors) or any(
        not other.holds(number.value) for other in _others(tests or {}, number)
    )
    allows = allowed(interval, number) + of_what
    margin = interval.margin(number.value)
    return ClaimResult(words, checked, _verdict(holds, turns), allows, margin)


def allowed(interval: Interval, number: Quantity) -> str:
    """An interval in words, in the unit of a number.

    Example:
        >>> allowed(Interval(Fraction(1, 4), low_in=False), Quantity("share", 1, 2))
        'more than 25%'
    """
    low, high = (
        None if end is None else _end(end, number) for end in (interval.low, interval.high)
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
    percent = number.kind in ("share", "points", "change")
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


def _number_and_interval(
    words: str,
    values: tuple[Quantity | Comparison, ...],
    tolerances: Tolerances,
    tests: Mapping[str, object],
) -> tuple[Quantity | None, Interval, str]:
    """The number to test, the interval that is allowed, and what the number is, if calculated.

    The number is None if the only value is a comparison.
    """
    numbers = [v for v in values if isinstance(v, Quantity)]
    if len(values) == 1 and not numbers and not tests:
        return None, Interval(), ""
    if not 1 <= len(numbers) == len(values) <= 2 or (tests and len(numbers) != 1):
        raise AuthorError(
            "a claim is tested against one number, or two numbers that are compared",
            "write them after the words",
        )
    if tests:
        return numbers[0], _tested(tests, numbers[0]), ""
    claim = parse_claim(words, len(numbers), tolerances)
    return _number(words, claim, numbers), claim.allows, _OF_WHAT.get(claim.about, "")


def _number(words: str, claim: ParsedClaim, numbers: list[Quantity]) -> Quantity:
    """The number that the words are about: the first one, or a share, rank or difference of it."""
    first = numbers[0]
    if len(numbers) == 2:
        return _compared(first, numbers[1], claim)
    written = claim.written
    half = written and written.sort == "fraction" and written.value == Fraction(1, 2)
    if claim.about == "part" or (first.kind == "count" and half):
        if first.kind == "count" and first.number is None and first.of:
            return replace(first, kind="share")
        if first.kind == "share":
            return first
    elif claim.about in ("rank", "from the end"):
        if first.kind == "rank":
            from_the_end = replace(first, count=first.of - first.count + 1)  # 1 for the last
            return first if claim.about == "rank" else from_the_end
    elif written and written.sort in _FITTING.get(first.kind, ()):
        return first
    raise _unfitting(words, written, first)


def _compared(first: Quantity, second: Quantity, claim: ParsedClaim) -> Quantity:
    """The difference or quotient of two numbers."""
    if first.kind == second.kind == "rank":
        raise AuthorError(
            "words cannot compare two ranks: the higher place is the smaller number",
            "compare them instead, such as osai.claim(words, osai.rank(a) < osai.rank(b))",
        )
    if first.kind != second.kind:
        raise AuthorError(
            f"{KINDS[first.kind]} and {KINDS[second.kind]} cannot be compared",
            "take two numbers of one kind",
        )
    return first / second if claim.about == "quotient" else first - second


def _unfitting(words: str, written: ParsedQuantity | None, number: Quantity) -> AuthorError:
    sort = _SORTS.get(written.sort, "a part of a whole") if written else "a place in an order"
    hint = {
        "a percentage": "take osai.share(…), or for a difference write percentage points",
        "a part of a whole": "take osai.share(…)",
        "a whole number": "take osai.count(…) or osai.n(…)",
        "a place in an order": "take osai.rank(…)",
        "how many times as much": "take osai.ratio(a, b)",
        "percentage points": "take the difference of two shares",
    }.get(sort, "take osai.score(…) or osai.mean(…)")
    return AuthorError(f"{quote(words)} says {sort}, but the number is {KINDS[number.kind]}", hint)


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
) -> ClaimResult:
    """Test words against numbers.

    Args:
        words: the claim.
        *values: one number; two numbers, for words that compare; or a comparison.
        tolerances: how far each hedge allows a number to be from the words.
        tests: tests of the number instead of the words: `above`, `below`, `at_least`, `at_most`,
            `equals`, each with a number; a share is from 0 to 1.

    Raises:
        AuthorError: the words cannot be read, or do not fit the numbers.
        UnknownName: there is no such test.

    Example:
        >>> share = Quantity("share", 39, 191, what="Big Tech")
        >>> judge("more than a quarter", share).message
        '"more than a quarter" is false: Big Tech is 20.4% (39 of 191 models)'
    """
    result = evaluate(words, values, tolerances, tests)
    if result.verdict is Verdict.TRUE or tests:
        return result

    def verdict_of(other: str) -> Verdict:
        return evaluate(other, values, tolerances).verdict

    return replace(result, suggestions=suggestions(result, verdict_of))
