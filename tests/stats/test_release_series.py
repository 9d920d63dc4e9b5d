"""Models by their date of release."""

from __future__ import annotations

import csv
import datetime as dt
import io
from fractions import Fraction
from itertools import accumulate
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_osai.problems import AuthorError, UnknownName
from mkdocs_osai.stats import ReleaseSeries, Result
from tests.builders import an_index_of

CLASSES = st.dictionaries(
    st.sampled_from(["code", "licenses", "paper"]), st.sampled_from(["open", "partial", "closed"])
)
A_MODEL = st.fixed_dictionaries(
    {
        "released": st.sampled_from(["2023", "2023-02", "2023-11-30", "2024-03", "2025-12", None]),
        "origin": st.sampled_from(["China", "France", "Peru", None]),
        "classes": CLASSES,
    }
)
MODELS = st.lists(A_MODEL, max_size=25)
UNITS = st.sampled_from(["month", "quarter", "year"])


def values(series: ReleaseSeries) -> dict[str, dict[str, Fraction | None]]:
    return {
        line.name: {point.span: point.value for point in series.points(line)}
        for line in series.lines.categories
    }


def test_spans_without_models_are_noughts() -> None:
    index = an_index_of([{"released": "2023-11"}, {"released": "2023-11"}, {"released": "2024-02"}])

    assert values(index.series("month")) == {
        "All models": {"2023-11": 2, "2023-12": 0, "2024-01": 0, "2024-02": 1}
    }
    assert values(index.series("quarter")) == {"All models": {"2023 Q4": 2, "2024 Q1": 1}}


def test_the_mean_of_no_model_is_no_number() -> None:
    closed = {"classes": dict.fromkeys(["code", "paper"], "closed")}
    index = an_index_of(
        [{"released": "2022", **closed}, {"released": "2024"}, {"released": "2022"}]
    )
    series = index.series("year", measure="openness")

    mean = (1 + Fraction(10, 12)) / 2
    assert values(series) == {"All models": {"2022": mean, "2023": None, "2024": Fraction(1)}}
    assert series.table.header == ("Year", "Mean openness")
    assert series.table.rows[:2] == (("2022", "0.92 (2 models)"), ("2023", "–"))  # noqa: RUF001
    assert series.sentence == "0.92 (2 models) in 2022, 1.00 (1 model) in 2024"
    assert ",,0," in series.to_csv()


def test_openness_so_far_is_the_mean_of_all_until_then() -> None:
    closed = {"classes": dict.fromkeys(["code", "paper"], "closed")}
    index = an_index_of(
        [{"released": "2022", **closed}, {"released": "2022"}, {"released": "2024"}]
    )
    series = index.series("year", measure="openness", cumulative=True)
    points = series.points(series.lines.categories[0])

    assert [(p.n, p.value) for p in points] == [
        (2, Fraction(11, 12)),
        (2, Fraction(11, 12)),
        (3, Fraction(17, 18)),
    ]


def test_models_without_a_place_are_told() -> None:
    index = an_index_of(
        [{"released": "2023"}, {"released": "2023-02"}, {"released": None}, {"origin": None}]
    )

    assert index.series("month").basis == "2 of 4 models; 2 without a month of release"
    by_origin = index.series("month", by="national_origins")
    assert by_origin.basis == "1 of 4 models; 3 without a month of release or a tag"
    assert (by_origin.n, by_origin.unsorted) == (1, 3)


def test_a_span_that_goes_on_is_told() -> None:
    models = [{"released": "2025-03"}, {"released": "2026-05"}]

    assert an_index_of(models, date=dt.date(2026, 6, 12)).series("quarter").basis == (
        "2 models; 2026 Q2 only up to 2026-06-12"
    )
    assert an_index_of(models, date=dt.date(2026, 6, 30)).series("quarter").basis == "2 models"
    assert an_index_of(models, date=dt.date(2026, 6, 12)).series("month").basis == "2 models"


def test_it_says_what_it_shows() -> None:
    index = an_index_of([{"released": "2023-02", "origin": o} for o in ("China", "China", "Peru")])
    series: Result = index.series("year", by="regions", cumulative=True)

    assert series.name == "cumulative-models-per-year-by-regions"
    assert series.label == "Models released up to each year, by region"
    assert series.sentence == "China: 2 of 3 by 2023; Other: 1 of 3 by 2023"
    assert index.series().name == "models-per-quarter"
    assert index.series("year", measure="openness").label == "Mean openness by year of release"


def test_many_numbers_are_told_by_their_ends_and_extremes() -> None:
    months = [f"{year}-{month:02}" for year in range(2020, 2024) for month in range(1, 13)]
    index = an_index_of([{"released": month} for month in [*months, "2022-05"]])

    assert index.series("month").sentence == (
        "1 in 2020-01, 1 in 2023-12, most 2 in 2022-05; the table has every number"
    )
    assert index.series("month", by="types", cumulative=True).sentence == (
        "text: 1 of 1 by 2020-01, 49 of 49 by 2023-12; the table has every number"
    )
    assert "least 1.00 (1 model) in 2020-01;" in index.series("month", measure="openness").sentence


def test_the_largest_lines_stay_and_the_others_are_joined() -> None:
    origins = ["China"] * 3 + ["Peru"] * 2 + ["Chad", "Mali"]
    series = an_index_of([{"origin": o, "released": "2024-05"} for o in origins]).series(
        "year", by="national_origins", top=2
    )

    assert values(series) == {"China": {"2024": 3}, "Peru": {"2024": 2}, "Other": {"2024": 2}}
    assert series.table.header[-2:] == ("Other: Chad", "Other: Mali")
    assert series.sentence.endswith("Other joins 2 categories: Chad and Mali")


def test_what_makes_no_sense_is_told() -> None:
    index = an_index_of([{"released": "0204-07"}, {"released": "2024-07"}])

    with pytest.raises(UnknownName, match="did you mean 'quarter'"):
        index.series("quarters")
    with pytest.raises(UnknownName, match="did you mean 'openness'"):
        index.series(measure="opennes")
    message = "release_years is a dimension of time, as the axis is; leave by out"
    with pytest.raises(AuthorError, match=message):
        index.series(by="release_years")
    with pytest.raises(AuthorError, match=r"top is about lines; say of what, with by="):
        index.series(top=2)
    with pytest.raises(AuthorError, match=r"from 0204-07 to 2024-07 are more than 240 months"):
        index.series("month")
    with pytest.raises(AuthorError, match="cumulative is 1"):
        index.series("year", since="2000", cumulative=1)  # type: ignore[arg-type]


@given(MODELS, UNITS, st.sampled_from(["national_origins", None]))
def test_cumulative_is_the_running_sum(
    models: list[dict[str, Any]], unit: str, by: str | None
) -> None:
    index = an_index_of(models)
    single, running = (values(index.series(unit, by=by, cumulative=c)) for c in (False, True))

    for line, counts in single.items():
        assert list(running[line].values()) == list(accumulate(map(_number, counts.values())))


@given(MODELS, UNITS)
def test_lines_add_up_to_the_tally_of_time(models: list[dict[str, Any]], unit: str) -> None:
    index = an_index_of(models)
    lines = values(index.series(unit, by="national_origins"))
    ids = [m.id for m in index.models if m.origin]

    added: dict[str, Fraction] = {}
    for line in lines.values():
        for span, count in line.items():
            added[span] = added.get(span, Fraction(0)) + _number(count)
    if ids:
        tally = index.tally(f"release_{unit}s", models=ids)
        assert {s: c for s, c in added.items() if c} == {c.name: c.count for c in tally.categories}


@given(MODELS, st.sampled_from(["2023-02", "2024-03"]))
def test_a_model_more_is_one_more(models: list[dict[str, Any]], released: str) -> None:
    def counts(all_of_them: list[dict[str, Any]]) -> dict[str, int]:
        lines = values(an_index_of(all_of_them).series("month"))
        return {s: int(_number(v)) for line in lines.values() for s, v in line.items() if v}

    before, after = counts(models), counts([*models, {"released": released}])

    assert after.pop(released) == before.pop(released, 0) + 1
    assert after == before


@given(MODELS, UNITS)
def test_a_mean_is_that_of_the_models_of_its_span(models: list[dict[str, Any]], unit: str) -> None:
    index = an_index_of(models)
    series = index.series(unit, measure="openness")
    if not series.n:
        return
    for point in series.points(series.lines.categories[0]):
        name = {c.name: c.models for c in index.tally(f"release_{unit}s").categories}
        found = list(name.get(point.span, ()))
        assert point.n == len(found)
        assert point.value == (index.mean(models=found).value if found else None)


@given(MODELS, UNITS, st.sampled_from(["models", "openness"]), st.integers(1, 3))
def test_table_csv_frame_and_values_say_the_same(
    models: list[dict[str, Any]], unit: str, measure: str, top: int
) -> None:
    series = an_index_of(models).series(unit, by="national_origins", measure=measure, top=top)
    told = series.to_dict()["lines"]
    lines = {line["name"]: {p["span"]: p["value"] for p in line["points"]} for line in told}

    columns = zip(series.table.header, zip(*series.table.rows, strict=True), strict=False)
    cells = {name: cells for name, cells in columns if name in lines}
    for line in series.lines.categories:
        points = series.points(line)
        assert lines[line.name] == {
            p.span: None if p.value is None else pytest.approx(float(p.value)) for p in points
        }
        assert cells[line.name] == tuple(series.written(p) for p in points)
    rows = list(csv.DictReader(io.StringIO(series.to_csv())))
    assert [row[unit] for row in rows] == list(series.frame().index)
    ns = {row[unit]: int(row["n"]) for row in rows}
    counted = [int(row["n"]) for row in rows] if measure == "openness" else ns.values()
    assert sum(counted) == series.n


def test_a_span_whose_models_have_no_tag_is_a_gap_and_no_zero() -> None:
    index = an_index_of(
        [
            {"released": "2022"},
            {"released": "2024", "origin": None},
            {"released": "2025", "origin": None},
            {"released": "2025", "origin": "Peru"},
        ]
    )
    series = index.series("year", by="national_origins")

    assert values(series) == {
        "China": {"2022": 1, "2023": 0, "2024": None, "2025": 0},
        "Peru": {"2022": 0, "2023": 0, "2024": None, "2025": 1},
    }
    assert series.table.rows[2:] == (
        ("2024", "–", "–"),  # noqa: RUF001
        ("2025", "0 of 1", "1 of 1"),
    )
    assert series.basis == "2 of 4 models; 2 without a tag; no number for 2024, without a tag"
    assert series.sentence == "China: 1 of 1 in 2022; Peru: 1 of 1 in 2025"
    assert [row["models"] for row in csv.DictReader(io.StringIO(series.to_csv()))] == [
        *("1", "0", "", "0"),
        *("0", "0", "", "1"),
    ]
    so_far = index.series("year", by="national_origins", cumulative=True)
    assert values(so_far)["China"] == {"2022": 1, "2023": 1, "2024": 1, "2025": 1}
    assert so_far.table.rows[3] == ("2025", "1 of 2", "1 of 2")


def _number(value: Fraction | None) -> Fraction:
    return value or Fraction(0)


def test_shares_over_time_are_those_of_each_span() -> None:
    index = an_index_of(
        [
            {"released": "2022", "origin": "China"},
            {"released": "2022", "origin": "France"},
            {"released": "2024", "origin": "China"},
            {"released": "2025", "origin": None},
        ]
    )
    series = index.series("year", by="national_origins", measure="share")

    assert values(series) == {
        "China": {"2022": Fraction(1, 2), "2023": None, "2024": Fraction(1)},
        "France": {"2022": Fraction(1, 2), "2023": None, "2024": Fraction(0)},
    }
    assert series.table.rows[0] == ("2022", "50.0% (1 of 2)", "50.0% (1 of 2)")
    assert series.basis == "3 of 4 models; 1 without a tag; no model released in 2023"
    assert series.name == "share-per-year-by-national_origins"
    assert series.to_dict()["measure"] == "share"
    rows = [*csv.DictReader(io.StringIO(series.to_csv()))]
    assert (rows[0]["share"], rows[0]["n"], rows[1]["share"]) == ("0.5", "2", "")
    assert "50.0% (1 of 2) in 2022" in series.sentence
    running = index.series("year", by="national_origins", measure="share", cumulative=True)
    assert values(running)["China"] == {
        "2022": Fraction(1, 2),
        "2023": Fraction(1, 2),
        "2024": Fraction(2, 3),
    }


def test_a_span_in_which_no_model_has_a_tag_is_no_share() -> None:
    index = an_index_of(
        [{"released": "2022"}, {"released": "2023", "origin": None}, {"released": "2024"}]
    )
    series = index.series("year", by="national_origins", measure="share")

    assert values(series)["China"]["2023"] is None
    assert "no number for 2023, without a tag" in series.basis
    assert "no model released" not in series.basis


def test_shares_are_about_lines() -> None:
    with pytest.raises(AuthorError, match=r"share is about lines; say of what, with by="):
        an_index_of([{}]).series(measure="share")


@pytest.mark.parametrize("cumulative", [False, True])
@given(models=MODELS, unit=UNITS)
def test_the_shares_of_a_span_add_up_to_one(
    models: list[dict[str, Any]], unit: str, *, cumulative: bool
) -> None:
    series = an_index_of(models).series(
        unit, by="national_origins", measure="share", cumulative=cumulative, top=1
    )
    for span in zip(*(series.points(line) for line in series.lines.categories), strict=True):
        shares = [point.value for point in span if point.value is not None]
        assert sum(shares) == (1 if shares else 0)
        assert all(point.n * (point.value or 0) % 1 == 0 for point in span)
