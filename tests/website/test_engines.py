"""One site on MkDocs, ProperDocs and Zensical: the same addresses, texts and links."""

from __future__ import annotations

import json
import re
import shutil

import pytest

from tests.sites import Built, Site
from tests.website import engines

pytest.importorskip("zensical")
PROGRAMS = ("mkdocs", "properdocs", "zensical")
OURS = re.compile(r"(models|database|data|evidence|badges)/|osai/(cards/|osai\.(css|js)$)")
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
        # The guide says so: the tables of authors do not link the glossary on Zensical.
        wanted = [
            one
            for one in engines.links(expected, path)
            if path not in PAGES or "/database/glossary#" not in one[0]
        ]
        found = engines.links(html, path)
        assert found == (wanted if "zensical" in str(other.site) else engines.links(expected, path))


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
