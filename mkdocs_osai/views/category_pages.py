"""The pages of categories, and the pages that list the categories of a dimension."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from markupsafe import Markup

from mkdocs_osai.i18n import gettext, language, listed
from mkdocs_osai.index import Criterion, Model
from mkdocs_osai.stats import Category, Index, Tally
from mkdocs_osai.stats.formatting import continued, shown, titled
from mkdocs_osai.stats.results.ranking import mean_openness
from mkdocs_osai.views.database_page import query, state, states
from mkdocs_osai.views.links import Link, as_written, date_in_words, render
from mkdocs_osai.views.texts import asked_of, models_by
from mkdocs_osai.views.urls import DATABASE, PageUrls, link

AROUND = 2
"""How many categories a page lists before and after its own."""


class CategoryRow(NamedTuple):
    """A model; `states` has a key of `STATES` for each criterion of the table."""

    model: Model
    organization: tuple[Link, ...]
    released: str
    states: tuple[str, ...]


class CategoryBar(NamedTuple):
    """A category in a list of categories; `length` is that of its bar, in percent."""

    name: str
    shown: str
    href: str | None
    models: int
    percent: str
    length: str
    mean: Fraction | None


def overview_page(index: Index, dimension: str, category: str, where: PageUrls) -> str:
    """The page of a category as HTML."""
    tally = index.tally(dimension)
    names = [c.name for c in tally.categories]
    place = names.index(category)
    found = tally.categories[place]
    first = max(0, min(place - AROUND, len(names) - 2 * AROUND - 1))
    neighbors = tally.categories[first : first + 2 * AROUND + 1]
    models = [index.model(one) for one in found.models]
    models.sort(key=lambda m: (m.score is None, -(m.score or 0), m.name.casefold(), m.id))
    criteria = [c for c in index.criteria if any(state(c, m) != "na" for m in models)]
    word = tally.dimension.filter
    selection = query(index, index.select(**{word: category})) if word else None
    return render(
        "overview.html",
        index=index,
        tally=tally,
        category=found,
        shown=shown(category),
        lowered=continued(tally.label),
        criteria=criteria,
        asked=asked_of(index, criteria, where.language),
        states=states(),
        other_names=listed(
            [gettext("“{name}”", name=name) for name in tally.dimension.other_names(models)]
        ),
        rows=[_row(index, model, criteria, where, dimension) for model in models],
        mean=_means(index, dimension)[category],
        mean_of_all=_mean(index),
        neighbors=_bars(index, tally, neighbors, where) if len(names) > 1 else [],
        database=link(DATABASE) + (f"?{selection}" if selection else ""),
        where=where,
    )


def overviews_page(index: Index, dimension: str, where: PageUrls) -> str:
    """The page that lists the categories of a dimension as HTML."""
    tally = index.tally(dimension)
    others = [Link(titled(index.registry[d].label), where.overview(d)) for d in where.overviews]
    return render(
        "overviews.html",
        index=index,
        tally=tally,
        title=models_by(tally.label),
        lowered=continued(tally.label),
        categories=_bars(index, tally, tally.categories, where),
        others=[o for o in others if o.href != where.overview(dimension)],
        where=where,
    )


def _bars(
    index: Index, tally: Tally, categories: Iterable[Category], where: PageUrls
) -> list[CategoryBar]:
    most = max(c.count for c in tally.categories)
    return [
        CategoryBar(
            c.name,
            shown(c.name),
            where.category(tally.name, c.name),
            c.count,
            c.percent,
            f"{100 * c.count / most:.1f}",
            _means(index, tally.name)[c.name],
        )
        for c in categories
    ]


def _means(index: Index, dimension: str) -> dict[str, Fraction | None]:
    """Category → its mean openness."""
    return index.memoize(
        ("means", dimension),
        lambda: {
            c.name: mean_openness(index.model(one) for one in c.models)
            for c in index.tally(dimension).categories
        },
    )


def _mean(index: Index) -> Fraction | None:
    return index.memoize("mean", lambda: mean_openness(index.models))


def _row(
    index: Index, model: Model, criteria: list[Criterion], where: PageUrls, dimension: str
) -> Markup:
    """The row of a model in the table of a category; it is the same in many of them."""
    organizations = dimension != "organizations"
    key = "overview row", language(), model.id, organizations, tuple(c.ref for c in criteria)

    def row() -> Markup:
        html = render(
            "overview_row.html",
            row=CategoryRow(
                model,
                as_written(index, model, "organizations", model.organization, where),
                date_in_words(model.released) if model.released else "",
                tuple(state(c, model) for c in criteria),
            ),
            states=states(),
            organizations=organizations,
            where=where,
        )
        return Markup(html.strip())  # noqa: S704 - the template has escaped it

    return index.memoize(key, row)
