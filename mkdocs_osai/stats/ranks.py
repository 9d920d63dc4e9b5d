"""Models by their openness: who stands where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from mkdocs_osai.index import Model


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
    """Where each of some models stands among them, by its id; those without a score nowhere.

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
