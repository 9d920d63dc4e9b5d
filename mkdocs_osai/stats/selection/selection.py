"""Which models a call is about."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from mkdocs_osai.index import CLASSES, Model
from mkdocs_osai.problems import AuthorError, UnknownName, nearest, quote
from mkdocs_osai.stats.dimensions.dimension import OTHER, UNDISCLOSED, Dimension
from mkdocs_osai.stats.dimensions.registry import DIMENSION_WORDS, Registry
from mkdocs_osai.stats.selection.conditions import (
    Condition,
    InCategories,
    ModelIn,
    Not,
    Released,
    Scored,
)


def at_least_one(word: str, value: object) -> int:
    """A whole number from 1.

    Args:
        word: the name of the argument.
        value: what the author wrote.

    Raises:
        AuthorError: it is none.
    """
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise AuthorError(f"{word} is {value!r}", "write a whole number from 1")
    return value


def yes_or_no(word: str, value: object) -> bool:
    """True or False; None counts as left out.

    Args:
        word: the name of the argument.
        value: what the author wrote.

    Raises:
        AuthorError: it is neither.
    """
    if value is not None and not isinstance(value, bool):
        raise AuthorError(f"{word} is {value!r}", f"write {word}=True, or leave it out")
    return bool(value)


def several(word: str, value: object) -> list[object]:
    """A value, or each of a list of values, of which there must be one.

    Args:
        word: the name of the argument.
        value: what the author wrote.

    Raises:
        AuthorError: an empty list.
    """
    if isinstance(value, set | frozenset):
        value = sorted(value, key=str)
    values = list(value) if isinstance(value, list | tuple) else [value]
    if not values:
        raise AuthorError(f"{word} is an empty list", "name one, or leave it out")
    return values


LATEST = "latest"
"""The word for a performance class: `latest=True` selects it, `latest=False` the others."""

RESERVED = frozenset(
    (
        *("latest", "since", "until", "min_score", "max_score", "models", "exclude", "dimension"),
        *("by", "top", "other", "groups", "order", "title", "caption", "alt", "id", "kind", "unit"),
        *("normalize", "cumulative", "over", "measure", "words", "sort", "limit", "columns", "k"),
        *("as_of", "view", "model", "name", "most", "decimals"),
    )
)
"""Words of calls that no dimension can be selected by."""

WORDS = (LATEST, "since", "until", "min_score", "max_score", "models", "exclude")
"""The words of a selection that do not name a dimension."""


ARGUMENT_WORDS = {
    word: argument
    for argument, words in {
        "latest": "newest current recent new",
        "since": "after start begin starting date_from year",
        "until": "before end to ending date_to",
        "min_score": "min_openness minimum at_least",
        "max_score": "max_openness maximum at_most",
        "models": "only names include",
        "exclude": "without excluding not except",
        "as_of": "on at day date asof",
        "top": "limit max first",
        "title": "heading header headline",
        "caption": "subtitle description note text legend",
        "alt": "alternative alt_text",
        "order": "sort sorted sort_by",
        "by": "split group_by split_by color colour hue",
        "id": "anchor label ref",
        "other": "others rest",
        "groups": "group",
        "decimals": "digits precision places round ndigits",
        "words": "in_words spelled as_words",
        "cumulative": "cumulated total running",
        "normalize": "normalise normalized relative percent shares",
    }.items()
    for word in words.split()
}
"""Words that authors try for an argument, in the suggestion of a message; they are no names."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The filters of one call; a model must meet every condition. No condition means all models.

    Example:
        >>> Selection((InCategories("types", "Type", ("text", "code")),)).words
        'type: text or code'
    """

    conditions: tuple[Condition, ...] = ()

    @property
    def words(self) -> str:
        """The selection as readers see it; empty for all models."""
        return ", ".join(condition.words for condition in self.conditions)

    @property
    def by_score(self) -> bool:
        """Whether it depends on a score which models are selected."""
        within = (c.condition if isinstance(c, Not) else c for c in self.conditions)
        return any(isinstance(condition, Scored) for condition in within)

    @property
    def slug(self) -> str:
        """The selection as part of a file's name; empty for all models."""
        return "-".join(condition.slug for condition in self.conditions)


class Catalog(Protocol):
    """The dimensions, categories and models that a call can name."""

    @property
    def registry(self) -> Registry:
        """The dimensions."""

    def categories(self, dimension: Dimension) -> Collection[str]:
        """The categories of a dimension in the whole index."""

    def named(self, name: str) -> Model:
        """The model of an id, name or alias."""


def select(catalog: Catalog, words: Mapping[str, object]) -> Selection:
    """Make a selection from the words of a call.

    Args:
        catalog: what can be named.
        words: word → value, list of values (any of them), or None for no filter.

    Raises:
        UnknownName: a word, a category or a model that is not there.
        AuthorError: words that contradict each other, or a value that makes no sense.
    """
    words = {word: value for word, value in words.items() if value is not None}
    _expand_latest(catalog, words)
    filters = catalog.registry.filters
    for word in words:
        if word not in filters and word not in WORDS:
            raise UnknownName("argument", word, [*filters, *WORDS], _argument_words(catalog))
    conditions: list[Condition] = [
        in_categories(catalog, dimension, word, words[word])
        for word, dimension in filters.items()
        if word in words
    ]
    since, until = (_date(word, words.get(word)) for word in ("since", "until"))
    if since or until:
        conditions.append(Released(since, until))
    least, most = (_score(word, words.get(word)) for word in ("min_score", "max_score"))
    if least is not None or most is not None:
        conditions.append(Scored(least, most))
    if "models" in words:
        conditions.append(_model_in(catalog, "models", words["models"]))
    excluded = words.get("exclude")
    if isinstance(excluded, Mapping):
        within = select(catalog, {str(word): value for word, value in excluded.items()})
        conditions += [Not(c) for c in within.conditions if not isinstance(c, Not)]
    elif excluded is not None:
        conditions.append(Not(_model_in(catalog, "exclude", excluded)))
    return Selection(tuple(conditions))


def _argument_words(catalog: Catalog) -> dict[str, str]:
    """Words that authors try for an argument, each with the argument that it means."""
    registry = catalog.registry
    of_dimensions = {**DIMENSION_WORDS, **{name: name for name in registry}}
    known_words = {word: name for word, name in of_dimensions.items() if name in registry}
    filters = {word: registry[name].filter or "" for word, name in known_words.items()}
    return {**filters, **ARGUMENT_WORDS}


def in_categories(catalog: Catalog, dimension: Dimension, word: str, value: object) -> InCategories:
    """The condition that a model is in a category, or in any of several.

    True and False mean categories if the dimension defines which.
    """
    if isinstance(value, bool):
        if not dimension.if_true:
            raise AuthorError(
                f"{word} is {value}", f"name a category, such as {_examples(catalog, dimension)}"
            )
        no = [c for c in catalog.categories(dimension) if c not in dimension.if_true]
        if not value and not no:
            raise AuthorError(
                f"{word}=False leaves no category of {dimension.name}", "leave it out"
            )
        value = list(dimension.if_true) if value else no
    names = tuple(dict.fromkeys(category(catalog, dimension, v) for v in several(word, value)))
    return InCategories(dimension.name, dimension.label, names)


def category(
    catalog: Catalog,
    dimension: Dimension,
    name: object,
    groups: Mapping[str, str] | None = None,
    also: Collection[str] = (),
) -> str:
    """The category that an author names, as the index writes it or in another spelling.

    Args:
        catalog: what can be named.
        dimension: what it is a category of.
        name: what the author wrote.
        groups: category → the group that the call counts it to.
        also: more names of categories in this call.

    Raises:
        UnknownName: there is none; with the nearest, or the dimension that has it.
        AuthorError: the call counts it to a group.
    """
    groups = groups or {}
    found = catalog.categories(dimension)
    for names in (groups.values(), found, also):
        one = next((n for n in names if n == name), None) if isinstance(name, str) else None
        if one is not None:
            break  # the name itself: an author's may print differently than it reads
    else:
        one = _by_spelling(dimension, name, found) if isinstance(name, str) else None
    if one is None:
        names = tuple(dict.fromkeys((*groups.values(), *found, *also)))
        raise UnknownName(
            f"category of {dimension.name}", name, names, hint=_hint(catalog, dimension, name)
        )
    if groups.get(one, one) != one and one not in groups.values():
        raise AuthorError(
            f"{quote(one)} counts to the group {quote(groups[one])} here",
            f"write {quote(groups[one])}",
        )
    return one


def _by_spelling(dimension: Dimension, name: str, found: Collection[str]) -> str | None:
    """The category of a spelling, as the index writes it if a model is in it."""
    one = dimension.known.get(name)
    written = [c for c in found if one is not None and dimension.called(c) == one]
    if len(written) > 1:
        raise AuthorError(
            f"{quote(name)} is written in {len(written)} ways in the index",
            f"name those you mean: {', '.join(map(quote, written))}",
        )
    return written[0] if written else one


def _hint(catalog: Catalog, dimension: Dimension, name: object) -> str:
    """How to fix a name that is no category: the dimension that has it, or a similar name."""
    if not isinstance(name, str):
        return ""
    for other in catalog.registry.values():
        if other is dimension or other.order == CLASSES or name in (OTHER, UNDISCLOSED):
            continue
        one = name if name in catalog.categories(other) else other.known.get(name)
        if one is not None:
            counts = f"osai.count({other.name!r}, {one!r}) counts it"
            selects = f"{other.filter}={one!r} selects it and " if other.filter else ""
            return f"it is a category of {other.name}: {selects}{counts}"
    of_code = {text.casefold(): one for text, one in dimension.known.items() if len(text) == 2}
    names = [text for text in dimension.known if len(text) > 2]
    near = nearest(name, (*catalog.categories(dimension), *names)) or ""
    one = dimension.called(name) or of_code.get(name.casefold()) or dimension.known.get(near)
    return f"did you mean {quote(one)}?" if one else ""


def name_taken(catalog: Catalog, dimension: Dimension, name: str) -> str | None:
    """The category that readers would take a name for, whatever its case; None if it is free."""
    found = (c for c in catalog.categories(dimension) if c.casefold() == name.casefold())
    return next(found, None) or dimension.called(name)


def _expand_latest(catalog: Catalog, words: dict[str, object]) -> None:
    """Put the classes in place of `latest`: that of True, or for False all others."""
    if LATEST not in words:
        return
    yes = words.pop(LATEST)
    if not isinstance(yes, bool):
        raise AuthorError(
            f"{LATEST} is {yes!r}", f"write {LATEST}=True, {LATEST}=False, or leave it out"
        )
    classes = catalog.registry["performance_classes"]
    others = [c for c in catalog.categories(classes) if c != LATEST]
    wanted: list[object] = [LATEST] if yes else [*others]
    named = several("performance_class", words.get("performance_class", wanted))
    bad = next((one for one in named if one in (LATEST, *others) and one not in wanted), None)
    if bad is not None:
        raise AuthorError(
            f"{LATEST}={yes} and performance_class {quote(bad)} contradict each other",
            f"keep one of the two; {LATEST}=None undoes what the page sets",
        )
    words["performance_class"] = named


def _examples(catalog: Catalog, dimension: Dimension) -> str:
    return ", ".join(quote(name) for name in [*catalog.categories(dimension)][:3])


def _date(word: str, value: object) -> str | None:
    if value is None:
        return None
    text = value.isoformat()[:10] if isinstance(value, dt.date) else str(value)
    if not re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", text):
        raise AuthorError(
            f"{word} is {quote(text)}", "write a date as '2024', '2024-07' or '2024-07-01'"
        )
    return text


def _score(word: str, value: object) -> Fraction | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise AuthorError(f"{word} is {quote(value)}", "openness scores go from 0 to 1")
    return Fraction(str(value))


def _model_in(catalog: Catalog, word: str, value: object) -> ModelIn:
    models = [_model(catalog, word, name) for name in several(word, value)]
    unique = {m.id: m.name for m in models}
    return ModelIn(tuple(unique), tuple(unique.values()))


def _model(catalog: Catalog, word: str, name: object) -> Model:
    if isinstance(name, Model):
        return name
    if not isinstance(name, str):
        raise AuthorError(f"{word} holds {quote(name)}", "name models by id or name")
    return catalog.named(name)
