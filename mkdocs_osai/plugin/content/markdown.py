"""The Markdown extension: links from the root of the site, figures in lists, evidence.

Also the text of Markdown without its markup.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any
from urllib.parse import quote, unquote, urlsplit
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from mkdocs_osai.sanitize import strip_html
from mkdocs_osai.website.page_html import BASIS, with_blocks

Unresolved = Callable[[File, str], None]
"""Called for a link from the root of the site to no file: the page's file and the link."""


def plain_text(markdown: str) -> str:
    """What a reader sees of a paragraph of Markdown, on one line.

    Example:
        >>> plain_text("*Two* of [them](a.md){ .b }")
        'Two of them'
    """
    html = Markdown(extensions=["attr_list"]).convert(markdown)
    return " ".join(strip_html(html).split())


class SiteMarkdown(Extension):
    """The Markdown extension of the plugin.

    Args:
        root: the path of the site on its host, such as `/` or `/index/`.
        unresolved: called for links to no file.
    """

    def __init__(self, root: str, unresolved: Unresolved) -> None:
        super().__init__()
        self.root = root
        self.unresolved = unresolved

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Register the parts; links must be resolved before MkDocs checks them."""
        md.treeprocessors.register(_RootLinks(md, self.root, self.unresolved), "osai-links", 2)
        md.postprocessors.register(_Figures(md), "osai-figures", -1)
        md.inlinePatterns.register(_Evidence(_DATA, md), "osai-evidence", 95)


_DATA = (
    r'<data((?: class="[\w-]+")? value="[^"]*") data-osai-basis="([^"]*)"'
    r' data-evidence="([^"]*)">([^<]*(?:<(?!/?data\b)[^<]*)*)</data>'
)
"""A number or a claim with evidence: attributes, basis, link, text."""


class _Evidence(InlineProcessor):
    """Links numbers and claims to their evidence, except inside other links."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Markdown's name
        self, m: re.Match[str], _: str
    ) -> tuple[Element, int, int]:
        link = Element("a", {"class": "osai-evidence"})
        link.set("href", unescape(m[3]))
        link.set(BASIS, unescape(m[2]))
        number = SubElement(link, "data")
        for name, value in re.findall(r'(?<!\w)(\w+)="([^"]*)"', m[1]):
            number.set(name, value)
        number.text = m[4]
        return link, m.start(0), m.end(0)


class _Figures(Postprocessor):
    """Takes figures and tables out of paragraphs, and makes wide tables scroll."""

    def run(self, text: str) -> str:
        return with_blocks(text)


def has_root_links(page: Page | None) -> bool:
    """Whether links such as `/images/x.png` on a page lead into the site."""
    return page is not None and "author" in page.meta


class _RootLinks(Treeprocessor):
    """Makes links such as `/images/x.png` relative on pages with an author, so that they lead on.

    The authors of the index write posts so, with `author` in their front matter. Other pages may
    mean the root of the host, where a site can be in a folder.
    """

    def __init__(self, md: Markdown, root: str, unresolved: Unresolved) -> None:
        super().__init__(md)
        self.root = root
        self.unresolved = unresolved

    def run(self, root: Element) -> None:
        """Resolve links, with the page and the files of the processor that MkDocs registers."""
        mkdocs: Any = next((p for p in self.md.treeprocessors if hasattr(p, "path_to_url")), None)
        if mkdocs is None or not has_root_links(mkdocs.file.page):
            return
        for element in root.iter():
            key = {"a": "href", "img": "src"}.get(str(element.tag))
            link = element.get(key, "") if key else ""
            if key and link.startswith("/") and not link.startswith("//"):
                relative = self.relative(link, mkdocs.file, mkdocs.files)
                if relative is None:
                    self.unresolved(mkdocs.file, link)
                else:
                    element.set(key, relative)

    def relative(self, link: str, page: File, files: Files) -> str | None:
        parts = urlsplit(link)
        for path in self._paths(unquote(parts.path)):
            file = files.get_file_from_path(path)
            if file is not None:
                relative = posixpath.relpath(file.src_uri, posixpath.dirname(page.src_uri) or ".")
                return parts._replace(path=quote(relative)).geturl()
        return None

    def _paths(self, path: str) -> Iterator[str]:
        """The files that a path from the root may mean, the likeliest first."""
        paths = [path]
        if self.root != "/" and path.startswith(self.root):
            paths.append("/" + path[len(self.root) :])
        for one in paths:
            bare = posixpath.normpath(one.lstrip("/")) if one.strip("/") else ""
            stem = re.sub(r"\.html?$", "", bare)
            yield from (bare, f"{stem}.md", posixpath.join(stem, "index.md"), f"{stem}/README.md")
