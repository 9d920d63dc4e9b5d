"""Models by their openness: their ranks and means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from mkdocs_osai.index import Criteria, Model


@dataclass(frozen=True, slots=True)
class Rank:
    """The place of a model among others.

    Attributes:
        place: 1 for the most open; equals share the better place.
        of: how many of them have a score.
        shared: with how many others it shares the place.
    """

    place: int
    of: int
    shared: int


def ranks(models: Iterable[Model]) -> dict[str, Rank]:
    """The rank of each of some models among them, by id; those without a score have none.

    Example:
        >>> from mkdocs_osai import load
        >>> ranks(load("models").models)["OLMo"]
        Rank(place=3, of=193, shared=1)
    """
    scored = {model.id: model.score for model in models if model.score is not None}
    counts = Counter(scored.values())
    found: dict[Fraction, Rank] = {}
    better = 0
    for score in sorted(counts, reverse=True):
        found[score] = Rank(better + 1, len(scored), counts[score] - 1)
        better += counts[score]
    return {one: found[score] for one, score in scored.items()}


def mean_openness(models: Iterable[Model]) -> Fraction | None:
    """The mean score of those that have one, from 0 to 1; None if none has.

    Example:
        >>> mean_openness([]) is None
        True
    """
    scores = [model.score for model in models if model.score is not None]
    return Fraction(sum(scores), len(scores)) if scores else None


def graded_alike(one: Criteria, other: Criteria) -> bool:
    """Whether scores by one set of criteria are comparable with those by another.

    The name and the order of criteria change no score.

    Example:
        >>> from mkdocs_osai.index import Criterion
        >>> code, paper = Criterion("code", "Code", "All"), Criterion("paper", "Paper", "All")
        >>> graded_alike(Criteria((code, paper)), Criteria((paper, code)))
        True
        >>> graded_alike(Criteria((code, paper)), Criteria((code,)))
        False
    """
    first, second = ({c.ref: frozenset(c.types) for c in all_of} for all_of in (one, other))
    return first == second
