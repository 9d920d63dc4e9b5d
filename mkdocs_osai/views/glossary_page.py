"""The glossary: what the criteria, the classes and the dimensions of an index mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple
from urllib.parse import urlencode

from mkdocs_osai.i18n import gettext_noop
from mkdocs_osai.index import Criterion
from mkdocs_osai.stats import Dimension, Index
from mkdocs_osai.views.database_page import STATES, filters_of, state, states
from mkdocs_osai.views.links import render, template_value
from mkdocs_osai.views.texts import Asked, asked_of
from mkdocs_osai.views.urls import (
    DATABASE,
    PageUrls,
    criterion_anchor,
    dimension_anchor,
    dimensions_of,
    link,
)

CLASS_TEXTS = {
    "open": gettext_noop("Counts 1 in the openness score."),
    "partial": gettext_noop("Counts ½ in the openness score."),
    "closed": gettext_noop("Counts 0 in the openness score."),
    "none": gettext_noop(
        "The file of the model has no class for the criterion. Counts 0 in the openness score."
    ),
    "na": gettext_noop(
        "The criterion is for other types of models. It does not count in the openness score."
    ),
}
"""State → what it means for the openness score, as `Model.score` computes it."""

OPENNESS_TEXT = gettext_noop(
    "The mean over the criteria that apply to the types of a model, from 0 to 1: open counts 1, "
    "partial ½, closed or not told 0. A model without a type has no score."
)


GIVEN = tuple(name for name in STATES if name != "na")
"""The states of models on a criterion that applies to them."""


class Count(NamedTuple):
    """How many models have a state on a criterion, with a link to them in the database."""

    state: str
    models: int
    href: str | None


class CriterionTerm(NamedTuple):
    """A criterion in the glossary.

    Attributes:
        criterion: the criterion.
        anchor: the id of the entry.
        text: what it asks, from the files of the index; empty if they do not say.
        counts: the states of the models that it applies to.
        of: how many models it applies to.
    """

    criterion: Criterion
    anchor: str
    text: Asked
    counts: tuple[Count, ...]
    of: int


class DimensionTerm(NamedTuple):
    """A dimension in the glossary: how many categories it has, and the page that lists them."""

    dimension: Dimension
    anchor: str
    categories: int
    href: str | None


def glossary_page(index: Index, where: PageUrls) -> str:
    """The glossary as HTML.

    Example:
        >>> from mkdocs_osai import load
        >>> from mkdocs_osai.views.urls import page_urls
        >>> index = load("models")
        >>> 'id="criterion-paper"' in glossary_page(index, page_urls(index))
        True
    """
    entries = [*criterion_entries(index, where)]
    return render(
        "glossary.html",
        index=index,
        groups=[(name, [*of]) for name, of in groupby(entries, lambda e: e.criterion.group)],
        classes=[(name, *words, CLASS_TEXTS[name]) for name, words in states().items()],
        states=states(),
        openness=OPENNESS_TEXT,
        dimensions=[
            DimensionTerm(
                dimension,
                dimension_anchor(dimension.name),
                len(index.tally(dimension.name).categories),
                where.overview(dimension.name),
            )
            for dimension in dimensions_of(index)
        ],
    )


def criterion_entries(index: Index, where: PageUrls) -> Iterator[CriterionTerm]:
    """The criteria of an index, in their order."""
    asked = asked_of(index, index.criteria, where.language)
    for one in filters_of(index):
        if one.criterion is None:
            continue
        found = Counter(state(one.criterion, model) for model in index.models)
        yield CriterionTerm(
            one.criterion,
            criterion_anchor(one.criterion.ref),
            asked[one.criterion.ref],
            tuple(Count(name, found[name], _models(one.key, name)) for name in GIVEN),
            sum(found.values()) - found["na"],
        )


def _models(key: str, name: str) -> str:
    """A link to the models with a state on a criterion, in the database."""
    return f"{link(DATABASE)}?{urlencode([(str(template_value(key)), name)])}"
