"""Heat maps: the positions of cells, their marks and the key."""

from __future__ import annotations

import io
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from mkdocs_osai import charts
from mkdocs_osai.charts.drawing import Drawing
from mkdocs_osai.charts.shapes import Bar, Dot, Line, Ring, Text, Wedge
from mkdocs_osai.charts.theme import NARROW, ON, PALETTE, STEPS, WIDE, Theme, colors_of, contrast
from mkdocs_osai.index import Criteria, Criterion
from mkdocs_osai.problems import AuthorError
from mkdocs_osai.stats import Index
from tests.builders import a_model, an_index, some_criteria
from tests.charts.boxes import box
from tests.charts.test_drawing import THEMES, by_name, of_kind
from tests.charts.test_layout import FORMS, NAMES, assert_readable, texts

CLASSES = st.lists(st.sampled_from(["open", "partial", "closed", None]), min_size=1, max_size=30)


def of_classes(*classes: str | None, name: str = "A model") -> Index:
    """A model with these classes, on criteria of three groups."""
    criteria = Criteria(
        tuple(
            Criterion(f"c{i}", f"Criterion {i}", f"Group {3 * i // len(classes)}")
            for i in range(len(classes))
        )
    )
    grades = {f"c{i}": cls for i, cls in enumerate(classes)}
    return an_index(a_model("m", name=name, criteria=criteria, classes=grades), criteria=criteria)


def heads(drawing: Drawing) -> list[Text]:
    """The names of the criteria above the columns."""
    return [text for text in texts(drawing) if text.angle]


def test_each_class_has_a_shape_of_its_own() -> None:
    drawing = charts.draw("heatmap", of_classes("open", "partial", "closed", None).grid())

    # One in its cell, and one in the line that explains them.
    assert len(of_kind(drawing, Dot)) == 2
    assert [(w.start, w.end) for w in of_kind(drawing, Wedge)] == [(0.5, 1)] * 2
    assert [ring.color for ring in of_kind(drawing, Ring)] == ["partial", "closed"] * 2
    strokes = [line for line in of_kind(drawing, Line) if line.width == 1.5]
    assert len(strokes) == 2
    said = [text.text for text in texts(drawing)]
    assert said[said.index("open") :][:4] == ["open", "partial", "closed", "not told"]


def test_cells_of_criteria_that_do_not_apply_are_empty() -> None:
    criteria = some_criteria(code=("text", "video"), paper=("text",))
    models = [a_model("a", criteria=criteria), a_model("b", types=("video",), criteria=criteria)]
    drawing = charts.draw("heatmap", an_index(*models, criteria=criteria).grid())

    assert len(of_kind(drawing, Dot)) == 3 + 1


def test_a_category_shows_its_mean_on_a_color_for_its_value() -> None:
    classes = ["open", "partial", "closed"]
    drawing = charts.draw("heatmap", of_classes(*classes).grid("national_origins"))

    numbers = [t for t in texts(drawing) if t.color.startswith(ON)]
    assert [(t.text, t.color) for t in numbers] == [
        ("100", "on step 4"),
        ("50", "on step 2"),
        ("0", "on step 0"),
    ]
    for bar, number in zip(of_kind(drawing, Bar), numbers, strict=True):
        assert number.color == f"{ON}{bar.fill}"
        assert bar.x + bar.width / 2 == pytest.approx(number.x)


@pytest.mark.parametrize("theme", THEMES)
def test_numbers_are_readable_on_their_backgrounds(theme: Theme) -> None:
    colors = colors_of(theme)
    against = [contrast(colors[step], colors["page"]) for step in STEPS]

    assert all(contrast(colors[step], colors[f"{ON}{step}"]) >= 4.5 for step in STEPS)
    assert against == sorted(against)
    for lower, higher in pairwise(STEPS):
        assert contrast(colors[lower], colors[higher]) >= 1.25


@pytest.mark.parametrize("chart_width", FORMS)
def test_names_of_criteria_are_above_their_columns_and_groups_are_apart(
    index: Index, chart_width: int
) -> None:
    drawing = charts.draw("heatmap", index.grid("regions"), chart_width)
    names = heads(drawing)

    assert [name.text for name in names] == [criterion.name for criterion in index.criteria]
    steps = [b.x - a.x for a, b in pairwise(names) if b.y == a.y]
    wider = [i for i, step in enumerate(steps) if step > min(steps) + 3]
    assert wider == ([4, 10] if chart_width == WIDE else [4, 9])
    bars = {bar.x + bar.width / 2 for bar in of_kind(drawing, Bar)}
    assert all(min(abs(name.x - x) for x in bars) < 0.01 for name in names)


def test_groups_are_named_below_their_columns(index: Index) -> None:
    drawing = charts.draw("heatmap", index.grid("regions"))
    places = {text.text: text.x for text in texts(drawing)}

    groups = [places[group] for group in ("Availability", "Documentation", "Access")]
    assert groups == sorted(groups)


def test_criteria_that_do_not_fit_side_by_side_are_below() -> None:
    drawing = charts.draw("heatmap", of_classes(*["open"] * 30).grid(), NARROW)

    assert [head.text for head in heads(drawing)] == [f"Criterion {i}" for i in range(30)]
    panels = len({head.y for head in heads(drawing)})
    assert panels == 3
    assert len([text for text in texts(drawing) if text.text == "A model"]) == panels
    assert drawing.width == NARROW


@given(st.lists(NAMES, min_size=1, max_size=6), CLASSES, st.booleans())
@pytest.mark.parametrize("chart_width", FORMS)
def test_nothing_is_clipped_or_overlaps(
    chart_width: int,
    names: list[str],
    classes: list[str | None],
    models: bool,  # noqa: FBT001
) -> None:
    criteria = of_classes(*classes).criteria
    grades = {f"c{i}": cls for i, cls in enumerate(classes)}
    made = [
        a_model(f"m{i}", name=n, origin=n, criteria=criteria, classes=grades)
        for i, n in enumerate(names)
    ]
    index = an_index(*made, criteria=criteria)
    grid = index.grid() if models else index.grid("national_origins")
    drawing = charts.draw("heatmap", grid, chart_width)

    assert_readable(drawing)
    marks = [*of_kind(drawing, Dot), *of_kind(drawing, Ring)]
    for mark in marks:
        assert mark.radius <= mark.x <= drawing.width - mark.radius
        assert mark.y + mark.radius <= drawing.height
        for left, top, right, bottom in map(box, texts(drawing)):
            across = left < mark.x + mark.radius and mark.x - mark.radius < right
            assert not (across and top < mark.y + mark.radius and mark.y - mark.radius < bottom)
    for bar in of_kind(drawing, Bar):
        assert bar.x + bar.width <= drawing.width


@given(CLASSES)
def test_every_class_has_one_mark(classes: list[str | None]) -> None:
    drawing = charts.draw("heatmap", of_classes(*classes).grid())
    explained = len(set(classes))

    strokes = [line for line in of_kind(drawing, Line) if line.width == 1.5]
    marks = [*of_kind(drawing, Dot), *of_kind(drawing, Ring), *strokes]
    assert len(marks) == len(classes) + explained


def test_rings_in_png_are_those_in_svg() -> None:
    drawing = Drawing(40, 40, (Ring(20, 20, 12, "red", 4),))
    image = Image.open(io.BytesIO(drawing.png("light", scale=1))).convert("RGB")

    def color(x: int, y: int) -> str:
        return "#{:02x}{:02x}{:02x}".format(*image.getpixel((x, y)))  # type: ignore[misc]

    page, red = PALETTE["page"]["light"], PALETTE["red"]["light"]
    assert [color(x, 20) for x in (4, 9, 20, 30, 36)] == [page, red, page, red, page]
    assert f'd="M10 20a10 10 0 1 1 20 0a10 10 0 1 1 -20 0z" fill="none" stroke="{red}"' in (
        drawing.svg("light")
    )


def test_a_joined_other_is_last() -> None:
    models = [a_model(f"m{i}", origin=o) for i, o in enumerate(["Chad", "Mali", "Peru", "Peru"])]
    grid = an_index(*models).grid("national_origins", top=1, order=["Peru"])

    assert [row.name for row in charts.prepare("heatmap", grid).rows] == ["Peru", "Other"]


def test_data_that_a_chart_cannot_show_is_an_error_with_a_reason() -> None:
    index = an_index(*[a_model(f"m{y}", released=f"{y}-01") for y in (2022, 2023, 2024)])

    with pytest.raises(AuthorError, match="a heat map needs criteria by models"):
        charts.draw("heatmap", by_name({"China": 1}))
    with pytest.raises(AuthorError, match="top cannot join periods; leave top out"):
        charts.draw("heatmap", index.grid("release_years", top=1))
    with pytest.raises(AuthorError, match="nothing to draw"):
        charts.draw("heatmap", an_index().grid())
    without = an_index(a_model("a", types=()), criteria=some_criteria(code=("text",)))
    with pytest.raises(AuthorError, match="no criterion applies to these models"):
        charts.draw("heatmap", without.grid("national_origins"))
