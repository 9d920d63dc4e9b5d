"""Numbers, dates and lists as readers see them: the one way each is written."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from fractions import Fraction

_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)


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
    """An exact number with so many decimals, rounded half up; with a minus sign, not a hyphen.

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


def day_in_words(date: dt.date) -> str:
    """A day as readers see it, whatever the language of the machine.

    Example:
        >>> day_in_words(dt.date(2025, 6, 9))
        '9 June 2025'
    """
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def joined(names: Sequence[str]) -> str:
    """Names as a sentence lists them, with the words that they all end on only once.

    Example:
        >>> joined(["American Big Tech", "Chinese Big Tech"]), joined(["France", "Spain"])
        ('American and Chinese Big Tech', 'France and Spain')
    """
    split = [name.split() for name in names]
    shared = 0
    while len(names) > 1 and all(len(s) > shared + 1 for s in split):
        if len({s[-shared - 1] for s in split}) > 1:
            break
        shared += 1
    if not shared:
        return enumerated(names)
    heads = enumerated([" ".join(s[:-shared]) for s in split])
    return f"{heads} {' '.join(split[0][-shared:])}"


def continued(label: str) -> str:
    """A label in the middle of a line; its capital stays if it has others, as names have.

    Example:
        >>> continued("National origin"), continued("Big Tech")
        ('national origin', 'Big Tech')
    """
    return label[:1].lower() + label[1:] if label[1:] == label[1:].lower() else label


def of_dimension(label: str, categories: Sequence[str]) -> str:
    """Categories with the label of their dimension, unless they contain it.

    Args:
        label: of the dimension.
        categories: one or more of it.

    Example:
        >>> of_dimension("Base Model Weights", ["open"]), of_dimension("Region", ["Other"])
        ('Base Model Weights open', 'region Other')
        >>> of_dimension("Big Tech", ["American Big Tech", "Chinese Big Tech"])
        'American and Chinese Big Tech'
    """
    names, name = joined(categories), label.casefold().removesuffix(" or not")
    contained = all(name in category.casefold() for category in categories)
    return names if contained else f"{continued(label)} {names}"
