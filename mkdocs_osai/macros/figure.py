"""Figures: chart, text alternative, caption, table and files as one line of Markdown."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from mkdocs_osai import charts
from mkdocs_osai.charts.drawing import Drawing
from mkdocs_osai.charts.framed import framed
from mkdocs_osai.charts.png_pool import PngTask
from mkdocs_osai.charts.theme import NARROW, WIDE, Theme
from mkdocs_osai.i18n import gettext, headed, language
from mkdocs_osai.index import IndexInfo, Model
from mkdocs_osai.macros.png_queue import PngQueue
from mkdocs_osai.sanitize import (
    escape_markdown,
    file_name,
    html_attribute,
    markdown_address,
    web_address,
)
from mkdocs_osai.stats import Result, day_in_words, shown
from mkdocs_osai.views.figure_page import FOLDER, FigureImage, FigurePage, FigurePlace
from mkdocs_osai.views.script_texts import figure_texts
from mkdocs_osai.views.urls import absolute_address, encoded

ON_PHONES = "(max-width: 599px)"
"""The windows in which a page shows the narrow form of a chart."""


def _nowhere(_: Model) -> None:
    """No address."""


@dataclass(frozen=True)
class Figure:
    """A figure of a page.

    Attributes:
        kind: the kind of chart.
        data: the numbers.
        about: the index of the numbers.
        title, caption, alt: the author's texts, or None.
        anchor: its id on the page, or None.
        number: its number on the page, or None.
        header: cells in the header of the table → the same as HTML in Markdown.
        place: where it is on a site, or None.
        names: id → name of the models of the index.
        address: returns the link target of a model, or None.
    """

    kind: str
    data: Result
    about: IndexInfo
    title: str | None = None
    caption: str | None = None
    alt: str | None = None
    anchor: str | None = None
    number: int | None = None
    header: Mapping[str, str] = field(default_factory=dict, compare=False)
    place: FigurePlace | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    address: Callable[[Model], str | None] = field(default=_nowhere, compare=False)

    @cached_property
    def prepared(self) -> Result:
        """The numbers that the image, the texts and the files show.

        Raises:
            OsaiError: the chart cannot show them.
        """
        return charts.prepare(self.kind, self.data)

    @cached_property
    def drawing(self) -> Drawing:
        """The image in its wide form."""
        return charts.draw(self.kind, self.prepared, WIDE)

    @cached_property
    def narrow(self) -> Drawing:
        """The image in its narrow form, for phones."""
        return charts.draw(self.kind, self.prepared, NARROW)

    @property
    def name(self) -> str:
        """What it shows, for names of files and ids; it does not depend on the numbers."""
        data = self.prepared
        parts = (self.kind, file_name(data.name), file_name(data.selection.slug))
        return "-".join(filter(None, parts))

    @property
    def heading(self) -> str:
        """The title, or what the figure shows in words."""
        return self.title or self.prepared.label

    @property
    def titled(self) -> str:
        """What it shows and its basis, for places without the caption."""
        return self.prepared.caption(self.title)

    @property
    def basis(self) -> str:
        """What the numbers are based on, in sentences for readers."""
        data = self.prepared
        said = (one for one in (self.subject, data.selection.words, data.basis) if one)
        return " ".join(f"{one[:1].upper()}{one[1:]}." for one in said)

    @property
    def citation(self) -> str:
        """How to cite the figure, with its source."""
        about = self.about
        site = self.place.site_name if self.place else ""
        date = gettext("as of {day}", day=day_in_words(about.date)) if about.date else ""
        parts = (gettext("“{text}”", text=self.heading), site, date)
        source = gettext(
            "Data: {citation}, {license}.",
            citation=about.citation.rstrip("."),
            license=about.license,
        )
        address = self.place.address if self.place else ""
        return " ".join(filter(None, (f"{', '.join(filter(None, parts))}.", source, address)))

    @property
    def alternative(self) -> str:
        """The text alternative: the kind of chart, what it shows, and every number."""
        if self.alt is not None:
            return self.alt
        data = self.prepared
        first = headed(gettext(charts.KINDS[self.kind]), data.heading(self.title))
        return f"{first}. {data.sentence}. {data.basis}."

    @property
    def subject(self) -> str:
        """What is counted, if the title is the author's."""
        return self.prepared.label if self.title and self.title != self.prepared.label else ""


@dataclass(frozen=True)
class RenderedFigure:
    """A figure as a page shows it.

    Attributes:
        depends: what it was made from, without the addresses of models.
        models: the models that its image links.
        addresses: where they link to.
        files: ending → path on the site, and content; a PNG is rendered later.
        links: ending → the link target of the file for the page.
        line: the figure as one line of Markdown.
    """

    depends: tuple[object, ...]
    models: tuple[Model, ...]
    addresses: tuple[str | None, ...]
    files: Mapping[str, tuple[str, bytes | PngTask]]
    links: Mapping[str, str]
    line: str


class FigureRenderer:
    """Writes figures and their files.

    Args:
        site_themes: the themes of the site, `light`, `dark` or both.
        pngs: renders PNGs; None for none.
        image_class: the class of images, by which another plugin leaves them as they are, or empty.
        earlier: the `rendered` of an earlier build; a figure that did not change is taken from it.
            None keeps nothing.

    Attributes:
        names: the paths of all figures so far, without endings.
        rendered: the figures of this build by their page and id, if they are kept.
    """

    def __init__(
        self,
        site_themes: tuple[Theme, ...],
        pngs: PngQueue | None = None,
        image_class: str = "",
        earlier: Mapping[tuple[str, str], RenderedFigure] | None = None,
    ) -> None:
        self.names: set[str] = set()
        self.rendered: dict[tuple[str, str], RenderedFigure] = {}
        self._themes = site_themes
        self._pngs = pngs
        self._image_class = f" .{image_class}" if image_class else ""
        self._earlier = earlier

    def render(self, figure: Figure, publish: Callable[[str, bytes], str]) -> str:
        """A figure as one line of Markdown.

        Args:
            figure: the figure.
            publish: adds a file to the site by its path, and returns the link target for the page.
                A PNG that is not rendered yet is empty.

        Raises:
            OsaiError: the chart cannot show the numbers.
        """
        known = self._known(figure)
        files = known.files if known else dict(self._files(figure))
        self.names.add(files[".csv"][0])
        links = {
            ending: publish(path, self._content(path, content))
            for ending, (path, content) in files.items()
        }
        if known is None or known.links != links:
            line = self._line(figure, links)
            models = tuple(a.model for one in (figure.drawing, figure.narrow) for a in one.areas)
            addresses = tuple(map(figure.address, models))
            known = RenderedFigure(self._depends(figure), models, addresses, files, links, line)
        if figure.place is not None and self._earlier is not None:
            self.rendered[figure.place.page, figure.place.id] = known
        return known.line

    def _known(self, figure: Figure) -> RenderedFigure | None:
        """The same figure of an earlier build, or None."""
        if figure.place is None or not self._earlier:
            return None
        known = self._earlier.get((figure.place.page, figure.place.id))
        if known is None or known.depends != self._depends(figure):
            return None
        return known if known.addresses == tuple(map(figure.address, known.models)) else None

    def _depends(self, figure: Figure) -> tuple[object, ...]:
        own = replace(figure, address=_nowhere)  # which would keep the page and its build
        renderer = self._themes, self._pngs is None, self._image_class, language()
        return own, {**figure.header}, *renderer

    def _content(self, path: str, content: bytes | PngTask) -> bytes:
        """The content of a file; empty for a PNG that is not rendered yet."""
        if isinstance(content, bytes):
            return content
        return self._pngs.png(path, content) if self._pngs else b""

    def _files(self, figure: Figure) -> Iterator[tuple[str, tuple[str, bytes | PngTask]]]:
        """The endings, paths and contents of the files of a figure."""
        files = {".csv": figure.prepared.to_csv().encode("utf-8", "replace")}
        for _, ending in self._endings:
            theme: Theme = "dark" if ending else "light"
            for form, one in (("", figure.drawing), ("-narrow", figure.narrow)):
                svg = one.svg(theme, figure.titled, figure.about)
                files[f"{ending}{form}.svg"] = svg.encode()
        contents = hashlib.sha256(b"\0".join(files[e] for e in sorted(files))).hexdigest()[:6]
        path = f"{FOLDER}/{figure.name}-{contents}"
        yield from ((ending, (f"{path}{ending}", content)) for ending, content in files.items())
        if figure.place is not None:
            for ending, own in self._own_files(figure, figure.place, path):
                yield ending, (f"{figure.place.path}{ending}", own)

    def _line(self, figure: Figure, links: Mapping[str, str]) -> str:
        """A figure in Markdown, with the link targets of its files."""
        drawing = figure.drawing
        alt = escape_markdown(figure.alternative)
        images = "".join(
            f'<picture><source media="{ON_PHONES}" srcset="{links[f"{ending}-narrow.svg"]}" '
            f"{_size(figure.narrow)} />![{alt}]({links[f'{ending}.svg']}{anchor})"
            f'{{ {_size(drawing)} loading="lazy"{self._image_class} }}</picture>'
            for anchor, ending in self._endings
        )
        id_ = figure.place.id if figure.place else figure.anchor
        anchor = f' id="{id_}"' if id_ else ""
        cite = f' data-cite="{html_attribute(figure.citation)}"' if figure.place else ""
        links_on_it = (_areas(figure, figure.drawing), _areas(figure, figure.narrow))
        wide, narrow = map("".join, links_on_it)
        if wide:
            images = (
                f'<span class="osai-areas">{images}<span class="osai-areas__wide">{wide}</span>'
                f'<span class="osai-areas__narrow">{narrow}</span></span>'
            )
        return (
            f'<figure markdown="span" class="osai-figure"{anchor}>'
            f"<figcaption>{_caption(figure)}</figcaption>{images}"
            f'<small class="osai-source"{cite} data-texts="{figure_texts()}">'
            f"{_source(figure, links)}</small>"
            f"{_table(figure)}</figure>"
        )

    def _own_files(
        self, figure: Figure, place: FigurePlace, path: str
    ) -> Iterator[tuple[str, bytes | PngTask]]:
        """The page of a figure and the files to download, by their endings.

        Their addresses do not depend on the numbers. Files are whole without the page: they carry
        title, basis, source, date, licence and address.
        """
        about, theme = figure.about, self._themes[0]
        date = f", {day_in_words(about.date)}" if about.date else ""
        source = gettext("Source: {source}", source=f"{about.title}{date}, {about.license}")
        below = [source, place.address]
        above = [text for text in (figure.caption, figure.basis) if text]
        whole = framed(figure.drawing, figure.heading, above, [text for text in below if text])
        svg = whole.svg(theme, figure.titled, about, figure.alternative)
        yield "-download.svg", svg.encode()
        if self._pngs is not None:
            yield ".png", PngTask(whole, theme)
        yield ".html", self._page(figure, place, path).html().encode()

    def _page(self, figure: Figure, place: FigurePlace, path: str) -> FigurePage:
        """The page of a figure; `path` is that of its images."""
        about = figure.about
        here = posixpath.dirname(place.path)
        own = encoded(f"{place.path}.html")
        page = posixpath.relpath(f"/{place.page}", f"/{encoded(here)}")
        svg, png = f"{place.id}-download.svg", f"{place.id}.png"
        files = [("CSV", encoded(posixpath.relpath(f"{path}.csv", here))), ("SVG", svg)]
        return FigurePage(
            title=figure.heading,
            basis=[text for text in (figure.caption, figure.basis) if text],
            alt=figure.alternative,
            source=about.title,
            source_address=web_address(about.source),
            date=day_in_words(about.date) if about.date else "",
            license=about.license,
            context=place.address or f"{page}#{place.id}",
            address=absolute_address(place.site_url, own) if place.site_url else "",
            citation=figure.citation,
            images=[*self._images(figure, encoded(posixpath.relpath(path, here)))],
            files=[*files, ("PNG", png)] if self._pngs else files,
            behind=[
                (shown(name), [figure.names.get(one, one) for one in models])
                for name, models in figure.prepared.behind
            ],
        )

    def _images(self, figure: Figure, path: str) -> Iterator[FigureImage]:
        """The forms of a figure by the windows that show them, with the default last."""
        for theme in reversed(self._themes):
            ending = "-dark" if theme == "dark" else ""
            dark = "(prefers-color-scheme: dark)" if theme != self._themes[0] else ""
            for form, drawing, window in (
                ("-narrow", figure.narrow, ON_PHONES),
                ("", figure.drawing, ""),
            ):
                media = " and ".join(filter(None, (dark, window)))
                address = f"{path}{ending}{form}.svg"
                yield FigureImage(address, media, drawing.width, drawing.height)

    @property
    def _endings(self) -> list[tuple[str, str]]:
        if len(self._themes) == 1:
            return [("", "" if self._themes[0] == "light" else "-dark")]
        return [("#only-light", ""), ("#only-dark", "-dark")]


def themes(palette: object) -> tuple[Theme, ...]:
    """The themes of the palettes of a site.

    Example:
        >>> themes([{"scheme": "default"}, {"scheme": "slate"}])
        ('light', 'dark')
    """
    entries = palette if isinstance(palette, list) else [palette]
    schemes = {e.get("scheme") or "default" for e in entries if isinstance(e, Mapping)}
    used = {"dark" if scheme == "slate" else "light" for scheme in schemes or {"default"}}
    both: tuple[Theme, ...] = ("light", "dark")
    return tuple(theme for theme in both if theme in used)


def figure_link(number: int, anchor: str) -> str:
    """A link to a numbered figure of a page, in Markdown.

    Example:
        >>> figure_link(2, "origins")
        '[Figure 2](#origins)'
    """
    return f"[{gettext('Figure {number}', number=number)}](#{anchor})"


def _caption(figure: Figure) -> str:
    """The title, the author's caption, and what the figure is based on."""
    number = gettext("Figure {number}", number=figure.number) + ". " if figure.number else ""
    caption = f" <span>{escape_markdown(figure.caption)}</span>" if figure.caption else ""
    title = f"<strong>{number}{escape_markdown(figure.heading)}</strong>"
    return f"{title}{caption} <small>{escape_markdown(figure.basis)}</small>"


def _areas(figure: Figure, drawing: Drawing) -> Iterator[str]:
    """A link for each model with an area of a drawing and a page."""
    for area in drawing.areas:
        if address := figure.address(area.model):
            place = {
                "left": area.x / drawing.width,
                "top": area.y / drawing.height,
                "width": area.width / drawing.width,
                "height": area.height / drawing.height,
            }
            style = ";".join(f"{name}:{part:.2%}" for name, part in place.items())
            name = f'<span class="osai-unseen">{escape_markdown(area.model.name)}</span>'
            yield f'[{name}]({address}){{ style="{style}" }} '


def _source(figure: Figure, links: Mapping[str, str]) -> str:
    """The index and its date, and the files of the figure."""
    about = figure.about
    date = f", {day_in_words(about.date)}" if about.date else ""
    source = f"[{escape_markdown(about.title)}]({markdown_address(about.source)}){date}"
    svg = next(one for one in ("-download.svg", ".svg", "-dark.svg") if one in links)
    endings = (("CSV", ".csv"), ("SVG", svg), ("PNG", ".png"))
    downloads = " · ".join(
        f"[{label}]({links[ending]}){{ download }}" for label, ending in endings if ending in links
    )
    if ".html" in links:
        share = escape_markdown(gettext("Link and embed"))
        downloads += f" · [{share}]({links['.html']}){{ .osai-own }}"
    return gettext("Source: {source}. Data: {files}", source=source, files=downloads)


def _size(drawing: Drawing) -> str:
    return f'width="{drawing.width}" height="{drawing.height}"'


def _table(figure: Figure) -> str:
    table = figure.prepared.table.html(figure.titled, escape_markdown, header=figure.header)
    summary = escape_markdown(gettext("Show the numbers"))
    return f"<details><summary>{summary}</summary>{table}</details>"
