"""What is new in an index, month by month: news about models first, then changes of entries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from mkdocs_osai.history.changelog import Changelog
from mkdocs_osai.history.changelog_entry import ChangelogEntry
from mkdocs_osai.i18n import gettext_noop, month, ngettext
from mkdocs_osai.index.snapshot import Reason


@dataclass(frozen=True)
class NewsSection:
    """Changes of one kind in a month.

    Attributes:
        title: what they are.
        about: what that means for readers.
        entries: the changes, in the order of the index.
        is_news: whether readers must know them: they are about models, or about the criteria.
    """

    title: str
    about: str
    entries: tuple[ChangelogEntry, ...]
    is_news: bool

    @property
    def by_model(self) -> tuple[tuple[ChangelogEntry, ...], ...]:
        """The entries of each model together, in the order of the first of each.

        Example:
            >>> NewsSection("Corrections", "", (), is_news=False).by_model
            ()
        """
        found: dict[str | None, list[ChangelogEntry]] = {}
        for entry in self.entries:
            found.setdefault(entry.model, []).append(entry)
        return tuple(map(tuple, found.values()))

    @property
    def directions(self) -> str:
        """How many classes became more and less open, in words; '' if no class changed.

        Example:
            >>> NewsSection("Corrections", "", (), is_news=False).directions
            ''
        """
        revised = [entry for entry in self.entries if entry.kind == "revised"]
        up = sum(_rank(entry.after) > _rank(entry.before) for entry in revised)
        down = len(revised) - up
        parts = (
            ngettext("{count} more open", "{count} more open", up) if up else "",
            ngettext("{count} less open", "{count} less open", down) if down else "",
        )
        return ", ".join(filter(None, parts))


@dataclass(frozen=True)
class Month:
    """The changes of a month.

    Attributes:
        month: `2026-03`.
        sections: the changes by kind, news first.
        values: the number of other changed values, such as licences and evidence.
        spelt: the number of entries that only say the same in other words.
    """

    month: str
    sections: tuple[NewsSection, ...]
    values: int
    spelt: int

    @property
    def name(self) -> str:
        """The month in words."""
        return month_in_words(self.month)


def by_month(log: Changelog, since: str = "") -> tuple[Month, ...]:
    """The changes of an index by month.

    Args:
        log: the changes.
        since: the first month or day, `2026-03` or `2026-03-19`; all if left out.

    Returns:
        The months with changes, newest first.

    Example:
        >>> by_month(Changelog())
        ()
    """
    entries = (e for e in log.entries if e.date.isoformat()[: len(since)] >= since)
    ordered = sorted(entries, key=lambda e: e.date.isoformat()[:7], reverse=True)
    grouped = groupby(ordered, lambda e: e.date.isoformat()[:7])
    return tuple(_month(month, [*some]) for month, some in grouped)


def month_in_words(year_and_month: str) -> str:
    """A month in words.

    Example:
        >>> month_in_words("2026-03")
        'March 2026'
    """
    return month(dt.date.fromisoformat(f"{year_and_month}-01"))


def _month(month: str, entries: Sequence[ChangelogEntry]) -> Month:
    minor = [entry for entry in entries if entry.kind in ("details", "spelling")]
    sections = []
    for title, about, belongs, is_news in _SECTIONS:
        if found := tuple(entry for entry in entries if belongs(entry)):
            sections.append(NewsSection(title, about, found, is_news))
    values = sum(e.kind == "details" and e.reason != "provider" for e in minor)
    return Month(month, tuple(sections), values, sum(e.kind == "spelling" for e in minor))


def _of(*kinds: str) -> Callable[[ChangelogEntry], bool]:
    return lambda entry: entry.kind in kinds


def _because(reason: Reason, *kinds: str) -> Callable[[ChangelogEntry], bool]:
    def belongs(entry: ChangelogEntry) -> bool:
        return entry.kind in kinds or (entry.kind == "revised" and entry.reason == reason)

    return belongs


def _by_provider(entry: ChangelogEntry) -> bool:
    return entry.kind in ("revised", "details") and entry.reason == "provider"


_SECTIONS: tuple[tuple[str, str, Callable[[ChangelogEntry], bool], bool], ...] = (
    (gettext_noop("Models in and out"), "", _of("added", "removed", "renamed"), True),
    (
        gettext_noop("New versions"),
        gettext_noop(
            "The entry now describes another version of the model; its classes are those of "
            "that one."
        ),
        _because("version", "version"),
        True,
    ),
    (
        gettext_noop("Changed by their providers"),
        gettext_noop("As recorded by the keepers of the index."),
        _by_provider,
        True,
    ),
    (
        gettext_noop("Criteria"),
        gettext_noop("Scores before and after are not comparable."),
        _of("criteria"),
        True,
    ),
    (
        gettext_noop("Graded by other rules"),
        gettext_noop(
            "The rules changed, and not the models. Scores before and after differ by that, too."
        ),
        _because("rubric"),
        False,
    ),
    (
        gettext_noop("Filled in"),
        gettext_noop("These classes were missing before."),
        _because("filled"),
        False,
    ),
    (
        gettext_noop("Corrections"),
        gettext_noop("The same evidence was graded again."),
        _because("correction"),
        False,
    ),
    (
        gettext_noop("Reason not told"),
        gettext_noop("These can be news or corrections: the files do not say which."),
        _because("unknown"),
        False,
    ),
    (gettext_noop("In other words"), "", _because("spelling"), False),
)
"""Title, explanation, the entries that belong to it, and whether it is news; in their order."""


def _rank(cls: str | None) -> int:
    return {"open": 3, "partial": 2, "closed": 1}.get(cls or "", 0)
