"""What a figure shows, as a table, as CSV and in words."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from mkdocs_osai.sanitize import csv_cell, html_text
from mkdocs_osai.stats.selection.selection import Selection


class Result(Protocol):
    """What a figure shows: one computation behind picture, texts, table and files."""

    @property
    def name(self) -> str:
        """What it is, as part of a file's name."""

    @property
    def label(self) -> str:
        """What it is, for readers."""

    @property
    def selection(self) -> Selection:
        """Which models were asked."""

    @property
    def n(self) -> int:
        """How many models it rests on."""

    @property
    def basis(self) -> str:
        """What the numbers rest on: "191 of 193 models; 2 without a tag"."""

    @property
    def date(self) -> dt.date | None:
        """The date of the index, if it is known."""

    @property
    def sentence(self) -> str:
        """Every number in words, as for readers who do not see the picture."""

    @property
    def table(self) -> Table:
        """Every number as a table."""

    def to_csv(self) -> str:
        """Every number as CSV."""

    def to_dict(self) -> dict[str, Any]:
        """Every number as plain values."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows as readers see them; the first cell of a row is its name.

    Attributes:
        header: the names of the columns.
        rows: each with a text for each column.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def html(
        self, caption: str, text: Callable[[str], str] = html_text, attributes: str = ""
    ) -> str:
        """The table as HTML with a caption and scoped headers, on one line.

        Args:
            caption: what the table shows.
            text: makes any text safe where the table is to stand.
            attributes: of the table element, with a space in front.

        Example:
            >>> Table(("Name", "Models"), (("<b>", "2"),)).html("All")[-61:]
            '<th scope="row">&lt;b&gt;</th><td>2</td></tr></tbody></table>'
        """
        head = "".join(f'<th scope="col">{text(name)}</th>' for name in self.header)
        body = "".join(
            f'<tr><th scope="row">{text(name)}</th>'
            f"{''.join(f'<td>{text(cell)}</td>' for cell in cells)}</tr>"
            for name, *cells in self.rows
        )
        return (
            f"<table{attributes}><caption>{text(caption)}</caption><thead><tr>{head}</tr></thead>"
            f"<tbody>{body}</tbody></table>"
        )


def headed(shown: Result, title: str | None = None) -> str:
    """What is shown, of which models, behind an author's title if there is one."""
    words = f" ({shown.selection.words})" if shown.selection.words else ""
    what = f"{shown.label}{words}"
    return f"{title}. {what}" if title and title != shown.label else what


def titled(shown: Result, title: str | None = None) -> str:
    """The same and what it rests on, as the caption of a table."""
    return f"{headed(shown, title)}: {shown.basis}"


def to_csv(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    r"""Rows as CSV (RFC 4180 with `\n`), with text that a spreadsheet would run made harmless.

    Example:
        >>> to_csv(["name"], [["=1+1"], ["a;=1+1"]])
        "name\n'=1+1\na;'=1+1\n"
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([csv_cell(cell) for cell in header])
    writer.writerows([csv_cell(cell) for cell in row] for row in rows)
    return out.getvalue()
