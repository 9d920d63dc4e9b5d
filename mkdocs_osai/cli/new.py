"""`osai new`: create the file of a new model."""

from __future__ import annotations

import datetime as dt
import re
import shlex
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click

from mkdocs_osai.cli.options import FOLDER
from mkdocs_osai.cli.output import is_terminal, note_written, report
from mkdocs_osai.cli.prompts import ALL, LATER, NAME, QUESTIONS, ModelPrompt, Question
from mkdocs_osai.index import (
    PARTS,
    Criterion,
    LicensePart,
    LicenseParts,
    Model,
    read_folder,
)
from mkdocs_osai.index.compute import read_compute
from mkdocs_osai.problems import Level, OsaiError, quote
from mkdocs_osai.quality.new_model import check_id, create, id_from, problems_of, text_of
from mkdocs_osai.sanitize import terminal_line
from mkdocs_osai.stats import Index

F = TypeVar("F", bound=Callable[..., object])


def _question_options(command: F) -> F:
    """Give a command an option for each question."""
    for question in reversed((NAME, *QUESTIONS)):
        command = _option(question)(command)
    return command


def _option(question: Question) -> Callable[[F], F]:
    again = " Again for each." if question.several else ""
    name = f"answer_{question.field}"
    return click.option(
        question.option, name, multiple=question.several, help=f"{question.words}.{again}"
    )


@click.command()
@click.argument("id", required=False)
@FOLDER
@_question_options
@click.option(
    "--class",
    "classes",
    multiple=True,
    metavar="CRITERION=CLASS",
    help=f"open, partial, closed or {LATER}; {ALL} sets all criteria that have no --class.",
)
@click.option(
    "--grade-link",
    "grade_links",
    multiple=True,
    metavar="CRITERION=ADDRESS",
    help="Evidence for a class. Again for each.",
)
@click.option("--schema", metavar="URL", help="Refer to this JSON Schema in the first line.")
@click.option("--no-input", is_flag=True, help="Do not ask for missing values.")
def new(  # noqa: PLR0913 - the options of the command
    id: str | None,  # noqa: A002 - the name in the help
    folder: Path,
    *,
    classes: tuple[str, ...],
    grade_links: tuple[str, ...],
    schema: str | None,
    no_input: bool,
    **answers: Any,
) -> None:
    """Create the file of a new model, ID.yaml; the default ID is made from its name.

    On a terminal it asks for values that no option sets. It never guesses a class: `later` leaves
    it to be filled in. An existing file is never changed.

    Example: osai new --name "Lark 2" --org "A lab" --type text --released 2025-06
    --license Apache-2.0 --origin France --contributor "Academic (University)"
    --performance-class latest --link https://lark.eu --class all=later --class code=open
    """
    today = dt.datetime.now(dt.UTC).date()
    index = Index(read_folder(folder))
    report(p for p in index.problems if Path(p.path).name.startswith("_"))
    check = partial(check_id, files=[entry.name for entry in folder.iterdir()])
    if id is not None:
        check(id)
    if schema is not None and not re.fullmatch(r"[!-~]{1,2000}", schema):
        raise OsaiError(f"--schema is {quote(schema)}", "write a web address or a path")
    interactive = not no_input and is_terminal(sys.stdin) and is_terminal(sys.stderr)
    prompt = ModelPrompt(index, today, interactive=interactive)
    prompt.answer(NAME, answers["answer_name"])
    name = str(prompt.values.get("name", ""))
    if name:
        id = prompt.identify(id, id_from(name), check)  # noqa: A001 - the name in the help
    for question in QUESTIONS:
        prompt.answer(question, answers[f"answer_{question.field}"])
    types = prompt.values.get("types")
    applying = index.criteria.that_apply_to(types) if types else index.criteria.all
    grades = prompt.grades(applying, classes, grade_links)
    if prompt.missing:
        raise OsaiError(
            f"missing: {', '.join(prompt.missing)}",
            f"add them ({LATER} leaves a class to be filled in), or run it on a terminal",
        )
    path = folder / f"{id}.yaml"
    model = Model(id=id or "", path=str(path), grades=grades, **_with_parts(prompt.values))
    text = text_of(model, index.criteria, schema)
    _check(text, model, index, today)
    _write(path, text)
    note_written([path])
    click.echo(terminal_line(f"{path} written"))
    for line in _to_do(model, applying):
        click.echo(terminal_line(line))
    click.echo(f"Check it: {terminal_line(shlex.join(['osai', 'check', str(path)]))}")


def _with_parts(values: dict[str, Any]) -> dict[str, Any]:
    """The values with training compute and licences by part as attributes of a model."""
    found = {**values}
    for name in ("compute_base", "compute_end"):
        if name in found:
            found[name] = read_compute(found[name])
    parts = {part: found.pop(f"license_{part}", None) for part in PARTS}
    named = {part: LicensePart(text) for part, text in parts.items() if text}
    return {**found, "license_parts": LicenseParts(**named)}


def _check(text: str, model: Model, index: Index, today: dt.date) -> None:
    """Check that the file is read without problems, apart from classes left for later."""
    later = {f"{ref}.class" for ref, grade in model.grades.items() if grade.cls is None}
    for problem in problems_of(text, model, index.criteria, today):
        if problem.level is not Level.ADVICE and problem.field not in later:
            raise OsaiError(f"{problem.path} would be wrong: {problem.what}", problem.hint)


def _write(path: Path, text: str) -> None:
    try:
        create(path, text)
    except FileExistsError:
        raise OsaiError(f"{quote(path)} is there already", "choose another id") from None
    except OSError as error:
        what = f"{quote(path)} cannot be written ({error.strerror})"
        raise OsaiError(what, "choose another folder with --models") from None


def _to_do(model: Model, applying: tuple[Criterion, ...]) -> list[str]:
    """What the author must still fill in, as lines to print."""
    ungraded = [c.ref for c in applying if model.grades[c.ref].cls is None]
    bare = [
        c.ref
        for c in applying
        if model.grades[c.ref].cls in ("open", "partial") and not model.grades[c.ref].links
    ]
    lines = [f"Still to grade: {', '.join(ungraded)}"] if ungraded else []
    lines += [f"Still without evidence: {', '.join(bare)}"] if bare else []
    return [*lines, "Still to write: the notes."]
