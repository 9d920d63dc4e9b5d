"""Pages made from a template page: one that the theme has rendered with marks in place of data.

The theme and the plugins of a site render one page of each kind. All other pages of that kind are
made from its HTML by substitution.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

TITLE = "osaititlemark"
DESCRIPTION = "osaidescriptionmark"
CONTENT = "<h1>osaicontentmark</h1>"
"""It is a heading, because a theme adds the title to a page without one."""

DEPTH = 9
"""How deep in the site a template page is; no other page is that deep."""

FOLDER = "/".join(["osaifoldermark"] * (DEPTH - 1))
"""The folder of a template page, for a site whose addresses end with `/`."""

_NAME = "osaipagemark"
_ROOT = "/".join([".."] * DEPTH)

_MARKS = re.compile(
    "|".join(
        [
            re.escape(CONTENT),
            TITLE,
            DESCRIPTION,
            rf"(?:osaifoldermark/){{{DEPTH - 1},{DEPTH}}}{_NAME}(?:\.html|\.md|/index\.html|/)",
            rf"{re.escape(_ROOT)}/?",
        ]
    )
)
_LEFT = re.compile("osai(?:title|description|content|folder|page)mark", re.IGNORECASE)
_SCRIPT = re.compile(r"<(/?)script\b", re.IGNORECASE)


@dataclass(frozen=True)
class PageValues:
    """What differs between the pages of a kind.

    Attributes:
        title: the title, escaped for HTML.
        description: the description, escaped for HTML.
        source: the source of the page on the site.
        url: its address on the site.
        file: the path of its file on the site.
        content: its content as HTML.
    """

    title: str
    description: str
    source: str
    url: str
    file: str
    content: str


def template_source(*, directory_urls: bool) -> str:
    """The source of a template page, so that its address has `DEPTH` folders.

    Example:
        >>> template_source(directory_urls=True).count("/")
        8
    """
    folder = FOLDER if directory_urls else f"{FOLDER}/osaifoldermark"
    return f"{folder}/{_NAME}.md"


class TemplatePage:
    """The HTML of a template page.

    Args:
        html: the page as the theme and the plugins have rendered it.

    Raises:
        ValueError: the page lacks its content, or holds a mark that cannot be replaced, because a
            theme or a plugin has changed it.

    Example:
        >>> page = TemplatePage(f"<title>{TITLE}</title><a href='{_ROOT}/'>Home</a>{CONTENT}")
        >>> values = PageValues("A &amp; B", "", "a/b.md", "a/b/", "a/b/index.html", "<p>…</p>")
        >>> page.fill(values)
        "<title>A &amp; B</title><a href='../../'>Home</a><p>…</p>"
    """

    def __init__(self, html: str) -> None:
        marks = [*_MARKS.finditer(html)]
        bounds = [0, *(at for mark in marks for at in mark.span()), len(html)]
        literals = [html[start:end] for start, end in [*pairwise(bounds)][::2]]
        if any(_LEFT.search(text) for text in literals):
            raise ValueError("a mark of the template page was changed")
        if sum(mark[0] == CONTENT for mark in marks) != 1:
            raise ValueError("the template page must have its content once")
        self._literals = literals
        self._marks = [_replacement(mark[0], _in_script(html, mark.start())) for mark in marks]

    def fill(self, values: PageValues) -> str:
        """The HTML of a page."""
        parts = [self._literals[0]]
        for mark, literal in zip(self._marks, self._literals[1:], strict=True):
            parts += mark(values), literal
        return "".join(parts)


def _replacement(mark: str, in_script: bool) -> Callable[[PageValues], str]:  # noqa: FBT001
    """What replaces a mark, by its destination."""
    if mark in (TITLE, DESCRIPTION):
        value = attrgetter("title" if mark == TITLE else "description")
        return (lambda page: _json_in_html(value(page))) if in_script else value
    if mark.startswith(".."):
        slash = mark[len(_ROOT) :]
        return lambda page: "/".join([".."] * page.file.count("/") or ["."]) + slash
    if mark == CONTENT:
        return attrgetter("content")
    ending = next(ending for ending in _ADDRESSES if mark.endswith(ending))
    return attrgetter(_ADDRESSES[ending])


_ADDRESSES = {".md": "source", "index.html": "file", ".html": "url", "/": "url"}
"""How the address of a template page ends → the value that replaces it."""


def _in_script(html: str, position: int) -> bool:
    """Whether a position is in a script."""
    last = None
    for last in _SCRIPT.finditer(html, 0, position):  # noqa: B007 - the last one counts
        pass
    return last is not None and not last[1]


def _json_in_html(text: str) -> str:
    """A text inside a JSON string in a script, as Jinja's `tojson` writes it."""
    escaped = json.dumps(text)[1:-1]
    for character in "<>&'":
        escaped = escaped.replace(character, f"\\u{ord(character):04x}")
    return escaped
