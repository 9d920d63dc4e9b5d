"""The formats of numbers, and arithmetic and comparisons with them."""

from __future__ import annotations

import datetime as dt
import math
import operator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_osai.history import load
from mkdocs_osai.problems import AuthorError
from mkdocs_osai.stats import Quantity, percent
from mkdocs_osai.stats.quantity import Kind
from tests.builders import a_model, an_index


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


def test_a_number_of_the_index_is_formatted_as_it_is_meant_and_says_what_was_counted(
    database: Path,
) -> None:
    index = load(database)
    europe, opened = index.share("regions", "Europe"), index.share("weights_endmodel", "open")

    assert [str(europe), str(round(europe)), f"{europe:.0%}"] == ["11.0%", "11%", "11%"]
    assert [str(europe.with_decimals(2)), str(europe.per_hundred)] == ["10.99%", "11.0"]
    assert opened.basis.startswith("End User Model Weights open: 156 of 193 models")
    with pytest.raises(AuthorError, match=r"would print as 1,099\.5%"):
        europe * 100
    with pytest.raises(AuthorError, match="no whole number"):
        int(europe)


@pytest.mark.parametrize(
    ("quantity", "spec", "text"),
    [
        (Quantity("share", 1, 3), "", "33.3%"),
        (Quantity("share", 1, 3), ">7", "  33.3%"),
        (Quantity("share", 1, 3), "*^9s", "**33.3%**"),
        (Quantity("share", 1, 8), ".2%", "12.50%"),
        (Quantity("share", 1, 8), "+.0%", "+13%"),
        (Quantity("share", 1, 8), "08.1%", "00012.5%"),
        (Quantity("count", 1204, 2000), "d", "1204"),
        (Quantity("count", 1204, 2000), ",", "1,204"),
        (Quantity("count", 1204, 2000), "_d", "1_204"),
        (Quantity("count", 1204, 2000), ".1f", "1204.0"),
        (Quantity("score", number=Fraction(1, 8)), ".2f", "0.13"),
        (Quantity("score", number=Fraction(1, 8)), ".0%", "13%"),
        (Quantity("ratio", number=Fraction(-5, 4)), ".1f", "\N{MINUS SIGN}1.2"),
        (Quantity("ratio", number=Fraction(-5, 4)), "06.2f", "\N{MINUS SIGN}01.25"),
        (Quantity("ratio", number=Fraction(5, 4)), "g", "1.25"),
        ((Quantity("share", 1, 2) - Quantity("share", 1, 4)).points, ".0f", "25"),
    ],
)
def test_formats_of_python_print_the_number(quantity: Quantity, spec: str, text: str) -> None:
    assert format(quantity, spec) == text


@given(
    st.sampled_from(["share", "count", "score", "points", "ratio", "change", "rank", "number"]),
    st.fractions(-2, 3, max_denominator=1000),
    st.text("<>=^+- 0123456789,_.deEfFgGn%szx", max_size=6),
)
def test_any_format_prints_the_number_or_is_an_error_that_says_what_to_write(
    kind: Kind, number: Fraction, spec: str
) -> None:
    quantity = Quantity(kind, number=number, basis_text="it")
    try:
        text = format(quantity, spec)
    except AuthorError as error:
        text, told = "", error.hint
    else:
        told = ""

    unit = {"share": "%", "change": "%", "points": " percentage points"}.get(kind, "")
    assert told or (text and unit in text)


@pytest.mark.parametrize("decimals", [-1, 7, 1.0, "0", True, None])
def test_decimals_are_a_whole_number_that_can_be_printed(decimals: object) -> None:
    with pytest.raises(AuthorError, match="decimals is"):
        Quantity("share", 1, 3).with_decimals(decimals)


def test_numbers_of_different_kinds_do_not_compare() -> None:
    share, count = Quantity("share", 1, 4), Quantity("count", 12, 40)
    score = Quantity("score", number=Fraction(1, 2), basis_text="it")

    for one, other in ((share, count), (score, share), (count, Quantity("rank", 1, 4))):
        with pytest.raises(AuthorError, match="cannot be compared"):
            assert one < other
    assert share / share > share
    assert share != count
    with pytest.raises(AuthorError, match=r"1 is the whole of it; write 0\.25 for 25%"):
        assert share > 25


def test_a_number_as_plain_values_names_dimension_category_and_selection() -> None:
    index = an_index(a_model("a"), a_model("b", origin="France"), a_model("c", origin=None))
    france = index.count("national_origins", "France", type="text")

    told = france.to_dict()
    assert (told["about"], told["text"]) == ("national origin France (type: text)", "1")
    assert (told["dimension"], told["categories"]) == ("national_origins", ["France"])
    assert (told["selection"], told["of"], told["unsorted"]) == ("type: text", 2, 1)
    assert [part["about"] for part in (france - index.n()).to_dict()["parts"]] == [
        "national origin France (type: text)",
        "models",
    ]


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
