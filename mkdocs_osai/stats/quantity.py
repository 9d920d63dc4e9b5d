"""Numbers with their basis, and their formats."""

from __future__ import annotations

import datetime as dt
import math
import operator
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any, Literal, Self, cast

from mkdocs_osai import i18n
from mkdocs_osai.i18n import Translated, again, clauses, gettext, gettext_noop, integer
from mkdocs_osai.problems import AuthorError, quote
from mkdocs_osai.sanitize import html_text
from mkdocs_osai.stats.bounded import Bounds, between, scientific
from mkdocs_osai.stats.format_specs import IN_PERCENT, KINDS, WHOLE, formatted
from mkdocs_osai.stats.formatting import in_words, of_models, rounded, without

Kind = Literal["count", "share", "score", "points", "ratio", "change", "rank", "number", "compute"]

MOST_DECIMALS = 6

_NOT_FOR_USERS = frozenset(
    (
        *("basis_text", "calculation", "check_comparable", "definition", "labels", "lacking"),
        *("neighbors", "number", "others", "recompute", "spelled", "standing"),
    )
)
"""Attributes that the other packages use; completion does not offer them."""
MOST_NAMED = 12
"""How many of those that are ahead are named for a rank."""

SINCE = "compared with"
"""The word of a calculation that is a change between two dates."""

_CALCULATED = {
    "plus": gettext_noop("{left} plus {right}"),
    "minus": gettext_noop("{left} minus {right}"),
    "times": gettext_noop("{left} times {right}"),
    "over": gettext_noop("{left} over {right}"),
    SINCE: gettext_noop("{left} compared with {right}"),
}
"""The word of a calculation → the calculation for readers."""

_FAMILIES: dict[str, str] = {
    "share": "part",
    "points": "part",
    "change": "part",
    "count": "count",
    "rank": "rank",
    "score": "score",
    "compute": "compute",
}
"""Kinds of one family can be compared with each other; other kinds with all."""

_LIMITS = {"share": 1, "points": 1, "score": 1, "change": 10}
"""The largest plain number to compare with; a larger one is probably meant in percent."""


class Comparison(int):
    """The result of `a > b`: True or False, with the two numbers.

    Attributes:
        text: the two numbers with their basis.
        near: whether one model more or less in the index would change the result.

    Example:
        >>> answer = Comparison(True, "13 against 12", near=True)
        >>> str(answer), bool(answer), answer.near
        ('True', True, True)
    """

    text: str
    near: bool

    def __new__(cls, holds: bool, text: str, *, near: bool = False) -> Self:  # noqa: FBT001
        """Make it from the result and its text."""
        comparison = super().__new__(cls, bool(holds))
        comparison.text = text
        comparison.near = near
        return comparison

    def __str__(self) -> str:
        return str(bool(self))

    __repr__ = __str__


@dataclass(frozen=True, slots=True)
class Standing:
    """The others in an order, for a rank.

    Attributes:
        shared: how many others have the same place.
        tied_with: the names of these.
        lead: how many times as large it is as the largest other one; None for a rank of a model.
        among: what is ordered: the label of the dimension; empty for models.
        ahead: the names of those in a better place, the first `MOST_NAMED` of them.
        countries: whether it and all that are ahead or share the place are countries.
    """

    shared: int = 0
    tied_with: tuple[str, ...] = ()
    lead: Fraction | None = None
    among: str = ""
    ahead: tuple[str, ...] = ()
    countries: bool = False


@dataclass(frozen=True, eq=False, repr=False)
class Quantity:
    """A number with its basis.

    It prints with its unit, and supports comparison and arithmetic: the difference of two shares
    is in percentage points, that of two counts is a count; a quotient is a ratio.

    Attributes:
        kind: `count` (of models), `share` (0 to 1), `score` (openness, 0 to 1), `points` (a
            difference of shares), `ratio`, `change` (0.1 is ten percent more), `rank`, `number`,
            `compute` (FLOP).
        count: the numerator, in models; of a score, the number of models it is the mean of.
        of: the denominator, in models.
        unsorted: the number of selected models without a category, which are in neither.
        what: what is counted, in words: the dimension and its categories.
        selection: which models were selected, in words.
        date: the date of the index, if it is known.
        number: the exact number, if it does not follow from numerator and denominator.
        basis_text: the basis in words, if it does not follow from the other attributes.
        models: the ids of the models in the numerator.
        spelled: whether a count prints in words.
        decimals: the number of decimals; None for the default of its kind.
        commit: the revision of the index; None for the working folder.
        calculation: the calculation of the number, if there is one.
        others: its values with one model more or less, if they do not follow from its parts.
        dimension: the name of the dimension; empty if there is none.
        categories: the categories that are counted; empty for all.
        lacking: what the unsorted models lack, such as "a tag" or "a class".
        labels: the categories of the selection, if they say all of it.
        standing: of a rank, the others in the order.
        recompute: the same number from another index, if it is known how.
        bounds: its lowest and highest value, if it is not known exactly. It then has no `value`,
            unless both are equal; `certain` and `possible` are numbers that can be calculated with.
        definition: what the definition is called that the counted models meet; empty for others.

    Example:
        >>> us, china = Quantity("share", 76, 191), Quantity("share", 57, 191)
        >>> str(us), str(us - china), str((us - china).points), str(us / china)
        ('39.8%', '9.9 percentage points', '9.9', '1.3')
    """

    kind: Kind
    count: int = 0
    of: int = 0
    unsorted: int = 0
    what: str = ""
    selection: str = ""
    date: dt.date | None = None
    number: Fraction | None = None
    basis_text: str = ""
    models: tuple[str, ...] = ()
    spelled: bool = False
    decimals: int | None = None
    commit: str | None = None
    calculation: Calculation | None = None
    others: tuple[Fraction, ...] = ()
    dimension: str = ""
    categories: tuple[str, ...] = ()
    lacking: str = "a tag"
    labels: tuple[str, ...] = ()
    standing: Standing | None = None
    recompute: Callable[[Any], Quantity] | None = field(default=None, repr=False)
    bounds: Bounds | None = None
    definition: tuple[str, ...] = ()

    def in_this_language(self) -> Self:
        """The same number, with the words about it in the language of now."""
        made = self.calculation
        if made is not None:
            left, right = _in_this_language(made.left), _in_this_language(made.right)
            made = replace(made, left=left, right=right)
        return replace(
            self,
            what=again(self.what),
            selection=again(self.selection),
            basis_text=again(self.basis_text),
            calculation=made,
        )

    @property
    def value(self) -> Fraction:
        """The exact number.

        Raises:
            AuthorError: it is known within bounds only.
        """
        if self.bounds is not None:
            if self.bounds.low is None or not self.bounds.exact:
                raise AuthorError(
                    f"{self} is known within bounds only, and is no number to calculate with",
                    "take .certain or .possible, which are its lowest and its highest value",
                )
            return self.bounds.low
        if self.number is not None:
            return self.number
        return Fraction(self.count, self.of) if self.kind == "share" else Fraction(self.count)

    @property
    def certain(self) -> Quantity:
        """The lowest value, as an exact number; the number itself, if it is exact.

        Raises:
            AuthorError: it has no lower end.
        """
        return self._at_end("low", "certain")

    @property
    def possible(self) -> Quantity:
        """The highest value, as an exact number; the number itself, if it is exact.

        Raises:
            AuthorError: it has no upper end.
        """
        return self._at_end("high", "possible")

    @property
    def at_least(self) -> Quantity:
        """The same number, printed as "at least", with its lowest value.

        Raises:
            AuthorError: it is exact, or has no lower end.
        """
        if self.bounds is None or self.bounds.low is None:
            raise AuthorError(f"{self} is not known by a lower bound", "leave .at_least out")
        return replace(self, bounds=replace(self.bounds, high=None))

    def _at_end(
        self, end: Literal["low", "high"], word: Literal["certain", "possible"]
    ) -> Quantity:
        if self.bounds is None:
            return self
        value: Fraction | None = getattr(self.bounds, end)
        if value is None:
            other = "upper" if end == "high" else "lower"
            raise AuthorError(f"{self} has no {other} end", "take the other end")
        if self.kind == "compute":
            return replace(self, number=value, bounds=replace(self.bounds, low=value, high=value))
        models: tuple[str, ...] = getattr(self.bounds, word)
        text = gettext_noop("{what}, certainly")
        if end == "high":
            text = gettext_noop("{what}, possibly")
        what = Translated(lambda: gettext(text, what=again(self.what)))
        return replace(
            self, count=len(models), models=models, what=what, bounds=None, definition=()
        )

    @property
    def points(self) -> Quantity:
        """A share or a difference of shares, times a hundred, without a unit.

        Raises:
            AuthorError: it is of another kind.

        Example:
            >>> str((Quantity("share", 1, 2) - Quantity("share", 1, 4)).points)
            '25.0'
            >>> str(Quantity("share", 1, 4).per_hundred)
            '25.0'
        """
        if self.kind not in IN_PERCENT:
            raise AuthorError(f"{KINDS[self.kind]} is not in percent", "take osai.share(…)")
        decimals = 1 if self.decimals is None else self.decimals
        times = self._with(100, operator.mul, "times", "number")
        return replace(times, basis_text=self._basis_again(), decimals=decimals)

    per_hundred = points

    @property
    def percent(self) -> Quantity:
        """The same number, if it prints in percent.

        Raises:
            AuthorError: it is of another kind.

        Example:
            >>> str(Quantity("share", 1, 4).percent)
            '25.0%'
        """
        if self.kind == "points":
            raise AuthorError(
                "a difference of shares is in percentage points, not in percent",
                "write .points for the bare number, or osai.change(a, b) of two counts",
            )
        _ = self.points
        return self

    @property
    def words(self) -> Quantity:
        """The same number, printed in words.

        Raises:
            AuthorError: it is of another kind.

        Example:
            >>> str(Quantity("count", 2).words)
            'two'
        """
        if self.kind not in WHOLE:
            raise AuthorError(f"{KINDS[self.kind]} has no words", "only whole numbers have")
        return replace(self, spelled=True)

    def with_decimals(self, decimals: object) -> Quantity:
        """The same number, printed with 0 to 6 decimals, rounded half up.

        The decimals of a share are those of its percentage. Counts and ranks do not change.

        Raises:
            AuthorError: the number of decimals is invalid.

        Example:
            >>> str(Quantity("share", 76, 191).with_decimals(0))
            '40%'
        """
        whole = isinstance(decimals, int) and not isinstance(decimals, bool)
        if not whole or not 0 <= decimals <= MOST_DECIMALS:  # type: ignore[operator]
            raise AuthorError(
                f"decimals is {quote(decimals)}", f"write a whole number from 0 to {MOST_DECIMALS}"
            )
        if self.kind == "score" and not decimals:
            raise AuthorError(
                f"an openness score is from 0 to 1, and {self} without decimals says nothing",
                "write decimals=1 or decimals=2",
            )
        return self if self.kind in WHOLE else replace(self, decimals=decimals)  # type: ignore[arg-type]

    @property
    def label(self) -> str:
        """The subject of the number, in a few words.

        Example:
            >>> us, china = (Quantity("share", 1, 9, what=what) for what in ("US", "China"))
            >>> us.label, (us - china).label
            ('US', 'US minus China')
        """
        if self.change is not None:
            return gettext("change of {what}", what=self.change[1].label)
        if self.calculation is not None:
            sides = (self.calculation.left, self.calculation.right)
            left, right = (
                s.label if isinstance(s, Quantity) else i18n.localized(f"{float(s):g}")
                for s in sides
            )
            return gettext(_CALCULATED[self.calculation.word], left=left, right=right)
        if self.basis_text:
            return self.basis_text.partition(";")[0].partition(":")[0].strip()
        return f"{self.what} ({self.selection})" if self.selection else self.what

    @property
    def parts(self) -> tuple[Quantity, ...]:
        """The numbers it was calculated from; only itself, if it was not calculated."""
        if self.calculation is None:
            return (self,)
        operands = (self.calculation.left, self.calculation.right)
        return tuple(p for o in operands if isinstance(o, Quantity) for p in o.parts)

    @property
    def change(self) -> tuple[Quantity, Quantity] | None:
        """The number before and after, if it is a change between two dates.

        Example:
            >>> now, before = Quantity("count", 3, 9), Quantity("count", 2, 9)
            >>> found = now.change_from(before).change
            >>> found and [str(number) for number in found]
            ['2', '3']
        """
        made = self.calculation
        if made is None or made.word != SINCE:
            return None
        return cast("Quantity", made.right), cast("Quantity", made.left)

    def change_from(self, before: Quantity) -> Quantity:
        """The change from an earlier number: their difference, which knows both.

        Raises:
            AuthorError: they are of different kinds.

        Example:
            >>> str(Quantity("share", 1, 2).change_from(Quantity("share", 1, 4)))
            '25.0 percentage points'
        """
        if self.kind != before.kind or self.kind == "rank":
            raise AuthorError(
                f"{KINDS[before.kind]} and {KINDS[self.kind]} have no change",
                "take a count, a share or a score",
            )
        return replace(
            self - before,
            basis_text=_calculated(SINCE, self, before),
            calculation=Calculation(operator.sub, SINCE, self, before),
        )

    @property
    def neighbors(self) -> tuple[Fraction, ...]:
        """The values of the number with one model more or less in the index.

        Example:
            >>> [str(n) for n in Quantity("share", 1, 3).neighbors]
            ['1/4', '1/2', '0', '2/3']
        """
        if self.bounds is not None:
            return ()
        if self.calculation is not None:
            return self.calculation.neighbors
        if self.number is not None:
            return self.others
        c, n = self.count, self.of
        if self.kind == "share":
            near = ((c, n + 1), (c + 1, n + 1), (c, n - 1), (c - 1, n - 1), (c - 1, n), (c + 1, n))
            return tuple(dict.fromkeys(Fraction(a, b) for a, b in near if b > 0 and 0 <= a <= b))
        least = 1 if self.kind == "rank" else 0
        return tuple(Fraction(one) for one in (c - 1, c + 1) if one >= least)

    @property
    def coverage(self) -> str:
        """The numbers of its basis, without texts from the data; empty if there are none.

        Example:
            >>> Quantity("share", 76, 191, 2, "United States").coverage
            '76 of 191 models; 2 without a tag'
        """
        if self.basis_text:
            return ""
        return clauses((self._whole, self._rest))

    @property
    def basis(self) -> str:
        """The basis in words: numerator, n, models without a tag, date.

        Example:
            >>> Quantity("share", 76, 191, 2, "United States").basis
            'United States: 76 of 191 models; 2 without a tag'
        """
        if self.basis_text:
            return self.basis_text
        whole = self._whole
        if self.what:
            whole = i18n.headed(self.what, whole) if whole else self.what
        return clauses((whole, self.selection, self._rest))

    def _basis_again(self) -> Translated:
        return Translated(lambda: self.in_this_language().basis)

    @property
    def _whole(self) -> str:
        if self.bounds is not None:
            if self.kind == "compute":
                return self.bounds.coverage.text if self.of > 1 else ""
            ends = self.bounds.certain, self.bounds.possible
            found = between(*(integer(len(models)) for models in ends))
            if not self.of_figures:
                return of_models(found, self.of)
            return i18n.ngettext(
                "{part} of {count} model with a figure",
                "{part} of {count} models with a figure",
                self.of,
                part=found,
            )
        return of_models(integer(self.count), self.of)

    @property
    def of_figures(self) -> bool:
        """Whether it is about the models with a figure only."""
        return self.lacking == "a figure"

    @property
    def _rest(self) -> str:
        unsorted = without(self.unsorted, self.lacking) if self.unsorted else ""
        if self.bounds is not None:
            unsorted = self.bounds.coverage.rest if self.kind != "compute" else ""
            if self.kind != "compute" and not self.of_figures:
                undecided = len(self.bounds.possible) - len(self.bounds.certain)
                unsorted = gettext("for {count} it cannot be said", count=integer(undecided))
        return clauses((unsorted, index_of(self.date)))

    def to_dict(self) -> dict[str, Any]:
        """The number and its basis as plain values.

        Returns:
            `{"kind", "value", "text", "about", "basis", "dimension", "categories", "selection",
            "count", "of", "unsorted", "date"}`; `dimension` can be None. A calculated number has
            the numbers it was calculated from as `parts`, instead of the entries after `basis`.
            Of a number that is known within bounds only, `value` is None, and it has `low`, `high`
            and `coverage`.

        Example:
            >>> Quantity("share", 1, 4, what="region China", dimension="regions").to_dict()["text"]
            '25.0%'
        """
        values: dict[str, Any] = {
            "kind": self.kind,
            "value": float(self.value) if self.bounds is None or self.bounds.exact else None,
            **(self.bounds.to_dict() if self.bounds else {}),
            "text": str(self),
            "about": self.label,
            "basis": self.basis,
        }
        if self.calculation is not None:
            return {**values, "parts": [part.to_dict() for part in self.parts]}
        return {
            **values,
            "dimension": self.dimension or None,
            "categories": list(self.categories),
            "selection": self.selection,
            "count": self.count,
            "of": self.of,
            "unsorted": self.unsorted,
            "date": self.date.isoformat() if self.date else None,
        }

    def __str__(self) -> str:
        return _within_bounds(self, self.bounds) if self.bounds else _WRITERS[self.kind](self)

    __repr__ = __str__

    def __dir__(self) -> list[str]:
        return [name for name in super().__dir__() if name not in _NOT_FOR_USERS]

    def __float__(self) -> float:
        return float(self.value)

    def __format__(self, spec: str) -> str:
        if not spec:
            return str(self)
        return formatted(self.kind, self.value, str(self), spec)

    def __int__(self) -> int:
        if self.kind in IN_PERCENT or self.kind == "score" or self.value.denominator != 1:
            decimals = 1 if self.kind == "score" else 0
            raise AuthorError(
                f"{self} is {KINDS[self.kind]}, and no whole number",
                f"write decimals={decimals} in the call, or | round({decimals})",
            )
        return int(self.value)

    __index__ = __int__

    def __bool__(self) -> bool:
        return bool(self.value)

    def __round__(self, digits: int = 0) -> Quantity:
        return self.with_decimals(digits)

    def __add__(self, other: object) -> Quantity:
        return self._with(other, operator.add, "plus", self._kind_of_sum(other))

    def __radd__(self, other: object) -> Quantity:
        return self if other == 0 else self + other

    def __sub__(self, other: object) -> Quantity:
        kind = self._kind_of_sum(other)
        less_points = isinstance(other, Quantity) and other.kind == "points"
        if kind == "share" and not less_points:
            kind = "points"
        return self._with(other, operator.sub, "minus", kind)

    def __rsub__(self, other: object) -> Quantity:
        return Quantity("number", number=_fraction(other), basis_text=str(other)) - self

    def __mul__(self, other: object) -> Quantity:
        self._check_factor(other, operator.mul)
        whole = self.kind not in WHOLE or (isinstance(other, int) and self.kind == "count")
        kind = self.kind if whole and not isinstance(other, Quantity) else "number"
        return self._with(other, operator.mul, "times", kind)

    __rmul__ = __mul__

    def __truediv__(self, other: object) -> Quantity:
        self._check_factor(other, operator.truediv)
        if isinstance(other, Quantity):
            self._check_kind(other)
            kind: Kind = "ratio"
        else:
            kind = "number" if self.kind in ("count", "rank") else self.kind
        return self._with(other, operator.truediv, "over", kind)

    def __rtruediv__(self, other: object) -> Quantity:
        return Quantity("number", number=_fraction(other), basis_text=str(other)) / self

    def __neg__(self) -> Quantity:
        return replace(self * -1, basis_text=self._basis_again())

    def __abs__(self) -> Quantity:
        return -self if self.value < 0 else self

    def check_comparable(self, other: object) -> None:
        """Check that a comparison is meaningful, and can be decided.

        Raises:
            AuthorError: the other number is of another kind, or is probably meant in percent.
        """
        if isinstance(other, Quantity):
            mine, its = _FAMILIES.get(self.kind), _FAMILIES.get(other.kind)
            if mine and its and mine != its:
                raise AuthorError(
                    f"{KINDS[self.kind]} and {KINDS[other.kind]} cannot be compared",
                    "take two numbers of one kind",
                )
            return
        limit = _LIMITS.get(self.kind)
        number = isinstance(other, int | float | Fraction) and math.isfinite(other)
        if limit and number and abs(other) > limit:  # type: ignore[arg-type]
            percent = self.kind in IN_PERCENT
            raise AuthorError(
                f"{KINDS[self.kind]} is compared with {other}, but 1 is the whole of it",
                f"write {float(other) / 100:g} for {other}%"  # type: ignore[arg-type]
                + (", or compare .per_hundred" if percent else ""),
            )

    def __eq__(self, other: object) -> Comparison:  # type: ignore[override]
        return self._compared(other, operator.eq)

    def __ne__(self, other: object) -> Comparison:  # type: ignore[override]
        return self._compared(other, operator.ne)

    def __lt__(self, other: object) -> Comparison:
        return self._compared(other, operator.lt)

    def __le__(self, other: object) -> Comparison:
        return self._compared(other, operator.le)

    def __gt__(self, other: object) -> Comparison:
        return self._compared(other, operator.gt)

    def __ge__(self, other: object) -> Comparison:
        return self._compared(other, operator.ge)

    def __hash__(self) -> int:
        bounds = self.bounds
        return hash((bounds.low, bounds.high) if bounds and not bounds.exact else self.value)

    def _compared(
        self, other: object, operation: Callable[[Fraction | float, Fraction | float], bool]
    ) -> Comparison:
        if operation not in (operator.eq, operator.ne):  # == answers for any two things
            self.check_comparable(other)
        if self._is_bounded(other):
            return self._compared_within(other, operation)
        number = other.value if isinstance(other, Quantity) else other
        if not isinstance(number, int | float | Fraction):
            return cast("Comparison", NotImplemented)
        holds = bool(operation(self.value, number))
        varied = [operation(one, number) for one in self.neighbors]
        text = str(other)
        if isinstance(other, Quantity):
            varied += [operation(self.value, one) for one in other.neighbors]
            text = f"{other} ({other.basis})"
        near = any(bool(one) is not holds for one in varied)
        return Comparison(holds, f"{self} ({self.basis}) compared with {text}", near=near)

    def _is_bounded(self, other: object) -> bool:
        """Whether one of two numbers is known within bounds only."""
        sides = [side.bounds for side in (self, other) if isinstance(side, Quantity)]
        return any(bounds is not None and not bounds.exact for bounds in sides)

    def _compared_within(
        self, other: object, operation: Callable[[Fraction | float, Fraction | float], bool]
    ) -> Comparison:
        """A comparison that holds for all values within the bounds, or for none.

        Raises:
            AuthorError: it holds for some values only.
        """
        if not isinstance(other, Quantity | int | float | Fraction):
            return cast("Comparison", NotImplemented)
        (low, high), (low_2, high_2) = _range(self), _range(other)
        if operation in (operator.eq, operator.ne):
            holds = operation is operator.ne if high < low_2 or high_2 < low else None
        else:
            answers = {operation(low, high_2), operation(high, low_2)}
            holds = answers.pop() if len(answers) == 1 else None
        if holds is None:
            raise AuthorError(
                f"whether {self} is larger or smaller than {other} cannot be decided",
                "compare .certain or .possible, and say which of the two",
            )
        return Comparison(holds, f"{self} ({self.basis}) compared with {other}")

    def _check_factor(self, other: object, operation: Callable[..., Fraction]) -> None:
        """Raise an AuthorError for a share times 100 and the like: it prints in percent already."""
        if (
            self.kind not in IN_PERCENT
            or isinstance(other, Quantity)
            or not (number := _fraction(other))
        ):
            return
        if abs(operation(Fraction(1), number)) >= 10:
            times = self._with(other, operation, "times", self.kind)
            raise AuthorError(
                f"{self} is written per hundred already, and would print as {times}",
                "leave the factor out, or write .per_hundred for the bare number; to count models, "
                "multiply with osai.n()",
            )

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """The number and its basis, for notebooks."""
        return {
            "text/plain": f"{self} ({self.basis})",
            "text/html": f"<strong>{self}</strong> <small>{html_text(self.basis)}</small>",
        }

    def _kind_of_sum(self, other: object) -> Kind:
        if not isinstance(other, Quantity) or other.kind == self.kind:
            return self.kind
        self._check_kind(other)
        return "share" if "share" in (self.kind, other.kind) else "number"

    def _check_kind(self, other: Quantity) -> None:
        """Raise an AuthorError for arithmetic with numbers of incompatible kinds."""
        if self.kind != other.kind and not any({self.kind, other.kind} <= one for one in _ALIKE):
            raise AuthorError(
                f"a {self.kind} and a {other.kind} are different kinds of number",
                "calculate with two of one kind",
            )

    def _with(
        self,
        other: object,
        operation: Callable[[Fraction, Fraction], Fraction],
        word: str,
        kind: Kind,
    ) -> Quantity:
        number = _fraction(other)
        if word == "over" and not number:
            raise AuthorError("a division by zero", "check first that the divisor is not 0")
        return Quantity(
            kind,
            number=operation(self.value, number),
            basis_text=_calculated(word, self, other),
            date=self.date,
            commit=self.commit,
            calculation=Calculation(
                operation, word, self, other if isinstance(other, Quantity) else number
            ),
        )


@dataclass(frozen=True, slots=True)
class Calculation:
    """How a number was calculated.

    Attributes:
        operation: the operation.
        word: the operation in a word, such as `minus`.
        left, right: to what; a plain number is exact.
    """

    operation: Callable[[Fraction, Fraction], Fraction]
    word: str
    left: Quantity | Fraction
    right: Quantity | Fraction

    @property
    def neighbors(self) -> tuple[Fraction, ...]:
        """The results with one model more or less on either side."""
        left, right = _fraction(self.left), _fraction(self.right)
        pairs = [(one, right) for one in getattr(self.left, "neighbors", ())]
        pairs += [(left, one) for one in getattr(self.right, "neighbors", ())]
        divides = self.operation is operator.truediv
        results = (self.operation(a, b) for a, b in pairs if b or not divides)
        return tuple(dict.fromkeys(results))


def _in_this_language(operand: Quantity | Fraction) -> Quantity | Fraction:
    return operand.in_this_language() if isinstance(operand, Quantity) else operand


def _calculated(word: str, left: Quantity, right: object) -> Translated:
    """The basis of a calculation."""

    def basis() -> str:
        after = right.in_this_language().basis if isinstance(right, Quantity) else str(right)
        return gettext(_CALCULATED[word], left=left.in_this_language().basis, right=after)

    return Translated(basis)


def index_of(date: dt.date | None) -> str:
    """The date of an index, for readers; empty if it is not known.

    Example:
        >>> index_of(dt.date(2026, 6, 12))
        'index of 2026-06-12'
    """
    return gettext("index of {date}", date=date.isoformat()) if date else ""


def _within_bounds(quantity: Quantity, bounds: Bounds) -> str:
    """A number that is known within bounds, or exactly, with the models it is based on."""
    if quantity.kind == "compute":
        if quantity.number is not None and bounds.low is bounds.high is None:
            return gettext("{number} FLOP (margin not given)", number=scientific(quantity.number))
        if quantity.number is not None and not bounds.exact:
            low, high = (None if e is None else scientific(e) for e in (bounds.low, bounds.high))
            return f"{scientific(quantity.number)} FLOP ({between(low, high)})"
        digits = 3 if bounds.exact or bounds.high is None else None
        low, high = (
            None if e is None else scientific(e, digits, down=bounds.high is None)
            for e in (bounds.low, bounds.high)
        )
        return f"{between(low, high)} FLOP"
    ends = [
        None if e is None else _WRITERS[quantity.kind](replace(quantity, number=e, bounds=None))
        for e in (bounds.low, bounds.high)
    ]
    if quantity.kind != "count" or bounds.high is None:
        return between(*ends)
    return gettext("{part} of {whole}", part=between(*ends), whole=integer(quantity.of))


def _written(quantity: Quantity, default: int, factor: int = 1) -> str:
    decimals = default if quantity.decimals is None else quantity.decimals
    return rounded(quantity.value * factor, decimals)


def _range(number: Quantity | float | Fraction) -> tuple[Fraction | float, Fraction | float]:
    """The lowest and the highest value of a number; infinite where it has no end."""
    if not isinstance(number, Quantity):
        return number, number
    if number.bounds is None:
        return number.value, number.value
    low, high = number.bounds.low, number.bounds.high
    return -math.inf if low is None else low, math.inf if high is None else high


_ALIKE = ({"share", "points"}, {"count", "number"}, {"ratio", "number"}, {"score", "number"})
"""Pairs of kinds that are compatible in arithmetic."""

_WRITERS: dict[Kind, Callable[[Quantity], str]] = {
    "count": lambda q: in_words(int(q)) if q.spelled else rounded(q.value, 0),
    "share": lambda q: i18n.percent(_written(q, 1, 100)),
    "score": lambda q: _written(q, 2),
    "points": lambda q: gettext("{number} percentage points", number=_written(q, 1, 100)),
    "ratio": lambda q: _written(q, 2 if 0 < abs(q.value) < 1 else 1),
    "change": lambda q: i18n.percent(_written(q, 1, 100)),
    "rank": lambda q: in_words(int(q)) if q.spelled else rounded(q.value, 0),
    "number": lambda q: _written(q, int(q.value.denominator != 1)),
    "compute": lambda q: f"{scientific(q.value)} FLOP",
}
"""Kind of number → its format."""


def _fraction(other: object) -> Fraction:
    """A number as a fraction, or an AuthorError if it is no number."""
    if isinstance(other, Quantity):
        return other.value
    if isinstance(other, bool) or not isinstance(other, int | float | Fraction):
        hint = "join text with ~" if isinstance(other, str) else "use a number"
        raise AuthorError(f"{quote(other)} is no number to calculate with", hint)
    if isinstance(other, float) and not math.isfinite(other):
        raise AuthorError(f"{other} is no number to calculate with", "use a number")
    return Fraction(str(other)) if isinstance(other, float) else Fraction(other)
