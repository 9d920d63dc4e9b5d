"""Properties of claims: suggestions are true, tolerance only accepts more, near is exact."""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_osai.claims import TOLERANCES, Verdict, judge
from mkdocs_osai.problems import OsaiError
from mkdocs_osai.stats import Quantity

HEDGES = [
    *("", "exactly ", "nearly ", "almost ", "about ", "more than ", "just over ", "at least "),
    *("less than ", "at most ", "roughly ", "up to ", "some "),
]
QUANTITIES = [
    *("12.5%", "40%", "0%", "a third", "two thirds", "half", "one in five", "13", "thirteen"),
    *("a dozen", "1,200", "none", "all", "most", "a minority", "twice", "1.3 times", "0.49"),
    *("10 percentage points", "the most open", "second", "among the top three", "outnumber"),
    *("as many as", "twice as many as", "between 10 and 20%", "between two and nine"),
]
WORDS = st.builds(
    lambda hedge, words: hedge + words, st.sampled_from(HEDGES), st.sampled_from(QUANTITIES)
)


@st.composite
def numbers(draw: st.DrawFn) -> Quantity:
    of = draw(st.integers(1, 400))
    count = draw(st.integers(0, of))
    kind = draw(st.sampled_from(["share", "count", "rank", "score", "ratio", "points", "change"]))
    if kind == "rank":
        return Quantity("rank", max(count, 1), of, what="It")
    if kind in ("share", "count"):
        return Quantity(kind, count, of, what="It")  # type: ignore[arg-type]
    number = Fraction(count, of) * draw(st.sampled_from([1, 3]) if kind == "ratio" else st.just(1))
    return Quantity(kind, number=number, basis_text="it")  # type: ignore[arg-type]


@given(WORDS, numbers(), st.one_of(st.none(), numbers()))
def test_every_suggestion_holds_and_is_another(
    words: str, first: Quantity, second: Quantity | None
) -> None:
    values = [first] if second is None else [first, second]
    try:
        found = judge(words, *values)
    except OsaiError:
        return

    for suggestion in found.suggestions:
        again = judge(suggestion, *values)
        assert again.verdict is not Verdict.FALSE, suggestion
        assert suggestion != words
        if found.verdict is Verdict.NEAR:
            assert again.verdict is Verdict.TRUE
    if found.verdict is Verdict.FALSE and first.kind in ("share", "count") and second is None:
        assert found.suggestions, "a share or a count can always be said"


@given(WORDS, numbers(), st.fractions(0, 1))
def test_a_tighter_tolerance_never_makes_a_false_claim_true(
    words: str, number: Quantity, factor: Fraction
) -> None:
    try:
        loose = judge(words, number)
    except OsaiError:
        return

    tight = judge(words, number, tolerances=TOLERANCES.scaled(factor))

    if loose.verdict is Verdict.FALSE:
        assert tight.verdict is Verdict.FALSE


@given(WORDS, st.integers(1, 300), st.data())
def test_near_is_what_one_model_would_turn(words: str, of: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, of))
    try:
        found = judge(words, Quantity("share", count, of))
    except OsaiError:
        return
    others = {
        (c, n)
        for c, n in (
            *((count + 1, of + 1), (count, of + 1), (count - 1, of - 1), (count, of - 1)),
            *((count + 1, of), (count - 1, of)),
        )
        if n > 0 and 0 <= c <= n
    }
    verdicts = {judge(words, Quantity("share", *other)).verdict for other in others}

    if found.verdict is Verdict.TRUE:
        assert Verdict.FALSE not in verdicts
    elif found.verdict is Verdict.NEAR:
        assert Verdict.FALSE in verdicts


@given(WORDS, numbers())
def test_the_margin_has_the_sign_of_the_verdict(words: str, number: Quantity) -> None:
    try:
        found = judge(words, number)
    except OsaiError:
        return

    assert found.allowed
    if found.margin is not None:
        assert found.margin >= 0 if found.verdict is not Verdict.FALSE else found.margin <= 0


@given(st.text(max_size=250), numbers(), st.one_of(st.none(), numbers()))
def test_any_text_is_read_or_refused(words: str, first: Quantity, second: Quantity | None) -> None:
    with suppress(OsaiError):
        judge(words, *([first] if second is None else [first, second]))


@given(WORDS, numbers())
def test_case_hyphens_and_emphasis_do_not_matter(words: str, number: Quantity) -> None:
    try:
        found = judge(words, number)
    except OsaiError:
        return

    for other in (
        words.upper(),
        f"**{words}**",
        f"_{words}_" + " of all models" * (number.kind in ("share", "count")),
        words.replace(" ", "-"),
    ):
        if "top" in words or "open" in words or "second" in words:
            continue
        assert judge(other, number).verdict is found.verdict, other


def test_the_claims_of_the_draft() -> None:
    big_tech = Quantity("share", 39, 191, 2, "American and Chinese Big Tech")
    china = Quantity("share", 57, 191, 2, "China")

    false = judge("more than a quarter", big_tech)
    assert false.message == (
        '"more than a quarter" is false: American and Chinese Big Tech are 20.4% '
        "(39 of 191 models, 2 without a tag)"
    )
    assert false.hint == 'True: "about a fifth", "more than 20%"'
    assert judge("nearly a third", china).verdict is Verdict.FALSE
    assert judge("more than 30%", china).verdict is Verdict.FALSE
    assert judge("12.5%", china).verdict is Verdict.FALSE


def test_a_long_text_takes_no_time() -> None:
    for words in ("a " * 100_000, "9" * 100_000, "<" * 100_000, "between " * 20_000 + "and"):
        with pytest.raises(OsaiError):
            judge(words, Quantity("share", 1, 2))
