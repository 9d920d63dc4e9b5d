"""The counts of the categories of a dimension in a selection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from mkdocs_osai.i18n import gettext, integer, listed, ngettext
from mkdocs_osai.stats.dimensions.dimension import OTHER, Dimension, unfinished
from mkdocs_osai.stats.formatting import percent, shown, titled
from mkdocs_osai.stats.results.result import Result, Table, expanded, nested, to_frame, with_joined

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Category:
    """One category of a tally.

    Attributes:
        name: the name; `shown(name)` is for readers.
        count: how many models are in it.
        share: the count divided by the n of the tally, exact, from 0 to 1.
        color: the name of its colour in all charts of the site; None is grey.
        models: the ids of its models.
        joined: the categories that it joins, if it is an `Other`.
    """

    name: str
    count: int
    share: Fraction
    color: str | None
    models: tuple[str, ...]
    joined: tuple[Category, ...] = ()

    @property
    def percent(self) -> str:
        """The share in percent, such as `39.8%`."""
        return percent(self.share)


@dataclass(frozen=True, slots=True, repr=False)
class Tally(Result):
    """The categories of a dimension with their counts in a selection.

    CSV columns: `category`, `count`, `n`, `share` (0 to 1), and `shown_as`: the category, or the
    `Other` that joins it.

    Attributes:
        dimension: the dimension.
        categories: largest first; periods in chronological order, classes from open to closed; none
            is empty.
        kept: how many categories the call keeps; None for all.
        other: the name of joined categories.
    """

    dimension: Dimension
    categories: tuple[Category, ...]
    kept: int | None = field(default=None, compare=False)
    other: str = OTHER

    @property
    def name(self) -> str:
        """The name of the dimension."""
        return self.dimension.name

    @property
    def label(self) -> str:
        """The label of the dimension."""
        return titled(self.dimension.label)

    @property
    def overlapping(self) -> bool:
        """Whether a model counts in several categories, including those that `Other` joins."""
        return sum(part.count for c in self.categories for part in c.joined or (c,)) > self.n

    @property
    def members(self) -> tuple[str, ...]:
        """The ids of the models in any category."""
        return tuple(dict.fromkeys(m for c in self.categories for m in c.models))

    @property
    def _remarks(self) -> list[str]:
        """Notes on the numbers; one says whether joining has parted equal categories."""
        shown = [c.count for c in self.categories if not c.joined and c.name != OTHER]
        joined = [p.count for c in self.categories for p in c.joined if p.name != OTHER]
        equal = joined.count(min(shown)) if shown else 0
        parted = ngettext(
            "{count} joined category is as large as the smallest that is shown",
            "{count} joined categories are as large as the smallest that is shown",
            equal,
        )
        found = [*super(Tally, self)._remarks, *([parted] if equal else [])]
        return [*found, *([up_to(self.unfinished, self.date)] if self.unfinished else [])]

    @property
    def unfinished(self) -> str | None:
        """The last period, if it is not over on the date of the index; else None."""
        if not self.dimension.chronological:
            return None
        return unfinished([c.name for c in self.categories], self.date)

    def in_order(self, order: Iterable[str]) -> Tally:
        """A copy with these categories first, in this order."""
        places = {name: place for place, name in enumerate(order)}
        ordered = sorted(self.categories, key=lambda c: places.get(c.name, len(places)))
        return replace(self, categories=tuple(ordered))

    def top(self, k: int, other: str | None = None) -> Tally:
        """A copy with the `k` largest categories, and the others joined to one `Other`.

        A single other category is not joined. A category with the name `Other` is always joined
        with the rest, so that the name has one meaning.

        Args:
            k: how many to keep, at least 1.
            other: the name of the joined ones, if not `self.other`.
        """
        ranked = sorted(self.categories, key=lambda c: (c.name == OTHER, -c.count))
        rest = ranked[k:]
        if len(rest) <= 1:
            return self
        inside = {c.name for c in rest}
        models = tuple(dict.fromkeys(m for c in rest for m in c.models))
        parts = tuple(part for c in rest for part in c.joined or (c,))
        share = Fraction(len(models), self.n)
        joined = Category(other or self.other, len(models), share, None, models, parts)
        kept = [c for c in self.categories if c.name not in inside]
        return replace(self, categories=(*kept, joined))

    def with_other_last(self) -> Tally:
        """A copy with `Other` as the last category, as in charts."""
        last = sorted(self.categories, key=lambda c: c.name == OTHER or bool(c.joined))
        return replace(self, categories=tuple(last))

    def to_dict(self) -> dict[str, Any]:
        """The tally as plain values; shares are fractions of n from 0 to 1.

        Returns:
            `{"dimension", "label", "selection", "n", "models", "unsorted", "overlapping",
            "categories": [{"name", "count", "share"}]}`; label and selection are in words,
            `overlapping` is whether a model is in several categories, and an `Other` also has the
            categories that it joins, as `joined`.
        """
        return {
            "dimension": self.dimension.name,
            **self._counts,
            "overlapping": self.overlapping,
            "categories": nested(self.categories, _plain),
        }

    @property
    def behind(self) -> list[tuple[str, tuple[str, ...]]]:
        """The ids of the models of each category, with its name."""
        return [(one.name, one.models) for one in self.categories]

    @property
    def _header(self) -> tuple[str, ...]:
        return ("category", "count", "n", "share", "shown_as")

    def _rows(self) -> Iterator[tuple[object, ...]]:
        for part, name in expanded(self.categories):
            yield part.name, part.count, self.n, float(part.share), name

    def frame(self) -> pd.DataFrame:
        """The tally as a DataFrame: index `category`, columns `count` and `share` (0 to 1)."""
        rows = ((c.name, c.count, float(c.share)) for c in self.categories)
        return to_frame(("category", "count", "share"), rows)

    @property
    def table(self) -> Table:
        """A row for each category; those that `Other` joins are below it."""
        rows = [(name, integer(c.count), c.percent) for name, c in with_joined(self.categories)]
        return Table((self.label, gettext("Models"), gettext("Share")), tuple(rows))

    @property
    def sentence(self) -> str:
        """All shares and counts in words."""
        return ", ".join(_in_words(c) for c in self.categories)


def joins(category: Category) -> str:
    """The categories that a category joins, in words.

    Example:
        >>> parts = tuple(Category(name, 1, Fraction(1, 9), None, (name,)) for name in "ab")
        >>> joins(Category("Other", 2, Fraction(2, 9), None, ("a", "b"), parts))
        'Other joins 2 categories: a and b'
    """
    return gettext(
        "{name} joins {count} categories: {names}",
        name=shown(category.name),
        count=integer(len(category.joined)),
        names=listed([shown(part.name) for part in category.joined]),
    )


def up_to(span: str, date: object) -> str:
    """A remark on a span that is not over on the date of the index.

    Example:
        >>> up_to("2026", "2026-06-12")
        '2026 only up to 2026-06-12'
    """
    return gettext("{span} only up to {date}", span=shown(span), date=date)


def _plain(category: Category) -> dict[str, Any]:
    return {"name": category.name, "count": category.count, "share": float(category.share)}


def _in_words(category: Category) -> str:
    words = f"{shown(category.name)} {category.percent} ({integer(category.count)})"
    names = ", ".join(f"{shown(c.name)} {integer(c.count)}" for c in category.joined)
    return which_joins(words, len(category.joined), names)


def which_joins(words: str, count: int, names: str) -> str:
    """Words about a category, and those of the categories that it joins, if there are any."""
    if not count:
        return words
    return gettext(
        "{words}, which joins {count} categories: {names}",
        words=words,
        count=integer(count),
        names=names,
    )
