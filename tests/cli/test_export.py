"""`osai export`, `osai models` and `osai schema`."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pandas as pd
import pytest

from mkdocs_osai.history import load
from mkdocs_osai.stats.dimensions.schema import schema
from tests.builders import a_file
from tests.conftest import osai


def exported(folder: Path, tmp_path: Path, name: str, *options: str) -> Path:
    out = tmp_path / name
    result = osai("export", out, "--models", folder, *options)
    assert result.exit_code == 0
    assert result.stdout.endswith(f" written to {out}\n")
    return out


def test_csv_has_a_row_a_model_with_facts_score_and_classes(folder: Path, tmp_path: Path) -> None:
    (folder / "e.yaml").write_text(a_file(name="Eta", code="closed", paper="partial"))
    text = exported(folder, tmp_path, "models.csv").read_text("utf-8")

    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(text))}
    assert set(rows) == {m.id for m in load(folder).models}
    eta = rows["e"]
    assert (eta["name"], eta["origin"], eta["released"]) == ("Eta", "China", "2024-07")
    assert (eta["code_class"], eta["paper_class"], eta["score"]) == ("closed", "partial", "0.875")
    assert rows["b"]["types"] == "text; code"
    assert rows["c"]["origin"] == ""


def test_csv_starts_no_formula(folder: Path, tmp_path: Path) -> None:
    (folder / "e.yaml").write_text(a_file(name="'=1+1'", orgname="'@x'"))
    text = exported(folder, tmp_path, "models.csv").read_text("utf-8")

    row = next(r for r in csv.DictReader(io.StringIO(text)) if r["id"] == "e")
    assert (row["name"], row["organization"]) == ("'=1+1", "'@x")


def test_json_names_its_source(database: Path, tmp_path: Path) -> None:
    told = json.loads(exported(database, tmp_path, "models.json").read_text("utf-8"))

    index = load(database)
    assert told["about"]["license"] == "CC-BY-4.0"
    assert told["about"]["date"] == (index.about.date and index.about.date.isoformat())
    assert [c["ref"] for c in told["criteria"]] == [c.ref for c in index.criteria]
    for model, one in zip(index.selected(), told["models"], strict=True):
        assert (one["id"], one["types"]) == (model.id, list(model.types))
        assert one["score"] == (None if model.score is None else float(model.score))
        assert {ref: c["class"] for ref, c in one["criteria"].items()} == {
            c.ref: model.grades[c.ref].cls for c in index.criteria.that_apply_to(model.types)
        }


def test_json_lines_have_a_model_each_with_the_facts_of_the_json(
    database: Path, tmp_path: Path
) -> None:
    lines = exported(database, tmp_path, "models.jsonl", "--type", "video").read_text("utf-8")
    whole = exported(database, tmp_path, "models.json", "--type", "video").read_text("utf-8")

    assert lines.endswith("}\n")
    models = [json.loads(line) for line in lines.split("\n")[:-1]]
    assert len(models) > 1
    assert models == json.loads(whole)["models"]


def test_parquet_holds_the_rows_of_the_csv(database: Path, tmp_path: Path) -> None:
    frame = pd.read_parquet(exported(database, tmp_path, "models.parquet", "--type", "video"))

    text = exported(database, tmp_path, "models.csv", "--type", "video").read_text("utf-8")
    header, *rows = csv.reader(io.StringIO(text))
    assert list(frame.columns) == header
    assert list(frame["id"]) == [row[0] for row in rows]
    assert frame["score"].dtype == "float64"
    assert frame["score"].mean() == pytest.approx(float(load(database).mean(type="video").value))


def test_without_pyarrow_it_says_what_to_install(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["mkdocs_osai.cli.export"], "find_spec", lambda _: None)
    result = osai("export", tmp_path / "m.parquet", "--models", folder)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "osai: writing parquet needs the package pyarrow; "
        "install it: pip install 'mkdocs-osai[parquet]'\n"
    )
    assert not (tmp_path / "m.parquet").exists()


def test_a_file_of_no_known_format_is_one_sentence(folder: Path, tmp_path: Path) -> None:
    result = osai("export", tmp_path / "models.xlsx", "--models", folder)

    assert result.exit_code == 2
    assert result.stderr.endswith("has no known format; end it in .csv, .json, .jsonl, .parquet\n")


def test_an_export_is_the_same_every_time(folder: Path, tmp_path: Path) -> None:
    for name in ("a.csv", "a.json", "a.jsonl", "a.parquet"):
        first = exported(folder, tmp_path, name).read_bytes()
        assert exported(folder, tmp_path, name).read_bytes() == first


def test_models_are_listed_by_openness(database: Path) -> None:
    printed = osai("models", "--models", database, "--type", "video").stdout.splitlines()

    index = load(database)
    ranked = index.ranked(type="video")
    assert printed[0] == f"{len(ranked)} models (type: video)"
    assert printed[1].split() == ["Model", "Openness", "Type", "Organisation", "Released"]
    assert [line.split("  ")[0] for line in printed[2:]] == [m.name for m in ranked]


def test_models_as_json_and_csv_have_the_facts_of_an_export(database: Path) -> None:
    options = ["--models", database, "--type", "video", "--top", "3"]
    told = json.loads(osai("models", *options, "--format", "json").stdout)
    rows = list(csv.DictReader(io.StringIO(osai("models", *options, "--format", "csv").stdout)))

    ranked = load(database).ranked(type="video")[:3]
    assert [m["id"] for m in told["models"]] == [m.id for m in ranked]
    assert [row["id"] for row in rows] == [m.id for m in ranked]


def test_a_model_without_a_score_comes_last(folder: Path) -> None:
    (folder / "0.yaml").write_text(a_file(name="0", type=None))
    printed = osai("models", "--models", folder).stdout.splitlines()

    assert printed[0] == "5 models"
    assert printed[-1].startswith("0 ")


def test_no_models_is_an_empty_list(folder: Path) -> None:
    result = osai("models", "--models", folder, "--since", "2030")

    assert result.exit_code == 0
    assert result.stdout.startswith("0 models (released since 2030)\n")


def test_the_schema_of_dimensions_is_for_editors() -> None:
    assert json.loads(osai("schema", "dimensions").stdout) == schema()
