"""The places of a page where a call can only give plain text: attributes, scripts, alt texts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Literal

from mkdocs_osai.macros.templates.code_regions import Region, code_regions

Place = Literal[
    "text", "exact", "url", "word", "script", "string", "style", "quoted", "handler", "link"
]
"""What a call gives in a place.

`text` is the text that readers would see; `exact` is a number for programs, without commas and
signs; `url` is part of an address; `word` is part of an id or a class; `script` is JavaScript or
JSON, and `string` a string in it; `handler` and `quoted` are the same in an attribute; `style` is
CSS; `link` is the text of a link in Markdown, where a number has no evidence and a name no link.
"""

CALL, BLOCK = "\ue0ff", "\ue0fe"
"""The characters that stand for those of calls and blocks in a text that is looked at."""

_QUOTED = r"\"[^\"]{0,4000}+\"|'[^']{0,4000}+'"
_TAG = re.compile(
    rf"<(?P<name>[A-Za-z][\w:.-]*+)(?P<attributes>(?:[\s/](?:{_QUOTED}|[^\"'<>])*+)?)>"
)
_KEY = r"[^\s=<>\"'/{}]"
_ATTRIBUTE = re.compile(
    rf"(?<!{_KEY})(?P<key>{_KEY}++)\s*+=\s*+(?P<value>{_QUOTED}|[^\s\"'<>{{}}]++)"
)
_RAW = (
    *("script", "style", "textarea", "title", "option", "svg"),
    *("math", "iframe", "select", "xmp", "a"),
)
_CLOSING = re.compile(rf"</({'|'.join(_RAW)})\s*>", re.IGNORECASE)
"""The end of an element whose content Markdown leaves as it is, or may not hold a link."""

_ADDRESSES = frozenset(
    ("href", "src", "srcset", "action", "formaction", "cite", "data", "poster", "ping")
)
_NUMBERS = frozenset(
    ("value", "max", "min", "low", "high", "optimum", "width", "height", "step", "start", "size")
)
_WORDS = frozenset(("id", "class", "for", "name", "headers", "list", "aria-labelledby", "key"))
_LIST = re.compile(
    r"\{(?::|[ ]*+(?=[#.][\w" + CALL + r"-]|[\w:-]++[ ]*+=))(?P<attributes>[^{}\n]*+)\}"
)
"""An attribute list, such as `{: title="…" }` and `{ #id }`."""

_WORD = re.compile(rf"[#.][\w{CALL}-]+")
_INNER = r"[^\[\]]*+(?:\[[^\[\]]*+\][^\[\]]*+)*+"
_LINK = re.compile(
    rf"(?P<image>!?)\[(?P<label>{_INNER})\](?:\(\s*(?P<address><[^<>\n]*+>|[^()\s]*+(?:\([^()]*+\)[^()\s]*+)*+)"
    rf"(?P<title>[^()\S]++(?:{_QUOTED}))?\s*\)|[ ]?\[[^\[\]]*+\])"
)
_DEFINITION = re.compile(
    r"^[ ]{0,3}(?:\*\[[^\[\]]+\]:(?P<abbreviation>.*)"
    r"|\[(?!\^)[^\[\]]+\]:[ \t]*(?P<address>\S*)(?P<title>.*))$",
    re.MULTILINE,
)
_STRING = re.compile(
    r"\"(?:\\.|[^\"\\\n])*+\"?|'(?:\\.|[^'\\\n])*+'?|`(?:\\.|[^`\\])*+`?"
    r"|//[^\n]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/)?",
    re.DOTALL,
)
"""A string or a comment of a script, which may lack its end."""


def plain_places(text: str, calls: Iterable[int]) -> dict[int, Place]:
    r"""Where each call is that can give plain text only.

    Args:
        text: a page in Markdown, with `CALL` in place of each character of its calls.
        calls: the positions where calls start.

    Example:
        >>> plain_places(f'<i title="{CALL}">{CALL}</i>', [10, 13])
        {10: 'text'}
        >>> plain_places(f"![Chart of {CALL}](a.svg?{CALL})", [11, 20])
        {11: 'text', 20: 'url'}
    """
    starts = sorted(calls)
    if not starts:
        return {}
    text = _without_code(text)
    found: dict[int, Place] = {}
    for start, end, place in _regions(text):
        for call in starts[bisect_left(starts, start) : bisect_left(starts, end)]:
            found.setdefault(call, place)
    return dict(sorted(found.items()))


def _without_code(text: str) -> str:
    """The text with blanks in place of code, which may show a tag or a link."""
    pieces, position = [], 0
    for start, end in code_regions(text):
        pieces += [text[position:start], re.sub(r"[^\n]", " ", text[start:end])]
        position = end
    return "".join([*pieces, text[position:]])


def _regions(text: str) -> Iterator[tuple[int, int, Place]]:
    """The places of a text, the innermost first."""
    tags = [*_TAG.finditer(text)]
    for tag in tags:
        if CALL in tag[0]:
            yield from _in_attributes(text, tag.span("attributes"))
    for raw in _LIST.finditer(text):
        if CALL in raw[0]:
            yield from _in_attributes(text, raw.span("attributes"))
            yield raw.start(), raw.end(), "text"
    ends: dict[str, list[int]] = {name: [] for name in _RAW}
    for closing in _CLOSING.finditer(text):
        ends[closing[1].lower()].append(closing.start())
    for tag in tags:
        name, start = tag["name"].lower(), tag.end()
        place = bisect_left(ends.get(name, ()), start)
        if name in ends and place < len(ends[name]) and CALL in text[start : ends[name][place]]:
            yield from _in_element(text, name, (start, ends[name][place]))
    yield from _in_links(text)
    for definition in _DEFINITION.finditer(text):
        if CALL in definition[0]:
            yield (*definition.span("address"), "url")
            yield definition.start(), definition.end(), "text"


def _in_attributes(text: str, region: Region) -> Iterator[tuple[int, int, Place]]:
    start, end = region
    for attribute in _ATTRIBUTE.finditer(text, start, end):
        if CALL in attribute["value"]:
            place = _of_attribute(attribute["key"], attribute["value"])
            value = attribute.span("value")
            if place == "handler":
                strings = _STRING.finditer(text, value[0] + 1, value[1] - 1)
                yield from ((*found.span(), "quoted") for found in strings)
            yield (*value, place)
    for word in _WORD.finditer(text, start, end):
        yield word.start(), word.end(), "word"
    yield start, end, "text"


def _of_attribute(key: str, value: str) -> Place:
    key = key.lower()
    if key.removeprefix("xlink:") in _ADDRESSES:
        return "url"
    if key in _WORDS:
        return "word"
    if key == "style":
        return "style"
    if key.startswith("on"):
        return "handler"
    alone = not value.replace(CALL, "").strip("\"' \t\n")
    return "exact" if alone and (key in _NUMBERS or key.startswith("data-")) else "text"


def _in_element(text: str, name: str, region: Region) -> Iterator[tuple[int, int, Place]]:
    start, end = region
    if name == "script":
        yield from ((*found.span(), "string") for found in _STRING.finditer(text, start, end))
        yield start, end, "script"
    else:
        yield start, end, "style" if name == "style" else "text"


def _in_links(text: str) -> Iterator[tuple[int, int, Place]]:
    """The places in images and links in Markdown; an image may be the text of a link."""
    found = [link for link in _LINK.finditer(text) if CALL in link[0]]
    for link in found:
        if not link["image"]:
            inside = _LINK.finditer(text, *link.span("label"))
            for image in inside:
                yield from _in_link(image)
        yield from _in_link(link)


def _in_link(link: re.Match[str]) -> Iterator[tuple[int, int, Place]]:
    yield (*link.span("title"), "text")
    yield (*link.span("address"), "url")
    yield (*link.span("label"), "text" if link["image"] else "link")


def masked(text: str, calls: Iterable[Region], blocks: Iterable[Region]) -> str:
    """A text with `CALL` in place of its calls, and `BLOCK` in place of its blocks."""
    pieces, position = [], 0
    marks = [*((*call, CALL) for call in calls), *((*block, BLOCK) for block in blocks)]
    for start, end, mark in sorted(marks):
        pieces += [text[position:start], mark * (end - start)]
        position = end
    return "".join([*pieces, text[position:]])
