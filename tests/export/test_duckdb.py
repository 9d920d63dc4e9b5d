"""The DuckDB examples in docs/performance.md give the numbers of the index."""

from __future__ import annotations

import re
import runpy
import tempfile
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet  # type: ignore[import-untyped]

from benchmarks.beyond import a_large_export, shown
from mkdocs_osai.cli import main
from mkdocs_osai.export.records import parquet_of
from mkdocs_osai.history import load
from mkdocs_osai.stats import Index, Tally
from tests.builders import a_model, an_index

Row = tuple[Any, ...]


def the_query() -> str:
    return shown("sql")[0]


def the_query_of_types() -> str:
    return shown("sql")[1]


def the_program() -> str:
    [program] = shown("python")
    return program


def answer(query: str, export: Path) -> list[Row]:
    assert "'models.parquet'" in query
    with duckdb.connect() as connection:
        return connection.sql(query.replace("models.parquet", str(export))).fetchall()


def rows(tally: Tally) -> list[Row]:
    return [(c.name, c.count, tally.n, float(c.share)) for c in tally.categories]


def written(index: Index, folder: Path) -> Path:
    file = folder / "models.parquet"
    file.write_bytes(parquet_of(index.models, index, index.about))
    return file


def exported(database: Path, folder: Path) -> Path:
    file = folder / "models.parquet"
    main(["export", str(file), "--models", str(database)], standalone_mode=False)
    return file


def test_the_query_gives_the_tally_in_its_order(database: Path, tmp_path: Path) -> None:
    tally = load(database).tally("national_origins", latest=True)

    assert len(tally.categories) > 1
    assert answer(the_query(), exported(database, tmp_path)) == rows(tally)


@pytest.mark.parametrize(
    ("dimension", "column"),
    [
        ("contributor_types", "contributor"),
        ("performance_classes", "performance_class"),
        ("code", "code_class"),
        ("licenses_class", "licenses_class"),
        ("release_years", "released[:4]"),
    ],
)
def test_another_column_gives_another_dimension(
    dimension: str, column: str, database: Path, tmp_path: Path
) -> None:
    query = re.sub(r"\borigin\b", column, the_query())

    found = answer(query, exported(database, tmp_path))

    assert sorted(found) == sorted(rows(load(database).tally(dimension, latest=True)))


def test_of_types_each_model_counts_in_all_that_are_its_own(database: Path, tmp_path: Path) -> None:
    tally = load(database).tally("types", latest=True)

    assert sum(c.count for c in tally.categories) >= tally.n
    found = answer(the_query_of_types(), exported(database, tmp_path))
    assert sorted(found) == sorted(rows(tally))


def test_a_model_of_two_types_counts_once_in_n(tmp_path: Path) -> None:
    index = an_index(
        a_model("a", types=("text", "code"), performance_class="latest"),
        a_model("b", types=("text",), performance_class="latest"),
        a_model("c", types=(), performance_class="latest"),
        a_model("d", types=("video",), performance_class="full"),
    )

    found = answer(the_query_of_types(), written(index, tmp_path))

    assert found == [("text", 2, 2, 1.0), ("code", 1, 2, 0.5)]
    assert found == rows(index.tally("types", latest=True))


ORIGINS = ("China", "Sweden", "armenia", "Armenia", "Åland", "United States", "d'Ivoire; x", None)


@settings(max_examples=30)
@given(st.lists(st.tuples(st.sampled_from(ORIGINS), st.sampled_from(["latest", "full", None]))))
def test_the_query_leaves_out_what_the_tally_leaves_out(
    models: list[tuple[str | None, ...]],
) -> None:
    index = an_index(
        *(
            a_model(f"m{number}", origin=origin, performance_class=performance_class)
            for number, (origin, performance_class) in enumerate(models)
        )
    )
    with tempfile.TemporaryDirectory() as folder:
        found = answer(the_query(), written(index, Path(folder)))

    assert found == rows(index.tally("national_origins", latest=True))


@pytest.mark.parametrize(
    ("dimension", "column"),
    [
        ("licenses", "license"),
        ("license_families", "license"),
        ("organizations", "organization"),
        ("regions", "origin"),
        ("academic", "contributor"),
        ("big_tech", "contributor"),
        ("release_quarters", "released"),
    ],
)
def test_the_program_sorts_as_the_dimension_does(
    dimension: str, column: str, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = 'dimension, column = "licenses", "license"'
    assert named in the_program()
    program = tmp_path / "program.py"
    program.write_text(
        the_program().replace(named, f"dimension, column = {dimension!r}, {column!r}"), "utf-8"
    )
    exported(database, tmp_path)
    monkeypatch.chdir(tmp_path)

    found = runpy.run_path(str(program))["tally"]

    assert sorted(found) == sorted(rows(load(database).tally(dimension, latest=True)))


def test_the_query_alone_counts_spellings_that_the_dimension_joins(tmp_path: Path) -> None:
    spelt = ("Apache-2.0", "Apache 2.0", "Apache License 2.0")
    index = an_index(
        *(a_model(name, license=name, performance_class="latest") for name in spelt),
        a_model("x", license="MIT License", performance_class="latest"),
    )

    found = answer(re.sub(r"\borigin\b", "license", the_query()), written(index, tmp_path))

    assert {row[0] for row in found} == {*spelt, "MIT License"}
    assert rows(index.tally("licenses", latest=True))[0] == ("Apache-2.0", 3, 4, 0.75)


def test_what_is_measured_has_the_columns_of_an_export_and_ids_that_are_unique(
    tmp_path: Path,
) -> None:
    large = tmp_path / "large.parquet"

    a_large_export(large, 500)

    table, real = parquet.read_table(large), parquet.read_table(written(load("models"), tmp_path))
    assert table.schema.equals(real.schema, check_metadata=True)
    assert table.num_rows == len(set(table["id"].to_pylist())) == 500
    origins = {row[0] for row in answer(the_query(), large)}
    assert 1 < len(origins) <= len(set(real["origin"].to_pylist()))
