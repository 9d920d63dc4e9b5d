"""Numbers about training compute: counts, shares and medians within bounds."""

from __future__ import annotations

import math
import operator
from fractions import Fraction
from pathlib import Path
from statistics import median

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mkdocs_osai import load
from mkdocs_osai.index.compute import Compute, read_compute, total
from mkdocs_osai.problems import AuthorError, UnknownName
from mkdocs_osai.stats import Index, Quantity
from mkdocs_osai.stats.dimensions.thresholds import meets
from tests.builders import a_model, an_index

TIMES = "\N{MULTIPLICATION SIGN}"


def of_texts(*texts: str | None) -> Index:
    """An index of models with these training computes of their base models."""
    models = (
        a_model(f"m{number}", compute_base=read_compute(text) if text else None)
        for number, text in enumerate(texts)
    )
    return an_index(*models)


SOME = of_texts(
    "3e+23 FLOP",
    ">= 1e+22 FLOP",
    "~1e+23 FLOP +- 0.5 OoM",
    "1e+21 FLOP to 1e+22 FLOP",
    "unknown (~1e+24?)",
    "-",
    None,
    None,
)


def test_a_count_above_a_threshold_is_a_pair_with_its_coverage() -> None:
    count = SOME.count("compute_base", above="1e23")

    assert str(count) == "1 to 3 of 4"
    assert count.bounds
    assert (count.bounds.certain, count.bounds.possible) == (("m0",), ("m0", "m1", "m2"))
    assert count.basis == (
        "training compute of the base model at or above 10²³ FLOP: 1 to 3 of 4 models with a "
        "figure; 1 unknown, 1 not applicable, 2 not recorded"
    )
    assert count.bounds.coverage.text == (
        "4 of 8 models have a figure; 1 unknown, 1 not applicable, 2 not recorded"
    )


def test_a_share_is_of_the_models_with_a_figure() -> None:
    assert str(SOME.share("compute_base", above="1e23")) == "25.0% to 75.0%"
    assert str(SOME.share("compute_base", above="1e23").with_decimals(0)) == "25% to 75%"


@pytest.mark.parametrize("value", ["1e23", "gpai", 1e23, 10**23, "10^23 FLOP"])
def test_a_threshold_is_a_number_a_text_or_a_name(value: float | str) -> None:
    assert str(SOME.count("compute_base", above=value)) == "1 to 3 of 4"


def test_below_and_between() -> None:
    assert str(SOME.count("compute_base", below="1e23")) == "1 to 3 of 4"
    assert str(SOME.count("compute_base", above="1e21", below="1e23")) == "1 to 3 of 4"
    assert str(SOME.count("compute_base", above="1e20")) == "4 of 4"


def test_the_ends_of_a_count_are_numbers_to_calculate_with() -> None:
    count = SOME.count("compute_base", above="1e23")

    assert (str(count.certain), str(count.possible), str(count.at_least)) == (
        "1",
        "3",
        "at least 1",
    )
    assert str(count.possible - count.certain) == "2"
    assert count.certain.models == ("m0",)
    assert "certainly" in count.certain.basis
    assert str(SOME.share("compute_base", above="1e23").possible) == "75.0%"


def test_a_number_within_bounds_is_never_used_as_if_it_were_exact() -> None:
    count = SOME.count("compute_base", above="1e23")

    for use in (
        lambda: count.value,
        lambda: count + 1,
        lambda: 2 * count,
        lambda: int(count),
        lambda: float(count),
        lambda: f"{count:.1f}",
        lambda: count - count,
        lambda: bool(count),
    ):
        with pytest.raises(AuthorError, match="known within bounds only"):
            use()
    assert count.to_dict()["value"] is None
    assert (count.to_dict()["low"], count.to_dict()["high"]) == (1, 3)
    assert count.neighbors == ()


def test_a_comparison_within_bounds_holds_for_all_values_or_cannot_be_decided() -> None:
    count = SOME.count("compute_base", above="1e23")

    assert count >= 1
    assert count < 4
    assert not count > 3
    assert count != 5
    for compare, number in ((operator.gt, 1), (operator.eq, 2), (operator.le, 2)):
        with pytest.raises(AuthorError, match="cannot be decided"):
            compare(count, number)


def test_a_threshold_that_does_not_fit_is_refused() -> None:
    with pytest.raises(AuthorError, match="write a figure such as '1e23', or 'gpai' or"):
        SOME.count("compute_base", above="lots")
    with pytest.raises(AuthorError, match="'types' has no figures"):
        SOME.count("types", above="1e23")
    with pytest.raises(AuthorError, match="two ways to count"):
        SOME.count("compute_base", "unknown", above="1e23")
    with pytest.raises(AuthorError, match="write the smaller one as above"):
        SOME.count("compute_base", above="1e23", below="1e22")
    with pytest.raises(AuthorError, match=r"0 of 1 model has a figure; 1 not recorded"):
        of_texts(None).count("compute_base", above="1e23")


def test_a_median_is_that_of_the_lowest_and_of_the_highest_values() -> None:
    found = of_texts("1e+22 FLOP", ">= 3e+22 FLOP", "~1e+24 FLOP +- 1 OoM").median("compute_base")

    assert str(found) == f"3 {TIMES} 10²² to 10²⁵ FLOP"
    assert str(of_texts(">= 3e+22 FLOP", None).median("compute_base")) == (
        f"at least 3 {TIMES} 10²² FLOP"
    )


PRINTED = {
    "~4.08e+23 FLOP +- 0.5 OoM": f"4 {TIMES} 10²³ FLOP (1.3 {TIMES} 10²³ to 1.3 {TIMES} 10²⁴)",
    "6.74e+24 FLOP": f"6.74 {TIMES} 10²⁴ FLOP",
    ">= 5.88e+22 FLOP": f"at least 5.88 {TIMES} 10²² FLOP",
    ">= 9.999e+22 FLOP": f"at least 9.99 {TIMES} 10²² FLOP",
    "~3e+20 FLOP to ~1e+21 FLOP": f"3 {TIMES} 10²⁰ to 10²¹ FLOP",
    "<= 1e+21 FLOP": "at most 10²¹ FLOP",
    "~2.8e+22 FLOP": f"2.8 {TIMES} 10²² FLOP (margin not given)",
}


@pytest.mark.parametrize(("text", "printed"), PRINTED.items(), ids=PRINTED)
def test_the_compute_of_a_model_prints_its_figure_and_its_bounds(text: str, printed: str) -> None:
    assert str(of_texts(text).compute("m0")) == printed


def test_the_compute_of_a_model_is_that_of_its_base_or_of_the_end_model_without_one() -> None:
    end = read_compute("2e+21 FLOP")
    index = an_index(
        a_model("a", compute_base=read_compute("1e+22 FLOP"), compute_end=end),
        a_model("b", compute_base=read_compute("-"), compute_end=end),
        a_model("c", compute_base=read_compute("unknown"), compute_end=end),
    )

    assert index.compute("a").value == Fraction(10**22)
    assert index.compute("b").value == index.compute("a", stage="end").value == 2 * 10**21
    assert str(index.compute("a", stage="total")) == f"10²² to 1.2 {TIMES} 10²² FLOP"
    with pytest.raises(AuthorError, match="base model of 'c' is unknown; write stage='end'"):
        index.compute("c")
    with pytest.raises(UnknownName):
        index.compute("a", stage="middle")  # type: ignore[arg-type]


_ends = st.floats(1, 1e30, allow_subnormal=False).map(lambda number: float(f"{number:.4g}"))
_computes = st.one_of(
    _ends.map(lambda n: Compute("", "stated", n, n, n)),
    _ends.map(lambda n: Compute("", "at_least", n, n)),
    st.tuples(_ends, _ends).map(lambda e: Compute("", "range", None, min(e), max(e))),
    _ends.map(lambda n: Compute("", "estimate", n)),
    st.just(Compute("", "unknown")),
    st.just(Compute("", "not_applicable")),
    st.none(),
)


def a_value_within(compute: Compute, data: st.DataObject) -> float:
    low = 0.0 if compute.low is None else compute.low
    high = 1e36 if compute.high is None else compute.high
    return data.draw(st.floats(low, high))


@given(st.lists(_computes, min_size=1, max_size=8), _ends, st.data())
def test_any_values_within_the_bounds_give_numbers_within_the_bounds(
    computes: list[Compute | None], limit: float, data: st.DataObject
) -> None:
    index = an_index(*(a_model(f"m{n}", compute_base=c) for n, c in enumerate(computes)))
    known = [c for c in computes if c and c.has_figure]
    assume(known)
    values = [a_value_within(c, data) for c in known]

    count = index.count("compute_base", above=limit).bounds
    share = index.share("compute_base", above=limit).bounds
    middle = index.median("compute_base").bounds

    assert count
    assert share
    assert middle
    above = sum(value >= limit for value in values)
    assert (count.low or 0) <= above <= (len(known) if count.high is None else count.high)
    assert (share.low or 0) <= Fraction(above, len(known)) <= (share.high or 0)
    assert (middle.low or 0) <= median(values) * (1 + 1e-12)
    assert middle.high is None or median(values) * (1 - 1e-12) <= middle.high
    assert count.coverage.models == len(computes)


@given(_computes, _computes, st.data())
def test_a_total_encloses_the_larger_of_two_and_their_sum(
    base: Compute | None, end: Compute | None, data: st.DataObject
) -> None:
    found = total(base, end)
    known = [c for c in (base, end) if c and c.has_figure]
    values = [a_value_within(c, data) for c in known]

    assert (found is None) == (base is end is None)
    if found and values:
        low, high = found.low or 0, math.inf if found.high is None else found.high
        assert low <= max(values)
        assert sum(values) <= high * (1 + 1e-9)


@given(_computes, _ends, _ends)
def test_two_thresholds_decide_as_one_after_the_other(
    compute: Compute | None, one: float, other: float
) -> None:
    assume(compute and compute.has_figure and one < other)
    assert compute
    above, below = Fraction(str(one)), Fraction(str(other))
    both = {meets(compute, above, None), meets(compute, None, below)}

    expected = False if False in both else None if None in both else True
    assert meets(compute, above, below) is expected


def test_of_the_41_base_models_with_a_figure_16_are_certainly_above_and_20_undecided(
    database: Path,
) -> None:
    index = load(database)
    if len(index) != 193:
        pytest.skip("another day of the index")
    above = index.count("compute_base", above="gpai")
    below = index.count("compute_base", below="gpai")

    assert (str(above), str(below)) == ("16 to 36 of 41", "5 to 25 of 41")
    assert above.bounds
    assert above.bounds.coverage.to_dict() == {
        "with_figure": 41,
        "unknown": 10,
        "not_applicable": 7,
        "not_recorded": 135,
    }
    assert isinstance(above.certain, Quantity)
