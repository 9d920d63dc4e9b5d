"""Pages and files generated from the index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property, partial
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from mkdocs_osai.index import Model
from mkdocs_osai.plugin.content.generated_file import GeneratedFile, SiteFiles, Write
from mkdocs_osai.plugin.content.templated_page import Kind, TemplatedPage
from mkdocs_osai.sanitize import strip_html
from mkdocs_osai.views.urls import CHANGES, absolute_address
from mkdocs_osai.website.generated import Generated, KeptContents
from mkdocs_osai.website.page_html import with_feed, with_links

if TYPE_CHECKING:
    from mkdocs_osai.views.model_page import Mention
    from mkdocs_osai.views.news_page import Moved
    from mkdocs_osai.views.pages import GeneratedPage, OtherPages
    from mkdocs_osai.views.search_entries import SearchEntry


class GeneratedPages:
    """The generated pages of one build.

    Args:
        site: the configuration of the site.
        generated: what is generated from its index.
        site_files: finds the files of the site.
        kept: keeps the contents; None in `mkdocs serve`, which makes few of them.
        moved: returns what moved on the posts, by month; None if they are not compared.

    Attributes:
        urls: the sources of the pages.
        pages: the pages by their sources.
        templated: the same, once they are files of the site.
        added: all files that were added to the site.
    """

    def __init__(
        self,
        site: MkDocsConfig,
        generated: Generated,
        site_files: SiteFiles,
        kept: KeptContents | None = None,
        moved: Callable[[], Moved] | None = None,
    ) -> None:
        self.site = site
        self.site_files = site_files
        self.kept = kept
        self.moved = moved
        self.generated = generated
        self.urls = generated.urls
        self.pages = dict(generated.pages)
        self.files = generated.files
        self.added: list[File] = []
        self.templated: dict[str, TemplatedPage] = {}
        self.mentions: dict[str, list[Page]] = defaultdict(list)
        self._urls: dict[str, str | None] = {}

    def add(self, files: Files, write: Write | None) -> None:
        """Add the pages to the site, except where its author has a page.

        Args:
            files: the files of the site.
            write: writes data files; None if they are made when a browser requests them.
        """
        for source, page in [*self.pages.items()]:
            if self.site_files.find(files, source) is not None:
                del self.pages[source]
                continue
            kind = Kind(described=bool(page.about), searched=not (page.listed and page.entries))
            own = TemplatedPage.of(
                self.site,
                source,
                kind,
                page.title,
                page.about,
                partial(self._body, page),
                partial(self._entries, page),
            )
            self._append(files, own.file)
            self.templated[source] = own
        for source, target in self.urls.redirects.items():
            self._redirect(files, source, target, write)
        for path, data in self.files.items():
            if self.site_files.find(files, path) is None:
                make = partial(self.kept.file, path, data) if self.kept else data
                if path == CHANGES and self.moved is not None:
                    make = partial(self._feed, make, files)
                self._append(files, GeneratedFile.of(self.site, path, make, write))

    def _feed(self, make: Callable[[], bytes], files: Files) -> bytes:
        """The feed of changes, with an entry for each month in which posts moved."""
        from mkdocs_osai.views.atom import with_moved

        def absolute(source: str) -> str:
            file = files.get_file_from_path(source)
            address = "" if file is None else file.url.removeprefix("./")
            return absolute_address(self.site.site_url, address) if self.site.site_url else address

        moved = self.moved() if self.moved else {}
        return with_moved(make(), self.generated.about, moved, absolute)

    def _redirect(self, files: Files, source: str, target: str, write: Write | None) -> None:
        """Redirect from the former address of a page, without a script."""
        from mkdocs_osai.views.links import redirect_page

        page = self.site_files.find(files, target)
        former = File.generated(self.site, source, content="")
        if page is None or self.site_files.find(files, source) is not None:
            return
        html = redirect_page(get_relative_url(page.url, former.url), self.urls.language)
        self._append(files, GeneratedFile.of(self.site, former.dest_uri, html.encode, write))

    def _append(self, files: Files, file: File) -> None:
        files.append(file)
        self.added.append(file)

    def keep(self, files: Files) -> None:
        """Keep what was added, except where a plugin has added a page or file of the site."""
        for file in [*self.added]:
            if self.site_files.has_users(file):
                self._remove(files, file)
            elif files.get_file_from_path(file.src_uri) is None:
                files.append(file)

    def _remove(self, files: Files, file: File) -> None:
        if files.get_file_from_path(file.src_uri) is file:
            files.remove(file)
        self.added.remove(file)
        self.pages.pop(file.src_uri, None)
        self.templated.pop(file.src_uri, None)

    def place_in_nav(self) -> None:
        """Offer the pages that readers look for to a navigation that is made from the files."""
        rules = self.site.not_in_nav
        for source, page in self.templated.items():
            wanted = self.pages[source].listed and self.site.nav is None
            if wanted and not (rules and rules.match_file(source)):
                page.file.inclusion = InclusionLevel.INCLUDED

    def not_in(self, nav: Navigation) -> list[TemplatedPage]:
        """The pages that are not in the navigation, and need not be rendered by MkDocs."""
        listed = {page.file.src_uri for page in nav.pages}
        return [
            page
            for source, page in self.templated.items()
            if source not in listed and not self.pages[source].listed
        ]

    def searched(self) -> list[TemplatedPage]:
        """The pages whose entries in the search are made from the data."""
        return [
            page
            for source, page in self.templated.items()
            if self.pages[source].entries and (page.file.templated or not page.kind.searched)
        ]

    def mention(self, model: Model, page: Page) -> None:
        """Record that a page names a model."""
        if page not in self.mentions[model.id]:
            self.mentions[model.id].append(page)

    def fill(self) -> None:
        """Make the content of the pages that MkDocs renders, when all others have been read."""
        for page in self.templated.values():
            if not page.file.templated and page.file.page is not None:
                page.fill(self.site)

    def _body(self, page: GeneratedPage) -> str:
        if self.kept is not None:
            return self.kept.body(page, self._others)
        return page.body(self._others)

    def _entries(self, page: GeneratedPage) -> Iterable[SearchEntry]:
        if self.kept is not None:
            return self.kept.entries(page, self._others)
        return page.entries(self._others) if page.entries else ()

    @cached_property
    def _others(self) -> OtherPages:
        """What the pages of the site say about the index, when all have been read."""
        from mkdocs_osai.views.pages import OtherPages

        named = {model: [*map(_mention, pages)] for model, pages in self.mentions.items()}
        return OtherPages(named, self.moved or (lambda: None))

    def resolve(self, html: str, page: Page, files: Files) -> str:
        """The HTML of a page with links to sources resolved, and a link to the feed of changes."""
        if CHANGES in self.files:
            html = with_feed(html)
        return self.with_links(html, page, files)

    def with_links(self, html: str, page: Page, files: Files) -> str:
        """The HTML of a page with links to sources resolved."""
        return with_links(html, page.url, lambda source: self._url(source, files))

    def _url(self, source: str, files: Files) -> str | None:
        """The address of a source, from the root of the site."""
        if source not in self._urls:
            file = self.site_files.find(files, source)
            self._urls[source] = None if file is None else file.url.removeprefix("./")
        return self._urls[source]


def _mention(page: Page) -> Mention:
    from mkdocs_osai.views.model_page import Mention

    return Mention(strip_html(page.title or page.file.name), page.file.src_uri)
