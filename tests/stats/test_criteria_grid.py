"""The openness of models and categories on each criterion."""

from __future__ import annotations

import csv
import io
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_osai.history import load
from mkdocs_osai.problems import AuthorError, UnknownName
from mkdocs_osai.stats import CriteriaGrid, Result, rounded
from tests.builders import an_index_of, some_criteria
from tests.conftest import ROOT

CRITERIA = some_criteria(code=("text", "video"), paper=("text",), weights=("video",), none=())
A_MODEL = st.fixed_dictionaries(
    {
        "types": st.sampled_from([("text",), ("video",), ("text", "video"), ("audio",)]),
        "origin": st.sampled_from(["China", "France", "Peru", None]),
        "classes": st.dictionaries(
            st.sampled_from(["code", "paper", "weights"]),
            st.sampled_from(["open", "partial", "closed", None]),
        ),
    }
)
MODELS = st.lists(A_MODEL, max_size=20)


def openness(grid: CriteriaGrid) -> dict[str, list[Fraction | None]]:
    return {row.name: [cell.openness for cell in row.cells] for row in grid.rows}


def test_a_cell_of_a_model_is_its_class() -> None:
    grid: Result = an_index_of(
        [
            {"types": ("text",), "classes": {"code": "partial", "paper": None}},
            {"types": ("video",), "classes": {"weights": "closed"}},
        ],
        CRITERIA,
    ).grid()

    assert grid.table.header == ("Model", "Code", "Paper", "Weights")
    assert grid.table.rows == (
        ("m01", "open", "does not apply", "closed"),
        ("m00", "partial", "not told", "does not apply"),
    )
    assert grid.sentence == "m01: Code open, Weights closed; m00: Code partial, Paper not told"
    assert (grid.name, grid.label) == ("models-by-criterion", "Openness of models by criterion")


def test_a_cell_of_a_category_is_a_mean_over_the_models_it_applies_to() -> None:
    grid = an_index_of(
        [
            {"types": ("text",), "classes": {"code": "partial"}},
            {"types": ("video",), "classes": {"code": "closed"}},
            {"types": ("video",), "classes": {"code": "closed", "weights": "partial"}},
        ],
        CRITERIA,
    ).grid("national_origins")

    assert openness(grid) == {"China": [Fraction(1, 6), Fraction(1), Fraction(3, 4)]}
    assert [cell.n for cell in grid.rows[0].cells] == [3, 1, 2]
    assert [cell.cls for cell in grid.rows[0].cells] == ["closed", "open", "open"]
    assert grid.table.rows == (("China", "17%", "100% (1 model)", "75% (2 models)", "3"),)
    assert grid.label == "Openness by national origin and criterion"


def test_the_most_open_models_come_first_and_it_says_of_how_many() -> None:
    closed = {"classes": {"code": "closed"}}
    index = an_index_of(
        [{"types": ("text",), **closed}, {"types": ("text",)}, {"types": ()}], CRITERIA
    )

    assert [row.name for row in index.grid(top=1).rows] == ["m01"]
    assert index.grid(top=1).basis == "1 of 3 models; 1 without a score, 1 not shown"
    assert index.grid(top=None).basis == "2 of 3 models; 1 without a score"
    assert (index.grid().n, index.grid().unsorted) == (2, 1)


def test_models_without_a_tag_are_told() -> None:
    grid = an_index_of([{}, {"origin": None}], CRITERIA).grid("national_origins")

    assert grid.basis == "1 of 2 models; 1 without a tag"
    assert (grid.n, grid.unsorted) == (1, 1)


def test_joined_categories_keep_their_own_rows_in_table_and_csv() -> None:
    origins = ["China", "China", "Peru", "Chad"]
    grid = an_index_of([{"origin": origin} for origin in origins], CRITERIA).grid(
        "national_origins", top=1
    )

    assert [row[0] for row in grid.table.rows] == ["China", "Other", "Other: Chad", "Other: Peru"]
    rows = list(csv.DictReader(io.StringIO(grid.to_csv())))
    assert {(row["category"], row["shown_as"]) for row in rows} == {
        ("China", "China"),
        ("Chad", "Other"),
        ("Peru", "Other"),
    }
    assert grid.sentence.endswith("Other joins 2 categories: Chad and Peru")


def test_many_cells_are_told_by_counts_and_extremes() -> None:
    index = load(ROOT / "models")

    assert index.grid(top=20).sentence.startswith("Mustango: 12 open; YuLan: 12 open; ")
    words = index.grid("regions").sentence
    assert words.startswith("United States (76 models): most on End User Model Weights 84%, least")
    assert words.endswith("; the table has every cell")


def test_what_makes_no_sense_is_told() -> None:
    index = an_index_of([{}], CRITERIA)

    with pytest.raises(AuthorError, match=r"order is about categories; name a dimension"):
        index.grid(order=["Europe"])
    with pytest.raises(AuthorError, match="top is 0"):
        index.grid(top=0)
    with pytest.raises(UnknownName, match="did you mean 'regions'"):
        index.grid("region")


@given(MODELS)
def test_the_mean_of_the_cells_of_a_model_is_its_score(models: list[dict[str, Any]]) -> None:
    index = an_index_of(models, CRITERIA)
    for row in index.grid(top=None).rows:
        told = [cell.openness for cell in row.cells if cell.openness is not None]
        assert sum(told, Fraction(0)) / len(told) == index.model(row.models[0]).score


@given(MODELS, st.integers(1, 3))
def test_the_cells_of_a_category_are_the_means_of_those_of_its_models(
    models: list[dict[str, Any]], top: int
) -> None:
    index = an_index_of(models, CRITERIA)
    of_model = {row.models[0]: row for row in index.grid(top=None).rows}
    refs = [c.ref for c in index.grid(top=None).criteria]
    grid = index.grid("national_origins", top=top)
    for row in grid.rows:
        for criterion, cell in zip(grid.criteria, row.cells, strict=True):
            found = [
                of_model[m].cells[refs.index(criterion.ref)].openness
                for m in row.models
                if m in of_model
            ]
            told = [value for value in found if value is not None]
            assert cell.n == len(told)
            assert cell.openness == (sum(told, Fraction(0)) / len(told) if told else None)


@given(MODELS, st.sampled_from([None, "national_origins", "types"]))
def test_table_csv_frame_and_values_say_the_same(
    models: list[dict[str, Any]], dimension: str | None
) -> None:
    grid = an_index_of(models, CRITERIA).grid(dimension)
    told = grid.to_dict()["rows"]
    rows = list(csv.DictReader(io.StringIO(grid.to_csv())))
    cells = [cell for row in told for cell in row["cells"]]

    assert [(r["criterion"], int(r["n"]), r["class"]) for r in rows] == [
        (c["criterion"], c["n"], c["class"] or "") for c in cells
    ]
    assert [float(r["openness"]) if r["openness"] else None for r in rows] == [
        c["openness"] for c in cells
    ]
    assert grid.frame().shape == (len(grid.rows), len(grid.criteria))
    assert int(grid.frame().count().sum()) == sum(c["n"] > 0 for c in cells)
    for row, written in zip(grid.rows, grid.table.rows, strict=True):
        for cell, text in zip(row.cells, written[1:], strict=False):
            if cell.openness is None:
                assert text == "does not apply"
            elif dimension:
                assert text.startswith(f"{rounded(cell.openness * 100, 0)}%")
            else:
                assert text == (cell.cls or "not told")
