"""Social cards: their size and text, and that nothing is cut off."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from mkdocs_osai import charts
from mkdocs_osai.charts import png
from mkdocs_osai.charts.drawing import Drawing
from mkdocs_osai.charts.layout.text import width
from mkdocs_osai.charts.shapes import Bar, Dot, Line, Ring, Text, Wedge
from mkdocs_osai.charts.social_card import EDGE, FIGURE, card_of_figure, card_of_model
from mkdocs_osai.charts.theme import PALETTE
from mkdocs_osai.index import IndexInfo
from mkdocs_osai.index.criteria import BUILT_IN
from mkdocs_osai.stats import Index
from tests.builders import a_model, some_criteria
from tests.charts.samples import DATA_OF_KIND, sample
from tests.charts.test_drawing import HOSTILE

ABOUT = IndexInfo(title="An index", date=dt.date(2026, 6, 12))


def texts(card: Drawing) -> list[str]:
    return [shape.text for shape in card.shapes if isinstance(shape, Text)]


def boxes(card: Drawing) -> list[tuple[float, float, float, float]]:
    found = []
    for shape in card.shapes:
        if isinstance(shape, Text):
            wide = width(shape.text, shape.size)
            left = shape.x - {"left": 0, "center": wide / 2, "right": wide}[shape.anchor]
            half = 0.4 * shape.size
            found.append((left, shape.y - half, left + wide, shape.y + half))
    return found


def within(card: Drawing) -> bool:
    return all(
        left >= 0 and top >= 0 and right <= card.width + 0.01 and bottom <= card.height
        for left, top, right, bottom in boxes(card)
    )


def apart(card: Drawing) -> bool:
    found = boxes(card)
    return all(
        a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
        for i, a in enumerate(found)
        for b in found[:i]
    )


def test_the_card_of_a_model_has_name_organisation_score_rank_and_grades() -> None:
    model = a_model(name="A model", classes={"code": "partial", "paper": "closed"})

    card = card_of_model(model, BUILT_IN, "place 3 of 193 models", ABOUT)

    assert texts(card) == [
        "12 June 2026",
        "An index",
        "A model",
        "A lab",
        "0.88",
        "openness from 0 to 1 · place 3 of 193 models",
        "Availability",
        "Documentation",
        "Access",
    ]
    kinds = [type(s) for s in card.shapes]
    assert kinds.count(Dot) == 11  # ten are open, and one half of a circle is covered
    assert kinds.count(Wedge) == 1
    assert kinds.count(Ring) == 1
    assert within(card)
    assert apart(card)


def test_a_model_without_a_score_is_not_graded_yet() -> None:
    model = dataclasses.replace(a_model(), score=None, types=())

    card = card_of_model(model, BUILT_IN, "", IndexInfo())

    assert "not graded yet" in texts(card)
    assert not [s for s in card.shapes if isinstance(s, Dot | Ring | Wedge)]
    assert Image.open(io.BytesIO(card.png("light", 1))).size == (1200, 630)


def test_a_long_name_is_cut_after_two_lines() -> None:
    model = a_model(name="A name of many words " * 5, organization="An organisation " * 7)

    card = card_of_model(model, BUILT_IN, "", ABOUT)

    name = [t for t in card.shapes if isinstance(t, Text) and t.size > 80 and t.y < 400]
    assert [t.text for t in name] == ["A name of many words", "A name of many word…"]
    assert texts(card)[4].endswith("…")
    assert apart(card)


@pytest.mark.parametrize("name", ["\U0010ffff", "\u0fff \U000e0001", "\u202e\u0000"])
def test_the_id_replaces_a_name_that_cannot_be_drawn(name: str) -> None:
    card = card_of_model(a_model("llama", name=name), BUILT_IN, "", ABOUT)

    assert texts(card)[2] == "llama"


@given(
    st.text(max_size=200),
    st.text(max_size=200) | st.none(),
    st.integers(0, 70),
    st.text(max_size=9),
)
def test_any_text_fits_on_the_card(
    name: str, organization: str | None, criteria: int, group: str
) -> None:
    graded = some_criteria(**{f"c{i}": ("text",) for i in range(criteria)})
    graded = dataclasses.replace(
        graded,
        all=tuple(dataclasses.replace(c, group=f"{group}{i % 9}") for i, c in enumerate(graded)),
    )
    model = a_model(name=name, organization=organization, criteria=graded)

    card = card_of_model(model, graded, "place 1 of 1 model", ABOUT)

    assert within(card)
    assert apart(card)
    marks = [s for s in card.shapes if isinstance(s, Dot | Ring | Wedge)]
    assert all(m.x - m.radius > EDGE and m.x + m.radius <= 1200 - EDGE + 1 for m in marks)
    assert len(marks) in (0, criteria)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_drawn_as_a_png_of_that_size(name: str) -> None:
    image = Image.open(
        io.BytesIO(card_of_model(a_model(name=name), BUILT_IN, name, ABOUT).png("light", 1))
    )

    assert image.format == "PNG"
    assert image.size == (1200, 630)
    assert image.convert("RGB").getpixel((5, 625)) == (255, 255, 255)
    assert not image.info.keys() - {"transparency"}


def test_equal_models_have_equal_cards_and_others_do_not() -> None:
    one, same, other = (
        card_of_model(a_model(name=name), BUILT_IN, "", ABOUT) for name in ("One", "One", "Two")
    )

    assert one.png("light", 1) == same.png("light", 1)
    assert one.png("light", 1) != other.png("light", 1)


def test_the_card_of_a_model_is_small_and_quickly_drawn(index: Index) -> None:
    models = index.models[:30]
    card_of_model(models[0], index.criteria, "", index.about).png("light", 1)

    start = time.process_time()
    sizes = [len(card_of_model(m, index.criteria, "", index.about).png("light", 1)) for m in models]
    took = (time.process_time() - start) / len(models)

    assert max(sizes) < 45_000
    assert took < 0.2  # a fifth of that on a quiet machine


@pytest.mark.parametrize("kind", charts.KINDS)
def test_a_figure_is_complete_on_its_card_beside_the_title(kind: str, index: Index) -> None:
    title = "A title that is rather long, with a Donaudampfschifffahrtsgesellschaftskapitän"
    data = DATA_OF_KIND[kind](index)

    card = card_of_figure(kind, data, title, "What it shows", ABOUT)

    drawing = charts.draw(kind, data, FIGURE)
    mine = [s for s in card.shapes if isinstance(s, Text)]
    figure = [s.text for s in drawing.shapes if isinstance(s, Text)]
    assert [s.text for s in mine][-len(figure) :] == figure
    assert len(card.shapes) > len(drawing.shapes) + 3
    assert within(card)
    assert min(s.x for s in mine[-len(figure) :]) > EDGE + 400
    for shape in card.shapes[1:]:
        if isinstance(shape, Line):
            assert all(0 <= x <= 1200 and 110 <= y <= 600 for x, y in shape.points)
        elif isinstance(shape, Bar):
            assert shape.x >= 500
            assert shape.x + shape.width <= 1200 - EDGE + 1
    assert Image.open(io.BytesIO(card.png("light", 1))).size == (1200, 630)


@pytest.mark.parametrize("kind", charts.KINDS)
def test_hostile_names_in_a_figure_are_drawn(kind: str) -> None:
    card = card_of_figure(kind, sample(kind, dict.fromkeys(HOSTILE, 2)), HOSTILE[1], "", ABOUT)

    assert within(card)
    assert Image.open(io.BytesIO(card.png("light", 1))).size == (1200, 630)


def test_a_small_png_has_the_colors_of_the_drawing() -> None:
    shapes = (Bar(0, 0, 10, 10, "blue"), Bar(10, 0, 10, 10, "step 4"), Bar(20, 0, 10, 10, "red"))

    image = Image.open(io.BytesIO(png.write(shapes, (40, 10), "light")))

    found = [image.convert("RGB").getpixel((x, 5)) for x in (5, 15, 25, 35)]
    expected = [PALETTE[name]["light"] for name in ("blue", "step 4", "red", "page")]
    assert ["#{:02x}{:02x}{:02x}".format(*pixel) for pixel in found] == expected  # type: ignore[misc]


def test_characters_that_no_font_has_are_left_out_of_a_card() -> None:
    def rendered(text: str) -> bytes:
        return png.write((Text(0, 10, text),), (90, 20), "light", missing="")

    assert rendered("a\U0010ffffb") == rendered("ab")
    assert png.write((Text(0, 10, "\U0010ffff"),), (90, 20), "light") != rendered("")


@pytest.mark.parametrize(("name", "shown"), [("AI 模型", "AI 模型"), ("模型", "模型 (moxing)")])
def test_the_id_follows_a_name_that_may_not_be_drawn(name: str, shown: str) -> None:
    model = dataclasses.replace(a_model("moxing"), name=name)

    card = card_of_model(model, BUILT_IN, "", ABOUT)

    assert shown in [shape.text for shape in card.shapes if isinstance(shape, Text)]
