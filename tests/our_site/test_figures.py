"""Figures on our own site: values by pointer and keys, their own pages, and downloads."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.our_site.conftest import SUB_PATH
from tests.our_site.test_accessible import violations

GALLERY = "guide/gallery/"
SVG = "{http://www.w3.org/2000/svg}"
KB = 1024


def opened(browser: Browser, url: str, scheme: str = "light", *, scripts: bool = True) -> Page:
    context = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=scripts,
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    page.goto(url, wait_until="networkidle")
    return page


def own_pages(built_site: Path) -> list[Path]:
    pages = sorted((built_site / "osai/figures").rglob("*.html"))
    assert len(pages) >= 30
    return pages


def packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes()))


def test_the_script_of_figures_is_small_deferred_and_only_on_demand(built_site: Path) -> None:
    script = built_site / "osai/figures.js"
    html = (built_site / GALLERY / "index.html").read_text("utf-8")

    assert script.stat().st_size <= 5 * KB
    assert len(re.findall(r'<script src="[./]*osai/figures\.js" defer', html)) == 1
    assert (
        "<svg" not in re.sub(r"<(header|nav|footer|form).*?</\1>", "", html).split("osai-figure")[1]
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_arrow_keys_read_the_values_of_every_kind_of_figure(
    browser: Browser, address: str, scheme: str
) -> None:
    page = opened(browser, address + GALLERY, scheme)
    page.emulate_media(reduced_motion="reduce")
    for figure in page.locator(".osai-figure").all():
        chart, tip = figure.locator(".osai-chart"), figure.locator(".osai-tip")
        figure.scroll_into_view_if_needed()
        image = figure.locator("img:visible").first.element_handle()
        page.wait_for_function("image => image.complete && image.currentSrc", arg=image)
        chart.focus()
        page.keyboard.press("ArrowRight")
        expect(tip).to_have_text(re.compile(r".+: .*\w"))
        first = tip.inner_text()
        assert tip.get_attribute("hidden") is None
        page.keyboard.press("ArrowRight")
        if figure.locator(".osai-chart > svg [data-t]").count() > 1:
            expect(tip).not_to_have_text(first)
        assert chart.locator("svg .osai-on").count() >= 1
        page.keyboard.press("Escape")
        expect(tip).to_be_hidden()
    page.context.close()


def test_pointing_at_a_slice_shows_what_the_table_says_and_leads_to_its_models(
    browser: Browser, address: str
) -> None:
    page = opened(browser, address + GALLERY)
    figure = page.locator(".osai-figure").first
    figure.locator("summary").click()
    name, count, share = figure.locator("tbody tr").first.locator("th, td").all_inner_texts()

    image = figure.locator("img:visible")
    box = image.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.53, box["y"] + box["height"] * 0.4)
    tip = figure.locator(".osai-tip")
    expect(tip).to_contain_text(f"{name}: {count} models, {share} of")
    tip.locator("a").dispatch_event("click")
    page.wait_for_url(re.compile(r"/osai/figures/.*\.html#m0$"))

    target = page.locator("dt:target")
    assert target.inner_text().startswith(f"{name}, {count} models")
    assert len(page.locator("dt:target + dd").inner_text().split(", ")) == int(count)
    page.context.close()


@pytest.mark.parametrize("width", [1280, 360])
def test_links_on_a_figure_are_large_enough_for_a_finger_and_lie_on_their_rows(
    browser: Browser, address: str, width: int
) -> None:
    page = opened(browser, address + GALLERY)
    page.set_viewport_size({"width": width, "height": 900})
    for kind in ("lineage", "matrix"):
        figure = page.locator(f".osai-figure:has(img[src*='/{kind}-'])").first
        figure.scroll_into_view_if_needed()
        image = figure.locator("img:visible").first.element_handle()
        page.wait_for_function("image => image.complete && image.currentSrc", arg=image)
        links = figure.locator(".osai-areas a:visible")
        drawn = figure.locator("img:visible").first.bounding_box()
        boxes = [link.bounding_box() for link in links.all()]

        assert drawn
        assert len(boxes) >= 3
        below = drawn["y"]
        for box in boxes:
            assert box
            assert (box["width"] >= 24, box["height"] >= 24) == (True, True), (kind, box)
            assert box["x"] >= drawn["x"] - 1
            assert box["x"] + box["width"] <= drawn["x"] + drawn["width"] + 1
            assert box["y"] >= below - 1, "areas do not overlap"
            below = box["y"] + box["height"]
        assert below <= drawn["y"] + drawn["height"] + 1
    page.context.close()


def test_pointing_at_a_row_with_a_link_shows_its_values(browser: Browser, address: str) -> None:
    page = opened(browser, address + GALLERY)
    figure = page.locator(".osai-figure:has(img[src*='/lineage-'])").first
    figure.scroll_into_view_if_needed()
    link = figure.locator(".osai-areas a:visible").first

    link.hover(position={"x": 40, "y": 12})  # on the name

    expect(figure.locator(".osai-tip")).to_contain_text(link.inner_text())
    page.context.close()


@pytest.mark.parametrize("kind", ["scatter", "thresholds", "ranking", "matrix"])
def test_the_models_behind_a_mark_are_on_the_page_of_the_figure(
    browser: Browser, address: str, kind: str
) -> None:
    page = opened(browser, address + GALLERY)
    figure = page.locator(f".osai-figure:has(img[src*='/{kind}-'])").first
    figure.scroll_into_view_if_needed()
    figure.locator(".osai-chart").focus()
    page.keyboard.press("ArrowRight")

    figure.locator(".osai-tip a").dispatch_event("click")
    page.wait_for_url(re.compile(r"/osai/figures/.*\.html#m\d+$"))

    assert re.fullmatch(r".+, \d+ models?", page.locator("dt:target").inner_text())
    assert page.locator("dt:target + dd").inner_text()
    page.context.close()


def test_a_touch_shows_a_value(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800}, has_touch=True)
    page = context.new_page()
    page.goto(address + GALLERY, wait_until="networkidle")
    image = page.locator(".osai-figure img:visible").first

    image.tap()

    expect(page.locator(".osai-tip").first).to_contain_text("models")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_value_that_is_shown_violates_no_accessibility_rule(
    browser: Browser, address: str, scheme: str
) -> None:
    page = opened(browser, address + GALLERY, scheme)
    page.locator(".osai-chart").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".osai-tip").first).to_be_visible()

    assert not violations(page)
    page.context.close()


def test_a_figure_works_without_scripts(browser: Browser, address: str) -> None:
    page = opened(browser, address + GALLERY, scripts=False)
    figure = page.locator(".osai-figure").first

    assert figure.locator("img:visible").count() == 1
    assert page.locator(".osai-chart, .osai-tip, .osai-source button").count() == 0
    page.context.close()


def test_copying_the_citation_takes_one_click(browser: Browser, address: str) -> None:
    page = opened(browser, address + GALLERY)
    figure = page.locator(".osai-figure").first

    figure.get_by_role("button", name="Copy citation").click()

    expect(figure.get_by_role("button", name="Citation copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    title = figure.locator("figcaption strong").inner_text()
    assert copied.startswith(f"“{title}”")
    for part in ("doi:10.5281/zenodo.15386042", "CC-BY-4.0", f"#{figure.get_attribute('id')}"):
        assert part in copied
    page.context.close()


def test_each_figure_has_an_id_of_its_own(built_site: Path) -> None:
    ids = [
        id_
        for page in built_site.rglob("*.html")
        for id_ in re.findall(r'<figure class="osai-figure" id="([^"]+)"', page.read_text("utf-8"))
        if "blog/archive" not in page.as_posix() and page.parent.name != "blog"
    ]

    assert len(ids) >= 30
    assert len(ids) == len(set(ids))


def test_the_page_of_a_figure_is_light_and_loads_nothing_from_elsewhere(
    browser: Browser, address: str, built_site: Path
) -> None:
    for path in own_pages(built_site):
        html = path.read_text("utf-8")
        loaded = re.findall(r'(?:src|srcset)="([^"]+)"', html)
        images = [path.parent / unquote(link) for link in loaded]

        assert "<script" not in html
        assert len(images) == 4
        assert not [link for link in loaded if urlsplit(link).netloc]
        assert packed(path) + max(map(packed, images)) <= 20 * KB, path
    asked: list[str] = []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + own_pages(built_site)[0].relative_to(built_site).as_posix())
    page.wait_for_function("[...document.images].every(i => i.complete && i.naturalWidth > 0)")
    page.close()
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(address).netloc}
    assert len([url for url in asked if url.endswith(".svg")]) == 1


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_the_page_of_a_figure_fits_and_violates_no_accessibility_rule(
    browser: Browser, address: str, built_site: Path, width: int, scheme: str
) -> None:
    page = opened(browser, address, scheme)
    page.set_viewport_size({"width": width, "height": 700})
    for path in own_pages(built_site)[:8]:
        page.goto(address + path.relative_to(built_site).as_posix(), wait_until="networkidle")
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")

        shown = page.locator("img").evaluate("i => i.currentSrc")
        assert ("-narrow" in shown, "-dark" in shown) == (width == 360, scheme == "dark")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert not violations(page), path
    page.context.close()


def test_downloads_of_a_figure_are_whole_without_the_page(built_site: Path) -> None:
    html = (built_site / GALLERY / "index.html").read_text("utf-8")
    figures = re.findall(r'<figure class="osai-figure" id="([^"]+)".*?</figure>', html, re.DOTALL)
    parts = re.findall(r'<figure class="osai-figure".*?</figure>', html, re.DOTALL)
    here = f"http://127.0.0.1{SUB_PATH}{GALLERY}"
    assert len(figures) >= 15
    for id_, figure in zip(figures, parts, strict=True):
        links = re.findall(r'href="([^"]+\.(?:svg|png|html))"', figure)
        files = [
            built_site / urlsplit(urljoin(here, link)).path.removeprefix(SUB_PATH) for link in links
        ]
        assert [file.name for file in files] == [f"{id_}-download.svg", f"{id_}.png", f"{id_}.html"]
        assert files[1].read_bytes().startswith(b"\x89PNG")
        said = " ".join(
            t.text or "" for t in ET.fromstring(files[0].read_bytes()).iter(f"{SVG}text")
        )
        title = re.search(r"<strong>(?:Figure \d+\. )?(.*?)</strong>", figure)
        assert title
        words = re.sub(r"&#(\d+);", lambda m: chr(int(m[1])), title[1])
        assert "".join(said.split()).startswith("".join(words.split()))
        for part in (
            "Source: European Open Source AI Index, 12 June 2026, CC-BY-4.0",
            f"{here}#{id_}",
        ):
            assert "".join(part.split()) in "".join(said.split())
