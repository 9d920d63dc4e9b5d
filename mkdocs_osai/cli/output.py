"""What commands print and write: tables on a terminal, plain text in a pipe, whole files."""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, TextIO

import click

from mkdocs_osai.atomic_write import replace
from mkdocs_osai.problems import OsaiError, listed, quote
from mkdocs_osai.sanitize import json_text, terminal_line
from mkdocs_osai.stats import Table

FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="How to print it.",
)

_NUMBER = re.compile(r"[\d.,%\N{MINUS SIGN}]+")


def print_json(value: dict[str, Any]) -> None:
    """Print plain values as JSON."""
    click.echo(json_text(value), nl=False)


def print_csv(text: str) -> None:
    """Print CSV, which does nothing to a terminal as it is."""
    click.echo(text, nl=False)


def print_table(title: str, table: Table) -> None:
    """Print a table: drawn on a terminal, as plain text anywhere else."""
    header, *rows = [[terminal_line(cell) for cell in row] for row in (table.header, *table.rows)]
    if is_terminal(sys.stdout):
        _draw(terminal_line(title), header, rows)
    else:
        click.echo("\n".join([terminal_line(title), *_aligned([header, *rows])]))


def write(path: Path, data: bytes) -> None:
    """Write a file, which is never seen half; a file of that name is replaced.

    Raises:
        OsaiError: it cannot be written.
    """
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            path.write_bytes(data)  # such as /dev/stdout, which nothing can replace
        else:
            replace(path.resolve(), data)
    except (OSError, RuntimeError) as error:
        why = error.strerror if isinstance(error, OSError) else "a symbolic link to itself"
        what = f"{quote(path)} cannot be written ({why})"
        raise OsaiError(what, "name another file") from None
    note_written([path])


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a stream is one that people look at; it is None where it was closed."""
    return stream is not None and stream.isatty()


_WRITTEN = f"{__name__}.written"
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF)


def note_written(paths: Iterable[Path]) -> None:
    """Remember which files a command has written, in case it cannot say so itself."""
    context = click.get_current_context(silent=True)
    if context is not None:
        context.meta.setdefault(_WRITTEN, []).extend(map(str, paths))


def fail(error: OSError, context: click.Context | None = None) -> None:
    """Say in one message that a command had to stop, and which files it had written by then.

    Args:
        error: what stopped it.
        context: that of the command, once its arguments are read.

    Raises:
        OSError: nobody reads on at the other end of a pipe, which needs no message.
    """
    if error.errno == errno.EPIPE:
        raise error
    what = str(error.strerror or error)
    if error.filename is not None:
        what = f"{quote(error.filename)} cannot be used ({what})"
    elif error.errno in _NO_ROOM:  # files that cannot be written are told by who writes them
        what = f"what it prints cannot be written ({what}); print it elsewhere"
    written = context.meta.get(_WRITTEN, []) if context else []
    told = f"; written before: {listed(written)}" if written else ""
    _drop_output()
    with suppress(OSError):  # there may be nowhere to say it
        click.echo(f"osai: {terminal_line(what + told)}", err=True)


def _drop_output() -> None:
    """Throw away what is left to be printed, which Python would try again when it ends."""
    with suppress(OSError, ValueError, AttributeError):
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), sys.stdout.fileno())
        sys.stdout.flush()


def _aligned(rows: list[list[str]]) -> list[str]:
    """The first column on the left, numbers on the right, two spaces between."""
    from rich.cells import cell_len

    columns = list(zip(*rows, strict=True))
    widths = [max(map(cell_len, column)) for column in columns]
    left = [_is_text(column) for column in columns]
    return [
        "  ".join(
            cell + " " * (width - cell_len(cell))
            if on_left
            else " " * (width - cell_len(cell)) + cell
            for cell, width, on_left in zip(row, widths, left, strict=True)
        ).rstrip()
        for row in rows
    ]


def _draw(title: str, header: list[str], rows: list[list[str]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table as Drawn
    from rich.text import Text

    drawn = Drawn(box=box.SIMPLE_HEAD)
    for name, *cells in zip(header, *rows, strict=True):
        left = _is_text([name, *cells])
        drawn.add_column(Text(name), justify="left" if left else "right")
    for row in rows:
        drawn.add_row(*map(Text, row))
    console = Console()
    console.print(Text(title))
    console.print(drawn)


def _is_text(column: Iterable[str]) -> bool:
    """Whether a column, its header first, holds words rather than numbers."""
    _, *cells = column
    return any(cell and not _NUMBER.fullmatch(cell) for cell in cells)
