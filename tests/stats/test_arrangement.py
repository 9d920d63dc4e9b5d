"""Joining, grouping and ordering categories: every name has one meaning, every order is valid."""

from __future__ import annotations

from typing import Any

import pytest

from mkdocs_osai.problems import AuthorError, OsaiError
from mkdocs_osai.stats import Index
from mkdocs_osai.stats.over_time import history_series, share_change
from tests.builders import a_model, an_index

ORIGINS = ("China", "China", "France", "Spain", "Peru", "United Kingdom")


@pytest.fixture
def index() -> Index:
    return an_index(
        *(a_model(f"m{i}", origin=o, performance_class="full") for i, o in enumerate(ORIGINS)),
        a_model("n", origin="China", performance_class="latest"),
    )


REST = "give the joined ones a name of their own, such as other='The rest'"
TAKEN = f"which is the name of a category of national_origins; {REST}"
A_CATEGORY = "has the name of a category of national_origins; give it another name, or add"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"other": ""}, "other is ''; write what the joined ones are called: other='The rest'"),
        ({"other": " "}, "other is ' '; write what the joined ones are called: other='The rest'"),
        ({"other": 3}, "other is 3; write what the joined ones are called: other='The rest'"),
        ({"other": "China"}, f"other is 'China', {TAKEN}"),
        ({"other": "china"}, f"other is 'china', {TAKEN}"),
        ({"other": "Spain", "latest": True}, f"other is 'Spain', {TAKEN}"),
        ({"other": "Latvia"}, f"other is 'Latvia', {TAKEN}"),
        ({"other": "UK"}, f"other is 'UK', {TAKEN}"),
        ({"other": "Undisclosed"}, f"other is 'Undisclosed', {TAKEN}"),
        ({"other": "Iberia", "groups": {"Iberia": ["Spain"]}}, f"other is 'Iberia', {TAKEN}"),
        (
            {"groups": {"China": ["France"]}},
            f"the group 'China' {A_CATEGORY} 'China' to it",
        ),
        (
            {"groups": {"china": ["France"]}},
            f"the group 'china' {A_CATEGORY} 'China' to it",
        ),
        (
            {"groups": {"Latvia": ["France"]}},
            f"the group 'Latvia' {A_CATEGORY} 'Latvia' to it",
        ),
        ({"groups": {"": ["France"]}}, "a group is called ''; give it a name, such as 'EU'"),
        ({"groups": {5: ["France"]}}, "a group is called 5; give it a name, such as 'EU'"),
        (
            {"groups": {"Other": ["France", "Spain"]}},
            "a group cannot be called 'Other'; give it another name; Other is what top= joins, ",
        ),
        (
            {"groups": {"A": ["France"], "B": ["FR"]}},
            "'France' is in two groups; take it out of one",
        ),
        ({"order": ["China", "China"]}, "order names 'China' twice; keep one of the two"),
        ({"order": ["UK", "United Kingdom"]}, "order names 'United Kingdom' twice; keep one"),
        ({"order": {"China", "Peru"}}, "order is a set, which has no order; write it as a list"),
        (
            {"order": ["France"], "groups": {"EU": ["France"]}},
            "'France' counts to the group 'EU' here; write 'EU'",
        ),
    ],
)
def test_a_name_that_stands_for_two_things_is_an_error_that_says_what_to_write(
    index: Index, words: dict[str, Any], message: str
) -> None:
    for ask in (
        lambda **words: index.tally("national_origins", top=2, **words),
        lambda **words: index.cross("national_origins", "types", top=2, **words),
        lambda **words: share_change(index, index, "national_origins", top=2, **words),
    ):
        with pytest.raises(OsaiError) as caught:
            ask(**words)
        assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("groups", "names"),
    [
        ({"UK": ["United Kingdom"]}, "China France Peru Spain UK"),
        ({"China": ["China", "France"]}, "China Peru Spain United Kingdom"),
        ({"EU": ["France", "Spain", "Latvia"]}, "China EU Peru United Kingdom"),
    ],
)
def test_a_group_may_have_the_name_of_one_of_its_own(
    index: Index, groups: dict[str, list[str]], names: str
) -> None:
    tally = index.tally("national_origins", groups=groups)

    assert " ".join(c.name for c in tally.categories) == names


@pytest.mark.parametrize("kind", ["count", "share"])
def test_what_a_group_has_taken_in_is_not_counted_as_none(index: Index, kind: str) -> None:
    with pytest.raises(AuthorError, match="'France' counts to the group 'EU' here; write 'EU'"):
        getattr(index, kind)("national_origins", "France", groups={"EU": ["France", "Spain"]})


def test_an_order_may_name_what_the_selection_has_not(index: Index) -> None:
    order = ["Latvia", "Spain", "China"]

    assert [c.name for c in index.tally("national_origins", order=order, latest=True).categories]
    lines = history_series(
        [("2024", index)], "year", by="national_origins", order=order, latest=True
    )
    assert [line.name for line in lines.lines.categories] == ["China"]


def test_spans_of_time_have_their_own_order(index: Index) -> None:
    with pytest.raises(AuthorError, match="release_years are in the order of time; leave order"):
        index.tally("release_years", order=["2024"])


def test_none_is_as_if_it_were_left_out(index: Index) -> None:
    words: dict[str, Any] = dict.fromkeys(("top", "other", "groups", "order", "latest", "origin"))

    assert index.tally("national_origins", **words) == index.tally("national_origins")
    plain = index.cross("national_origins", "types")
    assert index.cross("national_origins", "types", **words) == plain


@pytest.mark.parametrize("value", ["yes", 1, "False"])
def test_a_yes_or_no_is_true_or_false(index: Index, value: object) -> None:
    for ask in (
        lambda: index.series(cumulative=value),  # type: ignore[arg-type]
        lambda: index.ranking(least_open=value),  # type: ignore[arg-type]
    ):
        with pytest.raises(AuthorError, match=r"(cumulative|least_open) is .*; write "):
            ask()


def test_what_is_joined_by_a_chart_is_called_as_the_author_wants(index: Index) -> None:
    tally = index.tally("national_origins", other="The rest").top(2)

    assert tally.categories[-1].name == "The rest"
