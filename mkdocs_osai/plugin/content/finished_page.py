"""The HTML of a page of `docs/`, looked at before it is published: no call is left in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

_FOUND = re.compile(
    r"<(?P<element>code|pre|script|style|kbd|samp|textarea)\b[^<>]*+>|(?P<comment><!--)"
    r"|(?P<undrawn></figcaption>!\[)"
    r"|&lt;(?:data|figure|table) (?P<escaped>[^&]*+(?:&(?![lg]t;)[^&]*+)*+)&gt;"
    r"|(?P<call>(?:(?:&lt;|<){2}|\{\{)[-+]?\s{0,9}osai\s{0,9}\.\s{0,9}\w{1,60})",
    re.IGNORECASE,
)
_OURS = re.compile(r"data-osai-basis|class=\"osai-")
_CALL_END = re.compile(r"(?:&gt;|>){2}|\}\}")
_LONGEST_CALL = 400

Report = Callable[[str, str], str]
"""(kind of the problem, the text) → the HTML to show instead.

The kind is `call` for a call that did not run, `code` for what a call rendered in a block of code,
and `html` for a chart in an element whose content Markdown does not read.
"""


def without_calls(html: str, report: Report) -> str:
    """The HTML of a page without calls that did not run, and without what is left of charts.

    Args:
        html: the content of the page.
        report: reports each, and returns what to show instead.

    Example:
        >>> without_calls("<p>&lt;&lt; osai.n() &gt;&gt;</p>", lambda kind, text: f"{kind}: {text}")
        '<p>call: << osai.n() >></p>'
        >>> without_calls("<code>&lt;&lt; osai.n() &gt;&gt;</code>", lambda kind, text: "")
        '<code>&lt;&lt; osai.n() &gt;&gt;</code>'
    """
    if "osai" not in html:
        return html
    pieces, end = [], 0
    while found := _FOUND.search(html, end):
        pieces.append(html[end : found.start()])
        begin, end = found.start(), found.end()
        if found["element"]:
            end = _end_of(html, f"</{found['element']}\\s*>", end)
            code = (_OURS.search(one["escaped"] or "") for one in _FOUND.finditer(html, begin, end))
            if any(code):
                report("code", "")
        elif found["comment"]:
            end = _end_of(html, "-->", end)
        elif found["call"]:
            last = html.find("\n", end, end + _LONGEST_CALL)
            closing = _CALL_END.search(html, end, end + _LONGEST_CALL if last < 0 else last)
            end = closing.end() if closing else end
            pieces.append(report("call", unescape(html[begin:end])))
            continue
        elif found["undrawn"] or _OURS.search(found["escaped"] or ""):
            report("code" if found["escaped"] else "html", html[begin : begin + 4_000])
        pieces.append(html[begin:end])
    return "".join((*pieces, html[end:]))


def _end_of(html: str, closing: str, start: int) -> int:
    """Where an element or a comment ends; the end of the page if it is not closed."""
    found = re.compile(closing, re.IGNORECASE).search(html, start)
    return found.end() if found else len(html)
