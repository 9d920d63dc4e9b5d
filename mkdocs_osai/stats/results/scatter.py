"""Models by the date they came out and by how open they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mkdocs_osai.index import Model
from mkdocs_osai.stats.results.ranking import score_text
from mkdocs_osai.stats.results.result import Result, Table

MOST_IN_SENTENCE = 30
"""Models of a sentence; of more it has the ends, and the table has them all."""


@dataclass(frozen=True, slots=True)
class Scatter(Result):
    """The openness of each model and the month it came out, oldest first.

    CSV columns: `id`, `name`, `released`, `score` (0 to 1).

    Attributes:
        placed: the models with a month of release and a score, by month and then by name.

    Example:
        >>> from mkdocs_osai import load
        >>> load("models").timeline(origin="Switzerland").sentence
        'Apertus 0.92 (2025-09)'
    """

    placed: tuple[Model, ...]

    @property
    def name(self) -> str:
        """What is shown, as part of a file's name."""
        return "openness"

    @property
    def label(self) -> str:
        """What is shown, for readers."""
        return "Openness by date of release"

    @property
    def sentence(self) -> str:
        """Every model in words; of many only the first, the last, the most and the least open."""
        if self.n <= MOST_IN_SENTENCE:
            return ", ".join(_in_words(model) for model in self.placed)
        by_score = sorted(self.placed, key=lambda m: -(m.score or 0))
        ends = (
            ("first", self.placed[0]),
            ("last", self.placed[-1]),
            ("most open", by_score[0]),
            ("least open", by_score[-1]),
        )
        words = "; ".join(f"{word} {_in_words(model)}" for word, model in ends)
        return f"{words}; the table has every model"

    @property
    def table(self) -> Table:
        """A row for each model."""
        rows = tuple((m.name, _month(m), score_text(m)) for m in self.placed)
        return Table(("Model", "Released", "Openness"), rows)

    def to_dict(self) -> dict[str, Any]:
        """The models as plain values, with the columns of the CSV as `timeline`."""
        rows = [dict(zip(self._header, row, strict=True)) for row in self._rows()]
        return {**self._counts, "timeline": rows}

    @property
    def _header(self) -> tuple[str, ...]:
        return ("id", "name", "released", "score")

    def _rows(self) -> Iterator[tuple[object, ...]]:
        for m in self.placed:
            yield m.id, m.name, m.released, None if m.score is None else float(m.score)


def _in_words(model: Model) -> str:
    return f"{model.name} {score_text(model)} ({_month(model)})"


def _month(model: Model) -> str:
    return (model.released or "")[:7]
