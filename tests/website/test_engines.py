"""One site on MkDocs, ProperDocs and Zensical: the same addresses, texts and links."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import ROOT
from tests.our_site.conftest import served
from tests.sites import Built, Site
from tests.test_packaging import pins
from tests.website import engines

pytest.importorskip("zensical")
PROGRAMS = ("mkdocs", "properdocs", "zensical")
OURS = re.compile(
    r"(models|database|data|evidence|badges)/|osai/(cards/(?!chart-)|osai\.(css|js)$|figures\.js$)"
)
"""Our pages and files, without the card of a page with a chart, which MkDocs alone has."""

PAGES = ("index.html", "past/index.html", "blog/2024/11/05/a-post/index.html")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    site = engines.write(tmp_path_factory.mktemp("engines"))
    return {program: engines.run(site, program) for program in PROGRAMS}


@pytest.fixture(params=PROGRAMS[1:])
def other(request: pytest.FixtureRequest, built: dict[str, Built]) -> Built:
    return built[str(request.param)]


def ours(site: Built) -> set[str]:
    return {path for path in site.files if OURS.match(path)}


def test_the_guide_names_the_versions_that_are_tried() -> None:
    rows = re.findall(
        r"^\| (MkDocs|ProperDocs|Zensical)[^|]* \| (\d[\d.]*) \|",
        (ROOT / "docs/guide" / engines.GUIDE).read_text("utf-8"),
        re.MULTILINE,
    )
    pinned = pins("constraints.txt")

    assert [*dict(rows)] == ["MkDocs", "ProperDocs", "Zensical"]
    for program, stated in rows:
        assert str(pinned[program.lower()].specifier) == f"=={stated}"


def test_the_same_pages_and_files_are_made(built: dict[str, Built], other: Built) -> None:
    expected = ours(built["mkdocs"])

    assert ours(other) == expected
    assert sum(path.startswith("evidence/") for path in expected) > 5
    assert sum(path.startswith("models/") for path in expected) == 4
    assert sum(path.startswith("osai/cards/") for path in expected) == 4


def without_posts(text: str) -> str:
    """A page or the feed of news, without what moved on the posts: only the plugin compares them.

    The guide says so.
    """
    text = re.sub(
        r"\s*<entry>\s*<id>[^<]*</id>\s*<title>Posts of .*?</entry>", "", text, flags=re.DOTALL
    )
    text = re.sub(r'<h3 id="m[\d-]+-posts">.*?</ul>\s*', "", text, flags=re.DOTALL)
    return re.sub(r"<p>What moved on the posts of this site is compared [^<]*</p>\s*", "", text)


def test_files_are_the_same_to_the_byte(built: dict[str, Built], other: Built) -> None:
    for path in sorted(ours(built["mkdocs"])):
        if not path.endswith(".html"):
            expected, found = ((site.site / path).read_bytes() for site in (built["mkdocs"], other))
            if path.endswith(".xml"):
                assert without_posts(found.decode()) == without_posts(expected.decode()), path
            else:
                assert found == expected, path


def test_pages_have_the_same_texts_and_links(built: dict[str, Built], other: Built) -> None:
    pages = [path for path in ours(built["mkdocs"]) if path.endswith(".html")]
    assert len(pages) > 30
    for path in sorted([*pages, *PAGES]):
        expected, html = without_posts(built["mkdocs"].html(path)), without_posts(other.html(path))
        if "<article" not in expected:
            continue  # a redirect
        assert engines.text(html) == engines.text(expected), path
        assert engines.links(html, path) == engines.links(expected, path), path


def test_the_evidence_of_a_past_day_names_the_models_as_they_were(built: dict[str, Built]) -> None:
    for program, site in built.items():
        evidence = [site.html(path) for path in site.files if path.startswith("evidence/")]
        of_past = [html for html in evidence if "Early model B" in html]
        assert len(of_past) == 1, program
        assert "index of 2024-01-31" in engines.text(of_past[0])


def test_pages_have_the_same_titles_and_metadata(built: dict[str, Built], other: Built) -> None:
    def head(html: str) -> list[str]:
        pattern = r'<title>.*?</title>|<meta (?:name="description"|property="og:)[^>]*>'
        return sorted(re.findall(f'{pattern}|<link rel="canonical"[^>]*>', html))

    for path in ("models/a/index.html", "models/h/index.html", "database/index.html"):
        assert head(other.html(path)) == head(built["mkdocs"].html(path)), path


def test_no_page_has_a_mark_and_every_link_to_ours_works(other: Built) -> None:
    for path in (path for path in other.files if path.endswith(".html")):
        html = other.html(path)
        assert not re.search(r"data-osai-|osai:|data-evidence|osai\w+mark", html), path
        for address in re.findall(r'(?:href|src)="([^"#?:]+)(?=["#?])', html):
            target = re.sub(r"^/sub/", "/", address)
            file = (
                other.site / target.lstrip("/")
                if target.startswith("/")
                else (other.site / path).parent / target
            )
            assert (file / "index.html").is_file() if file.is_dir() else file.is_file(), address


def test_sitemap_and_search_have_the_pages(built: dict[str, Built]) -> None:
    zensical, mkdocs = built["zensical"], built["mkdocs"]
    locations = re.compile(r"<loc>(.*?)</loc>")

    missing = {*locations.findall(mkdocs.html("sitemap.xml"))}
    missing -= {*locations.findall(zensical.html("sitemap.xml"))}
    assert {address for address in missing if "/blog/" not in address} == set()
    items = {one["location"]: one for one in json.loads(zensical.html("search.json"))["items"]}
    assert items["models/a/"]["title"] == "Model A"
    assert "<script>" not in items["models/h/"]["title"]
    assert {"models/a/#facts", "database/", "database/types/video/"} <= items.keys()
    assert not any(location.startswith("evidence/") for location in items)


def test_a_second_run_changes_nothing(built: dict[str, Built]) -> None:
    first = built["zensical"]
    folder = first.site.parent
    shutil.copytree(first.site, folder / "site")

    engines.finished(Site(folder))

    before, after = first.same_bytes(), Built(folder / "site", [], "").same_bytes()
    changed = [p for p in before.keys() | after.keys() if before.get(p) != after.get(p)]
    assert changed == []


@pytest.fixture(params=PROGRAMS)
def page(
    request: pytest.FixtureRequest, built: dict[str, Built], browser: Browser
) -> Iterator[Page]:
    """A page of a phone with a pointer, on the site that a program has built."""
    with served(built[str(request.param)].site) as root:
        context = browser.new_context(base_url=root, has_touch=True)
        yield context.new_page()
        context.close()


def test_the_values_of_a_chart_are_shown_by_keys_pointer_and_touch(page: Page) -> None:
    page.goto("/chart/", wait_until="networkidle")
    chart, tip = page.locator(".osai-chart"), page.locator(".osai-tip")
    value = re.compile("China: 2 models, 50.0% of 4")

    chart.focus()
    page.keyboard.press("ArrowRight")
    expect(tip).to_contain_text(value)
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()

    box = chart.bounding_box()
    assert box
    x, y = box["width"] * 0.53, box["height"] * 0.5
    page.mouse.move(box["x"] + x, box["y"] + y)
    expect(tip).to_contain_text(value)
    page.mouse.move(0, 0)
    expect(tip).to_be_hidden()

    chart.tap(position={"x": x, "y": y})
    expect(tip).to_contain_text(value)


def test_the_head_of_a_table_shows_what_it_means_and_leads_to_the_glossary(page: Page) -> None:
    page.goto("/chart/", wait_until="networkidle")
    page.locator("summary").click()
    term = page.locator("th .osai-term", has_text="National origin")

    term.hover()
    expect(term.locator(".osai-basis")).to_be_visible()
    term.focus()
    page.keyboard.press("Enter")

    page.wait_for_url("**/database/glossary/#dimension-national_origins")
    expect(page.locator(":target")).to_be_visible()
