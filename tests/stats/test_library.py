"""What the library promises to analysts: an index that behaves like a collection of models."""

from __future__ import annotations

import subprocess
import sys

import pytest

import mkdocs_osai
from mkdocs_osai.index import Model
from mkdocs_osai.macros.charts import Charts
from mkdocs_osai.problems import AuthorError, UnknownName
from mkdocs_osai.stats import Index
from mkdocs_osai.stats.dimensions.registry import SHORT
from mkdocs_osai.stats.frame import FACTS
from mkdocs_osai.stats.model_search import search
from tests.builders import an_index_of
from tests.conftest import ROOT


@pytest.fixture
def index() -> Index:
    both = ("text", "code")
    return an_index_of(
        [
            {"name": "Alpha", "types": both, "origin": "France", "released": "2024-05"},
            {"name": "Beta", "origin": "China", "base_model": "Alpha", "released": "2024"},
            {"name": "Gamma", "origin": None, "organization": "Alpha Lab", "released": "2025-02"},
        ]
    )


def test_an_index_is_a_collection_of_its_models(index: Index) -> None:
    assert [model.name for model in index] == ["Alpha", "Beta", "Gamma"]
    assert len(index) == len([*index]) == 3
    assert index["Alpha"] is index.model("Alpha")
    assert "Alpha" in index
    assert index["Alpha"] in index
    assert "Delta" not in index
    assert 7 not in index
    with pytest.raises(UnknownName, match="unknown model 'Betta'; did you mean 'Beta'"):
        index["Betta"]


def test_numbers_and_tables_show_themselves_in_a_shell(index: Index) -> None:
    assert repr(index.share("national_origins", "China")) == "50.0%"
    assert repr([index.n()]) == "[3]"
    assert repr(index.tally("national_origins")).splitlines() == [
        "National origin: 2 of 3 models; 1 without a tag",
        "National origin  Models  Share",
        "China                 1  50.0%",
        "France                1  50.0%",
    ]
    for result in (index.ranking(), index.grid(), index.series(), index.timeline()):
        assert repr(result).startswith(result.caption())
    assert repr(index.cross("types", "academic")).count("\n") == 3


def test_completion_offers_what_is_for_users(index: Index) -> None:
    offered = {name for name in dir(index) if not name.startswith("_")}

    assert {"share", "tally", "ranking", "frame", "categories", "models", "model"} <= offered
    assert not offered & {"memoize", "select", "unknown", "named", "snapshot", "other"}
    assert all(hasattr(index, name) for name in offered)
    assert {"value", "basis", "percent", "models"} <= {*dir(index.n())}
    assert not {"recompute", "neighbors", "check_comparable"} & {*dir(index.n())}
    assert dir(mkdocs_osai) == ["Index", "Quantity", "Tally", "load"]


def test_categories_are_asked_for_by_name(index: Index) -> None:
    assert index.categories("types") == ("text", "image", "code", "video", "audio")
    assert index.categories(index.registry["types"]) == index.categories("types")
    with pytest.raises(UnknownName, match="unknown dimension 'region'; did you mean 'regions'"):
        index.categories("region")


def test_a_frame_has_all_facts_of_all_models(index: Index) -> None:
    frame = index.frame()

    assert [*frame.index] == [model.id for model in index]
    assert [*frame.columns[:2]] == ["name", "score"]
    assert {*index.registry} <= {*frame.columns}
    assert {*FACTS} <= {*frame.columns}
    assert frame.loc["m00", "types"] == ("text", "code")
    assert frame.loc["m00", "regions"] == "Europe"
    assert frame["national_origins"].isna().tolist() == [False, False, True]
    assert frame["release_quarters"].isna().tolist() == [False, True, False]
    assert frame["score"].dtype == float
    assert frame.loc["m01", "base_model"] == "Alpha"


def test_a_frame_counts_what_the_index_counts(index: Index) -> None:
    frame = index.frame(type="text")

    assert len(frame) == int(index.n(type="text"))
    for name, dimension in index.registry.items():
        column = frame[name].explode() if dimension.multiple else frame[name]
        counts = {c.name: c.count for c in index.tally(name, type="text").categories}
        assert column.value_counts().to_dict() == counts


def test_the_words_for_time_are_the_same_in_all_calls(index: Index) -> None:
    for word, dimension in SHORT.items():
        assert index.tally(word) == index.tally(dimension)
        assert index.categories(word) == index.categories(dimension)
        assert index.series(word) == index.series(dimension)
        assert word in index.registry
        assert word not in [*index.registry]
    assert index.place("year", "2024").dimension == "release_years"
    assert index.cross("types", "year").columns.name == "release_years"
    assert Charts.line.__doc__ is not None
    assert all(f"`{word}`" in Charts.line.__doc__ for word in SHORT)


def test_names_are_found_before_organisations_and_these_before_base_models(index: Index) -> None:
    assert [model.name for model in search(index, "alpha")] == ["Alpha", "Gamma", "Beta"]
    assert search(index, "lab alpha")[0].name == "Gamma"  # the others have a word in two places
    with pytest.raises(UnknownName, match="unknown model 'alhpa'; did you mean 'Alpha'"):
        search(index, "alhpa")
    with pytest.raises(AuthorError, match="write a word of a name"):
        search(index, "  ")


def test_an_exact_name_is_the_first_match() -> None:
    models = [Model(n, f"{n}.yaml", n) for n in ("Open Alpha", "Alphabet", "Alpha")]

    assert [m.name for m in search(models, "ALPHA")] == ["Alpha", "Alphabet", "Open Alpha"]


def test_to_load_and_to_iterate_imports_no_pandas() -> None:
    code = (
        "import sys, mkdocs_osai; index = mkdocs_osai.load('models'); [*index]; index['OLMo']; "
        "repr(index.share('regions', 'Europe')); dir(index); index.categories('regions'); "
        "assert not {'pandas', 'matplotlib'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
