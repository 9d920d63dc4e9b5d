"""`osai stats`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mkdocs_osai.history import load
from tests.builders import a_file
from tests.conftest import osai


def test_stats_as_json_is_the_documented_shape(folder: Path) -> None:
    arguments = ["--models", folder, "--latest", "--format", "json"]
    result = osai("stats", "national_origins", *arguments)

    assert result.exit_code == 0
    assert result.stderr == ""
    assert json.loads(result.stdout) == {
        "dimension": "national_origins",
        "label": "National origin",
        "selection": "performance class: latest",
        "n": 2,
        "models": 3,
        "unsorted": 1,
        "overlapping": False,
        "categories": [
            {"name": "China", "count": 1, "share": 0.5},
            {"name": "France", "count": 1, "share": 0.5},
        ],
    }
    assert list(json.loads(result.stdout)) == [
        *("dimension", "label", "selection", "n", "models", "unsorted", "overlapping"),
        "categories",
    ]


def test_stats_prints_what_load_counts(database: Path) -> None:
    result = osai("stats", "national_origins", "--models", database, "--latest", "--format", "json")

    printed = json.loads(result.stdout)
    assert printed == load(database).tally("national_origins", latest=True).to_dict()
    assert (printed["n"], printed["models"], printed["categories"][0]["count"]) == (39, 40, 15)


def test_stats_as_text(folder: Path) -> None:
    result = osai("stats", "national_origins", "--models", folder)

    assert result.stdout == (
        "National origin: 3 of 4 models; 1 without a tag\n"
        "National origin  Models  Share\n"
        "China                 1  33.3%\n"
        "France                1  33.3%\n"
        "深圳                  1  33.3%\n"
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
            "latest=True and performance_class 'full' contradict each other; keep one of the two",
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


@pytest.mark.parametrize(
    ("options", "n"),
    [
        (["--latest"], 3),
        (["--no-latest"], 1),
        (["--where", "latest=true"], 3),
        (["--where", "latest=false"], 1),
        (["--no-latest", "--performance-class", "full"], 1),
        ([], 4),
    ],
)
def test_no_latest_is_the_models_of_the_other_classes(
    folder: Path, options: list[str], n: int
) -> None:
    result = osai("stats", "types", "--models", folder, "--format", "json", *options)

    assert json.loads(result.stdout)["models"] == n


def test_all_models_are_those_of_the_latest_class_and_the_others(database: Path) -> None:
    told = [
        json.loads(osai("stats", "types", "--models", database, "--format", "json", option).stdout)
        for option in ("--latest", "--no-latest")
    ]

    assert [one["models"] for one in told] == [40, 153]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--other", "China", "--top", "1"], "other is 'China', which is the name of a category"),
        (["--group", "China=France"], "the group 'China' has the name of a category"),
        (["--order", "China", "--order", "CN"], "order names 'China' twice"),
        (["--region", "EU"], "unknown category of regions 'EU'; it is a category of eu"),
    ],
)
def test_a_command_groups_and_orders_as_a_page_does(
    folder: Path, arguments: list[str], message: str
) -> None:
    result = osai("stats", "national_origins", *arguments, "--models", folder)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"osai: {message}")


def test_a_command_groups_countries_without_models(folder: Path) -> None:
    group = ["--group", "EU=Latvia", "--group", "EU=FR", "--format", "json"]

    result = osai("stats", "national_origins", "--models", folder, *group)

    found = {c["name"]: c["count"] for c in json.loads(result.stdout)["categories"]}
    assert found["EU"] == 1
