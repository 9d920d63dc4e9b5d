"""The cards of the pages of a build."""

from __future__ import annotations

from collections.abc import Callable

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from mkdocs_osai.macros.figure import Figure
from mkdocs_osai.macros.png_queue import PngQueue
from mkdocs_osai.sanitize import strip_html
from mkdocs_osai.stats import Index
from mkdocs_osai.views.urls import PageUrls
from mkdocs_osai.website.social_cards import PageMetadata, SocialCard, cards_of_models


def without_social(page: Page) -> None:
    """Let Material's plugin `social` make no card of a page, unless its front matter has its own.

    The plugin makes the card when it reads the page, and fails if it has not read it.
    """
    page.meta.setdefault("social", {"cards": False})


class SocialCards:
    """The cards of one build.

    Args:
        site: the configuration of the site.
        enabled: whether pages have metadata for other sites.
        pngs: renders an image for each page; None for no images. A site without `site_url` has
            none, because other sites need the full address of an image.
        publish: adds an image to the site, by its path.
    """

    def __init__(
        self,
        site: MkDocsConfig,
        *,
        enabled: bool,
        pngs: PngQueue | None,
        publish: Callable[[Files, str, bytes], str],
    ) -> None:
        self.site = site
        self.publish = publish
        self.enabled = enabled
        self.pngs = pngs if enabled and site.site_url else None
        self.figures: dict[str, Figure] = {}
        self.cards: dict[str, SocialCard] = {}

    def first_figure(self, page: Page, figure: Figure) -> None:
        """Use the first figure of a page for its card."""
        if self.pngs is not None:
            self.figures.setdefault(page.file.src_uri, figure)

    def add_models(self, index: Index, urls: PageUrls) -> None:
        """Add a card for the page of each model."""
        if self.pngs is not None:
            self.cards.update(cards_of_models(index, urls))

    def replace_others(self, page: Page) -> None:
        """Let `social` make no card of a page that has one of these."""
        if page.file.src_uri in self.cards or page.file.src_uri in self.figures:
            without_social(page)

    def make(self, files: Files) -> None:
        """Add the cards of all pages to the site, once their titles are known."""
        if self.pngs is None:
            return
        from mkdocs_osai.charts.social_card import card_of_figure

        for source, figure in self.figures.items():
            file = files.get_file_from_path(source)
            if file is None or file.page is None:
                continue
            title = strip_html(file.page.title)
            drawing = card_of_figure(
                figure.kind, figure.prepared, title, figure.heading, figure.about
            )
            name = file.page.url or "home"
            self.cards[source] = SocialCard.of(name, figure.alternative, drawing)
        for source, card in self.cards.items():
            if files.get_file_from_path(source) is not None:
                self.publish(files, card.path, self.pngs.png(card.path, card.task))

    def head(self, html: str, page: Page) -> str:
        """The HTML of a page with metadata for other sites, unless it has a card of its own."""
        if not self.enabled:
            return html
        title = self.site.site_name if page.is_homepage else page.title
        metadata = PageMetadata(
            str(title or ""),
            page.meta.get("description") or self.site.site_description,
            page.canonical_url,
            self.cards.get(page.file.src_uri),
            self.site.site_url,
            article=bool(page.meta.get("date")),
        )
        return metadata.put_into(html)
