"""Which models a call is about."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from mkdocs_osai.problems import AuthorError, UnknownName
from mkdocs_osai.stats.dimensions import Dimension, Registry

LATEST = "latest"
"""The word that stands for `performance_class='latest'`."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: the model is in one of these categories of a dimension."""

    dimension: str
    label: str
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """The filters of one call; a model must meet every condition. No condition means all models.

    Example:
        >>> Selection((Condition("types", "Type", ("text", "code")),)).words
        'type: text or code'
    """

    conditions: tuple[Condition, ...] = ()

    @property
    def words(self) -> str:
        """The selection as readers see it; empty for all models."""
        return ", ".join(f"{c.label.lower()}: {' or '.join(c.categories)}" for c in self.conditions)

    @property
    def slug(self) -> str:
        """The selection as part of a file's name; empty for all models."""
        return "-".join(category for c in self.conditions for category in c.categories)


def select(
    registry: Registry,
    words: Mapping[str, object],
    known: Callable[[Dimension], Collection[str]],
) -> Selection:
    """Make a selection from the words of a call.

    Args:
        registry: the dimensions that can be selected by.
        words: word → category, list of categories (any of them), or None for no filter.
        known: the categories a dimension has in the whole index.

    Raises:
        UnknownName: a word or a category that is not there.
        AuthorError: words that contradict each other, or a value that is no category.
    """
    words = {word: value for word, value in words.items() if value is not None}
    latest = words.pop(LATEST, False)
    if not isinstance(latest, bool):
        raise AuthorError(f"{LATEST} is {latest!r}", f"write {LATEST}=True, or leave it out")
    if latest:
        if words.get("performance_class", LATEST) not in (LATEST, [LATEST], (LATEST,)):
            raise AuthorError(
                "latest=True and another performance_class contradict each other",
                "keep one of the two",
            )
        words["performance_class"] = LATEST
    filters = registry.filters
    conditions: dict[str, Condition] = {}
    for word, value in words.items():
        if word not in filters:
            raise UnknownName("argument", word, [*filters, LATEST])
        dimension = filters[word]
        values = list(value) if isinstance(value, list | tuple) else [value]
        if isinstance(value, set | frozenset):
            values = sorted(value, key=str)
        if not values:
            raise AuthorError(f"{word} is an empty list", "name a category, or leave it out")
        found = known(dimension)
        conditions[word] = Condition(
            dimension.name,
            dimension.label,
            tuple(dict.fromkeys(category(dimension, v, found) for v in values)),
        )
    return Selection(tuple(conditions[word] for word in filters if word in conditions))


def category(dimension: Dimension, name: object, known: Collection[str]) -> str:
    """The name of a category, if the dimension has it.

    Raises:
        UnknownName: it has not; with the nearest it has.
    """
    if not isinstance(name, str) or name not in known:
        raise UnknownName(f"category of {dimension.name}", name, known)
    return name
