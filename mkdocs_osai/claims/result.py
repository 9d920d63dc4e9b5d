"""The result of a claim, and its messages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from mkdocs_osai.problems import quote
from mkdocs_osai.stats import Comparison, Quantity, enumerated, models_in_words
from mkdocs_osai.stats.bounded import Bounds, Coverage, between


class Verdict(StrEnum):
    """Whether a claim is true."""

    TRUE = "true"
    NEAR = "near"
    """True, but one model more or less would turn it."""
    FALSE = "false"
    UNDECIDED = "undecided"
    """True or false, depending on what the index does not know."""


FAILING = frozenset((Verdict.FALSE, Verdict.UNDECIDED))
"""The verdicts that stop a build."""


def verdict_of(*holds: bool | None, turns: bool) -> Verdict:
    """The verdict on a claim.

    Args:
        *holds: whether it holds, for each of the values that its number can have; None for
            values of which some make it true and others false.
        turns: whether one model more or less would turn it.

    Example:
        >>> verdict_of(True, False, turns=False)
        <Verdict.UNDECIDED: 'undecided'>
    """
    if set(holds) == {False}:
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
        in_all: whether the words are about all models, those without a category included.
        answers: which models the words count, if not those that meet a definition but, for example,
            those that do not; empty for others.
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
    in_all: bool = False
    answers: str = ""

    @property
    def numbers(self) -> list[Quantity]:
        """The numbers among its values, within the bounds that the words are about."""
        numbers = [value for value in self.values if isinstance(value, Quantity)]
        if not self.in_all or not self.ends or len(numbers) != 1:
            return numbers
        low, high = self.ends
        whole = replace(low, number=None, unsorted=0)
        kind = numbers[0].kind
        ends = [end.count if kind == "count" else end.value for end in (low, high)]
        bounds = Bounds(Fraction(ends[0]), Fraction(ends[1]), Coverage(low.of))
        return [replace(whole, kind=kind, bounds=bounds)]

    @property
    def fails(self) -> bool:
        """Whether it stops a build: it is false, or it cannot be decided."""
        return self.verdict in FAILING

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
            return f'"{words}" cannot be decided: {self._possible}'
        if self.verdict is Verdict.NEAR:
            return f'"{words}" is borderline, one model more or less would turn it: {self.text}'
        return ""

    @property
    def hint(self) -> str:
        """The suggestions; for a false claim without any, the values that it allows."""
        if not self.suggestions:
            return f"the claim allows {self.allowed}" if self.fails and self.allowed else ""
        if self.verdict is Verdict.UNDECIDED:
            quoted = [f'"{words}"' for words in self.suggestions]
            return f"{enumerated(quoted, 'or')} would hold"
        lead = "True" if self.fails else "Further off"
        return f"{lead}: " + ", ".join(f'"{words}"' for words in self.suggestions)

    @property
    def _possible(self) -> str:
        """The values that the number can have, and why it is not known."""
        value = self.values[0]
        if not self.ends or not isinstance(value, Quantity):
            return self.text
        between = f"between {self.ends[0]} and {self.ends[1]}"
        if value.bounds is None:
            return f"{between}; {self.text}"
        known, missing = _coverage(value, value.bounds)
        if value.definition:
            known += " meet it"
        return f"{between} ({'; '.join(filter(None, (known, missing)))})"


def _coverage(value: Quantity, bounds: Bounds) -> tuple[str, str]:
    """How many models a number with bounds is about, and how many have no figure."""
    counts = (f"{len(models):,}" for models in (bounds.certain, bounds.possible))
    known = f"{between(*counts)} of the {models_in_words(value.of)}"
    known += " with a figure" if value.of_figures else ""
    covered = bounds.coverage
    missing = f"{covered.without:,} of {covered.models:,} have none" if covered.without else ""
    return known, missing


OF_MODELS = "models that "
"""How the words of a number begin that is about models by a definition."""


def _text(value: Quantity) -> str:
    if value.bounds is not None and value.kind in ("count", "share"):
        date = f"index of {value.date.isoformat()}" if value.date else ""
        known, missing = _coverage(value, value.bounds)
        number = known if value.kind == "count" else f"{value}"
        covered = "; ".join(filter(None, ("" if value.kind == "count" else known, missing)))
        about = ", ".join(filter(None, (covered, value.selection, date)))
        verb = "are" if value.what.startswith(OF_MODELS) else "is"
        return f"{value.what or 'the number'} {verb} {number}{f' ({about})' if about else ''}"
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
        several = len(value.categories) > 1 or value.what.startswith(OF_MODELS)
    verb = "are" if several else "is"
    return f"{value.what or 'the number'} {verb} {number}{f' ({basis})' if basis else ''}"
