"""What pages say of an index, collected: so that it can be held to the index of another day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from mkdocs_osai.stats import Quantity, Result, Tally
from mkdocs_osai.stats.formatting import of_dimension

if TYPE_CHECKING:
    from mkdocs_osai.claims import ClaimResult

Kind = Literal["number", "claim", "figure", "nothing"]


@dataclass(frozen=True)
class Statement:
    """A number, a claim or a figure of a page.

    Attributes:
        kind: which of the three; `nothing` where the index cannot answer.
        label: what it is about, in words; of a claim, the claim.
        told: the number as it prints; of a claim what it is held to, of a figure all its numbers.
        basis: what that rests on.
        numbers: the numbers of a figure, each with what it is about.
        rows: the table of a figure, which has all its numbers.
        judgement: what came of a claim.
    """

    kind: Kind
    label: str
    told: str
    basis: str
    numbers: tuple[tuple[str, str], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    judgement: ClaimResult | None = None

    @property
    def holds(self) -> bool:
        """Whether it is not a false claim."""
        from mkdocs_osai.claims import Verdict

        return self.judgement is None or self.judgement.verdict is not Verdict.FALSE


NOTHING = Statement("nothing", "", "not there", "")
"""Keeps the place of what another index would say."""


@dataclass(frozen=True)
class LocatedStatement:
    """A statement where it stands.

    Attributes:
        path: the file.
        line: from 1.
        kind: of the statement.
        state: makes it, when it is first asked for.
    """

    path: str
    line: int
    kind: Kind
    state: Callable[[], Statement]

    @cached_property
    def statement(self) -> Statement:
        """What is stated."""
        return self.state()


def of_number(quantity: Quantity) -> Statement:
    """What a printed number states."""
    return Statement("number", quantity.label, str(quantity), quantity.basis)


def of_claim(judgement: ClaimResult) -> Statement:
    """What a claim states."""
    basis = "; ".join(v.basis for v in judgement.values if isinstance(v, Quantity))
    return Statement("claim", judgement.words, judgement.text, basis, judgement=judgement)


def of_figure(title: str | None, shown: Result) -> Statement:
    """What a figure states, under its title or what it shows."""
    told = f" ({shown.selection.words})" if shown.selection.words else ""
    numbers: tuple[tuple[str, str], ...] = ()
    if isinstance(shown, Tally):
        # What is joined today need not be joined tomorrow, and is not gone if it is.
        parts = (part for c in shown.categories for part in c.joined or (c,))
        label = shown.dimension.label
        numbers = tuple((of_dimension(label, (part.name,)) + told, part.percent) for part in parts)
    rows = (shown.table.header, *shown.table.rows)
    return Statement("figure", shown.heading(title), shown.sentence, shown.basis, numbers, rows)


def paired(
    before: Iterable[LocatedStatement], after: Iterable[LocatedStatement]
) -> Iterator[tuple[LocatedStatement | None, LocatedStatement | None]]:
    """Each statement with the one in the same place when the pages were made from another index.

    Args:
        before: the statements of the pages, made from one index.
        after: those of the same pages, made from the other.

    Returns:
        Pairs, in the order of the files and lines; None where there is no counterpart, because a
        page says more or less by what the index holds.
    """
    first, second = _by_place(before), _by_place(after)
    for place in sorted({**first, **second}):
        yield first.get(place), second.get(place)


def _by_place(
    statements: Iterable[LocatedStatement],
) -> dict[tuple[str, int, int], LocatedStatement]:
    seen: Counter[tuple[str, int]] = Counter()
    found = {}
    for placed in statements:
        place = (placed.path, placed.line)
        found[(*place, seen[place])] = placed
        seen[place] += 1
    return found
