"""The site of the last build, until the next one has succeeded."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from mkdocs_osai.plugin.last_site import LastSite
from tests.sites import Site

STOPPING = """
from mkdocs.exceptions import PluginError

def {event}(*_, **__):
    raise {error}
"""


@pytest.fixture
def built(site: Site) -> Site:
    """A site that was built, with something in its folder that MkDocs does not delete."""
    site.write("docs/index.md", "# Page\n\n<< osai.n() >> models.\n")
    site.write("site/.git", "gitdir: elsewhere")
    site.configure()
    assert not site.build().stopped
    return site


def kept(site: Site) -> list[Path]:
    return [*(site.folder / ".cache/osai").glob("site-*")]


def identity(site: Site) -> dict[str, tuple[int, int]]:
    """Which files the site has, and when they were written."""
    files = ((p, p.stat()) for p in (site.folder / "site").rglob("*") if p.is_file())
    return {str(p): (status.st_ino, status.st_mtime_ns) for p, status in files}


def test_a_build_with_an_error_leaves_the_last_site(built: Site) -> None:
    before = identity(built)
    built.write("docs/index.md", "# Page\n\n<< osai.count('nothing', 'x') >>\n")

    failed = built.build()

    assert failed.stopped
    assert identity(built) == before
    assert kept(built) == []


@pytest.mark.parametrize("event", ["on_files", "on_env", "on_post_page", "on_post_build"])
def test_an_error_of_another_plugin_leaves_the_last_site(built: Site, event: str) -> None:
    before = identity(built)
    built.write("hook.py", STOPPING.format(event=event, error="PluginError('no')"))
    built.configure(hooks=["hook.py"])

    failed = built.build()

    assert failed.stopped
    assert f"INFO osai: {built.folder / 'site'} is as it was before this build" in failed.messages
    assert identity(built) == before
    assert kept(built) == []


def test_a_strict_build_with_a_warning_leaves_the_last_site(built: Site) -> None:
    before = identity(built)
    built.write("docs/index.md", "# Page\n\n[gone](gone.md)\n")

    failed = built.build(strict=True)

    assert "Aborted with 1 warnings in strict mode" in failed.stopped
    assert identity(built) == before
    assert kept(built) == []


def test_an_interrupted_build_leaves_the_last_site(built: Site) -> None:
    before = identity(built)
    built.write("hook.py", STOPPING.format(event="on_post_page", error="KeyboardInterrupt"))
    built.configure(hooks=["hook.py"])

    with pytest.raises(KeyboardInterrupt):
        built.build()

    assert identity(built) == before


def test_a_first_build_that_fails_leaves_what_it_has_written(site: Site) -> None:
    site.write("docs/index.md", "# Page\n\n[gone](gone.md)\n")
    site.configure()

    assert site.build(strict=True).stopped
    assert (site.folder / "site/index.html").exists()
    assert kept(site) == []


def test_what_did_not_change_is_taken_from_the_last_site(built: Site) -> None:
    before = identity(built)
    built.write("docs/other.md", "# Other\n")

    assert not built.build(strict=True).stopped

    after = identity(built)
    same = {Path(path).name for path in after if after[path] == before.get(path)}
    assert {"a.json", "a.svg", "index.csv"} <= same
    assert kept(built) == []


def test_a_page_in_a_folder_of_its_own_is_taken_with_its_folder(built: Site) -> None:
    before = (built.folder / "site/models/a").stat().st_ino

    built.build()

    assert (built.folder / "site/models/a").stat().st_ino == before


def test_the_site_is_the_same_as_one_built_in_an_empty_folder(built: Site) -> None:
    (built.folder / "models/a.yaml").rename(built.folder / "models/z.yaml")
    again = built.build().same_bytes()
    (built.folder / "site").rename(built.folder / "first")

    clean = built.build().same_bytes()

    assert again.pop(".git") == b"gitdir: elsewhere"
    assert again == clean


def no_renames_into(patch: pytest.MonkeyPatch, *folders: str) -> None:
    """Let files not be moved into folders with these names, as into another file system."""
    rename = Path.rename

    def limited(path: Path, target: Path) -> Path:
        if {*folders} & {*target.relative_to(path.anchor).parts}:
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        return rename(path, target)

    patch.setattr(Path, "rename", limited)


@pytest.mark.parametrize("broken", ["another file system", "no folder"])
def test_a_site_that_the_cache_cannot_keep_is_left_by_a_build_with_an_error(
    built: Site, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    before = identity(built)
    built.write("docs/index.md", "# Page\n\n<< osai.count('nothing', 'x') >>\n")
    with monkeypatch.context() as patch:
        if broken == "no folder":
            shutil.rmtree(built.folder / ".cache")
            built.write(".cache", "a file")
        else:
            no_renames_into(patch, ".cache")
        failed = built.build()

    assert failed.stopped
    assert identity(built) == before
    assert not (built.folder / "site/.osai").exists()


def test_a_site_that_the_cache_cannot_keep_is_deleted_after_a_good_build(
    built: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    (built.folder / "site/old.txt").touch()
    with monkeypatch.context() as patch:
        no_renames_into(patch, ".cache")
        assert not built.build(strict=True).stopped

    assert (built.folder / "site/index.html").exists()
    assert not (built.folder / "site/old.txt").exists()
    assert not (built.folder / "site/.osai").exists()


def test_a_site_that_cannot_be_kept_is_built_as_mkdocs_does_and_the_log_says_so(
    built: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    (built.folder / "site/old.txt").touch()
    with monkeypatch.context() as patch:
        no_renames_into(patch, ".cache", ".osai")
        again = built.build(strict=True)

    assert not again.stopped
    assert any("the last site cannot be kept" in message for message in again.messages)
    assert (built.folder / "site/index.html").exists()
    assert not (built.folder / "site/old.txt").exists()
    assert kept(built) == []
    assert not (built.folder / "site/.osai").exists()


KILLED = """
import os

def on_post_build(config):
    os.kill(os.getpid(), 9)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no locks of files")
@pytest.mark.parametrize("end", ["success", "failure"])
def test_the_site_before_a_build_that_was_killed_is_kept_until_one_succeeds(
    built: Site, end: str
) -> None:
    before = built.build().same_bytes()
    built.write("hook.py", KILLED)
    built.configure(hooks=["hook.py"])
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    killed = subprocess.run(command, cwd=built.folder, check=False, capture_output=True)
    assert killed.returncode == -9
    [left] = kept(built)
    os.utime(left, (1, 1))
    built.write(
        "hook.py", "" if end == "success" else STOPPING.format(event="on_env", error="KeyError()")
    )

    with suppress(KeyError):
        again = built.build()
        assert end == "success"
        assert "INFO osai: a build was stopped; the site before it is kept until one succeeds" in (
            again.messages
        )

    files = {p for p in (built.folder / "site").rglob("*") if p.is_file()}
    assert {str(p.relative_to(built.folder / "site")): p.read_bytes() for p in files} == before
    assert kept(built) == []


def test_a_file_that_cannot_be_linked_is_written(
    built: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = built.build().same_bytes()

    def fail(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    with monkeypatch.context() as patch:
        patch.setattr(os, "link", fail)
        patch.setattr(os, "rename", fail)
        assert built.build().same_bytes() == before


def test_a_failure_after_folders_were_moved_puts_them_back(tmp_path: Path) -> None:
    page = tmp_path / "site/models/a/index.html"
    page.parent.mkdir(parents=True)
    page.write_text("a")
    last = LastSite(str(tmp_path / "site"), tmp_path / "cache")
    last.set_aside()
    last.write(str(page), b"a")
    last.write(str(tmp_path / "site/models/b/index.html"), b"b")

    last.finish(succeeded=False)

    assert page.read_text() == "a"
    assert not (tmp_path / "site/models/b").exists()


def test_a_site_that_cannot_be_put_back_is_kept_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name in "ab":
        page = tmp_path / f"site/{name}/index.html"
        page.parent.mkdir(parents=True)
        page.write_text(name)
    last = LastSite(str(tmp_path / "site"), tmp_path / "cache")
    last.set_aside()
    rename = Path.rename

    def fails_for_a(path: Path, target: Path) -> Path:
        if path.name == "a":
            raise OSError(errno.EACCES, "Permission denied")
        return rename(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", fails_for_a)
        last.finish(succeeded=False)
    last.finish(succeeded=False)
    last.finish(succeeded=True)

    assert "the last site cannot be put back" in caplog.text
    [kept] = (tmp_path / "cache").iterdir()
    assert str(kept) in caplog.text
    found = sorted(path.read_text() for path in tmp_path.rglob("index.html"))
    assert found == ["a", "b"]


def test_what_is_written_again_does_not_change_the_last_site(tmp_path: Path) -> None:
    pages = [tmp_path / f"site/data/{name}.json" for name in "ab"]
    pages[0].parent.mkdir(parents=True)
    for page in pages:
        page.write_text("old")
    last = LastSite(str(tmp_path / "site"), tmp_path / "cache")
    last.set_aside()
    last.write(str(pages[0]), b"old")
    last.write(str(pages[0]), b"new")

    last.finish(succeeded=False)

    assert [page.read_text() for page in pages] == ["old", "old"]


def test_a_dirty_build_leaves_the_site_where_it_is(built: Site) -> None:
    before = identity(built)

    assert not built.build(dirty=True).stopped

    index = str(built.folder / "site/assets/images/favicon.png")
    assert identity(built)[index] == before[index]


def test_two_builds_at_once_keep_a_site_each(tmp_path: Path) -> None:
    page = tmp_path / "site/index.html"
    page.parent.mkdir()
    page.write_text("first")
    one, two = (LastSite(str(tmp_path / "site"), tmp_path / "cache") for _ in "ab")
    one.set_aside()
    one.write(str(page), b"second")
    two.set_aside()

    two.finish(succeeded=False)
    assert page.read_text() == "second"
    one.finish(succeeded=False)
    assert page.read_text() == "first"


def test_what_a_killed_build_of_another_site_has_left_is_deleted_after_an_hour(built: Site) -> None:
    left = built.write(".cache/osai/site-abc/index.html", "old").parent
    built.build()
    assert left.exists()

    os.utime(left, (1, 1))
    built.build()
    assert not left.exists()
