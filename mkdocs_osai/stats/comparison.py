"""What comes of comparing numbers: true or false, with the numbers that were compared."""

from __future__ import annotations

import operator
from abc import ABC, abstractmethod
from collections.abc import Callable
from fractions import Fraction
from typing import Self, cast


class Comparison(int):
    """The answer to `a > b`: it counts as True or False, and knows what was compared.

    Attributes:
        told: the two numbers with what they rest on, in words.
        near: whether one model more or less in the index would turn the answer.

    Example:
        >>> answer = Comparison(True, "13 against 12", near=True)
        >>> str(answer), bool(answer), answer.near
        ('True', True, True)
    """

    told: str
    near: bool

    def __new__(cls, holds: bool, told: str, *, near: bool = False) -> Self:  # noqa: FBT001
        """Make it from the answer and the words for what was compared."""
        made = super().__new__(cls, bool(holds))
        made.told = told
        made.near = near
        return made

    def __str__(self) -> str:
        return str(bool(self))

    __repr__ = __str__


class Comparable(ABC):
    """A number that compares with others, and tells what was compared."""

    @property
    @abstractmethod
    def value(self) -> Fraction:
        """The exact number."""

    @property
    @abstractmethod
    def basis(self) -> str:
        """What it rests on, in words."""

    @property
    @abstractmethod
    def neighbors(self) -> tuple[Fraction, ...]:
        """What it would be with one model more or less in the index."""

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
        return hash(self.value)

    def _compared(
        self, other: object, operation: Callable[[Fraction | float, Fraction | float], bool]
    ) -> Comparison:
        number = other.value if isinstance(other, Comparable) else other
        if not isinstance(number, int | float | Fraction):
            return cast("Comparison", NotImplemented)
        holds = bool(operation(self.value, number))
        varied = [operation(one, number) for one in self.neighbors]
        told = str(other)
        if isinstance(other, Comparable):
            varied += [operation(self.value, one) for one in other.neighbors]
            told = f"{other} ({other.basis})"
        near = any(bool(one) is not holds for one in varied)
        return Comparison(holds, f"{self} ({self.basis}) compared with {told}", near=near)
