"""The banner that `mkdocs serve` shows on pages that are computed from files with errors."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mkdocs.structure.pages import Page

from mkdocs_osai.history import IndexVersions
from mkdocs_osai.problems import Level, OsaiError, Problem
from mkdocs_osai.sanitize import escape_markdown

MOST = 5
"""How many errors are listed; `osai check` lists all."""

_TOPS = [*map(re.compile, (r"<article\b[^>]*>", r"<main\b[^>]*>", r"<body\b[^>]*>"))]
"""The elements that can hold the content of a page; the first that a page has is used."""


class Banners:
    """Adds a banner to each page that is computed from files with errors.

    Args:
        serving: whether this is `mkdocs serve`; published pages have no banner.
        own: the index of the site.

    Attributes:
        pages: the source of each page that is computed from an index as it is → that index.
    """

    def __init__(self, serving: bool, own: IndexVersions) -> None:  # noqa: FBT001 - as the build has it
        self.serving = serving
        self.own = own
        self.pages: dict[str, IndexVersions] = {}

    def show(self, page: Page) -> None:
        """Add the banner above the content of a page, before its theme is applied."""
        if self.serving:
            parts = [page, *getattr(page, "posts", ())]  # the index of a blog has parts of posts
            versions = (self.pages.get(getattr(part, "file", page.file).src_uri) for part in parts)
            problems = next(filter(None, map(_errors, versions)), [])
            page.content = banner(problems) + (page.content or "")

    def above(self, source: str) -> str:
        """The banner of one page, by its source; empty if it has none."""
        return banner(_errors(self.pages.get(source))) if self.serving else ""

    def show_missing(self, html: str) -> str:
        """Add the banner to the 404 page: a model with an error may have no page."""
        missing = banner(_errors(self.own), "A page may be missing") if self.serving else ""
        return on_top(html, missing)


def banner(problems: Sequence[Problem], what: str = "The numbers on this page may be wrong") -> str:
    """The errors as HTML, with the data escaped; empty if there are none.

    Args:
        problems: the errors of the files.
        what: what they lead to.

    Example:
        >>> banner([])
        ''
        >>> print(banner([Problem("a", 7, "not YAML", "fix it")]).splitlines()[3])
        <li><code>a:7</code> not YAML&#59; fix it</li>
    """
    if not problems:
        return ""
    count = len(problems)
    why = f"the index has {count:,} mistakes" if count > 1 else "a file of the index has a mistake"
    items = [_item(problem) for problem in problems[:MOST]]
    if count > MOST:
        items.append(f"<li>and {count - MOST:,} more; <code>osai check</code> lists all</li>")
    them = "them" if count > 1 else "it"
    lines = (
        '<div class="osai-banner" role="alert">',
        f"<p><strong>{what}: {why}.</strong></p>",
        "<ul>",
        *items,
        "</ul>",
        f"<p>Fix {them}, and this message disappears. Only <code>mkdocs serve</code> shows it.</p>",
        "</div>",
    )
    return "\n".join(lines)


def on_top(html: str, banner: str) -> str:
    """The HTML of a page with a banner above its content.

    Example:
        >>> on_top("<body class='x'><main>404</main></body>", "<p>!</p>")
        "<body class='x'><main><p>!</p>404</main></body>"
    """
    top = next(filter(None, (pattern.search(html) for pattern in _TOPS)), None)
    return html if top is None else f"{html[: top.end()]}{banner}{html[top.end() :]}"


def _errors(versions: IndexVersions | None) -> list[Problem]:
    try:
        problems = versions.present.problems if versions else ()
    except OsaiError:
        return []  # there is no index: each call on a page reports it
    return [problem for problem in problems if problem.level is Level.ERROR]


def _item(problem: Problem) -> str:
    path, _, rest = str(problem).partition(f":{problem.line}: ")
    return f"<li><code>{escape_markdown(path)}:{problem.line}</code> {escape_markdown(rest)}</li>"
