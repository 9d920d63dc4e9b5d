"""The dimensions of a site.

`dimensions.yml` in this package has the built-in ones; `_dimensions.yml` in the folder of the
models adds dimensions or changes them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from mkdocs_osai.i18n import ENGLISH, pgettext_noop, using
from mkdocs_osai.index import CLASSES, Criteria, FileDiagnostics, Model
from mkdocs_osai.index.bounds import MOST_DIMENSIONS, MOST_FILTERS, MOST_PLACES, MOST_UPON
from mkdocs_osai.index.diagnostics import Rule
from mkdocs_osai.index.metadata_files import first, tree_of
from mkdocs_osai.problems import AuthorError, UnknownName, suggestion
from mkdocs_osai.stats.bounded import scientific
from mkdocs_osai.stats.dimensions import thresholds
from mkdocs_osai.stats.dimensions.descent import KINDS, Descent
from mkdocs_osai.stats.dimensions.dimension import Dimension, DimensionSpec, by_spelling, spellings
from mkdocs_osai.stats.dimensions.families import built_in_families
from mkdocs_osai.stats.dimensions.lineage import FIELDS, DescentValue, Lineage
from mkdocs_osai.stats.dimensions.thresholds import Threshold

STAGES = ("compute_base", "compute_end", "compute_total")
"""The dimensions of training compute; one more of each is made for every other threshold."""

CLASS_COLORS = {cls: cls for cls in CLASSES}
"""Class → its colour; grades have colours of their own."""

DIMENSION_WORDS = {
    word: dimension
    for dimension, words in {
        "national_origins": "country countries nation nations nationality nationalities state",
        "regions": "continent continents area areas world",
        "academic": "academia university universities research",
        "contributor_types": "contributor contributors sector sectors",
        "types": "modality modalities kind kinds output outputs medium media",
        "performance_classes": "class classes size sizes performance generation",
        "licenses": "licence licences",
        "organizations": "company companies organisation organisations org orgs maker makers "
        "developer developers provider providers vendor vendors firm firms lab labs",
        "compute_base": "compute flop flops training_compute",
        "base_families": "family families lineage base bases base_models",
        "base_organizations": "base_organization base_maker base_makers",
        "definitions": "definition osaid mof open_source",
        "derived": "derivative derivatives from_scratch scratch",
        "year": "years annual date dates released release",
        "quarter": "quarters quarterly",
        "month": "months monthly",
    }.items()
    for word in words.split()
}
"""Words that authors may try → the dimension that a message suggests; calls do not accept them."""


NO_DEFINITION = pgettext_noop("category", "none of them")
"""The category of a model that meets no definition, for certain."""

SHORT = {"year": "release_years", "quarter": "release_quarters", "month": "release_months"}
"""The word of a call → the dimension that it also means, as `line` names the same times."""


class Registry(Mapping[str, Dimension]):
    """The dimensions of a site, by name, and its thresholds of training compute.

    Those of time are also found by the words in `SHORT`.

    Example:
        >>> built_in()["big_tech"].filter
        'big_tech'
    """

    def __init__(
        self,
        dimensions: Mapping[str, Dimension],
        thresholds: Mapping[str, Threshold] = thresholds.BUILT_IN,
    ) -> None:
        self._dimensions = dict(dimensions)
        self.thresholds = thresholds

    def __getitem__(self, name: str) -> Dimension:
        try:
            found = self._dimensions.get(name) or self._dimensions.get(SHORT.get(name, name))
        except TypeError:
            found = None
        if found is None:
            known = [*self._dimensions, *(word for word in SHORT if word in self)]
            raise UnknownName("dimension", name, known, DIMENSION_WORDS)
        return found

    def __contains__(self, name: object) -> bool:
        if not isinstance(name, str):
            return False
        return name in self._dimensions or SHORT.get(name) in self._dimensions

    def __iter__(self) -> Iterator[str]:
        return iter(self._dimensions)

    def __len__(self) -> int:
        return len(self._dimensions)

    def with_criteria(self, criteria: Criteria) -> Registry:
        """A copy with a dimension for each criterion.

        `_class` is appended to the name of a criterion that is also the name of a dimension, such
        as `licenses`, and to a filter that exists already.
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
        return Registry({**self._dimensions, **added}, self.thresholds)

    def with_lineage(self, lineage: Callable[[], Lineage]) -> Registry:
        """A copy whose dimensions of base models are those of a lineage.

        Args:
            lineage: returns it; called when a dimension is asked for.
        """
        found: dict[str, Dimension] = {}
        for name, dimension in self._dimensions.items():
            changed = dimension
            if dimension.base is not None:
                changed = replace(dimension, base=found[dimension.base.name])
            elif (value := FIELDS.get(dimension.field)) is not None:
                changed = replace(dimension, _values=_of(lineage, value))
            found[name] = changed
        return Registry(found, self.thresholds)

    def with_definitions(
        self, names: Mapping[str, str], met: Callable[[Model], tuple[str, ...]]
    ) -> Registry:
        """A copy whose dimension of definitions is that of an index.

        Args:
            names: spelling → the name of a definition, in their order.
            met: returns the categories of a model.
        """
        found = dict(self._dimensions)
        for name, dimension in found.items():
            if dimension.field == "definitions":
                order = tuple(dict.fromkeys((*names.values(), NO_DEFINITION)))
                found[name] = replace(dimension, order=order, known=dict(names), _values=met)
            elif dimension.base is not None:
                found[name] = replace(dimension, base=found[dimension.base.name])
        return Registry(found, self.thresholds)

    @property
    def filters(self) -> dict[str, Dimension]:
        """Filter → its dimension."""
        return {d.filter: d for d in self._dimensions.values() if d.filter}


def _of(
    lineage: Callable[[], Lineage], value: Callable[[Descent], DescentValue]
) -> Callable[[Model], DescentValue]:
    return lambda model: value(lineage().of(model))


def _dimension(
    name: str,
    entry: DimensionSpec,
    registry: Mapping[str, Dimension],
    limits: Mapping[str, Threshold] = thresholds.BUILT_IN,
) -> Dimension:
    base = registry[entry.of] if entry.of else None
    exact, patterns, known = _sorting(entry, base)
    rest = [entry.rest] if entry.rest else []
    of_compute = entry.threshold is not None or entry.field == "modification"
    order = dict.fromkeys(
        [
            *entry.order,
            *entry.groups,
            *rest,
            *(thresholds.CATEGORIES if of_compute else KINDS if entry.field == "derived" else ()),
        ]
    )
    return Dimension(
        name=name,
        label=entry.label or name.replace("_", " ").capitalize(),
        about=entry.about,
        filter=entry.filter,
        order=tuple(order),
        colors=entry.colors,
        closed=bool(entry.groups)
        or entry.threshold is not None
        or entry.field in ("types", "performance_class", "modification", "derived"),
        chronological=entry.period is not None,
        multiple=entry.field in ("types", "base_families", "definitions")
        or (base is not None and base.multiple),
        if_true=tuple(entry.if_true),
        if_false=tuple(entry.if_false),
        base=base,
        known=known,
        threshold=None
        if entry.threshold is None
        else thresholds.limit("threshold", entry.threshold, limits),
        _source=entry.field or "",
        _period=entry.period,
        _exact=exact,
        _patterns=tuple(patterns),
        _own_names=frozenset(v.casefold() for vs in entry.includes.values() for v in vs),
        _rest=entry.rest,
        _grouped=bool(entry.groups),
    )


def _sorting(
    entry: DimensionSpec, base: Dimension | None
) -> tuple[dict[str, str], list[tuple[tuple[str, ...], str]], dict[str, str]]:
    """Exact spelling → category, patterns with their category, and `Dimension.known`."""
    exact: dict[str, str] = {}
    patterns: list[tuple[tuple[str, ...], str]] = []
    known: dict[str, str] = {}
    for category, values in entry.groups.items():
        for value in values:
            if "*" in value:
                patterns.append((tuple(value.casefold().split("*")), category))
            else:
                exact.update(dict.fromkeys(_spellings(value, entry, base), category))
    for category, values in (*entry.join.items(), *entry.includes.items()):
        for value in (category, *values):
            if "*" in value:
                patterns.append((tuple(value.casefold().split("*")), category))
            else:
                exact[value.casefold()] = known[value] = category
    of_source = base.known if base else by_spelling() if entry.field == "origin" else {}
    if not entry.groups:
        known = {**{text: exact.get(c.casefold(), c) for text, c in of_source.items()}, **known}
    return exact, patterns, known


def _spellings(value: str, entry: DimensionSpec, base: Dimension | None) -> Iterator[str]:
    """The spellings of a value of a group, in lower case."""
    yield value.casefold()
    if base is not None:
        yield base.known.get(value, value).casefold()
    if entry.field == "origin" or (base is not None and base.countries):
        country = by_spelling().get(value, value)
        yield from (spelling.casefold() for spelling in spellings(country))


@cache
def _built_in_tree() -> dict[str, Any]:
    source = files("mkdocs_osai.stats.dimensions").joinpath("dimensions.yml")
    found = FileDiagnostics("dimensions.yml", source.read_bytes())
    tree = found.document.tree if found.document else None
    if not isinstance(tree, dict):
        raise TypeError("dimensions.yml is damaged; install the package again")
    return tree


@cache
def built_in() -> Registry:
    """The built-in registry."""
    entries = {name: DimensionSpec(**values) for name, values in _built_in_tree().items()}
    dimensions: dict[str, Dimension] = {}
    for name, entry in _derived(entries, thresholds.BUILT_IN).items():
        dimensions[name] = _dimension(name, entry, dimensions)
    bare = Lineage((), built_in_families, dimensions["organizations"].sorted)
    return Registry(dimensions).with_lineage(lambda: bare)


def _derived(
    entries: Mapping[str, DimensionSpec], limits: Mapping[str, Threshold]
) -> dict[str, DimensionSpec]:
    """The definitions with those that follow from others.

    The licences of parts join the spellings that `licenses` joins, the makers of bases those that
    `organizations` joins, and the training compute is
    sorted against each threshold.
    """
    spelled = {k: v for k, v in entries["licenses"].join.items() if k != "Unknown"}
    derived: dict[str, DimensionSpec] = {}
    for name, entry in entries.items():
        if (entry.field or "").startswith("license_"):
            entry = replace(entry, join={**spelled, **entry.join})  # noqa: PLW2901
        if entry.field == "base_organizations":
            makers = entries["organizations"]
            entry = replace(  # noqa: PLW2901
                entry,
                join={**makers.join, **entry.join},
                includes={**makers.includes, **entry.includes},
            )
        derived[name] = entry
        if name not in STAGES:
            continue
        for threshold in [*limits.values()][1:]:
            with using(ENGLISH):
                figure = scientific(Fraction(str(threshold.flop)), 6)
            derived.setdefault(
                f"{name}_{threshold.name}",
                replace(
                    entry,
                    label=f"{(entry.label or name).partition(' (')[0]} ({figure} FLOP)",
                    about=f"Whether it is at or above {figure} FLOP: {threshold.label}. "
                    f"{threshold.about}".strip(),
                    threshold=threshold.name,
                    filter=None,
                ),
            )
    return derived


def with_own(findings: FileDiagnostics, reserved: frozenset[str], models: int = 0) -> Registry:
    """The built-in registry with the additions and changes of a `_dimensions.yml`.

    Args:
        findings: the file; problems are added to it, and invalid entries are left out.
        reserved: words that cannot be filters.
        models: the number of models, which limits the number of filters.
    """
    own = tree_of(findings, Rule.DIMENSIONS)
    if own is None:
        return built_in()
    if not isinstance(own, dict):
        findings.add(
            Rule.DIMENSIONS, "no names with dimensions under them", "see the page on dimensions"
        )
        return built_in()
    entries, limits = _own_entries(findings, own)
    dimensions: dict[str, Dimension] = {}
    for name, entry in _derived(entries, limits).items():
        if entry.of and entry.of not in dimensions:
            what = f"there is no dimension {entry.of!r} above this one"
            findings.add(Rule.DIMENSIONS, what, suggestion(entry.of, dimensions), (name, "of"))
            continue
        if entry.of and _depth(dimensions[entry.of]) >= MOST_UPON:
            what = f"more than {MOST_UPON} dimensions group each other"
            findings.add(Rule.DIMENSIONS, what, "group one further up", (name, "of"))
            continue
        taken = {d.filter for d in dimensions.values()} | reserved
        if entry.filter and entry.filter in taken:
            findings.add(
                Rule.DIMENSIONS,
                f"{entry.filter!r} is an argument already",
                "choose another",
                (name, "filter"),
            )
            entry = replace(entry, filter=None)  # noqa: PLW2901 - the same without a filter
        try:
            dimensions[name] = _dimension(name, entry, dimensions, limits)
        except AuthorError as error:
            findings.add(Rule.DIMENSIONS, error.what, error.hint, (name, "threshold"))
    return Registry(_with_few_filters(findings, dimensions, models), limits)


def _own_entries(
    findings: FileDiagnostics, own: dict[str, Any]
) -> tuple[dict[str, DimensionSpec], dict[str, Threshold]]:
    """The built-in definitions and thresholds with those of a `_dimensions.yml`."""
    from mkdocs_osai.stats.dimensions.schema import THRESHOLDS, own_entry, own_thresholds

    built = _built_in_tree()
    limits = {**thresholds.BUILT_IN}
    if THRESHOLDS in own:
        limits |= own_thresholds(findings, own[THRESHOLDS])
        own = {name: value for name, value in own.items() if name != THRESHOLDS}
    own = first(findings, Rule.DIMENSIONS, own, MOST_DIMENSIONS, "dimensions")
    entries: dict[str, DimensionSpec] = {}
    for name in [*built, *(n for n in own if n not in built)]:
        entry = DimensionSpec(**built[name]) if name in built else None
        if name in own:
            entry = own_entry(findings, name, built.get(name, {}), own[name]) or entry
        if entry is not None:
            entries[name] = entry
    return entries, limits


def _with_few_filters(
    findings: FileDiagnostics, dimensions: Mapping[str, Dimension], models: int
) -> dict[str, Dimension]:
    """The same dimensions, without the filters over the limit."""
    built = built_in()
    own = {
        name: dimension
        for name, dimension in dimensions.items()
        if dimension.filter and dimension.filter not in built.filters
    }
    most = min(MOST_FILTERS, MOST_PLACES // max(models, 1))
    kept = first(findings, Rule.DIMENSIONS, own, most, "filters")
    return {
        name: replace(dimension, filter=None) if name in own and name not in kept else dimension
        for name, dimension in dimensions.items()
    }


def _depth(dimension: Dimension | None) -> int:
    """The number of dimensions that a dimension is made from, including itself."""
    depth = 0
    while dimension is not None:
        depth, dimension = depth + 1, dimension.base
    return depth
