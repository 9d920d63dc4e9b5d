"""Text of any origin as Markdown and HTML that show it as it is."""

from __future__ import annotations

import re
import unicodedata
from html import escape
from typing import Self
from urllib.parse import quote

from markupsafe import Markup

from mkdocs_osai.sanitize import WORD_JOINER, calm, reparse_safe
from mkdocs_osai.views.links import leads_somewhere

MOST_IN_HEAD = 420
"""Characters of a text in the head of a page; no site shows more of what an image says."""


def escape_markdown(text: str) -> str:
    """A text that stays text wherever it stands on a page: in prose, a table, a link, an attribute.

    Every ASCII sign becomes an HTML entity, so that neither Markdown nor HTML nor a template sees
    it; line breaks become spaces, control characters and direction overrides go. It stays text
    where a script reads it again as HTML.

    Example:
        >>> inert("a < b & [x](y)")
        'a &#60; b &#38; &#91;x&#93;&#40;y&#41;'
    """
    return reparse_safe(calm(as_written(text))).translate(_ENTITIES)


def as_written(text: str) -> str:
    """A text as the index has it, be it one that prints as text on a page or not."""
    return text.raw if isinstance(text, EscapedText) else text


class EscapedText(str):
    """A text of the index in a page: it prints as text, and compares as it is written.

    Example:
        >>> name = Inert("Black & White")
        >>> f"{name}", name == "Black & White"
        ('Black &#38; White', True)
    """

    __slots__ = ("raw",)

    raw: str

    def __new__(cls, raw: str) -> Self:
        """Make it from the text as it is written."""
        made = super().__new__(cls, escape_markdown(raw))
        made.raw = raw
        return made

    def __eq__(self, other: object) -> bool:
        return self.raw == (other.raw if isinstance(other, EscapedText) else other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self.raw)


def web_address(url: str) -> str:
    """A web address that can stand as the target of a Markdown link.

    Returns:
        The address with the signs that Markdown or HTML reads percent-encoded; `#` if it leads
        nowhere.

    Example:
        >>> web_address("https://a.org/x) [y](javascript:z")
        'https://a.org/x%29%20%5By%5D%28javascript:z'
    """
    if not leads_somewhere(url):
        return "#"
    return quote(url, safe="/:?#@!&+,;=%~-._", errors="replace")


def plain(html: object) -> str:
    """HTML, such as MkDocs keeps titles in, as plain text on one line.

    Example:
        >>> plain("A &amp; <b>B</b>")
        'A & B'
    """
    text = Markup(str(html or "")).striptags()  # noqa: S704 - it comes out as plain text
    return text.replace(WORD_JOINER, "")


def for_head(text: str) -> str:
    """A text of any origin as the head of a page says it, escaped: short, on one line.

    Example:
        >>> for_head('"A" & \u202eB'), len(for_head("words " * 100))
        ('&quot;A&quot; &amp; B', 420)
    """
    one_line = calm(as_written(text))
    if len(one_line) > MOST_IN_HEAD:
        one_line = f"{one_line[: MOST_IN_HEAD - 1]}…"
    return escape(reparse_safe(one_line))


def slug(text: str) -> str:
    """A text as part of a file's name: a to z, digits, `_` and `-`, 48 of them at most.

    Example:
        >>> slug("Côte d'Ivoire/..")
        'cote-d-ivoire'
    """
    plain = unicodedata.normalize("NFKD", text[:400]).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9_]+", "-", plain)[:48].strip("-")


_ENTITIES = {n: f"&#{n};" for n in range(128) if chr(n) != " " and not chr(n).isalnum()}
