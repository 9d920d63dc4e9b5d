"""The dimensions a site has: those that come with the package, and its own.

`dimensions.yml` beside this module holds the built-in ones; `_dimensions.yml` beside the models
adds to them, or changes what some of them say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as made
from functools import cache
from importlib.resources import files
from typing import Any

from mkdocs_osai.index import CLASSES, Criteria, Findings
from mkdocs_osai.index.rules import Rule
from mkdocs_osai.problems import UnknownName, suggestion
from mkdocs_osai.stats.dimensions import Dimension

CLASS_COLORS = {"open": "blue", "partial": "purple", "closed": "red"}

MOST_DEPTH = 8
"""Dimensions that group each other, one upon the other."""


@dataclass(frozen=True)
class Definition:
    """What defines a dimension; each part is explained in `entries.Entry`, which checks it."""

    label: str | None = None
    about: str = ""
    field: str | None = None
    of: str | None = None
    filter: str | None = None
    groups: Mapping[str, Sequence[str]] = made(default_factory=dict)
    rest: str | None = None
    join: Mapping[str, Sequence[str]] = made(default_factory=dict)
    includes: Mapping[str, Sequence[str]] = made(default_factory=dict)
    if_true: Sequence[str] = ()
    period: str | None = None
    order: Sequence[str] = ()
    colors: Mapping[str, str] = made(default_factory=dict)


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
                _types=criterion.types,
            )
        return Registry({**self._dimensions, **added})

    @property
    def filters(self) -> dict[str, Dimension]:
        """The words that select, each with the dimension it selects by."""
        return {d.filter: d for d in self._dimensions.values() if d.filter}


def _dimension(name: str, entry: Definition, known: Mapping[str, Dimension]) -> Dimension:
    base = known[entry.of] if entry.of else None
    exact, patterns = {}, []
    for part in (entry.groups, entry.join, entry.includes):
        for category, values in part.items():
            for value in values if part is entry.groups else [category, *values]:
                if "*" in value:
                    patterns.append((tuple(value.casefold().split("*")), category))
                else:
                    exact[value.casefold()] = category
    rest = [entry.rest] if entry.rest else []
    order = dict.fromkeys([*entry.order, *entry.groups, *rest])
    return Dimension(
        name=name,
        label=entry.label or name.replace("_", " ").capitalize(),
        about=entry.about,
        filter=entry.filter,
        order=tuple(order),
        colors=entry.colors,
        closed=bool(entry.groups) or entry.field in ("types", "performance_class"),
        chronological=entry.period is not None,
        multiple=entry.field == "types" or (base is not None and base.multiple),
        if_true=tuple(entry.if_true),
        _source=entry.field or "",
        base=base,
        _period=entry.period,
        _exact=exact,
        _patterns=tuple(patterns),
        _own_names=frozenset(v.casefold() for vs in entry.includes.values() for v in vs),
        _rest=entry.rest,
        _grouped=bool(entry.groups),
    )


@cache
def _built_in_tree() -> dict[str, Any]:
    source = files("mkdocs_osai.stats").joinpath("dimensions.yml")
    found = Findings("dimensions.yml", source.read_bytes())
    tree = found.document.tree if found.document else None
    if not isinstance(tree, dict):
        raise TypeError("dimensions.yml is damaged; install the package anew")
    return tree


@cache
def built_in() -> Registry:
    """The registry that comes with the package."""
    dimensions: dict[str, Dimension] = {}
    for name, values in _built_in_tree().items():
        dimensions[name] = _dimension(name, Definition(**values), dimensions)
    return Registry(dimensions)


def with_own(findings: Findings, reserved: frozenset[str]) -> Registry:
    """The built-in registry with what a site's `_dimensions.yml` adds and changes.

    Args:
        findings: the file; what cannot be used is reported to it, and left out.
        reserved: words that cannot be filters.
    """
    own = findings.document.tree if findings.document else None
    if own is None:
        return built_in()
    if not isinstance(own, dict):
        findings.add(
            Rule.DIMENSIONS, "no names with dimensions under them", "see the page on dimensions"
        )
        return built_in()
    from mkdocs_osai.stats.entries import own_entry

    built = _built_in_tree()
    dimensions: dict[str, Dimension] = {}
    for name in [*built, *(n for n in own if n not in built)]:
        entry = Definition(**built[name]) if name in built else None
        if name in own:
            entry = own_entry(findings, name, built.get(name, {}), own[name]) or entry
        if entry is None:
            continue
        if entry.of and entry.of not in dimensions:
            what = f"there is no dimension {entry.of!r} above this one"
            findings.add(Rule.DIMENSIONS, what, suggestion(entry.of, dimensions), (name, "of"))
            continue
        if entry.of and _depth(dimensions[entry.of]) >= MOST_DEPTH:
            what = f"more than {MOST_DEPTH} dimensions group each other"
            findings.add(Rule.DIMENSIONS, what, "group one further up", (name, "of"))
            continue
        taken = {d.filter for d in dimensions.values()} | reserved
        if entry.filter and entry.filter in taken:
            findings.add(
                Rule.DIMENSIONS,
                f"{entry.filter!r} selects already",
                "choose another",
                (name, "filter"),
            )
            entry = replace(entry, filter=None)
        dimensions[name] = _dimension(name, entry, dimensions)
    return Registry(dimensions)


def _depth(dimension: Dimension | None) -> int:
    """How many dimensions a dimension is made from, itself included."""
    depth = 0
    while dimension is not None:
        depth, dimension = depth + 1, dimension.base
    return depth
