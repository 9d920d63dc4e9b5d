"""Every kind of chart in both forms, with labels of any length."""

from __future__ import annotations

import re

import pytest

from mkdocs_osai import charts
from mkdocs_osai.charts.drawing import Drawing
from mkdocs_osai.charts.shapes import Bar, Dot, Line, Polygon, Ring, Wedge
from mkdocs_osai.charts.theme import NARROW, WIDE
from mkdocs_osai.stats import Index
from tests.charts.samples import figures_of_all_dimensions, sample
from tests.charts.test_layout import assert_readable, texts

NAMES = [
    "Li",
    "United States of America and Some More of It",
    "Antidisestablishmentarianism",
    "W" * 60,
    "a-b_c/" * 10,
    "i" * 60,
    "CC-BY-NC-SA-4.0",
    "深度求索" * 12,
]


def edges(drawing: Drawing) -> tuple[float, float, float, float]:
    """The left, top, right and bottom edges of all shapes that are no texts."""
    xs: list[float] = []
    ys: list[float] = []
    for shape in drawing.shapes:
        if isinstance(shape, Line | Polygon):
            xs += [x for x, _ in shape.points]
            ys += [y for _, y in shape.points]
        elif isinstance(shape, Bar):
            xs += [shape.x, shape.x + shape.width]
            ys += [shape.y, shape.y + shape.height]
        elif isinstance(shape, Dot | Ring | Wedge):
            xs += [shape.x - shape.radius, shape.x + shape.radius]
            ys += [shape.y - shape.radius, shape.y + shape.radius]
    return min(xs), min(ys), max(xs), max(ys)


@pytest.mark.parametrize("chart_width", [WIDE, NARROW, 456, 300])
@pytest.mark.parametrize("kind", charts.KINDS)
def test_a_chart_is_as_wide_as_it_is_asked_for_and_nothing_leaves_it(
    index: Index, kind: str, chart_width: int
) -> None:
    for data in figures_of_all_dimensions(kind, index):
        drawing = charts.draw(kind, data, chart_width)
        left, top, right, bottom = edges(drawing)

        assert drawing.width == chart_width
        assert_readable(drawing)
        assert left >= -0.01
        assert top >= -0.01
        assert right <= chart_width + 0.01
        assert bottom <= drawing.height + 0.01


@pytest.mark.parametrize("chart_width", [WIDE, NARROW])
@pytest.mark.parametrize("kind", charts.KINDS)
def test_names_of_any_length_do_not_overlap_and_no_word_is_broken(
    kind: str, chart_width: int
) -> None:
    for first in range(len(NAMES)):
        names = [*NAMES[first:], *NAMES[:first]]
        data = sample(kind, {name: 9 - i for i, name in enumerate(names[:7])})
        drawing = charts.draw(kind, data, chart_width)

        assert_readable(drawing)
        said = f"{charts.prepare(kind, data).sentence} {' '.join(NAMES)} {LEGENDS}"
        for text in texts(drawing):
            for word in re.findall(r"[A-Za-z]{2,}…?", text.text):
                whole = re.escape(word.removesuffix("…"))
                end = "" if word.endswith("…") else r"(?![A-Za-z])"
                assert re.search(rf"(?<![A-Za-z]){whole}{end}", said), (text.text, word)


LEGENDS = """
not told closed or open partial said mean openness in percent models behind each name fewer than
five
at above cannot be decided no figure below of points Before Now without a above Openness bounds
Without given upper lower bound guess not only up to Other n Training compute the base model FLOP
general-purpose systemic risk Availability Documentation Access to Base Model Data End User
Weights Code Hardware Architecture Training Preprint Paper Modelcard Datasheet Licenses
"""
"""Words of charts that are not in their numbers."""


def test_a_pie_whose_names_have_no_room_beside_it_has_them_below() -> None:
    data = sample("pie", {"W" * 60: 2, "A" * 60: 1})
    drawing = charts.draw("pie", data, NARROW)
    pie = next(shape for shape in drawing.shapes if isinstance(shape, Wedge))
    squares = [shape.fill for shape in drawing.shapes if isinstance(shape, Bar)]

    assert all(text.y > pie.y + pie.radius for text in texts(drawing))
    assert squares == [s.fill for s in drawing.shapes if isinstance(s, Wedge)]
    assert "66.7%" in " ".join(text.text for text in texts(drawing))
