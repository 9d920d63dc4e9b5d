"""What a call gives where a page can only have plain text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MethodType
from typing import TYPE_CHECKING

from mkdocs_osai.macros.evidence import IN_PAGE
from mkdocs_osai.macros.inline_html import exact
from mkdocs_osai.macros.page_number import Missing, PageNumber
from mkdocs_osai.macros.statements import of_number
from mkdocs_osai.sanitize import (
    EscapedText,
    css_text,
    escape_markdown,
    html_text,
    script_string,
    script_text,
    strip_html,
    url_part,
)
from mkdocs_osai.stats import Quantity
from mkdocs_osai.stats.format_specs import IN_PERCENT

if TYPE_CHECKING:
    from mkdocs_osai.macros.page_context import PageContext

FILTER = "osai_plain"
"""The name of the filter that makes a value plain text."""

_BLOCK = re.compile(r"<(?:figure|table|div|ul|ol|dl|section|details)\b[^<>]*\bosai-")
_INLINE = re.compile(
    rf"<data\b[^<>]* (?:data-osai-basis|{IN_PAGE})=|\bclass=\"osai-|\]\(osai:|osaireference"
)
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")
_REFERENCE = re.compile(r"(osaireference\d+)osai")

_PLACES = {
    "text": "in an attribute, an alt text or the like",
    "exact": "in an attribute",
    "url": "in an address",
    "word": "in an id or a class",
    "script": "in a script",
    "string": "in a script",
    "style": "in a style",
    "handler": "in an attribute",
    "quoted": "in an attribute",
    "link": "in the text of a link",
}
"""Place → how a message calls it."""


def plain_filter(page: Callable[[], PageContext]) -> Callable[[object, str], object]:
    """The filter that calls pass in places for plain text; other values stay as they are.

    Args:
        page: returns the page that is being rendered.
    """

    def as_plain(value: object, place: str) -> object:
        if isinstance(value, MethodType) and getattr(value, "is_macro", False):
            value = value()  # << osai.n >> for << osai.n() >>
        if isinstance(value, Quantity):
            return value if place == "link" else _number(value, place, page())
        if isinstance(value, Missing) and place != "link":
            value = f'<b class="osai-problem">{value}</b>'
        if not isinstance(value, str):
            return value
        if _BLOCK.search(value):
            what = f"a chart or a table is {_PLACES[place]}"
            hint = "write its call on a line of its own; only numbers and names can be there"
            return _placed(strip_html(page().complain(what, hint)), place)
        if not (isinstance(value, EscapedText) or _INLINE.search(value)):
            return value
        return _without_links(value) if place == "link" else _placed(_plain(value), place)

    return as_plain


def _plain(value: str) -> str:
    return value.raw if isinstance(value, EscapedText) else strip_html(_without_links(value))


def _without_links(value: str) -> str:
    return _REFERENCE.sub(r"\1plain", _LINK.sub(r"\1", value))


def _number(number: Quantity, place: str, page: PageContext) -> str:
    """A number in a place; one within bounds cannot be a number of a script."""
    number = number.plain if isinstance(number, PageNumber) else number
    page.note("number", lambda: of_number(number))
    for_programs = exact(number)
    if place in ("text", "string", "quoted"):
        return _placed(str(number), place)
    if place in ("url", "word"):
        return _placed(for_programs, place)
    if ".." in for_programs or not for_programs:
        what = f"{number} is {_PLACES[place]}, where only one number can be"
        return _placed(
            strip_html(page.complain(what, "write .certain or .possible after the call")), place
        )
    percent = place == "style" and number.kind in IN_PERCENT
    return f"{round(float(for_programs) * 100, 6):g}%" if percent else for_programs


def _placed(text: str, place: str) -> str:
    """A plain text, escaped for its place."""
    return _ESCAPED.get(place, escape_markdown)(text)


_ESCAPED: Mapping[str, Callable[[str], str]] = {
    "script": script_string,
    "string": script_text,
    "handler": lambda text: html_text(script_string(text)),
    "quoted": script_text,
    "style": css_text,
    "url": url_part,
    "word": lambda text: re.sub(r"[^\w-]+", "-", text),
}
