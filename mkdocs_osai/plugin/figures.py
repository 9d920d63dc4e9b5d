"""A figure: chart, alt text, caption, table and files as one line of Markdown."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from mkdocs_osai import charts
from mkdocs_osai.charts.theme import Theme
from mkdocs_osai.index import About
from mkdocs_osai.plugin.text import day_in_words, inert, web_address
from mkdocs_osai.stats import Category, Tally

FOLDER = "osai/figures"
"""Where the files of figures stand on the site."""

MARKUP = re.compile(
    r'<p>(<figure )(?:markdown="span" )?(class="osai-figure".*?</figure>)</p>', re.DOTALL
)
"""A figure that Markdown has put into a paragraph, where it must not stand."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that is ready to stand on a page.

    Attributes:
        kind: the kind of chart.
        tally: what it shows; the same numbers stand in the picture, the texts and the files.
        about: the index it speaks of.
        title, caption, alt: the author's words, or None.
    """

    kind: str
    tally: Tally
    about: About
    title: str | None = None
    caption: str | None = None
    alt: str | None = None

    @property
    def heading(self) -> str:
        """What the figure shows, in words."""
        return self.title or self.tally.dimension.label

    @property
    def alternative(self) -> str:
        """The text for readers who do not see the image: the kind, what of, and every number."""
        if self.alt is not None:
            return self.alt
        words = f" ({self.tally.selection.words})" if self.tally.selection.words else ""
        parts = ", ".join(_in_words(c) for c in self.tally.categories)
        return f"{charts.KINDS[self.kind]}: {self.heading}{words}. {parts}. {self.tally.basis}."


@dataclass(frozen=True)
class Studio:
    """Draws figures and keeps what is drawn.

    Attributes:
        themes: the themes of the site, `light`, `dark` or both.
        drawn: name → files, for drawings that can be used again.
    """

    themes: tuple[Theme, ...]
    drawn: dict[tuple[str, str], dict[str, bytes]]

    def markdown(self, figure: Figure, publish: Callable[[str, bytes], str]) -> str:
        """The figure as one line of Markdown.

        Args:
            figure: what to show.
            publish: puts a file on the site, by its path there, and returns how the page links it.
        """
        name, files = self._files(figure)
        links = {
            ending: publish(f"{FOLDER}/{name}{ending}", data) for ending, data in files.items()
        }
        size = re.search(rb'width="(\d+)" height="(\d+)"', files[f"{self._endings[0][1]}.svg"])
        width, height = size.groups() if size else (b"480", b"320")
        attributes = f'{{ width="{width.decode()}" height="{height.decode()}" loading="lazy" }}'
        alt = inert(figure.alternative)
        images = "".join(
            f"![{alt}]({links[f'{ending}.svg']}{anchor}){attributes}"
            for anchor, ending in self._endings
        )
        return (
            f'<figure markdown="span" class="osai-figure">{images}'
            f"<figcaption>{_caption(figure, links)}</figcaption>{_table(figure)}</figure>"
        )

    @property
    def _endings(self) -> list[tuple[str, str]]:
        if len(self.themes) == 1:
            return [("", "" if self.themes[0] == "light" else "-dark")]
        return [("#only-light", ""), ("#only-dark", "-dark")]

    def _files(self, figure: Figure) -> tuple[str, dict[str, bytes]]:
        tally = figure.tally
        content = "\0".join(
            [figure.kind, tally.dimension.name, tally.to_csv(), repr(tally.categories)]
        )
        key = (figure.kind, hashlib.sha256(content.encode("utf-8", "replace")).hexdigest())
        if key not in self.drawn:
            drawing = charts.draw(figure.kind, tally)
            files = {
                f"{e}.svg": drawing.svg("dark" if e else "light").encode() for _, e in self._endings
            }
            files[".png"] = drawing.png(self.themes[0])
            files[".csv"] = tally.to_csv().encode()
            self.drawn[key] = files
        files = self.drawn[key]
        digest = hashlib.sha256(b"\0".join(files[e] for e in sorted(files))).hexdigest()[:6]
        selection = _slug(tally.selection.slug)
        parts = [figure.kind, _slug(tally.dimension.name), selection, digest]
        return "-".join(part for part in parts if part), files


def _slug(text: str) -> str:
    """A text as part of a file's name: a to z, digits, `_` and `-`.

    Example:
        >>> _slug("Côte d'Ivoire/..")
        'cote-d-ivoire'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9_]+", "-", plain)[:48].strip("-")


def _in_words(category: Category) -> str:
    words = f"{category.name} {category.percent} ({category.count:,})"
    if category.joined:
        names = ", ".join(f"{c.name} {c.count:,}" for c in category.joined)
        words += f", which joins {len(category.joined)} categories: {names}"
    return words


def _caption(figure: Figure, links: Mapping[str, str]) -> str:
    tally, about = figure.tally, figure.about
    words = tally.selection.words
    selection = f"{inert(words[:1].upper() + words[1:])}. " if words else ""
    date = f", {day_in_words(about.date)}" if about.date else ""
    source = f"[{inert(about.title)}]({web_address(about.source)}){date}"
    endings = (("CSV", ".csv"), ("SVG", f"{_first(links)}.svg"), ("PNG", ".png"))
    files = " · ".join(f"[{label}]({links[ending]}){{ download }}" for label, ending in endings)
    basis = f"{selection}{inert(tally.basis)}. Source: {source}. Data: {files}"
    caption = f" <span>{inert(figure.caption)}</span>" if figure.caption else ""
    return f"<strong>{inert(figure.heading)}</strong>{caption} <small>{basis}</small>"


def _first(links: Iterable[str]) -> str:
    return "" if ".svg" in links else "-dark"


def _table(figure: Figure) -> str:
    tally = figure.tally
    rows = []
    for category in tally.categories:
        rows.append(_row(category.name, category))
        rows += [_row(f"{category.name}: {part.name}", part) for part in category.joined]
    return (
        "<details><summary>Show the numbers</summary><table>"
        f"<caption>{inert(figure.heading)}: {inert(tally.basis)}</caption>"
        f'<thead><tr><th scope="col">{inert(tally.dimension.label)}</th>'
        '<th scope="col">Models</th><th scope="col">Share</th></tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></details>"
    )


def _row(name: str, category: Category) -> str:
    return (
        f'<tr><th scope="row">{inert(name)}</th>'
        f"<td>{category.count:,}</td><td>{category.percent}</td></tr>"
    )
