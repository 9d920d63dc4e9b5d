"""Models by the date they came out and by how open they are."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mkdocs_osai.index import Model
from mkdocs_osai.stats.formatting import models_in_words, rounded
from mkdocs_osai.stats.results.table import Table, titled, to_csv
from mkdocs_osai.stats.selection.selection import Selection

if TYPE_CHECKING:
    import pandas as pd

MOST_TOLD = 30
"""Models of a sentence; of more it tells the ends, and the table has them all."""


@dataclass(frozen=True, slots=True)
class Scatter:
    """The openness of each model and the month it came out, oldest first.

    Attributes:
        placed: the models with a month of release and a score, by month and then by name.
        models: how many models were selected.
        selection: which models were asked.
        date: the date of the index, if it is known.

    Example:
        >>> from mkdocs_osai import load
        >>> load("models").timeline(origin="Switzerland").sentence
        'Apertus 0.92 (2025-09)'
    """

    placed: tuple[Model, ...]
    models: int
    selection: Selection
    date: dt.date | None = None

    @property
    def name(self) -> str:
        """What is shown, as part of a file's name."""
        return "openness"

    @property
    def label(self) -> str:
        """What is shown, for readers."""
        return "Openness by date of release"

    @property
    def n(self) -> int:
        """How many models have a place."""
        return len(self.placed)

    @property
    def unsorted(self) -> int:
        """How many selected models have none."""
        return self.models - self.n

    @property
    def basis(self) -> str:
        """What is shown of what: "9 of 10 models; 1 without a month of release or a score"."""
        if not self.unsorted:
            return models_in_words(self.n)
        whole = f"{self.n:,} of {models_in_words(self.models)}"
        return f"{whole}; {self.unsorted:,} without a month of release or a score"

    @property
    def sentence(self) -> str:
        """Every model in words; of many only the first, the last, the most and the least open."""
        if self.n <= MOST_TOLD:
            return ", ".join(_told(model) for model in self.placed)
        by_score = sorted(self.placed, key=lambda m: -(m.score or 0))
        ends = (
            ("first", self.placed[0]),
            ("last", self.placed[-1]),
            ("most open", by_score[0]),
            ("least open", by_score[-1]),
        )
        told = "; ".join(f"{word} {_told(model)}" for word, model in ends)
        return f"{told}; the table has every model"

    @property
    def table(self) -> Table:
        """A row for each model."""
        rows = tuple((m.name, (m.released or "")[:7], _score(m)) for m in self.placed)
        return Table(("Model", "Released", "Openness"), rows)

    def to_csv(self) -> str:
        """The models as CSV: id, name, released, score (0 to 1)."""
        return to_csv(("id", "name", "released", "score"), map(_row, self.placed))

    def to_dict(self) -> dict[str, Any]:
        """The models as plain values; scores from 0 to 1."""
        keys = ("id", "name", "released", "score")
        rows = [dict(zip(keys, _row(model), strict=True)) for model in self.placed]
        told = {"label": self.label, "selection": self.selection.words}
        return {
            **told,
            "n": self.n,
            "models": self.models,
            "unsorted": self.unsorted,
            "timeline": rows,
        }

    def frame(self) -> pd.DataFrame:
        """The models as a DataFrame, indexed by id, oldest first."""
        import pandas as pd

        return pd.DataFrame(self.to_dict()["timeline"]).set_index("id")

    def _repr_html_(self) -> str:
        return self.table.html(titled(self))


def _row(model: Model) -> list[object]:
    score = None if model.score is None else float(model.score)
    return [model.id, model.name, model.released, score]


def _told(model: Model) -> str:
    return f"{model.name} {_score(model)} ({(model.released or '')[:7]})"


def _score(model: Model) -> str:
    return "" if model.score is None else rounded(model.score, 2)
