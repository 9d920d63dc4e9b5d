"""What comes of a claim, and how it is said."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from mkdocs_osai.problems import quote
from mkdocs_osai.stats import Comparison, Quantity, models_in_words


class Verdict(StrEnum):
    """Whether the index bears a claim out."""

    TRUE = "true"
    NEAR = "near"
    """True, but one model more or less would turn it."""
    FALSE = "false"


@dataclass(frozen=True)
class ClaimResult:
    """A claim and what came of it.

    Attributes:
        words: the claim, as the author wrote it.
        values: what it was held to.
        verdict: whether it holds.
        allowed: what the words allow, in words; empty where they are no quantity.
        told: what the index says, in words.
        margin: how far the number is from where the claim would turn, in its own unit (shares and
            scores from 0 to 1); negative if it is false, None where there is no such place.
        suggestions: other words that would be true, for a claim that is false or near.
    """

    words: str
    values: tuple[Quantity | Comparison, ...]
    verdict: Verdict
    allowed: str
    told: str
    margin: Fraction | None = None
    suggestions: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        """What is wrong, or could be better; empty for a claim that is true."""
        words = quote(self.words)[1:-1]
        if self.verdict is Verdict.FALSE:
            return f'"{words}" is false: {self.told}'
        if self.verdict is Verdict.NEAR:
            return f'"{words}" is near, one model more or less would turn it: {self.told}'
        return ""

    @property
    def hint(self) -> str:
        """Words that would be true, or would stay true for longer."""
        if not self.suggestions:
            false = self.verdict is Verdict.FALSE and self.allowed
            return f"the claim allows {self.allowed}" if false else ""
        lead = "True" if self.verdict is Verdict.FALSE else "Further off"
        return f"{lead}: " + ", ".join(f'"{words}"' for words in self.suggestions)


def told(values: tuple[Quantity | Comparison, ...]) -> str:
    """What the index says, with what it rests on."""
    return "; ".join(_told(v) if isinstance(v, Quantity) else v.text for v in values)


def _told(value: Quantity) -> str:
    if value.basis_text or value.calculation or value.kind not in ("count", "share"):
        return f"it is {value} ({value.basis})"
    whole = f"{value.count:,} of {models_in_words(value.of)}"
    unsorted = f"{value.unsorted:,} without {value.lacking}" if value.unsorted else ""
    date = f"index of {value.date.isoformat()}" if value.date else ""
    number = f"{value}" if value.kind == "share" else whole
    parts = (whole if value.kind == "share" else "", value.selection, unsorted, date)
    basis = ", ".join(filter(None, parts))
    several = " and " in value.what or "," in value.what or value.what.endswith("s")
    if value.categories:
        several = len(value.categories) > 1
    verb = "are" if several else "is"
    return f"{value.what or 'the number'} {verb} {number}{f' ({basis})' if basis else ''}"
