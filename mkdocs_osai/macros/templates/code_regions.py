"""The code and comments of a Markdown page, which must not change."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

_FENCE = re.compile(
    r"^(?P<lead>[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)*)(?P<fence>`{3,}+|~{3,}+)(?P<info>.*)$"
)
_TICKS = re.compile("`+")
_BLANK = re.compile(r"\n(?=[ \t]*\n)")

_INDENTED = re.compile(r"^(?: {4}| {0,3}\t)(?=[ \t]*\S)", re.MULTILINE)
_CONTAINER = re.compile(r"[ \t]+|[-*+:][ \t]|\d+[.)][ \t]|!!!|\?\?\?|===|///|\[\^|[><{]")
"""The start of a line below which indented text may be more than code: an item, a note, a tab,
HTML, a template."""

Region = tuple[int, int]


def code_regions(markdown: str) -> list[Region]:
    """The (start, end) of each fence, indented block, code span and HTML comment, in order.

    Example:
        >>> code_regions("a `b` c")
        [(2, 5)]
    """
    regions, _ = _fences(markdown)
    regions = sorted([*regions, *_indented(markdown, regions)])
    gaps = _between(regions, len(markdown))
    for start, end in gaps:
        piece = markdown[start:end]
        taken: list[Region] = []
        for region in sorted([*_spans(piece), *between(piece, "<!--", "-->")]):
            if not taken or region[0] >= taken[-1][1]:
                taken.append(region)
        regions += [(start + s, start + e) for s, e in taken]
    return sorted(regions)


def between(text: str, opening: str, closing: str) -> Iterator[Region]:
    """The (start, end) of each text between two marks, including the marks.

    Example:
        >>> [*between("<a> <b> <c", "<", ">")]
        [(0, 3), (4, 7)]
    """
    start = text.find(opening)
    while start >= 0:
        end = text.find(closing, start + len(opening))
        if end < 0:
            return
        yield start, end + len(closing)
        start = text.find(opening, end + len(closing))


def region_at(regions: list[Region], position: int) -> Region | None:
    """The region that contains a position, or None.

    Example:
        >>> region_at([(2, 5), (7, 9)], 4), region_at([(2, 5), (7, 9)], 5)
        ((2, 5), None)
    """
    place = bisect_right(regions, position, key=lambda region: region[0]) - 1
    if place >= 0 and position < regions[place][1]:
        return regions[place]
    return None


def _spans(text: str) -> Iterator[Region]:
    """The (start, end) of code spans: between runs of equally many ticks in a paragraph."""
    runs = [match.span() for match in _TICKS.finditer(text)]
    blanks = [match.start() for match in _BLANK.finditer(text)]
    starts: dict[int, list[int]] = {}
    for start, end in runs:
        starts.setdefault(end - start, []).append(start)
    position = 0
    for start, end in runs:
        if start < position or text[max(start - 1, 0)] == "\\":
            continue
        alike = starts[end - start]
        place = bisect_left(alike, end)
        blank = bisect_left(blanks, end)
        if place == len(alike) or (blank < len(blanks) and blanks[blank] < alike[place]):
            continue
        position = alike[place] + end - start
        yield start, position


def unclosed_fence(markdown: str) -> tuple[int, str] | None:
    r"""The position and the characters of a fence that is never closed; Markdown reads it as text.

    Example:
        >>> unclosed_fence("a\n\n```\nb")
        (3, '```')
    """
    return _fences(markdown)[1]


def _fences(markdown: str) -> tuple[list[Region], tuple[int, str] | None]:
    """The (start, end) of each fence; the start and the characters of one that is not closed."""
    regions = []
    opened: tuple[int, str] | None = None
    position = 0
    for line in markdown.splitlines(keepends=True):
        match = _FENCE.match(line.rstrip("\r\n"))
        if match:
            fence, info = match["fence"], match["info"]
            if opened is None:
                if not (fence[0] == "`" and "`" in info):
                    opened = (position, fence)
            elif fence[0] == opened[1][0] and len(fence) >= len(opened[1]) and not info.strip():
                regions.append((opened[0], position + len(line)))
                opened = None
        position += len(line)
    if opened is not None:
        regions.append((opened[0], position))
    return regions, opened


def _indented(markdown: str, fences: list[Region]) -> Iterator[Region]:
    """The (start, end) of indented code: below a blank line, and in no list or other container."""
    if not _INDENTED.search(markdown):
        return
    position, blank, inside = 0, True, False
    above: list[str] = []  # the last paragraph that is indented less
    for line in markdown.splitlines(keepends=True):
        start, position = position, position + len(line)
        if not line.strip():
            blank, inside = True, False
            continue
        if not _INDENTED.match(line):
            above = [line] if blank else [*above, line]
            blank = inside = False
            continue
        if blank or inside:
            inside = not any(map(_CONTAINER.match, above))
            if inside and region_at(fences, start) is None:
                yield start, position
        blank = False


def _between(regions: list[Region], length: int) -> list[Region]:
    edges = [0, *(edge for region in regions for edge in region), length]
    return [(s, e) for s, e in zip(edges[::2], edges[1::2], strict=True) if s < e]
