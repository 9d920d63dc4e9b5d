"""What the criteria mean: on pointing, by touch and by keyboard, and in the glossary."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from mkdocs_osai.history import load
from mkdocs_osai.stats import Index
from mkdocs_osai.views.database_page import state
from tests.conftest import ROOT

PLACES = {
    "model": ("models/bloomz/", ".osai-criteria .osai-term"),
    "database": ("database/", "thead .c button"),
    "compare": ("database/compare/?models=bloomz,YuLan", ".osai-sides .osai-term"),
    "category": ("database/types/video/", ".osai-members th.c .osai-term"),
    "macro": ("guide/recipes/", ".osai-table .osai-term[href*=criterion-]"),
}
"""Where a criterion stands → a page, and its names there."""

LINKS = {place: found for place, found in PLACES.items() if place != "database"}


@pytest.fixture(scope="module")
def index() -> Index:
    return load(ROOT / "models")


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    pages: list[Page] = []

    def opened(url: str, **options: object) -> Page:
        page = browser.new_page(**options)  # type: ignore[arg-type]
        pages.append(page)
        page.goto(url, wait_until="networkidle")
        return page

    yield opened
    for page in pages:
        page.close()


def name_and_meaning(term: Locator) -> tuple[str, Locator]:
    """The name that is shown of a term, and the box that tells its meaning."""
    return term.locator("> span:not(.osai-basis)").inner_text(), term.locator(".osai-basis")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("place", PLACES)
def test_a_criterion_tells_what_it_asks_on_pointing(
    open_page: Callable[..., Page], address: str, index: Index, place: str, scheme: str
) -> None:
    path, terms = PLACES[place]
    page = open_page(address + path, color_scheme=scheme)
    term = page.locator(terms).first
    name, meaning = name_and_meaning(term)

    expect(meaning).to_be_hidden()
    term.hover()

    expect(meaning).to_be_visible()
    [criterion] = (c for c in index.criteria if c.name == name)
    assert meaning.inner_text() == index.description(criterion.ref)
    box = meaning.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= page.evaluate("innerWidth")
    on_top = meaning.evaluate(
        """e => { const r = e.getBoundingClientRect();
            return [[4, 4], [r.width - 4, r.height - 4], [r.width / 2, r.height / 2]].every(
                ([x, y]) => document.elementFromPoint(r.x + x, r.y + y) === e); }"""
    )
    assert on_top
    page.keyboard.press("Escape")
    expect(meaning).to_be_hidden()


@pytest.mark.parametrize("place", PLACES)
def test_a_criterion_tells_what_it_asks_by_keyboard(
    open_page: Callable[..., Page], address: str, index: Index, place: str
) -> None:
    path, terms = PLACES[place]
    page = open_page(address + path)
    term = page.locator(terms).first
    name, meaning = name_and_meaning(term)
    [criterion] = (c for c in index.criteria if c.name == name)

    term.evaluate("e => e.setAttribute('data-wanted', '')")
    page.locator("article").evaluate("e => { e.tabIndex = -1; e.focus(); }")
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate("'wanted' in document.activeElement.dataset"):
            break

    expect(meaning).to_be_visible()
    described = term.evaluate(
        "e => document.getElementById(e.getAttribute('aria-describedby')).textContent"
    )
    assert described == index.description(criterion.ref)


@pytest.mark.parametrize("place", LINKS)
def test_the_first_tap_tells_what_a_criterion_asks_and_the_second_leads_to_the_glossary(
    open_page: Callable[..., Page], address: str, index: Index, place: str
) -> None:
    path, terms = LINKS[place]
    page = open_page(address + path, viewport={"width": 360, "height": 800}, has_touch=True)
    visible = page.locator(terms).evaluate_all("all => all.findIndex(e => e.checkVisibility())")
    if visible < 0:
        assert place == "category"  # on a phone the names of the columns are not shown
        return
    term = page.locator(terms).nth(visible)
    name, meaning = name_and_meaning(term)
    [criterion] = (c for c in index.criteria if c.name == name)
    before = page.url

    term.tap()
    expect(meaning).to_be_visible()
    assert page.url == before
    box = meaning.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360

    term.locator("> span:not(.osai-basis)").tap()
    page.wait_for_url(f"**/database/glossary/#criterion-{criterion.ref}")


def test_without_javascript_a_criterion_is_a_link_to_the_glossary(
    open_page: Callable[..., Page], address: str, index: Index
) -> None:
    for path, terms in (*LINKS.values(), ("database/", "thead .c .osai-term")):
        if "compare" in path:
            continue  # it is made by a script
        page = open_page(address + path, java_script_enabled=False)
        term = page.locator(terms).first
        href = urlsplit(term.get_attribute("href") or "")
        assert href.path.endswith("glossary/")
        assert unquote(href.fragment).removeprefix("criterion-") in {c.ref for c in index.criteria}
        term.focus()
        assert term.locator(".osai-basis").is_visible()


def test_the_glossary_has_every_criterion_with_its_models(
    open_page: Callable[..., Page], address: str, index: Index
) -> None:
    page = open_page(f"{address}database/glossary/")

    for criterion in index.criteria:
        entry = page.locator(f"[id='criterion-{criterion.ref}']")
        assert entry.locator("dt").inner_text() == criterion.name
        assert index.description(criterion.ref) in entry.inner_text()
        states = [state(criterion, model) for model in index.models]
        counts = {
            link.inner_text().split(maxsplit=1)[1]: int(link.inner_text().split()[0])
            for link in entry.locator(".osai-meaning a").all()
        }
        assert counts == {
            words: states.count(name)
            for name, words in (
                ("open", "open"),
                ("partial", "partial"),
                ("closed", "closed"),
                ("none", "not told"),
            )
            if name in states
        }
    page.locator("[id='criterion-paper'] .osai-meaning a").first.click()
    page.wait_for_url("**/database/?paper=open")
    opens = sum(state(c, m) == "open" for c in index.criteria if c.ref == "paper" for m in index)
    expect(page.locator(".osai-filters [role=status]")).to_contain_text(f"{opens} of {len(index)}")


def test_the_search_of_the_site_finds_what_a_criterion_asks(built_site: Path, index: Index) -> None:
    entries = json.loads((built_site / "search/search_index.json").read_text("utf-8"))["docs"]
    found = {e["location"]: e for e in entries if e["location"].startswith("database/glossary/")}

    for criterion in index.criteria:
        entry = found[f"database/glossary/#criterion-{criterion.ref}"]
        assert entry["title"] == criterion.name
        assert index.description(criterion.ref)[:40] in entry["text"]
    assert "database/glossary/#dimension-licenses" in found
    assert "database/glossary/#openness" in found


def test_labels_of_dimensions_say_what_they_are(built_site: Path, index: Index) -> None:
    for path in ("models/bloomz", "guide/gallery"):
        html = (built_site / path / "index.html").read_text("utf-8")
        found = re.findall(
            r'href="[^"]*database/glossary/#dimension-(\w+)"[^>]*>.*?osai-basis[^>]*>([^<]*)<', html
        )
        assert len(found) >= 3
        for name, text in found:
            assert unescape(text) == index.registry[name].about
