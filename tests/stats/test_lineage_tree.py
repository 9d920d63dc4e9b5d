"""Families as trees."""

from __future__ import annotations

from pathlib import Path

import pytest

from mkdocs_osai.history import load
from mkdocs_osai.problems import UnknownName
from mkdocs_osai.stats import Index
from tests.builders import a_model, an_index


def drawn(index: Index, family: str, **selection: object) -> list[str]:
    """The names of the nodes, indented by depth."""
    nodes = index.lineage_tree(family, **selection).nodes
    return ["  " * (node.depth - 1) + node.name for node in nodes]


def some() -> Index:
    return an_index(
        a_model(
            "code",
            name="CodeLlama",
            organization="Meta",
            base_model="Llama-2-70B",
            end_model="CodeLlama-70B-Instruct",
            types=("code",),
        ),
        a_model("sql", name="SQLCoder", base_model="CodeLlama-7B"),
        a_model("b", name="B", base_model="Llama-2-7B", classes={"code": "closed"}),
        a_model("a", name="A", base_model="Llama-2-7B"),
        a_model("v", name="V", base_model="Vicuna-13B"),
        a_model("d", name="D", base_model="DeepSeek-R1-Distill-Qwen-7B"),
        a_model("q", name="Q", base_model="Qwen3-8B", origin=None),
    )


def test_lines_come_in_the_order_of_the_registry_and_models_most_open_first() -> None:
    assert drawn(some(), "Llama") == [
        "Llama 2",
        "  CodeLlama (Code Llama)",
        "    SQLCoder",
        "  A",
        "  B",
        "Vicuna",
        "  V",
    ]


def test_a_line_between_families_is_in_the_trees_of_both() -> None:
    assert drawn(some(), "DeepSeek") == ["DeepSeek R1 Distill Qwen", "  D"]
    assert drawn(some(), "Qwen") == [
        "Qwen2.5",
        "  DeepSeek R1 Distill Qwen",
        "    D",
        "Qwen3",
        "  Q",
    ]


def test_a_base_that_is_not_selected_stays_as_a_line_without_a_model() -> None:
    tree = some().lineage_tree("Llama", models=["sql"])

    assert [(n.name, n.model and n.model.id) for n in tree.nodes] == [
        ("Llama 2", None),
        ("Code Llama", None),
        ("SQLCoder", "sql"),
    ]
    assert (tree.n, tree.basis) == (1, "1 model")


def test_it_counts_the_models_of_the_dimension() -> None:
    index = some()

    for family in ("Llama", "Qwen", "DeepSeek"):
        tree = index.lineage_tree(family)
        assert tree.n == index.n(base_family=family).count
        assert tree.n == len({n.model.id for n in tree.nodes if n.model})


def test_an_unknown_family_has_a_suggestion() -> None:
    with pytest.raises(UnknownName, match=r"unknown family 'Lama'; did you mean 'Llama'"):
        some().lineage_tree("Lama")


def test_every_model_of_the_public_index_is_once_in_the_tree_of_each_of_its_families(
    database: Path,
) -> None:
    index = load(database)
    for family in index.lineage.families.makers:
        ids = [n.model.id for n in index.lineage_tree(family).nodes if n.model]
        counted = {m.id for m in index.models if family in index.lineage.of(m).families}
        assert sorted(ids) == sorted(counted)
