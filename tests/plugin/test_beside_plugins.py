"""Sites with the plugins and themes that people have: they build, and nothing of ours is broken."""

from __future__ import annotations

import inspect
import re
import subprocess
from html import unescape
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import mkdocs.utils
import pytest

from tests.conftest import ROOT
from tests.plugin import test_beside_macros, test_template_pages
from tests.sites import Built, Site

GUIDE = ROOT / "docs/guide/plugins.md"
LANGUAGES = [
    {"locale": "en", "default": True, "name": "English", "build": True},
    {"locale": "fr", "name": "Français", "build": True},
]
PAGE = """\
# Home

There are << osai.n() >> models, among them << osai.model('a') >>.

<< osai.pie('national_origins') >>

[A](models/a.md)
"""
POST = """\
---
date: 05-11-2024
author: Ada
---
# A post

<< osai.n() >> models.

<!-- more -->

<< osai.bar('types') >>
"""
LEAKS = ('="osai:', "data-osai-basis", "data-evidence", 'markdown="span"', "{ download }")
OSAI = {"osai": {"cards": False}}

SITES: dict[str, tuple[str, dict[str, Any]]] = {
    "static-i18n, folders": (
        "mkdocs-static-i18n",
        {"plugins": [{"i18n": {"docs_structure": "folder", "languages": LANGUAGES}}, OSAI]},
    ),
    "static-i18n, suffixes": (
        "mkdocs-static-i18n",
        {"plugins": [OSAI, {"i18n": {"docs_structure": "suffix", "languages": LANGUAGES}}]},
    ),
    "git-revision-date-localized": (
        "mkdocs-git-revision-date-localized-plugin",
        {"plugins": ["blog", OSAI, {"git-revision-date-localized": {}}]},
    ),
    "rss": (
        "mkdocs-rss-plugin",
        {"plugins": ["blog", OSAI, {"rss": {"match_path": "blog/posts/.*", "use_git": False}}]},
    ),
    "llmstxt": (
        "mkdocs-llmstxt",
        {
            "plugins": [
                OSAI,
                {"llmstxt": {"full_output": "llms-full.txt", "sections": {"All": ["index.md"]}}},
            ]
        },
    ),
    "print-site": ("mkdocs-print-site-plugin", {"plugins": [OSAI, "print-site"]}),
    "section-index": ("mkdocs-section-index", {"plugins": [OSAI, "section-index"]}),
    "awesome-nav": ("mkdocs-awesome-nav", {"plugins": [OSAI, "awesome-nav"]}),
    "literate-nav": ("mkdocs-literate-nav", {"plugins": [OSAI, "literate-nav"]}),
    "htmlproofer": (
        "mkdocs-htmlproofer-plugin",
        {
            "plugins": [
                OSAI,
                {"htmlproofer": {"validate_external_urls": False, "raise_error": True}},
            ]
        },
    ),
    "table-reader": ("mkdocs-table-reader-plugin", {"plugins": [OSAI, "table-reader"]}),
    "redirects": (
        "mkdocs-redirects",
        {"plugins": [OSAI, {"redirects": {"redirect_maps": {"old.md": "models/a.md"}}}]},
    ),
    "glightbox": ("mkdocs-glightbox", {"plugins": [OSAI, "glightbox"]}),
    "jupyter": ("mkdocs-jupyter", {"plugins": [OSAI, "mkdocs-jupyter"]}),
    "theme mkdocs": ("mkdocs", {"plugins": [OSAI], "theme": "mkdocs"}),
    "theme readthedocs": ("mkdocs", {"plugins": [OSAI], "theme": "readthedocs"}),
    "theme shadcn": ("mkdocs-shadcn", {"plugins": [OSAI], "theme": "shadcn"}),
    "theme terminal": ("mkdocs-terminal", {"plugins": [OSAI], "theme": "terminal"}),
}
"""Name → the package, and the settings."""

MANY: dict[str, Any] = {
    "mkdocs-alias-plugin": "alias",
    "mkdocs-autorefs": "autorefs",
    "mkdocs-badges": "badges",
    "mkdocs-breadcrumbs-plugin": "mkdocs-breadcrumbs-plugin",
    "mkdocs-callouts": "callouts",
    "mkdocs-caption": "caption",
    "mkdocs-codeinclude-plugin": "codeinclude",
    "mkdocs-enumerate-headings-plugin": "enumerate-headings",
    "mkdocs-gen-files": {"gen-files": {"scripts": ["make.py"]}},
    "mkdocs-link-marker": "link-marker",
    "mkdocs-markdownextradata-plugin": "markdownextradata",
    "mkdocs-meta-descriptions-plugin": "meta-descriptions",
    "mkdocs-nav-weight": "mkdocs-nav-weight",
    "mkdocs-open-in-new-tab": "open-in-new-tab",
    "mkdocs-panzoom-plugin": "panzoom",
    "mkdocs-roamlinks-plugin": "roamlinks",
    "mkdocs-swagger-ui-tag": "swagger-ui-tag",
    "mkdocs-video": "mkdocs-video",
}
"""Package → its entry under `plugins`; one site has them all."""

PRINTED_SOURCES = {"theme shadcn": {"index.md"}}
"""The pages whose source a theme publishes as it is."""


def needs(package: str) -> None:
    """Skip a test where a plugin is not installed, as with the lowest dependencies.

    CI runs each of these tests with the newest, in an environment that has all plugins.
    """
    try:
        version(package)
    except PackageNotFoundError:
        pytest.skip(f"{package} is not installed")


@pytest.fixture
def few(site: Site) -> Site:
    """A site in a repository with two models and a post with a day-first date."""
    for stem in "cdefg":
        (site.folder / f"models/{stem}.yaml").unlink()
    site.write("docs/index.md", PAGE)
    return site


def committed(site: Site) -> None:
    for command in (
        "git init -q",
        "git add -A",
        "git -c user.name=A -c user.email=a@b.c commit -qm x",
    ):
        subprocess.run(command.split(), cwd=site.folder, check=True)


def broken(built: Built) -> list[tuple[str, str]]:
    """The links and images of our own that lead to no file."""
    found = []
    for path in (path for path in built.files if path.endswith(".html") and path != "404.html"):
        for link in re.findall(r'(?:href|src)="([^"#?:]+)[#?"]', built.html(path)):
            ours = re.search(r"(^|/)(osai|models|evidence|database|data|badges)/", link)
            target = (built.site / path).parent / unescape(link)
            if ours and not link.startswith("/") and not target.exists():
                found.append((path, link))
    return found


def marks_left(built: Built) -> list[tuple[str, str]]:
    """The marks of ours that are for our last step only, in what is published."""
    texts = [p for p in built.files if p.endswith((".html", ".xml", ".json", ".txt", ".md"))]
    return [(path, mark) for path in texts for mark in LEAKS if mark in built.html(path)]


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

    built = few.build(strict=True)

    assert not built.stopped, [m for m in built.messages if not m.startswith("INFO")]
    assert {"models/a/index.html", "database/index.html", "osai/osai.css"} <= built.files
    assert ">2</data>" in built.html("index.html")
    assert broken(built) == []
    assert marks_left(built) == []
    assert (few.folder / "docs/blog/posts/p.md").exists() == ("blog" in settings["plugins"])


@pytest.mark.filterwarnings("ignore:warning_filter doesn't:DeprecationWarning")  # of roamlinks
def test_a_site_with_many_plugins_at_once_builds_without_a_broken_link(few: Site) -> None:
    for package in MANY:
        needs(package)
    few.configure(plugins=["search", OSAI, *MANY.values()])
    few.write("docs/other.md", "# Other\n\n## A part\n\n> [!NOTE]\n> A callout\n")
    few.write(
        "make.py",
        "import mkdocs_gen_files\n"
        "with mkdocs_gen_files.open('made.md', 'w') as file:\n"
        "    file.write('# Made\\n\\nThere are << osai.n() >> models.\\n')\n",
    )
    committed(few)

    built = few.build(strict=True)

    assert not built.stopped, [m for m in built.messages if not m.startswith("INFO")]
    assert {"models/a/index.html", "database/index.html", "osai/osai.css"} <= built.files
    assert ">2</data>" in built.html("index.html")
    assert ">2</data>" in built.html("made/index.html")
    assert broken(built) == []
    assert marks_left(built) == []


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


def test_a_post_with_a_day_first_date_is_in_the_feed_with_that_day(few: Site) -> None:
    needs("mkdocs-rss-plugin")
    few.configure(**SITES["rss"][1])
    few.write("docs/blog/index.md", "# Blog\n")
    few.write("docs/blog/posts/p.md", POST)
    committed(few)

    built = few.build(strict=True)

    assert "blog/2024/11/05/a-post/index.html" in built.files
    assert "A post" in built.html("feed_rss_created.xml")


def test_a_folder_is_a_draft_by_the_meta_plugin(few: Site) -> None:
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
    ("package", "plugin", "extensions", "page"),
    [
        (
            "mkdocstrings",
            {"mkdocstrings": {"handlers": {"python": {"paths": ["."]}}}},
            [],
            "::: module_with_a_call",
        ),
        (
            "markdown-exec",
            "markdown-exec",
            ["pymdownx.superfences"],
            '```python exec="on"\nprint("<" + "< osai.n() >" + ">")\n```',
        ),
    ],
)
def test_a_call_in_docstrings_or_output_is_reported(
    few: Site, package: str, plugin: Any, extensions: list[str], page: str
) -> None:
    needs(package)
    few.write("module_with_a_call.py", '"""There are << osai.n() >> models."""\n')
    few.write("docs/other.md", f"# Other\n\n{page}\n")
    few.configure(plugins=[{"osai": {"pages": False}}, plugin], markdown_extensions=extensions)

    stopped = few.build().stopped

    what = r"docs/other\.md:\d: '<< osai\.n\(\) >>' is not run, because another plugin"
    assert re.search(what, stopped)


TRIED_BY = {
    "mkdocs-include-markdown-plugin": test_a_call_in_an_included_file_is_run,
    "mkdocs-monorepo-plugin": test_a_mistake_in_a_site_put_together_by_monorepo_names_its_own_file,
    "markdown-exec": test_a_call_in_docstrings_or_output_is_reported,
    "mkdocstrings": test_a_call_in_docstrings_or_output_is_reported,
    "mkdocs-exclude": test_beside_macros,
    "mkdocs-minify-plugin": test_template_pages,
}
"""Package → the test, or the module of tests, that tries it; the others are in `SITES`."""


def test_the_guide_names_what_is_tried_with_the_version() -> None:
    rows = re.findall(r"^\| `([\w-]+)` \| ([\w.]+) \|", GUIDE.read_text("utf-8"), re.MULTILINE)
    table = dict(rows)

    of_sites = {package for package, _ in SITES.values()} - {"mkdocs"}
    assert {*table} == {*TRIED_BY, *MANY, *of_sites}
    for package, test in TRIED_BY.items():
        name = package.removeprefix("mkdocs-").removesuffix("-plugin")
        found = getattr(test, "pytestmark", "")
        assert f'"{name}' in f"{found} {inspect.getsource(test)}".replace("'", '"'), package
    for package, stated in table.items():
        needs(package)
        assert version(package) == stated, package
