"""The database, a table of all models that a script filters, and the page that compares models."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Any
from urllib.parse import quote, urlencode

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from mkdocs_osai.charts.theme import MARKS
from mkdocs_osai.i18n import (
    ENGLISH,
    gettext,
    gettext_noop,
    language,
    pgettext,
    pgettext_noop,
    using,
)
from mkdocs_osai.index import CLASSES, Criterion, Model
from mkdocs_osai.index.grades import UNGRADED
from mkdocs_osai.sanitize import plain_line, web_address
from mkdocs_osai.stats import Index, rounded
from mkdocs_osai.stats.dimensions.thresholds import compute_of
from mkdocs_osai.stats.formatting import in_figures, shown
from mkdocs_osai.stats.selection.conditions import InCategories, Released, Scored
from mkdocs_osai.stats.selection.selection import Selection
from mkdocs_osai.views.compute import in_words, license_facts
from mkdocs_osai.views.links import render, template_value
from mkdocs_osai.views.script_texts import compare_texts, database_texts
from mkdocs_osai.views.texts import (
    asked_of,
    criterion_name,
    type_names,
)
from mkdocs_osai.views.urls import PageUrls

STATES = {
    **{cls: (mark, cls) for cls, mark in MARKS.items()},
    "none": ("–", "not told"),  # noqa: RUF001 - it is meant
    "na": (pgettext_noop("does not apply, in a cell", "n/a"), "does not apply"),
}
"""The states of a model on a criterion: the character and the words of each."""

FACTS = {
    "organization": gettext_noop("Organisation"),
    "origin": gettext_noop("Origin"),
    "type": gettext_noop("Type"),
    "performance_class": gettext_noop("Performance"),
    "released": gettext_noop("Released"),
    "license": gettext_noop("Licence"),
    "compute": gettext_noop("Training compute"),
    "license_weights": gettext_noop("Weights licence"),
    "license_code": gettext_noop("Code licence"),
    "license_data": gettext_noop("Data licence"),
    "contributor": gettext_noop("Contributor"),
    "base_model": gettext_noop("Base model"),
}
"""The columns of a model, apart from its name, its score and the criteria."""

FIRST = ("type", "performance_class", "origin")
"""The first filters."""

PANELS = {
    **dict.fromkeys(("academic", "big_tech"), "contributor"),
    **dict.fromkeys(("license_weights", "license_code", "license_data"), "license"),
    **dict.fromkeys(("compute_end", "compute_total", "modification"), "compute_base"),
}
"""Filter → another one, in whose panel it is; a dimension with groups is in that of its base."""

PANEL_LABELS = {
    "compute_base": gettext_noop("Training compute"),
    "contributor": gettext_noop("Contributor"),
}
"""Filter → the label of its panel, if it is not that of the filter."""

RESERVED = (
    *("find", "sort", "since", "until", "min_score", "max_score", "columns"),
    *("name", "score", "released", "base_model", "compute"),
)
"""Names of columns, and parameters in the address of the database that are not filters."""


@dataclass(frozen=True, slots=True)
class Option:
    """A category to filter by, and the number of its models."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter of the database.

    Attributes:
        key: its name in the address.
        label: its name for readers.
        options: its categories; a row refers to them by their place.
        criterion: its criterion, if it is about one.
        base: the name of the filter whose categories it groups, if there is one.
    """

    key: str
    label: str
    options: tuple[Option, ...]
    criterion: Criterion | None = None
    base: str | None = None


@dataclass(frozen=True, slots=True)
class FilterPanel:
    """Filters that open together, groups of categories first."""

    label: str
    filters: tuple[Filter, ...]


@dataclass(frozen=True, slots=True)
class DatabaseRow:
    """A model in the database.

    Attributes:
        model: the model.
        places: for each filter, the places of the options of the model.
        states: for each criterion, a key of `STATES`.
        facts: the texts of its other columns.
        values: the same in English, by which a script exports them.
    """

    model: Model
    places: str
    states: tuple[str, ...]
    facts: tuple[str, ...]
    values: tuple[str, ...]

    @property
    def cells(self) -> Iterator[tuple[str, str]]:
        """The other columns: the text of each, and its value in English."""
        return zip(self.facts, self.values, strict=True)

    @property
    def score(self) -> str:
        """The score with two decimals and a point, by which a script sorts."""
        score = self.model.score
        return "" if score is None else in_figures(score, 2)

    @property
    def id(self) -> str:
        """The id of the model, percent-encoded, so that a script cannot interpret it as HTML."""
        return quote(plain_line(self.model.id), safe="")

    @property
    def least_compute(self) -> str:
        """The lowest training compute that its bounds allow, by which a script sorts."""
        compute = compute_of(self.model)
        low = compute and compute.low
        return "" if low is None else f"{low:g}"

    @property
    def exact(self) -> str:
        """The score, if it has more than the two decimals of the table."""
        score = self.model.score
        if score is None or Fraction(in_figures(score, 2)) == score:
            return ""
        return repr(float(score))


def states() -> dict[str, tuple[str, str]]:
    """The states of a model on a criterion, with their words in the language of the site."""
    return {
        name: (pgettext("does not apply, in a cell", mark), shown(words))
        for name, (mark, words) in STATES.items()
    }


def database_page(index: Index, where: PageUrls) -> str:
    """The page of the database as HTML."""
    found = filters_of(index)
    panels = filter_panels(found)
    criteria = [f for f in found if f.criterion]
    # The script finds the filters in the order of the page, and so are the places in each row.
    filters = [*(f for panel in panels for f in panel.filters), *criteria]
    return render(
        "database.html",
        index=index,
        where=where,
        panels=panels,
        months=months_of(index),
        criteria=criteria,
        groups=[(name, len([*of])) for name, of in groupby(index.criteria, lambda c: c.group)],
        rows=rows_of(index, filters),
        facts=FACTS,
        states=states(),
        asked=asked_of(index, index.criteria, where.language),
        words=_json([database_texts(STATES)]),
    )


def filters_of(index: Index) -> list[Filter]:
    """The filters of an index; the criteria last, in their order."""
    by_ref = {c.ref: c for c in index.criteria}
    words = sorted(index.registry.filters, key=lambda w: FIRST.index(w) if w in FIRST else 9)
    plain, graded = [], {}
    for word in words:
        dimension = index.registry.filters[word]
        ref = word if word in by_ref else word.removesuffix("_class")
        criterion = by_ref.get(ref) if dimension.order == CLASSES else None
        if criterion:
            graded[ref] = Filter(key(word), criterion.name, _classes(index, criterion), criterion)
            continue
        found = index.tally(dimension.name).categories
        options = tuple(Option(c.name, shown(c.name), c.count) for c in found if c.count)
        if options:
            base = dimension.base.filter if dimension.base else None
            plain.append(Filter(key(word), dimension.label, options, base=base))
    return [*plain, *(graded[c.ref] for c in index.criteria)]


def filter_panels(filters: Sequence[Filter]) -> list[FilterPanel]:
    """The panels of the filters that are about no criterion."""
    plain = {one.key: one for one in filters if not one.criterion}
    panels: dict[str, list[Filter]] = {}
    for one in plain.values():
        place = one.base or PANELS.get(one.key) or one.key
        panels.setdefault(place if place in plain else one.key, []).append(one)
    found = []
    for name, within in panels.items():
        within.sort(key=lambda f, n=name: (f.base != n, f.key != n))  # type: ignore[misc]
        found.append(FilterPanel(PANEL_LABELS.get(name, plain[name].label), tuple(within)))
    return found


def months_of(index: Index) -> tuple[str, str] | None:
    """The first and the last month in which a model was released; None if none is known."""
    dates = sorted(m.released for m in index.models if m.released and _DATE.match(m.released))
    return (dates[0][:4] + "-01", dates[-1][:4] + "-12") if dates else None


_DATE = re.compile(r"\d{4}(-\d\d)?")


def rows_of(index: Index, filters: Sequence[Filter]) -> list[DatabaseRow]:
    """The models, most open first, those without a score last."""
    places: dict[str, list[str]] = {model.id: [] for model in index.models}
    dimensions = {key(word): dimension for word, dimension in index.registry.filters.items()}
    for one in filters:
        place = {option.value: str(i) for i, option in enumerate(one.options)}
        for model in index.models:
            if one.criterion:
                found = [str([*STATES].index(state(one.criterion, model)))]
            else:
                categories = dimensions[one.key].categories_of(model)
                found = [place[c] for c in categories if c in place]
            places[model.id].append(".".join(found))
    return [
        DatabaseRow(
            model,
            ",".join(places[model.id]),
            tuple(state(f.criterion, model) for f in filters if f.criterion),
            *_facts_and_values(model),
        )
        for model in most_open_first(index)
    ]


def most_open_first(index: Index, **selection: object) -> list[Model]:
    """The models of a selection, most open first, then by name; those without a score last."""
    unscored = [m for m in index.selected(**selection) if m.score is None]
    return [*index.ranked(**selection), *unscored]


def state(criterion: Criterion, model: Model) -> str:
    """The state of a model on a criterion, a key of `STATES`.

    Example:
        >>> state(Criterion("code", "Code", "All", ("text",)), Model("m", "m.yaml", "M"))
        'na'
    """
    if set(criterion.types).isdisjoint(model.types):
        return "na"
    return model.class_of(criterion.ref) or "none"


def facts_of(model: Model) -> tuple[str, ...]:
    """The texts of the columns of `FACTS`."""
    written = {
        "type": ", ".join(type_names(model.types)),
        "performance_class": shown(model.performance_class or ""),
        "origin": shown(model.origin or ""),
        "contributor": shown(model.contributor or ""),
        "organization": shown(model.organization or ""),
        "license": shown(model.license or ""),
        "base_model": shown(model.base_model or ""),
        "compute": in_words(compute_of(model)),
        **{f"license_{part}": text for part, text in license_facts(model)},
    }
    return tuple(written.get(fact) or getattr(model, fact, None) or "" for fact in FACTS)


def _facts_and_values(model: Model) -> tuple[tuple[str, ...], tuple[str, ...]]:
    facts = facts_of(model)
    if language() == ENGLISH:
        return facts, facts
    with using(ENGLISH):
        return facts, facts_of(model)


def key(word: str) -> str:
    """The name of a filter in the address of the database.

    Example:
        >>> key("origin"), key("sort")
        ('origin', 'sort_class')
    """
    return f"{word}_class" if word in RESERVED else word


def query(index: Index, selection: Selection) -> str | None:
    """A selection as the query of the address of the database; None if it cannot be expressed.

    Example:
        >>> from mkdocs_osai import load
        >>> index = load("models")
        >>> query(index, index.select(type=["text", "code"], since="2024"))
        'type=text&type=code&since=2024'
    """
    found: list[tuple[str, object]] = []
    for condition in selection.conditions:
        if isinstance(condition, InCategories):
            word = index.registry[condition.dimension].filter
            if word is None:
                return None
            found += [(key(word), category) for category in condition.categories]
        elif isinstance(condition, Released):
            found += [("since", condition.since), ("until", condition.until)]
        elif isinstance(condition, Scored):
            ends = (condition.least, condition.most)
            numbers = [None if e is None else f"{float(e):g}" for e in ends]
            found += zip(("min_score", "max_score"), numbers, strict=True)
        else:
            return None
    return urlencode(
        [(name, str(template_value(value))) for name, value in found if value is not None]
    )


def _classes(index: Index, criterion: Criterion) -> tuple[Option, ...]:
    found = [state(criterion, model) for model in index.models]
    return tuple(
        Option(name, words, found.count(name))
        for name, (_, words) in states().items()
        if name != "na"
    )


def compare_page(index: Index, where: PageUrls) -> str:
    """The page of the comparison as HTML."""
    models = index.selected()
    data = _json(_data(index, where.language))
    return render("compare.html", index=index, models=models, where=where, data=data)


def _json(data: object) -> Markup:
    """Data for a script as JSON in HTML."""
    return htmlsafe_json_dumps(data, json.dumps, separators=(",", ":"))


def _data(index: Index, tag: str) -> list[Any]:
    """The data for the script: the models in the order of their names, and each address once.

    The texts of the script come first. It is a list because Material, with instant navigation, runs
    every script element of a page, whatever its type, and a list does nothing.
    """
    places: dict[str, int] = {}
    names = [*STATES]
    asked = asked_of(index, index.criteria, tag)
    models = []
    for model in index.selected():
        links = [
            [
                places.setdefault(url, len(places))
                for url in map(web_address, model.grades.get(c.ref, UNGRADED).links)
                if url is not None
            ]
            for c in index.criteria
        ]
        models.append(
            [
                template_value(model.id),
                template_value(model.name),
                shown("not told") if model.score is None else rounded(model.score, 2),
                [names.index(state(c, model)) for c in index.criteria],
                [template_value(fact) for fact in facts_of(model)],
                links,
            ]
        )
    return [
        compare_texts(),
        [[name, *words] for name, words in states().items()],
        [
            [*map(template_value, (criterion_name(c), str(asked[c.ref]), c.ref))]
            for c in index.criteria
        ],
        [*map(gettext, FACTS.values())],
        [*places],
        models,
    ]
