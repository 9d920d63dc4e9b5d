"""Models in the order of their openness."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mkdocs_osai.index import Criteria, Model
from mkdocs_osai.stats.formatting import models_in_words, rounded
from mkdocs_osai.stats.results.table import Table, titled, to_csv
from mkdocs_osai.stats.selection.selection import Selection

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
        """What is shown of what: "20 of 193 models; 2 without a score, 171 not shown"."""
        return shown_of(self.n, self.scored, self.models)

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
        """A row for each model: its score, and how many criteria are open, partial and closed.

        If a class is not told anywhere, a column says of how many criteria.
        """
        found = [self.cells(model) for model in self.ranked]
        columns = {"Open": "open", "Partial": "partial", "Closed": "closed"}
        told: dict[str, str | None] = {**columns}
        if any(None in cells for cells in found):
            told["Not told"] = None
        rows = [
            (model.name, _score(model), *(str(cells.count(cls)) for cls in told.values()))
            for model, cells in zip(self.ranked, found, strict=True)
        ]
        return Table(("Model", "Openness", *told), tuple(rows))

    def to_csv(self) -> str:
        """The models as CSV: id, name, organisation, score, the class of each criterion.

        A class is empty where the criterion does not apply or the file does not say it. The last
        column, `criteria`, is how many apply.
        """
        return to_csv(self._header, (self._row(model) for model in self.ranked))

    def to_dict(self) -> dict[str, Any]:
        """The models as plain values, with the columns of the CSV; scores from 0 to 1.

        Returns:
            `{"label", "selection", "n", "models", "unsorted", "scored", "ranking": [{"id", "name",
            "organization", "score", …, "criteria"}]}`; `scored` is how many models could be shown.
        """
        rows = [dict(zip(self._header, self._row(model), strict=True)) for model in self.ranked]
        return {
            "label": self.label,
            "selection": self.selection.words,
            "n": self.n,
            "models": self.models,
            "unsorted": self.unsorted,
            "scored": self.scored,
            "ranking": rows,
        }

    def frame(self) -> pd.DataFrame:
        """The models as a DataFrame, indexed by id, in their order."""
        import pandas as pd

        return pd.DataFrame(self.to_dict()["ranking"]).set_index("id")

    @property
    def _header(self) -> tuple[str, ...]:
        refs = (criterion.ref for criterion in self.criteria)
        return ("id", "name", "organization", "score", *refs, "criteria")

    def _row(self, model: Model) -> list[object]:
        applying = {c.ref for c in self.criteria.that_apply_to(model.types)}
        classes = [model.class_of(c.ref) if c.ref in applying else None for c in self.criteria]
        score = None if model.score is None else float(model.score)
        return [model.id, model.name, model.organization, score, *classes, len(applying)]

    def _repr_html_(self) -> str:
        return self.table.html(titled(self))


def shown_of(shown: int, scored: int, models: int) -> str:
    """How many models are shown of how many, and what of the others.

    Args:
        shown: how many are shown.
        scored: how many have a score, and could be.
        models: how many are selected.

    Example:
        >>> shown_of(193, 193, 193), shown_of(20, 193, 193), shown_of(20, 191, 193)
        ('193 models', '20 of 193 models', '20 of 193 models; 2 without a score, 171 not shown')
    """
    if shown == models:
        return models_in_words(models)
    rest = []
    if scored < models:
        rest.append(f"{models - scored:,} without a score")
        rest += [f"{scored - shown:,} not shown"] if shown < scored else []
    return "; ".join(filter(None, (f"{shown:,} of {models_in_words(models)}", ", ".join(rest))))


def _score(model: Model) -> str:
    return "" if model.score is None else rounded(model.score, 2)
