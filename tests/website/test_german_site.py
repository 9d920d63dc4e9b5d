"""A German site in a browser: its scripts, what assistive technology gets of it, and its widths."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.our_site.conftest import served
from tests.our_site.test_accessible import violations
from tests.sites import PALETTE, Site, a_file

CLIPPED = """() => [...document.querySelectorAll('article *')].filter(one => {
    const style = getComputedStyle(one);
    return one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1
        && ['hidden', 'clip'].includes(style.overflowX) && !one.closest('.osai-skip');
}).map(one => one.outerHTML.slice(0, 120))"""


def _made(folder: Path, language: str) -> Path:
    site = Site(folder)
    site.write("docs/index.md", "# Start\n\n<< osai.pie('regions') >>\n")
    for name, origin, weights in (("A", "Germany", "open"), ("B", "France", "closed")):
        text = a_file(f"Model {name}", origin=origin, type="text")
        site.write(f"models/{name}.yaml", text.replace("class: open", f"class: {weights}", 3))
    site.write("models/C.yaml", a_file("Model C", origin="Italy", type="image"))
    theme = {"name": "material", "font": False, "palette": PALETTE, "language": language}
    site.configure(theme=theme)
    built = site.build()
    assert built.stopped == ""
    return built.site


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(_made(tmp_path_factory.mktemp("german"), "de")) as address:
        yield address


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(_made(tmp_path_factory.mktemp("english"), "en")) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    yield page
    page.close()


def _database(page: Page, address: str, query: str = "") -> Page:
    page.goto(f"{address}database/{query}")
    expect(page.locator(".osai-filters")).to_be_visible()
    return page


@pytest.mark.parametrize("path", ["database/", "models/A/", "database/definitions/", "data/"])
def test_a_german_page_is_accessible_and_as_wide_as_a_phone(
    page: Page, german: str, path: str
) -> None:
    page.goto(german + path)
    page.wait_for_load_state("load")

    assert page.evaluate("document.documentElement.lang") == "de"
    ours = "selector => !!document.querySelector(selector)?.closest('article')"
    found = [one for one in violations(page) if page.evaluate(ours, one["selector"])]
    # Links in a text look as the theme has them.
    assert [one for one in found if one["rule"] != "link-in-text-block"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate(CLIPPED) == []


def test_the_script_of_the_database_speaks_german(page: Page, german: str) -> None:
    _database(page, german)

    expect(page.locator("[role=status]")).to_have_text("3 von 3 Modellen")
    page.locator("input[type=search][name=find]").fill("nirgends")
    expect(page.locator("[role=status]")).to_contain_text("Kein Modell hat „nirgends“")
    assert "offenste zuerst" in page.locator(".osai-order option").all_text_contents()


def test_the_database_sorts_by_values_and_not_by_words(page: Page, german: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    names = page.locator(".osai-models tbody tr:not([hidden]) th a")

    _database(page, german, "?sort=score")
    expect(names.first).to_have_text("Model B")
    _database(page, german, "?sort=origin")  # Deutschland, Frankreich, Italien
    assert names.all_text_contents() == ["Model A", "Model B", "Model C"]
    _database(page, german, "?origin=Germany")
    assert names.all_text_contents() == ["Model A"]


def test_the_table_that_readers_download_is_the_same_in_each_language(
    page: Page, german: str, english: str
) -> None:
    def downloaded(address: str) -> list[list[str]]:
        _database(page, address).locator("[data-do=more]").click()
        with page.expect_download() as download:
            page.locator("[data-do=csv]").click()
        return [*csv.reader(io.StringIO(download.value.path().read_text("utf-8")))]

    table = downloaded(german)

    assert table == downloaded(english)
    assert "Germany" in table[1] or "Germany" in table[2] or "Germany" in table[3]


def test_the_comparison_speaks_german(page: Page, german: str) -> None:
    page.goto(f"{german}database/compare/?models=A,B")

    expect(page.locator("[role=status]")).to_contain_text("Sie unterscheiden sich in")
    expect(page.locator(".osai-sides tbody th").first).to_have_text("Offenheit")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
