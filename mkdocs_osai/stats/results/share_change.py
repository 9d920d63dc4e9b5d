"""How the shares of categories changed from one state of an index to a later one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mkdocs_osai.problems import AuthorError, quote
from mkdocs_osai.stats.dimensions.dimension import OTHER, Dimension
from mkdocs_osai.stats.formatting import continued, day_in_words, models_in_words
from mkdocs_osai.stats.results.arranging import arranged
from mkdocs_osai.stats.results.table import Table, titled, to_csv
from mkdocs_osai.stats.results.tally import SEVERAL, Tally
from mkdocs_osai.stats.results.tally_pairs import (
    TallyPair,
    about_scores,
    alike,
    foreign_to,
    graded_alike,
    pairs,
    with_gone,
)
from mkdocs_osai.stats.selection.selection import Selection

if TYPE_CHECKING:
    import pandas as pd

    from mkdocs_osai.stats.index import Index


@dataclass(frozen=True, slots=True)
class ShareChange:
    """How the shares of a dimension's categories differ between two states of an index.

    Both tallies have the same categories in the same order, empty where a state lacks one.

    Attributes:
        before: the tally of the earlier state.
        after: the tally of the later one.

    Example:
        >>> from mkdocs_osai import load
        >>> index = load("models")
        >>> change(index, index, "academic").sentence
        'Non-academic 73.8% → 73.8% (0.0 points), Academic 26.2% → 26.2% (0.0 points)'
    """

    before: Tally
    after: Tally

    @property
    def dimension(self) -> Dimension:
        """What the models are sorted by."""
        return self.after.dimension

    @property
    def categories(self) -> tuple[TallyPair, ...]:
        """Each category then and now: the largest now first, then those that are gone."""
        return pairs(self.before.categories, self.after.categories)

    @property
    def name(self) -> str:
        """What is shown, as part of a file's name."""
        return f"change-of-{self.after.name}"

    @property
    def label(self) -> str:
        """What is shown, for readers."""
        since = f" since {self.moments[0]}" if self._dated else ""
        return f"Change of {continued(self.after.label)}{since}"

    @property
    def moments(self) -> tuple[str, str]:
        """The days of the two states, as readers see them."""
        if self.before.date and self.after.date and self._dated:
            return day_in_words(self.before.date), day_in_words(self.after.date)
        return "Before", "Now"

    @property
    def selection(self) -> Selection:
        """Which models were asked."""
        return self.after.selection

    @property
    def n(self) -> int:
        """How many models the later shares are shares of."""
        return self.after.n

    @property
    def date(self) -> dt.date | None:
        """The date of the later state, if it is known."""
        return self.after.date

    @property
    def basis(self) -> str:
        """What the shares are shares of: "141 models on 2025-06-17, 191 on 2026-06-12".

        It says so where models count in several categories, and where a change is not the
        difference of the shares as readers see them.
        """
        then, now = "before", "now"
        if self._dated:
            then, now = f"on {self.before.date}", f"on {self.after.date}"
        parts = [f"{_counted(self.before, then)}, {_counted(self.after, now)}"]
        if self.overlapping:
            parts.append(SEVERAL)
        if not all(one.checks for _, one in self._named()):
            parts.append("changes are rounded from the exact shares")
        return "; ".join(parts)

    @property
    def overlapping(self) -> bool:
        """Whether a model counts in several categories of either state."""
        return self.before.overlapping or self.after.overlapping

    def top(self, k: int, other: str | None = None) -> ShareChange:
        """The categories that are the `k` largest now; the others of both states joined alike.

        Args:
            k: how many to keep, at least 1.
            other: what the joined ones are called, if not what the tally says.
        """
        return self._arranged(self.after.top(k, other))

    def with_other_last(self) -> ShareChange:
        """The same, with the category `Other` behind all others, as charts show it."""
        return self._arranged(self.after.with_other_last())

    @property
    def table(self) -> Table:
        """A row for each category: its share and count then and now, and the change."""
        rows = []
        for name, one in self._named():
            then, now = (f"{c.percent} ({c.count:,})" for c in (one.before, one.after))
            rows.append((name, then, now, one.points))
        header = (self.after.label, *self.moments, "Change in percentage points")
        return Table(header, tuple(rows))

    @property
    def sentence(self) -> str:
        """Every share and change in words."""
        return ", ".join(_in_words(one) for one in self.categories)

    def to_dict(self) -> dict[str, Any]:
        """The numbers as plain values; shares and changes as fractions of 1.

        Returns:
            `{"dimension", "label", "selection", "overlapping", "before": {"date", "n", "models",
            "unsorted"}, "after": the same, "categories": [{"name", "before": {"count", "share"},
            "after": the same, "change"}]}`; an `Other` also has the categories it joins, as
            `joined`.
        """
        return {
            "dimension": self.after.name,
            "label": self.label,
            "selection": self.selection.words,
            "overlapping": self.overlapping,
            "before": _plain(self.before),
            "after": _plain(self.after),
            "categories": [_plain_pair(one) for one in self.categories],
        }

    def to_csv(self) -> str:
        """The numbers as CSV: a row for each category, with what it is shown as.

        Count, n and share (0 to 1) before and after, and the difference of the shares. A category
        that `Other` joins has its own row. No cell starts a formula.
        """
        sides = [f"{what}_{side}" for side in _SIDES for what in ("count", "n", "share")]
        rows = [
            (part.name, *self._numbers(part), float(part.change), one.name)
            for one in self.categories
            for part in one.joined or (one,)
        ]
        return to_csv(("category", *sides, "change", "shown_as"), rows)

    def frame(self) -> pd.DataFrame:
        """The numbers as a DataFrame: index `category`.

        Columns: `count_before`, `share_before`, `count_after`, `share_after` and `change`.
        """
        import pandas as pd

        columns = [f"{what}_{side}" for side in _SIDES for what in ("count", "share")]
        rows = [
            (
                *(one.before.count, float(one.before.share)),
                *(one.after.count, float(one.after.share), float(one.change)),
            )
            for one in self.categories
        ]
        names = pd.Index([one.name for one in self.categories], name="category")
        return pd.DataFrame(rows, columns=[*columns, "change"], index=names)

    @property
    def _dated(self) -> bool:
        """Whether the states are told apart by their days."""
        days = self.before.date, self.after.date
        return None not in days and days[0] != days[1]

    def _arranged(self, after: Tally) -> ShareChange:
        return ShareChange(alike(self.before, after), after)

    def _numbers(self, one: TallyPair) -> Iterator[float]:
        for tally, category in ((self.before, one.before), (self.after, one.after)):
            yield from (category.count, tally.n, float(category.share))

    def _named(self) -> Iterator[tuple[str, TallyPair]]:
        """The pairs, those in `Other` below it."""
        for one in self.categories:
            yield one.name, one
            for part in one.joined:
                yield f"{one.name}: {part.name}", part

    def _repr_html_(self) -> str:
        return self.table.html(titled(self))


_SIDES = ("before", "after")


def share_change(  # noqa: PLR0913 - the words of a call
    before: Index,
    after: Index,
    dimension: str,
    *,
    top: int | None = None,
    other: str = OTHER,
    groups: Mapping[str, Sequence[str]] | None = None,
    order: Sequence[str] | None = None,
    **selection: object,
) -> ShareChange:
    """Compare the shares of categories in two states of an index.

    Args:
        before: the earlier state.
        after: the later one.
        dimension: its name, such as `national_origins`.
        top: keep this many of the categories that are the largest now, and join the others.
        other: what the joined categories are called.
        groups: categories to count as one: `{'EU': ['France', 'Germany']}`.
        order: the categories that come first, in this order.
        **selection: which models of each state: `latest=True`, `type='text'`.

    Returns:
        The categories of either state with their shares in both.

    Raises:
        UnknownName: a dimension, argument or category that is not there.
        AuthorError: what the two states cannot be compared by, or a selection that is empty in one.

    Example:
        >>> from mkdocs_osai import load
        >>> index = load("models")
        >>> change(index, index, "academic").table.rows[0]
        ('Non-academic', '73.8% (141)', '73.8% (141)', '0.0')
    """
    foreign = [foreign_to(state, dimension, selection) for state in (before, after)]
    for word, known, state in zip(foreign, reversed(foreign), (before, after), strict=True):
        if word is not None and known is None:
            raise AuthorError(
                f"{_called(state)} knows no {quote(word)}, so there is nothing to compare",
                "name what both states have",
            )
    asked: dict[str, Any] = {"groups": groups, **selection}
    then, now = before.tally(dimension, **asked), after.tally(dimension, **asked)
    if about_scores(now.selection) and not graded_alike(before.criteria, after.criteria):
        raise AuthorError(
            f"scores of {_called(before)} and of {_called(after)} rest on other criteria",
            "leave min_score and max_score out",
        )
    for tally, state in ((then, before), (now, after)):
        if not tally.n:
            words = f" ({tally.selection.words})" if tally.selection.words else ""
            raise AuthorError(
                f"{_called(state)} has no model with a category of {dimension}{words}, so there "
                "is nothing to compare",
                "select other models, or another day",
            )
    group_of = after.group_of(dimension, groups)
    arranged_now = arranged(
        after, with_gone(now, then), group_of, top=top, other=other, order=order
    )
    return ShareChange(alike(then, arranged_now), arranged_now)


def _called(index: Index) -> str:
    date = index.about.date
    return f"the index of {date}" if date else "an index without a date"


def _plain(tally: Tally) -> dict[str, Any]:
    date = tally.date.isoformat() if tally.date else None
    return {"date": date, "n": tally.n, "models": tally.models, "unsorted": tally.unsorted}


def _plain_pair(one: TallyPair) -> dict[str, Any]:
    numbers = {
        "name": one.name,
        "before": {"count": one.before.count, "share": float(one.before.share)},
        "after": {"count": one.after.count, "share": float(one.after.share)},
        "change": float(one.change),
    }
    joined = [_plain_pair(part) for part in one.joined]
    return {**numbers, "joined": joined} if joined else numbers


def _counted(tally: Tally, when: str) -> str:
    if not tally.unsorted:
        return f"{models_in_words(tally.n)} {when}"
    missing = f"{tally.unsorted:,} without {tally.lacking}"
    return f"{tally.n:,} of {models_in_words(tally.models)} {when} ({missing})"


def _in_words(one: TallyPair) -> str:
    parts = one.joined
    if not parts:
        return one.words
    inside = ", ".join(part.words for part in parts)
    return f"{one.words}, which joins {len(parts)} categories: {inside}"
