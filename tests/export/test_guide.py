"""The examples with pandas, DuckDB and R in the guide give the numbers of the index."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from mkdocs_osai.history import load
from mkdocs_osai.stats import Index
from tests.conftest import ROOT, osai

GUIDE = ROOT / "docs/guide/without-mkdocs.md"


def shown(language: str) -> str:
    """The block of the section in a language."""
    _, _, section = GUIDE.read_text("utf-8").partition("\n## In pandas, DuckDB and R\n")
    section, _, _ = section.partition("\n## ")
    [block] = re.findall(rf"^```{language}\n(.*?)^```$", section, re.DOTALL | re.MULTILINE)
    return str(block)


@pytest.fixture
def here(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with `models.jsonl`, in which a test runs."""
    monkeypatch.chdir(tmp_path)
    assert osai("export", "models.jsonl", "--models", database).exit_code == 0
    return tmp_path


def weights(index: Index) -> dict[str, int]:
    return {c.name: c.count for c in index.tally("weights_endmodel").categories}


def openness(index: Index) -> dict[str, float]:
    origins = [c.name for c in index.tally("national_origins").categories]
    return {name: float(index.mean(origin=name).value) for name in origins}


@pytest.mark.usefixtures("here")
def test_the_lines_for_pandas(database: Path) -> None:
    names: dict[str, Any] = {}
    exec(shown("python"), names)  # noqa: S102 - it is what the guide shows

    index = load(database)
    assert len(names["models"]) == len(index)
    assert names["openness"].to_dict() == pytest.approx(openness(index))
    assert names["weights"].to_dict() == weights(index)


@pytest.mark.usefixtures("here")
def test_the_lines_for_duckdb(database: Path) -> None:
    with duckdb.connect() as connection:
        rows = connection.sql(shown("sql")).fetchall()

    index = load(database)
    assert {name: count for name, count, _ in rows if name is not None} == weights(index)
    means = {name: mean for name, _, mean in rows if name is not None}
    assert means == pytest.approx(
        {name: float(index.mean(weights_endmodel=name).value) for name in weights(index)}
    )


def test_the_lines_for_r(database: Path, here: Path) -> None:
    program = shown("r")
    asked = set(re.findall(r"models\$(\w+)", program))
    assert asked <= {*pd.read_json("models.jsonl", lines=True).columns}
    command = shutil.which("Rscript")
    if command is None:
        pytest.skip("R is not here")

    (here / "lines.R").write_text(
        f'{program}\ncat(sprintf("%s\\t%d\\n", names(weights), weights), sep = "")\n'
        'cat(sprintf("%s\\t%.12f\\n", names(openness), openness), sep = "")\n'
    )
    told = subprocess.run([command, "lines.R"], check=True, capture_output=True, text=True).stdout
    numbers = {name: float(n) for name, n in (line.split("\t") for line in told.splitlines())}
    index = load(database)
    assert numbers == pytest.approx({**weights(index), **openness(index)})


def test_no_models_are_no_lines_and_a_table_without_rows(tmp_path: Path, folder: Path) -> None:
    out = tmp_path / "none.jsonl"
    assert osai("export", out, "--models", folder, "--since", "2030").exit_code == 0

    assert out.read_bytes() == b""
    assert len(pd.read_json(out, lines=True)) == 0
    with duckdb.connect() as connection:
        assert connection.read_json(str(out)).fetchall() == []
