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


def test_the_descriptions_of_criteria_are_read_in_english_or_else_the_first_language() -> None:
    tree = {"code": {"nl": "Is de code open?", "en": " Is the\n code open? "}, "paper": "A paper?"}
    found = read("_parameters-descriptions.yml", {**tree, "card": {"de": "Eine Karte?"}})

    assert told(found) == []
    assert found.descriptions == {
        "code": "Is the code open?",
        "paper": "A paper?",
        "card": "Eine Karte?",
    }


def test_descriptions_without_criteria_are_reported() -> None:
    found = read("_parameters-descriptions.yml", ["code"])

    assert found.descriptions == {}
    [problem] = told(found)
    assert "no descriptions by criterion" in problem


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


def test_more_reasons_than_the_bound_are_reported() -> None:
    entries = [{"from": "2026-03-19", "reason": "filled"}] * (MOST_REASONS + 1)
    found = read("_history.yml", entries)

    assert len(found.reasons) == MOST_REASONS
    assert "501 reasons, of which the first 500 are read" in told(found)[0]


def test_descriptions_and_reasons_come_from_the_cache_as_they_were_read(tmp_path: Path) -> None:
    folder, cache = tmp_path / "models", Cache(tmp_path / "cache")
    folder.mkdir()
    (folder / "a.yaml").write_text(a_file())
    (folder / "_parameters-descriptions.yml").write_text("code: {en: Is it open?}")
    entry = {"from": "2026-03-19", "reason": "rubric", "models": ["a"], "note": "stricter"}
    (folder / "_history.yml").write_text(json.dumps([entry]))

    first, second = read_folder(folder, cache=cache), read_folder(folder, cache=cache)

    assert (first.parsed, second.parsed) == (1, 0)
    assert first.descriptions == second.descriptions == {"code": "Is it open?"}
    assert first.reasons == second.reasons
    assert second.reasons[0].models == ("a",)
    (folder / "_history.yml").write_text("[]")
    assert read_folder(folder, cache=cache).reasons == ()
