"""What the commands about a site have in common. The plugin reads it; nothing is published."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mkdocs_osai.cli.output import safe
from mkdocs_osai.problems import Level, Problem

if TYPE_CHECKING:
    from mkdocs_osai.plugin.survey import Survey

CONFIG = click.option(
    "--config-file",
    "-f",
    "config",
    default="mkdocs.yml",
    show_default=True,
    type=click.Path(path_type=Path),
    help="The configuration of the site.",
)


def surveyed(config: Path, base: str | None = None, head: str | None = None) -> Survey:
    """What a site says; see `mkdocs_osai.plugin.survey.survey`."""
    from mkdocs_osai.plugin.survey import survey

    return survey(config, base, head)


def report(problems: Iterable[Problem]) -> None:
    """Say what else is wrong with the pages, beside the result."""
    for problem in problems:
        click.echo(f"{problem.level}: {safe(str(problem))}", err=True)


def annotation(problem: Problem) -> str:
    r"""A problem as GitHub shows it beside the line it is about.

    Example:
        >>> annotation(Problem("a,b.md", 3, "50% is\nfalse", "write 40%"))
        '::error file=a%2Cb.md,line=3::50%25 is false; write 40%25'
    """
    kind = {Level.ERROR: "error", Level.WARNING: "warning", Level.ADVICE: "notice"}[problem.level]
    place = problem.path.replace("%", "%25").replace(",", "%2C").replace(":", "%3A")
    told = "; ".join(filter(None, (problem.what, problem.mend)))
    words = safe(told.replace("\n", " ")).replace("%", "%25")
    return f"::{kind} file={safe(place)},line={problem.line}::{words}"
