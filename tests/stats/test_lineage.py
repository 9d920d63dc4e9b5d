"""What models were made from."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from mkdocs_osai.history import load
from mkdocs_osai.index import Model, read_files
from mkdocs_osai.problems import AuthorError, UnknownName
from mkdocs_osai.stats import Index
from mkdocs_osai.stats.dimensions.descent import Descent
from mkdocs_osai.stats.dimensions.families import built_in_families, words_of
from tests.builders import a_file, a_model, an_index

LABELS = {
    id_: (kind, families, line, entry)
    for row in (Path(__file__).parent / "lineage_labels.txt").read_text("utf-8").splitlines()
    if row and not row.startswith("#")
    for id_, kind, families, line, entry in [[cell.strip() for cell in f"{row}|||".split("|")][:5]]
}


@pytest.fixture(scope="module")
def index(database: Path) -> Index:
    return load(database)


def of(*models: Model, **changes: Any) -> Descent:
    """The descent of a model with these names, in an index with other models."""
    model = a_model("m", **changes)
    return an_index(*models, model).lineage.of(model)


def test_every_hand_labelled_edge_is_found_and_none_is_wrong(index: Index) -> None:
    found = {
        d.model.id: (
            str(d.kind),
            ", ".join(d.families),
            d.line.name if d.line else "",
            d.entry or "",
        )
        for d in index.lineage.all
    }

    assert len(LABELS) >= 120
    assert {id_: found[id_] for id_ in LABELS} == LABELS


def test_nearly_every_named_base_is_resolved_or_said_to_be_unknown(index: Index) -> None:
    named = [d for d in index.lineage.all if d.model.base_model]

    assert len(named) == 166
    assert sum(d.kind is not None for d in named) >= 0.95 * len(named)
    assert all(d.reason for d in index.lineage.all)


def test_the_counts_of_the_public_index(index: Index) -> None:
    assert Counter(d.kind for d in index.lineage.all) == {
        "from scratch": 85,
        "derived": 76,
        "not said": 32,
    }
    assert index.n(base_family="Llama", derived=True) == 26


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("Llama-2-70B", "Llama 2"),
        ("meta_llama_3_1_8b_instruct", "Llama 3.1"),
        ("LLaMA-13B", "LLaMA"),
        ("Llama-7-70B", None),
        ("Llama-3.1-Sherkala-8B-Chat", None),
        ("Llama-3_3-Nemotron-Super-49B-v1_5", None),
        ("Llama-Poro-2-70B-Base", "Poro 2"),
        ("Gemma-2-2B-JPN-IT", None),
        ("DeepSeek-V3-Base", "DeepSeek V3"),
        ("DeepSeek-V3.1-Base", "DeepSeek V3.1"),
        ("Mistral-7B-v0.1", "Mistral 7B"),
        ("Mistral-7B-v0.1-OpenOrca", None),
        ("Qwen2.5-Coder-32B", "Qwen2.5-Coder"),
        ("AMD-OLMo-1B", None),
        ("", None),
    ],
)
def test_a_name_is_of_a_line_only_if_nothing_but_size_and_stage_follows(
    name: str, line: str | None
) -> None:
    found = built_in_families().line_of(name)

    assert (found.name if found else None) == line


def test_sizes_stay_whole_and_versions_are_apart() -> None:
    assert words_of("Mixtral-8x22B-v0.1") == ("mixtral", "8x22b", "v", "0.1")
    assert words_of("Qwen3-Coder-480B-A35B") == ("qwen", "3", "coder", "480b", "a35b")


def test_a_base_of_the_same_maker_and_line_is_from_scratch() -> None:
    found = of(name="Apertus", base_model="Apertus-70B", end_model="Apertus-70B-Instruct")

    assert (found.kind, found.families, found.organization) == ("from scratch", (), "A lab")


def test_a_base_of_the_same_maker_and_another_line_is_not() -> None:
    found = of(name="CodeLlama", base_model="Llama-2-70B", organization="Meta")

    assert (found.kind, found.organization) == ("derived", "Meta")
    assert found.reason == "“Llama-2-70B” is of the line Llama 2"


def test_a_name_like_that_of_a_family_of_somebody_else_is_no_base() -> None:
    assert of(name="My Llama", base_model="My-Llama-7B").families == ()


@pytest.mark.parametrize("base", [None, "unknown", "None", "Undisclosed", "MiniMax-Text-01?"])
def test_a_base_that_is_not_named_for_certain_is_not_said(base: str | None) -> None:
    assert of(name="M2", base_model=base).kind == "not said"


def test_a_base_that_no_rule_finds_is_in_no_category() -> None:
    model = a_model("m", name="Guanaco", base_model="Timbuktu-7B", end_model="Guanaco-7B")
    index = an_index(model, a_model("b"))

    assert index.lineage.of(model).kind is None
    assert index.lineage.of(model).reason == (
        "no rule says what “Timbuktu-7B” is; name it in _families.yml"
    )
    tally = index.tally("derived")
    assert tally.basis == "1 of 2 models; 1 without a base that a rule finds"


def test_swapped_names_are_read_the_right_way_round() -> None:
    found = of(name="Guru", base_model="Guru-32B", end_model="Qwen2.5-32B")

    assert (found.swapped, found.base, found.families) == (True, "Qwen2.5-32B", ("Qwen",))
    assert found.reason == (
        "base and end are swapped: “Guru-32B” is its own name, “Qwen2.5-32B” that of Qwen2.5"
    )


def test_a_base_is_the_entry_that_describes_its_line_in_this_or_another_size() -> None:
    llama = a_model(
        "llama-2",
        name="Llama 2",
        organization="Meta",
        base_model="Llama-2-70B",
        end_model="Llama-2-70B-Chat",
    )

    same = of(llama, base_model="Llama-2-70B")
    other = of(llama, base_model="Llama-2-13B")
    newer = of(llama, base_model="Llama-3.1-8B")

    assert (same.entry, same.other_size) == ("llama-2", False)
    assert (other.entry, other.other_size) == ("llama-2", True)
    assert newer.entry is None


def test_a_base_without_a_family_is_found_in_another_entry() -> None:
    other = a_model("o", name="Timbuktu", base_model="Timbuktu-7B", organization="A club")

    found = of(other, name="Guanaco", base_model="timbuktu 7b", end_model="Guanaco-7B")

    assert (found.kind, found.entry, found.organization) == ("derived", "o", "A club")
    assert found.reason == "its base is a model of the entry “o”"


def test_the_entry_that_a_file_names_wins() -> None:
    other = a_model("o", name="Other", base_model="Phi-4", organization="Microsoft")

    found = of(other, base="o", name="M", base_model="M-7B", end_model="M-7B-Chat")

    assert (found.kind, found.entry, found.base) == ("derived", "o", "M-7B")
    assert found.reason == "the file names the entry “o” as its base"


def test_an_entry_that_does_not_exist_is_no_base() -> None:
    assert of(base="nowhere").reason == "system.base names no other entry of the index"


def test_the_base_of_a_file_is_read() -> None:
    files = {"a.yaml": a_file(base="b").encode(), "b.yaml": a_file().encode()}

    snapshot = read_files(files, "models")

    assert (snapshot.models[0].base, snapshot.problems) == ("b", ())


def test_false_selects_what_is_from_scratch_and_not_what_is_not_said() -> None:
    own = a_model("a", name="A", base_model="A-7B", end_model="A-7B-Chat")
    index = an_index(own, a_model("b"), a_model("c", base_model="Phi-2"))

    assert [m.id for m in index.selected(derived=False)] == ["a"]
    assert [m.id for m in index.selected(derived=True)] == ["c"]
    assert [m.id for m in index.selected(base_organization="Microsoft")] == ["c"]


def test_a_dimension_of_a_site_can_group_families() -> None:
    dimensions = b"european_bases:\n  of: base_families\n  groups:\n    Europe: [Mistral]\n"
    files = {
        "_dimensions.yml": dimensions,
        "a.yaml": a_file(name="A", basemodelname="Mistral-7B-v0.1").encode(),
    }

    index = Index(read_files(files, "models"))

    assert index.count("european_bases", "Europe") == 1
    assert index.problems == ()


OWN = b"""
Timbuktu:
  maker: A club
  lines:
    Timbuktu 2: {names: [timbuktu 2], restricted: true, released: 2024-05}
Llama:
  lines:
    Vigogne: {names: vigogne, maker: A person, from: Llama 2}
"""


def own(text: bytes, **system: str) -> Index:
    files = {"_families.yml": text, "a.yaml": a_file(**system).encode()}
    return Index(read_files(files, "models"))


def test_a_site_adds_families_and_lines() -> None:
    index = own(OWN, name="Guanaco", basemodelname="Timbuktu-2-7B-Base")
    other = own(OWN, name="Guanaco", basemodelname="Vigogne-7B")

    assert index.problems == other.problems == ()
    found, its = index.lineage.all[0], other.lineage.all[0]
    assert (found.organization, found.line and found.line.restricted) == ("A club", True)
    assert (its.organization, its.families) == ("A person", ("Llama",))
    assert index.lineage.families.line_of("Llama-2-7B") is not None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"- Llama\n", "models/_families.yml:1: no names with families under them"),
        (b"A:\n  lines: {}\n", "models/_families.yml:1: A.maker: the key is missing"),
        (b"A:\n  maker: B\n  lins: {}\n", "models/_families.yml:3: A.lins: unknown key"),
        (b"A:\n  maker: B\n  lines:\n    C: {names: []}\n", "_families.yml:4: A.lines.C.names"),
        (
            b"A:\n  maker: B\n  lines:\n    C:\n      names: c\n      from: Lama 2\n",
            "A.lines.C.from: there is no other line or family 'Lama 2'; did you mean 'Llama 2'?",
        ),
    ],
)
def test_a_mistake_in_the_families_of_a_site_is_told_with_its_line(
    text: bytes, message: str
) -> None:
    index = own(text)

    assert [message in str(problem) for problem in index.problems] == [True]


def test_a_circle_of_lines_ends() -> None:
    circle = b"A:\n  maker: B\n  lines:\n    C: {names: c, from: D}\n    D: {names: d, from: C}\n"

    index = own(circle, name="M", basemodelname="C-7B")

    assert index.lineage.all[0].families == ("A",)


def test_descendants_stand_on_a_family_directly_or_through_others(index: Index) -> None:
    found = [m.id for m in index.descendants("Llama")]

    assert len(found) == 26
    assert "SQLCoder" in found  # through Code Llama
    assert "llama-3.1" not in found
    assert [m.id for m in index.descendants("ModelScopeT2V")] == ["DreamVideo"]
    assert {m.id for m in index.descendants("Llama 3.1")} == {
        *("DeepHermes", "Infinity-Instruct", "Llama-Sherkala", "Poro", "Tulu"),
    }


def test_an_entry_that_has_the_name_of_a_family_is_not_that_family(index: Index) -> None:
    assert [m.id for m in index.descendants("Falcon")] == ["Claire"]
    assert index.lineage.made_from("Falcon") == ()
    assert [m.id for m in index.lineage.made_from("CodeLlama")] == ["SQLCoder"]


def test_ancestors_are_named_from_the_nearest(index: Index) -> None:
    names = [(a.name, a.entry) for a in index.ancestors("SQLCoder")]

    assert names == [("Code Llama", "CodeLlama"), ("Llama 2", "llama-2-chat")]
    assert [a.name for a in index.ancestors("SkyWorks-OR1")] == [
        "DeepSeek R1 Distill Qwen",
        "Qwen2.5",
    ]
    assert [a.name for a in index.ancestors("Vicuna")] == ["Llama"]
    assert index.ancestors("Apertus") == ()


def test_descendants_of_an_unknown_name_are_an_error() -> None:
    with pytest.raises(UnknownName) as caught:
        an_index(a_model()).descendants("Lama")

    assert str(caught.value) == "unknown family, line or model 'Lama'; did you mean 'Llama'?"


def test_ancestors_of_an_uncertain_base_are_an_error() -> None:
    with pytest.raises(AuthorError) as caught:
        an_index(a_model("m", base_model="unknown")).ancestors("m")

    assert str(caught.value) == (
        "what 'm' was made from is not known: the base is given as “unknown”; choose another model"
    )
