"""The models of an index, and their categories in each dimension."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import chain
from typing import Any, TypeVar

from mkdocs_osai.index import Model, Snapshot
from mkdocs_osai.problems import AuthorError, UnknownName, quote
from mkdocs_osai.stats.dimensions.dimension import HUES, OTHER, UNDISCLOSED, Dimension
from mkdocs_osai.stats.dimensions.registry import Registry
from mkdocs_osai.stats.dimensions.thresholds import CATEGORIES, NOT_RECORDED
from mkdocs_osai.stats.results.tally import Category, Tally
from mkdocs_osai.stats.selection.conditions import InCategories, Not, Positive
from mkdocs_osai.stats.selection.selection import Selection


class ModelLookup:
    """Finds models by id, name or alias; exact spellings take precedence over those in other case.

    Example:
        >>> from mkdocs_osai.index import Model
        >>> ModelLookup([Model("bloomz", "bloomz.yaml", "BLOOMZ")]).find("BLOOMZ").id
        'bloomz'
    """

    def __init__(self, models: Iterable[Model]) -> None:
        self._exact: list[dict[str, list[Model]]] = [{}, {}, {}]
        for model in models:
            for level, names in enumerate(([model.id], [model.name], model.aliases)):
                for name in names:
                    self._exact[level].setdefault(name, []).append(model)
        self._folded: list[dict[str, list[Model]]] = []
        for names_of_level in self._exact:
            folded: dict[str, list[Model]] = {}
            for name, found in names_of_level.items():
                folded.setdefault(name.casefold(), []).extend(found)
            self._folded.append(folded)

    def find(self, name: object) -> Model:
        """The model of an id, a name or an alias, in that order.

        Raises:
            UnknownName: there is none; the message suggests a name.
            AuthorError: several models have the name.
        """
        if not isinstance(name, str):
            raise UnknownName("model", name, self._all)
        levels = [(level, name) for level in self._exact]
        levels += [(level, name.casefold()) for level in self._folded]
        for level, wanted in levels:
            if found := level.get(wanted):
                unique = {model.id: model for model in found}
                if len(unique) == 1:
                    return found[0]
                ids = ", ".join(quote(i) for i in unique)
                raise AuthorError(
                    f"several models are called {quote(name)}", f"name one by id: {ids}"
                )
        raise UnknownName("model", name, self._all)

    @property
    def _all(self) -> list[str]:
        return [name for level in self._exact for name in level]


V = TypeVar("V")


@dataclass(frozen=True, eq=False)
class CategoryTable:
    """A column for each dimension, with the categories of every model; a place is a row number.

    Attributes:
        snapshot: the models.
        registry: the dimensions.
        other: another state of the same index; calls can use its names, too.
    """

    snapshot: Snapshot
    registry: Registry
    other: CategoryTable | None = None
    _memo: dict[Hashable, Any] = field(init=False, default_factory=dict, repr=False)

    def memoize(self, key: Hashable, compute: Callable[[], V]) -> V:
        """The result of a function, which is called once for each key."""
        if key not in self._memo:
            self._memo[key] = compute()
        value: V = self._memo[key]
        return value

    @property
    def models(self) -> tuple[Model, ...]:
        """The models, in the order of their ids."""
        return self.snapshot.models

    @cached_property
    def lookup(self) -> ModelLookup:
        """The models by their names."""
        return ModelLookup(self.models)

    def named(self, name: str) -> Model:
        """The model of an id, a name or an alias, in this index or its other state.

        Raises:
            UnknownName: there is none.
            AuthorError: several models have the name.
        """
        try:
            return self.lookup.find(name)
        except UnknownName:
            if self.other is None:
                raise
        return self.other.named(name)

    def categories(self, dimension: Dimension) -> Collection[str]:
        """The categories of a dimension: its known ones, and those with models in the index."""
        known = dict.fromkeys([*dimension.order, *sorted(self.counts(dimension))])
        if self.other is None or dimension.name not in self.other.registry:
            return known
        return {**known, **dict.fromkeys(self.other.categories(dimension))}

    def column(self, dimension: Dimension) -> list[tuple[str, ...]]:
        """The categories of every model, in the order of the models."""

        def compute() -> list[tuple[str, ...]]:
            base = dimension.base
            values = [*(self.column(base) if base else dimension.values_of(self.models))]
            if dimension.order == CATEGORIES and {*values} == {NOT_RECORDED}:
                values = [None] * len(values)  # an index that records none says nothing of any
            sorted_ = {value: dimension.sorted(value) for value in dict.fromkeys(values)}
            return [sorted_[value] for value in values]

        return self.memoize(("column", dimension.name), compute)

    def counts(self, dimension: Dimension) -> dict[str, int]:
        """Category → the number of its models, if there are any."""

        def compute() -> dict[str, int]:
            return Counter(chain.from_iterable(self.column(dimension)))

        return self.memoize(("counts", dimension.name), compute)

    def colors(self, dimension: Dimension) -> dict[str, str]:
        """Category → its colour: as the dimension defines, or for the five largest categories."""
        counts = self.counts(dimension)
        if dimension.chronological or not counts.keys().isdisjoint(dimension.colors):
            return dict(dimension.colors)
        if self.other is not None and dimension.name in self.other.registry:
            return self.other.colors(dimension)
        largest = sorted(counts, key=lambda c: (-counts[c], c.casefold(), c))
        named = [c for c in largest if c not in (OTHER, UNDISCLOSED)]
        return dict(zip(named, HUES, strict=False))

    def places(self, selection: Selection) -> list[int]:
        """The places of the selected models."""
        places = list(range(len(self.models)))
        for condition in selection.conditions:
            if isinstance(condition, Not):
                out = set(self._meeting(condition.condition, places))
                places = [p for p in places if p not in out]
            else:
                places = self._meeting(condition, places)
        return places

    def select(self, selection: Selection) -> list[Model]:
        """The selected models, in the order of their ids."""
        return [self.models[place] for place in self.places(selection)]

    def ranked(self, selection: Selection) -> list[Model]:
        """The selected models that have a score, most open first, then by name."""
        scored = [(m.score, m) for m in self.select(selection) if m.score is not None]
        scored.sort(key=lambda pair: (-pair[0], pair[1].name.casefold(), pair[1].id))
        return [model for _, model in scored]

    def sortable(self, places: Iterable[int], *dimensions: Dimension) -> list[int]:
        """The places of the models that every dimension can sort."""
        columns = [self.column(dimension) for dimension in dimensions]
        return [p for p in places if all(column[p] for column in columns)]

    def lacking(self, by: Dimension, places: Iterable[int]) -> str:
        """What the unsorted models at some places lack, such as "a tag"."""
        return by.lacking(self.models[place] for place in places)

    def unknown(self, selection: Selection) -> tuple[str, ...]:
        """The labels of the properties that the selection depends on and no model has.

        No model that may meet the other conditions has the property. An empty selection then does
        not mean zero: the number is unknown.
        """
        whole = range(len(self.models))
        known, failed = [], []
        for condition in selection.conditions:
            inner = condition.condition if isinstance(condition, Not) else condition
            decided = {*self._deciding(inner, whole)}
            met = {*self._meeting(inner, whole)}
            known.append((inner.label, decided))
            failed.append(met if isinstance(condition, Not) else decided - met)
        labels = []
        for place, (label, decided) in enumerate(known):
            others = set().union(*failed[:place], *failed[place + 1 :])
            if decided <= others and len(others) < len(self.models):
                labels.append(label)
        return tuple(dict.fromkeys(labels))

    def tally(
        self,
        by: Dimension,
        selection: Selection,
        group_of: Mapping[str, str] | None = None,
        places: Sequence[int] | None = None,
    ) -> Tally:
        """The models of a selection by the categories of a dimension, largest first.

        Classes of a criterion are in the order open, partial, closed.

        Args:
            by: the dimension.
            selection: which models.
            group_of: category → the group that it counts to.
            places: the models to count; all of the selection, if left out.
        """
        groups = group_of or {}
        if places is not None:
            return self._tally(by, selection, groups, places)
        key = ("tally", by.name, selection, frozenset(groups.items()))
        return self.memoize(key, lambda: self._tally(by, selection, groups, self.places(selection)))

    def _tally(
        self, by: Dimension, chosen: Selection, group_of: Mapping[str, str], places: Sequence[int]
    ) -> Tally:
        column = self.column(by)
        alike: dict[tuple[str, ...], list[int]] = {}
        for place in places:
            alike.setdefault(column[place], []).append(place)
        n = sum(len(found) for its, found in alike.items() if its)
        within: dict[str, list[list[int]]] = {}
        for its, found in alike.items():
            for name in dict.fromkeys(group_of.get(c, c) for c in its):
                within.setdefault(name, []).append(found)
        ids = [model.id for model in self.models]
        members = {
            name: tuple(ids[p] for p in (parts[0] if len(parts) == 1 else sorted(chain(*parts))))
            for name, parts in within.items()
        }
        rank = {name: i for i, name in enumerate(by.order)}
        names = sorted(members, key=lambda c: (rank.get(c, len(rank)), c.casefold(), c))
        if by.chronological:
            names.sort()
        elif not by.graded:
            names.sort(key=lambda c: -len(members[c]))
        colors = self.colors(by)
        for name, group in group_of.items():
            if name in colors:
                colors.setdefault(group, colors[name])
        categories = tuple(
            Category(
                name,
                len(members[name]),
                Fraction(len(members[name]), n),
                colors.get(name),
                members[name],
            )
            for name in names
        )
        return Tally(
            by,
            categories,
            selection=chosen,
            models=len(places),
            n=n,
            lacking=self.lacking(by, alike.get((), ())),
            date=self.snapshot.about.date,
        )

    def _meeting(self, condition: Positive, places: Iterable[int]) -> list[int]:
        """The places of the models that meet a condition."""
        if isinstance(condition, InCategories):
            column = self.column(self.registry[condition.dimension])
            wanted = set(condition.categories)
            return [p for p in places if not wanted.isdisjoint(column[p])]
        return [p for p in places if condition.meets(self.models[p])]

    def _deciding(self, condition: Positive, places: Iterable[int]) -> list[int]:
        """The places of the models that have the property of a condition."""
        if isinstance(condition, InCategories):
            return self.sortable(places, self.registry[condition.dimension])
        return [p for p in places if condition.decides(self.models[p])]
