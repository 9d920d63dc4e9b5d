"""The command `osai`."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from mkdocs_osai.cli import main
from mkdocs_osai.stats import load
from tests.builders import a_file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index in the public format: of four models three are latest, and one has no tags."""
    folder = tmp_path / "models"
    folder.mkdir()
    files = {
        "a.yaml": a_file(performanceclass="latest"),
        "b.yaml": a_file(performanceclass="latest", origin="France", type="text,code"),
        "c.yaml": a_file(performanceclass="latest", origin=None, contributor=None),
        "d.yaml": a_file(origin="深圳"),
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def osai(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments], catch_exceptions=False)


def test_stats_as_json_is_the_documented_shape(folder: Path) -> None:
    arguments = ["--models", folder, "--latest", "--format", "json"]
    result = osai("stats", "national_origins", *arguments)

    assert result.exit_code == 0
    assert result.stderr == ""
    assert json.loads(result.stdout) == {
        "dimension": "national_origins",
        "n": 2,
        "models": 3,
        "unsorted": 1,
        "categories": [
            {"name": "China", "count": 1, "share": 0.5},
            {"name": "France", "count": 1, "share": 0.5},
        ],
    }
    assert list(json.loads(result.stdout)) == ["dimension", "n", "models", "unsorted", "categories"]


def test_stats_prints_what_load_counts(database: Path) -> None:
    result = osai("stats", "national_origins", "--models", database, "--latest", "--format", "json")

    printed = json.loads(result.stdout)
    assert printed == load(database).tally("national_origins", latest=True).to_dict()
    assert (printed["n"], printed["models"], printed["categories"][0]["count"]) == (39, 40, 15)


def test_stats_as_text(folder: Path) -> None:
    result = osai("stats", "national_origins", "--models", folder)

    assert result.stdout == (
        "National origin: 3 of 4 models; 1 without a tag\n"
        "China        1   33.3%\n"
        "France       1   33.3%\n"
        "深圳           1   33.3%\n"
    )


def test_stats_as_csv(folder: Path) -> None:
    result = osai("stats", "types", "--models", folder, "--format", "csv", "--type", "code")

    assert result.stdout == (
        "category,count,n,share,shown_as\ntext,1,1,1.0,text\ncode,1,1,1.0,code\n"
    )


@pytest.mark.parametrize(
    ("options", "n"),
    [
        (["--latest"], 3),
        (["--latest", "--performance-class", "latest"], 3),
        (["--performance-class", "full"], 1),
        (["--type", "code"], 1),
        (["--type", "code", "--type", "text"], 4),
        (["--origin", "China", "--origin", "深圳"], 2),
    ],
)
def test_options_select(folder: Path, options: list[str], n: int) -> None:
    result = osai("stats", "types", "--models", folder, "--format", "json", *options)

    assert json.loads(result.stdout)["models"] == n


def test_top_joins_the_others(folder: Path) -> None:
    result = osai("stats", "national_origins", "--models", folder, "--top", 1, "--format", "json")

    categories = json.loads(result.stdout)["categories"]
    assert [(c["name"], c["count"]) for c in categories] == [("China", 1), ("Other", 2)]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["national_origin"], "unknown dimension 'national_origin'; did you mean"),
        (
            ["types", "--origin", "Chna"],
            "unknown category of national_origins 'Chna'; did you mean",
        ),
        (["types", "--type", "vidoe"], "unknown category of types 'vidoe'; did you mean 'video'?"),
        (
            ["types", "--latest", "--performance-class", "full"],
            "latest=True and another performance_class contradict each other; keep one of the two",
        ),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_2(
    folder: Path, arguments: list[str], message: str
) -> None:
    result = osai("stats", *arguments, "--models", folder)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"osai: {message}")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("command", [["stats", "types", "--models"], ["import"]])
def test_a_folder_that_is_not_there_is_one_sentence_and_exit_2(
    tmp_path: Path, command: list[str]
) -> None:
    result = osai(*command, tmp_path / "nowhere")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("osai: no folder of models at ")
    assert result.stderr.count("\n") == 1


def test_problems_go_to_stderr_and_the_result_to_stdout(folder: Path) -> None:
    (folder / "bad.yaml").write_text("system: [\n")
    (folder / "odd.yaml").write_text(a_file(code="Open"))

    result = osai("stats", "types", "--models", folder, "--format", "json")

    assert result.exit_code == 0
    assert json.loads(result.stdout)["models"] == 5
    error, warning = result.stderr.splitlines()
    assert error.startswith(f"error: {folder}/bad.yaml:")
    assert warning.startswith(f"warning: {folder}/odd.yaml:")


def test_import_carries_an_index_over(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "ours"
    result = osai("import", folder, "--to", target, "--date", "2026-06-12")

    assert result.exit_code == 0
    assert result.stdout == (f"4 models: 6 files written to {target}, 0 the same already\n")
    ours, theirs = load(target), load(folder)
    assert str(ours.about.date) == "2026-06-12"
    for dimension in theirs.registry:
        assert ours.tally(dimension).to_dict() == theirs.tally(dimension).to_dict()

    again = osai("import", folder, "--to", target, "--date", "2026-06-12")
    assert again.exit_code == 0
    assert "0 files written" in again.stdout


def test_import_never_overwrites_in_silence(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "ours"
    osai("import", folder, "--to", target)
    (target / "a.yaml").write_text("mine")

    result = osai("import", folder, "--to", target)
    assert result.exit_code == 1
    assert f"{target}/a.yaml: says something else and was kept" in result.stdout
    assert (target / "a.yaml").read_text() == "mine"

    assert osai("import", folder, "--to", target, "--overwrite").exit_code == 0
    assert "China" in (target / "a.yaml").read_text()


def test_import_names_models_that_are_not_in_the_source(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "ours"
    osai("import", folder, "--to", target)
    (folder / "a.yaml").unlink()

    result = osai("import", folder, "--to", target)

    assert result.exit_code == 1
    assert f"{target}/a.yaml: lay there before and is not in {folder}" in result.stdout
    assert (target / "a.yaml").exists()


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


def test_import_says_in_one_sentence_where_it_cannot_write(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "a-file").touch()
    (tmp_path / "ours" / "b.yaml").mkdir(parents=True)

    into_a_file = osai("import", folder, "--to", tmp_path / "a-file")
    over_a_folder = osai("import", folder, "--to", tmp_path / "ours", "--overwrite")

    for result in (into_a_file, over_a_folder):
        assert result.exit_code == 2
        assert "cannot be written" in result.stderr
        assert result.stderr.count("\n") == 1


def test_every_command_and_option_says_what_it_does() -> None:
    for name, command in main.commands.items():
        assert command.help
        assert "Example: osai" in command.help, name
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, (name, parameter.name)
    assert osai("--help").exit_code == 0
    assert "0.1.0" in osai("--version").stdout
