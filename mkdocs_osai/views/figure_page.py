"""The page of one figure, which other sites can embed."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass

from mkdocs_osai.charts.theme import PALETTE
from mkdocs_osai.views.links import render
from mkdocs_osai.views.urls import absolute_address

FOLDER = "osai/figures"
"""The folder of figures on a site."""


@dataclass(frozen=True)
class FigurePlace:
    """Where a figure is on a site.

    Attributes:
        id: its id on the page; it stays the same when the numbers change.
        page: the address of the page on the site, such as `blog/a-post/`.
        folder: the path of the page without its ending, such as `blog/a-post`.
        site_url: the address of the site; empty if it has none.
        site_name: the name of the site.
    """

    id: str
    page: str
    folder: str
    site_url: str = ""
    site_name: str = ""

    @property
    def path(self) -> str:
        """The path of the figure's own page and files, without an ending."""
        return posixpath.join(FOLDER, self.folder, self.id)

    @property
    def address(self) -> str:
        """The address of the figure on its page; empty if the site has none."""
        where = f"{self.page}#{self.id}"
        return absolute_address(self.site_url, where) if self.site_url else ""


@dataclass(frozen=True)
class FigureImage:
    """An image of a figure.

    Attributes:
        address: its address, relative to the page.
        media: when it is shown; empty for the last, which is shown otherwise.
        width, height: its size in CSS pixels.
    """

    address: str
    media: str
    width: int
    height: int


@dataclass(frozen=True)
class FigurePage:
    """What the page of a figure says.

    Attributes:
        title: what the figure shows.
        basis: paragraphs below the title.
        alt: the text alternative.
        source, source_address, date, license: of the index.
        context: the address of the figure on the page that it belongs to.
        address: the whole address of this page; empty if the site has none.
        citation: how to cite the figure.
        images: the forms of the figure.
        files: (name, relative address) pairs of files to download.
        behind: the models behind each row, bar or line, with its name.
    """

    title: str
    basis: Sequence[str]
    alt: str
    source: str
    source_address: str | None
    date: str
    license: str
    context: str
    address: str
    citation: str
    images: Sequence[FigureImage]
    files: Sequence[tuple[str, str]]
    behind: Sequence[tuple[str, Sequence[str]]] = ()

    def html(self) -> str:
        """The page: it loads one image of its own site, and nothing else."""
        *others, image = self.images
        # Text above and below the image is about as high as five to seven of its lines.
        height = image.height + 190
        colors = {name: PALETTE[name] for name in ("page", "text", "quiet", "line", "blue")}
        return render(
            "figure.html", it=self, others=others, image=image, height=height, colors=colors
        )
