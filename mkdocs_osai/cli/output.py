"""What commands print and write: tables, problems (text, JSON, SARIF, GitHub) and files."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path, PurePath
from typing import Any, Literal, TextIO
from urllib.parse import quote as url_quote

import click

from mkdocs_osai import atomic_write
from mkdocs_osai.index.diagnostics import Rule
from mkdocs_osai.problems import Level, OsaiError, Problem, listed, quote
from mkdocs_osai.sanitize import github_command, github_property, json_text, terminal_line
from mkdocs_osai.stats import Table
from mkdocs_osai.stats.results.result import is_text

FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="How to print it.",
)

_GITHUB = {Level.ERROR: "error", Level.WARNING: "warning", Level.ADVICE: "notice"}
_SARIF = {Level.ERROR: "error", Level.WARNING: "warning", Level.ADVICE: "note"}
_COLORS = {Level.ERROR: "red", Level.WARNING: "yellow", Level.ADVICE: "cyan"}


def print_json(value: dict[str, Any]) -> None:
    """Print plain values as JSON."""
    click.echo(json_text(value), nl=False)


def print_csv(text: str) -> None:
    """Print CSV."""
    click.echo(text, nl=False)


def print_table(title: str, table: Table, *, cut: bool = True) -> None:
    """Print a table: with lines on a terminal, as wide as it; as plain text elsewhere.

    Args:
        title: the line above it.
        table: the table.
        cut: whether texts that do not fit on a terminal are cut, so that each row is one line;
            otherwise they are wrapped.
    """
    click.echo(terminal_line(title))
    if not (is_terminal(sys.stdout) and _draw(table, cut=cut)):
        click.echo(table.text())


def write(path: Path, data: bytes) -> None:
    """Write a file atomically; an existing file is replaced.

    Raises:
        OsaiError: it cannot be written.
    """
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            path.write_bytes(data)  # such as /dev/stdout, which cannot be replaced
        else:
            atomic_write.replace(path.resolve(), data)
    except (OSError, RuntimeError) as error:
        why = error.strerror if isinstance(error, OSError) else "a symbolic link to itself"
        what = f"{quote(path)} cannot be written ({why})"
        raise OsaiError(what, "name another file") from None
    note_written([path])


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a stream is a terminal; it is None if it was closed."""
    return stream is not None and stream.isatty()


_WRITTEN = f"{__name__}.written"
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF)


def note_written(paths: Iterable[Path]) -> None:
    """Record the files that a command has written, for the message of `fail`."""
    context = click.get_current_context(silent=True)
    if context is not None:
        context.meta.setdefault(_WRITTEN, []).extend(map(str, paths))


def fail(error: OSError, context: click.Context | None = None) -> None:
    """Print in one message why a command stopped, and which files it had written.

    Args:
        error: why it stopped.
        context: the context of the command, once its arguments are parsed.

    Raises:
        OSError: the output is a closed pipe, which needs no message.
    """
    if error.errno == errno.EPIPE:
        raise error
    what = str(error.strerror or error)
    if error.filename is not None:
        what = f"{quote(error.filename)} cannot be used ({what})"
    elif error.errno in _NO_ROOM:  # errors of files have a filename
        what = f"what it prints cannot be written ({what}); print it elsewhere"
    written = context.meta.get(_WRITTEN, []) if context else []
    what += f"; written before: {listed(written)}" if written else ""
    _drop_output()
    with suppress(OSError):  # stderr may be unusable, too
        click.echo(f"osai: {terminal_line(what)}", err=True)


def _drop_output() -> None:
    """Discard the rest of the output, which Python would try to print when it exits."""
    with suppress(OSError, ValueError, AttributeError):
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), sys.stdout.fileno())
        sys.stdout.flush()


LEAST_NAME, LEAST_TEXT = 24, 8
"""The characters of the first column, and of other columns of texts, that are never cut."""


def _draw(table: Table, *, cut: bool) -> bool:
    """Print a table with lines; returns False if it does not fit on the terminal."""
    from rich import box
    from rich.console import Console
    from rich.table import Table as Drawn
    from rich.text import Text

    header, *rows = [[*map(terminal_line, row)] for row in (table.header, *table.rows)]
    drawn = Drawn(box=box.SIMPLE_HEAD)
    for name, *cells in zip(header, *rows, strict=True):
        least = _least(name, cells, LEAST_TEXT if drawn.columns else LEAST_NAME)
        justify: Literal["left", "right"] = "left" if is_text(cells) else "right"
        drawn.add_column(Text(name), justify=justify, min_width=least)
    for row in rows:
        texts = (Text(cell, no_wrap=cut, overflow="ellipsis" if cut else "fold") for cell in row)
        drawn.add_row(*texts)
    # By itself it takes 80 columns for a terminal that it does not know.
    width, height = shutil.get_terminal_size()
    console = Console(width=width, height=height)
    if sum(3 + (column.min_width or 0) for column in drawn.columns) > console.width:
        return False
    console.print(drawn)
    return True


def _least(name: str, cells: Sequence[str], text: int) -> int:
    """The least width of a column: numbers and the words of its header are not cut."""
    from rich.cells import cell_len

    widest = max(map(cell_len, cells), default=0)
    return max(
        min(widest, text) if is_text(cells) else widest, *map(cell_len, name.split() or [""])
    )


def report(problems: Iterable[Problem]) -> None:
    """Print the errors and warnings of files to stderr.

    A problem that several files share is printed once, with their names.
    """
    alike: dict[Problem, list[Problem]] = {}
    for problem in problems:
        if problem.level is not Level.ADVICE:
            alike.setdefault(replace(problem, path="", line=0), []).append(problem)
    for first, *others in alike.values():
        names = [f"{PurePath(other.path).name}:{other.line}" for other in others]
        also = f" (also {names_of(names)})" if names else ""
        place = f"{first.path}:{first.line}"
        text = str(first).replace(place, f"{place}{also}", 1)
        click.echo(_leveled(first.level, text), err=True)


def names_of(names: Sequence[str], most: int = 5) -> str:
    """Names on one line, and the number of further ones.

    Example:
        >>> names_of("abc", 2)
        'a, b and 1 more'
    """
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def line(problem: Problem) -> str:
    """A problem on one line, its level first, with colours, which click removes in a pipe.

    Example:
        >>> click.unstyle(line(Problem("x.yaml", 7, "the model has no name", field="system.name")))
        'error: x.yaml:7: system.name: the model has no name'
    """
    return _leveled(problem.level, str(problem))


def _leveled(level: Level, text: str) -> str:
    return f"{click.style(level, fg=_COLORS[level])}: {terminal_line(text)}"


def annotation(problem: Problem) -> str:
    r"""A problem as a GitHub command, which marks its line in a pull request.

    Example:
        >>> annotation(Problem("a,b.md", 3, "50% is\nfalse", "write 40%"))
        '::error file=a%2Cb.md,line=3::50%25 is false; write 40%25'
    """
    path, words = github_property(problem.path), github_command(_message(problem))
    return f"::{_GITHUB[problem.level]} file={path},line={problem.line}::{words}"


def record(problem: Problem) -> dict[str, Any]:
    """A problem as a dictionary for JSON.

    Example:
        >>> record(Problem("x.yaml", 7, "no name", field="system.name", rule="missing"))["rule"]
        'missing'
    """
    return {
        "path": problem.path,
        "line": problem.line,
        "field": problem.field,
        "level": str(problem.level),
        "rule": str(problem.rule),
        "what": problem.what,
        "mend": problem.hint,
    }


def sarif(problems: Iterable[Problem]) -> dict[str, Any]:
    """Problems as SARIF 2.1.0, for code hosts and editors.

    Example:
        >>> sarif([])["version"]
        '2.1.0'
    """
    rules = [str(rule) for rule in Rule]
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "osai check",
                        "version": version("mkdocs-osai"),
                        "rules": [
                            {"id": str(rule), "shortDescription": {"text": rule.description}}
                            for rule in Rule
                        ],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(problem, rules) for problem in problems],
            }
        ],
    }


def _result(problem: Problem, rules: list[str]) -> dict[str, Any]:
    return {
        "ruleId": problem.rule,
        "ruleIndex": rules.index(problem.rule),
        "level": _SARIF[problem.level],
        "message": {"text": _message(problem)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(problem.path)},
                    "region": {"startLine": problem.line},
                }
            }
        ],
    }


def _message(problem: Problem) -> str:
    """A problem without its file and line."""
    field = f"{problem.field}: " if problem.field else ""
    return field + "; ".join(filter(None, (problem.what, problem.hint)))


def _uri(path: str) -> str:
    if PurePath(path).is_absolute():
        return PurePath(path).as_uri()
    return url_quote(PurePath(path).as_posix())
