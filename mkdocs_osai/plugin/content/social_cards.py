"""What other sites show of a page where somebody shares it: words, and an image of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from mkdocs_osai.charts.drawing import Drawing
from mkdocs_osai.charts.png_pool import PngTask
from mkdocs_osai.macros.figure import Figure
from mkdocs_osai.macros.png_queue import PngQueue
from mkdocs_osai.sanitize import file_name, html_text, meta_content, strip_html
from mkdocs_osai.stats import Index, models_in_words
from mkdocs_osai.views.urls import PageUrls

FOLDER = "osai/cards"
"""Where cards stand on the site."""

_TOLD = re.compile(
    r"<meta\s(?:(?!<meta\s)[^>])*\b(?:property|name)=[\"']?((?:og|twitter):[a-z_:]+)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class SocialCard:
    """The card of a page.

    Attributes:
        path: the file on the site.
        task: what is rendered.
        alt: the same in words.
    """

    path: str
    task: PngTask
    alt: str


class SocialCards:
    """The cards of one build.

    Args:
        site: the configuration of the site.
        enabled: whether pages describe themselves to other sites.
        pngs: renders an image of each page, too; None for no images. A site without an address has
            none, because other sites need the whole address of an image.
    """

    def __init__(self, site: MkDocsConfig, *, enabled: bool, pngs: PngQueue | None) -> None:
        self.site = site
        self.enabled = enabled
        self.pngs = pngs if enabled and site.site_url else None
        self.figures: dict[str, Figure] = {}
        self.cards: dict[str, SocialCard] = {}

    def first_figure(self, page: Page, figure: Figure) -> None:
        """Note a figure of a page; the first is the one on its card."""
        if self.pngs is not None:
            self.figures.setdefault(page.file.src_uri, figure)

    def of_models(self, index: Index, where: PageUrls) -> None:
        """Give the page of each model its card."""
        if self.pngs is None:
            return
        from mkdocs_osai.charts.badge import in_words
        from mkdocs_osai.charts.social_card import card_of_model
        from mkdocs_osai.stats.results.ranking import ranks

        places = ranks(index.models)
        for model in index.models:
            source = where.models.get(model.id)
            if source is None:
                continue
            stands = places.get(model.id)
            rank = f"place {stands.place:,} of {models_in_words(stands.of)}" if stands else ""
            drawing = card_of_model(model, index.criteria, rank, index.about)
            self._add(source, model.id, in_words(model, index.criteria), drawing)

    def make(self, files: Files) -> None:
        """Put the cards of all pages on the site, now that their titles are known."""
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
            there = files.get_file_from_path(card.path) is not None
            if files.get_file_from_path(source) is not None and not there:
                png = self.pngs.png(card.path, card.task)
                files.append(File.generated(self.site, card.path, content=png))

    def head(self, html: str, page: Page) -> str:
        """A page with what other sites ask for in its head, unless it says it already."""
        end = html.find("</head>") if self.enabled else -1
        told = {name.lower() for name in _TOLD.findall(html[: max(end, 0)])}
        if end < 0 or "og:image" in told:
            return html
        tags = "".join(
            f'<meta {"name" if name.startswith("twitter:") else "property"}="{name}" '
            f'content="{value}">\n'
            for name, value in self._facts(page)
            if name not in told
        )
        return html[:end] + tags + html[end:]

    def _facts(self, page: Page) -> Iterator[tuple[str, str]]:
        """What is told of a page: names of properties with their values, escaped."""
        title = self.site.site_name if page.is_homepage else page.title
        yield "og:title", meta_content(strip_html(title))
        about = page.meta.get("description") or self.site.site_description
        if about:
            yield "og:description", meta_content(strip_html(about))
        yield "og:type", "article" if page.meta.get("date") else "website"
        if page.canonical_url:
            yield "og:url", html_text(page.canonical_url)
        card = self.cards.get(page.file.src_uri)
        if card is not None and self.site.site_url:
            from mkdocs_osai.charts.social_card import HEIGHT, WIDTH

            yield "og:image", html_text(urljoin(self.site.site_url, card.path))
            yield "og:image:width", str(WIDTH)
            yield "og:image:height", str(HEIGHT)
            yield "og:image:alt", meta_content(card.alt)
        yield "twitter:card", "summary" if card is None else "summary_large_image"

    def _add(self, source: str, name: str, alt: str, drawing: Drawing) -> None:
        """Give the page of a source its card."""
        task = PngTask(drawing, "light", 1, missing="")
        stem = "-".join(filter(None, (file_name(name), task.key[:8])))
        self.cards[source] = SocialCard(f"{FOLDER}/{stem}.png", task, alt)
