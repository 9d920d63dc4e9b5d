"""Claims about numbers that are known within bounds have three answers."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_osai.claims import Verdict, judge
from mkdocs_osai.claims.fix import fix
from mkdocs_osai.problems import AuthorError, OsaiError
from mkdocs_osai.stats import Quantity
from mkdocs_osai.stats.bounded import Bounds, Coverage
from mkdocs_osai.stats.quantity import Kind

COVERAGE = Coverage(41, 10, 7, 135)
ABOVE = "training compute at or above 10²³ FLOP"


def within(kind: Kind, low: int, high: int, covered: Coverage = COVERAGE) -> Quantity:
    """A count or share of the models with a figure, from the certain to the possible ones."""
    ids = tuple(f"m{number}" for number in range(high))
    of = covered.with_figure
    whole = of if kind == "share" else 1
    return Quantity(
        kind,
        low,
        of,
        covered.without,
        ABOVE,
        lacking="a figure",
        models=ids[:low],
        dimension="compute_base",
        bounds=Bounds(Fraction(low, whole), Fraction(high, whole), covered, ids[:low], ids),
    )


def compute(low: str | None, high: str | None, figure: str | None = None) -> Quantity:
    """A training compute in FLOP."""
    ends = [None if end is None else Fraction(end) for end in (low, high)]
    number = Fraction(figure) if figure else None
    return Quantity(
        "compute", 1, 1, what="it", number=number, bounds=Bounds(ends[0], ends[1], Coverage(1))
    )


SHARE, COUNT = within("share", 16, 36), within("count", 16, 36)
MEDIAN = compute("5.06e22", "6.74e24")


@pytest.mark.parametrize(
    ("words", "values", "verdict"),
    [
        ("at least a third", (SHARE,), Verdict.TRUE),
        ("at most nine tenths", (SHARE,), Verdict.NEAR),
        ("39% to 88%", (SHARE,), Verdict.NEAR),
        ("about half", (SHARE,), Verdict.UNDECIDED),
        ("most", (SHARE,), Verdict.UNDECIDED),
        ("a third", (SHARE,), Verdict.FALSE),
        ("nearly all", (SHARE,), Verdict.FALSE),
        ("most (60%)", (SHARE,), Verdict.FALSE),
        ("at least 16 of 41", (COUNT,), Verdict.NEAR),
        ("at least 15 of the 41 models with a figure", (COUNT,), Verdict.NEAR),
        ("at least 15 of 42", (COUNT,), Verdict.FALSE),
        ("15 to 40", (COUNT,), Verdict.TRUE),
        ("about 20 models", (COUNT,), Verdict.UNDECIDED),
        ("more than 36", (COUNT,), Verdict.FALSE),
        ("none", (within("count", 0, 18),), Verdict.UNDECIDED),
        ("at least 8% of all models", (SHARE,), Verdict.NEAR),
        ("at least a third of all models", (SHARE,), Verdict.UNDECIDED),
        ("at most nine tenths of all models", (SHARE,), Verdict.UNDECIDED),
        ("at most 40 models in the index", (COUNT,), Verdict.UNDECIDED),
        ("all but 20 of all models", (SHARE,), Verdict.UNDECIDED),
        ("more than 10²² FLOP", (MEDIAN,), Verdict.TRUE),
        ("more than 10^23 FLOP", (MEDIAN,), Verdict.UNDECIDED),
        ("at least 5.05 × 10<sup>22</sup> FLOP", (MEDIAN,), Verdict.TRUE),  # noqa: RUF001
        ("less than 1e25 FLOP", (MEDIAN,), Verdict.TRUE),
        ("less than 10^22 FLOP", (MEDIAN,), Verdict.FALSE),
        ("more than 10^24 FLOP", (compute("2.9e24", None),), Verdict.TRUE),
        ("less than 10^40 FLOP", (compute("2.9e24", None),), Verdict.UNDECIDED),
        ("less than 10^24 FLOP", (compute("2.9e24", None),), Verdict.FALSE),
        ("more than 10^24 FLOP", (compute(None, None, "2.9e24"),), Verdict.UNDECIDED),
        ("less than 10^24 FLOP", (compute(None, "1e23"),), Verdict.TRUE),
        ("more than", (compute("2e24", "3e24"), compute("1e23", "1e24")), Verdict.TRUE),
        ("more than", (compute("1e23", "1e24"), compute("2e24", None)), Verdict.FALSE),
        ("more than", (compute("1e23", "3e24"), compute("2e24", None)), Verdict.UNDECIDED),
        (
            "at least twice as much as",
            (compute("2e24", "3e24"), compute("1e23", "1e24")),
            Verdict.TRUE,
        ),
        ("outnumber", (within("count", 20, 30), within("count", 5, 15)), Verdict.TRUE),
        ("outnumber", (within("count", 20, 30), within("count", 5, 19)), Verdict.NEAR),
        ("outnumber", (Quantity("count", 10, 40), within("count", 3, 9)), Verdict.NEAR),
        ("outnumber", (within("count", 10, 30), within("count", 5, 19)), Verdict.UNDECIDED),
        ("twice as many as", (within("count", 20, 30), within("count", 0, 5)), Verdict.FALSE),
    ],
)
def test_a_claim_is_true_false_or_cannot_be_decided(
    words: str, values: tuple[Quantity, ...], verdict: Verdict
) -> None:
    assert judge(words, *values).verdict is verdict


def test_the_message_says_the_range_its_basis_and_what_would_hold() -> None:
    found = judge("about half", SHARE)

    assert found.fails
    assert found.message == (
        '"about half" cannot be decided: between 39.0% and 87.8% '
        "(16 to 36 of the 41 models with a figure; 152 of 193 have none)"
    )
    assert found.hint == '"at least a third" or "at most nine tenths" would hold'


def test_the_text_of_a_count_says_what_it_is_a_count_of() -> None:
    assert judge("at least 10", COUNT).text == (
        f"{ABOVE} is 16 to 36 of the 41 models with a figure (152 of 193 have none)"
    )


def test_words_about_all_models_are_offered_for_all_models() -> None:
    found = judge("a third of all models", SHARE)

    assert "between 8.3% and 93.8%" in found.message  # the 7 without a base model are never above
    assert found.hint == '"at least 8% of all models" or "at most 94% of all models" would hold'


NOTICE = (
    "41 of 193 models have a figure; 10 unknown, 7 not applicable, 135 not recorded; "
    'say "of those with a figure"'
)


@pytest.mark.parametrize(
    ("words", "value", "notices"),
    [
        ("at least a third", SHARE, (NOTICE,)),
        ("at least a third of those with a figure", SHARE, ()),
        ("at least a third of models with a figure", SHARE, ()),
        ("at least 15 of 41", COUNT, ()),
        ("at least 8% of all models", SHARE, ()),
        ("at least a third", within("share", 16, 36, Coverage(41, 2)), ()),
        (
            "half",
            Quantity("share", 20, 40, 153, "academic"),
            ('only 40 of 193 models have a tag; say "of the 40 models"',),
        ),
        ("half of the 40 models", Quantity("share", 20, 40, 153, "academic"), ()),
        ("half", Quantity("share", 50, 100, 93, "academic"), ()),
    ],
)
def test_a_claim_on_fewer_than_half_of_the_models_has_a_notice(
    words: str, value: Quantity, notices: tuple[str, ...]
) -> None:
    assert judge(words, value).notices == notices


def test_only_a_number_with_figures_is_of_those_with_a_figure() -> None:
    with pytest.raises(OsaiError, match="'with' is not understood"):
        judge("half of those with a figure", Quantity("share", 20, 40, 153, "academic"))


@pytest.mark.parametrize(
    ("words", "value", "fixed"),
    [
        ("About half", SHARE, "At least a third"),
        (
            "**two thirds** of those with a figure",
            SHARE,
            "**at least a third** of those with a figure",
        ),
        ("about 50% of models", SHARE, "at least 35% of models"),
        ("more than half", SHARE, "more than a third"),
        ("one in two", SHARE, "at least one in three"),
        ("about 20 models", COUNT, "at least 15 models"),
        ("20 of 41", COUNT, "at least 16 of 41"),
        ("a handful of models", COUNT, "at least 16 models"),
        ("more than 10^23 FLOP", MEDIAN, "more than 5 × 10²² FLOP"),  # noqa: RUF001
        ("about 1e23 FLOP", MEDIAN, "at least 5.06e22 FLOP"),
        ("less than 10²³ FLOP", MEDIAN, "less than 6.8 × 10²⁴ FLOP"),  # noqa: RUF001
        ("a third of all models", SHARE, "at least 8% of all models"),
    ],
)
def test_a_fix_holds_within_the_bounds(words: str, value: Quantity, fixed: str) -> None:
    found = fix(judge(words, value))

    assert found is not None
    assert found.words == fixed
    assert not judge(found.words, value).fails


@pytest.mark.parametrize(
    ("test", "verdict"),
    [
        ({"above": 0.3}, Verdict.TRUE),
        ({"above": 0.5}, Verdict.UNDECIDED),
        ({"below": 0.3}, Verdict.FALSE),
        ({"at_least": Quantity("share", 1, 10)}, Verdict.TRUE),
    ],
)
def test_a_plain_test_has_three_answers(test: dict[str, object], verdict: Verdict) -> None:
    assert judge("a few", SHARE, tests=test).verdict is verdict


def test_a_plain_test_of_training_compute_takes_large_numbers() -> None:
    assert judge("a lot", MEDIAN, tests={"above": 1e22}).verdict is Verdict.TRUE
    assert judge("a lot", MEDIAN, tests={"above": 1e23}).verdict is Verdict.UNDECIDED


LOW = compute("2.9e24", None)
EXACT = compute("6.74e24", "6.74e24", "6.74e24")
ESTIMATE = compute("1.29e23", "1.29e24", "4.08e23")
UP_TO_18 = within("count", 0, 18)


@pytest.mark.parametrize(
    ("values", "several"),
    [
        (
            (SHARE,),
            (
                *("a third", "about two fifths", "39%", "most", "a minority", "none", "all"),
                *("at least a third of those without a figure", "at least a third (39%)"),
                *("at least a third of those with no figure", "at least a third (16 of 41)"),
                *("at least a third of models with open weights", "at least 39.1%", "most (88%)"),
                *("at least a third of American models with a figure", "10^23 percent"),
            ),
        ),
        (
            (COUNT,),
            (
                *("16", "exactly 16", "36", "sixteen models", "16 of 41", "36 of 41 models"),
                *("at least 17", "at most 35", "only 16", "as many as 36", "a mere 16", "fully 16"),
                *("17 to 36", "16 to 35", "all but 5", "all but 25", "at least 16 of 193 models"),
                *("at least 16 of the 40 models with a figure", "at least 16 (39%)"),
                *("at most 36 of all models", "at most 36 models in the index", "at least 1e1"),
            ),
        ),
        ((UP_TO_18,), ("none", "no models", "at least one model", "a handful", "zero", "a single")),
        (
            (MEDIAN,),
            (
                *("5e22 FLOP", "more than 10²³", "less than 10²³ FLOP", "10^22 to 10^24 FLOP"),
                *("more than 10^22 FLOP/s", "more than 10^22 FLOP a year", "more than 22 FLOP"),
                "more than 10^22 FLOPs per second",
            ),
        ),
        (
            (EXACT,),
            (
                *("6.7e24 models", "6.74e24 tokens", "6.74e+25 FLOP", "6.74e2 FLOP", "6.8e24 FLOP"),
                *("exactly 7e24 FLOP", "exactly 6.7e24 FLOP", "nearly 6.7e24 FLOP", "10^-24"),
            ),
        ),
        ((LOW,), ("10²⁴ FLOP", "2.9e24 FLOP", "about 2.9e24 FLOP", "up to 10^30 FLOP")),
        ((ESTIMATE,), ("4e23 FLOP", "about 4e23 FLOP", "more than 4e23 FLOP", "less than 1.2e24")),
        ((ESTIMATE, EXACT), ("more than", "as much as", "twice as much as")),
        ((EXACT, LOW), ("more than", "less than", "about as much as", "10^24 FLOP more than")),
        ((COUNT, UP_TO_18), ("outnumber", "fewer than", "as many as", "twice as many as")),
    ],
)
def test_no_false_or_undecided_sentence_passes(
    values: tuple[Quantity, ...], several: tuple[str, ...]
) -> None:
    def passes(words: str) -> bool:
        try:
            return not judge(words, *values).fails
        except OsaiError:
            return False

    assert [words for words in several if passes(words)] == []


WORDS = st.builds(
    lambda hedge, words, noun: f"{hedge}{words}{noun}",
    st.sampled_from(
        ("", "about ", "nearly ", "more than ", "at least ", "at most ", "exactly ", "up to ")
    ),
    st.sampled_from(
        (
            *("half", "a third", "two thirds", "one in five", "40%", "12.5%", "9 of 12", "7", "12"),
            *("most", "none", "all", "nearly all", "a minority", "a handful", "5 to 10"),
            *("between a third and half", "most (60%)", "all but two", "not all", "the bulk"),
        )
    ),
    st.sampled_from(("", "", " models", " of all models", " of those with a figure")),
)


@st.composite
def bounded(draw: st.DrawFn) -> Quantity:
    of = draw(st.integers(1, 14))
    high = draw(st.integers(0, of))
    low = draw(st.integers(0, high))
    unknown = draw(st.integers(0, 3))
    return within(draw(st.sampled_from(["share", "count"])), low, high, Coverage(of, unknown))


@given(WORDS, bounded())
def test_no_claim_judged_true_is_false_for_a_value_within_the_bounds(
    words: str, number: Quantity
) -> None:
    try:
        found = judge(words, number)
    except OsaiError:
        return

    assert number.bounds is not None
    low, high = len(number.bounds.certain), len(number.bounds.possible)
    counts = range(low, high + 1)
    if "all models" in words:
        counts = range(low, high + number.unsorted + 1)
        number = replace(number, of=number.of + number.unsorted, unsorted=0)
    exact = [replace(number, count=count, bounds=None) for count in counts]
    holds = {not judge(words.replace(" with a figure", ""), one).fails for one in exact}
    expected = {Verdict.FALSE: {False}, Verdict.UNDECIDED: {True, False}}
    assert holds == expected.get(found.verdict, {True})


FLOP = st.integers(20, 26).flatmap(
    lambda power: st.integers(10, 99).map(lambda digits: Fraction(digits * 10**power, 10))
)
COMPUTE_WORDS = st.builds(
    lambda hedge, digits, power: f"{hedge}{digits / 10}e{power} FLOP",
    st.sampled_from(
        ("", "about ", "more than ", "at least ", "less than ", "well over ", "nearly ")
    ),
    st.integers(10, 99),
    st.integers(20, 26),
)


@given(COMPUTE_WORDS, FLOP, FLOP, st.fractions(0, 1), st.sampled_from((1, None)))
def test_no_claim_on_training_compute_judged_true_is_false_within_the_bounds(
    words: str, one: Fraction, other: Fraction, part: Fraction, end: int | None
) -> None:
    low, high = sorted((one, other))
    number = compute(str(low), str(high) if end else None)
    found = judge(words, number)

    between = low + (high - low) * part
    for value in (low, between, high, *((high * 1000,) if end is None else ())):
        holds = not judge(words, compute(str(value), str(value))).fails
        if found.verdict is Verdict.TRUE:
            assert holds
        elif found.verdict is Verdict.FALSE:
            assert not holds


@given(
    st.sampled_from(("outnumber", "fewer than", "as many as", "twice as many as", "2 more than")),
    bounded(),
    bounded(),
    st.data(),
)
def test_no_comparison_judged_true_is_false_within_the_bounds(
    words: str, first: Quantity, second: Quantity, data: st.DataObject
) -> None:
    numbers = [replace(first, kind="count"), replace(second, kind="count")]
    for place, number in enumerate(numbers):
        assert number.bounds is not None
        ends = len(number.bounds.certain), len(number.bounds.possible)
        bounds = replace(number.bounds, low=Fraction(ends[0]), high=Fraction(ends[1]))
        numbers[place] = replace(number, bounds=bounds)
    try:
        found = judge(words, *numbers)
        exact = [
            replace(
                n,
                bounds=None,
                count=data.draw(st.integers(int(n.bounds.low or 0), int(n.bounds.high or 0))),
            )
            for n in numbers
            if n.bounds is not None
        ]
        holds = not judge(words, *exact).fails
    except OsaiError:
        return

    if found.verdict is not Verdict.UNDECIDED:
        assert holds is not found.fails


def test_near_words_are_said_to_be_undecided_if_they_are() -> None:
    with pytest.raises(AuthorError, match="would be read, and cannot be decided") as refused:
        judge("abuot half", SHARE)

    assert "is true" not in str(refused.value)
