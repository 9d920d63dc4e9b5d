"""Pages as the plugin `rss` must read them: it converts their Markdown without our extensions."""

from __future__ import annotations

import re
from collections.abc import Callable

from mkdocs_osai.sanitize import escape_markdown

_BYLINE = re.compile(r"^<span class=\"osai-byline\">[^\n]*+\n*", re.MULTILINE)
_AS_OF = re.compile(r"^<span class=\"osai-as-of\">[^\n]*+\n*", re.MULTILINE)
_FIGURE = re.compile(
    r'<figure markdown="span" class="osai-figure"[^<]*+(?:<(?!/?figure\b)[^<]*+)*+</figure>'
)
_IMAGE = re.compile(r"(!\[[^\[\]]*+\])\(([^\s()#]*+)")
_TABLE = re.compile(
    r'<table markdown="span"(?P<table> class="osai-table"[^<]*+(?:<(?!/?table\b)[^<]*+)*+</table>)'
)
_LINK = re.compile(r"\[([^\n\[\]]*+)\]\(osai:[^()\s]*+\)")
_MARKED_LINK = re.compile(r"<a\b[^<>]*+>([^<]*+(?:<(?!/?a\b)[^<]*+)*+)</a>")
_IN_DATABASE = re.compile(r' · <a href="osai:database[^<>]*+>[^<]*+</a>')
_OURS = re.compile(r'^<a (?:class="osai-|href="osai:)')
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
        for block in (_AS_OF, _FIGURE, _TABLE):
            markdown = block.sub("", markdown)
        markdown = _SIGN.sub(lambda sign: _SIGNS[sign[0]], markdown)
    markdown = _FIGURE.sub(lambda figure: _image(figure[0], address), markdown)
    markdown = _TABLE.sub(r"<table\g<table>", markdown)
    markdown = _IN_DATABASE.sub("", markdown)
    markdown = _MARKED_LINK.sub(lambda m: m[1] if _OURS.search(m[0]) else m[0], markdown)
    return _NUMBER.sub(r"\1", _LINK.sub(r"\1", markdown))


def _image(figure: str, address: Callable[[str], str]) -> str:
    """The image of a figure, and its caption."""
    caption = figure.partition("<figcaption>")[2].partition("</figcaption>")[0]
    image = _IMAGE.search(figure)
    return f"{image[1]}({address(image[2])}) {caption}" if image else ""


def feed_html(html: str) -> str:
    """The content of a page for a feed that shows all of it, without our marks.

    Example:
        >>> feed_html('<data value="2" data-osai-basis="2 of 4">2</data>')
        '<data value="2">2</data>'
    """
    return _ATTRIBUTE.sub("", html)
