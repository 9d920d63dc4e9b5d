"""The answer to a comparison of numbers, with the numbers that were compared."""

from __future__ import annotations

from typing import Self


class Comparison(int):
    """The answer to `a > b`: it counts as True or False, and has what was compared.

    Attributes:
        text: the two numbers with what they rest on.
        near: whether one model more or less in the index would change the answer.

    Example:
        >>> answer = Comparison(True, "13 against 12", near=True)
        >>> str(answer), bool(answer), answer.near
        ('True', True, True)
    """

    text: str
    near: bool

    def __new__(cls, holds: bool, text: str, *, near: bool = False) -> Self:  # noqa: FBT001
        """Make it from the answer and the words for what was compared."""
        answer = super().__new__(cls, bool(holds))
        answer.text = text
        answer.near = near
        return answer

    def __str__(self) -> str:
        return str(bool(self))

    __repr__ = __str__
