"""A figure: chart, alt text, caption, table and files as one line of Markdown."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from mkdocs_osai import charts
from mkdocs_osai.charts.drawing import Drawing
from mkdocs_osai.charts.png_pool import PngTask
from mkdocs_osai.charts.theme import Theme
from mkdocs_osai.index import IndexInfo
from mkdocs_osai.macros.png_queue import PngQueue
from mkdocs_osai.sanitize import escape_markdown, file_name, markdown_address
from mkdocs_osai.stats import Result, day_in_words

FOLDER = "osai/figures"  # where the files of figures stand on the site


@dataclass(frozen=True)
class Figure:
    """A figure of a page.

    Attributes:
        kind: the kind of chart.
        data: the numbers it is to show.
        about: the index it speaks of.
        title, caption, alt: the author's words, or None.
        anchor: its id on the page, or None.
        number: its number on the page, or None.
    """

    kind: str
    data: Result
    about: IndexInfo
    title: str | None = None
    caption: str | None = None
    alt: str | None = None
    anchor: str | None = None
    number: int | None = None

    @cached_property
    def shown(self) -> Result:
        """The numbers as it shows them; the same in the picture, the texts and the files.

        Raises:
            OsaiError: they cannot be shown.
        """
        return charts.prepare(self.kind, self.data)

    @cached_property
    def drawing(self) -> Drawing:
        """The picture."""
        return charts.draw(self.kind, self.shown)

    @property
    def heading(self) -> str:
        """What the figure shows, in words."""
        return self.title or self.shown.label

    @property
    def titled(self) -> str:
        """What it shows and what that rests on, as it is told away from its caption."""
        return self.shown.caption(self.title)

    @property
    def alternative(self) -> str:
        """The text for readers who do not see the image: the kind, what of, and every number."""
        if self.alt is not None:
            return self.alt
        kind = charts.KINDS[self.kind]
        heading = self.shown.heading(self.title)
        return f"{kind}: {heading}. {self.shown.sentence}. {self.shown.basis}."

    @property
    def subject(self) -> str:
        """What is counted, where the heading is the author's and need not tell it."""
        return self.shown.label if self.title and self.title != self.shown.label else ""


class FigureRenderer:
    """Writes figures and their files.

    Args:
        site_themes: the themes of the site, `light`, `dark` or both.
        pngs: renders the charts as PNG, too; None for no PNG.

    Attributes:
        names: the names of all figures so far, as their files have them.
    """

    def __init__(self, site_themes: tuple[Theme, ...], pngs: PngQueue | None = None) -> None:
        self.names: set[str] = set()
        self._themes = site_themes
        self._pngs = pngs

    def render(self, figure: Figure, publish: Callable[[str, bytes], str]) -> str:
        """A figure as one line of Markdown.

        Args:
            figure: the figure.
            publish: puts a file on the site, by its path there, and returns how the page links it.
                A PNG that is not rendered yet is empty.

        Raises:
            OsaiError: the numbers cannot be shown.
        """
        drawing, shown = figure.drawing, figure.shown
        files = {".csv": shown.to_csv().encode("utf-8", "replace")}
        for _, ending in self._endings:
            theme: Theme = "dark" if ending else "light"
            files[f"{ending}.svg"] = drawing.svg(theme, figure.titled, figure.about).encode()
        contents = hashlib.sha256(b"\0".join(files[e] for e in sorted(files))).hexdigest()[:6]
        parts = [figure.kind, file_name(shown.name), file_name(shown.selection.slug), contents]
        path = f"{FOLDER}/{'-'.join(filter(None, parts))}"
        self.names.add(path)
        if self._pngs is not None:
            files[".png"] = self._pngs.png(f"{path}.png", PngTask(drawing, self._themes[0]))
        links = {ending: publish(f"{path}{ending}", data) for ending, data in files.items()}
        alt = escape_markdown(figure.alternative)
        size = f'{{ width="{drawing.width}" height="{drawing.height}" loading="lazy" }}'
        images = "".join(
            f"![{alt}]({links[f'{ending}.svg']}{anchor}){size}" for anchor, ending in self._endings
        )
        anchor = f' id="{figure.anchor}"' if figure.anchor else ""
        return (
            f'<figure markdown="span" class="osai-figure"{anchor}>{images}'
            f"<figcaption>{_caption(figure, links)}</figcaption>{_table(figure)}</figure>"
        )

    @property
    def _endings(self) -> list[tuple[str, str]]:
        if len(self._themes) == 1:
            return [("", "" if self._themes[0] == "light" else "-dark")]
        return [("#only-light", ""), ("#only-dark", "-dark")]


def themes(palette: object) -> tuple[Theme, ...]:
    """The themes of a site, as its palettes say.

    Example:
        >>> themes([{"scheme": "default"}, {"scheme": "slate"}])
        ('light', 'dark')
    """
    entries = palette if isinstance(palette, list) else [palette]
    schemes = {e.get("scheme") or "default" for e in entries if isinstance(e, Mapping)}
    found = {"dark" if scheme == "slate" else "light" for scheme in schemes or {"default"}}
    both: tuple[Theme, ...] = ("light", "dark")
    return tuple(theme for theme in both if theme in found)


def _caption(figure: Figure, links: Mapping[str, str]) -> str:
    shown, about = figure.shown, figure.about
    words = shown.selection.words
    selection = "".join(
        f"{escape_markdown(one[:1].upper() + one[1:])}. " for one in (figure.subject, words) if one
    )
    date = f", {day_in_words(about.date)}" if about.date else ""
    source = f"[{escape_markdown(about.title)}]({markdown_address(about.source)}){date}"
    svg = ".svg" if ".svg" in links else "-dark.svg"
    endings = (("CSV", ".csv"), ("SVG", svg), ("PNG", ".png"))
    downloads = " · ".join(
        f"[{label}]({links[ending]}){{ download }}" for label, ending in endings if ending in links
    )
    basis = f"{selection}{escape_markdown(shown.basis)}. Source: {source}. Data: {downloads}"
    caption = f" <span>{escape_markdown(figure.caption)}</span>" if figure.caption else ""
    number = f"Figure {figure.number}. " if figure.number else ""
    heading = f"<strong>{number}{escape_markdown(figure.heading)}</strong>"
    return f"{heading}{caption} <small>{basis}</small>"


def _table(figure: Figure) -> str:
    table = figure.shown.table.html(figure.titled, escape_markdown)
    return f"<details><summary>Show the numbers</summary>{table}</details>"
