"""The formats of numbers, dates and lists, and Python's format specifications for numbers."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Sequence
from fractions import Fraction

from mkdocs_osai.problems import AuthorError, quote

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
    """A whole number in words up to 999, in figures from 1,000.

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
    """Items as a list in a sentence.

    Example:
        >>> enumerated(["United States", "China", "International"])
        'United States, China and International'
    """
    return f" {last} ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))


MOST_LISTED = 3
"""The most names in a note; more are counted."""


def few_of(names: Sequence[str]) -> str:
    """Names in words; if there are many, the first ones.

    Example:
        >>> few_of(["2023", "2024"]), few_of([str(year) for year in range(2000, 2009)])
        ('2023 and 2024', '2000, 2001, 2002 and 6 more')
    """
    if len(names) <= MOST_LISTED + 1:
        return enumerated(names)
    return enumerated([*names[:MOST_LISTED], f"{len(names) - MOST_LISTED} more"])


def percent(share: Fraction) -> str:
    """A share from 0 to 1 in percent, rounded half up to one decimal.

    Example:
        >>> percent(Fraction(76, 191)), percent(Fraction(1, 2000))
        ('39.8%', '0.1%')
    """
    return f"{rounded(share * 100, 1)}%"


def rounded(number: Fraction, decimals: int) -> str:
    """A number rounded half up to some decimals; with a minus sign, not a hyphen.

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
    """A number of models with its unit.

    Example:
        >>> models_in_words(1), models_in_words(1204)
        ('1 model', '1,204 models')
    """
    return f"{count:,} model" if count == 1 else f"{count:,} models"


def day_in_words(date: dt.date) -> str:
    """A day for readers, independent of the locale.

    Example:
        >>> day_in_words(dt.date(2025, 6, 9))
        '9 June 2025'
    """
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def joined(names: Sequence[str]) -> str:
    """Names as a list in a sentence; words that they all end with appear once.

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
    """A label within a sentence: in lower case, unless it has more capitals, such as a name.

    Example:
        >>> continued("National origin"), continued("Big Tech")
        ('national origin', 'Big Tech')
    """
    return label[:1].lower() + label[1:] if label[1:] == label[1:].lower() else label


def of_dimension(label: str, categories: Sequence[str]) -> str:
    """Categories of a dimension with its label, unless they all contain it.

    Example:
        >>> of_dimension("Base Model Weights", ["open"]), of_dimension("Region", ["Other"])
        ('Base Model Weights open', 'region Other')
        >>> of_dimension("Big Tech", ["American Big Tech", "Chinese Big Tech"])
        'American and Chinese Big Tech'
    """
    names, name = joined(categories), label.casefold().removesuffix(" or not")
    contained = all(name in category.casefold() for category in categories)
    return names if contained else f"{continued(label)} {names}"


KINDS = {
    "share": "a share",
    "count": "a count of models",
    "score": "an openness score",
    "points": "a difference in percentage points",
    "ratio": "a ratio",
    "change": "a change in percent",
    "rank": "a rank",
    "compute": "a training compute",
    "number": "a number",
}
"""Kind of number → its name in messages."""

IN_PERCENT = frozenset(("share", "points", "change"))
"""Kinds with a value as a fraction of 1 that print in percent."""

WHOLE = frozenset(("count", "rank"))
"""Kinds that are whole numbers."""

_SPEC = re.compile(
    r"(?:(?P<fill>.)?(?P<align>[<>=^]))?(?P<sign>[-+ ])?(?P<zero>0)?(?P<width>\d{1,3})?"
    r"(?P<grouping>[,_])?(?:\.(?P<precision>\d{1,2}))?(?P<type>[sdeEfFgGn%])?",
    re.DOTALL,
)


def formatted(kind: str, value: Fraction, text: str, spec: str) -> str:
    """A number in a format specification.

    Args:
        kind: the kind of number.
        value: the exact number.
        text: the number without a specification.
        spec: the part after the colon in `"{:.0%}"`.

    Raises:
        AuthorError: the specification is invalid, or prints a misleading number, such as `.1f`
            for a share of 11%, which prints 0.1.

    Example:
        >>> formatted("share", Fraction(21, 191), "11.0%", ".0%")
        '11%'
    """
    found = _SPEC.fullmatch(spec)
    if found is None:
        raise AuthorError(f"{quote(spec)} is no format of a number", "such as '{:.0%}' or '{:.2f}'")
    kind_of_text = not found["type"] and not found["precision"] and not found["grouping"]
    if found["type"] == "s" or kind_of_text:
        return _padded(text, found, "<" if found["type"] == "s" else ">")
    _check(kind, value, text, spec, found)
    number = _written(value, found)
    if found["sign"] in ("+", " ") and value >= 0:
        number = found["sign"] + number
    return _padded(number, found, ">")


def _check(kind: str, value: Fraction, text: str, spec: str, found: re.Match[str]) -> None:
    """Raise an AuthorError for a specification that prints a misleading number."""
    form = f"the format {quote(spec)} does not fit {KINDS[kind]}"
    if kind in IN_PERCENT and found["type"] != "%":
        fitting = "write {:.1%}" if kind != "points" else "format .points, such as {:.1f}"
        raise AuthorError(f"{form}, which prints as {text}", fitting)
    if kind not in ("share", "change", "score", "ratio") and found["type"] == "%":
        hint = {"points": "format .points, such as {:.1f}", "number": "write {:.1f}"}
        raise AuthorError(
            f"{form}, which is no part of a whole", hint.get(kind, "take osai.share(…)")
        )
    if found["type"] == "d" and value.denominator != 1:
        raise AuthorError(f"{form}, which is not whole", "write {:.0f} or {:.2f}")


def _written(value: Fraction, found: re.Match[str]) -> str:
    form, precision = found["type"], found["precision"]
    if form == "%":
        text = f"{rounded(value * 100, 1 if precision is None else int(precision))}%"
    elif form in ("e", "E", "g", "G", "n"):
        return format(float(value), f".{precision or 6}{form}")
    elif form in ("f", "F") or precision is not None:
        text = rounded(value, 6 if precision is None else int(precision))
    else:
        text = rounded(value, 0 if value.denominator == 1 else 2)
    return text.replace(",", found["grouping"] or "")


def _padded(text: str, found: re.Match[str], align: str) -> str:
    width = int(found["width"] or 0)
    align = found["align"] or ("=" if found["zero"] else align)
    fill = found["fill"] or ("0" if found["zero"] else " ")
    if align == "=":
        sign = text[:1] if text[:1] in ("+", " ", "\N{MINUS SIGN}") else ""
        return sign + text[len(sign) :].rjust(width - len(sign), fill)
    return {"<": text.ljust, ">": text.rjust, "^": text.center}[align](width, fill)
