"""Names of criteria and dimensions that show what they mean, and link the glossary."""

from __future__ import annotations

from collections.abc import Mapping

from mkdocs_osai.i18n import gettext
from mkdocs_osai.index import Criterion
from mkdocs_osai.sanitize import escape_markdown, html_attribute
from mkdocs_osai.stats import CriteriaGrid, CrossTab, Dimension, Index, Result, Tally, titled
from mkdocs_osai.views.urls import TERM, PageUrls, dimensions_of


def criterion_term(criterion: Criterion, index: Index, urls: PageUrls) -> str:
    """The name of a criterion, as HTML in Markdown."""
    text = index.description(criterion.ref, urls.language)
    return _term(criterion.name, text, urls.criterion(criterion.ref))


def term(name: str, anchor: str, urls: PageUrls) -> str:
    """A word that has an entry in the glossary, as HTML in Markdown."""
    return _term(name, "", urls.term(anchor))


def header_terms(data: Result, index: Index, urls: PageUrls) -> Mapping[str, str]:
    """Cells in the header of the table of a result → the same as HTML in Markdown."""
    if isinstance(data, CriteriaGrid):
        found = {c.name: criterion_term(c, index, urls) for c in data.criteria}
        return found if data.tally is None else {**_first(data.tally, index, urls), **found}
    if isinstance(data, CrossTab):
        return _first(data.rows, index, urls)
    return _first(data, index, urls) if isinstance(data, Tally) else {}


def _first(tally: Tally, index: Index, urls: PageUrls) -> dict[str, str]:
    return {tally.label: _dimension_term(tally.dimension, index, urls)}


def _dimension_term(dimension: Dimension, index: Index, urls: PageUrls) -> str:
    """The label of a dimension; that of a criterion is explained as the criterion."""
    if dimension in dimensions_of(index):
        about = gettext(dimension.about)
        return _term(titled(dimension.label), about, urls.dimension(dimension.name))
    named = (c for c in index.criteria if dimension.name in (c.ref, f"{c.ref}_class"))
    return criterion_term(next(named), index, urls)


def _term(name: str, text: str, href: str | None) -> str:
    """A link to the glossary; without one, the name.

    The plugin shows the text on hover and focus, as it does with the basis of a number.
    """
    if not href:
        return escape_markdown(name)
    basis = f' data-osai-basis="{escape_markdown(text)}"' if text else ""
    if href.startswith(TERM):
        return f'<span class="osai-term" {href}{basis}>{escape_markdown(name)}</span>'
    start = f'<a class="osai-term" href="{html_attribute(href)}"{basis}>'
    return f"{start}<span>{escape_markdown(name)}</span></a>"
