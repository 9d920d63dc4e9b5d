"""A page from data: its kind and its texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mkdocs.config.defaults import MkDocsConfig
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
