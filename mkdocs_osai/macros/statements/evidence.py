"""What a number or a claim rests on, as a page of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mkdocs_osai.index import Model
from mkdocs_osai.sanitize import escape_markdown, file_name
from mkdocs_osai.stats import Quantity, rounded

if TYPE_CHECKING:
    from mkdocs_osai.claims import ClaimResult

FOLDER = "evidence"
"""Where the pages stand on the site."""

ANCHOR = "evidence"
"""The id of their heading."""


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
        digest = hashlib.sha256("\0".join(content).encode("utf-8", "replace")).hexdigest()[:8]
        name = file_name(self.numbers[0].label if self.judgement is None else self.judgement.words)
        return f"{FOLDER}/{name or 'number'}-{digest}.md"


def html(
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
    lines = [f'<h1 id="{ANCHOR}">{escape_markdown(evidence.title)}</h1>']
    if evidence.judgement is not None:
        verdict = f"{escape_markdown(evidence.judgement.text)}. The words allow"
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
