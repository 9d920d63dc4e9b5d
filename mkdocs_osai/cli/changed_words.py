"""Which words of a page changed, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from mkdocs_osai.plugin.content.markdown import plain_text

Mark = Literal["same", "gone", "new"]


class MarkedWords(NamedTuple):
    """Words in a row that stayed the same, or are only before or only after.

    Attributes:
        mark: `same`, `gone` or `new`.
        text: the words.
    """

    mark: Mark
    text: str


def changed_sentences(before: str, after: str) -> Iterator[tuple[MarkedWords, ...]]:
    """The sentences of a page that differ, with the words that differ.

    Args:
        before: the Markdown of the page before.
        after: its Markdown after.

    Example:
        >>> [sentence] = changed_sentences("We count 7. It is so.", "We count 9. It is so.")
        >>> [words.text for words in sentence if words.mark != "same"]
        ['7.', '9.']
    """
    for old, new in _pairs(_blocks(before), _blocks(after)):
        for one, other in _pairs(_sentences(old), _sentences(new)):
            if one != other:
                yield tuple(_compared(one, other))


def _blocks(markdown: str) -> list[str]:
    """The paragraphs, entries of lists and rows of tables, without code and tables in HTML."""
    found: list[list[str]] = [[]]
    fence = ""
    for line in markdown.splitlines():
        text = line.strip()
        if opens := re.match(r"`{3,}|~{3,}", text):
            if not fence:
                fence = opens[0]
            elif text == opens[0] and opens[0].startswith(fence):
                fence = ""
            found.append([])
        elif fence or not text or _HTML.match(text):
            found.append([])
        elif _BEGINS.match(text):
            found.append([text])
        else:
            found[-1].append(text)
    return [" ".join(lines) for lines in found if lines]


_HTML = re.compile(r"</?(?:div|figure|table|details|svg|style|script)\b|<!--", re.IGNORECASE)
"""What begins a line of HTML that is no sentence."""

_BEGINS = re.compile(r"([-*+]|\d+[.)]|#{1,6})\s|[|>]")
"""The first characters of a line that is a block of its own, or begins one."""


def _sentences(block: str) -> list[str]:
    """The sentences of a block, as readers see them."""
    return [one for one in _END.split(_plain(block)) if one]


_END = re.compile(r"(?<=[.!?])\s+(?=[^a-z])")


def _plain(block: str) -> str:
    """The text of a block of Markdown, without its markup."""
    begins = _BEGINS.match(block)
    return plain_text(block[begins.end() :].removesuffix("|") if begins else block)


def _pairs(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What stands in the same place before and after; empty where there is nothing."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag == "equal":
            continue
        old, new = list(before[start:end]), list(after[first:last])
        longer = max(len(old), len(new))
        old += [""] * (longer - len(old))
        new += [""] * (longer - len(new))
        yield from zip(old, new, strict=True)


def _compared(before: str, after: str) -> Iterator[MarkedWords]:
    """The words of both sentences in order; those that are gone stand before the new ones."""
    old, new = before.split(), after.split()
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag == "equal":
            yield MarkedWords("same", " ".join(old[start:end]))
            continue
        if end > start:
            yield MarkedWords("gone", " ".join(old[start:end]))
        if last > first:
            yield MarkedWords("new", " ".join(new[first:last]))
