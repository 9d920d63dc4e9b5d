"""A figure: chart, alt text, caption, table and files as one line of Markdown."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from mkdocs_osai import charts
from mkdocs_osai.charts.theme import Theme
from mkdocs_osai.index import About
from mkdocs_osai.macros.drawings import Drawings, Files, digest
from mkdocs_osai.macros.text import inert, slug, web_address
from mkdocs_osai.stats import Shown, day_in_words

FOLDER = "osai/figures"
"""Where the files of figures stand on the site."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that is ready to stand on a page.

    Attributes:
        kind: the kind of chart.
        shown: what it shows; the same numbers stand in the picture, the texts and the files.
        about: the index it speaks of.
        title, caption, alt: the author's words, or None.
        anchor: its id on the page, or None.
        number: its number on the page, or None.
    """

    kind: str
    shown: Shown
    about: About
    title: str | None = None
    caption: str | None = None
    alt: str | None = None
    anchor: str | None = None
    number: int | None = None

    @property
    def heading(self) -> str:
        """What the figure shows, in words."""
        return self.title or self.shown.label

    @property
    def alternative(self) -> str:
        """The text for readers who do not see the image: the kind, what of, and every number."""
        if self.alt is not None:
            return self.alt
        words = f" ({self.shown.selection.words})" if self.shown.selection.words else ""
        kind = charts.KINDS[self.kind]
        return f"{kind}: {self.heading}{words}. {self.shown.sentence}. {self.shown.basis}."


@dataclass(frozen=True)
class Studio:
    """Draws figures and keeps what is drawn.

    Attributes:
        themes: the themes of the site, `light`, `dark` or both.
        drawings: those that can be used again.
        png: whether readers get the chart as PNG, too; it is ten times the size of the SVG.
    """

    themes: tuple[Theme, ...]
    drawings: Drawings
    png: bool = True

    def markdown(self, figure: Figure, publish: Callable[[str, bytes], str]) -> str:
        """The figure as one line of Markdown.

        Args:
            figure: what to show.
            publish: puts a file on the site, by its path there, and returns how the page links it.
        """
        sheet = self.drawings.sheet(
            digest((figure, self.themes, self.png)), lambda: self._sheet(figure)
        )
        drawn = self.drawings.of(sheet["drawn"].decode(), lambda: self._drawn(figure))
        line = sheet["line"].decode()
        for ending, data in {**drawn, ".csv": sheet[".csv"]}.items():
            link = publish(f"{FOLDER}/{sheet['name'].decode()}{ending}", data)
            line = line.replace(_link(ending), link)
        return line

    def _sheet(self, figure: Figure) -> Files:
        """The line of a figure with marks where its links stand, its name, and its CSV."""
        drawn_from = digest(self._drawn_from(figure))
        drawn = self.drawings.of(drawn_from, lambda: self._drawn(figure))
        files = {**drawn, ".csv": figure.shown.to_csv().encode("utf-8", "replace")}
        contents = hashlib.sha256(b"\0".join(files[e] for e in sorted(files))).hexdigest()[:6]
        shown = figure.shown
        parts = [figure.kind, slug(shown.name), slug(shown.selection.slug), contents]
        size = re.search(rb'width="(\d+)" height="(\d+)"', files[f"{self._endings[0][1]}.svg"])
        width, height = size.groups() if size else (b"480", b"320")
        attributes = f'{{ width="{width.decode()}" height="{height.decode()}" loading="lazy" }}'
        alt = inert(figure.alternative)
        images = "".join(
            f"![{alt}]({_link(f'{ending}.svg')}{anchor}){attributes}"
            for anchor, ending in self._endings
        )
        anchor = f' id="{figure.anchor}"' if figure.anchor else ""
        line = (
            f'<figure markdown="span" class="osai-figure"{anchor}>{images}'
            f"<figcaption>{_caption(figure, files)}</figcaption>{_table(figure)}</figure>"
        )
        name = "-".join(filter(None, parts))
        return {
            "line": line.encode("utf-8", "replace"),
            "name": name.encode(),
            "drawn": drawn_from.encode(),
            ".csv": files[".csv"],
        }

    @property
    def _endings(self) -> list[tuple[str, str]]:
        if len(self.themes) == 1:
            return [("", "" if self.themes[0] == "light" else "-dark")]
        return [("#only-light", ""), ("#only-dark", "-dark")]

    def _drawn_from(self, figure: Figure) -> object:
        return figure.kind, self.themes, self.png, figure.heading, figure.about, figure.shown

    def _drawn(self, figure: Figure) -> Files:
        """The images of a figure."""
        drawing = charts.draw(figure.kind, figure.shown)
        files = {}
        for _, ending in self._endings:
            theme: Theme = "dark" if ending else "light"
            files[f"{ending}.svg"] = drawing.svg(theme, figure.heading, figure.about).encode()
        if self.png:
            files[".png"] = drawing.png(self.themes[0])
        return files


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
    selection = f"{inert(words[:1].upper() + words[1:])}. " if words else ""
    date = f", {day_in_words(about.date)}" if about.date else ""
    source = f"[{inert(about.title)}]({web_address(about.source)}){date}"
    endings = (("CSV", ".csv"), ("SVG", f"{_first(files)}.svg"), ("PNG", ".png"))
    links = " · ".join(
        f"[{label}]({_link(ending)}){{ download }}" for label, ending in endings if ending in files
    )
    basis = f"{selection}{inert(shown.basis)}. Source: {source}. Data: {links}"
    caption = f" <span>{inert(figure.caption)}</span>" if figure.caption else ""
    number = f"Figure {figure.number}. " if figure.number else ""
    return f"<strong>{number}{inert(figure.heading)}</strong>{caption} <small>{basis}</small>"


def _first(files: Collection[str]) -> str:
    return "" if ".svg" in files else "-dark"


def _table(figure: Figure) -> str:
    table = figure.shown.table.html(f"{figure.heading}: {figure.shown.basis}", inert)
    return f"<details><summary>Show the numbers</summary>{table}</details>"
