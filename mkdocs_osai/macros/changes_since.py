"""The line below a title with the date of the index, and what has changed since."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from mkdocs_osai.history import IndexVersions
from mkdocs_osai.macros.statements import LocatedStatement, Statement, paired
from mkdocs_osai.sanitize import escape_markdown
from mkdocs_osai.stats import Index, Table, day_in_words, models_in_words

MOST = 3  # the most changes in the line; the table has all


@dataclass(frozen=True)
class ValueChange:
    """A statement of a page that would differ today.

    Attributes:
        label: what it is about.
        before, after: the text on the page, and the text today.
        claim: whether it is a claim that would no longer hold.
    """

    label: str
    before: str
    after: str
    claim: bool = False


def changes(
    pairs: Iterable[tuple[LocatedStatement | None, LocatedStatement | None]],
) -> list[ValueChange]:
    """The differences of paired statements, each once, in the order of the page."""
    return list(dict.fromkeys(c for a, b in pairs if a for c in _between(a.statement, b)))


def turned(
    pairs: Iterable[tuple[LocatedStatement | None, LocatedStatement | None]],
) -> list[Statement]:
    """The claims that hold, but would not with the other index."""
    return [
        a.statement
        for a, b in pairs
        if a and a.statement.judgement and a.statement.holds and not (b and b.statement.holds)
    ]


def index_line(
    versions: IndexVersions,
    when: object,
    index: Index,
    statements: Iterable[LocatedStatement],
    from_index: Callable[[Index], list[LocatedStatement] | None],
) -> str:
    """The line of a page.

    Args:
        versions: the index of the page, at present and in the past.
        when: the day, tag or commit of the page; None for the current index.
        index: the index of the page.
        statements: what the page states.
        from_index: returns what it would state from another index; None if that is unknown.
    """
    if when is None:
        return as_it_is(index)
    today = Index(versions.present.snapshot, other=index)
    others = from_index(today)
    pairs = None if others is None else [*paired(statements, others)]
    return as_of(versions.moment(when), index, pairs, today)


def as_it_is(index: Index) -> str:
    """The line of a page about the current index."""
    date = index.about.date
    when = f" of {_time(date)}" if date else ""
    return _line(f"Figures from the index{when}, {models_in_words(len(index))}.")


def as_of(
    when: object,
    index: Index,
    pairs: list[tuple[LocatedStatement | None, LocatedStatement | None]] | None,
    today: Index,
) -> str:
    """The line of a page about a past index, with a table of the changes since.

    Args:
        when: the day, tag or commit of the page.
        index: the past index.
        pairs: the statements of the page, paired with those of today; None if unknown.
        today: the current index.
    """
    day = _date(when)
    name = day_in_words(day) if day else str(when)
    moment = _time(day) if day else escape_markdown(name)
    first = f"Figures as of {moment}, {models_in_words(len(index))}."
    if pairs is None:
        return _line(first)
    changed, false = changes(pairs), turned(pairs)
    if not changed:
        return _line(f"{first} Nothing on this page has changed since.")
    numbers = [change for change in changed if not change.claim]
    listed = ", ".join(escape_markdown(f"{c.label} {c.before} → {c.after}") for c in numbers[:MOST])
    more = f" and {len(numbers) - MOST:,} more" if len(numbers) > MOST else ""
    since = f" Since then: {listed}{more}." if numbers else ""
    claims = ""
    if false:
        count = "1 claim" if len(false) == 1 else f"{len(false)} claims"
        claims = f" {count} would no longer hold."
    rows = tuple((c.label, c.before, c.after) for c in changed)
    date = today.about.date
    header = ("What", f"As of {name}", f"Index of {date}" if date else "Today")
    table = Table(header, rows).html("What this page would say today", escape_markdown)
    return (
        f'<details class="osai-drift"><summary>{first}{since}{claims}'
        f" <span>Show all</span></summary>{table}</details>"
    )


def _between(before: Statement, after: LocatedStatement | None) -> Iterator[ValueChange]:
    if before.kind == "nothing":
        return
    now = after.statement if after else None
    if before.kind == "figure":
        yield from _of_figure(before, now)
    elif before.kind == "claim":
        if before.holds and not (now and now.holds):
            text = now.text if now else "not there"
            yield ValueChange(f"“{before.label}”", before.text, f"no longer: {text}", claim=True)
    elif now is None or now.text != before.text:
        yield ValueChange(before.label, before.text, now.text if now else "not there")


def _of_figure(before: Statement, after: Statement | None) -> Iterator[ValueChange]:
    """The changed numbers of a figure, or that its table has changed."""
    if after is None or after.kind != "figure":
        yield ValueChange(before.label, "a figure", "not there")
        return
    then, now = dict(before.numbers), dict(after.numbers)
    if then != now:
        for label in {**then, **now}:
            if then.get(label) != now.get(label):
                yield ValueChange(label, then.get(label, "none"), now.get(label, "none"))
    elif _undated(before.basis) != _undated(after.basis):
        yield ValueChange(before.label, before.basis, after.basis)
    elif _undated(str(before.rows[:1])) != _undated(str(after.rows[:1])) or (
        before.rows[1:] != after.rows[1:]
    ):
        yield ValueChange(before.label, before.basis, "the same with other numbers")


def _undated(text: str) -> str:
    """A text without dates of the index, which differ even if all numbers are equal."""
    return re.sub(r"\d{4}-\d\d-\d\d|\d{1,2} [A-Z][a-z]{2,8} \d{4}", "", text)


def _line(text: str) -> str:
    return f'<span class="osai-as-of">{text}</span>'


def _date(when: object) -> dt.date | None:
    if isinstance(when, dt.date):
        return when
    try:
        return dt.date.fromisoformat(str(when))
    except ValueError:
        return None


def _time(date: dt.date) -> str:
    return f'<time datetime="{date.isoformat()}">{day_in_words(date)}</time>'
