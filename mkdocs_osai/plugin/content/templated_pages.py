"""Pages that the theme does not render one by one.

The theme and the plugins render a template page for each kind of page, after all pages of `docs/`;
the others are made from it (see `views/template_page.py`). A page of each kind is rendered in both
ways: if the two differ, the site needs the plugins, or the theme, for each page.
"""

from __future__ import annotations

import logging
import posixpath
import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from mkdocs_osai.plugin.content.generated_file import Write
from mkdocs_osai.plugin.content.social_cards import without_social
from mkdocs_osai.plugin.content.templated_page import Kind, TemplatedPage
from mkdocs_osai.plugin.content.theme_renderer import ThemeRenderer, absolute_links
from mkdocs_osai.sanitize import meta_content
from mkdocs_osai.views.template_page import (
    CONTENT,
    DESCRIPTION,
    TITLE,
    PageValues,
    TemplatePage,
    template_source,
)

log = logging.getLogger("mkdocs.plugins.osai")


class TemplatedPages:
    """The pages of one build that are made from template pages.

    Args:
        site: the configuration of the site.
        finish: makes the final HTML of a page.
        above: returns what is shown above the content of a page, by its source.
    """

    def __init__(
        self,
        site: MkDocsConfig,
        finish: Callable[[str, Page], str],
        above: Callable[[str], str],
    ) -> None:
        self.site = site
        self.pages: dict[str, TemplatedPage] = {}
        self._finish = finish
        self._above = above
        self._renderers: dict[Kind, Callable[[TemplatedPage], str]] = {}

    def add(self, page: TemplatedPage) -> None:
        """Leave a page out of what MkDocs renders."""
        file = page.file
        file.use_template_page(cache(partial(self._html, page)))
        made = file.page or Page(None, file, self.site)
        made.markdown = ""
        made.meta = page.kind.meta(page.title, page.description)
        without_social(made)
        self.pages[file.src_uri] = page

    def choose_renderers(self, files: Files, nav: Navigation, env: Environment) -> None:
        """Find out how the pages of each kind are made.

        Args:
            files: the files of the site.
            nav: its navigation.
            env: the templates of its theme.
        """
        theme = ThemeRenderer(self.site, files, nav, env)
        kinds: dict[Kind, list[TemplatedPage]] = {}
        for page in self.pages.values():
            kinds.setdefault(page.kind, []).append(page)
        for kind, pages in kinds.items():
            sample = max(pages, key=lambda page: len(re.findall(r"\W", page.title)))
            self._renderers[kind] = self._renderer(kind, sample, theme)

    def write(self, write: Write, *, only_new: bool = False) -> None:
        """Write all pages into the site, or only those that are not there yet."""
        for page in self.pages.values():
            if not (only_new and Path(page.file.abs_dest_path).exists()):
                write(page.file.abs_dest_path, page.file.make())

    def _html(self, page: TemplatedPage) -> bytes:
        return self._renderers[page.kind](page).encode("utf-8", "xmlcharrefreplace")

    def _renderer(
        self, kind: Kind, sample: TemplatedPage, theme: ThemeRenderer
    ) -> Callable[[TemplatedPage], str]:
        """The quickest renderer of a kind that makes of a sample what the theme makes of it."""
        _, expected = theme.render(sample)
        expected = absolute_links(expected, sample.file.url)
        before, after = theme.render(_template(self.site, kind))

        for html, finish in ((after, self._finish), (before, theme.run_plugins)):
            try:
                renderer = partial(self._fill, TemplatePage(html), finish)
            except ValueError as error:
                log.debug("osai: %s", error)
                continue
            if absolute_links(renderer(sample), sample.file.url) == expected:
                return renderer
        log.info(
            "osai: the theme renders each of %d generated pages, because a plugin or the theme "
            "treats each differently; a build takes longer",
            sum(page.kind == kind for page in self.pages.values()),
        )
        return lambda page: theme.render(page)[1]

    def _fill(
        self, template: TemplatePage, finish: Callable[[str, Page], str], page: TemplatedPage
    ) -> str:
        if page.file.page is None:
            raise RuntimeError("the page was not added")
        return finish(template.fill(self._values(page)), page.file.page)

    def _values(self, page: TemplatedPage) -> PageValues:
        file = page.file
        return PageValues(
            meta_content(page.title),
            meta_content(page.description),
            file.src_uri,
            file.url,
            file.dest_uri,
            self._above(file.src_uri) + page.body(),
        )


def set_anchors(files: Files, pages: Mapping[str, TemplatedPage]) -> None:
    """Tell MkDocs the anchors of pages that others link with an anchor.

    Args:
        files: the files of the site.
        pages: the generated pages by their sources.
    """
    for file in files.documentation_pages():
        for target in (file.page and file.page.links_to_anchors) or ():
            page = pages.get(target.src_uri)
            if page is not None and target.page is not None:
                target.page.present_anchor_ids = {*_ID.findall(page.body())}


_ID = re.compile(r'\sid="([^"]*)"')


def is_template(page: Page) -> bool:
    """Whether a page is a template page."""
    return page.file.name == posixpath.basename(template_source(directory_urls=True))[:-3]


def _template(site: MkDocsConfig, kind: Kind) -> TemplatedPage:
    source = template_source(directory_urls=site.use_directory_urls)
    return TemplatedPage.of(site, source, kind, TITLE, DESCRIPTION, lambda: CONTENT)
