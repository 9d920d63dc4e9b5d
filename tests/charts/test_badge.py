"""Badges show the openness of a model, and escape its data."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from mkdocs_osai.charts.badge import LABEL, MOST, badge
from mkdocs_osai.charts.layout.text import width
from mkdocs_osai.charts.theme import PALETTE, contrast
from mkdocs_osai.index import Model
from mkdocs_osai.index.criteria import BUILT_IN
from mkdocs_osai.stats import Index
from tests.builders import a_model, some_criteria
from tests.charts.test_drawing import HOSTILE

SVG = "{http://www.w3.org/2000/svg}"
CLASSES = {"code": "partial", "paper": "closed", "licenses": None}


def parts(model: Model) -> tuple[ET.Element, list[str], str]:
    """The badge of a model, its visible texts and its title."""
    root = ET.fromstring(badge(model, BUILT_IN))
    texts = [e.text or "" for e in root.iter(f"{SVG}text")]
    return root, texts, root[0].text or ""


def test_a_badge_shows_the_score_and_a_shape_for_each_criterion() -> None:
    root, texts, title = parts(a_model(name="A & B", classes=CLASSES))

    assert texts == [LABEL, "0.79"]
    fills = [p.get("fill") for p in root.iter(f"{SVG}path")]
    strokes = [p.get("stroke") for p in root.iter(f"{SVG}path")]
    assert fills.count(PALETTE["open"]["light"]) == 9
    assert fills.count(PALETTE["partial"]["light"]) == 1
    assert strokes.count(PALETTE["closed"]["light"]) == 1
    assert strokes.count(PALETTE["grey"]["light"]) == 1
    assert title == (
        "A & B: openness 0.79 of 1, 9 criteria open, 1 partial, 2 closed or not told "
        "(open source AI index)"
    )


def test_the_title_is_the_first_thing_in_an_image() -> None:
    root, _, _ = parts(a_model())

    assert root.get("role") == "img"
    assert root[0].tag == f"{SVG}title"


@pytest.mark.parametrize("types", [(), ("text",)])
def test_a_model_without_a_score_is_not_graded_yet(types: tuple[str, ...]) -> None:
    model = replace(a_model(), score=None, types=types, grades={})

    root, texts, title = parts(model)

    assert texts == [LABEL, "not graded yet"]
    assert title == "a: not graded yet (open source AI index)"
    assert not [p for p in root.iter(f"{SVG}path") if p.get("fill") == PALETTE["open"]["light"]]


def test_a_badge_with_very_many_criteria_shows_only_the_score() -> None:
    criteria = some_criteria(**{f"c{i}": ("text",) for i in range(MOST + 1)})
    model = a_model(criteria=criteria)

    root = ET.fromstring(badge(model, criteria))

    assert float(root.get("width", "")) < 250
    assert [e.text for e in root.iter(f"{SVG}text")] == [LABEL, "1.00"]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_text_in_the_title_and_nowhere_else(name: str) -> None:
    plain, hostile = badge(a_model(name="x"), BUILT_IN), badge(a_model(name=name), BUILT_IN)

    without = [re.sub(r"<title>.*</title>", "", svg) for svg in (plain, hostile)]

    assert without[0] == without[1]
    ET.fromstring(hostile)


def test_a_badge_is_small_loads_nothing_and_is_deterministic(index: Index) -> None:
    for model in index.models:
        svg = badge(model, index.criteria)
        assert svg == badge(model, index.criteria)
        assert len(svg) < 4000
        assert not re.search(r"href|url\(|<style|<script|@import", svg)
        assert svg.count("http") == svg.count("http://www.w3.org/2000/svg") == 1


def test_every_text_is_inside_its_background_and_readable(index: Index) -> None:
    for model in index.models:
        root = ET.fromstring(badge(model, index.criteria))
        page, label = list(root.iter(f"{SVG}path"))[:2]
        wide, high = (float(root.get(side, "")) for side in ("width", "height"))
        edge = float(re.findall(r"h([\d.]+)", label.get("d", ""))[0])
        first, second = root.iter(f"{SVG}text")
        for text, ground, start, end in ((first, label, 0, edge), (second, page, edge, wide)):
            x = float(text.get("x", ""))
            assert start < x
            assert x + width(text.text or "", 12) < end
            assert contrast(text.get("fill", ""), ground.get("fill", "")) >= 4.5
        for mark in list(root.iter(f"{SVG}path"))[2:]:
            numbers = re.findall(r"M([\d.]+) ([\d.]+)", mark.get("d", ""))
            assert all(0 < float(x) < wide and 0 < float(y) < high for x, y in numbers)
            colors = {mark.get("fill"), mark.get("stroke")} - {None, "none", "#ffffff"}
            assert all(contrast(color or "", "#ffffff") >= 3 for color in colors)
