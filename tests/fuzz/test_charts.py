"""Charts of any data are well-formed SVG with only shapes and text."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from contextlib import suppress
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mkdocs_osai import charts
from mkdocs_osai.charts.badge import badge
from mkdocs_osai.charts.drawing import Drawing
from mkdocs_osai.charts.layout.text import width, wrap
from mkdocs_osai.charts.shapes import Bar, Dot, Line, Polygon, Ring, Text, Wedge
from mkdocs_osai.charts.social_card import card_of_model
from mkdocs_osai.charts.theme import NARROW, PALETTE, WIDE
from mkdocs_osai.index import IndexInfo
from mkdocs_osai.problems import OsaiError
from mkdocs_osai.sanitize import chart_label
from mkdocs_osai.stats import Index
from tests.charts.samples import DATA_OF_KIND
from tests.fuzz.hostile import MODELS, TEXTS, index_of
from tests.fuzz.settings import tries, within

SVG = "{http://www.w3.org/2000/svg}"
TERMS = "{http://purl.org/dc/terms/}"
ELEMENTS = frozenset(
    f"{SVG}{name}" for name in ("svg", "title", "metadata", "path", "text", "rect")
)
ATTRIBUTES = frozenset(
    (
        *("width", "height", "viewBox", "role", "font-family", "font-size", "text-rendering"),
        *("d", "fill", "stroke", "stroke-width", "stroke-linejoin", "stroke-dasharray"),
        *(
            "x",
            "y",
            "text-anchor",
            "transform",
            "data-t",
            "data-of",
            "aria-label",
            "font-weight",
            "rx",
        ),
    )
)
MOST_BYTES = 400_000

_NUMBERS = st.one_of(
    st.floats(-1e4, 1e4, allow_nan=False), st.integers(-500, 500), st.sampled_from((0, 0.005, -0.0))
)
_COLORS = st.sampled_from(sorted(PALETTE))
_SHAPES = st.one_of(
    st.builds(Bar, _NUMBERS, _NUMBERS, _NUMBERS, _NUMBERS, _COLORS),
    st.builds(Dot, _NUMBERS, _NUMBERS, _NUMBERS, _COLORS),
    st.builds(Ring, _NUMBERS, _NUMBERS, _NUMBERS, _COLORS),
    st.builds(Wedge, _NUMBERS, _NUMBERS, _NUMBERS, _NUMBERS, _NUMBERS, _COLORS),
    st.builds(
        Line,
        st.lists(st.tuples(_NUMBERS, _NUMBERS), min_size=2, max_size=4).map(tuple),
        _COLORS,
        _NUMBERS,
        st.lists(_NUMBERS, max_size=3).map(tuple),
    ),
    st.builds(
        Polygon,
        st.lists(st.tuples(_NUMBERS, _NUMBERS), min_size=3, max_size=5).map(tuple),
        _COLORS,
    ),
    st.builds(
        Text,
        _NUMBERS,
        _NUMBERS,
        TEXTS,
        st.sampled_from(("left", "center", "right")),
        angle=_NUMBERS,
    ),
)
_ABOUTS = st.builds(
    IndexInfo,
    title=TEXTS,
    date=st.sampled_from((None, dt.date(1, 1, 1))),
    source=TEXTS,
    license=TEXTS,
)


@tries(300)
@given(st.tuples(st.lists(_SHAPES, max_size=5), TEXTS, _ABOUTS))
@example(([Text(0, 0, "\x1f")], "", IndexInfo()))
@example(([Text(0, 0, "\ud800\uffff")], "\ud800", IndexInfo()))
@within(2)
def test_svg(drawn: tuple[list[Any], str, IndexInfo]) -> None:
    """Any shapes, texts and origins are written as SVG, and come out of it as they are."""
    shapes, title, about = drawn
    drawing = Drawing(100, 50, tuple(shapes))
    text = drawing.svg("dark", title, about)

    root = check_svg(text)
    assert drawing.svg("dark", title, about) == text
    written = [element.text or "" for element in root.iter(f"{SVG}text")]
    told = [shape.text for shape in shapes if isinstance(shape, Text)]
    assert [_readable(one) for one in written] == [_readable(one) for one in told]
    assert len(list(root.iter())) <= len(shapes) + 9


@tries(60)
@given(st.tuples(st.lists(MODELS, min_size=1, max_size=12), TEXTS))
@within(4)
def test_chart(made: tuple[list[dict[str, Any]], str]) -> None:
    """Each kind of chart draws any data inside its frame, or raises an error."""
    models, title = made
    index = index_of(models)
    dated = Index(replace(index.snapshot, about=IndexInfo(title=title, source=title)))
    for kind, asked in DATA_OF_KIND.items():
        with suppress(OsaiError):
            drawing = charts.draw(kind, asked(dated))
            texts = [drawing.svg(theme, title, dated.about) for theme in ("light", "dark")]
            for text in texts:
                check_svg(text)
            assert drawing.width == WIDE
            assert drawing.height < 20_000
            check_svg(charts.draw(kind, asked(dated), NARROW).svg("light", title))
            assert charts.draw(kind, asked(index_of(models))).svg("light") == drawing.svg("light")
    for model in index.models:
        check_svg(badge(model, index.criteria))
        check_svg(card_of_model(model, index.criteria, title, dated.about).svg("light", title))


@tries(200)
@given(st.tuples(TEXTS, TEXTS))
@within(2)
def test_label(texts: tuple[str, str]) -> None:
    """Texts are measured, broken and written; only a word that is too wide is cut."""
    for text in texts:
        line = chart_label(text)
        assert not {unicodedata.category(sign) for sign in line} & {"Cc", "Cs", "Co", "Zl", "Zp"}
        assert not set(line) & set("\u200e\u200f\u202a\u202d\u202e\u2066\u2067\u2068\u2069")
        assert chart_label(line) == line
        lines = wrap(line, 100, 14)
        if not any("…" in one for one in lines):
            assert "".join(lines).replace(" ", "") == line.replace(" ", "")
        assert all(width(one, 14) <= 100 for one in lines), lines


def check_svg(text: str) -> ET.Element:
    """SVG as every reader of it wants it: whole, still, small, and by itself."""
    assert len(text.encode()) < MOST_BYTES
    assert "<!" not in text
    assert "<?" not in text
    root = ET.fromstring(text)
    for element in root.iter():
        assert element.tag in ELEMENTS or element.tag.startswith(TERMS), element.tag
        for name, value in element.attrib.items():
            assert name in ATTRIBUTES, name
            if name != "data-t":  # a text for readers
                assert not re.search(r"url\(|:\s*/|javascript|nan|inf", value), value
    return root


def _readable(text: str) -> str:
    """A text without what XML cannot hold."""
    return "".join(c if c.isprintable() else " " for c in text)


@pytest.mark.parametrize("character", ["\x00", "\x1f", "\x9b", "\ud800", "\uffff"])
def test_characters_that_xml_does_not_allow_are_left_out_of_svg(character: str) -> None:
    svg = Drawing(9, 9, (Text(0, 0, f"a{character}b"),)).svg("light", f"c{character}d")

    check_svg(svg)
    assert ">a b<" in svg
    assert ">cd<" in svg or ">c d<" in svg  # a separator such as \x1f is a space


def test_letters_and_emoji_stay_joined_in_svg() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"

    assert family in Drawing(9, 9, (Text(0, 0, family),)).svg("light")
