"""What models were made from."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from mkdocs_osai.history import load
from mkdocs_osai.index import Model, read_files
from mkdocs_osai.index.bounds import MOST_BASES
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
    olmo = a_model("olmo", name="OLMo", base_model="OLMo-7B", organization="Ai2")

    found = of(other, base="o", name="M", base_model="M-7B", end_model="M-7B-Chat")
    its = of(olmo, base="olmo", name="M", base_model="Llama-2-7B")

    assert (found.kind, found.entry, found.base) == ("derived", "o", "M-7B")
    assert found.reason == "the file names the entry “o” as its base"
    assert (found.line, found.families) == (None, ("Phi",))
    assert [a.name for a in an_index(other, found.model).ancestors("m")] == ["Other", "Phi-4"]
    assert (its.line and its.line.name, its.families) == ("OLMo", ("OLMo",))
    assert [a.name for a in an_index(olmo, its.model).ancestors("m")] == ["OLMo"]


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


@pytest.mark.parametrize(
    ("text", "field", "message"),
    [
        (
            b"A:\n  maker: B\n  lines:\n    llama 2: {names: a2}\n",
            "A.lines.llama 2",
            "'Llama 2' is a family or a line of 'Llama' already",
        ),
        (b"llama: {maker: B}\n", "llama", "'Llama' is a family or a line of 'Llama' already"),
        (
            b"A:\n  maker: B\n  lines:\n    Llama: {names: a2}\n",
            "A.lines.Llama",
            "'Llama' is a family or a line of 'Llama' already",
        ),
        (
            b"A:\n  maker: B\n  lines:\n    A2: {names: [a2, 'LLaMA 2']}\n",
            "A.lines.A2.names",
            "'LLaMA 2' is a name of 'Llama 2' already",
        ),
        (
            b"A:\n  maker: B\n  names: stable diffusion\n",
            "A.names",
            "'stable diffusion' is a name of 'Stable Diffusion' already",
        ),
        (
            b"A:\n  maker: B\n  lines:\n    A2: {names: [7b]}\n",
            "A.lines.A2.names",
            "'7b' says only a size, a stage of training or a day",
        ),
        (
            b"A:\n  maker: B\n  lines:\n    A2: {names: '!'}\n",
            "A.lines.A2.names",
            "'!' says only a size, a stage of training or a day",
        ),
        (
            b"A:\n  maker: B\n  lines:\n    C: {names: c, from: D}\n    D: {names: d, from: C}\n",
            "A.lines.C.from",
            "'C' was made from 'D', and that from 'C'",
        ),
    ],
)
def test_a_name_that_stands_for_two_things_or_nothing_is_told_and_left_out(
    text: bytes, field: str, message: str
) -> None:
    index = own(text, name="M", basemodelname="Llama-2-7B")

    assert [(p.field, p.what) for p in index.problems] == [(field, message)]
    assert index.lineage.all[0].line == built_in_families().by_name["Llama 2"]
    assert index.lineage.families.family_of("Stable Diffusion") == "Stable Diffusion"


def test_a_site_can_change_a_line_of_the_package() -> None:
    index = own(b"Llama:\n  lines:\n    Llama 2: {names: [llama 2, my llama 2]}\n", name="M")

    assert index.problems == ()
    found = index.lineage.families.line_of("My-Llama-2-7B")
    assert found
    assert (found.name, found.license) == ("Llama 2", None)


def test_no_two_lines_of_the_package_have_a_name_in_common() -> None:
    lines = built_in_families().lines
    names = [words_of(name) for line in lines for name in line.names]

    assert len(names) == len({*names})
    assert len(lines) == len({line.name.casefold() for line in lines})


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


def three_generations() -> Index:
    """B stands on A's end model and C on B's; D names C as its base; the base of A is Llama 2."""
    return an_index(
        a_model("a", name="Snake", base_model="Llama-2-7B", end_model="Snake-7B"),
        a_model("b", name="Bird", base_model="Snake-7B", end_model="Bird-7B"),
        a_model("c", name="Cat", base_model="Bird-7B", end_model="Cat-7B"),
        a_model("d", name="Dog", base="c", types=("code",)),
    )


def test_families_reach_as_far_as_the_bases_in_counts_trees_and_lists() -> None:
    index = three_generations()

    assert [d.families for d in index.lineage.all] == [("Llama",)] * 4
    assert index.n(base_family="Llama", derived=True) == 4
    assert index.count("base_families", "Llama") == 4
    assert [m.id for m in index.descendants("Llama")] == ["b", "c", "d", "a"]
    assert [a.name for a in index.ancestors("d")] == ["Cat", "Bird", "Snake", "Llama 2"]
    nodes = index.lineage_tree("Llama").nodes
    assert [(n.name, n.depth) for n in nodes] == [
        *(("Llama 2", 1), ("Snake", 2), ("Bird", 3), ("Cat", 4), ("Dog", 5)),
    ]


def test_a_base_that_is_not_selected_keeps_its_name_in_the_tree() -> None:
    tree = three_generations().lineage_tree("Llama", type="code")

    assert [(n.name, n.model and n.model.id) for n in tree.nodes] == [
        *(("Llama 2", None), ("Snake", None), ("Bird", None), ("Cat", None), ("Dog", "d")),
    ]
    assert [row[-1] for row in tree.table.rows][:2] == [
        "a line that no selected model describes",
        "a model that is not selected",
    ]


def test_bases_that_lead_back_to_the_model_are_in_no_category() -> None:
    index = an_index(
        a_model("x", name="X", base_model="Llama-2-7B", base="y"),
        a_model("y", name="Y", base="x"),
        a_model("z", name="Z", base="y"),
    )

    x, y, z = index.lineage.all
    assert (x.kind, x.families, y.kind, y.families) == (None, (), None, ())
    assert x.reason == "its bases lead back to itself, through the entry “y”"
    assert (z.kind, [a.name for a in index.ancestors("z")]) == ("derived", ["Y"])
    assert index.lineage_tree("Llama").nodes == ()
    assert index.descendants("Llama") == ()


def a_chain(length: int) -> list[Model]:
    first = a_model("m0", name="M0", base_model="Llama-2-7B")
    return [first, *(a_model(f"m{n}", name=f"M{n}", base=f"m{n - 1}") for n in range(1, length))]


def test_a_chain_of_bases_is_cut_where_it_is_too_long() -> None:
    index = an_index(*a_chain(1_500))

    kept = an_index(*a_chain(MOST_BASES)).lineage_tree("Llama")
    assert [*index.lineage.cut] == [f"m{n}" for n in range(MOST_BASES, 1_500, MOST_BASES + 1)]
    assert len(index.ancestors(f"m{MOST_BASES - 1}")) == MOST_BASES
    assert index.lineage.of(index.model(f"m{MOST_BASES}")).reason == (
        "it stands on more than 50 bases"
    )
    assert index.n(base_family="Llama") == kept.n == len(index.descendants("Llama")) == MOST_BASES
    assert max(n.depth for n in kept.nodes) == MOST_BASES + 1


def test_a_chain_of_lines_is_cut_and_reported_where_it_is_too_long() -> None:
    lines = {
        f"L{n}": {"names": [f"line{n}x"], "from": f"L{n - 1}" if n else "Llama"} for n in range(300)
    }
    index = own(json.dumps({"A": {"maker": "B", "lines": lines}}).encode(), basemodelname="line48x")

    assert [p.field for p in index.problems][:2] == ["A.lines.L49.from", "A.lines.L99.from"]
    assert "more than 50 lines were made from each other" in index.problems[0].what
    assert len(index.ancestors("a")) == MOST_BASES


def test_the_name_of_an_entry_is_no_family() -> None:
    index = an_index(
        a_model("p", name="Pythia", base_model="Snake-7B", end_model="Own-7B"),
        a_model("s", name="Snake", base_model="Snake-7B"),
        a_model("c", name="C", base_model="Own-7B"),
    )

    assert [a.name for a in index.ancestors("c")] == ["Pythia", "Snake"]
    assert index.descendants("Pythia") == ()
    assert index.lineage_tree("Pythia").nodes == ()


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
