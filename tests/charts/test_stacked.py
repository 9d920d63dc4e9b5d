"""Stacked bars: lengths, colours, text in segments, and the legend."""

from __future__ import annotations

import datetime as dt
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_osai import charts
from mkdocs_osai.charts.drawing import Drawing
from mkdocs_osai.charts.kinds.stacked import THICK
from mkdocs_osai.charts.layout.categories import MOST_COLORS, SQUARE, legend
from mkdocs_osai.charts.layout.text import width
from mkdocs_osai.charts.shapes import Bar, Line, Text
from mkdocs_osai.charts.theme import PALETTE, SMALL, Theme, colors_of, contrast
from mkdocs_osai.problems import AuthorError
from mkdocs_osai.stats import CrossTab, Index
from mkdocs_osai.stats.dimensions.dimension import HUES
from tests.builders import a_model, an_index
from tests.charts.boxes import box
from tests.charts.test_drawing import by_name, of_kind
from tests.charts.test_layout import NAMES, assert_readable, texts

THEMES: tuple[Theme, ...] = ("light", "dark")
PAIRS = st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=25)


def crossed(pairs: list[tuple[str, str]], measure: str = "models") -> CrossTab:
    """A cross table of models with these origins and organisations."""
    models = [a_model(f"m{i}", origin=o, organization=by) for i, (o, by) in enumerate(pairs)]
    return an_index(*models).cross("national_origins", "organizations", measure=measure)


def graded(counts: dict[str, dict[str, int]]) -> Index:
    """Models by their year of release and the class of their code: {year: {class: count}}."""
    made = [
        a_model(f"{year}-{cls}-{i}", released=year, classes={"code": cls})
        for year, of_year in counts.items()
        for cls, count in of_year.items()
        for i in range(count)
    ]
    return an_index(*made)


def segments(drawing: Drawing) -> list[Bar]:
    return [bar for bar in of_kind(drawing, Bar) if (bar.width, bar.height) != (SQUARE, SQUARE)]


def squares(drawing: Drawing) -> list[Bar]:
    return [bar for bar in of_kind(drawing, Bar) if (bar.width, bar.height) == (SQUARE, SQUARE)]


def test_segments_are_as_long_as_the_counts_and_side_by_side() -> None:
    pairs = [("China", "A")] * 4 + [("China", "B")] * 2 + [("Peru", "A")] * 3
    first, second, below = segments(charts.draw("stacked", crossed(pairs)))

    assert [b.width / first.width for b in (second, below)] == pytest.approx([1 / 2, 3 / 4])
    assert second.x == pytest.approx(first.x + first.width)
    assert (below.x, below.fill) == (first.x, first.fill)
    assert first.y == second.y < below.y


def test_shares_fill_every_bar_and_show_their_n() -> None:
    pairs = [("China", "A")] * 4 + [("China", "B")] * 2 + [("Peru", "A")] * 3
    drawing = charts.draw("stacked", crossed(pairs, measure="share"))
    first, second, below = segments(drawing)

    assert first.width + second.width == pytest.approx(below.width)
    written = [text.text for text in texts(drawing)]
    assert [w for w in written if w.startswith("n")] == ["n = 6", "n = 3*"]
    assert [w for w in written if w.endswith("%")] == ["66.7%", "33.3%", "100.0%"]


def test_columns_are_at_their_periods() -> None:
    index = graded({"2021": {"open": 2}, "2022": {"open": 1, "closed": 3}, "2024": {"open": 8}})
    drawing = charts.draw("stacked", index.cross("release_years", "code"))
    one, two, closed, four = segments(drawing)

    assert four.x - two.x == pytest.approx(2 * (two.x - one.x))
    assert closed.y + closed.height == pytest.approx(two.y)
    assert [b.height / two.height for b in (one, closed, four)] == pytest.approx([2, 3, 8])
    assert "2023" in [text.text for text in texts(drawing)]


def test_columns_of_shares_have_equal_heights() -> None:
    index = graded({"2021": {"open": 2}, "2022": {"open": 1, "closed": 3}})
    drawing = charts.draw("stacked", index.cross("release_years", "code", measure="share"))
    one, two, closed = segments(drawing)

    assert two.height + closed.height == pytest.approx(one.height)
    assert {"0%", "100%", "n", "2*", "4*", "fewer than five models"} <= {
        text.text for text in texts(drawing)
    }


def test_the_last_unfinished_period_is_hatched_and_named() -> None:
    models = [a_model(f"m{i}", released=f"{2024 + i % 3}-02") for i in range(9)]
    for date, told in ((dt.date(2026, 6, 12), True), (dt.date(2026, 12, 31), False)):
        index = an_index(*models, date=date)
        for kind, data in (
            ("bar", index.tally("release_years")),
            ("stacked", index.cross("release_years", "code")),
            ("line", index.series("year")),
        ):
            drawing = charts.draw(kind, data)
            named = "2026 only up to 12 June 2026" in [text.text for text in texts(drawing)]
            slanting = [
                s
                for s in drawing.shapes
                if isinstance(s, Line) and s.width == 1.5
                if s.points[0][0] < s.points[1][0] and s.points[0][1] > s.points[1][1]
            ]
            assert named is told, kind
            assert (len(slanting) > 9) is told, kind
            assert ("2026 only up to 2026-06-12" in data.basis) is told, kind


def test_rows_of_few_models_are_named_in_the_basis() -> None:
    pairs = [("China", "A")] * 6 + [("Peru", "A")] * 3
    shares, counts = (crossed(pairs, measure=measure) for measure in ("share", "models"))

    assert shares.basis == "9 models; Peru with fewer than five models"
    assert counts.basis == "9 models"


def test_classes_are_ordered_from_open_to_closed_with_marks() -> None:
    index = graded({"2024": {"closed": 9, "partial": 4, "open": 2}})
    for dimension in ("release_years", "types"):
        drawing = charts.draw("stacked", index.cross(dimension, "code"))
        written = [text.text for text in texts(drawing)]

        assert written[:3] == ["● open", "◐ partial", "○ closed"]
        assert {"● 2", "◐ 4", "○ 9"} <= set(written)
        assert [bar.fill for bar in segments(drawing)] == ["open", "partial", "closed"]


def test_a_segment_without_room_for_its_number_keeps_its_mark() -> None:
    index = graded({"2024": {"open": 95, "partial": 8, "closed": 1}})
    drawing = charts.draw("stacked", index.cross("types", "code"), 456)
    inside = [text.text for text in texts(drawing) if text.color.startswith("on ")]

    assert inside == ["● 95", "◐"]


def test_there_are_at_most_six_columns_and_the_smaller_ones_are_joined() -> None:
    pairs = [("China", name) for i, name in enumerate("ABCDEFGH") for _ in range(9 - i)]
    visible = charts.prepare("stacked", crossed(pairs))

    assert [c.name for c in visible.columns.categories] == ["A", "B", "C", "D", "E", "Other"]
    assert sum(visible.counts(visible.rows.categories[0])) == visible.n
    assert "Other joins 3 categories: F, G and H" in visible.sentence


def test_columns_have_different_colours_and_keep_their_own(index: Index) -> None:
    for name, by in index.registry.items():
        if name != "academic" and not by.multiple and not by.chronological:
            own = {c.name: c.color for c in index.tally(name).categories}
            cross = charts.prepare("stacked", index.cross("academic", name, latest=True))
            colors = [c.color for c in cross.columns.categories]
            assert len(set(colors)) == len(colors) <= MOST_COLORS
            for column in cross.columns.categories:
                assert own.get(column.name) in (None, column.color)


def test_grey_is_for_other_and_for_undisclosed() -> None:
    for names in (["Peru", "Undisclosed", "Chad", "Other"], ["Peru", "Undisclosed", "Chad"]):
        models = [a_model(n, origin=n) for n in names]
        others = [a_model(f"z{i}{j}", origin=f"Z{i}") for i in range(5) for j in range(2)]
        index = an_index(*models, *others)
        cross = charts.prepare("stacked", index.cross("types", "national_origins", origin=names))
        grey = [c.name for c in cross.columns.categories if c.color is None]
        assert grey == [names[-1] if names[-1] == "Other" else "Undisclosed"]


def test_text_in_a_segment_is_readable() -> None:
    for theme in THEMES:
        colors = colors_of(theme)
        for fill in (*HUES, "grey"):
            assert contrast(colors[f"on {fill}"], PALETTE[fill][theme]) >= 4.5


@pytest.mark.parametrize("measure", ["models", "share"])
def test_text_in_a_segment_fits(index: Index, measure: str) -> None:
    for by in ("regions", "weights_endmodel", "performance_classes"):
        for name in ("types", "release_years", "release_quarters", "licenses"):
            drawing = charts.draw("stacked", index.cross(name, by, measure=measure))
            for text in texts(drawing):
                if text.color.startswith("on "):
                    left, top, right, bottom = box(text)
                    assert any(
                        b.x <= left
                        and right <= b.x + b.width
                        and b.y <= top
                        and bottom <= b.y + b.height
                        and text.color == f"on {b.fill}"
                        for b in segments(drawing)
                    )


@given(PAIRS, st.sampled_from(("models", "share")))
def test_nothing_is_clipped_or_overlaps(pairs: list[tuple[str, str]], measure: str) -> None:
    drawing = charts.draw("stacked", crossed(pairs, measure))

    assert_readable(drawing)
    above = max(square.y + SQUARE for square in squares(drawing))
    assert above < min(bar.y for bar in segments(drawing))
    for square in squares(drawing):
        for left, top, right, bottom in map(box, texts(drawing)):
            apart = right <= square.x or square.x + SQUARE <= left
            assert apart or bottom <= square.y or square.y + SQUARE <= top
    for bar in segments(drawing):
        assert bar.height == THICK
        for text in texts(drawing):
            left, top, right, bottom = box(text)
            if not text.color.startswith("on "):
                apart = right <= bar.x or bar.x + bar.width <= left
                assert apart or bottom <= bar.y or bar.y + bar.height <= top


@given(st.lists(NAMES, min_size=1, max_size=6))
def test_a_legend_stays_in_reading_order_and_in_the_chart(names: list[str]) -> None:
    clean = [" ".join(name.split())[:60] or "x" for name in names]
    shapes, height = legend([(name, "blue") for name in clean], 456)
    boxes = [shape for shape in shapes if isinstance(shape, Bar)]
    lines = [shape for shape in shapes if isinstance(shape, Text)]

    assert [(b.y, b.x) for b in boxes] == sorted((b.y, b.x) for b in boxes)
    assert_readable(Drawing(456, round(height + 1), tuple(shapes)))
    assert max(line.y + SMALL / 2 for line in lines) <= height
    for a, b in combinations(boxes, 2):
        assert abs(a.x - b.x) >= SQUARE or abs(a.y - b.y) >= SQUARE
    assert all(line.x + width(line.text, SMALL) <= 456 for line in lines)


def test_data_that_cannot_be_stacked_is_an_error_with_a_reason() -> None:
    index = graded({"2021": {"open": 2}, "2022": {"open": 1}, "2023": {"open": 3}})
    years = an_index(*[a_model(f"m{y}", released=str(y)) for y in range(2010, 2020)])

    with pytest.raises(AuthorError, match=r"not add up; exchange them: osai\.stacked\('types', "):
        charts.draw("stacked", index.cross("academic", "types"))
    with pytest.raises(AuthorError, match="top cannot join periods"):
        charts.draw("stacked", index.cross("release_years", "code", top=1))
    with pytest.raises(AuthorError, match=r"release_years are 10 here, and a bar shows 6 apart"):
        charts.draw("stacked", years.cross("academic", "release_years"))
    with pytest.raises(AuthorError, match="stacked bars need two dimensions"):
        charts.draw("stacked", by_name({"China": 1}))
    with pytest.raises(AuthorError, match=r"nothing to draw: .* \(released until 2020\): 0 models"):
        charts.draw("stacked", index.cross("academic", "code", until="2020"))
