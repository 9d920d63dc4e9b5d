"""Criteria that were graded by other rules: many models were moved in the same days."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from mkdocs_osai.index import Grade

DAYS = 7
"""Changes at most this many days apart are changes of the same days."""

FEWEST = 5
"""The fewest models that are many, in a small index."""

MANY = 0.04
"""The share of the models that is many, up to `ENOUGH` models."""

ENOUGH = 12

ONE_WAY = 2 / 3
"""The share of the changes of a criterion that go the same way when it is graded by other rules."""

_RANK = {"open": 3, "partial": 2, "closed": 1}


def more_open(before: str | None, after: str | None) -> bool:
    """Whether a class is more open than another; one that is not filled in is the least open.

    Example:
        >>> more_open("closed", "partial"), more_open("open", None)
        (True, False)
    """
    return _RANK.get(after or "", 0) > _RANK.get(before or "", 0)


@dataclass(frozen=True, slots=True)
class ClassChange:
    """A changed class of a model.

    Attributes:
        day: the day of the change.
        model: the last id of the model.
        criterion: the ref of the criterion.
        before, after: the grades.
        criteria_changed: whether the list of criteria changed at the same time.
        ids: the ids that `_history.yml` may name it by; only `model` if left out.
    """

    day: dt.date
    model: str
    criterion: str
    before: Grade
    after: Grade
    criteria_changed: bool = False
    ids: tuple[str, ...] = ()

    @property
    def up(self) -> bool:
        """Whether the new class is more open."""
        return more_open(self.before.cls, self.after.cls)

    @property
    def filled(self) -> bool:
        """Whether nothing was filled in before."""
        return self.before.cls is None or self._was_template

    @property
    def _was_template(self) -> bool:
        one = self.before
        return one.cls == "closed" and not one.links and not one.notes


@dataclass(frozen=True, slots=True)
class Regrading:
    """A criterion that was graded by other rules.

    Attributes:
        criterion: its ref.
        first, last: the first and the last day of the changed classes.
        up: whether classes became more open; None if in both directions.
        models: how many models were moved; 0 if only the description or the types changed.
        sure: whether they are so many that no other reason is likely.

    Example:
        >>> day = dt.date(2026, 5, 1)
        >>> Regrading("paper", day, day, True, 30).covers(day, "paper", up=True)
        True
    """

    criterion: str
    first: dt.date
    last: dt.date
    up: bool | None
    models: int
    sure: bool = True

    def covers(self, day: dt.date, criterion: str, *, up: bool) -> bool:
        """Whether a change of a class may be one of it."""
        return (
            criterion == self.criterion
            and self.first <= day <= self.last
            and (self.up is None or self.up == up)
        )


def described_anew(
    described: Iterable[tuple[dt.date, str]], moved: Iterable[Regrading]
) -> Iterator[Regrading]:
    """The criteria that are described in another way; many changes at that time tell the way."""
    some = dt.timedelta(days=DAYS)
    for day, criterion in described:
        first, last = day - some, day + some
        ways = {
            wave.up
            for wave in moved
            if wave.criterion == criterion and wave.first <= last and wave.last >= first
        }
        yield Regrading(criterion, first, last, ways.pop() if len(ways) == 1 else None, 0)


def moved_together(changes: Iterable[ClassChange], size: int) -> Iterator[Regrading]:
    """The criteria on which many models were moved in the same days, most of them one way.

    If they are more than half of many, or go both ways, the reason of each is unknown.
    """
    many = min(max(FEWEST, ceil(MANY * size)), ENOUGH)
    by_criterion = defaultdict(list)
    for change in changes:
        by_criterion[change.criterion].append(change)
    for criterion, some in sorted(by_criterion.items()):
        for run in _runs(some, many // 2 + 1):
            upward = [change for change in run if change.up]
            downward = [change for change in run if not change.up]
            same = max(upward, downward, key=len)
            one_way = len(same) >= ONE_WAY * len(run)
            sure = one_way and max(len(models) for _, models in _windows(same)) >= many
            models = len({change.model for change in (same if one_way else run)})
            up = same is upward if one_way else None
            yield Regrading(criterion, run[0].day, run[-1].day, up, models, sure)


def _runs(changes: Sequence[ClassChange], least: int) -> list[list[ClassChange]]:
    """The changes of at least so many models in `DAYS` days, joined where these days overlap."""
    ordered = sorted(changes, key=lambda c: (c.day, c.model))
    runs: list[list[ClassChange]] = []
    end = 0
    for start, (after, models) in enumerate(_windows(ordered)):
        if len(models) < least:
            continue
        if start >= end:
            runs.append([])
        runs[-1] += ordered[max(start, end) : after]
        end = max(end, after)
    return runs


def _windows(ordered: Sequence[ClassChange]) -> Iterator[tuple[int, set[str]]]:
    """For each change, where the `DAYS` days from it on end, and the models changed in them."""
    for start, first in enumerate(ordered):
        end = start
        while end < len(ordered) and (ordered[end].day - first.day).days <= DAYS:
            end += 1
        yield end, {change.model for change in ordered[start:end]}
