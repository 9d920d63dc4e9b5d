"""Two states of one index beside each other: what they share, and what only one of them has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from mkdocs_osai.index import Criteria
from mkdocs_osai.stats.formatting import rounded
from mkdocs_osai.stats.results.tally import Category, Tally
from mkdocs_osai.stats.selection.conditions import Not, Scored
from mkdocs_osai.stats.selection.selection import WORDS, Selection

if TYPE_CHECKING:
    from mkdocs_osai.stats.index import Index


@dataclass(frozen=True, slots=True)
class TallyPair:
    """A category then and now.

    Attributes:
        before, after: the category in each state, of one name; empty where a state lacks it.
    """

    before: Category
    after: Category

    @property
    def name(self) -> str:
        """As readers see it."""
        return self.after.name

    @property
    def change(self) -> Fraction:
        """The share now less the share then, exact, from -1 to 1."""
        return self.after.share - self.before.share

    @property
    def points(self) -> str:
        """The change in percentage points as readers see it, such as `+0.8`."""
        text = rounded(self.change * 100, 1)
        return f"+{text}" if self.change > 0 and text != "0.0" else text

    @property
    def checks(self) -> bool:
        """Whether the shares as they are shown differ by the points as they are shown."""
        then, now, change = (
            rounded(number * 100, 1)
            for number in (self.before.share, self.after.share, self.change)
        )
        return _tenths(now) - _tenths(then) == _tenths(change)

    @property
    def joined(self) -> tuple[TallyPair, ...]:
        """The pairs in it, if it is the `Other` that joins several."""
        return pairs(self.before.joined, self.after.joined)

    @property
    def words(self) -> str:
        """Both shares and the change: "China 31.2% → 29.8% (−1.4 points)"."""  # noqa: RUF002
        return f"{self.name} {self.before.percent} → {self.after.percent} ({self.points} points)"


def _tenths(text: str) -> int:
    return int(text.replace(".", "").replace("\N{MINUS SIGN}", "-"))


def pairs(before: Sequence[Category], after: Sequence[Category]) -> tuple[TallyPair, ...]:
    """The categories of two states, one by one."""
    return tuple(TallyPair(then, now) for then, now in zip(before, after, strict=True))


def graded_alike(one: Criteria, other: Criteria) -> bool:
    """Whether scores by one set of criteria are comparable with those by another.

    What a criterion is called, and where it stands, changes no score.

    Example:
        >>> from mkdocs_osai.index import Criterion
        >>> code, paper = Criterion("code", "Code", "All"), Criterion("paper", "Paper", "All")
        >>> graded_alike(Criteria((code, paper)), Criteria((paper, code)))
        True
        >>> graded_alike(Criteria((code, paper)), Criteria((code,)))
        False
    """
    first, second = ({c.ref: frozenset(c.types) for c in all_of} for all_of in (one, other))
    return first == second


def about_scores(selection: Selection) -> bool:
    """Whether it hangs on a score which models are selected."""
    within = (c.condition if isinstance(c, Not) else c for c in selection.conditions)
    return any(isinstance(condition, Scored) for condition in within)


def foreign_to(index: Index, by: str | None, selection: Mapping[str, object]) -> str | None:
    """The dimension or the first word of a question that an index knows nothing of.

    Criteria come and go, and each is a dimension and a word.

    Example:
        >>> from mkdocs_osai import load
        >>> foreign_to(load("models"), "types", {"latest": True, "watermark": "open"})
        'watermark'
    """
    if by is not None and by not in index.registry:
        return by
    excluded = selection.get("exclude")
    words = {**selection, **(excluded if isinstance(excluded, Mapping) else {})}
    known = {*WORDS, *index.registry.filters}
    return next((str(word) for word in words if word not in known), None)


def with_gone(now: Tally, *earlier: Tally) -> Tally:
    """A tally, and behind its categories, empty, those that only earlier tallies have.

    Args:
        now: the later state.
        *earlier: the states before it, newest first.
    """
    found = {category.name: category for category in now.categories}
    for tally in earlier:
        for one in tally.categories:
            found.setdefault(one.name, replace(one, count=0, share=Fraction(0), models=()))
    categories = list(found.values())
    if now.dimension.chronological:
        categories.sort(key=lambda category: category.name)
    return replace(now, categories=tuple(categories))


def alike(before: Tally, after: Tally) -> Tally:
    """The earlier tally with the categories of the later one, joined as these are.

    Args:
        before: the earlier tally, which is not empty.
        after: the later one, with the categories of both.
    """
    found = {part.name: part for c in before.categories for part in c.joined or (c,)}

    def of(now: Category) -> Category:
        parts = tuple(of(part) for part in now.joined)
        then = [found[one.name] for one in parts or (now,) if one.name in found]
        models = tuple(dict.fromkeys(model for one in then for model in one.models))
        share = Fraction(len(models), before.n)
        return replace(now, count=len(models), share=share, models=models, joined=parts)

    return replace(before, categories=tuple(of(one) for one in after.categories))
