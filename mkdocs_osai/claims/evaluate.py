"""Words and numbers → whether the words hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from mkdocs_osai.claims.hedges import TOLERANCES, Tolerances
from mkdocs_osai.claims.interval import Interval
from mkdocs_osai.claims.parser import ParsedClaim, parse_claim
from mkdocs_osai.claims.quantity_parser import ParsedQuantity
from mkdocs_osai.claims.result import ClaimResult, Verdict, told
from mkdocs_osai.problems import AuthorError, UnknownName, quote
from mkdocs_osai.stats import Comparison, Quantity
from mkdocs_osai.stats.format_spec import KINDS
from mkdocs_osai.stats.formatting import rounded

TESTS = ("above", "below", "at_least", "at_most", "equals")
"""What can be asked of a number without reading the words."""

_FITTING = {
    "share": {"percentage", "fraction"},
    "count": {"count"},
    "score": {"decimal", "count", "percentage", "fraction"},
    "points": {"points"},
    "ratio": {"multiple", "decimal", "count", "fraction"},
    "change": {"percentage", "fraction"},
    "number": {"count", "decimal"},
}
"""Kind of number → the sorts of quantities it can be held to."""

_OF_WHAT: dict[str, str] = {
    "difference": " as the difference of the two",
    "quotient": " times as many",
    "from the end": ", counted from the end",
}
"""What is held to the words, where it is not the number itself."""

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
    """Hold words to numbers, without looking for better words; see `judge`."""
    held = tuple(_value(value) for value in values)
    number, interval, answer, of_what = _weighed(words, held, tolerances, tests or {})
    if number is None:
        verdict = _verdict(bool(answer), isinstance(answer, Comparison) and answer.near)
        return ClaimResult(words, held, verdict, "", told(held))
    holds = interval.holds(number.value)
    turns = any(not interval.holds(one) for one in number.neighbors) or any(
        not other.holds(number.value) for other in _others(tests or {}, number)
    )
    return ClaimResult(
        words,
        held,
        _verdict(holds, turns),
        allowed(interval, number) + of_what,
        told(held),
        interval.margin(number.value),
    )


def allowed(interval: Interval, number: Quantity) -> str:
    """What an interval lets a number be, in words.

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
        f"a claim is held to {quote(value)}, which is no number of the index",
        "name one, such as osai.share('academic', 'Academic')",
    )


def _weighed(
    words: str,
    values: tuple[Quantity | Comparison, ...],
    tolerances: Tolerances,
    tests: Mapping[str, object],
) -> tuple[Quantity | None, Interval, Comparison | None, str]:
    """The number that counts, what it may be and of what; or the answer that was given already."""
    numbers = [v for v in values if isinstance(v, Quantity)]
    if len(values) == 1 and isinstance(values[0], Comparison) and not tests:
        return None, Interval(), values[0], ""
    if not 1 <= len(numbers) == len(values) <= 2 or (tests and len(numbers) != 1):
        raise AuthorError(
            "a claim is held to one number, or to two that are compared",
            "name them behind the words",
        )
    if tests:
        return numbers[0], _tested(tests, numbers[0]), None, ""
    reading = parse_claim(words, len(numbers), tolerances)
    number = _measured(words, reading, numbers)
    return number, reading.allows, None, _OF_WHAT.get(reading.about, "")


def _measured(words: str, reading: ParsedClaim, numbers: list[Quantity]) -> Quantity:
    """What of the numbers is held to the words.

    Raises:
        AuthorError: the words are about something else.
    """
    first = numbers[0]
    if len(numbers) == 2:
        return _compared(first, numbers[1], reading)
    if reading.about == "part" or (first.kind == "count" and _is_half(reading.written)):
        if first.kind == "count" and first.number is None and first.of:
            return replace(first, kind="share")
        if first.kind == "share":
            return first
    elif reading.about in ("rank", "from the end"):
        if first.kind == "rank":
            return first if reading.about == "rank" else _from_the_end(first)
    elif reading.written and reading.written.sort in _FITTING.get(first.kind, ()):
        return first
    raise _unfitting(words, reading.written, first)


def _compared(first: Quantity, second: Quantity, reading: ParsedClaim) -> Quantity:
    """What two numbers are to each other.

    Raises:
        AuthorError: they cannot be compared.
    """
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
    return first / second if reading.about == "quotient" else first - second


def _is_half(written: ParsedQuantity | None) -> bool:
    return written is not None and (written.sort, written.value) == ("fraction", Fraction(1, 2))


def _from_the_end(rank: Quantity) -> Quantity:
    """A rank counted from the other end, 1 for the last."""
    return replace(rank, count=rank.of - rank.count + 1)


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
    """What plain tests would allow with one model more or less in their bounds."""
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
