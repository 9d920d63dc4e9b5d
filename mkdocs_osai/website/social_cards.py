"""The metadata and the image that other sites show when a page is shared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_osai.charts.drawing import Drawing
from mkdocs_osai.charts.png_pool import PngTask
from mkdocs_osai.i18n import integer, ngettext, using
from mkdocs_osai.sanitize import file_name, html_text, meta_content, strip_html
from mkdocs_osai.stats import Index
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

    @classmethod
    def of(cls, name: str, alt: str, drawing: Drawing) -> SocialCard:
        """The card with a drawing; `name` is in the name of its file."""
        task = PngTask(drawing, "light", 1, missing="")
        stem = "-".join(filter(None, (file_name(name), task.key[:8])))
        return cls(f"{FOLDER}/{stem}.png", task, alt)


def cards_of_models(index: Index, urls: PageUrls) -> Iterator[tuple[str, SocialCard]]:
    """The source of the page of each model, and its card, in the language of the site."""
    with using(urls.language):
        found = [*_cards(index, urls)]
    yield from found


def _cards(index: Index, urls: PageUrls) -> Iterator[tuple[str, SocialCard]]:
    from mkdocs_osai.charts.badge import in_words
    from mkdocs_osai.charts.social_card import card_of_model
    from mkdocs_osai.stats.results.ranking import ranks

    ranked = ranks(index.models)
    for model in index.models:
        source = urls.models.get(model.id)
        if source is None:
            continue
        rank = ranked.get(model.id)
        words = ""
        if rank:
            words = ngettext(
                "place {place} of {count} model",
                "place {place} of {count} models",
                rank.of,
                place=integer(rank.place),
            )
        drawing = card_of_model(model, index.criteria, words, index.about)
        yield source, SocialCard.of(model.id, in_words(model, index.criteria), drawing)


@dataclass(frozen=True)
class PageMetadata:
    """What other sites show of a page.

    Attributes:
        title: its title; HTML is removed.
        description: its description, or None; HTML is removed.
        url: its full address, or None.
        card: its card, or None.
        site_url: the address of the site; a site without one has no cards.
        article: whether it is an article, with a date.
    """

    title: str
    description: str | None
    url: str | None
    card: SocialCard | None
    site_url: str | None
    article: bool = False

    def tags(self) -> Iterator[tuple[str, str]]:
        """The names of properties with their escaped values."""
        yield "og:title", meta_content(strip_html(self.title))
        if self.description:
            yield "og:description", meta_content(strip_html(self.description))
        yield "og:type", "article" if self.article else "website"
        if self.url:
            yield "og:url", html_text(self.url)
        if self.card is not None and self.site_url:
            from mkdocs_osai.charts.social_card import HEIGHT, WIDTH

            yield "og:image", html_text(absolute_address(self.site_url, self.card.path))
            yield "og:image:width", str(WIDTH)
            yield "og:image:height", str(HEIGHT)
            yield "og:image:alt", meta_content(self.card.alt)
        yield "twitter:card", "summary" if self.card is None else "summary_large_image"

    def put_into(self, html: str) -> str:
        """The HTML of a page with this in its head, unless it has an image of its own."""
        end = html.find("</head>")
        present = {name.lower() for name in _META_NAME.findall(html, 0, max(end, 0))}
        if end < 0 or "og:image" in present:
            return html
        tags = "".join(
            f'<meta {"name" if name.startswith("twitter:") else "property"}="{name}" '
            f'content="{value}">\n'
            for name, value in self.tags()
            if name not in present
        )
        return html[:end] + tags + html[end:]
