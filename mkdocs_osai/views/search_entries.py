"""What the search of a site finds on generated pages, made from the data.

A search that parses the pages would find the same, and also what stands on each of them: the
sentence that explains the score, the badge, the citation. The addresses of evidence are left out,
too: with very many different numbers in it, the search of Material (lunr) fails on some words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mkdocs_osai.history.changelog_entry import ChangelogEntry
from mkdocs_osai.i18n import gettext, listed
from mkdocs_osai.index import Model
from mkdocs_osai.sanitize import plain_line
from mkdocs_osai.stats import Index, models_in_words
from mkdocs_osai.stats.formatting import continued, day_in_words, shown, titled
from mkdocs_osai.views.database_page import states
from mkdocs_osai.views.glossary_page import CLASS_TEXTS, OPENNESS_TEXT, criterion_entries
from mkdocs_osai.views.links import Link
from mkdocs_osai.views.model_page import Mention, facts_of, grades_of, lead, related_models
from mkdocs_osai.views.texts import about, criterion_name, models_by
from mkdocs_osai.views.urls import OPENNESS, PageUrls, dimension_anchor, dimensions_of


class SearchEntry(NamedTuple):
    """A part of a page that the search finds.

    Attributes:
        anchor: the id of its heading; empty for the beginning of the page.
        title: its heading, as plain text.
        text: its text, as plain text.
        boost: how much its score counts, compared with other entries.
    """

    anchor: str
    title: str
    text: str
    boost: float = 1


def model_entries(
    index: Index,
    model: Model,
    where: PageUrls,
    history: Sequence[ChangelogEntry] = (),
) -> Iterator[SearchEntry]:
    """The entries of the page of a model.

    Args:
        index: the index of the model.
        model: the model.
        where: the generated pages.
        history: the changes of the model, newest first.

    Example:
        >>> from mkdocs_osai import load
        >>> from mkdocs_osai.views.urls import page_urls
        >>> index = load("models")
        >>> first, *_ = model_entries(index, index.model("bloomz"), page_urls(index))
        >>> first.title, first.text
        ('BLOOMZ', 'A text model by BigScience Workshop, released September 2022.')
    """
    yield _entry("", model.name, lead(model))._replace(boost=1.2)  # a licence can have its name
    facts = (f"{f.label} {_texts(f.values)}" for f in facts_of(index, model, where) if f.values)
    yield _entry("facts", gettext("Facts"), *facts)
    graded = grades_of(index, model)
    notes = [
        f"{criterion_name(one.criterion)} {one.grade.notes}" for one in graded if one.grade.notes
    ]
    if notes:
        yield _entry("criteria", gettext("Criteria"), *notes)
    for number, one in enumerate(related_models(index, model, where), 1):
        yield _entry(f"kin-{number}", one.title, *(other.name for other in one.models))
    if history:
        changes = (
            gettext("{name}: {text}", name=day_in_words(one.date), text=one.text) for one in history
        )
        yield _entry("history", gettext("In the index"), *changes)


def mention_entries(mentions: Sequence[Mention]) -> Iterator[SearchEntry]:
    """The entry of the pages that mention a model, on its page."""
    if mentions:
        yield _entry("mentions", gettext("Pages that mention it"), *(one.title for one in mentions))


def category_entries(index: Index, dimension: str, category: str) -> Iterator[SearchEntry]:
    """The entries of the page of a category."""
    tally = index.tally(dimension)
    found = next(c for c in tally.categories if c.name == category)
    models = [index.model(one) for one in found.models]
    others = listed(tally.dimension.other_names(models))
    called, name = titled(tally.label), shown(category)
    title = category_title(called, name)
    yield _entry(
        "",
        title,
        gettext("{name}: {text}", name=called, text=name),
        models_in_words(found.count),
        others,
    )
    yield _entry("models", gettext("Models"), *(model.name for model in models))


def category_title(label: str, category: str) -> str:
    """The title of the page of a category.

    Example:
        >>> category_title("National origin", "France")
        'France (national origin)'
    """
    return gettext("{category} ({dimension})", category=category, dimension=continued(label))


def overview_entries(index: Index, dimension: str) -> Iterator[SearchEntry]:
    """The entries of the page that lists the categories of a dimension."""
    tally = index.tally(dimension)
    names = (shown(c.name) for c in tally.categories)
    yield _entry("", models_by(tally.label), about(tally.dimension.about), *names)


def definition_entries(index: Index, key: str) -> Iterator[SearchEntry]:
    """The entries of the page of a definition."""
    one = index.definitions[key]
    requirements = (requirement.words for requirement in one.requirements)
    yield _entry("", gettext("{definition} (definition)", definition=one.called), about(one.about))
    yield _entry("asks", gettext("What it asks for"), *requirements)
    yield _entry("who", gettext("Who meets it"), *(model.name for model in index.meets(key)))


def lineage_entries(families: Sequence[str]) -> Iterator[SearchEntry]:
    """The entries of the page of lineage."""
    yield _entry("", gettext("Lineage"), gettext("What models were made from"), *families)


def glossary_entries(index: Index, where: PageUrls) -> Iterator[SearchEntry]:
    """The entries of the glossary: one for each criterion and dimension.

    Example:
        >>> from mkdocs_osai import load
        >>> from mkdocs_osai.views.urls import page_urls
        >>> index = load("models")
        >>> [one.title for one in glossary_entries(index, page_urls(index))][:2]
        ['Glossary', 'Base Model Data']
    """
    yield _entry("", gettext("Glossary"), gettext("What the criteria, classes and dimensions mean"))
    for one in criterion_entries(index, where):
        yield _entry(
            one.anchor, criterion_name(one.criterion), one.text, gettext(one.criterion.group)
        )
    words = states()
    classes = (
        gettext("{name}: {text}", name=words[n][1], text=gettext(t)) for n, t in CLASS_TEXTS.items()
    )
    yield _entry("classes", gettext("Classes"), *classes)
    yield _entry(OPENNESS, gettext("Openness"), gettext(OPENNESS_TEXT))
    for dimension in dimensions_of(index):
        yield _entry(
            dimension_anchor(dimension.name), titled(dimension.label), about(dimension.about)
        )


def _entry(anchor: str, title: str, *parts: str) -> SearchEntry:
    text = "; ".join(filter(None, parts)).replace(".; ", ". ")
    return SearchEntry(anchor, plain_line(title), plain_line(text))


def _texts(links: Sequence[Link]) -> str:
    return " ".join(link.text for link in links)
