"""A named way to sort models into categories."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Literal, get_args

from mkdocs_osai.index import Model
from mkdocs_osai.stats.dimensions.countries import spellings
from mkdocs_osai.stats.periods import span_of

Hue = Literal["blue", "red", "purple", "teal", "green"]
HUES: tuple[Hue, ...] = get_args(Hue)
"""The colours of categories, the largest first; `charts.theme.PALETTE` has their values."""

OTHER = "Other"
"""The category of what is joined, and the name of a registry's remaining category."""

UNDISCLOSED = "Undisclosed"
"""What was looked for and is not known. No group and no rest includes it."""


@dataclass(frozen=True)
class Definition:
    """What defines a dimension; `schema.DimensionEntry` explains each part, and checks it."""

    label: str | None = None
    about: str = ""
    field: str | None = None
    of: str | None = None
    filter: str | None = None
    groups: Mapping[str, Sequence[str]] = dataclasses.field(default_factory=dict)
    rest: str | None = None
    join: Mapping[str, Sequence[str]] = dataclasses.field(default_factory=dict)
    includes: Mapping[str, Sequence[str]] = dataclasses.field(default_factory=dict)
    if_true: Sequence[str] = ()
    period: str | None = None
    order: Sequence[str] = ()
    colors: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True)
class Dimension:
    """A named way to sort models into categories.

    Attributes:
        name: as authors write it, such as `national_origins`.
        label: as readers see it, such as "National origin".
        about: what it means.
        filter: the word that selects by it, or None.
        order: the categories it knows, first of equals first.
        colors: category → colour.
        closed: whether `order` holds every category there can be.
        chronological: whether its categories are spans of time, in their order.
        multiple: whether a model can be in several categories.
        if_true: the categories that `True` means in a selection; `False` means all others.
        base: the dimension whose categories it groups, if it groups any.
        known: spelling → category, of categories it knows even if no model is in them: all
            countries, and what it joins. Calls can use each of these spellings.
    """

    name: str
    label: str
    about: str
    filter: str | None = None
    order: tuple[str, ...] = ()
    colors: Mapping[str, str] = field(default_factory=dict)
    closed: bool = False
    chronological: bool = False
    multiple: bool = False
    if_true: tuple[str, ...] = ()
    base: Dimension | None = None
    known: Mapping[str, str] = field(default_factory=dict)
    _source: str = ""
    _period: str | None = None
    _types: tuple[str, ...] = ()
    _exact: Mapping[str, str] = field(default_factory=dict)
    _patterns: tuple[tuple[tuple[str, ...], str], ...] = ()
    _rest: str | None = None
    _own_names: frozenset[str] = frozenset()
    _grouped: bool = False

    def categories_of(self, model: Model) -> tuple[str, ...]:
        """The categories a model is in; none if it lacks what the dimension is made from.

        Example:
            >>> from mkdocs_osai.index import Model
            >>> origins = Dimension("national_origins", "National origin", "", _source="origin")
            >>> origins.categories_of(Model("m", "m.yaml", "M", origin="France"))
            ('France',)
        """
        if self.base is not None:
            return self.sorted(self.base.categories_of(model))
        return self.sorted(next(self.values_of([model])))

    def values_of(self, models: Iterable[Model]) -> Iterator[str | tuple[str, ...] | None]:
        """The values of the property that the dimension is made from, as the files have them."""
        if self._source.startswith("grades."):
            return self._classes_of(models)
        return map(attrgetter(self._source), models)

    def _classes_of(self, models: Iterable[Model]) -> Iterator[str | None]:
        criterion = self._source.removeprefix("grades.")
        applies: dict[tuple[str, ...], bool] = {}
        for model in models:
            types = model.types
            if types not in applies:
                applies[types] = not set(types).isdisjoint(self._types)
            yield model.class_of(criterion) if applies[types] else None

    def lacking(self, unsorted: Iterable[Model]) -> str:
        """What models lack that it cannot sort, such as "a tag" or "a class".

        "A category" means that they have it, but no group of this dimension takes it in.
        """
        root = self
        while root.base is not None:
            root = root.base
        values = root.values_of(unsorted)
        if root is not self:
            values = (root.sorted(value) for value in values)
        elif not self._grouped:
            values = iter(())
        return "a category" if any(values) else root.missing

    @property
    def countries(self) -> bool:
        """Whether its categories are countries, as the index tags them."""
        if self._grouped or self.base is None:
            return self._source == "origin" and not self._grouped
        return self.base.countries

    @property
    def missing(self) -> str:
        """What a model lacks that has no value for it."""
        if self._period:
            return f"a {self._period} of release"
        return "a class" if self._source.startswith("grades.") else _MISSING[self._source]

    def called(self, text: str) -> str | None:
        """The category that a text means, without regard to case; None if it knows no such one.

        Example:
            >>> from mkdocs_osai.stats.dimensions.registry import built_in
            >>> built_in()["national_origins"].called("the netherlands")
            'Netherlands'
        """
        folded = text.casefold()
        if not self._grouped and folded in self._exact:
            return self._exact[folded]
        if self.countries and (found := spellings(text)):
            return self.known.get(found[0])
        names = (*self.order, *self.known.values())
        return next((name for name in names if name.casefold() == folded), None)

    def is_own_name(self, value: str) -> bool:
        """Whether a value counts to another category and is right as it is, as a lab's name is."""
        return value.casefold() in self._own_names

    def other_names(self, models: Iterable[Model]) -> tuple[str, ...]:
        """What models of one category write instead of its name; nothing where values are grouped.

        Example:
            >>> from mkdocs_osai.index import Model
            >>> exact = {"hal": "Hal", "hal ltd": "Hal"}
            >>> makers = Dimension("m", "M", "", _source="organization", _exact=exact)
            >>> makers.other_names(Model(n, "", n, organization=n) for n in ("Hal", "Hal Ltd"))
            ('Hal Ltd',)
        """
        if self.base is not None or self._grouped or self._period:
            return ()
        written = (v for v in self.values_of(models) if isinstance(v, str))
        return tuple(sorted({v for v in written if v not in self.sorted(v)}, key=str.casefold))

    def sorted(self, value: str | tuple[str, ...] | None) -> tuple[str, ...]:
        """The categories of a model's value, or of its categories in the base."""
        values = value if isinstance(value, tuple) else (value,) if value else ()
        return tuple(dict.fromkeys(filter(None, map(self._sort, values))))

    def _sort(self, value: str) -> str | None:
        if self._period:
            return span_of(value, self._period)
        folded = value.casefold()
        if folded == UNDISCLOSED.casefold():
            return UNDISCLOSED
        if folded in self._exact:
            return self._exact[folded]
        for parts, category in self._patterns:
            if _has_in_order(folded, parts):
                return category
        return self._rest if self._grouped else value


_MISSING = {
    "origin": "a tag",
    "contributor": "a tag",
    "types": "a type",
    "performance_class": "a performance class",
    "license": "a licence",
    "organization": "an organisation",
    "released": "a date of release",
    "base_model": "a base model",
}
"""Property of a model → what a model lacks that does not have it."""


def _has_in_order(text: str, parts: tuple[str, ...]) -> bool:
    """Whether a text begins with the first part, ends on the last, and has the others between.

    The parts are the texts between the `*` of a pattern. Each is searched once, so the time grows
    with the length of the text alone.
    """
    first, *middle, last = parts
    if not text.startswith(first) or not text.endswith(last):
        return False
    at, end = len(first), len(text) - len(last)
    for part in middle:
        found = text.find(part, at, end)
        if found < 0:
            return False
        at = found + len(part)
    return at <= end
