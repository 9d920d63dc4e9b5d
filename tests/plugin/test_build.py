"""A build as a whole: reproducible, without traces of the one before, clear about what it lacks."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from tests.reliability.running import environment, serving
from tests.sites import MACROS, PALETTE, Built, Site, a_file

FIGURES = """\
# Home

<< osai.pie('national_origins', title='Origins') >>

- in a list

    << osai.bar('types', latest=True) >>

!!! note

    << osai.bar('release_years') >>
"""


def test_two_builds_give_the_same_bytes(site: Site) -> None:
    site.configure(markdown_extensions=["admonition"])
    site.write("docs/index.md", FIGURES)
    first = site.build().same_bytes()
    shutil.rmtree(site.folder / "site")

    second = site.build().same_bytes()

    assert first == second
    assert any(path.startswith("osai/figures/pie-") for path in first)


def test_a_build_leaves_no_state_for_the_next_one_in_the_same_process(site: Site) -> None:
    site.write("docs/index.md", "<< osai.n() >>\n")
    assert ">7</data>" in site.build().article("index.html")
    site.configure(osai={"models_dir": "others"})
    site.write("others/z.yaml", a_file("Z"))

    built = site.build()

    assert ">1</data>" in built.article("index.html")


def test_a_site_without_the_plugin_does_not_know_osai_after_a_build(site: Site) -> None:
    site.write("docs/index.md", "<< osai.n() >>\n")
    site.build()
    site.configure(plugins=["search", {"macros": MACROS}])

    built = site.build()

    assert "7</data>" not in built.article("index.html")


@pytest.mark.parametrize("directories", [True, False])
def test_every_file_a_page_links_is_there(site: Site, *, directories: bool) -> None:
    site.configure(
        use_directory_urls=directories, markdown_extensions=["admonition"], osai={"pages": False}
    )
    site.write("docs/index.md", FIGURES)
    site.write("docs/a/b/deep page.md", FIGURES)

    built = site.build(strict=True)

    assert not built.stopped
    pages = [path for path in built.files if path.endswith(".html") and path != "404.html"]
    of_figures = [path for path in pages if path.startswith("osai/figures/")]
    assert (len(pages), len(of_figures)) == (8, 6)
    for page in pages:
        shown = built.html(page) if page in of_figures else built.article(page)
        links = re.findall(r'(?:src|srcset|href)="([^"#:]+)[#"]', shown)
        assert sum(link.endswith(".svg") for link in links) == (5 if page in of_figures else 15)
        for link in links:
            target = (built.site / page).parent / link.replace("%20", " ")
            assert target.exists(), link


def test_figures_are_no_children_of_paragraphs(site: Site) -> None:
    site.configure(markdown_extensions=["admonition"])
    site.write("docs/index.md", FIGURES)

    article = site.build().article("index.html")

    assert article.count("<figure ") == 3
    assert "<p><figure" not in article
    assert 'markdown="span"' not in article


@pytest.mark.parametrize(
    ("palette", "light", "dark"),
    [(PALETTE, 1, 1), ({"scheme": "default"}, 1, 0), ({"scheme": "slate"}, 0, 1), (None, 1, 0)],
)
def test_a_figure_has_an_image_for_each_theme_of_the_site(
    site: Site, palette: object, light: int, dark: int
) -> None:
    theme = {"name": "material", "font": False}
    site.configure(theme={**theme, "palette": palette} if palette else theme)
    site.write("docs/index.md", "<< osai.pie('academic') >>\n")

    article = site.build().article("index.html")

    images = re.findall(r"<img [^>]*>", article)
    assert len(images) == light + dark
    assert sum("-dark.svg" in image for image in images) == dark
    assert ("#only-" in article) == bool(light and dark)


PLACES: dict[str, list[Any]] = {
    "absent": ["search", {"osai": {"pages": False}}],
    "before": ["search", {"macros": MACROS}, {"osai": {"pages": False}}],
    "after": [{"osai": {"pages": False}}, "search", {"macros": MACROS}],
}


@pytest.mark.parametrize("command", ["build", "serve"])
def test_a_site_is_the_same_with_the_macros_plugin_before_after_or_absent(
    site: Site, command: str
) -> None:
    text = "# Home\n\n<< osai.n() >> <% if osai.n() > 3 %>many<% endif %> {{ page.title }} {#x}\n"
    site.write("docs/index.md", text)
    articles = []
    for plugins in PLACES.values():
        site.configure(plugins=plugins)
        # A second build in the same process, as `mkdocs serve` does.
        articles += [site.build(command, strict=True).article("index.html") for _ in range(2)]

    assert len(set(articles)) == 1
    assert ">7</data></a> many {{ page.title }} {#x}" in articles[0]


@pytest.mark.parametrize("place", PLACES)
def test_on_properdocs_a_site_is_the_same_wherever_the_macros_plugin_is(
    site: Site, tmp_path: Path, place: str
) -> None:
    site.configure(plugins=PLACES[place])
    site.write(
        "docs/index.md", "# Home\n\n<< osai.n() >> <% if osai.n() > 3 %>many<% endif %> {{\n"
    )

    command = [sys.executable, "-m", "properdocs", "build", "--strict"]
    done = subprocess.run(
        command, cwd=site.folder, env=environment(), capture_output=True, text=True, check=False
    )
    with serving(site.folder, tmp_path / "said", "properdocs") as served:
        shown = served.shows("7 many {{")

    assert done.returncode == 0, done.stderr
    assert ">7</data></a> many {{" in Built(site.folder / "site", [], "").article("index.html")
    assert shown, served.said


def test_a_program_beside_a_site_without_macros_of_its_own_is_not_run(site: Site) -> None:
    site.configure(plugins=PLACES["absent"])
    site.write("main.py", "raise SystemExit('a program')\n")
    site.write("docs/index.md", "# Home\n\n<< osai.n() >>\n")

    assert ">7</data>" in site.build(strict=True).article("index.html")


def test_of_ids_that_differ_only_in_case_one_has_its_address_and_the_build_says_so(
    site: Site,
) -> None:
    site.configure(plugins=["search", "osai"])
    site.write("models/A.yaml", a_file("Model A, again"))

    built = site.build()

    pages = {path for path in built.files if re.match(r"models/a(-\w+)?/", path, re.IGNORECASE)}
    assert len({path.casefold() for path in pages}) == len(pages) == 2
    assert any("A.yaml:1: the ids 'A' and 'a' are the same" in one for one in built.messages)


@pytest.mark.parametrize("title", ["2024", "2024-11-05", "true"])
def test_a_title_in_the_front_matter_need_not_be_text(site: Site, title: str) -> None:
    site.configure(plugins=PLACES["absent"])
    site.write("docs/index.md", f"---\ntitle: {title}\n---\n# Home\n\n<< osai.n() >>\n")

    built = site.build(strict=True)

    assert f"<title>{title.title()} - " in built.html("index.html")
    assert ">7</data>" in built.article("index.html")


def test_a_macros_plugin_that_is_listed_keeps_its_delimiters(site: Site) -> None:
    site.configure(plugins=["search", "osai", "macros"])
    site.write("docs/index.md", "# Home\n\n{{ osai.n() }}\n")

    assert ">7</data>" in site.build(strict=True).article("index.html")


@pytest.mark.parametrize(
    ("macros", "page", "message"),
    [
        ("macros", "<< osai.n() >>", "the page writes"),
        ({"macros": MACROS}, "{{ osai.n() }}", "'{{ osai.n() }}' is not run"),
    ],
)
def test_a_page_written_for_other_delimiters_is_reported(
    site: Site, macros: object, page: str, message: str
) -> None:
    site.configure(plugins=["search", macros, "osai"])
    site.write("docs/index.md", f"# Home\n\n{page}\n")

    built = site.build()

    assert f"docs/index.md:3: {message}" in built.stopped


def test_a_site_with_the_usual_delimiters_works(site: Site) -> None:
    site.configure(plugins=["search", "macros", "osai"])
    site.write("docs/index.md", "{{ osai.n() }} and 1 << 2 {#x}\n")

    article = site.build().article("index.html")

    assert ">7</data></a> and 1 &lt;&lt; 2 {#x}" in article


def test_without_a_folder_of_models_the_build_says_so(site: Site) -> None:
    site.configure(osai={"models_dir": "modles"})

    built = site.build()

    assert "no folder of models at 'modles'" in built.stopped
    assert "models_dir" in built.stopped


def test_models_can_be_outside_the_site(site: Site) -> None:
    (site.folder / "models").rename(site.folder / "elsewhere")
    (site.folder / "inner").mkdir()
    for name in ("docs", "mkdocs.yml"):
        (site.folder / name).rename(site.folder / "inner" / name)
    inner = Site(site.folder / "inner")
    inner.configure(osai={"models_dir": "../elsewhere"})
    inner.write("docs/index.md", "<< osai.n() >>\n")

    assert ">7</data>" in inner.build().article("index.html")


def test_a_file_of_the_index_that_cannot_be_read_is_a_warning_and_the_others_count(
    site: Site,
) -> None:
    site.write("models/broken.yaml", "system: [\n")
    site.write("docs/index.md", "<< osai.n() >>\n")

    built = site.build()

    assert ">7</data>" in built.article("index.html")
    assert [m for m in built.messages if m.startswith("WARNING models/broken.yaml:2: not YAML")]


def test_another_macro_that_fails_is_reported_with_its_line(site: Site) -> None:
    site.write("docs/index.md", "# Home\n\n<< osai.n() >> << 1 // 0 >><< page.title.x.y.z() >>\n")
    site.write("main.py", "def define_env(env):\n    env.macro(lambda: 1 / 0, 'boom')\n")
    site.write("docs/other.md", "# Other\n\n\n<< boom() >>\n")

    built = site.build()

    assert "docs/other.md:4: the page cannot be rendered: ZeroDivisionError" in built.stopped


def test_serve_shows_each_problem_in_its_place_and_goes_on(site: Site) -> None:
    site.write("docs/index.md", "# Home\n\nBefore << osai.n(orign='x') >> after.\n\nThe rest.\n")

    built = site.build("serve")

    assert not built.stopped
    article = built.article("index.html")
    assert re.search(
        r'Before <strong class="osai-problem"[^>]*>unknown argument .*</strong> after\.', article
    )
    assert "<p>The rest.</p>" in article
    assert any("docs/index.md:3: unknown argument 'orign'" in m for m in built.messages)


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (0, []),
        (1, ["INFO osai: 1 draft is left out: docs/d0.md"]),
        (5, ["INFO osai: 5 drafts are left out: docs/d0.md, docs/d1.md, docs/d2.md and 2 more"]),
    ],
)
def test_a_build_names_the_drafts_that_it_leaves_out(
    site: Site, count: int, expected: list[str]
) -> None:
    for number in range(count):
        site.write(f"docs/d{number}.md", "---\nstatus: Draft\n---\n# A page\n")

    built = site.build(strict=True)

    assert [
        said.replace(f"{site.folder}/", "") for said in built.messages if "left" in said
    ] == expected
    assert not [said for said in site.build("serve").messages if "left" in said]


def test_serve_shows_drafts_marked_as_drafts(site: Site) -> None:
    site.write("docs/draft.md", "---\nstatus: draft\n---\n# A draft\n\n<< osai.n() >>\n")

    shown, built = site.build("serve").html("draft/index.html"), site.build()

    assert "mkdocs-draft-marker" in shown
    assert ">7</data>" in shown
    assert "draft/index.html" not in built.files


def test_a_dirty_build_rebuilds_pages_whose_index_changed(site: Site) -> None:
    site.write("docs/index.md", "<< osai.n() >>\n")
    site.write("docs/plain.md", "# Plain\n")
    site.build()
    plain = (site.folder / "site/plain/index.html").stat().st_mtime_ns
    site.write("models/h.yaml", a_file("H"))

    built = site.build(dirty=True)

    assert ">8</data>" in built.article("index.html")
    assert (site.folder / "site/plain/index.html").stat().st_mtime_ns == plain


def test_a_dirty_build_keeps_the_excerpts_of_posts(site: Site) -> None:
    site.configure(plugins=["blog", {"macros": MACROS}, {"osai": {"pages": False}}])
    site.write("docs/blog/index.md", "# Blog\n")
    site.write(
        "docs/blog/posts/p.md",
        "---\ndate: 2024-11-05\n---\n# A post\n\nOf << osai.n() >>.\n\n<!-- more -->\n\nRest.\n",
    )
    lists = ("blog/index.html", "blog/archive/2024/index.html")
    before = site.build()
    shown = {path: before.html(path).count(">7</data>") for path in lists}
    site.write("docs/blog/index.md", "# The blog\n")

    dirty = site.build(dirty=True)

    assert "The blog" in dirty.html("blog/index.html")
    assert {path: dirty.html(path).count(">7</data>") for path in lists} == shown
    assert shown == dict.fromkeys(lists, 1)


def test_nothing_is_written_into_docs_or_models(site: Site) -> None:
    site.configure(markdown_extensions=["admonition"])
    site.write("docs/index.md", FIGURES)
    before = {p: p.stat().st_mtime_ns for p in site.folder.rglob("*") if p.is_file()}

    site.build()

    after = {
        p: p.stat().st_mtime_ns
        for p in site.folder.rglob("*")
        if p.is_file() and p.relative_to(site.folder).parts[0] not in ("site", ".cache")
    }
    assert after == before


@pytest.mark.parametrize("mark", ["osai-link:.csv;", "{osai.csv}", "%7Bosai.csv%7D"])
def test_no_address_in_the_data_is_taken_for_a_placeholder(site: Site, mark: str) -> None:
    site.write("models/_index.yml", f'date: 2026-06-12\nsource: "https://example.org/{mark}"\n')
    site.write("docs/index.md", f"# Page\n\n<< osai.pie('regions', caption='{mark}') >>\n")

    article = site.build().article("index.html")

    [source] = re.findall(r'Source: <a href="([^"]*)"', article)
    assert unquote(unescape(source)) == unquote(f"https://example.org/{mark}")
    assert f"<span>{mark}</span>" in unescape(article)
