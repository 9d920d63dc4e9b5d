"""A number with what it rests on, and the one way each kind of number is written."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from fractions import Fraction
from functools import total_ordering
from typing import Literal


def percent(share: Fraction) -> str:
    """A share as readers see it: in percent, rounded half up to one decimal.

    Args:
        share: from 0 to 1 for a part of a whole; exact.

    Example:
        >>> percent(Fraction(76, 191)), percent(Fraction(1, 2000))
        ('39.8%', '0.1%')
    """
    tenths = math.floor(share * 1000 + Fraction(1, 2))
    sign = "-" if tenths < 0 else ""
    return f"{sign}{abs(tenths) // 10}.{abs(tenths) % 10}%"


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
    """A number with its numerator, denominator and date.

    It prints as people write it, compares as a number, and converts with `float` and `int`.

    Attributes:
        kind: `count` (of models) or `share` (from 0 to 1).
        count: the numerator, in models.
        of: the denominator, in models.
        unsorted: how many selected models could not be sorted, and are in neither.
        what: what is counted, in words.
        selection: which models were asked, in words.
        date: the date of the index, if it is known.

    Example:
        >>> str(Quantity("share", 76, 191)), str(Quantity("count", 1204, 2000))
        ('39.8%', '1,204')
    """

    kind: Literal["count", "share"]
    count: int
    of: int
    unsorted: int = 0
    what: str = ""
    selection: str = ""
    date: dt.date | None = None

    @property
    def value(self) -> Fraction:
        """The exact number."""
        return Fraction(self.count, self.of) if self.kind == "share" else Fraction(self.count)

    @property
    def basis(self) -> str:
        """What the number rests on, in words: numerator, n, models without a tag, date.

        Example:
            >>> Quantity("share", 76, 191, 2, "United States").basis
            'United States: 76 of 191 models; 2 without a tag'
        """
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
        return percent(self.value) if self.kind == "share" else f"{self.count:,}"

    def __float__(self) -> float:
        return float(self.value)

    def __int__(self) -> int:
        return int(self.value)

    def __eq__(self, other: object) -> bool:
        number = _number(other)
        return NotImplemented if number is None else self.value == number

    def __lt__(self, other: object) -> bool:
        number = _number(other)
        return NotImplemented if number is None else bool(self.value < number)

    def __hash__(self) -> int:
        return hash(self.value)


def _number(other: object) -> Fraction | float | None:
    if isinstance(other, Quantity):
        return other.value
    return other if isinstance(other, int | float | Fraction) else None
