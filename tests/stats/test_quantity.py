"""One way to write each kind of number."""

from __future__ import annotations

import datetime as dt
import math
import operator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_osai.problems import AuthorError
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


MIXED = [
    ("share", "count"),
    ("count", "share"),
    ("score", "share"),
    ("rank", "count"),
    ("points", "count"),
    ("share", "number"),
    ("change", "share"),
]


@pytest.mark.parametrize(("left", "right"), MIXED)
def test_numbers_of_two_kinds_are_not_calculated_with(left: Any, right: Any) -> None:
    a, b = Quantity(left, 2, 4, number=Fraction(1, 2)), Quantity(right, 1, 4, number=Fraction(1, 4))

    for operation in (operator.add, operator.sub, operator.truediv):
        with pytest.raises(AuthorError) as caught:
            operation(a, b)
        assert str(caught.value) == (
            f"a {left} and a {right} are different kinds of number; calculate with two of one kind"
        )
    with pytest.raises(AuthorError, match="different kinds of number"):
        sum([a, b])


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("share", "share", "points"),
        ("share", "points", "share"),
        ("points", "share", "points"),
        ("points", "points", "points"),
        ("count", "count", "count"),
        ("count", "number", "number"),
        ("score", "score", "score"),
        ("ratio", "number", "number"),
    ],
)
def test_numbers_of_one_measure_are_subtracted(left: Any, right: Any, kind: str) -> None:
    a, b = Quantity(left, 2, 4, number=Fraction(1, 2)), Quantity(right, 1, 4, number=Fraction(1, 4))

    assert (a - b).kind == kind
    assert (a - b).value == Fraction(1, 4)
    assert a > b
