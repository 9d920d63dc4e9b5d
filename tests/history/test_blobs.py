"""Revisions are read like folders, each content once, and can be cached."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_osai.cache import Cache, JsonLines
from mkdocs_osai.history import load
from mkdocs_osai.history.history import History
from mkdocs_osai.index import Model, Snapshot, read_folder
from mkdocs_osai.index.criteria import BUILT_IN
from mkdocs_osai.index.diagnostics import Rule
from mkdocs_osai.index.grades import Grade
from mkdocs_osai.index.parsed_model import ParsedModel
from mkdocs_osai.index.yaml_document import Document, parse
from mkdocs_osai.problems import Problem
from tests.builders import a_file, a_model
from tests.repositories import a_long_history, a_repository, commit, git, models


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return a_repository(tmp_path / "site")


def ids(snapshot: Snapshot) -> list[str]:
    return [m.id for m in snapshot.models]


def test_the_criteria_are_those_of_the_revision(site: Path, tmp_path: Path) -> None:
    entries = [{"ref": c.ref, "name": c.name} for c in BUILT_IN]
    more = [{"ref": "one_more", "name": "One"}, {"ref": "two_more", "name": "Two"}]

    def parameters(*refs: dict[str, str]) -> dict[str, str]:
        return {"models/_parameters.yml": yaml.safe_dump([{"name": "All", "params": [*refs]}])}

    commit(site, models("a") | parameters(*entries, *more), "2025-01-01")
    commit(site, parameters(*entries), "2025-02-01")
    history = History(site / "models", Cache(tmp_path / "cache"))

    before, after = history.read_all(history.revisions())

    assert (len(before.criteria), len(after.criteria)) == (14, 12)
    assert (str(before.models[0].score), str(after.models[0].score)) == ("6/7", "1")


def test_what_the_revision_says_of_itself_counts(site: Path) -> None:
    commit(site, models("a") | {"models/_index.yml": "date: 2024-12-24\ntitle: Ours\n"})
    commit(site, {"models/_dimensions.yml": "size:\n  field: origin\n"}, "2025-02-01")
    history = History(site / "models")

    [before, after] = history.read_all(history.revisions())

    assert (before.about.title, before.about.date) == ("Ours", dt.date(2024, 12, 24))
    assert before.dimensions is None
    assert after.dimensions is not None
    after.dimensions.add(Rule.DIMENSIONS, "something")
    again = history.read(history.head())
    assert again.dimensions is not None
    assert again.dimensions.problems == []
    assert again.dimensions.path == f"models@{again.about.commit[:7]}/_dimensions.yml"  # type: ignore[index]


def test_problems_name_the_revision(site: Path) -> None:
    commit(site, {"models/a.yaml": "a: [", **models("b")})
    history = History(site / "models")
    head = history.head()

    snapshot = history.read(head)

    assert ids(snapshot) == ["b"]
    assert snapshot.folder == f"models@{head.commit[:7]}"
    assert [p.path for p in snapshot.problems] == [f"{snapshot.folder}/a.yaml"]
    assert "left out until then" in snapshot.problems[0].hint


def test_the_present_and_the_past_of_the_same_files_say_the_same(
    database: Path, site: Path
) -> None:
    commit(site, {f"models/{p.name}": p.read_bytes() for p in database.iterdir() if p.is_file()})
    history = History(site / "models")

    past, present = history.read(history.head()), load(site / "models").snapshot

    assert [(m.id, m.score, m.grades) for m in past.models] == [
        (m.id, m.score, m.grades) for m in present.models
    ]
    assert [(p.line, p.what, p.hint, p.field) for p in past.problems] == [
        (p.line, p.what, p.hint, p.field) for p in present.problems
    ]
    assert past.criteria == present.criteria


NAMES = {
    "new\nline.yaml": None,
    "quo\"te's.yaml": "quo\"te's",
    "Größe é.yaml": "Größe é",
    "tab\t.yaml": None,
    "-rf.yaml": "-rf",
    "a b.YML": "a b",
    ".hidden.yaml": None,
    "x.yaml.bak": None,
}


def test_any_name_of_a_file_is_read_or_reported(site: Path) -> None:
    commit(site, {f"models/{name}": a_file() for name in NAMES})

    history = History(site / "models")
    snapshot = history.read(history.head())

    assert ids(snapshot) == sorted(filter(None, NAMES.values()), key=str.casefold)
    assert [p.what for p in snapshot.problems] == ["the file name contains control characters"] * 2
    assert ids(snapshot) == ids(read_folder(site / "models"))


def test_a_symbolic_link_is_reported_and_never_followed(site: Path) -> None:
    commit(site, models("a"))
    (site / "models/b.yaml").symlink_to("a.yaml")
    (site / "models/c.yaml").symlink_to("/etc/passwd")
    commit(site, {})
    history = History(site / "models")

    snapshot = history.read(history.head())

    assert ids(snapshot) == ["a"]
    assert [p.what for p in snapshot.problems] == [
        "the file cannot be read (it is a symbolic link)"
    ] * 2


def test_only_files_directly_in_the_folder_are_read(site: Path) -> None:
    nested = a_repository(site / "models/nested.yaml")
    commit(nested, {"x.txt": "text"})
    commit(site, models("a", "below.yaml/b") | {"models/c.txt": a_file()})
    history = History(site / "models")

    assert "160000" in git(site, "ls-tree", "HEAD", "models/")
    snapshot = history.read(history.head())

    assert (ids(snapshot), snapshot.problems) == (["a"], ())


def test_a_file_that_is_too_large_is_reported_as_in_a_folder(site: Path) -> None:
    commit(site, {"models/a.yaml": b"#" * 1_000_001, "models/b.yaml": b"#" * 1_000_000})
    history = History(site / "models")

    past, present = history.read(history.head()), load(site / "models").snapshot

    assert [(p.what, p.hint) for p in past.problems] == [(p.what, p.hint) for p in present.problems]
    assert "larger than 1,000 kB" in past.problems[0].what


def test_a_thousand_commits_are_read_with_each_content_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = a_long_history(tmp_path / "r.git", commits=1_000, files=200)
    parsed: list[bytes] = []

    def counted(data: bytes) -> Document:
        parsed.append(data)
        return parse(data)

    monkeypatch.setattr("mkdocs_osai.index.diagnostics.parse", counted)
    history = History(repository, Cache(tmp_path / "cache"))

    snapshots = history.read_all(history.revisions())

    assert [len(s.models) for s in snapshots] == [200] * 1_000
    assert len(parsed) == len(set(parsed)) == 1_199
    shared = {id(m) for s in snapshots for m in s.models}
    assert len(shared) == 1_199

    again = History(repository, Cache(tmp_path / "cache"))
    assert again.read_all(again.revisions()) == snapshots
    assert len(parsed) == 1_199


def test_a_folder_that_was_renamed_is_not_parsed_again(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(site, models("a", "b", folder="old"), "2025-01-01")
    git(site, "mv", "old", "new")
    commit(site, {}, "2025-02-01")
    parsed: list[bytes] = []

    def counted(data: bytes) -> Document:
        parsed.append(data)
        return parse(data)

    monkeypatch.setattr("mkdocs_osai.index.diagnostics.parse", counted)
    history = History(site / "new")

    old, new = history.read_all([history.at("2025-01-15"), history.at("2025-02-01")])

    assert [m.path for m in (*old.models, *new.models)] == [
        "old/a.yaml",
        "old/b.yaml",
        "new/a.yaml",
        "new/b.yaml",
    ]
    assert len(parsed) == 2


def test_what_is_kept_is_read_back_as_it_was(database: Path, tmp_path: Path, site: Path) -> None:
    commit(site, {f"models/{p.name}": p.read_bytes() for p in database.iterdir() if p.is_file()})
    cache = Cache(tmp_path / "cache")
    first = History(site / "models", cache)
    snapshot = first.read(first.head())

    again = History(site / "models", cache)
    kept = again.read(again.head())

    assert replace(kept, definitions=None) == replace(snapshot, parsed=0, definitions=None)
    assert kept.parsed == 0
    assert trees(kept) == trees(snapshot)


def trees(snapshot: Snapshot) -> list[object]:
    """The values of the metadata files that the statistics read."""
    files = (snapshot.dimensions, snapshot.families, snapshot.definitions)
    return [file and file.document and file.document.tree for file in files]


def test_a_release_in_the_future_is_reported_only_until_it_is_past(
    site: Path, tmp_path: Path
) -> None:
    commit(site, {"models/a.yaml": a_file(releasedate="2999-01")})
    cache = Cache(tmp_path / "cache")
    for _ in range(2):
        history = History(site / "models", cache)
        [problem] = history.read(history.head()).problems
        assert "in the future" in problem.what
    assert not (tmp_path / "cache").exists()


TEXTS = st.text(st.characters(exclude_categories=[], exclude_characters="\x1e\x1f"))
"""Any texts, without the control characters that are between the texts of a grade."""


@given(
    text=TEXTS,
    score=st.fractions(0, 1) | st.none(),
    links=st.lists(TEXTS),
)
def test_any_model_is_kept_whole(
    tmp_path_factory: pytest.TempPathFactory, text: str, score: object, links: list[str]
) -> None:
    model: Model = a_model(name=text, license=None, links=tuple(links), score=score)
    grades = {**model.grades, text: Grade(None, tuple(links), text)}
    model = replace(model, grades=grades)
    reading = ParsedModel(model, (Problem(model.path, 3, text, "", text),))
    cache = Cache(tmp_path_factory.mktemp("cache"))
    lines = JsonLines(cache, "models")
    lines.put("a", reading.to_json())
    lines.save()

    kept = JsonLines(cache, "models").get("a")

    assert ParsedModel.from_json(kept, model.path) == reading


def test_no_revisions_are_no_snapshots(site: Path) -> None:
    commit(site, models("a"))

    assert History(site / "models").read_all([]) == ()
