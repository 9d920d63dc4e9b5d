"""Parse a YAML file into text values, with the line of each.

Values stay text: `2024-07-01`, `no` and `4.10` are not converted. An empty value is None. No
objects are constructed from tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import yaml

from mkdocs_osai.index.bounds import MOST_BYTES, MOST_DEPTH, MOST_VALUES

Tree = dict[str, "Tree"] | list["Tree"] | str | None

_FEW_LEVELS = 500
"""Levels that PyYAML can safely build by recursion."""


class _Loader(getattr(yaml, "CBaseLoader", yaml.BaseLoader)):  # type: ignore[misc]
    """Builds nodes without resolving their tags, which are not used."""

    def resolve(self, *_: object) -> str:
        return ""

    def descend_resolver(self, *_: object) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


class UnreadableFile(Exception):  # noqa: N818 - the name says what is wrong with the file
    """The file is not YAML, or exceeds a bound.

    Attributes:
        line: the line, from 1.
        what: the reason, as part of a sentence.
        hint: how to fix it.
    """

    def __init__(self, line: int, what: str, hint: str = "fix the file") -> None:
        super().__init__(line, what)
        self.line = line
        self.what = what
        self.hint = hint


@dataclass(frozen=True)
class Document:
    r"""A parsed YAML file.

    Attributes:
        text: the decoded text, with `\n` at the end of lines.
        tree: the values; None for an empty file.
        repeated: (line, keys) of each key that repeats one of the same section.
        root: the node of the tree.
    """

    text: str
    tree: Tree
    repeated: tuple[tuple[int, tuple[str, ...]], ...]
    root: yaml.Node | None

    def line(self, keys: Iterable[str | int]) -> int:
        """The line, from 1, of the value under these keys, or of its nearest parent."""
        node = self.root
        line = 1 if node is None else _line(node.start_mark, self.text)
        for key in keys:
            if isinstance(node, yaml.MappingNode):
                found = [(k, v) for k, v in node.value if k.value == key]
                if not found:
                    break
                name, node = found[-1]
                line = _line(name.start_mark, self.text)
            elif isinstance(node, yaml.SequenceNode) and isinstance(key, int):
                if key >= len(node.value):
                    break
                node = node.value[key]
                line = _line(node.start_mark, self.text)
            else:
                break
        return line


def parse(data: bytes) -> Document:
    r"""Parse UTF-8 bytes, with or without a byte order mark, with any line ends.

    Returns:
        The document; of repeated keys the last counts.

    Raises:
        UnreadableFile: no UTF-8, no YAML, too large, or nested too deep.

    Example:
        >>> parse(b"system:\n  name: OLMo\n  type:\n").tree
        {'system': {'name': 'OLMo', 'type': None}}
    """
    if len(data) > MOST_BYTES:
        raise UnreadableFile(1, f"the file is larger than {MOST_BYTES // 1000:,} kB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableFile(line, "the file is not UTF-8 text") from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    root = _compose(text)
    conversion = _Conversion(text)
    tree = conversion.convert(root) if root is not None else None
    return Document(text, tree, tuple(conversion.repeated), root)


_CONFLICT = re.compile(r"^<{7}(?: .*)?$", re.MULTILINE)
"""The mark with which git begins a merge conflict."""


def _compose(text: str) -> yaml.Node | None:
    if "<<<<<<<" in text and (match := _CONFLICT.search(text)):
        line = text.count("\n", 0, match.start()) + 1
        hint = "keep one version, and delete the lines with <<<<<<<, ======= and >>>>>>>"
        raise UnreadableFile(line, "a merge conflict", hint)
    match = None if _is_allowed(text) else yaml.reader.Reader.NON_PRINTABLE.search(text)
    if match:
        line = text.count("\n", 0, match.start()) + 1
        raise UnreadableFile(line, "a character that YAML does not allow")
    try:
        if _could_be_too_much(text):
            _check_size(text)
        return yaml.compose(text, _Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        if "end of stream" in (error.problem or "") and error.context_mark:
            mark = error.context_mark  # where it begins, not where the file ends
        line = _line(mark, text)
        why = ", ".join(filter(None, (error.context, error.problem)))
        if "maximum nesting depth" in why:  # of libyaml, which reads ahead
            raise UnreadableFile(line, "values nested too deep") from None
        here = "".join(text.split("\n")[line - 1 : line])
        if re.match(" *\t", here):
            why = "a tab at the beginning of the line, where only spaces may stand"
        elif here.partition(":")[2].strip().startswith((">=", ">~", "-")):
            why = "a value that begins with > or - must be in quotes"
        raise UnreadableFile(line, f"not YAML: {why}") from None
    except (yaml.YAMLError, ValueError) as error:
        raise UnreadableFile(1, f"not YAML: {type(error).__name__}") from None


def _is_allowed(text: str) -> bool:
    """Whether a text is ASCII without control characters, which is faster than a search."""
    return text.isascii() and text.replace("\n", "").isprintable()


def _could_be_too_much(text: str) -> bool:
    """Whether a text may exceed the bounds, by a count of the characters that begin values."""
    levels = sum(map(text.count, "[{-?"))
    return (
        levels > _FEW_LEVELS
        or " " * _FEW_LEVELS in text
        or levels + sum(map(text.count, "\n,:")) > 2 * MOST_VALUES
    )


def _check_size(text: str) -> None:
    """Refuse text that exceeds the bounds before nodes are built.

    PyYAML builds nodes by recursion in C, and ten thousand brackets would crash the process.
    """
    depth = values = 0
    for event in yaml.parse(text, _Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        else:
            values += 1
        if depth > MOST_DEPTH:
            raise UnreadableFile(_line(event.start_mark, text), "values nested too deep")
        if values > 2 * MOST_VALUES:  # keys are values here too
            raise UnreadableFile(_line(event.start_mark, text), f"more than {MOST_VALUES:,} values")


class _Conversion:
    """Converts nodes to plain values within the bounds, repeated aliases included."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.values = 0
        self.characters = 0
        self.repeated: list[tuple[int, tuple[str, ...]]] = []

    def convert(self, node: yaml.Node, keys: tuple[str, ...] = ()) -> Tree:
        self.values += 1
        if self.values > MOST_VALUES:
            raise UnreadableFile(
                _line(node.start_mark, self.text), f"more than {MOST_VALUES:,} values"
            )
        if len(keys) > MOST_DEPTH:
            raise UnreadableFile(_line(node.start_mark, self.text), "values nested too deep")
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(node)
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, keys)
        return [self.convert(item, (*keys, "")) for item in node.value]

    def scalar(self, node: Any) -> Tree:
        text: str = node.value
        self.characters += len(text)
        if self.characters > MOST_BYTES:
            raise UnreadableFile(
                _line(node.start_mark, self.text), "too much text, repeated by aliases"
            )
        return None if text in _EMPTY and not node.style else text.strip() or None

    def mapping(self, node: yaml.MappingNode, keys: tuple[str, ...]) -> Tree:
        result: dict[str, Tree] = {}
        for name, value in node.value:
            if not isinstance(name, yaml.ScalarNode):
                raise UnreadableFile(
                    _line(name.start_mark, self.text), "a key that is not plain text"
                )
            below = (*keys, name.value)
            if name.value in result:
                self.repeated.append((_line(name.start_mark, self.text), below))
            result[name.value] = self.convert(value, below)
        return result


def _line(mark: Any, text: str) -> int:
    """The line of a mark as editors count lines; YAML has more kinds of line ends."""
    return 1 if mark is None else text.count("\n", 0, mark.index) + 1


_EMPTY = frozenset(("", "~", "null", "Null", "NULL"))
