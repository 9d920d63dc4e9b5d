"""The base class of results, which have a table, CSV, a DataFrame and a basis."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar

from mkdocs_osai.i18n import (
    ENGLISH,
    clauses,
    gettext,
    gettext_noop,
    headed,
    integer,
    using,
)
from mkdocs_osai.sanitize import csv_cell, html_text, terminal_line
from mkdocs_osai.stats.formatting import models_in_words, of_models, shown, without
from mkdocs_osai.stats.selection.selection import Selection

if TYPE_CHECKING:
    import pandas as pd

SEVERAL = gettext_noop("a model can be in several categories")
"""The note on counts and shares that add up to more than the whole."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Result(ABC):
    """Numbers about a selection of models: the single source of a figure, its texts and files.

    Attributes:
        selection: which models were selected.
        models: how many models were selected.
        n: how many of them the numbers are based on.
        lacking: what the unsorted ones lack, such as "a tag" or "a class".
        date: the date of the index, if it is known.
    """

    selection: Selection
    models: int
    n: int
    lacking: str = "a tag"
    date: dt.date | None = None

    @property
    @abstractmethod
    def name(self) -> str:
        """The name of the result, as a part of file names."""

    @property
    @abstractmethod
    def label(self) -> str:
        """The title of the result."""

    @property
    @abstractmethod
    def sentence(self) -> str:
        """The numbers in words, such as for the alternative text of a figure."""

    @property
    @abstractmethod
    def table(self) -> Table:
        """The numbers as a table of texts."""

    @property
    @abstractmethod
    def _header(self) -> tuple[str, ...]:
        """The header of the CSV."""

    @abstractmethod
    def _rows(self) -> Iterator[tuple[object, ...]]:
        """The rows of the CSV."""

    @abstractmethod
    def to_dict(self) -> dict[str, Any]:
        """The numbers as plain values."""

    @property
    def unsorted(self) -> int:
        """How many selected models are not counted, because they lack a tag, date or score."""
        return self.models - self.n

    @property
    def overlapping(self) -> bool:
        """Whether a model counts in several categories, so that shares add up to more than 1."""
        return False

    @property
    def basis(self) -> str:
        """The basis of the numbers: "191 of 193 models; 2 without a tag", or "193 models".

        It has a note if models count in several categories.
        """
        covered = coverage(self.n, self.models, self.unsorted, self.lacking)
        return clauses([covered, *self._remarks])

    @property
    def _remarks(self) -> list[str]:
        """Notes on the numbers."""
        return [gettext(SEVERAL)] if self.overlapping else []

    @property
    def _counts(self) -> dict[str, Any]:
        """The entries that all results have in `to_dict`, in English as all that machines read."""
        with using(ENGLISH):
            words = {"label": self.label, "selection": self.selection.words}
        return {
            **words,
            "n": self.n,
            "models": self.models,
            "unsorted": self.unsorted,
        }

    @property
    def behind(self) -> Sequence[tuple[str, Sequence[str]]]:
        """The ids of the models behind each row, bar or line, with its name; empty for none."""
        return ()

    def heading(self, title: str | None = None) -> str:
        """The title and the selection, after an author's title if there is one."""
        words = f" ({self.selection.words})" if self.selection.words else ""
        what = f"{self.label}{words}"
        return f"{title}. {what}" if title and title != self.label else what

    def caption(self, title: str | None = None) -> str:
        """The heading and the basis, as the caption of a table."""
        return headed(self.heading(title), self.basis)

    def to_csv(self) -> str:
        """The numbers as CSV, with the columns in the docs of the class.

        Each category that `Other` joins has its own row, and `Other` has none. No cell is a
        formula.
        """
        return to_csv(self._header, self._rows())

    def frame(self) -> pd.DataFrame:
        """The rows of the CSV as a DataFrame; the index is the first column."""
        return to_frame(self._header, self._rows())

    def __repr__(self) -> str:
        return f"{terminal_line(self.caption())}\n{self.table.text()}"

    def _repr_html_(self) -> str:
        return self.table.html(self.caption())


@dataclass(frozen=True, slots=True)
class Table:
    """A header and rows of texts; the first cell of a row is its name."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def text(self) -> str:
        """The table as lines of text: two spaces between columns, numbers aligned right.

        Example:
            >>> print(Table(("Name", "Models"), (("China", "2"),)).text())
            Name   Models
            China       2
        """
        from rich.cells import cell_len

        rows = [[terminal_line(cell) for cell in row] for row in (self.header, *self.rows)]
        columns = [*zip(*rows, strict=True)]
        widths = [max(map(cell_len, column)) for column in columns]
        left = [is_text(column[1:]) for column in columns]
        return "\n".join(
            "  ".join(
                cell + " " * (width - cell_len(cell))
                if on_left
                else " " * (width - cell_len(cell)) + cell
                for cell, width, on_left in zip(row, widths, left, strict=True)
            ).rstrip()
            for row in rows
        )

    def html(
        self,
        caption: str,
        text: Callable[[str], str] = html_text,
        attributes: str = "",
        header: Mapping[str, str] = MappingProxyType({}),
    ) -> str:
        """The table as HTML with a caption and scoped headers, on one line.

        Args:
            caption: the caption.
            text: the function that escapes texts.
            attributes: attributes of the table element, with a space in front.
            header: cells of the header → the same as HTML; other cells are escaped by `text`.

        Example:
            >>> Table(("Name", "Models"), (("<b>", "2"),)).html("All")[-61:]
            '<th scope="row">&lt;b&gt;</th><td>2</td></tr></tbody></table>'
        """
        head = "".join(
            f'<th scope="col">{header.get(name) or text(name)}</th>' for name in self.header
        )
        body = "".join(
            f'<tr><th scope="row">{text(name)}</th>'
            f"{''.join(f'<td>{text(cell)}</td>' for cell in cells)}</tr>"
            for name, *cells in self.rows
        )
        return (
            f"<table{attributes}><caption>{text(caption)}</caption><thead><tr>{head}</tr></thead>"
            f"<tbody>{body}</tbody></table>"
        )


def is_text(cells: Iterable[str]) -> bool:
    """Whether cells of a column contain text, which is aligned left.

    Example:
        >>> is_text(["", "39.8%"]), is_text(["39.8%", "does not apply"])
        (False, True)
    """
    return any(cell and not _NUMBER.fullmatch(cell) for cell in cells)


_NUMBER = re.compile(r"[\d.,%\s\N{MINUS SIGN}]+")


def coverage(n: int, models: int, unsorted: int, lacking: str) -> str:
    """The numbers of models that are counted, selected, unsorted and not shown.

    Example:
        >>> coverage(191, 191, 0, "a tag"), coverage(191, 193, 2, "a tag")
        ('191 models', '191 of 193 models; 2 without a tag')
        >>> coverage(20, 193, 2, "a score")
        '20 of 193 models; 2 without a score, 171 not shown'
    """
    if n == models:
        return models_in_words(n)
    whole = of_models(integer(n), models)
    if not unsorted:
        return whole
    missing, left_out = without(unsorted, lacking), models - n - unsorted
    if left_out:
        missing = f"{missing}, {gettext('{count} not shown', count=integer(left_out))}"
    return clauses([whole, missing])


class _Named(Protocol):
    """A category, line or row."""

    @property
    def name(self) -> str: ...
    @property
    def joined(self) -> tuple[Self, ...]: ...


N = TypeVar("N", bound=_Named)


def with_joined(items: Iterable[N]) -> Iterator[tuple[str, N]]:
    """The name of each item for readers, with the item; one that joins others has these after it.

    Their names are `Other: name`.
    """
    for item in items:
        yield shown(item.name), item
        for part in item.joined:
            yield headed(shown(item.name), shown(part.name)), part


def expanded(items: Iterable[N]) -> Iterator[tuple[N, str]]:
    """Each item, or the items that it joins, with the name of the item."""
    for item in items:
        for part in item.joined or (item,):
            yield part, item.name


def nested(items: Iterable[N], plain: Callable[[N], dict[str, Any]]) -> list[dict[str, Any]]:
    """Items as plain values; an item that joins others has them as `joined`."""
    return [
        {**plain(item), **({"joined": nested(item.joined, plain)} if item.joined else {})}
        for item in items
    ]


def to_frame(header: Iterable[str], rows: Iterable[Iterable[object]]) -> pd.DataFrame:
    """Rows as a DataFrame; the index is the first column."""
    import pandas as pd

    columns = [*header]
    return pd.DataFrame([*rows], columns=columns).set_index(columns[0])


def to_csv(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    r"""Rows as CSV (RFC 4180 with `\n`), with text that a spreadsheet would run quoted.

    Example:
        >>> to_csv(["name"], [["=1+1"], ["a;=1+1"]])
        "name\n'=1+1\na;'=1+1\n"
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([csv_cell(cell) for cell in header])
    writer.writerows([csv_cell(cell) for cell in row] for row in rows)
    return out.getvalue()
