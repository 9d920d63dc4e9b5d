"""The HTML of a page of `docs/`, looked at before it is published: no call is left in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

_CODE = (
    r"<(?P<element>code|pre|script|style|kbd|samp|textarea)\b[^>]*>.*?</(?P=element)\s*>|<!--.*?-->"
)
_CALL = (
    r"(?:(?:&lt;|<){2}|\{\{)[-+]?\s{0,9}osai\s{0,9}\.\s{0,9}\w{1,60}"
    r"(?:[^\n]{0,400}?(?:(?:&gt;|>){2}|\}\}))?"
)
_ESCAPED = (
    r"&lt;(?P<tag>data|figure|table) (?:(?!&gt;).){0,4000}?(?:data-osai-basis|class=\"osai-)"
    r"(?:(?!&gt;).){0,4000}?&gt;"
)
_UNDRAWN = r"<(?:figure|table)\b[^>]*\bclass=\"osai-(?:figure|table)\"[^>]*>\s*!\["

_CANDIDATE = re.compile(f"{_CALL}|{_ESCAPED}|{_UNDRAWN}", re.DOTALL)
_FOUND = re.compile(
    f"(?P<undrawn>{_UNDRAWN})|(?P<escaped>{_ESCAPED})|(?P<code>{_CODE})|(?P<call>{_CALL})",
    re.DOTALL | re.IGNORECASE,
)
_IN_CODE = re.compile(_ESCAPED, re.DOTALL)

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
    if "osai" not in html or not _CANDIDATE.search(html):
        return html

    def replaced(match: re.Match[str]) -> str:
        if match["code"]:
            if _IN_CODE.search(match["code"]):
                report("code", "")
            return match[0]
        if match["call"]:
            return report("call", unescape(match["call"]))
        begin = match.start()
        report("code" if match["escaped"] else "html", html[begin : begin + 4_000])
        return match[0]

    return _FOUND.sub(replaced, html)
