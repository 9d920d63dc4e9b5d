"""Edit the text of a YAML file and keep every other byte.

A file is not rewritten from its values, so that comments, order, quotes, indentation, blank lines
and line ends stay.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from mkdocs_osai.index.diagnostics import Place
from mkdocs_osai.index.yaml_document import Document

_SPACES = re.compile(r"(?<![ \t])[ \t]++$", re.MULTILINE)
_LINE_END = re.compile(r"\r\n?|\n")
_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]')
_SHORT = {'"': r"\"", "\\": r"\\", "\t": r"\t", "\n": r"\n"}
_STRING = "tag:yaml.org,2002:str"


@dataclass(frozen=True, slots=True)
class Edit:
    r"""A replacement of a part of the text.

    Attributes:
        start: where the part begins in the document's text.
        end: where it ends.
        new: the new text; `\n` becomes the line end of the file at that place.
    """

    start: int
    end: int
    new: str = ""


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """A section, one of its keys and the value, as nodes of PyYAML."""

    section: Any
    key: Any
    value: Any

    @property
    def in_flow(self) -> bool:
        """Whether the section is written in braces."""
        return bool(self.section.flow_style)


def edited(content: bytes, edits: Iterable[Edit]) -> bytes:
    r"""Apply edits, which must not overlap, to the bytes of a file.

    Example:
        >>> edited(b"a: 1  \r\nb: 2", [Edit(4, 6), Edit(4, 4, "0\nc: 3")])
        b'a: 10\r\nc: 3\r\nb: 2'
    """
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    raw = content.decode("utf-8-sig")
    places = [m.start() for m in re.finditer(r"\r\n|[\s\S]", raw)] + [len(raw)]
    pieces, done = [], 0
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        pieces.append(raw[done : places[edit.start]])
        done = places[edit.end]
        new = edit.new
        if "\n" in new:
            new = new.replace("\n", _line_end_at(raw, done))
        pieces.append(new)
    return mark + "".join([*pieces, raw[done:]]).encode()


def _line_end_at(raw: str, place: int) -> str:
    """The line end at a place, or that of the line above if the file ends there."""
    if here := _LINE_END.search(raw, place):
        return here[0]
    above = raw[: max(raw.rfind("\n"), raw.rfind("\r")) + 1]
    return "\r\n" if above.endswith("\r\n") else above[-1:] or "\n"


def written(
    value: str, style: str | None = None, *, in_flow: bool = False, typed: bool = False
) -> str:
    r"""A text as YAML writes it on one line.

    Args:
        value: the text.
        style: the preferred quotes: `'`, `"` or none.
        in_flow: whether it is in brackets or braces, where commas need quotes.
        typed: whether to quote texts that could be read as a number, date or boolean.

    Example:
        >>> print(written("open"), written("it's", "'"), written("a: b"), written("No", typed=True))
        open 'it''s' "a: b" "No"
    """
    value_node = yaml.ScalarNode(_STRING, value, style=style or None)
    node: yaml.Node = value_node
    if in_flow:
        node = yaml.SequenceNode("tag:yaml.org,2002:seq", [value_node], flow_style=True)
    pair = (yaml.ScalarNode(_STRING, "k"), node)
    section = yaml.MappingNode("tag:yaml.org,2002:map", [pair], flow_style=False)
    dumper = yaml.SafeDumper if typed else yaml.BaseDumper
    text = str(yaml.serialize(section, Dumper=dumper, allow_unicode=True, width=10**9))
    text = text.removeprefix("k: ").removesuffix("\n")
    text = text[1:-1] if in_flow else text
    if text[0] == '"' or (text[0] == "'" and not style):
        # PyYAML would write an emoji as the number of its character.
        return '"' + _ESCAPED.sub(lambda m: _SHORT.get(m[0], f"\\u{ord(m[0]):04x}"), value) + '"'
    return text


def find(document: Document, place: Place) -> KeyEntry | None:
    """The key at a place and its value; of repeated keys the last.

    Returns:
        None if it does not exist, or if a parent has an anchor, an alias or a tag.
    """
    entry, node = None, document.root
    for key in place:
        if not isinstance(node, yaml.MappingNode) or is_unusual(document, node):
            return None
        found = [KeyEntry(node, name, value) for name, value in node.value if name.value == key]
        if not found:
            return None
        entry = found[-1]
        node = entry.value
    return entry


def source(document: Document, node: Any) -> str:
    """The text of a node."""
    return document.text[node.start_mark.index : node.end_mark.index]


def is_unusual(document: Document, node: Any) -> bool:
    """Whether a node has an anchor or a tag, comes from an alias, or is a block of text."""
    return source(document, node).startswith(("&", "!", "*", "|", ">"))


def end_of(document: Document, node: Any) -> int:
    """The end of the last value in a node; the node itself may include comments after it."""
    if isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        return end_of(document, last[1] if isinstance(last, tuple) else last)
    return int(node.start_mark.index) + len(source(document, node).rstrip())


def instead(node: Any, new: str) -> Edit:
    """An edit that replaces a node."""
    return Edit(node.start_mark.index, node.end_mark.index, new)


def without(document: Document, item: Any) -> Edit | None:
    """An edit that removes an item of a block list, if it is alone on its line."""
    start = document.text.rfind("\n", 0, item.start_mark.index) + 1
    end = _line_end(document, item.end_mark.index)
    around = document.text[start : item.start_mark.index], document.text[item.end_mark.index : end]
    if around[0].strip() != "-" or around[1].strip():
        return None
    return Edit(start, min(end + 1, len(document.text)))


def filled(document: Document, entry: KeyEntry, value: str) -> Edit | None:
    """An edit that adds a value to a key without one."""
    new = written(value, in_flow=entry.in_flow, typed=True)
    if source(document, entry.value):
        return None if is_unusual(document, entry.value) else instead(entry.value, new)
    here = entry.value.start_mark.index
    before = document.text[:here]
    if not before.rstrip(" ").endswith(":"):
        return None
    return Edit(here, here, f" {new}" if before.endswith(":") else new)


def added_after(document: Document, entry: KeyEntry, key: str, value: str) -> Edit | None:
    """An edit that adds a key and value after an entry."""
    new = f"{key}: {written(value, in_flow=entry.in_flow, typed=True)}"
    end = end_of(document, entry.value)
    indent = _indent(document, entry)
    if end < entry.key.end_mark.index or indent is None:
        return None  # an alias, whose value is elsewhere
    if entry.in_flow:
        return Edit(end, end, f", {new}")
    end = _line_end(document, end)
    return Edit(end, end, f"\n{indent}{new}")


def added_before(document: Document, entry: KeyEntry, key: str, value: str) -> Edit | None:
    """An edit that adds a key and value before an entry."""
    new = f"{key}: {written(value, in_flow=entry.in_flow, typed=True)}"
    start, indent = entry.key.start_mark.index, _indent(document, entry)
    if indent is None:
        return None
    return Edit(start, start, f"{new}, " if entry.in_flow else f"{new}\n{indent}")


def added_section(  # noqa: PLR0913 - the parts of a section
    document: Document, after: KeyEntry, section: str, key: str, value: str, *, first: bool
) -> Edit | None:
    """An edit that adds a section with a key after another section.

    Args:
        document: the file.
        after: the section before it.
        section: its name.
        key: its key.
        value: the value of the key.
        first: whether it is the first key of the section; others are added at the same place.
    """
    if after.in_flow or after.value.flow_style or is_unusual(document, after.value):
        return None
    end = _line_end(document, end_of(document, after.value))
    head = f"\n\n{section}:" if first else ""
    return Edit(end, end, f"{head}\n    {key}: {written(value, typed=True)}")


def _indent(document: Document, entry: KeyEntry) -> str | None:
    """The spaces before a key of a block; None if there is something else."""
    start = entry.key.start_mark.index
    before = document.text[document.text.rfind("\n", 0, start) + 1 : start]
    return before if not before.strip() or entry.in_flow else None


def _line_end(document: Document, place: int) -> int:
    end = document.text.find("\n", place)
    return len(document.text) if end < 0 else end


def spaces_at_line_ends(document: Document) -> Iterator[Edit]:
    """Edits that remove spaces and tabs at the ends of lines, except in multi-line texts."""
    texts = sorted(_texts_of_several_lines(document.root))
    starts = [start for start, _ in texts]
    for match in _SPACES.finditer(document.text):
        before = bisect_right(starts, match.start()) - 1
        if before < 0 or texts[before][1] <= match.start():
            yield Edit(*match.span())


def _texts_of_several_lines(root: yaml.Node | None) -> Iterator[tuple[int, int]]:
    """The start and end of each multi-line text."""
    nodes, seen = [root], set()
    while nodes:
        node = nodes.pop()
        if node is None or id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            nodes += [part for pair in node.value for part in pair]
        elif isinstance(node, yaml.SequenceNode):
            nodes += node.value
        elif node.start_mark.line != node.end_mark.line:
            yield node.start_mark.index, node.end_mark.index
