"""A number with what it rests on, and the one way each kind of number is written."""

from __future__ import annotations

import datetime as dt
import math
import operator
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from html import escape
from typing import Literal

from mkdocs_osai.problems import AuthorError, shown
from mkdocs_osai.stats.comparison import Comparable
from mkdocs_osai.stats.numerals import in_words, models_in_words, percent, rounded

Kind = Literal["count", "share", "score", "points", "ratio", "change", "rank", "number"]


@dataclass(frozen=True, eq=False)
class Quantity(Comparable):
    """A number with what it rests on.

    It prints as people write it, compares as a number, and can be calculated with: the difference
    of two shares is in percentage points, of two counts a count; a quotient is a ratio.

    Attributes:
        kind: `count` (of models), `share` (0 to 1), `score` (openness, 0 to 1), `points` (a
            difference of shares), `ratio`, `change` (0.1 is ten percent more), `rank`, `number`.
        count: the numerator, in models; of a score, how many models it is the mean of.
        of: the denominator, in models.
        unsorted: how many selected models could not be sorted, and are in neither.
        what: what is counted, in words.
        selection: which models were asked, in words.
        date: the date of the index, if it is known.
        number: the exact number, where numerator and denominator do not tell it.
        told: what it rests on, in words, where the parts above do not tell it.
        models: the ids of the models in the numerator.
        words: whether a count prints in words.
        decimals: how many a bare number prints with; as many as it needs, one at most, if None.
        commit: the revision of the index it was computed from; None for the folder as it is.
        made: what it was calculated from, if it was calculated.
        others: what it would be with one model more or less, where its parts do not tell.
        lacking: what the models that could not be sorted lack, such as "a tag" or "a class".

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
    told: str = ""
    models: tuple[str, ...] = ()
    words: bool = False
    decimals: int | None = None
    commit: str | None = None
    made: Made | None = None
    others: tuple[Fraction, ...] = ()
    lacking: str = "a tag"

    @property
    def value(self) -> Fraction:
        """The exact number."""
        if self.number is not None:
            return self.number
        return Fraction(self.count, self.of) if self.kind == "share" else Fraction(self.count)

    @property
    def points(self) -> Quantity:
        """A share, or a difference of shares, times a hundred, as a bare number.

        Example:
            >>> str((Quantity("share", 1, 2) - Quantity("share", 1, 4)).points)
            '25.0'
        """
        return replace(self * 100, kind="number", told=self.basis, decimals=1)

    @property
    def label(self) -> str:
        """What the number is about, in a few words.

        Example:
            >>> us, china = (Quantity("share", 1, 9, what=what) for what in ("US", "China"))
            >>> us.label, (us - china).label
            ('US', 'US minus China')
        """
        if self.made is not None:
            sides = (self.made.left, self.made.right)
            left, right = (s.label if isinstance(s, Quantity) else f"{float(s):g}" for s in sides)
            return f"{left} {self.made.word} {right}"
        if self.told:
            return self.told.partition(";")[0].partition(":")[0]
        return f"{self.what} ({self.selection})" if self.selection else self.what

    @property
    def parts(self) -> tuple[Quantity, ...]:
        """The numbers it was calculated from; itself, if it was not."""
        if self.made is None:
            return (self,)
        operands = (self.made.left, self.made.right)
        return tuple(p for o in operands if isinstance(o, Quantity) for p in o.parts)

    @property
    def neighbors(self) -> tuple[Fraction, ...]:
        """What the number would be with one model more or less in the index.

        Example:
            >>> [str(n) for n in Quantity("share", 1, 3).neighbors]
            ['1/4', '1/2', '0', '2/3']
        """
        if self.made is not None:
            return self.made.neighbors
        if self.number is not None:
            return self.others
        c, n = self.count, self.of
        if self.kind == "share":
            near = ((c, n + 1), (c + 1, n + 1), (c, n - 1), (c - 1, n - 1), (c - 1, n), (c + 1, n))
            return tuple(dict.fromkeys(Fraction(a, b) for a, b in near if b > 0 and 0 <= a <= b))
        least = 1 if self.kind == "rank" else 0
        return tuple(Fraction(one) for one in (c - 1, c + 1) if one >= least)

    @property
    def basis(self) -> str:
        """What the number rests on, in words: numerator, n, models without a tag, date.

        Example:
            >>> Quantity("share", 76, 191, 2, "United States").basis
            'United States: 76 of 191 models; 2 without a tag'
        """
        if self.told:
            return self.told
        whole = f"{self.count:,} of {models_in_words(self.of)}"
        parts = [f"{self.what}: {whole}" if self.what else whole]
        if self.selection:
            parts.append(self.selection)
        if self.unsorted:
            parts.append(f"{self.unsorted:,} without {self.lacking}")
        if self.date:
            parts.append(f"index of {self.date.isoformat()}")
        return "; ".join(parts)

    def __str__(self) -> str:
        return _WRITERS[self.kind](self)

    def __float__(self) -> float:
        return float(self.value)

    def __int__(self) -> int:
        return int(self.value)

    def __bool__(self) -> bool:
        return bool(self.value)

    def __round__(self, digits: int = 0) -> Fraction | int:
        return round(self.value, digits) if digits else round(self.value)

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
        return Quantity("number", number=_fraction(other), told=str(other)) - self

    def __mul__(self, other: object) -> Quantity:
        kind = "number" if isinstance(other, Quantity) else self.kind
        return self._with(other, operator.mul, "times", kind)

    __rmul__ = __mul__

    def __truediv__(self, other: object) -> Quantity:
        if isinstance(other, Quantity):
            self._check_kind(other)
            kind: Kind = "ratio"
        else:
            kind = "number" if self.kind in ("count", "rank") else self.kind
        return self._with(other, operator.truediv, "over", kind)

    def __rtruediv__(self, other: object) -> Quantity:
        return Quantity("number", number=_fraction(other), told=str(other)) / self

    def __neg__(self) -> Quantity:
        return replace(self * -1, told=self.basis)

    def __abs__(self) -> Quantity:
        return -self if self.value < 0 else self

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """How a notebook shows it: the number, and what it rests on."""
        return {
            "text/plain": f"{self} ({self.basis})",
            "text/html": f"<strong>{self}</strong> <small>{escape(self.basis)}</small>",
        }

    def _kind_of_sum(self, other: object) -> Kind:
        if not isinstance(other, Quantity) or other.kind == self.kind:
            return self.kind
        self._check_kind(other)
        return "share" if "share" in (self.kind, other.kind) else "number"

    def _check_kind(self, other: Quantity) -> None:
        """Refuse to add, subtract or divide numbers of different measures.

        Raises:
            AuthorError: they are, as a share of models and a count of models.
        """
        alike = self.kind == other.kind or any({self.kind, other.kind} <= one for one in _ALIKE)
        if not alike:
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
            raise AuthorError(
                "a division by zero", "ask first whether there is anything to divide by"
            )
        told = other.basis if isinstance(other, Quantity) else str(other)
        return Quantity(
            kind,
            number=operation(self.value, number),
            told=f"{self.basis} {word} {told}",
            date=self.date,
            commit=self.commit,
            made=Made(operation, word, self, other if isinstance(other, Quantity) else number),
        )


@dataclass(frozen=True, slots=True)
class Made:
    """How a number was calculated.

    Attributes:
        operation: what was done.
        word: the same in a word, such as `minus`.
        left, right: to what; a plain number is exact.
    """

    operation: Callable[[Fraction, Fraction], Fraction]
    word: str
    left: Quantity | Fraction
    right: Quantity | Fraction

    @property
    def neighbors(self) -> tuple[Fraction, ...]:
        """What would come of it with one model more or less on either side."""
        left, right = _fraction(self.left), _fraction(self.right)
        pairs = [(one, right) for one in getattr(self.left, "neighbors", ())]
        pairs += [(left, one) for one in getattr(self.right, "neighbors", ())]
        divides = self.operation is operator.truediv
        results = (self.operation(a, b) for a, b in pairs if b or not divides)
        return tuple(dict.fromkeys(results))


_ALIKE = ({"share", "points"}, {"count", "number"}, {"ratio", "number"}, {"score", "number"})
"""Kinds that can be calculated with each other."""

_WRITERS: dict[Kind, Callable[[Quantity], str]] = {
    "count": lambda q: in_words(int(q)) if q.words else rounded(q.value, 0),
    "share": lambda q: percent(q.value),
    "score": lambda q: rounded(q.value, 2),
    "points": lambda q: f"{rounded(q.value * 100, 1)} percentage points",
    "ratio": lambda q: rounded(q.value, 1),
    "change": lambda q: percent(q.value),
    "rank": lambda q: rounded(q.value, 0),
    "number": lambda q: rounded(
        q.value, int(q.value.denominator != 1) if q.decimals is None else q.decimals
    ),
}
"""How each kind of number is written, everywhere."""


def _fraction(other: object) -> Fraction:
    """A number of any kind as an exact one.

    Raises:
        AuthorError: it is no number.
    """
    if isinstance(other, Quantity):
        return other.value
    if isinstance(other, bool) or not isinstance(other, int | float | Fraction):
        raise AuthorError(f"{shown(other)} is no number to calculate with", "use a number")
    if isinstance(other, float) and not math.isfinite(other):
        raise AuthorError(f"{other} is no number to calculate with", "use a number")
    return Fraction(str(other)) if isinstance(other, float) else Fraction(other)
