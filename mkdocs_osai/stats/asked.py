"""An index that can be asked: its models, its dimensions, and what a selection means there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from mkdocs_osai.index import Criteria, IndexInfo, Model, Snapshot
from mkdocs_osai.problems import AuthorError, Problem, UnknownName
from mkdocs_osai.sanitize import html_text
from mkdocs_osai.stats.dimensions.dimension import HUES, OTHER, UNDISCLOSED, Dimension
from mkdocs_osai.stats.dimensions.registry import Registry, built_in, with_own
from mkdocs_osai.stats.formatting import models_in_words
from mkdocs_osai.stats.selection.conditions import InCategories, ModelIn, Not, Released, Scored
from mkdocs_osai.stats.selection.model_lookup import ModelLookup
from mkdocs_osai.stats.selection.selection import RESERVED, Selection, select

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, eq=False)
class Asked:
    """All models at one moment, sorted by every dimension as it is first asked.

    Attributes:
        snapshot: what the files say.
        beside: the same index at another moment, whose categories can be asked for here too.
        registry: the dimensions, those of the criteria included.
        problems: what is wrong with its files.
    """

    snapshot: Snapshot
    beside: Asked | None = None
    registry: Registry = field(init=False)
    problems: tuple[Problem, ...] = field(init=False, repr=False)
    _made: dict[Hashable, Any] = field(init=False, default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        own = self.snapshot.dimensions or (self.beside and self.beside.snapshot.dimensions)
        found = own.copy() if own else None  # other indexes read the same file
        registry = with_own(found, RESERVED, len(self.models)) if found else built_in()
        object.__setattr__(self, "registry", registry.with_criteria(self.snapshot.criteria))
        told = found.problems if found and self.snapshot.dimensions else ()
        object.__setattr__(self, "problems", (*self.snapshot.problems, *told))

    @cached_property
    def _names(self) -> ModelLookup:
        return ModelLookup(self.models)

    def once(self, key: Hashable, make: Callable[[], V]) -> V:
        """What is made of this index the first time it is asked for.

        Example:
            >>> from mkdocs_osai import load
            >>> index = load("models")
            >>> index.once("a list", list) is index.once("a list", list)
            True
        """
        if key not in self._made:
            self._made[key] = make()
        made: V = self._made[key]
        return made

    @property
    def models(self) -> tuple[Model, ...]:
        """The models, in the order of their ids."""
        return self.snapshot.models

    @property
    def criteria(self) -> Criteria:
        """The criteria they are graded on."""
        return self.snapshot.criteria

    @property
    def about(self) -> IndexInfo:
        """The date of the index, and where it comes from."""
        return self.snapshot.about

    def __len__(self) -> int:
        return len(self.models)

    def __repr__(self) -> str:
        date = f", {self.about.date.isoformat()}" if self.about.date else ""
        count = len(self.problems)
        wrong = f", {count:,} problem{'s' * (count != 1)} in its files" if count else ""
        return f"<{self.about.title}{date}: {models_in_words(len(self))}{wrong}>"

    def _repr_html_(self) -> str:
        title = self.about.title
        rest = repr(self)[1 + len(title) : -1]
        listed = "".join(f"<li>{html_text(str(problem))}</li>" for problem in self.problems)
        return f"<p><strong>{html_text(title)}</strong>{html_text(rest)}</p>" + (
            f"<details><summary>Problems</summary><ul>{listed}</ul></details>" if listed else ""
        )

    def model(self, name: str) -> Model:
        """The model of an id, a name or an alias.

        Raises:
            UnknownName: there is none; with the nearest that is there.
            AuthorError: several models go by the name.

        Example:
            >>> from mkdocs_osai import load
            >>> load("models").model("BLOOMZ").id
            'bloomz'
        """
        return self._names.find(name)

    def named(self, name: str) -> Model:
        """The same, for a selection: a model of the index at the other moment will do, too.

        Example:
            >>> from mkdocs_osai import load
            >>> load("models").named("BLOOMZ").id
            'bloomz'
        """
        try:
            return self.model(name)
        except UnknownName:
            if self.beside is None:
                raise
        return self.beside.named(name)

    def selected(self, **selection: object) -> tuple[Model, ...]:
        """The models of a selection, in the order of their names.

        Example:
            >>> from mkdocs_osai import load
            >>> [m.name for m in load("models").selected(origin="Switzerland")]
            ['Apertus']
        """
        chosen = [self.models[place] for place in self._places(self.select(**selection))]
        return tuple(sorted(chosen, key=lambda m: (m.name.casefold(), m.id)))

    def ranked(self, **selection: object) -> tuple[Model, ...]:
        """The models of a selection that have an openness score, most open first, then by name.

        Example:
            >>> from mkdocs_osai import load
            >>> load("models").ranked()[0].score
            Fraction(1, 1)
        """
        scored = [m for m in self.selected(**selection) if m.score is not None]
        return tuple(sorted(scored, key=lambda m: -(m.score or 0)))

    def select(self, **selection: object) -> Selection:
        """The selection that the words of a call make."""
        return select(self, selection)

    def untold(self, selection: Selection) -> tuple[str, ...]:
        """What no model tells that must be told to say which are selected, by its label.

        Of the models that meet the other conditions, or could, none is known to meet the condition
        or not to. That none is selected is then no zero: it is not known.

        Example:
            >>> from mkdocs_osai import load
            >>> index = load("models")
            >>> index.untold(index.select(latest=True))
            ()
        """
        whole = range(len(self.models))
        known, failed = [], []
        for condition in selection.conditions:
            inner = condition.condition if isinstance(condition, Not) else condition
            decided = {*self._deciding(inner, whole)}
            met = {*self._meeting(inner, [*whole])}
            known.append((inner.label, decided))
            failed.append(met if isinstance(condition, Not) else decided - met)
        found = []
        for place, (label, decided) in enumerate(known):
            others = set().union(*failed[:place], *failed[place + 1 :])
            if decided <= others and len(others) < len(self.models):
                found.append(label)
        return tuple(dict.fromkeys(found))

    def categories(self, dimension: Dimension) -> Collection[str]:
        """The categories of a dimension: those it knows, and those the index has."""
        known = dict.fromkeys([*dimension.order, *sorted(self._counts(dimension))])
        if self.beside is None or dimension.name not in self.beside.registry:
            return known
        return {**known, **dict.fromkeys(self.beside.categories(dimension))}

    def _told(self, what: str, chosen: Selection, unscored: int = 0) -> str:
        """What a number rests on that is no part of a whole."""
        missing = f"{unscored:,} without a score" if unscored else ""
        date = f"index of {self.about.date.isoformat()}" if self.about.date else ""
        return "; ".join(filter(None, (what, chosen.words, missing, date)))

    def _column(self, dimension: Dimension) -> list[tuple[str, ...]]:
        """The categories of every model, in the order of the models."""

        def sort() -> list[tuple[str, ...]]:
            base = dimension.base
            values = self._column(base) if base else dimension.values_of(self.models)
            sorted_ = _Each(dimension.sorted)  # few say what no other says
            return [sorted_[value] for value in values]

        return self.once(("column", dimension.name), sort)

    def _counts(self, dimension: Dimension) -> dict[str, int]:
        """How many of all models are in each category that one is in."""

        def count() -> dict[str, int]:
            counts: dict[str, int] = {}
            for names, models in Counter(self._column(dimension)).items():
                for name in names:
                    counts[name] = counts.get(name, 0) + models
            return counts

        return self.once(("counts", dimension.name), count)

    def _places(self, selection: Selection) -> list[int]:
        places = list(range(len(self.models)))
        for condition in selection.conditions:
            if isinstance(condition, Not):
                out = set(self._meeting(condition.condition, places))
                places = [p for p in places if p not in out]
            else:
                places = self._meeting(condition, places)
        return places

    def _lacking(self, by: Dimension, places: Iterable[int]) -> str:
        """What the models at some places lack, which a dimension cannot sort: "a tag"."""
        return by.lacking(self.models[place] for place in places)

    def _sortable(self, places: list[int], *dimensions: Dimension) -> list[int]:
        """The places of the models that every dimension can sort."""
        columns = [self._column(dimension) for dimension in dimensions]
        return [p for p in places if all(column[p] for column in columns)]

    def _meeting(
        self, condition: InCategories | Released | Scored | ModelIn, places: list[int]
    ) -> list[int]:
        if isinstance(condition, InCategories):
            column = self._column(self.registry[condition.dimension])
            wanted = set(condition.categories)
            return [p for p in places if not wanted.isdisjoint(column[p])]
        return [p for p in places if condition.meets(self.models[p])]

    def _deciding(
        self, condition: InCategories | Released | Scored | ModelIn, places: Iterable[int]
    ) -> list[int]:
        """The places of the models of which it is known whether they meet a condition."""
        if isinstance(condition, InCategories):
            column = self._column(self.registry[condition.dimension])
            return [p for p in places if column[p]]
        return [p for p in places if condition.decides(self.models[p])]

    def _colors(self, dimension: Dimension) -> dict[str, str]:
        counts = self._counts(dimension)
        if dimension.chronological or not counts.keys().isdisjoint(dimension.colors):
            return dict(dimension.colors)
        if self.beside is not None and dimension.name in self.beside.registry:
            return self.beside._colors(dimension)  # noqa: SLF001 - of the same class
        largest = sorted(counts, key=lambda c: (-counts[c], c.casefold(), c))
        named = [c for c in largest if c not in (OTHER, UNDISCLOSED)]
        return dict(zip(named, HUES, strict=False))


class _Each(dict[K, V]):
    """A function of a value, asked once for each."""

    def __init__(self, function: Callable[[K], V]) -> None:
        self.function = function

    def __missing__(self, value: K) -> V:
        self[value] = self.function(value)
        return self[value]


def at_least_one(word: str, value: object) -> int:
    """A whole number from 1.

    Raises:
        AuthorError: it is none; `word` is what the author called it.
    """
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise AuthorError(f"{word} is {value!r}", "write a whole number from 1")
    return value
