"""The bounds of each hedge: true on one side, false on the other."""

from __future__ import annotations

from fractions import Fraction

import pytest

from mkdocs_osai.claims import HEDGES, Hedge, Verdict, judge
from mkdocs_osai.problems import AuthorError, OsaiError
from mkdocs_osai.stats import Quantity

N = 100_000
"""Enough models that a thousandth of a percent is a whole number, and no claim is near."""


def share(percent: float) -> Quantity:
    return Quantity("share", round(percent * N / 100), N, what="It")


def count(number: int) -> Quantity:
    return Quantity("count", number, 200, what="It")


def holds(words: str, *values: Quantity) -> bool:
    return judge(words, *values).verdict is not Verdict.FALSE


EDGES = [
    # words, what they hold for, what is just beyond the edge
    ("12.5%", [12.45, 12.549], [12.449, 12.55]),
    ("40 percent", [39.5, 40.499], [39.499, 40.5]),
    ("exactly 40%", [40], [39.999, 40.001]),
    ("exactly 39.8%", [39.75, 39.849], [39.749, 39.85]),
    ("exactly 40.0%", [39.95, 40.049], [39.949, 40.05]),
    ("a third", [31.834, 34.833], [31.833, 34.834]),
    ("two thirds", [65.167, 68.166], [65.166, 68.167]),
    ("three quarters", [73.5, 76.5], [73.499, 76.501]),
    ("half", [48.5, 51.5], [48.499, 51.501]),
    ("exactly half", [50], [49.999, 50.001]),
    ("exactly one in four", [25], [24.999, 25.001]),
    ("one in five", [18.5, 21.5], [18.499, 21.501]),
    ("one in ten", [9, 11], [8.999, 11.001]),
    ("3 out of 10", [28.5, 31.5], [28.499, 31.501]),
    ("fully 81%", [81, 81.499], [80.999, 81.5]),
    ("a full third", [33.334, 34.833], [33.333, 34.834]),
    ("as much as 81%", [81], [80.999]),
    ("as many as 81%", [81], [80.999]),
    ("a whopping 81%", [81], [80.999]),
    ("a mere 5%", [4.5, 5], [4.499, 5.001]),
    ("as little as 5%", [4.5, 5], [4.499, 5.001]),
    ("nearly three quarters", [70, 74.999], [69.999, 75]),
    ("about three quarters", [70, 80], [69.999, 80.001]),
    ("well over three quarters", [80.001, 99], [80, 76]),
    ("nearly a third", [30, 33.333], [29.999, 33.334]),
    ("almost half", [45, 49.999], [44.999, 50]),
    ("just under 20%", [18, 19.999], [17.999, 20]),
    ("just below 90%", [87, 89.999], [86.999, 90]),
    ("close to half", [45, 49.999], [44.999, 50]),
    ("not quite half", [45, 49.999], [44.999, 50]),
    ("about a fifth", [18, 22], [17.999, 22.001]),
    ("around 50%", [47, 53], [46.999, 53.001]),
    ("roughly 2%", [1.5, 2.5], [1.499, 2.501]),
    ("approximately half", [45, 55], [44.999, 55.001]),
    ("some 10%", [9, 11], [8.999, 11.001]),
    ("circa 10%", [9, 11], [8.999, 11.001]),
    ("more than a quarter", [25.001, 99], [25, 3]),
    ("over 25%", [25.001], [25]),
    ("above 25%", [25.001], [25]),
    ("exceeding 25%", [25.001], [25]),
    ("greater than 25%", [25.001], [25]),
    ("upwards of 25%", [25.001], [25]),
    ("just over a quarter", [25.001, 27.5], [25, 27.501]),
    ("just above 25%", [25.001, 27.5], [25, 27.501]),
    ("slightly more than 50%", [50.001, 53], [50, 53.001]),
    ("a little over half", [50.001, 55], [50, 55.001]),
    ("little more than half", [50.001, 55], [50, 55.001]),
    ("at least a quarter", [25, 80], [24.999]),
    ("no fewer than a quarter", [25], [24.999]),
    ("no less than a quarter", [25], [24.999]),
    ("not less than a quarter", [25], [24.999]),
    ("not fewer than a quarter", [25], [24.999]),
    ("40% or more", [40], [39.999]),
    ("less than half", [49.999, 0], [50]),
    ("under half", [49.999], [50]),
    ("below half", [49.999], [50]),
    ("fewer than half", [49.999], [50]),
    ("at most half", [50, 0], [50.001]),
    ("up to half", [45, 50], [44.999, 50.001]),
    ("up to 90%", [87, 90], [86.999, 90.001]),
    ("just shy of half", [45, 49.999], [44.999, 50]),
    ("shy of half", [45, 49.999], [44.999, 50]),
    ("just short of half", [45, 49.999], [44.999, 50]),
    ("a little under half", [45, 49.999], [44.999, 50]),
    ("slightly under half", [45, 49.999], [44.999, 50]),
    ("slightly less than half", [45, 49.999], [44.999, 50]),
    ("slightly fewer than half", [45, 49.999], [44.999, 50]),
    ("a little less than half", [45, 49.999], [44.999, 50]),
    ("slightly below half", [45, 49.999], [44.999, 50]),
    ("a little fewer than half", [45, 49.999], [44.999, 50]),
    ("a little short of half", [45, 49.999], [44.999, 50]),
    ("approaching half", [45, 49.999], [44.999, 50]),
    ("nearing half", [45, 49.999], [44.999, 50]),
    ("approx. half", [45, 55], [44.999, 55.001]),
    ("approx half", [45, 55], [44.999, 55.001]),
    ("± 50%", [47, 53], [46.999, 53.001]),
    ("~40%", [37, 43], [36.999, 43.001]),
    ("in the region of half", [45, 55], [44.999, 55.001]),
    ("something like half", [45, 55], [44.999, 55.001]),
    ("half or so", [45, 55], [44.999, 55.001]),
    ("a little more than half", [50.001, 55], [50, 55.001]),
    ("slightly over half", [50.001, 55], [50, 55.001]),
    ("slightly above half", [50.001, 55], [50, 55.001]),
    ("a bit more than half", [50.001, 55], [50, 55.001]),
    ("a bit over half", [50.001, 55], [50, 55.001]),
    ("a shade over half", [50.001, 55], [50, 55.001]),
    ("only just over half", [50.001, 55], [50, 55.001]),
    ("well over half", [55.001, 90], [55, 51]),
    ("far more than half", [55.001, 90], [55, 51]),
    ("much more than half", [55.001, 90], [55, 51]),
    ("well above half", [55.001, 90], [55, 51]),
    ("far above 50%", [53.001, 90], [53, 51]),
    ("well under half", [44.999, 9], [45, 49]),
    ("far less than half", [44.999, 9], [45, 49]),
    ("far fewer than half", [44.999, 9], [45, 49]),
    ("well below half", [44.999, 9], [45, 49]),
    ("far below 50%", [46.999, 9], [47, 49]),
    ("not even half", [49.999, 9], [50]),
    ("half of the models at least", [50, 60], [49.999]),
    ("no more than half", [50], [50.001]),
    ("not more than half", [50], [50.001]),
    ("40% or less", [40], [40.001]),
    ("precisely 40%", [40], [40.001]),
    ("between 30 and 40%", [30, 40], [29.999, 40.001]),
    ("between a quarter and a third", [25, 33.333], [24.999, 33.334]),
    ("between 30% and half", [30, 50], [29.999, 50.001]),
    ("most", [50.001, 100], [50]),
    ("a majority", [50.001], [50]),
    ("a minority", [0.001, 49.999], [0, 50]),
    ("none", [0], [0.001]),
    ("no models", [0], [0.001]),
    ("almost none", [0.001, 5], [0, 5.001]),
    ("all", [100], [99.999]),
    ("every model", [100], [99.999]),
    ("nearly all", [90, 99.999], [89.999, 100]),
    ("less than all", [99.999], [100]),
]


@pytest.mark.parametrize(("words", "inside", "outside"), EDGES, ids=[e[0] for e in EDGES])
def test_a_share_on_either_side_of_the_edge(
    words: str, inside: list[float], outside: list[float]
) -> None:
    for percent in inside:
        assert holds(words, share(percent)), percent
    for percent in outside:
        assert not holds(words, share(percent)), percent


def test_every_word_of_every_hedge_has_its_edge() -> None:
    tried = " | ".join(words for words, _, _ in EDGES)

    for hedge, meaning in HEDGES.items():
        for word in meaning.words:
            assert f"{word} " in tried, (hedge, word)
    assert set(HEDGES) == set(Hedge)


COUNTS = [
    ("13", [13], [12, 14]),
    ("thirteen", [13], [12, 14]),
    ("thirteen of the models", [13], [14]),
    ("one hundred and four", [104], [103, 105]),
    ("a hundred", [100], [99]),
    ("a dozen", [12], [11]),
    ("half a dozen", [6], [5]),
    ("two dozen models", [24], [23]),
    ("twenty-one", [21], [20]),
    ("about thirteen", [12, 14], [11, 15]),
    ("about five", [4, 6], [3, 7]),
    ("nearly 100", [90, 99], [89, 100]),
    ("more than 100", [101], [100]),
    ("fewer than a dozen", [11], [12]),
    ("between ten and twelve", [10, 12], [9, 13]),
    ("most", [101], [100]),
    ("all models", [200], [199]),
    ("none of them", [0], [1]),
    ("zero", [0], [1]),
]


@pytest.mark.parametrize(("words", "inside", "outside"), COUNTS, ids=[c[0] for c in COUNTS])
def test_a_count_on_either_side_of_the_edge(
    words: str, inside: list[int], outside: list[int]
) -> None:
    for number in inside:
        assert holds(words, count(number)), number
    for number in outside:
        assert not holds(words, count(number)), number


def test_a_count_in_thousands() -> None:
    assert holds("1,200", Quantity("count", 1200, 5000))
    assert holds("one thousand two hundred", Quantity("count", 1200, 5000))
    assert not holds("1,200", Quantity("count", 1201, 5000))


@pytest.mark.parametrize(
    ("words", "rank", "of", "verdict"),
    [
        ("the most open", 1, 9, True),
        ("the most open", 2, 9, False),
        ("first", 1, 9, True),
        ("second", 2, 9, True),
        ("second", 3, 9, False),
        ("the second most open model", 2, 9, True),
        ("3rd", 3, 9, True),
        ("twenty-first", 21, 30, True),
        ("among the top three", 3, 9, True),
        ("among the top three", 4, 9, False),
        ("in the top 10", 10, 90, True),
        ("among the three most open", 3, 9, True),
        ("one of the five most open models", 6, 9, False),
        ("the least open", 9, 9, True),
        ("last", 8, 9, False),
    ],
)
def test_a_place_in_an_order(words: str, rank: int, of: int, *, verdict: bool) -> None:
    assert holds(words, Quantity("rank", rank, of)) is verdict


@pytest.mark.parametrize(
    ("words", "first", "second", "verdict"),
    [
        ("outnumber", 11, 10, True),
        ("outnumbers", 10, 10, False),
        ("exceed", 11, 10, True),
        ("more than", 11, 10, True),
        ("fewer than", 9, 10, True),
        ("less than", 10, 10, False),
        ("as many as", 10, 10, True),
        ("as many as", 11, 10, False),
        ("twice as many as", 21, 10, True),
        ("twice as many as", 22, 10, False),
        ("three times as many as", 30, 10, True),
        ("half as many as", 5, 10, True),
        ("more than twice as many as", 21, 10, True),
        ("more than twice as many as", 20, 10, False),
        ("nearly as many as", 9, 10, True),
        ("nearly as many as", 10, 10, False),
        ("about as many as", 11, 10, True),
        ("about as many as", 12, 10, False),
    ],
)
def test_two_numbers_compared(words: str, first: int, second: int, *, verdict: bool) -> None:
    assert holds(words, count(first), count(second)) is verdict


@pytest.mark.parametrize(
    ("words", "value", "verdict"),
    [
        ("0.93", Quantity("score", number=Fraction(934, 1000)), True),
        ("0.93", Quantity("score", number=Fraction(935, 1000)), False),
        ("about half", Quantity("score", number=Fraction(46, 100)), True),
        ("10 percentage points", Quantity("points", number=Fraction(1, 10)), True),
        ("9.9 percentage points", Quantity("points", number=Fraction(1, 10)), False),
        ("twice", Quantity("ratio", number=Fraction(21, 10)), True),
        ("double", Quantity("ratio", number=Fraction(22, 10)), False),
        ("threefold", Quantity("ratio", number=Fraction(3)), True),
        ("1.5 times", Quantity("ratio", number=Fraction(3, 2)), True),
        ("10%", Quantity("change", number=Fraction(1, 10)), True),
        ("25", Quantity("number", number=Fraction(25)), True),
    ],
)
def test_other_kinds_of_numbers(words: str, value: Quantity, *, verdict: bool) -> None:
    assert holds(words, value) is verdict


@pytest.mark.parametrize(
    "words",
    [
        "a third",
        "A THIRD",
        "a **third** of all models",
        "_a third_",
        "one-third",
        "a\N{NO-BREAK SPACE}third",
        "a&nbsp;third of the index",
        "<b>a third</b> of them",
        "`a third`,",
        "1/3",
        "⅓",
        "one in three",
        "1 out of 3",
    ],
)
def test_how_it_is_written_does_not_matter(words: str) -> None:
    assert holds(words, share(33.333))
    assert not holds(words, share(40))


@pytest.mark.parametrize(
    "words",
    [
        *("a dwindling few", "", "quite a lot", "nearly", "a quarter of a third"),
        *("about none", "more than most", "between 40 and 30%", "the"),
        *("not half", "x" * 201, "9" * 5000, "\0", "½½", "1/0"),
    ],
)
def test_what_cannot_be_read_is_refused(words: str) -> None:
    with pytest.raises(AuthorError, match=r"below=0\.1"):
        judge(words, share(20))


@pytest.mark.parametrize(
    ("words", "values", "message"),
    [
        ("33%", [count(3)], "take osai.share"),
        ("10%", [Quantity("points", number=Fraction(1, 10))], "percentage points"),
        ("thirteen", [share(13)], "take osai.count"),
        ("second", [share(13)], "take osai.rank"),
        ("twice", [share(13)], "take osai.ratio"),
        ("outnumber", [share(13), count(3)], "cannot be compared"),
        ("a third", [share(1), share(2), share(3)], "tested against one number"),
        ("a third", [], "tested against one number"),
        ("a third", [0.3], "no number of the index"),
        ("a third", ["a third"], "no number of the index"),
    ],
)
def test_words_that_do_not_fit_the_number_say_which_number_would(
    words: str, values: list[Quantity], message: str
) -> None:
    with pytest.raises(AuthorError) as caught:
        judge(words, *values)

    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("tests", "verdict"),
    [
        ({"below": 0.3}, True),
        ({"below": 0.2}, False),
        ({"above": 0.2}, False),
        ({"at_least": 0.2}, True),
        ({"at_most": 0.2}, True),
        ({"equals": 0.2}, True),
        ({"above": 0.1, "below": 0.3}, True),
        ({"above": 0.1, "below": 0.15}, False),
        ({"below": share(21)}, True),
    ],
)
def test_a_plain_test_takes_the_place_of_the_words(
    tests: dict[str, object], *, verdict: bool
) -> None:
    found = judge("a dwindling few", share(20), tests=tests)

    assert (found.verdict is not Verdict.FALSE) is verdict
    assert ("the claim allows" in found.hint) is not verdict


@pytest.mark.parametrize(
    "tests", [{"beneath": 1}, {"below": "x"}, {"below": True}, {"below": 1e99}]
)
def test_a_plain_test_that_makes_no_sense_is_refused(tests: dict[str, object]) -> None:
    with pytest.raises(OsaiError):
        judge("few", share(20), tests=tests)


def test_any_words_can_stand_for_a_comparison() -> None:
    found = judge(
        "very open", Quantity("score", number=Fraction(9, 10), basis_text="openness") > 0.95
    )

    assert found.verdict is Verdict.FALSE
    assert found.message == '"very open" is false: 0.90 (openness) compared with 0.95'
    assert judge("so it is", True).verdict is Verdict.TRUE  # noqa: FBT003
    assert judge("so it is", False).verdict is Verdict.FALSE  # noqa: FBT003
