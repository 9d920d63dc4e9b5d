"""Scatter charts and timelines: marks, bounds, arrows, thresholds and names."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_osai import charts
from mkdocs_osai.charts.drawing import Drawing
from mkdocs_osai.charts.kinds.scatter import ALL_NAMED
from mkdocs_osai.charts.layout.marks import RADIUS
from mkdocs_osai.charts.layout.point_labels import interrupted
from mkdocs_osai.charts.shapes import Bar, Dot, Line, Polygon, Ring, Text
from mkdocs_osai.i18n import phrase
from mkdocs_osai.problems import AuthorError
from mkdocs_osai.stats import Axis, Index, Reading, Scatter
from mkdocs_osai.stats.bounded import power_of_ten
from mkdocs_osai.stats.results.scatter import AxisThreshold
from tests.builders import a_model, an_index
from tests.charts.boxes import box

SCALED = Axis(
    *("effort", "Effort", "log"),
    read=lambda _: phrase("without an effort"),
    models="models of more effort",
    more="of more effort",
    less="of less effort",
    lacking="an effort",
    column="effort",
    plain=lambda reading: reading.value,
    bounded=True,
    unit="FLOP",
    thresholds=(
        AxisThreshold("much", 1e23, power_of_ten(23)),
        AxisThreshold("very much indeed", 1e25, power_of_ten(25)),
        AxisThreshold("far away", 1e35, power_of_ten(35)),
    ),
)


def scaled(readings: list[Reading], *, across: bool = False) -> Scatter:
    """A scatter of readings on a scale of powers of ten, by date or by openness."""
    index = an_index(*(a_model(f"m{i}", released=f"20{10 + i}-07") for i in range(len(readings))))
    scatter = index.timeline()
    points = tuple(
        replace(point, x=reading, y=point.y) if across else replace(point, y=reading)
        for point, reading in zip(scatter.points, readings, strict=True)
    )
    if across:
        return replace(scatter, points=points, x=SCALED, y=scatter.y)
    return replace(scatter, points=points, y=SCALED)


def texts(drawing: Drawing) -> list[str]:
    return [shape.text for shape in drawing.shapes if isinstance(shape, Text)]


def test_a_timeline_has_a_mark_for_each_model_without_overlap(index: Index) -> None:
    timeline = index.timeline()

    drawing = charts.draw("timeline", timeline)

    dots = [s for s in drawing.shapes if isinstance(s, Dot)]
    assert len(dots) == timeline.n == 193
    for i, one in enumerate(dots):
        for other in dots[:i]:
            assert math.hypot(one.x - other.x, one.y - other.y) >= 2 * RADIUS
    by_score = sorted(
        zip(timeline.points, dots, strict=True), key=lambda pair: pair[0].model.score or 0
    )
    assert all(a.y >= b.y for (_, a), (_, b) in pairwise(by_score))


def test_the_last_year_has_a_label(index: Index) -> None:
    for words in ({}, {"type": "audio"}, {"since": "2024"}, {"until": "2023-01"}):
        timeline = index.timeline(**words)
        last = timeline.points[-1].x.text[:4]
        assert any(last in text for text in texts(charts.draw("timeline", timeline))), words


def test_bounds_are_bars_no_bound_is_an_arrow_and_no_margin_is_a_hollow_mark() -> None:
    exact = Reading(1e23, 1e23, 1e23, "1e23")
    alone = charts.draw("scatter", scaled([exact]))
    margin = charts.draw("scatter", scaled([Reading(1e23, 1e22, 1e24, "")]))
    least = charts.draw("scatter", scaled([Reading(1e22, 1e22, None, "")]))
    most = charts.draw("scatter", scaled([Reading(None, None, 1e22, "")]))
    between = charts.draw("scatter", scaled([Reading(None, 1e22, 1e24, "")]))
    guess = charts.draw("scatter", scaled([Reading(1e23, None, None, "", guess=True)]))
    estimate = charts.draw("scatter", scaled([Reading(1e23, None, None, "")]))

    def count(drawing: Drawing, kind: type, color: str) -> int:
        return sum(
            isinstance(s, kind) and getattr(s, "fill", getattr(s, "color", "")) == color
            for s in drawing.shapes
        )

    assert [count(alone, kind, "series") for kind in (Dot, Line, Polygon, Ring)] == [1, 0, 0, 0]
    assert {"bounds", "no upper bound", "a guess"}.isdisjoint(texts(alone))
    # Three lines are a bar with its ends: one in the legend and one in the plot.
    assert [count(margin, kind, "series") for kind in (Dot, Line)] == [1, 6]
    assert "bounds" in texts(margin)
    assert [count(least, kind, "series") for kind in (Dot, Line, Polygon)] == [1, 2, 2]
    assert "no upper bound" in texts(least)
    assert [count(most, kind, "series") for kind in (Dot, Polygon)] == [1, 2]
    assert "no lower bound" in texts(most)
    assert [count(between, kind, "series") for kind in (Dot, Line)] == [0, 6]
    assert [count(guess, kind, "series") for kind in (Dot, Ring)] == [0, 2]
    assert "a guess" in texts(guess)
    assert "bounds not given" in texts(estimate)


def test_a_bar_ends_at_its_bounds_on_a_scale_of_powers_of_ten() -> None:
    drawing = charts.draw("scatter", scaled([Reading(1e23, 1e22, 1e24, "")]))
    ticks = {s.text: s.y for s in drawing.shapes if isinstance(s, Text) and s.anchor == "right"}
    (dot,) = (s for s in drawing.shapes if isinstance(s, Dot))
    longest = max(
        (s for s in drawing.shapes if isinstance(s, Line) and s.color == "series"),
        key=lambda line: math.dist(*line.points),
    )

    assert dot.y == pytest.approx(ticks["10²³"])
    assert sorted(y for _, y in longest.points) == pytest.approx([ticks["10²⁴"], ticks["10²²"]])
    assert "Effort, FLOP" in texts(drawing)


@pytest.mark.parametrize("across", [False, True])
def test_thresholds_near_the_models_are_dashed_lines_with_their_names(across: bool) -> None:  # noqa: FBT001
    readings = [Reading(10.0**n, 10.0**n, 10.0**n, "") for n in range(22, 26)]
    drawing = charts.draw("scatter", scaled(readings, across=across))

    dashed = [s for s in drawing.shapes if isinstance(s, Line) and s.dashes]
    along = {round(s.points[0][0 if across else 1], 2) for s in dashed}
    assert len(along) == 2
    assert {"much, 10²³", "very much indeed, 10²⁵"} <= set(texts(drawing))
    assert not any("far away" in text for text in texts(drawing))


def test_the_name_of_a_threshold_without_room_at_its_line_is_in_the_legend() -> None:
    wide = [Reading(1e23, 1e20, 1e26, "") for _ in range(60)]
    drawing = charts.draw("scatter", scaled(wide))

    (plot_top,) = {min(s.points[0][1] for s in drawing.shapes if isinstance(s, Line) and s.dashes)}
    names = [s for s in drawing.shapes if isinstance(s, Text) and s.text == "much, 10²³"]
    assert len(names) == 1
    assert names[0].y <= plot_top + 1


def test_bars_of_thresholds_have_certain_possible_and_unknown_as_shades_with_marks(
    index: Index,
) -> None:
    drawing = charts.draw("thresholds", index.thresholds(by="regions"))

    shades = [s for s in drawing.shapes if isinstance(s, Bar) and s.height == 24]
    assert {s.fill for s in shades} == {"certain", "possible", "unknown", "below"}
    assert {"● at or above", "◐ cannot be decided", "? no figure"} <= set(texts(drawing))
    assert any(text.startswith("? ") and text[2:].isdigit() for text in texts(drawing))
    with pytest.raises(AuthorError, match=r"need counts of them; ask for index\.thresholds"):
        charts.draw("thresholds", index.tally("regions"))


def test_categories_differ_by_colour_and_by_form() -> None:
    origins = ("China", "United States", "France", "Peru")
    index = an_index(*(a_model(f"m{i}", origin=origin) for i, origin in enumerate(origins)))

    data = index.scatter("release_date", "openness", by="national_origins")
    forms = {
        (type(s).__name__, len(getattr(s, "points", ())), s.fill)
        for s in charts.draw("scatter", data).shapes
        if isinstance(s, Dot | Polygon)
    }
    assert len(forms) == 4


def test_each_of_few_models_has_a_name_or_is_listed(index: Index) -> None:
    for words in ({"type": "audio"}, {"latest": True}, {"type": "video"}, {"academic": True}):
        timeline = index.timeline(**words)
        written = " ".join(texts(charts.draw("timeline", timeline)))
        if timeline.n <= ALL_NAMED:
            for point in timeline.points:
                assert point.model.name[:15].split(" ")[0] in written, point.model.name


def test_grid_lines_stop_at_names(index: Index) -> None:
    drawing = charts.draw("timeline", index.timeline(type="audio"))

    level = [
        s.points
        for s in drawing.shapes
        if isinstance(s, Line) and s.color == "line" and s.points[0][1] == s.points[1][1]
    ]
    for left, top, right, bottom in (box(s, 1) for s in drawing.shapes if isinstance(s, Text)):
        for (start, y), (end, _) in level:
            assert not (top + 1 < y < bottom - 1 and start < right and left < end)


def test_a_line_is_left_out_where_a_text_covers_it() -> None:
    line = Line(((0, 5), (100, 5)), "line")

    assert [*interrupted(line, [(-5, 0, 105, 9)])] == []
    assert [*interrupted(line, [(20, 6, 40, 9)])] == [line]
    assert len([*interrupted(line, [(20, 0, 40, 9), (30, 0, 60, 9)])]) == 2


def test_data_that_is_no_scatter_or_has_too_many_colours_is_an_error() -> None:
    index = an_index(*(a_model(f"m{i}", origin=f"Land {i}") for i in range(9)))

    with pytest.raises(AuthorError, match=r"needs models on two axes; ask for index\.scatter"):
        charts.draw("scatter", index.tally("national_origins"))
    with pytest.raises(AuthorError, match=r"top=7 makes 8 colours with Other, .*; write top=5"):
        charts.draw(
            "scatter", index.scatter("release_date", "openness", by="national_origins", top=7)
        )


MODELS = st.lists(
    st.tuples(
        st.text(min_size=1, max_size=70),
        st.dates(),
        st.lists(st.sampled_from(["open", "partial", "closed"]), min_size=12, max_size=12),
    ),
    min_size=1,
    max_size=25,
)


@given(MODELS)
def test_no_name_of_a_timeline_is_clipped_or_hides_a_mark(models: list) -> None:  # type: ignore[type-arg]
    from mkdocs_osai.index.criteria import BUILT_IN

    index = an_index(
        *(
            a_model(
                f"m{i}",
                name=name,
                released=date.isoformat(),
                classes=dict(zip([c.ref for c in BUILT_IN], classes, strict=True)),
            )
            for i, (name, date, classes) in enumerate(models)
        )
    )
    check_layout(charts.draw("timeline", index.timeline()), len(models))


ENDS = st.floats(1e15, 1e28)
READINGS = st.one_of(
    st.builds(lambda n: Reading(n, n, n, ""), ENDS),
    st.builds(lambda a, b: Reading(None, min(a, b), max(a, b), ""), ENDS, ENDS),
    st.builds(lambda n: Reading(n, n / 3, n * 3, ""), ENDS),
    st.builds(lambda n: Reading(n, n, None, ""), ENDS),
    st.builds(lambda n: Reading(None, None, n, ""), ENDS),
    st.builds(lambda n: Reading(n, None, None, "", guess=True), ENDS),
)


@given(st.lists(READINGS, min_size=1, max_size=25), st.booleans())
def test_no_bar_hides_a_name(readings: list[Reading], across: bool) -> None:  # noqa: FBT001
    data = scaled(readings, across=across)
    drawing = charts.draw("scatter", data)

    check_layout(drawing)
    names = [
        box(s, 1)
        for s in drawing.shapes
        if isinstance(s, Text) and s.text in {p.model.name for p in data.points}
    ]
    bars = [s for s in drawing.shapes if isinstance(s, Line) and s.color == "series"]
    for left, top, right, bottom in names:
        for line in bars:
            (x, y), (to_x, to_y) = line.points
            outside = max(x, to_x) <= left or right <= min(x, to_x)
            assert outside or max(y, to_y) <= top or bottom <= min(y, to_y)


def check_layout(drawing: Drawing, dots: int | None = None) -> None:
    """All texts are inside the drawing, and overlap neither each other nor a mark."""
    found = [s for s in drawing.shapes if isinstance(s, Dot)]
    boxes = [box(s, 1) for s in drawing.shapes if isinstance(s, Text)]
    assert dots is None or len(found) == dots
    for i, (left, top, right, bottom) in enumerate(boxes):
        assert left >= 0
        assert top >= 0
        assert right <= drawing.width + 0.01
        assert bottom <= drawing.height
        for other in boxes[:i]:
            apart = right <= other[0] or other[2] <= left
            assert apart or bottom <= other[1] or other[3] <= top
        for dot in found:
            x, y = min(max(dot.x, left), right), min(max(dot.y, top), bottom)
            assert math.hypot(dot.x - x, dot.y - y) >= RADIUS - 0.01
