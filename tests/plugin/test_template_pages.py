"""Generated pages are what the theme would make of each, whatever the site has turned on."""

from __future__ import annotations

import json
import re
import subprocess
from html import unescape
from typing import Any

import pytest

from mkdocs_osai.plugin.content.theme_renderer import absolute_links
from tests import sites
from tests.sites import MACROS, Built, Site

POST = """\
---
title: A post
---
# A post

<< osai.share('national_origins', 'China') >> of << osai.n() >>;
<< osai.claim('most', osai.share('national_origins', 'China')) >>.

[Model A](models/a.md#criteria) and << osai.model('b') >>.

<< osai.pie('national_origins') >>
"""

HOSTILE = "A & \"B\" <script>alert(1)</script> 'C' {{ config }} </title> \\ %s $& \\1"


@pytest.fixture
def full(site: Site) -> Site:
    """A site with a post, evidence, a hostile name and a redirect."""
    site.write("docs/index.md", POST)
    hostile = sites.a_file(HOSTILE, origin="China", contributor="Academic (University)")
    site.write("models/h.yaml", hostile)
    return site


def both(site: Site, **settings: Any) -> tuple[Built, Built]:
    """The site with template pages, and with all pages rendered by the theme."""
    built = []
    for rendering in ("theme", "auto"):
        plugins = [
            {"osai": {"page_rendering": rendering}} if one == "osai" else one
            for one in settings.get("plugins", ["search", {"macros": MACROS}, "osai"])
        ]
        site.configure(**{**settings, "plugins": plugins})
        result = site.build()
        assert not result.stopped, result.stopped
        copy = site.folder / rendering
        result.site.rename(copy)
        built.append(Built(copy, result.messages, result.stopped))
    return built[1], built[0]


def same(auto: Built, theme: Built) -> int:
    """Compare all files but the search; returns how many are pages."""
    assert auto.files == theme.files
    pages = 0
    for path in sorted(auto.files):
        if path.startswith("search/") or path.endswith(".gz"):
            continue
        one, other = (
            re.sub(rb"\d\d:\d\d:\d\d", b"", (built.site / path).read_bytes())  # now
            for built in (auto, theme)
        )
        if path.endswith(".html"):
            url = path.removesuffix("index.html") if path.endswith("/index.html") else path
            assert absolute_links(one.decode(), url) == absolute_links(other.decode(), url), path
            pages += 1
        else:
            assert one == other, path
    return pages


def not_one_by_one(built: Built) -> bool:
    return not any("the theme renders each" in message for message in built.messages)


OVERRIDE = """\
{% extends "base.html" %}
{% block extrahead %}
{% if page %}
<meta name="of" content="{{ page.title }} {{ page.url }} {{ page.canonical_url }}">
<meta name="source" content="{{ page.file.src_uri }} {{ page.file.dest_uri }}">
<script>const about = {{ {"a": page.title, "b": page.meta.description or ""} | tojson }};</script>
{% endif %}
{% endblock %}
"""

MINIFY = {"minify": {"minify_html": True}}

SITES: dict[str, dict[str, Any]] = {
    "material": {},
    "material, not directories": {"use_directory_urls": False},
    "material, a repository": {
        "repo_url": "https://github.com/a/b",
        "edit_uri": "edit/main/docs/",
        "theme": {"name": "material", "features": ["navigation.tabs", "navigation.path"]},
    },
    "without an address": {"site_url": ""},
    "mkdocs": {"theme": {"name": "mkdocs"}},
    "mkdocs, not directories": {"theme": {"name": "mkdocs"}, "use_directory_urls": False},
    "readthedocs": {"theme": {"name": "readthedocs"}},
    "readthedocs, not directories": {"theme": "readthedocs", "use_directory_urls": False},
    "minify": {
        "plugins": ["search", {"macros": MACROS}, "osai", {"minify": {"minify_html": True}}]
    },
    "minify first": {"plugins": [MINIFY, "search", {"macros": MACROS}, "osai"]},
    "privacy": {"plugins": ["search", {"macros": MACROS}, "osai", {"privacy": {"links": True}}]},
    "a model in the navigation": {
        "nav": [{"Home": "index.md"}, {"A": "models/a.md"}, {"Of A": "models/b.md"}]
    },
}


@pytest.mark.parametrize("name", SITES)
def test_the_pages_are_those_that_the_theme_makes(full: Site, name: str) -> None:
    auto, theme = both(full, **SITES[name])

    assert same(auto, theme) > 40
    assert not_one_by_one(auto)
    assert not any("mark" in path for path in auto.files)


def test_what_an_override_makes_of_a_page_is_right_on_each(full: Site) -> None:
    full.write("overrides/main.html", OVERRIDE)
    auto, theme = both(full, theme={"name": "material", "custom_dir": "overrides"})

    same(auto, theme)
    assert not_one_by_one(auto)
    page = auto.html("models/a/index.html")
    assert 'content="Model A models/a/ https://example.org/sub/models/a/"' in page
    assert 'content="models/a.md models/a/index.html"' in page


@pytest.mark.parametrize(
    "markup",
    [
        "{{ page.content | length }}",
        "{{ page.title | upper }}",
        "{{ page.url | length }}",
        "{{ 'special' if '&' in page.title }}",
    ],
)
def test_a_theme_that_looks_at_each_page_renders_each(full: Site, markup: str) -> None:
    meta = "{% if page %}<meta content='" + markup + "'>{% endif %}"
    block = "{% block extrahead %}" + meta + "{% endblock %}"
    full.write("overrides/main.html", '{% extends "base.html" %}\n' + block)
    auto, theme = both(full, theme={"name": "material", "custom_dir": "overrides"})

    same(auto, theme)
    assert not not_one_by_one(auto), "and says so"


def test_git_dates_are_right_on_each_page(full: Site) -> None:
    plugins: list[Any] = ["search", {"macros": MACROS}, "osai"]
    plugins.append({"git-revision-date-localized": {"enable_creation_date": True}})
    for command in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "all")):
        options = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        subprocess.run(["git", *options, *command], cwd=full.folder, check=True)
    auto, theme = both(full, plugins=plugins)

    assert same(auto, theme) > 40


def entries(built: Built) -> list[dict[str, str]]:
    docs: list[dict[str, str]] = json.loads(built.html("search/search_index.json"))["docs"]
    return docs


LEFT_OUT = (
    *("#openness", "#criteria", "#definitions", "#use", "#cite", "#elsewhere", "#beside"),
    *("#others", "#side", "#open", "#families"),
)
"""The headings of parts that say the same on each page, or the same as another part.

The criteria are searched where they have notes; here they have addresses only.
"""


def test_the_search_finds_the_same_parts_of_pages(full: Site) -> None:
    auto, theme = both(full)
    found = {one["location"]: one for one in entries(auto)}
    before = {one["location"]: one for one in entries(theme)}
    glossary = auto.html("database/glossary/index.html")

    terms = {place for place in found if place.startswith("database/glossary/#")} - before.keys()
    assert all(f'id="{place.partition("#")[2]}"' in glossary for place in terms)
    whole = ("data/", "database/glossary/")
    expected = {p for p in before if p.startswith(whole) or not p.endswith(LEFT_OUT)}
    lists = {f"database/glossary/#{part}" for part in ("criteria", "dimensions")}
    assert found.keys() - terms == expected - lists
    for place in expected & found.keys():
        assert found[place]["title"] == before[place]["title"], place
        if place.startswith(("models/", "database/")) and place != "database/":
            text = "Region: National origin models " + before[place]["text"]
            own = {*re.findall(r"\w+", unescape(found[place]["text"]))}
            missing = {word for word in own if word not in unescape(text)}
            assert not missing, place


def test_the_search_of_mkdocs_finds_each_page(full: Site) -> None:
    auto, theme = both(full, theme={"name": "mkdocs"})
    found = {one["location"] for one in entries(auto)}
    before = {one["location"] for one in entries(theme)}

    assert {place for place in before if "#" not in place and "evidence" not in place} <= found
    [model] = [one for one in entries(auto) if one["location"] == "models/h/"]
    assert "<script" not in model["title"] + model["text"]
    assert "China" in model["text"]


def test_a_link_to_an_anchor_of_a_generated_page_is_checked(full: Site) -> None:
    full.write("docs/index.md", "[yes](models/a.md#criteria) [no](models/a.md#nothing)\n")
    full.configure(validation={"links": {"anchors": "warn"}})
    [message] = [m for m in full.build().messages if m.startswith("WARNING")]

    assert "models/a.md#nothing" in message
    assert "criteria" not in message


def test_the_sitemap_lists_all_pages(full: Site) -> None:
    auto, theme = both(full)

    assert auto.html("sitemap.xml") == theme.html("sitemap.xml")
    assert auto.html("sitemap.xml").count("<url>") > 40


def test_no_mark_is_published(full: Site) -> None:
    full.configure()
    built = full.build()
    for path in built.files:
        assert b"osaititlemark" not in (built.site / path).read_bytes()
        assert b"osaifoldermark" not in (built.site / path).read_bytes()
