"""Charts of a change: the positions of marks and their shapes."""

from __future__ import annotations

import datetime as dt
from itertools import combinations

import pytest
from hypothesis import example, given

from mkdocs_osai import charts
from mkdocs_osai.charts.drawing import Drawing
from mkdocs_osai.charts.kinds.change import INNER, MOST, OUTER
from mkdocs_osai.charts.shapes import Dot, Line, Ring, Text
from mkdocs_osai.problems import AuthorError
from mkdocs_osai.stats import Index
from mkdocs_osai.stats.over_time import share_change
from mkdocs_osai.stats.results.share_change import ShareChange
from tests.builders import a_model, an_index
from tests.charts.boxes import box
from tests.charts.samples import earlier
from tests.charts.test_drawing import by_name, of_kind
from tests.charts.test_layout import COUNTS, assert_readable, texts


def two(before: dict[str, int], after: dict[str, int]) -> ShareChange:
    """The change between indexes with these numbers of models by origin."""
    indexes = [
        an_index(
            *(
                a_model(f"m{i}", origin=name)
                for i, name in enumerate(n for n, count in counts.items() for _ in range(count))
            ),
            date=date,
        )
        for counts, date in ((before, dt.date(2025, 6, 17)), (after, dt.date(2026, 6, 12)))
    ]
    return share_change(indexes[0], indexes[1], "national_origins")


def marks(drawing: Drawing) -> list[tuple[Ring, Dot]]:
    """Both marks of each row, without those of the key."""
    rings = [ring for ring in of_kind(drawing, Ring) if ring.color != "text"]
    dots = [dot for dot in of_kind(drawing, Dot) if dot.fill not in ("page", "text")]
    return list(zip(rings, dots, strict=True))


def bridges(drawing: Drawing) -> list[Line]:
    return [line for line in of_kind(drawing, Line) if line.width > 1]


def ticks(drawing: Drawing) -> dict[str, float]:
    return {text.text: text.x for text in texts(drawing) if text.text.endswith("%")}


def test_marks_are_at_their_shares_on_the_axis() -> None:
    drawing = charts.draw("change", two({"China": 1, "Peru": 3}, {"China": 3, "Peru": 1}))
    axis = ticks(drawing)
    (china_then, china_now), (peru_then, peru_now) = marks(drawing)

    def place(percent: float) -> float:
        return axis["0%"] + (axis["20%"] - axis["0%"]) * percent / 20

    assert (china_then.x, china_now.x) == pytest.approx((place(25), place(75)))
    assert (peru_then.x, peru_now.x) == pytest.approx((place(75), place(25)))
    assert china_then.y == china_now.y < peru_then.y == peru_now.y


def test_the_mark_before_is_empty_the_mark_after_full_and_the_key_explains_them() -> None:
    drawing = charts.draw("change", two({"China": 1, "Peru": 3}, {"China": 3, "Peru": 1}))
    [then] = [ring for ring in of_kind(drawing, Ring) if ring.color == "text"]
    [now] = [dot for dot in of_kind(drawing, Dot) if dot.fill == "text"]
    place = {text.text: text for text in texts(drawing)}

    assert (then.y, now.y) == (place["17 June 2025"].y, place["12 June 2026"].y)
    assert then.x < place["17 June 2025"].x < now.x < place["12 June 2026"].x
    assert {ring.radius for ring in of_kind(drawing, Ring)} == {OUTER}
    assert {dot.radius for _, dot in marks(drawing)} == {INNER}


def test_a_line_connects_both_marks() -> None:
    drawing = charts.draw("change", two({"China": 1, "Peru": 3}, {"China": 3, "Peru": 1}))

    for (then, now), line in zip(marks(drawing), bridges(drawing), strict=True):
        assert line.points[1] == (now.x, now.y)
        assert abs(line.points[0][0] - then.x) == OUTER
        assert min(then.x, now.x) < line.points[0][0] < max(then.x, now.x)


def test_marks_of_equal_shares_are_concentric_without_a_line() -> None:
    drawing = charts.draw("change", two({"China": 1, "Peru": 1}, {"China": 2, "Peru": 2}))

    assert bridges(drawing) == []
    assert all((then.x, then.y) == (now.x, now.y) for then, now in marks(drawing))
    assert [text.text for text in texts(drawing)].count("0.0") == 2


def test_changes_are_at_the_right_of_their_rows() -> None:
    drawing = charts.draw("change", two({"China": 1, "Peru": 3}, {"China": 3, "Peru": 1}))
    beside = {text.text: text for text in texts(drawing) if text.anchor == "right"}

    assert beside["+50.0"].y == beside["China"].y
    assert beside["−50.0"].y == beside["Peru"].y  # noqa: RUF001
    assert beside["points"].x == beside["+50.0"].x


def test_a_change_has_at_most_twelve_rows_and_joins_the_smaller_ones() -> None:
    counts = {f"Land {i:02}": 50 - i for i in range(40)} | {"Other": 60}
    visible = charts.prepare("change", two(counts, counts))

    assert len(visible.categories) == MOST
    assert [one.name for one in visible.categories[-2:]] == ["Land 10", "Other"]
    assert len(visible.categories[-1].joined) == 30
    assert len(charts.prepare("change", two({"Other": 9, "A": 1}, {"A": 1})).categories) == 2


def test_a_new_or_removed_category_has_a_mark_at_zero() -> None:
    drawing = charts.draw("change", two({"Mali": 1, "Peru": 1}, {"Peru": 1, "China": 1}))
    nought = ticks(drawing)["0%"]
    then, now = ({ring.x, dot.x} for ring, dot in (marks(drawing)[0], marks(drawing)[2]))

    assert min(then) == min(now) == nought
    assert marks(drawing)[0][0].x == nought
    assert marks(drawing)[2][1].x == nought


@example({"W" * 60: 1}, {"A": 1})
@example({"A": 1}, {"A": 1})
@given(COUNTS, COUNTS)
def test_nothing_is_clipped_or_overlaps(before: dict[str, int], after: dict[str, int]) -> None:
    drawing = charts.draw("change", two(before, after))

    assert_readable(drawing)
    boxes = [box(text) for text in texts(drawing)]
    for then, now in marks(drawing):
        for x, y, radius in ((then.x, then.y, OUTER), (now.x, now.y, INNER)):
            assert radius <= x <= drawing.width - radius
            assert radius <= y <= drawing.height - radius
            for left, top, right, bottom in boxes:
                nearest = min(max(x, left), right), min(max(y, top), bottom)
                assert max(abs(nearest[0] - x), abs(nearest[1] - y)) > radius
    rows = [then.y for then, _ in marks(drawing)]
    assert all(abs(a - b) > 2 * OUTER for a, b in combinations(rows, 2))


def test_data_that_is_no_change_is_an_error(index: Index) -> None:
    with pytest.raises(AuthorError, match="a chart of a change needs two states"):
        charts.draw("change", by_name({"China": 1}))
    with pytest.raises(AuthorError, match="lines need numbers over time"):
        charts.draw("line", share_change(earlier(index), index, "types"))


def test_classes_keep_their_marks(index: Index) -> None:
    drawing = charts.draw("change", share_change(earlier(index), index, "weights_endmodel"))

    names = [text.text for text in of_kind(drawing, Text)]
    assert {"● open", "◐ partial", "○ closed"} <= set(names)
