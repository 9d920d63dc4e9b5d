"""Parsing claims: the words that readers see are tested, and ambiguous words are errors."""

from __future__ import annotations

from fractions import Fraction

import pytest

from mkdocs_osai.claims import Verdict, judge
from mkdocs_osai.problems import AuthorError
from mkdocs_osai.stats import Quantity


def share(count: int, of: int = 1000) -> Quantity:
    return Quantity("share", count, of, what="It")


def count(number: int) -> Quantity:
    return Quantity("count", number, 5000, what="It")


def change(percent: str) -> Quantity:
    return Quantity("change", number=Fraction(percent) / 100, basis_text="it")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        (".5%", share(50)),
        (",5%", share(50)),
        (".93", Quantity("ratio", number=Fraction(93), basis_text="it")),
        ("13<sup>1</sup>", count(131)),
        ("13<!-- -->1", count(131)),
        ("1*3", count(13)),
        ("7'6", count(76)),
        ("7’6", count(76)),  # noqa: RUF001
        ("1'2'3", count(123)),
        ("12'34", count(1234)),
        ("1'2345", count(12345)),
        ('1"3', count(13)),
        ("one hundred two hundred", count(300)),
        ("one hundred and one hundred", count(200)),
        ("a dozen twenty", count(32)),
        ("all models but the largest", share(1000)),
        ("no models except the largest", share(0)),
        ("nearly -10%", change("-9.5")),
        ("just over -10%", change("-9.5")),
    ],
)
def test_figures_that_say_something_else_are_refused(words: str, value: Quantity) -> None:
    with pytest.raises(AuthorError, match=r"cannot be read|is not understood"):
        judge(words, value)


@pytest.mark.parametrize("sign", ["-", "\N{MINUS SIGN}", "\N{EN DASH}"])
def test_a_sign_is_no_hyphen(sign: str) -> None:
    assert judge(f"{sign}5%", change("5")).verdict is Verdict.FALSE
    assert judge(f"{sign}5%", change("-5")).verdict is Verdict.TRUE
    assert judge(f"more than {sign}5%", change("-4")).verdict is Verdict.TRUE
    assert judge(f"about {sign}5%", change("-5.4")).verdict is Verdict.TRUE
    assert judge(f"about {sign}5%", change("-5.6")).verdict is Verdict.FALSE


@pytest.mark.parametrize("percent", ["-5.3", "-40", "12.3"])
def test_a_change_can_be_said_in_either_direction(percent: str) -> None:
    found = judge("about 200%", change(percent))

    assert found.suggestions
    assert all(judge(w, change(percent)).verdict is Verdict.TRUE for w in found.suggestions)


def test_one_in_a_hundred_is_not_none() -> None:
    assert judge("one in a hundred", share(1, 100)).verdict is not Verdict.FALSE
    for words in ("one in a hundred", "1 in 100", "1/100"):
        assert judge(words, share(0)).verdict is Verdict.FALSE
        assert judge(words, share(19)).verdict is Verdict.FALSE
        assert judge(words, share(10)).verdict is not Verdict.FALSE


@pytest.mark.parametrize("words", ["1'200", "1’200 models", "'1,200'"])  # noqa: RUF001
def test_an_apostrophe_may_mark_thousands(words: str) -> None:
    words = words.removesuffix(" models")

    assert judge(words, count(1200)).verdict is not Verdict.FALSE
    assert judge(words, count(1201)).verdict is Verdict.FALSE


@pytest.mark.parametrize("words", ["40  per  cent", "40 per\ncent", "40\tpercent"])
def test_words_may_be_wrapped(words: str) -> None:
    assert judge(words, share(400)).verdict is Verdict.TRUE


def test_two_ranks_are_not_compared_in_words() -> None:
    with pytest.raises(AuthorError, match="cannot compare two ranks"):
        judge("higher than", Quantity("rank", 2, 9), Quantity("rank", 3, 9))


@pytest.mark.parametrize(
    ("words", "number"),
    [
        *(("half", 2500), ("more than half", 2501), ("three fifths of them", 3000)),
        *(("over half", 2501), ("about three in five", 3010)),
    ],
)
def test_a_fraction_is_said_of_a_count_too(words: str, number: int) -> None:
    assert judge(words, count(number)).verdict is not Verdict.FALSE
    assert judge(words, count(2400)).verdict is Verdict.FALSE


@pytest.mark.parametrize("words", ["less than 200%", "at most 100%", "at least 0%", "over -5%"])
def test_words_that_hold_for_every_share_are_refused(words: str) -> None:
    with pytest.raises(AuthorError, match="is true of every share"):
        judge(words, share(300))


def test_words_that_hold_for_every_count_are_refused() -> None:
    with pytest.raises(AuthorError, match="is true of every count"):
        judge("more than -5", count(300))


@pytest.mark.parametrize(
    "words", ["twice as many as", "twice as much", "between one and three times", "2 times"]
)
def test_a_ratio_is_said_in_the_words_of_a_comparison(words: str) -> None:
    ratio = Quantity("ratio", number=Fraction(2), basis_text="it")

    assert judge(words, ratio).verdict is Verdict.TRUE
    with pytest.raises(AuthorError, match=r"osai\.ratio"):
        judge("twice as many as", share(20))


def test_a_bound_that_one_model_moves_is_near() -> None:
    a, b = share(21, 100), Quantity("number", number=Fraction(20, 100), others=(Fraction(1, 4),))

    assert judge("few", a, tests={"above": 0.1}).verdict is Verdict.TRUE
    assert judge("few", a, tests={"above": b}).verdict is Verdict.NEAR
    assert judge("few", a, tests={"at_least": Fraction(1, 5)}).verdict is not Verdict.FALSE


@pytest.mark.parametrize("bound", [10, 1.5, -0.1])
def test_a_share_is_never_held_to_percent_written_as_a_number(bound: float) -> None:
    with pytest.raises(AuthorError, match="from 0 to 1"):
        judge("few", share(20), tests={"below": bound})


def test_no_suggestion_leaves_the_scale() -> None:
    for number in (0, 1, 500, 999, 1000):
        for words in ("about a third", "all", "none", "most"):
            for other in judge(words, share(number)).suggestions:
                assert not set(other.split()) & {"0%", "105%", "101%", "100%"}, other


def test_a_message_is_one_line_however_long_the_words_are() -> None:
    message = judge("few\n" * 10_000, share(20), tests={"below": 0.01}).message

    assert "\n" not in message
    assert len(message) < 200


def test_what_is_allowed_says_of_what() -> None:
    assert judge("outnumber", count(5), count(3)).allowed == (
        "more than 0 as the difference of the two"
    )
    assert judge("more than twice as many as", count(9), count(3)).allowed == (
        "more than 2 times as many"
    )
    assert judge("last", Quantity("rank", 9, 9)).allowed == (
        "at most 1, counted from the end and shared with none"
    )
