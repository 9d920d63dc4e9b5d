"""Models by two properties, such as date of release and openness, each with its bounds."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

from mkdocs_osai import i18n
from mkdocs_osai.i18n import (
    ENGLISH,
    Phrase,
    clauses,
    gettext,
    gettext_noop,
    headed,
    integer,
    listed,
    using,
)
from mkdocs_osai.index import Model
from mkdocs_osai.stats.dimensions.dimension import Dimension
from mkdocs_osai.stats.formatting import continued, rounded, shown, titled
from mkdocs_osai.stats.results.result import Result, Table, expanded, nested
from mkdocs_osai.stats.results.tally import Tally, joins
from mkdocs_osai.stats.results.time_series import ALL

Scale = Literal["time", "linear", "log"]

MOST_IN_SENTENCE = 30
"""The most models in a sentence; with more, it has the range and the trend only."""

_NO_TREND = gettext_noop(
    "no clear trend: {models} are {more} in {share} of the {pairs} pairs of models whose order is "
    "certain in both"
)
_MOSTLY = gettext_noop(
    "trend: {models} are mostly {more}, in {share} of the {pairs} pairs of models whose order is "
    "certain in both"
)
_TENDING = gettext_noop(
    "trend: {models} tend to be {more}, in {share} of the {pairs} pairs of models whose order is "
    "certain in both"
)

LEAST_FOR_TREND = 10
"""The least models with a figure on both axes for a trend in words."""

MOSTLY, TENDING = Fraction(3, 5), Fraction(1, 5)
"""The least differences of the parts of pairs, from 0 to 1, for two strengths of a trend."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known about a model on an axis.

    Attributes:
        value: the figure; None if only its bounds are known.
        low, high: the lowest and the highest value that the source allows; None if it has none.
        text: the reading for people, such as "0.92" or "2024-07".
        guess: whether the figure is only a guess.

    Example:
        >>> Reading(None, 1.0, 3.0, "1 to 3").middle(), Reading(None, 1.0, None, "≥ 1").middle()
        (2.0, 1.0)
    """

    value: float | None
    low: float | None
    high: float | None
    text: str
    guess: bool = False

    @property
    def least(self) -> float:
        """The lowest value; minus infinity if there is no lower bound."""
        return -math.inf if self.low is None else self.low

    @property
    def most(self) -> float:
        """The highest value; infinity if there is no upper bound."""
        return math.inf if self.high is None else self.high

    @property
    def boundless(self) -> bool:
        """Whether it has a figure without any bounds: a guess, or an estimate without a margin."""
        return self.low is None and self.high is None

    def middle(self, scale: Scale = "linear") -> float:
        """The figure, else the middle of its bounds on a scale, else its only bound."""
        if self.value is not None:
            return self.value
        ends = [end for end in (self.low, self.high) if end is not None]
        if not ends:
            raise ValueError("a reading has a figure or a bound")
        return math.sqrt(ends[0] * ends[-1]) if scale == "log" else (ends[0] + ends[-1]) / 2


@dataclass(frozen=True, slots=True)
class AxisThreshold:
    """A named value on an axis.

    Attributes:
        name: its name for readers.
        value: the value.
        text: the value for readers.
    """

    name: str
    value: float
    text: str


@dataclass(frozen=True)
class Axis:
    """A property of models that an axis can show.

    Attributes:
        name: its name in calls, such as `release_date`.
        label: its name; `titled(label)` is for readers.
        scale: how the axis is drawn: `time` in days since the year 1, `linear` from 0 to 1, or
            `log` in powers of ten.
        read: returns the reading of a model, or why there is none.
        models: models with more of it, such as "later models".
        more, less: two adjectives, such as "later" and "earlier".
        lacking: what a model without a reading lacks.
        column: its column in CSV.
        plain: returns the value of a reading in that column.
        bounded: whether CSV has columns for the bounds.
        unit: the unit on the axis; empty for none.
        grain: bounds that are no wider than this are not drawn.
        thresholds: named values, in their order.
    """

    name: str
    label: str
    scale: Scale
    read: Callable[[Model], Reading | Phrase] = field(compare=False)
    models: str
    more: str
    less: str
    lacking: str
    column: str
    plain: Callable[[Reading], object] = field(compare=False)
    bounded: bool = False
    unit: str = ""
    grain: float = 0.0
    thresholds: tuple[AxisThreshold, ...] = ()


@dataclass(frozen=True, slots=True)
class ScatterPoint:
    """A model with its readings on both axes."""

    model: Model
    x: Reading
    y: Reading

    @property
    def guess(self) -> bool:
        """Whether one of the readings is only a guess."""
        return self.x.guess or self.y.guess

    @property
    def boundless(self) -> bool:
        """Whether one of the readings is a figure without bounds."""
        return self.x.boundless or self.y.boundless


@dataclass(frozen=True, slots=True, repr=False)
class Scatter(Result):
    """The models of a selection by two properties, in the order of the first.

    CSV columns: `id`, `name`, and of each axis its column, such as `released` or `score` (0 to 1);
    of compute also `…_low`, `…_high` and `…_guess`, empty if there is none; with a dimension
    of colours `category`, and `shown_as`: the category, or the `Other` that joins it.

    Attributes:
        x, y: the axes.
        points: the models with a reading on both axes.
        colors: the tally of the colours; its dimension is `ALL` if there is one colour.
        reasons: why models are not shown, in words, with their numbers.
        above: how many models are at or above each threshold, in words.

    Example:
        >>> from mkdocs_osai import load
        >>> load("models").timeline(origin="Switzerland").sentence.partition("; ")[0]
        'date of release 2025-09 and openness 0.92 (Apertus)'
    """

    x: Axis
    y: Axis
    points: tuple[ScatterPoint, ...]
    colors: Tally
    reasons: tuple[tuple[Phrase, int], ...] = ()
    above: tuple[str, ...] = ()

    @property
    def by(self) -> Dimension | None:
        """The dimension of the colours; None if there is one colour."""
        return None if self.colors.dimension == ALL else self.colors.dimension

    @property
    def name(self) -> str:
        """The names of the axes and of the dimension."""
        name = f"{self.y.name}-and-{self.x.name}"
        return f"{name}-by-{self.by.name}" if self.by else name

    @property
    def label(self) -> str:
        """The title of the chart."""
        by = continued(self.x.label)
        title = gettext("{what} by {by}", what=titled(self.y.label), by=by)
        if self.by is None:
            return title
        return gettext("{what}, by {by}", what=title, by=continued(self.by.label))

    @property
    def sentence(self) -> str:
        """The range and the trend in words, and all models if they are few."""
        parts = [*self._ranges, *([self._trend] if self.n > 1 else []), *self.above]
        if self.n > MOST_IN_SENTENCE:
            if self.by:
                categories = self.colors.categories
                parts += [headed(shown(c.name), integer(c.count)) for c in categories]
            parts.append(gettext("the table has every model"))
        elif self.n > 1:
            for category in self.colors.categories:
                its = set(category.models)
                words = ", ".join(_in_words(p) for p in self.points if p.model.id in its)
                parts.append(headed(shown(category.name), words) if self.by else words)
        return clauses([*parts, *(joins(c) for c in self.colors.categories if c.joined)])

    @property
    def table(self) -> Table:
        """A row for each model, with its bounds."""
        header = (gettext("Model"), titled(self.x.label), titled(self.y.label))
        rows = [(p.model.name, p.x.text, p.y.text) for p in self.points]
        if self.by is None:
            return Table(header, tuple(rows))
        names = self._names()
        return Table(
            (*header, titled(self.by.label)),
            tuple(
                (*row, shown(names[point.model.id]))
                for row, point in zip(rows, self.points, strict=True)
            ),
        )

    def to_dict(self) -> dict[str, Any]:
        """The models as plain values.

        Returns:
            `{"x", "y", "by", "label", "selection", "n", "models", "unsorted", "points": [{…}],
            "reasons": [{"reason", "models"}], "categories"}`; a point has the columns of the CSV,
            and `categories` are those of the colours.
        """
        categories = self.colors.categories if self.by else ()
        with using(ENGLISH):
            reasons = [{"reason": str(reason), "models": n} for reason, n in self.reasons]
        return {
            "x": self.x.name,
            "y": self.y.name,
            "by": self.by.name if self.by else None,
            **self._counts,
            "points": [dict(zip(self._header, row, strict=True)) for row in self._rows()],
            "reasons": reasons,
            "categories": nested(categories, lambda c: {"name": c.name, "count": c.count}),
        }

    @property
    def behind(self) -> list[tuple[str, tuple[str, ...]]]:
        """The ids of the models of each colour, with its name."""
        return self.colors.behind

    @property
    def _remarks(self) -> list[str]:
        """Why models are not shown, and what is known only in part."""
        found = []
        if len(self.reasons) > 1:
            listed_ = ", ".join(f"{integer(n)} {why}" for why, n in self.reasons)
            found.append(gettext("not shown: {reasons}", reasons=listed_))
        both = self.x.bounded and self.y.bounded
        for axis, readings in self._by_axis():
            kinds = {
                gettext_noop("{count} with only a guess"): sum(r.guess for r in readings),
                gettext_noop("{count} with an estimate whose margin is not given"): sum(
                    r.boundless and not r.guess for r in readings
                ),
                gettext_noop("{count} with no upper bound"): sum(
                    r.high is None and r.low is not None for r in readings
                ),
                gettext_noop("{count} with no lower bound"): sum(
                    r.low is None and r.high is not None for r in readings
                ),
            }
            texts = [gettext(text, count=integer(n)) for text, n in kinds.items() if n]
            what = continued(axis.label)
            found += [
                gettext("{words} of {what}", words=t, what=what) if both else t for t in texts
            ]
        return found

    def _by_axis(self) -> tuple[tuple[Axis, list[Reading]], tuple[Axis, list[Reading]]]:
        return (self.x, [p.x for p in self.points]), (self.y, [p.y for p in self.points])

    @property
    def _ranges(self) -> list[str]:
        """The lowest and the highest reading on each axis, with their models."""
        if self.n == 1:
            (one,) = self.points
            axes = ((self.x, one.x), (self.y, one.y))
            words = [f"{continued(axis.label)} {reading.text}" for axis, reading in axes]
            names = [one.model.name, *(shown(c.name) for c in self.colors.categories if self.by)]
            return [f"{listed(words)} ({', '.join(names)})"]
        found: list[str] = []
        if not self.points:
            return found
        for axis, readings in self._by_axis():
            places = [reading.middle(axis.scale) for reading in readings]
            low, high = (self._at(readings, places, one) for one in (min(places), max(places)))
            what = continued(axis.label)
            alike = min(places) == max(places)
            found.append(
                gettext("{what} {value} of all models", what=what, value=readings[0].text)
                if alike
                else gettext("{what} from {low} to {high}", what=what, low=low, high=high)
            )
        return found

    def _at(self, readings: Sequence[Reading], places: Sequence[float], place: float) -> str:
        """A reading with the models that have it: "1.00 (Mustango and 1 more)"."""
        those = [i for i, one in enumerate(places) if one == place]
        name, more = self.points[those[0]].model.name, len(those) - 1
        if more:
            name = gettext("{name} and {count} more", name=name, count=integer(more))
        return f"{readings[those[0]].text} ({name})"

    @property
    def _trend(self) -> str:
        """Whether models with more of `x` have more of `y`, in plain words.

        It compares each two models whose order is certain on both axes. It names a trend only if
        the difference is larger than twice its standard deviation without a trend (Kendall 1938).
        """
        known = [(p.x, p.y) for p in self.points if not p.boundless]
        n = len(known)
        along, against = certain_pairs(known)
        pairs = along + against
        if n < LEAST_FOR_TREND:
            return gettext("too few models for a trend")
        if not pairs:
            return gettext("no trend: of no two models the order is certain in both")
        difference = Fraction(abs(along - against), pairs)
        of_all = Fraction(2 * abs(along - against), n * (n - 1))
        chance = 4 * Fraction(2 * (2 * n + 5), 9 * n * (n - 1))
        upwards = along >= against
        share = rounded(Fraction(100 * (along if upwards else against), pairs), 0)
        text = _MOSTLY if difference >= MOSTLY else _TENDING
        if difference < TENDING or of_all**2 <= chance:
            text = _NO_TREND
        return gettext(
            text,
            models=gettext(self.x.models),
            more=gettext(self.y.more if upwards else self.y.less),
            share=i18n.percent(share),
            pairs=integer(pairs),
        )

    def _names(self) -> dict[str, str]:
        return {one: c.name for c in self.colors.categories for one in c.models}

    @property
    def _header(self) -> tuple[str, ...]:
        columns: list[str] = []
        for axis in (self.x, self.y):
            columns.append(axis.column)
            if axis.bounded:
                stem = axis.column.removesuffix("_flop")
                columns += [f"{stem}_{end}" for end in ("low", "high", "guess")]
        return ("id", "name", *columns, *(("category", "shown_as") if self.by else ()))

    def _rows(self) -> Iterator[tuple[object, ...]]:
        names = {
            one: (part.name, name)
            for part, name in expanded(self.colors.categories)
            for one in part.models
        }
        for point in self.points:
            cells: list[object] = []
            for axis, reading in ((self.x, point.x), (self.y, point.y)):
                cells.append(axis.plain(reading))
                if axis.bounded:
                    cells += [reading.low, reading.high, reading.value if reading.guess else None]
            last = names[point.model.id] if self.by else ()
            yield (point.model.id, point.model.name, *cells, *last)


def certain_pairs(readings: Sequence[tuple[Reading, Reading]]) -> tuple[int, int]:
    """How many pairs of models have the same order on both axes, and how many the opposite one.

    A pair counts if both orders are certain: the bounds of the two models do not overlap.

    Example:
        >>> exact = [Reading(n, n, n, "") for n in (1.0, 2.0, 3.0)]
        >>> certain_pairs(list(zip(exact, exact)))
        (3, 0)
        >>> wide = Reading(2.0, 1.0, 3.0, "")
        >>> certain_pairs([(exact[0], wide), (exact[1], wide)])
        (0, 0)
    """
    arriving = sorted(readings, key=lambda pair: pair[0].least)
    leaving = sorted(readings, key=lambda pair: pair[0].most)
    lows: list[float] = []  # of the models that are certainly lower on the first axis
    highs: list[float] = []
    along = against = gone = 0
    for x, y in arriving:
        while gone < len(leaving) and leaving[gone][0].most < x.least:
            insort(lows, leaving[gone][1].least)
            insort(highs, leaving[gone][1].most)
            gone += 1
        along += bisect_left(highs, y.least)
        against += len(lows) - bisect_right(lows, y.most)
    return along, against


def reasons(found: Sequence[Phrase]) -> tuple[tuple[Phrase, int], ...]:
    """Reasons with their numbers, the most frequent first."""
    with using(ENGLISH):
        return tuple(sorted(Counter(found).items(), key=lambda pair: (-pair[1], str(pair[0]))))


def _in_words(point: ScatterPoint) -> str:
    return f"{point.model.name} {point.y.text} ({point.x.text})"
