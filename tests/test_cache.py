"""The cache returns exactly what it was given, or nothing."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_osai import cache as cache_module
from mkdocs_osai.cache import Cache, JsonLines

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def only_file(folder: Path) -> Path:
    [file] = folder.iterdir()
    return file


@given(key=st.text(), pieces=st.lists(st.binary(), min_size=1))
def test_what_was_put_is_returned_in_the_next_run(
    tmp_path_factory: pytest.TempPathFactory, key: str, pieces: list[bytes]
) -> None:
    folder = tmp_path_factory.mktemp("cache")

    Cache(folder).put(key, pieces)

    assert Cache(folder).get(key) == (b"".join(pieces) or None)
    assert Cache(folder).get(f"{key}.") is None


def test_without_a_folder_nothing_is_kept() -> None:
    cache = Cache(None)

    cache.put("a", [b"1"])

    assert cache.get("a") is None


def test_the_name_of_a_file_says_nothing_of_its_key(tmp_path: Path) -> None:
    Cache(tmp_path).put("../../out\0\n", [b"x"])

    assert only_file(tmp_path).suffix == ".cache"
    assert len(only_file(tmp_path).stem) == 64


@pytest.mark.parametrize("kept", range(0, 90, 7))
def test_a_file_that_was_cut_short_is_a_miss(tmp_path: Path, kept: int) -> None:
    Cache(tmp_path).put("a", [b"some ", b"value"])
    file = only_file(tmp_path)
    file.write_bytes(file.read_bytes()[:kept])

    assert Cache(tmp_path).get("a") is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"some", b"sane"),
        (b"osai-cache 1", b"osai-cache 0"),
        (b"\n", b" "),
        (b" v", b"\x80\x05K*. v"),
    ],
)
def test_a_file_that_was_changed_is_a_miss(tmp_path: Path, old: bytes, new: bytes) -> None:
    Cache(tmp_path).put("a", [b"some ", b"value"])
    file = only_file(tmp_path)
    file.write_bytes(file.read_bytes().replace(old, new))

    assert Cache(tmp_path).get("a") is None


def test_the_file_of_another_key_is_a_miss(tmp_path: Path) -> None:
    Cache(tmp_path / "a").put("a", [b"1"])
    Cache(tmp_path / "b").put("b", [b"2"])
    only_file(tmp_path / "a").write_bytes(only_file(tmp_path / "b").read_bytes())

    assert Cache(tmp_path / "a").get("a") is None


def test_a_folder_in_the_place_of_a_file_is_a_miss(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("a", [b"1"])
    file = only_file(tmp_path)
    file.unlink()
    file.mkdir()

    cache.put("a", [b"2"])

    assert cache.get("a") is None
    assert only_file(tmp_path) == file


@pytest.mark.parametrize("folder", ["a-file/cache", "a-file", "x" * 300])
def test_where_no_folder_can_be_nothing_is_kept(tmp_path: Path, folder: str) -> None:
    (tmp_path / "a-file").touch()
    cache = Cache(tmp_path / folder)

    cache.put("a", [b"1"])

    assert cache.get("a") is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name")
def test_a_pipe_in_the_place_of_a_file_is_a_miss_and_nobody_waits(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("a", [b"1"])
    file = only_file(tmp_path)
    file.unlink()
    os.mkfifo(file)

    assert cache.get("a") is None


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives away")
@pytest.mark.parametrize("given_away", ["file", "folder"])
def test_what_is_of_another_user_is_a_miss(tmp_path: Path, given_away: str) -> None:
    cache = Cache(tmp_path / "cache")
    cache.put("a", [b"1"])
    place = tmp_path / "cache"
    if given_away == "folder":
        only_file(place).unlink()
        os.chown(place, 12345, 12345)
        cache.put("a", [b"2"])
        assert not list(place.iterdir())
    else:
        os.chown(only_file(place), 12345, 12345)

    assert cache.get("a") is None


def test_nobody_else_can_look_into_a_new_store(tmp_path: Path) -> None:
    Cache(tmp_path / "cache").put("a", [b"1"])

    assert stat.S_IMODE((tmp_path / "cache").stat().st_mode) & 0o077 == 0


def test_what_was_kept_long_ago_is_deleted_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    Cache(folder).put("old", [b"1"])
    [old] = folder.iterdir()
    theirs = folder / "notes.json"
    theirs.write_text("theirs")
    for path in (old, theirs):
        os.utime(path, (10**9, 10**9))
    cache_module._delete_old.cache_clear()

    Cache(folder).put("new", [b"2"])

    assert (Cache(folder).get("old"), Cache(folder).get("new")) == (None, b"2")
    assert theirs.read_text() == "theirs"


@given(values=st.dictionaries(st.text(), VALUES, max_size=4))
def test_json_values_are_returned_in_the_next_run(
    tmp_path_factory: pytest.TempPathFactory, values: dict[str, Any]
) -> None:
    cache = Cache(tmp_path_factory.mktemp("cache"))
    lines = JsonLines(cache, "values")
    for key, value in values.items():
        lines.put(key, value)
    lines.save()

    again = JsonLines(cache, "values")

    assert {key: again.get(key) for key in values} == values
    assert again.get("of no key\t") is None


@pytest.mark.parametrize("keep_unused", [False, True])
def test_json_values_that_are_not_used_are_deleted_unless_they_are_to_be_kept(
    tmp_path: Path,
    keep_unused: bool,  # noqa: FBT001 - pytest gives it
) -> None:
    cache = Cache(tmp_path)
    first = JsonLines(cache, "values")
    first.put("one", 1)
    first.put("two", 2)
    first.save()

    second = JsonLines(cache, "values", keep_unused=keep_unused)
    assert second.get("one") == 1
    second.save()

    assert JsonLines(cache, "values").get("two") == (2 if keep_unused else None)


def test_json_values_that_did_not_change_are_not_written_again(tmp_path: Path) -> None:
    lines = JsonLines(Cache(tmp_path), "values")
    lines.put("one", 1)
    lines.save()
    file = only_file(tmp_path)
    os.utime(file, (10**9, 10**9))

    again = JsonLines(Cache(tmp_path), "values")
    again.get("one")
    again.save()

    assert file.stat().st_mtime == 10**9


def test_what_json_cannot_hold_is_not_kept(tmp_path: Path) -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    lines = JsonLines(Cache(tmp_path), "values")

    lines.put("an object", object())
    lines.put("a deep value", deep)
    lines.save()

    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("line", [b"[", b'"one"', b'"one"\t', b'"one"\t[', b"\xff\t1", b"\t\t"])
def test_a_line_that_is_no_json_value_is_not_there(tmp_path: Path, line: bytes) -> None:
    Cache(tmp_path).put("values", [line, b"\n"])

    assert JsonLines(Cache(tmp_path), "values").get("one") is None


def test_json_values_are_written_once_for_a_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    put = Cache.put

    def putting(cache: Cache, key: str, content: Any) -> None:
        written.append(key)
        put(cache, key, content)

    monkeypatch.setattr(Cache, "put", putting)
    lines = JsonLines(Cache(tmp_path), "values")
    lines.put("one", 1)
    for _ in range(3):
        lines.save()

    assert written == ["values"]
