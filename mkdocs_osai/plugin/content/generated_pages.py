"""Pages made from data, on their way through MkDocs."""

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
"""Of a page made from data: no template runs on it."""

# Material takes each link whose rel is just "alternate" for another language of the site.
FEED = (
    '<link rel="alternate feed" type="application/atom+xml" title="Changes of the index" '
    f'href="{link(CHANGES)}">\n'
)
_LINK = re.compile(rf'(href|src|action)="{SCHEME}([^"#?]*+)([^"]*+)"')


class GeneratedPages:
    """The pages of one index.

    Args:
        site: the configuration of the site.
        versions: what they are made from; None for no pages.
        improve: gives the web address where the file of a model can be changed, or None.
    """

    def __init__(
        self,
        site: MkDocsConfig,
        versions: IndexVersions | None,
        improve: Callable[[Model], str | None],
    ) -> None:
        self.site = site
        self.where = PageUrls()
        self.made: dict[str, GeneratedPage] = {}
        self.files: dict[str, Content] = {}
        if versions is not None:
            self._make(versions, improve)
        self.mentions: dict[str, list[Page]] = defaultdict(list)

    def _make(self, versions: IndexVersions, improve: Callable[[Model], str | None]) -> None:
        from mkdocs_osai.views.data_files import data_files
        from mkdocs_osai.views.pages import SiteContext, pages

        index, commit = versions.present, versions.commit
        self.where = page_urls(index)
        self.files = dict(
            data_files(
                index,
                self.where,
                versions.changes,
                self.site.site_url,
                commit=commit,
                address=lambda source: File.generated(self.site, source, content="").url,
            )
        )
        for model in index.models:
            path = badge_file(self.where.models[model.id])
            self.files[path] = partial(_badge, model, index.criteria)
        standing = SiteContext(
            self.where,
            self.files,
            commit,
            versions.changes,
            self.site.site_url,
            self.site.use_directory_urls,
            improve,
        )
        self.made = {made.source: made for made in pages(index, standing)}

    def add(self, files: Files) -> None:
        """Put the pages on the site, where its author has none of that name."""
        for source, made in [*self.made.items()]:
            if files.get_file_from_path(source) is not None:
                del self.made[source]
                continue
            content = FRONT_MATTER.format(
                title=front_matter_string(made.title), about=front_matter_string(made.about)
            )
            file = File.generated(self.site, source, content=content)
            if not made.listed:
                file.inclusion = InclusionLevel.NOT_IN_NAV
            files.append(file)
        for source, target in self.where.redirects.items():
            self._redirect(files, source, target)
        for path, data in self.files.items():
            if files.get_file_from_path(path) is None:
                files.append(File.generated(self.site, path, content=data()))

    def _redirect(self, files: Files, source: str, target: str) -> None:
        """Lead from where a page was to where it is, without a script."""
        from mkdocs_osai.views.links import redirect_page

        page = files.get_file_from_path(target)
        former = File.generated(self.site, source, content="")
        if page is None or files.get_file_from_path(source) is not None:
            return
        html = redirect_page(get_relative_url(page.url, former.url))
        files.append(File.generated(self.site, former.dest_uri, content=html))

    def mention(self, model: Model, page: Page) -> None:
        """Note that a page names a model."""
        if page not in self.mentions[model.id]:
            self.mentions[model.id].append(page)

    def fill(self, files: Files) -> None:
        """Make what stands on the pages, when all others have been read."""
        mentions = {model: [*map(_mention, pages)] for model, pages in self.mentions.items()}
        for source, made in progress("osai: making pages", self.made.items(), len(self.made)):
            file = files.get_file_from_path(source)
            if file is not None and file.page is not None:
                file.page.content = made.body(mentions)

    def resolve(self, html: str, page: Page, files: Files) -> str:
        """The HTML of a page with the addresses of what views name by its source.

        Its head leads to the feed of changes.
        """
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
