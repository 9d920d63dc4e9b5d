"""What other sites are told of a page, and the images that go with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image

from mkdocs_osai.charts.png_pool import PngPool, PngTask
from mkdocs_osai.website import social_cards as cards
from tests.sites import MACROS, Built, Site, a_file

ADDRESS = "https://example.org/sub/"
FIGURE = "<< osai.pie('national_origins', title='Where they come from') >>"


class Head(HTMLParser):
    """The properties that the head of a page tells, in their order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.told: list[tuple[str, str]] = []
        self.body = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.body = self.body or tag == "body"
        name = values.get("property") or values.get("name") or ""
        if tag == "meta" and name.startswith(("og:", "twitter:")):
            assert not self.body
            self.told.append((name, values.get("content") or ""))


def told(built: Built, path: str) -> dict[str, str]:
    found = Head(built.html(path)).told
    assert len(found) == len(dict(found)), "nothing is told twice"
    return dict(found)


def image(built: Built, facts: dict[str, str]) -> Path:
    """The file of a page's image, which is what the page says it is."""
    assert facts["og:image"].startswith(ADDRESS)
    path = built.site / facts["og:image"].removeprefix(ADDRESS)
    with Image.open(path) as opened:
        assert opened.format == "PNG"
        assert (
            opened.size
            == (int(facts["og:image:width"]), int(facts["og:image:height"]))
            == (1200, 630)
        )
    return path


def test_a_page_has_its_title_description_and_first_figure_as_metadata(site: Site) -> None:
    site.write(
        "docs/page.md",
        f"---\ndescription: Two & <more>\n---\n# A & `b` <i>c</i>\n\n{FIGURE}\n\n"
        "<< osai.bar('types') >>\n",
    )

    built = site.build()

    facts = told(built, "page/index.html")
    assert facts["og:title"] == "A & b c"
    assert facts["og:type"] == "website"
    assert facts["og:url"] == f"{ADDRESS}page/"
    assert facts["og:image:alt"].startswith(
        "Pie chart: Where they come from. National origin. China 50.0% (3)"
    )
    assert facts["twitter:card"] == "summary_large_image"
    assert re.fullmatch(r"page-[0-9a-f]{8}\.png", image(built, facts).name)


def test_a_page_without_a_figure_has_no_image(site: Site) -> None:
    site.configure(site_description='"What" it is', osai={"pages": False})
    site.write("docs/page.md", "# Words\n\n<< osai.n() >> models.\n")

    built = site.build()

    assert told(built, "page/index.html") == {
        "og:title": "Words",
        "og:description": '"What" it is',
        "og:type": "website",
        "og:url": f"{ADDRESS}page/",
        "twitter:card": "summary",
    }
    assert told(built, "index.html")["og:title"] == "A site"
    assert not [path for path in built.files if path.startswith(cards.FOLDER)]


def test_a_page_with_a_date_is_an_article(site: Site) -> None:
    site.write("docs/page.md", "---\ndate: 2025-06-09\n---\n# Words\n")

    assert told(site.build(), "page/index.html")["og:type"] == "article"


def test_the_page_of_a_model_shows_its_name_and_score(site: Site) -> None:
    built = site.build()

    facts = told(built, "models/a/index.html")
    assert facts["og:title"] == "Model A"
    assert facts["og:image:alt"].startswith("Model A: openness 1.00 of 1, 12 criteria open")
    assert re.fullmatch(r"a-[0-9a-f]{8}\.png", image(built, facts).name)
    assert len({told(built, f"models/{m}/index.html")["og:image"] for m in "abcdefg"}) == 7


@pytest.mark.parametrize(
    "name", ["</title><script>alert(1)</script>", 'x" onload="alert(1)', "&lt;/title&gt;&lt;b&gt;"]
)
def test_a_hostile_name_is_text_in_the_head(site: Site, name: str) -> None:
    site.write("models/a.yaml", a_file(name))

    html = site.build().html("models/a/index.html")

    facts = Head(html).told
    mine = html[html.index('<meta property="og:title"') : html.index("</head>")]
    assert dict(facts)["og:title"].replace("\u2060", "") == name
    assert dict(facts)["og:image:alt"].replace("\u2060", "").startswith(f"{name}: openness 1.00")
    assert not [value for _, value in facts if re.search("<[a-z/!?]|&(lt|#|amp)", value)]
    assert "<script>alert" not in html
    assert re.fullmatch(
        r'(<meta (property|name)="[a-z:]+" content="[^"<>]*">\n)+', mine.strip() + "\n"
    )


def test_without_site_url_pages_have_metadata_but_no_images(site: Site) -> None:
    site.configure(site_url="")
    site.write("docs/page.md", f"# Page\n\n{FIGURE}\n")

    built = site.build()

    assert set(told(built, "page/index.html")) == {"og:title", "og:type", "twitter:card"}
    assert not [path for path in built.files if path.startswith(cards.FOLDER)]


def test_serve_does_not_wait_for_images(site: Site) -> None:
    site.write("docs/page.md", f"# Page\n\n{FIGURE}\n")

    built = site.build("serve", request=False)

    assert "og:image" in told(built, "page/index.html")
    assert not [path for path in built.files if path.startswith(cards.FOLDER)]


def test_cards_can_be_turned_off(site: Site) -> None:
    site.configure(osai={"cards": False})
    site.write("docs/page.md", f"# Page\n\n{FIGURE}\n")

    built = site.build()

    assert told(built, "page/index.html") == {}
    assert not [path for path in built.files if path.startswith(cards.FOLDER)]


def test_metadata_of_the_theme_is_kept(site: Site) -> None:
    site.configure(
        theme={"name": "material", "font": False, "custom_dir": "theme"},
    )
    site.write(
        "theme/main.html",
        """\
        {% extends "base.html" %}
        {% block extrahead %}
        {% if page and page.meta.own %}<meta property="og:image" content="mine.png">{% endif %}
        <meta property="og:title" content="Mine">
        {% endblock %}
        """,
    )
    site.write("docs/page.md", f"# Page\n\n{FIGURE}\n")
    site.write("docs/own.md", f"---\nown: true\n---\n# Page\n\n{FIGURE}\n")

    built = site.build()

    assert told(built, "own/index.html") == {"og:image": "mine.png", "og:title": "Mine"}
    facts = told(built, "page/index.html")
    assert facts["og:title"] == "Mine"
    assert image(built, facts).exists()


def test_a_second_build_draws_no_card(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write("docs/page.md", f"# Page\n\n{FIGURE}\n")
    site.write("models/_index.yml", "title: An index that no other test has drawn\n")
    drawn: list[PngTask] = []
    begin = PngPool.begin

    def begun(press: PngPool, wanted: PngTask) -> Callable[[], bytes]:
        if wanted.scale == 1:  # a card
            drawn.append(wanted)
        return begin(press, wanted)

    monkeypatch.setattr(PngPool, "begin", begun)

    first = site.build().same_bytes()
    count = len(drawn)
    second = site.build().same_bytes()
    site.write("models/a.yaml", a_file("Another name"))
    site.build()

    assert count == 8, "seven models and a page with a figure"
    assert {p: b for p, b in first.items() if p.startswith(cards.FOLDER)} == {
        p: b for p, b in second.items() if p.startswith(cards.FOLDER)
    }
    assert len(drawn) == count + 1


def test_a_damaged_card_in_the_cache_is_rendered_again(site: Site) -> None:
    first = site.build().same_bytes()
    for kept in (site.folder / ".cache/osai").iterdir():
        kept.write_bytes(kept.read_bytes()[:-9])

    assert site.build().same_bytes() == first


def test_a_post_of_the_blog_is_an_article_with_its_figure(site: Site) -> None:
    site.configure(plugins=["search", {"blog": {}}, {"macros": MACROS}, {"osai": {}}])
    site.write("docs/blog/index.md", "# Blog\n")
    site.write("docs/blog/posts/one.md", f"---\ndate: 2025-06-09\n---\n# One\n\n{FIGURE}\n")

    built = site.build()

    facts = told(built, "blog/2025/06/09/one/index.html")
    assert facts["og:type"] == "article"
    assert image(built, facts).name.startswith("blog-2025-06-09-one-")
    assert "og:image" not in told(built, "blog/index.html")
