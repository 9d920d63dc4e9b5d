"""The basis of a number, by mouse, keyboard, touch and screen reader."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.sites import PALETTE, Built, Site

BASIS = "national origin China: 3 of 6 models; 1 without a tag"
THEMES = {
    "material": {"name": "material", "font": False, "palette": PALETTE},
    "mkdocs": {"name": "mkdocs"},
    "readthedocs": {"name": "readthedocs"},
}
SHARE = "<< osai.share('national_origins', 'China') >>"
PAGE = f"""\
# Of {SHARE}

First {SHARE}, and at the end of a line of the page a second number stands: {SHARE}.

## {SHARE} again

[A link with {SHARE} in it](other.md)

<div>In HTML: {SHARE}</div>
"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    yield page
    page.close()


def built_with(site: Site, theme: str) -> Built:
    site.configure(theme=THEMES[theme])
    site.write("docs/index.md", PAGE)
    site.write("docs/other.md", "# Another\n")
    return site.build(strict=True)


def opened(page: Page, built: Built) -> None:
    page.goto((built.site / "index.html").as_uri(), wait_until="load")


def is_inside(page: Page) -> None:
    shown = page.locator(".osai-basis:visible")
    expect(shown).to_have_count(1)
    expect(shown).to_have_text(BASIS)
    box, size = shown.bounding_box(), page.viewport_size
    assert box
    assert size
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("anchored", [True, False])
@pytest.mark.parametrize("theme", THEMES)
def test_a_number_shows_its_basis_next_to_it_and_inside_the_window(
    site: Site, page: Page, theme: str, width: int, *, anchored: bool
) -> None:
    built = built_with(site, theme)
    if not anchored:  # as in a browser that places nothing beside another element
        style = built.site / "osai/osai.css"
        style.write_text(style.read_text("utf-8").replace("position-area: block-end)", "no: no)"))
    page.set_viewport_size({"width": width, "height": 800})
    opened(page, built)
    expect(page.locator(".osai-basis:visible")).to_have_count(0)

    for number in page.locator(".osai-evidence:visible, div > data").all():
        page.mouse.move(0, 0)
        number.hover()
        is_inside(page)
        tip, box = page.locator(".osai-basis:visible").bounding_box(), number.bounding_box()
        assert tip
        assert box
        between = max(tip["y"] - box["y"] - box["height"], box["y"] - tip["y"] - tip["height"])
        assert between < 30


@pytest.mark.parametrize("theme", THEMES)
def test_the_keyboard_shows_and_hides_the_basis(site: Site, page: Page, theme: str) -> None:
    opened(page, built_with(site, theme))
    number = page.locator("p .osai-evidence").first

    page.locator("h1 .osai-evidence").first.focus()
    page.keyboard.press("Tab")
    while not number.evaluate("e => e === document.activeElement"):
        page.keyboard.press("Tab")

    is_inside(page)
    page.keyboard.press("Escape")
    expect(page.locator(".osai-basis:visible")).to_have_count(0)
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    is_inside(page)


def test_a_touch_opens_the_evidence(site: Site, browser: Browser) -> None:
    built = built_with(site, "material")
    context = browser.new_context(has_touch=True, viewport={"width": 360, "height": 800})
    page = context.new_page()
    opened(page, built)

    link = page.locator("p .osai-evidence").first.get_attribute("href")
    page.locator("div > data").tap()
    is_inside(page)
    page.locator("p .osai-evidence").first.tap()

    page.wait_for_url(re.compile(re.escape(str(link))))
    assert BASIS.capitalize()[:8] + BASIS[8:] in unescape(built.html(f"{link}index.html"))
    context.close()


def test_screen_readers_get_the_basis_as_a_description(site: Site, page: Page) -> None:
    opened(page, built_with(site, "material"))
    number = page.locator("p .osai-evidence").first

    for _ in range(2):
        expect(number).to_have_accessible_name("50.0%: national origin China: 3 of 6 models")
        expect(number).to_have_accessible_description(BASIS)
        page.keyboard.press("Tab")
        number.focus()
    expect(page.get_by_role("heading", name="50.0% again", exact=False)).to_be_visible()
    expect(page.get_by_role("link", name="A link with 50.0% in it", exact=True)).to_be_visible()
    expect(page.locator("div > data")).to_have_accessible_description(BASIS)


def test_a_number_in_a_link_of_the_author_shows_it_with_the_link(site: Site, page: Page) -> None:
    opened(page, built_with(site, "material"))

    page.get_by_role("link", name="A link with 50.0% in it").hover()

    is_inside(page)


def test_print_copies_and_searches_have_the_number_alone(site: Site, page: Page) -> None:
    built = built_with(site, "material")
    opened(page, built)
    number = page.locator("p .osai-evidence").first

    number.hover()
    page.emulate_media(media="print")
    expect(page.locator(".osai-basis:visible")).to_have_count(0)
    assert BASIS not in page.locator("article").inner_text()
    told = json.loads(built.html("search/search_index.json"))
    assert BASIS not in json.dumps(told)
    assert [doc["title"] for doc in told["docs"] if not doc["location"]] == ["Of 50.0%"]
    assert "<title>A site</title>" in built.html("index.html")
    assert ">\n      50.0% again" in re.sub(r"\n\s+", "\n      ", built.html("index.html"))


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_the_search_of_other_themes_has_the_number_alone(site: Site, theme: str) -> None:
    told = json.loads(built_with(site, theme).html("search/search_index.json"))["docs"]

    mine = [doc for doc in told if "/" not in doc["location"]]
    assert "50.0% again" in [doc["title"] for doc in mine]
    assert "of 6 models" not in json.dumps(mine)


def test_the_ids_of_a_page_are_unique(site: Site) -> None:
    site.write("docs/other.md", PAGE.replace("other.md", "index.md"))
    site.write("docs/index.md", PAGE)

    built = site.build(strict=True)

    found = [
        re.findall('class="osai-basis" id="([^"]*)"', built.html(path))
        for path in ("index.html", "other/index.html")
    ]
    assert [len(ids) for ids in found] == [6, 6]
    assert len({*found[0], *found[1]}) == 12
