"""The page of `osai diff --html`: each figure, sentence and claim before and after."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Literal, cast

from markupsafe import Markup

from mkdocs_osai.charts.theme import Theme
from mkdocs_osai.claims import Verdict
from mkdocs_osai.cli.changed_words import MarkedWords, changed_sentences
from mkdocs_osai.cli.diff_statements import Difference
from mkdocs_osai.cli.diff_texts import TURNED, classes, headline, warnings
from mkdocs_osai.history.changelog import Changelog
from mkdocs_osai.macros.changes_since import TextChange
from mkdocs_osai.macros.figure import ON_PHONES, Figure
from mkdocs_osai.problems import OsaiError
from mkdocs_osai.views.links import render


@dataclass(frozen=True)
class Form:
    """A form of a figure, for some windows.

    Attributes:
        address: the SVG, as an address.
        media: the windows that show it; empty for all others.
        width, height: its size in CSS pixels.
    """

    address: str
    media: str
    width: float
    height: float


@dataclass(frozen=True)
class Image:
    """A figure of one side.

    Attributes:
        light: its wide form on light pages.
        others: the forms for dark pages and for phones, the first that fits is shown.
        alt: its text alternative.
    """

    light: Form
    others: tuple[Form, ...]
    alt: str


@dataclass(frozen=True)
class FigureDifference:
    """A figure that changed; an image is None if the figure is not there, or cannot be drawn."""

    line: int
    label: str
    before: Image | None
    after: Image | None
    changes: tuple[TextChange, ...]


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
    sentences: list[tuple[MarkedWords, ...]] = field(default_factory=list)
    figures: list[FigureDifference] = field(default_factory=list)
    numbers: list[tuple[int, TextChange]] = field(default_factory=list)


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
        forms = [*_forms(figure)]
    except OsaiError:  # there is nothing to draw
        return None
    return Image(forms[-1], tuple(forms[:-1]), figure.alternative)


def _forms(figure: Figure) -> Iterator[Form]:
    """The forms of a figure, that of wide windows and light pages last."""
    for theme, scheme in (("dark", "(prefers-color-scheme: dark)"), ("light", "")):
        for drawing, window in ((figure.narrow, ON_PHONES), (figure.drawing, "")):
            svg = drawing.svg(cast("Theme", theme))
            media = " and ".join(filter(None, (scheme, window)))
            yield Form(_address(svg), media, drawing.width, drawing.height)


def _address(svg: str) -> str:
    encoded = base64.b64encode(svg.encode()).decode()
    return Markup(f"data:image/svg+xml;base64,{encoded}")  # noqa: S704 - letters and digits
