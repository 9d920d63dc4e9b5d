"""`osai import`: copy the facts of an index into files of another."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import click

from mkdocs_osai.cli.options import ModelsPath
from mkdocs_osai.cli.output import names_of, note_written, report
from mkdocs_osai.history import load
from mkdocs_osai.problems import Level, OsaiError, quote
from mkdocs_osai.quality.import_index import import_index
from mkdocs_osai.sanitize import terminal_line


@click.command("import")
@click.argument("source", type=ModelsPath())
@click.option(
    "--to",
    "folder",
    default="models",
    show_default=True,
    type=click.Path(path_type=Path),
    help="The folder to write.",
)
@click.option(
    "--date",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The date of the index; that of SOURCE if left out.",
)
@click.option("--overwrite", is_flag=True, help="Replace files with other content.")
def import_(source: Path, folder: Path, date: dt.datetime | None, overwrite: bool) -> None:
    """Copy the facts of the index in SOURCE into new files, without its notes.

    Example: osai import ../database/models --to models --date 2026-06-12
    """
    snapshot = load(source).snapshot
    report(snapshot.problems)
    if folder.exists() and folder.samefile(source):
        raise OsaiError(f"{quote(folder)} is the index to read", "name another folder with --to")
    day = date.date() if date else None
    done = import_index(snapshot, folder, date=day, overwrite=overwrite)
    note_written(folder / name for name in done.written)
    first = (
        f"{len(snapshot.models)} models: {len(done.written)} files written to {folder}, "
        f"{len(done.same)} unchanged"
    )
    lines = [first]
    if len(done.kept) == 1:
        what = "has other content and was kept; --overwrite replaces it"
        lines.append(f"{folder}/{done.kept[0]}: {what}")
    elif done.kept:
        what = "files have other content and were kept; --overwrite replaces them"
        lines.append(f"{folder}: {len(done.kept):,} {what}: {names_of(done.kept)}")
    if len(done.others) == 1:
        what = f"was there before and is not in {source}; it is still part of the index"
        lines.append(f"{folder}/{done.others[0]}: {what}")
    elif done.others:
        what = f"models were there before and are not in {source}; they are still part of the index"
        lines.append(f"{folder}: {len(done.others):,} {what}: {names_of(done.others)}")
    for line in lines:
        click.echo(terminal_line(line))
    if done.kept or done.others or any(p.level is Level.ERROR for p in snapshot.problems):
        sys.exit(1)
