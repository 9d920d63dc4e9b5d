"""The metadata and the image that other sites show when a page is shared."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from mkdocs_osai.charts.drawing import Drawing
from mkdocs_osai.charts.png_pool import PngTask
from mkdocs_osai.macros.figure import Figure
from mkdocs_osai.macros.png_queue import PngQueue
from mkdocs_osai.sanitize import file_name, html_text, meta_content, strip_html
from mkdocs_osai.stats import Index, models_in_words
from mkdocs_osai.views.urls import PageUrls, absolute_address

FOLDER = "osai/cards"
"""The folder of cards on the site."""

_META_NAME = re.compile(
    r"<meta\s(?:(?!<meta\s)[^>])*\b(?:property|name)=[\"']?((?:og|twitter):[a-z_:]+)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class SocialCard:
    """The card of a page.

    Attributes:
        path: the file on the site.
        task: renders the image.
        alt: the alternative text.
    """

    path: str
    task: PngTask
    alt: str


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
        publish: Callable[[Files, str, bytes], None],
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
        if self.pngs is None:
            return
        from mkdocs_osai.charts.badge import in_words
        from mkdocs_osai.charts.social_card import card_of_model
        from mkdocs_osai.stats.results.ranking import ranks

        ranked = ranks(index.models)
        for model in index.models:
            source = urls.models.get(model.id)
            if source is None:
                continue
            rank = ranked.get(model.id)
            words = f"place {rank.place:,} of {models_in_words(rank.of)}" if rank else ""
            drawing = card_of_model(model, index.criteria, words, index.about)
            self._add(source, model.id, in_words(model, index.criteria), drawing)

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
            self._add(source, file.page.url or "home", figure.alternative, drawing)
        for source, card in self.cards.items():
            if files.get_file_from_path(source) is not None:
                self.publish(files, card.path, self.pngs.png(card.path, card.task))

    def head(self, html: str, page: Page) -> str:
        """The HTML of a page with metadata for other sites, unless it has a card of its own."""
        end = html.find("</head>") if self.enabled else -1
        present = {name.lower() for name in _META_NAME.findall(html, 0, max(end, 0))}
        if end < 0 or "og:image" in present:
            return html
        tags = "".join(
            f'<meta {"name" if name.startswith("twitter:") else "property"}="{name}" '
            f'content="{value}">\n'
            for name, value in self._metadata(page)
            if name not in present
        )
        return html[:end] + tags + html[end:]

    def _metadata(self, page: Page) -> Iterator[tuple[str, str]]:
        """The metadata of a page: names of properties with their escaped values."""
        title = self.site.site_name if page.is_homepage else page.title
        yield "og:title", meta_content(strip_html(title))
        description = page.meta.get("description") or self.site.site_description
        if description:
            yield "og:description", meta_content(strip_html(description))
        yield "og:type", "article" if page.meta.get("date") else "website"
        if page.canonical_url:
            yield "og:url", html_text(page.canonical_url)
        card = self.cards.get(page.file.src_uri)
        if card is not None and self.site.site_url:
            from mkdocs_osai.charts.social_card import HEIGHT, WIDTH

            yield "og:image", html_text(absolute_address(self.site.site_url, card.path))
            yield "og:image:width", str(WIDTH)
            yield "og:image:height", str(HEIGHT)
            yield "og:image:alt", meta_content(card.alt)
        yield "twitter:card", "summary" if card is None else "summary_large_image"

    def _add(self, source: str, name: str, alt: str, drawing: Drawing) -> None:
        task = PngTask(drawing, "light", 1, missing="")
        stem = "-".join(filter(None, (file_name(name), task.key[:8])))
        self.cards[source] = SocialCard(f"{FOLDER}/{stem}.png", task, alt)
