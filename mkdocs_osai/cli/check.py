"""`osai check`: all problems of the files of an index."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import click

from mkdocs_osai.cli.options import AS_OF, ModelsPath
from mkdocs_osai.cli.output import annotation, line, note_written, print_json, record, sarif
from mkdocs_osai.problems import IndexNotFound, Level, OsaiError, quote
from mkdocs_osai.quality.check import Check
from mkdocs_osai.quality.check import check as check_folder
from mkdocs_osai.quality.fix import fix_folder
from mkdocs_osai.sanitize import terminal_line

_LEVELS = (Level.ERROR, Level.WARNING, Level.ADVICE)


@click.command()
@click.argument("folder", default="models", type=ModelsPath())
@AS_OF
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    show_default=True,
    help="How to print them; github marks the lines in a pull request, sarif is for code hosts.",
)
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings too.")
@click.option("--quiet", "-q", is_flag=True, help="Leave out advice.")
@click.option(
    "--fix",
    is_flag=True,
    help="First fix what has only one possible meaning; the rest of a file is not changed.",
)
@click.pass_context
def check(  # noqa: PLR0913 - the options of the command
    context: click.Context,
    folder: Path,
    as_of: str | None,
    form: str,
    *,
    strict: bool,
    quiet: bool,
    fix: bool,
) -> None:
    """Check the files of the index in FOLDER, or one file of it.

    Errors are values that cannot be read. Warnings are values that are missing, or are read
    differently than they are written. Advice is on what could be better. Exits with 1 on errors.

    Example: osai check models --strict
    """
    only = folder.name if folder.is_file() else None
    where = folder.parent if only else folder
    if fix:
        _fix(where, only, as_of)
    result = check_folder(where, as_of=as_of)
    problems, fixable = (
        tuple(
            replace(problem, path=_from_here(problem.path))
            for problem in some
            if only is None or Path(problem.path).name == only
        )
        for some in (result.problems, result.fixable)
    )
    if quiet:
        problems = tuple(p for p in problems if p.level is not Level.ADVICE)
    result = replace(result, problems=problems, fixable=fixable)
    _print(result, form)
    if result.count(Level.ERROR) or (strict and result.count(Level.WARNING)):
        context.exit(1)


def _fix(folder: Path, only: str | None, as_of: str | None) -> None:
    if as_of is not None:
        raise OsaiError("the past cannot be fixed", "leave out --as-of, or --fix")
    if not folder.is_dir():
        raise IndexNotFound(f"no folder of models at {quote(folder)}", "name one that exists")
    fixed = fix_folder(folder, None if only is None else [only])
    note_written(folder / name for name, _ in fixed)
    for _, done in fixed:
        for problem in done.problems:
            label = click.style("fixed", fg="green")
            click.echo(f"{label}: {terminal_line(str(replace(problem, hint='')))}", err=True)


def _print(result: Check, form: str) -> None:
    if form == "json":
        counts = {level.value: result.count(level) for level in _LEVELS}
        records = [record(problem) for problem in result.problems]
        print_json(
            {"folder": result.folder, "models": result.models, "count": counts, "problems": records}
        )
    elif form == "sarif":
        print_json(sarif(result.problems))
    elif form == "github":
        # GitHub shows only the first ones.
        for problem in sorted(result.problems, key=lambda problem: _LEVELS.index(problem.level)):
            click.echo(annotation(problem))
    else:
        for problem in result.problems:
            click.echo(line(problem))
        click.echo(terminal_line(_summary(result)))


def _summary(result: Check) -> str:
    counts = [
        f"{count:,} {level}{'s' * (count != 1 and level is not Level.ADVICE)}"
        for level in _LEVELS
        if (count := result.count(level))
    ]
    models = "1 model" if result.models == 1 else f"{result.models:,} models"
    text = f"{models} in {result.folder}: {', '.join(counts) or 'nothing to fix'}"
    fixable = len(result.fixable)
    return f"{text}; --fix can fix {fixable:,}" if fixable else text


def _from_here(path: str) -> str:
    """A path relative to the current folder, if it is below."""
    relative = os.path.relpath(path)
    return path if relative.startswith("..") else relative
