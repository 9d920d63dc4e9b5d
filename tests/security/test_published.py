"""All files of a site with a hostile index have the same markup as with a harmless one."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml
from PIL import Image

from tests.security.conftest import Guarded
from tests.security.indexes import HOSTILE
from tests.security.reading import Shape, of_html, pages, scheme
from tests.security.texts import RUNS

SVG = "{http://www.w3.org/2000/svg}"
DUBLIN_CORE = "{http://purl.org/dc/terms/}"
SCHEMES = {"", "https", "http", "mailto"}
OF_MATERIAL = "javascript:void(0)"
"""The link with which Material shares a search."""
AUTHORS_OWN = "places/index.html"
"""An author has put data into a title there."""
STEERING = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
FLOOD = re.compile("[\u0300-\u036f]{5}")


def folder(path: str) -> str:
    """What kind of page stands at a path."""
    parts = path.split("/")
    return "/".join(parts[:-2]) if len(parts) > 2 else path


RESOLVED = {"data/index.html", "database", "database/index.html", "models", "tables/index.html"}
"""Pages with the lineage of models: which base a name stands for depends on the name, so their
elements are compared, but not how often each is there.
"""


def by_kind(guarded: Guarded) -> dict[str, Counter[tuple[object, ...]]]:
    found: dict[str, Counter[tuple[object, ...]]] = {}
    for path, page in pages(guarded.built.site).items():
        found.setdefault(folder(path), Counter())[tuple(page.shapes)] += 1
    return found


def test_both_sites_are_built(hostile: Guarded, harmless: Guarded) -> None:
    assert (hostile.built.stopped, harmless.built.stopped) == ("", "")
    assert len(hostile.built.files) > 500


def test_nothing_is_written_outside_the_site(hostile: Guarded) -> None:
    assert hostile.written == []
    assert not list(hostile.folder.rglob("pwned*"))


def test_no_page_has_an_element_or_attribute_that_harmless_data_would_not_make(
    hostile: Guarded, harmless: Guarded
) -> None:
    made, expected = by_kind(hostile), by_kind(harmless)
    assert made.keys() == expected.keys()
    for kind in made:
        if kind in RESOLVED:
            new = {shape for page in made[kind] for shape in page}
            assert new <= {shape for page in expected[kind] for shape in page}, kind
        else:
            assert made[kind] == expected[kind], kind


def test_no_element_handles_an_event(hostile: Guarded) -> None:
    for path, page in pages(hostile.built.site).items():
        for tag, attributes in page.shapes:
            assert not [name for name in attributes if name.startswith("on")], (path, tag)


READ_AGAIN = {"title", "alt", "content", "label", "placeholder", "summary", "abbr"}
"""Attributes that somebody's script may read as HTML, beside `data-…` and `aria-…`."""


def test_no_title_of_a_page_holds_data(hostile: Guarded, harmless: Guarded) -> None:
    def titles(guarded: Guarded) -> set[str]:
        return {
            value
            for path, page in pages(guarded.built.site).items()
            if path != AUTHORS_OWN
            for name, value in page.attributes
            if name == "title"
        }

    assert titles(hostile) == titles(harmless)
    assert titles(hostile)


def test_no_attribute_holds_what_would_be_markup_if_a_script_read_it_as_html(
    hostile: Guarded,
) -> None:
    names = set()
    for path, page in pages(hostile.built.site).items():
        for name, value in page.attributes:
            if name in READ_AGAIN or name.startswith(("data-", "aria-")):
                names.add(name)
                assert of_html(value).shapes == [], (path, name, value)
                assert of_html(unescape(value)).shapes == [], (path, name, value)
    assert names >= {"title", "alt", "content", "aria-label", "data-i"}


def test_no_published_page_has_what_a_number_carries_on_its_way(hostile: Guarded) -> None:
    for path in hostile.built.files:
        if path.endswith((".html", ".json")):
            assert "data-osai-basis" not in hostile.built.html(path), path
            assert "data-evidence" not in hostile.built.html(path), path


def test_every_link_leads_into_the_site_or_to_the_web(hostile: Guarded) -> None:
    for path, page in pages(hostile.built.site).items():
        found = {scheme(link) for link in page.links if link != OF_MATERIAL}
        assert found <= SCHEMES, path


def test_no_script_of_a_page_holds_data_but_that_of_the_comparison(
    hostile: Guarded, harmless: Guarded
) -> None:
    def scripts(guarded: Guarded) -> set[str]:
        return {
            re.sub(r'"base":\s*"[^"]*"', "", script)
            for path, page in pages(guarded.built.site).items()
            if path != "database/compare/index.html"
            for script in page.scripts
        }

    assert scripts(hostile) == scripts(harmless)


def test_no_template_of_the_data_runs_or_is_left_raw(hostile: Guarded) -> None:
    for path, page in pages(hostile.built.site).items():
        words = "".join(page.words)
        assert "49 49" not in words, path
        assert "config.site_name" not in words or "{{ 7*7 }}" in words, path


def test_what_the_data_say_is_shown_as_the_text_it_is(hostile: Guarded) -> None:
    database = "".join(pages(hostile.built.site)["database/index.html"].words)
    for text in HOSTILE.texts:
        one_line = " ".join(text.split())
        if one_line.isprintable() and not FLOOD.search(text):
            assert one_line in database, text


def test_no_text_file_has_control_characters(hostile: Guarded) -> None:
    for path in sorted(hostile.built.files):
        if Path(path).suffix in (".html", ".csv", ".xml", ".svg", ".json", ".cff", ".txt"):
            text = (hostile.built.site / path).read_text("utf-8")
            found = STEERING.search(text)
            assert not found, (path, text[found.start() - 50 : found.end() + 50])


def test_no_page_has_stacks_of_accents(hostile: Guarded) -> None:
    for path in sorted(hostile.built.files):
        if path.endswith((".html", ".svg")):
            assert not FLOOD.search(hostile.built.html(path)), path


def test_every_xml_file_can_be_read_and_has_the_elements_of_harmless_data(
    hostile: Guarded, harmless: Guarded
) -> None:
    def shapes(guarded: Guarded, ending: str) -> set[tuple[str, tuple[str, ...]]]:
        return {
            (element.tag, tuple(sorted(element.keys())))
            for path in guarded.built.files
            if path.endswith(ending)
            for element in ET.parse(guarded.built.site / path).iter()
        }

    for ending in (".svg", ".xml"):
        assert shapes(hostile, ending) == shapes(harmless, ending)
    assert {tag.removeprefix(SVG) for tag, _ in shapes(hostile, ".svg")} <= {
        *("svg", "path", "text", "title", "desc", "metadata"),
        *(f"{DUBLIN_CORE}{n}" for n in ("source", "date", "rights", "identifier")),
        f"{DUBLIN_CORE}bibliographicCitation",
    }


def test_no_drawing_refers_to_anything_outside_it(hostile: Guarded) -> None:
    for path in hostile.built.files:
        if path.endswith(".svg"):
            text = (hostile.built.site / path).read_text("utf-8")
            tags = re.sub(r' data-t="[^"]*"', "", text)  # a text, without quotes
            assert not re.search(r"<[^>]*\b(href|style|on\w+|src)\s*=", tags), path
            assert "<!" not in text, path


def test_what_the_feed_says_is_text_in_the_html_it_carries(
    hostile: Guarded, harmless: Guarded
) -> None:
    def contents(guarded: Guarded) -> list[list[Shape]]:
        feed = ET.parse(guarded.built.site / "data/changes.xml")
        found = []
        for element in feed.iter("{http://www.w3.org/2005/Atom}content"):
            page = of_html(element.text or "")
            assert {scheme(link) for link in page.links} <= SCHEMES
            found.append(page.shapes)
        return found

    assert contents(hostile) == contents(harmless)


def test_every_json_file_can_be_read(hostile: Guarded) -> None:
    found = [path for path in hostile.built.files if path.endswith(".json")]
    assert len(found) > 50
    for path in found:
        json.loads((hostile.built.site / path).read_text("utf-8"))


def test_the_search_index_holds_data_as_text_in_html(hostile: Guarded, harmless: Guarded) -> None:
    def shapes(guarded: Guarded) -> set[object]:
        told = json.loads(guarded.built.html("search/search_index.json"))
        found: set[object] = set()
        for doc in told["docs"]:
            for key in ("title", "text"):
                found |= set(of_html(doc[key]).shapes)
        return found

    assert shapes(hostile) == shapes(harmless)


def runs(cell: str, between: str) -> bool:
    """Whether a spreadsheet would run a part of a cell, if it took other signs for separators."""
    parts = re.split(f"[{between}]", cell)
    return any(part.lstrip().strip('"')[:1] in tuple("=+-@\t\r＝＋－＠") for part in parts if part)  # noqa: RUF001


def test_no_cell_of_a_csv_file_runs_in_a_spreadsheet(hostile: Guarded) -> None:
    found = [path for path in hostile.built.files if path.endswith(".csv")]
    assert len(found) > 10
    for path in found:
        text = (hostile.built.site / path).read_text("utf-8")
        for row in csv.reader(io.StringIO(text)):
            for cell in row:
                number = re.fullmatch(r"-?[0-9.]+", cell)
                assert number or not runs(cell, ";"), (path, cell)


def test_every_row_of_a_csv_file_has_as_many_cells(hostile: Guarded) -> None:
    for path in hostile.built.files:
        if path.endswith(".csv"):
            text = (hostile.built.site / path).read_text("utf-8")
            assert len({len(row) for row in csv.reader(io.StringIO(text))}) == 1, path


def test_parquet_holds_the_texts_as_they_are(hostile: Guarded) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(hostile.built.site / "data/index.parquet").to_pydict()

    told = json.loads(hostile.built.html("data/index.json"))["models"]
    assert table["name"] == [model["name"] for model in told]
    assert f"<script>{RUNS}</script>" in table["name"]


def test_the_citation_is_yaml_with_the_keys_of_harmless_data(
    hostile: Guarded, harmless: Guarded
) -> None:
    told = [yaml.safe_load(g.built.html("data/CITATION.cff")) for g in (hostile, harmless)]

    assert list(told[0]) == list(told[1])
    assert told[0]["title"] == HOSTILE.texts[1]


def test_every_image_is_one(hostile: Guarded) -> None:
    found = [path for path in hostile.built.files if path.endswith(".png")]
    assert len(found) > len(HOSTILE.ids)
    for path in found:
        if path.startswith("osai/"):
            with Image.open(hostile.built.site / path) as image:
                image.verify()


def test_a_redirect_leads_to_a_page_of_the_site(hostile: Guarded) -> None:
    moved = 0
    for path in hostile.built.files:
        if path.endswith(".html"):
            html = hostile.built.html(path)
            if match := re.search(r'content="0; url=([^"]*)"', html):
                target = (hostile.built.site / path).parent / match[1] / "index.html"
                assert target.resolve().is_relative_to(hostile.built.site.resolve())
                assert target.exists(), path
                moved += 1
    assert moved > len(HOSTILE.ids)


def test_every_address_is_plain_and_short_enough_for_any_disk(hostile: Guarded) -> None:
    for path in hostile.built.files:
        for part in path.split("/"):
            assert re.fullmatch(r"[A-Za-z0-9._~-]+", part), path
            assert len(part) <= 200, path
            stem = part.partition(".")[0].casefold()
            assert not re.fullmatch("con|prn|aux|nul|com[0-9]|lpt[0-9]", stem), path
    assert len({path.casefold() for path in hostile.built.files}) == len(hostile.built.files)


def test_the_output_of_a_build_has_no_escape_sequences(hostile: Guarded) -> None:
    assert len(hostile.built.messages) > 100
    for message in hostile.built.messages:
        assert not STEERING.search(message), message
        assert "\u2028" not in message
    assert not [m for m in hostile.built.messages if "a fault of mkdocs-osai" in m]
