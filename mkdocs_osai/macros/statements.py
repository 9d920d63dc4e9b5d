"""The statements of pages, for comparison with another index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from mkdocs_osai.i18n import ENGLISH, using
from mkdocs_osai.stats import Quantity, Tally
from mkdocs_osai.stats.formatting import of_dimension

if TYPE_CHECKING:
    from mkdocs_osai.claims import ClaimResult
    from mkdocs_osai.macros.figure import Figure


Kind = Literal["number", "claim", "figure", "nothing"]


@dataclass(frozen=True)
class Statement:
    """A number, a claim or a figure of a page.

    Attributes:
        kind: `number`, `claim` or `figure`; `nothing` for a call that failed.
        label: what it is about, in words; the text of a claim.
        text: the number as printed, the numbers behind a claim, or all numbers of a figure.
        basis: the models that it is computed from, in words.
        numbers: the (label, number) pairs of a figure.
        rows: the table of a figure.
        judgement: the result of a claim.
        figure: the figure, to draw it.
    """

    kind: Kind
    label: str
    text: str
    basis: str
    numbers: tuple[tuple[str, str], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    judgement: ClaimResult | None = None
    figure: Figure | None = field(default=None, compare=False, repr=False)

    @property
    def holds(self) -> bool:
        """Whether it is anything but a claim that is false or cannot be decided."""
        return self.judgement is None or not self.judgement.fails


NOTHING = Statement("nothing", "", "not there", "")
"""The statement of a failed call; it keeps its place when pages are compared."""


@dataclass(frozen=True)
class LocatedStatement:
    """A statement with its file and its line from 1; `state` creates it when it is needed."""

    path: str
    line: int
    kind: Kind
    state: Callable[[], Statement]

    @cached_property
    def statement(self) -> Statement:
        """The statement."""
        return self.state()


def of_number(quantity: Quantity) -> Statement:
    """The statement of a printed number."""
    return Statement("number", quantity.label, str(quantity), quantity.basis)


def of_claim(judgement: ClaimResult) -> Statement:
    """The statement of a claim."""
    with using(ENGLISH):
        basis = "; ".join(v.basis for v in judgement.values if isinstance(v, Quantity))
        return Statement("claim", judgement.words, judgement.text, basis, judgement=judgement)


def of_figure(figure: Figure) -> Statement:
    """The statement of a figure."""
    data = figure.data
    selection = f" ({data.selection.words})" if data.selection.words else ""
    numbers: tuple[tuple[str, str], ...] = ()
    if isinstance(data, Tally):
        # A category may be joined in one index and not in the other, so compare its parts.
        parts = (part for c in data.categories for part in c.joined or (c,))
        label = data.dimension.label
        numbers = tuple(
            (of_dimension(label, (part.name,)) + selection, part.percent) for part in parts
        )
    rows = (data.table.header, *data.table.rows)
    heading = data.heading(figure.title)
    return Statement("figure", heading, data.sentence, data.basis, numbers, rows, figure=figure)


def paired(
    before: Iterable[LocatedStatement], after: Iterable[LocatedStatement]
) -> Iterator[tuple[LocatedStatement | None, LocatedStatement | None]]:
    """The statements of pages, paired with those in the same place for another index.

    Args:
        before: the statements of the pages for one index.
        after: the statements of the same pages for the other.

    Returns:
        Pairs in the order of files and lines, with None where the other has no statement.
    """
    first, second = _by_place(before), _by_place(after)
    for place in sorted({**first, **second}):
        yield first.get(place), second.get(place)


def _by_place(
    statements: Iterable[LocatedStatement],
) -> dict[tuple[str, int, int], LocatedStatement]:
    seen: Counter[tuple[str, int]] = Counter()
    by_place = {}
    for located in statements:
        place = (located.path, located.line)
        by_place[(*place, seen[place])] = located
        seen[place] += 1
    return by_place
