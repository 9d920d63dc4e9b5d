"""A page that the program of a site has rendered, and its links to pages from data.

Macros write marks into pages where they cannot make links: the evidence for a number, the id of a
model. Here they become the links that the plugin makes on MkDocs.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote

from mkdocs_osai.macros.byline import EXCERPT, dates_once
from mkdocs_osai.macros.evidence import IN_PAGE, MODEL, TITLE, Evidence
from mkdocs_osai.sanitize import html_attribute, html_text, plain_line, strip_html
from mkdocs_osai.views.assets import FIGURES_SCRIPT, SCRIPT, STYLE
from mkdocs_osai.views.urls import DATABASE, GLOSSARY, SCHEME, TERM, link
from mkdocs_osai.website.manifest import PageStatements
from mkdocs_osai.website.page_html import (
    BASIS,
    root_of,
    with_blocks,
    with_feed,
    with_links,
    with_tooltips,
)

_NUMBER = re.compile(
    r'<data((?: class="[\w-]+")?+(?: value="[^"<>]*")?+)(?: title="[^"<>]*")?+'
    rf' {BASIS}="([^"<>]*)" {IN_PAGE}="([\w=-]*)">([^<]*+(?:<(?!/?data\b)[^<]*+)*+)</data>'
)
_MODEL = re.compile(rf'<(a|span)((?: href="[^"<>]*")?+) {MODEL}="([^"<>]*)">([^<]*+)</\1>')
_TERM = re.compile(
    rf'<span class="osai-term" {TERM}="([^"<>]*)"(?: {BASIS}="([^"<>]*)")?>([^<]*+)</span>'
)
_HIDDEN = re.compile(rf'<span hidden>( · <a href="{SCHEME}[^"<>]*+">[^<]*+</a>)</span>')
_MARKED_TITLE = re.compile(rf' {TITLE}="([^"<>]*)"')
_SOURCE = re.compile(r'(\shref=")([^"#?:<>]*\.md)(?=["#?])')
_ADDRESS = re.compile(r'\shref="(?![\w+.-]+:|//)([^"#?<>]+)')
_TITLE = re.compile(r"<title\b[^<>]*+>([^<]*+)</title>", re.IGNORECASE)
_HEADING = re.compile(r"<h1\b[^<>]*+>([^<]*+(?:<(?!/?h1\b)[^<]*+)*+)</h1>")
_EXCERPT = re.compile(rf'<article class="{EXCERPT}">')

_SIGNS = (
    *('class="osai-', f'"{SCHEME}'),
    *(f" {mark}=" for mark in (IN_PAGE, MODEL, TITLE, BASIS, TERM)),
)


@dataclass(frozen=True)
class PageLinks:
    """What a page can link.

    Attributes:
        address: returns the address of a source from the root of the site, or None.
        model: returns the source of the page of a model by its id, or None.
        terms: the ids of the entries of the glossary.
        prefix: the path of the site on its host, such as `/`.
        feed: whether the site has a feed of changes.
        complain: reports a problem of the page.
    """

    address: Callable[[str], str | None]
    model: Callable[[str], str | None]
    terms: Collection[str]
    prefix: str
    feed: bool
    complain: Callable[[str, str], None]


def is_concerned(html: str, url: str, links: PageLinks) -> bool:
    """Whether a page has anything that is finished here: marks, figures, links to our sources.

    Args:
        html: the page.
        url: its address from the root of the site.
        links: what it can link.
    """
    if any(sign in html for sign in _SIGNS):
        return True
    sources = (unescape(match[2]) for match in _SOURCE.finditer(html))
    return any(links.address(from_root(one, url, links.prefix)) for one in sources)


def finish(html: str, url: str, links: PageLinks) -> tuple[str, PageStatements]:
    """A page with its links, and what it states.

    Args:
        html: the page.
        url: its address from the root of the site.
        links: what it can link.
    """
    root = links.prefix.rstrip("/") if url == "404.html" else root_of(url)
    html, statements = _with_marks(html, links)
    html = _with_terms(html, links) if TERM in html else html
    if any(f" {mark}=" in html for mark in (IN_PAGE, MODEL, TERM, TITLE)):
        links.complain("the marks of macros were changed", "minify HTML after osai site build")
    html = dates_once(with_blocks(html))
    html = _with_sources(html, url, root, links)
    html = _with_assets(html, root)
    if links.feed and "alternate feed" not in html:
        html = with_feed(html)
    return with_tooltips(with_links(html, url, links.address, root), url), statements


def _with_marks(html: str, links: PageLinks) -> tuple[str, PageStatements]:
    """A page whose marks are links to sources, and what it states."""
    evidence: dict[str, None] = {}
    models: dict[str, None] = {}
    first, last = html.find("<article"), html.rfind("</article>")
    excerpts = [m.start() for m in _EXCERPT.finditer(html)]

    def is_own(at: int) -> bool:
        """Whether the page itself states something, and no post that it lists."""
        start = max((one for one in excerpts if one < at), default=-1)
        return start < 0 or "</article>" in html[start:at]

    def number(match: re.Match[str]) -> str:
        attributes, basis, text, shown = match.groups()
        at = match.start()
        if first >= 0 and not first < at < last:
            return shown  # in a table of contents
        in_link = html.rfind("<a ", 0, at) > html.rfind("</a>", 0, at)
        try:
            source = Evidence.from_text(text).path
        except ValueError:
            links.complain("the evidence for a number is damaged", "build the site again")
            return f"<data{attributes}>{shown}</data>"
        if is_own(at):
            evidence.setdefault(text)
        if in_link:
            return f'<data{attributes} {BASIS}="{basis}">{shown}</data>'
        target = html_text(link(source))
        number = f"<data{attributes}>{shown}</data>"
        basis = html_attribute(unescape(basis))  # as Markdown writes it
        return f'<a class="osai-evidence" href="{target}" {BASIS}="{basis}">{number}</a>'

    def model(match: re.Match[str]) -> str:
        name, shown = match.group(3, 4)
        one = unquote(name)
        source = links.model(one)
        if source is None:
            return match[0].replace(f' {MODEL}="{name}"', "")
        if is_own(match.start()):
            models.setdefault(one)
        return f'<a href="{html_text(link(source))}">{shown}</a>'

    has_database = links.address(DATABASE) is not None
    html = _HIDDEN.sub(lambda m: m[1] if has_database else "", html)
    html = _NUMBER.sub(number, html) if IN_PAGE in html else html
    first, last = html.find("<article"), html.rfind("</article>")
    excerpts = [m.start() for m in _EXCERPT.finditer(html)]
    html = _MODEL.sub(model, html) if MODEL in html else html
    titles = [unquote(m[1]) for m in _MARKED_TITLE.finditer(html) if is_own(m.start())]
    title = plain_line(titles[0]) if titles else ""
    return _MARKED_TITLE.sub("", html), PageStatements(title, tuple(evidence), tuple(models))


def _with_terms(html: str, links: PageLinks) -> str:
    """A page whose terms link the glossary, if it has them."""

    def term(match: re.Match[str]) -> str:
        anchor, about, shown = match.groups()
        if unquote(anchor) not in links.terms:
            return shown
        basis = f' {BASIS}="{html_attribute(unescape(about))}"' if about else ""
        target = html_text(f"{link(GLOSSARY)}#{anchor}")
        return f'<a class="osai-term" href="{target}"{basis}><span>{shown}</span></a>'

    return _TERM.sub(term, html)


def title_of(html: str, site: str) -> str:
    """The title of a page without the name of the site, as plain text.

    Example:
        >>> title_of("<title>A &amp; B - My site</title>", "My site")
        'A & B'
    """
    found = _TITLE.search(html)
    title = plain_line(unescape(found[1])) if found else ""
    title = title.removesuffix(f" - {site}").strip()
    if title and title != site:
        return title
    heading = _HEADING.search(html)
    text = strip_html(heading[1]).replace("¶", "").strip() if heading else ""
    return text or title


def _with_sources(html: str, url: str, root: str, links: PageLinks) -> str:
    """A page whose links to sources of pages from data, such as in a navigation, are addresses."""

    def resolved(match: re.Match[str]) -> str:
        address = links.address(from_root(unescape(match[2]), url, links.prefix))
        return match[0] if address is None else f"{match[1]}{html_text(f'{root}/{address}')}"

    return _SOURCE.sub(resolved, html)


def _with_assets(html: str, root: str) -> str:
    """A page with the style sheet and the scripts."""
    if STYLE not in html:
        style = f'<link rel="stylesheet" href="{html_text(f"{root}/{STYLE}")}">\n'
        html = html.replace("</head>", f"{style}</head>", 1)
    for path in (SCRIPT, FIGURES_SCRIPT):
        script = f'<script src="{html_text(f"{root}/{path}")}" defer></script>\n'
        at = html.rfind("</body>")
        if path not in html and at >= 0:
            html = html[:at] + script + html[at:]
    return html


def from_root(address: str, url: str, prefix: str) -> str:
    """The path from the root of the site that an address on a page leads to.

    Example:
        >>> from_root("../models/a/", "blog/", "/"), from_root("/sub/data/", "blog/", "/sub/")
        ('models/a/', 'data/')
    """
    path = unquote(address)
    if path.startswith("/"):
        return path.removeprefix(prefix)
    folder = url.rpartition("/")[0]
    found = posixpath.normpath(posixpath.join("/", unquote(folder), path)).lstrip("/")
    return f"{found}/" if found and path.endswith(("/", "/.", "/..")) else found


def addresses(html: str) -> list[str]:
    """The addresses that a page links, without queries and anchors, on this host."""
    return [unescape(address) for address in dict.fromkeys(_ADDRESS.findall(html))]
