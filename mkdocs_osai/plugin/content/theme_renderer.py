"""How MkDocs renders a page from data: with the theme, and with the events of all plugins."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from typing import Any

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from mkdocs_osai.plugin.content.generated_file import PageFile
from mkdocs_osai.plugin.content.social_cards import without_social
from mkdocs_osai.plugin.content.templated_page import TemplatedPage, opens_files


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
            else:
                page.read_source(site)
                without_social(page)
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
        without_social(page)
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
