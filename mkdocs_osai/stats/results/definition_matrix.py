"""Models by definitions: which model meets which."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mkdocs_osai.i18n import clauses, gettext, headed, integer, listed
from mkdocs_osai.index import Model
from mkdocs_osai.stats.definitions.registry import Definition
from mkdocs_osai.stats.definitions.requirements import WORDS, Answer
from mkdocs_osai.stats.results.ranking import cut_text
from mkdocs_osai.stats.results.result import Result, Table


@dataclass(frozen=True, slots=True, repr=False)
class DefinitionMatrix(Result):
    """Which models meet which definitions, those that meet the most first.

    CSV columns: `id`, `name`, and for each definition its key with `meets it`, `does not meet it`
    or `cannot be said`.

    Attributes:
        definitions: the definitions, a column for each.
        rows: each model with an answer for each definition, in the same order.
        cut: how many other models meet as many as the last one.

    Example:
        >>> from mkdocs_osai import load
        >>> matrix = load("models").definition_matrix(["mof-1"], top=1)
        >>> [answer for _, answers in matrix.rows for answer in answers]
        [None]
    """

    definitions: tuple[Definition, ...]
    rows: tuple[tuple[Model, tuple[Answer, ...]], ...]
    cut: int = 0

    @property
    def name(self) -> str:
        """`definitions`, as a part of file names."""
        return "definitions"

    @property
    def label(self) -> str:
        """The title of the matrix."""
        names = [one.called for one in self.definitions]
        if len(names) < 3:
            return gettext("Models that meet {definitions}", definitions=listed(names))
        return gettext("Models by definition")

    @property
    def _remarks(self) -> list[str]:
        hidden = self.models - len(self.rows)
        told = [gettext("{count} not shown", count=integer(hidden))] if hidden else []
        return [*told, *([cut_text(self.cut)] if self.cut else [])]

    @property
    def sentence(self) -> str:
        """Of each model, what it meets, and what cannot be said."""
        told = []
        for model, answers in self.rows:
            met, possible = (
                listed([d.called for d, a in self._pairs(answers) if a is answer])
                for answer in (True, None)
            )
            parts = [
                gettext("meets {definitions}", definitions=met) if met else "",
                gettext("may meet {definitions}", definitions=possible) if possible else "",
            ]
            words = ", ".join(filter(None, parts)) or gettext("meets none")
            told.append(f"{model.name} {words}")
        return clauses(told)

    def _pairs(self, answers: tuple[Answer, ...]) -> zip[tuple[Definition, Answer]]:
        return zip(self.definitions, answers, strict=True)

    @property
    def table(self) -> Table:
        """A row for each model, with the answers in words."""
        header = (gettext("Model"), *(one.called for one in self.definitions))
        rows = [(m.name, *(gettext(WORDS[one]) for one in answers)) for m, answers in self.rows]
        return Table(header, tuple(rows))

    @property
    def behind(self) -> list[tuple[str, tuple[str, ...]]]:
        """The ids of the shown models with each answer to a definition, with the names of both."""
        return [
            (headed(self.definitions[column].called, gettext(WORDS[answer])), ids)
            for (column, answer), ids in self.groups.items()
        ]

    @property
    def groups(self) -> dict[tuple[int, Answer], tuple[str, ...]]:
        """The ids of the shown models by the place of a definition and their answer to it."""
        found = {}
        for column in range(len(self.definitions)):
            for answer in WORDS:
                ids = tuple(m.id for m, answers in self.rows if answers[column] is answer)
                if ids:
                    found[column, answer] = ids
        return found

    def to_dict(self) -> dict[str, Any]:
        """The answers as plain values: True, False, or None if it cannot be said.

        Returns:
            `{"label", "selection", "n", "models", "unsorted", "definitions": [{"key", "name"}],
            "rows": [{"id", "name", "meets": {key: answer}}]}`
        """
        return {
            **self._counts,
            "definitions": [{"key": one.key, "name": one.name} for one in self.definitions],
            "rows": [
                {
                    "id": model.id,
                    "name": model.name,
                    "meets": {one.key: answer for one, answer in self._pairs(answers)},
                }
                for model, answers in self.rows
            ],
        }

    @property
    def _header(self) -> tuple[str, ...]:
        return ("id", "name", *(one.key for one in self.definitions))

    def _rows(self) -> Iterator[tuple[object, ...]]:
        for model, answers in self.rows:
            yield model.id, model.name, *(WORDS[one] for one in answers)
