"""The command `osai`: everything but publishing, without a site."""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path

import click

from mkdocs_osai.index import read_folder
from mkdocs_osai.index.importing import import_index
from mkdocs_osai.problems import Level, OsaiError, Problem, shown
from mkdocs_osai.stats import Tally, load


class Commands(click.Group):
    """Commands whose errors are one sentence, and exit with 2."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; say what cannot be done instead of showing where it failed."""
        try:
            return super().invoke(ctx)
        except OsaiError as error:
            click.echo(f"osai: {error}", err=True)
            ctx.exit(2)


@click.group(cls=Commands)
@click.version_option(package_name="mkdocs-osai")
def main() -> None:
    """Ask an index of open source AI models, and keep it."""


MODELS = click.option(
    "--models",
    "folder",
    default="models",
    show_default=True,
    type=click.Path(path_type=Path),
    help="The folder of YAML files.",
)


@main.command()
@click.argument("dimension")
@MODELS
@click.option("--latest", is_flag=True, help="Only models of the performance class latest.")
@click.option("--performance-class", multiple=True, help="Only models of this performance class.")
@click.option("--type", "type_", multiple=True, help="Only models of this type.")
@click.option("--origin", multiple=True, help="Only models of this national origin.")
@click.option("--top", type=click.IntRange(min=1), help="Join all but the largest categories.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="How to print the tally.",
)
def stats(  # noqa: PLR0913, PLR0917 - one argument for each option
    dimension: str,
    folder: Path,
    latest: bool,
    performance_class: tuple[str, ...],
    type_: tuple[str, ...],
    origin: tuple[str, ...],
    top: int | None,
    form: str,
) -> None:
    """Count the models by a DIMENSION, such as national_origins.

    Example: osai stats national_origins --models models --latest --format json
    """
    index = load(folder)
    _report(index.problems)
    tally = index.tally(
        dimension,
        top=top,
        latest=latest,
        performance_class=list(performance_class) or None,
        type=list(type_) or None,
        origin=list(origin) or None,
    )
    if form == "json":
        click.echo(json.dumps(tally.to_dict(), ensure_ascii=False, indent=2))
    elif form == "csv":
        click.echo(tally.to_csv(), nl=False)
    else:
        click.echo(_as_text(tally))


@main.command("import")
@click.argument("source", type=click.Path(path_type=Path))
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
@click.option("--overwrite", is_flag=True, help="Replace files that say something else.")
def import_(source: Path, folder: Path, date: dt.datetime | None, overwrite: bool) -> None:
    """Carry the facts of the index in SOURCE over into files of their own, without its sentences.

    Example: osai import ../database/models --to models --date 2026-06-12
    """
    snapshot = read_folder(source)
    _report(snapshot.problems)
    if folder.exists() and folder.samefile(source):
        raise OsaiError(f"{shown(folder)} is the index to read", "name another folder with --to")
    day = date.date() if date else None
    try:
        done = import_index(snapshot, folder, date=day, overwrite=overwrite)
    except OSError as error:
        what = f"{shown(error.filename or folder)} cannot be written ({error.strerror})"
        raise OsaiError(what, "files written before are whole; mend it and try again") from None
    click.echo(
        f"{len(snapshot.models)} models: {len(done.written)} files written to {folder}, "
        f"{len(done.same)} the same already"
    )
    for name in done.kept:
        click.echo(f"{folder}/{name}: says something else and was kept; --overwrite replaces it")
    for name in done.others:
        click.echo(
            f"{folder}/{name}: lay there before and is not in {source}; it counts all the same"
        )
    if done.kept or done.others or any(p.level is Level.ERROR for p in snapshot.problems):
        sys.exit(1)


def _report(problems: tuple[Problem, ...]) -> None:
    """Say what is wrong with the files, beside the result."""
    for problem in problems:
        if problem.level is not Level.ADVICE:
            click.echo(f"{problem.level}: {problem}", err=True)


def _as_text(tally: Tally) -> str:
    width = max((len(c.name) for c in tally.categories), default=0)
    lines = [f"{c.name:<{width}}  {c.count:>6,}  {c.percent:>6}" for c in tally.categories]
    words = f" ({tally.selection.words})" if tally.selection.words else ""
    return "\n".join([f"{tally.dimension.label}{words}: {tally.basis}", *lines])
