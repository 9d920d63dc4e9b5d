"""Advice on the files of an index."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from mkdocs_osai.index.compute import read_compute
from mkdocs_osai.index.diagnostics import Rule
from mkdocs_osai.problems import Level
from mkdocs_osai.quality.advice import advice, doubt
from mkdocs_osai.quality.check import Check, check
from tests.builders import a_file, a_model, an_index

TODAY = dt.date(2026, 6, 12)


def checked(folder: Path, **files: str) -> Check:
    folder.mkdir(exist_ok=True)
    for stem, text in files.items():
        (folder / f"{stem}.yaml").write_text(text, encoding="utf-8")
    return check(folder, today=TODAY)


def of(rule: Rule, found: Check) -> list[str]:
    return [str(p).removeprefix(found.folder + "/") for p in found.problems if p.rule == rule]


@pytest.mark.parametrize(
    "link",
    [
        "http://example.com/x",
        "https://model.example.org",
        "https://www.model.test/",
        "http://localhost:8000/",
        "http://127.0.0.1/",
        "http://192.168.1.4/x",
        "http://[::1]/",
        "http://printer.local",
        "https://intranet/page",
        "https://https://arxiv.org/abs/1",
        "https://arxiv.org/abs/1...",
        "https://arxiv.org/abs/1.",
        "https://arxiv.org/abs/1)",
        "https://arxiv.org/abs/1,",
        "https://[",
    ],
)
def test_web_addresses_that_look_dead(link: str) -> None:
    assert doubt(link)


@pytest.mark.parametrize(
    "link",
    [
        "https://arxiv.org/abs/2402.00838",
        "https://en.wikipedia.org/wiki/BERT_(language_model)",
        "https://web.archive.org/web/2024/https://a.org/",
        "http://1.1.1.1/x",
        "https://examples.com/",
        "https://xn--bcher-kva.de/?q=1#a",
        "https://a.org:8080/x?y=(1)",
    ],
)
def test_web_addresses_that_nothing_speaks_against(link: str) -> None:
    assert doubt(link) is None


def test_each_dead_looking_link_is_reported_at_its_line(tmp_path: Path) -> None:
    text = a_file(link="http://example.com/a", orglink="https://b.org/x)")

    found = checked(tmp_path / "models", a=text)

    lines = text.split("\n")
    places = {p.field: lines[p.line - 1] for p in found.problems if p.rule == Rule.LINK}
    assert "http://example.com/a" in places["system.link"]
    assert "https://b.org/x)" in places["org.link"]
    assert found.count(Level.ERROR) == 0


def test_spellings_that_are_joined_are_reported(tmp_path: Path) -> None:
    files = {
        "a": a_file(orgname="Hugging Face"),
        "b": a_file(orgname="HuggingFace"),
    }

    [told] = of(Rule.SAME, checked(tmp_path / "models", **files))

    assert "'HuggingFace' is counted as 'Hugging Face'; write it like that" in told
    assert told.startswith("b.yaml:")


def test_the_name_of_a_lab_is_right_though_it_counts_with_its_company(tmp_path: Path) -> None:
    names = ["Google", "Google AI", "Google DeepMind", "Alibaba", "Tongyi Lab"]
    files = {f"m{i}": a_file(orgname=name) for i, name in enumerate(names)}

    assert of(Rule.SAME, checked(tmp_path / "models", **files)) == []


def test_a_name_similar_to_a_more_frequent_one_is_reported(tmp_path: Path) -> None:
    names = ["Moonshine Labs", "Moonshine Labs", "Moonshin Labs", "moonshine-labs", "Sunshine"]
    files = {f"m{i}": a_file(orgname=name) for i, name in enumerate(names)}

    told = of(Rule.SAME, checked(tmp_path / "models", **files))

    assert [line.partition(":")[0] for line in told] == ["m2.yaml", "m3.yaml"]
    assert "'Moonshin Labs' is similar to 'Moonshine Labs', the name of 2 models" in told[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Llama 2 Community License", "Llama 3 Community License"),
        ("CC-BY-ND", "CC-BY-NC-ND"),
        ("LTX-2 Community License Agreement", "Llama 2 Community License Agreement"),
        ("Falcon-1 License", "Falcon-2 License"),
    ],
)
def test_licences_that_are_two_are_not_taken_for_one(tmp_path: Path, one: str, other: str) -> None:
    files = {
        "a": a_file(endmodellicense=one),
        "b": a_file(endmodellicense=other),
    }

    told = of(Rule.SAME, checked(tmp_path / "models", **files))

    assert not [line for line in told if "nearly" in line]


def test_a_model_is_not_the_latest_when_its_makers_have_a_later_one(tmp_path: Path) -> None:
    def of_class(cls: str, released: str, types: str = "text") -> str:
        system = {"performanceclass": cls, "releasedate": released, "type": types}
        return a_file(**system, orgname="Ours")

    found = checked(
        tmp_path / "models",
        old=of_class("latest", "2025-01"),
        new=of_class("latest", "2025-09"),
        other=of_class("latest", "2026-01", "image"),
        full=of_class("full", "2026-02"),
    )

    [told] = of(Rule.STALE, found)
    assert told.startswith("old.yaml:")
    assert "so is 'new' of the same organisation, released 2025-09" in told


def test_a_model_is_not_the_latest_for_ever(tmp_path: Path) -> None:
    files = {
        "just": a_file(performanceclass="latest", releasedate="2024-06"),
        "past": a_file(performanceclass="latest", releasedate="2024-05", orgname="B"),
        "undated": a_file(performanceclass="latest", releasedate=""),
    }

    [told] = of(Rule.STALE, checked(tmp_path / "models", **files))

    assert told.startswith("past.yaml:")
    assert "came out 25 months before the index" in told


def test_ids_that_differ_in_case_only_are_a_warning(tmp_path: Path) -> None:
    found = checked(tmp_path / "models", Model=a_file(), model=a_file())

    [told] = of(Rule.CASE, found)
    assert "the id differs from 'Model' in case only" in told
    assert found.count(Level.WARNING) == 1


@pytest.mark.parametrize(
    ("key", "name", "text", "what"),
    [
        (
            "base",
            "B-12B",
            "~2.515e+14 FLOP +- 0.5 OoM",
            "is 6 orders of magnitude below what 1",
        ),
        ("base", "A", "1e+15 FLOP", "2 orders of magnitude below what a model needs"),
        ("end", "A-7B", "1e+15 FLOP", "2 orders of magnitude below what a model needs"),
        ("base", "A", ">= 1e+30 FLOP", "more than any model was trained with"),
        ("base", "Llama-7B", "~4e+22 FLOP +- 0.5 OoM", ""),
        ("base", "Llama-7B", ">= 1e+10 FLOP", ""),
        ("end", "A-7B", "~8e+18 FLOP +- 0.5 OoM", ""),
        ("base", "A", "unknown (~1e3?)", ""),
        ("base", "A", "-", ""),
    ],
)
def test_training_compute_that_cannot_be_is_advised_on(
    key: str, name: str, text: str, what: str
) -> None:
    changes: dict[str, Any] = {f"compute_{key}": read_compute(text), f"{key}_model": name}
    model = a_model(**changes)

    found = [a for a in advice(an_index(model), TODAY) if a[1] is Rule.COMPUTE]

    assert [what in a[2] for a in found] == [True] * bool(what)


def test_advice_on_a_comment_names_its_line(tmp_path: Path) -> None:
    comment = "# - Base model training compute: ~1e+15 FLOP\n"

    found = checked(tmp_path / "models", a=f"# A file.\n{comment}{a_file()}")

    lines = {str(p.rule): p.line for p in found.problems if "compute" in p.field}
    assert lines["compute"] == lines["margin"] == 2
