"""Selections, groups, means, scores and ranks."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from mkdocs_osai.problems import AuthorError, UnknownName
from mkdocs_osai.stats import Index, Quantity, enumerated, in_words
from tests.builders import a_model, an_index

HALF = ("code", "paper", "preprint", "datasheet", "licenses", "modelcard")
CLOSED = dict.fromkeys(HALF, "closed")


@pytest.fixture
def index() -> Index:
    """Six models of known dates, origins and scores; `b` is half open, `f` has no date."""
    return an_index(
        a_model("a", name="Alpha", released="2023", origin="China"),
        a_model("b", name="Beta", released="2024-03", origin="France", classes=CLOSED),
        a_model("c", name="Gamma", released="2024-07-15", origin="Germany", aliases=("Old Gamma",)),
        a_model("d", name="Delta", released="2025-01", origin="Spain", organization="Other lab"),
        a_model("e", name="Twin", released="2025-02", origin=None, license="Apache 2.0"),
        a_model(
            "f", name="Twin", released=None, origin="China", contributor="Academic (University)"
        ),
        date=dt.date(2026, 6, 12),
    )


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ({"since": "2024"}, "bcde"),
        ({"since": "2024-03"}, "bcde"),
        ({"since": "2024-04"}, "cde"),
        ({"until": "2024"}, "abc"),
        ({"until": "2024-07"}, "bc"),
        ({"until": "2024-07-15"}, "c"),
        ({"since": 2024, "until": dt.date(2024, 12, 31)}, "c"),
        ({"min_score": 0.6}, "acdef"),
        ({"max_score": 0.5}, "b"),
        ({"min_score": 0.5, "max_score": 0.5}, "b"),
        ({"models": ["Alpha", "b"]}, "ab"),
        ({"models": "old gamma"}, "c"),
        ({"exclude": ["Alpha", "b"]}, "cdef"),
        ({"exclude": {"origin": ["China", "France"]}}, "cde"),
        ({"exclude": {"since": "2024"}}, "af"),
        ({"region": "Europe"}, "bcd"),
        ({"academic": True}, "f"),
        ({"academic": False}, "abcde"),
        ({"big_tech": False, "organization": "A lab"}, "abcef"),
        ({"license": "Apache-2.0"}, "e"),
        ({"code": "closed"}, "b"),
        ({"licenses": "open", "origin": ["China", "Germany"]}, "acf"),
    ],
)
def test_a_selection_holds_just_the_models_that_meet_it(
    index: Index, words: dict[str, object], ids: str
) -> None:
    assert "".join(sorted(m.id for m in index.selected(**words))) == ids
    assert int(index.n(**words)) == len(ids)  # type: ignore[arg-type]
    assert index.select(**words).words


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"since": "July 2024"}, "since is 'July 2024'; write a date as '2024', '2024-07' or"),
        ({"until": "2024-13"}, "until is '2024-13'"),
        ({"min_score": 2}, "min_score is 2; openness scores go from 0 to 1"),
        ({"min_score": True}, "min_score is True"),
        ({"models": "Alfa"}, "unknown model 'Alfa'; did you mean 'Alpha'?"),
        ({"models": ["Twin"]}, "several models are called 'Twin'; name one by id: 'e', 'f'"),
        ({"models": [3]}, "models holds 3; name models by id or name"),
        ({"exclude": {"orign": "China"}}, "unknown argument 'orign'; did you mean 'origin'?"),
        ({"origin": True}, "origin is True; name a category, such as"),
        ({"region": "Europa"}, "unknown category of regions 'Europa'; did you mean 'Europe'?"),
    ],
)
def test_what_cannot_be_selected_is_said_in_one_sentence(
    index: Index, words: dict[str, object], message: str
) -> None:
    with pytest.raises((AuthorError, UnknownName)) as error:
        index.select(**words)

    assert str(error.value).startswith(message)


def test_groups_count_a_model_once_and_can_be_named(index: Index) -> None:
    groups = {"EU": ["France", "Germany", "Spain"]}

    tally = index.tally("national_origins", groups=groups)

    assert {c.name: c.count for c in tally.categories} == {"EU": 3, "China": 2}
    assert str(index.share("national_origins", "EU", groups=groups)) == "60.0%"
    with pytest.raises(AuthorError, match="'France' is in two groups"):
        index.tally("national_origins", groups={"A": ["France"], "B": ["France"]})
    with pytest.raises(UnknownName, match="did you mean 'France'"):
        index.tally("national_origins", groups={"A": ["Frence"]})
    with pytest.raises(AuthorError, match="groups is"):
        index.tally("national_origins", groups=["France"])  # type: ignore[arg-type]


def test_an_order_puts_categories_first_and_top_joins_under_any_name(index: Index) -> None:
    tally = index.tally("national_origins", order=["Spain", "China"])
    assert [c.name for c in tally.categories] == ["Spain", "China", "France", "Germany"]

    joined = index.tally("national_origins", top=1, other="All others")
    assert [c.name for c in joined.categories] == ["China", "All others"]
    assert joined.with_other_last().categories[-1].name == "All others"


def test_scores_ranks_and_means(index: Index) -> None:
    assert index.score("Beta") == Fraction(1, 2)
    assert str(index.score("Beta")) == "0.50"
    assert index.mean(origin=["China", "France"]) == Fraction(5, 6)
    assert int(index.rank("Beta")) == 6
    assert int(index.rank("Alpha")) == 1
    assert "place 1 of 6 models by openness, shared with 4" in index.rank("Alpha").basis
    without = an_index(a_model("a"), a_model("b", types=()))
    assert without.rank("a").basis.endswith("place 1 of 1 model by openness; 1 without a score")
    assert [m.id for m in index.ranked()] == ["a", "d", "c", "e", "f", "b"]
    with pytest.raises(AuthorError, match="is not among the models selected"):
        index.rank("Beta", origin="China")
    with pytest.raises(AuthorError, match="no model has an openness score"):
        an_index().mean()


def test_the_largest_categories_in_words(index: Index) -> None:
    assert enumerated(index.largest("national_origins", 2)) == "China and France"
    with pytest.raises(AuthorError, match="national_origins has 4 categories here, not 9"):
        index.largest("national_origins", 9)


def test_numbers_can_be_calculated_with_and_keep_what_they_rest_on() -> None:
    a, b = Quantity("share", 2, 4, what="A"), Quantity("share", 1, 4, what="B")
    n, m = Quantity("count", 12, 20), Quantity("count", 8, 20)

    assert str(a - b) == "25.0 percentage points"
    assert str((a - b).points) == "25.0"
    assert str(b - a) == "\N{MINUS SIGN}25.0 percentage points"
    assert str(a + b) == "75.0%"
    assert str(a / b) == "2.0"
    assert str(n - m) == "4"
    assert str(n + 1) == "13"
    assert str(2 * n) == "24"
    assert str(n / m) == "1.5"
    assert str(n / 5) == "2.4"
    assert str(sum([n, m])) == "20"
    assert (a - b).basis == "A: 2 of 4 models minus B: 1 of 4 models"
    assert a > b
    assert n > 10
    assert not n - 12
    for wrong in ("x", True, float("nan"), None):
        with pytest.raises(AuthorError, match="is no number to calculate with"):
            n + wrong
    with pytest.raises(AuthorError, match="a division by zero"):
        n / (m - m)


def test_numbers_in_words() -> None:
    assert [in_words(i) for i in (0, 2, 12, 20, 42, 100, 115, 999, 1204, -3)] == [
        *("zero", "two", "twelve", "twenty", "forty-two", "one hundred"),
        *("one hundred and fifteen", "nine hundred and ninety-nine", "1,204", "minus three"),
    ]
    assert enumerated([]) == ""
    assert enumerated(["a"]) == "a"
    assert enumerated(["a", "b"], "or") == "a or b"


def test_an_exact_name_is_found_before_an_id_in_other_capitals() -> None:
    index = an_index(a_model("foo", name="First"), a_model("bar", name="Foo"))

    assert index.model("Foo").id == "bar"
    assert (index.model("foo").id, index.model("FOO").id) == ("foo", "foo")


@pytest.mark.parametrize("date", ["\u0662\u0660\u0662\u0665", "\uff12025", "2025-1", "25"])
def test_a_date_in_other_digits_or_forms_is_an_error(date: str) -> None:
    with pytest.raises(AuthorError, match="write a date as '2024'"):
        an_index(a_model("a")).n(since=date)


def test_a_model_without_a_score_has_no_rank_and_the_error_says_what_to_do() -> None:
    index = an_index(a_model("a"), a_model("b", types=(), score=None))

    with pytest.raises(AuthorError, match="'b' has no openness score; give it a type"):
        index.rank("b")


def test_a_long_argument_is_shortened_in_its_message() -> None:
    with pytest.raises(AuthorError) as caught:
        an_index(a_model("a")).tally("regions", top="x" * 3_000)  # type: ignore[arg-type]

    assert len(str(caught.value)) < 200
