"""The line below a title with the date of the index, and what has changed since."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from mkdocs_osai.history import IndexVersions
from mkdocs_osai.i18n import gettext, gettext_noop, headed, integer, ngettext, pgettext
from mkdocs_osai.macros.statements import LocatedStatement, Statement, paired
from mkdocs_osai.sanitize import escape_markdown
from mkdocs_osai.stats import Index, Table, day_in_words, models_in_words

MOST = 3  # the most changes in the line; the table has all

MOST_ROWS = 20
"""The most rows of a figure that are told one by one; more are counted."""

NOT_THERE = gettext_noop("not there")


@dataclass(frozen=True)
class TextChange:
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
) -> list[TextChange]:
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
    models = models_in_words(len(index))
    if date is None:
        return _line(gettext("Figures from the index, {models}.", models=models))
    when = _time(date)
    return _line(gettext("Figures from the index of {day}, {models}.", day=when, models=models))


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
    models = models_in_words(len(index))
    first = gettext("Figures as of {day}, {models}.", day=moment, models=models)
    if pairs is None:
        return _line(first)
    changed, false = changes(pairs), turned(pairs)
    if not changed:
        return _line(f"{first} {gettext('Nothing on this page has changed since.')}")
    numbers = [change for change in changed if not change.claim]
    listed = ", ".join(escape_markdown(f"{c.label} {c.before} → {c.after}") for c in numbers[:MOST])
    if len(numbers) > MOST:
        listed = gettext("{name} and {count} more", name=listed, count=integer(len(numbers) - MOST))
    said = [first]
    if numbers:
        said.append(gettext("Since then: {changes}.", changes=listed))
    if false:
        said.append(
            ngettext(
                "{count} claim would no longer hold.",
                "{count} claims would no longer hold.",
                len(false),
            )
        )
    rows = tuple((c.label, c.before, c.after) for c in changed)
    date = today.about.date
    now = gettext("Index of {date}", date=date) if date else gettext("Today")
    header = (gettext("What"), gettext("As of {day}", day=name), now)
    caption = gettext("What this page would say today")
    table = Table(header, rows).html(caption, escape_markdown)
    return (
        f'<details class="osai-drift"><summary>{" ".join(said)}'
        f" <span>{gettext('Show all')}</span></summary>{table}</details>"
    )


def _between(before: Statement, after: LocatedStatement | None) -> Iterator[TextChange]:
    if before.kind == "nothing":
        return
    now = after.statement if after else None
    if before.kind == "figure":
        yield from _of_figure(before, now)
    elif before.kind == "claim":
        if before.holds and not (now and now.holds):
            text = now.text if now else gettext(NOT_THERE)
            no_longer = gettext("no longer: {text}", text=text)
            label = gettext("“{text}”", text=before.label)
            yield TextChange(label, before.text, no_longer, claim=True)
    elif now is None or now.text != before.text:
        yield TextChange(before.label, before.text, now.text if now else gettext(NOT_THERE))


def _of_figure(before: Statement, after: Statement | None) -> Iterator[TextChange]:
    """The changed numbers of a figure, or the rows that entered, left or changed."""
    if after is None or after.kind != "figure":
        figure = pgettext("with a chart", "a figure")
        yield TextChange(before.label, figure, gettext(NOT_THERE))
        return
    then, now = dict(before.numbers), dict(after.numbers)
    if then != now:
        for label in {**then, **now}:
            if then.get(label) != now.get(label):
                none = gettext("none")
                yield TextChange(label, then.get(label, none), now.get(label, none))
    elif before.rows[1:] != after.rows[1:]:
        yield from _of_rows(before, after)
    elif len(after.rows) > 1 and (
        _undated(before.basis) != _undated(after.basis)
        or _undated(str(before.rows[:1])) != _undated(str(after.rows[:1]))
    ):
        yield TextChange(before.label, before.basis, after.basis)


def _of_rows(before: Statement, after: Statement) -> Iterator[TextChange]:
    """The rows of a table that entered, left or changed, or the order if that is all."""
    then, now = ({row[0]: row[1:] for row in one.rows[1:]} for one in (before, after))
    distinct = len(then) == len(before.rows[1:]) and len(now) == len(after.rows[1:])
    if not distinct:
        same = gettext("the same with other numbers")
        yield TextChange(before.label, before.basis, same)
        return
    changed = [name for name in {**now, **then} if then.get(name) != now.get(name)]
    for name in changed[:MOST_ROWS]:
        yield TextChange(name, _cells(then.get(name)), _cells(now.get(name)))
    if len(changed) > MOST_ROWS:
        more = gettext("{count} other rows", count=integer(len(changed) - MOST_ROWS))
        yield TextChange(before.label, more, gettext("with other numbers"))
    if not changed:
        old, new = (", ".join([*rows][:MOST_ROWS]) for rows in (then, now))
        yield TextChange(headed(before.label, gettext("the order")), old, new)


def _cells(row: tuple[str, ...] | None) -> str:
    """The cells of a row after its name."""
    if row is None:
        return gettext(NOT_THERE)
    return ", ".join(filter(None, row)) or gettext("there")


def _undated(text: str) -> str:
    """A text without dates of the index, which differ even if all numbers are equal."""
    return re.sub(r"\d{4}-\d\d-\d\d|\d{1,2}\.? [^\W\d_]{3,9} \d{4}", "", text)


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
