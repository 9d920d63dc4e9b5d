"""The page of a model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from mkdocs_osai.history.changelog_entry import ChangelogEntry
from mkdocs_osai.i18n import ENGLISH, gettext, gettext_noop, pgettext, pgettext_noop, using
from mkdocs_osai.index import Criterion, Grade, Model
from mkdocs_osai.index.criteria import CLASSES
from mkdocs_osai.index.grades import UNGRADED
from mkdocs_osai.sanitize import html_attribute, html_text, markdown_snippet, web_address
from mkdocs_osai.stats import Index
from mkdocs_osai.stats.dimensions.dimension import OTHER, UNDISCLOSED
from mkdocs_osai.stats.formatting import day_in_words, rounded, shown, titled
from mkdocs_osai.stats.results.ranking import Rank, ranks
from mkdocs_osai.views.compute import compute_facts, license_facts
from mkdocs_osai.views.data_files import clean_address
from mkdocs_osai.views.definition_pages import met_by
from mkdocs_osai.views.lineage_page import families_with_descendants, family_tree
from mkdocs_osai.views.links import (
    Link,
    as_written,
    date_in_words,
    render,
    sorted_into,
    template_value,
    web_links,
)
from mkdocs_osai.views.texts import asked_of, types_in_words
from mkdocs_osai.views.urls import PageUrls

MOST = 8
"""The most models in a list of related models."""

UNDISCLOSED_BASES = frozenset(("unknown", "undisclosed"))
"""Values of a file for a base model that is not disclosed."""


@dataclass(frozen=True)
class Mention:
    """A page that mentions a model: its title, and its source on the site."""

    title: str
    source: str


class Fact(NamedTuple):
    """A property of a model, its values, and the name of its dimension; empty if it has none."""

    label: str
    values: tuple[Link, ...]
    dimension: str = ""


class Graded(NamedTuple):
    """A criterion of a model, with its grade and the links that show it."""

    criterion: Criterion
    grade: Grade
    evidence: tuple[Link, ...]


class ModelRank(NamedTuple):
    """The rank of a model, the type that the others have, if any, and the sentence that says it."""

    rank: Rank
    type: str
    sentence: str


class RelatedModels(NamedTuple):
    """Models of the same organisation or lineage: the first ones, and how many more."""

    title: str
    models: tuple[Model, ...]
    more: int
    href: str | None


def model_page(  # noqa: PLR0913 - what a site knows of a model
    index: Index,
    model: Model,
    where: PageUrls,
    mentions: Sequence[Mention],
    *,
    history: Sequence[ChangelogEntry] = (),
    improve: str | None = None,
    data: str | None = None,
    badge: str | None = None,
    site_url: str | None = None,
    directory_urls: bool = True,
) -> str:
    """The page of a model as HTML.

    Args:
        index: the index of the model.
        model: the model.
        where: the generated pages.
        mentions: the pages that mention the model.
        history: the changes of the model, newest first.
        improve: the URL where its file can be changed.
        data: the path of its data as JSON, if there is one.
        badge: the path of its badge, if there is one.
        site_url: the URL of the site, for the snippets of the badge.
        directory_urls: whether addresses of the site end with `/`.
    """
    graded = grades_of(index, model)
    facts = list(facts_of(index, model, where))
    groups: dict[str, list[Graded]] = {}
    for one in graded:
        groups.setdefault(one.criterion.group, []).append(one)
    classes = [one.grade.cls for one in graded]
    page = where.models.get(model.id)
    return render(
        "model.html",
        index=index,
        model=model,
        where=where,
        lead=lead(model),
        facts=facts,
        about={
            fact.dimension: index.registry[fact.dimension].about for fact in facts if fact.dimension
        },
        compute=[*compute_facts(model)],
        license_parts=[(gettext(part.capitalize()), text) for part, text in license_facts(model)],
        asked=asked_of(index, index.criteria, where.language),
        groups=groups,
        graded=graded,
        classes=[c for c in (*CLASSES, None) for _ in range(classes.count(c))],
        counts=Counter(classes),
        omitted=len(index.criteria) - len(graded),
        types=types_in_words(model.types),
        places=_places(index, model) if model.score is not None else [],
        definitions=met_by(index, model, where),
        families=[family_tree(index, name, where) for name in _families_of(index, model)],
        related=related_models(index, model, where),
        links=web_links(model.links),
        organization_links=web_links(model.organization_links),
        mentions=mentions,
        history=history,
        improve=improve and web_address(improve),
        data=data,
        badge=badge,
        snippets=_snippets(model, site_url, badge, page, directory_urls=directory_urls),
        citation=_citation(index, model),
        source=web_address(index.about.source),
    )


def lead(model: Model) -> str:
    """A model in a sentence.

    Example:
        >>> from mkdocs_osai import load
        >>> lead(load("models").model("bloomz"))
        'A text model by BigScience Workshop, released September 2022.'
    """
    types = types_in_words(model.types)
    if not types:
        what = gettext("A model")
    elif types[:1] in tuple("aeiou"):
        what = gettext("An {types} model", types=types)
    else:
        what = gettext("A {types} model", types=types)
    maker, date = model.organization, _when(model.released or "")
    if maker and date:
        return gettext("{model} by {maker}, released {date}.", model=what, maker=maker, date=date)
    if maker:
        return gettext("{model} by {maker}.", model=what, maker=maker)
    return gettext("{model}, released {date}.", model=what, date=date) if date else f"{what}."


def _when(date: str) -> str:
    """A year, month or day after "released"."""
    words = date_in_words(date)
    if words == date:
        return pgettext("released in a year", "{date}", date=words) if date else ""
    context = "released in a month" if len(date) == len("2024-07") else "released on a day"
    return pgettext(context, "{date}", date=words)


_WHEN = (
    pgettext_noop("released in a year", "{date}"),
    pgettext_noop("released in a month", "{date}"),
    pgettext_noop("released on a day", "{date}"),
)


def grades_of(index: Index, model: Model) -> list[Graded]:
    """The criteria that apply to a model, each with its grade and evidence."""

    def graded() -> list[Graded]:
        criteria = index.criteria.that_apply_to(model.types)
        grades = [model.grades.get(c.ref, UNGRADED) for c in criteria]
        return [Graded(c, g, web_links(g.links)) for c, g in zip(criteria, grades, strict=True)]

    return index.memoize(("graded", model.id), graded)


def facts_of(index: Index, model: Model, where: PageUrls) -> Iterator[Fact]:
    """The properties of a model, in the order of its page."""

    def written(dimension: str, text: str | None, called: str = "") -> Fact:
        links = as_written(index, model, dimension, text, where)
        return Fact(called or titled(index.registry[dimension].label), links, dimension)

    def categories(dimension: str) -> Fact:
        links = sorted_into(index, model, dimension, where)
        return Fact(titled(index.registry[dimension].label), links, dimension)

    origin = written("national_origins", model.origin)
    others = (shown(name) for name in (UNDISCLOSED, OTHER))
    known = {one.text for one in origin.values} | {*others}
    regions = [region for region in categories("regions").values if region.text not in known]
    base = _base(index, model)
    base_page = where.model(base) if base is not None else None
    yield written("organizations", model.organization)
    yield origin._replace(values=(*origin.values, *regions))
    yield written("contributor_types", model.contributor)
    yield categories("types")
    released = date_in_words(model.released) if model.released else None
    yield written("release_years", released, gettext("Released"))
    yield written("licenses", model.license)
    yield Fact(
        gettext("Base model"),
        (Link(shown(model.base_model), base_page),) if model.base_model else (),
    )
    if bases := index.lineage.ancestors(model):
        entries = (index.model(b.entry) if b.entry else None for b in bases)
        links = (
            Link(b.name, where.model(e) if e else None) for b, e in zip(bases, entries, strict=True)
        )
        yield Fact(gettext("Stands on"), tuple(links))
    yield Fact(gettext("End user model"), (Link(model.end_model),) if model.end_model else ())
    yield categories("performance_classes")


def _families_of(index: Index, model: Model) -> tuple[str, ...]:
    """The families of a model that models of another line stand on."""
    known = families_with_descendants(index)
    return tuple(name for name in index.lineage.of(model).families if name in known)


def _base(index: Index, model: Model) -> Model | None:
    """The base model of a model, if exactly one model of the index has its name."""
    if not model.base_model or model.base_model.casefold() in UNDISCLOSED_BASES:
        return None
    called, ending = index.memoize("models by name", lambda: _by_name(index))
    wanted = model.base_model.casefold()
    named = [m for m in called.get(wanted, ()) if m.id != model.id]
    found = named or [m for m in ending.get(wanted, ()) if m.id != model.id]
    return found[0] if len(found) == 1 else None


def _by_name(index: Index) -> tuple[dict[str, list[Model]], dict[str, list[Model]]]:
    """The models by their ids, names and aliases, and by their end model, in lower case."""
    called: dict[str, list[Model]] = {}
    ending: dict[str, list[Model]] = {}
    for model in index.models:
        for name in dict.fromkeys(map(str.casefold, (model.id, model.name, *model.aliases))):
            called.setdefault(name, []).append(model)
        ending.setdefault((model.end_model or "").casefold(), []).append(model)
    return called, ending


def _places(index: Index, model: Model) -> Iterator[ModelRank]:
    """The ranks of a model: among all models, and among those of each of its types."""
    for one in (None, *model.types):
        found, count = index.memoize(("ranked", one), partial(_ranked, index, one))
        rank = found[model.id]
        yield ModelRank(rank, one or "", _PLACES[one is not None, rank.of == count])


_PLACES = {
    (False, True): gettext_noop("Place <strong>{place}</strong> of {of} models"),
    (False, False): gettext_noop("Place <strong>{place}</strong> of {of} models with a score"),
    (True, True): gettext_noop("Place <strong>{place}</strong> of {of} {type} models"),
    (True, False): gettext_noop(
        "Place <strong>{place}</strong> of {of} {type} models with a score"
    ),
}
"""Whether it is of a type, and whether all of these models have a score → the sentence."""


def _ranked(index: Index, one: str | None) -> tuple[dict[str, Rank], int]:
    """The ranks of the models of a type, or of all for None; and the number of these models."""
    models = [m for m in index.models if one is None or one in m.types]
    return ranks(models), len(models)


def related_models(index: Index, model: Model, where: PageUrls) -> list[RelatedModels]:
    """Models of the same organisation, made from it, or with the same base; none is empty."""
    return [one for one in _related(index, model, where) if one.models]


def _related(index: Index, model: Model, where: PageUrls) -> Iterator[RelatedModels]:
    makers, bases = index.memoize("families", lambda: _families(index))
    for name in index.registry["organizations"].categories_of(model):
        if name != UNDISCLOSED:
            page = where.category("organizations", name)
            yield _first(gettext("More by {maker}", maker=name), makers[name], model, page)
    if not _families_of(index, model):  # else the trees of the page have them
        yield _first(gettext("Made from it"), index.lineage.made_from(model.id), model, None)
    base = (model.base_model or "").casefold()
    if base and base not in UNDISCLOSED_BASES:
        title = gettext("Also made from {model}", model=model.base_model)
        yield _first(title, bases[base], model, None)


def _families(index: Index) -> tuple[dict[str, list[Model]], dict[str, list[Model]]]:
    """The models by organisation, and by base model in lower case; each in order of names."""
    makers: dict[str, list[Model]] = {}
    bases: dict[str, list[Model]] = {}
    organizations = index.registry["organizations"]
    for model in sorted(index.models, key=lambda m: (m.name.casefold(), m.id)):
        for name in organizations.categories_of(model):
            makers.setdefault(name, []).append(model)
        bases.setdefault((model.base_model or "").casefold(), []).append(model)
    return makers, bases


def _first(title: str, models: Sequence[Model], model: Model, href: str | None) -> RelatedModels:
    others = tuple(m for m in models if m.id != model.id)
    return RelatedModels(title, others[:MOST], max(len(others) - MOST, 0), href)


def _citation(index: Index, model: Model) -> str:
    """The citation, which is in English on every page, as that of the index is."""
    date = index.about.date
    with using(ENGLISH):
        version = f", as of {day_in_words(date)}" if date else ""
    return f"“{model.name}”, in: {index.about.citation.rstrip('. ')}{version}."


def _snippets(
    model: Model,
    site_url: str | None,
    badge: str | None,
    page: str | None,
    *,
    directory_urls: bool,
) -> dict[str, str]:
    """Language → the snippet that shows the badge on another page."""
    site = web_address(site_url) if site_url else None
    if site is None or badge is None or page is None:
        return {}
    root = site.rstrip("/") + "/"
    target = root + (clean_address(page) if directory_urls else f"{page.removesuffix('.md')}.html")
    name = template_value(model.name)
    alt = gettext("{model}: openness not scored", model=name)
    if model.score is not None:
        alt = gettext("{model}: openness {score} of 1", model=name, score=rounded(model.score, 2))
    return {
        "HTML": f'<a href="{html_text(target)}"><img src="{html_text(root + badge)}" '
        f'alt="{html_attribute(alt)}"></a>',
        "Markdown": f"[![{markdown_snippet(alt)}]({root + badge})]({target})",
    }
