"""`osai claims`: the claims of a site, and whether they are true."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mkdocs_osai.claims import ClaimResult, Verdict
from mkdocs_osai.cli.claim_edits import ClaimEdit, FileEdits, file_edits
from mkdocs_osai.cli.options import CONFIG
from mkdocs_osai.cli.output import annotation, is_terminal, print_json, report, write
from mkdocs_osai.macros.statements import LocatedStatement
from mkdocs_osai.problems import Level, OsaiError, Problem, quote
from mkdocs_osai.sanitize import terminal_line
from mkdocs_osai.stats import Quantity

if TYPE_CHECKING:
    from mkdocs_osai.plugin.dry_run import DryRun

_LEVELS = {
    Verdict.FALSE: Level.ERROR,
    Verdict.UNDECIDED: Level.ERROR,
    Verdict.NEAR: Level.ADVICE,
}


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
@click.option(
    "--fix",
    is_flag=True,
    help="First offer words that are true for each claim that is false, borderline or undecided.",
)
@click.option("--yes", "-y", is_flag=True, help="With --fix: write them without asking.")
@click.pass_context
def claims(context: click.Context, config: Path, form: str, *, fix: bool, yes: bool) -> None:
    """List the claims of a site, each with the value it is checked against.

    Exits with 1 if one is false or cannot be decided.

    Example: osai claims --fix
    """
    from mkdocs_osai.plugin.dry_run import scan_site

    if yes and not fix:
        raise OsaiError("--yes is about --fix", "add --fix, or leave it out")
    scan = scan_site(config)
    if fix and _fix(scan, yes=yes):
        scan = scan_site(config)
    found = [(p, p.statement.judgement) for p in scan.statements if p.statement.judgement]
    problems = [_problem(p, j) for p, j in found if j.verdict is not Verdict.TRUE]
    false = sum(j.verdict is Verdict.FALSE for _, j in found)
    undecided = sum(j.verdict is Verdict.UNDECIDED for _, j in found)
    if form == "json":
        records = [_record(p, j) for p, j in found]
        print_json({"claims": records, "false": false, "undecided": undecided})
    elif form == "github":
        for problem in problems:
            click.echo(annotation(problem))
    else:
        for placed, judgement in found:
            click.echo(terminal_line(_line(placed, judgement)))
        near = sum(j.verdict is Verdict.NEAR for _, j in found)
        count = "1 claim" if len(found) == 1 else f"{len(found)} claims"
        counts = [f"{false} false", *([f"{undecided} undecided"] * bool(undecided))]
        click.echo(f"{count}: {', '.join(counts)}, {near} borderline")
    report(scan.problems)
    if false or undecided or scan.problems:
        context.exit(1)


def _fix(scan: DryRun, *, yes: bool) -> bool:
    """Show edits that make claims true, ask, and write them; whether any was written."""
    try:
        past = [index for _, index in scan.versions.past("month")][-2::-1]
    except OsaiError:
        past = []
    made, left = file_edits((s for s in scan.statements if s.kind == "claim"), past)
    for file in made:
        for text in file.diff():
            click.echo(terminal_line(text), err=True)
        for edit in file.edits:
            click.echo(terminal_line(_offer(file, edit)), err=True)
    for placed, why in left:
        place = f"{placed.path}:{placed.line}"
        click.echo(terminal_line(f"{place}: “{placed.statement.label}” is left: {why}"), err=True)
    if not made or not (yes or _agreed()):
        return False
    for file in made:
        if file.path.read_bytes() != file.before:
            raise OsaiError(f"{quote(file.path)} has changed meanwhile", "run it again")
        write(file.path, file.after)
    return True


def _agreed() -> bool:
    if is_terminal(sys.stdin):
        return click.confirm("Write this?", err=True)
    click.echo("Nothing is written; add --yes to write it.", err=True)
    return False


def _offer(file: FileEdits, edit: ClaimEdit) -> str:
    held = f"; true in {edit.fix.held} of the last {edit.fix.known} months" * bool(edit.fix.known)
    return f"{file.path}:{edit.line}: “{edit.result.words}” → “{edit.fix.words}”{held}"


def _line(placed: LocatedStatement, judgement: ClaimResult) -> str:
    place = f"{placed.path}:{placed.line}"
    if judgement.verdict is Verdict.TRUE:
        notices = "".join(f"; {notice}" for notice in judgement.notices)
        text = f"{judgement.text}{_margin(judgement)}{notices}"
        return f"{place}: true: “{judgement.words}”: {text}"
    hint = f"; {judgement.hint}" if judgement.hint else ""
    verdict = "borderline" if judgement.verdict is Verdict.NEAR else judgement.verdict
    return f"{place}: {verdict}: {judgement.message}{hint}"


def _margin(judgement: ClaimResult) -> str:
    if judgement.margin is None:
        return ""
    return f"; holds by {float(judgement.margin):.3g}"


def _problem(placed: LocatedStatement, judgement: ClaimResult) -> Problem:
    level = _LEVELS[judgement.verdict]
    return Problem(placed.path, placed.line, judgement.message, judgement.hint, level=level)


def _record(placed: LocatedStatement, judgement: ClaimResult) -> dict[str, Any]:
    """A claim as plain values; shares, scores and margins are from 0 to 1.

    The value of a number that is known within bounds only is None; `numbers` has its bounds.
    """
    numbers = [v for v in judgement.values if isinstance(v, Quantity)]
    return {
        "path": placed.path,
        "line": placed.line,
        "words": judgement.words,
        "verdict": str(judgement.verdict),
        "values": [number.to_dict()["value"] for number in numbers],
        "numbers": [number.to_dict() for number in numbers],
        "allowed": judgement.allowed,
        "margin": None if judgement.margin is None else float(judgement.margin),
        "told": judgement.text,
        "basis": placed.statement.basis,
        "suggestions": list(judgement.suggestions),
        "notices": list(judgement.notices),
    }
