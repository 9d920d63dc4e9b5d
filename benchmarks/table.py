"""What is to be reached, what was, and both as a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.measuring import Run

BEGIN = "<!-- Written by `make bench`. -->"
END = "<!-- As far as here. -->"
_AFTER = {"ratio": "", "faster": " times", "%": " %", "MB": " MB", "s": " s", "ms": " ms"}
HEADINGS = ("Work", "Ours", "Compared with", "Theirs", "Ratio", "CPU", "Target", "Met")
_RIGHT = (1, 3, 4, 5, 6)


@dataclass(frozen=True)
class Work:
    """One row of the table.

    Attributes:
        key: what `--only` calls it.
        what: what is done.
        against: what it is compared with; nothing, where the target is an amount.
        unit: of the target: `ratio` for ours by theirs, `faster` for theirs by ours, `%` for ours
            of theirs, `MB` for ours over theirs, or `s` and `ms` for ours alone.
        target: at most this; with `faster`, at least. None for what is shown without a target.
    """

    key: str
    what: str
    against: str
    unit: str
    target: float | None


@dataclass(frozen=True)
class Figure:
    """What was measured for a row: seconds, or megabytes."""

    ours: Run
    theirs: Run | None = None


def value(work: Work, figure: Figure) -> float:
    """What is held against the target, in its unit."""
    return _value(work.unit, figure.ours.seconds, figure.theirs and figure.theirs.seconds)


def met(work: Work, figure: Figure) -> bool:
    """Whether the target is reached."""
    if work.target is None:
        return True
    found = value(work, figure)
    return found >= work.target if work.unit == "faster" else found <= work.target


def cells(work: Work, figure: Figure | None) -> tuple[str, ...]:
    """A row."""
    target = "" if work.target is None else _target(work)
    if figure is None:
        return (work.what, "", work.against, "", "", "", target, "not measured")
    ours, theirs = figure.ours, figure.theirs
    cpu = ""
    if (
        work.unit in ("ratio", "faster")
        and theirs
        and ours.cpu is not None
        and theirs.cpu is not None
    ):
        cpu = _told(work.unit, _value(work.unit, ours.cpu, theirs.cpu))
    return (
        work.what,
        _amount(work.unit, ours.seconds),
        work.against,
        "" if theirs is None else _amount(work.unit, theirs.seconds),
        _told(work.unit, value(work, figure)),
        cpu,
        target,
        "" if work.target is None else ("yes" if met(work, figure) else "**no**"),
    )


def markdown(works: Iterable[Work], figures: Mapping[str, Figure]) -> str:
    """All rows, as a table in Markdown that can be read as it is, too."""
    rows = [HEADINGS, *(cells(work, figures.get(work.key)) for work in works)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(HEADINGS))]
    rule = tuple("-" * (w - 1) + (":" if i in _RIGHT else "-") for i, w in enumerate(widths))
    return "\n".join(_line(row, widths) for row in (rows[0], rule, *rows[1:]))


def written(document: str, block: str) -> str:
    """A document with what stands between the marks replaced.

    Raises:
        ValueError: it has no marks.
    """
    marked = re.compile(f"{re.escape(BEGIN)}.*{re.escape(END)}", re.DOTALL)
    if not marked.search(document):
        raise ValueError(f"there is no place for the table: {BEGIN} … {END}")
    return marked.sub(lambda _: f"{BEGIN}\n\n{block}\n\n{END}", document)


def _value(unit: str, ours: float, theirs: float | None) -> float:
    if unit == "faster":
        return (theirs or 0) / ours
    if unit == "ratio":
        return ours / (theirs or 1)
    if unit == "%":
        return 100 * ours / (theirs or 1)
    return (ours - (theirs or 0)) * (1000 if unit == "ms" else 1)


def _amount(unit: str, amount: float) -> str:
    if unit == "MB":
        return f"{amount:.0f} MB"
    return f"{amount:.2f} s" if amount >= 0.1 else f"{amount * 1000:.2f} ms"


def _told(unit: str, number: float) -> str:
    return f"{number:.2f}{_AFTER[unit]}" if number < 10 else f"{number:.0f}{_AFTER[unit]}"


def _target(work: Work) -> str:
    sign = "≥" if work.unit == "faster" else "≤"
    number = f"{work.target:.2f}" if work.unit == "ratio" else f"{work.target:g}"
    return f"{sign} {number}{_AFTER[work.unit]}"


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    padded = (
        cell.rjust(widths[i]) if i in _RIGHT else cell.ljust(widths[i])
        for i, cell in enumerate(row)
    )
    return f"| {' | '.join(padded)} |"
