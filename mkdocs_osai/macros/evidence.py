"""The evidence for numbers and claims: the models that they are computed from, as a page."""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from mkdocs_osai.i18n import ENGLISH, clauses, gettext, gettext_noop, headed, language, using
from mkdocs_osai.i18n import listed as listed_
from mkdocs_osai.index import Model
from mkdocs_osai.sanitize import escape_markdown, file_name
from mkdocs_osai.stats import Quantity, continued, models_in_words, rounded, shown
from mkdocs_osai.views.compute import in_words as compute_in_words
from mkdocs_osai.views.urls import HEADING

if TYPE_CHECKING:
    from mkdocs_osai.claims import ClaimResult

FOLDER = "evidence"
"""The folder of evidence pages on the site."""

IN_PAGE = "data-osai-evidence"
"""The attribute of a number or claim with its evidence as text, on a page that
`osai site build` has not finished yet."""

MODEL = "data-osai-model"
"""The attribute of a link to a model with its id, quoted as in an address, on such a page."""

TITLE = "data-osai-title"
"""The attribute of the line under a title with the title of the page, quoted in the same way."""

MOST_BYTES = 50_000_000
"""The longest evidence that is read from a page."""


@dataclass(frozen=True)
class EvidenceNumber:
    """A number with the models that it is computed from.

    Attributes:
        label: what it is about, in words.
        text: the number as printed.
        basis: what it is computed from, in words.
        commit: the revision of its index; None for the working folder.
        compute: the training compute that it is about, as the name of a dimension; or empty.
        models: the ids of the models that are counted.
        bounds: of a number that is known within bounds only, the ids of the models that are counted
            for certain, and of those that are counted possibly.
    """

    label: str
    text: str
    basis: str
    commit: str | None
    compute: str
    models: tuple[str, ...]
    bounds: tuple[tuple[str, ...], tuple[str, ...]] | None

    @classmethod
    def of(cls, number: Quantity) -> EvidenceNumber:
        """The evidence for a number that was not calculated from others."""
        bounds = number.bounds
        return cls(
            number.label,
            str(number),
            number.basis,
            number.commit,
            number.dimension if bounds and number.of_figures else "",
            number.models,
            (bounds.certain, bounds.possible) if bounds else None,
        )

    @property
    def listed(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Its models; of a number within bounds, those that count for certain come first."""
        if self.bounds is None or self.bounds[0] == self.bounds[1]:
            yield "", self.models
            return
        certain, possible = self.bounds
        yield gettext("Certainly"), certain
        yield gettext("Possibly"), tuple(one for one in possible if one not in certain)


@dataclass(frozen=True)
class Evidence:
    """The evidence for a number or a claim.

    Attributes:
        title: the title of its page, as plain text.
        about: the label of the number, or the words of the claim.
        numbers: the numbers that it is calculated from, or those behind the claim.
        claim: of a claim, its numbers in words; empty for a number.
        allowed: of a claim, the numbers that its words allow, in words.
        source: the source of its page, if it is not in English; addresses are in English.
    """

    title: str
    about: str
    numbers: tuple[EvidenceNumber, ...]
    claim: str = ""
    allowed: str = ""
    source: str = ""

    @classmethod
    def of_number(cls, number: Quantity) -> Evidence:
        """The evidence for a number."""
        if language() != ENGLISH:
            with using(ENGLISH):
                english = cls.of_number(number.in_this_language())
            return replace(cls._of_number(number), source=english.path)
        return cls._of_number(number)

    @classmethod
    def _of_number(cls, number: Quantity) -> Evidence:
        parts = tuple(map(EvidenceNumber.of, number.parts))
        return cls(headed(number.label, str(number)), number.label, parts)

    @classmethod
    def of_claim(cls, judgement: ClaimResult, numbers: Sequence[Quantity]) -> Evidence:
        """The evidence for a claim about numbers."""
        words = judgement.words
        with using(ENGLISH):
            parts = tuple(EvidenceNumber.of(part) for number in numbers for part in number.parts)
            found = cls(f"“{words}”", words, parts, judgement.text, judgement.allowed)
        if language() == ENGLISH:
            return found
        shown = [number.in_this_language() for number in numbers]
        parts = tuple(EvidenceNumber.of(part) for number in shown for part in number.parts)
        return replace(found, numbers=parts, claim=in_words(shown), source=found.path)

    @property
    def path(self) -> str:
        """The source of its page; the same for equal evidence."""
        if self.source:
            return self.source
        content = [self.title]
        for number in self.numbers:
            content.append(f"{number.basis}\0{number.commit}\0{number.models}")
            content += [str(number.bounds[1])] if number.bounds else []
        digest = sha256("\0".join(content).encode("utf-8", "replace")).hexdigest()[:8]
        return f"{FOLDER}/{file_name(self.about) or 'number'}-{digest}.md"

    def to_text(self) -> str:
        """The evidence as letters, digits, `-`, `_` and `=`, for an attribute of HTML."""
        values = {name: value for name, value in asdict(self).items() if name != "source" or value}
        content = json.dumps(values, separators=(",", ":"))
        return base64.urlsafe_b64encode(zlib.compress(content.encode(), 9)).decode()

    @classmethod
    def from_text(cls, text: str) -> Evidence:
        """The evidence that `to_text` has written.

        Raises:
            ValueError: the text is nothing that `to_text` writes.

        Example:
            >>> evidence = Evidence.of_number(Quantity("count", 1, models=("a",)))
            >>> Evidence.from_text(evidence.to_text()) == evidence
            True
        """
        try:
            values = json.loads(_decompressed(base64.b64decode(text, b"-_", validate=True)))
            numbers = tuple(_number(values) for values in values.pop("numbers"))
            read = cls(**{name: _text(value) for name, value in values.items()}, numbers=numbers)
        except (binascii.Error, zlib.error, RecursionError, TypeError, KeyError, AttributeError):
            raise ValueError("this is no evidence") from None
        return read


def in_words(numbers: Iterable[Quantity]) -> str:
    """Numbers with what they are based on.

    Example:
        >>> in_words([Quantity("count", 76, 191, what="United States")])
        '76 (United States: 76 of 191 models)'
    """
    return clauses(f"{number} ({number.basis})" for number in numbers)


def _decompressed(content: bytes) -> bytes:
    """A whole zlib stream; fails for a part of one, and for one that is too long."""
    stream = zlib.decompressobj()
    found = stream.decompress(content, MOST_BYTES)
    if not stream.eof:
        raise ValueError("this is no evidence")
    return found


def _number(values: dict[str, object]) -> EvidenceNumber:
    models, bounds, commit = values.pop("models"), values.pop("bounds"), values.pop("commit")
    texts = {name: _text(value) for name, value in values.items()}
    ends: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    if isinstance(bounds, list):
        certain, possible = bounds
        ends = _texts(certain), _texts(possible)
    known = None if commit is None else _text(commit)
    return EvidenceNumber(**texts, models=_texts(models), bounds=ends, commit=known)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _texts(values: object) -> tuple[str, ...]:
    if not isinstance(values, list):
        raise TypeError
    return tuple(map(_text, values))


def evidence_html(
    evidence: Evidence,
    model: Callable[[EvidenceNumber, str], Model],
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
    if evidence.claim:
        text = evidence.claim
        verdict = f"{escape_markdown(text[:1].upper() + text[1:])}."
        allowed = escape_markdown(evidence.allowed)
        if language() != ENGLISH:
            allowed = f'<span lang="{ENGLISH}">{allowed}</span>'
        lines.append(f"<p>{verdict} {gettext('The words allow {numbers}.', numbers=allowed)}</p>")
    pages = ", ".join(stated)
    if pages:
        lines.append(f"<p>{gettext('Stated in {pages}.', pages=pages)}</p>")
    # Not by value, because two numbers may be equal.
    by_basis = {(part.basis, part.text, part.commit): part for part in evidence.numbers}
    parts = list(by_basis.values())
    for part in parts:
        if len(parts) > 1:
            title = headed(escape_markdown(part.label), escape_markdown(part.text))
            lines.append(f"<h2>{title}</h2>")
        lines.append(f"<p>{escape_markdown(part.basis[:1].upper() + part.basis[1:])}.</p>")
        for title, ids in part.listed:
            lines += [f"<h3>{title}</h3>"] if title else []
            models = [model(part, one) for one in ids]
            lines.append(_table(models, linked, part.compute))
    return "\n".join([*lines, "</div>"])


def _table(models: list[Model], linked: Callable[[Model], str], compute: str = "") -> str:
    """A table of models; `compute` is the training compute in its second column, if any."""
    if not models:
        return f"<p>{gettext('No model is counted.')}</p>"
    listed = sorted(models, key=lambda m: (m.name.casefold(), m.id))
    first, *rest = map(gettext, _HEADER)
    names = (first, *([gettext("Training compute")] if compute else []), *rest)
    # On a phone the rows are no longer laid out as a table, so they need their roles.
    header = "".join(f'<th scope="col" role="columnheader">{name}</th>' for name in names)
    body = "".join(f'<tr role="row">{"".join(_cells(m, linked, compute))}</tr>' for m in listed)
    columns = listed_([continued(name) for name in names[1:]])
    models_ = models_in_words(len(listed))
    caption = gettext("{models}, with {columns}", models=models_, columns=columns)
    return (
        f'<table class="osai-table osai-counted" role="table"><caption>{caption}</caption>'
        f'<thead role="rowgroup"><tr role="row">{header}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table>'
    )


_HEADER = (
    gettext_noop("Model"),
    gettext_noop("Organisation"),
    gettext_noop("Origin"),
    gettext_noop("Openness"),
)


def _cells(model: Model, linked: Callable[[Model], str], compute: str) -> Iterator[str]:
    yield f'<th scope="row" role="rowheader">{linked(model)}</th>'
    if compute:
        words = escape_markdown(compute_in_words(getattr(model, compute)))
        yield f'<td class="osai-flop" role="cell">{words}</td>'
    score = "" if model.score is None else rounded(model.score, 2)
    for text in (model.organization or "", shown(model.origin or ""), score):
        yield f'<td role="cell">{escape_markdown(text)}</td>'
