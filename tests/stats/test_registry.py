"""A site's own dimensions, beside its models."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from textwrap import dedent

import pytest

from mkdocs_osai.stats import Index, load
from mkdocs_osai.stats.entries import Entry, schema
from mkdocs_osai.stats.registry import Definition, _built_in_tree, built_in
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


@pytest.mark.parametrize(
    ("own", "problem"),
    [
        ("nordic: {of: national_origin}", ":1: nordic.of: there is no dimension 'national_origin'"),
        ("x:\n  feild: origin", ":2: x.feild: nothing reads this; did you mean 'field'?"),
        ("x: {field: colour}", ":1: x.field: "),
        ("x: {}", ":1: x: a dimension is made from one thing; give it field or of"),
        ("x: {field: origin, of: regions}", ":1: x: a dimension is made from one thing"),
        ("x: origin", ":1: x: a dimension has keys under it; such as field: origin"),
        ("X y: {field: origin}", ":1: X y: a name has small letters"),
        ("x: {field: origin, filter: type}", ":1: x.filter: 'type' selects already"),
        ("x: {field: origin, filter: top}", ":1: x.filter: 'top' selects already"),
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
    entry = schema()["$defs"]["Entry"]

    assert set(entry["properties"]) == set(Entry.model_fields)
    assert entry["additionalProperties"] is False
    assert all("description" in values for values in entry["properties"].values())


def test_what_comes_with_the_package_is_as_a_site_would_have_to_write_it() -> None:
    for values in _built_in_tree().values():
        assert Entry.model_validate(values).definition() == replace(
            Definition(**values),
            order=[*values.get("order", [])],
            if_true=[*values.get("if_true", [])],
        )
