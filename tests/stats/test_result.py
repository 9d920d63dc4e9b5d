"""The behaviour that all results have in common."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from mkdocs_osai.index.compute import read_compute
from mkdocs_osai.sanitize import html_text
from mkdocs_osai.stats import Index, Result
from mkdocs_osai.stats.over_time import history_series, share_change
from tests.builders import a_model, an_index
from tests.charts.test_drawing import HOSTILE

BY = "national_origins"


def lineage_tree(index: Index, **words: object) -> Result:
    """The tree of a family on which all models stand."""
    models = tuple(replace(model, base_model="Llama-2-7B") for model in index.models)
    return Index(replace(index.snapshot, models=models)).lineage_tree("Llama", **words)


def thresholds(index: Index, **words: Any) -> Result:
    """The models at or above a threshold, all with a training compute."""
    compute = read_compute("4e+23 FLOP")
    models = tuple(replace(model, compute_base=compute) for model in index.models)
    return Index(replace(index.snapshot, models=models)).thresholds(by=BY, **words)


RESULTS: dict[str, Callable[..., Result]] = {
    "tally": lambda index, **words: index.tally(BY, **words),
    "cross": lambda index, **words: index.cross(BY, "organizations", **words),
    "grid of models": lambda index, **words: index.grid(**words),
    "grid of categories": lambda index, **words: index.grid(BY, **words),
    "ranking": lambda index, **words: index.ranking(**words),
    "scatter": lambda index, **words: index.scatter("openness", "release_date", by=BY, **words),
    "timeline": lambda index, **words: index.timeline(**words),
    "series": lambda index, **words: index.series("year", by=BY, **words),
    "history": lambda index, **words: history_series([("2024", index)], "year", by=BY, **words),
    "change": lambda index, **words: share_change(index, index, BY, **words),
    "thresholds": thresholds,
    "lineage": lineage_tree,
    "matrix": lambda index, **words: index.definition_matrix(**words),
}
WITHOUT_CATEGORY = ("grid of models", "ranking", "timeline", "thresholds", "lineage", "matrix")
OF_ALL = ("lineage", "matrix")
"""Kinds in which every selected model has a place, whatever it lacks."""


@pytest.fixture(params=RESULTS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_the_table_of_a_notebook_says_what_the_numbers_rest_on(kind: str) -> None:
    index = an_index(a_model("a"), a_model("b", origin=None, types=(), released=None))
    result = RESULTS[kind](index)

    if kind in OF_ALL:
        assert result.basis == "2 models"
    else:
        assert "1 of 2 models" in result.basis
        assert "without" in result.basis
    assert result.caption("Mine") == f"Mine. {result.label}: {result.basis}"
    assert f"<caption>{html_text(result.caption())}</caption>" in result._repr_html_()


def test_the_heading_names_the_selection(kind: str) -> None:
    index = an_index(a_model("a"), a_model("b", origin="Peru"))
    whole, selected = RESULTS[kind](index), RESULTS[kind](index, origin="Peru")

    assert whole.heading() == whole.heading(whole.label) == whole.label
    assert selected.heading("Mine") == f"Mine. {selected.label} (national origin: Peru)"
    assert (whole.n, selected.n, selected.models) == (2, 1, 1)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_only_text(kind: str, name: str) -> None:
    index = an_index(
        a_model("a", name=f"={name}", origin=f"={name}", organization=f"={name}"),
        a_model("b", origin="Peru"),
    )
    result = RESULTS[kind](index)

    assert "<script" not in result._repr_html_()
    cells = [cell for row in csv.reader(io.StringIO(result.to_csv())) for cell in row]
    assert any(cell.startswith("'=") for cell in cells)
    assert not any(cell.startswith("=") for cell in cells)


@pytest.mark.parametrize("kind", [kind for kind in RESULTS if kind != "change"])
def test_an_empty_index_has_empty_numbers(kind: str) -> None:
    result = RESULTS[kind](an_index())

    assert (result.n, result.models, result.unsorted) == (0, 0, 0)
    assert (result.sentence, result.table.rows) == ("", ())
    assert result.frame().empty
    assert len(result.to_csv().splitlines()) == 1
    assert result.basis == "0 models"


def test_json_csv_and_frame_are_of_the_same_numbers(kind: str) -> None:
    index = an_index(a_model("a"), a_model("b", origin="Peru", released="2025"))
    result = RESULTS[kind](index)
    header, *rows = csv.reader(io.StringIO(result.to_csv()))
    plain = result.to_dict()

    assert (plain["label"], plain["selection"]) == (result.label, "")
    assert plain.get("n", plain.get("after", {}).get("n")) == result.n
    assert ("category" in header) != (kind in WITHOUT_CATEGORY)
    assert [*dict.fromkeys(row[0] for row in rows)] == [
        *dict.fromkeys(result.frame().index.fillna(""))
    ]
