"""The entries of generated pages in the search of a site."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import unescape

from mkdocs.config.defaults import MkDocsConfig

from mkdocs_osai.plugin.content.templated_page import TemplatedPage
from mkdocs_osai.sanitize import html_attribute
from mkdocs_osai.views.search_entries import SearchEntry


def add_to_search(site: MkDocsConfig, pages: Iterable[TemplatedPage]) -> None:
    """Add the entries of pages to the search plugin of a site, before it writes its index.

    The plugin of Material has an entry for each section of a page. That of MkDocs has one for each
    page, and others for what is in a table of contents, which these pages do not have.

    Args:
        site: the configuration of the site.
        pages: the generated pages whose entries are made from the data.
    """
    for plugin in site.plugins.values():
        index = getattr(plugin, "search_index", None)
        if isinstance(entries := getattr(index, "entries", None), list):
            for page in pages:
                entries += (_entry(page, entry, html_attribute) for entry in page.entries())
        elif isinstance(entries := getattr(index, "_entries", None), list):
            whole = plugin.config.get("indexing", "full") == "full"
            for page in pages:
                found = [*page.entries()]
                if found and page.file.templated:  # it has seen the others
                    text = "; ".join(entry.text for entry in found) if whole else ""
                    first = SearchEntry("", found[0].title, text)
                    entries.append(_entry(page, first, _plain))


def _entry(
    page: TemplatedPage, entry: SearchEntry, escape: Callable[[str], str]
) -> dict[str, object]:
    location = f"{page.file.url}#{entry.anchor}" if entry.anchor else page.file.url
    found: dict[str, object] = {
        "location": location,
        "title": escape(entry.title),
        "text": escape(entry.text),
    }
    return found if entry.boost == 1 else {**found, "boost": entry.boost}


def _plain(text: str) -> str:
    """A text that themes of MkDocs escape themselves, and that stays text if one does not."""
    return unescape(html_attribute(text))
