"""Whoever reads our site, by eye, ear or keyboard, gets all of it: WCAG 2.2 at level AA."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.our_site.pages import pages, some_of_each_kind, source

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
COLORS = ["color-contrast", "link-in-text-block"]
PLACES = ["scrollable-region-focusable", "target-size"]
NOT_OURS = {("scrollable-region-focusable", ".md-typeset__scrollwrap")}
"""A rule, and the class of an element of Material's own that breaks it.

Material puts wide tables into a box that scrolls. Chromium and Firefox give the keyboard a stop at
such a box by themselves, which a test below sees to, but axe does not know.
"""

POST = "blog/2026/11/21/the-role-of-big-tech-in-open-source-ai/"

RUN = """async ([within, only]) => {
    const found = await axe.run(within ?? document, {runOnly: only, resultTypes: ['violations']});
    return found.violations.flatMap(v => v.nodes.map(n => ({
        rule: v.id, selector: n.target.join(' '), html: n.html.slice(0, 200),
        why: [...n.any, ...n.all, ...n.none].map(c => c.message).join('; '),
    })));
}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    yield page
    page.close()


def whole(page: Page, url: str) -> None:
    """Open a page, what scripts make of it, and everything on it that can be open at once."""
    page.goto(url, wait_until="load")
    page.wait_for_function(
        """() => [...document.querySelectorAll('article table:not([class])')]
            .every(table => table.closest('.md-typeset__table'))"""
    )
    page.evaluate(
        "document.querySelectorAll('details').forEach(d => d.open = !d.closest('.osai-filters'))"
    )


def violations(
    page: Page, rules: list[str] | None = None, within: str | None = None
) -> list[dict[str, Any]]:
    """What breaks some rules of axe, or all that stand for WCAG; on the page or in a part of it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": RULES}
    found: list[dict[str, Any]] = page.evaluate(RUN, [within, only])
    return [
        one
        for one in found
        if not any(
            one["rule"] == rule
            and re.search(rf"{re.escape(cls)}(:nth-child\(\d+\))?$", one["selector"])
            for rule, cls in NOT_OURS
        )
    ]


def test_the_check_finds_violations(page: Page) -> None:
    page.set_content('<html><title>x</title><img src="data:,"><p style="color:#ccc">pale')

    rules = {one["rule"] for one in violations(page)}

    assert rules >= {"image-alt", "color-contrast", "html-has-lang"}


def test_no_page_violates_an_accessibility_rule_or_scrolls_sideways(
    page: Page, address: str, built_site: Path
) -> None:
    """In light and dark, on a phone, and at twice the size."""
    broken = []
    chosen = some_of_each_kind(built_site)
    assert len(chosen) >= 20
    for path in chosen:
        page.set_viewport_size({"width": 360, "height": 900})
        page.emulate_media(color_scheme="light")
        whole(page, address + path)
        assert page.locator("body").get_attribute("data-md-color-scheme") == "default"
        page.add_style_tag(content="* { transition: none !important; }")
        found = violations(page, PLACES)
        page.set_viewport_size({"width": 640, "height": 450})
        wide = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        found += [{"rule": f"{wide} px too wide at twice the size"}] if wide > 0 else []
        page.set_viewport_size({"width": 1280, "height": 900})
        page.evaluate(
            "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )
        found += violations(page)
        page.emulate_media(color_scheme="dark")
        page.evaluate("document.body.dataset.mdColorScheme = 'slate'")
        found += violations(page, COLORS)
        broken += [" | ".join((path, *one.values())) for one in found]

    assert not broken, "\n".join(broken)


@pytest.mark.parametrize("width", [360, 1280])
def test_no_filter_of_the_database_violates_an_accessibility_rule(
    page: Page, address: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}database/", wait_until="load")
    page.add_style_tag(content="* { transition: none !important; }")
    more = page.locator("[data-do=more]")
    if more.is_visible():
        more.click()
    filters = page.locator(".osai-filters details:visible")  # on a phone there are no columns
    broken = []
    for place in range(filters.count()):
        filters.nth(place).locator("summary").click()
        assert page.locator(".osai-filters details[open]").count() == 1
        broken += violations(page, [*COLORS, *PLACES], ".osai-filters")

    assert filters.count() > 10
    assert not broken


@pytest.mark.parametrize("path", ["", POST, "guide/gallery/", "database/", "models/bloomz/"])
def test_all_controls_are_reachable_by_keyboard(page: Page, address: str, path: str) -> None:
    page.goto(address + path, wait_until="networkidle")
    doing = "article :is(a[href], summary, button, input, select, [tabindex='0'])"
    wanted = page.locator(doing).evaluate_all(
        """all => all.filter(e => e.checkVisibility() && !e.disabled && e.tabIndex >= 0)
            .map((e, i) => e.dataset.wanted = String(i))"""
    )
    page.locator("article").evaluate("e => { e.tabIndex = -1; e.focus(); }")
    reached: list[str] = []
    hidden = []
    for _ in range(len(wanted) + 20):
        page.keyboard.press("Tab")
        number, seen = page.evaluate(
            """() => { const e = document.activeElement, s = getComputedStyle(e);
                return [e.dataset.wanted ?? '', s.outlineStyle !== 'none' || s.boxShadow !== 'none'
                    || e.matches(':focus-visible')]; }"""
        )
        if number:
            reached.append(number)
            hidden += [] if seen else [number]
        elif reached:
            break

    assert wanted
    # The radio buttons of a group have one stop for all of them.
    assert set(wanted) - set(reached) == set()
    assert not hidden


def test_the_numbers_of_a_figure_open_by_keyboard(page: Page, address: str) -> None:
    page.goto(address + POST, wait_until="networkidle")
    figure = page.locator(".osai-figure").first

    figure.locator("summary").focus()
    page.keyboard.press("Enter")

    assert figure.locator("table").is_visible()
    assert figure.locator("caption").inner_text()
    page.keyboard.press("Enter")
    assert not figure.locator("table").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_basis_of_a_number_violates_no_accessibility_rule(
    page: Page, address: str, scheme: str
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(address + POST, wait_until="networkidle")

    page.locator("article .osai-evidence").first.hover()

    assert page.locator(".osai-basis:visible").count() == 1
    assert not violations(page)


@pytest.mark.parametrize("path", ["", POST, "guide/gallery/"])
def test_the_first_tab_stop_skips_the_navigation(page: Page, address: str, path: str) -> None:
    page.goto(address + path, wait_until="networkidle")

    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.matches('.md-skip')")
    page.keyboard.press("Enter")
    assert page.evaluate("Boolean(document.querySelector(':target')?.closest('article'))")


def test_a_scrollable_box_is_a_tab_stop(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    whole(page, f"{address}guide/reference/")
    box = ".md-typeset__scrollwrap"
    boxes = page.locator(box).evaluate_all("all => all.filter(e => e.scrollWidth > e.clientWidth)")
    # One that holds links scrolls as they are focused.
    wide = page.locator(box).evaluate_all(
        "all => all.findIndex(e => e.scrollWidth > e.clientWidth && !e.querySelector('a, button'))"
    )

    page.locator(box).nth(wide).evaluate(
        "e => { const s = document.createElement('button'); e.before(s); s.focus(); }"
    )
    page.keyboard.press("Tab")

    assert boxes
    assert page.evaluate("document.activeElement.matches('.md-typeset__scrollwrap')")
    linked = page.locator(f"{box}:has(a, button)").evaluate_all(
        "all => all.map(e => e.querySelector('a, button').tabIndex)"
    )
    assert all(stop >= 0 for stop in linked)


def test_every_image_has_alternative_text_and_every_page_a_language_and_a_heading(
    built_site: Path,
) -> None:
    for path in pages(built_site):
        html = source(built_site, path).read_text("utf-8")
        article = html[html.find("<article") :] if "<article" in html else html
        assert '<html lang="en"' in html, path
        assert html.count("<h1") == 1 or path.startswith("blog/"), path
        for image in re.findall(r"<img [^>]*>", article):
            assert re.search(r'alt="[^"]', image), (path, image)
