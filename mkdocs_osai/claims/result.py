"""The result of a claim, and its messages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from mkdocs_osai.problems import quote
from mkdocs_osai.stats import Comparison, Quantity, models_in_words


class Verdict(StrEnum):
    """Whether a claim is true."""

    TRUE = "true"
    NEAR = "near"
    """True, but one model more or less would turn it."""
    FALSE = "false"
    UNDECIDED = "undecided"
    """True or false, depending on what the index does not know."""


def verdict_of(*holds: bool, turns: bool) -> Verdict:
    """The verdict on a claim.

    Args:
        *holds: whether it holds, for each of the values that its number can have.
        turns: whether one model more or less would turn it.

    Example:
        >>> verdict_of(True, False, turns=False)
        <Verdict.UNDECIDED: 'undecided'>
    """
    if not any(holds):
        return Verdict.FALSE
    if not all(holds):
        return Verdict.UNDECIDED
    return Verdict.NEAR if turns else Verdict.TRUE


@dataclass(frozen=True)
class ClaimResult:
    """A claim and its verdict.

    Attributes:
        words: the claim, as the author wrote it.
        values: the numbers or the comparison it was tested against.
        verdict: whether it is true.
        allowed: the values that the words allow, in words; empty if the words are no quantity.
        margin: the distance of the number from the bound where the verdict changes, in its own unit
            (shares and scores from 0 to 1); negative if the claim is false, None without a bound.
        suggestions: other words that are true, for a claim that is false or borderline.
        from_words: whether the words are the test; else it is a test beside them.
        nouns: what the site calls the things that it counts.
        notices: what is true and reads oddly, such as "only" before a majority.
        ends: the smallest and the largest value that the number can have, if it is not known.
    """

    words: str
    values: tuple[Quantity | Comparison, ...]
    verdict: Verdict
    allowed: str
    margin: Fraction | None = None
    suggestions: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    from_words: bool = True
    nouns: tuple[str, ...] = ()
    ends: tuple[Quantity, ...] = ()

    @property
    def fails(self) -> bool:
        """Whether it stops a build: it is false, or it cannot be decided."""
        return self.verdict in (Verdict.FALSE, Verdict.UNDECIDED)

    @property
    def text(self) -> str:
        """The values in words, with what they are based on."""
        return "; ".join(_text(v) if isinstance(v, Quantity) else v.text for v in self.values)

    @property
    def message(self) -> str:
        """What is wrong or borderline; empty for a claim that is true."""
        words = quote(self.words)[1:-1]
        if self.verdict is Verdict.FALSE:
            return f'"{words}" is false: {self.text}'
        if self.verdict is Verdict.UNDECIDED:
            low, high = self.ends
            return f'"{words}" cannot be decided: between {low} and {high}; {self.text}'
        if self.verdict is Verdict.NEAR:
            return f'"{words}" is borderline, one model more or less would turn it: {self.text}'
        return ""

    @property
    def hint(self) -> str:
        """The suggestions; for a false claim without any, the values that it allows."""
        if not self.suggestions:
            return f"the claim allows {self.allowed}" if self.fails and self.allowed else ""
        lead = "True" if self.fails else "Further off"
        return f"{lead}: " + ", ".join(f'"{words}"' for words in self.suggestions)


def _text(value: Quantity) -> str:
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
