"""The page of `osai diff --html`: each figure, sentence and claim before and after."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Literal

from markupsafe import Markup

from mkdocs_osai import charts
from mkdocs_osai.charts.theme import Theme
from mkdocs_osai.claims import Verdict
from mkdocs_osai.cli.diff_statements import Difference
from mkdocs_osai.cli.diff_texts import TURNED, classes, headline, warnings
from mkdocs_osai.history.changelog import Changelog
from mkdocs_osai.macros.changes_since import ValueChange
from mkdocs_osai.macros.figure import Figure
from mkdocs_osai.plugin.content.changed_words import Words, changed_sentences
from mkdocs_osai.problems import OsaiError
from mkdocs_osai.views.links import render

IMAGE_WIDTH = 456
"""The width of a figure in CSS pixels; two are side by side on a screen, and one fits a phone."""


@dataclass(frozen=True)
class Image:
    """A figure of one side.

    Attributes:
        light, dark: the image for each theme, as the address of an SVG.
        width, height: its size in CSS pixels.
        alt: its text alternative.
    """

    light: str
    dark: str
    width: float
    height: float
    alt: str


@dataclass(frozen=True)
class FigureDifference:
    """A figure that changed; an image is None if the figure is not there, or cannot be drawn."""

    line: int
    label: str
    before: Image | None
    after: Image | None
    changes: tuple[ValueChange, ...]


@dataclass(frozen=True)
class ClaimDifference:
    """A claim whose verdict changed, or something that cannot be made."""

    line: int
    state: Literal["fails", "holds", "unsure"]
    turned: str
    message: str


@dataclass(frozen=True)
class PageDifference:
    """What changed on a page of the site."""

    path: str
    claims: list[ClaimDifference] = field(default_factory=list)
    sentences: list[tuple[Words, ...]] = field(default_factory=list)
    figures: list[FigureDifference] = field(default_factory=list)
    numbers: list[tuple[int, ValueChange]] = field(default_factory=list)


def diff_page(
    title: str,
    log: Changelog,
    models: Mapping[str, Any],
    differences: Sequence[Difference],
    texts: Mapping[str, tuple[str, str]],
) -> str:
    """The page as HTML, which loads nothing from elsewhere; the same input gives the same text.

    Args:
        title: the two states that are compared.
        log: the changes of the models.
        models: their number before and after, and the names of those that changed.
        differences: the statements that changed, in the order of paths and lines.
        texts: path of a page → its Markdown before and after.
    """
    pages = {
        path: _page(path, [*some]) for path, some in groupby(differences, lambda one: one.path)
    }
    for path, (before, after) in sorted(texts.items()):
        if sentences := [*changed_sentences(before, after)]:
            pages.setdefault(path, PageDifference(path)).sentences.extend(sentences)
    changed = classes(log)
    return render(
        "differences.html",
        title=title,
        warnings=[*warnings(log)],
        summary=f"{headline(models, str)}.{f' {changed}.' if changed else ''}",
        pages=[page for _, page in sorted(pages.items())],
    )


def _page(path: str, differences: Sequence[Difference]) -> PageDifference:
    page = PageDifference(path)
    for one in differences:
        if one.kind in ("claim", "error"):
            turned = TURNED[one.verdict] if one.kind == "claim" else ""
            page.claims.append(ClaimDifference(one.line, _state(one), turned, one.message))
        elif one.kind == "figure":
            before, after = map(_image, one.figures)
            page.figures.append(FigureDifference(one.line, one.label, before, after, one.changes))
        else:
            page.numbers.extend((one.line, change) for change in one.changes)
    return page


def _state(one: Difference) -> Literal["fails", "holds", "unsure"]:
    if one.fails:
        return "fails"
    return "holds" if one.verdict is Verdict.TRUE else "unsure"


def _image(figure: Figure | None) -> Image | None:
    """The image of a figure for both themes; None if there is none."""
    if figure is None:
        return None
    try:
        drawing = charts.draw(figure.kind, figure.prepared, IMAGE_WIDTH)
    except OsaiError:  # there is nothing to draw
        return None
    light, dark = (_address(drawing.svg(theme)) for theme in _THEMES)
    return Image(light, dark, drawing.width, drawing.height, figure.alternative)


_THEMES: tuple[Theme, ...] = ("light", "dark")


def _address(svg: str) -> str:
    encoded = base64.b64encode(svg.encode()).decode()
    return Markup(f"data:image/svg+xml;base64,{encoded}")  # noqa: S704 - letters and digits
