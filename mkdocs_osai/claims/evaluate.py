"""Claims tested against numbers: which number counts, what the words allow, the verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import get_args

from mkdocs_osai.claims.allowed_text import allowed
from mkdocs_osai.claims.definition_words import MET, NOT_MET, PREDICATES, about, negated
from mkdocs_osai.claims.hedges import TOLERANCES, Tolerances
from mkdocs_osai.claims.interval import Interval
from mkdocs_osai.claims.measures import OF_WHAT, measured
from mkdocs_osai.claims.nearest import refusal
from mkdocs_osai.claims.notices import notices
from mkdocs_osai.claims.nouns import EVERYTHING, KNOWN, Nouns
from mkdocs_osai.claims.parsed import ParsedClaim, Test
from mkdocs_osai.claims.parser import parse_claim
from mkdocs_osai.claims.plain_tests import plainly
from mkdocs_osai.claims.possible import Outcome, outcomes
from mkdocs_osai.claims.result import FAILING, ClaimResult, Verdict, verdict_of
from mkdocs_osai.claims.suggestions import suggestions
from mkdocs_osai.claims.unreadable import Grammar, Unreadable
from mkdocs_osai.claims.value_nouns import nouns_of
from mkdocs_osai.problems import AuthorError, quote
from mkdocs_osai.stats import Comparison, Quantity
from mkdocs_osai.stats.format_specs import KINDS

_SORTS = {
    "percentage": "a percentage",
    "points": "percentage points",
    "fraction": "a part of a whole",
    "count": "a whole number",
    "decimal": "a decimal number",
    "score": "a score out of 1",
    "multiple": "how many times as much",
    "compute": "a training compute in FLOP",
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
        verdict = verdict_of(bool(answer), turns=isinstance(answer, Comparison) and answer.near)
        return ClaimResult(words, checked, verdict, "")
    if not 1 <= len(numbers) == len(checked) <= 2 or (tests and len(numbers) != 1):
        raise AuthorError(
            "a claim is tested against one number, or two numbers that are compared",
            "write them after the words",
        )
    if tests:
        return plainly(words, numbers[0], tests)
    claim = _parsed(words, numbers, tolerances, nouns_of(numbers, nouns))
    if _is_share_of_count(claim, numbers):
        numbers = [replace(numbers[0], kind="share")]
    _refuse_empty(words, claim, numbers)
    markers = {test for test in claim.tests if test in _MARKERS}
    claim = replace(claim, tests=tuple(test for test in claim.tests if test not in markers))
    said = next((test for test in markers if test in PREDICATES), None)
    measure = partial(_measured, words)
    found = outcomes(
        claim.tests,
        [about(said, numbers[0], words)] if said else numbers,
        negated(measure) if said == NOT_MET else measure,
        in_all=EVERYTHING in markers,
    )
    shown = next((one for one in found if not one.holds), found[0])
    verdict = verdict_of(*(one.holds for one in found), turns=any(one.turns for one in found))
    noted = tuple(notices(claim, numbers, shown, tolerances, says_coverage=bool(markers)))
    return ClaimResult(
        words,
        checked,
        verdict,
        " and ".join(_allows(one.test, one.number) for one in shown.tested),
        shown.margin,
        notices=() if verdict in FAILING else noted,
        ends=_ends(found) if len(found) > 1 and len(numbers) == 1 else (),
        in_all=EVERYTHING in markers,
        answers=said.measure if said and said != MET else "",
    )


_MARKERS = frozenset((EVERYTHING, KNOWN, *PREDICATES))
"""What words say that is no number: which models the number is about."""


def _is_share_of_count(claim: ParsedClaim, numbers: list[Quantity]) -> bool:
    """Whether words such as "a third of the models" are about a count of models."""
    written = claim.tests[0].written
    fraction = written is not None and written.sort == "fraction" and not written.pair
    first = numbers[0]
    counted = first.kind == "count" and first.change is None and first.calculation is None
    return fraction and len(numbers) == 1 and counted and first.number is None and first.of > 0


def _refuse_empty(words: str, claim: ParsedClaim, numbers: list[Quantity]) -> None:
    """Refuse words that hold for every number of a kind, such as "less than 200%" of a share."""
    scale = {"share": Interval(Fraction(0), Fraction(1)), "count": Interval(Fraction(0))}
    every = scale.get(numbers[0].kind) if len(numbers) == 1 else None
    test = claim.tests[0]
    sort = test.written.sort if test.written else ""
    fits = sort in (("count",) if numbers[0].kind == "count" else ("percentage", "fraction"))
    if every and fits and test.measure == "value" and test.allows.covers(every):
        what = "every share" if numbers[0].kind == "share" else "every count"
        raise AuthorError(f"{quote(words)} is true of {what}", "write words that can be false")


def _ends(found: list[Outcome]) -> tuple[Quantity, Quantity]:
    """The smallest and the largest number of the first test."""
    numbers = sorted((one.tested[0].number for one in found), key=lambda number: number.value)
    return numbers[0], numbers[-1]


def _allows(test: Test, number: Quantity) -> str:
    """What a test allows, in words."""
    if test.measure == "shared":
        return "shared with others" if test.allows.high is None else "shared with none"
    return allowed(test.allows, number) + OF_WHAT.get(test.measure, "")


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
        if nouns.in_all is None:
            with suppress(Unreadable):
                parse_claim(words, grammar, replace(nouns, in_all=()), tolerances)
                raise _partial(words, numbers)
    unclear = next((error for error in errors if error.unclear), None)
    if len(numbers) == 1 and unclear is None:
        for other in get_args(Grammar):
            try:
                claim = parse_claim(words, other, replace(nouns, kinds=frozenset()), tolerances)
            except Unreadable:
                continue
            if numbers[0].change is not None:
                raise AuthorError(
                    f"{quote(words)} does not say how the number changed",
                    'write a change, such as "rose by 4", "up from 72" or "four more than before"',
                )
            raise _unfitting(words, claim.tests[0], numbers[0])
    raise unclear or errors[0]


def _partial(words: str, numbers: list[Quantity]) -> AuthorError:
    """The error for words about all models and a number that is about some of them."""
    parts = [part for number in numbers for part in number.parts]
    selected = next((part.selection for part in parts if part.selection), "those with a category")
    return AuthorError(
        f"{quote(words)} is about all models, but the number is only about some: {selected}",
        "name them, or take the number without a selection",
    )


def _measured(words: str, test: Test, numbers: list[Quantity]) -> Quantity:
    number = measured(test, numbers)
    if number is None:
        raise _unfitting(words, test, numbers[0])
    return number


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
        "a training compute in FLOP": "take osai.compute(…) or osai.median(…)",
        "how one number compares with another": (
            "take two numbers, osai.ratio(a, b), or osai.change_of(number, since=…)"
        ),
    }.get(sort, "take osai.score(…) or osai.mean(…)")
    kind = number.change[1].kind if number.change else number.kind
    return AuthorError(f"{quote(words)} says {sort}, but the number is {KINDS[kind]}", hint)


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
        return replace(result, suggestions=suggestions(result, verdict_on))

    def verdict_on(other: str) -> Verdict:
        return evaluate(other, values, tolerances, nouns=nouns).verdict

    if tests:
        return evaluate(words, values, tolerances, tests)
    try:
        return judged(words)
    except Unreadable as error:
        raise refusal(words, error, judged) from None
