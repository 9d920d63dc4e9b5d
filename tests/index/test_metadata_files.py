"""Bounds and control characters in metadata files."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from mkdocs_osai.cache import Cache
from mkdocs_osai.index import Snapshot, read_files, read_folder
from mkdocs_osai.index.bounds import (
    MOST_ABOUT,
    MOST_CRITERIA,
    MOST_LABEL,
    MOST_NAME,
    MOST_REASONS,
)
from mkdocs_osai.index.criteria import BUILT_IN
from mkdocs_osai.problems import Level
from mkdocs_osai.stats import Index
from tests.builders import a_file

TODAY = dt.date(2026, 6, 12)


def read(name: str, tree: Any) -> Snapshot:
    files = {name: json.dumps(tree).encode(), "a.yaml": a_file().encode()}
    return read_files(files, "models", TODAY)


def told(snapshot: Snapshot) -> list[str]:
    """What is wrong with the metadata files."""
    return [
        str(p)
        for p in Index(snapshot).problems
        if p.path.startswith("models/_") and p.level is not Level.ADVICE
    ]


def test_a_control_character_is_reported_and_read_as_a_space() -> None:
    groups = [{"name": "Gro\0up", "params": [{"ref": "code", "name": "Co\x1b[2Jde"}]}]
    dimension = {
        "label": "La\x9bbel",
        "about": "Ab\x07out",
        "field": "origin",
        "groups": {"A\0b": ["Fran\x7fce"]},
        "rest": "Re\x1bst",
        "order": ["A\0b"],
        "colors": {"A\0b": "red"},
        "if_true": "A\0b",
    }

    criteria = read("_parameters.yml", groups)
    about = read("_index.yml", {"title": "A\0b", "license": "C\x1bd", "citation": "E\x7ff"})
    own = read("_dimensions.yml", {"x": dimension})

    [one] = criteria.criteria
    assert (one.group, one.name) == ("Gro up", "Co [2Jde")
    assert (about.about.title, about.about.license, about.about.citation) == ("A b", "C d", "E f")
    made = Index(own).registry["x"]
    assert (made.label, made.about, made.order) == ("La bel", "Ab out", ("A b", "Re st"))
    assert (made.colors, made.if_true) == ({"A b": "red"}, ("A b",))
    for snapshot, count in ((criteria, 2), (about, 3), (own, 8)):
        assert len(told(snapshot)) == count
        assert all("contains control characters; remove them" in one for one in told(snapshot))
        assert all(one.isprintable() for one in told(snapshot))


@pytest.mark.parametrize(
    ("key", "most"), [("title", MOST_NAME), ("license", MOST_NAME), ("citation", MOST_ABOUT)]
)
def test_a_text_about_the_index_has_as_many_characters_as_it_may(key: str, most: int) -> None:
    fits, longer = (read("_index.yml", {key: "x" * length}) for length in (most, most + 1))

    assert not told(fits)
    assert getattr(fits.about, key) == "x" * most
    [wrong] = told(longer)
    assert wrong.startswith(f"models/_index.yml:1: {key}: 'xxx")
    assert wrong.endswith(f"is too long a text; write at most {most:,} characters")
    assert getattr(longer.about, key) != "x" * (most + 1)


@pytest.mark.parametrize("place", ["name of a group", "ref of a group", "name of a criterion"])
def test_a_label_of_a_criterion_has_as_many_characters_as_it_may(place: str) -> None:
    key, _, of = place.partition(" of a ")

    def reading(length: int) -> Snapshot:
        criterion = {"ref": "code"} | ({key: "x" * length} if of == "criterion" else {})
        group = {"params": [criterion]} | ({key: "x" * length} if of == "group" else {})
        return read("_parameters.yml", [group])

    assert not told(reading(MOST_LABEL))
    assert len(reading(MOST_LABEL).criteria) == 1
    assert f"is too long a text; write at most {MOST_LABEL}" in told(reading(MOST_LABEL + 1))[0]
    assert reading(MOST_LABEL + 1).criteria == BUILT_IN


def test_there_are_as_many_criteria_as_there_may_be() -> None:
    def reading(count: int) -> Snapshot:
        return read("_parameters.yml", [{"params": [{"ref": f"c{n}"} for n in range(count)]}])

    assert len(reading(MOST_CRITERIA).criteria) == MOST_CRITERIA
    assert reading(MOST_CRITERIA + 1).criteria == BUILT_IN


def test_the_types_of_a_criterion_are_no_more_than_there_are() -> None:
    types = {"ref": "code", "types": ["text"] * 6}

    assert "6 entries; keep at most 5" in told(read("_parameters.yml", [{"params": [types]}]))[0]


def test_what_is_no_form_of_a_metadata_file_says_what_should_stand_there() -> None:
    wrong = {"x": {"field": "origin", "groups": [], "order": {}, "labl": "X"}}

    assert told(read("_dimensions.yml", wrong)) == [
        "models/_dimensions.yml:1: x.groups: '[]' is here instead of keys",
        "models/_dimensions.yml:1: x.order: a section is here instead of a list",
        "models/_dimensions.yml:1: x.labl: unknown key, which is ignored; did you mean 'label'?",
    ]


def described(text: str) -> Snapshot:
    files = {"a.yaml": a_file().encode(), "_parameters-descriptions.yml": text.encode()}
    return read_files(files, "models")


def test_descriptions_of_criteria_are_read_by_language() -> None:
    snapshot = described(
        "paper: {en: 'Is there a\n  paper?', pt-BR: Há um artigo?}\ncode: One text."
    )

    assert snapshot.problems == ()
    assert snapshot.descriptions == {
        "paper": {"en": "Is there a paper?", "pt-br": "Há um artigo?"},
        "code": {"en": "One text."},
    }
    index = Index(snapshot)
    assert index.description("paper", "pt_BR") == "Há um artigo?"
    assert index.description("paper", "de") == index.description("paper") == "Is there a paper?"
    assert index.description("licenses") == ""


@pytest.mark.parametrize(
    ("text", "what"),
    {
        "- paper": "no criteria with sentences under them",
        "papers: {en: A}": "there is no such criterion",
        "paper: [A]": "'[A]' is here instead of keys",
        "paper: {en: [A]}": "'[A]': Input should be a valid string",
        "paper: {e n: A}": "'e n': String should match pattern",
        f"paper: {{en: {'x' * 2001}}}": "is too long a text",
    }.items(),
)
def test_a_description_that_cannot_be_read_is_named_and_the_others_count(
    text: str, what: str
) -> None:
    snapshot = described(f"{text}\ncode: {{en: Is there code?}}" if text[0] != "-" else text)

    assert len(snapshot.problems) == 1
    assert what in snapshot.problems[0].what
    assert snapshot.problems[0].path == "models/_parameters-descriptions.yml"
    assert [*snapshot.descriptions] == ([] if text[0] == "-" else ["code"])


def test_descriptions_are_kept_with_the_parsed_files(tmp_path: Path) -> None:
    folder = tmp_path / "models"
    folder.mkdir()
    (folder / "a.yaml").write_text(a_file(), "utf-8")
    (folder / "_parameters-descriptions.yml").write_text("paper: {en: Is there one?}", "utf-8")
    cache = Cache(tmp_path / "cache")

    first, second = (read_folder(folder, cache=cache) for _ in range(2))

    assert first.descriptions == second.descriptions == {"paper": {"en": "Is there one?"}}
    (folder / "_parameters-descriptions.yml").write_text("paper: {en: Another?}", "utf-8")
    assert read_folder(folder, cache=cache).descriptions == {"paper": {"en": "Another?"}}


def test_the_reasons_for_changes_are_read_with_their_days() -> None:
    entries = [
        {"from": "2026-03-19", "to": "2026-06-12", "reason": "rubric", "criterion": "licenses"},
        {
            "from": "2026-06-01",
            "reason": "provider",
            "models": ["a"],
            "note": "it\0was opened",
            "link": "https://example.org/news",
        },
    ]
    first, second = read("_history.yml", entries).reasons

    assert (first.first, first.last) == (dt.date(2026, 3, 19), dt.date(2026, 6, 12))
    assert (first.reason, first.criteria, first.models) == ("rubric", ("licenses",), ())
    assert (second.last, second.note) == (dt.date(2026, 6, 1), "it was opened")
    assert second.link == "https://example.org/news"


@pytest.mark.parametrize(
    ("tree", "what"),
    [
        ({"from": "2026-03-19"}, "no list of reasons, each with 'from', 'to' and 'reason'"),
        ([{"from": "2026-03-19"}], "the key is missing"),
        ([{"reason": "rubric", "from": "last week"}], "'last week'"),
        ([{"reason": "mood", "from": "2026-03-19"}], "'mood'"),
        ([{"reason": "rubric", "from": "2026-03-19", "til": "2026"}], "unknown key"),
        ([{"reason": "rubric", "from": "2026-03-19", "to": "2026-03-01"}], "before the first"),
        ([{"reason": "rubric", "from": "2026-03-19", "link": "javascript:x"}], "'javascript:x'"),
    ],
)
def test_a_reason_with_an_error_is_reported_and_left_out(tree: Any, what: str) -> None:
    good = {"from": "2026-03-19", "reason": "filled"}
    found = read("_history.yml", [*tree, good] if isinstance(tree, list) else tree)

    assert len(found.reasons) == isinstance(tree, list)
    [problem] = told(found)
    assert what in problem


def test_a_reason_about_a_criterion_that_is_not_there_is_advice() -> None:
    entry = {"from": "2026-03-19", "reason": "rubric", "criterion": "licences"}
    found = read("_history.yml", [entry])

    assert found.reasons[0].criteria == ("licences",)
    assert [p.level for p in found.problems] == [Level.ADVICE]
    assert "there is no criterion 'licences' now; if it is no former one: did you mean" in str(
        found.problems[0]
    )


def test_more_reasons_than_the_bound_are_reported() -> None:
    entries = [{"from": "2026-03-19", "reason": "filled"}] * (MOST_REASONS + 1)
    found = read("_history.yml", entries)

    assert len(found.reasons) == MOST_REASONS
    assert "501 reasons, of which the first 500 are read" in told(found)[0]


def test_reasons_come_from_the_cache_as_they_were_read(tmp_path: Path) -> None:
    folder, cache = tmp_path / "models", Cache(tmp_path / "cache")
    folder.mkdir()
    (folder / "a.yaml").write_text(a_file())
    entry = {"from": "2026-03-19", "reason": "rubric", "models": ["a"], "note": "stricter"}
    (folder / "_history.yml").write_text(json.dumps([entry]))

    first, second = read_folder(folder, cache=cache), read_folder(folder, cache=cache)

    assert (first.parsed, second.parsed) == (1, 0)
    assert first.reasons == second.reasons
    assert second.reasons[0].models == ("a",)
    (folder / "_history.yml").write_text("[]")
    assert read_folder(folder, cache=cache).reasons == ()
