"""The best other words for a claim that is false, borderline or cannot be decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mkdocs_osai.claims.evaluate import evaluate
from mkdocs_osai.claims.result import ClaimResult, Verdict
from mkdocs_osai.claims.rewordings import Rewording, can_be_read, rewordings
from mkdocs_osai.claims.value_nouns import nouns_of
from mkdocs_osai.problems import OsaiError
from mkdocs_osai.stats import Quantity

MOST_TRIED = 40


@dataclass(frozen=True, slots=True)
class ClaimFix:
    """Other words for a claim, which are true.

    Attributes:
        words: the words.
        held: for how many of the past states of the index they were true, without a gap.
        known: how many past states were tried.
    """

    words: str
    held: int
    known: int


def fix(result: ClaimResult, past: Sequence[Any] = ()) -> ClaimFix | None:
    """The nearest true words for a claim, in the author's register; None if there are none.

    Of the nearest words it takes those that were true for longest over the past of the index.

    Args:
        result: a claim that is false or borderline.
        past: the past states of the index, newest first.
    """
    numbers = result.numbers
    if not numbers or len(numbers) != len(result.values) or not result.from_words:
        return None
    if result.answers:
        return None  # the words are about other models than the number
    site = result.nouns
    nouns = nouns_of((v for v in result.values if isinstance(v, Quantity)), site)

    def judged(words: str) -> ClaimResult:
        return evaluate(words, result.values, nouns=site)

    tried: list[tuple[Rewording, Verdict]] = []
    for other in rewordings(result.words, numbers, nouns, lambda one: can_be_read(one, judged)):
        if len(tried) == MOST_TRIED:
            break
        try:
            verdict = judged(other.words).verdict
        except OsaiError:
            continue
        if verdict is Verdict.TRUE or (verdict is Verdict.NEAR and result.fails):
            tried.append((other, verdict))
    before = _past_values([v for v in result.values if isinstance(v, Quantity)], past)
    best: tuple[tuple[int, bool, int, int], ClaimFix] | None = None
    for place, (other, verdict) in enumerate(tried):
        held = _held(other.words, before, site)
        key = (other.tier, verdict is Verdict.NEAR, -held, place)
        if best is None or key < best[0]:
            best = key, ClaimFix(other.words, held, len(before))
    return best[1] if best else None


def _past_values(numbers: list[Quantity], past: Sequence[Any]) -> list[tuple[Quantity, ...]]:
    """The values on past days, newest first, up to the first day on which they are not known."""
    found = []
    for index in past:
        try:
            values = tuple(n.recompute(index) for n in numbers if n.recompute is not None)
        except OsaiError:
            break
        if len(values) < len(numbers):
            break
        found.append(values)
    return found


def _held(words: str, before: list[tuple[Quantity, ...]], nouns: tuple[str, ...]) -> int:
    for number, values in enumerate(before):
        try:
            if evaluate(words, values, nouns=nouns).fails:
                return number
        except OsaiError:
            return number
    return len(before)
