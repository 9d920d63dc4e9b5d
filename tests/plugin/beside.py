"""Sites with the plugins and themes that people have, and what must hold on each of them."""

from __future__ import annotations

import re
import subprocess
import sys
from html import unescape
from importlib.metadata import PackageNotFoundError, entry_points, version
from pathlib import Path
from typing import Any

import pytest

from tests.sites import Built, Site

LANGUAGES = [
    {"locale": "en", "default": True, "name": "English", "build": True},
    {"locale": "fr", "name": "Français", "build": True},
]
PAGE = """\
# Home

There are << osai.n() >> models, among them << osai.model('a') >>.

<< osai.pie('national_origins') >>

[A](models/a.md) and [its criteria](database/glossary.md#criteria)
"""
POST = """\
---
date: 05-11-2024
author: Ada
---
# A post

<< osai.n() >> models, among them << osai.model('a') >>.

<< osai.bar('types', id='types') >>

<< osai.table('types') >>

<!-- more -->

<< osai.bar('types') >>
"""
LEAKS = re.compile(
    r"osai:(?:models|database|data|badges)/|data-(?:osai-basis|evidence)"
    r"|markdown=\\*(?:\"|&#34;|&quot;)span|\{ ?(?:download|width=)"
)
"""What is for our last step only, as HTML and as text of a feed."""
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
    "git-revision-date-localized, first": (
        "mkdocs-git-revision-date-localized-plugin",
        {"plugins": [{"git-revision-date-localized": {}}, "blog", OSAI]},
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
    "to-pdf": ("mkdocs-to-pdf", {"plugins": [OSAI, "to-pdf"]}),
    "encryptcontent": (
        "mkdocs-encryptcontent-plugin",
        {"plugins": ["search", OSAI, "encryptcontent"]},
    ),
    "glightbox": ("mkdocs-glightbox", {"plugins": [OSAI, "glightbox"]}),
    "jupyter": ("mkdocs-jupyter", {"plugins": [OSAI, "mkdocs-jupyter"]}),
    "theme mkdocs": ("mkdocs", {"plugins": [OSAI], "theme": "mkdocs"}),
    "theme readthedocs": ("mkdocs", {"plugins": [OSAI], "theme": "readthedocs"}),
    "theme shadcn": ("mkdocs-shadcn", {"plugins": [OSAI], "theme": "shadcn"}),
    "theme terminal": ("mkdocs-terminal", {"plugins": [OSAI], "theme": "terminal"}),
}
"""Name → the package, and the settings."""

MANY: dict[str, dict[str, Any]] = {
    "one": {
        "mkdocs-alias-plugin": "alias",
        "mkdocs-autolinks-plugin": "autolinks",
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
    },
    "another": {
        "mkdocs-awesome-pages-plugin": "awesome-pages",
        "mkdocs-add-number-plugin": "add-number",
        "mkdocs-blogging-plugin": "blogging",
        "mkdocs-coverage": "coverage",
        "mkdocs-document-dates": "document-dates",
        "mkdocs-drawio": "drawio",
        "mkdocs-exclude-search": {"exclude-search": {"exclude": ["other.md"]}},
        "mkdocs-ezglossary-plugin": "ezglossary",
        "mkdocs-git-authors-plugin": {"git-authors": {"strict": False}},
        "mkdocs-glossary": "glossary",
        "mkdocs-kroki-plugin": "kroki",
        "mkdocs-meta-manager": "meta-manager",
        "mkdocs-minify-html-plugin": "minify_html",
    },
}
"""Packages → their entries under `plugins`; one site has all of the same group.

Those of the second are listed before `macros` and `osai`; `awesome-pages` must be, and the first.
"""

MATERIAL: dict[str, dict[str, Any]] = {
    "blog": {"plugins": ["search", "blog", OSAI]},
    "group": {"plugins": [{"group": {"enabled": True, "plugins": ["search", OSAI]}}]},
    "meta": {"plugins": ["search", "meta", OSAI]},
    "offline": {"plugins": ["search", "offline", OSAI]},
    "optimize": {"plugins": ["search", OSAI, {"optimize": {"optimize_png": False}}]},
    "privacy": {"plugins": ["search", {"privacy": {"assets": False}}, OSAI]},
    "projects": {"plugins": ["search", OSAI, "projects"]},
    "search": {"plugins": [{"search": {"lang": ["en", "nl"]}}, OSAI]},
    "social": {"plugins": ["search", "osai", "social"]},
    "tags": {"plugins": ["search", "tags", OSAI]},
    "typeset": {"plugins": ["search", "typeset", OSAI]},
}
"""A plugin of Material → the settings of a site with it."""

PRINTED_SOURCES = {"theme shadcn": {"index.md"}}
"""The pages whose source a theme publishes as it is."""


def needs(package: str, plugin: str = "") -> None:
    """Skip a test where a plugin is not installed, as with the lowest dependencies.

    The environment of `make test` has all plugins: there the test fails.
    """
    try:
        version(package)
    except PackageNotFoundError:
        _skip(f"{package} is not installed")
    if plugin and plugin not in entry_points(group="mkdocs.plugins").names:
        _skip(f"this {package} has no plugin {plugin}")


def _skip(why: str) -> None:
    if Path(sys.prefix).name == ".venv":
        pytest.fail(f"{why}; remove .venv, and run make test again")
    pytest.skip(why)


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
        for link in re.findall(r'(?:href|src|srcset)="([^"#?:]+)[#?"]', built.html(path)):
            ours = re.search(r"(^|/)(osai|models|evidence|database|data|badges)/", link)
            target = (built.site / path).parent / unescape(link)
            if ours and not link.startswith("/") and not target.exists():
                found.append((path, link))
    return found


def marks_left(built: Built) -> list[tuple[str, str]]:
    """The marks of ours that are for our last step only, in what is published."""
    texts = [p for p in built.files if p.endswith((".html", ".xml", ".json", ".txt", ".md"))]
    return [(path, mark) for path in texts for mark in LEAKS.findall(built.html(path))]


def changed_figures(built: Built) -> list[str]:
    """The pages on which the image of a figure is not directly in its `<picture>`.

    A browser shows the narrow form of a chart only there.
    """
    picture = re.compile(
        r"<picture>\s*<source [^<>]*\bmedia=[^<>]*>(?:</source>)?\s*<img [^<>]*>\s*</picture>"
    )
    pages = [path for path in built.files if path.endswith(".html")]
    return [
        path
        for path in pages
        if "osai/figures/" not in path
        and built.html(path).count("<picture>") != len(picture.findall(built.html(path)))
    ]
