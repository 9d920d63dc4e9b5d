"""A file is written whole, whatever happens to who writes it."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import textwrap
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mkdocs_osai.atomic_write import replace

DAY = 24 * 60 * 60


def parts(folder: Path) -> list[Path]:
    return [*folder.glob(".osai-*")]


def python(source: str, *arguments: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", textwrap.dedent(source), *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_a_replaced_file_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"old")
    path.chmod(0o640)

    replace(path, b"new")

    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    replace(tmp_path / "a", b"x")
    (tmp_path / "b").write_bytes(b"x")

    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives away")
def test_a_file_that_root_replaces_keeps_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"old")
    os.chown(path, 12345, 23456)

    replace(path, b"new")

    assert (path.stat().st_uid, path.stat().st_gid) == (12345, 23456)


def test_a_link_is_replaced_and_its_target_stays(tmp_path: Path) -> None:
    (tmp_path / "theirs").write_bytes(b"theirs")
    (tmp_path / "link").symlink_to("theirs")

    replace(tmp_path / "link", b"mine")

    assert (tmp_path / "theirs").read_bytes() == b"theirs"
    assert (tmp_path / "link").read_bytes() == b"mine"
    assert not (tmp_path / "link").is_symlink()


def test_a_folder_of_that_name_stays_and_nothing_is_left_behind(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()

    with pytest.raises(OSError, match=r"directory|Access"):
        replace(tmp_path / "a", b"x")

    assert [*tmp_path.iterdir()] == [tmp_path / "a"]


def test_concurrent_writers_leave_one_complete_file(tmp_path: Path) -> None:
    path = tmp_path / "a"
    contents = [bytes([65 + number]) * 200_000 for number in range(8)]

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda content: replace(path, content), contents * 4))

    assert path.read_bytes() in contents
    assert not parts(tmp_path)


def test_on_a_full_disk_the_old_file_stays_complete(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    source = """
        import resource, signal, sys
        from pathlib import Path
        from mkdocs_osai.atomic_write import replace
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        try:
            replace(Path(sys.argv[1]), b"x" * 5000)
        except OSError as error:
            print(error.strerror)
    """

    with python(source, path) as process:
        said = process.communicate(timeout=30)[0]

    assert b"large" in said
    assert path.read_bytes() == b"old"
    assert not parts(tmp_path)


def test_a_killed_writer_leaves_a_complete_file(tmp_path: Path) -> None:
    path = tmp_path / "a"
    source = """
        import sys
        from pathlib import Path
        from mkdocs_osai.atomic_write import replace
        print("ready", flush=True)
        while True:
            for letter in b"xyz":
                replace(Path(sys.argv[1]), bytes([letter]) * 3_000_000)
    """
    for delay in (0.003, 0.01, 0.017, 0.03):
        with python(source, path) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(delay)
            process.send_signal(signal.SIGKILL)
        if path.exists():
            assert path.read_bytes() in [letter * 3_000_000 for letter in (b"x", b"y", b"z")]
    for part in parts(tmp_path):
        os.utime(part, (time.time() - 2 * DAY,) * 2)

    replace(path, b"")

    assert not parts(tmp_path)
    assert path.read_bytes() == b""


def test_only_partial_files_older_than_a_day_are_deleted(tmp_path: Path) -> None:
    ages = {
        ".osai-00ff.part": 2 * DAY,
        ".osai-0123.part": DAY / 2,
        ".osai-mine.part": 2 * DAY,
        "osai-00ff.part": 2 * DAY,
        ".osai-00ff.part.yaml": 2 * DAY,
    }
    for name, age in ages.items():
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    (tmp_path / ".osai-aa.part").mkdir()
    os.utime(tmp_path / ".osai-aa.part", (0, 0))

    replace(tmp_path / "a", b"x")

    left = {*ages, "a", ".osai-aa.part"} - {".osai-00ff.part"}
    assert {path.name for path in tmp_path.iterdir()} == left
