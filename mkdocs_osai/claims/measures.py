"""The number that a test is about, calculated from the values of a claim."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

from mkdocs_osai.claims.change import is_unchanged
from mkdocs_osai.claims.hedges import Measure
from mkdocs_osai.claims.parsed import Test
from mkdocs_osai.problems import AuthorError
from mkdocs_osai.stats import Quantity
from mkdocs_osai.stats.format_specs import KINDS

OF_WHAT: dict[Measure, str] = {
    "difference": " as the difference of the two",
    "quotient": " times as many",
    "inverse": " times as many before",
    "from the end": ", counted from the end",
    "of": " models in all",
    "rest": " other models",
    "before": " before",
    "after": " after",
    "relative": " more, relative to what it was",
    "shared": " others in the same place",
    "lead": " times as large as the second",
    "among": " of all places",
    "last shared place": " as the last of the shared places",
    "unchanged": " difference",
}
"""What is tested, where it is not the number itself."""

_FITTING = {
    "share": {"percentage", "fraction"},
    "count": {"count"},
    "score": {"decimal", "score", "count", "fraction"},
    "points": {"points"},
    "ratio": {"multiple", "decimal", "count", "fraction"},
    "change": {"percentage", "fraction"},
    "number": {"count", "decimal"},
    "compute": {"compute"},
}
"""Kind of number → the sorts of quantities that can be compared with it."""


def measured(test: Test, numbers: Sequence[Quantity]) -> Quantity | None:
    """The number of a test; None if the words do not fit the numbers.

    Raises:
        AuthorError: the two numbers cannot be compared.
    """
    if len(numbers) == 2:
        return _compared(test, numbers[0], numbers[1])
    first = numbers[0]
    change = first.change
    if change is not None:
        return _changed(test, *change)
    of_one = _OF_ONE.get(test.measure)
    if of_one is not None:
        return of_one(first)
    return _value(test, first)


def _value(test: Test, first: Quantity) -> Quantity | None:
    """The number itself, if the words are of its kind."""
    written = test.written
    if test.measure != "value" or written is None:
        return _of_relation(test, first)
    if written.of_models and first.kind != "share":
        return None
    return first if written.sort in _FITTING.get(first.kind, ()) else None


def _of_relation(  # noqa: PLR0911 - one for each relation
    test: Test, first: Quantity
) -> Quantity | None:
    """What a ratio, a difference or a change in percent is, where words compare two numbers."""
    sort = test.written.sort if test.written else None
    match first.kind, test.measure:
        case "ratio", "quotient":
            return first
        case "ratio", "difference" if sort is None:
            return _derived(first, lambda ratio: ratio - 1)
        case "points", "difference" if sort in (None, "points"):
            return first
        case "change", "relative" | "unchanged":
            return first if test.measure == "relative" else _derived(first, abs)
        case "change", "difference" if sort is None:
            return first
        case "change", "quotient":
            return _derived(first, lambda change: change + 1)
        case "change", "inverse" if first.value > -1:
            return _derived(first, lambda change: 1 / (change + 1))
        case _:
            return None


def _derived(first: Quantity, function: Callable[[Fraction], Fraction]) -> Quantity:
    """A number calculated from another, with the same calculation for its neighbors."""
    others = tuple(function(one) for one in first.neighbors if one > -1)
    return Quantity("number", number=function(first.value), others=others)


def _share(first: Quantity) -> Quantity | None:
    if first.kind == "share":
        return first
    counted = first.kind == "count" and first.number is None and first.of
    return replace(first, kind="share") if counted else None


def _part(first: Quantity) -> bool:
    return first.kind in ("count", "share") and first.number is None and first.of > 0


def _count(first: Quantity) -> Quantity | None:
    return replace(first, kind="count") if _part(first) else None


def _of(first: Quantity) -> Quantity | None:
    if _part(first) or first.kind == "rank":
        return Quantity("count", first.of, basis_text=first.basis)
    return None


def _rest(first: Quantity) -> Quantity | None:
    return Quantity("count", first.of - first.count, first.of) if _part(first) else None


def _rank(first: Quantity) -> Quantity | None:
    return first if first.kind == "rank" else None


def _shared(first: Quantity) -> int:
    return first.standing.shared if first.standing else 0


def _exact(number: int | Fraction) -> Quantity:
    return Quantity("number", number=Fraction(number))


def _from_the_end(first: Quantity) -> Quantity | None:
    if first.kind != "rank":
        return None
    return replace(first, count=first.of - first.count - _shared(first) + 1, number=None, others=())


def _number_shared(first: Quantity) -> Quantity | None:
    return _exact(_shared(first)) if first.kind == "rank" else None


def _last_shared_place(first: Quantity) -> Quantity | None:
    place = first.count + _shared(first)
    return replace(first, count=place, number=None, others=()) if first.kind == "rank" else None


def _among(first: Quantity) -> Quantity | None:
    if first.kind != "rank":
        return None
    last = first.count + _shared(first)
    return _exact(0 if first.count == 1 else Fraction(last, max(first.of, 1)))


def _lead(first: Quantity) -> Quantity | None:
    standing = first.standing
    return _exact(standing.lead) if standing and standing.lead is not None else None


_OF_ONE: dict[Measure, Callable[[Quantity], Quantity | None]] = {
    "share": _share,
    "count": _count,
    "of": _of,
    "rest": _rest,
    "rank": _rank,
    "from the end": _from_the_end,
    "shared": _number_shared,
    "last shared place": _last_shared_place,
    "among": _among,
    "lead": _lead,
}


_SORTS_OF_DIFFERENCES = {
    "share": "points",
    "count": "count",
    "score": "decimal",
    "points": "points",
}
"""Kind of two numbers → the sort of a quantity that says how much more one of them is."""


def _compared(test: Test, first: Quantity, second: Quantity) -> Quantity | None:
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
    if test.measure == "quotient":
        return first / second
    if test.written and test.written.sort != _SORTS_OF_DIFFERENCES.get(first.kind):
        return None
    return first - second


def _changed(  # noqa: PLR0911 - one for each measure
    test: Test, before: Quantity, after: Quantity
) -> Quantity | None:
    """A number that is about two dates."""
    sort = test.written.sort if test.written else None
    match test.measure:
        case "before" | "after":
            number = before if test.measure == "before" else after
            return number if sort in _FITTING.get(number.kind, ()) else None
        case "difference":
            points = after.kind in ("share", "points")
            fits = sort is None or (sort == "points") is points
            return after - before if fits else None
        case "quotient":
            return after / before
        case "inverse":
            return before / after
        case "relative":
            return after / before - 1
        case "unchanged":
            same = is_unchanged(before.value, after.value, share=after.kind == "share")
            difference = abs(after.value - before.value)
            return _exact(0 if same else difference)
        case _:
            return None
