"""The pages that show what numbers and claims rest on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from mkdocs_osai.history import IndexVersions
from mkdocs_osai.index import Model
from mkdocs_osai.macros.statements import EVIDENCE_ANCHOR, Evidence, evidence_html
from mkdocs_osai.sanitize import escape_markdown, front_matter_string, html_text, strip_html
from mkdocs_osai.views.urls import link

FRONT_MATTER = """\
---
title: {title}
render_macros: false
search:
  exclude: true
hide:
  - navigation
  - toc
---

"""
"""Of a page made from data: no template runs on it."""


@dataclass
class EvidencePage:
    """The page of one piece of evidence.

    Attributes:
        evidence: what it shows.
        versions: the index that it is from.
        pages: the pages that state it.
    """

    evidence: Evidence
    versions: IndexVersions
    pages: list[Page] = field(default_factory=list)


class EvidencePages:
    """Collects evidence while pages are read, and makes its pages when all are.

    Args:
        site: the configuration of the site.
        address: where readers find a model: the target of a link, or None.
    """

    def __init__(self, site: MkDocsConfig, address: Callable[[Model], str | None]) -> None:
        self.site = site
        self.address = address
        self.found: dict[str, EvidencePage] = {}

    def add(self, evidence: Evidence, versions: IndexVersions, page: Page, files: Files) -> str:
        """Note what a page rests on; returns the source of the page that will show it."""
        path = evidence.path
        while path in self.found and self.found[path].versions is not versions:
            path = f"{path.removesuffix('.md')}-too.md"  # the same words of another index
        exhibit = self.found.setdefault(path, EvidencePage(evidence, versions))
        if page not in exhibit.pages:
            exhibit.pages.append(page)
        if files.get_file_from_path(path) is None:
            files.append(File.generated(self.site, path, content=""))
        return path

    def make(self, files: Files) -> None:
        """Make all the pages; what links them is rendered already."""
        for path, exhibit in self.found.items():
            file = files.get_file_from_path(path)
            if file is None:
                continue
            file.content_string = FRONT_MATTER.format(
                title=front_matter_string(exhibit.evidence.title)
            )
            page = Page(None, file, self.site)
            page.read_source(self.site)
            page.content = self._body(exhibit)
            # The theme's "skip to content" link needs a target.
            page.toc = TableOfContents([AnchorLink(page.title or "", EVIDENCE_ANCHOR, 1)])

    def counting(self) -> Iterator[tuple[str, IndexVersions]]:
        """The pages that rest on an index as it is, each with that index."""
        for path, exhibit in self.found.items():
            parts = (part for number in exhibit.evidence.numbers for part in number.parts)
            of = exhibit.versions
            if any(of.of(part.commit) is of.present for part in parts):
                yield path, of

    def _body(self, exhibit: EvidencePage) -> str:
        stated = [
            f'<a href="{link(page.file.src_uri)}">'
            f"{escape_markdown(strip_html(page.title or page.file.name))}</a>"
            for page in exhibit.pages
        ]
        return evidence_html(
            exhibit.evidence,
            lambda part, model: exhibit.versions.of(part.commit).model(model),
            self._linked,
            stated,
        )

    def _linked(self, model: Model) -> str:
        address = self.address(model)
        name = escape_markdown(model.name)
        return f'<a href="{html_text(address)}">{name}</a>' if address else name
