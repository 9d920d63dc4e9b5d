"""The positions of labels, for any tally."""

from __future__ import annotations

import math
from itertools import combinations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mkdocs_osai import charts
from mkdocs_osai.charts.drawing import Drawing
from mkdocs_osai.charts.shapes import Bar, Line, Text, Wedge
from mkdocs_osai.charts.theme import NARROW, WIDE
from mkdocs_osai.problems import AuthorError
from mkdocs_osai.stats import Tally, spans_between
from tests.builders import a_model, an_index
from tests.charts.boxes import Point, box, corners, overlap
from tests.charts.test_drawing import HOSTILE, by_name

FORMS = (WIDE, NARROW)


NAMES = st.one_of(
    st.sampled_from([*HOSTILE, "France", "United States", "United Arab Emirates", "Other"]),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60).filter(str.strip),
)
COUNTS = st.dictionaries(NAMES, st.integers(1, 60), min_size=1, max_size=9)


def texts(drawing: Drawing) -> list[Text]:
    return [shape for shape in drawing.shapes if isinstance(shape, Text) and shape.text.strip()]


def lines(drawing: Drawing) -> list[tuple[Point, ...]]:
    return [shape.points for shape in drawing.shapes if isinstance(shape, Line)]


def assert_readable(drawing: Drawing) -> None:
    boxes = [box(text) for text in texts(drawing)]
    for left, top, right, bottom in boxes:
        assert left >= -0.01
        assert top >= 0
        assert right <= drawing.width + 0.01
        assert bottom <= drawing.height
    for a, b in combinations(texts(drawing), 2):
        assert not overlap(corners(a), corners(b)), (a, b)


@example({"Non-Big Tech": 150, "American Big Tech": 27, "European Big Tech": 1, "unqualified": 1})
@example({"A": 95, **{f"A long name of {i}": 1 for i in range(5)}})
@example({f"A very long name indeed, which is that of licence {i}": 30 for i in range(6)})
@given(COUNTS)
@pytest.mark.parametrize("chart_width", FORMS)
def test_labels_of_a_pie_touch_neither_each_other_nor_the_pie(
    chart_width: int, counts: dict[str, int]
) -> None:
    drawing = charts.draw("pie", by_name(counts), chart_width)
    pie = next(shape for shape in drawing.shapes if isinstance(shape, Wedge))

    assert_readable(drawing)
    for left, top, right, bottom in map(box, texts(drawing)):
        nearest = min(max(pie.x, left), right), min(max(pie.y, top), bottom)
        assert math.dist(nearest, (pie.x, pie.y)) > pie.radius + 3


@example({"A": 95, **{f"A long name of {i}": 1 for i in range(5)}})
@example({"A": 999, **{f"A long name of {i}": 1 for i in range(5)}})
@example(
    {
        "International": 100,
        "United Foo of of Community Community License of": 2,
        "United x International": 2,
        "United United x Community License Agreement of": 1,
        "Foo License": 1,
        "of Agreement International United x": 1,
    }
)
@example({"Foo": 100, "of": 2, "International International United International": 1, "Commune": 1})
@example({"A": 1, "B": 50, **{f"A long name of {i}, longer than it is wide": 2 for i in range(5)}})
@given(COUNTS)
@pytest.mark.parametrize("chart_width", FORMS)
def test_leaders_of_a_pie_cross_nothing(chart_width: int, counts: dict[str, int]) -> None:
    drawing = charts.draw("pie", by_name(counts), chart_width)
    pie = next(shape for shape in drawing.shapes if isinstance(shape, Wedge))
    leaders = lines(drawing)

    for start, end in leaders:
        for i in range(21):
            x, y = (a + (b - a) * i / 20 for a, b in zip(start, end, strict=True))
            assert math.dist((x, y), (pie.x, pie.y)) > pie.radius
            assert not [b for b in map(box, texts(drawing)) if b[0] < x < b[2] and b[1] < y < b[3]]
    for a, b in combinations(leaders, 2):
        assert not _cross(a, b)


def _cross(a: tuple[Point, ...], b: tuple[Point, ...]) -> bool:
    def side(p: Point, q: Point, r: Point) -> bool:
        return (q[0] - p[0]) * (r[1] - p[1]) > (q[1] - p[1]) * (r[0] - p[0])

    (p, q), (r, s) = a, b
    return side(p, q, r) != side(p, q, s) and side(r, s, p) != side(r, s, q)


@given(COUNTS)
@pytest.mark.parametrize("chart_width", FORMS)
def test_labels_of_rows_do_not_touch_each_other(chart_width: int, counts: dict[str, int]) -> None:
    assert_readable(charts.draw("bar", by_name(counts), chart_width))


def released(counts: dict[str, int], dimension: str = "release_months") -> Tally:
    months = [month for month, count in counts.items() for _ in range(count)]
    models = [a_model(f"m{i}", released=month) for i, month in enumerate(months)]
    return an_index(*models).tally(dimension)


MONTHS = st.dates().map(lambda day: f"{2015 + day.year % 12}-{day.month:02}")


@example({"2018-11": 1, "2026-02": 3}, "release_months")
@example({"2024-07": 5}, "release_months")
@given(
    st.dictionaries(MONTHS, st.integers(1, 40), min_size=1, max_size=12),
    st.sampled_from(["release_months", "release_quarters", "release_years"]),
)
def test_columns_are_at_their_periods_in_a_chart_of_fixed_width(
    counts: dict[str, int], dimension: str
) -> None:
    tally = released(counts, dimension)
    drawing = charts.draw("bar", tally)
    bars = [shape for shape in drawing.shapes if isinstance(shape, Bar)]
    spans = spans_between([c.name for c in tally.categories])

    assert_readable(drawing)
    assert len(bars) == len(tally.categories)
    assert drawing.width == charts.draw("bar", by_name({"China": 1})).width
    assert max(bar.x + bar.width for bar in bars) <= drawing.width
    assert [b.height / bars[0].height for b in bars] == pytest.approx(
        [c.count / tally.categories[0].count for c in tally.categories]
    )
    if len(bars) > 1:
        places = [spans.index(c.name) for c in tally.categories]
        slot = (bars[1].x - bars[0].x) / (places[1] - places[0])
        for bar, place in zip(bars, places, strict=True):
            assert bar.x - bars[0].x == pytest.approx((place - places[0]) * slot)


def test_few_columns_show_their_counts_and_many_have_grid_lines() -> None:
    few = charts.draw("bar", released({"2023-01": 7, "2024-01": 12}, "release_years"))
    many = charts.draw("bar", released({"2018-11": 7, "2026-02": 12}))

    assert [t.text for t in texts(few)] == ["7", "12", "2023", "2024"]
    written = [t.text for t in texts(many)]
    assert written[:3] == ["0", "5", "10"]
    assert written[3:] == [str(year) for year in range(2019, 2027)]


def test_every_second_year_is_labelled_if_there_is_no_room_for_each() -> None:
    years = {f"{year}-06": 1 for year in range(1990, 2026)}

    written = [t.text for t in texts(charts.draw("bar", released(years, "release_years"), 456))]

    assert "2020" in written
    assert "2021" not in written
    assert len(written) < 36


def test_times_too_far_apart_for_columns_become_rows() -> None:
    drawing = charts.draw("bar", released({"0204-07": 1, "2024-07": 3}))

    assert [t.text for t in texts(drawing)] == ["0204-07", "1 (25.0%)", "2024-07", "3 (75.0%)"]


def test_columns_do_not_join_periods() -> None:
    tally = released({"2022-01": 1, "2023-01": 2, "2024-01": 3}, "release_years").top(1)

    with pytest.raises(AuthorError, match="top cannot join periods; leave top out"):
        charts.draw("bar", tally)


def test_a_pie_of_years_has_the_largest_first() -> None:
    tally = released({"2022-01": 1, "2023-01": 3, "2024-01": 2}, "release_years")

    shown = charts.prepare("pie", tally)

    assert [c.name for c in shown.categories] == ["2023", "2024", "2022"]


def test_a_slice_that_has_room_beside_it_needs_no_leader() -> None:
    assert not lines(charts.draw("pie", by_name({"China": 3, "France": 2, "Spain": 1})))


def test_small_slices_side_by_side_have_leaders() -> None:
    counts = {"A": 95, **{f"A long name of {i}": 1 for i in range(5)}}

    assert len(lines(charts.draw("pie", by_name(counts)))) >= 3


@pytest.mark.parametrize("count", [1, 2, 3, 60])
def test_a_slice_is_labelled_on_its_side(count: int) -> None:
    drawing = charts.draw("pie", by_name({"Peru": count, "Chad": 1}))
    pie = next(shape for shape in drawing.shapes if isinstance(shape, Wedge))

    label = {text.text.split(",")[0]: text for text in texts(drawing)}
    largest, smaller = ("Chad", "Peru") if count == 1 else ("Peru", "Chad")
    assert label[largest].x > pie.x > label[smaller].x
    assert (label[largest].anchor, label[smaller].anchor) == ("left", "right")


def test_equal_categories_do_not_change_the_drawing_with_their_order() -> None:
    one = by_name({"Peru": 2, "Chad": 2, "Mali": 1})
    other = by_name({"Mali": 1, "Chad": 2, "Peru": 2})

    for kind in ("bar", "pie"):
        assert charts.draw(kind, one).svg("light") == charts.draw(kind, other).svg("light")
