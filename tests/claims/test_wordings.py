"""Every wording is true of one value and false of another; what is not read is never true."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_osai.claims import Verdict, judge
from mkdocs_osai.problems import OsaiError
from mkdocs_osai.stats import Quantity
from tests.claims.wordings import WORDINGS, Line, change, count, place, rank, share
from tests.conftest import ROOT


@pytest.mark.parametrize("line", WORDINGS, ids=[line[0] for line in WORDINGS])
def test_a_wording_is_true_of_one_value_and_false_of_another(line: Line) -> None:
    words, true, false = line

    assert judge(words, *true).verdict is not Verdict.FALSE
    assert judge(words, *false).verdict is Verdict.FALSE


def test_the_guide_says_how_many_wordings_are_read() -> None:
    number = len({line[0] for line in WORDINGS})

    assert number >= 150
    assert f" {number} wordings" in (ROOT / "docs/guide/claims.md").read_text("utf-8")


@pytest.mark.parametrize("line", WORDINGS, ids=[line[0] for line in WORDINGS])
def test_every_suggestion_for_a_false_wording_holds(line: Line) -> None:
    words, _, false = line
    found = judge(words, *false)

    for other in found.suggestions:
        assert judge(other, *false).verdict is not Verdict.FALSE


OPEN = Quantity(
    "share",
    154,
    191,
    2,
    "End Model Weights open",
    dimension="weights_endmodel",
    categories=("open",),
    lacking="a class",
)
LATEST = Quantity(
    "share",
    33,
    40,
    what="End Model Weights open",
    selection="performance class: latest",
    labels=("latest",),
)
AMERICAN = Quantity(
    "count",
    76,
    191,
    2,
    "national origin United States",
    dimension="national_origins",
    categories=("United States",),
)
WITH_WEIGHTS = Quantity(
    "count",
    154,
    191,
    what="End Model Weights open",
    dimension="weights_endmodel",
    categories=("open",),
    selection="performance class: latest",
    lacking="a class",
    labels=("latest",),
)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("76 American models", AMERICAN),
        ("76 models from the United States", AMERICAN),
        ("76 of 191 models", AMERICAN),
        ("76 of 193 models in the index", AMERICAN),
        ("154 models with open weights", WITH_WEIGHTS),
        ("154 latest models with open weights", WITH_WEIGHTS),
        ("most latest models", LATEST),
        ("most of the latest models", LATEST),
        ("four fifths of the 191 models", OPEN),
        ("tied with France", place(3, ("France",))),
    ],
)
def test_a_noun_may_have_the_labels_of_the_value(words: str, value: Quantity) -> None:
    assert judge(words, value).verdict is not Verdict.FALSE


def test_a_site_has_nouns_of_its_own() -> None:
    with pytest.raises(OsaiError, match="'chatbots' is not understood"):
        judge("most chatbots", OPEN)

    assert judge("most chatbots", OPEN, nouns=["chatbots"]).verdict is Verdict.TRUE
    with_three_words = judge("most large language models", OPEN, nouns=["large language models"])
    assert with_three_words.verdict is Verdict.TRUE


OTHERS = replace(AMERICAN, count=26, categories=("Other",))


def ratio(value: float) -> Quantity:
    return Quantity("ratio", number=Fraction(str(value)), basis_text="it")


def score(value: float) -> Quantity:
    return Quantity("score", number=Fraction(str(value)), basis_text="it")


def test_only_scores_are_more_open() -> None:
    assert is_true("more open than", score(0.5), score(0.4))
    assert is_true("as open as", score(0.5), score(0.5))


def percent(value: int) -> Quantity:
    """A change in percent."""
    return Quantity("change", number=Fraction(value, 100), basis_text="it")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("tripled", percent(200)),
        ("halved", percent(-50)),
        ("grew by a third", percent(33)),
        ("fell by 10%", percent(-10)),
        ("unchanged", percent(0)),
        ("more than", ratio(1.2)),
        ("fewer than", ratio(0.8)),
        ("a third more than", ratio(1.33)),
    ],
)
def test_a_ratio_and_a_change_in_percent_are_said_like_two_numbers(
    words: str, value: Quantity
) -> None:
    assert is_true(words, value)


NEVER: list[tuple[str, tuple[Quantity, ...]]] = [
    *(
        (words, (OPEN,))
        for words in (
            "More than half of models are closed",
            "Most models lack open weights",
            "Most models never publish weights",
            "Most models without weights",
            "more than half of the European models",
            "most closed models",
            "most open models",
            "most of the open models",
            "most models with closed weights",
            "most models with open weights",
            "most models except the largest",
            "most models but not all",
            "most models per year",
            "most models each year",
            "most models do not",
            "most models don't",
            "most of the models fail",
            "most, not half,",
            "most American models",
            "most models from China",
            "most of the latest models",
            "not most models",
            "most of half the models",
            "more than half of a third",
            "80% less",
            "80% fewer models",
            "80% of nothing",
            "80% more models",
            "80% of models by 2030",
            "nearly all of none",
            "about 80% of the 193 models",
            "80.6% of 154",
            "four fifths of organisations without weights",
            "most models and all systems",
            "most models or none",
            "most models have no weights",
            "most models could",
            "most models (20%)",
            "four fifths (half)",
            "80% (154 of 190)",
            "80% - 20%",
            "80% of models in Europe",
            "most text models",
            "at least most",
            "80% (not 81%)",
            "most models, none open",
            ".8",
            "80-81-82%",
            "80%80%",
            "<b>80</b>1%",
            "most models in the index are closed",
            "all models",
            "none",
            "a minority",
        )
    ),
    *(
        (words, (AMERICAN,))
        for words in (
            "76 models per year",
            "76 Chinese models",
            "76 European models",
            "76 models from China",
            "76 of the American models",
            "76 of 76 models",
            "76 models a month",
            "76 organisations",
            "76 of its models",
            "two third",
            "76 closed models",
            "76 models with open weights",
            "76 thousand models",
            "76 times",
            "76 more models",
            "76 fewer models",
            "76 models less",
            "76 dozen",
            "no 76 models",
            "76 models not in the index",
            "76 out of 193",
            "all but 76",
            "76 or none",
            "76 latest models",
            "76 (76%)",
            "minus 76",
        )
    ),
    ("154 open models", (WITH_WEIGHTS,)),
    ("154 models with open", (WITH_WEIGHTS,)),
    ("154 models with weights", (WITH_WEIGHTS,)),
    ("154 models without open weights", (WITH_WEIGHTS,)),
    ("the most open", (rank(1, shared=1),)),
    ("the most open model but one", (rank(1),)),
    ("not the most open", (rank(1),)),
    ("the most open Chinese model", (rank(1),)),
    ("among the top three", (rank(3, shared=1),)),
    ("the largest", (rank(1),)),
    ("the most open", (place(1),)),
    ("tied with Spain", (place(3, ("France",)),)),
    ("the largest outside Europe", (place(1),)),
    ("three times more than", (count(30), count(10))),
    ("more closed models than", (count(30), count(10))),
    ("more open models than", (count(30), count(10))),
    ("more open than", (count(30), count(10))),
    ("twice as open as", (count(20), count(10))),
    ("less open models than", (count(10), count(30))),
    ("4 in 10 models", (score(0.4),)),
    ("96% of models", (score(0.96),)),
    ("one in five", (ratio(0.2),)),
    ("more models than", (share(40), share(30))),
    ("not as many as", (count(10), count(10))),
    ("doubled every year", (change(count(10), count(20)),)),
    ("doubled its losses", (change(count(10), count(20)),)),
    ("rose by 10%", (change(share(30), share(40)),)),
    ("up from 39%", (change(share(30), share(40)),)),
    ("more than", (ratio(0.8),)),
    ("outnumber", (ratio(0.8),)),
    ("slightly more than", (Quantity("points", number=Fraction(1, 10), basis_text="it"),)),
    ("twice as many as", (Quantity("points", number=Fraction(2), basis_text="it"),)),
    ("halved", (percent(200),)),
    ("doubled", (percent(200),)),
    ("unchanged", (percent(-40),)),
    ("fell", (percent(10),)),
    ("fewer than 19 more than", (share(40), share(30))),
    ("less than 5 points more than", (count(40), count(38))),
    ("26 other models", (OTHERS,)),
    ("a massive majority", (share(51),)),
    ("an impressive majority", (share(51),)),
    ("a striking minority", (share(49),)),
    ("never doubled", (change(count(10), count(20)),)),
]


@pytest.mark.parametrize(("words", "values"), NEVER, ids=[words for words, _ in NEVER])
def test_what_follows_the_quantity_is_never_passed_over(
    words: str, values: tuple[Quantity, ...]
) -> None:
    assert not is_true(words, *values)


def test_at_least_60_such_sentences_are_tried() -> None:
    assert len(NEVER) >= 60


def is_true(words: str, *values: Quantity) -> bool:
    try:
        return judge(words, *values).verdict is not Verdict.FALSE
    except OsaiError:
        return False


REVERSING = (
    *("not", "never", "without", "lack", "lacking", "per", "per year", "except", "excluding"),
    *(
        "closed",
        "but not",
        "minus",
        "of nothing",
        "outside Europe",
        "are not open",
        "don't",
        "fewer",
    ),
    *("less", "unless", "only if", "a year", "each", "no more", "divided by two", "in Europe"),
    *(
        "times",
        "of China",
        "Chinese models",
        "of half",
        "nor",
        "neither",
        "none",
        "isn't",
        "never do",
    ),
)


@given(st.sampled_from(WORDINGS), st.sampled_from(REVERSING), st.sampled_from(("", " models")))
def test_a_word_that_reverses_restricts_or_divides_is_never_passed_over(
    line: Line, word: str, noun: str
) -> None:
    words, true, _ = line

    assert not is_true(f"{words}{noun} {word}", *true)
    assert not is_true(f"{words}{noun} {word} models", *true)
    if word not in ("neither", "none"):  # "neither (none)" says one thing twice
        assert not is_true(f"{words} ({word})", *true)


@pytest.mark.parametrize(
    ("words", "value", "notice"),
    [
        ("only most", share(60), "stands before more than half"),
        ("only 60%", share(60), "stands before more than half"),
        ("as many as 5%", share(5), "stands before less than a tenth"),
        ("a few", count(4), "is vague"),
    ],
)
def test_what_reads_oddly_is_a_notice(words: str, value: Quantity, notice: str) -> None:
    found = judge(words, value)

    assert found.verdict is not Verdict.FALSE
    assert notice in " ".join(found.notices)


def test_a_plain_claim_has_no_notice() -> None:
    for words, value in (("only 12%", share(12)), ("as many as 40%", share(40)), ("40", count(40))):
        assert judge(words, value).notices == ()


def test_a_refusal_names_the_word_and_the_nearest_wording_with_its_value() -> None:
    value = Quantity("share", 88, 191, what="It")

    with pytest.raises(OsaiError) as caught:
        judge("slightly less then half", value)

    assert str(caught.value) == (
        "\"slightly less then half\": 'then' is not understood; "
        '"slightly less than half" would be read, and is true: It is 46.1% (88 of 191 models)'
    )


def test_the_nearest_wording_never_leaves_out_a_word_that_reverses() -> None:
    for words in ("Most models lack weights", "76 models per year", "most closed models"):
        with pytest.raises(OsaiError) as caught:
            judge(words, OPEN)

        assert "is true" not in str(caught.value)


def test_both_dates_and_their_n_are_in_the_evidence() -> None:
    now, before = Quantity("share", 76, 191, what="Now"), Quantity("share", 30, 100, what="Then")
    found = judge("up from 30%", now.change_from(before))

    assert "76 of 191 models" in found.text
    assert "30 of 100 models" in found.text
    assert found.values[0].parts == (now, before)  # type: ignore[union-attr]
    assert now.change_from(before).value == Fraction(76, 191) - Fraction(3, 10)
