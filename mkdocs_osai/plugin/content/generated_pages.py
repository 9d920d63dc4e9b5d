"""Pages and files generated from the index."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import unquote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from mkdocs_osai.history import IndexVersions
from mkdocs_osai.index import Criteria, Model
from mkdocs_osai.index.progress import progress
from mkdocs_osai.sanitize import front_matter_string, html_text, strip_html
from mkdocs_osai.views.urls import CHANGES, SCHEME, PageUrls, badge_file, link, page_urls

if TYPE_CHECKING:
    from mkdocs_osai.views.data_files import Content
    from mkdocs_osai.views.model_page import Mention
    from mkdocs_osai.views.pages import GeneratedPage

FRONT_MATTER = """\
---
title: {title}
description: {about}
render_macros: false
hide:
  - navigation
  - toc
---
"""
"""Of a generated page: no template is rendered on it."""

# Material treats a link whose rel is only "alternate" as another language of the site.
FEED = (
    '<link rel="alternate feed" type="application/atom+xml" title="Changes of the index" '
    f'href="{link(CHANGES)}">\n'
)
_LINK = re.compile(rf'(href|src|action)="{SCHEME}([^"#?]*+)([^"]*+)"')


class GeneratedPages:
    """The generated pages of one index.

    Args:
        site: the configuration of the site.
        versions: the index; None for no pages.
        edit_address: returns the web address where the file of a model can be edited, or None.

    Attributes:
        urls: the sources of the pages.
        pages: the pages by their sources.
    """

    def __init__(
        self,
        site: MkDocsConfig,
        versions: IndexVersions | None,
        edit_address: Callable[[Model], str | None],
    ) -> None:
        self.site = site
        self.urls = PageUrls()
        self.pages: dict[str, GeneratedPage] = {}
        self.files: dict[str, Content] = {}
        if versions is not None:
            self._make(versions, edit_address)
        self.mentions: dict[str, list[Page]] = defaultdict(list)

    def _make(self, versions: IndexVersions, edit_address: Callable[[Model], str | None]) -> None:
        from mkdocs_osai.views.data_files import data_files
        from mkdocs_osai.views.pages import SiteContext, pages

        index, commit = versions.present, versions.commit
        self.urls = page_urls(index)
        self.files = dict(
            data_files(
                index,
                self.urls,
                versions.changes,
                self.site.site_url,
                commit=commit,
                address=lambda source: File.generated(self.site, source, content="").url,
            )
        )
        for model in index.models:
            path = badge_file(self.urls.models[model.id])
            self.files[path] = partial(_badge, model, index.criteria)
        context = SiteContext(
            self.urls,
            self.files,
            commit,
            versions.changes,
            self.site.site_url,
            self.site.use_directory_urls,
            edit_address,
        )
        self.pages = {page.source: page for page in pages(index, context)}

    def add(self, files: Files) -> None:
        """Add the pages to the site, except where its author has a page of that name."""
        for source, page in [*self.pages.items()]:
            if files.get_file_from_path(source) is not None:
                del self.pages[source]
                continue
            content = FRONT_MATTER.format(
                title=front_matter_string(page.title), about=front_matter_string(page.about)
            )
            file = File.generated(self.site, source, content=content)
            if not page.listed:
                file.inclusion = InclusionLevel.NOT_IN_NAV
            files.append(file)
        for source, target in self.urls.redirects.items():
            self._redirect(files, source, target)
        for path, data in self.files.items():
            if files.get_file_from_path(path) is None:
                files.append(File.generated(self.site, path, content=data()))

    def _redirect(self, files: Files, source: str, target: str) -> None:
        """Redirect from the former address of a page, without a script."""
        from mkdocs_osai.views.links import redirect_page

        page = files.get_file_from_path(target)
        former = File.generated(self.site, source, content="")
        if page is None or files.get_file_from_path(source) is not None:
            return
        html = redirect_page(get_relative_url(page.url, former.url))
        files.append(File.generated(self.site, former.dest_uri, content=html))

    def mention(self, model: Model, page: Page) -> None:
        """Record that a page names a model."""
        if page not in self.mentions[model.id]:
            self.mentions[model.id].append(page)

    def fill(self, files: Files) -> None:
        """Make the content of the pages, when all others have been rendered."""
        mentions = {model: [*map(_mention, pages)] for model, pages in self.mentions.items()}
        for source, page in progress("osai: making pages", self.pages.items(), len(self.pages)):
            file = files.get_file_from_path(source)
            if file is not None and file.page is not None:
                file.page.content = page.body(mentions)

    def resolve(self, html: str, page: Page, files: Files) -> str:
        """The HTML of a page with links to sources resolved, and a link to the feed of changes."""
        if CHANGES in self.files:
            html = html.replace("</head>", f"{FEED}</head>", 1)
        if SCHEME not in html:
            return html

        def address(match: re.Match[str]) -> str:
            file = files.get_file_from_path(unquote(match[2]))
            target = "" if file is None else get_relative_url(file.url, page.url)
            return f'{match[1]}="{html_text(target or "#")}{match[3]}"'

        return _LINK.sub(address, html)


def _mention(page: Page) -> Mention:
    from mkdocs_osai.views.model_page import Mention

    return Mention(strip_html(page.title or page.file.name), page.file.src_uri)


def _badge(model: Model, criteria: Criteria) -> bytes:
    from mkdocs_osai.charts.badge import badge

    return badge(model, criteria).encode()
