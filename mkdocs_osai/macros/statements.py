"""The statements of pages, for comparison with another index, and the evidence for them."""

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
from mkdocs_osai.stats.formatting import enumerated, models_in_words, of_dimension
from mkdocs_osai.views.compute import in_words
from mkdocs_osai.views.urls import HEADING

if TYPE_CHECKING:
    from mkdocs_osai.claims import ClaimResult


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
    """

    kind: Kind
    label: str
    text: str
    basis: str
    numbers: tuple[tuple[str, str], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    judgement: ClaimResult | None = None

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
    basis = "; ".join(v.basis for v in judgement.values if isinstance(v, Quantity))
    return Statement("claim", judgement.words, judgement.text, basis, judgement=judgement)


def of_figure(title: str | None, data: Result) -> Statement:
    """The statement of a figure."""
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
    return Statement("figure", data.heading(title), data.sentence, data.basis, numbers, rows)


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


EVIDENCE_FOLDER = "evidence"  # the folder of evidence pages on the site


@dataclass(frozen=True)
class Evidence:
    """The evidence for a number or a claim.

    Attributes:
        numbers: the number, or the numbers behind the claim.
        judgement: the result of the claim; None for a number.
    """

    numbers: tuple[Quantity, ...]
    judgement: ClaimResult | None = None

    @property
    def title(self) -> str:
        """The title of its page, as plain text."""
        if self.judgement is not None:
            return f"“{self.judgement.words}”"
        return "; ".join(f"{number.label}: {number}" for number in self.numbers)

    @property
    def path(self) -> str:
        """The path of its page; the same for equal evidence."""
        parts = [p for number in self.numbers for p in number.parts]
        content = [self.title]
        for p in parts:
            content.append(f"{p.basis}\0{p.commit}\0{p.models}")
            content += [str(p.bounds.possible)] if p.bounds else []
        digest = sha256("\0".join(content).encode("utf-8", "replace")).hexdigest()[:8]
        name = file_name(self.numbers[0].label if self.judgement is None else self.judgement.words)
        return f"{EVIDENCE_FOLDER}/{name or 'number'}-{digest}.md"


def evidence_html(
    evidence: Evidence,
    model: Callable[[Quantity, str], Model],
    linked: Callable[[Model], str],
    stated: Iterable[str],
) -> str:
    """The page of an evidence as HTML, with escaped data.

    Args:
        evidence: the evidence.
        model: returns a model of the index that a number is computed from, by its id.
        linked: returns the name of a model as HTML.
        stated: links to the pages that state it, as HTML.
    """
    lines = [f'<div class="osai-page"><h1 id="{HEADING}">{escape_markdown(evidence.title)}</h1>']
    if evidence.judgement is not None:
        text = evidence.judgement.text
        verdict = f"{escape_markdown(text[:1].upper() + text[1:])}. The words allow"
        lines.append(f"<p>{verdict} {escape_markdown(evidence.judgement.allowed)}.</p>")
    pages = ", ".join(stated)
    if pages:
        lines.append(f"<p>Stated in {pages}.</p>")
    by_basis = {  # not by value, because two numbers may be equal
        (part.basis, str(part), part.commit): part
        for number in evidence.numbers
        for part in number.parts
    }
    parts = list(by_basis.values())
    for part in parts:
        if len(parts) > 1:
            lines.append(f"<h2>{escape_markdown(part.label)}: {escape_markdown(str(part))}</h2>")
        lines.append(f"<p>{escape_markdown(part.basis[:1].upper() + part.basis[1:])}.</p>")
        for title, ids in _listed(part):
            lines += [f"<h3>{title}</h3>"] if title else []
            models = [model(part, one) for one in ids]
            compute = part.dimension if part.bounds and part.lacking == "a figure" else ""
            lines.append(_table(models, linked, compute))
    return "\n".join([*lines, "</div>"])


def _listed(number: Quantity) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The models of a number; of one within bounds, those that count for certain come first."""
    bounds = number.bounds
    if bounds is None or bounds.certain == bounds.possible:
        yield "", number.models
        return
    yield "Certainly", bounds.certain
    yield "Possibly", tuple(one for one in bounds.possible if one not in bounds.certain)


def _table(models: list[Model], linked: Callable[[Model], str], compute: str = "") -> str:
    """A table of models; `compute` is the training compute in its second column, if any."""
    if not models:
        return "<p>No model is counted.</p>"
    listed = sorted(models, key=lambda m: (m.name.casefold(), m.id))
    names = (_HEADER[0], *(["Training compute"] if compute else []), *_HEADER[1:])
    # On a phone the rows are no longer laid out as a table, so they need their roles.
    header = "".join(f'<th scope="col" role="columnheader">{name}</th>' for name in names)
    body = "".join(f'<tr role="row">{"".join(_cells(m, linked, compute))}</tr>' for m in listed)
    caption = f"{models_in_words(len(listed))}, with {enumerated([n.lower() for n in names[1:]])}"
    return (
        f'<table class="osai-table osai-counted" role="table"><caption>{caption}</caption>'
        f'<thead role="rowgroup"><tr role="row">{header}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table>'
    )


_HEADER = ("Model", "Organisation", "Origin", "Openness")


def _cells(model: Model, linked: Callable[[Model], str], compute: str) -> Iterator[str]:
    yield f'<th scope="row" role="rowheader">{linked(model)}</th>'
    if compute:
        words = escape_markdown(in_words(getattr(model, compute)))
        yield f'<td class="osai-flop" role="cell">{words}</td>'
    score = "" if model.score is None else rounded(model.score, 2)
    for text in (model.organization or "", model.origin or "", score):
        yield f'<td role="cell">{escape_markdown(text)}</td>'
