"""Figures in posts: on the post, in excerpts on the blog's index, archive and categories."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.sites import MACROS, Built, Site

POST = """\
---
title: With a figure
date: 2025-06-09
author: Jane
status: published
categories: [Figures]
---

# With a figure

<< osai.pie('national_origins') >>

See [home](/) and ![x](/images/x.png).

<!-- more -->

<< osai.bar('types') >>
"""


def broken(built: Built, page: str) -> list[str]:
    """Links and images of a page's article that lead to no file of the site."""
    links = re.findall(r'(?:src|href)="([^"#]*)[#"]', built.article(page))
    missing = []
    for link in links:
        if not link or "://" in link:
            continue
        target = (built.site / page).parent / unquote(link)
        if not (target.is_file() or (target / "index.html").is_file()):
            missing.append(link)
    return missing


@pytest.mark.parametrize("directories", [True, False])
def test_every_link_of_a_figure_works_wherever_the_post_is_shown(
    site: Site, *, directories: bool
) -> None:
    blog = {"blog": {"archive": True, "categories": True}}
    site.configure(
        plugins=["search", blog, {"macros": MACROS}, "osai"], use_directory_urls=directories
    )
    site.write("docs/blog/index.md", "# Blog\n")
    site.write("docs/blog/posts/2025/a-post.md", POST)
    site.write("docs/images/x.png", "not really")

    built = site.build(strict=True)

    assert not built.stopped
    showing = [
        page
        for page in sorted(built.files)
        if page.endswith(".html") and "osai-figure" in built.html(page)
    ]
    assert len(showing) == 4, "the post, the index, the archive and the category"
    for page in showing:
        assert not broken(built, page), page
        assert "pie-national_origins" in built.article(page)
    assert sum("bar-types" in built.article(page) for page in showing) == 1


def test_a_post_with_an_invalid_date_is_reported_and_left_out(site: Site) -> None:
    plugins = ["search", "blog", {"macros": MACROS}, {"osai": {"on_error": "warn"}}]
    site.configure(plugins=plugins)
    site.write("docs/blog/index.md", "# Blog\n")
    site.write("docs/blog/posts/a.md", POST.replace("2025-06-09", "one fine day"))

    built = site.build()

    message = "docs/blog/posts/a.md:3: date: 'one fine day' is not a date, and the post is left out"
    assert any(message in m for m in built.messages)
    assert not [path for path in built.files if "with-a-figure" in path]


def test_the_source_of_a_post_is_not_changed(site: Site) -> None:
    site.configure(plugins=["search", "blog", {"macros": MACROS}, "osai"])
    site.write("docs/blog/index.md", "# Blog\n")
    post: Path = site.write("docs/blog/posts/a.md", POST.replace("2025-06-09", "09-06-2025"))
    before = post.read_bytes()

    built = site.build()

    assert post.read_bytes() == before
    assert "blog/2025/06/09/with-a-figure/index.html" in built.files
