"""Counts of two dimensions."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_osai.index import Model
from mkdocs_osai.problems import AuthorError, UnknownName
from mkdocs_osai.stats import CrossTab, Result
from tests.builders import a_model, an_index, an_index_of

ORIGINS = ["China", "France", "Peru", "Spain", None]
A_MODEL = st.fixed_dictionaries(
    {
        "origin": st.sampled_from(ORIGINS),
        "performance_class": st.sampled_from(["full", "latest", "limited", None]),
        "types": st.sampled_from([("text",), ("code", "text"), ("video",), ()]),
        "classes": st.fixed_dictionaries({"code": st.sampled_from(["open", "partial", "closed"])}),
    }
)
MODELS = st.lists(A_MODEL, max_size=25)


def cells(cross: CrossTab) -> dict[tuple[str, str], int]:
    return {
        (row.name, column.name): count
        for row in cross.rows.categories
        for column, count in zip(cross.columns.categories, cross.counts(row), strict=True)
    }


def few() -> list[Model]:
    return [
        a_model("a", origin="China", performance_class="full"),
        a_model("b", origin="China", performance_class="latest"),
        a_model("c", origin="China", performance_class="full"),
        a_model("d", origin="Peru", performance_class="full"),
        a_model("e", origin=None, performance_class="full"),
        a_model("f", origin="Chad", performance_class=None),
    ]


def test_a_model_that_either_cannot_sort_is_in_no_number() -> None:
    cross = an_index(*few()).cross("national_origins", "performance_classes")

    assert cells(cross) == {
        ("China", "full"): 2,
        ("China", "latest"): 1,
        ("Peru", "full"): 1,
        ("Peru", "latest"): 0,
    }
    assert (cross.n, cross.models, cross.unsorted) == (4, 6, 2)
    assert cross.basis == "4 of 6 models; 2 without a tag or a performance class"


def test_it_says_what_it_shows() -> None:
    index = an_index(*few(), date=dt.date(2026, 6, 12))
    cross: Result = index.cross("national_origins", "performance_classes", until="2025")

    assert cross.name == "national_origins-by-performance_classes"
    assert cross.label == "National origin by performance class"
    assert cross.date == dt.date(2026, 6, 12)
    assert cross.selection.words == "released until 2025"
    assert cross.sentence == "China (3 models): full 2, latest 1; Peru (1 model): full 1"
    assert index.cross("types", "big_tech").label == "Type by Big Tech"


def test_shares_are_of_their_row_and_say_its_n() -> None:
    cross = an_index(*few()).cross("national_origins", "performance_classes", measure="share")

    assert cross.table.header == ("National origin", "full", "latest", "Models")
    assert cross.table.rows == (
        ("China", "66.7%", "33.3%", "3"),
        ("Peru", "100.0%", "0.0%", "1"),
    )
    rows = list(csv.DictReader(io.StringIO(cross.to_csv())))
    assert [(r["count"], r["n"]) for r in rows] == [("2", "3"), ("1", "3"), ("1", "1"), ("0", "1")]
    assert float(rows[1]["share"]) == pytest.approx(1 / 3)
    assert cross.frame().loc["China", "full"] == pytest.approx(2 / 3)


def test_joined_rows_are_named_and_counted_once() -> None:
    models = [*few(), a_model("g", origin="Mali"), a_model("h", origin="Chad")]
    cross = an_index(*models).cross("national_origins", "performance_classes", top=1, other="Rest")

    assert [row[0] for row in cross.table.rows] == [
        *("China", "Rest", "Rest: Chad", "Rest: Mali", "Rest: Peru")
    ]
    assert cross.sentence.endswith("Rest joins 3 categories: Chad, Mali and Peru")
    rows = list(csv.DictReader(io.StringIO(cross.to_csv())))
    assert sum(int(row["count"]) for row in rows) == cross.n
    assert {row["shown_as"] for row in rows} == {"China", "Rest"}


def test_rows_can_be_grouped_and_ordered() -> None:
    cross = an_index(*few()).cross(
        "national_origins",
        "performance_classes",
        groups={"Both": ["China", "Peru"]},
        order=["Both"],
    )

    assert cells(cross) == {("Both", "full"): 3, ("Both", "latest"): 1}


def test_what_makes_no_sense_is_told() -> None:
    index = an_index(*few())

    with pytest.raises(AuthorError, match="both dimensions are types"):
        index.cross("types", "types")
    with pytest.raises(UnknownName, match="did you mean 'types'"):
        index.cross("academic", "type")
    with pytest.raises(UnknownName, match="unknown measure 'yes'; allowed are 'models', 'share'"):
        index.cross("academic", "types", measure="yes")
    with pytest.raises(UnknownName, match="did you mean 'China'"):
        index.cross("national_origins", "types", order=["Chinaa"])


@given(MODELS)
def test_rows_add_up_to_the_tally_of_what_both_can_sort(models: list[dict[str, Any]]) -> None:
    index = an_index_of(models)
    cross = index.cross("types", "national_origins")
    ids = [m.id for m in index.models if m.origin and m.types]

    assert cross.n == len(ids)
    if ids:
        tally = index.tally("types", models=ids)
        assert [(r.name, sum(cross.counts(r))) for r in cross.rows.categories] == [
            (c.name, c.count) for c in tally.categories
        ]


@given(MODELS, st.sampled_from(["types", "performance_classes", "code"]))
def test_one_by_the_other_is_the_other_by_the_one(
    models: list[dict[str, Any]], dimension: str
) -> None:
    index = an_index_of(models)
    one = cells(index.cross("national_origins", dimension))
    other = cells(index.cross(dimension, "national_origins"))

    assert one == {(row, column): count for (column, row), count in other.items()}


@given(MODELS, st.sampled_from(ORIGINS[:-1]))
def test_a_model_more_is_one_more(models: list[dict[str, Any]], origin: str) -> None:
    more = {"origin": origin, "performance_class": "full"}
    before = cells(an_index_of(models).cross("national_origins", "performance_classes"))
    after = cells(an_index_of([*models, more]).cross("national_origins", "performance_classes"))

    assert after.pop((origin, "full")) == before.pop((origin, "full"), 0) + 1
    assert {k: v for k, v in after.items() if v} == {k: v for k, v in before.items() if v}


@given(MODELS, st.integers(1, 4))
def test_table_csv_sentence_and_values_say_the_same(models: list[dict[str, Any]], top: int) -> None:
    cross = an_index_of(models).cross("national_origins", "performance_classes", top=top)
    values = {
        (row["name"], by["name"]): by["count"]
        for row in cross.to_dict()["categories"]
        for by in row["by"]
    }

    assert values == cells(cross)
    added: dict[tuple[str, str], int] = {}
    for line in csv.DictReader(io.StringIO(cross.to_csv())):
        key = line["shown_as"], line["by_shown_as"]
        added[key] = added.get(key, 0) + int(line["count"])
    assert added == values
    told = {row[0]: row[1:-1] for row in cross.table.rows}
    for (row, column), count in values.items():
        place = [c.name for c in cross.columns.categories].index(column)
        assert told[row][place] == str(count)
        assert (f"{column} {count}" in cross.sentence) or not count
    if values:
        assert int(cross.frame().to_numpy().sum()) == sum(values.values())


def test_models_that_lack_the_same_for_both_lack_one_of_the_two() -> None:
    index = an_index(
        a_model("a"),
        a_model("b", origin=None),
        a_model("c", contributor=None),
        a_model("d", classes={"code": None}),
        a_model("e", classes={"paper": None}),
    )

    tags = index.cross("national_origins", "contributor_types")
    classes = index.cross("code", "paper")
    assert tags.basis == "3 of 5 models; 2 without one of the tags"
    assert classes.basis == "3 of 5 models; 2 without a class for one of the two"
