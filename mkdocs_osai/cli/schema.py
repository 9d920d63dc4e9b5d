"""`osai schema`: JSON Schemas, with which editors check files."""

from __future__ import annotations

from pathlib import Path

import click

from mkdocs_osai.cli.options import ModelsPath
from mkdocs_osai.cli.output import print_json, report
from mkdocs_osai.index import Criteria, read_folder
from mkdocs_osai.index.criteria import BUILT_IN
from mkdocs_osai.index.diagnostics import Rule
from mkdocs_osai.index.json_schema import (
    about_schema,
    history_schema,
    model_schema,
    parameters_schema,
)
from mkdocs_osai.stats.definitions import schema as definitions_schema
from mkdocs_osai.stats.dimensions import families_schema
from mkdocs_osai.stats.dimensions import schema as entries

SCHEMAS = {
    "dimensions": entries.schema,
    "families": families_schema.schema,
    "definitions": definitions_schema.schema,
    "parameters": parameters_schema,
    "about": about_schema,
    "history": history_schema,
}
"""Kind of metadata file → the function that makes its schema."""

_FOLDER = Path("models")


@click.command()
@click.argument("of", type=click.Choice(["models", *SCHEMAS]))
@click.option(
    "--models",
    "folder",
    type=ModelsPath(),
    help="The folder that defines the criteria; models, or else the built-in criteria.",
)
def schema(of: str, folder: Path | None) -> None:
    """Print a JSON Schema, with which editors complete and check files.

    `models` is for the files of models, `dimensions` for _dimensions.yml, `families` for
    _families.yml, `definitions` for _definitions.yml, `parameters` for _parameters.yml, `about`
    for _index.yml, `history` for _history.yml.

    Example: osai schema models > model.schema.json
    """
    print_json(model_schema(_criteria(folder)) if of == "models" else SCHEMAS[of]())


def _criteria(folder: Path | None) -> Criteria:
    if folder is None and not _FOLDER.is_dir():
        return BUILT_IN
    snapshot = read_folder(folder or _FOLDER)
    report(p for p in snapshot.problems if p.rule == Rule.PARAMETERS)
    return snapshot.criteria
