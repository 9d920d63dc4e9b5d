"""Text that other programs read, in which nothing of the data steers a terminal or an editor."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any


def as_json(value: Mapping[str, Any]) -> str:
    r"""Plain values as JSON, with the characters escaped that steer terminals and readers.

    Raises:
        ValueError: a number of it is none that JSON has.

    Example:
        >>> print(as_json({"name": "a\u202eb"}), end="")
        {
          "name": "a\u202eb"
        }
    """
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    return _printable(text, _escaped) + "\n"


def steerless(text: str) -> str:
    r"""A text of several lines, without the characters that steer terminals.

    Example:
        >>> steerless("a\x1b[2J\nb")
        'a [2J\nb'
    """
    return _printable(text, lambda _: " ")


def _printable(text: str, instead: Callable[[str], str]) -> str:
    """A text with something else for each character but line ends that cannot be printed."""
    return "\n".join(
        line if line.isprintable() else "".join(c if c.isprintable() else instead(c) for c in line)
        for line in text.split("\n")
    )


def _escaped(c: str) -> str:
    pairs = c.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{pairs[i : i + 2].hex()}" for i in range(0, len(pairs), 2))
