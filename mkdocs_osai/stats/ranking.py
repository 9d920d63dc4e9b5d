"""Models in the order of their openness."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mkdocs_osai.index import CLASSES, Criteria, Model
from mkdocs_osai.stats.numerals import models_in_words, rounded
from mkdocs_osai.stats.selection import Selection
from mkdocs_osai.stats.table import Table, titled, to_csv

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Ranking:
    """The most open models of a selection, or the least open.

    Attributes:
        ranked: the models shown, the first of the order first; each has a score.
        scored: how many models of the selection have a score.
        models: how many models were selected.
        criteria: what they are graded on.
        selection: which models were asked.
        date: the date of the index, if it is known.
        least_open: whether the order starts from the other end.

    Example:
        >>> from mkdocs_osai import load
        >>> load("models").ranking(most=2).sentence
        'Mustango 1.00, YuLan 1.00'
    """

    ranked: tuple[Model, ...]
    scored: int
    models: int
    criteria: Criteria
    selection: Selection
    date: dt.date | None = None
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
    def n(self) -> int:
        """How many models are shown."""
        return len(self.ranked)

    @property
    def unsorted(self) -> int:
        """How many selected models have no score."""
        return self.models - self.scored

    @property
    def basis(self) -> str:
        """What is shown of what: "20 of 193 models; 2 without a score"."""
        whole = models_in_words(self.scored)
        shown = whole if self.n == self.scored else f"{self.n:,} of {whole}"
        return f"{shown}; {self.unsorted:,} without a score" if self.unsorted else shown

    def cells(self, model: Model) -> list[str | None]:
        """The class of a model on each criterion that applies to it, in their order."""
        applying = self.criteria.that_apply_to(model.types)
        return [model.class_of(c.ref) for c in applying]

    @property
    def sentence(self) -> str:
        """Every score in words."""
        return ", ".join(f"{m.name} {_score(m)}" for m in self.ranked)

    @property
    def table(self) -> Table:
        """A row for each model: its score, and how many criteria are open, partial and closed."""
        rows = []
        for model in self.ranked:
            cells = self.cells(model)
            counts = (str(cells.count(cls)) for cls in CLASSES)
            rows.append((model.name, _score(model), *counts))
        return Table(("Model", "Openness", "Open", "Partial", "Closed"), tuple(rows))

    def to_csv(self) -> str:
        """The models as CSV: id, name, organisation, score, and the class of each criterion."""
        header = ("id", "name", "organization", "score", *(c.ref for c in self.criteria))
        return to_csv(header, (self._row(model) for model in self.ranked))

    def to_dict(self) -> dict[str, Any]:
        """The models as plain values; scores from 0 to 1."""
        keys = ("id", "name", "organization", "score", *(c.ref for c in self.criteria))
        rows = [dict(zip(keys, self._row(model), strict=True)) for model in self.ranked]
        told = {"label": self.label, "selection": self.selection.words}
        return {
            **told,
            "n": self.n,
            "models": self.models,
            "unsorted": self.unsorted,
            "ranking": rows,
        }

    def frame(self) -> pd.DataFrame:
        """The models as a DataFrame, indexed by id, in their order."""
        import pandas as pd

        return pd.DataFrame(self.to_dict()["ranking"]).set_index("id")

    def _row(self, model: Model) -> list[object]:
        applying = {c.ref for c in self.criteria.that_apply_to(model.types)}
        classes = [model.class_of(c.ref) if c.ref in applying else None for c in self.criteria]
        score = None if model.score is None else float(model.score)
        return [model.id, model.name, model.organization, score, *classes]

    def _repr_html_(self) -> str:
        return self.table.html(titled(self))


def _score(model: Model) -> str:
    return "" if model.score is None else rounded(model.score, 2)
