"""Spans of time along an axis: years, quarters and months, and what is written below them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from mkdocs_osai.charts.drawing import Line, Shape, Text
from mkdocs_osai.charts.text import width
from mkdocs_osai.charts.theme import SMALL

MOST = 240
"""Spans that can be told apart across a chart: months of twenty years."""

_SPAN = re.compile(r"\d{4}(?P<part> Q[1-4]|-(?:0[1-9]|1[0-2]))?", re.ASCII)
_PER_YEAR = {"": 1, " ": 4, "-": 12}
_YEARS = (1, 2, 5, 10, 20, 50, 100)


def spans_between(names: Sequence[str]) -> list[str]:
    """All years, quarters or months from the first to the last of some, those between them too.

    Args:
        names: spans of one kind in order of time.

    Returns:
        The spans; none if a name is not a span, or if there are more than a chart can show.

    Example:
        >>> spans_between(["2023 Q3", "2024 Q1"])
        ['2023 Q3', '2023 Q4', '2024 Q1']
    """
    found = [_SPAN.fullmatch(name) for name in names]
    kinds = {(match["part"] or "")[:1] if match else None for match in found}
    kind = kinds.pop() if len(kinds) == 1 else None
    if kind is None:
        return []
    per_year = _PER_YEAR[kind]
    first, last = (_number(name, per_year) for name in (names[0], names[-1]))
    if not 0 <= last - first < MOST:
        return []
    return [_name(number, per_year) for number in range(first, last + 1)]


def _number(span: str, per_year: int) -> int:
    part = {1: "1", 4: span[-1], 12: span[-2:]}[per_year]
    return int(span[:4]) * per_year + int(part) - 1


def _name(number: int, per_year: int) -> str:
    year, part = divmod(number, per_year)
    return {1: f"{year:04}", 4: f"{year:04} Q{part + 1}", 12: f"{year:04}-{part + 1:02}"}[per_year]


def below(spans: Sequence[str], left: float, slot: float, y: float) -> Iterator[Shape]:
    """What stands below an axis of spans: each of them if there is room, else their years.

    Args:
        spans: the spans of the axis.
        left: where the first begins, in CSS pixels.
        slot: how wide each is.
        y: where the axis lies.
    """
    if all(width(span, SMALL) + 8 <= slot for span in spans):
        for i, span in enumerate(spans):
            yield Text(left + (i + 0.5) * slot, y + 16, span, "center", "text", SMALL)
        return
    starts = [i for i, span in enumerate(spans) if i == 0 or span[:4] != spans[i - 1][:4]]
    ends = [*starts[1:], len(spans)]
    whole = max(end - start for start, end in zip(starts, ends, strict=True)) * slot
    wide = width("2000", SMALL) + 8
    # Years that are too narrow for their number are named every second, fifth, tenth.
    every = next(n for n in _YEARS if n * whole >= wide)
    room = -math.inf
    for start, end in zip(starts, ends, strict=True):
        year = spans[start][:4]
        if per_span := len(spans[start]) == 4:
            x = left + (start + 0.5) * slot
        else:
            x = left + (start + end) / 2 * slot
            if start:
                yield Line(((left + start * slot, y), (left + start * slot, y + 5)), "quiet")
        fits = per_span or every > 1 or (end - start) * slot >= wide - 8
        inside = left <= x - wide / 2 + 4 and x + wide / 2 - 4 <= left + len(spans) * slot
        if int(year) % every == 0 and fits and inside and x - wide / 2 >= room:
            yield Text(x, y + 16, year, "center", "text", SMALL)
            room = x + wide / 2
