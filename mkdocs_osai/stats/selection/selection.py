"""The arguments of a call: which models it selects, and the categories and numbers it names."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from mkdocs_osai.i18n import ENGLISH, using
from mkdocs_osai.index import CLASSES, Model
from mkdocs_osai.problems import AuthorError, UnknownName, nearest, quote
from mkdocs_osai.stats.dimensions.dimension import OTHER, UNDISCLOSED, Dimension
from mkdocs_osai.stats.dimensions.registry import DIMENSION_WORDS, Registry
from mkdocs_osai.stats.dimensions.thresholds import in_words, limit
from mkdocs_osai.stats.selection.conditions import (
    Computed,
    Condition,
    InCategories,
    ModelIn,
    Not,
    Released,
    Scored,
)


def at_least_one(word: str, value: object) -> int:
    """The value of an argument that must be a whole number from 1.

    Raises:
        AuthorError: it is not.
    """
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise AuthorError(f"{word} is {quote(value)}", "write a whole number from 1")
    return value


def yes_or_no(word: str, value: object) -> bool:
    """The value of an argument that must be True, False or None, which means False.

    Raises:
        AuthorError: it is not.
    """
    if value is not None and not isinstance(value, bool):
        raise AuthorError(f"{word} is {quote(value)}", f"write {word}=True, or leave it out")
    return bool(value)


def several(word: str, value: object) -> list[object]:
    """The values of an argument that is one value or a list.

    Raises:
        AuthorError: the list is empty.
    """
    if isinstance(value, set | frozenset):
        value = sorted(value, key=str)
    values = list(value) if isinstance(value, list | tuple) else [value]
    if not values:
        raise AuthorError(f"{word} is an empty list", "name one, or leave it out")
    return values


LATEST = "latest"
"""A performance class and an argument: `latest=True` selects it, `latest=False` the others."""

RESERVED = frozenset(
    (
        *("latest", "since", "until", "min_score", "max_score", "models", "exclude", "dimension"),
        *("by", "top", "other", "groups", "order", "title", "caption", "alt", "id", "kind", "unit"),
        *("cumulative", "over", "measure", "words", "sort", "columns", "as_of", "view", "model"),
        *("name", "decimals", "normalize", "limit", "most", "k"),
        *("min_compute", "max_compute", "possibly", "above", "below", "stage", "constant"),
    )
)
"""Arguments of calls, new and old; no filter can have these names."""

WORDS = (
    *(LATEST, "since", "until", "min_score", "max_score"),
    *("min_compute", "max_compute", "possibly", "models", "exclude"),
)
"""The arguments of a selection that are not filters."""

ARGUMENT_WORDS = {
    word: argument
    for argument, words in {
        "latest": "newest current recent new",
        "since": "after start begin starting date_from year",
        "until": "before end to ending date_to",
        "min_compute": "min_flop min_flops compute_min more_than",
        "max_compute": "max_flop max_flops compute_max less_than",
        "possibly": "possible maybe",
        "min_score": "min_openness minimum at_least",
        "max_score": "max_openness maximum at_most",
        "models": "only names include",
        "exclude": "without excluding not except",
        "as_of": "on at day date asof",
        "top": "limit max most first n k head top_n nlargest number",
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
        "measure": "normalize normalise normalized relative percent percentage shares share stat",
        "unit": "period freq frequency interval granularity time_unit timeunit",
    }.items()
    for word in words.split()
}
"""Words that authors may try → the argument that a message suggests; calls do not accept them."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The filters of a call. A model must meet every condition; no condition selects all models.

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
    def labels(self) -> tuple[str, ...]:
        """The categories that select the models, if nothing else does; classes are not named.

        Example:
            >>> Selection((InCategories("types", "Type", ("text",)),)).labels
            ('text',)
        """
        named = [c.categories for c in self.conditions if isinstance(c, InCategories)]
        complete = len(named) == len(self.conditions)
        single = all(len(one) == 1 and one[0] not in CLASSES for one in named)
        return tuple(one[0] for one in named) if complete and single else ()

    @property
    def by_score(self) -> bool:
        """Whether the selection depends on scores."""
        within = (c.condition if isinstance(c, Not) else c for c in self.conditions)
        return any(isinstance(condition, Scored) for condition in within)

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The names of the dimensions that select the models.

        Example:
            >>> Selection((InCategories("types", "Type", ("text",)),)).dimensions
            ('types',)
        """
        within = (c.condition if isinstance(c, Not) else c for c in self.conditions)
        return tuple(c.dimension for c in within if isinstance(c, InCategories))

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
    """Make a selection from the arguments of a call.

    Args:
        catalog: the names that the call can use.
        words: argument → a value, a list of values (any of them matches), or None for no filter.

    Raises:
        UnknownName: an argument, a category or a model that does not exist.
        AuthorError: arguments that contradict each other, or an invalid value.
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
    if computed := _computed(catalog, words):
        conditions.append(computed)
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
    """Word that authors may try → the argument that it means here."""
    registry = catalog.registry
    of_dimensions = {**DIMENSION_WORDS, **{name: name for name in registry}}
    known_words = {word: name for word, name in of_dimensions.items() if name in registry}
    filters = {word: registry[name].filter or "" for word, name in known_words.items()}
    return {**filters, **ARGUMENT_WORDS}


def in_categories(catalog: Catalog, dimension: Dimension, word: str, value: object) -> InCategories:
    """The condition that a model is in any of the categories of a value.

    True and False are accepted if the dimension has `if_true`.
    """
    if isinstance(value, bool):
        if not dimension.if_true:
            examples = ", ".join(map(quote, [*catalog.categories(dimension)][:3]))
            raise AuthorError(f"{word} is {value}", f"name a category, such as {examples}")
        no = [*dimension.if_false] or [
            c for c in catalog.categories(dimension) if c not in dimension.if_true
        ]
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
    """The category that a name in a call means, as the index spells it.

    Args:
        catalog: the names that the call can use.
        dimension: the dimension of the category.
        name: the name in the call, in any known spelling.
        groups: category → the group that the call counts it to.
        also: more names of categories in this call.

    Raises:
        UnknownName: there is no such category; the message suggests one.
        AuthorError: the call counts the category to a group.
    """
    groups = groups or {}
    found = catalog.categories(dimension)
    for names in (groups.values(), found, also):
        one = next((n for n in names if n == name), None) if isinstance(name, str) else None
        if one is not None:
            break  # the exact name: an equal one, such as of Markup, may print differently
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
    """The category of another spelling, as the index spells it if a model is in it."""
    one = dimension.known.get(name)
    written = [c for c in found if one is not None and dimension.called(c) == one]
    if len(written) > 1:
        raise AuthorError(
            f"{quote(name)} is written in {len(written)} ways in the index",
            f"name those you mean: {', '.join(map(quote, written))}",
        )
    return written[0] if written else one


def _hint(catalog: Catalog, dimension: Dimension, name: object) -> str:
    """A hint for an unknown category: the dimension that has it, or a similar name."""
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
    """The category with a name, ignoring case; None if there is none."""
    found = (c for c in catalog.categories(dimension) if c.casefold() == name.casefold())
    return next(found, None) or dimension.called(name)


def _expand_latest(catalog: Catalog, words: dict[str, object]) -> None:
    """Replace `latest` by `performance_class`: `latest`, or all other classes for False."""
    if LATEST not in words:
        return
    yes = words.pop(LATEST)
    if not isinstance(yes, bool):
        raise AuthorError(
            f"{LATEST} is {quote(yes)}", f"write {LATEST}=True, {LATEST}=False, or leave it out"
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


def _date(word: str, value: object) -> str | None:
    if value is None:
        return None
    text = value.isoformat()[:10] if isinstance(value, dt.date) else str(value)
    form = r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
    if not re.fullmatch(form, text):
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


def _computed(catalog: Catalog, words: Mapping[str, object]) -> Computed | None:
    """The condition on training compute; None if there is none."""
    limits = catalog.registry.thresholds
    least, most = (
        None if words.get(word) is None else limit(word, words[word], limits)
        for word in ("min_compute", "max_compute")
    )
    possibly = yes_or_no("possibly", words.get("possibly"))
    if least is None and most is None:
        if possibly:
            raise AuthorError(
                "possibly has no effect on its own", "add min_compute='1e23' or max_compute='1e23'"
            )
        return None
    if least is not None and most is not None and least >= most:
        with using(ENGLISH):
            between = in_words(least, most)
        raise AuthorError(f"no training compute is {between}", "make min_compute the smaller one")
    return Computed(least, most, possibly)


def _model_in(catalog: Catalog, word: str, value: object) -> ModelIn:
    names = {}
    for one in several(word, value):
        if not isinstance(one, str | Model):
            raise AuthorError(f"{word} holds {quote(one)}", "name models by id or name")
        model = catalog.named(one) if isinstance(one, str) else one
        names[model.id] = model.name
    return ModelIn(tuple(names), tuple(names.values()))
