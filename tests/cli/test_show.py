"""`osai show`, the search of `osai models`, and the list of `osai stats`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from mkdocs_osai.history import load
from tests.builders import a_file
from tests.cli.test_main import on_a_terminal
from tests.conftest import ROOT, osai


def test_a_model_is_shown_with_its_facts_and_classes(database: Path) -> None:
    model = load(database)["OLMo"]
    shown = osai("show", "OLMo", "--models", database).stdout

    assert shown.startswith("OLMo: A text model by Ai2")
    for text in ("United States", "Apache-2.0", *model.links):
        assert text in shown
    for criterion in load(database).criteria:
        assert criterion.name in shown
    assert shown.count("https://") >= sum(len(grade.links) for grade in model.grades.values())


def test_a_model_as_json_is_that_of_an_export(folder: Path) -> None:
    shown = json.loads(osai("show", "a", "--models", folder, "--format", "json").stdout)
    listed = json.loads(osai("models", "--models", folder, "--format", "json").stdout)

    assert shown.pop("about") == listed["about"]
    assert shown in listed["models"]


def test_an_unknown_model_is_one_sentence_with_the_nearest(folder: Path) -> None:
    (folder / "e.yaml").write_text(a_file(name="Lark"))
    result = osai("show", "Larck", "--models", folder)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "osai: unknown model 'Larck'; did you mean 'Lark'?\n"


def test_models_are_found_by_words(folder: Path) -> None:
    (folder / "e.yaml").write_text(a_file(name="Lark 2", orgname="Nest"))
    (folder / "f.yaml").write_text(a_file(name="Wren", orgname="Lark Society", code="closed"))
    (folder / "g.yaml").write_text(a_file(name="Crow", basemodelname="Lark 1"))
    found = osai("models", "lark", "--models", folder).stdout.splitlines()

    assert found[0] == "3 models ('lark')"
    assert [line.split("  ")[0] for line in found[2:]] == ["Lark 2", "Wren", "Crow"]
    rows = osai("models", "lark", "2", "--models", folder, "--format", "csv").stdout
    assert [row["name"] for row in csv.DictReader(io.StringIO(rows))] == ["Lark 2"]
    one = osai("models", "lark", "--models", folder, "--top", "1").stdout.splitlines()
    assert one[0] == "1 of 3 models ('lark')"


def test_a_search_without_a_match_says_what_is_near(folder: Path) -> None:
    (folder / "e.yaml").write_text(a_file(name="Lark"))
    result = osai("models", "lrak", "--models", folder)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "osai: unknown model 'lrak'; did you mean 'Lark'?\n"


def test_without_a_dimension_all_are_listed(database: Path) -> None:
    registry = load(database).registry
    printed = osai("stats", "--models", database).stdout.splitlines()

    assert printed[0] == f"{len(registry)} dimensions"
    assert [line.split()[0] for line in printed[2:]] == [*registry]
    listed = json.loads(osai("stats", "--models", database, "--format", "json").stdout)
    names = {one["name"]: one["categories"] for one in listed["dimensions"]}
    assert names["regions"] == [c.name for c in load(database).tally("regions").categories]
    rows = osai("stats", "--models", database, "--format", "csv").stdout
    short = {row["dimension"]: row["short"] for row in csv.DictReader(io.StringIO(rows))}
    assert short["release_quarters"] == "quarter"


@pytest.mark.parametrize("option", [["--top", "3"], ["--latest"], ["--measure", "share"]])
def test_an_option_without_a_dimension_is_an_error(folder: Path, option: list[str]) -> None:
    result = osai("stats", *option, "--models", folder)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "needs a dimension; name one before it, such as osai stats regions" in result.stderr


def test_other_is_one_line_and_csv_has_what_it_joins() -> None:
    arguments = ("stats", "licenses", "--top", "3", "--models", ROOT / "models")
    printed = osai(*arguments).stdout.splitlines()[2:]
    rows = [*csv.DictReader(io.StringIO(osai(*arguments, "--format", "csv").stdout))]

    assert len(printed) == 4
    joined = [row for row in rows if row["shown_as"] == "Other"]
    assert printed[3].startswith(f"Other ({len(joined)} joined) ")
    crossed = osai(*arguments, "--by", "academic").stdout.splitlines()[2:]
    assert len(crossed) == 4


def test_a_narrow_terminal_cuts_texts_and_no_numbers(folder: Path) -> None:
    (folder / "e.yaml").write_text(a_file(name="Lark", orgname="A very long name of a maker " * 4))
    drawn = on_a_terminal("models", "--models", folder, columns=60).splitlines()

    assert all(len(line) <= 60 for line in drawn)
    lark = next(line for line in drawn if "Lark" in line)
    assert "…" in lark
    assert "1.00" in lark
    assert "2024-07" in lark


def test_a_table_that_does_not_fit_is_plain_text_with_all_numbers() -> None:
    arguments = ("stats", "regions", "--by", "year", "--models", ROOT / "models")
    shown = on_a_terminal(*arguments, columns=40)

    assert "─" not in shown
    assert osai(*arguments).stdout.splitlines()[2] in shown.splitlines()
