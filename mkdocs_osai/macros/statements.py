"""What pages say of an index, collected: so that it can be held to the index of another day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

from mkdocs_osai.index import Model
from mkdocs_osai.sanitize import escape_markdown, file_name
from mkdocs_osai.stats import Quantity, Result, Tally, rounded
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
    return Statement("claim", judgement.words, judgement.told, basis, judgement=judgement)


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


EVIDENCE_FOLDER = "evidence"  # where the pages stand on the site
EVIDENCE_ANCHOR = "evidence"  # the id of their heading


@dataclass(frozen=True)
class Evidence:
    """A number, or words that are held to numbers.

    Attributes:
        numbers: what is stated, or what the words are held to.
        judgement: what came of the words; None for a number.
    """

    numbers: tuple[Quantity, ...]
    judgement: ClaimResult | None = None

    @property
    def title(self) -> str:
        """What the page is about, as plain text."""
        if self.judgement is not None:
            return f"“{self.judgement.words}”"
        return "; ".join(f"{number.label}: {number}" for number in self.numbers)

    @property
    def path(self) -> str:
        """The page's source on the site; the same for the same evidence."""
        parts = [p for number in self.numbers for p in number.parts]
        content = [self.title, *(f"{p.basis}\0{p.commit}\0{p.models}" for p in parts)]
        digest = sha256("\0".join(content).encode("utf-8", "replace")).hexdigest()[:8]
        name = file_name(self.numbers[0].label if self.judgement is None else self.judgement.words)
        return f"{EVIDENCE_FOLDER}/{name or 'number'}-{digest}.md"


def evidence_html(
    evidence: Evidence,
    model: Callable[[Quantity, str], Model],
    linked: Callable[[Model], str],
    stated: Iterable[str],
) -> str:
    """The page as HTML in which nothing of the data is markup.

    Args:
        evidence: what the page is about.
        model: gives a model of the index a number was computed from, by its id.
        linked: gives the name of a model as HTML.
        stated: links to the pages that state it, as HTML.
    """
    lines = [f'<h1 id="{EVIDENCE_ANCHOR}">{escape_markdown(evidence.title)}</h1>']
    if evidence.judgement is not None:
        verdict = f"{escape_markdown(evidence.judgement.told)}. The words allow"
        lines.append(f"<p>{verdict} {escape_markdown(evidence.judgement.allowed)}.</p>")
    pages = ", ".join(stated)
    if pages:
        lines.append(f"<p>Stated in {pages}.</p>")
    by_basis = {  # not by their values: two numbers may be equal
        (part.basis, str(part), part.commit): part
        for number in evidence.numbers
        for part in number.parts
    }
    parts = list(by_basis.values())
    for part in parts:
        if len(parts) > 1:
            lines.append(f"<h2>{escape_markdown(part.label)}: {escape_markdown(str(part))}</h2>")
        lines.append(f"<p>{escape_markdown(part.basis[:1].upper() + part.basis[1:])}.</p>")
        lines.append(_table([model(part, one) for one in part.models], linked))
    return "\n".join(lines)


def _table(models: list[Model], linked: Callable[[Model], str]) -> str:
    if not models:
        return "<p>No model is counted.</p>"
    listed = sorted(models, key=lambda m: (m.name.casefold(), m.id))
    header = "".join(f'<th scope="col">{name}</th>' for name in _HEADER)
    body = "".join(f"<tr>{''.join(_cells(m, linked))}</tr>" for m in listed)
    count = f"{len(listed):,} model{'s' * (len(listed) != 1)}"
    return (
        f'<div class="osai-scroll" tabindex="0"><table class="osai-table">'
        f"<caption>{count}</caption><thead><tr>{header}</tr></thead><tbody>{body}</tbody>"
        "</table></div>"
    )


_HEADER = ("Model", "Organisation", "Origin", "Openness")


def _cells(model: Model, linked: Callable[[Model], str]) -> Iterator[str]:
    yield f'<th scope="row">{linked(model)}</th>'
    score = "" if model.score is None else rounded(model.score, 2)
    for text in (model.organization or "", model.origin or "", score):
        yield f"<td>{escape_markdown(text)}</td>"
