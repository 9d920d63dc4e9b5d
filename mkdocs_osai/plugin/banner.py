"""What an author who is looking sees on each page that is counted from files with mistakes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mkdocs.structure.pages import Page

from mkdocs_osai.history import IndexVersions
from mkdocs_osai.problems import Level, OsaiError, Problem
from mkdocs_osai.sanitize import escape_markdown

MOST = 5
"""How many mistakes are listed; `osai check` lists all."""

_TOPS = [*map(re.compile, (r"<article\b[^>]*>", r"<main\b[^>]*>", r"<body\b[^>]*>"))]
"""Where a whole page begins to say something: the first that is there."""


class Banners:
    """Puts a banner on each page that is counted from files with mistakes, for an author to see.

    Args:
        serving: whether an author is looking; readers see no banner.
        own: the index of the site.

    Attributes:
        counting: the source of each page that is counted from an index as it is, with that index.
    """

    def __init__(self, serving: bool, own: IndexVersions) -> None:  # noqa: FBT001 - as the build has it
        self.serving = serving
        self.own = own
        self.counting: dict[str, IndexVersions] = {}

    def show(self, page: Page) -> None:
        """Put it above what a page says, when its theme is about to take that in."""
        if self.serving:
            parts = [page, *getattr(page, "posts", ())]  # the index of a blog holds parts of posts
            counted = (
                self.counting.get(getattr(part, "file", page.file).src_uri) for part in parts
            )
            found = next(filter(None, map(_mistakes, counted)), [])
            page.content = banner(found) + (page.content or "")

    def show_missing(self, html: str) -> str:
        """Put it on the page for what is not there: a model with a mistake has no page."""
        missing = banner(_mistakes(self.own), "A page may be missing") if self.serving else ""
        return on_top(html, missing)


def banner(found: Sequence[Problem], what: str = "The numbers on this page may be wrong") -> str:
    """The mistakes as HTML in which nothing of the data is markup; empty for none.

    Args:
        found: what is wrong with the files.
        what: what follows from it.

    Example:
        >>> banner([])
        ''
        >>> print(banner([Problem("a", 7, "not YAML", "fix it")]).splitlines()[3])
        <li><code>a:7</code> not YAML&#59; fix it</li>
    """
    if not found:
        return ""
    one = len(found) == 1
    why = "a file of the index has a mistake" if one else f"the index has {len(found):,} mistakes"
    items = [_item(problem) for problem in found[:MOST]]
    if len(found) > MOST:
        items.append(f"<li>and {len(found) - MOST:,} more; <code>osai check</code> lists all</li>")
    them = "it" if one else "them"
    lines = (
        '<div class="osai-banner" role="alert">',
        f"<p><strong>{what}: {why}.</strong></p>",
        "<ul>",
        *items,
        "</ul>",
        f"<p>Correct {them}, and this message goes. Only <code>mkdocs serve</code> shows it.</p>",
        "</div>",
    )
    return "\n".join(lines)


def on_top(html: str, banner: str) -> str:
    """A whole page with a banner above what it says.

    Example:
        >>> on_top("<body class='x'><main>404</main></body>", "<p>!</p>")
        "<body class='x'><main><p>!</p>404</main></body>"
    """
    found = next(filter(None, (top.search(html) for top in _TOPS)), None)
    return html if found is None else f"{html[: found.end()]}{banner}{html[found.end() :]}"


def _mistakes(versions: IndexVersions | None) -> list[Problem]:
    """What makes the numbers of an index wrong."""
    try:
        problems = versions.present.problems if versions else ()
    except OsaiError:
        return []  # there is no index: each call on a page says so
    return [problem for problem in problems if problem.level is Level.ERROR]


def _item(problem: Problem) -> str:
    path, _, rest = str(problem).partition(f":{problem.line}: ")
    return f"<li><code>{escape_markdown(path)}:{problem.line}</code> {escape_markdown(rest)}</li>"
