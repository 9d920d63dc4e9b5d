"""The markup of calls that is left in a page where it is not replaced before it is published."""

from __future__ import annotations

import re
from collections.abc import Callable

_MARKUP = re.compile(
    r"data-osai-(?:basis|evidence|model)\s*=|data-evidence\s*=|osaireference\d"
    r"|(?:href\s*=\s*(?:[\"']|&quot;)?|\]\()osai:[\w%]"
    r"|<data value=\"[^\"]*\" [a-z]+-[a-z]+-[a-z]+=\"[^\"]*&#\d",  # with letters replaced
    re.IGNORECASE,
)
_OURS = re.compile(
    r"<data(?: (?:class|lang|value)=\"[^\"]*\")* data-osai-basis=\"[^\"]*\""
    r"(?: data-evidence=\"[^\"]*\")?>"
    r"|<(?:a|span)(?: [a-z-]+=\"[^\"]*\")*(?: href=\"osai:[^\"]*\"| data-osai-basis=\"[^\"]*\")"
    r"(?: [a-z-]+=\"[^\"]*\")*\s*/?>"
)
"""A tag of ours, as macros write it and Markdown leaves it."""

_OPEN = re.compile(r"<[A-Za-z][^<>]*\Z")
"""A tag that is not closed, before another one: the other is in an attribute."""

_ELEMENTS = re.compile(
    r"<(?P<element>script|style|textarea|option|title)\b[^<>]*+>(?:(?!</(?P=element)).)*+",
    re.IGNORECASE | re.DOTALL,
)
"""The elements that hold text only."""


Report = Callable[[str, str], str]
"""(kind of the problem, the text around it) → the HTML to show instead.

The kind is `code` for markup that is shown as text, and `markup` for any other.
"""


def without_internal_markup(html: str, report: Report) -> str:
    """The HTML of a page without markup of ours that would be published as it is.

    Args:
        html: the content of the page, before links to pages from data are resolved.
        report: reports it, and returns what to show instead.

    Example:
        >>> without_internal_markup('<A HREF="OSAI:MODELS/A.MD">A</A>', lambda kind, text: "—")
        '—A</A>'
    """
    if not _MARKUP.search(html):
        return html
    raw = [found.span() for found in _ELEMENTS.finditer(html)]
    pieces, end = list[str](), 0
    for found in _MARKUP.finditer(html):
        if found.start() < end:
            continue
        start = html.rfind("<", end, found.start() + 1)
        in_tag = start >= 0 and html.find(">", start, found.start()) < 0
        is_open = in_tag and _OPEN.search(html, max(start - 2_000, end), start) is not None
        in_raw = any(first < found.start() < last for first, last in raw)
        ours = _OURS.match(html, start) if in_tag and not is_open and not in_raw else None
        if ours is not None and ours.end() > found.start():
            pieces.append(html[end : ours.end()])
            end = ours.end()
            continue
        start = start if in_tag else found.start()
        closing = html.find(">", found.end()) + 1 if in_tag else found.end()
        mark = report("markup" if in_tag else "code", html[max(start - 200, 0) : closing + 200])
        pieces += [html[end:start], "" if is_open or in_raw else mark]
        end = closing or found.end()
    return "".join([*pieces, html[end:]])
