"""Python's format specifications, such as `.0%`, for a number that knows its unit."""

from __future__ import annotations

import re
from fractions import Fraction

from mkdocs_osai.problems import AuthorError, quote
from mkdocs_osai.stats.formatting import rounded

KINDS = {
    "share": "a share",
    "count": "a count of models",
    "score": "an openness score",
    "points": "a difference in percentage points",
    "ratio": "a ratio",
    "change": "a change in percent",
    "rank": "a rank",
    "number": "a number",
}
"""What each kind of number is called in messages."""

IN_PERCENT = frozenset(("share", "points", "change"))
"""Kinds whose value is a part of one, and which print in percent."""

WHOLE = frozenset(("count", "rank"))
"""Kinds that are whole numbers."""

_SPEC = re.compile(
    r"(?:(?P<fill>.)?(?P<align>[<>=^]))?(?P<sign>[-+ ])?(?P<zero>0)?(?P<width>\d{1,3})?"
    r"(?P<grouping>[,_])?(?:\.(?P<precision>\d{1,2}))?(?P<type>[sdeEfFgGn%])?",
    re.DOTALL,
)


def formatted(kind: str, value: Fraction, text: str, spec: str) -> str:
    """A number as a format specification asks.

    Args:
        kind: the kind of number.
        value: the exact number.
        text: the number as it prints without a specification.
        spec: what is behind the colon in `"{:.0%}"`.

    Raises:
        AuthorError: the specification cannot be read, or would print something else than the
            number, as `.1f` would print 0.1 for a share of 11%.

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
    """Refuse what would print something else than the number."""
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
