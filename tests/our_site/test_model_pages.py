"""The pages of models and categories on our own site, in Chromium."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser

from mkdocs_osai import load
from tests.our_site.test_reading import opened

PAGES = [
    "models/bloomz/",
    "models/airoboros/",
    "database/licenses/",
    "database/types/text/",
    "database/organizations/AMD/",
    "database/release_years/2024/",
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_a_narrow_page_does_not_scroll_sideways_and_cuts_nothing_off(
    browser: Browser, address: str, path: str, scheme: str
) -> None:
    page = opened(browser, address + path, width=360, scheme=scheme)

    inner, outer = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    beyond = page.evaluate(
        """() => [...document.querySelectorAll('.osai-page :is(a, p, dd, li, td, th, h1, h2)')]
            .filter(e => !e.closest('.osai-scroll') && !e.closest('thead') && e.checkVisibility())
            .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
            .map(e => e.outerHTML.slice(0, 100))"""
    )
    page.close()

    assert inner <= outer
    assert not beyond


@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_of_a_model_says_what_its_file_says(
    browser: Browser, address: str, width: int
) -> None:
    index = load("models")
    model = index.model("bloomz")
    page = opened(browser, f"{address}models/bloomz/", width=width)

    rows = page.locator(".osai-criteria").get_by_role("row").all()
    told = {
        row.get_by_role("rowheader").inner_text(): row.get_by_role("cell").first.inner_text()
        for row in rows
        if row.get_by_role("cell").count()
    }
    links = page.locator(".osai-criteria td a").evaluate_all("all => all.map(a => a.href)")
    heading = page.locator("h1").inner_text()
    page.close()

    assert heading == model.name
    assert {name: text.split()[-1] for name, text in told.items()} == {
        c.name: model.grades[c.ref].cls for c in index.criteria.that_apply_to(model.types)
    }
    assert {urlsplit(link).netloc for link in links} == {
        urlsplit(link).netloc for grade in model.grades.values() for link in grade.links
    }


def test_a_model_links_its_category_and_that_the_filtered_database(
    browser: Browser, address: str
) -> None:
    page = opened(browser, f"{address}models/bloomz/")

    page.locator(".osai-facts dd a[href*=licenses]").click()
    heading = page.locator(".osai-overview h1")
    heading.wait_for()
    licence = (heading.text_content() or "").partition(": ")[2]
    assert page.locator(".osai-members").get_by_role("link", name="BLOOMZ").count()
    page.get_by_role("link", name="Show these models in the database").click()
    page.wait_for_url("**/database/?**")
    asked = parse_qs(urlsplit(page.url).query)
    page.wait_for_function(
        """() => [...document.querySelectorAll('.osai-database tbody tr')]
            .filter(row => row.checkVisibility()).length === 1"""
    )
    page.close()

    assert asked == {"license": [licence]}


@pytest.mark.parametrize("path", PAGES)
def test_links_of_lists_are_far_enough_apart_to_be_hit(
    browser: Browser, address: str, path: str
) -> None:
    page = opened(browser, address + path, width=360)

    near = page.evaluate(
        """() => {
            const all = [...document.querySelectorAll('.osai-page a')].map(a => {
                const r = a.getClientRects()[0];
                return {a, x: r.x + r.width / 2, y: r.y + r.height / 2, w: r.width, h: r.height};
            });
            return all.filter((one, i) => Math.min(one.w, one.h) < 24 && all.some((other, j) =>
                i !== j && Math.abs(one.y - other.y) < 23.5 && Math.abs(one.x - other.x) < 23.5
            )).map(one => one.a.href);
        }"""
    )
    page.close()

    assert not near


def test_the_bar_of_a_category_is_as_long_as_its_share_of_the_longest(
    browser: Browser, address: str
) -> None:
    tally = load("models").tally("national_origins")
    page = opened(browser, f"{address}database/national_origins/")

    lengths = page.locator(".osai-length span").evaluate_all(
        "all => all.map(e => e.getBoundingClientRect().width)"
    )
    page.close()

    assert len(lengths) == len(tally.categories)
    for length, category in zip(lengths, tally.categories, strict=True):
        expected = lengths[0] * category.count / tally.categories[0].count
        assert length == pytest.approx(max(expected, 2), abs=1)


def test_on_paper_everything_of_a_page_is_within_it(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}models/airoboros/", width=794)
    page.emulate_media(media="print")

    inner, outer = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    crumbs = page.locator(".osai-crumbs").is_visible()
    criteria = page.locator(".osai-criteria").is_visible()
    page.close()

    assert inner <= outer
    assert criteria
    assert not crumbs
