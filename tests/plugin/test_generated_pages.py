"""Pages made from data on a site: where they stand, and that data is only ever text on them."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote

import pytest

from tests.sites import Built, Site, a_file

HOSTILE = "B & C </title><script>alert(1)</script>"


def test_a_former_id_leads_to_the_page_of_the_model(site: Site) -> None:
    site.write("models/a.yaml", a_file("A", origin="China") + "aliases: [old-a, b, ../../x]\n")

    built = site.build(strict=True)

    assert 'content="0; url=../a/"' in built.html("models/old-a/index.html")
    assert "url=" not in built.html("models/b/index.html"), "that is a model of its own"
    assert not [f for f in built.files if f.startswith("..") or "/.." in f]


def test_a_page_of_the_author_takes_the_place_of_one_made_from_data(site: Site) -> None:
    site.write("docs/database/index.md", "# Mine\n")

    assert "Mine" in site.build(strict=True).article("database/index.html")


THEIRS = {
    "docs/data/README.md": "data/index.html",
    "docs/database.md": "database/index.html",
    "docs/database/glossary/index.md": "database/glossary/index.html",
    "docs/models/a/index.md": "models/a/index.html",
    "docs/models/b/index.html": "models/b/index.html",
    "docs/models/old-a/index.md": "models/old-a/index.html",
}
"""Pages of the author → where they are on the site, as pages from data would be."""


def test_a_page_of_the_author_keeps_its_address(site: Site) -> None:
    site.write("models/a.yaml", a_file("A", origin="China") + "aliases: [old-a]\n")
    site.write("docs/index.md", "# Home\n\n<< osai.model('a') >>, << osai.model('b') >>\n")
    for source in THEIRS:
        site.write(source, "<h1>Mine</h1>\n")

    built = site.build(strict=True)

    assert [path for path in THEIRS.values() if ">Mine<" not in built.html(path)] == []
    assert 'href="./models/a/"' in built.article("index.html")
    assert 'href="./models/b/"' in built.article("index.html")
    page = built.article("models/c/index.html")
    assert 'href="../../database/"' in page
    assert 'href="../../database/glossary/#' in page
    assert 'href="#"' not in page
    pages = re.findall("<loc>.*/(.*)/</loc>", built.html("sitemap.xml"))
    assert [pages.count(name) for name in ("data", "database", "a")] == [1, 1, 1]


@pytest.mark.parametrize("directory_urls", [True, False])
def test_a_page_of_the_author_keeps_its_address_as_a_file(
    site: Site, *, directory_urls: bool
) -> None:
    site.configure(use_directory_urls=directory_urls)
    site.write("docs/data/README.md", "# Mine\n")
    site.write("docs/database.md", "# Mine\n")

    built = site.build(strict=True)

    assert "Mine" in built.article("data/index.html")
    assert ("Mine" in built.article("database/index.html")) is directory_urls
    assert directory_urls or "Mine" in built.article("database.html")


def test_a_page_that_is_not_published_has_no_address(site: Site) -> None:
    site.write("docs/database.md", "---\nstatus: draft\n---\n# Mine\n")
    site.write("docs/data/README.md", "# Mine\n")
    site.configure(exclude_docs="data/README.md")

    built = site.build(strict=True)

    assert "Mine" not in built.article("database/index.html")
    assert "Mine" not in built.article("data/index.html")


def test_a_page_that_a_plugin_makes_keeps_its_address(site: Site) -> None:
    site.configure(hooks=["hook.py"])
    site.write(
        "hook.py",
        "from mkdocs.structure.files import File\n"
        "def on_files(files, config):\n"
        "    files.append(File.generated(config, 'database.md', content='# Mine'))\n",
    )

    built = site.build(strict=True)

    assert "Mine" in built.article("database/index.html")
    assert built.html("sitemap.xml").count("/database/</loc>") == 1


def test_a_page_of_the_author_can_be_in_the_place_of_evidence(site: Site) -> None:
    site.write("docs/index.md", "# Home\n\n<< osai.n() >>\n")
    path = next(f for f in site.build(strict=True).files if f.startswith("evidence/"))
    site.write(f"docs/{path}".replace(".html", ".md"), "# Mine\n")

    built = site.build(strict=True)

    assert "Mine" in built.article(path)
    assert f'href="{path.removesuffix("index.html")}"' in built.article("index.html")


def test_pages_made_from_data_can_be_left_out(site: Site) -> None:
    site.configure(osai={"pages": False})
    site.write("docs/index.md", "# Home\n\n<< osai.n() >>\n")

    built = site.build(strict=True)

    assert not [f for f in built.files if f.startswith(("database/", "models/", "data/"))]
    assert not [f for f in built.files if f.endswith("osai.js")]
    assert [f for f in built.files if f.startswith("evidence/")]


def test_every_page_leads_to_the_feed(site: Site) -> None:
    page = site.build().html("models/a/index.html")

    assert 'type="application/atom+xml"' in page
    assert 'href="../../data/changes.xml"' in page


def test_a_model_page_links_its_file_in_the_repository_of_the_site(site: Site) -> None:
    site.configure(repo_url="https://example.org/me/site", edit_uri="edit/main/docs/")

    page = site.build().article("models/a/index.html")

    assert 'href="https://example.org/me/site/edit/main/models/a.yaml"' in page


def test_without_a_repository_it_leads_to_the_source_of_the_index(site: Site) -> None:
    assert 'href="https://osai-index.eu">Improve' in site.build().article("models/a/index.html")


@pytest.mark.parametrize(
    "name", ["🤗 Emoji", "a\N{LINE SEPARATOR}b", "\N{BYTE ORDER MARK}a", '"\\']
)
def test_any_name_can_be_the_title_of_a_page(site: Site, name: str) -> None:
    site.write("models/a.yaml", a_file(name, origin="China"))

    page = site.build().html("models/a/index.html")

    title = re.search("<title>(.*) - A site</title>", page)
    assert title
    shown = "".join(c for c in " ".join(name.split()) if c.isprintable())
    assert html.unescape(title[1]) == shown


def test_data_in_a_title_is_text_in_the_head(site: Site) -> None:
    site.write("models/b.yaml", a_file(HOSTILE, origin="<script>alert(2)</script>"))
    for stem in "acdef":
        (site.folder / f"models/{stem}.yaml").unlink()
    origin = "<< osai.largest('national_origins') >>"
    site.write("docs/index.md", f"# Of << osai.model('b') >> and {origin}\n")
    site.write(
        "docs/other.md", f"# Of << osai.model('b') >> and {origin}\n\n<< osai.score('b') >>\n"
    )
    site.write("docs/third.md", f"---\ntitle: Of {origin}\ndescription: Of {origin}\n---\n# x\n")

    built = site.build()

    assert not built.stopped
    for path in built.files:
        if path.endswith(".html"):
            assert "<script>alert" not in built.html(path), path
    assert "<title>Of &#60;\u2060script&#62;" in built.html("third/index.html")


def test_an_invalid_address_does_not_stop_the_build(site: Site) -> None:
    site.write("models/a.yaml", a_file("A", origin="China", link="https://["))
    site.write("docs/index.md", "# Home\n\n<< osai.model('a') >> << osai.n() >>\n")
    site.configure(osai={"pages": False})

    built = site.build()

    assert built.stopped == ""
    assert "https://[" not in built.article("index.html")


def test_titles_of_pages_are_unchanged_on_other_pages(site: Site) -> None:
    site.write("docs/index.md", "# Home\n")
    site.write("docs/other.md", "# A & B\n\n<< osai.model('a') >>\n")

    built = site.build()

    assert ">A &amp; B</a>" in built.article("models/a/index.html")
    evidence = next(f for f in built.files if f.startswith("evidence/"))
    assert html.unescape(re.findall(r'other/">(.*?)</a>', built.article(evidence))[0]) == "A & B"


def test_an_index_that_cannot_be_read_is_one_message(site: Site) -> None:
    for part in ("objects", "refs"):
        (site.folder / "broken.git" / part).mkdir(parents=True)
    site.write("broken.git/HEAD", "ref: refs/heads/main\n")
    site.configure(osai={"indexes": {"other": "broken.git"}})

    stopped = site.build().stopped

    assert "the option is indexes: other" in stopped


@pytest.mark.parametrize("address", ["https://example.org/sub/", None])
def test_links_of_a_figure_work_whatever_the_name_of_its_page_is(
    site: Site, address: str | None
) -> None:
    site.configure(site_url=address)
    for name in ("C#", "100%25 of (it)"):
        site.write(f"docs/{name}.md", "# A\n\n<< osai.bar('types') >>\n\n<< osai.n() >>\n")

    built = site.build(strict=True)

    for name in ("C#", "100%25 of (it)"):
        page = f"{name}/index.html"
        [own] = [f for f in built.files if f.startswith(f"osai/figures/{name}/") and "html" in f]
        assert missing(built, page) == []
        assert missing(built, own) == []
        links = re.findall('rel="canonical" href="(.*?)"', built.html(own))
        assert [
            unquote(link.partition("#")[0]).endswith(name + "/" * bool(address)) for link in links
        ] == [True]


def missing(built: Built, page: str) -> list[str]:
    """The addresses on a page, relative to it, where no file of the site is."""
    found = re.findall(r'(?:src|href|srcset)="(?![\w+.-]+:|//)([^"#?]+)', built.html(page))
    targets = {one: (built.site / page).parent / unquote(html.unescape(one)) for one in found}
    return [one for one, path in targets.items() if not path.exists()]
