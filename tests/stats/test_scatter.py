"""Scatters and timelines: readings, their bounds, the trend, and what is not shown."""

from __future__ import annotations

import csv
import datetime as dt
import io
import math
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_osai.index.compute import read_compute
from mkdocs_osai.problems import AuthorError, UnknownName
from mkdocs_osai.stats import Index, Reading
from mkdocs_osai.stats.axes import RELEASE_DATE
from mkdocs_osai.stats.results.scatter import certain_pairs
from tests.builders import a_model, an_index


@pytest.fixture
def index() -> Index:
    """Three models with a month, one with a year, one without a date, one without a score."""
    return an_index(
        a_model("a", name="Zeta", released="2024-05"),
        a_model("b", name="Alpha", released="2023-01-09", origin="France"),
        a_model("c", name="Undated", released=None),
        a_model("d", name="Almost", released="2022-12", classes={"code": "partial"}),
        a_model("e", name="Some time", released="2021", classes={"paper": "closed"}),
        a_model("f", name="Unscored", types=()),
        a_model("g", name="Untagged", origin=None),
    )


def test_a_timeline_is_the_scatter_of_openness_by_date_of_release(index: Index) -> None:
    timeline = index.timeline()

    assert timeline == index.scatter("release_date", "openness")
    assert [p.model.name for p in timeline.points] == [
        *("Some time", "Almost", "Alpha", "Zeta", "Untagged"),
    ]
    assert timeline.basis == (
        "5 of 7 models; 2 without a date of release or a score; "
        "not shown: 1 without a date of release, 1 without a score"
    )
    assert timeline.table.rows[1] == ("Almost", "2022-12", "0.96")
    assert timeline.frame().index.tolist() == ["e", "d", "b", "a", "g"]
    assert timeline.to_dict()["unsorted"] == 2
    assert timeline.to_csv().splitlines()[0] == "id,name,released,score"
    assert timeline.to_csv().splitlines()[3] == "b,Alpha,2023-01-09,1.0"


def test_the_sentence_of_few_models_has_the_range_and_each_of_them(index: Index) -> None:
    assert index.timeline(until="2023").sentence == (
        "date of release from 2021 (Some time) to 2023-01-09 (Alpha); "
        "openness from 0.92 (Some time) to 1.00 (Alpha); too few models for a trend; "
        "Some time 0.92 (2021), Almost 0.96 (2022-12), Alpha 1.00 (2023-01-09)"
    )
    assert index.timeline(models=["Zeta"]).sentence == (
        "date of release 2024-05 and openness 1.00 (Zeta)"
    )


def test_a_year_is_read_as_its_first_to_its_last_day_and_a_month_has_a_middle() -> None:
    def read(text: str) -> Reading:
        reading = RELEASE_DATE.read(a_model(released=text))
        assert isinstance(reading, Reading)
        return reading

    first, last = dt.date(2024, 1, 1).toordinal(), dt.date(2024, 12, 31).toordinal()
    assert read("2024") == Reading(None, first, last, "2024")
    february = read("2024-02")
    assert (february.low, february.high) == (first + 31, first + 59)
    assert february.value == first + 45
    assert read("2024-01-01") == Reading(first, first, first, "2024-01-01")


def test_models_have_the_colours_of_a_dimension_and_those_without_a_tag_are_not_shown(
    index: Index,
) -> None:
    scatter = index.scatter("openness", "release_date", by="national_origins")

    assert scatter.label == "Date of release by openness, by national origin"
    assert scatter.name == "release_date-and-openness-by-national_origins"
    assert scatter.table.header == ("Model", "Openness", "Date of release", "National origin")
    assert ("Alpha", "1.00", "2023-01-09", "France") in scatter.table.rows
    assert [(str(reason), count) for reason, count in scatter.reasons] == [
        *(("without a date of release", 1), ("without a score", 1), ("without a tag", 1)),
    ]
    assert "France: Alpha 2023-01-09 (1.00)" in scatter.sentence


def test_joined_colours_keep_their_own_category_in_the_csv() -> None:
    origins = ["China"] * 3 + ["France", "Spain"]
    index = an_index(*(a_model(f"m{i}", origin=origin) for i, origin in enumerate(origins)))

    scatter = index.scatter("release_date", "openness", by="national_origins", top=1)
    rows = list(csv.DictReader(io.StringIO(scatter.to_csv())))

    assert {(row["category"], row["shown_as"]) for row in rows} == {
        *(("China", "China"), ("France", "Other"), ("Spain", "Other")),
    }
    assert {row[3] for row in scatter.table.rows} == {"China", "Other"}
    assert scatter.sentence.endswith("Other joins 2 categories: France and Spain")


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        (("date", "openness"), UnknownName, "unknown axis 'date'; did you mean 'release_date'?"),
        (("openness", 3), UnknownName, "unknown axis 3"),
        (("openness", "openness"), AuthorError, "both axes are openness; name two different"),
    ],
)
def test_axes_that_cannot_be_are_an_error(
    index: Index, arguments: tuple[str, str], error: type[Exception], message: str
) -> None:
    with pytest.raises(error) as caught:
        index.scatter(*arguments)
    assert str(caught.value).startswith(message)


def test_colours_that_cannot_be_are_an_error(index: Index) -> None:
    with pytest.raises(AuthorError, match=r"two categories of types, and a mark has one colour"):
        index.scatter("release_date", "openness", by="types")
    with pytest.raises(AuthorError, match=r"top is about colours; say of what"):
        index.scatter("release_date", "openness", top=3)


ENDS = st.floats(0, 9, allow_nan=False)
READINGS = st.one_of(
    st.builds(lambda n: Reading(n, n, n, ""), ENDS),
    st.builds(lambda a, b: Reading(None, min(a, b), max(a, b), ""), ENDS, ENDS),
    st.builds(lambda n: Reading(None, n, None, ""), ENDS),
    st.builds(lambda n: Reading(None, None, n, ""), ENDS),
    st.builds(lambda n: Reading(n, None, None, ""), ENDS),
)


@given(st.lists(st.tuples(READINGS, READINGS), max_size=12))
def test_a_pair_counts_only_if_all_values_within_its_bounds_have_one_order(
    readings: list[tuple[Reading, Reading]],
) -> None:
    def order(one: Reading, other: Reading) -> int:
        return (one.most < other.least) - (other.most < one.least)

    found = [order(a[0], b[0]) * order(a[1], b[1]) for a, b in combinations(readings, 2)]

    assert certain_pairs(readings) == (found.count(1), found.count(-1))


@pytest.mark.parametrize(
    ("scores", "words"),
    [
        (range(12), "trend: later models are mostly more open, in 100% of the 66 pairs"),
        (range(12, 0, -1), "trend: later models are mostly less open, in 100% of the 66 pairs"),
        (
            [0, 8, 2, 10, 4, 1, 9, 3, 11, 6, 5, 7],
            "no clear trend: later models are more open in 62% of the 66 pairs",
        ),
        ([5] * 12, "no trend: of no two models the order is certain in both"),
        (range(9), "too few models for a trend"),
    ],
)
def test_a_trend_is_told_in_plain_words(scores: list[int], words: str) -> None:
    index = an_index(
        *(
            a_model(
                f"m{i}",
                released=f"{2010 + i}-01",
                classes=dict.fromkeys(list(_refs())[score:], "closed"),
            )
            for i, score in enumerate(scores)
        )
    )

    assert words in index.timeline().sentence


def _refs() -> list[str]:
    from mkdocs_osai.index.criteria import BUILT_IN

    return [c.ref for c in BUILT_IN]


def test_the_sentence_of_many_models_has_the_range_and_the_trend() -> None:
    models = [a_model(f"m{i:02}", released=f"20{10 + i % 15}-0{1 + i % 9}") for i in range(40)]

    sentence = an_index(*models).timeline().sentence

    assert sentence == (
        "date of release from 2010-01 (m00) to 2024-06 (m14); openness 1.00 of all models; "
        "no trend: of no two models the order is certain in both; the table has every model"
    )


STATES = {
    "exact": "6.7e+24 FLOP",
    "margin": "~4e+22 FLOP +- 0.5 OoM",
    "least": ">= 1e+22 FLOP +- 0.5 OoM",
    "between": "~3e+20 FLOP to ~1e+21 FLOP",
    "no margin": "~2.8e22 FLOP",
    "guess": "unknown (~1e23?)",
    "unknown": "unknown",
    "none": "-",
    "silent": None,
}


def of_compute() -> Index:
    """A model for each state of training compute."""
    return an_index(
        *(a_model(name, compute_base=text and read_compute(text)) for name, text in STATES.items())
    )


def test_training_compute_is_read_with_its_bounds() -> None:
    scatter = of_compute().scatter("release_date", "compute_base")

    readings = {p.model.name: p.y for p in scatter.points}
    assert {name: (r.value, r.low, r.high) for name, r in readings.items()} == {
        "exact": (6.7e24, 6.7e24, 6.7e24),
        "margin": (4e22, 1.26491e22, 1.26492e23),
        "least": (1e22, 3.16227e21, None),
        "between": (None, 3e20, 1e21),
        "no margin": (2.8e22, None, None),
        "guess": (1e23, None, None),
    }
    assert [name for name, r in readings.items() if r.guess] == ["guess"]
    texts = {row[0]: row[2] for row in scatter.table.rows}
    assert texts["margin"] == str(of_compute().compute("margin"))
    assert texts["guess"] == "unknown, a guess is 10²³ FLOP"


def test_what_is_not_known_of_training_compute_is_told() -> None:
    scatter = of_compute().scatter("release_date", "compute_base")

    assert scatter.basis == (
        "6 of 9 models; 3 without a figure of training compute of the base model; "
        "not shown: 1 not applicable, 1 not recorded, 1 unknown; 1 with only a guess; "
        "1 with an estimate whose margin is not given; 1 with no upper bound"
    )
    assert "1 to 4 of 5 with a figure at 10²³ FLOP or more (general-purpose AI)" in scatter.sentence
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(scatter.to_csv()))}
    assert rows["guess"]["compute_base_flop"] == ""
    assert rows["guess"]["compute_base_guess"] == "1e+23"
    assert rows["least"]["compute_base_high"] == ""


def test_the_numbers_at_thresholds_are_those_of_the_count(index: Index) -> None:
    known = of_compute()
    count = known.count("compute_base", above="gpai")

    assert f"; {count} with a figure at" in known.scatter("release_date", "compute_base").sentence
    row = known.thresholds().rows[0]
    assert row.text == str(count)
    assert (row.certain, row.possible) == (
        *(len(count.bounds.certain), len(count.bounds.possible)),  # type: ignore[union-attr]
    )
    assert known.thresholds(above="1e21").rows[0].text == str(
        known.count("compute_base", above="1e21")
    )
    assert index.thresholds().n == 0


def test_bars_of_thresholds_can_be_of_the_categories_of_a_dimension() -> None:
    texts = ("6.7e+24 FLOP", ">= 1e+22 FLOP", None, "~1e21 FLOP +- 0.5 OoM")
    origins = ("China", "China", "France", None)
    index = an_index(
        *(
            a_model(f"m{i}", origin=origin, compute_base=text and read_compute(text))
            for i, (origin, text) in enumerate(zip(origins, texts, strict=True))
        )
    )
    found = index.thresholds(by="national_origins", above="gpai")

    assert found.label == (
        "Training compute of the base model at or above general-purpose AI, 10²³ FLOP, "
        "by national origin"
    )
    assert found.basis == "2 of 4 models; 2 without a figure or a tag"
    assert found.table.rows == (
        ("China", "1", "1", "0", "0", "0", "0", "2"),
        ("France", "0", "0", "0", "0", "0", "1", "1"),
    )
    assert found.sentence == (
        "China: 1 to 2 of 2 with a figure (1 for certain, 1 cannot be decided, 0 below), "
        "0 without a figure; France: 1 without a figure"
    )
    with pytest.raises(AuthorError, match=r"'regions' has no thresholds; take 'compute_base'"):
        index.thresholds("regions")
    with pytest.raises(AuthorError, match=r"top is about categories"):
        index.thresholds(top=3)


def test_ends_without_a_bound_are_infinite() -> None:
    assert (Reading(None, 1.0, None, "").least, Reading(None, 1.0, None, "").most) == (1, math.inf)
    assert Reading(None, None, 1.0, "").least == -math.inf
    assert Reading(None, 100.0, 10000.0, "").middle("log") == 1000
    with pytest.raises(ValueError, match="a reading has a figure or a bound"):
        Reading(None, None, None, "").middle()
