"""The HTML of a page of `docs/`, looked at before it is published: no call is left in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from html import unescape
from typing import NamedTuple

from mkdocs_osai.sanitize import html_text, strip_html

_OTHERS = (
    r"<(?P<element>code|pre|script|style|kbd|samp|textarea)\b[^<>]*+>|(?P<comment><!--)"
    r"|(?P<undrawn></figcaption>(?:<picture><source [^<>]*+>)?!\[)"
    r"|(?P<changed></figcaption>\s*+(?:<span [^<>]*+>)?<picture><source [^<>]*+>\s*+"
    r"<(?!img\b|a\b|/source>))"
    r"| data-osai-basis=\"[^\"]*+\""  # the name of a model in it may look like a call
    r"|&lt;(?:data|figure|table) (?P<escaped>[^&]*+(?:&(?![lg]t;)[^&]*+)*+)&gt;"
)
_RENDERED = re.compile(r"data-osai-basis|class=\"osai-")
_LONGEST_CALL = 400
_TEXT = frozenset(("script", "style", "textarea"))
"""The elements that show no code, and hold text only."""


Report = Callable[[str, str], str]
"""(kind of the problem, the text) → the HTML to show instead.

The kind is `call` for a call that did not run, `code` for what a call rendered in a block of code,
`html` for a chart in an element whose content Markdown does not read, and `changed` for a chart
whose image another plugin has put into an element.
"""


Delimiters = tuple[str, str]
"""What begins and ends a template, such as `<<` and `>>`."""

DEFAULT: Delimiters = ("<<", ">>")


def without_calls(
    html: str, report: Report, delimiters: Delimiters = DEFAULT, on_purpose: str = ""
) -> str:
    """The HTML of a page without calls that did not run, and without what is left of charts.

    Args:
        html: the content of the page.
        delimiters: those of the site; calls in `<< … >>` are found too.
        report: reports each, and returns what to show instead.
        on_purpose: text whose calls are shown on purpose.

    Example:
        >>> without_calls("<p>&lt;&lt; osai.n() &gt;&gt;</p>", lambda kind, text: f"{kind}: {text}")
        '<p>call: << osai.n() >></p>'
        >>> without_calls("<code>&lt;&lt; osai.n() &gt;&gt;</code>", lambda kind, text: "")
        '<code>&lt;&lt; osai.n() &gt;&gt;</code>'
    """
    if "osai" not in html:
        return html
    patterns = _patterns(delimiters)
    shown = frozenset(
        _letters(on_purpose[call.start() : _end_of_call(on_purpose, call.end(), patterns)])
        for call in patterns.call.finditer(on_purpose)
    )
    pieces, end = [], 0
    while found := patterns.found.search(html, end):
        pieces.append(html[end : found.start()])
        begin, end = found.start(), found.end()
        if found["element"]:
            end = _end_of(html, f"</{found['element']}\\s*>", end)
            code = (
                _RENDERED.search(one["escaped"] or "")
                for one in patterns.found.finditer(html, begin, end)
            )
            if any(code):
                report("code", "")
            if found["element"].lower() in _TEXT:
                pieces.append(_without_calls_in_text(html[begin:end], report, patterns))
                continue
        elif found["comment"]:
            end = _end_of(html, "-->", end)
        elif found["call"]:
            end = _end_of_call(html, end, patterns)
            call = unescape(html[begin:end])
            pieces.append(html[begin:end] if _letters(call) in shown else report("call", call))
            continue
        elif found["changed"]:
            report("changed", html[begin : begin + 4_000])
        elif found["undrawn"] or _RENDERED.search(found["escaped"] or ""):
            report("code" if found["escaped"] else "html", html[begin : begin + 4_000])
        pieces.append(html[begin:end])
    return "".join((*pieces, html[end:]))


class _Patterns(NamedTuple):
    """What is looked for on a page, a call in it, and the end of a call."""

    found: re.Pattern[str]
    call: re.Pattern[str]
    call_end: re.Pattern[str]


@cache
def _patterns(delimiters: Delimiters) -> _Patterns:
    begins, ends = ("|".join(map(_in_html, pair)) for pair in zip(DEFAULT, delimiters, strict=True))
    call = rf"(?P<call>(?:{begins})[-+]?\s{{0,9}}osai\s{{0,9}}\.\s{{0,9}}\w{{1,60}})"
    found = re.compile(f"{_OTHERS}|{call}", re.IGNORECASE)
    return _Patterns(found, re.compile(call, re.IGNORECASE), re.compile(ends))


def _without_calls_in_text(html: str, report: Report, patterns: _Patterns) -> str:
    """An element that holds text only, without the calls in it."""
    pieces, end = [], 0
    while call := patterns.call.search(html, end):
        pieces.append(html[end : call.start()])
        end = _end_of_call(html, call.end(), patterns)
        pieces.append(strip_html(report("call", unescape(html[call.start() : end]))))
    return "".join((*pieces, html[end:]))


def _end_of_call(html: str, begun: int, patterns: _Patterns) -> int:
    """Where a call ends, if it does in its line."""
    last = html.find("\n", begun, begun + _LONGEST_CALL)
    limit = begun + _LONGEST_CALL if last < 0 else last
    closing = patterns.call_end.search(html, begun, limit)
    return closing.end() if closing else begun


def _letters(call: str) -> str:
    """What identifies a call whose quotes and spaces an extension may have changed."""
    return re.sub(r"\W+", "", call)


def _in_html(text: str) -> str:
    """The pattern of a text whose characters may be escaped."""
    return "".join(f"(?:{re.escape(html_text(one))}|{re.escape(one)})" for one in text)


def _end_of(html: str, closing: str, start: int) -> int:
    """Where an element or a comment ends; the end of the page if it is not closed."""
    found = re.compile(closing, re.IGNORECASE).search(html, start)
    return found.end() if found else len(html)
