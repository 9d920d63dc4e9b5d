"""Licences by part, as in the note `Weights: MIT. Code: not released. Data: not disclosed.`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, get_args

from mkdocs_osai.index.diagnostics import FileDiagnostics, Rule, one_line
from mkdocs_osai.problems import Level, quote

if TYPE_CHECKING:
    from mkdocs_osai.index.schema import LicensesSection

PARTS = ("weights", "code", "data")
"""The parts of a model that have a licence of their own; also the keys of `licenses`."""

LicenseState = Literal["named", "not released", "not disclosed", "unknown"]
LICENSE_STATES: tuple[LicenseState, ...] = get_args(LicenseState)


@dataclass(frozen=True, slots=True)
class LicensePart:
    """The licence of the weights, the code or the data.

    Attributes:
        text: the text as written.
        state: `named` if it names a licence or its terms; `not released` or `not disclosed` if it
            says so; `unknown` if it names none, such as "not specified".

    Example:
        >>> LicensePart("Not released").state, LicensePart("Apache-2.0").state
        ('not released', 'named')
    """

    text: str

    @property
    def state(self) -> LicenseState:
        """Whether the text names a licence."""
        words = self.text.strip(" .").casefold()
        if words in _NOT_RELEASED:
            return "not released"
        if words in _NOT_DISCLOSED:
            return "not disclosed"
        return "named" if _NAMES_ONE.search(self.text) else "unknown"

    @property
    def category(self) -> str:
        """The licence as written, or the state if none is named.

        Example:
            >>> LicensePart("not specified").category
            'unknown'
        """
        return self.text if self.state == "named" else self.state


@dataclass(frozen=True, slots=True)
class LicenseParts:
    """The licences of the parts of a model; None for a part that is not mentioned."""

    weights: LicensePart | None = None
    code: LicensePart | None = None
    data: LicensePart | None = None


NO_PARTS = LicenseParts()


@lru_cache(maxsize=1_000)
def license_parts(weights: str | None, code: str | None, data: str | None) -> LicenseParts:
    """The licences of the parts by their texts; models with the same share one object."""
    return LicenseParts(*(LicensePart(text) if text else None for text in (weights, code, data)))


_NOT_RELEASED = frozenset(("not released", "unreleased", "not available", "unavailable"))
_NOT_DISCLOSED = frozenset(("not disclosed", "undisclosed"))
_NAMES_ONE = re.compile(
    r"(?<!^)(?<!\. )[A-Z]|[0-9]|(?i:\b(?:licen[cs]e|agreement|terms|proprietary|research)\b)"
)
"""A name has a digit, a capital that does not begin a sentence, or one of these words."""

_LABEL = re.compile(r"(weights?|code|data(?:sets?)?) ?:", re.IGNORECASE)
_ENDS = ("", ".", ";", ",")
"""What may be in front of a label."""

_KEY_OF = {"w": "weights", "c": "code", "d": "data"}


def read_license_parts(section: LicensesSection | None, findings: FileDiagnostics) -> LicenseParts:
    """The licences of the parts, from the keys of `licenses`, or else from its note."""
    found = {key: one_line(getattr(section, key, None)) for key in PARTS}
    for key, text in parts_of(section.notes or "" if section else ""):
        counts, value = found[key], one_line(text)
        if counts and value and not value.casefold().startswith(counts.casefold()):
            what = f"the note says {quote(value)}, but {quote(counts)} counts"
            place = ("licenses", "notes")
            findings.add(Rule.TAGS, what, "keep one of them", place, Level.WARNING)
        found[key] = counts or value
    return license_parts(**found)


def parts_of(note: str) -> Iterator[tuple[str, str]]:
    """The key and the text of each part of a note; nothing if it does not begin with a part.

    Example:
        >>> dict(parts_of("Weights: MIT. Code: not released. Data: ODC-BY 1.0."))
        {'weights': 'MIT', 'code': 'not released', 'data': 'ODC-BY 1.0'}
        >>> dict(parts_of("Apache-2.0, an OSI-approved license."))
        {}
    """
    found = [m for m in _LABEL.finditer(note) if note[: m.start()].rstrip()[-1:] in _ENDS]
    if not found or note[: found[0].start()].strip():
        return
    ends = [*(m.start() for m in found[1:]), len(note)]
    for match, end in zip(found, ends, strict=True):
        text = note[match.end() : end].strip().rstrip(".;,").rstrip()
        if text:
            yield _KEY_OF[match[1][0].lower()], text
