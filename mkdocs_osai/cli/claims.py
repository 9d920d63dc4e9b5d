"""`osai claims`: the claims of a site, and whether they are true."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from mkdocs_osai.claims import ClaimResult, Verdict
from mkdocs_osai.cli.options import CONFIG
from mkdocs_osai.cli.output import annotation, print_json, report
from mkdocs_osai.macros.statements import LocatedStatement
from mkdocs_osai.problems import Level, Problem
from mkdocs_osai.sanitize import terminal_line
from mkdocs_osai.stats import Quantity

_LEVELS = {Verdict.FALSE: Level.ERROR, Verdict.NEAR: Level.ADVICE}


@click.command()
@CONFIG
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="How to print them; github marks the lines in a pull request.",
)
@click.pass_context
def claims(context: click.Context, config: Path, form: str) -> None:
    """List the claims of a site, each with the value it is checked against.

    Exits with 1 if one is false.

    Example: osai claims --format github
    """
    from mkdocs_osai.plugin.dry_run import scan_site

    scan = scan_site(config)
    found = [(p, p.statement.judgement) for p in scan.statements if p.statement.judgement]
    problems = [_problem(p, j) for p, j in found if j.verdict is not Verdict.TRUE]
    false = sum(j.verdict is Verdict.FALSE for _, j in found)
    if form == "json":
        print_json({"claims": [_record(p, j) for p, j in found], "false": false})
    elif form == "github":
        for problem in problems:
            click.echo(annotation(problem))
    else:
        for placed, judgement in found:
            click.echo(terminal_line(_line(placed, judgement)))
        near = sum(j.verdict is Verdict.NEAR for _, j in found)
        count = "1 claim" if len(found) == 1 else f"{len(found)} claims"
        click.echo(f"{count}: {false} false, {near} borderline")
    report(scan.problems)
    if false or scan.problems:
        context.exit(1)


def _line(placed: LocatedStatement, judgement: ClaimResult) -> str:
    place = f"{placed.path}:{placed.line}"
    if judgement.verdict is Verdict.TRUE:
        return f"{place}: true: “{judgement.words}”: {judgement.text}{_margin(judgement)}"
    hint = f"; {judgement.hint}" if judgement.hint else ""
    return f"{place}: {judgement.verdict}: {judgement.message}{hint}"


def _margin(judgement: ClaimResult) -> str:
    if judgement.margin is None:
        return ""
    return f"; holds by {float(judgement.margin):.3g}"


def _problem(placed: LocatedStatement, judgement: ClaimResult) -> Problem:
    level = _LEVELS[judgement.verdict]
    return Problem(placed.path, placed.line, judgement.message, judgement.hint, level=level)


def _record(placed: LocatedStatement, judgement: ClaimResult) -> dict[str, Any]:
    """A claim as plain values; shares, scores and margins are from 0 to 1."""
    numbers = [v for v in judgement.values if isinstance(v, Quantity)]
    return {
        "path": placed.path,
        "line": placed.line,
        "words": judgement.words,
        "verdict": str(judgement.verdict),
        "values": [float(number.value) for number in numbers],
        "numbers": [number.to_dict() for number in numbers],
        "allowed": judgement.allowed,
        "margin": None if judgement.margin is None else float(judgement.margin),
        "told": judgement.text,
        "basis": placed.statement.basis,
        "suggestions": list(judgement.suggestions),
    }
