"""Spans of time: years, quarters and months in a row."""

from __future__ import annotations

import re
from collections.abc import Sequence

MOST = 240
"""The most spans of a table or chart: the months of twenty years."""

_SPAN = re.compile(r"\d{4}(?P<part> Q[1-4]|-(?:0[1-9]|1[0-2]))?", re.ASCII)
_PER_YEAR = {"": 1, " ": 4, "-": 12}


def spans_between(names: Sequence[str]) -> list[str]:
    """All years, quarters or months from the first to the last of some, those between them too.

    Args:
        names: spans of one kind in order of time.

    Returns:
        The spans; none if a name is not a span, if they are in another order, or if there are more
        than `MOST`.

    Example:
        >>> spans_between(["2023 Q3", "2024 Q1"])
        ['2023 Q3', '2023 Q4', '2024 Q1']
        >>> spans_between(["2024", "2023"])
        []
    """
    found = [_SPAN.fullmatch(name) for name in names]
    kinds = {(match["part"] or "")[:1] if match else None for match in found}
    kind = kinds.pop() if len(kinds) == 1 else None
    if kind is None or list(names) != sorted(names):
        return []
    per_year = _PER_YEAR[kind]
    first, last = (_number(name, per_year) for name in (names[0], names[-1]))
    if not 0 <= last - first < MOST:
        return []
    return [_name(number, per_year) for number in range(first, last + 1)]


def span_of(date: str, period: str) -> str | None:
    """The year, quarter or month of a date; None if the date is not as exact as that.

    Args:
        date: `2024`, `2024-07` or `2024-07-01`.
        period: `year`, `quarter` or `month`.

    Example:
        >>> span_of("2024-07-01", "quarter"), span_of("2024", "month")
        ('2024 Q3', None)
    """
    if period == "year":
        return date[:4]
    month = date[5:7]
    if not month:
        return None
    return f"{date[:4]} Q{(int(month) + 2) // 3}" if period == "quarter" else date[:7]


def _number(span: str, per_year: int) -> int:
    part = {1: "1", 4: span[-1], 12: span[-2:]}[per_year]
    return int(span[:4]) * per_year + int(part) - 1


def _name(number: int, per_year: int) -> str:
    year, part = divmod(number, per_year)
    return {1: f"{year:04}", 4: f"{year:04} Q{part + 1}", 12: f"{year:04}-{part + 1:02}"}[per_year]
