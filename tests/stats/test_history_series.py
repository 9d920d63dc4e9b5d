"""Series over the history of an index."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_osai.index import Criteria
from mkdocs_osai.problems import AuthorError, UnknownName
from mkdocs_osai.stats import Index, ReleaseSeries, Result
from mkdocs_osai.stats.over_time import history_series
from mkdocs_osai.stats.results.history_series import HistorySeries, Regraded
from tests.builders import an_index, an_index_of, some_criteria

ONE = some_criteria(code=("text",))
TWO = some_criteria(code=("text",), paper=("text",))
A_MODEL = st.fixed_dictionaries(
    {
        "origin": st.sampled_from(["China", "France", "Peru", None]),
        "classes": st.dictionaries(st.just("code"), st.sampled_from(["open", "partial", "closed"])),
    }
)
STATES = st.lists(st.lists(A_MODEL, max_size=8), min_size=1, max_size=5)


def of_models(models: list[dict[str, Any]], criteria: Criteria = ONE, **words: Any) -> Index:
    return an_index_of(models, criteria, **words)


def of_origins(*names: str | None, **words: Any) -> Index:
    return of_models([{"origin": name} for name in names], **words)


def over(*states: Index, unit: str = "year", **words: Any) -> HistorySeries:
    """A history with one state for each year from 2021 on."""
    return history_series([(str(2021 + i), state) for i, state in enumerate(states)], unit, **words)


def values(shown: HistorySeries) -> dict[str, list[str | None]]:
    return {
        line.name: [None if p.value is None else str(p.value) for p in shown.points(line)]
        for line in shown.lines.categories
    }


def test_models_are_those_in_the_index_at_each_end() -> None:
    history = over(of_origins("China"), of_origins("China", "Peru"), of_origins("China"))

    assert values(history) == {"All models": ["1", "2", "1"]}
    assert history.table.rows == (("2021", "1"), ("2022", "2"), ("2023", "1"))
    assert history.sentence == "1 by 2021, 2 by 2022, 1 by 2023"


def test_a_span_without_a_state_has_the_one_before() -> None:
    states = [("2024 Q3", of_origins("China")), ("2025 Q1", of_origins("China", "Peru"))]
    history = history_series(states, "quarter")

    assert history.spans == ["2024 Q3", "2024 Q4", "2025 Q1"]
    assert values(history) == {"All models": ["1", "1", "2"]}


def test_shares_are_of_the_models_that_can_be_sorted_in_each_state() -> None:
    history = over(
        of_origins("China", "Peru", None),
        of_origins(None),
        of_origins("China", "Peru", "China", "China"),
        by="national_origins",
        measure="share",
    )

    assert values(history) == {"China": ["1/2", None, "3/4"], "Peru": ["1/2", None, "1/4"]}
    assert history.table.rows[0] == ("2021", "50.0% (1 of 2)", "50.0% (1 of 2)")
    assert history.table.rows[1] == ("2022", "–", "–")  # noqa: RUF001
    assert history.sentence.startswith("China: 50.0% (1 of 2) by 2021, 75.0% (3 of 4) by 2023; ")


def test_openness_is_the_mean_of_each_state() -> None:
    closed = {"classes": {"code": "closed"}}
    history = over(
        of_models([{}, closed, closed]),
        of_models([{}, closed]),
        of_models([{}]),
        measure="openness",
    )

    assert values(history) == {"All models": ["1/3", "1/2", "1"]}
    assert (
        history.sentence
        == "0.33 (3 models) by 2021, 0.50 (2 models) by 2022, 1.00 (1 model) by 2023"
    )


def test_models_without_a_score_are_in_no_mean() -> None:
    index = of_models([{}, {"types": ("video",)}, {"origin": None}])
    history = over(index, measure="openness", by="national_origins")

    assert history.basis == "1 of 3 models; 2 without a tag or a score"
    assert over(index, measure="openness").basis == "2 of 3 models; 1 without a score"
    assert over(index, by="national_origins").basis == "2 of 3 models; 1 without a tag"
    assert over(index).basis == "3 models"


def test_lines_are_those_of_now_and_behind_them_those_that_are_gone() -> None:
    history = over(
        of_origins("Mali", "Mali", "Mali"),
        of_origins("Chad", "Peru"),
        of_origins("China", "Peru", "Peru"),
        by="national_origins",
    )

    assert values(history) == {
        "Peru": ["0", "1", "2"],
        "China": ["0", "0", "1"],
        "Chad": ["0", "1", "0"],
        "Mali": ["3", "0", "0"],
    }
    assert list(values(history)) == ["Peru", "China", "Chad", "Mali"]


def test_what_is_joined_is_what_is_small_now() -> None:
    states = [of_origins("Mali", "Mali", "Peru"), of_origins("China", "Peru", "Peru")]
    history = over(*states, by="national_origins", top=1)

    assert values(history) == {"Peru": ["1", "2"], "Other": ["2", "1"]}
    assert history.table.header == ("Year", "Peru", "Other", "Other: China", "Other: Mali")
    grouped = over(
        *(replace(one, other=states[1 - i]) for i, one in enumerate(states)),
        by="national_origins",
        groups={"Africa": ["Mali"]},
        order=["Africa"],
    )
    assert values(grouped) == {"Africa": ["2", "0"], "Peru": ["1", "2"], "China": ["0", "1"]}


def test_scores_on_two_sides_of_other_criteria_are_told_apart() -> None:
    states = [of_models([{}], TWO), of_models([{}], TWO), of_models([{}]), of_models([{}, {}])]
    history = over(*states, measure="openness")

    assert [(b.span, b.before, b.after, b.label) for b in history.breaks] == [
        ("2023", 2, 1, "2 → 1 criteria")
    ]
    assert history.score_breaks == history.breaks
    assert history.basis == (
        "2 models; scores before 2023 and from then on are not comparable: 2 criteria, then 1"
    )
    assert history.to_dict()["breaks"] == [{"span": "2023", "before": 2, "after": 1}]


def test_counts_go_on_across_other_criteria_but_for_those_by_scores() -> None:
    states = [of_models([{}], TWO), of_models([{}])]

    for words in ({}, {"by": "types", "measure": "share"}):
        assert len(over(*states, **words).breaks) == 1
        assert over(*states, **words).score_breaks == ()
        assert "comparable" not in over(*states, **words).basis
    assert len(over(*states, min_score=0.5).score_breaks) == 1
    assert len(over(*states, exclude={"max_score": 0.5}).score_breaks) == 1


def test_only_what_changes_a_score_is_a_break() -> None:
    first, second = TWO.all
    turned = Criteria((second, replace(first, name="Other name", group="Other group")))
    other = some_criteria(code=("text",), data=("text",))
    same = over(of_models([{}], TWO), of_models([{}], turned), measure="openness")
    exchanged = over(of_models([{}], TWO), of_models([{}], other), measure="openness")

    assert same.breaks == ()
    assert [one.label for one in exchanged.breaks] == ["other criteria"]
    assert exchanged.basis.endswith("from then on are not comparable: other criteria")


def test_what_a_state_could_not_be_asked_for_is_no_number() -> None:
    states = [of_models([{}]), of_models([{}, {"classes": {"paper": "closed"}}], TWO)]

    assert values(over(*states, by="paper")) == {"open": [None, "1"], "closed": [None, "1"]}
    assert values(over(*states, paper="open")) == {"All models": [None, "1"]}
    assert values(over(*states, exclude={"paper": "open"})) == {"All models": [None, "1"]}


LATER = {"performance_class": "latest", "released": "2025-03"}
EARLIER = {"performance_class": None, "released": None, "origin": None, "classes": {"code": None}}


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ({"by": "national_origins"}, "national origin"),
        ({"by": "regions"}, "region"),
        ({"by": "performance_classes"}, "performance class"),
        ({"by": "code"}, "code"),
        ({"by": "types", "latest": True}, "performance class"),
        ({"by": "types", "origin": "China"}, "national origin"),
        ({"by": "types", "region": ["China", "Europe"]}, "region"),
        ({"by": "types", "code": "open"}, "code"),
        ({"by": "types", "since": "2025"}, "date of release"),
        ({"by": "types", "exclude": {"region": "Europe"}}, "region"),
        ({"by": "national_origins", "latest": True}, "performance class"),
        ({"latest": True}, "performance class"),
        ({"origin": "China"}, "national origin"),
        ({"since": "2024", "until": "2025-12"}, "date of release"),
    ],
)
def test_what_no_model_told_yet_is_a_gap_and_no_zero(words: dict[str, Any], label: str) -> None:
    late = of_models([LATER, LATER])
    early = replace(of_models([EARLIER, EARLIER]), other=late)

    for measure in ("models", "openness", *(["share"] if "by" in words else [])):
        history = over(early, early, late, measure=measure, **words)

        for line in history.lines.categories:
            points = history.points(line)
            assert [(p.n, p.value is None) for p in points] == [(0, True), (0, True), (2, False)]
        assert f"{label} known since 2023" in history.basis
        assert "2021" not in history.sentence
        assert {row[1] for row in history.table.rows[:2]} == {"–"}  # noqa: RUF001
        rows = csv.DictReader(io.StringIO(history.to_csv()))
        assert [row[measure] for row in rows][:2] == ["", ""]
        assert history.frame()[measure].isna().tolist()[:2] == [True, True]
        told = history.to_dict()["lines"][0]["points"]
        assert [(p["value"], p["n"]) for p in told[:2]] == [(None, 0), (None, 0)]


def test_what_was_counted_and_is_none_is_a_zero() -> None:
    video = {"types": ("video",), "performance_class": "full"}
    states = [of_models([{}, LATER]), of_models([{}, LATER, video])]

    assert values(over(*states, type="video")) == {"All models": ["0", "1"]}
    assert values(over(*states, type="video", latest=False)) == {"All models": ["0", "1"]}
    assert values(over(*states, by="types")) == {"text": ["2", "2"], "video": ["0", "1"]}
    untagged = replace(of_models([EARLIER]), other=states[-1])
    assert values(over(untagged, *states, origin="China", type="video")) == {
        "All models": ["0", "0", "1"]  # none was of the type, wherever it came from
    }
    assert values(over(an_index(), *states, by="national_origins")) == {"China": ["0", "2", "3"]}


def test_one_model_that_can_be_sorted_makes_a_count_of_one() -> None:
    history = over(
        of_origins(None, None), of_origins("China", None), of_origins("Peru", "China"), by="regions"
    )

    assert history.table.rows == (
        ("2021", "–", "–"),  # noqa: RUF001
        ("2022", "1 of 1", "0 of 1"),
        ("2023", "1 of 2", "1 of 2"),
    )
    assert history.sentence == (
        "China: 1 of 1 by 2022, 1 of 2 by 2023; Other: 0 of 1 by 2022, 1 of 2 by 2023"
    )
    assert [row["n"] for row in csv.DictReader(io.StringIO(history.to_csv()))] == [*"012012"]
    assert history.frame()["n"].tolist() == [0, 1, 2, 0, 1, 2]
    assert [p["n"] for p in history.to_dict()["lines"][0]["points"]] == [0, 1, 2]


def test_what_is_known_at_times_says_when_it_is_not() -> None:
    told, none = of_origins("China"), of_origins(None)

    for states, words in {
        (told, none, told): "national origin not known by 2022",
        (none, told, none): "national origin not known by 2021 and 2023",
        (*[told, none] * 5, told): "not known by 2022, 2024, 2026 and 2 more",
        (none, none): "national origin not known",
    }.items():
        assert over(*states, by="national_origins").basis.endswith(words)
    graded = [of_models([{}]), of_models([{"classes": {"paper": "open"}}], TWO)]
    assert over(*graded, by="paper").basis == "1 model; paper known since 2022"
    assert over(*graded, paper="open", latest=True).basis.startswith("0 models")


def test_it_says_what_it_shows() -> None:
    date = dt.date(2026, 5, 12)
    states = [("2026 Q1", of_origins("China")), ("2026 Q2", of_origins("China", date=date))]
    alone: Result = history_series(states, "quarter")
    openness = history_series(states, "quarter", measure="openness")
    shares = history_series(
        states, "quarter", measure="share", by="national_origins", origin="China"
    )

    assert (alone.name, alone.label) == (
        "history-models-per-quarter",
        "Models in the index at the end of each quarter",
    )
    assert alone.basis == "1 model; 2026 Q2 only up to 2026-05-12"
    assert (alone.n, alone.date) == (1, date)
    assert openness.label == "Mean openness of the index at the end of each quarter"
    assert (shares.name, shares.label) == (
        "history-share-per-quarter-by-national_origins",
        "Share of the index at the end of each quarter, by national origin",
    )
    assert shares.selection.words == "national origin: China"
    assert shares.table.header == ("Quarter", "China")
    assert not isinstance(alone, ReleaseSeries)


def test_many_numbers_are_told_by_their_ends_and_extremes() -> None:
    states = [of_origins(*["China"] * n) for n in (*range(2, 50), 1, 5)]

    assert over(*states).sentence == (
        "2 by 2021, 5 by 2070, most 49 by 2068, least 1 by 2069; the table has every number"
    )


def test_what_makes_no_sense_is_told() -> None:
    index = of_origins("China")

    with pytest.raises(UnknownName, match="did you mean 'year'"):
        over(index, unit="years")
    with pytest.raises(UnknownName, match="did you mean 'share'"):
        over(index, measure="shares")
    with pytest.raises(AuthorError, match=r"share is about lines; say of what, with by="):
        over(index, measure="share")
    with pytest.raises(AuthorError, match=r"top is about lines; say of what, with by="):
        over(index, top=2)
    with pytest.raises(AuthorError, match="release_years is a dimension of time, as the axis is"):
        over(index, by="release_years")
    with pytest.raises(AuthorError, match="from 1700 to 2024 are more than 240 years"):
        history_series([("1700", index), ("2024", index)], "year")
    with pytest.raises(UnknownName, match="unknown argument 'origins'"):
        over(index, index, origins="China")
    with pytest.raises(UnknownName, match="unknown dimension 'origins'"):
        over(index, index, by="origins")


def test_an_empty_index_has_empty_numbers() -> None:
    history = over(an_index(), an_index(), by="types", top=1)
    gone = over(of_origins("China", "Peru"), an_index(), by="national_origins", top=1)

    assert (history.n, history.sentence, history.table.rows) == (0, "", ())
    assert history.frame().empty
    assert values(over(an_index())) == {}
    assert values(gone) == {"China": ["1", "0"], "Peru": ["1", "0"]}


@given(STATES)
def test_shares_of_each_state_add_up(states: list[list[dict[str, Any]]]) -> None:
    indexes = [of_models(models) for models in states]
    history = over(*indexes, by="national_origins", measure="share", top=2)
    for i, index in enumerate(indexes):
        found = [history.points(line)[i].value for line in history.lines.categories]
        if index.tally("national_origins").n:
            assert sum(value or 0 for value in found) == (1 if found else 0)
        else:
            assert found == [None] * len(found)


@given(STATES, st.sampled_from(["models", "share", "openness"]))
def test_each_number_is_the_one_the_state_itself_tells(
    states: list[list[dict[str, Any]]], measure: str
) -> None:
    indexes = [of_models(models) for models in states]
    for line in (
        history := over(*indexes, by="national_origins", measure=measure)
    ).lines.categories:
        for index, point in zip(indexes, history.points(line), strict=True):
            tally = {c.name: c for c in index.tally("national_origins").categories}
            one = tally.get(line.name)
            if measure == "models" and (tally or not index.models):
                assert point.value == (one.count if one else 0)
                assert point.n == index.tally("national_origins").n
            elif measure == "share" and tally:
                assert point.value == (one.share if one else 0)
            elif one and measure == "openness":
                assert point.value == index.mean(models=list(one.models)).value
            else:
                assert point.value is None


@given(STATES, st.sampled_from(["models", "share", "openness"]), st.none() | st.integers(1, 3))
def test_table_csv_frame_and_values_say_the_same(
    states: list[list[dict[str, Any]]], measure: str, top: int | None
) -> None:
    history = over(*(of_models(m) for m in states), by="national_origins", measure=measure, top=top)
    told = {line["name"]: line["points"] for line in history.to_dict()["lines"]}
    columns = zip(history.table.header, zip(*history.table.rows, strict=True), strict=False)
    cells = dict(columns)
    rows = list(csv.DictReader(io.StringIO(history.to_csv())))

    for line in history.lines.categories:
        points = history.points(line)
        assert [p["value"] for p in told[line.name]] == [
            None if p.value is None else float(p.value) for p in points
        ]
        assert cells[line.name] == tuple(history.written(p) for p in points)
        for point in points if len(history.spans) * len(history.lines.categories) <= 40 else ():
            if point.value is not None:
                assert f"{history.written(point)} by {point.span}" in history.sentence
        if not line.joined:
            of_line = [row for row in rows if row["category"] == line.name]
            assert [row[measure] for row in of_line] == [
                "" if p["value"] is None else str(p["value"]) for p in told[line.name]
            ]
            assert [int(row["n"]) for row in of_line] == [p.n for p in points]
    assert [row["year"] for row in rows] == list(history.frame().index)


PARTIAL = {"classes": {"code": "partial"}}
THREE = some_criteria(code=("text",), paper=("text",), data=("text",))


def constant(*states: Index, **words: Any) -> HistorySeries:
    return over(*states, measure="openness", constant=True, **words)


def test_a_constant_line_has_the_models_and_criteria_of_all_states() -> None:
    closed = {"classes": {"code": "closed", "paper": "closed", "data": "closed"}}
    history = constant(
        of_models([{"classes": {"code": "partial", "data": "closed"}}], THREE),
        of_models([{}, closed], THREE),
        of_models([{}, closed, closed], ONE),
    )

    assert values(history) == {
        "All models": ["1/2", "1/2", "1/3"],
        "Same models and criteria": ["1/2", "1", "1"],
    }
    assert history.table.header == ("Year", "All models", "Same models and criteria", "Rules")
    assert history.table.rows[2] == ("2023", "0.33 (3 models)", "1.00 (1 model)", "3 → 1 criteria")
    assert (
        "same models and criteria: 1 model that are in the index at each of these times, on the "
        "criteria that apply to each throughout, 1 at most" in history.basis
    )
    assert "2023 and from then on are not comparable: 3 criteria, then 1, except" in history.basis
    assert history.label.endswith("year, and of the same models on the same criteria")
    ids = dict(history.behind)
    assert (len(ids["All models"]), len(ids["Same models and criteria"])) == (3, 1)


def test_a_criterion_that_did_not_apply_to_a_model_throughout_is_not_compared() -> None:
    then = some_criteria(code=("text",), paper=("video",))
    history = constant(of_models([PARTIAL], then), of_models([PARTIAL], TWO))

    assert values(history)["Same models and criteria"] == ["1/2", "1/2"]
    assert values(history)["All models"] == ["1/2", "3/4"]


def test_a_renamed_model_is_the_same_and_one_that_took_an_id_is_not() -> None:
    def present_ids(state: Index) -> dict[str, str | None]:
        return {"m00": "m01", "m01": None} if len(state) == 2 else {}

    before = of_models([PARTIAL, {"classes": {"code": "closed"}}])
    after = of_models([{"classes": {"code": "closed"}}, {}, {}])
    history = constant(before, after, present_ids=present_ids)

    assert values(history)["Same models and criteria"] == ["1/2", "1"]


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ({"measure": "models"}, "constant is about scores, not models"),
        ({"by": "academic"}, "constant adds a line of the same models"),
        ({"constant": "yes"}, "constant is 'yes'"),
    ],
)
def test_a_constant_line_that_cannot_be_is_an_error(words: dict[str, Any], what: str) -> None:
    asked = {"measure": "openness", "constant": True, **words}
    with pytest.raises(AuthorError, match=what):
        over(of_models([{}]), of_models([{}]), **asked)


def test_a_constant_line_without_a_model_throughout_is_an_error() -> None:
    with pytest.raises(AuthorError, match="no model is in the index throughout"):
        constant(of_models([]), of_models([{}]))


def test_regraded_criteria_are_marked_in_the_table_the_basis_and_the_values() -> None:
    history = over(of_models([{}]), of_models([PARTIAL]), measure="openness")
    marked = replace(history, regraded=(Regraded("2022", "code", "Code", 1),))

    assert marked.criteria == {"code"}
    assert marked.marks == {"2022": "Code regraded"}
    assert marked.table.header[-1] == "Rules"
    assert [row[-1] for row in marked.table.rows] == ["", "Code regraded"]
    assert marked.basis.endswith("Code was graded by other rules in 2022, which changed 1 model")
    assert marked.to_dict()["regraded"] == [{"span": "2022", "criterion": "code", "models": 1}]
    two = replace(marked, regraded=(*marked.regraded, Regraded("2022", "paper", "Paper", 3)))
    assert two.marks == {"2022": "2 criteria regraded"}


@pytest.mark.parametrize(
    ("words", "criteria"),
    [
        ({}, set()),
        ({"by": "code"}, {"code"}),
        ({"code": "open"}, {"code"}),
        ({"exclude": {"code": "closed"}}, {"code"}),
        ({"min_score": 0.1}, {"code", "paper"}),
    ],
)
def test_numbers_depend_on_the_criteria_that_sort_select_or_score(
    words: dict[str, Any], criteria: set[str]
) -> None:
    states = of_models([{}], TWO), of_models([{}], TWO)
    assert over(*states, **words).criteria == criteria
