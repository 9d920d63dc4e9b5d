"""The change of the shares of categories between two states of an index."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any

from mkdocs_osai.i18n import ENGLISH, clauses, gettext, integer, using
from mkdocs_osai.stats.dimensions.dimension import Dimension
from mkdocs_osai.stats.formatting import (
    continued,
    day_in_words,
    models_in_words,
    of_models,
    rounded,
    shown,
    without,
)
from mkdocs_osai.stats.results.result import (
    Result,
    Table,
    expanded,
    nested,
    to_frame,
    with_joined,
)
from mkdocs_osai.stats.results.tally import Category, Tally, which_joins

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class TallyPair:
    """A category in two states; its count is 0 in a state that does not have it."""

    before: Category
    after: Category

    @property
    def name(self) -> str:
        """The name of the category."""
        return self.after.name

    @property
    def change(self) -> Fraction:
        """The difference of the shares, exact, from -1 to 1."""
        return self.after.share - self.before.share

    @property
    def points(self) -> str:
        """The change in percentage points, such as `+0.8`."""
        text = rounded(self.change * 100, 1)
        return f"+{text}" if _tenths(self.change) > 0 else text

    @property
    def adds_up(self) -> bool:
        """Whether the rounded shares differ by the rounded change."""
        then, now = _tenths(self.before.share), _tenths(self.after.share)
        return now - then == _tenths(self.change)

    @property
    def joined(self) -> tuple[TallyPair, ...]:
        """The pairs that it joins, if it is an `Other`."""
        return pairs(self.before.joined, self.after.joined)

    @property
    def words(self) -> str:
        """Both shares and the change: "China 31.2% → 29.8% (−1.4 points)"."""  # noqa: RUF002
        return gettext(
            "{name} {before} → {after} ({points} points)",
            name=shown(self.name),
            before=self.before.percent,
            after=self.after.percent,
            points=self.points,
        )


def _tenths(share: Fraction) -> int:
    """A share in tenths of a percent, rounded half up."""
    return math.floor(share * 1000 + Fraction(1, 2))


def pairs(before: Sequence[Category], after: Sequence[Category]) -> tuple[TallyPair, ...]:
    """The categories of two states in pairs."""
    return tuple(TallyPair(then, now) for then, now in zip(before, after, strict=True))


@dataclass(frozen=True, slots=True, repr=False)
class ShareChange(Result):
    """The shares of the categories of a dimension in two states of an index.

    Both tallies have the same categories in the same order.

    CSV columns: `category`; `count`, `n` and `share` (0 to 1), each with the suffix `_before` and
    `_after`; `change`: the difference of the shares; and `shown_as`: the category, or the `Other`
    that joins it.

    Attributes:
        before: the tally of the earlier state.
        after: the tally of the later state.

    Example:
        >>> from mkdocs_osai import load
        >>> from mkdocs_osai.stats.over_time import share_change
        >>> index = load("models")
        >>> share_change(index, index, "academic").sentence
        'Non-academic 73.8% → 73.8% (0.0 points), Academic 26.2% → 26.2% (0.0 points)'
    """

    before: Tally
    after: Tally

    @property
    def dimension(self) -> Dimension:
        """The dimension of the categories."""
        return self.after.dimension

    @property
    def categories(self) -> tuple[TallyPair, ...]:
        """Each category in both states: the largest now first, those that are gone last."""
        return pairs(self.before.categories, self.after.categories)

    @property
    def name(self) -> str:
        """The name of the dimension, with a prefix."""
        return f"change-of-{self.after.name}"

    @property
    def label(self) -> str:
        """The title of the change."""
        what = continued(self.dimension.label)
        if not self._dated:
            return gettext("Change of {what}", what=what)
        return gettext("Change of {what} since {day}", what=what, day=self.moments[0])

    @property
    def moments(self) -> tuple[str, str]:
        """The days of the two states in words."""
        if self.before.date and self.after.date and self._dated:
            return day_in_words(self.before.date), day_in_words(self.after.date)
        return gettext("Before"), gettext("Now")

    @property
    def basis(self) -> str:
        """The basis of the shares: "141 models on 2025-06-17, 191 on 2026-06-12".

        It has a note if models count in several categories, and if a change is not the difference
        of the rounded shares.
        """
        then, now = _counted(self.before), _counted(self.after)
        both = (
            gettext(
                "{before} on {day}, {after} on {other_day}",
                before=then[0],
                day=f"{self.before.date}{then[1]}",
                after=now[0],
                other_day=f"{self.after.date}{now[1]}",
            )
            if self._dated
            else gettext(
                "{before} before{missing}, {after} now{still_missing}",
                before=then[0],
                missing=then[1],
                after=now[0],
                still_missing=now[1],
            )
        )
        parts = [both, *self._remarks]
        if not all(one.adds_up for _, one in with_joined(self.categories)):
            parts.append(gettext("changes are rounded from the exact shares"))
        return clauses(parts)

    @property
    def overlapping(self) -> bool:
        """Whether a model counts in several categories of either state."""
        return self.before.overlapping or self.after.overlapping

    def top(self, k: int, other: str | None = None) -> ShareChange:
        """A copy with the `k` categories that are the largest now; see `Tally.top`."""
        return self._arranged(self.after.top(k, other))

    def with_other_last(self) -> ShareChange:
        """A copy with `Other` as the last category, as in charts."""
        return self._arranged(self.after.with_other_last())

    @property
    def table(self) -> Table:
        """A row for each category: its share and count in both states, and the change."""
        rows = []
        for name, one in with_joined(self.categories):
            then, now = (f"{c.percent} ({integer(c.count)})" for c in (one.before, one.after))
            rows.append((name, then, now, one.points))
        header = (self.after.label, *self.moments, gettext("Change in percentage points"))
        return Table(header, tuple(rows))

    @property
    def sentence(self) -> str:
        """All shares and changes in words."""
        return ", ".join(_in_words(one) for one in self.categories)

    def to_dict(self) -> dict[str, Any]:
        """The numbers as plain values; shares and changes as fractions of 1.

        Returns:
            `{"dimension", "label", "selection", "overlapping", "before": {"date", "n", "models",
            "unsorted"}, "after": the same, "categories": [{"name", "before": {"count", "share"},
            "after": the same, "change"}]}`; an `Other` also has the categories that it joins, as
            `joined`.
        """
        with using(ENGLISH):
            words = {"label": self.label, "selection": self.selection.words}
        return {
            "dimension": self.after.name,
            **words,
            "overlapping": self.overlapping,
            "before": _plain(self.before),
            "after": _plain(self.after),
            "categories": nested(self.categories, _plain_pair),
        }

    @property
    def behind(self) -> list[tuple[str, tuple[str, ...]]]:
        """The ids of the models of each category now, with its name."""
        return [(one.name, one.after.models) for one in self.categories]

    @property
    def _header(self) -> tuple[str, ...]:
        sides = (("before", "after"), ("count", "n", "share"))
        return ("category", *(f"{b}_{a}" for a, b in product(*sides)), "change", "shown_as")

    def _rows(self) -> Iterator[tuple[object, ...]]:
        for one, name in expanded(self.categories):
            (then, share_then), (now, share_now) = _numbers(one.before), _numbers(one.after)
            before, after = (then, self.before.n, share_then), (now, self.after.n, share_now)
            yield (one.name, *before, *after, float(one.change), name)

    def frame(self) -> pd.DataFrame:
        """The numbers as a DataFrame: index `category`.

        Columns: `count_before`, `share_before`, `count_after`, `share_after` and `change`.
        """
        header = (column for column in self._header[:-1] if not column.startswith("n_"))
        rows = (
            (one.name, *_numbers(one.before), *_numbers(one.after), float(one.change))
            for one in self.categories
        )
        return to_frame(header, rows)

    @property
    def _dated(self) -> bool:
        """Whether the states have different days."""
        days = self.before.date, self.after.date
        return None not in days and days[0] != days[1]

    def _arranged(self, after: Tally) -> ShareChange:
        return replace(self, before=alike(self.before, after), after=after)


def _plain(tally: Tally) -> dict[str, Any]:
    date = tally.date.isoformat() if tally.date else None
    return {"date": date, "n": tally.n, "models": tally.models, "unsorted": tally.unsorted}


def _numbers(category: Category) -> tuple[int, float]:
    return category.count, float(category.share)


def _plain_pair(one: TallyPair) -> dict[str, Any]:
    sides = {"before": one.before, "after": one.after}
    numbers = {side: {"count": c.count, "share": float(c.share)} for side, c in sides.items()}
    return {"name": one.name, **numbers, "change": float(one.change)}


def _counted(tally: Tally) -> tuple[str, str]:
    """The number of models, and in parentheses how many are unsorted."""
    if not tally.unsorted:
        return models_in_words(tally.n), ""
    missing = f" ({without(tally.unsorted, tally.lacking)})"
    return of_models(integer(tally.n), tally.models), missing


def _in_words(one: TallyPair) -> str:
    parts = one.joined
    return which_joins(one.words, len(parts), ", ".join(part.words for part in parts))


def alike(before: Tally, after: Tally) -> Tally:
    """The earlier tally, which is not empty, with the categories of the later one, joined alike."""
    found = {part.name: part for c in before.categories for part in c.joined or (c,)}

    def of(now: Category) -> Category:
        parts = tuple(of(part) for part in now.joined)
        then = [found[one.name] for one in parts or (now,) if one.name in found]
        models = tuple(dict.fromkeys(model for one in then for model in one.models))
        share = Fraction(len(models), before.n)
        return replace(now, count=len(models), share=share, models=models, joined=parts)

    return replace(before, categories=tuple(of(one) for one in after.categories))
