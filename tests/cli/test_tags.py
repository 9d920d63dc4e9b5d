"""`osai tags`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from mkdocs_osai.history import load
from tests.builders import a_file
from tests.conftest import osai


def test_tags_lists_who_lacks_what_and_what_others_of_them_have(folder: Path) -> None:
    (folder / "e.yaml").write_text(a_file(name="E", contributor=None), encoding="utf-8")
    result = osai("tags", "--models", folder)

    assert result.exit_code == 0
    title, header, *rows = result.stdout.splitlines()
    assert title == "3 of 5 models have both tags"
    assert header.split() == ["ID", "Path", "Organisation", "Missing", "Others"]
    assert rows[0].split(maxsplit=2)[:2] == ["c", f"{folder}/c.yaml"]
    assert "origin, contributor" in rows[0]
    assert "origin: China (2), France (1), 深圳 (1)" in rows[0]
    assert rows[1].endswith("contributor: Non-academic (Company) (3)")


def test_tags_joins_the_spellings_of_an_organisation(folder: Path) -> None:
    files = {
        "e": a_file(name="E", orgname="Alibaba", origin="Spain"),
        "f": a_file(name="F", orgname="Alibaba Group", origin=None),
    }
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    found = json.loads(osai("tags", "--models", folder, "--format", "json").stdout)

    of_f = next(one for one in found["models"] if one["id"] == "f")
    assert of_f["organization"] == "Alibaba Group"
    assert of_f["missing"] == ["origin"]
    assert of_f["others"] == {"origin": [{"value": "Spain", "models": 1}]}


def test_tags_suggests_nothing_where_nobody_is_named(folder: Path) -> None:
    (folder / "c.yaml").write_text(a_file(orgname=None, origin=None), encoding="utf-8")
    (folder / "e.yaml").write_text(a_file(name="E", orgname=None), encoding="utf-8")
    found = json.loads(osai("tags", "--models", folder, "--format", "json").stdout)

    assert found["models"][0]["others"] == {"origin": []}


def test_tags_as_json_counts_by_tag(folder: Path) -> None:
    (folder / "e.yaml").write_text(a_file(name="E", contributor=None), encoding="utf-8")
    found = json.loads(osai("tags", "--models", folder, "--format", "json").stdout)

    assert {k: found[k] for k in ("n", "both", "without")} == {
        "n": 5,
        "both": 3,
        "without": {"origin": 1, "contributor": 2},
    }


def test_tags_as_csv_has_a_row_for_each_model(folder: Path) -> None:
    (folder / "e.yaml").write_text(
        a_file(name="E", orgname='"=cmd()"', origin=None), encoding="utf-8"
    )
    text = osai("tags", "--models", folder, "--format", "csv").stdout
    rows = [*csv.DictReader(io.StringIO(text))]

    assert [row["id"] for row in rows] == ["c", "e"]
    assert rows[0]["missing"] == "origin, contributor"
    assert rows[1]["organisation"] == "'=cmd()"


def test_tags_strict_exits_with_1_only_if_one_is_missing(folder: Path) -> None:
    assert osai("tags", "--models", folder, "--strict").exit_code == 1
    (folder / "c.yaml").unlink()
    result = osai("tags", "--models", folder, "--strict")

    assert result.exit_code == 0
    assert result.stdout == "3 of 3 models have both tags\n"


def test_tags_takes_undisclosed_for_a_tag(folder: Path) -> None:
    (folder / "c.yaml").write_text(a_file(origin="Undisclosed"), encoding="utf-8")

    assert osai("tags", "--models", folder, "--strict").exit_code == 0


def test_tags_of_a_database_add_up(database: Path) -> None:
    found = json.loads(osai("tags", "--models", database, "--format", "json").stdout)
    models = load(database).models

    assert found["n"] == len(models)
    assert found["both"] == sum(bool(m.origin and m.contributor) for m in models)
    assert found["both"] + len(found["models"]) == found["n"]
    assert all(one["missing"] for one in found["models"])
