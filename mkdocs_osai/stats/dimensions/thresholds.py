"""Thresholds of training compute, and whether a value that is known within bounds is above one."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

from mkdocs_osai.i18n import gettext, gettext_noop, pgettext_noop
from mkdocs_osai.index import Compute, Model
from mkdocs_osai.index.compute import NotUnderstood, read_compute
from mkdocs_osai.problems import AuthorError, quote
from mkdocs_osai.stats.bounded import scientific
from mkdocs_osai.stats.formatting import enumerated


@dataclass(frozen=True, slots=True)
class Threshold:
    """A threshold of training compute.

    Attributes:
        name: the name in calls, such as `gpai`.
        flop: the threshold, in FLOP.
        label: the name for readers.
        about: the meaning, in a sentence.
    """

    name: str
    flop: float
    label: str
    about: str = ""


BUILT_IN: Mapping[str, Threshold] = MappingProxyType(
    {
        "gpai": Threshold(
            "gpai",
            1e23,
            gettext_noop("general-purpose AI"),
            gettext_noop(
                "The guidelines of the European Commission of July 2025 take 10²³ FLOP as the sign "
                "of a general-purpose AI model."
            ),
        ),
        "systemic_risk": Threshold(
            "systemic_risk",
            1e25,
            gettext_noop("systemic risk"),
            gettext_noop(
                "From 10²⁵ FLOP, Article 51 of the AI Act presumes that a general-purpose AI model "
                "has systemic risk."
            ),
        ),
    }
)
"""Name → threshold; the first is that of the dimensions without a name of a threshold."""

AT_OR_ABOVE = pgettext_noop("category", "at or above")
BELOW = pgettext_noop("category", "below")
UNDECIDED = pgettext_noop("category", "cannot be decided")
UNKNOWN = pgettext_noop("category", "unknown")
NOT_APPLICABLE = pgettext_noop("category", "not applicable")
NOT_RECORDED = pgettext_noop("category", "not recorded")
CATEGORIES = (AT_OR_ABOVE, BELOW, UNDECIDED, UNKNOWN, NOT_APPLICABLE, NOT_RECORDED)
"""The categories of the dimensions of training compute, in their order."""


def figure(value: object) -> Fraction | None:
    """A figure in FLOP, as a number or a text such as '1e23'; None if it is none.

    Example:
        >>> figure("1e23") == figure(1e23) == figure("10^23 FLOP") == 10**23
        True
    """
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < math.inf:
        return Fraction(str(value))
    if not isinstance(value, str):
        return None
    try:
        found = read_compute(value)
    except NotUnderstood:
        return None
    return Fraction(str(found.flop)) if found.state == "stated" else None


def limit(word: str, value: object, thresholds: Mapping[str, Threshold]) -> Fraction:
    """The value of an argument that is a figure in FLOP or the name of a threshold.

    Raises:
        AuthorError: it is neither.
    """
    if isinstance(value, str) and value in thresholds:
        value = thresholds[value].flop
    found = figure(value)
    if found is None:
        names = enumerated([quote(name) for name in thresholds], "or")
        raise AuthorError(f"{word} is {quote(value)}", f"write a figure such as '1e23', or {names}")
    return found


def in_words(above: Fraction | None, below: Fraction | None) -> str:
    """A condition on training compute, in words.

    Example:
        >>> in_words(Fraction("1e23"), None), in_words(Fraction("1e21"), Fraction("1e23"))
        ('at or above 10²³ FLOP', 'at or above 10²¹ and below 10²³ FLOP')
    """
    low, high = (None if end is None else scientific(end, 6) for end in (above, below))
    if high is None:
        return gettext("at or above {figure} FLOP", figure=low)
    if low is None:
        return gettext("below {figure} FLOP", figure=high)
    return gettext("at or above {low} and below {high} FLOP", low=low, high=high)


def meets(compute: Compute, above: Fraction | None, below: Fraction | None) -> bool | None:
    """Whether a value with a figure is at or above one threshold and below another.

    Returns:
        None if it cannot be decided, because some values within its bounds are and others are not.

    Example:
        >>> found = read_compute("~1e+23 FLOP +- 0.5 OoM")
        >>> [meets(found, Fraction(f"1e{exponent}"), None) for exponent in (22, 23, 24)]
        [True, None, False]
    """
    answers = (
        _above(compute, above) if above is not None else True,
        _not(_above(compute, below)) if below is not None else True,
    )
    if False in answers:
        return False
    return None if None in answers else True


def _above(compute: Compute, limit: Fraction) -> bool | None:
    if compute.low is not None and Fraction(str(compute.low)) >= limit:
        return True
    if compute.high is not None and Fraction(str(compute.high)) < limit:
        return False
    return None


def _not(answer: bool | None) -> bool | None:  # noqa: FBT001 - the third answer is None
    return None if answer is None else not answer


def category(compute: Compute | None, limit: Fraction) -> str:
    """The category of a training compute.

    Example:
        >>> category(read_compute(">= 1e+22 FLOP"), Fraction("1e23")), category(None, Fraction(1))
        ('cannot be decided', 'not recorded')
    """
    if compute is None:
        return NOT_RECORDED
    if not compute.has_figure:
        return UNKNOWN if compute.state == "unknown" else NOT_APPLICABLE
    return {True: AT_OR_ABOVE, False: BELOW, None: UNDECIDED}[meets(compute, limit, None)]


def modification(model: Model) -> str:
    """The category of the end model's training compute, against a third of that of its base.

    Example:
        >>> end, base = read_compute("1e+21 FLOP"), read_compute("1e+22 FLOP")
        >>> modification(Model("m", "m.yaml", "M", compute_base=base, compute_end=end))
        'below'
    """
    base, end = model.compute_base, model.compute_end
    if base is None or end is None:
        return NOT_RECORDED
    if "not_applicable" in (base.state, end.state):
        return NOT_APPLICABLE
    if not (base.has_figure and end.has_figure):
        return UNKNOWN
    low, high = (None if e is None else 3 * Fraction(str(e)) for e in (end.low, end.high))
    if low is not None and base.high is not None and low >= Fraction(str(base.high)):
        return AT_OR_ABOVE
    if high is not None and base.low is not None and high < Fraction(str(base.low)):
        return BELOW
    return UNDECIDED


def stage_of(model: Model) -> Literal["base", "end"]:
    """The stage whose training compute stands for a model: that of its base, if it has one."""
    base = model.compute_base
    applies = base is None or base.state != "not_applicable"
    return "base" if applies and (base or not model.compute_end) else "end"


def compute_of(model: Model) -> Compute | None:
    """The training compute of the base model, or of the end model if there is no base model."""
    return model.compute_base if stage_of(model) == "base" else model.compute_end
