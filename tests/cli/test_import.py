"""`osai import`."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from mkdocs_osai.history import load
from tests.builders import a_file
from tests.conftest import osai
from tests.repositories import a_repository, commit, models


def test_import_copies_an_index(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "ours"
    result = osai("import", folder, "--to", target, "--date", "2026-06-12")

    assert result.exit_code == 0
    assert result.stdout == (f"4 models: 6 files written to {target}, 0 unchanged\n")
    ours, theirs = load(target), load(folder)
    assert str(ours.about.date) == "2026-06-12"
    for dimension in theirs.registry:
        assert ours.tally(dimension).to_dict() == theirs.tally(dimension).to_dict()

    again = osai("import", folder, "--to", target, "--date", "2026-06-12")
    assert again.exit_code == 0
    assert "0 files written" in again.stdout


def test_import_never_overwrites_silently(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "ours"
    osai("import", folder, "--to", target)
    (target / "a.yaml").write_text("mine")

    result = osai("import", folder, "--to", target)
    assert result.exit_code == 1
    assert f"{target}/a.yaml: has other content and was kept" in result.stdout
    assert (target / "a.yaml").read_text() == "mine"

    assert osai("import", folder, "--to", target, "--overwrite").exit_code == 0
    assert "China" in (target / "a.yaml").read_text()


def test_import_names_models_that_are_not_in_the_source(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "ours"
    osai("import", folder, "--to", target)
    (folder / "a.yaml").unlink()

    result = osai("import", folder, "--to", target)

    assert result.exit_code == 1
    assert f"{target}/a.yaml: was there before and is not in {folder}" in result.stdout
    assert (target / "a.yaml").exists()


def test_import_reports_each_problem_once(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "ours"
    for name in "abcd":
        file = folder / f"{name}.yaml"
        file.write_text(file.read_text().replace("endmodellicense", "endmodel license"))
    first = osai("import", folder, "--to", target)

    told = r"warning: \S+/a\.yaml:(\d+) \(also b\.yaml:\d+, c\.yaml:\d+, d\.yaml:\d+\): system\."
    assert first.exit_code == 0
    assert len(first.stderr.splitlines()) == 1
    assert re.match(told, first.stderr)

    for name in "abc":
        (target / f"{name}.yaml").write_text("mine")
    for name in "efghijk":
        (target / f"{name}.yaml").write_text(a_file())
    again = osai("import", folder, "--to", target)

    [_, kept, others] = again.stdout.splitlines()
    assert again.exit_code == 1
    assert kept == (
        f"{target}: 3 files have other content and were kept; --overwrite replaces them: "
        "a.yaml, b.yaml, c.yaml"
    )
    assert others == (
        f"{target}: 7 models were there before and are not in {folder}; they are still part of "
        "the index: e.yaml, f.yaml, g.yaml, h.yaml, i.yaml and 2 more"
    )


def test_import_reports_an_unreadable_file_and_carries_over_the_others(
    folder: Path, tmp_path: Path
) -> None:
    (folder / "bad.yaml").write_bytes(b"\xff\xfe")
    target = tmp_path / "ours"

    result = osai("import", folder, "--to", target)

    assert result.exit_code == 1
    assert result.stderr.startswith(f"error: {folder}/bad.yaml:1: the file is not UTF-8 text")
    assert [m.id for m in load(target).models] == ["a", "b", "c", "d"]


@pytest.mark.parametrize("overwrite", [[], ["--overwrite"]])
def test_import_never_writes_into_the_index_it_reads(folder: Path, overwrite: list[str]) -> None:
    before = {p.name: p.read_bytes() for p in folder.iterdir()}

    result = osai("import", folder, "--to", folder / ".." / "models", *overwrite)

    assert result.exit_code == 2
    assert "is the index to read; name another folder with --to" in result.stderr
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == before


def test_import_reports_a_write_error_in_one_sentence(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "a-file").touch()
    (tmp_path / "ours" / "b.yaml").mkdir(parents=True)

    into_a_file = osai("import", folder, "--to", tmp_path / "a-file")
    over_a_folder = osai("import", folder, "--to", tmp_path / "ours", "--overwrite")

    for result in (into_a_file, over_a_folder):
        assert result.exit_code == 2
        assert "cannot be written" in result.stderr
        assert result.stderr.count("\n") == 1


def test_import_dates_an_index_by_the_last_commit_of_its_folder(tmp_path: Path) -> None:
    repository = a_repository(tmp_path / "source")
    commit(repository, models("a"), date="2025-03-04")

    assert osai("import", repository / "models", "--to", tmp_path / "copy").exit_code == 0
    assert load(tmp_path / "copy").about.date == dt.date(2025, 3, 4)


def test_file_names_cannot_control_the_terminal(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "ours"
    osai("import", folder, "--to", target)
    (target / "x\x07.yaml").write_text(a_file())

    result = osai("import", folder, "--to", target)

    assert result.exit_code == 1
    assert "\x07" not in result.stdout
    assert "was there before" in result.stdout
