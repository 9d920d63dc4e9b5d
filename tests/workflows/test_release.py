from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.checkouts import lend_environment, ours
from tests.conftest import ROOT
from tests.repositories import commit
from tests.workflows.reading import OURS, jobs
from tests.workflows.steps import Machine

RELEASE = OURS / "release.yml"

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


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our repository as it would be at a release, with an environment."""
    clone = ours(tmp_path_factory.mktemp("release") / "clone")
    project = (clone / "pyproject.toml").read_text("utf-8")
    project = re.sub('^version = ".*"$', 'version = "9.8.7"', project, flags=re.MULTILINE)
    commit(clone, {"pyproject.toml": project, "CHANGELOG.md": CHANGELOG})
    lend_environment(clone)
    return clone


def notes(folder: Path, version: str, changelog: str, tag: str) -> tuple[int, str, str]:
    """What the script says of a tag, in a repository of this version with this changelog."""
    files = {"pyproject.toml": f'[project]\nversion = "{version}"\n', "CHANGELOG.md": changelog}
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    script = folder / ".ci/release-notes"
    script.parent.mkdir()
    shutil.copy(ROOT / ".ci/release-notes", script)
    done = subprocess.run([script, tag], cwd="/", capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def test_the_notes_are_the_section_of_the_version(tmp_path: Path) -> None:
    assert notes(tmp_path, "9.8.7", CHANGELOG, "v9.8.7") == (0, NOTES, "")


def test_the_last_section_ends_at_the_links(tmp_path: Path) -> None:
    assert notes(tmp_path, "9.8.6", CHANGELOG, "v9.8.6") == (0, "- Long ago.\n", "")


@pytest.mark.parametrize("tag", ["v9.8.6", "9.8.7", "v9x8x7", "v9.8.7-rc1", "v"])
def test_a_tag_that_is_not_the_version_stops_the_release(tmp_path: Path, tag: str) -> None:
    code, told, why = notes(tmp_path, "9.8.7", CHANGELOG, tag)

    assert (code, told) == (1, "")
    assert why.startswith(f"The tag is {tag}, but pyproject.toml says version 9.8.7")


@pytest.mark.parametrize(
    "changelog", ["## [Unreleased]\n\n- All.\n", "## [9.8.7]\n\n## [9.8.6]\n\n- x\n"]
)
def test_a_version_without_notes_stops_the_release(tmp_path: Path, changelog: str) -> None:
    code, told, why = notes(tmp_path, "9.8.7", changelog, "v9.8.7")

    assert (code, told) == (1, "")
    assert "CHANGELOG.md says nothing under ## [9.8.7]" in why


def a_machine(folder: Path, ref: str) -> Machine:
    return Machine(
        folder,
        ref=ref,
        programs={"make": MAKE.format(make=shutil.which("make")), "gh": GH},
        variables={"MADE": str(folder / "made"), "ASKED": str(folder / "asked")},
    )


def test_a_tag_becomes_a_package_and_a_release(tmp_path: Path, clone: Path) -> None:
    machine = a_machine(tmp_path / "machine", "refs/tags/v9.8.7")
    done = machine.run(RELEASE, "build", clone)

    assert {code for code, _ in done} == {0}, done
    packages = ["mkdocs_osai-9.8.7-py3-none-any.whl", "mkdocs_osai-9.8.7.tar.gz"]
    assert sorted(path.name for path in (clone / "dist").iterdir()) == packages
    made = machine.text("made")
    assert "-m pytest" in made
    assert "-m tests.try_wheel dist/" in made
    handed = tmp_path / "handed"
    shutil.copytree(clone / "dist", handed / "dist")
    shutil.copy(machine.temp / "notes.md", handed)
    done = machine.run(RELEASE, "announce", handed, {"github.token": "none"})
    assert [code for code, _ in done] == [0]
    asked = machine.text("asked")
    assert asked.startswith("release\ncreate\nv9.8.7\n")
    assert all(f"dist/{name}\n" in asked for name in packages)
    assert asked.endswith(NOTES)


def test_the_tested_package_is_published() -> None:
    handed = {
        name: [
            (step["uses"].split("@")[0], step["with"]["name"], step["with"].get("path"))
            for step in job["steps"]
            if "artifact" in step.get("uses", "")
        ]
        for name, job in jobs(RELEASE).items()
    }

    assert handed == {
        "build": [
            ("actions/upload-artifact", "dist", "dist"),
            ("actions/upload-artifact", "notes", "${{ runner.temp }}/notes.md"),
        ],
        "publish": [("actions/download-artifact", "dist", "dist")],
        "announce": [
            ("actions/download-artifact", "dist", "dist"),
            ("actions/download-artifact", "notes", None),
        ],
    }
    needs = {name: job.get("needs") for name, job in jobs(RELEASE).items()}
    assert needs == {"build": None, "publish": "build", "announce": "publish"}
    assert not any("if" in part for job in jobs(RELEASE).values() for part in (job, *job["steps"]))


def test_a_wrong_tag_runs_no_other_job(tmp_path: Path, clone: Path) -> None:
    machine = a_machine(tmp_path / "machine", "refs/tags/v9.9.9")

    assert [code for code, _ in machine.run(RELEASE, "build", clone)] == [1]
    assert machine.text("made") == ""


@pytest.mark.parametrize("job", ["test", "lowest"])
def test_the_tests_run_on_every_python_with_pinned_packages(
    tmp_path: Path, clone: Path, job: str
) -> None:
    machine = a_machine(tmp_path / "machine", "refs/heads/main")
    done = machine.run(OURS / "tests.yml", job, clone)

    assert [code for code, _ in done] == [0], done
    assert machine.text("made").count("-m pytest") == 1
    assert ("mkdocs build --strict" in machine.text("made")) == (job == "test")
