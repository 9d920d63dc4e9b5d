"""`osai stats`: the numbers of a figure."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from mkdocs_osai.cli.options import grouping, joined, selecting, selection
from mkdocs_osai.cli.output import FORMAT, print_csv, print_json, print_table, report
from mkdocs_osai.history import load
from mkdocs_osai.problems import AuthorError
from mkdocs_osai.stats import Result


@click.command()
@click.argument("dimension")
@click.option("--by", metavar="DIMENSION", help="Split each category by another dimension.")
@click.option("--normalize", is_flag=True, help="With --by, shares of each category, not counts.")
@grouping
@selecting
@FORMAT
def stats(
    dimension: str, folder: Path, form: str, by: str | None, normalize: bool, **options: Any
) -> None:
    """Count the models by a DIMENSION, such as national_origins.

    Example: osai stats national_origins --models models --latest --format json
    """
    index = load(folder, as_of=options.pop("as_of"))
    report(index.problems)
    arguments: dict[str, Any] = {**joined(options), **selection(index, options)}
    data: Result
    if by is not None:
        data = index.cross(dimension, by, normalize=normalize, **arguments)
    elif normalize:
        raise AuthorError("--normalize needs --by", "name a dimension with --by")
    else:
        data = index.tally(dimension, **arguments)
    if form == "json":
        print_json(data.to_dict())
    elif form == "csv":
        print_csv(data.to_csv())
    else:
        print_table(data.caption(), data.table)
