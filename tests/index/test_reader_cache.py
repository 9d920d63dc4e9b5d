"""Cached models are the same as newly parsed ones, whatever happened to the files."""

from __future__ import annotations

import datetime as dt
import os
import time
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_osai.cache import Cache, JsonLines
from mkdocs_osai.index import Snapshot, read_folder, reader
from mkdocs_osai.index import folder as folders
from tests.builders import a_file

TODAY = dt.date(2026, 6, 12)
CRITERIA = "- {name: All, params: [{ref: code, types: [text]}]}\n"
TEXTS = (
    a_file(),
    a_file(code="opem", name="Another"),
    a_file(releasedate="2099-01"),
    a_file(origin=None, contributor=None, type="text, image"),
    "a: [",
    "",
    "system: {name: é😀}\n",
)
NAMES = ("a.yaml", "b.yaml", "b.yml", "B.yaml", "c d.yaml", "_index.yml", "_parameters.yml")

edits = st.one_of(
    st.tuples(st.sampled_from(NAMES[:5]), st.sampled_from([*TEXTS, None])),
    st.tuples(st.just("_index.yml"), st.sampled_from(["date: 2026-01-01\n", "x: 1\n", None])),
    st.tuples(st.just("_parameters.yml"), st.sampled_from([CRITERIA, "[]", None])),
    st.tuples(st.just("_dimensions.yml"), st.sampled_from(["mine: {field: origin}\n", None])),
)


def whole(snapshot: Snapshot) -> object:
    """The values of a snapshot that can be compared."""
    own = snapshot.dimensions
    told = own and (own.document and own.document.tree, own.problems)
    s = snapshot
    return s.folder, s.models, s.criteria, s.about, s.problems, told


def read(folder: Path, cache: Cache | None = None) -> Snapshot:
    return read_folder(folder, TODAY, cache)


@settings(max_examples=100)
@given(st.lists(st.lists(edits, min_size=1, max_size=4), min_size=1, max_size=4), st.booleans())
def test_a_folder_that_is_known_says_what_it_says_when_it_is_read(
    tmp_path_factory: pytest.TempPathFactory,
    turns: list[list[tuple[str, str | None]]],
    old: bool,  # noqa: FBT001 - Hypothesis gives it
) -> None:
    base, moment = tmp_path_factory.mktemp("shelf"), count(10**18)
    folder, cache = base / "models", Cache(base / "kept")
    folder.mkdir()
    for turn in turns:
        for name, text in turn:
            if text is None:
                (folder / name).unlink(missing_ok=True)
                continue
            (folder / name).write_text(text, encoding="utf-8")
            os.utime(folder / name, ns=(10**18, next(moment)))

        with pytest.MonkeyPatch.context() as patch:
            if old:  # it goes by size and time alone
                patch.setattr(folders, "_UNSURE", 0)
            assert whole(read(folder, cache)) == whole(read(folder))
            assert whole(read(folder, cache)) == whole(read(folder))


def test_what_is_as_it_was_is_not_parsed(tmp_path: Path) -> None:
    folder, cache = tmp_path / "models", Cache(tmp_path / "kept")
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.yaml").write_text(a_file(), encoding="utf-8")
        os.utime(folder / f"{name}.yaml", (10**9, 10**9))

    assert [read(folder, cache).parsed for _ in range(3)] == [3, 0, 0]
    (folder / "b.yaml").write_text(a_file(name="B"), encoding="utf-8")
    assert read(folder, cache).parsed == 1


def test_a_file_that_was_new_when_it_was_listed_is_looked_at_however_long_reading_took(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, cache = tmp_path / "models", Cache(tmp_path / "kept")
    folder.mkdir()
    (folder / "a.yaml").write_text(a_file(), encoding="utf-8")
    clock, later, looked = time.time_ns, 0, []
    save, content = JsonLines.save, folders.content

    def slow(lines: JsonLines) -> None:
        nonlocal later
        later = 10 * 10**9
        save(lines)

    def counted(path: Path, inside: Path | None = None) -> bytes | OSError:
        looked.append(path.name)
        return content(path, inside)

    monkeypatch.setattr(time, "time_ns", lambda: clock() + later)
    monkeypatch.setattr(JsonLines, "save", slow)
    monkeypatch.setattr(reader, "content", counted)

    read(folder, cache)
    assert looked == ["a.yaml"], "it is parsed"
    assert read(folder, cache).parsed == 0
    assert looked == ["a.yaml"] * 2, "it was new when it was listed, and is compared"
    assert read(folder, cache).parsed == 0
    assert looked == ["a.yaml"] * 2, "by now it is old"


def test_a_release_in_the_future_is_looked_at_each_day(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "kept")
    (tmp_path / "a.yaml").write_text(a_file(releasedate="2026-07"), encoding="utf-8")
    os.utime(tmp_path / "a.yaml", (10**9, 10**9))

    for day, wrong in ((TODAY, True), (TODAY, True), (dt.date(2026, 8, 1), False)):
        problems = read_folder(tmp_path, day, cache).problems
        assert any("in the future" in p.what for p in problems) is wrong


def test_a_file_that_becomes_a_link_out_of_the_folder_is_not_known(tmp_path: Path) -> None:
    folder, cache = tmp_path / "models", Cache(tmp_path / "kept")
    folder.mkdir()
    file = folder / "a.yaml"
    file.write_text(a_file(), encoding="utf-8")
    os.utime(file, (10**9, 10**9))
    assert len(read(folder, cache).models) == 1
    file.rename(tmp_path / "a.yaml")
    file.symlink_to("../a.yaml")

    snapshot = read(folder, cache)

    assert snapshot.models == ()
    assert "link out of the folder" in snapshot.problems[0].what


def test_two_folders_of_one_store_do_not_mix(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "kept")
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.yaml").write_text(a_file(name=name), encoding="utf-8")
        os.utime(tmp_path / name / "a.yaml", (10**9, 10**9))

    for _ in range(2):
        for name in ("one", "two"):
            assert read(tmp_path / name, cache).models[0].name == name


def test_a_file_with_other_content_and_the_same_size_and_time_is_seen(tmp_path: Path) -> None:
    folder, cache = tmp_path / "models", Cache(tmp_path / "kept")
    folder.mkdir()
    file = folder / "a.yaml"
    for name in ("One", "Two"):
        file.write_text(a_file(name=name), encoding="utf-8")
        os.utime(file, (10**9, 10**9))
        assert read(folder, cache).models[0].name == name


def test_a_file_that_becomes_a_pipe_is_reported_without_waiting(tmp_path: Path) -> None:
    folder, cache = tmp_path / "models", Cache(tmp_path / "kept")
    folder.mkdir()
    file = folder / "a.yaml"
    file.write_text(a_file(), encoding="utf-8")
    read(folder, cache)
    file.unlink()
    os.mkfifo(file)

    [problem] = read(folder, cache).problems

    assert problem.what == "the file cannot be read (it is no regular file)"


def test_a_metadata_file_that_changes_while_it_is_read_is_not_kept_as_what_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, cache = tmp_path / "models", Cache(tmp_path / "kept")
    folder.mkdir()
    (folder / "_parameters.yml").write_text(CRITERIA, encoding="utf-8")
    (folder / "a.yaml").write_text(a_file(), encoding="utf-8")
    (folder / "_index.yml").write_text("date: 2026-01-01\n", encoding="utf-8")
    original = read(folder)
    content = folders.content
    changed: list[str] = []

    def changing(path: Path, inside: Path | None = None) -> bytes | OSError:
        found = content(path, inside)
        if path.name == "_index.yml" and not changed:
            changed.append(path.read_text(encoding="utf-8"))
            path.write_text("date: 2020-01-01\n", encoding="utf-8")
        return found

    monkeypatch.setattr(reader, "content", changing)
    read(folder, cache)
    (folder / "_index.yml").write_text(changed[0], encoding="utf-8")

    assert whole(read(folder, cache)) == whole(original)
