"""The lists of pages that a site has for its search and for search engines."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from html import unescape
from typing import Any

from mkdocs_osai.sanitize import html_attribute, xml_text
from mkdocs_osai.views.search_entries import SearchEntry

SITEMAP = "sitemap.xml"
SITEMAP_GZ = "sitemap.xml.gz"
SEARCHES = ("search.json", "search/search_index.json")
"""The index of the search, of Zensical and of MkDocs."""

_URL = re.compile(r"<url>\s*+<loc>([^<]*+)</loc>[^<]*+(?:<(?!/?url>)[^<]*+)*+</url>\s*+")


def with_addresses(
    sitemap: str, site_url: str, addresses: Iterable[str], former: Iterable[str] = ()
) -> str:
    r"""A sitemap with pages of ours, each once.

    Args:
        sitemap: the sitemap.
        site_url: the address of the site.
        addresses: the addresses of the pages from its root.
        former: addresses that are removed: those of an earlier run.

    Example:
        >>> with_addresses("<urlset>\n</urlset>", "https://a.org/", ["b/"])
        '<urlset>\n<url>\n<loc>https://a.org/b/</loc>\n</url>\n</urlset>'
    """
    root = f"{site_url.rstrip('/')}/"
    ours = [f"{root}{address}" for address in addresses]
    known = {xml_text(one) for one in (*ours, *(f"{root}{address}" for address in former))}
    kept = _URL.sub(lambda m: "" if m[1].strip() in known else m[0], sitemap)
    before, end, after = kept.rpartition("</urlset>")
    if not end:
        return sitemap
    added = "".join(f"\n<url>\n<loc>{xml_text(one)}</loc>\n</url>" for one in ours)
    return f"{before.rstrip()}{added}\n{end}{after}"


def compressed(sitemap: str) -> bytes:
    """A sitemap as it is beside the other one, the same for the same text."""
    return gzip.compress(sitemap.encode(), mtime=0)


def with_entries(
    index: str, pages: Mapping[str, Sequence[SearchEntry]], former: Iterable[str]
) -> str | None:
    """The index of a search with entries of pages of ours; None if its form is unknown.

    Args:
        index: the index, as JSON.
        pages: the address of each page from the root of the site, with what the search finds.
        former: addresses whose entries are removed: those of an earlier run.

    Example:
        >>> with_entries('{"config":{},"docs":[]}', {"a/": [SearchEntry("", "A", "B")]}, [])
        '{"config":{},"docs":[{"location":"a/","title":"A","text":"B"}]}'
    """
    try:
        values = json.loads(index)
    except (ValueError, RecursionError):
        return None
    key = next((k for k in ("items", "docs") if isinstance(values, dict) and k in values), "")
    if not key or not isinstance(values[key], list) or "index" in values:
        return None  # a prebuilt index of lunr has to be built again
    ours = {*pages, *former}
    kept = [one for one in values[key] if _page_of(one) not in ours]
    make = _zensical if key == "items" else _mkdocs(values.get("config"))
    values[key] = [*kept, *(e for url, found in pages.items() for e in make(url, found))]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _page_of(entry: object) -> str | None:
    location = entry.get("location") if isinstance(entry, dict) else None
    return location.partition("#")[0] if isinstance(location, str) else None


def _zensical(url: str, entries: Sequence[SearchEntry]) -> Iterable[dict[str, Any]]:
    for entry in entries:
        yield {
            "location": f"{url}#{entry.anchor}" if entry.anchor else url,
            "level": 2 if entry.anchor else 1,
            "title": html_attribute(entry.title),
            "text": html_attribute(entry.text),
            "path": [html_attribute(entries[0].title)],
            "tags": [],
        }


def _mkdocs(config: object) -> Any:
    plain = isinstance(config, dict) and "indexing" in config  # themes of MkDocs escape it

    def entries(url: str, found: Sequence[SearchEntry]) -> Iterable[dict[str, Any]]:
        for entry in found:
            title, text = html_attribute(entry.title), html_attribute(entry.text)
            yield {
                "location": f"{url}#{entry.anchor}" if entry.anchor else url,
                "title": unescape(title) if plain else title,
                "text": unescape(text) if plain else text,
                **({} if entry.boost == 1 else {"boost": entry.boost}),
            }

    return entries
