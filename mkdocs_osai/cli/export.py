"""`osai export`: the whole index as one file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from mkdocs_osai.cli.options import selecting, selection
from mkdocs_osai.cli.output import report, write
from mkdocs_osai.export.records import csv_of, jsonl_of, parquet_of, records
from mkdocs_osai.history import load
from mkdocs_osai.index import Model
from mkdocs_osai.problems import OsaiError, quote
from mkdocs_osai.sanitize import json_text
from mkdocs_osai.stats import Index, models_in_words


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@selecting
def export(file: Path, folder: Path, **options: Any) -> None:
    """Write the models to FILE, which ends in .csv, .json, .jsonl or .parquet: one row a model.

    A row has all facts of the model, its openness score, and its class on each criterion. An
    existing FILE is replaced.

    Example: osai export models.csv --type video
    """
    form = FORMS.get(file.suffix.lower())
    if form is None:
        raise OsaiError(f"{quote(file)} has no known format", f"end it in {', '.join(FORMS)}")
    index = load(folder, as_of=options.pop("as_of"))
    report(index.problems)
    chosen = index.selected(**selection(index, options))
    write(file, form(index, chosen))
    click.echo(f"{models_in_words(len(chosen))} written to {file}")


def _parquet(index: Index, models: Sequence[Model]) -> bytes:
    if find_spec("pyarrow") is None:
        raise OsaiError(
            "writing parquet needs the package pyarrow",
            "install it: pip install 'mkdocs-osai[parquet]'",
        )
    return parquet_of(models, index, index.about)


FORMS: dict[str, Callable[[Index, Sequence[Model]], bytes]] = {
    ".csv": lambda index, models: csv_of(models, index),
    ".json": lambda index, models: json_text(records(models, index, index.about)).encode(),
    ".jsonl": lambda index, models: jsonl_of(models, index),
    ".parquet": _parquet,
}
"""Ending of a file → the function that makes its content."""
