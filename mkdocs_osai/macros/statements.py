"""What pages say of an index, collected: so that it can be held to the index of another day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from mkdocs_osai.claims import Judgement, Verdict
from mkdocs_osai.stats import Quantity, Shown, Tally


@dataclass(frozen=True)
class Statement:
    """A number, a claim or a figure of a page.

    Attributes:
        kind: which of the three; `nothing` where the index cannot answer.
        label: what it is about, in words; of a claim, the claim.
        told: the number as it prints; of a claim what it is held to, of a figure all its numbers.
        basis: what that rests on.
        numbers: the numbers of a figure, each with what it is about.
        judgement: what came of a claim.
    """

    kind: Literal["number", "claim", "figure", "nothing"]
    label: str
    told: str
    basis: str
    numbers: tuple[tuple[str, str], ...] = ()
    judgement: Judgement | None = None

    @property
    def holds(self) -> bool:
        """Whether it is not a false claim."""
        return self.judgement is None or self.judgement.verdict is not Verdict.FALSE


NOTHING = Statement("nothing", "", "not there", "")
"""Keeps the place of what another index would say."""


@dataclass(frozen=True)
class Placed:
    """A statement where it stands: a file and a line, from 1."""

    path: str
    line: int
    statement: Statement


def of_number(quantity: Quantity) -> Statement:
    """What a printed number states."""
    return Statement("number", quantity.label, str(quantity), quantity.basis)


def of_claim(judgement: Judgement) -> Statement:
    """What a claim states."""
    basis = "; ".join(v.basis for v in judgement.values if isinstance(v, Quantity))
    return Statement("claim", judgement.words, judgement.told, basis, judgement=judgement)


def of_figure(heading: str, shown: Shown) -> Statement:
    """What a figure states."""
    told = f" ({shown.selection.words})" if shown.selection.words else ""
    numbers: tuple[tuple[str, str], ...] = ()
    if isinstance(shown, Tally):
        numbers = tuple((c.name + told, c.percent) for c in shown.categories)
    return Statement("figure", heading + told, shown.sentence, shown.basis, numbers)


def paired(
    before: Iterable[Placed], after: Iterable[Placed]
) -> Iterator[tuple[Placed | None, Placed | None]]:
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


def _by_place(statements: Iterable[Placed]) -> dict[tuple[str, int, int], Placed]:
    seen: Counter[tuple[str, int]] = Counter()
    found = {}
    for placed in statements:
        place = (placed.path, placed.line)
        found[(*place, seen[place])] = placed
        seen[place] += 1
    return found
