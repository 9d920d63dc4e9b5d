"""The pages that show the evidence for numbers and claims."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from mkdocs_osai.history import IndexVersions
from mkdocs_osai.index import Model
from mkdocs_osai.macros.evidence import Evidence, evidence_html
from mkdocs_osai.plugin.content.templated_page import Kind, TemplatedPage
from mkdocs_osai.sanitize import escape_markdown, html_text, strip_html
from mkdocs_osai.views.urls import link

KIND = Kind(searched=False, read=False)


@dataclass
class EvidencePage:
    """The page of one piece of evidence.

    Attributes:
        evidence: the numbers or the claim.
        versions: the index of the evidence.
        pages: the pages that link it.
    """

    evidence: Evidence
    versions: IndexVersions
    pages: list[Page] = field(default_factory=list)


class EvidencePages:
    """Collects evidence while pages are rendered; its pages are made afterwards.

    Args:
        site: the configuration of the site.
        address: returns the address of a model for readers: the target of a link, or None.
        find: returns the file of the site with a source, or the one of the user in its place.
        publish: adds a page to the site.
    """

    def __init__(
        self,
        site: MkDocsConfig,
        address: Callable[[Model], str | None],
        find: Callable[[Files, str], File | None],
        publish: Callable[[Files, TemplatedPage], None],
    ) -> None:
        self.site = site
        self.address = address
        self.find = find
        self.publish = publish
        self.evidence: dict[str, EvidencePage] = {}
        self.pages: list[TemplatedPage] = []

    def add(self, evidence: Evidence, versions: IndexVersions, page: Page, files: Files) -> str:
        """Add evidence that a page links; returns the source of its page."""
        path = evidence.path
        while path in self.evidence and self.evidence[path].versions is not versions:
            path = f"{path.removesuffix('.md')}-too.md"  # the same words of another index
        entry = self.evidence.setdefault(path, EvidencePage(evidence, versions))
        if page not in entry.pages:
            entry.pages.append(page)
        found = self.find(files, path)
        if found is not None:
            return found.src_uri
        body = partial(self._body, entry)
        made = TemplatedPage.of(self.site, path, KIND, evidence.title, "", body)
        self.pages.append(made)
        self.publish(files, made)
        return path

    def fill(self) -> None:
        """Make the content of the pages that MkDocs renders, when all others have been read."""
        for page in self.pages:
            if not page.file.templated:
                page.fill(self.site)

    def of_present(self) -> Iterator[tuple[str, IndexVersions]]:
        """The pages with evidence from an index as it is, each with that index."""
        for path, entry in self.evidence.items():
            versions = entry.versions
            numbers = entry.evidence.numbers
            if any(versions.of(one.commit) is versions.present for one in numbers):
                yield path, versions

    def _body(self, entry: EvidencePage) -> str:
        links = [
            f'<a href="{link(page.file.src_uri)}">'
            f"{escape_markdown(strip_html(page.title or page.file.name))}</a>"
            for page in entry.pages
        ]
        return evidence_html(
            entry.evidence,
            lambda part, model: entry.versions.of(part.commit).model(model),
            self._link_to,
            links,
        )

    def _link_to(self, model: Model) -> str:
        address = self.address(model)
        name = escape_markdown(model.name)
        return f'<a href="{html_text(address)}">{name}</a>' if address else name
