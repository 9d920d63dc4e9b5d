"""Pages of a hostile index in Chromium: no injected script runs or loads anything."""

from __future__ import annotations

import csv
import io
import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Dialog, Page, Route, expect

from tests.security.conftest import Guarded, all_features, set_aside
from tests.security.indexes import HOSTILE
from tests.security.pages import PAGES
from tests.security.test_published import STEERING, runs
from tests.security.texts import IDS, TEXTS
from tests.sites import Site

SITE = "https://example.org/sub/"

SAFE = """() => {
    const all = [...document.querySelectorAll('*')];
    const protocols = ['http:', 'https:', 'mailto:'];
    return [
        window.pwned ?? null,
        all.flatMap(e => [...e.attributes].filter(a => a.name.startsWith('on')).map(a => a.name)),
        [...document.links].map(a => a.protocol).filter(p => !protocols.includes(p)),
        all.filter(e => e.matches('base, iframe, object, embed, meta[http-equiv]')).map(String),
    ];
}"""

POINT = """async () => {
    const wait = ms => new Promise(done => setTimeout(done, ms));
    const all = [...document.body.querySelectorAll('*')];
    for (const e of all) if (e.matches('.md-ellipsis')) e.scrollIntoView();
    await wait(100);
    for (const again of [false, true]) {  // Material starts to look at the second time
        for (const e of all)
            for (const kind of ['pointerover', 'pointerenter', 'mouseover', 'mouseenter'])
                e.dispatchEvent(new MouseEvent(kind, {bubbles: kind.endsWith('over')}));
        await wait(200);
    }
    await wait(300);
    for (const e of all) {
        if (e.tabIndex < 0) continue;
        e.focus({preventScroll: true});
        await wait(0);
    }
    await wait(200);
}"""
"""Points at everything, one after the other and without leaving it again, then focuses it."""

PREVIEWS = "navigation.instant.preview"
"""With it, Material takes the title of a link away; it must be safe without, too."""

PREFETCH = "navigation.instant.prefetch"
"""Loads each page whose link is pointed at."""

READ_AGAIN = (
    '<p id="told" title="&lt;img src=x onerror=window.pwned=1&gt;">told</p>',
    (
        '<b class="md-ellipsis" style="display:block;width:9px">'
        "&lt;img src=x onerror=window.pwned=1&gt;</b>"
    ),
)
"""Text that Material reads again as HTML: with what it does, it would do the same to data."""


@dataclass
class Visit:
    """A tab, and what it did that it should not.

    Attributes:
        page: the tab.
        site: the folder of the site that it sees.
        faults: dialogs, requests to elsewhere, complaints.
        added: HTML that every page has in its article beside what is there.
        without: features of Material that are off.
    """

    page: Page
    site: Path
    faults: list[str] = field(default_factory=list)
    added: str = ""
    without: tuple[str, ...] = ()

    def opens(self, address: str) -> Page:
        self.page.goto(SITE + address, wait_until="load")
        return self.page

    def is_safe(self) -> None:
        assert self.page.evaluate(SAFE) == [None, [], [], []], self.page.url
        assert self.faults == [], self.page.url


@pytest.fixture(scope="module")
def tab(browser: Browser, hostile: Guarded) -> Iterator[Visit]:
    """A tab for which the hostile site stands at its address, and nothing else anywhere."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    visit = Visit(page, hostile.built.site)

    def answer(route: Route) -> None:
        url = route.request.url
        if not url.startswith(SITE):
            visit.faults.append(f"request: {url[:200]}")
            route.abort()
            return
        site = visit.site
        path = site / unquote(urlsplit(url).path.removeprefix(urlsplit(SITE).path))
        if path.is_dir():
            path /= "index.html"
        if not path.is_file() or not path.resolve().is_relative_to(site.resolve()):
            path = site / "404.html"
        kind = mimetypes.guess_type(path.name)[0] or "text/plain"
        body = path.read_bytes()
        if path.suffix == ".html":
            body = body.replace(b"</article>", visit.added.encode() + b"</article>")
            for feature in visit.without:
                body = body.replace(f'"{feature}"'.encode(), b'"none"')
        route.fulfill(body=body, content_type=f"{kind}; charset=utf-8")

    def refuse(dialog: Dialog) -> None:
        visit.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    page.route("**/*", answer)
    page.on("dialog", refuse)
    page.on("pageerror", lambda error: visit.faults.append(f"error: {error}"))
    page.on(
        "console",
        lambda said: visit.faults.append(f"console: {said.text}") if said.type == "error" else None,
    )
    page.on("popup", lambda popup: visit.faults.append(f"popup: {popup.url}"))
    yield visit
    page.close()


@pytest.fixture
def visit(tab: Visit, hostile: Guarded) -> Visit:
    tab.faults.clear()
    tab.site = hostile.built.site
    tab.added, tab.without = "", ()
    tab.page.set_viewport_size({"width": 1280, "height": 900})
    return tab


def sources(site: Path, folder: str, most: int) -> list[str]:
    """Addresses of pages in a folder, those that only lead on left out."""
    all_pages = sorted((site / folder).rglob("index.html"))
    found = [p.parent for p in all_pages if "http-equiv" not in p.read_text("utf-8")]
    return [f"{path.relative_to(site).as_posix()}/" for path in found[:most]]


@pytest.mark.parametrize(
    "address", ["", "places/", "figures/", "tables/", "numbers/", "then/", "other/", "404.html"]
)
def test_a_page_of_an_author_is_safe_whatever_the_index_says(visit: Visit, address: str) -> None:
    visit.opens(address)

    visit.is_safe()


@pytest.mark.parametrize(
    ("folder", "most"),
    [("models", 60), ("data", 1), ("evidence", 5), ("database/loud", 5)]
    + [(f"database/{name}", 4) for name in ("organizations", "licenses", "national_origins")],
)
def test_a_page_made_from_data_is_safe(
    visit: Visit, hostile: Guarded, folder: str, most: int
) -> None:
    for address in sources(hostile.built.site, folder, most):
        visit.opens(address)
        visit.is_safe()


def points_at_everything(visit: Visit, address: str) -> None:
    visit.opens(address).wait_for_load_state("networkidle")
    visit.page.evaluate(POINT)
    visit.is_safe()


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize(
    "address", ["", "places/", "figures/", "tables/", "numbers/", "then/", "database/"]
)
def test_no_script_runs_when_a_reader_points_at_everything_on_a_page_of_an_author(
    visit: Visit, address: str, width: int
) -> None:
    visit.without = (PREVIEWS, PREFETCH)
    visit.page.set_viewport_size({"width": width, "height": 900})

    points_at_everything(visit, address)


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize(
    ("folder", "most"),
    [("models", 7), ("evidence", 4), ("database/loud", 2), ("database/licenses", 3)],
)
def test_no_script_runs_when_a_reader_points_at_everything_on_a_page_made_from_data(
    visit: Visit, hostile: Guarded, folder: str, most: int, width: int
) -> None:
    visit.without = (PREVIEWS, PREFETCH)
    visit.page.set_viewport_size({"width": width, "height": 900})

    for address in sources(hostile.built.site, folder, most):
        points_at_everything(visit, address)


@pytest.mark.parametrize("address", ["places/", "numbers/"])
def test_no_script_runs_when_a_page_is_shown_in_another(visit: Visit, address: str) -> None:
    if "navigation.instant.preview" not in all_features():
        pytest.skip("this Material does not show a page in another")
    visit.opens(address).wait_for_load_state("networkidle")
    visit.page.locator("article a.osai-evidence").first.hover()
    expect(visit.page.locator(".md-tooltip2[role=dialog] h3").first).to_be_visible()
    visit.is_safe()

    points_at_everything(visit, address)


@pytest.mark.parametrize("added", READ_AGAIN)
def test_a_script_would_run_if_text_that_is_read_again_held_one(visit: Visit, added: str) -> None:
    visit.added = added
    visit.opens("numbers/").wait_for_load_state("networkidle")
    visit.page.evaluate(POINT)

    visit.page.wait_for_function("window.pwned === 1")


@pytest.mark.parametrize("text", [TEXTS[i] for i in (0, 1, 3, 4, 6, 9, 11, 12, 30, 31, 43)])
def test_the_database_takes_what_its_address_says_as_text(visit: Visit, text: str) -> None:
    asked = quote(text, safe="")
    names = ("find", "q", "origin", "license", "organization", "sort", "since", "min_score", "code")
    page = visit.opens("database/?" + "&".join(f"{name}={asked}" for name in names))

    expect(page.locator(".osai-filters [role=status]")).to_contain_text(f"of {len(TEXTS)} models")
    page.get_by_role("searchbox", name="Search by model").fill(text)
    visit.is_safe()


def test_the_database_finds_filters_and_compares_hostile_models(visit: Visit) -> None:
    page = visit.opens("database/")
    status = page.locator(".osai-filters [role=status]")

    for text in TEXTS[:10]:
        page.get_by_role("searchbox", name="Search by model").fill(text)
        expect(status).not_to_have_text(f"0 of {len(TEXTS)} models: clear a filter to see more")
    page.get_by_role("button", name="Clear all").click()
    for head in page.locator("th[data-k] button:visible").all():
        head.click()
    for box in page.locator("fieldset[data-n=license] input").all()[:9]:
        box.evaluate("box => box.click()")
    for box in page.locator("tbody input[type=checkbox]").all()[:6]:
        box.evaluate("box => box.click()")
    visit.is_safe()


def test_what_the_database_gives_away_is_what_the_data_has(visit: Visit) -> None:
    page = visit.opens("database/")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    text = Path(download.value.path()).read_text("utf-8")

    rows = [*csv.reader(io.StringIO(text))]
    assert len(rows) == len(TEXTS) + 1
    assert len({len(row) for row in rows}) == 1
    assert not [cell for row in rows for cell in row if runs(cell, ";")]
    assert not STEERING.search(text)


def test_the_comparison_takes_what_its_address_says_as_text(visit: Visit) -> None:
    for place in range(0, len(IDS), 6):
        asked = ",".join(quote(name, safe="") for name in IDS[place : place + 6])
        page = visit.opens(f"database/compare/?models={asked}")
        assert page.locator("#osai-comparison thead th").count() >= min(6, len(IDS) - place) - 1
        visit.is_safe()
    for text in TEXTS[:9]:
        visit.opens(f"database/compare/?models={quote(text, safe='')}")
        visit.is_safe()


def test_a_link_of_the_comparison_shows_the_host_it_leads_to(visit: Visit) -> None:
    page = visit.opens(f"database/compare/?models={quote(IDS[4], safe='')},{IDS[20]}")

    links = page.locator("#osai-comparison tbody a:not(.osai-term)")
    told = links.evaluate_all(
        "all => all.map(a => [a.textContent.replace(/ \\(\\d+\\)$/, ''), a.hostname])"
    )
    assert len(told) > 5
    assert all(text == host.removeprefix("www.") for text, host in told)


def test_pages_shown_without_being_loaded_are_safe(visit: Visit) -> None:
    page = visit.opens("database/")
    page.wait_for_load_state("networkidle")
    page.evaluate("window.stays = 1")

    for place in range(3):
        page.locator("tbody th a").nth(place).click()
        expect(page.locator(".osai-model h1")).to_be_visible()
        visit.is_safe()
        page.locator(".osai-crumbs a").first.click()
        expect(page.locator(".osai-filters [role=status]")).to_contain_text("models")
    page.go_back()
    expect(page.locator(".osai-model h1")).to_be_visible()
    visit.is_safe()
    assert page.evaluate("window.stays") == 1


@pytest.mark.parametrize("text", ["onerror", "pwned", "Heading"])
def test_the_search_shows_hostile_text_as_text(visit: Visit, text: str) -> None:
    page = visit.opens(f"?q={quote(text)}")

    results = page.locator(".md-search-result__item, [class*=search] li")
    expect(results.first).to_be_visible(timeout=15_000)
    visit.is_safe()


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_other_themes_show_hostile_text_as_text_in_pages_and_searches(
    visit: Visit, tmp_path: Path, theme: str
) -> None:
    site = Site(tmp_path)
    site.configure(theme={"name": theme}, osai={"on_error": "warn", "cards": False})
    for name, text in HOSTILE.files().items():
        site.write(f"models/{name}", text)
    for name in ("index.md", "numbers.md", "places.md"):
        site.write(f"docs/{name}", PAGES[name])
    with set_aside(tmp_path):
        visit.site = site.build().site

    def nothing_ran() -> None:  # these themes ask others for fonts and scripts
        assert visit.page.evaluate(SAFE)[:3] == [None, [], []], visit.page.url
        assert not [fault for fault in visit.faults if fault.startswith(("dialog", "popup"))]

    for address in ("numbers/", "places/", *sources(visit.site, "models", 2)):
        visit.opens(address).evaluate(POINT)
        nothing_ran()
    for text in ("text", "model"):  # words of the hostile entries; n, p and s are shortcuts
        page = visit.opens(f"search.html?q={text}")
        if theme == "mkdocs":
            query = page.locator("#mkdocs-search-query")
            page.keyboard.press("s")
            found = page.locator("#mkdocs-search-results article")
            for _ in range(60):  # a key is not heard before the theme has read the index
                if not found.count():
                    query.evaluate("(field, text) => { field.value = text; }", text)
                    query.press("End")
                    page.wait_for_timeout(250)
        expect(page.locator("#mkdocs-search-results article").first).to_be_visible(timeout=15_000)
        nothing_ran()


@pytest.mark.parametrize("text", TEXTS[:8])
def test_the_search_takes_what_the_address_says_as_text(visit: Visit, text: str) -> None:
    page = visit.opens(f"?q={quote(text, safe='')}")

    expect(page.locator(".md-search-result__meta")).to_contain_text("match")
    visit.is_safe()


def test_a_former_address_leads_to_the_page_of_the_model(visit: Visit) -> None:
    page = visit.opens("models/model-3/")

    page.wait_for_url(SITE + "models/7-7/")
    visit.is_safe()


def test_the_hostile_texts_would_run_if_they_could(visit: Visit) -> None:
    page = visit.opens("")

    page.evaluate("text => document.body.insertAdjacentHTML('beforeend', text)", TEXTS[1])
    page.wait_for_function("window.pwned === 1")
