"""Where a Markdown page holds code and comments, whose text is no one's to change."""

from __future__ import annotations

import re

_FENCE = re.compile(
    r"^(?P<lead>[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)*)(?P<fence>`{3,}|~{3,})(?P<info>.*)$"
)
_INLINE = re.compile(
    r"(?<![\\`])(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)", re.DOTALL
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)

Region = tuple[int, int]


def code_regions(markdown: str) -> list[Region]:
    """The (start, end) of each fence, each code span and each HTML comment, in order.

    Example:
        >>> code_regions("a `b` c")
        [(2, 5)]
    """
    regions = _fences(markdown)
    gaps = _between(regions, len(markdown))
    for start, end in gaps:
        piece = markdown[start:end]
        taken: list[Region] = []
        for match in sorted(
            [*_INLINE.finditer(piece), *_COMMENT.finditer(piece)], key=lambda m: m.start()
        ):
            if not taken or match.start() >= taken[-1][1]:
                taken.append(match.span())
        regions += [(start + s, start + e) for s, e in taken]
    return sorted(regions)


def _fences(markdown: str) -> list[Region]:
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
    return regions


def _between(regions: list[Region], length: int) -> list[Region]:
    edges = [0, *(edge for region in regions for edge in region), length]
    return [(s, e) for s, e in zip(edges[::2], edges[1::2], strict=True) if s < e]


def outside(markdown: str, regions: list[Region]) -> list[Region]:
    """The (start, end) of the pieces between the regions."""
    return _between(regions, len(markdown))
