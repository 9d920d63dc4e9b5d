"""What comes of comparing numbers: true or false, with the numbers that were compared."""

from __future__ import annotations

from typing import Self


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
