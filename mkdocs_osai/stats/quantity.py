"""A number with what it rests on, and the one way each kind of number is written."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import total_ordering
from html import escape
from typing import Literal

from mkdocs_osai.problems import AuthorError, shown
from mkdocs_osai.stats.numerals import in_words

Kind = Literal["count", "share", "score", "points", "ratio", "change", "rank", "number"]


def percent(share: Fraction) -> str:
    """A share as readers see it: in percent, rounded half up to one decimal.

    Args:
        share: from 0 to 1 for a part of a whole; exact.

    Example:
        >>> percent(Fraction(76, 191)), percent(Fraction(1, 2000))
        ('39.8%', '0.1%')
    """
    return f"{rounded(share * 100, 1)}%"


def rounded(number: Fraction, decimals: int) -> str:
    """An exact number with so many decimals, rounded half up; a real minus sign in front.

    Example:
        >>> rounded(Fraction(1, 8), 2), rounded(Fraction(4825, 4), 0)
        ('0.13', '1,206')
    """
    unit = 10**decimals
    scaled = math.floor(number * unit + Fraction(1, 2))
    whole, part = divmod(abs(scaled), unit)
    sign = "\N{MINUS SIGN}" if scaled < 0 else ""
    return f"{sign}{whole:,}" + (f".{part:0{decimals}}" if decimals else "")


def models_in_words(count: int) -> str:
    """A number of models in words.

    Example:
        >>> models_in_words(1), models_in_words(1204)
        ('1 model', '1,204 models')
    """
    return f"{count:,} model" if count == 1 else f"{count:,} models"


@total_ordering
@dataclass(frozen=True, eq=False)
class Quantity:
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
        number = self.value * 100
        return Quantity("number", number=number, told=self.basis, date=self.date, decimals=1)

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
            parts.append(f"{self.unsorted:,} without a tag")
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

    def __eq__(self, other: object) -> bool:
        number = _number(other)
        return NotImplemented if number is None else self.value == number

    def __lt__(self, other: object) -> bool:
        number = _number(other)
        return NotImplemented if number is None else bool(self.value < number)

    def __hash__(self) -> int:
        return hash(self.value)

    def __add__(self, other: object) -> Quantity:
        return self._with(other, lambda a, b: a + b, "plus", self._kind_of_sum(other))

    def __radd__(self, other: object) -> Quantity:
        return self if other == 0 else self + other

    def __sub__(self, other: object) -> Quantity:
        kind = self._kind_of_sum(other)
        return self._with(other, lambda a, b: a - b, "minus", "points" if kind == "share" else kind)

    def __rsub__(self, other: object) -> Quantity:
        return Quantity("number", number=_fraction(other), told=str(other)) - self

    def __mul__(self, other: object) -> Quantity:
        kind = "number" if isinstance(other, Quantity) else self.kind
        return self._with(other, lambda a, b: a * b, "times", kind)

    __rmul__ = __mul__

    def __truediv__(self, other: object) -> Quantity:
        if isinstance(other, Quantity):
            kind: Kind = "ratio"
        else:
            kind = "number" if self.kind in ("count", "rank") else self.kind
        return self._with(other, lambda a, b: a / b, "over", kind)

    def __rtruediv__(self, other: object) -> Quantity:
        return Quantity("number", number=_fraction(other), told=str(other)) / self

    def __neg__(self) -> Quantity:
        return replace(self, number=-self.value, told=self.basis)

    def __abs__(self) -> Quantity:
        return replace(self, number=abs(self.value), told=self.basis)

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """How a notebook shows it: the number, and what it rests on."""
        return {
            "text/plain": f"{self} ({self.basis})",
            "text/html": f"<strong>{self}</strong> <small>{escape(self.basis)}</small>",
        }

    def _kind_of_sum(self, other: object) -> Kind:
        same = not isinstance(other, Quantity) or other.kind == self.kind
        return self.kind if same else "number"

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
        )


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


def _number(other: object) -> Fraction | float | None:
    if isinstance(other, Quantity):
        return other.value
    return other if isinstance(other, int | float | Fraction) else None


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
