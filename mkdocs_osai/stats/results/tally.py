"""The counts of one dimension over a selection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from mkdocs_osai.stats.dimensions.dimension import OTHER, Dimension
from mkdocs_osai.stats.formatting import enumerated, percent
from mkdocs_osai.stats.results.result import Result, Table, expanded, nested, to_frame, with_joined

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Category:
    """One category of a tally.

    Attributes:
        name: as readers see it.
        count: how many models are in it.
        share: count over the tally's n, exact, from 0 to 1.
        color: the name of its colour on every chart of the site; None is grey.
        models: the ids of the models in it.
        joined: the categories in it, if it is the `Other` that joins several.
    """

    name: str
    count: int
    share: Fraction
    color: str | None
    models: tuple[str, ...]
    joined: tuple[Category, ...] = ()

    @property
    def percent(self) -> str:
        """The share as readers see it, such as `39.8%`."""
        return percent(self.share)


@dataclass(frozen=True, slots=True)
class Tally(Result):
    """Categories with their counts, over one selection.

    CSV columns: `category`, `count`, `n`, `share` (0 to 1), and `shown_as`: what it is shown as.

    Attributes:
        dimension: what the models are sorted by.
        categories: largest first, or in the order of time; none is empty.
        n: how many models are in a category.
        kept: how many categories the call keeps; None for all.
        other: what joined categories are called.
    """

    dimension: Dimension
    categories: tuple[Category, ...]
    kept: int | None = field(default=None, compare=False)
    other: str = OTHER

    @property
    def name(self) -> str:
        """What is counted, as part of a file's name."""
        return self.dimension.name

    @property
    def label(self) -> str:
        """What is counted, for readers."""
        return self.dimension.label

    @property
    def overlapping(self) -> bool:
        """Whether a model counts in several categories, so that counts and shares add up to more.

        The categories that `Other` joins are looked at one by one.
        """
        return sum(part.count for c in self.categories for part in c.joined or (c,)) > self.n

    @property
    def members(self) -> tuple[str, ...]:
        """The ids of the models in any category."""
        return tuple(dict.fromkeys(m for c in self.categories for m in c.models))

    def in_order(self, order: Iterable[str]) -> Tally:
        """The same, with these categories first, in this order."""
        places = {name: place for place, name in enumerate(order)}
        ordered = sorted(self.categories, key=lambda c: places.get(c.name, len(places)))
        return replace(self, categories=tuple(ordered))

    def top(self, k: int, other: str | None = None) -> Tally:
        """The `k` largest categories, and the others joined to one `Other`.

        Two or more are joined; a single one is left as it is. A category that is named `Other`
        already is joined with the rest, so that the name means one thing.

        Args:
            k: how many to keep, at least 1.
            other: what the joined ones are called, if not `self.other`.
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
        """The same, with the category `Other` behind all others, as charts show it."""
        last = sorted(self.categories, key=lambda c: c.name == OTHER or bool(c.joined))
        return replace(self, categories=tuple(last))

    def to_dict(self) -> dict[str, Any]:
        """The tally as plain values; shares are fractions of n from 0 to 1.

        Returns:
            `{"dimension", "label", "selection", "n", "models", "unsorted", "overlapping",
            "categories": [{"name", "count", "share"}]}`; label and selection are in words,
            `overlapping` says whether a model can be in several categories, and an `Other` also
            has the categories it joins, as `joined`.
        """
        return {
            "dimension": self.dimension.name,
            **self._counts,
            "overlapping": self.overlapping,
            "categories": nested(self.categories, _plain),
        }

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
        """The tally as readers see it: a row for each category, those in `Other` below it."""
        rows = [(name, f"{c.count:,}", c.percent) for name, c in with_joined(self.categories)]
        return Table((self.label, "Models", "Share"), tuple(rows))

    @property
    def sentence(self) -> str:
        """Every number of the tally in words, as for readers who do not see the picture."""
        return ", ".join(_in_words(c) for c in self.categories)


def joins(category: Category) -> str:
    """What a joined category holds, in words.

    Example:
        >>> parts = tuple(Category(name, 1, Fraction(1, 9), None, (name,)) for name in "ab")
        >>> joins(Category("Other", 2, Fraction(2, 9), None, ("a", "b"), parts))
        'Other joins 2 categories: a and b'
    """
    names = enumerated([part.name for part in category.joined])
    return f"{category.name} joins {len(category.joined)} categories: {names}"


def _plain(category: Category) -> dict[str, Any]:
    return {"name": category.name, "count": category.count, "share": float(category.share)}


def _in_words(category: Category) -> str:
    words = f"{category.name} {category.percent} ({category.count:,})"
    if category.joined:
        names = ", ".join(f"{c.name} {c.count:,}" for c in category.joined)
        words += f", which joins {len(category.joined)} categories: {names}"
    return words
