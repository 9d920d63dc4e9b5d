"""`osai models`: a list of models."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from mkdocs_osai.cli.options import CommandWithOldOptions, selecting, selection
from mkdocs_osai.cli.output import FORMAT, print_csv, print_json, print_table, report
from mkdocs_osai.export.records import records, rows
from mkdocs_osai.history import load
from mkdocs_osai.index import Model
from mkdocs_osai.problems import quote
from mkdocs_osai.stats import Table, models_in_words, rounded, to_csv
from mkdocs_osai.stats.model_search import search as find


@click.command(cls=CommandWithOldOptions, old_options={"--limit": ("--top", None)})
@click.argument("search", nargs=-1)
@selecting
@click.option("--top", type=click.IntRange(min=1), help="List this many models.")
@FORMAT
def models(
    search: tuple[str, ...], folder: Path, form: str, top: int | None, **options: Any
) -> None:
    """List models with their openness, the most open first.

    SEARCH is words of names, organisations and base models; the best matches are first.

    Example: osai models llama --type text
    """
    index = load(folder, as_of=options.pop("as_of"))
    report(index.problems)
    words = selection(index, options)
    chosen = index.selected(**words)
    ranked = index.ranked(**words)
    unscored = [m for m in chosen if m.score is None]
    if search:
        chosen = find([*ranked, *unscored], " ".join(search))
    listed = [*(chosen if search else (*ranked, *unscored))][:top]
    if form == "json":
        print_json(records(listed, index, index.about))
    elif form == "csv":
        print_csv(to_csv(*rows(listed, index)))
    else:
        conditions = index.select(**words).words
        number = f"{len(listed):,} of " if len(listed) < len(chosen) else ""
        words_ = ", ".join(filter(None, (" ".join(search) and quote(" ".join(search)), conditions)))
        title = f"{number}{models_in_words(len(chosen))}{f' ({words_})' if words_ else ''}"
        print_table(title, Table(_HEADER, tuple(map(_row, listed))))


_HEADER = ("Model", "Openness", "Type", "Organisation", "Released")


def _row(model: Model) -> tuple[str, ...]:
    score = "" if model.score is None else rounded(model.score, 2)
    types = ", ".join(model.types)
    return model.name, score, types, model.organization or "", model.released or ""
