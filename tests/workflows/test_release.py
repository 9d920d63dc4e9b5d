from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.checkouts import lend_environment, ours
from tests.repositories import commit, git
from tests.workflows.reading import OURS
from tests.workflows.runner import Runner

MAKE = """
# The tests are this very run; and packages come from the network. Say what would be done.
case "$1" in
  test | test-lowest | try-dist) exec {make} --dry-run --silent "$@" >> "$MADE" ;;
esac
exec {make} "$@"
"""
GH = 'printf "%s\\n" "$@" >> "$ASKED"; cat notes.md >> "$ASKED"\n'
NOTES = """### Added

- A thing that was not there.
"""
CHANGELOG = f"""# Changelog

## [Unreleased]

- Not yet.

## [9.8.7] - 2026-01-02

{NOTES}
## [9.8.6] - 2025-12-31

- Long ago.

[9.8.7]: https://example.org
"""


def program(name: str) -> str:
    return subprocess.check_output(["sh", "-c", f"command -v {name}"], text=True).strip()


def a_release(folder: Path, version: str = "9.8.7", changelog: str = CHANGELOG) -> Path:
    """Our repository as it would be at a release."""
    clone = ours(folder)
    project = clone / "pyproject.toml"
    text = re.sub(
        '^version = ".*"$', f'version = "{version}"', project.read_text("utf-8"), flags=re.MULTILINE
    )
    commit(clone, {"pyproject.toml": text, "CHANGELOG.md": changelog})
    return clone


def notes(clone: Path, tag: str) -> subprocess.CompletedProcess[str]:
    command = [str(clone / ".ci/release-notes"), tag]
    return subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)


def test_the_notes_are_the_section_of_the_version(tmp_path: Path) -> None:
    done = notes(a_release(tmp_path / "clone"), "v9.8.7")

    assert (done.returncode, done.stdout, done.stderr) == (0, NOTES, "")


def test_the_last_section_ends_at_the_links(tmp_path: Path) -> None:
    done = notes(a_release(tmp_path / "clone", "9.8.6"), "v9.8.6")

    assert (done.returncode, done.stdout) == (0, "- Long ago.\n")


@pytest.mark.parametrize("tag", ["v9.8.6", "9.8.7", "v9x8x7", "v9.8.7-rc1", "v"])
def test_a_tag_that_is_not_the_version_stops_the_release(tmp_path: Path, tag: str) -> None:
    done = notes(a_release(tmp_path / "clone"), tag)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"The tag is {tag}, but pyproject.toml says version 9.8.7")


@pytest.mark.parametrize(
    "changelog", ["## [Unreleased]\n\n- All.\n", "## [9.8.7]\n\n## [9.8.6]\n\n- x\n"]
)
def test_a_version_of_which_nothing_is_said_stops_the_release(
    tmp_path: Path, changelog: str
) -> None:
    done = notes(a_release(tmp_path / "clone", changelog=changelog), "v9.8.7")

    assert (done.returncode, done.stdout) == (1, "")
    assert "CHANGELOG.md says nothing under ## [9.8.7]" in done.stderr


def a_machine(folder: Path, clone: Path, ref: str) -> Runner:
    return Runner(
        folder,
        clone,
        ref=ref,
        programs={"make": MAKE.format(make=program("make")), "gh": GH},
        given={"MADE": str(folder / "made"), "ASKED": str(folder / "asked")},
        checked_out=lend_environment,
    )


def test_a_tag_becomes_a_package_and_a_release(tmp_path: Path) -> None:
    clone = a_release(tmp_path / "clone")
    git(clone, "tag", "v9.8.7")
    runner = a_machine(tmp_path / "machine", clone, "refs/tags/v9.8.7")
    done = runner.run(OURS / "release.yml")

    assert {name: job.result for name, job in done.items()} == {
        "build": "success",
        "publish": "success",
        "announce": "success",
    }, [job.scripts for job in done.values()]
    packages = ["mkdocs_osai-9.8.7-py3-none-any.whl", "mkdocs_osai-9.8.7.tar.gz"]
    [published] = runner.folder.glob("artefacts/*.published")
    assert sorted(path.name for path in published.iterdir()) == packages
    made = runner.text("made")
    assert "-m pytest" in made
    assert "-m tests.stranger dist/" in made
    asked = runner.text("asked")
    assert asked.startswith("release\ncreate\nv9.8.7\n")
    assert all(f"dist/{name}\n" in asked for name in packages)
    assert asked.endswith(NOTES)


def test_a_tag_that_is_not_the_version_publishes_nothing(tmp_path: Path) -> None:
    runner = a_machine(tmp_path / "machine", a_release(tmp_path / "clone"), "refs/tags/v9.9.9")
    done = runner.run(OURS / "release.yml")

    assert [job.result for job in done.values()] == ["failure", "skipped", "skipped"]
    assert not (runner.folder / "artefacts").exists()
    assert runner.text("made") + runner.text("asked") == ""


def test_the_tests_run_on_every_python_with_what_is_pinned(tmp_path: Path) -> None:
    runner = a_machine(tmp_path / "machine", ours(tmp_path / "clone"), "refs/heads/main")
    done = runner.run(OURS / "tests.yml")

    assert {job.result for job in done.values()} == {"success"}, [j.scripts for j in done.values()]
    made = runner.text("made")
    assert made.count("-m pytest") == len(done)
    assert made.count("mkdocs build --strict") == len(done) - 1
