"""Line charts: the positions of points, the look of lines, and their names."""

from __future__ import annotations

import io
from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from mkdocs_osai import charts
from mkdocs_osai.charts.drawing import Drawing
from mkdocs_osai.charts.kinds.line import DASHES, THICK
from mkdocs_osai.charts.shapes import Dot, Line, Text
from mkdocs_osai.charts.theme import PALETTE
from mkdocs_osai.problems import AuthorError
from mkdocs_osai.stats import Index, ReleaseSeries
from mkdocs_osai.stats.over_time import history_series
from mkdocs_osai.stats.results.history_series import HistorySeries
from tests.builders import a_model, an_index, some_criteria
from tests.charts.boxes import box
from tests.charts.test_drawing import by_name, of_kind
from tests.charts.test_layout import NAMES, _cross, assert_readable, texts

RELEASED = st.sampled_from(["2019-04", "2022-01", "2022-02", "2022-08", "2023-05", "2024-12"])
MODELS = st.lists(st.tuples(NAMES, RELEASED), min_size=1, max_size=25)


def series(models: list[tuple[str, str]], unit: str = "year", **words: Any) -> ReleaseSeries:
    """A series of models by origin and date."""
    made = [a_model(f"m{i}", origin=o, released=date) for i, (o, date) in enumerate(models)]
    return an_index(*made).series(unit, by="national_origins", **words)


def histories(counts: list[int], criteria: list[int] | None = None, **words: Any) -> HistorySeries:
    """A history with these numbers of models and criteria at the end of each quarter."""
    states = []
    for i, count in enumerate(counts):
        refs = [f"c{n}" for n in range(criteria[i] if criteria else 1)]
        some = some_criteria(**dict.fromkeys(refs, ("text",)))
        made = [a_model(f"m{n}", origin=f"Land {n % 3}", criteria=some) for n in range(count)]
        states.append((f"{2020 + i // 4} Q{1 + i % 4}", an_index(*made, criteria=some)))
    return history_series(states, "quarter", **words)


def broken_at(drawing: Drawing) -> list[Line]:
    return [line for line in of_kind(drawing, Line) if line.dashes and line.color == "quiet"]


def curves(drawing: Drawing) -> list[Line]:
    return [line for line in of_kind(drawing, Line) if line.width == THICK]


def leaders(drawing: Drawing) -> list[Line]:
    thin = [line for line in of_kind(drawing, Line) if line.width == 1]
    return [line for line in thin if line.color not in ("line", "quiet")]


def zero(drawing: Drawing) -> float:
    return next(text.y for text in texts(drawing) if text.text == "0")


def test_points_are_at_their_counts_and_evenly_spaced() -> None:
    dates = ["2022"] * 2 + ["2023"] * 6 + ["2025"] * 3
    drawing = charts.draw("line", series([("China", date) for date in dates]))
    (curve,) = curves(drawing)
    heights = [zero(drawing) - y for _, y in curve.points]

    assert [h / heights[0] for h in heights] == pytest.approx([1, 3, 0, 1.5])
    steps = [b - a for (a, _), (b, _) in pairwise(curve.points)]
    assert steps == pytest.approx([steps[0]] * 3)


def test_openness_goes_from_zero_to_one() -> None:
    drawing = charts.draw(
        "line", series([("China", "2022"), ("China", "2023")], measure="openness")
    )
    (curve,) = curves(drawing)
    place = {text.text: text.y for text in of_kind(drawing, Text)}

    assert [place[t] for t in ("0", "0.25", "0.5", "0.75", "1")] == pytest.approx(
        [place["0"] + (place["1"] - place["0"]) * i / 4 for i in range(5)]
    )
    assert [y for _, y in curve.points] == pytest.approx([place["1"]] * 2)


def test_a_line_is_interrupted_without_a_number_and_a_single_point_is_a_dot() -> None:
    models = [("China", year) for year in ("2020", "2021", "2023", "2025")]
    drawing = charts.draw("line", series(models, measure="openness"))

    assert [len(curve.points) for curve in curves(drawing)] == [2]
    assert len(of_kind(drawing, Dot)) == 2


def test_lines_differ_in_dashes_and_in_colour() -> None:
    models = [(name, year) for name in "ABCDEF" for year in ("2022", "2023")]
    drawing = charts.draw("line", series(models, cumulative=True))

    assert {curve.dashes for curve in curves(drawing)} == set(DASHES)
    assert len({curve.color for curve in curves(drawing)}) == 6
    assert "grey" in {curve.color for curve in curves(drawing)}
    svg = drawing.svg("light")
    assert svg.count("stroke-dasharray") >= 5


def test_there_are_at_most_six_lines_and_the_smaller_ones_are_joined() -> None:
    models = [(name, "2023") for i, name in enumerate("ABCDEFGH") for _ in range(9 - i)]
    visible = charts.prepare("line", series(models))

    assert [c.name for c in visible.lines.categories] == ["A", "B", "C", "D", "E", "Other"]
    assert visible.points(visible.lines.categories[-1])[0].value == 4 + 3 + 2


def test_one_line_needs_no_name() -> None:
    index = an_index(a_model("a", released="2023"), a_model("b", released="2024"))
    drawing = charts.draw("line", index.series("year"))

    assert [text.text for text in texts(drawing)] == ["0", "1", "2023", "2024"]


def test_names_are_at_the_ends_of_their_lines_in_order() -> None:
    models = [("China", "2023")] * 9 + [("Peru", "2023")] * 5 + [("Chad", "2023"), ("Chad", "2022")]
    drawing = charts.draw("line", series(models, cumulative=True))
    place = {text.text: text for text in texts(drawing)}
    ends = sorted(curve.points[-1] for curve in curves(drawing))

    for name, (x, y) in zip(("China", "Peru", "Chad"), ends, strict=True):
        assert place[name].y == pytest.approx(y)
        assert 0 < place[name].x - x < 20
    assert leaders(drawing) == []


def test_names_that_had_to_move_have_leaders_that_do_not_cross() -> None:
    models = [(name, year) for name in "ABCDEF" for year in ("2022", "2023")]
    drawing = charts.draw("line", series(models))

    assert len(leaders(drawing)) >= 4
    for a, b in combinations([line.points for line in leaders(drawing)], 2):
        assert not _cross(a, b)


def test_a_line_that_ends_early_has_a_leader_to_its_name() -> None:
    models = [("China", "2022"), ("China", "2024"), ("Peru", "2022"), ("China", "2023")]
    drawing = charts.draw("line", series(models, measure="openness"))

    assert any(line.dashes for line in leaders(drawing))


@example([("W" * 60 + str(i), "2022-01") for i in range(6)], "month", "models", False)  # noqa: FBT003
@given(
    MODELS,
    st.sampled_from(["month", "quarter", "year"]),
    st.sampled_from(["models", "openness"]),
    st.booleans(),
)
def test_nothing_is_clipped_or_overlaps(
    models: list[tuple[str, str]],
    unit: str,
    measure: str,
    cumulative: bool,  # noqa: FBT001
) -> None:
    drawing = charts.draw("line", series(models, unit, measure=measure, cumulative=cumulative))

    assert_readable(drawing)
    points = [p for line in of_kind(drawing, Line) for p in line.points]
    dots = [(dot.x + dot.radius, dot.y) for dot in of_kind(drawing, Dot)]
    for x, y in [*points, *dots]:
        assert 0 <= x <= drawing.width
        assert 0 <= y <= drawing.height
    for curve in curves(drawing):
        for start, end in pairwise(curve.points):
            for i in range(11):
                x, y = (a + (b - a) * i / 10 for a, b in zip(start, end, strict=True))
                assert not [
                    b for b in map(box, texts(drawing)) if b[0] < x < b[2] and b[1] < y < b[3]
                ]


def test_an_axis_of_large_counts_has_few_ticks(index: Index) -> None:
    for unit in ("month", "quarter", "year"):
        drawing = charts.draw("line", index.series(unit, by="regions", cumulative=True))
        numbers = [text for text in texts(drawing) if text.anchor == "right"]
        assert 3 <= len(numbers) <= 6


def test_the_drawing_of_a_history_has_its_counts() -> None:
    drawing = charts.draw("line", histories([2, 4, 4, 8], [3, 3, 2, 2]))
    (curve,) = curves(drawing)
    heights = [zero(drawing) - y for _, y in curve.points]

    assert [h / heights[0] for h in heights] == pytest.approx([1, 2, 2, 4])
    assert broken_at(drawing) == []


def test_a_chart_of_models_without_categories_is_an_error() -> None:
    told = an_index(*[a_model(f"m{i}", origin=o) for i, o in enumerate(["China", "China", "Peru"])])
    untold = an_index(a_model("m1", origin=None))

    def drawn(*states: Index) -> Drawing:
        spans = [(str(2021 + i), state) for i, state in enumerate(states)]
        return charts.draw("line", history_series(spans, "year", by="national_origins"))

    late, whole = drawn(untold, untold, told, told), drawn(told, told, told, told)
    assert [curve.points for curve in curves(late)] == [c.points[2:] for c in curves(whole)]
    assert [len(curve.points) for curve in curves(drawn(told, untold, told, told))] == [2, 2]
    assert len(of_kind(drawn(told, untold, told, told), Dot)) == 2


def test_a_line_of_openness_is_interrupted_and_labelled_where_criteria_changed() -> None:
    drawing = charts.draw("line", histories([2] * 5, [14, 14, 12, 12, 12], measure="openness"))
    first, second = sorted((curve.points for curve in curves(drawing)), key=len)
    [tear] = broken_at(drawing)
    [name] = [text for text in texts(drawing) if "criteria" in text.text]

    assert [len(first), len(second)] == [2, 3]
    assert first[-1][0] < tear.points[0][0] < second[0][0]
    assert tear.points[0][0] == pytest.approx((first[-1][0] + second[0][0]) / 2)
    assert name.text == "14 → 12 criteria"
    left, _, right, bottom = box(name)
    assert left < tear.points[0][0] < right
    assert bottom <= min(y for _, y in tear.points)


def test_a_point_between_two_changes_of_criteria_is_a_dot() -> None:
    drawing = charts.draw("line", histories([2] * 4, [4, 3, 2, 2], measure="openness"))

    assert len(of_kind(drawing, Dot)) == 2
    assert len(curves(drawing)) == 1
    named = [text.text for text in texts(drawing) if "criteria" in text.text]
    assert sorted(named) == ["3 → 2 criteria", "4 → 3 criteria"]


def test_shares_have_percent_ticks_and_start_at_zero() -> None:
    words: dict[str, Any] = {"by": "national_origins", "measure": "share"}
    drawing = charts.draw("line", histories([4, 5, 6], **words))
    place = {text.text: text.y for text in texts(drawing) if text.text.endswith("%")}
    highest = max(curves(drawing), key=lambda curve: curve.points[0][1] * -1)

    assert list(place)[:3] == ["0%", "20%", "40%"]
    half = place["0%"] + (place["40%"] - place["0%"]) * 50 / 40
    assert highest.points[0][1] == pytest.approx(half)


@pytest.mark.parametrize("measure", ["models", "share", "openness"])
def test_a_history_of_one_period_has_a_dot_for_each_line(measure: str) -> None:
    drawing = charts.draw("line", histories([5], by="national_origins", measure=measure))

    assert len(of_kind(drawing, Dot)) == 3
    assert_readable(drawing)


@example([14] * 3 + [13, 12, 11, 10], "openness")
@example(list(range(1, 41)), "openness")
@given(
    st.lists(st.integers(1, 14), min_size=1, max_size=40),
    st.sampled_from(["models", "share", "openness"]),
)
def test_nothing_of_a_history_is_clipped_or_overlaps(criteria: list[int], measure: str) -> None:
    counts = [1 + i % 7 for i in range(len(criteria))]
    for by in ("national_origins", None):
        if by or measure != "share":
            history = histories(counts, criteria, by=by, measure=measure)
            drawing = charts.draw("line", history)
            assert_readable(drawing)
            assert len(broken_at(drawing)) == len(history.score_breaks)
            places = [line.points[0][0] for line in broken_at(drawing)]
            for text in texts(drawing):
                if "criteria" in text.text:
                    left, _, right, _ = box(text)
                    assert any(left - 0.01 <= x <= right + 0.01 for x in places)
            for curve in curves(drawing):
                for (start, _), (end, _) in pairwise(curve.points):
                    assert not [x for x in places if start < x < end]


def test_lines_and_dots_in_png_are_those_in_svg() -> None:
    drawing = Drawing(40, 20, (Line(((0, 5), (40, 5)), "red", 4, (10, 10)), Dot(20, 14, 4, "blue")))
    image = Image.open(io.BytesIO(drawing.png("light", scale=1))).convert("RGB")

    def color(x: int, y: int) -> str:
        return "#{:02x}{:02x}{:02x}".format(*image.getpixel((x, y)))  # type: ignore[misc]

    assert [color(x, 5) for x in (4, 14, 24, 34)] == [
        PALETTE[name]["light"] for name in ("red", "page", "red", "page")
    ]
    assert (color(20, 14), color(14, 14)) == (PALETTE["blue"]["light"], PALETTE["page"]["light"])
    assert 'stroke-width="4" stroke-linejoin="round" stroke-dasharray="10 10"' in drawing.svg(
        "light"
    )


def test_data_that_is_no_series_is_an_error() -> None:
    with pytest.raises(AuthorError, match="lines need numbers over time"):
        charts.draw("line", by_name({"China": 1}))
    with pytest.raises(AuthorError, match="nothing to draw"):
        charts.draw("line", an_index(a_model(released=None)).series())
