"""Ways through our site: past the navigation, from an address that is wrong, on a low window."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.our_site.conftest import SUB_PATH


def test_every_page_has_a_link_past_the_navigation(built_site: Path) -> None:
    pages = [*built_site.rglob("*.html")]
    assert len(pages) > 400
    for page in pages:
        html = page.read_text("utf-8")
        if 'http-equiv="refresh"' in html or "figures" in page.parts:
            continue  # pages of figures have no navigation
        target = re.search(r'<a href="#([^"]+)" class="md-skip">', html)
        assert target, page
        assert f'id="{target[1]}"' in html, page


def test_no_id_is_twice_on_a_page_made_from_data(built_site: Path) -> None:
    for name in ("models/OLMo", "database", "database/compare", "data", "database/regions/China"):
        html = (built_site / name / "index.html").read_text("utf-8")
        assert html.count('id="content"') == 1, name


def test_a_wrong_address_offers_a_search_and_ways_on(
    built_site: Path, address: str, browser: Browser
) -> None:
    html = (built_site / "404.html").read_text("utf-8")
    links = re.findall(r'<li><a href="([^"]+)">', html.partition("<form")[2])
    assert len(links) >= 5
    for link in links:
        assert link.startswith(SUB_PATH)
        assert (built_site / link.removeprefix(SUB_PATH) / "index.html").is_file()

    page = browser.new_page()
    page.goto(f"{address}404.html")
    page.get_by_label("Model, organisation or base model").fill("olmo")
    page.get_by_role("button", name="Search", exact=True).click()
    page.wait_for_url("**/database/?find=olmo")
    assert page.get_by_role("link", name="OLMo", exact=True).is_visible()
    page.close()


def test_a_post_has_its_date_once_in_the_list_of_posts(built_site: Path) -> None:
    for name in ("blog", "blog/archive/2026"):
        html = (built_site / name / "index.html").read_text("utf-8")
        posts = re.findall(r'<article class="md-post.*?</article>', html, re.DOTALL)
        assert len(posts) == 2
        [post] = (one for one in posts if "21 November 2026" in one)
        assert post.count("21 November 2026") == 1
        assert '<span class="osai-author">The mkdocs-osai team</span></span></p>' in post
    own = built_site / "blog/2026/11/21/the-role-of-big-tech-in-open-source-ai/index.html"
    assert re.search(r'osai-byline">.*? · <time', own.read_text("utf-8"))


@pytest.mark.parametrize(("width", "height"), [(640, 360), (640, 450), (740, 360)])
def test_the_header_scrolls_away_on_a_low_window(
    address: str, browser: Browser, width: int, height: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(f"{address}guide/writing/")
    page.mouse.wheel(0, 600)
    page.wait_for_function("scrollY >= 500")
    bottom = page.locator(".md-header").evaluate("header => header.getBoundingClientRect().bottom")
    page.close()

    assert bottom <= 0


def test_the_header_stays_on_a_high_window(address: str, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{address}guide/writing/")
    page.mouse.wheel(0, 600)
    page.wait_for_function("scrollY >= 500")
    top = page.locator(".md-header").evaluate("header => header.getBoundingClientRect().top")
    page.close()

    assert top == 0


def test_links_of_numbers_say_what_the_number_is(address: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(address)
    numbers = page.locator("a.osai-evidence")
    names = [number.get_attribute("aria-label") or "" for number in numbers.all()]
    texts = [number.locator("data").inner_text() for number in numbers.all()]
    assert len(names) >= 8
    for name, text in zip(names, texts, strict=True):
        assert name.startswith(f"{text}: ")
        assert re.search(r"\d+ of [\d,]+ models", name), name
    assert page.get_by_role("link", name="193: models: 193 of 193 models").count() == 2

    page.goto(f"{address}guide/recipes/")
    table = page.locator("table", has_text="Openness compared")
    sources = table.locator("small a").all()
    assert sources
    for source in sources:
        assert source.get_attribute("aria-label") == f"Source {source.inner_text()}"
    page.close()
