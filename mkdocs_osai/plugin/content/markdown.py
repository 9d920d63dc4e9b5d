"""The Markdown extension: links from the root of the site, figures in lists, evidence."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable, Iterator
from html import unescape
from itertools import count
from typing import Any
from urllib.parse import quote, unquote, urlsplit
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor
from mkdocs.structure.files import File, Files

from mkdocs_osai.sanitize import html_attribute

Unresolved = Callable[[File, str], None]
"""Called for a link from the root of the site to no file: the page's file and the link."""


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


_FIGURE = re.compile(
    r'<p>(<figure )(?:markdown="span" )?'
    r'(class="osai-figure"[^<]*+(?:<(?!/?figure\b)[^<]*+)*+</figure>)</p>'
)
"""A figure in a paragraph, where a list or an admonition puts it, which is invalid HTML."""

BASIS = "data-osai-basis"
"""The attribute with the basis of a number during rendering; no published page has it."""

_UNLINKED = re.compile(r'(<data [^<>]*?) data-evidence="[^"]*"')
"""A number where no link is allowed."""

_TABLE = re.compile(
    r'(?P<p><p>)?<table (?:markdown="span" )?'
    r'(class="osai-table"[^<]*+(?:<(?!/?table\b)[^<]*+)*+</table>)(?(p)</p>)'
)
"""A table, in a paragraph or not."""

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


_WITH_BASIS = re.compile(
    rf'<(a|data)((?: [\w-]+="[^"]*")*?) {BASIS}="([^"]*)"((?: [\w-]+="[^"]*")*)>'
    r"([^<]*(?:<(?!/?\1\b)[^<]*)*)</\1>"
)
"""A number or a claim as Markdown leaves it: element, attributes, basis, attributes, content."""


_TAG = re.compile(r"<[^>]*>")


def with_tooltips(html: str, page: str) -> str:
    """A page whose numbers, claims and terms show their basis or meaning on hover and focus.

    It is applied last, so that titles, tables of contents and the search leave out this text.

    Args:
        html: the page.
        page: its address on the site, which makes the ids unique on pages that include others.
    """
    if BASIS not in html:
        return html
    prefix = hashlib.sha256(page.encode()).hexdigest()[:6]
    numbers = count(1)

    def replacement(m: re.Match[str]) -> str:
        element, before, basis, after, content = m.groups()
        name = f"osai-{prefix}-{next(numbers)}"
        # Screen readers read it as the description of the link. Its name says what the number is,
        # because they list links by their names; but in a heading, it would be part of its name.
        text = f'<span class="osai-basis" id="{name}" aria-hidden="true">{basis}</span>'
        shown, what = unescape(_TAG.sub("", content)), unescape(basis).partition("; ")[0]
        label = html_attribute(f"{shown}: {what}")
        term = 'class="osai-term"' in before + after
        label = "" if term or _in_heading(html, m.start()) else f' aria-label="{label}"'
        attributes = f'{before}{after}{label} aria-describedby="{name}"'
        if element == "data":
            attributes = before + after
            if html.rfind("<a ", 0, m.start()) <= html.rfind("</a>", 0, m.start()):
                attributes += f' tabindex="0" aria-describedby="{name}"'
        return f"<{element}{attributes}>{text}{content}</{element}>"

    return _WITH_BASIS.sub(replacement, html)


def _in_heading(html: str, at: int) -> bool:
    return max(html.rfind(f"<h{level}", 0, at) for level in range(1, 7)) > html.rfind("</h", 0, at)


_FORM = re.compile(
    r'(?P<before><source media="[^"]*" srcset=")(?P<form>[^"]*)(?P<between>"[^<>]*>\s*<img [^<>]*?'
    r'\bsrc=")(?P<image>[^"#]*)'
)
"""The narrow form of a chart, and the address of the image after it."""


def with_forms_beside_images(html: str) -> str:
    """A page in which the narrow form of each chart has the folder of its wide form.

    MkDocs and other plugins resolve and move the addresses of images, but not those of sources.

    Example:
        >>> with_forms_beside_images('<source media="x" srcset="a-narrow.svg"><img src="../a.svg">')
        '<source media="x" srcset="../a-narrow.svg"><img src="../a.svg">'
    """
    if "<source media=" not in html:
        return html

    def beside(m: re.Match[str]) -> str:
        form = m["form"]
        if not form.startswith("data:"):
            form = posixpath.join(posixpath.dirname(m["image"]), posixpath.basename(form))
        return f"{m['before']}{form}{m['between']}{m['image']}"

    return _FORM.sub(beside, html)


class _Figures(Postprocessor):
    """Takes figures and tables out of paragraphs, and makes wide tables scroll."""

    def run(self, text: str) -> str:
        text = _FIGURE.sub(r"\1\2", with_forms_beside_images(text))
        text = text.replace('<figure markdown="span" class="osai-', '<figure class="osai-')
        text = _UNLINKED.sub(r"\1", text)
        return _TABLE.sub(r'<div class="osai-scroll" tabindex="0"><table \2</div>', text)


class _RootLinks(Treeprocessor):
    """Makes links such as `/images/x.png` relative, so that MkDocs checks them."""

    def __init__(self, md: Markdown, root: str, unresolved: Unresolved) -> None:
        super().__init__(md)
        self.root = root
        self.unresolved = unresolved

    def run(self, root: Element) -> None:
        """Resolve links, with the page and the files of the processor that MkDocs registers."""
        mkdocs: Any = next((p for p in self.md.treeprocessors if hasattr(p, "path_to_url")), None)
        if mkdocs is None:
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
