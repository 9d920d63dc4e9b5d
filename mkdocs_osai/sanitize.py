"""Text in which nothing of the data steers a reader, a terminal or an editor."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

MOST_MARKS = 4
"""Marks above and below one sign; more of them would run into the lines around."""

WORD_JOINER = "\u2060"
"""A character without width, which HTML takes for text wherever it stands."""

_STEERING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C])


def calm(text: str) -> str:
    r"""A text on one line, without signs that steer its reader and with few marks upon a sign.

    Example:
        >>> calm("a\u202eb\n c")
        'ab c'
    """
    one_line = " ".join(text.translate(_STEERING).split())
    if not one_line.isprintable():
        one_line = "".join(c for c in one_line if c == " " or c.isprintable())
    return without_piles(one_line)


def reparse_safe(text: str) -> str:
    """A text that stays text when a script reads it again as HTML.

    Themes and plugins do so with what they find in attributes, and Material with a title that it
    has no room for. No escaping helps there: an attribute is unescaped when it is read. So a word
    joiner follows each `<` that would begin a tag, and each `&` that would become one.

    Example:
        >>> reparse_safe("<b> &lt;b> a < b & c") == "<\u2060b> &\u2060lt;b> a < b & c"
        True
    """
    return _BEGINS_MARKUP.sub(rf"\g<0>{WORD_JOINER}", text)


def without_piles(text: str) -> str:
    r"""A text with a few marks at most above and below a sign.

    Example:
        >>> len(without_piles("a" + 100 * "\u0301"))
        5
    """
    if text.isascii():
        return text
    signs, marks = [], 0
    for sign in text:
        marks = marks + 1 if unicodedata.category(sign) in ("Mn", "Me") else 0
        if marks <= MOST_MARKS:
            signs.append(sign)
    return "".join(signs)


_BEGINS_MARKUP = re.compile(r"<(?=[A-Za-z/!?])|&(?=#|lt|amp)", re.IGNORECASE)


def as_json(value: Mapping[str, Any], indent: int | None = 2) -> str:
    r"""Plain values as JSON, with the characters escaped that steer terminals and readers.

    Args:
        value: what to write.
        indent: how far what is within something is indented; None for all on one line.

    Raises:
        ValueError: a number of it is none that JSON has.

    Example:
        >>> print(as_json({"name": "a\u202eb"}), end="")
        {
          "name": "a\u202eb"
        }
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    return _printable(text, _escaped) + "\n"


def steerless(text: str) -> str:
    r"""A text of several lines, without the characters that steer terminals; a tab is none.

    Example:
        >>> steerless("a\x1b[2J\nb")
        'a [2J\nb'
    """
    return _printable(text, lambda c: c if c == "\t" else " ")


def _printable(text: str, instead: Callable[[str], str]) -> str:
    """A text with something else for each character but line ends that cannot be printed."""
    return "\n".join(
        line if line.isprintable() else "".join(c if c.isprintable() else instead(c) for c in line)
        for line in text.split("\n")
    )


def _escaped(c: str) -> str:
    pairs = c.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{pairs[i : i + 2].hex()}" for i in range(0, len(pairs), 2))
