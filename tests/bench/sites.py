"""Two sites to compare: one that computes what it says, and the same with all of that pasted."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from itertools import product
from pathlib import Path

POSTS = 20
FIGURES = (
    "osai.pie('national_origins', top=5{})",
    "osai.bar('organizations', top=8{})",
    "osai.bar('licenses', top=6{})",
    "osai.pie('regions'{})",
    "osai.stacked('types', by='regions'{})",
    "osai.heatmap('contributor_types', top=6{})",
    "osai.line('year', by='regions'{})",
    "osai.ranking(most=10{})",
    "osai.bar('weights_basemodel'{})",
    "osai.pie('academic'{})",
)
SELECTIONS = (
    "",
    "latest=True",
    "performance_class='full'",
    "since='2024'",
    "until='2024'",
    "min_score=0.25",
)
_CONFIG = """\
site_name: A site to measure
site_url: https://example.org/
theme:
  name: material
  font: false
  palette:
    - scheme: default
      toggle: {icon: material/weather-night, name: dark}
    - scheme: slate
      toggle: {icon: material/weather-sunny, name: light}
plugins:
  - search
  - blog
  - macros:
      j2_variable_start_string: '<<'
      j2_variable_end_string: '>>'
      j2_block_start_string: '<%'
      j2_block_end_string: '%>'
      j2_comment_start_string: '<#'
      j2_comment_end_string: '#>'
"""
_OURS = """\
  - osai:
      pages: false
      cards: false
"""
_PASTED = """\
markdown_extensions: [attr_list, md_in_html]
extra_css: [osai/osai.css]
not_in_nav: /evidence/
"""
_HOOK = '''\
"""Keeps what the macros made of each page."""
import re
from html import unescape
from pathlib import Path

from mkdocs.plugins import event_priority

KEPT = Path(__file__).parent / "kept"
NUMBER = re.compile('<data value="([^"]*)" title="([^"]*)" data-evidence="([^"]*)">([^<]*)</data>')


def linked(number):
    value, title, target, text = map(unescape, number.groups())
    return f'[<data value="{value}">{text}</data>]({target} "{title}"){{ .osai-evidence }}'


@event_priority(-100)
def on_env(env, *, config, files):
    for file in files:
        target = KEPT / file.src_uri
        target.parent.mkdir(parents=True, exist_ok=True)
        if file.page is not None and file.generated_by is None:
            markdown = NUMBER.sub(linked, file.page.markdown)
            head = file.content_string.split("---\\n")[1] if ".authors" not in file.src_uri else ""
            kept = "\\n".join(line for line in head.splitlines() if not line.startswith("osai:"))
            target.write_text(f"---\\n{kept}\\n---\\n\\n{markdown}", encoding="utf-8")
        elif file.src_uri.startswith(("osai/", "evidence/")):
            target.write_bytes(file.content_bytes)
    return env
'''


def computed(folder: Path, models: Path, posts: int = POSTS) -> Path:
    """A site with a blog of posts, each with three figures of its own and four numbers.

    Args:
        folder: where to make it.
        models: its index.
        posts: how many.

    Returns:
        Its configuration.
    """
    folder.mkdir(parents=True)
    (folder / "models").symlink_to(models.resolve())
    (folder / "mkdocs.yml").write_text(_CONFIG + _OURS, encoding="utf-8")
    posted = folder / "docs/blog/posts"
    posted.mkdir(parents=True)
    (folder / "docs/index.md").write_text("---\ntitle: Home\n---\n\n# Home\n", encoding="utf-8")
    (folder / "docs/blog/index.md").write_text("---\ntitle: Blog\n---\n\n# Blog\n", "utf-8")
    calls = [
        call.format(f", {selection}" if selection else "")
        for selection, call in product(SELECTIONS, FIGURES)
    ]
    for number in range(posts):
        text = a_post(number, calls[3 * number : 3 * number + 3])
        (posted / f"post-{number:02}.md").write_text(text, encoding="utf-8")
    return folder / "mkdocs.yml"


def a_post(number: int, figures: list[str]) -> str:
    """A post of some 300 words with four numbers, and these figures."""
    words = "Some say this of open models, and others that; the index has an answer for both. "
    since = 2022 + number % 4
    numbers = (
        f"<< osai.n(since='{since}') >> models came out since {since}, "
        f"<< osai.share('national_origins', 'China', since='{since}') >> of them from China. "
        f"<< osai.n(type='image') >> make images, and "
        f"<< osai.share('academic', 'Academic') >> come from academia."
    )
    parts = [f"---\ndate: 2026-05-{number % 28 + 1:02}\n---\n\n# Post {number}\n\n{numbers}\n"]
    parts += [f"{words * 6}\n\n<< {figure} >>\n" for figure in figures]
    return "\n".join(parts)


def pasted(site: Path, folder: Path) -> Path:
    """The same site with all that is computed on it pasted, for MkDocs without the plugin.

    Args:
        site: the configuration of a site that computes.
        folder: where to make the other.

    Returns:
        Its configuration.
    """
    hook = site.parent / "keep.py"
    hook.write_text(_HOOK, encoding="utf-8")
    keeping = site.parent / "keeping.yml"
    keeping.write_text(site.read_text("utf-8") + "hooks: [keep.py]\n", encoding="utf-8")
    build(keeping)
    folder.mkdir(parents=True)
    shutil.move(site.parent / "kept", folder / "docs")
    (folder / "mkdocs.yml").write_text(_CONFIG + _PASTED, encoding="utf-8")
    return folder / "mkdocs.yml"


def build(site: Path) -> None:
    """Build a site in a process of its own, as `mkdocs build` does.

    Raises:
        CalledProcessError: it cannot be built.
    """
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q", "--strict", "-f", site],
        check=True,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
