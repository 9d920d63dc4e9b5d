"""What other sites show of a page where somebody shares it: words, and an image of its own."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from html import escape
from importlib.metadata import version
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from mkdocs_osai.charts.card import HEIGHT, WIDTH, card_of_figure, card_of_model, write
from mkdocs_osai.charts.drawing import Drawing
from mkdocs_osai.charts.grades import in_words
from mkdocs_osai.index.store import Store, code
from mkdocs_osai.macros.drawings import digest
from mkdocs_osai.macros.figures import Figure
from mkdocs_osai.macros.text import plain, slug
from mkdocs_osai.stats import Index, models_in_words
from mkdocs_osai.stats.standing import standings
from mkdocs_osai.views import Addresses

FOLDER = "osai/cards"
"""Where cards stand on the site."""

_PNG = b"\x89PNG\r\n\x1a\n"
"""How such a file starts."""

_TOLD = re.compile(
    r"<meta\s[^>]*\b(?:property|name)=[\"']?((?:og|twitter):[a-z_:]+)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Card:
    """The card of a page.

    Attributes:
        path: the file on the site.
        made_from: what it is known by that is in it.
        draw: draws it.
        alt: the same in words.
    """

    path: str
    made_from: str
    draw: Callable[[], Drawing]
    alt: str


class Cards:
    """The cards of one build.

    Args:
        site: the configuration of the site.
        store: where drawn cards are kept for the next build.
        telling: whether anything is told of a page.
        drawing: whether it has an image, too; a site without an address has none, because other
            sites want the whole address of an image.
    """

    def __init__(self, site: MkDocsConfig, store: Store, *, telling: bool, drawing: bool) -> None:
        self.site = site
        self.store = store
        self.telling = telling
        self.drawing = telling and drawing and bool(site.site_url)
        self.figures: dict[str, Figure] = {}
        self.cards: dict[str, Card] = {}

    def first_figure(self, page: Page, figure: Figure) -> None:
        """Note a figure of a page; the first is the one on its card."""
        if self.drawing:
            self.figures.setdefault(page.file.src_uri, figure)

    def of_models(self, index: Index, where: Addresses) -> None:
        """Give the page of each model its card."""
        if not self.drawing:
            return
        places = standings(index.models)
        for model in index.models:
            source = where.models.get(model.id)
            if source is None:
                continue
            stands = places.get(model.id)
            rank = f"place {stands.place:,} of {models_in_words(stands.of)}" if stands else ""
            grades = [(c, model.class_of(c.ref)) for c in index.criteria.that_apply_to(model.types)]
            facts = (model.id, model.name, model.organization, model.score, grades)
            self._add(
                (source, model.id, in_words(model, index.criteria)),
                (facts, rank, index.about),
                partial(card_of_model, model, index.criteria, rank, index.about),
            )

    def make(self, files: Files) -> None:
        """Put the cards of all pages on the site, now that their titles are known."""
        for source, figure in self.figures.items():
            file = files.get_file_from_path(source)
            if file is None or file.page is None:
                continue
            title = plain(file.page.title)
            told = (figure.kind, figure.shown, title, figure.heading, figure.about)
            self._add(
                (source, file.page.url or "home", figure.alternative),
                told,
                partial(card_of_figure, *told),
            )
        for source, card in self.cards.items():
            there = files.get_file_from_path(card.path) is not None
            if files.get_file_from_path(source) is not None and not there:
                files.append(File.generated(self.site, card.path, content=self._png(card)))

    def head(self, html: str, page: Page) -> str:
        """A page with what other sites ask for in its head, unless it says it already."""
        end = html.find("</head>") if self.telling else -1
        told = {name.lower() for name in _TOLD.findall(html[: max(end, 0)])}
        if end < 0 or "og:image" in told:
            return html
        tags = "".join(
            f'<meta {"name" if name.startswith("twitter:") else "property"}="{name}" '
            f'content="{escape(value)}">\n'
            for name, value in self._facts(page)
            if name not in told
        )
        return html[:end] + tags + html[end:]

    def _facts(self, page: Page) -> Iterator[tuple[str, str]]:
        """What is told of a page: names of properties with their values."""
        yield "og:title", plain(self.site.site_name if page.is_homepage else page.title)
        about = page.meta.get("description") or self.site.site_description
        if about:
            yield "og:description", plain(about)
        yield "og:type", "article" if page.meta.get("date") else "website"
        if page.canonical_url:
            yield "og:url", page.canonical_url
        card = self.cards.get(page.file.src_uri)
        if card is not None and self.site.site_url:
            yield "og:image", urljoin(self.site.site_url, card.path)
            yield "og:image:width", str(WIDTH)
            yield "og:image:height", str(HEIGHT)
            yield "og:image:alt", plain(escape(card.alt))
        yield "twitter:card", "summary" if card is None else "summary_large_image"

    def _add(
        self, page: tuple[str, str, str], made_from: object, draw: Callable[[], Drawing]
    ) -> None:
        """Give a page its card: the source of the page, its name, and the card in words."""
        source, name, alt = page
        known_by = digest(made_from)
        stem = "-".join(filter(None, (slug(name), known_by[:8])))
        self.cards[source] = Card(f"{FOLDER}/{stem}.png", known_by, draw, alt)

    def _png(self, card: Card) -> bytes:
        """A card as PNG, drawn only if no earlier build has drawn it."""
        key = f"card {code()} {version('matplotlib')} {card.made_from}"
        kept = self.store.get(key)
        if isinstance(kept, str):
            with suppress(ValueError):
                png = base64.b64decode(kept, validate=True)
                if png.startswith(_PNG):
                    return png
        png = write(card.draw())
        self.store.put(key, base64.b64encode(png).decode())
        return png
