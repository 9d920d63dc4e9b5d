"""Sites with the plugins and themes that people have: they build, and nothing of ours is broken."""

from __future__ import annotations

import inspect
import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import matplotlib as mpl
import mkdocs.utils
import pytest
from packaging.utils import canonicalize_name

from tests.conftest import ROOT
from tests.plugin import test_beside_macros, test_mike, test_template_pages
from tests.plugin.beside import (
    LANGUAGES,
    MANY,
    MATERIAL,
    OSAI,
    PAGE,
    POST,
    SITES,
    broken,
    changed_figures,
    committed,
    marks_left,
    needs,
)
from tests.sites import MACROS, Built, Site, new_plugins
from tests.test_packaging import pins

GUIDE = ROOT / "docs/guide/plugins.md"
FONT = Path(mpl.get_data_path(), "fonts/ttf/DejaVuSans.ttf")


@pytest.fixture
def few(site: Site) -> Site:
    """A site in a repository with two models and a post with a day-first date."""
    for stem in "cdefg":
        (site.folder / f"models/{stem}.yaml").unlink()
    site.write("docs/index.md", PAGE)
    return site


def check(built: Built, home: str = "index.html", model: str = "models/a/index.html") -> None:
    """A site is built, and nothing of ours is missing, broken or left unfinished in it."""
    assert not built.stopped, [m for m in built.messages if not m.startswith("INFO")]
    assert {model, "osai/osai.css", "osai/figures.js"} <= built.files
    assert ">2</data>" in built.html(home)
    assert broken(built) == []
    assert marks_left(built) == []
    assert changed_figures(built) == []


@pytest.mark.parametrize("name", SITES)
def test_a_site_with_a_plugin_or_theme_builds_without_a_broken_link(few: Site, name: str) -> None:
    package, settings = SITES[name]
    needs(package)
    few.configure(**settings)
    if "blog" in settings["plugins"]:
        few.write("docs/blog/index.md", "# Blog\n")
        few.write("docs/blog/posts/p.md", POST)
    if "folders" in name:
        (few.folder / "docs/index.md").unlink()
        for language in ("en", "fr"):
            few.write(f"docs/{language}/index.md", PAGE)
    if "suffixes" in name:
        few.write("docs/index.fr.md", PAGE)
    committed(few)

    # With --strict, to-pdf counts links to pages that are not in the PDF as errors.
    built = few.build(strict=name != "to-pdf")

    check(built)
    assert (few.folder / "docs/blog/posts/p.md").exists() == ("blog" in settings["plugins"])


@pytest.mark.filterwarnings("ignore:warning_filter doesn't:DeprecationWarning")  # of roamlinks
@pytest.mark.parametrize("name", MANY)
def test_a_site_with_many_plugins_at_once_builds_without_a_broken_link(
    few: Site, name: str
) -> None:
    for package in MANY[name]:
        needs(package)
    others = [*MANY[name].values()]
    plugins = [OSAI, *others] if name == "one" else [*others, {"macros": MACROS}, OSAI]
    few.configure(plugins=["search", *plugins])
    few.write("docs/other.md", "# Other\n\n## A part\n\n> [!NOTE]\n> A callout\n")
    few.write("docs/glossary.md", "# Glossary\n\nmodel\n:   A program\n")
    few.write("htmlcov/index.html", "<html><body>Coverage</body></html>")
    few.write("docs/coverage.md", "# Coverage\n")
    if "mkdocs-gen-files" in MANY[name]:
        few.write(
            "make.py",
            "import mkdocs_gen_files\n"
            "with mkdocs_gen_files.open('made.md', 'w') as file:\n"
            "    file.write('# Made\\n\\nThere are << osai.n() >> models.\\n')\n",
        )
    committed(few)

    built = few.build(strict=True)

    check(built)
    if "mkdocs-gen-files" in MANY[name]:
        assert ">2</data>" in built.html("made/index.html")


@pytest.mark.parametrize("name", MATERIAL)
def test_a_site_with_a_plugin_of_material_builds_without_a_broken_link(
    few: Site, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs("mkdocs-material", f"material/{name}")
    if name == "social":
        needs("cairosvg")
    # The plugin projects replaces it.
    monkeypatch.setattr(mkdocs.utils, "clean_directory", mkdocs.utils.clean_directory)
    few.configure(**MATERIAL[name])
    few.write("docs/blog/index.md", "# Blog\n")
    few.write("docs/blog/posts/p.md", POST)
    few.write("docs/tagged.md", "---\ntags: [A]\n---\n# Tagged << osai.n() >>\n")
    for style in ("Regular", "Bold"):  # the plugin social would ask Google for them
        few.write(f".cache/plugin/social/fonts/Roboto/{style}.ttf", FONT.read_bytes())
    part = few.folder / "projects/part"
    few.write("projects/part/docs/index.md", PAGE)
    few.write("projects/part/mkdocs.yml", (few.folder / "mkdocs.yml").read_bytes())
    if name == "projects":
        Site(part).configure(
            plugins=[{"osai": {"cards": False, "models_dir": "../../models"}}],
            site_url="https://example.org/sub/part/",
        )

    with new_plugins():
        few.build()
    built = few.build(strict=True)  # over the site of the first build

    check(built, model="models/a.html" if name == "offline" else "models/a/index.html")
    if name == "projects":
        assert ">2</data>" in built.html("part/index.html")
        assert "part/models/a/index.html" in built.files


def test_beside_social_a_page_has_one_card_ours_for_models_and_figures(few: Site) -> None:
    needs("cairosvg")
    few.configure(**MATERIAL["social"])
    few.write("docs/plain.md", "# Plain\n")
    few.write("docs/chosen.md", f"---\nsocial: {{cards: true}}\n---\n{PAGE}")
    for style in ("Regular", "Bold"):
        few.write(f".cache/plugin/social/fonts/Roboto/{style}.ttf", FONT.read_bytes())

    built = few.build(strict=True)

    assert not built.stopped
    expected = {
        "index.html": "osai/cards/home-",
        "models/a/index.html": "osai/cards/a-",
        "chosen/index.html": "assets/images/social/chosen.png",
        "plain/index.html": "assets/images/social/plain.png",
        "database/index.html": "assets/images/social/database/index.png",
    }
    for path, start in expected.items():
        cards = re.findall(r'property="og:image" content="([^"]*)"', built.html(path))
        assert len(cards) == 1, (path, cards)
        file = cards[0].removeprefix("https://example.org/sub/")
        assert file.startswith(start)
        assert (built.site / file).is_file()
    assert "og:image" not in built.html("database/glossary/index.html")


def test_a_page_that_is_encrypted_publishes_no_number(few: Site) -> None:
    needs("mkdocs-encryptcontent-plugin")
    few.configure(**SITES["encryptcontent"][1])
    few.write("docs/secret.md", "---\npassword: a\n---\n# Secret\n\nThere are << osai.n() >>.\n")

    built = few.build()

    assert not built.stopped
    assert "</data>" not in built.html("secret/index.html")


@pytest.mark.parametrize("plugins", [[OSAI], [OSAI, "print-site"]])
def test_a_picture_of_the_author_keeps_its_addresses(few: Site, plugins: list[Any]) -> None:
    needs("mkdocs-print-site-plugin")
    few.configure(plugins=plugins)
    own = '<picture><source srcset="small/a-narrow.svg"><img src="a.svg"></picture>'
    few.write("docs/own.html", own.encode() + b" caf\xe9")
    few.write("docs/other.md", f"# Other\n\n<< osai.n() >>\n\n{own}\n")

    built = few.build()

    assert (built.site / "own.html").read_bytes() == own.encode() + b" caf\xe9"
    assert 'srcset="small/a-narrow.svg"' in built.html("other/index.html")


def test_a_figure_that_another_plugin_has_changed_is_reported(few: Site) -> None:
    needs("mkdocs-img2fig-plugin")
    few.configure(plugins=[{"osai": {"pages": False}}, "img2fig"])

    what = "docs/index.md:5: another plugin has changed the images of a chart"
    assert what in few.build().stopped


def test_a_pdf_has_the_pages_with_their_numbers_and_charts(few: Site) -> None:
    needs("mkdocs-to-pdf")
    few.configure(**SITES["to-pdf"][1])

    built = few.build()

    assert not built.stopped
    pdf = (built.site / "pdf/document.pdf").read_bytes()
    assert pdf.startswith(b"%PDF")
    assert len(pdf) > 20_000


def test_the_links_of_a_page_to_print_lead_into_it_or_to_other_pages(few: Site) -> None:
    needs("mkdocs-print-site-plugin")
    few.configure(**SITES["print-site"][1])

    built = few.build(strict=True)

    html = built.html("print_page/index.html")
    article = html[html.index("<article") : html.rindex("</article>")]
    ids = set(re.findall(r' id="([^"]+)"', html))
    for link in re.findall(r'<a\b[^<>]*? href="([^"]*)"', article):
        path, _, anchor = unescape(link).partition("#")
        own = {"section-2", "section-3", "database-osai-after"}  # of print-site
        assert path or anchor in ids | own, link
        if path and ":" not in path:
            assert (built.site / "print_page" / path).exists(), link
    assert 'href="../models/a/"' in article
    assert "../database/glossary/#dimension-national_origins" in article
    assert 'href="../data/models.jsonl"' in article


I18N = {"i18n": {"docs_structure": "suffix", "languages": LANGUAGES}}


@pytest.mark.parametrize("rendering", ["auto", "theme"])
def test_with_static_i18n_the_pages_from_data_are_in_one_tree_and_in_one_language(
    few: Site, rendering: str
) -> None:
    needs("mkdocs-static-i18n")
    few.configure(plugins=[I18N, {"osai": {"page_rendering": rendering}}])
    few.write("docs/index.fr.md", PAGE.replace("There are", "Il y a"))

    built = few.build(strict=True)

    french = built.html("fr/index.html")
    assert 'lang="fr"' in french
    assert 'href="../models/a/"' in french
    assert french.count("osai/osai.css") == french.count("osai/osai.js") == 1
    assert 'lang="en"' in built.html("models/a/index.html")
    assert 'lang="en"' in built.html("database/index.html")
    assert "fr/models/a/index.html" not in built.files


def test_with_static_i18n_an_error_in_another_language_leaves_the_last_site(
    few: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs("mkdocs-static-i18n")
    # The plugin replaces it, and a build that fails does not restore it.
    monkeypatch.setattr(mkdocs.utils, "clean_directory", mkdocs.utils.clean_directory)
    few.configure(plugins=[I18N, OSAI])
    before = few.build().same_bytes()
    few.write("docs/index.md", "# Changed\n")
    few.write("docs/index.fr.md", "# A\n\n<< osai.count('nothing', 'x') >>\n")

    failed = few.build()

    assert failed.stopped
    assert failed.same_bytes() == before


@pytest.mark.parametrize("structure", ["suffix", "folder"])
def test_with_static_i18n_a_mistake_is_in_the_file_of_its_language(
    few: Site, monkeypatch: pytest.MonkeyPatch, structure: str
) -> None:
    needs("mkdocs-static-i18n")
    # The plugin replaces it, and a build that fails does not restore it.
    monkeypatch.setattr(mkdocs.utils, "clean_directory", mkdocs.utils.clean_directory)
    i18n = {"i18n": {"docs_structure": structure, "languages": LANGUAGES}}
    few.configure(plugins=[i18n, {"osai": {"pages": False}}])
    files = ("index.md", "index.fr.md") if structure == "suffix" else ("en/index.md", "fr/index.md")
    few.write(f"docs/{files[0]}", "# Home\n")
    few.write(f"docs/{files[1]}", "# Home\n\n<< osai.nn() >>\n")
    if structure == "folder":
        (few.folder / "docs/index.md").unlink()

    assert f"docs/{files[1]}:3: unknown macro" in few.build().stopped


def test_with_static_i18n_a_server_makes_the_figures_of_each_language(few: Site) -> None:
    needs("mkdocs-static-i18n")
    few.configure(plugins=[I18N, OSAI])
    few.write("docs/index.md", "# A\n\n<< osai.bar('licenses') >>\n")
    few.write("docs/index.fr.md", "# A\n\n<< osai.pie('licenses') >>\n")

    files = few.build("serve").files

    assert any(path.startswith("osai/figures/bar-") for path in files)
    assert any(path.startswith("osai/figures/pie-") for path in files)


def test_with_rss_only_feeds_are_changed(few: Site) -> None:
    needs("mkdocs-rss-plugin")
    few.configure(**SITES["rss"][1])
    few.write("docs/old.xml", "<a>caf\N{LATIN SMALL LETTER E WITH ACUTE}</a>".encode("latin-1"))
    few.write("docs/blog/index.md", "# Blog\n")
    few.write("docs/blog/posts/p.md", POST)

    built = few.build()

    assert not built.stopped
    assert (built.site / "old.xml").read_bytes() == (few.folder / "docs/old.xml").read_bytes()


@pytest.mark.parametrize("by_git", [True, False])
def test_a_post_with_a_day_first_date_is_in_the_feed_with_that_day(
    few: Site, *, by_git: bool
) -> None:
    needs("mkdocs-rss-plugin")
    dates = {"use_git": True} if by_git else {"use_git": False}
    rss = {"match_path": "blog/posts/.*", "date_from_meta": {"as_creation": "date"}}
    few.configure(plugins=["blog", OSAI, {"rss": {**rss, **dates}}])
    few.write("docs/blog/index.md", "# Blog\n")
    few.write("docs/blog/posts/p.md", POST)
    committed(few)

    built = few.build(strict=True)

    assert "blog/2024/11/05/a-post/index.html" in built.files
    feed = built.html("feed_rss_created.xml")
    assert "A post" in feed
    assert "<pubDate>Tue, 05 Nov 2024" in feed


def test_a_feed_has_numbers_and_charts_that_need_nothing_of_the_site(few: Site) -> None:
    needs("mkdocs-rss-plugin")
    few.configure(**SITES["rss"][1])
    few.write("docs/blog/index.md", "# Blog\n")
    few.write("docs/blog/posts/p.md", POST)
    own = "<data value='1'>one</data> [a](b.md)"
    few.write("docs/blog/posts/r.md", "---\ndate: 2024-11-08\n---\n# Of << osai.n() >> models\n")
    long = f"{own} << osai.model('a') >> and << osai.n() >> " + "models of the index, " * 9
    few.write("docs/blog/posts/q.md", f"---\ndate: 2024-11-06\n---\n# B\n\n{long}\n")
    few.write("docs/blog/posts/b.md", "---\ndate: 2024-11-07\n---\n# C\n")

    built = few.build()

    items = {
        item["title"]: item["content_html"]
        for item in json.loads(built.html("feed_json_created.json"))["items"]
    }
    assert "Of 2 models" in items
    whole = items["A post"]
    assert "<p>2 models, among them Model A" in whole
    assert '<th scope="row">video</th><td>1</td>' in whole
    assert "osai-term" not in whole
    assert "osai-byline" not in whole
    [chart] = re.findall(r'<img alt="Bar chart[^"]*" src="https://example.org/sub/([^"]*)"', whole)
    assert (built.site / chart).is_file()
    assert "Type</strong>" in whole
    start = "<h1>B</h1>\n<p><data value='1'>one</data> <a href=\"b.md\">a</a> Model A (1."
    assert items["B"].startswith(start)
    assert "and 2 models" in items["B"]
    assert items["B"].endswith("...</p>")
    assert "Model A</a>" in built.html("blog/index.html")  # lists of posts are made later


def test_a_text_for_language_models_has_links_into_the_site(few: Site) -> None:
    needs("mkdocs-llmstxt")
    few.configure(**SITES["llmstxt"][1])

    text = few.build(strict=True).html("llms-full.txt")

    assert re.search(r"There are \[2\]\(\S*evidence/\S+/\) models, among them \[Model A\]", text)
    assert "](./models/a/) " in text


def test_a_folder_is_a_draft_by_the_meta_plugin(few: Site) -> None:
    needs("mkdocs-material", "material/meta")
    few.configure(plugins=["meta", OSAI])
    few.write("docs/drafts/.meta.yml", "status: draft\n")
    few.write("docs/drafts/deep/a.md", "# A draft\n")
    few.write("docs/drafts/b.md", "---\nstatus: published\n---\n# Published\n")
    few.write("docs/draftsman.md", "# No draft\n")
    few.write("docs/drafts/ready/.meta.yml", "status: published\n")
    few.write("docs/drafts/ready/c.md", "# Ready\n")
    few.write("docs/empty/.meta.yml", "")

    files = few.build(strict=True).files

    assert "drafts/deep/a/index.html" not in files
    shown = {"drafts/b/index.html", "draftsman/index.html", "drafts/ready/c/index.html"}
    assert shown <= files


def test_a_call_in_an_included_file_runs_and_its_mistakes_have_the_line(few: Site) -> None:
    needs("mkdocs-include-markdown-plugin")
    few.configure(plugins=["include-markdown", {"osai": {"pages": False}}])
    include = '{% include-markdown "../part.md" %}'
    few.write("part.md", "One << osai.n() >>\n\n<< osai.nn() >>\n")
    few.write("docs/index.md", f"---\ntitle: T\n---\n# A\n\n{include}\n\n<< osai.nnn() >>\n")

    stopped = few.build().stopped

    assert "docs/index.md:6: unknown macro 'osai.nn', in what this line includes" in stopped
    assert "docs/index.md:8: unknown macro 'osai.nnn'; " in stopped


def test_a_call_in_an_included_file_is_run(few: Site) -> None:
    needs("mkdocs-include-markdown-plugin")
    few.configure(plugins=["include-markdown", OSAI])
    few.write("part.md", f"{PAGE.partition('[A]')[0]}\n<< osai.bar('types') >>\n")
    few.write("docs/index.md", '# A\n\n{% include-markdown "../part.md" %}\n')

    built = few.build(strict=True)

    assert not built.stopped, built.stopped
    html = built.html("index.html")
    assert ">2</data>" in html
    assert html.count('<figure class="osai-figure"') == 2
    assert '<a href="./models/a/">Model A</a>' in html
    assert broken(built) == []


def test_a_mistake_in_a_site_put_together_by_monorepo_names_its_own_file(few: Site) -> None:
    needs("mkdocs-monorepo-plugin")
    few.write("team/mkdocs.yml", "site_name: team\nnav: [{T: index.md}]\n")
    few.write("team/docs/index.md", "# Team\n\n<< osai.nn() >>\n")
    few.configure(
        plugins=["monorepo", {"osai": {"pages": False}}],
        nav=[{"Home": "index.md"}, {"Team": "!include ./team/mkdocs.yml"}],
    )

    assert "team/docs/index.md:3: unknown macro" in few.build().stopped


@pytest.mark.parametrize(
    ("package", "plugin", "page", "line"),
    [
        (
            "mkdocstrings",
            {"mkdocstrings": {"handlers": {"python": {"paths": ["."]}}}},
            "::: module_with_a_call",
            1,
        ),
        (
            "markdown-exec",
            "markdown-exec",
            '```python exec="on"\nprint("<" + "< osai.n() >" + ">")\n```',
            6,
        ),
    ],
)
def test_a_call_in_docstrings_or_output_is_reported(
    few: Site, package: str, plugin: Any, page: str, line: int
) -> None:
    needs(package)
    few.write("module_with_a_call.py", '"""There are << osai.n() >> models."""\n')
    few.write("docs/other.md", f"# Other\n\n<< osai.n() >>\n\n{page}\n")
    few.configure(
        plugins=[{"osai": {"pages": False}}, plugin], markdown_extensions=["pymdownx.superfences"]
    )

    stopped = few.build().stopped

    what = f"docs/other.md:{line}: '<< osai.n() >>' is not run, because another plugin"
    assert what in stopped  # line 3 has one that is run
    assert "; write it in the Markdown of a page" in stopped


def test_a_call_in_a_notebook_is_reported(few: Site) -> None:
    needs("mkdocs-jupyter")
    few.configure(plugins=[{"osai": {"pages": False}}, "mkdocs-jupyter"])
    call = "<< osai.n() >>"
    common = {"id": "1", "metadata": {}}
    output = {"output_type": "display_data", "data": {"text/html": f"<b>{call}</b>"}}
    cells = [
        {"cell_type": "markdown", "source": f"# A\n\n`{call}` and << osai.share('x') >>", **common},
        {
            "cell_type": "code",
            "source": f"print('{call}')",
            "execution_count": None,
            "outputs": [{**output, "metadata": {}}],
            **common,
            "id": "2",
        },
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {"cells": cells, "metadata": {"kernelspec": kernel}}
    text = json.dumps({**notebook, "nbformat": 4, "nbformat_minor": 5})
    few.write("docs/a.ipynb", text)

    stopped = few.build().stopped

    for one in ("<< osai.share('x') >>", call):
        assert f"docs/a.ipynb:1: '{one}' is not run, because its file is not Markdown" in stopped
    assert stopped.count("docs/a.ipynb") == 2  # code shows calls
    assert "; write it in a page in Markdown" in stopped


def test_a_mistake_in_a_page_that_a_plugin_makes_is_in_no_file(few: Site) -> None:
    needs("mkdocs-gen-files")
    few.write(
        "make.py",
        "import mkdocs_gen_files\n"
        "with mkdocs_gen_files.open('made.md', 'w') as file:\n"
        "    file.write('# A\\n\\n<< osai.nn() >>')\n",
    )
    ours = {"osai": {"pages": False, "on_error": "warn"}}  # gen-files cleans up after a build only
    few.configure(plugins=[{"gen-files": {"scripts": ["make.py"]}}, ours])

    said = "\n".join(few.build().messages)

    assert "docs/made.md (made by a plugin):3: unknown macro 'osai.nn'" in said


TRIED_BY = {
    "mkdocs-include-markdown-plugin": test_a_call_in_an_included_file_is_run,
    "mkdocs-monorepo-plugin": test_a_mistake_in_a_site_put_together_by_monorepo_names_its_own_file,
    "markdown-exec": test_a_call_in_docstrings_or_output_is_reported,
    "mkdocstrings": test_a_call_in_docstrings_or_output_is_reported,
    "mike": test_mike,
    "mkdocs-exclude": test_beside_macros,
    "mkdocs-minify-plugin": test_template_pages,
}
"""Package → the test, or the module of tests, that tries it; the others are in `SITES`."""


def test_the_guide_names_what_is_tried_with_the_version() -> None:
    rows = re.findall(r"^\| `([\w-]+)` \| (\d[\w.]*) \|", GUIDE.read_text("utf-8"), re.MULTILINE)
    table = dict(rows)

    of_sites = {package for package, _ in SITES.values()} - {"mkdocs"}
    of_many = {package for packages in MANY.values() for package in packages}
    assert {*table} == {*TRIED_BY, *of_many, *of_sites}
    assert len(rows) == len(table)
    for package, test in TRIED_BY.items():
        name = package.removeprefix("mkdocs-").removesuffix("-plugin")
        found = getattr(test, "pytestmark", "")
        assert f'"{name}' in f"{found} {inspect.getsource(test)}".replace("'", '"'), package
    pinned = pins("constraints.txt")
    for package, stated in table.items():
        assert str(pinned[canonicalize_name(package)].specifier) == f"=={stated}", package


def test_the_guide_names_each_plugin_of_material_that_is_tried() -> None:
    text = GUIDE.read_text("utf-8")
    part = text[text.index("plugins of Material") : text.index("It is also tried")]

    assert re.findall(r"^\| `([\w-]+)` \|", part, re.MULTILINE) == sorted(MATERIAL)
    [version] = re.findall(r"Material ([\d.]+):", part)
    assert str(pins("constraints.txt")["mkdocs-material"].specifier) == f"=={version}"
