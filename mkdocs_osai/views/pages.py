"""All pages that are generated from an index."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial

from mkdocs_osai.history.changelog import Changelog
from mkdocs_osai.history.changelog_entry import by_model
from mkdocs_osai.i18n import gettext, language, using
from mkdocs_osai.index import Model
from mkdocs_osai.sanitize import plain_line
from mkdocs_osai.stats import Index, rounded
from mkdocs_osai.stats.formatting import shown, titled
from mkdocs_osai.views.category_pages import overview_page, overviews_page
from mkdocs_osai.views.data_files import DATA, Content, model_file
from mkdocs_osai.views.data_page import data_page
from mkdocs_osai.views.database_page import compare_page, database_page
from mkdocs_osai.views.definition_pages import definition_page, definitions_page
from mkdocs_osai.views.glossary_page import glossary_page
from mkdocs_osai.views.lineage_page import families_with_descendants, lineage_page
from mkdocs_osai.views.model_page import Mention, model_page
from mkdocs_osai.views.news_page import Moved, news_page
from mkdocs_osai.views.search_entries import (
    SearchEntry,
    category_entries,
    category_title,
    definition_entries,
    glossary_entries,
    lineage_entries,
    mention_entries,
    model_entries,
    overview_entries,
)
from mkdocs_osai.views.texts import models_by
from mkdocs_osai.views.urls import (
    COMPARE,
    DATABASE,
    DEFINITIONS,
    GLOSSARY,
    LINEAGE,
    NEWS,
    PageUrls,
    badge_file,
)


@dataclass(frozen=True)
class OtherPages:
    """What the other pages of a site say about the index.

    Attributes:
        mentions: the pages that mention a model, by its id.
        moved: returns what moved on them, by month; None if that is not compared.
    """

    mentions: Mapping[str, Sequence[Mention]] = field(default_factory=dict)
    moved: Callable[[], Moved | None] = lambda: None

    def known_to(self, page: GeneratedPage) -> object:
        """What a page shows of them, as a value whose `repr` tells it from others."""
        if page.source == NEWS:
            return self.moved()
        return self.mentions.get(page.model or "", ())


@dataclass(frozen=True)
class GeneratedPage:
    """A page that is generated from an index.

    Attributes:
        source: its source on the site.
        title: its title, as plain text.
        body: renders it as HTML, from what all other pages say.
        about: a sentence for search engines.
        listed: whether it is in the navigation of a site without a `nav`.
        entries: returns what the search finds on it, from the same; None if the search must read
            the page.
        model: the id of the model whose mentions it shows, or None.
    """

    source: str
    title: str
    body: Callable[[OtherPages], str]
    about: str = ""
    listed: bool = False
    entries: Callable[[OtherPages], Iterable[SearchEntry]] | None = None
    model: str | None = None


@dataclass(frozen=True)
class SiteContext:
    """The site of generated pages.

    Attributes:
        where: the sources of all generated pages.
        files: path → content of a data file.
        commit: the commit of the folder of the index, if it has no local changes.
        log: the changes of the index.
        url: the URL of the site, if it is known.
        directory_urls: whether its addresses end with `/`.
        improve: model → the URL where its file can be changed, or None.
    """

    where: PageUrls
    files: Mapping[str, Content] = field(default_factory=dict)
    commit: str | None = None
    log: Changelog = field(default_factory=Changelog)
    url: str | None = None
    directory_urls: bool = True
    improve: Callable[[Model], str | None] = lambda _: None


def pages(index: Index, site: SiteContext) -> list[GeneratedPage]:
    """The database, the comparison, lineage, the glossary, the data, each model and category.

    They are in the language of the site, whenever and in whatever thread they are rendered.
    """
    with using(site.where.language):
        return [_in_language(page, site.where.language) for page in _pages(index, site)]


def _in_language(page: GeneratedPage, tag: str) -> GeneratedPage:
    """A page that is rendered in a language."""
    body, entries = page.body, page.entries

    def rendered(others: OtherPages) -> str:
        with using(tag):
            html = body(others)
            own = tag.lower().replace("_", "-").partition("-")[0] == language()
            return html if own else f'<div lang="{language()}">\n{html}</div>\n'

    def found(others: OtherPages) -> list[SearchEntry]:
        with using(tag):
            return [*entries(others)] if entries else []

    return replace(page, body=rendered, entries=found if entries else None)


def _pages(index: Index, site: SiteContext) -> Iterator[GeneratedPage]:
    where = site.where
    about = gettext("All models of the index, to search, to sort and to compare.")
    database = cache(lambda: database_page(index, where))
    data = cache(
        lambda: data_page(index, where, site.files, site.commit, has_news=bool(site.log.entries))
    )
    yield GeneratedPage(
        DATABASE,
        gettext("The database"),
        lambda _: database(),
        about,
        listed=True,
        entries=lambda _: [SearchEntry("", gettext("The database"), about)],
    )
    compare = SearchEntry("", gettext("Compare models"), gettext("Two to six models side by side"))
    yield GeneratedPage(
        COMPARE,
        gettext("Compare models"),
        lambda _: compare_page(index, where),
        entries=lambda _: [compare],
    )
    if site.log.entries:
        about = gettext("What changed in the index, month by month, and why.")
        entry = SearchEntry("", gettext("What is new"), about)
        yield GeneratedPage(
            NEWS,
            entry.title,
            lambda others: news_page(index, site.log, where, others.moved()),
            about,
            entries=lambda _: [entry],
        )
    lineage = cache(lambda: lineage_page(index, where))
    yield GeneratedPage(
        LINEAGE,
        gettext("Lineage"),
        lambda _: lineage(),
        gettext("What the models of the index were made from, as trees of families."),
        entries=_cached(lambda: lineage_entries(families_with_descendants(index))),
    )
    glossary = cache(lambda: glossary_page(index, where))
    yield GeneratedPage(
        GLOSSARY,
        gettext("Glossary"),
        lambda _: glossary(),
        gettext("What the criteria, classes and dimensions of the index mean."),
        entries=_cached(partial(glossary_entries, index, where)),
    )
    about = gettext("The index as files, what every field means, and how to cite it.")
    yield GeneratedPage(DATA, gettext("The data"), lambda _: data(), about, listed=True)
    yield from _of_models(index, site)
    yield from _of_categories(index, where)
    yield from _of_definitions(index, where)


def _of_models(index: Index, site: SiteContext) -> Iterator[GeneratedPage]:
    changed = by_model(site.log.main, [m.id for m in index.models])
    for model in index.models:
        source = site.where.models[model.id]

        def body(others: OtherPages, model: Model = model, source: str = source) -> str:
            return model_page(
                index,
                model,
                site.where,
                others.mentions.get(model.id, ()),
                history=changed.get(model.id, ()),
                improve=site.improve(model) or index.about.source,
                data=model_file(source),
                badge=badge_file(source),
                site_url=site.url,
                directory_urls=site.directory_urls,
            )

        @cache
        def found(model: Model = model) -> list[SearchEntry]:
            return [*model_entries(index, model, site.where, changed.get(model.id, ()))]

        def entries(
            others: OtherPages,
            model: Model = model,
            found: Callable[[], list[SearchEntry]] = found,
        ) -> list[SearchEntry]:
            return [*found(), *mention_entries(others.mentions.get(model.id, ()))]

        about = _described(model)
        yield GeneratedPage(source, model.name, body, about, entries=entries, model=model.id)


def _described(model: Model) -> str:
    """A model in a sentence, for search engines and previews."""
    if model.score is None:
        return gettext(
            "How open {model} is: criterion by criterion, with the evidence.", model=model.name
        )
    return gettext(
        "How open {model} is: openness {score}, criterion by criterion, with the evidence.",
        model=model.name,
        score=rounded(model.score, 2),
    )


def _of_categories(index: Index, where: PageUrls) -> Iterator[GeneratedPage]:
    for (dimension, category), source in where.categories.items():
        called = titled(index.registry[dimension].label)
        yield GeneratedPage(
            source,
            category_title(called, shown(category)),
            lambda _, d=dimension, c=category: overview_page(index, d, c, where),  # type: ignore[misc]
            entries=_cached(partial(category_entries, index, dimension, category)),
        )
    for dimension, source in where.overviews.items():
        yield GeneratedPage(
            source,
            models_by(index.registry[dimension].label),
            lambda _, d=dimension: overviews_page(index, d, where),  # type: ignore[misc]
            entries=_cached(partial(overview_entries, index, dimension)),
        )


def _of_definitions(index: Index, where: PageUrls) -> Iterator[GeneratedPage]:
    overview = cache(lambda: definitions_page(index, where))
    about = gettext(
        "Definitions of open models side by side, with the number of models that meet each."
    )
    names = [one.called for one in index.definitions.values()]
    yield GeneratedPage(
        f"{DEFINITIONS}/index.md",
        gettext("Definitions"),
        lambda _: overview(),
        about,
        entries=lambda _: [
            SearchEntry("", gettext("Definitions"), "; ".join(map(plain_line, names)))
        ],
    )
    for key, source in where.definitions.items():
        one = index.definitions[key]
        yield GeneratedPage(
            source,
            gettext("{definition} (definition)", definition=one.called),
            lambda _, k=key: definition_page(index, k, where),  # type: ignore[misc]
            gettext(
                "Which models meet {definition}, which nearly do, and why others do not.",
                definition=one.called,
            ),
            entries=_cached(partial(definition_entries, index, key)),
        )


def _cached(
    entries: Callable[[], Iterable[SearchEntry]],
) -> Callable[[OtherPages], list[SearchEntry]]:
    """Entries that do not depend on other pages, made once."""
    made = cache(lambda: [*entries()])
    return lambda _: made()
