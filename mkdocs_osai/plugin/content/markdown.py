"""The Markdown extension: figures in lists, evidence.

Also the text of Markdown without its markup.
"""

from __future__ import annotations

import re
from html import unescape
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.postprocessors import Postprocessor

from mkdocs_osai.sanitize import strip_html
from mkdocs_osai.website.page_html import BASIS, with_blocks


def plain_text(markdown: str) -> str:
    """What a reader sees of a paragraph of Markdown, on one line.

    Example:
        >>> plain_text("*Two* of [them](a.md){ .b }")
        'Two of them'
    """
    html = Markdown(extensions=["attr_list"]).convert(markdown)
    return " ".join(strip_html(html).split())


class SiteMarkdown(Extension):
    """The Markdown extension of the plugin."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Register the parts."""
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
