"""A page from data: its kind, its texts and how MkDocs would render it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from mkdocs_osai.plugin.content.generated_file import PageFile
from mkdocs_osai.sanitize import front_matter_string, meta_content
from mkdocs_osai.views.search_entries import SearchEntry
from mkdocs_osai.views.urls import HEADING


@dataclass(frozen=True)
class Kind:
    """What the pages of a kind have in common.

    Attributes:
        described: whether they have a description.
        searched: whether the search finds them.
        read: whether plugins see their Markdown; MkDocs reads no pages that are added later.
    """

    described: bool = False
    searched: bool = True
    read: bool = True

    def front_matter(self, title: str, description: str) -> str:
        """The front matter of a page; no template is rendered on it."""
        lines = [f"title: {front_matter_string(title)}", "render_macros: false"]
        if self.described:
            lines.append(f"description: {front_matter_string(description)}")
        if not self.searched:
            lines += ["search:", "  exclude: true"]
        return "\n".join(["---", *lines, "hide:", "  - navigation", "  - toc", "---", ""])

    def meta(self, title: str, description: str) -> dict[str, object]:
        """The front matter as MkDocs reads it."""
        meta: dict[str, object] = {"title": meta_content(title), "render_macros": False}
        if self.described:
            meta["description"] = meta_content(description)
        if not self.searched:
            meta["search"] = {"exclude": True}
        return {**meta, "hide": ["navigation", "toc"]}


@dataclass(frozen=True)
class TemplatedPage:
    """A page that is made from a template page.

    Attributes:
        file: its file.
        kind: its kind.
        title: the title, as plain text.
        description: the description, as plain text.
        body: renders the content as HTML.
        entries: returns what the search finds on the page.
    """

    file: PageFile
    kind: Kind
    title: str
    description: str
    body: Callable[[], str]
    entries: Callable[[], Iterable[SearchEntry]] = tuple

    @classmethod
    def of(  # noqa: PLR0913, PLR0917 - what a page is made of
        cls,
        site: MkDocsConfig,
        source: str,
        kind: Kind,
        title: str,
        description: str,
        body: Callable[[], str],
        entries: Callable[[], Iterable[SearchEntry]] = tuple,
    ) -> TemplatedPage:
        """A page of a site, by its source."""
        file = PageFile.of(site, source, bytes)
        page = cls(file, kind, title, description, body, entries)
        page.file.make = page.source
        return page

    def source(self) -> bytes:
        """The source of the page for MkDocs: its front matter."""
        return self.kind.front_matter(self.title, self.description).encode("utf-8", "replace")

    def fill(self, site: MkDocsConfig) -> None:
        """Give the page for MkDocs its content; it is read first unless MkDocs has read it."""
        page = self.file.page or Page(None, self.file, site)
        if page.markdown is None:
            page.read_source(site)
        page.content = self.body()
        # The theme links the first heading for readers who skip the navigation.
        page.toc = TableOfContents([AnchorLink(str(page.title), HEADING, 1)])


def opens_files(site: MkDocsConfig) -> bool:
    """Whether a plugin or the theme opens the file of each page, and fails if there is none."""
    return "rss" in site.plugins or site.theme.name == "shadcn"


class ThemeRenderer:
    """Renders a page as MkDocs does.

    Args:
        site: the configuration of the site.
        files: its files.
        nav: its navigation.
        env: the templates of its theme.
    """

    def __init__(self, site: MkDocsConfig, files: Files, nav: Navigation, env: Environment) -> None:
        self.site = site
        self.files = files
        self.pages = files.documentation_pages()
        self.nav = nav
        self.env = env

    def render(self, templated: TemplatedPage) -> tuple[str, str]:
        """The HTML of a page before and after the last event of the plugins."""
        site, plugins = self.site, self.site.plugins
        own = replace(templated, file=PageFile.of(site, templated.file.src_uri, templated.source))
        if opens_files(site):
            own.file.abs_src_path = site.config_file_path
        page = Page(None, own.file, site)
        site._current_page = page  # noqa: SLF001 - as MkDocs does
        feed: Any = plugins.get("rss")
        enabled = feed is not None and feed.config["enabled"]
        if feed is not None:
            feed.config["enabled"] = False  # it is written, and would warn of pages without text
        try:
            if templated.kind.read:
                self._read(page)
            own.fill(site)
            page.meta["search"] = {"exclude": True}  # it has its entries already
            page.active = True
            context = get_context(self.nav, self.pages, site, page)
            template = self.env.get_template(str(page.meta.get("template", "main.html")))
            context = plugins.on_page_context(context, page=page, config=site, nav=self.nav)
            html = template.render(context)
            return html, self.run_plugins(html, page)
        finally:
            if feed is not None:
                feed.config["enabled"] = enabled
            page.active = False
            site._current_page = None  # noqa: SLF001

    def _read(self, page: Page) -> None:
        site, plugins, files = self.site, self.site.plugins, self.files
        plugins.on_pre_page(page, config=site, files=files)
        page.read_source(site)
        page.markdown = plugins.on_page_markdown(
            page.markdown or "", page=page, config=site, files=files
        )
        page.render(site, files)
        plugins.on_page_content(page.content or "", page=page, config=site, files=files)

    def run_plugins(self, html: str, page: Page) -> str:
        """The HTML of a page after the last event of the plugins."""
        return str(self.site.plugins.on_post_page(html, page=page, config=self.site))


_RELATIVE = re.compile(
    r"""(?P<attribute>\b(?:href|src|srcset)=["']?)(?![a-z][a-z0-9+.-]*:|[/#?"'\s>])(?P<address>[^"'<>\s]+)"""
    r"""|(?P<quote>["'])(?P<dots>\.{1,2}(?:/[^"'<>\s]*)?)(?=["'])""",
    re.IGNORECASE,
)
"""A relative address in an attribute, or in a script."""


def absolute_links(html: str, url: str) -> str:
    """A page with all relative addresses resolved; the theme shortens some of them.

    Example:
        >>> absolute_links('<a href="../../a/">', "a/b/"), absolute_links('<a href="..">', "a/b/")
        ('<a href="/a">', '<a href="/a">')
    """
    folder = posixpath.dirname(url)

    def resolved(m: re.Match[str]) -> str:
        before = m["attribute"] or m["quote"]
        return before + posixpath.normpath(f"/{folder}/{m['address'] or m['dots']}")

    return _RELATIVE.sub(resolved, html)
