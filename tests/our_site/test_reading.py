"""Our own site in Chromium: themes, widths, links, console."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page

POST = "blog/2026/11/21/the-role-of-big-tech-in-open-source-ai/"
GUIDE = ["writing", "gallery", "dimensions", "reference", "messages", "notebook"]
PAGES = ["", "blog/", POST, "blog/archive/2026/", *(f"guide/{name}/" for name in GUIDE)]


def opened(browser: Browser, url: str, *, scheme: str = "light", width: int = 1280) -> Page:
    """A page, fully loaded, with no error on its console and no request that failed."""
    page = browser.new_page(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: complaints.append(str(e)))
    page.on("requestfailed", lambda r: complaints.append(f"failed: {r.url}"))
    page.on("response", lambda r: complaints.append(r.url) if r.status > 399 else None)
    page.goto(url, wait_until="networkidle")
    page.evaluate("document.querySelectorAll('img').forEach(i => i.loading = 'eager')")
    page.wait_for_function("[...document.images].every(image => image.complete)")
    assert not complaints
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["", POST, "guide/writing/", "guide/gallery/"])
def test_a_figure_shows_exactly_one_image_and_it_is_whole(
    browser: Browser, address: str, path: str, scheme: str
) -> None:
    page = opened(browser, address + path, scheme=scheme)

    figures = page.evaluate(
        """() => [...document.querySelectorAll('.osai-figure')].map(f =>
            [...f.querySelectorAll('img')].map(i => ({
                shown: i.checkVisibility(), source: i.getAttribute('src'),
                whole: i.complete && i.naturalWidth > 0 })))"""
    )
    page.close()

    assert len(figures) >= 2
    for images in figures:
        shown = [image for image in images if image["shown"]]
        assert len(images) == 2
        assert len(shown) == 1
        assert shown[0]["whole"]
        assert shown[0]["source"].endswith(f"#only-{scheme}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "form"), [(360, 328), (599, None), (600, 688), (1280, 688)])
def test_a_figure_is_as_wide_as_the_text_and_only_its_form_is_loaded(
    browser: Browser, address: str, width: int, form: int | None, scheme: str
) -> None:
    page = browser.new_page(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page.goto(address + "guide/gallery/", wait_until="networkidle")
    for figure in page.locator(".osai-figure").all():
        figure.scroll_into_view_if_needed()
        image = figure.locator("img:visible").element_handle()
        page.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=image)
    loaded = page.evaluate(
        """performance.getEntriesByType('resource').map(e => e.name)
            .filter(name => name.includes('/figures/'))"""
    )
    shown = page.evaluate(
        """() => [...document.querySelectorAll('.osai-figure')].map(f => {
            const image = [...f.querySelectorAll('img')].find(i => i.checkVisibility());
            return [image.currentSrc, image.clientWidth, image.clientHeight,
                    image.naturalWidth / image.naturalHeight, f.clientWidth]; })"""
    )
    column = page.locator("article").evaluate("a => a.clientWidth")
    page.close()

    narrow = form != 688
    assert len(shown) >= 15
    for source, wide, high, ratio, figure in shown:
        assert source.partition("#")[0].endswith("-narrow.svg") == narrow
        assert ("-dark" in source) == (scheme == "dark")
        assert wide == (min(figure, 410) if narrow else figure)
        assert wide / high == pytest.approx(ratio, rel=0.02)
        assert figure <= column
        if form:
            assert wide == pytest.approx(form, rel=0.2)
    sources = {source.partition("#")[0] for source, *_ in shown}
    assert {link.partition("#")[0] for link in loaded} == sources


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways(browser: Browser, address: str, path: str, width: int) -> None:
    page = opened(browser, address + path, width=width)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")

    inner, outer = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    page.close()

    assert inner <= outer


def test_every_link_and_image_of_every_page_leads_somewhere(built_site: Path) -> None:
    broken = []
    pages = [p for p in built_site.rglob("*.html") if p.name != "404.html"]
    ids = {p: set(re.findall(r'\bid="([^"]+)"', p.read_text("utf-8"))) for p in pages}
    for page in pages:
        here = page.relative_to(built_site).as_posix()
        for link in re.findall(r'\b(?:href|src)="([^"]*)"', page.read_text("utf-8")):
            url, anchor = urldefrag(urljoin(f"http://site/{here}", link.replace("&amp;", "&")))
            parts = urlsplit(url)
            if parts.netloc != "site" or parts.scheme != "http":
                continue
            target = built_site / unquote(parts.path).lstrip("/")
            target = target / "index.html" if target.is_dir() else target
            if not target.is_file() or (
                anchor
                and target in ids
                and not anchor.startswith("only-")
                and unquote(anchor) not in ids[target]
                and anchor != "__codelineno"
            ):
                broken.append((here, link))
    assert len(pages) >= len(PAGES)
    assert not broken


def test_no_page_makes_requests_to_other_hosts(browser: Browser, address: str) -> None:
    page = browser.new_page()
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    for path in PAGES:
        page.goto(address + path, wait_until="networkidle")
    page.close()

    assert asked == {urlsplit(address).netloc}


def test_no_published_page_holds_a_template_or_an_error(built_site: Path) -> None:
    for page in built_site.rglob("*.html"):
        text = re.sub(r"<code.*?</code>", "", page.read_text("utf-8"), flags=re.DOTALL)
        for sign in ("<< osai", "&lt;&lt; osai", "Traceback", "osai-problem", "Macro Rendering"):
            assert sign not in text, page


def test_the_table_of_a_figure_has_the_numbers_of_the_image(browser: Browser, address: str) -> None:
    page = opened(browser, address + POST)
    figure = page.locator(".osai-figure").first

    alt = figure.locator("img").first.get_attribute("alt") or ""
    figure.locator("summary").click()
    rows = figure.locator("tbody tr").all()
    cells = [(r.locator("th").inner_text(), *r.locator("td").all_inner_texts()) for r in rows]
    page.close()

    assert len(cells) >= 6
    for name, count, share in cells[:5]:
        assert f"{name} {share} ({count})" in alt
