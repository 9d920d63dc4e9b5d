"""The words of claims: read as what they say, or refused."""

from __future__ import annotations

import re
from contextlib import suppress
from fractions import Fraction
from typing import Any, get_args

from hypothesis import given
from hypothesis import strategies as st

from mkdocs_osai.claims import HEDGES, ClaimResult, Verdict, judge
from mkdocs_osai.problems import OsaiError
from mkdocs_osai.stats import Quantity
from mkdocs_osai.stats.quantity import Kind
from tests.fuzz.hostile import PAYLOADS
from tests.fuzz.settings import tries, within

_WORDS = (
    *(words for hedge in HEDGES.values() for words in hedge.words),
    *("one", "two", "three", "nine", "ten", "eleven", "twenty", "twenty-one", "ninety", "zero"),
    *("a", "an", "the", "no", "of", "in", "out of", "and", "or", "per", "between", "times"),
    *("third", "thirds", "half", "quarter", "quarters", "fifth", "tenths", "dozen", "hundred"),
    *("thousand", "million", "percent", "per cent", "%", "percentage points", "points", "twice"),
    *("double", "threefold", "as many as", "as much", "none", "all", "most", "every", "each"),
    *("a majority", "the minority", "more", "fewer", "less", "than", "or more", "or fewer"),
    *("first", "second", "twelfth", "1st", "2nd", "last", "least open", "most open", "top"),
    *("among the top", "outnumber", "exceeds", "higher than", "equals", "exactly", "just"),
    *("models", "systems", "not", "but", "except", "only", "up to", "-", "\u2212", "\u2013"),
    *("0", "1", "2", "10", "33", "50", "100", "1000", "1,000", "0.5", ".5", "12.5", "99.9"),
    *("1/3", "2/0", "10/3", "\u00bd", "\u00be", "\u0663", "\u00b2", "\u2164", "1e3", "9" * 30),
    *("33%", "0%", "100%", "101%", "-5%", "40%-50%", "**", "_", "<b>", "</b>", "<!-- x -->"),
    *("[x](y)", "`", "&nbsp;", "&percnt;", "\u00a0", "\u202e", "\0", "\n", ",", ".", "!"),
)
_SAID = st.one_of(
    st.builds(
        lambda parts, between: between.join(parts),
        st.lists(st.sampled_from(_WORDS), min_size=1, max_size=7),
        st.sampled_from((" ", " ", " ", "", "-", "\n")),
    ),
    st.text(max_size=40),
    st.sampled_from(PAYLOADS),
)
_NUMBERS = st.one_of(
    st.tuples(st.sampled_from(("share", "count")), st.integers(0, 60), st.integers(0, 60)),
    st.tuples(
        st.sampled_from([k for k in get_args(Kind) if k not in ("share", "count")]),
        st.fractions(-1000, 1000, max_denominator=1000),
    ),
)
"""Numbers as `_number` makes them."""

_BOUNDS: st.SearchStrategy[Any] = st.one_of(
    st.fractions(-2, 2, max_denominator=50).map(str),
    st.sampled_from((None, True, 0.1, float("nan"), float("inf"), -1, 10**400, "x", "0.1", [])),
)
_TESTS = st.dictionaries(
    st.sampled_from(("above", "below", "at_least", "at_most", "equals", "beyond")),
    st.one_of(_BOUNDS, _NUMBERS),
    max_size=2,
)
_CLAIMS = st.fixed_dictionaries(
    {"words": _SAID, "values": st.lists(st.one_of(_NUMBERS, st.booleans()), max_size=3)},
    optional={"tests": _TESTS},
)


@tries(600)
@given(_CLAIMS)
@within(2)
def test_claims(claim: dict[str, Any]) -> None:
    """Words are judged or refused, and what is true holds of what the words say plainly."""
    values = [v if isinstance(v, bool) else _number(v) for v in claim["values"]]
    tests = {
        word: _number(bound) if isinstance(bound, tuple) else bound
        for word, bound in claim.get("tests", {}).items()
    }
    found = None
    with suppress(OsaiError):
        found = judge(claim["words"], *values, tests=tests)
    if found is None:
        return
    _check(found)
    if not tests and len(values) == 1 and isinstance(values[0], Quantity):
        _check_plain(claim["words"], values[0], found.verdict)


_QUANTITIES = st.one_of(
    st.integers(0, 120).map(str),
    st.integers(0, 100).map(lambda n: f"{n}%"),
    st.tuples(st.integers(0, 999), st.sampled_from(("", "%"))).map(lambda n: f"{n[0] / 10}{n[1]}"),
    st.sampled_from(
        (
            *("a third", "two thirds", "half", "three quarters", "one in five", "3 out of 10"),
            *("a dozen", "twenty", "one hundred and four", "twice", "three times", "1.5 times"),
            *("nine tenths", "5 percentage points", "seven of the models", "0.5", "1,200"),
        )
    ),
)
_SIDES = (("more than", "at most"), ("at least", "less than"), ("over", "no more than"))
"""Words for a side of a quantity, and for what is not on it."""


@tries(400)
@given(st.tuples(_QUANTITIES, _NUMBERS, _NUMBERS))
@within(2)
def test_claimed_order(claim: tuple[str, tuple[Any, ...], tuple[Any, ...]]) -> None:
    """More never makes "more than" false, nor less "at most"; and one of the two holds."""
    quantity, *made = claim
    low, high = sorted(map(_number, made), key=lambda number: number.value)
    for above, below in _SIDES:
        verdicts = [_holds(f"{side} {quantity}", n) for side in (above, below) for n in (low, high)]
        fitting = [verdict is not None for verdict in verdicts]
        assert fitting[:2] == fitting[2:], (above, below)
        alike = low.kind == high.kind and (low.kind != "count" or low.of == high.of)
        if alike and None not in verdicts:
            above_low, above_high, below_low, below_high = verdicts
            assert above_low != below_low, (above, low)
            assert above_high != below_high, (above, high)
            assert bool(above_low) <= bool(above_high), above
            assert bool(below_high) <= bool(below_low), below


def _holds(words: str, number: Quantity) -> bool | None:
    """Whether words hold; None where they do not fit the number."""
    try:
        return judge(words, number).verdict is not Verdict.FALSE
    except OsaiError as error:
        return True if "is true of every" in str(error) else None


def _number(made: tuple[Any, ...]) -> Quantity:
    kind, *parts = made
    if kind in ("share", "count"):
        of = max(*parts, 1)
        return Quantity(kind, min(parts), of, what="It")
    number = abs(parts[0]).__ceil__() + 1 if kind == "rank" else parts[0]
    if kind == "rank":
        return Quantity("rank", number, number + 3)
    return Quantity(kind, number=Fraction(number), basis_text="it")


def _check(found: ClaimResult) -> None:
    assert found.message.isprintable()
    assert found.hint.isprintable()
    assert len(found.message) + len(found.hint) < 2_000
    if found.verdict is Verdict.FALSE:
        assert found.message
    if found.margin is not None:
        assert found.margin >= 0 if found.verdict is not Verdict.FALSE else found.margin <= 0


def _check_plain(words: str, value: Quantity, verdict: Verdict) -> None:
    """What nothing but the figures says: "40%" and "at least 12", held to them by hand."""
    said = " ".join(words.split()).casefold()
    match = re.fullmatch(r"(more than |at least |less than |at most )?(\d{1,3}) ?(%?)", said)
    if not match or (not match[3] and value.kind == "share"):
        return
    number = Fraction(int(match[2]), 100 if match[3] else 1)
    holds = {
        "more than ": value.value > number,
        "at least ": value.value >= number,
        "less than ": value.value < number,
        "at most ": value.value <= number,
    }.get(match[1] or "", abs(value.value - number) <= (Fraction(1, 200) if match[3] else 0))
    assert (verdict is not Verdict.FALSE) <= holds, (words, value)
