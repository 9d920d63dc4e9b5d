"""A page of the theme of a site as the template of other pages."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from html.parser import HTMLParser

from mkdocs_osai.problems import OsaiError, quote
from mkdocs_osai.views.template_page import CONTENT, DEPTH, DESCRIPTION, TITLE, TemplatePage

_ROOT = "/".join([".."] * DEPTH)
_ADDRESS = re.compile(
    r"""(?P<before>\s(?:href|src|action)=)(?:"(?P<one>[^"]*)"|'(?P<two>[^']*)'|(?P<bare>[^\s"'<>`=]+))""",
    re.IGNORECASE,
)
_SCRIPT = re.compile(
    r'<script id="__config"[^<>]*+>[^<]*+|base_url = "[^"<>]*+"|new URL\("[^"<>]*+",'
)
"""The parts of scripts of Material, Zensical and MkDocs that have addresses."""
_STRING = re.compile(r'"([^"\\]*)"')
_TITLE = re.compile(r"(<title\b[^<>]*+>)([^<]*+)(</title>)", re.IGNORECASE)
_DESCRIPTION = re.compile(r'(<meta\s+name="?description"?\s+content=)"[^"]*"', re.IGNORECASE)
_TOPIC = re.compile(r'(data-md-component="header-topic">\s*<span class="md-ellipsis">)\s*(</span>)')
_SIDEBAR = re.compile(r'(<div class="md-sidebar md-sidebar--(?:primary|secondary)"[^<>]*+)>')
_SKIP = re.compile(r'\s*<a id="[^"]*" tabindex="-1"></a>')
"""The target of the link to the content, with which the content begins."""


def template_page(html: str, name: str, path: str, prefix: str, *, described: bool) -> TemplatePage:
    """The template from a page of the theme.

    Args:
        html: the page.
        name: its file, for messages.
        path: its path on the site, from which its relative addresses are.
        prefix: the path of the site on its host, such as `/` or `/index/`.
        described: whether the pages have a description of their own.

    Raises:
        OsaiError: it is not known where the content of the page is.

    Example:
        >>> html = "<title>A site</title><a href='/b/'>B</a><main><h1>404</h1></main>"
        >>> page = template_page(html, "404.html", "404.html", "/", described=False)
        >>> from mkdocs_osai.views.template_page import PageValues
        >>> page.fill(PageValues("A", "", "a/b.md", "a/b/", "a/b/index.html", "<p>…</p>"))
        '<title>A - A site</title><a href="../../b/">B</a><main><p>…</p></main>'
    """
    html = _with_content(html, name)
    html = _rooted(html, posixpath.dirname(path), prefix)
    html = _TITLE.sub(lambda m: f"{m[1]}{_titled(m[2])}{m[3]}", html, count=1)
    html = _TOPIC.sub(rf"\g<1>{TITLE}\2", html, count=1)
    html = _SIDEBAR.sub(lambda m: m[0] if " hidden" in m[1] else f"{m[1].rstrip()} hidden>", html)
    if described:
        html = _described(html)
    try:
        return TemplatePage(html)
    except ValueError as error:
        raise OsaiError(f"{quote(name)} cannot be a template: {error}", _HINT) from None


_HINT = "name another page of the theme with --template"


def _titled(site: str) -> str:
    """The title of a page, from that of the template: the name of the site, or with marks."""
    return site if TITLE in site else f"{TITLE} - {site.strip()}".removesuffix(" - ")


def _described(html: str) -> str:
    """The page with a mark for its description."""
    if DESCRIPTION in html:
        return html
    found, count = _DESCRIPTION.subn(rf'\g<1>"{DESCRIPTION}"', html, count=1)
    if count:
        return found
    return html.replace("</head>", f'<meta name="description" content="{DESCRIPTION}">\n</head>', 1)


def _with_content(html: str, name: str) -> str:
    """The page with a mark in place of its content."""
    if CONTENT in html:
        return html
    finder = _Content(html)
    span = finder.span
    if span is None:
        where = "an <article>, a <main> or an element with role=main"
        raise OsaiError(f"{quote(name)} has no content to replace: {where}", _HINT)
    start, end = span
    skip = _SKIP.match(html, start, end)
    return html[: skip.end() if skip else start] + CONTENT + html[end:]


class _Content(HTMLParser):
    """Finds the element with the content of a page.

    Attributes:
        span: where its content begins and ends; None if there is no such element.
    """

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self._starts = [0]
        for line in html.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._open: list[tuple[str, int | None, int]] = []
        self._found: dict[int, list[tuple[int, int]]] = {}
        self.feed(html)
        self.close()

    @property
    def span(self) -> tuple[int, int] | None:
        best = [spans for _, spans in sorted(self._found.items()) if len(spans) == 1]
        return best[0][0] if best else None

    def _position(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember an element that may have the content."""
        given = dict(attrs)
        rank = None
        if given.get("itemprop") == "articleBody":
            rank = 0
        elif tag == "article":
            rank = 1
        elif given.get("role") == "main":
            rank = 2
        elif tag == "main":
            rank = 3
        if rank is not None or tag in {"article", "main", "div", "section"}:
            text = self.get_starttag_text() or ""
            self._open.append((tag, rank, self._position() + len(text)))

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element of that name."""
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at][0] == tag:
                _, rank, start = self._open[at]
                del self._open[at:]
                if rank is not None:
                    self._found.setdefault(rank, []).append((start, self._position()))
                return


def _rooted(html: str, folder: str, prefix: str) -> str:
    """The page with all addresses of the site from its root, which has a mark."""

    def rooted(address: str) -> str:
        return _from_root(address, folder, prefix)

    def attribute(match: re.Match[str]) -> str:
        address = next(text for text in match.group("one", "two", "bare") if text is not None)
        moved = rooted(address)
        return match[0] if moved == address else f'{match["before"]}"{moved}"'

    def script(match: re.Match[str]) -> str:
        return _STRING.sub(lambda m: f'"{_in_script(m[1], rooted, prefix)}"', match[0])

    return _SCRIPT.sub(script, _ADDRESS.sub(attribute, html))


def _in_script(text: str, rooted: Callable[[str], str], prefix: str) -> str:
    """A string of a script, which is an address only if it looks like one."""
    bare = prefix.rstrip("/")
    if text == bare and text:
        return _ROOT
    if text.startswith(prefix) and not text.startswith("//"):
        return rooted(text).removesuffix("/") if text == prefix else rooted(text)
    if re.fullmatch(r"\.{1,2}(?:/[^\s<>]*)?", text):
        return rooted(text)
    return text


def _from_root(address: str, folder: str, prefix: str) -> str:
    """An address from the root of the site; unchanged if it leads elsewhere."""
    if not address or address.startswith(("#", "//", "?")) or re.match(r"[a-z][\w+.-]*:", address):
        return address
    if address.startswith("/"):
        if address == prefix.rstrip("/"):
            return f"{_ROOT}/"
        rest = address.removeprefix(prefix)
        return f"{_ROOT}/{rest}" if rest != address else address
    path, sign, rest = re.fullmatch(r"([^?#]*)([?#]?)(.*)", address, re.DOTALL).groups()  # type: ignore[union-attr]
    moved = posixpath.normpath(posixpath.join("/", folder, path))
    if path.endswith(("/", "/.", "..")) and moved != "/":
        moved += "/"
    return f"{_ROOT}{moved}{sign}{rest}"
