"""One way to write each kind of number."""

from __future__ import annotations

import datetime as dt
import math
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_osai.stats import Quantity, percent


@pytest.mark.parametrize(
    ("count", "of", "words"),
    [
        (76, 191, "39.8%"),
        (1, 3, "33.3%"),
        (2, 3, "66.7%"),
        (1, 2000, "0.1%"),
        (1, 2001, "0.0%"),
        (25, 2000, "1.3%"),
        (5, 1600, "0.3%"),
        (15, 16, "93.8%"),
        (1999, 2000, "100.0%"),
        (0, 5, "0.0%"),
        (5, 5, "100.0%"),
    ],
)
def test_shares_are_rounded_half_up_to_one_decimal(count: int, of: int, words: str) -> None:
    assert percent(Fraction(count, of)) == words
    assert str(Quantity("share", count, of)) == words


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_rounding_is_that_of_the_decimal_system(part: tuple[int, int]) -> None:
    exact = Decimal(part[0]) * 100 / Decimal(part[1])

    assert percent(Fraction(*part)) == f"{exact.quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


def test_counts_are_written_with_commas() -> None:
    assert str(Quantity("count", 1204, 2000)) == "1,204"


def test_it_compares_and_converts_as_a_number() -> None:
    share, count = Quantity("share", 1, 4), Quantity("count", 12, 40)

    assert share == 0.25
    assert share < Fraction(1, 3) < 1 <= count
    assert count > 10
    assert count != "12"
    assert share < math.inf
    assert share != math.nan  # noqa: PLW0177 - it must not fail
    assert (float(share), int(count), hash(share)) == (0.25, 12, hash(0.25))
    assert Quantity("share", 2, 8) == share
    with pytest.raises(TypeError):
        assert share < "a third"


def test_its_basis_names_numerator_n_selection_tags_and_date() -> None:
    quantity = Quantity("share", 1, 39, 1, "China", "latest", dt.date(2026, 6, 12))

    assert quantity.basis == ("China: 1 of 39 models; latest; 1 without a tag; index of 2026-06-12")
