"""What is done to the HTML of a page that Markdown has rendered: figures, numbers, links."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from html import unescape
from itertools import count
from urllib.parse import unquote

from mkdocs_osai.sanitize import html_attribute, html_text
from mkdocs_osai.views.urls import CHANGES, SCHEME, link

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


def with_blocks(html: str) -> str:
    """The content of a page with figures and tables out of paragraphs, and tables that scroll."""
    html = _FIGURE.sub(r"\1\2", with_forms_beside_images(html))
    html = html.replace('<figure markdown="span" class="osai-', '<figure class="osai-')
    html = _UNLINKED.sub(r"\1", html)
    return _TABLE.sub(r'<div class="osai-scroll" tabindex="0"><table \2</div>', html)


_FORM = re.compile(
    r'(<source (?:[^<>]*?\s)?srcset=")(?:[^"]*/)?(osai/figures/)([^"/]+)(-narrow\.svg'
    r'"[^<>]*>(?:</source>)?\s*<img (?:[^<>]*?\s)?src=")((?:[^"#?]*/)?)(?=\2\3\.svg["#?])'
)
"""The address of the narrow form of a chart, and the folder of the wide form after it."""


def with_forms_beside_images(html: str) -> str:
    """A page in which the narrow form of each chart has the folder of its wide form.

    MkDocs and other plugins resolve and move the addresses of images, but not those of sources.

    Example:
        >>> with_forms_beside_images(
        ...     '<source srcset="osai/figures/a-narrow.svg"><img src="../osai/figures/a.svg">'
        ... )
        '<source srcset="../osai/figures/a-narrow.svg"><img src="../osai/figures/a.svg">'
    """
    return _FORM.sub(r"\1\5\2\3\4\5", html) if "-narrow.svg" in html else html


_WITH_BASIS = re.compile(
    rf'<(a|data)((?: [\w-]+="[^"]*")*?) {BASIS}="([^"]*)"((?: [\w-]+="[^"]*")*)>'
    r"([^<]*(?:<(?!/?\1\b)[^<]*)*)</\1>"
)
"""A number or a claim as Markdown leaves it: element, attributes, basis, attributes, content."""


_TAG = re.compile(r"<[^<>]*>")


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


# Material treats a link whose rel is only "alternate" as another language of the site.
_FEED = (
    '<link rel="alternate feed" type="application/atom+xml" title="Changes of the index" '
    f'href="{link(CHANGES)}">\n'
)
_LINK = re.compile(rf'="{SCHEME}([^"#?]*+)([^"]*+)"')
_ATTRIBUTES = ("href", "src", "srcset", "action")


def with_feed(html: str) -> str:
    """A page with a link to the feed of changes in its head."""
    return html.replace("</head>", f"{_FEED}</head>", 1)


def root_of(url: str) -> str:
    """The relative address of the root of a site, from the address of a page.

    Example:
        >>> root_of("models/a/"), root_of("index.html")
        ('../..', '.')
    """
    return "/".join([".."] * url.removeprefix("./").count("/")) or "."


def with_links(
    html: str, url: str, address: Callable[[str], str | None], root: str | None = None
) -> str:
    """A page whose links to sources of the site are relative addresses.

    Args:
        html: the page.
        url: its address from the root of the site.
        address: returns the address of a source from the root of the site, or None.
        root: the address of the root; relative to the page by default.
    """
    if SCHEME not in html:
        return html
    root, folder = root_of(url) if root is None else root, url.rpartition("/")[0] + "/"

    def resolved(match: re.Match[str]) -> str:
        if not html.endswith(_ATTRIBUTES, 0, match.start()):
            return match[0]
        found = address(unquote(match[1]))
        if found is None:
            target = "#"
        elif len(folder) > 1 and found.startswith(folder) and found != folder:
            target = html_text(found.removeprefix(folder))
        else:
            target = html_text(f"{root}/{found}")
        return f'="{target}{match[2]}"'

    return _LINK.sub(resolved, html)
