"""What a reader's connection has to carry, beyond Material's own files."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Response

from tests.conftest import ROOT
from tests.sites import MACROS, Site

KB = 1000
FIGURES = """\
<< osai.pie('national_origins') >>

<< osai.bar('organizations', top=12) >>

<< osai.stacked('national_origins', by='regions') >>

<< osai.heatmap('national_origins') >>

<< osai.timeline() >>
"""


def packed(content: bytes) -> int:
    """How many bytes travel."""
    return len(gzip.compress(content, 6))


def own(path: str) -> bool:
    """Whether a file comes from us, and not from Material."""
    return "/assets/" not in path and "/search/" not in path


def test_the_database_with_all_it_loads_is_light(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    came: list[Response] = []

    def note(response: Response) -> None:
        came.append(response)

    page.on("response", note)
    page.goto(f"{address}database/", wait_until="networkidle")
    weights = {r.url: packed(r.body()) for r in came if own(urlsplit(r.url).path)}
    page.close()

    assert len(weights) >= 2
    assert sum(weights.values()) <= 150 * KB, weights


def test_a_post_with_five_figures_is_light(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    site = Site(tmp_path)
    plugins = [
        "search",
        {"blog": {}},
        {"macros": MACROS},
        {"osai": {"models_dir": str(ROOT / "models")}},
    ]
    site.configure(plugins=plugins)
    site.write("docs/index.md", "# Home\n")
    site.write("docs/blog/index.md", "# Posts\n")
    words = "A paragraph of some words, as posts have them, about << osai.n() >> models. " * 8
    post = f"---\ndate: 2026-01-01\n---\n\n# Post\n\n{words}\n\n{FIGURES}\n{words}\n"
    site.write("docs/blog/posts/post.md", post)

    built = site.build(strict=True)

    html = built.html("blog/2026/01/01/post/index.html")
    images = re.findall(r'<img [^>]*src="([^"#]+)#only-light"', html)
    files = re.findall(r'(?:href|src)="([^"]*osai/[^"/]*\.(?:css|js))"', html)
    assert len(images) == 5
    assert len(files) >= 1
    assert html.count('loading="lazy"') == 10
    parts = {"html": packed(html.encode())}
    for link in {*images, *files}:
        file = built.site / link.removeprefix("../../../../../")
        parts[file.name] = packed(file.read_bytes())
    assert sum(parts.values()) <= 60 * KB, parts
