"""The metadata of a drawing names the source of its numbers."""

from __future__ import annotations

import datetime as dt
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from mkdocs_osai.charts.drawing import Drawing
from mkdocs_osai.charts.shapes import Bar
from mkdocs_osai.index import IndexInfo

SVG = "{http://www.w3.org/2000/svg}"
TERMS = "{http://purl.org/dc/terms/}"
DRAWING = Drawing(100, 20, (Bar(0, 0, 50, 20, "blue"),))


def test_a_drawing_has_its_title_source_date_licence_and_citation() -> None:
    about = IndexInfo(date=dt.date(2025, 6, 1), commit="1f" * 20)
    root = ET.fromstring(DRAWING.svg("light", "Origins", about))

    assert root[0].tag == f"{SVG}title"
    assert root[0].text == "Origins"
    assert {one.tag.removeprefix(TERMS): one.text for one in root[1]} == {
        "source": about.source,
        "date": "2025-06-01",
        "rights": "CC-BY-4.0",
        "identifier": "1f" * 20,
        "bibliographicCitation": about.citation,
    }


def test_a_drawing_without_title_and_index_has_only_shapes() -> None:
    assert [one.tag for one in ET.fromstring(DRAWING.svg("light"))] == [f"{SVG}path"]


@given(st.text())
def test_any_text_is_escaped_in_a_drawing(text: str) -> None:
    about = IndexInfo(source=text, license=text, citation=text)
    svg = DRAWING.svg("light", text, about)

    root = ET.fromstring(svg)
    assert {one.tag for one in root} <= {f"{SVG}title", f"{SVG}metadata", f"{SVG}path"}
    assert svg == DRAWING.svg("light", text, about)
    assert [c for c in svg if not c.isprintable() and c != "\n"] == []
