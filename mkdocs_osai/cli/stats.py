"""`osai stats`: the numbers of a figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from mkdocs_osai.cli.options import CommandWithOldOptions, grouping, joined, selecting, selection
from mkdocs_osai.cli.output import FORMAT, print_csv, print_json, print_table, report
from mkdocs_osai.history import load
from mkdocs_osai.problems import AuthorError
from mkdocs_osai.stats import CrossTab, Index, Result, Table, Tally, to_csv
from mkdocs_osai.stats.dimensions.registry import SHORT

MEASURE = click.option(
    "--measure",
    type=click.Choice(["models", "share"]),
    help="With --by: counts of models, or the share of each category.",
)

MOST_NAMES = 3  # how many categories of a dimension the list names


@click.command(cls=CommandWithOldOptions, old_options={"--normalize": ("--measure", "share")})
@click.argument("dimension", required=False)
@click.option("--by", metavar="DIMENSION", help="Split each category by another dimension.")
@MEASURE
@grouping
@selecting
@FORMAT
def stats(
    dimension: str | None,
    folder: Path,
    form: str,
    by: str | None,
    measure: str | None,
    **options: Any,
) -> None:
    """Count the models by a DIMENSION, such as national_origins; without one, list all dimensions.

    Example: osai stats national_origins --latest --top 5
    """
    index = load(folder, as_of=options.pop("as_of"))
    report(index.problems)
    arguments: dict[str, Any] = {**joined(options), **selection(index, options)}
    if dimension is None:
        _list(index, form, {"by": by, "measure": measure, **arguments})
        return
    data: Result
    if by is not None:
        data = index.cross(dimension, by, measure=measure or "models", **arguments)
    elif measure is not None:
        raise AuthorError("--measure needs --by", "name a dimension with --by")
    else:
        data = index.tally(dimension, **arguments)
    if form == "json":
        print_json(data.to_dict())
    elif form == "csv":
        print_csv(data.to_csv())
    else:
        print_table(data.caption(), _short(data).table)


def _list(index: Index, form: str, options: dict[str, Any]) -> None:
    """Print all dimensions; an option without a dimension is an error."""
    for word, value in options.items():
        if value is not None:
            raise AuthorError(
                f"{word} needs a dimension", "name one before it, such as osai stats regions"
            )
    found = [(d, _names(index, d.name)) for d in index.registry.values()]
    rows = [
        (d.name, _also(d.name), d.label, d.filter or "", f"{len(names):,}", _few(names))
        for d, names in found
    ]
    if form == "json":
        keys = ("name", "label", "about", "filter")
        listed = [{k: getattr(d, k) for k in keys} | {"categories": [*names]} for d, names in found]
        print_json({"dimensions": listed})
    elif form == "csv":
        print_csv(to_csv(map(str.lower, _HEADER), rows))
    else:
        print_table(f"{len(rows)} dimensions", Table(_HEADER, tuple(rows)))


_HEADER = ("Dimension", "Short", "Label", "Argument", "Categories", "Such as")


def _names(index: Index, dimension: str) -> tuple[str, ...]:
    """The categories that have models, largest first."""
    return tuple(category.name for category in index.tally(dimension).categories)


def _also(name: str) -> str:
    """The short word for a dimension of time."""
    return next((word for word, dimension in SHORT.items() if dimension == name), "")


def _few(names: Sequence[str]) -> str:
    return ", ".join(names[:MOST_NAMES]) + (", …" if len(names) > MOST_NAMES else "")


def _short(data: Result) -> Result:
    """The same numbers, without the categories that `Other` joins; CSV and JSON have them."""
    if isinstance(data, Tally):
        return _without_joined(data)
    if isinstance(data, CrossTab):
        return replace(data, rows=_without_joined(data.rows))
    return data


def _without_joined(tally: Tally) -> Tally:
    categories = (
        replace(c, name=f"{c.name} ({len(c.joined)} joined)", joined=()) if c.joined else c
        for c in tally.categories
    )
    return replace(tally, categories=tuple(categories))
