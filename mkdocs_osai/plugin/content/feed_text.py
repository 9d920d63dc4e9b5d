"""Pages as the plugin `rss` must read them: it converts their Markdown without our extensions."""

from __future__ import annotations

import re
from collections.abc import Callable

from mkdocs_osai.plugin.content.rendered import BLOCK
from mkdocs_osai.sanitize import escape_markdown

_BYLINE = re.compile(r"^<span class=\"osai-byline\">[^\n]*+\n*", re.MULTILINE)
_AS_OF = re.compile(r"^<span class=\"osai-as-of\">[^\n]*+\n*", re.MULTILINE)
_IMAGE = re.compile(r"(!\[[^\[\]]*+\])\(([^\s()#]*+)")
_LINK = re.compile(r"\[([^\n\[\]]*+)\]\(osai:[^()\s]*+\)")
_HTML_LINK = re.compile(
    r'<a (?:class="osai-|href="osai:)[^<>]*+>([^<]*+(?:<(?!/?a\b)[^<]*+)*+)</a>'
)
_IN_DATABASE = re.compile(r' · <a href="osai:database[^<>]*+>[^<]*+</a>')
_NUMBER = re.compile(
    r'<data\b[^<>]*? (?:class="osai-|data-osai-basis=)[^<>]*+>'
    r"([^<]*+(?:<(?!/?data\b)[^<]*+)*+)</data>"
)
_ATTRIBUTE = re.compile(r' data-(?:osai-basis|evidence)="[^"<>]*+"')
_SIGNS = {escape_markdown(sign): sign for sign in "%,-./:;"}
"""Escaped signs, which a feed could cut in two, and which are harmless as they are."""

_SIGN = re.compile("|".join(map(re.escape, _SIGNS)))


def feed_markdown(markdown: str, address: Callable[[str], str], *, cut: bool) -> str:
    r"""The Markdown of a page for a feed, in which our calls have printed plain text.

    Args:
        markdown: the page.
        address: returns the address on the web from that of an image on the page.
        cut: whether the feed shows only some characters of it: then charts, tables and the line
            with the day of the index are left out.

    Example:
        >>> feed_markdown("[A&#46;b](osai:models/a.md) of 2", str, cut=True)
        'A.b of 2'
    """
    markdown = _BYLINE.sub("", markdown)
    if cut:
        markdown = _SIGN.sub(lambda sign: _SIGNS[sign[0]], _AS_OF.sub("", markdown))
    markdown = BLOCK.sub(lambda block: "" if cut else _block(block, address), markdown)
    markdown = _HTML_LINK.sub(r"\1", _IN_DATABASE.sub("", markdown))
    return _NUMBER.sub(r"\1", _LINK.sub(r"\1", markdown))


def _block(block: re.Match[str], address: Callable[[str], str]) -> str:
    """A table as HTML, or the image of a chart with its caption."""
    if block["kind"] == "table":
        return block[0].replace(' markdown="span"', "", 1)
    caption = block[0].partition("<figcaption>")[2].partition("</figcaption>")[0]
    image = _IMAGE.search(block[0])
    return f"{image[1]}({address(image[2])}) {caption}" if image else ""


def feed_html(html: str) -> str:
    """The content of a page for a feed that shows all of it, without our marks.

    Example:
        >>> feed_html('<data value="2" data-osai-basis="2 of 4">2</data>')
        '<data value="2">2</data>'
    """
    return _ATTRIBUTE.sub("", html)
