"""The definitions of a site: those of the package, and those of `_definitions.yml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from mkdocs_osai.i18n import gettext, language
from mkdocs_osai.index import FileDiagnostics, Model
from mkdocs_osai.index.bounds import MOST_DIMENSIONS, MOST_UPON
from mkdocs_osai.index.diagnostics import Place, Rule
from mkdocs_osai.index.metadata_files import first, report, tree_of
from mkdocs_osai.problems import AuthorError, UnknownName, quote, suggestion
from mkdocs_osai.stats.definitions.requirements import (
    Assessment,
    AtLeast,
    InCategory,
    NotAssessed,
    Requirement,
    WithinBounds,
)
from mkdocs_osai.stats.dimensions.dimension import Dimension
from mkdocs_osai.stats.dimensions.registry import NO_DEFINITION, STAGES, Registry
from mkdocs_osai.stats.dimensions.thresholds import limit

DIMENSION = "definitions"
"""The dimension with the definitions that a model meets; no definition can refer to it."""


def _letters(name: str) -> str:
    """A name without what readers can overlook: case, spaces and punctuation."""
    return "".join(one for one in name.casefold() if one.isalnum())


@dataclass(frozen=True, slots=True)
class Definition:
    """A named condition over the facts of an index.

    Attributes:
        key: its key in the file, by which calls name it.
        name: its name for readers.
        about: what it asks for, in a sentence; empty if it is not said.
        source, date, version: where and when it was published, and which version it is.
        gaps: what its conditions leave out, or read in one of several ways.
        requirements: what a model must meet, all of them.
        as_of_today: whether it is one of today, for an index of a day that had no definitions.
    """

    key: str
    name: str
    about: str
    requirements: tuple[Requirement, ...]
    source: str | None = None
    date: str | None = None
    version: str | None = None
    gaps: tuple[str, ...] = ()
    as_of_today: bool = False
    _verdicts: dict[tuple[str, str], tuple[Model, Assessment]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """What was found of a model in a language. A cold build asks seven times, 50 ms each."""

    def verdict(self, model: Model) -> Assessment:
        """Whether a model meets it, and what is found of each requirement."""
        key = model.id, language()
        its, verdict = self._verdicts.get(key, (None, None))
        if verdict is None or its is not model:
            verdict = Assessment(tuple(one.find(model) for one in self.requirements))
            self._verdicts[key] = model, verdict
        return verdict

    @property
    def spellings(self) -> tuple[str, ...]:
        """Its name, also without its version and what stands in parentheses, and its key."""
        name = self.name.strip()
        shorter = [re.sub(r"(?<! ) *+\([^()]*+\)$", "", name)]
        if self.version:
            shorter.append(name.removesuffix(self.version).strip())
        return tuple(one for one in dict.fromkeys((name, *shorter, self.key)) if _letters(one))

    @property
    def called(self) -> str:
        """Its name, and whether it is of another day than the index."""
        name = self.name
        return gettext("{name}, as defined today", name=name) if self.as_of_today else name


@dataclass(frozen=True)
class Definitions(Mapping[str, Definition]):
    """The definitions of an index, by their keys."""

    by_key: Mapping[str, Definition]
    _keys: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        names = {one.name: key for key, one in self.by_key.items()}
        object.__setattr__(self, "_keys", {**names, **{key: key for key in self.by_key}})

    def __getitem__(self, name: str) -> Definition:
        """The definition of a key or a name.

        Raises:
            UnknownName: there is none; the message suggests one.
        """
        key = self._keys.get(name)
        if key is None:
            raise UnknownName("definition", name, [*self._keys])
        return self.by_key[key]

    def __contains__(self, name: object) -> bool:
        return name in self._keys

    def spellings(self, definition: Definition) -> tuple[str, ...]:
        """What a definition can be called in a sentence, so that no other one can be meant.

        Its name, with and without its version and what stands in parentheses, and its key.

        Example:
            >>> from mkdocs_osai import load
            >>> definitions = load("models").definitions
            >>> definitions.spellings(definitions["osaid"])
            ('OSAID 1.0', 'OSAID', 'osaid')
        """
        others = {
            _letters(spelling)
            for one in self.values()
            if one.key != definition.key
            for spelling in one.spellings
        }
        return tuple(one for one in definition.spellings if _letters(one) not in others)

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_key)

    def __len__(self) -> int:
        return len(self.by_key)


@cache
def _built_in_tree() -> dict[str, Any]:
    source = files("mkdocs_osai.stats.definitions").joinpath("definitions.yml")
    found = FileDiagnostics("definitions.yml", source.read_bytes())
    tree = found.document.tree if found.document else None
    if not isinstance(tree, dict):
        raise TypeError("definitions.yml is damaged; install the package again")
    return tree


def read_definitions(
    registry: Registry, findings: FileDiagnostics | None = None, *, as_of_today: bool = False
) -> Definitions:
    """The definitions of the package with those of a `_definitions.yml`.

    A definition with the key of one of the package replaces it.

    Args:
        registry: the dimensions that conditions can name.
        findings: the file; problems are added to it, and invalid definitions are left out.
        as_of_today: whether the file is of another day than the index.
    """
    built = {}
    for key, entry in _built_in_tree().items():
        if all(_exists(registry, one) for one in _dimensions(entry["all"])):
            built[key] = _definition(key, entry, _Reader(registry, None, key))
    own = _own(registry, findings, built, as_of_today) if findings else {}
    return Definitions({**built, **own})


def _own(
    registry: Registry,
    findings: FileDiagnostics,
    built: Mapping[str, Definition],
    as_of_today: bool,  # noqa: FBT001
) -> dict[str, Definition]:
    """The definitions of a file that are valid."""
    tree = tree_of(findings, Rule.DEFINITIONS)
    if tree is None:
        return {}
    from pydantic import ValidationError  # slow to import

    from mkdocs_osai.stats.definitions.schema import DefinitionEntry

    if not isinstance(tree, dict):
        what = "no keys with definitions under them"
        findings.add(Rule.DEFINITIONS, what, "see the page on definitions")
        return {}
    found: dict[str, Definition] = {}
    for key, values in first(
        findings, Rule.DEFINITIONS, tree, MOST_DIMENSIONS, "definitions"
    ).items():
        try:
            entry = DefinitionEntry.model_validate(values)
        except ValidationError as error:
            report(findings, error, Rule.DEFINITIONS, (key,), DefinitionEntry.model_fields)
            continue
        count = len(findings.problems)
        reader = _Reader(registry, findings, key)
        one = _definition(key, entry.model_dump(), reader, as_of_today=as_of_today)
        if not _is_free(one, {**built, **found}):
            what = f"{quote(one.name)} is the name or the key of another definition"
            if one.name.casefold() == NO_DEFINITION:
                what = f"{quote(one.name)} is what models are called that meet no definition"
            findings.add(Rule.DEFINITIONS, what, "give it a name of its own", (key, "name"))
        if len(findings.problems) == count:
            found[key] = one
    return found


def _is_free(one: Definition, others: Mapping[str, Definition]) -> bool:
    """Whether a definition has a name and a key that mean no other one."""
    own = {one.name.casefold(), one.key.casefold()}
    taken = {NO_DEFINITION}
    for other in others.values():
        if other.key != one.key:
            taken |= {other.name.casefold(), other.key.casefold()}
    return own.isdisjoint(taken)


def _definition(
    key: str, entry: Mapping[str, Any], reader: _Reader, *, as_of_today: bool = False
) -> Definition:
    return Definition(
        key,
        entry["name"],
        entry.get("about") or "",
        reader.listed(entry["all"], ("all",), 1),
        entry.get("source"),
        str(entry["date"]) if entry.get("date") else None,
        entry.get("version"),
        tuple(entry.get("gaps") or ()),
        as_of_today,
    )


def _dimensions(conditions: list[dict[str, Any]]) -> Iterator[str]:
    """The dimensions that conditions of the package name."""
    for condition in conditions:
        for key, value in condition.items():
            if key in ("any", "all", "of"):
                yield from _dimensions(value)
            elif key not in ("at_least", "not_assessed"):
                yield key


def _exists(registry: Registry, name: str) -> bool:
    return _found(registry, name) is not None


def _found(registry: Registry, name: str) -> Dimension | None:
    """The dimension of a criterion, which can have another name, or any other dimension."""
    of_class = f"{name}_class"
    if of_class in registry:
        return registry[of_class]
    if name not in registry:
        return None
    root = found = registry[name]
    while root.base is not None:
        root = root.base
    return found if DIMENSION not in (root.field, name) else None


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the conditions of one definition; reports those that are wrong.

    Attributes:
        registry: the dimensions that conditions can name.
        findings: the file; None for the definitions of the package.
        key: the key of the definition.
    """

    registry: Registry
    findings: FileDiagnostics | None
    key: str

    def listed(self, conditions: Any, place: Place, depth: int) -> tuple[Requirement, ...]:
        """A list of conditions as requirements, without those that are wrong."""
        if not isinstance(conditions, list) or not conditions:
            self._report("no list of conditions", "write one on each line, with a dash", place)
            return ()
        if depth > MOST_UPON:
            self._report(f"conditions within more than {MOST_UPON} others", "join some", place)
            return ()
        found = (self._read(one, (*place, i), depth) for i, one in enumerate(conditions))
        return tuple(one for one in found if one is not None)

    def _read(self, condition: Any, place: Place, depth: int) -> Requirement | None:
        if not isinstance(condition, dict):
            hint = "write a dimension and a category, such as weights_endmodel: open"
            return self._report(f"{quote(condition)} is no condition", hint, place)
        if condition.keys() == {"at_least", "of"}:
            return self._some(condition["at_least"], condition["of"], place, depth)
        if len(condition) != 1:
            hint = "write each condition on a line of its own, with a dash"
            return self._report("a condition with several keys", hint, place)
        [(word, value)] = condition.items()
        if word in ("any", "all"):
            of = self.listed(value, (*place, word), depth + 1)
            return AtLeast(1 if word == "any" else len(of), of) if of else None
        if word == "not_assessed":
            return self._not_assessed(value, (*place, word))
        return self._of_dimension(str(word), value, (*place, word))

    def _not_assessed(self, value: Any, place: Place) -> Requirement | None:
        if not isinstance(value, str) or not value:
            return self._report("not_assessed without words", "say what", place)
        return NotAssessed(value)

    def _some(self, count: Any, of: Any, place: Place, depth: int) -> Requirement | None:
        found = self.listed(of, (*place, "of"), depth + 1)
        if isinstance(count, str) and count.isascii() and count.isdigit():
            count = int(count)
        if not found:
            return None
        if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= len(found):
            what = f"at_least is {quote(count)}"
            hint = f"write a whole number from 1 to {len(found)}"
            return self._report(what, hint, (*place, "at_least"))
        return AtLeast(count, found)

    def _of_dimension(self, name: str, value: Any, place: Place) -> Requirement | None:
        dimension = _found(self.registry, name)
        if dimension is None:
            known = [*self.registry, "any", "all", "at_least", "not_assessed"]
            what = f"there is no dimension or criterion {quote(name)}"
            return self._report(what, suggestion(name, known), place)
        if isinstance(value, dict):
            return self._within(dimension, value, place)
        values = value if isinstance(value, list) else [value]
        categories: list[str] = []
        for one in values:
            text = str(one) if isinstance(one, str | int | float) else ""
            category = dimension.category_named(text)
            if category is None or (dimension.closed and category not in dimension.order):
                what = f"{quote(one)} is no category of {dimension.name}"
                return self._report(what, suggestion(str(one), dimension.order), place)
            categories.append(category)
        if not categories:
            return self._report("no category", "name one", place)
        return InCategory(dimension, tuple(dict.fromkeys(categories)))

    def _within(
        self, dimension: Dimension, value: dict[str, Any], place: Place
    ) -> Requirement | None:
        if dimension.name not in STAGES or not value or not {*value} <= {"at_least", "below"}:
            hint = "write at_least or below, with a training compute such as compute_base"
            return self._report(f"no bounds of {dimension.name}", hint, place)
        ends: dict[str, Fraction] = {}
        for word, end in value.items():
            try:
                ends[word] = limit(word, end, self.registry.thresholds)
            except AuthorError as error:
                return self._report(error.what, error.hint, (*place, word))
        return WithinBounds(dimension, ends.get("at_least"), ends.get("below"))

    def _report(self, what: str, hint: str, place: Place) -> Requirement | None:
        """Report a wrong condition, which is left out."""
        if self.findings is None:
            raise TypeError(f"definitions.yml: {self.key}: {what}")
        self.findings.add(Rule.DEFINITIONS, what, hint, (self.key, *place))
        return None
