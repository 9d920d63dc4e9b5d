"""An author who is looking sees on each page that counts that a file of the index is broken."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from mkdocs_osai.plugin.banner import MOST, banner, on_top
from mkdocs_osai.problems import Problem
from tests.our_site.test_accessible import violations
from tests.repositories import git
from tests.sites import MACROS, Built, Site, a_file

BROKEN = "system: [half a file"
POST = "---\ndate: 2025-06-09\nauthor: Ada\n---\n# A post\n\n<< osai.n() >> models.\n"


@pytest.fixture
def counted(site: Site) -> Site:
    """A site whose pages count, or do not, and whose models lie in git, all of them right.

    The line under the title of `then` counts the models of today.
    """
    site.configure(plugins=["search", "blog", {"macros": MACROS}, "osai"])
    git(site.folder, "init", "-q")
    git(site.folder, "add", "models")
    git(site.folder, "commit", "-qm", "the first")
    commit = git(site.folder, "rev-parse", "HEAD")
    site.write("docs/index.md", "# Home\n\n<< osai.share('national_origins', 'China') >>\n")
    site.write("docs/figure.md", "# Figure\n\n<< osai.pie('national_origins') >>\n")
    site.write("docs/title.md", "---\ntitle: Of << osai.n() >>\n---\nNothing.\n")
    site.write("docs/plain.md", "# Plain\n\nNothing is counted.\n")
    site.write("docs/then.md", f"# Then\n\n<< osai.n(as_of='{commit}') >> models.\n")
    site.write("docs/blog/index.md", "# Blog\n")
    site.write("docs/blog/posts/post.md", POST)
    return site


def with_banner(built: Built) -> set[str]:
    return {p for p in built.files if p.endswith(".html") and "osai-banner" in built.html(p)}


def test_only_pages_with_numbers_have_the_banner(counted: Site) -> None:
    counted.write("models/a.yaml", BROKEN)

    built = counted.build("serve")

    shown = with_banner(built)
    assert shown >= {
        *("index.html", "figure/index.html", "title/index.html", "then/index.html", "404.html"),
        *("blog/index.html", "blog/2025/06/09/a-post/index.html", "blog/archive/2025/index.html"),
        *("database/index.html", "database/compare/index.html", "data/index.html"),
        *("models/b/index.html", "database/regions/index.html"),
    }
    assert {path for path in built.files if path.startswith("evidence/")} - shown == {
        path
        for path in built.files
        if path.startswith("evidence/") and "../../then/" in built.article(path)
    }
    assert not shown & {"plain/index.html"}
    article = built.article("index.html")
    assert article.count('class="osai-banner"') == 1
    assert article.index("osai-banner") < article.index("<h1")
    assert "models&#47;a&#46;yaml:1</code> not YAML" in article
    assert "osai-banner" not in built.html("search/search_index.json")
    assert "half a file" not in built.html("search/search_index.json")


def test_an_invalid_class_is_a_mistake_and_warnings_and_advice_are_not(
    counted: Site,
) -> None:
    site = counted
    right = (site.folder / "models/a.yaml").read_text()
    site.write("models/a.yaml", right.replace("endmodellicense", "endmodel license"))
    site.write("models/b.yaml", a_file("B", origin=None) + "colour: red\n")
    assert with_banner(site.build("serve")) == set()

    site.write("models/a.yaml", right.replace("class: open", "class: opem", 1))
    html = site.build("serve").html("index.html")
    assert "a file of the index has a mistake" in html
    assert "&#39;opem&#39; is not a class" in html


@pytest.mark.parametrize("strict", [True, False])
def test_published_pages_have_no_banner(counted: Site, *, strict: bool) -> None:
    counted.write("models/a.yaml", BROKEN)
    built = counted.build(strict=strict)

    assert strict == bool(built.stopped)
    assert with_banner(built) == set()


def test_the_banner_disappears_when_the_mistake_is_fixed(counted: Site) -> None:
    right = (counted.folder / "models/a.yaml").read_text()

    assert with_banner(counted.build("serve")) == set()
    counted.write("models/a.yaml", BROKEN)
    assert "index.html" in with_banner(counted.build("serve"))
    counted.write("docs/plain.md", "# Plain\n\nStill nothing.\n")
    assert "index.html" in with_banner(counted.build("serve"))
    counted.write("models/a.yaml", right)
    assert with_banner(counted.build("serve")) == set()


def test_a_page_of_another_index_shows_the_mistakes_of_that_index(counted: Site) -> None:
    counted.write("other/a.yaml", a_file("A"))
    counted.write("other/b.yaml", BROKEN)
    counted.configure(osai={"indexes": {"other": "other"}})
    counted.write("docs/other.md", "---\nosai: {index: other}\n---\n# O\n\n<< osai.n() >>\n")

    built = counted.build("serve")

    pages = {path for path in with_banner(built) if not path.startswith("evidence/")}
    assert pages == {"other/index.html"}
    assert "other&#47;b&#46;yaml:1</code>" in built.html("other/index.html")


def test_the_banner_works_in_other_themes(counted: Site) -> None:
    counted.write("models/a.yaml", BROKEN)
    for theme in ("mkdocs", "readthedocs"):
        counted.configure(theme={"name": theme}, plugins=[{"macros": MACROS}, "osai"])
        built = counted.build("serve")
        assert {"index.html", "404.html"} <= with_banner(built)
        assert built.html("index.html").count('class="osai-banner"') == 1


def test_a_few_mistakes_are_listed_and_all_are_counted() -> None:
    found = [Problem(f"m/{n}.yaml", n, "<b>no</b> {{ 7 * 7 }}", "fix it") for n in range(MOST + 7)]

    html = banner(found)

    assert f"the index has {MOST + 7} mistakes" in html
    assert html.count("<li>") == MOST + 1
    assert "and 7 more; <code>osai check</code> lists all" in html
    assert "<b>" not in html
    assert "{{" not in html
    assert banner([]) == ""


@pytest.mark.parametrize(
    "page",
    ["<main id=x><article a=b>|</article></main>", "<body><main>|</main>", "<body a>|", "|"],
)
def test_the_banner_is_above_the_content_of_a_page(page: str) -> None:
    expected = page.replace("|", "!404" if "<" in page else "404")
    assert on_top(page.replace("|", "404"), "!") == expected


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_banner_is_readable_in_all_widths_and_schemes(
    counted: Site, browser: Browser, width: int, scheme: str
) -> None:
    long = "a-model-with-a-name-that-does-not-fit-on-any-telephone-" + 60 * "x"
    counted.write("models/a.yaml", a_file("A").replace("class: open", "class: opem", 1))
    counted.write(f"models/{long}.yaml", BROKEN)
    built = counted.build("serve")

    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page.set_default_timeout(20_000)
    page.goto((built.site / "index.html").as_uri())
    # A file is opened without the scripts that choose the colours.
    chosen = "slate" if scheme == "dark" else "default"
    page.evaluate(f"document.body.setAttribute('data-md-color-scheme', '{chosen}')")
    found = page.locator(".osai-banner")
    box = found.bounding_box()
    inner, outer = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    wrong = [one for one in violations(page) if "osai-banner" in one["html"] + one["selector"]]
    assert found.get_attribute("role") == "alert"
    page.close()

    assert wrong == []
    assert inner <= outer
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["y"] < 400
