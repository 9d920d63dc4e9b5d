"""Kinds of numbers, and Python's format specifications for them."""

from __future__ import annotations

import re
from fractions import Fraction

from mkdocs_osai import i18n
from mkdocs_osai.problems import AuthorError, quote
from mkdocs_osai.stats.formatting import in_figures

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
    if form in ("e", "E", "g", "G", "n"):
        return i18n.localized(format(float(value), f".{precision or 6}{form}"))
    if form == "%":
        text = in_figures(value * 100, 1 if precision is None else int(precision))
    elif form in ("f", "F") or precision is not None:
        text = in_figures(value, 6 if precision is None else int(precision))
    else:
        text = in_figures(value, 0 if value.denominator == 1 else 2)
    text = i18n.localized(text.replace(",", found["grouping"] or ""))
    return i18n.percent(text) if form == "%" else text


def _padded(text: str, found: re.Match[str], align: str) -> str:
    width = int(found["width"] or 0)
    align = found["align"] or ("=" if found["zero"] else align)
    fill = found["fill"] or ("0" if found["zero"] else " ")
    if align == "=":
        sign = text[:1] if text[:1] in ("+", " ", "\N{MINUS SIGN}") else ""
        return sign + text[len(sign) :].rjust(width - len(sign), fill)
    return {"<": text.ljust, ">": text.rjust, "^": text.center}[align](width, fill)
