"""A store gives back just what it was given, or nothing."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_osai.index import store as store_module
from mkdocs_osai.index.store import Store

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def only_file(folder: Path) -> Path:
    [file] = folder.iterdir()
    return file


@given(key=st.text(), value=VALUES)
def test_what_was_put_is_got_by_the_next_store(
    tmp_path_factory: pytest.TempPathFactory, key: str, value: Any
) -> None:
    folder = tmp_path_factory.mktemp("store")

    Store(folder).put(key, value)

    assert Store(folder).get(key) == value
    assert Store(folder).get(f"{key}.") is None


def test_without_a_folder_nothing_is_kept() -> None:
    store = Store(None)

    store.put("a", 1)

    assert store.get("a") is None


def test_the_name_of_a_file_says_nothing_of_its_key(tmp_path: Path) -> None:
    Store(tmp_path).put("../../out\0\n", "x")

    assert only_file(tmp_path).suffix == ".json"
    assert len(only_file(tmp_path).stem) == 64


@pytest.mark.parametrize("kept", range(0, 90, 7))
def test_a_file_that_was_cut_short_is_a_miss(tmp_path: Path, kept: int) -> None:
    Store(tmp_path).put("a", ["some", "value"])
    file = only_file(tmp_path)
    file.write_bytes(file.read_bytes()[:kept])

    assert Store(tmp_path).get("a") is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"some", b"sane"),
        (b"osai-store 1", b"osai-store 0"),
        (b"\n", b" "),
        (b"[", b"\x80\x05K*.["),
    ],
)
def test_a_file_that_was_changed_is_a_miss(tmp_path: Path, old: bytes, new: bytes) -> None:
    Store(tmp_path).put("a", ["some", "value"])
    file = only_file(tmp_path)
    file.write_bytes(file.read_bytes().replace(old, new))

    assert Store(tmp_path).get("a") is None


def test_the_file_of_another_key_is_a_miss(tmp_path: Path) -> None:
    Store(tmp_path / "a").put("a", 1)
    Store(tmp_path / "b").put("b", 2)
    only_file(tmp_path / "a").write_bytes(only_file(tmp_path / "b").read_bytes())

    assert Store(tmp_path / "a").get("a") is None


def test_a_folder_in_the_place_of_a_file_is_a_miss(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("a", 1)
    file = only_file(tmp_path)
    file.unlink()
    file.mkdir()

    store.put("a", 2)

    assert store.get("a") is None
    assert only_file(tmp_path) == file


@pytest.mark.parametrize("folder", ["a-file/store", "a-file", "nul\0", "x" * 300])
def test_where_no_folder_can_be_nothing_is_kept(tmp_path: Path, folder: str) -> None:
    (tmp_path / "a-file").touch()
    store = Store(tmp_path / folder)

    store.put("a", 1)

    assert store.get("a") is None


def test_what_json_cannot_hold_is_not_kept(tmp_path: Path) -> None:
    store = Store(tmp_path)

    store.put("a", object())

    assert store.get("a") is None
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name")
def test_a_pipe_in_the_place_of_a_file_is_a_miss_and_nobody_waits(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("a", 1)
    file = only_file(tmp_path)
    file.unlink()
    os.mkfifo(file)

    assert store.get("a") is None


def test_a_value_nested_too_deep_is_not_kept(tmp_path: Path) -> None:
    value: list[Any] = []
    for _ in range(100_000):
        value = [value]

    Store(tmp_path).put("a", value)

    assert Store(tmp_path).get("a") is None


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives away")
@pytest.mark.parametrize("given_away", ["file", "folder"])
def test_what_is_of_another_user_is_a_miss(tmp_path: Path, given_away: str) -> None:
    store = Store(tmp_path / "store")
    store.put("a", 1)
    place = tmp_path / "store"
    if given_away == "folder":
        only_file(place).unlink()
        os.chown(place, 12345, 12345)
        store.put("a", 2)
        assert not list(place.iterdir())
    else:
        os.chown(only_file(place), 12345, 12345)

    assert store.get("a") is None


def test_nobody_else_can_look_into_a_new_store(tmp_path: Path) -> None:
    Store(tmp_path / "store").put("a", 1)

    assert stat.S_IMODE((tmp_path / "store").stat().st_mode) & 0o077 == 0


def test_what_was_kept_long_ago_is_deleted_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    Store(folder).put("old", 1)
    [old] = folder.iterdir()
    theirs = folder / "notes.json"
    theirs.write_text("theirs")
    for path in (old, theirs):
        os.utime(path, (10**9, 10**9))
    store_module._forget.cache_clear()

    Store(folder).put("new", 2)

    assert (Store(folder).get("old"), Store(folder).get("new")) == (None, 2)
    assert theirs.read_text() == "theirs"
