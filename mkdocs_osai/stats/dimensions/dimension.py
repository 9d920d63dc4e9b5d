"""Dimensions: named ways to sort models into categories, such as countries or quarters."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from importlib.resources import files
from operator import attrgetter
from typing import Literal, get_args

from mkdocs_osai.i18n import gettext_noop, pgettext_noop
from mkdocs_osai.index import Model
from mkdocs_osai.stats.dimensions import thresholds

Hue = Literal["gold", "teal", "purple", "red", "blue"]
HUES: tuple[Hue, ...] = get_args(Hue)
"""The colours of categories; `charts.theme.PALETTE` has their values.

The five largest categories of a dimension without colours of its own get them in this order. Blue
and red are last, because they are the United States and China in the dimensions of places.
"""

SERIES = "series"
"""The colour of numbers that are not split into categories."""

OTHER = pgettext_noop("category", "Other")
"""The category that joins smaller ones."""

UNDISCLOSED = pgettext_noop("category", "Undisclosed")
"""The category of a value that is known to be undisclosed; it is in no group and no rest."""

SAYS_NOTHING = frozenset((UNDISCLOSED.casefold(), "not disclosed", "unknown", "unclear", "n/a"))
"""Values, in lower case, that say nothing of what a model is."""


@dataclass(frozen=True)
class DimensionSpec:
    """The definition of a dimension; `schema.DimensionEntry` documents and validates its keys."""

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
    if_false: Sequence[str] = ()
    period: str | None = None
    order: Sequence[str] = ()
    colors: Mapping[str, str] = dataclasses.field(default_factory=dict)
    threshold: str | None = None


@dataclass(frozen=True)
class Dimension:
    """A named way to sort models into categories.

    Attributes:
        name: the name in calls, such as `national_origins`.
        label: the name for readers, such as "National origin".
        about: the meaning, in a sentence.
        filter: the argument that selects by it, or None.
        order: known categories, in the order for equal counts.
        colors: category → colour.
        closed: whether `order` has all possible categories.
        chronological: whether its categories are spans of time.
        multiple: whether a model can be in several categories.
        if_true: the categories that `True` selects.
        if_false: those that `False` selects; all others, if left out.
        base: the dimension whose categories it groups, if any.
        known: spelling → category, for categories that exist even without models: all countries
            and the names in `join` and `includes`. Calls accept all of these spellings.
        threshold: the threshold in FLOP that training compute is sorted against, or None.
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
    if_false: tuple[str, ...] = ()
    base: Dimension | None = None
    known: Mapping[str, str] = field(default_factory=dict)
    threshold: Fraction | None = None
    _source: str = ""
    _period: str | None = None
    _types: tuple[str, ...] = ()
    _exact: Mapping[str, str] = field(default_factory=dict)
    _patterns: tuple[tuple[tuple[str, ...], str], ...] = ()
    _rest: str | None = None
    _own_names: frozenset[str] = frozenset()
    _grouped: bool = False
    _values: Callable[[Model], str | tuple[str, ...] | None] | None = None

    @property
    def field(self) -> str:
        """The property of a model that it is made from; empty if it groups another dimension."""
        return self._source

    def categories_of(self, model: Model) -> tuple[str, ...]:
        """The categories of a model; empty if it lacks the property of the dimension.

        Example:
            >>> from mkdocs_osai.index import Model
            >>> origins = Dimension("national_origins", "National origin", "", _source="origin")
            >>> origins.categories_of(Model("m", "m.yaml", "M", origin="France"))
            ('France',)
        """
        if self.base is not None:
            return self.sorted(self.base.categories_of(model))
        return self.sorted(next(self.values_of([model])))

    def unknown_in_rest(self, model: Model) -> str | None:
        """The value of a model that says nothing, if it is in a category only as the rest is.

        Example:
            >>> from mkdocs_osai.index import Model
            >>> from mkdocs_osai.stats.dimensions.registry import built_in
            >>> built_in()["regions"].unknown_in_rest(Model("m", "m.yaml", "M", origin="Unknown"))
            'Unknown'
        """
        if self.base is not None and (found := self.base.unknown_in_rest(model)):
            return found
        if not self._grouped or self._rest is None:
            return None
        found_in = self.base.categories_of(model) if self.base else next(self.values_of([model]))
        values = found_in if isinstance(found_in, tuple) else (found_in,) if found_in else ()
        in_rest = all(v.casefold() in SAYS_NOTHING and self._is_rest(v) for v in values)
        return values[0] if values and in_rest else None

    def _is_rest(self, value: str) -> bool:
        """Whether no group of this dimension names a value."""
        folded = value.casefold()
        named = folded in self._exact or any(_has_in_order(folded, p) for p, _ in self._patterns)
        return not named and folded != UNDISCLOSED.casefold()

    def values_of(self, models: Iterable[Model]) -> Iterator[str | tuple[str, ...] | None]:
        """The values of the property that the dimension is made from, as the files have them."""
        if self.threshold is not None:
            of_stage, limit = attrgetter(self._source), self.threshold
            return (thresholds.category(of_stage(model), limit) for model in models)
        if self._values is not None:
            return map(self._values, models)
        if self._source == "modification":
            return map(thresholds.modification, models)
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
        """What unsorted models lack, such as "a tag" or "a class".

        "A category" means that they have a value, but no group of this dimension contains it.
        """
        root = self
        while root.base is not None:
            root = root.base
        values = root.values_of(unsorted)
        if root is not self:
            values = (root.sorted(value) for value in values)
        elif not self._grouped:
            values = iter(())
        return gettext_noop("a category") if any(values) else root.missing

    @property
    def graded(self) -> bool:
        """Whether its categories are the classes of a criterion: open, partial and closed."""
        return self._source.startswith("grades.")

    @property
    def countries(self) -> bool:
        """Whether its categories are the countries of the index."""
        if self._grouped or self.base is None:
            return self._source == "origin" and not self._grouped
        return self.base.countries

    @property
    def missing(self) -> str:
        """What a model without a value lacks."""
        if self._period:
            return PERIODS[self._period]
        if self._source.startswith("grades."):
            return gettext_noop("a class")
        return _MISSING.get(self._source, gettext_noop("a figure"))

    def called(self, text: str) -> str | None:
        """The category that a text means, ignoring case; None if there is none.

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

    def category_named(self, text: str) -> str | None:
        """The category that a text names: one of its groups, or the category of a value.

        Example:
            >>> from mkdocs_osai.stats.dimensions.registry import built_in
            >>> built_in()["regions"].category_named("europe")
            'Europe'
        """
        folded = text.casefold()
        for name in self.order:
            if name.casefold() == folded:
                return name
        return None if self._grouped else next(iter(self.sorted(text)), None)

    def is_own_name(self, value: str) -> bool:
        """Whether a value in `includes` counts to another category, such as the name of a lab."""
        return value.casefold() in self._own_names

    def other_names(self, models: Iterable[Model]) -> tuple[str, ...]:
        """The other names of a category in the files of its models; empty if values are grouped.

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
        """The categories of a value of the property, or of categories of the base."""
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


PERIODS = {
    "month": gettext_noop("a month of release"),
    "quarter": gettext_noop("a quarter of release"),
    "year": gettext_noop("a year of release"),
}
"""Unit of time → what a model without it lacks."""

_MISSING = {
    "origin": gettext_noop("a tag"),
    "contributor": gettext_noop("a tag"),
    "types": gettext_noop("a type"),
    "performance_class": gettext_noop("a performance class"),
    "license": gettext_noop("a licence"),
    "organization": gettext_noop("an organisation"),
    "released": gettext_noop("a date of release"),
    "base_model": gettext_noop("a base model"),
    "base_families": gettext_noop("a family"),
    "derived": gettext_noop("a base that a rule finds"),
    "base_organizations": gettext_noop("a maker of the base"),
    "definitions": gettext_noop("a certain answer"),
    "license_weights": gettext_noop("a licence of the weights"),
    "license_code": gettext_noop("a licence of the code"),
    "license_data": gettext_noop("a licence of the data"),
}
"""Property of a model → what a model without it lacks."""


def _has_in_order(text: str, parts: tuple[str, ...]) -> bool:
    """Whether a text matches a pattern, in linear time; the parts are the texts between its `*`."""
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


MOST = 240
"""The most spans of a table or chart: the months of twenty years."""

_SPAN = re.compile(r"\d{4}(?P<part> Q[1-4]|-(?:0[1-9]|1[0-2]))?", re.ASCII)
_PER_YEAR = {"": 1, " ": 4, "-": 12}


def spans_between(names: Sequence[str]) -> list[str]:
    """All years, quarters or months from the first to the last name, without gaps.

    Returns:
        The spans; empty if a name is not a span, if the names are of different kinds or not in
        order, or if there are more than `MOST`.

    Example:
        >>> spans_between(["2023 Q3", "2024 Q1"])
        ['2023 Q3', '2023 Q4', '2024 Q1']
        >>> spans_between(["2024", "2023"])
        []
    """
    found = [_SPAN.fullmatch(name) for name in names]
    kinds = {(match["part"] or "")[:1] if match else None for match in found}
    kind = kinds.pop() if len(kinds) == 1 else None
    if kind is None or list(names) != sorted(names):
        return []
    per_year = _PER_YEAR[kind]
    first, last = (_number(name, per_year) for name in (names[0], names[-1]))
    if not 0 <= last - first < MOST:
        return []
    return [_name(number, per_year) for number in range(first, last + 1)]


def span_of(date: str, period: str) -> str | None:
    """The `year`, `quarter` or `month` of a date; None if the date is less exact.

    Example:
        >>> span_of("2024-07-01", "quarter"), span_of("2024", "month")
        ('2024 Q3', None)
    """
    if period == "year":
        return date[:4]
    month = date[5:7]
    if not month:
        return None
    return f"{date[:4]} Q{(int(month) + 2) // 3}" if period == "quarter" else date[:7]


def unfinished(spans: Sequence[str], date: dt.date | None) -> str | None:
    """The last of some spans, if it is not over on a date; else None.

    Example:
        >>> unfinished(["2025", "2026"], dt.date(2026, 6, 12))
        '2026'
        >>> unfinished(["2025"], dt.date(2025, 12, 31)) is None
        True
    """
    if not spans or date is None or not _SPAN.fullmatch(spans[-1]):
        return None
    unit = {4: "year"}.get(len(spans[-1]), "quarter" if " " in spans[-1] else "month")
    tomorrow = date.toordinal() + 1
    if tomorrow > dt.date.max.toordinal():
        return None
    day = dt.date.fromordinal(tomorrow).isoformat()
    return spans[-1] if span_of(day, unit) == spans[-1] else None


def _number(span: str, per_year: int) -> int:
    part = {1: "1", 4: span[-1], 12: span[-2:]}[per_year]
    return int(span[:4]) * per_year + int(part) - 1


def _name(number: int, per_year: int) -> str:
    year, part = divmod(number, per_year)
    return {1: f"{year:04}", 4: f"{year:04} Q{part + 1}", 12: f"{year:04}-{part + 1:02}"}[per_year]


@cache
def countries() -> Mapping[str, tuple[str, ...]]:
    """ISO 3166-1 code → the name that the index writes, and other spellings of it.

    A country can be counted, grouped and put in an order even if no model comes from it.
    """
    table = files("mkdocs_osai.stats.dimensions").joinpath("countries.txt").read_text("utf-8")
    rows = (line.partition(" ") for line in table.splitlines())
    return {code: tuple(names.split(" | ")) for code, _, names in rows}


@cache
def by_spelling() -> Mapping[str, str]:
    """Every spelling of every country, codes included → its name.

    Example:
        >>> by_spelling()["NL"], by_spelling()["The Netherlands"]
        ('Netherlands', 'Netherlands')
    """
    return {text: names[0] for code, names in countries().items() for text in (code, *names)}


@cache
def _by_folded() -> Mapping[str, tuple[str, ...]]:
    return {name.casefold(): names for names in countries().values() for name in names}


def spellings(tag: str) -> tuple[str, ...]:
    """The name of the country that a tag means, and its other spellings; empty if it is none.

    Case makes no difference. Codes are not accepted: "NA" need not mean Namibia.

    Example:
        >>> spellings("the netherlands"), spellings("NA")
        (('Netherlands', 'The Netherlands', 'Holland'), ())
    """
    return _by_folded().get(tag.casefold(), ())
