"""The dimensions of a `_dimensions.yml`."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from textwrap import dedent

import pytest

from mkdocs_osai.history import load
from mkdocs_osai.index.bounds import (
    MOST_ABOUT,
    MOST_CATEGORIES,
    MOST_DIMENSIONS,
    MOST_FILTERS,
    MOST_KEY,
    MOST_LABEL,
    MOST_NAME,
    MOST_PLACES,
)
from mkdocs_osai.problems import AuthorError
from mkdocs_osai.stats import Index
from mkdocs_osai.stats.dimensions.dimension import DimensionSpec
from mkdocs_osai.stats.dimensions.registry import _built_in_tree, built_in
from mkdocs_osai.stats.dimensions.schema import DimensionEntry, schema
from tests.builders import a_file


def an_index_with(folder: Path, own: str) -> Index:
    """An index of models from France, Finland, China and one without a tag."""
    for stem, origin in {"a": "France", "b": "Finland", "c": "China", "d": None}.items():
        (folder / f"{stem}.yaml").write_text(a_file(origin=origin), "utf-8")
    (folder / "_dimensions.yml").write_text(dedent(own), "utf-8")
    return load(folder)


def counts(index: Index, dimension: str) -> dict[str, int]:
    return {c.name: c.count for c in index.tally(dimension).categories}


def test_a_dimension_of_a_dimension_can_be_counted_and_selected_by(tmp_path: Path) -> None:
    index = an_index_with(
        tmp_path,
        """
        nordic:
          label: Nordic or not
          of: national_origins
          filter: nordic
          groups: {Nordic: [Finland, Sweden]}
          rest: Others
          if_true: Nordic
          colors: {Nordic: teal}
        """,
    )

    assert not [p for p in index.problems if p.level != "advice"]
    tally = index.tally("nordic")
    assert counts(index, "nordic") == {"Others": 2, "Nordic": 1}
    assert (tally.label, tally.unsorted) == ("Nordic or not", 1)
    assert {c.name: c.color for c in tally.categories} == {"Nordic": "teal", "Others": None}
    assert str(index.n(nordic="Nordic")) == str(index.n(nordic=True)) == "1"
    assert str(index.n(nordic=False)) == "2"


def test_a_dimension_of_a_property_has_a_label_from_its_name(tmp_path: Path) -> None:
    index = an_index_with(tmp_path, "base_models: {field: base_model}\n")

    assert index.registry["base_models"].label == "Base models"


def test_what_a_built_in_dimension_says_can_be_changed_and_the_rest_stays(tmp_path: Path) -> None:
    index = an_index_with(
        tmp_path, "regions: {groups: {Europe: [France], Asia: [China]}, rest: Elsewhere}\n"
    )

    assert counts(index, "regions") == {"Europe": 1, "Asia": 1, "Elsewhere": 1}
    assert index.registry["regions"].about == built_in()["regions"].about
    assert index.registry["regions"].filter == "region"


@pytest.mark.parametrize(
    ("own", "counted"),
    [
        ("join: {A lab: [A Lab Ltd]}", ["A lab", "Google", "Google", "Hugging Face"]),
        ("includes: {Google: [Google AI]}", ["A Lab Ltd", "Google", "Google DeepMind"]),
        ("includes: {Google: []}", ["A Lab Ltd", "Google AI", "Google DeepMind"]),
        ("join: {Hugging Face: []}", ["A Lab Ltd", "Google", "Google", "HuggingFace"]),
        ("join: {HF: [huggingface]}", ["A Lab Ltd", "Google", "Google", "HF"]),
    ],
)
def test_a_site_joins_more_names_or_keeps_some_apart_and_the_rest_stays(
    tmp_path: Path, own: str, counted: list[str]
) -> None:
    names = ["A Lab Ltd", "Google AI", "Google DeepMind", "HuggingFace"]
    for number, name in enumerate(names):
        (tmp_path / f"{number}.yaml").write_text(a_file(orgname=name), "utf-8")
    (tmp_path / "_dimensions.yml").write_text(f"organizations: {{{own}}}\n", "utf-8")
    index = load(tmp_path)

    assert [p for p in index.problems if p.level == "error"] == []
    of = index.registry["organizations"].categories_of
    found = [*(of(model)[0] for model in index.models)]
    assert found[: len(counted)] == counted
    assert found[len(counted) :] == ["Hugging Face"][: len(found) - len(counted)]


def test_an_own_dimension_with_the_name_of_a_unit_of_time_is_the_one_that_is_meant(
    tmp_path: Path,
) -> None:
    index = an_index_with(tmp_path, "quarter: {field: origin, groups: {North: [Finland]}}")

    assert counts(index, "quarter") == {"North": 1}
    assert counts(index, "year") == {"2024": 4}
    assert [*index.registry].count("quarter") == 1


@pytest.mark.parametrize(
    ("own", "problem"),
    [
        ("nordic: {of: national_origin}", ":1: nordic.of: there is no dimension 'national_origin'"),
        (
            "x:\n  feild: origin",
            ":2: x.feild: unknown key, which is ignored; did you mean 'field'?",
        ),
        ("x: {field: colour}", ":1: x.field: "),
        ("x: {}", ":1: x: a dimension is made from one thing; give it field or of"),
        ("x: {field: origin, of: regions}", ":1: x: a dimension is made from one thing"),
        ("x: origin", ":1: x: a dimension has keys under it; such as field: origin"),
        ("X y: {field: origin}", ":1: X y: a name has small letters"),
        ("x: {field: origin, filter: type}", ":1: x.filter: 'type' is an argument already"),
        ("x: {field: origin, filter: top}", ":1: x.filter: 'top' is an argument already"),
        ("x: {field: origin, colors: {a: pink}}", ":1: x.colors.a: "),
        ("- a list", ":1: no names with dimensions under them"),
        ("x: {field: origin", "not YAML"),
    ],
)
def test_what_cannot_be_used_is_reported_and_the_others_count(
    tmp_path: Path, own: str, problem: str
) -> None:
    index = an_index_with(tmp_path, own)

    assert any(problem in str(p) for p in index.problems), index.problems
    assert all("_dimensions.yml" in p.path for p in index.problems if p.level == "error")
    assert counts(index, "national_origins") == {"China": 1, "Finland": 1, "France": 1}


def test_the_schema_for_editors_describes_every_key_of_an_entry() -> None:
    entry = schema()["$defs"]["DimensionEntry"]

    assert set(entry["properties"]) == set(DimensionEntry.model_fields)
    assert entry["additionalProperties"] is False
    assert all("description" in values for values in entry["properties"].values())


def test_what_comes_with_the_package_is_as_a_site_would_have_to_write_it() -> None:
    for values in _built_in_tree().values():
        assert DimensionEntry.model_validate(values).spec() == replace(
            DimensionSpec(**values),
            order=[*values.get("order", [])],
            if_true=[*values.get("if_true", [])],
            if_false=[*values.get("if_false", [])],
        )


def a_registry(tmp_path: Path, own: Mapping[str, object]) -> Index:
    return an_index_with(tmp_path, json.dumps(own))


def wrong(index: Index) -> list[str]:
    return [str(p).partition("_dimensions.yml")[2] for p in index.problems if p.level == "error"]


LONG: list[tuple[str, int, Callable[[str], object]]] = [
    ("label", MOST_LABEL, lambda text: text),
    ("about", MOST_ABOUT, lambda text: text),
    ("rest", MOST_NAME, lambda text: text),
    ("groups", MOST_NAME, lambda text: {text: ["France"]}),
    ("groups", MOST_NAME, lambda text: {"A": [text]}),
    ("join", MOST_NAME, lambda text: {text: ["France"]}),
    ("join", MOST_NAME, lambda text: {"A": text}),
    ("order", MOST_NAME, lambda text: [text]),
    ("if_true", MOST_NAME, lambda text: text),
    ("colors", MOST_NAME, lambda text: {text: "red"}),
    ("filter", MOST_KEY, lambda text: text),
]


@pytest.mark.parametrize(("key", "most", "written"), LONG)
def test_every_text_of_a_dimension_has_as_many_characters_as_it_may(
    tmp_path: Path, key: str, most: int, written: Callable[[str], object]
) -> None:
    fits = a_registry(tmp_path, {"x": {"field": "origin", key: written("x" * most)}})
    assert not wrong(fits)
    assert "x" in fits.registry

    longer = a_registry(tmp_path, {"x": {"field": "origin", key: written("x" * (most + 1))}})
    [told] = wrong(longer)
    assert f": x.{key}" in told
    assert told.endswith(f"is too long a text; write at most {most:,} characters")
    assert "x" not in longer.registry


MANY: list[tuple[str, Callable[[list[str]], object]]] = [
    ("groups", lambda names: {name: ["France"] for name in names}),
    ("groups", lambda names: {"A": names}),
    ("join", lambda names: {name: ["France"] for name in names}),
    ("join", lambda names: {"A": names}),
    ("order", lambda names: names),
    ("if_true", lambda names: names),
    ("colors", lambda names: dict.fromkeys(names, "red")),
]


@pytest.mark.parametrize(("key", "written"), MANY)
def test_every_list_of_a_dimension_is_as_long_as_it_may_be(
    tmp_path: Path, key: str, written: Callable[[list[str]], object]
) -> None:
    names = [f"c{n}" for n in range(MOST_CATEGORIES + 1)]
    assert not wrong(a_registry(tmp_path, {"x": {"field": "origin", key: written(names[1:])}}))

    longer = a_registry(tmp_path, {"x": {"field": "origin", key: written(names)}})
    [told] = wrong(longer)
    assert told.endswith("501 entries; keep at most 500")
    assert "x" not in longer.registry


def test_dimensions_beyond_the_bound_are_not_read(tmp_path: Path) -> None:
    own = {f"d{n}": {"field": "origin"} for n in range(MOST_DIMENSIONS + 1)}

    index = a_registry(tmp_path, {**own, "regions": {"label": "Too late"}})

    last, beyond = f"d{MOST_DIMENSIONS - 1}", f"d{MOST_DIMENSIONS}"
    assert last in index.registry
    assert beyond not in index.registry
    assert index.registry["regions"].label == "Region"
    assert wrong(index) == [
        f":1: {beyond}: 102 dimensions, of which the first 100 are read; keep at most 100"
    ]


def test_words_to_select_by_beyond_the_bound_select_nothing(tmp_path: Path) -> None:
    own = {f"d{n}": {"field": "origin", "filter": f"f{n}"} for n in range(MOST_FILTERS + 1)}
    changed = {"regions": {"filter": "area"}, "types": {"label": "Kind"}}

    index = a_registry(tmp_path, {**changed, **own})

    filters = [word for word in index.registry.filters if word.startswith("f")]
    assert filters == [f"f{n}" for n in range(MOST_FILTERS - 1)], "one is that of the regions"
    assert {"area", "type", "origin"} < {*index.registry.filters}
    assert index.tally("d30").n == 3, "it can be counted by all the same"
    [told] = wrong(index)
    assert told == ":1: d29: 32 filters, of which the first 30 are read; keep at most 30"


def test_the_more_models_the_fewer_words_to_select_by(tmp_path: Path) -> None:
    own = {f"d{n}": {"field": "origin", "filter": f"f{n}"} for n in range(MOST_FILTERS)}
    snapshot = a_registry(tmp_path, own).snapshot
    models = [replace(snapshot.models[0], id=f"m{n}") for n in range(20_000)]

    index = Index(replace(snapshot, models=tuple(models)))

    words = [word for word in index.registry.filters if word in {f"f{n}" for n in range(30)}]
    assert len(words) == MOST_PLACES // 20_000 == 10
    assert any("30 filters, of which the first 10 are read" in one for one in wrong(index))


def test_indexes_of_the_same_file_each_report_it_once(tmp_path: Path) -> None:
    index = a_registry(tmp_path, {"x": {"field": "nothing"}})
    past = Index(replace(index.snapshot, dimensions=None), other=index)

    again = Index(index.snapshot, other=past)

    assert len(wrong(index)) == len(wrong(again)) == 1
    assert wrong(past) == []


def test_a_site_has_thresholds_of_its_own(folder: Path) -> None:
    (folder / "x.yaml").write_text(f"{a_file()}compute:\n    basemodel: 1e+24 FLOP\n", "utf-8")
    index = an_index_with(folder, "thresholds: {large: 1e24, huge: {flop: 10^26, label: Huge}}")

    assert not [p for p in index.problems if p.path.endswith("_dimensions.yml")]
    assert [*index.registry.thresholds] == ["gpai", "systemic_risk", "large", "huge"]
    assert str(index.count("compute_base", above="large")) == "1 of 1"
    assert str(index.count("compute_base_large", "at or above")) == "1"
    assert index.registry["compute_total_huge"].label == "Total compute (10²⁶ FLOP)"


@pytest.mark.parametrize(
    ("text", "what"),
    {
        "thresholds: 3": "no names with figures under them",
        "thresholds: {a: lots}": "'lots' is no figure in FLOP",
        "thresholds: {a: {label: A}}": "the key is missing",
        "thresholds: {gpai: 1e26}": "'gpai' is a built-in threshold",
        "thresholds: {<b>: 1e26}": "'<b>' cannot be the name of a threshold",
        "none: {field: compute_end, threshold: much}": "threshold is 'much'",
    }.items(),
)
def test_a_threshold_that_cannot_be_read_is_named(folder: Path, text: str, what: str) -> None:
    problems = an_index_with(folder, text).problems

    assert [p.what for p in problems if p.path.endswith("_dimensions.yml")] == [what]


def test_a_dimension_of_a_site_has_a_threshold(folder: Path) -> None:
    (folder / "x.yaml").write_text(f"{a_file()}compute:\n    endmodel: 1e+21 FLOP\n", "utf-8")
    index = an_index_with(folder, "mine: {field: compute_end, threshold: 1e20}")

    assert counts(index, "mine")["at or above"] == 1


def test_an_index_that_records_no_compute_has_no_zero(folder: Path) -> None:
    index = an_index_with(folder, "")

    assert index.tally("compute_base").n == 0
    with pytest.raises(AuthorError):
        index.count("compute_base", "at or above")
    for words in ({"compute_base": "at or above"}, {"min_compute": "1e23"}):
        with pytest.raises(AuthorError, match="so it is not known how many"):
            index.n(**words)
