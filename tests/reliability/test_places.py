"""Wherever a site lies, and whatever the machine lacks, it is the same site, or a clear error."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.reliability.running import (
    BUILD,
    environment,
    files_of,
    mounted,
    powerless,
    run,
    words,
)
from tests.repositories import git
from tests.sites import MACROS, Site


@pytest.fixture
def right(site: Site) -> dict[str, bytes]:
    """The site as it has to be."""
    files = site.build().same_bytes()
    shutil.rmtree(site.folder / "site")
    shutil.rmtree(site.folder / ".cache")
    return files


def quiet(said: str) -> bool:
    return not any(word in said for word in ("Traceback", "WARNING", "ERROR"))


def test_a_checkout_that_cannot_be_written_is_built_elsewhere(
    site: Site, right: dict[str, bytes], tmp_path: Path
) -> None:
    command = ["sh", "-c", f"cd '{site.folder}' && exec \"$@\"", "sh", *BUILD]
    mounts = f"""
        mount --bind '{site.folder}' '{site.folder}'
        mount -o remount,ro,bind '{site.folder}'
    """

    done = run(mounted(mounts, [*command, "-d", tmp_path / "out"]), tmp_path)

    assert done.returncode == 0
    assert quiet(done.stdout)
    assert files_of(tmp_path / "out") == right
    assert not (site.folder / ".cache").exists()


@pytest.mark.parametrize("full", ["a disk", "a folder that cannot be written"])
def test_a_site_that_cannot_be_written_is_one_clear_error_and_right_the_next_time(
    site: Site, right: dict[str, bytes], full: str
) -> None:
    out = site.folder / "site"
    out.mkdir()
    if full == "a disk":
        done = run(mounted(f"mount -t tmpfs -o size=40k none '{out}'", BUILD), site.folder)
    else:
        out.chmod(0o500)
        done = run(powerless(BUILD), site.folder)
        out.chmod(0o700)

    assert done.returncode == 1
    assert "Traceback" not in done.stdout
    assert "osai: the site cannot be written: '" in done.stdout
    assert run(BUILD, site.folder).returncode == 0
    assert files_of(out) == right


def test_a_machine_that_lacks_almost_everything_builds_the_same_site(
    site: Site, right: dict[str, bytes], tmp_path: Path
) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    env = environment(
        HOME=str(locked),
        XDG_CONFIG_HOME=None,
        XDG_CACHE_HOME=None,
        MPLCONFIGDIR=None,
        LANG=None,
        LC_ALL="C",
        PYTHONUTF8="0",
        PYTHONCOERCECLOCALE="0",
    )

    done = run(powerless([*BUILD, "-d", tmp_path / "out"]), site.folder, env)

    assert (done.returncode, "Traceback" in done.stdout) == (0, False)
    assert files_of(tmp_path / "out") == right


def test_without_a_home_and_a_place_for_temporary_files_the_site_is_the_same(
    site: Site, right: dict[str, bytes], tmp_path: Path
) -> None:
    env = environment(HOME=None, TMPDIR="/nowhere", TEMP=None, TMP=None)

    done = run([*BUILD, "-d", tmp_path / "out"], site.folder, env)

    assert (done.returncode, quiet(done.stdout)) == (0, True)
    assert files_of(tmp_path / "out") == right


@pytest.mark.parametrize("name", ['it\'s "so" #1? %41 & <b>', "\N{CJK UNIFIED IDEOGRAPH-4E2D}"])
def test_the_folder_of_a_project_can_have_any_name(
    site: Site, right: dict[str, bytes], tmp_path: Path, name: str
) -> None:
    folder = site.folder.rename(tmp_path / name)

    done = run([*BUILD, "-d", tmp_path / "out"], folder)

    assert (done.returncode, quiet(done.stdout)) == (0, True)
    assert files_of(tmp_path / "out") == right


def test_a_folder_with_an_undecodable_name_is_no_traceback_of_the_plugin(
    site: Site, tmp_path: Path
) -> None:
    try:
        folder = site.folder.rename(tmp_path / os.fsdecode(b"caf\xe9"))
    except OSError:
        pytest.skip("this file system wants text")

    done = run([*BUILD, "-d", tmp_path / "out"], folder)

    assert done.returncode == 0 or "mkdocs_osai" not in done.stdout, done.stdout


@pytest.mark.parametrize("moment", ["garbage", "", "-5", "1e9", "9" * 30, str(2**32)])
def test_an_invalid_build_time_is_one_clear_error(
    site: Site, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", moment)

    assert site.build().stopped.startswith("osai: SOURCE_DATE_EPOCH is '")


def test_files_with_future_and_old_timestamps_are_read(site: Site, right: dict[str, bytes]) -> None:
    for moment, path in zip((0, 2**33), sorted((site.folder / "models").iterdir()), strict=True):
        os.utime(path, (moment, moment))

    assert site.build().same_bytes() == right


@pytest.mark.parametrize("mode", [0o000, 0o100, 0o400])
def test_a_folder_of_models_without_permission_is_one_clear_error(site: Site, mode: int) -> None:
    models = site.folder / "models"
    models.chmod(mode)

    done = run(powerless(BUILD), site.folder)

    models.chmod(0o700)
    assert done.returncode == 1
    assert "Traceback" not in done.stdout
    assert "Permission denied" in done.stdout
    assert run(BUILD, site.folder).returncode == 0


def test_a_model_without_permission_is_reported_and_the_others_are_read(
    site: Site, tmp_path: Path
) -> None:
    (site.folder / "models/a.yaml").chmod(0)

    done = run(powerless([*BUILD, "-d", tmp_path / "out"]), site.folder)

    assert done.returncode == 0
    assert "models/a.yaml:1: the file cannot be read (Permission denied)" in done.stdout
    assert (tmp_path / "out/models/b/index.html").exists()
    assert not (tmp_path / "out/models/a/index.html").exists()


def test_a_model_that_is_not_a_regular_file_never_blocks_a_build(site: Site) -> None:
    models = site.folder / "models"
    (models / "folder.yaml").mkdir()
    (models / "link.yaml").symlink_to("nothing")
    os.mkfifo(models / "pipe.yaml")
    os.mkfifo(site.folder / "docs/pipe.md")

    built = site.build("serve")

    told = "\n".join(built.messages)
    assert built.stopped == ""
    assert "models/link.yaml:1: the file cannot be read" in told
    assert "models/pipe.yaml:1: the file cannot be read" in told
    assert "docs/pipe.md:1: the page cannot be read (it is not a regular file)" in told
    assert "There are 2 models." in words(built.article("index.html"))
    assert "models/a/index.html" in built.files


def test_a_page_that_cannot_be_read_stops_a_build_or_is_left_out_by_on_error(
    site: Site,
) -> None:
    site.write("docs/page.md", b"# \xe9")
    told = "docs/page.md:1: the page cannot be read (it is not UTF-8), and is left out"
    theme = {"name": None, "custom_dir": "theme"}

    stopped = site.build().stopped
    site.configure(theme=theme, plugins=[{"macros": MACROS}, {"osai": {"on_error": "warn"}}])
    built = site.build()

    assert told in stopped
    assert built.stopped == ""
    assert any(message.startswith(f"WARNING {told}") for message in built.messages)
    assert "index.html" in built.files
    assert "page/index.html" not in built.files


def broken_head(site: Site) -> None:
    site.write(".git/HEAD", "")


def half_objects(site: Site) -> None:
    for path in (site.folder / ".git/objects").glob("??/*"):
        path.chmod(0o600)
        path.write_bytes(path.read_bytes()[:20])


def half_a_pack(site: Site) -> None:
    git(site.folder, "gc", "-q")
    for path in (site.folder / ".git/objects/pack").glob("*.pack"):
        path.chmod(0o600)
        path.write_bytes(path.read_bytes()[:60])


def broken_settings(site: Site) -> None:
    site.write(".git/config", "[core\n")


def shallow(site: Site) -> None:
    (site.folder / ".git").rename(site.folder / "whole.git")
    whole = f"file://{site.folder}/whole.git"
    git(site.folder, "clone", "-q", "--bare", "--depth=1", whole, ".git")
    git(site.folder, "config", "core.bare", "false")


def no_git(_: Site) -> None:
    os.environ["PATH"] = "/nowhere"


def somebody_elses(site: Site) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root gives away")
    os.environ["HOME"] = str(site.folder)
    os.environ.pop("SUDO_UID", None)
    for path in (site.folder, site.folder / ".git"):
        os.chown(path, 12345, 12345)


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (broken_head, "is not in a git repository"),
        (half_objects, "git refuses: "),
        (half_a_pack, "docs/past.md:2: "),
        (broken_settings, "git refuses: 'bad config"),
        (shallow, "docs/past.md:2: "),
        (no_git, "git, which reads the history of the index, is not installed"),
        (somebody_elses, "git config --global --add safe.directory"),
    ],
)
def test_an_unreadable_history_is_an_error_only_where_it_is_needed(
    site: Site, monkeypatch: pytest.MonkeyPatch, fault: Callable[[Site], None], told: str
) -> None:
    for name in ("PATH", "HOME", "SUDO_UID"):  # as they were, afterwards
        monkeypatch.setenv(name, os.environ.get(name, ""))
    fault(site)

    asked = site.build()
    (site.folder / "docs/past.md").unlink()
    built = site.build()

    assert "docs/past.md:" in asked.stopped
    assert told in asked.stopped
    assert built.stopped == ""
    assert quiet("\n".join(built.messages))
    assert "models/a/index.html" in built.files


def test_a_detached_head_works(site: Site, right: dict[str, bytes]) -> None:
    git(site.folder, "checkout", "-q", "--detach")

    assert site.build().same_bytes() == right


def test_a_full_disk_for_the_copy_of_a_post_is_one_clear_error(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(prefix: str) -> None:
        raise OSError(28, "No space left on device", f"/tmp/{prefix}x")  # noqa: S108 - no file

    site.configure(theme={"name": "material"}, plugins=["blog", {"macros": MACROS}, "osai"])
    site.write("docs/blog/index.md", "# Blog\n")
    site.write("docs/blog/posts/a.md", "---\ndate: 5 June 2026\n---\n# A post\n")
    assert site.build().stopped == ""
    monkeypatch.setattr(tempfile, "TemporaryDirectory", full)

    stopped = site.build().stopped

    assert "a copy of docs/blog/posts/a.md cannot be written (No space left on device); " in stopped
