"""The database of our site in Chromium: found, filtered, sorted, shared, taken away."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from mkdocs_osai.history import load
from mkdocs_osai.index import Compute
from mkdocs_osai.stats import Index
from mkdocs_osai.stats.dimensions.thresholds import compute_of
from mkdocs_osai.stats.results.result import to_csv
from mkdocs_osai.views.assets import joined
from mkdocs_osai.views.database_page import (
    FACTS,
    STATES,
    database_page,
    facts_of,
    most_open_first,
    query,
    state,
)
from mkdocs_osai.views.urls import page_urls
from tests.builders import a_model, an_index, some_criteria
from tests.conftest import ROOT
from tests.our_site.conftest import SUB_PATH
from tests.our_site.layout import BEYOND, BROKEN

SHELL = (
    "<!doctype html><html lang=en><meta charset=utf-8><title>A page</title>"
    "<link rel=stylesheet href=osai.css><script src=osai.js defer></script>"
    "<body class=md-typeset>"
)
STRICT = {"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'"}
HOSTILE = ['"><script>boo()</script>', "</script><script>boo()</script>", "' onclick='boo()"]
READY = "!document.querySelector('#osai-database form[hidden]')"
SHOWN = "all => all.filter(row => !row.hidden).map(row => row.cells[0].textContent)"


@pytest.fixture(scope="module")
def index() -> Index:
    return load(ROOT / "models")


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page; it fails if the page ever complains."""
    pages: list[Page] = []
    complaints: list[str] = []

    def opened(address: str, *, width: int = 1280, **options: Any) -> Page:
        page = browser.new_page(viewport={"width": width, "height": 900}, **options)
        pages.append(page)
        page.on("pageerror", lambda e: complaints.append(str(e)))
        page.goto(address, wait_until="networkidle")
        if options.get("java_script_enabled", True):
            page.wait_for_function(READY)
        return page

    yield opened
    for page in pages:
        page.close()
    assert not complaints


def served(browser: Browser, body: str) -> Page:
    """A page made from data in the smallest site there is, under the strictest policy."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    parts = {
        "osai.js": ("text/javascript", joined(".js")),
        "osai.css": ("text/css", joined(".css")),
    }

    def answer(route: Route) -> None:
        name = urlsplit(route.request.url).path.rpartition("/")[2]
        kind, text = parts.get(name, ("text/html", SHELL + body))
        route.fulfill(body=text, content_type=f"{kind}; charset=utf-8", headers=STRICT)

    page.route("**/*", answer)
    return page


def names(page: Page) -> list[str]:
    found: list[str] = page.locator(".osai-models tbody tr").evaluate_all(SHOWN)
    return found


def asked(page: Page) -> list[tuple[str, str]]:
    return parse_qsl(str(page.evaluate("location.search.slice(1)")))


def test_without_javascript_the_table_is_complete_and_names_what_is_missing(
    open_page: Callable[..., Page], address: str, index: Index
) -> None:
    page = open_page(f"{address}database/?type=video", java_script_enabled=False)

    assert page.locator(".osai-models tbody tr:visible").count() == len(index)
    assert page.get_by_text("need JavaScript").is_visible()
    assert page.locator("form.osai-filters").is_hidden()
    assert page.locator(".osai-models :is(button, input)").count() == 0


@pytest.mark.parametrize(
    "selection",
    [
        {"type": "video"},
        {"type": ["text", "code"], "origin": ["China", "France"]},
        {"latest": True, "academic": False},
        {"license": "Apache-2.0"},
        {"organization": "Stability AI"},
        {"contributor": "Academic (University)", "region": "Europe"},
        {"since": "2024", "until": "2024-06"},
        {"min_score": 0.5, "max_score": 0.75},
        {"paper": "open", "code": ["partial", "closed"], "licenses": "open"},
    ],
)
def test_the_address_selects_what_the_same_words_select_in_a_post(
    open_page: Callable[..., Page], address: str, index: Index, selection: dict[str, object]
) -> None:
    page = open_page(f"{address}database/?{query(index, index.select(**selection))}")

    expected = [m.name for m in index.ranked(**selection)]
    assert 0 < len(expected) < len(index)
    assert names(page) == expected
    expect(page.get_by_role("status")).to_have_text(f"{len(expected)} of {len(index)} models")


@pytest.mark.parametrize(
    ("words", "found"),
    [("OLMO", "OLMo"), ("bigscience", "BLOOMZ"), ("olmo-3-1125", "OLMo"), ("ÓLMÖ ai2", "OLMo")],
)
def test_the_search_finds_by_name_organisation_and_base_model(
    open_page: Callable[..., Page], address: str, index: Index, words: str, found: str
) -> None:
    page = open_page(f"{address}database/")

    page.get_by_role("searchbox", name="Search by model").fill(words)

    assert found in names(page)
    assert len(names(page)) < len(index) / 4
    assert asked(page) == [("find", words)]


def test_a_view_has_an_address_and_the_back_button_works(
    open_page: Callable[..., Page], address: str, index: Index
) -> None:
    page = open_page(f"{address}database/")
    everything = names(page)

    page.locator("summary", has_text="Type").first.click()
    page.locator("[data-n=type] [value=video]").check()
    videos = names(page)
    page.locator("[data-n=type] [value=audio]").check()
    page.keyboard.press("Escape")
    page.get_by_role("searchbox", name="Search by model").press_sequentially("a")
    page.get_by_role("searchbox", name="Search by model").press_sequentially("r")
    both = names(page)

    assert asked(page) == [("find", "ar"), ("type", "video"), ("type", "audio")]
    assert 0 < len(both) < len(index.selected(type=["video", "audio"]))
    shared = open_page(page.url)
    assert names(shared) == both
    assert shared.get_by_role("searchbox", name="Search by model").input_value() == "ar"
    page.go_back()
    page.go_back()
    expect(page.get_by_role("status")).to_have_text(f"{len(videos)} of {len(index)} models")
    assert names(page) == videos
    page.go_back()
    expect(page.get_by_role("status")).to_have_text(f"{len(index)} of {len(index)} models")
    assert names(page) == everything


@pytest.mark.parametrize(
    "address_says", ["type=nothing&sort=nothing", "sort=__proto__&type=<b>", "find=%", "since=soon"]
)
def test_unknown_values_in_the_address_are_ignored(
    open_page: Callable[..., Page], address: str, index: Index, address_says: str
) -> None:
    page = open_page(f"{address}database/?{address_says}")

    assert len(names(page)) == (0 if address_says == "find=%" else len(index))
    if "find" not in address_says:
        assert page.locator("th[data-k=score]").get_attribute("aria-sort") == "descending"


@pytest.mark.parametrize("column", ["Released", "Openness"])
def test_a_column_sorts_one_way_and_then_the_other(
    open_page: Callable[..., Page], address: str, index: Index, column: str
) -> None:
    page = open_page(f"{address}database/?type=text&sort=name")
    by_id = {m.id: m for m in index.models}
    page.locator(".osai-models thead").get_by_role("button", name=column).focus()

    for order in ("descending", "ascending"):
        page.keyboard.press("Enter")
        heads = page.locator("[aria-sort]")
        assert heads.evaluate_all("all => all.map(h => h.ariaSort)") == [order]
        ids = page.locator("tbody tr:not([hidden])").evaluate_all(
            "all => all.map(r => decodeURIComponent(r.dataset.i))"
        )
        models = [by_id[one] for one in ids]
        values: list[Any] = [m.released if column == "Released" else m.score for m in models]
        told = [value for value in values if value is not None]
        assert told == sorted(told, reverse=order == "descending")
        assert values[: len(told)] == told
        assert names(open_page(page.url)) == [m.name for m in models]


def test_a_criterion_and_a_name_sort_too(
    open_page: Callable[..., Page], address: str, index: Index
) -> None:
    page = open_page(f"{address}database/?sort=paper")
    signs = page.locator("tbody tr").evaluate_all("all => all.map(r => r.cells[10].textContent)")
    page.goto(f"{address}database/?sort=name", wait_until="networkidle")
    first = names(page)
    page.goto(f"{address}database/?sort=-name", wait_until="networkidle")

    assert signs == sorted(signs, key="●◐○".index)
    assert sorted(first) == sorted(m.name for m in index.models)
    assert first[0] < "B"
    assert names(page) == first[::-1]


def test_clearing_brings_everything_back(
    open_page: Callable[..., Page], address: str, index: Index
) -> None:
    page = open_page(f"{address}database/?type=video&find=a&since=2024&paper=open&sort=name")
    assert 0 < len(names(page)) < len(index)

    page.get_by_role("button", name="Clear all").click()

    assert names(page) == [m.name for m in most_open_first(index)]
    assert urlsplit(page.url).query == ""
    assert page.locator("summary b").all_inner_texts() == [""] * page.locator("summary b").count()


def test_an_empty_selection_is_shown_with_a_hint(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}database/?find=no-such-model")

    expect(page.get_by_role("status")).to_contain_text("0 of 193 models: clear a filter")


def test_the_view_is_downloaded_as_it_is_with_every_class(
    open_page: Callable[..., Page], address: str, index: Index
) -> None:
    page = open_page(f"{address}database/?origin=France&sort=name")

    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()

    refs = [f"{c.ref}_class" for c in index.criteria]
    expected = to_csv(["id", "name", "score", *refs, *FACTS], csv_rows(index, origin="France"))
    assert download.value.path().read_text("utf-8") == expected
    assert download.value.suggested_filename.endswith(".csv")


def csv_rows(index: Index, **selection: object) -> list[list[object]]:
    return [
        [
            m.id,
            m.name,
            "" if m.score is None else number(m.score),
            *(STATES[state(c, m)][1] for c in index.criteria),
            *facts_of(m),
        ]
        for m in index.selected(**selection)
    ]


def number(score: Fraction) -> str:
    """A score as it stands in the file: exact where two decimals are not."""
    text = f"{float(score):.2f}"
    return text if Fraction(text) == score else repr(float(score))


def test_two_to_six_models_are_chosen_and_compared(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}database/")
    link = page.locator(".osai-chosen a")
    assert link.is_hidden()

    for name in ("OLMo", "BLOOMZ"):
        page.get_by_role("checkbox", name=f"Compare {name}", exact=True).check()
    page.get_by_role("searchbox", name="Search by model").fill("amber")
    page.get_by_role("checkbox", name="Compare Amber", exact=True).check()
    expect(link).to_have_text("Compare 3 models")
    link.click()

    expect(page.locator("h1")).to_have_text("Compare models")
    heads = page.locator(".osai-sides thead th a")
    expect(heads).to_have_count(3)
    assert sorted(heads.all_inner_texts()) == ["Amber", "BLOOMZ", "OLMo"]


def test_a_seventh_model_cannot_be_chosen(open_page: Callable[..., Page], address: str) -> None:
    page = open_page(f"{address}database/")
    boxes = page.locator(".osai-models tbody input")

    for place in range(6):
        boxes.nth(place).check()
    assert boxes.nth(6).is_disabled()
    boxes.nth(0).uncheck()

    assert boxes.nth(6).is_enabled()
    expect(page.locator(".osai-chosen a")).to_have_text("Compare 5 models")


def test_a_page_works_after_instant_navigation(
    browser: Browser, built_site: Path, index: Index
) -> None:
    page = browser.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda e: complaints.append(str(e)))

    def answer(route: Route) -> None:
        file = built_site / urlsplit(route.request.url).path.removeprefix(SUB_PATH)
        file = file / "index.html" if file.is_dir() else file
        route.fulfill(path=file) if file.is_file() else route.fulfill(status=404)

    page.route("**/*", answer)
    page.goto(f"http://127.0.0.1{SUB_PATH}", wait_until="networkidle")
    page.evaluate("window.untouched = true")
    text = f"{len(index)} of {len(index)} models"
    whole = page.locator(".osai-filters [role=status]", has_text=text)
    for _ in range(2):
        page.locator(".md-tabs").get_by_role("link", name="Database").click()
        expect(whole).to_be_visible()
        assert page.locator(".osai-models tbody tr").first.locator("input").count() == 1
        page.locator("summary", has_text="Type").first.click()
        page.locator("[data-n=type] [value=video]").check()
        assert len(names(page)) == len(index.selected(type="video"))
        page.go_back()
        expect(whole).to_be_visible()
        page.go_forward()
        expect(whole).to_have_count(0)
        page.locator(".md-tabs").get_by_role("link", name="Home").click()
        expect(page.locator(".osai-models")).to_have_count(0)

    assert page.evaluate("window.untouched")
    page.close()
    assert not complaints


def test_escape_and_a_click_elsewhere_close_an_open_filter(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}database/")
    summary = page.locator("summary", has_text=re.compile(r"^Licence\s*\d*\s*$"))

    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert asked(page) == [("license_family", "Permissive")]
    page.keyboard.press("Escape")

    assert page.locator("details[open]").count() == 0
    assert page.evaluate("document.activeElement.textContent").startswith("Licence")
    expect(summary.locator("b")).to_have_text("1")
    summary.click()
    page.locator("summary", has_text="Openness").click()
    assert page.locator("details[open] summary").all_inner_texts()[0].startswith("Openness")
    page.locator("h1").click()
    assert page.locator("details[open]").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_each_model_is_a_card(
    open_page: Callable[..., Page], address: str, index: Index, scheme: str
) -> None:
    page = open_page(f"{address}database/", width=360, color_scheme=scheme)
    first = most_open_first(index)[0]
    card = page.locator(".osai-models tbody tr").first

    boxes = card.locator("th, td").evaluate_all(
        """all => all.filter(e => e.checkVisibility()).map(e => {
            const {x, y, right} = e.getBoundingClientRect();
            return [e.innerText.trim(), Math.round(x), Math.round(y), Math.round(right)];
        })"""
    )
    name, score, *signs, origin, license = boxes  # noqa: A001 - it is one
    assert [name[0], score[0], origin[0], license[0]] == [
        first.name,
        "1.00",
        first.origin,
        first.license,
    ]
    assert [text for text, *_ in signs] == [STATES[state(c, first)][0] for c in index.criteria]
    assert len({y for _, _, y, _ in signs}) == 1
    assert name[2] < signs[0][2] < origin[2]
    assert page.evaluate(BEYOND, ".osai-database") == []
    assert page.evaluate(BROKEN, ".osai-models") == []


def test_on_a_phone_the_filters_open_within_the_window(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}database/", width=360)
    assert page.locator(".osai-picks").is_hidden()
    page.get_by_role("button", name="Filters").click()
    assert page.locator(".osai-picks").is_visible()
    for summary in page.locator(".osai-filters summary:visible").all():
        summary.click()
        inner = page.evaluate("document.documentElement.scrollWidth")
        assert inner <= 360
        box = page.locator("details[open] > :not(summary)").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
        summary.click()


@pytest.mark.parametrize("width", [768, 1024, 1280, 1920])
def test_the_table_fits_the_window_with_the_columns_it_begins_with(
    open_page: Callable[..., Page], address: str, width: int
) -> None:
    page = open_page(f"{address}database/", width=width)

    assert page.evaluate(BEYOND, ".osai-region") == []
    assert page.evaluate(BROKEN, ".osai-models") == []
    assert page.locator(".osai-region").get_attribute("tabindex") is None


def test_a_table_that_is_too_wide_shows_that_it_scrolls(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}database/?columns={','.join(FACTS)}")
    region = page.locator(".osai-region")

    expect(region).to_have_class(re.compile("osai-region--more"))
    assert region.get_attribute("tabindex") == "0"
    name = region.locator("tbody th").first
    before = name.bounding_box()
    region.evaluate("e => { e.scrollLeft = e.scrollWidth; }")

    expect(region).not_to_have_class(re.compile("osai-region--more"))
    after = name.bounding_box()
    assert before
    assert after
    assert before["x"] == after["x"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_columns_are_chosen_shared_by_address_and_taken_back(
    open_page: Callable[..., Page], address: str
) -> None:
    shown = """() => [...document.querySelectorAll('.osai-models th[data-k]:not(.c)')]
        .filter(e => e.checkVisibility()).map(e => e.dataset.k)"""
    page = open_page(f"{address}database/")
    begins = page.evaluate(shown)
    page.locator("summary", has_text="Columns").click()

    page.get_by_role("checkbox", name="Organisation", exact=True).uncheck()
    page.get_by_role("checkbox", name="Base model", exact=True).check()

    wanted = [k for k in begins if k != "organization"] + ["base_model"]
    assert page.evaluate(shown) == wanted
    assert asked(page) == [("columns", ",".join(wanted[2:]))]
    cells = """all => all.every((row, at) =>
        row.cells[row.cells.length - 1].checkVisibility() === !row.hidden)"""
    assert page.locator(".osai-models tbody tr").evaluate_all(cells)
    assert open_page(page.url).evaluate(shown) == wanted
    page.go_back()
    page.go_back()
    assert page.evaluate(shown) == begins


def test_hidden_columns_do_not_make_rows_higher(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}database/?columns=released")

    heights = page.locator(".osai-models tbody tr:not([hidden])").evaluate_all(
        """all => all.filter(row => row.cells[0].querySelector("a").getClientRects().length === 1
                && row.cells[0].querySelector("a").offsetHeight < 30)
            .map(row => row.offsetHeight)"""
    )

    assert len(heights) > 100
    assert max(heights) <= 30


def test_a_sign_leads_to_its_evidence_by_pointer_and_by_keyboard(
    open_page: Callable[..., Page], address: str, index: Index
) -> None:
    page = open_page(f"{address}database/?find=bloomz")
    row = page.locator(".osai-models tbody tr:not([hidden])")
    place = [c.ref for c in index.criteria].index("paper")

    row.locator("td").nth(1 + place).click()
    page.wait_for_url("**/models/bloomz/#criterion-paper")
    entry = page.locator("[id='criterion-paper']")
    assert entry.evaluate("e => e.matches(':target') && e.closest('.osai-criteria') !== null")

    page.goto(f"{address}database/?find=bloomz", wait_until="networkidle")
    page.wait_for_function(READY)
    row.get_by_role("link", name="BLOOMZ").focus()
    for _ in range(place + 1):
        page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.ariaLabel") == "Paper: open"
    page.keyboard.press("Enter")
    page.wait_for_url("**/models/bloomz/#criterion-paper")


def test_arrow_keys_move_from_model_to_model(open_page: Callable[..., Page], address: str) -> None:
    page = open_page(f"{address}database/?type=video")
    first, second, *_ = names(page)

    page.get_by_role("link", name=first, exact=True).focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == second
    page.keyboard.press("ArrowRight")
    sign = page.evaluate("document.activeElement.ariaLabel")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowLeft")

    assert ": " in sign
    assert page.evaluate("document.activeElement.textContent") == first


def test_the_keyboard_can_pass_by_the_table(open_page: Callable[..., Page], address: str) -> None:
    page = open_page(f"{address}database/")
    skip = page.get_by_role("link", name="Skip the table")
    skip.focus()
    box = skip.bounding_box()
    assert box
    assert box["height"] >= 20
    page.keyboard.press("Enter")
    expect(page.locator("#osai-after")).to_be_focused()
    page.keyboard.press("Tab")

    assert page.evaluate(
        """() => { const at = document.querySelector('#osai-after')
            .compareDocumentPosition(document.activeElement);
            return Boolean(at & Node.DOCUMENT_POSITION_FOLLOWING); }"""
    )


def test_the_best_match_comes_first_name_before_organisation_before_base_model(
    browser: Browser,
) -> None:
    index = an_index(
        a_model("a", name="Tulu", base_model="OLMo", organization="X"),
        a_model("b", name="Other", organization="OLMo Institute", base_model="y"),
        a_model("c", name="AMD OLMo", organization="X", classes={"code": "closed"}),
        a_model("d", name="OLMo", organization="X", classes={"code": "closed", "paper": "closed"}),
        a_model("e", name="OLMoE", organization="X"),
    )
    page = served(browser, database_page(index, page_urls(index)))
    page.goto("http://site/database.html?find=olmo")
    page.wait_for_function(READY)

    assert names(page) == ["OLMo", "AMD OLMo", "OLMoE", "Other", "Tulu"]
    assert page.locator(".osai-ordered").inner_text() == "best match first"
    assert page.locator("[aria-sort]").count() == 0
    page.get_by_label("Order").select_option("name")
    assert names(page) == sorted(names(page), key=str.casefold)
    assert asked(page) == [("find", "olmo"), ("sort", "name")]
    page.close()


@pytest.mark.parametrize(
    ("typed", "found"), [("blomz", "BLOOMZ"), ("apretus", "Apertus"), ("stabilty ai", None)]
)
def test_a_near_spelling_is_found_and_said_to_be_one(
    open_page: Callable[..., Page], address: str, index: Index, typed: str, found: str | None
) -> None:
    page = open_page(f"{address}database/?find={typed}")

    shown = names(page)
    assert 0 < len(shown) < 30
    if found:
        assert found in shown
    else:
        makers = {m.organization for m in index.models if m.name in shown}
        assert "Stability AI" in makers
    expect(page.get_by_role("status")).to_contain_text(f"Nothing has “{typed}” in its name")


def test_where_nothing_is_found_the_page_says_what_is_near(
    open_page: Callable[..., Page], address: str, index: Index
) -> None:
    page = open_page(f"{address}database/?type=video&organization=Ai2")
    assert names(page) == []
    without = len(index.selected(organization="Ai2"))
    assert without

    button = page.locator(".osai-near").get_by_role("button", name="without “Type”")
    expect(button).to_contain_text(f": {without} model")
    button.click()

    assert len(names(page)) == without
    assert asked(page) == [("organization", "Ai2")]
    assert page.locator(".osai-near").is_hidden()


def test_the_order_is_told_and_chosen(open_page: Callable[..., Page], address: str) -> None:
    page = open_page(f"{address}database/")
    told = page.locator(".osai-ordered")
    assert told.inner_text() == "most open first"

    page.get_by_label("Order").select_option("-released")
    assert told.inner_text() == "newest first"
    assert asked(page) == [("sort", "-released")]
    page.locator(".osai-models thead").get_by_role("button", name="Licence").click()
    assert told.inner_text() == "by licence, A to Z"
    page.locator(".osai-models thead .c button").first.click()
    assert told.inner_text() == "Base Model Data: open first"
    page.get_by_label("Order").select_option("-score")
    assert asked(page) == []


def test_a_filter_with_many_values_is_searched_and_has_families(
    open_page: Callable[..., Page], address: str, index: Index
) -> None:
    page = open_page(f"{address}database/")
    page.locator("summary", has_text=re.compile(r"^Licence\s*$")).click()
    options = page.locator("[data-n=license] label:visible")
    everything = options.count()

    page.get_by_label("Find in Licence", exact=True).fill("llama 3")
    assert 0 < options.count() < everything
    assert all("llama 3" in text.lower() for text in options.all_inner_texts())
    assert asked(page) == []
    page.locator("[data-n=license_family]").get_by_role("checkbox", name="Permissive").check()

    assert len(names(page)) == len(index.selected(license_family="Permissive"))
    assert asked(page) == [("license_family", "Permissive")]


def test_sliders_and_typed_values_agree(
    open_page: Callable[..., Page], address: str, index: Index
) -> None:
    page = open_page(f"{address}database/?since=2024-07")
    page.locator("summary", has_text="Release").click()
    start, end = (page.get_by_role("slider", name=f"Release {word}") for word in ("from", "to"))
    assert start.get_attribute("aria-valuetext") == "2024-07"
    assert "no limit" in (end.get_attribute("aria-valuetext") or "")

    start.focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("[name=since]").input_value() == "2024-08"
    assert names(page) == [m.name for m in index.ranked(since="2024-08")]
    assert asked(page) == [("since", "2024-08")]
    page.keyboard.press("Home")
    assert asked(page) == []
    page.locator("[name=until]").fill("2024")
    assert end.get_attribute("aria-valuetext") == "2024-12"

    page.locator("[name=until]").fill("")
    page.locator("summary", has_text="Openness").click()
    least = page.get_by_role("slider", name="Openness from")
    page.locator("[name=min_score]").fill("0.5")
    assert least.input_value() == "50"
    least.focus()
    page.keyboard.press("ArrowRight")
    assert asked(page) == [("min_score", "0.51")]
    assert names(page) == [m.name for m in index.ranked(min_score=0.51)]


def test_on_paper_the_database_has_at_most_eight_pages_and_whole_words(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{address}database/", width=718)
    paper = page.pdf(format="A4")
    page.emulate_media(media="print")

    assert 1 < len(re.findall(rb"/Type\s*/Page\b", paper)) <= 8
    assert page.evaluate(BROKEN, ".osai-models") == []
    assert page.locator(".osai-models tbody tr:visible").count() == 193
    assert page.evaluate("document.documentElement.scrollWidth") <= 718


def many(count: int) -> Index:
    types = ("text", "image", "code", "video", "audio")
    classes = ("open", "partial", "closed", None)
    return an_index(
        *(
            a_model(
                f"model-{i}",
                name=f"Model {i}",
                types=(types[i % 5],),
                organization=f"Laboratory {i % 400}",
                license=f"License {i % 60}",
                base_model=f"Base {i % 90}",
                released=f"20{20 + i % 6}-{1 + i % 12:02}",
                classes={"code": classes[i % 4], "paper": classes[i % 3]},
            )
            for i in range(count)
        )
    )


TIMED = """changes => changes.map(([selector, text]) => {
    const box = document.querySelector(selector);
    const since = performance.now();
    if (text === null) box.click();
    else {
        box.value = text;
        box.dispatchEvent(new Event('input', { bubbles: true }));
    }
    document.querySelector('.osai-region').scrollHeight;
    return performance.now() - since;
})"""


def test_two_thousand_models_are_filtered_at_once(browser: Browser) -> None:
    index = many(2000)
    page = served(browser, database_page(index, page_urls(index)))
    page.goto("http://site/database.html")
    expect(page.get_by_role("status")).to_have_text("2,000 of 2,000 models")

    boxes = [[f"[data-n=type] [value={kind}]", None] for kind in ("video", "audio", "text")]
    words = [["[name=find]", text] for text in ("l", "laboratory 3", "laboratory 39", "")]
    took = sorted(page.evaluate(TIMED, [*boxes, *boxes, *words, *words, *boxes, *boxes]))
    # 30 to 60 ms here; another machine that runs other tests may need a few times as long.
    assert took[len(took) // 2] < 500
    assert names(page) == [m.name for m in most_open_first(index)][:200]
    page.get_by_role("button", name="Show all").click()

    assert len(names(page)) == 2000
    page.close()


def test_criteria_can_have_the_names_of_form_properties(browser: Browser) -> None:
    criteria = some_criteria(
        **dict.fromkeys(("elements", "reset", "find", "sort", "__proto__", "a-b"), ("text",))
    )
    models = [
        a_model(name, criteria=criteria, classes=classes)
        for name, classes in {"one": {}, "two": {"reset": "closed", "a-b": "partial"}}.items()
    ]
    index = an_index(*models, criteria=criteria)
    page = served(browser, database_page(index, page_urls(index)))
    complaints: list[str] = []
    page.on("pageerror", lambda e: complaints.append(str(e)))
    page.goto("http://site/database.html?reset=closed")

    assert names(page) == ["two"]
    page.get_by_role("button", name="Clear all").click()
    page.get_by_role("button", name="A-B").click()
    page.get_by_role("button", name="A-B").click()
    assert names(page) == ["two", "one"]
    assert asked(page) == [("sort", "-a-b")]
    page.goto("http://site/database.html?sort=-a-b&sort_class=open&__proto__=open")
    assert names(page) == ["two", "one"]
    page.close()
    assert not complaints


def test_names_that_look_like_markup_are_text_in_every_part(browser: Browser) -> None:
    models = [
        a_model(f"m{i}", name=name, organization=name, license=name, base_model=name)
        for i, name in enumerate([*HOSTILE, "مودل \u202ex", "=1+1"])
    ]
    index = an_index(*models)
    page = served(browser, database_page(index, page_urls(index)))
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text))
    page.on("pageerror", lambda e: complaints.append(str(e)))
    page.add_init_script("window.boo = () => { throw new Error('it ran'); }")
    page.goto('http://site/database.html?find="><script>boo()</script>&license=' + HOSTILE[0])

    assert names(page) == [HOSTILE[0]]
    page.get_by_role("button", name="Clear all").click()
    assert set(names(page)) >= {*HOSTILE, "مودل x", "=1+1"}
    page.get_by_role("checkbox", name=f"Compare {HOSTILE[2]}").check()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    text = download.value.path().read_text("utf-8")
    scripts = page.locator("script").count()
    page.close()

    assert "'=1+1" in text
    assert not re.search(r"(^|,)=", text, re.MULTILINE)
    assert scripts == 2  # that of the page and its texts
    assert not complaints


def test_training_compute_is_sorted_by_its_lower_bound_and_filtered(
    open_page: Callable[..., Page], address: str, index: Index
) -> None:
    page = open_page(f"{address}database/?sort=-compute")
    lows = [
        (compute_of(index.model(one)) or Compute("", "unknown")).low
        for one in page.locator("tbody tr:not([hidden])").evaluate_all(
            "all => all.map(r => decodeURIComponent(r.dataset.i))"
        )
    ]
    told = [low for low in lows if low is not None]
    assert told == sorted(told, reverse=True)
    assert len(told) == 48
    assert lows[: len(told)] == told

    page = open_page(f"{address}database/?compute_base=cannot+be+decided")
    expect(page.get_by_role("status")).to_have_text("20 of 193 models")
