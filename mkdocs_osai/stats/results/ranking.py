"""Models by their openness: their ranks, and rankings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from mkdocs_osai.i18n import gettext, integer, ngettext
from mkdocs_osai.index import Criteria, Model
from mkdocs_osai.stats.formatting import rounded
from mkdocs_osai.stats.results.result import Result, Table


@dataclass(frozen=True, slots=True)
class Rank:
    """The rank of a model among others.

    Attributes:
        place: 1 for the most open; equal scores share a rank.
        of: the number of models that have a score.
        shared: the number of other models with the same rank.
    """

    place: int
    of: int
    shared: int


def ranks(models: Iterable[Model]) -> dict[str, Rank]:
    """Model id → its rank among these models; models without a score have none.

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


def cut_by(places: Sequence[object], most: int | None) -> int:
    """How many of those that a limit leaves out share the place of the last one that it keeps.

    Args:
        places: what each is ordered by, in their order; None for those that have no place.
        most: how many are kept; None for all.

    Example:
        >>> cut_by([3, 2, 2, 2, 1], 2), cut_by([3, None, None], 2)
        (2, 0)
    """
    kept = len(places) if most is None else min(most, len(places))
    last = places[kept - 1] if kept else None
    return 0 if last is None else sum(one == last for one in places[kept:])


def cut_text(cut: int) -> str:
    """A remark on a tie that a limit cuts through.

    Example:
        >>> cut_text(9)
        '9 more share the last place'
    """
    return ngettext("{count} more shares the last place", "{count} more share the last place", cut)


def mean_openness(models: Iterable[Model]) -> Fraction | None:
    """The mean of the scores, from 0 to 1; None if no model has one.

    Example:
        >>> mean_openness([]) is None
        True
    """
    scores = [model.score for model in models if model.score is not None]
    return Fraction(sum(scores), len(scores)) if scores else None


def graded_alike(one: Criteria, other: Criteria) -> bool:
    """Whether scores by two sets of criteria are comparable; names and order do not matter.

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


@dataclass(frozen=True, slots=True, repr=False)
class Ranking(Result):
    """The most open models of a selection, or the least open.

    CSV columns: `id`, `name`, `organization`, `score`, the class on each criterion (empty if it
    does not apply or is not in the file), and `criteria`: the number of criteria that apply.

    Attributes:
        ranked: the models in their order; each has a score.
        scored: how many models of the selection have a score.
        criteria: the criteria that the models are graded on.
        least_open: whether the least open model is the first.
        cut: how many other models have the score of the last one.

    Example:
        >>> from mkdocs_osai import load
        >>> load("models").ranking(2).sentence
        'Mustango 1.00, YuLan 1.00'
    """

    ranked: tuple[Model, ...]
    scored: int
    criteria: Criteria
    least_open: bool = False
    cut: int = 0

    @property
    def name(self) -> str:
        """`most-open` or `least-open`."""
        return "least-open" if self.least_open else "most-open"

    @property
    def label(self) -> str:
        """The title of the ranking."""
        least, most = gettext("The least open models"), gettext("The most open models")
        return least if self.least_open else most

    @property
    def unsorted(self) -> int:
        """How many selected models have no score."""
        return self.models - self.scored

    @property
    def _remarks(self) -> list[str]:
        return [cut_text(self.cut)] if self.cut else []

    def cells(self, model: Model) -> list[str | None]:
        """The class of a model on each criterion that applies to it, in their order."""
        applying = self.criteria.that_apply_to(model.types)
        return [model.class_of(c.ref) for c in applying]

    @property
    def sentence(self) -> str:
        """All models with their scores."""
        return ", ".join(f"{m.name} {score_text(m)}" for m in self.ranked)

    @property
    def table(self) -> Table:
        """A row for each model: its score, and how many criteria are open, partial and closed.

        If any class is missing, a column has the number of criteria without a class.
        """
        found = [self.cells(model) for model in self.ranked]
        columns: dict[str | None, str] = {
            "open": gettext("Open"),
            "partial": gettext("Partial"),
            "closed": gettext("Closed"),
        }
        if any(None in cells for cells in found):
            columns[None] = gettext("Not told")
        rows = [
            (model.name, score_text(model), *(integer(cells.count(cls)) for cls in columns))
            for model, cells in zip(self.ranked, found, strict=True)
        ]
        return Table((gettext("Model"), gettext("Openness"), *columns.values()), tuple(rows))

    def to_dict(self) -> dict[str, Any]:
        """The models as plain values, with the columns of the CSV; scores from 0 to 1.

        Returns:
            `{"label", "selection", "n", "models", "unsorted", "scored", "ranking": [{"id", "name",
            "organization", "score", …, "criteria"}]}`; `scored` is the number of all models with a
            score.
        """
        rows = [dict(zip(self._header, row, strict=True)) for row in self._rows()]
        return {**self._counts, "scored": self.scored, "ranking": rows}

    @property
    def behind(self) -> list[tuple[str, tuple[str, ...]]]:
        """The ids of the models of each row, with its name."""
        return [(model.name, (model.id,)) for model in self.ranked]

    @property
    def _header(self) -> tuple[str, ...]:
        refs = (criterion.ref for criterion in self.criteria)
        return ("id", "name", "organization", "score", *refs, "criteria")

    def _rows(self) -> Iterator[tuple[object, ...]]:
        for m in self.ranked:
            applying = {c.ref for c in self.criteria.that_apply_to(m.types)}
            classes = [m.class_of(c.ref) if c.ref in applying else None for c in self.criteria]
            score = None if m.score is None else float(m.score)
            yield m.id, m.name, m.organization, score, *classes, len(applying)


def score_text(model: Model) -> str:
    """The score of a model with two decimals."""
    return "" if model.score is None else rounded(model.score, 2)
