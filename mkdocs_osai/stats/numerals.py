"""Numbers as words, and lists as people say them."""

from __future__ import annotations

from collections.abc import Sequence

_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def in_words(number: int) -> str:
    """A whole number as words up to 999, as figures beyond.

    Example:
        >>> in_words(2), in_words(21), in_words(104), in_words(1204)
        ('two', 'twenty-one', 'one hundred and four', '1,204')
    """
    if number < 0:
        return f"minus {in_words(-number)}"
    if number < 20:
        return _UNITS[number]
    if number < 100:
        tens, unit = divmod(number, 10)
        return _TENS[tens - 2] + (f"-{_UNITS[unit]}" if unit else "")
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return f"{_UNITS[hundreds]} hundred" + (f" and {in_words(rest)}" if rest else "")
    return f"{number:,}"


def enumerated(items: Sequence[str], last: str = "and") -> str:
    """Items as a sentence lists them.

    Example:
        >>> enumerated(["United States", "China", "International"])
        'United States, China and International'
    """
    return f" {last} ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))
