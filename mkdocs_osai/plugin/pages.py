"""Pages made from data, on their way through MkDocs."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable
from html import escape
from urllib.parse import unquote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from mkdocs_osai.charts.badge import badge
from mkdocs_osai.index import Model
from mkdocs_osai.macros.text import plain
from mkdocs_osai.stats import Editions
from mkdocs_osai.views import Addresses, Made, Site, addresses, pages
from mkdocs_osai.views.addresses import SCHEME, badge_file, link
from mkdocs_osai.views.data import CHANGES, Content, data_files
from mkdocs_osai.views.pages import Mention
from mkdocs_osai.views.redirecting import redirect_page
from mkdocs_osai.views.rendering import shown

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
_LINK = re.compile(rf'(href|src|action)="{SCHEME}([^"#?]*)([^"]*)"')


class Pages:
    """The pages of one index.

    Args:
        site: the configuration of the site.
        editions: what they are made from; None for no pages.
        improve: gives the web address where the file of a model can be changed, or None.
    """

    def __init__(
        self,
        site: MkDocsConfig,
        editions: Editions | None,
        improve: Callable[[Model], str | None],
    ) -> None:
        self.site = site
        self.where = Addresses()
        self.made: dict[str, Made] = {}
        self.files: dict[str, Content] = {}
        if editions is not None:
            self._make(editions, improve)
        self.mentions: dict[str, list[Page]] = defaultdict(list)

    def _make(self, editions: Editions, improve: Callable[[Model], str | None]) -> None:
        index, commit = editions.present, editions.commit
        self.where = addresses(index)
        self.files = dict(
            data_files(
                index,
                self.where,
                editions.changes,
                self.site.site_url,
                commit=commit,
                address=lambda source: File.generated(self.site, source, content="").url,
            )
        )
        for model in index.models:
            path = badge_file(self.where.models[model.id])
            self.files[path] = lambda model=model: badge(model, index.criteria).encode()  # type: ignore[misc]
        standing = Site(
            self.where,
            self.files,
            commit,
            editions.changes,
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
            content = FRONT_MATTER.format(title=_quoted(made.title), about=_quoted(made.about))
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
        for source, made in self.made.items():
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
            return f'{match[1]}="{escape(target or "#")}{match[3]}"'

        return _LINK.sub(address, html)


def _quoted(text: str) -> str:
    """A text as YAML, which reads what JSON writes; Material prints it as HTML."""
    return json.dumps(escape(str(shown(text))), ensure_ascii=False)


def _mention(page: Page) -> Mention:
    return Mention(plain(page.title or page.file.name), page.file.src_uri)
