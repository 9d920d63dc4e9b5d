"""Two sites to compare: one that computes what it says, and the same with all of that pasted."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from html import unescape
from itertools import product
from pathlib import Path

from benchmarks.measuring import ROOT, Run, run

POSTS = 20
FIGURES = (
    "osai.pie('national_origins', top=5{})",
    "osai.bar('organizations', top=8{})",
    "osai.bar('licenses', top=6{})",
    "osai.pie('regions'{})",
    "osai.stacked('types', by='regions'{})",
    "osai.heatmap('contributor_types', top=6{})",
    "osai.line('year', by='regions'{})",
    "osai.ranking(10{})",
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
HEAD = """\
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
"""
MACROS = """\
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
      pages: {}
      cards: {}
"""
BARE = "bare.yml"
VARIANTS = {
    "mkdocs.yml": _OURS.format("true", "false"),
    BARE: _OURS.format("false", "false"),
    "cards.yml": _OURS.format("true", "true"),
}
"""Of the site that computes: with model pages, without them, and with pages and cards."""
_PASTED = """\
markdown_extensions: [attr_list, md_in_html]
extra_css: [osai/osai.css]
extra_javascript: [{path: osai/figures.js, defer: true}]
not_in_nav: /evidence/
"""
_HOOK = '''\
"""Keeps what the macros made of each page."""
import posixpath
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

from mkdocs.plugins import event_priority
from mkdocs.utils import get_relative_url

KEPT = Path(__file__).parent / "kept"
ADDRESS = re.compile('"osai:([^"#]*)')
NUMBER = re.compile(
    '<data value="([^"]*)" data-osai-basis="([^"]*)" data-evidence="([^"]*)">([^<]*)</data>'
)


def linked(number):
    value, _, target, text = map(unescape, number.groups())
    return f'[<data value="{value}">{text}</data>]({target}){{ .osai-evidence }}'


def pasted(page, files):
    """A page of evidence, with its heading as Markdown."""
    def address(match):
        found = files.get_file_from_path(match[1])
        return f'"{get_relative_url(found.url, page.url)}'

    start, end = '<div class="osai-page"><h1 id="content">', "</h1>"
    html = ADDRESS.sub(address, page.content)
    html = html.replace(start, '<div class="osai-page" markdown>\\n\\n# ')
    return html.replace(end, "\\n\\n").removesuffix("</div>") + "\\n\\n</div>\\n"


def resolved(page):
    """The Markdown of a page; MkDocs resolves no addresses in `srcset`."""
    def address(match):
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page.file.src_uri), match[1]))
        return f'srcset="{get_relative_url(path, page.url)}"'

    return re.sub('srcset="([^"]*)"', address, NUMBER.sub(linked, page.markdown))


@event_priority(-100)
def on_env(env, *, config, files):
    for file in files:
        target = KEPT / file.src_uri
        target.parent.mkdir(parents=True, exist_ok=True)
        if file.page is not None and file.generated_by is None:
            markdown = resolved(file.page)
            head = file.content_string.split("---\\n")[1] if ".authors" not in file.src_uri else ""
            kept = "\\n".join(line for line in head.splitlines() if not line.startswith("osai:"))
            target.write_text(f"---\\n{kept}\\n---\\n\\n{markdown}", encoding="utf-8")
        elif file.src_uri.startswith("evidence/"):
            head = file.content_string.split("---\\n")[1]
            target.write_text(f"---\\n{head}---\\n\\n{pasted(file.page, files)}", encoding="utf-8")
    return env


def on_post_build(config):
    shutil.copytree(Path(config.site_dir, "osai"), KEPT / "osai", dirs_exist_ok=True)
'''
_SCROLLING = re.compile(r'<div class="osai-scroll" tabindex="0">(<table.*?</table>)</div>')
_TOOLTIP = re.compile(
    r'(?: aria-label="[^"]*")? aria-describedby="osai-[^"]*"|<span class="osai-basis".*?</span>'
)
_HEADING = re.compile(r'(?<=<h1) id="[^"]*"|(?<=<a href=")#[^"]*(?=" class="md-skip")')
_WORDS = "Some say this of open models, and others that; the index has an answer for both. "


def computed(folder: Path, models: Path, posts: int = POSTS, figures: int = 3) -> Path:
    """A site with a blog of posts, each with some figures of its own and four numbers.

    Args:
        folder: where to make it.
        models: its index, which is copied.
        posts: how many.
        figures: how many each post has.

    Returns:
        Its configuration; the other variants are beside it.
    """
    calls = [
        call.format(f", {selection}" if selection else "")
        for selection, call in product(SELECTIONS, FIGURES)
    ]
    texts = [
        a_post(
            number,
            numbers(number),
            [f"<< {call} >>" for call in calls[figures * number :][:figures]],
        )
        for number in range(posts)
    ]
    return write(folder, models, texts)


def write(folder: Path, models: Path, posts: Sequence[str]) -> Path:
    """A site with these posts, which is ours to build."""
    blog(folder, posts)
    shutil.copytree(models, folder / "models")
    for name, ours in VARIANTS.items():
        (folder / name).write_text(HEAD + MACROS + ours, encoding="utf-8")
    return folder / "mkdocs.yml"


def blog(folder: Path, posts: Sequence[str]) -> None:
    """The pages of a site."""
    posted = folder / "docs/blog/posts"
    posted.mkdir(parents=True)
    (folder / "docs/index.md").write_text("---\ntitle: Home\n---\n\n# Home\n", encoding="utf-8")
    (folder / "docs/blog/index.md").write_text("---\ntitle: Blog\n---\n\n# Blog\n", "utf-8")
    for number, text in enumerate(posts):
        (posted / f"post-{number:02}.md").write_text(text, encoding="utf-8")


def numbers(post: int) -> str:
    """A paragraph with four numbers."""
    since = 2022 + post % 4
    return (
        f"<< osai.n(since='{since}') >> models came out since {since}, "
        f"<< osai.share('national_origins', 'China', since='{since}') >> of them from China. "
        f"<< osai.n(type='image') >> make images, and "
        f"<< osai.share('academic', 'Academic') >> come from academia."
    )


def a_post(number: int, beginning: str, figures: Sequence[str]) -> str:
    """A post of some 300 words with a paragraph of numbers, and these figures."""
    date = f"2026-05-{number % 28 + 1:02}"
    head = f"---\ndate: {date}\n---\n\n# Post {number}\n\n{beginning}\n\n<!-- more -->\n"
    return "\n".join([head, *(f"{_WORDS * 6}\n\n{figure}\n" for figure in figures)])


def pasted(site: Path, folder: Path) -> Path:
    """The same site with all that is computed on it pasted, for MkDocs without the plugin.

    Args:
        site: the configuration of a site that computes, without model pages.
        folder: where to make the other.

    Returns:
        Its configuration.
    """
    hook = site.parent / "keep.py"
    hook.write_text(_HOOK, encoding="utf-8")
    keeping = site.parent / "keeping.yml"
    own = site.read_text("utf-8").replace("- osai:\n", "- osai:\n      page_rendering: theme\n")
    keeping.write_text(own + "hooks: [keep.py]\n", encoding="utf-8")
    build(keeping)
    folder.mkdir(parents=True)
    shutil.move(site.parent / "kept", folder / "docs")
    (folder / "mkdocs.yml").write_text(HEAD + MACROS + _PASTED, encoding="utf-8")
    keeping.unlink()
    hook.unlink()
    return folder / "mkdocs.yml"


def our_own(folder: Path, *, pages: bool) -> Path:
    """A copy of this project's own site, in a repository.

    Args:
        folder: where to make it.
        pages: whether it has pages of models.

    Returns:
        Its configuration.
    """
    folder.mkdir(parents=True)
    for name in ("docs", "models"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("CHANGELOG.md", "README.md"):
        shutil.copy(ROOT / name, folder / name)
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    if not pages:
        settings = settings.replace("  - osai:\n", "  - osai:\n      pages: false\n")
        settings = re.sub(r"^  - (?:Database|Data): .*\n", "", settings, flags=re.MULTILINE)
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    person = ("-c", "user.name=bench", "-c", "user.email=bench@example.org")
    for command in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "the site")):
        subprocess.run(["git", *person, *command], cwd=folder, check=True)
    return folder / "mkdocs.yml"


def build(site: Path, *, cold: bool = False) -> Run:
    """Build a site in a process of its own, as `mkdocs build` does.

    Args:
        site: its configuration.
        cold: forget first what earlier builds have kept.

    Returns:
        The seconds it took, on the clock and of the processor.

    Raises:
        RuntimeError: it cannot be built.
    """
    if cold:
        shutil.rmtree(site.parent / ".cache", ignore_errors=True)
    return run("-m", "mkdocs", "build", "-q", "--strict", "-f", site.name, cwd=site.parent)


def differences(ours: Path, theirs: Path) -> list[str]:
    """The files that differ in two sites that were built; none, if both say the same.

    The order of the map of a site, the frame in which a wide table scrolls, and the id of a heading
    make no difference, nor do entities and the space between elements.
    """
    first, second = (_contents(site.parent / "site") for site in (ours, theirs))
    return sorted(n for n in first.keys() | second.keys() if first.get(n) != second.get(n))


def _contents(site: Path) -> dict[str, object]:
    found: dict[str, object] = {}
    for path in site.rglob("*"):
        name = path.relative_to(site).as_posix()
        if path.suffix == ".html":
            html = _TOOLTIP.sub("", _SCROLLING.sub(r"\1", path.read_text("utf-8")))
            found[name] = re.sub(r">\s+<", "><", _HEADING.sub("", unescape(html)))
        elif name == "sitemap.xml":
            found[name] = sorted(path.read_text("utf-8").splitlines())
        elif path.is_file() and path.suffix != ".gz":
            found[name] = path.read_bytes()
    return found
