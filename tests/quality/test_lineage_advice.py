"""Advice on what models were made from."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from mkdocs_osai.index.diagnostics import Rule
from mkdocs_osai.quality.check import check
from tests.builders import a_file
from tests.quality.test_advice import checked, of


def test_one_base_that_is_graded_differently_is_told_with_the_other_file(tmp_path: Path) -> None:
    found = checked(
        tmp_path / "models",
        a=a_file(name="A", basemodelname="Phi-2", weights_basemodel="open"),
        b=a_file(name="B", basemodelname="phi 2", weights_basemodel="open"),
        c=a_file(name="C", basemodelname="Phi-2", weights_basemodel="closed"),
        d=a_file(name="D", basemodelname="Phi-4", weights_basemodel="closed"),
    )

    [problem] = of(Rule.BASE, found)
    line = problem.split(":")[1]
    assert problem == (
        f"c.yaml:{line}: weights_basemodel.class: the base 'Phi-2' is 'closed' here and 'open' in "
        f"another file ({found.folder}/a.yaml:{line}); grade a base the same in all files"
    )


def test_of_two_files_that_grade_a_base_differently_both_are_named(tmp_path: Path) -> None:
    found = checked(
        tmp_path / "models",
        a=a_file(name="A", basemodelname="Phi-2", weights_basemodel="open"),
        b=a_file(name="B", basemodelname="Phi-2", weights_basemodel="closed"),
    )

    assert [told.partition(":")[0] for told in of(Rule.BASE, found)] == ["a.yaml", "b.yaml"]


def test_base_and_end_that_are_swapped_are_told_with_both_lines(tmp_path: Path) -> None:
    text = a_file(name="Guru", basemodelname="Guru-32B", endmodelname="Qwen2.5-32B")
    lines = text.splitlines()
    base, end = (
        next(i for i, line in enumerate(lines, 1) if key in line)
        for key in ("basemodelname", "endmodelname")
    )

    found = checked(tmp_path / "models", a=text)

    [problem] = of(Rule.SWAPPED, found)
    assert problem == (
        f"a.yaml:{end}: system.endmodelname: base and end model seem to be swapped: 'Guru-32B' "
        f"bears the name of the model, and 'Qwen2.5-32B' is of somebody else "
        f"({found.folder}/a.yaml:{base}); swap them"
    )


def test_a_permissive_licence_on_a_restricted_base_is_told(tmp_path: Path) -> None:
    llama = a_file(
        name="Llama 2",
        orgname="Meta",
        basemodelname="Llama-2-70B",
        endmodellicense="Llama 2 Community License Agreement",
    )
    found = checked(
        tmp_path / "models",
        llama=llama,
        a=a_file(name="A", basemodelname="Llama-2-7B", endmodellicense="Apache 2.0"),
        b=a_file(name="B", basemodelname="Llama-2-7B", endmodellicense="CC-BY-NC-4.0"),
        c=a_file(name="C", basemodelname="Phi-2", endmodellicense="MIT"),
    )

    [problem] = of(Rule.RESTRICTED, found)
    assert problem.startswith("a.yaml:")
    assert (
        "'Apache-2.0' permits any use, but its base 'Llama-2-7B' is licensed as 'Llama 2 Community "
        f"License Agreement', which restricts use ({found.folder}/llama.yaml:"
    ) in problem


def test_a_base_that_is_newer_than_its_derivative_is_told(tmp_path: Path) -> None:
    found = checked(
        tmp_path / "models",
        a=a_file(name="A", basemodelname="Llama-2-7B", releasedate="2023-03"),
        b=a_file(name="B", basemodelname="Llama-2-7B", releasedate="2023"),
        c=a_file(name="C", basemodelname="Llama-2-7B", releasedate="2023-07-01"),
    )

    [problem] = of(Rule.NEWER, found)
    assert problem.startswith("a.yaml:")
    assert "it came out 2023-03, before its base 'Llama-2-7B', 2023-07; write the date" in problem


def test_a_base_of_another_entry_is_newer_by_the_date_of_that_entry(tmp_path: Path) -> None:
    found = checked(
        tmp_path / "models",
        a=a_file(name="A", basemodelname="Timbuktu-7B", releasedate="2023-03"),
        t=a_file(name="Timbuktu", basemodelname="Timbuktu-7B", releasedate="2024-01"),
    )

    [problem] = of(Rule.NEWER, found)
    assert f"2024-01 ({found.folder}/t.yaml:" in problem


def test_a_base_that_is_no_other_entry_or_leads_back_is_told(tmp_path: Path) -> None:
    found = checked(
        tmp_path / "models",
        olmo=a_file(name="OLMo"),
        a=a_file(name="A", base="olmoo"),
        b=a_file(name="B", base="b"),
        c=a_file(name="C", base="d"),
        d=a_file(name="D", basemodelname="C-7B", base="c"),
        e=a_file(name="E", base="olmo"),
    )

    told = [(t.partition(":")[0], t.partition("system.base: ")[2]) for t in of(Rule.BASE, found)]
    hint = "name what it was made from itself"
    assert told == [
        ("a.yaml", "'olmoo' is no other entry of the index; did you mean 'olmo'?"),
        ("b.yaml", "'b' is no other entry of the index; allowed are 'a', 'c', 'd', 'e', 'olmo'"),
        ("c.yaml", f"its bases lead back to itself, through the entry “d”; {hint}"),
        ("d.yaml", f"its bases lead back to itself, through the entry “c”; {hint}"),
    ]


def test_what_the_public_index_has_of_each(database: Path) -> None:
    found = check(database)

    told = Counter(p.rule for p in found.problems)
    assert told[Rule.SWAPPED] == 2
    assert told[Rule.RESTRICTED] == 9
    assert told[Rule.NEWER] == 3
    graded = [p.what.split("'")[1].casefold() for p in found.problems if p.rule == Rule.BASE]
    assert {*graded} == {"llama-3.1-70b", "mistral-7b-v0.1", "llama-7b"}
