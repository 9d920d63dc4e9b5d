"""The pages and files that `osai site build` writes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mkdocs_osai.cache import Cache
from mkdocs_osai.history import IndexVersions
from mkdocs_osai.index import Model
from mkdocs_osai.macros.evidence import Evidence, EvidenceNumber, evidence_html
from mkdocs_osai.macros.png_queue import PngQueue
from mkdocs_osai.problems import OsaiError, Problem, quote
from mkdocs_osai.sanitize import (
    escape_markdown,
    html_text,
    markdown_address,
    message_path,
    meta_content,
)
from mkdocs_osai.views.assets import (
    FIGURES_SCRIPT,
    SCRIPT,
    STYLE,
    figures_script,
    joined,
)
from mkdocs_osai.views.links import redirect_page
from mkdocs_osai.views.model_page import Mention
from mkdocs_osai.views.pages import OtherPages
from mkdocs_osai.views.search_entries import SearchEntry
from mkdocs_osai.views.template_page import PageValues, TemplatePage
from mkdocs_osai.views.urls import absolute_address, link
from mkdocs_osai.website.config import SiteConfig
from mkdocs_osai.website.generated import Generated, KeptContents
from mkdocs_osai.website.page_html import root_of, with_links
from mkdocs_osai.website.social_cards import PageMetadata, SocialCard, cards_of_models


@dataclass(frozen=True)
class OwnPage:
    """A page: what differs between pages that are made from one template.

    Attributes:
        source: its source on the site.
        title, about: its title and its description, as plain text.
        body: its content as HTML.
        entries: what the search finds on it.
    """

    source: str
    title: str
    about: str
    body: str
    entries: tuple[SearchEntry, ...] = ()


@dataclass(frozen=True)
class StatedEvidence:
    """An evidence, and the pages that state it: path and title of each."""

    evidence: Evidence
    pages: tuple[Mention, ...]


@dataclass(frozen=True)
class OwnPages:
    """The pages and files of one run.

    Attributes:
        config: the site.
        folder: the folder of the built site, for messages.
        versions: the index.
        generated: what is generated from it.
        cache: keeps PNGs between runs.
        kept: keeps the contents of pages and files between runs.
        address: returns the address of a source or of a file of the site, from its root.
        problems: collects what is wrong.
    """

    config: SiteConfig
    folder: Path
    versions: IndexVersions
    generated: Generated
    cache: Cache
    kept: KeptContents
    address: Callable[[str], str | None]
    problems: list[Problem]

    def pages(
        self,
        others: OtherPages,
        evidence: Mapping[str, StatedEvidence],
    ) -> Iterator[OwnPage]:
        """All pages.

        Args:
            others: what the pages of the site say.
            evidence: the evidence for what the pages of the site state, by the source of its page.
        """
        for page in self.generated.pages.values():
            entries = tuple(self.kept.entries(page, others))
            content = self.kept.body(page, others)
            yield OwnPage(page.source, page.title, page.about, content, entries)
        for source, stated in evidence.items():
            body = self._evidence(stated)
            if body is not None:
                yield OwnPage(source, stated.evidence.title, "", body)

    def _evidence(self, stated: StatedEvidence) -> str | None:
        """The content of the page of an evidence; None if a model of it is gone."""
        links = [
            f'<a href="{html_text(link(page.source))}">{escape_markdown(page.title)}</a>'
            for page in stated.pages
        ]
        try:
            return evidence_html(stated.evidence, self._model, self._linked, links)
        except OsaiError as error:
            place = message_path(os.path.relpath(self.folder / stated.pages[0].source))
            what = f"{quote(stated.evidence.title)}: {error.what}"
            hint = "if the models have changed, build the site again"
            self.problems.append(Problem(place, 1, what, hint))
            return None

    def _model(self, number: EvidenceNumber, model: str) -> Model:
        """A model of the index that a number is computed from."""
        return self.versions.at(number.commit).model(model)

    def _linked(self, model: Model) -> str:
        own = markdown_address(model.links[0]) if model.links else None
        address = self.generated.urls.model(model) or own
        name = escape_markdown(model.name)
        return f'<a href="{html_text(address)}">{name}</a>' if address else name

    def files(
        self, pages: Iterable[OwnPage], template: Callable[[bool], TemplatePage]
    ) -> Iterator[tuple[str, bytes]]:
        """The path of each file on the site, and its content.

        Args:
            pages: the pages.
            template: returns the template of pages that have a description of their own, or not.
        """
        site, urls = self.config.settings, self.generated.urls
        yield STYLE, joined(".css").encode()
        yield SCRIPT, joined(".js").encode()
        yield FIGURES_SCRIPT, figures_script().encode()
        for path, make in self.generated.files.items():
            yield path, self.kept.file(path, make)
        cards: dict[str, SocialCard] = {}
        if self.config.cards and site.url and self.config.pages:
            cards = dict(cards_of_models(self.versions.present, urls))
            yield from self._pngs(cards.values())
        for page in pages:
            html = self._html(page, template(bool(page.about)), cards.get(page.source))
            yield site.file(page.source), html.encode("utf-8", "xmlcharrefreplace")
        for former, source in urls.redirects.items():
            address = f"{root_of(site.address(former))}/{site.address(source)}"
            yield site.file(former), redirect_page(address, urls.language).encode()

    def _pngs(self, cards: Iterable[SocialCard]) -> Iterator[tuple[str, bytes]]:
        queue = PngQueue(self.cache, on_request=False)
        try:
            for card in cards:
                content = queue.png(card.path, card.task)
                if content:
                    yield card.path, content
            yield from queue.rest()
        finally:
            queue.close()

    def _html(self, page: OwnPage, template: TemplatePage, card: SocialCard | None) -> str:
        site = self.config.settings
        url, file = site.address(page.source), site.file(page.source)
        title, about = meta_content(page.title), meta_content(page.about)
        html = template.fill(PageValues(title, about, page.source, url, file, page.body))
        full = absolute_address(site.url, url) if site.url else None
        if full and 'rel="canonical"' not in html:
            canonical = f'<link rel="canonical" href="{html_text(full)}">\n'
            html = html.replace("</head>", f"{canonical}</head>", 1)
        if self.config.cards:
            metadata = PageMetadata(title, about or site.description, full, card, site.url)
            html = metadata.put_into(html)
        return with_links(html, url, self.address)
