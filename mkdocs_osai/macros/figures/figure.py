"""A figure: chart, alt text, caption, table and files as one line of Markdown."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from mkdocs_osai import charts
from mkdocs_osai.charts.drawing import Drawing
from mkdocs_osai.charts.theme import Theme
from mkdocs_osai.index import IndexInfo
from mkdocs_osai.macros.figures.drawings import Drawings, Files, digest
from mkdocs_osai.macros.figures.png_queue import PngJob, PngQueue
from mkdocs_osai.macros.figures.request import Request
from mkdocs_osai.macros.text import escape_markdown, slug, web_address
from mkdocs_osai.stats import Result, day_in_words

FOLDER = "osai/figures"
"""Where the files of figures stand on the site."""


@dataclass(frozen=True)
class Figure:
    """A figure of a page.

    Attributes:
        kind: the kind of chart.
        asked: the numbers it is to show.
        about: the index it speaks of.
        title, caption, alt: the author's words, or None.
        anchor: its id on the page, or None.
        number: its number on the page, or None.
    """

    kind: str
    asked: Request
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
            OsaiError: they cannot be computed, or not be shown.
        """
        return charts.prepare(self.kind, self.asked.numbers)

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


@dataclass(frozen=True, slots=True)
class RenderedFigure:
    """What is written around a picture.

    Attributes:
        made_from: what the figure is known by.
        line: the figure as Markdown, with marks where its links stand.
        name: of its files, without the ending.
        alt: the text for readers who do not see the image.
        negative: what the PNG is known by.
        files: SVG and CSV, by the ending of their names.
    """

    made_from: str
    line: str
    name: str
    alt: str
    negative: str
    files: Files

    @staticmethod
    def of(made_from: str, kept: Files | None) -> RenderedFigure | None:
        """A sheet from its pieces, if they are all there."""
        if kept is None or not kept.keys() >= {*_TEXTS, ".csv"}:
            return None
        texts = {name: kept[name].decode("utf-8", "replace") for name in _TEXTS}
        files = {ending: data for ending, data in kept.items() if ending not in _TEXTS}
        return RenderedFigure(made_from, **texts, files=files)


_TEXTS = ("line", "name", "alt", "negative")


@dataclass(frozen=True)
class FigureRenderer:
    """Draws figures and keeps what is drawn.

    Attributes:
        themes: the themes of the site, `light`, `dark` or both.
        drawings: those that can be used again.
        darkroom: prints the charts as PNG, too; None for no PNG.
    """

    themes: tuple[Theme, ...]
    drawings: Drawings
    darkroom: PngQueue | None = None

    def sheet(self, figure: Figure) -> RenderedFigure:
        """What is written around a figure; its numbers are computed only if that is not known.

        Raises:
            OsaiError: the numbers cannot be computed, or not be shown.
        """
        texts = figure.title, figure.caption, figure.alt, figure.anchor, figure.number
        around = figure.kind, figure.about, texts, self.themes, self.darkroom is not None
        known_by = figure.asked.known_by
        made_from = self.drawings.asked(
            digest((known_by, around)) if known_by else "", lambda: digest((figure.shown, around))
        )
        known = RenderedFigure.of(made_from, self.drawings.kept("figure", made_from))
        self.drawings.figure(made_from, anew=known is None)
        if known is not None:
            return known
        sheet = self._written(figure, made_from)
        written = {name: getattr(sheet, name).encode("utf-8", "replace") for name in _TEXTS}
        self.drawings.keep("figure", made_from, {**written, **sheet.files})
        return sheet

    def placed(
        self, figure: Figure, sheet: RenderedFigure, publish: Callable[[str, bytes], str]
    ) -> str:
        """A figure as one line of Markdown, and its files on the site.

        Args:
            figure: what to show.
            sheet: what is written around it.
            publish: puts a file on the site, by its path there, and returns how the page links it.
                A PNG that is not printed yet is empty.
        """
        path, line = f"{FOLDER}/{sheet.name}", sheet.line
        files = dict(sheet.files)
        if self.darkroom is not None:
            negative = PngJob(sheet.negative, lambda: figure.drawing, self.themes[0])
            files[".png"] = png = self.darkroom.png(f"{path}.png", negative)
            self.drawings.figure(sheet.made_from, anew=not png and not self.darkroom.waiting)
        for ending, data in files.items():
            line = line.replace(_link(ending), publish(f"{path}{ending}", data))
        return line

    def _written(self, figure: Figure, made_from: str) -> RenderedFigure:
        drawing, shown = figure.drawing, figure.shown
        files = {".csv": shown.to_csv().encode("utf-8", "replace")}
        for _, ending in self._endings:
            theme: Theme = "dark" if ending else "light"
            files[f"{ending}.svg"] = drawing.svg(theme, figure.titled, figure.about).encode()
        contents = hashlib.sha256(b"\0".join(files[e] for e in sorted(files))).hexdigest()[:6]
        parts = [figure.kind, slug(shown.name), slug(shown.selection.slug), contents]
        alt = escape_markdown(figure.alternative)
        size = f'{{ width="{drawing.width}" height="{drawing.height}" loading="lazy" }}'
        images = "".join(
            f"![{alt}]({_link(f'{ending}.svg')}{anchor}){size}" for anchor, ending in self._endings
        )
        anchor = f' id="{figure.anchor}"' if figure.anchor else ""
        endings = {*files, ".png"} if self.darkroom else files
        line = (
            f'<figure markdown="span" class="osai-figure"{anchor}>{images}'
            f"<figcaption>{_caption(figure, endings)}</figcaption>{_table(figure)}</figure>"
        )
        name = "-".join(filter(None, parts))
        negative = digest((drawing, self.themes[0]))
        return RenderedFigure(made_from, line, name, figure.alternative, negative, files)

    @property
    def _endings(self) -> list[tuple[str, str]]:
        if len(self.themes) == 1:
            return [("", "" if self.themes[0] == "light" else "-dark")]
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


def _link(ending: str) -> str:
    """What stands in the place of a link, and in no text or address of data, which escape it."""
    return f"{{osai{ending}}}"


def _caption(figure: Figure, files: Collection[str]) -> str:
    shown, about = figure.shown, figure.about
    words = shown.selection.words
    selection = "".join(
        f"{escape_markdown(one[:1].upper() + one[1:])}. " for one in (figure.subject, words) if one
    )
    date = f", {day_in_words(about.date)}" if about.date else ""
    source = f"[{escape_markdown(about.title)}]({web_address(about.source)}){date}"
    endings = (("CSV", ".csv"), ("SVG", f"{_first(files)}.svg"), ("PNG", ".png"))
    links = " · ".join(
        f"[{label}]({_link(ending)}){{ download }}" for label, ending in endings if ending in files
    )
    basis = f"{selection}{escape_markdown(shown.basis)}. Source: {source}. Data: {links}"
    caption = f" <span>{escape_markdown(figure.caption)}</span>" if figure.caption else ""
    number = f"Figure {figure.number}. " if figure.number else ""
    heading = f"<strong>{number}{escape_markdown(figure.heading)}</strong>"
    return f"{heading}{caption} <small>{basis}</small>"


def _first(files: Collection[str]) -> str:
    return "" if ".svg" in files else "-dark"


def _table(figure: Figure) -> str:
    table = figure.shown.table.html(figure.titled, escape_markdown)
    return f"<details><summary>Show the numbers</summary>{table}</details>"
