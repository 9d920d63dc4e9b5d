"""What is known of a number that is not known exactly: its bounds, and its coverage."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from mkdocs_osai.i18n import clauses, gettext, gettext_noop, integer, localized, ngettext


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the selected models have a value that can be compared.

    Attributes:
        with_figure: those with a figure, within bounds or exact.
        unknown: those whose value is recorded as unknown.
        not_applicable: those that have no such value, such as a model without a base model.
        not_recorded: those about which the index says nothing.

    Example:
        >>> Coverage(41, 10, 7, 135).text
        '41 of 193 models have a figure; 10 unknown, 7 not applicable, 135 not recorded'
    """

    with_figure: int
    unknown: int = 0
    not_applicable: int = 0
    not_recorded: int = 0

    @property
    def models(self) -> int:
        """How many models were selected."""
        return self.with_figure + self.without

    @property
    def without(self) -> int:
        """How many have no figure."""
        return self.unknown + self.not_applicable + self.not_recorded

    @property
    def text(self) -> str:
        """The numbers in words."""
        whole = ngettext(
            "{part} of {count} model has a figure",
            "{part} of {count} models have a figure",
            self.models,
            part=integer(self.with_figure),
        )
        return clauses((whole, self.rest))

    @property
    def rest(self) -> str:
        """Why the others have none, in words; empty if there are none.

        Example:
            >>> Coverage(41, 10, 7, 135).rest
            '10 unknown, 7 not applicable, 135 not recorded'
        """
        rest = {
            gettext_noop("{count} unknown"): self.unknown,
            gettext_noop("{count} not applicable"): self.not_applicable,
            gettext_noop("{count} not recorded"): self.not_recorded,
        }
        return ", ".join(gettext(text, count=integer(n)) for text, n in rest.items() if n)

    def to_dict(self) -> dict[str, int]:
        """The numbers as plain values.

        Example:
            >>> Coverage(1).to_dict()
            {'with_figure': 1, 'unknown': 0, 'not_applicable': 0, 'not_recorded': 0}
        """
        return {
            "with_figure": self.with_figure,
            "unknown": self.unknown,
            "not_applicable": self.not_applicable,
            "not_recorded": self.not_recorded,
        }


@dataclass(frozen=True, slots=True)
class Bounds:
    """The lowest and the highest value of a number, given the bounds of the values it is made of.

    Attributes:
        low: the lowest value; None if it has no lower end. Of a count, the models that are counted
            for certain.
        high: the highest value; None if it has no upper end. Of a count, the models that are
            counted possibly.
        coverage: how many models it is based on.
        certain: the ids of the models that are counted for every value within their bounds.
        possible: those that are counted for some.

    Example:
        >>> Bounds(Fraction(16), Fraction(36), Coverage(41)).exact
        False
    """

    low: Fraction | None
    high: Fraction | None
    coverage: Coverage
    certain: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()

    @property
    def exact(self) -> bool:
        """Whether it has one value only."""
        return self.low is not None and self.low == self.high

    def to_dict(self) -> dict[str, Any]:
        """Both ends, as numbers or None, and the coverage."""
        return {
            "low": None if self.low is None else float(self.low),
            "high": None if self.high is None else float(self.high),
            "coverage": self.coverage.to_dict(),
        }


_SUPERSCRIPT = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def power_of_ten(exponent: int) -> str:
    """A power of ten.

    Example:
        >>> power_of_ten(23)
        '10²³'
    """
    return f"10{str(exponent).translate(_SUPERSCRIPT)}"


def scientific(number: Fraction, digits: int | None = None, *, down: bool = False) -> str:
    """A number as digits and a power of ten.

    Args:
        number: the number.
        digits: significant digits; one if the first is 3 or more, else two, so that the error of
            rounding is below a fifth, far below the margin of an estimate.
        down: round down, for a lower bound.

    Example:
        >>> scientific(Fraction("4.08e23")).split(), scientific(Fraction("1.29e23")).split()[0]
        (['4', '\N{MULTIPLICATION SIGN}', '10²³'], '1.3')
        >>> scientific(Fraction("5.888e22"), 3, down=True).split()[0]
        '5.88'
    """
    if number <= 0:
        return f"\N{MINUS SIGN}{scientific(-number, digits)}" if number else "0"
    exponent = len(str(int(number))) - 1 if number >= 1 else -len(str(int(1 / number)))
    scaled = number / Fraction(10) ** exponent
    keep = digits or (1 if scaled >= 3 else 2)
    unit = 10 ** (keep - 1)
    whole = int(scaled * unit + (0 if down else Fraction(1, 2)))
    if whole == 10 * unit:
        exponent, whole = exponent + 1, unit
    text = f"{whole // unit}.{whole % unit:0{keep - 1}}".rstrip("0").rstrip(".")
    text, power = localized(text), power_of_ten(exponent)
    return power if text == "1" else f"{text} \N{MULTIPLICATION SIGN} {power}"


def between(low: str | None, high: str | None) -> str:
    """Two ends in words.

    Example:
        >>> between("16", "36"), between("16", None), between(None, "36"), between("16", "16")
        ('16 to 36', 'at least 16', 'at most 36', '16')
    """
    if low is high is None:
        return gettext("an unknown number of")
    if low is None:
        return gettext("at most {number}", number=high)
    if high is None:
        return gettext("at least {number}", number=low)
    return low if low == high else gettext("{low} to {high}", low=low, high=high)
