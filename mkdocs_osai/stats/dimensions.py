"""Named ways to sort models into categories; `dimensions.yml` is the registry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from mkdocs_osai.index import CLASSES, Criteria, Model
from mkdocs_osai.problems import UnknownName

OTHER = "Other"
"""The category of what is joined, and the name of a registry's remaining category."""

UNDISCLOSED = "Undisclosed"
"""What was looked for and is not told. No group and no rest takes it in."""

CLASS_COLORS = {"open": "blue", "partial": "purple", "closed": "red"}

Color = Literal["blue", "red", "purple", "teal", "green"]
Field = Literal[
    "origin",
    "contributor",
    "types",
    "performance_class",
    "license",
    "organization",
    "released",
    "base_model",
]


class Entry(BaseModel):
    """A dimension as the registry writes it."""

    model_config = ConfigDict(extra="forbid")

    label: str
    about: str
    field: Field | None = None
    of: str | None = None
    filter: str | None = None
    groups: dict[str, list[str]] = {}
    rest: str | None = None
    join: dict[str, list[str]] = {}
    period: Literal["year", "quarter", "month"] | None = None
    order: list[str] = []
    colors: dict[str, Color] = {}


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
    _source: str = ""
    _base: Dimension | None = None
    _period: str | None = None
    _types: frozenset[str] = frozenset()
    _exact: Mapping[str, str] = field(default_factory=dict)
    _patterns: tuple[tuple[re.Pattern[str], str], ...] = ()
    _rest: str | None = None
    _grouped: bool = False

    def categories_of(self, model: Model) -> tuple[str, ...]:
        """The categories a model is in; none if it lacks what the dimension is made from.

        Example:
            >>> from mkdocs_osai.index import Model
            >>> built_in()["regions"].categories_of(Model("m", "m.yaml", "M", origin="France"))
            ('Europe',)
        """
        if self._base is not None:
            values = self._base.categories_of(model)
        elif self._source.startswith("grades."):
            applies = not self._types.isdisjoint(model.types)
            grade = model.grades.get(self._source[7:]) if applies else None
            values = (grade.cls,) if grade is not None and grade.cls else ()
        else:
            value = getattr(model, self._source)
            values = value if isinstance(value, tuple) else (value,) if value else ()
        sorted_values = (self._sort(v) for v in values)
        return tuple(dict.fromkeys(v for v in sorted_values if v))

    def _sort(self, value: str) -> str | None:
        if self._period:
            return _span(value, self._period)
        folded = value.casefold()
        if folded == UNDISCLOSED.casefold():
            return UNDISCLOSED
        if folded in self._exact:
            return self._exact[folded]
        for pattern, category in self._patterns:
            if pattern.fullmatch(folded):
                return category
        return self._rest if self._grouped else value


def _span(date: str, period: str) -> str | None:
    if period == "year":
        return date[:4]
    month = date[5:7]
    if not month:
        return None
    return f"{date[:4]} Q{(int(month) + 2) // 3}" if period == "quarter" else date[:7]


class Registry(Mapping[str, Dimension]):
    """The dimensions of a site, by name.

    Example:
        >>> built_in()["big_tech"].filter
        'big_tech'
    """

    def __init__(self, dimensions: Mapping[str, Dimension]) -> None:
        self._dimensions = dict(dimensions)

    def __getitem__(self, name: str) -> Dimension:
        try:
            return self._dimensions[name]
        except (KeyError, TypeError):
            raise UnknownName("dimension", name, self._dimensions) from None

    def __contains__(self, name: object) -> bool:
        return name in self._dimensions

    def __iter__(self) -> Iterator[str]:
        return iter(self._dimensions)

    def __len__(self) -> int:
        return len(self._dimensions)

    def with_criteria(self, criteria: Criteria) -> Registry:
        """The same, and a dimension for each criterion.

        A criterion whose name is a dimension's already, as `licenses` is, gets `_class` behind it;
        so does the word that selects by it, if it is a filter's already.
        """
        added: dict[str, Dimension] = {}
        filters = self.filters
        for criterion in criteria:
            with_suffix = f"{criterion.ref}_class"
            name = with_suffix if criterion.ref in self else criterion.ref
            added[name] = Dimension(
                name=name,
                label=criterion.name,
                about=f"How open a model is on the criterion “{criterion.name}”.",
                filter=with_suffix if criterion.ref in filters else criterion.ref,
                order=CLASSES,
                colors=CLASS_COLORS,
                closed=True,
                _source=f"grades.{criterion.ref}",
                _types=frozenset(criterion.types),
            )
        return Registry({**self._dimensions, **added})

    @property
    def filters(self) -> dict[str, Dimension]:
        """The words that select, each with the dimension it selects by."""
        return {d.filter: d for d in self._dimensions.values() if d.filter}


def _dimension(name: str, entry: Entry, known: Mapping[str, Dimension]) -> Dimension:
    base = known[entry.of] if entry.of else None
    exact, patterns = {}, []
    for category, values in {**entry.groups, **entry.join}.items():
        for value in [category, *values] if category in entry.join else values:
            if "*" in value:
                parts = (re.escape(part) for part in value.casefold().split("*"))
                patterns.append((re.compile(".*".join(parts), re.DOTALL), category))
            else:
                exact[value.casefold()] = category
    rest = [entry.rest] if entry.rest else []
    order = dict.fromkeys([*entry.order, *entry.groups, *rest])
    return Dimension(
        name=name,
        label=entry.label,
        about=entry.about,
        filter=entry.filter,
        order=tuple(order),
        colors=entry.colors,
        closed=bool(entry.groups) or entry.field in ("types", "performance_class"),
        chronological=entry.period is not None,
        multiple=entry.field == "types" or (base is not None and base.multiple),
        _source=entry.field or "",
        _base=base,
        _period=entry.period,
        _exact=exact,
        _patterns=tuple(patterns),
        _rest=entry.rest,
        _grouped=bool(entry.groups),
    )


@cache
def built_in() -> Registry:
    """The registry that comes with the package."""
    text = files("mkdocs_osai.stats").joinpath("dimensions.yml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    entries = TypeAdapter(dict[str, Entry]).validate_python(yaml.load(text, loader))  # noqa: S506 - a safe loader
    dimensions: dict[str, Dimension] = {}
    for name, entry in entries.items():
        dimensions[name] = _dimension(name, entry, dimensions)
    return Registry(dimensions)
