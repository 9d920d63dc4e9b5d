"""Our site under a sub-path, whole: every address in it leads somewhere, and none to others."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from xml.etree import ElementTree as ET

from playwright.sync_api import Browser, Route

from tests.our_site.conftest import SUB_PATH
from tests.our_site.pages import pages, some_of_each_kind, source

HOST = "http://127.0.0.1"
ROOT = HOST + SUB_PATH
ADDRESSES = ("href", "src", "action", "poster", "data", "formaction")
LOADING = ("img", "script", "iframe", "source", "audio", "video", "embed", "object", "track")
FOR_THE_THEME = re.compile(r"only-(light|dark)|__codelineno.*|:~:.*")
"""Fragments that are no id: Material reads them."""


class Addresses(HTMLParser):
    """What a page names: its ids, addresses, and those that a browser loads by itself."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.found: list[str] = []
        self.loaded: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.ids |= {values[name] for name in ("id", "name") if name in values}
        own = [values[name] for name in ADDRESSES if name in values]
        own += [one.split()[0] for one in values.get("srcset", "").split(",") if one.strip()]
        own += re.findall(r"url\(['\"]?([^'\")]+)", values.get("style", ""))
        if tag == "meta" and values.get("property", "").startswith("og:"):
            own += [v for v in [values.get("content", "")] if re.fullmatch(r"https?://\S+", v)]
        self.found += own
        rel = values.get("rel", "")
        if tag in LOADING or (
            tag == "link" and rel not in ("canonical", "alternate", "next", "prev")
        ):
            self.loaded += own


@cache
def read(file: Path) -> Addresses:
    return Addresses(file.read_text("utf-8"))


def broken(site: Path, here: str, links: Iterator[str] | list[str]) -> list[tuple[str, str]]:
    """The addresses of one file that lead to nothing on the site."""
    wrong = []
    for link in links:
        url, fragment = urldefrag(urljoin(ROOT + here, link.strip()))
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or parts.hostname != "127.0.0.1":
            continue
        path = unquote(parts.path)
        file = source(site, path.removeprefix(SUB_PATH))
        fragment = "" if FOR_THE_THEME.fullmatch(fragment) else unquote(fragment)
        there = path.startswith(SUB_PATH) and file.is_file()
        if there and fragment and file.suffix == ".html":
            there = fragment in read(file).ids
        if not there:
            wrong.append((here, link))
    return wrong


def test_every_address_on_every_page_leads_to_a_file_and_every_fragment_to_an_id(
    built_site: Path,
) -> None:
    wrong: list[tuple[str, str]] = []
    count = 0
    for page in pages(built_site):
        found = read(source(built_site, page)).found
        count += len(found)
        wrong += broken(built_site, page, found)

    assert count > 10_000
    assert not wrong, wrong[:40]


def test_a_wrong_address_would_be_found(built_site: Path) -> None:
    links = ["guide/nowhere/", "/", "../../", "#nothing", f"{ROOT}x.png", "guide/claims/#__skip"]
    right = ["guide/claims/", "", "#", "#__codelineno-0-1", "https://example.org/x", "mailto:a@b.c"]

    assert [link for _, link in broken(built_site, "", [*links, *right])] == links


def test_every_address_in_a_style_sheet_leads_to_a_file(built_site: Path) -> None:
    wrong = []
    sheets = [*built_site.rglob("*.css")]
    for sheet in sheets:
        css = sheet.read_text("utf-8")
        links = re.findall(r"url\(\s*['\"]?(?!data:)([^'\")]+)", css)
        links += re.findall(r"@import\s+['\"]([^'\"]+)", css)
        here = sheet.relative_to(built_site).as_posix()
        wrong += [link for link in links if re.match(r"(https?:)?//", link)]
        wrong += broken(built_site, here, links)

    assert len(sheets) >= 3
    assert not wrong


def test_no_page_loads_anything_from_other_hosts(built_site: Path) -> None:
    foreign = [
        (page, link)
        for page in pages(built_site)
        for link in read(source(built_site, page)).loaded
        if urlsplit(urljoin(ROOT, link)).hostname not in ("127.0.0.1", None)
    ]

    assert not foreign, foreign[:20]


def test_the_sitemap_and_feeds_name_pages_that_exist(built_site: Path) -> None:
    for file in built_site.rglob("*.xml"):
        root = ET.parse(file).getroot()
        texts = [e.text or "" for e in root.iter()]
        texts += [value for e in root.iter() for value in e.attrib.values()]
        links = [t.strip() for t in texts if t.strip().startswith(HOST)]
        assert links, file
        assert all(link.startswith(ROOT) for link in links)
        assert not broken(built_site, "", links)
    assert (built_site / "sitemap.xml").exists()


def test_search_results_lead_to_existing_pages(built_site: Path) -> None:
    index = json.loads((built_site / "search/search_index.json").read_text("utf-8"))
    places = [entry["location"] for entry in index["docs"]]

    assert len(places) > 100
    assert not broken(built_site, "", places)


def test_a_reader_makes_no_request_to_other_hosts(
    browser: Browser, address: str, built_site: Path
) -> None:
    host = urlsplit(address).netloc
    foreign: list[str] = []
    missing: list[str] = []
    outside: list[str] = []

    def watched(route: Route) -> None:
        parts = urlsplit(route.request.url)
        if parts.scheme in ("data", "blob"):
            route.continue_()
        elif parts.netloc != host:
            foreign.append(route.request.url)
            route.abort()
        else:
            if not parts.path.startswith(SUB_PATH):
                outside.append(route.request.url)
            route.continue_()

    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.route("**/*", watched)
    context.on("response", lambda r: missing.append(r.url) if r.status > 399 else None)
    page = context.new_page()
    for path in some_of_each_kind(built_site):
        page.goto(address + path, wait_until="load")
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        page.evaluate("document.querySelectorAll('img').forEach(i => i.loading = 'eager')")
        page.mouse.wheel(0, 4000)
        page.wait_for_function("[...document.images].every(image => image.complete)")
    page.goto(address, wait_until="networkidle")
    page.keyboard.press("/")
    page.keyboard.type("model")
    page.wait_for_selector(".md-search-result__item, .md-search-result__meta")
    context.close()

    assert not foreign
    assert not outside
    assert not missing
