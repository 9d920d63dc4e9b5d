"""Hints for expressions that Jinja cannot parse."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from mkdocs_osai.macros.page_number import PROPERTIES
from mkdocs_osai.problems import quote, suggestion

GENERAL = "check quotes, commas and parentheses"

_SIMILAR_CHARACTERS = {
    **dict.fromkeys("‘’‚‛′´`", "'"),  # noqa: RUF001 - these are meant, here and below
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("–—−‐‑", "-"),  # noqa: RUF001
    "\N{MULTIPLICATION SIGN}": "*",
    "÷": "/",
    "≥": ">=",
    "≤": "<=",
}
"""Typographic characters → the characters that Jinja reads."""

_OF_NUMBERS = frozenset(
    ("percentage", "pct", "decimals", "points", "words", "percent", "rounded", "number", "commas")
)
"""Filters that authors may try on a number."""


def syntax_hint(call: str, error: str, filters: Iterable[str]) -> str:
    """The hint for a call that Jinja cannot parse.

    Args:
        call: the text between the delimiters.
        error: the message of Jinja.
        filters: the names of all filters.

    Example:
        >>> syntax_hint(" osai.n(type=“text”) ", "unexpected char '“' at 12", ())
        'write " for “'
    """
    unexpected = re.match(r"unexpected char '(.+?)' at", error, re.DOTALL)
    if unexpected:
        return _for_character(
            unexpected[1].encode().decode("unicode_escape")
            if "\\" in unexpected[1]
            else unexpected[1]
        )
    unknown = re.match(r"No filter named '(\w+)'", error)
    if unknown:
        name = unknown[1]
        if name in PROPERTIES or name in _OF_NUMBERS:
            return "a number takes decimals=… in its call, .points, .percent, .words or | round"
        return suggestion(name, filters)
    stray = re.match(r"unexpected '([)\]}>])'", error)
    if stray:
        return _for_parentheses(call, stray[1])
    between = re.match(r"expected token '(.+?)', got '(.+)'", error)
    if between:
        return _between(call, *between.groups())
    return GENERAL


def _for_character(character: str) -> str:
    wide = unicodedata.normalize("NFKC", character)  # such as a parenthesis of full width
    instead = _SIMILAR_CHARACTERS.get(
        character, wide if wide.isascii() and wide != character else ""
    )
    if instead.strip():
        return f"write {instead} for {character}"
    if character in "'\"":
        return f"close the quote with another {character}"
    if not character.isprintable() or unicodedata.category(character[0]) == "Cf":
        return f"remove the invisible character U+{ord(character[0]):04X}"
    return f"remove {character}"


def _for_parentheses(call: str, stray: str) -> str:
    opening = {")": "(", "]": "[", "}": "{"}.get(stray, "(")
    if stray == ">" and call.count("(") > call.count(")"):
        return "close the parenthesis"
    if stray != ">" and call.count(stray) > call.count(opening):
        return f"there is one {stray} too many"
    return GENERAL


def _between(call: str, expected: str, got: str) -> str:
    """The hint for an unexpected token."""
    if got in (":", "=>"):
        return "an argument is written with =, such as type='text'"
    if got in (";", "."):
        return "write a comma between arguments"
    if expected == "end of print statement" and got == "string":
        return "put the arguments of a macro in parentheses"
    if got == "integer":
        return "put dates in quotes, such as since='2024-07'"
    words = re.search(rf"([A-Za-z][\w-]{{0,60}}\s{{1,9}}{re.escape(got)}\b[^'\",()=]*)", call)
    if words and expected == "," and got != "osai":
        return f"put text in quotes: {quote(words[1].strip())}"
    return f"{GENERAL}: a comma is missing before {got}" if expected == "," else GENERAL
