"""The formats of numbers, dates and lists, and Python's format specifications for numbers."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Sequence
from fractions import Fraction

from mkdocs_osai import i18n
from mkdocs_osai.i18n import ENGLISH, gettext, gettext_noop, integer, language, listed, pgettext

_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

_SPELLED = (
    gettext_noop("one"),
    gettext_noop("two"),
    gettext_noop("three"),
    gettext_noop("four"),
    gettext_noop("five"),
    gettext_noop("six"),
    gettext_noop("seven"),
    gettext_noop("eight"),
    gettext_noop("nine"),
    gettext_noop("ten"),
    gettext_noop("eleven"),
    gettext_noop("twelve"),
)
"""The numbers that other languages have in words."""


def in_words(number: int) -> str:
    """A whole number in words up to 999, in figures from 1,000.

    In other languages than English, it is in words from one to twelve.

    Example:
        >>> in_words(2), in_words(1204)
        ('two', '1,204')
        >>> with i18n.using("nl"): in_words(2), in_words(21)
        ('twee', '21')
    """
    if language() == ENGLISH:
        return in_english(number)
    return gettext(_SPELLED[number - 1]) if 0 < number <= len(_SPELLED) else integer(number)


def in_english(number: int) -> str:
    """A whole number in English words up to 999, in figures from 1,000.

    Example:
        >>> in_english(2), in_english(21), in_english(104), in_english(1204)
        ('two', 'twenty-one', 'one hundred and four', '1,204')
    """
    if number < 0:
        return f"minus {in_english(-number)}"
    if number < 20:
        return _UNITS[number]
    if number < 100:
        tens, unit = divmod(number, 10)
        return _TENS[tens - 2] + (f"-{_UNITS[unit]}" if unit else "")
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return f"{_UNITS[hundreds]} hundred" + (f" and {in_english(rest)}" if rest else "")
    return f"{number:,}"


def enumerated(items: Sequence[str], last: str = "and") -> str:
    """Items as a list in an English sentence, such as a message; `i18n.listed` is for readers.

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
        return listed(names)
    return listed([*names[:MOST_LISTED], more(len(names) - MOST_LISTED)])


def more(count: int) -> str:
    """How many more there are, as the last of a list.

    Example:
        >>> more(1204)
        '1,204 more'
    """
    return i18n.ngettext("{count} more", "{count} more", count)


def percent(share: Fraction) -> str:
    """A share from 0 to 1 in percent, rounded half up to one decimal.

    Example:
        >>> percent(Fraction(76, 191)), percent(Fraction(1, 2000))
        ('39.8%', '0.1%')
    """
    return i18n.percent(rounded(share * 100, 1))


def rounded(number: Fraction, decimals: int) -> str:
    """A number for readers, rounded half up to some decimals; with a minus sign, not a hyphen.

    Example:
        >>> rounded(Fraction(1, 8), 2), rounded(Fraction(4825, 4), 0)
        ('0.13', '1,206')
    """
    return i18n.localized(in_figures(number, decimals))


def in_figures(number: Fraction, decimals: int) -> str:
    """A number rounded half up to some decimals, with English separators.

    Example:
        >>> in_figures(Fraction(4825, 4), 0)
        '1,206'
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
    return i18n.ngettext("{count} model", "{count} models", count)


def of_models(part: str, whole: int) -> str:
    """A part of some models, such as a number of them.

    Example:
        >>> of_models("76", 191)
        '76 of 191 models'
    """
    return i18n.ngettext("{part} of {count} model", "{part} of {count} models", whole, part=part)


def day_in_words(date: dt.date) -> str:
    """A day for readers.

    Example:
        >>> day_in_words(dt.date(2025, 6, 9))
        '9 June 2025'
    """
    return i18n.day(date)


_QUARTER = re.compile(r"(\d{4}) Q([1-4])", re.ASCII)


def shown(category: str) -> str:
    """The name of a category for readers, such as a class, a country or a quarter.

    Example:
        >>> shown("Germany")
        'Germany'
        >>> with i18n.using("de"): [shown(one) for one in ("Germany", "open", "2024 Q3", "MIT")]
        ['Deutschland', 'offen', 'Q3 2024', 'MIT']
    """
    if language() == ENGLISH:
        return category
    found = pgettext("category", category)
    if found != category:
        return found
    if quarter := _QUARTER.fullmatch(category):
        return i18n.quarter(int(quarter[1]), int(quarter[2]))
    return i18n.country(category)


FOR_ONE = " for one of the two"
"""The end of what models lack in one of two dimensions."""


def lacked(lacking: str) -> str:
    """What unsorted models lack, for readers.

    Args:
        lacking: what they lack in English: texts of the catalogue, with "or" between several.

    Example:
        >>> lacked("a tag, a score or a year of release")
        'a tag, a score or a year of release'
    """
    if language() == ENGLISH:
        return lacking
    if lacking.endswith(FOR_ONE):
        what = gettext(lacking.removesuffix(FOR_ONE))
        return gettext("{lacking} for one of the two", lacking=what)
    return listed([gettext(one) for one in re.split(r", | or ", lacking)], "or")


def without(count: int, lacking: str) -> str:
    """How many models lack something.

    Example:
        >>> without(1204, "a tag")
        '1,204 without a tag'
    """
    return gettext("{count} without {lacking}", count=integer(count), lacking=lacked(lacking))


def joined(names: Sequence[str]) -> str:
    """Names of categories as a list in a sentence; words that they all end with appear once.

    Example:
        >>> joined(["American Big Tech", "Chinese Big Tech"]), joined(["France", "Spain"])
        ('American and Chinese Big Tech', 'France and Spain')
    """
    split = [name.split() for name in names]
    ends = 0
    while len(names) > 1 and all(len(s) > ends + 1 for s in split):
        if len({s[-ends - 1] for s in split}) > 1:
            break
        ends += 1
    if not ends or language() != ENGLISH:
        return listed([shown(name) for name in names])
    heads = enumerated([" ".join(s[:-ends]) for s in split])
    return f"{heads} {' '.join(split[0][-ends:])}"


def titled(label: str) -> str:
    """The label of a dimension or an axis for readers; what is in parentheses stays as it is.

    Example:
        >>> titled("National origin")
        'National origin'
        >>> with i18n.using("nl"): titled("Total compute (10²⁵ FLOP)")
        'Totale rekenkracht (10²⁵ FLOP)'
    """
    if language() == ENGLISH:
        return label
    found = gettext(label)
    head, parenthesis, rest = label.partition(" (")
    return gettext(head) + parenthesis + rest if found == label else found


def continued(label: str) -> str:
    """A label for readers within a sentence: in lower case, unless it has more capitals.

    Example:
        >>> continued("National origin"), continued("Big Tech")
        ('national origin', 'Big Tech')
        >>> with i18n.using("de"): continued("National origin")
        'Herkunftsland'
    """
    label = titled(label)
    if language() == "de":  # nouns have a capital letter everywhere
        return label
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
