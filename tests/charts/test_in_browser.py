"""Labels as Chromium draws them with the fonts of the machine."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from mkdocs_osai import charts
from mkdocs_osai.charts.theme import NARROW, WIDE
from mkdocs_osai.stats import Index
from tests.charts.boxes import overlap
from tests.charts.samples import DATA_OF_KIND, figures_of_all_dimensions, sample
from tests.charts.test_drawing import HOSTILE

_random = random.Random(2)  # noqa: S311 - the same charts in every run, and no secret
_NAMES = [
    *HOSTILE,
    "A" * 60,
    "W" * 60,
    "United Arab Emirates",
    "France",
    "CC-BY-NC-SA-4.0",
    "深" * 40,
]
RANDOM = [
    {f"{_random.choice(_NAMES)}{i}": _random.choice([1, 2, 20, 100]) for i in range(1 + seed % 8)}
    for seed in range(60)
]

FONTS = ("", "DejaVu Sans", "Liberation Sans")
"""The fonts of charts, and two that may be the only font of a reader."""

BOXES = """([svgs, width]) => JSON.stringify(JSON.parse(svgs).map(svg => {
    document.body.innerHTML = svg;
    const root = document.querySelector('svg');
    root.style = `width: ${width}px; height: auto`;
    const texts = [...root.querySelectorAll('text')].map(t => {
        const b = t.getBBox();
        const turn = t.transform.baseVal.consolidate()?.matrix ?? root.createSVGMatrix();
        // A box is as high as the font's line; letters overlap only when half of it does.
        const [top, bottom] = [b.y + 0.22 * b.height, b.y + 0.78 * b.height];
        const corners = [[b.x, top], [b.x + b.width, top], [b.x + b.width, bottom], [b.x, bottom]];
        return [t.textContent, corners.map(([x, y]) => {
            const at = new DOMPoint(x, y).matrixTransform(turn); return [at.x, at.y]; })]; });
    return [root.viewBox.baseVal.width, root.viewBox.baseVal.height, texts];
}))"""
"""In and out as text, because Playwright takes long for lists."""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.set_content("<body>")
    yield page
    page.close()


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("kind", charts.KINDS)
def test_no_label_is_clipped_or_overlaps_another_as_a_reader_sees_it(
    page: Page, index: Index, kind: str, width: int
) -> None:
    figures = list(figures_of_all_dimensions(kind, index))
    assert len(figures) >= 20
    figures += [sample(kind, counts) for counts in RANDOM]
    svgs = [charts.draw(kind, figure, width).svg("light") for figure in figures]
    svgs += [svg.replace('font-family="', f'font-family="{f},') for svg in svgs for f in FONTS if f]

    for wide, high, texts in json.loads(page.evaluate(BOXES, [json.dumps(svgs), width])):
        for i, (text, corners) in enumerate(texts):
            for x, y in corners:
                assert -0.5 <= x <= wide + 0.5, text
                assert 0 <= y <= high, text
            for other, others in texts[:i]:
                assert not overlap(corners, others), (text, other)


def test_text_can_be_read_on_a_phone(page: Page, index: Index) -> None:
    for kind in charts.KINDS:
        svg = charts.draw(kind, DATA_OF_KIND[kind](index), NARROW).svg("light")
        page.set_content(svg.replace("<svg", '<svg style="width: 300px; height: auto"', 1))
        sizes = page.evaluate(
            """() => [...document.querySelectorAll('text')].map(t => parseFloat(
                getComputedStyle(t).fontSize) * t.ownerSVGElement.getScreenCTM().a)"""
        )
        assert min(sizes) >= 10


def test_no_script_in_a_chart_runs(page: Page) -> None:
    names = ["<script>document.title = 'run'</script>", '"><img src=x onerror="document.title=1">']
    for kind in charts.KINDS:
        svg = charts.draw(kind, sample(kind, dict.fromkeys(names, 1))).svg("light")
        page.set_content(f"<title>quiet</title>{svg}")
        assert page.title() == "quiet"
        assert page.locator("script, img").count() == 0
