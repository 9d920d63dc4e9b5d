"""Calls in wrong delimiters, which look like templates to an author."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from mkdocs_osai.macros.templates.code_regions import Region, code_regions

_OPENINGS = r"\{\{|\{%|\[\[|\(\(|<\s{1,9}<|<|＜{1,9}|«|‹|《|⟪|⟨|\$\{|\{"  # noqa: RUF001 - these are meant
_CALL = re.compile(
    rf"(?<![\\<{{\[(])(?P<opening>{_OPENINGS})(?!<)(?P<lead>[-+=]?\s{{0,9}}(?:(?:el)?if\s|not\s|"
    r"for\s{1,9}\w{1,60}\s{1,9}in\s|set\s{1,9}\w{1,60}\s{0,9}=)?[\s(]{0,40})osai\s{0,9}\.\s{0,9}"
    r"(?P<macro>[A-Za-z_]\w{0,60})\s{0,9}(?P<call>\(?)"
)
_RAW = re.compile(r"<(/?)(pre|code|script|style|kbd|samp)\b", re.IGNORECASE)
"""The start or end of an HTML element with code."""

_CLOSING = re.compile(r"[^\S\n]*(?:%\}|[>\]})»›》⟫⟩＞]{1,3}|>\s+>)")  # noqa: RUF001 - these are meant
_LIST = re.compile(r"\s*(?:[-*+]|\d+[.)]|!!!|\?\?\?|===|\[\^)")
"""The start of a line below which indented text is not code."""


@dataclass(frozen=True)
class Lookalike:
    """A call in delimiters that do not work.

    Attributes:
        start, stop: its position.
        call: the call without delimiters.
        is_tag: whether it is in a tag such as `{% if … %}`.
    """

    start: int
    stop: int
    call: str
    is_tag: bool


def lookalikes(
    markdown: str, macros: Collection[str], used: Collection[str] = ()
) -> Iterator[Lookalike]:
    """The calls of `osai` in other delimiters, outside of code.

    Args:
        markdown: the page.
        macros: the names of our macros.
        used: the delimiters that begin templates on the site.

    Example:
        >>> [found.call for found in lookalikes("There are [[ osai.n() ]].", ["n"])]
        ['osai.n()']
    """
    if "osai" not in markdown:
        return
    code = [*code_regions(markdown), *_raw_regions(markdown)]
    position = 0
    while match := _CALL.search(markdown, position):
        position = match.end()
        if match["opening"] in used:
            continue
        known = match["macro"] in macros
        sure = known or bool(match["call"])
        if match["opening"] not in ("{{", "{%"):
            sure = known and bool(match["call"])
        if not sure or _in(code, match.start()) or indented(markdown, match.start()):
            continue
        call = markdown.index("osai", match.start("lead"))
        stop = _end_of_call(markdown, match)
        text = " ".join(markdown[call:stop].split())
        if match["opening"] == "{%":
            end = markdown.find("%}", stop, stop + 200)
            stop = stop if end < 0 else end
        closing = _CLOSING.match(markdown, stop)
        position = closing.end() if closing else stop
        yield Lookalike(match.start(), position, text, match["opening"] == "{%")


def _raw_regions(markdown: str) -> Iterator[Region]:
    """The (start, end) of HTML elements with code."""
    marks = [(match.start(), match[1], match[2].lower()) for match in _RAW.finditer(markdown)]
    ends: dict[str, list[int]] = {}
    for place, slash, name in marks:
        if slash:
            ends.setdefault(name, []).append(place)
    position = 0
    for place, slash, name in marks:
        of_kind = ends.get(name, [])
        following = bisect_left(of_kind, place)
        if place >= position and not slash and following < len(of_kind):
            position = of_kind[following]
            yield place, position


def _in(regions: Collection[Region], place: int) -> bool:
    return any(start <= place < end for start, end in regions)


def _end_of_call(markdown: str, match: re.Match[str]) -> int:
    """The end of the parentheses of a call; the end of its name if they are not closed."""
    if not match["call"]:
        return match.end("macro")
    depth = 0
    for place in range(match.end() - 1, min(match.end() + 400, len(markdown))):
        depth += {"(": 1, ")": -1}.get(markdown[place], 0)
        if not depth:
            return place + 1
    return match.end()


def indented(markdown: str, place: int) -> bool:
    r"""Whether a position is in an indented code block, and not in an item of a list.

    Example:
        >>> indented("Text:\n\n    code", 12), indented("- item\n\n    text", 13)
        (True, False)
    """
    lines = markdown[:place].split("\n")
    line_end = markdown.find("\n", place)
    lines[-1] = markdown[markdown.rfind("\n", 0, place) + 1 : None if line_end < 0 else line_end]
    if not lines[-1].startswith(("    ", "\t")):
        return False
    for line in reversed(lines[:-1]):
        if line.strip() and not line.startswith(("    ", "\t")):
            return not _LIST.match(line)
    return True
