"""Models in the order of their openness."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mkdocs_osai.index import Criteria, Model
from mkdocs_osai.stats.formatting import rounded
from mkdocs_osai.stats.results.result import Result, Table


@dataclass(frozen=True, slots=True)
class Ranking(Result):
    """The most open models of a selection, or the least open.

    CSV columns: `id`, `name`, `organization`, `score`, the class on each criterion (empty where it
    does not apply or the file does not give it), and `criteria`: how many apply.

    Attributes:
        ranked: the models shown, the first of the order first; each has a score.
        scored: how many models of the selection have a score.
        criteria: what they are graded on.
        least_open: whether the order starts from the other end.

    Example:
        >>> from mkdocs_osai import load
        >>> load("models").ranking(most=2).sentence
        'Mustango 1.00, YuLan 1.00'
    """

    ranked: tuple[Model, ...]
    scored: int
    criteria: Criteria
    least_open: bool = False

    @property
    def name(self) -> str:
        """What is shown, as part of a file's name."""
        return "least-open" if self.least_open else "most-open"

    @property
    def label(self) -> str:
        """What is shown, for readers."""
        return "The least open models" if self.least_open else "The most open models"

    @property
    def unsorted(self) -> int:
        """How many selected models have no score."""
        return self.models - self.scored

    def cells(self, model: Model) -> list[str | None]:
        """The class of a model on each criterion that applies to it, in their order."""
        applying = self.criteria.that_apply_to(model.types)
        return [model.class_of(c.ref) for c in applying]

    @property
    def sentence(self) -> str:
        """Every score in words."""
        return ", ".join(f"{m.name} {score_text(m)}" for m in self.ranked)

    @property
    def table(self) -> Table:
        """A row for each model: its score, and how many criteria are open, partial and closed.

        If a class is missing, a column says for how many criteria.
        """
        found = [self.cells(model) for model in self.ranked]
        columns: dict[str, str | None] = {"Open": "open", "Partial": "partial", "Closed": "closed"}
        if any(None in cells for cells in found):
            columns["Not told"] = None
        rows = [
            (model.name, score_text(model), *(str(cells.count(cls)) for cls in columns.values()))
            for model, cells in zip(self.ranked, found, strict=True)
        ]
        return Table(("Model", "Openness", *columns), tuple(rows))

    def to_dict(self) -> dict[str, Any]:
        """The models as plain values, with the columns of the CSV; scores from 0 to 1.

        Returns:
            `{"label", "selection", "n", "models", "unsorted", "scored", "ranking": [{"id", "name",
            "organization", "score", …, "criteria"}]}`; `scored` is how many models could be shown.
        """
        rows = [dict(zip(self._header, row, strict=True)) for row in self._rows()]
        return {**self._counts, "scored": self.scored, "ranking": rows}

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
    """The score of a model as readers see it."""
    return "" if model.score is None else rounded(model.score, 2)
