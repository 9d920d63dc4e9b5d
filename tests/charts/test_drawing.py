"""Pies, bars and columns: angles, lengths, colours, sizes and bytes."""

from __future__ import annotations

import gzip
import io
import math
import os
import re
import subprocess
import sys
from importlib import import_module
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from mkdocs_osai import charts
from mkdocs_osai.charts.drawing import Drawing
from mkdocs_osai.charts.layout.text import width, wrap
from mkdocs_osai.charts.shapes import Bar, Text, Wedge
from mkdocs_osai.charts.theme import CERTAINTY, PALETTE, STEPS, Theme, contrast
from mkdocs_osai.problems import AuthorError, UnknownName
from mkdocs_osai.stats import Index, Tally
from tests.builders import a_model, an_index
from tests.charts.boxes import box, corners, overlap
from tests.charts.samples import DATA_OF_KIND, sample

THEMES: tuple[Theme, ...] = ("light", "dark")
HOSTILE = [
    "$x^{",
    "<script>alert(1)</script>",
    "深度求索",
    "A name that is exactly sixty characters long, count them all!",
    "Donaudampfschifffahrtsgesellschaftskapitänspatent",
    "نموذج",
    "🦙 llama",
    'fill="#288de5" " onload="x',
    "a\u202eb\x07c",
]


def origins(**counts: int) -> Tally:
    """A tally of national origins: name → number of models."""
    return by_name(counts)


def by_name(counts: dict[str, int]) -> Tally:
    names = [name for name, count in counts.items() for _ in range(count)]
    models = [a_model(f"m{i}", origin=name) for i, name in enumerate(names)]
    return an_index(*models).tally("national_origins")


def of_kind(drawing: Drawing, kind: type) -> list:  # type: ignore[type-arg]
    return [shape for shape in drawing.shapes if isinstance(shape, kind)]


def test_a_pie_starts_at_twelve_goes_clockwise_and_is_as_large_as_the_shares() -> None:
    tally = origins(China=3, France=2, Spain=1)

    wedges = of_kind(charts.draw("pie", tally), Wedge)

    assert [w.start for w in wedges] == pytest.approx([0, 1 / 2, 5 / 6])
    assert [w.end for w in wedges] == pytest.approx([1 / 2, 5 / 6, 1])
    # 12 o'clock is above the middle; a quarter turn later is to its right.
    path = ET.fromstring(charts.draw("pie", tally).svg("light"))[0].attrib["d"]
    x, y, x1, y1 = map(float, re.findall(r"-?[\d.]+", path)[:4])
    assert (x1, y1 < y) == (x, True)
    assert " 1 " in path[path.index("A") :]  # the sweep flag: clockwise


def test_a_pie_has_six_slices_at_most_and_other_is_last() -> None:
    tally = by_name({name: 20 - i for i, name in enumerate("ABCDEFGH")} | {"Other": 30})

    shown = charts.prepare("pie", tally)

    assert [c.name for c in shown.categories] == ["A", "B", "C", "D", "E", "Other"]
    assert len(shown.categories[-1].joined) == 4
    assert sum(c.count for c in shown.categories) == tally.n


def test_the_other_of_a_registry_is_last_in_a_pie_even_if_it_is_large() -> None:
    index = an_index(*[a_model(f"m{i}", origin="Japan") for i in range(5)], a_model("x"))

    shown = charts.prepare("pie", index.tally("regions"))

    assert [c.name for c in shown.categories] == ["China", "Other"]


def test_bars_are_as_long_as_the_counts() -> None:
    bars = of_kind(charts.draw("bar", origins(China=8, France=4, Spain=1)), Bar)

    assert [bar.width / bars[0].width for bar in bars] == pytest.approx([1, 0.5, 0.125])
    assert len({bar.x for bar in bars}) == 1


def test_columns_leave_room_for_months_without_models() -> None:
    released = {"a": "2023-11", "b": "2023-12", "c": "2024-03"}
    index = an_index(*[a_model(name, released=month) for name, month in released.items()])

    bars = of_kind(charts.draw("bar", index.tally("release_months")), Bar)

    november, december, march = [bar.x for bar in bars]
    assert march - december == pytest.approx(3 * (december - november))


def test_a_label_has_name_and_share_and_is_inside_the_drawing() -> None:
    drawing = charts.draw("pie", origins(China=3, France=1))

    labels = " ".join(t.text for t in of_kind(drawing, Text))

    assert "China, 75.0%" in labels
    assert "France, 25.0%" in labels


@pytest.mark.parametrize("kind", charts.KINDS)
def test_no_label_is_clipped_or_overlaps_another(kind: str) -> None:
    for seed in range(60):
        counts = {
            (HOSTILE[(seed + i) % 9] if seed % 3 else f"Country {i}" * (1 + i % 3)) + str(i): 1
            + (seed * 7 + i * i * 13) % (1 if seed % 5 == 0 else 97)
            for i in range(1 + seed % 8)
        }
        drawing = charts.draw(kind, sample(kind, counts))
        drawn = of_kind(drawing, Text)
        for i, text in enumerate(drawn):
            left, top, right, bottom = box(text, 1)
            assert left >= 0
            assert top >= 0
            assert right <= drawing.width + 0.01
            assert bottom <= drawing.height
            for other in drawn[:i]:
                assert not overlap(corners(text, 1), corners(other, 1)), (seed, text, other)


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("kind", [kind for kind in charts.KINDS if kind != "timeline"])
def test_the_text_of_a_label_is_escaped(kind: str, name: str) -> None:
    drawing = charts.draw(kind, sample(kind, {name: 2, "China": 3}))

    for theme in THEMES:
        svg = ET.fromstring(drawing.svg(theme))
        drawn = "".join(t.text or "" for t in svg.iter("{http://www.w3.org/2000/svg}text"))
        wanted = name.replace("\u202e", " ").replace("\x07", " ")
        # A word that is wider than half of a chart is cut.
        assert re.sub(r"\s", "", wanted)[:25] in re.sub(r"\s", "", drawn)
        assert {element.tag.rpartition("}")[2] for element in svg.iter()} <= {"svg", "path", "text"}
        assert not [a for e in svg.iter() for a in e.attrib if a.startswith("on") or "href" in a]
    assert drawing.png("light")[:8] == b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize("kind", charts.KINDS)
def test_a_chart_of_the_index_is_small_and_light_and_dark_are_one_drawing(
    kind: str, index: Index
) -> None:
    drawing = charts.draw(kind, DATA_OF_KIND[kind](index))
    # What stands on a colour is black or white, whichever can be read there.
    ink = re.compile('(<text[^>]*)fill="#(000000|ffffff)"')
    light, dark = (ink.sub(r"\1", drawing.svg(theme)) for theme in THEMES)

    of_models = ("heatmap", "lineage", "matrix", "ranking", "scatter", "timeline")
    assert len(light) < (36_000 if kind in of_models else 14_000)
    assert len(gzip.compress(light.encode())) < (6_500 if kind in of_models else 4_000)
    exchanged = light
    for i, pair in enumerate(PALETTE.values()):
        exchanged = exchanged.replace(f'="{pair["light"]}"', f'="\0{i}"')
    for i, pair in enumerate(PALETTE.values()):
        exchanged = exchanged.replace(f'="\0{i}"', f'="{pair["dark"]}"')
    assert exchanged == dark
    assert light != dark


def test_a_png_has_two_pixels_per_css_pixel_and_the_background_of_the_page() -> None:
    drawing = charts.draw("pie", origins(China=3, France=1))

    for theme in THEMES:
        image = Image.open(io.BytesIO(drawing.png(theme))).convert("RGB")
        assert image.size == (2 * drawing.width, 2 * drawing.height)
        assert "#{:02x}{:02x}{:02x}".format(*image.getpixel((1, 1))) == PALETTE["page"][theme]  # type: ignore[misc]


def test_a_pie_in_png_is_the_pie_in_svg() -> None:
    drawing = charts.draw("pie", origins(China=3, France=1))
    first = of_kind(drawing, Wedge)[0]
    image = Image.open(io.BytesIO(drawing.png("light", scale=1))).convert("RGB")

    def color(turn: float) -> str:
        angle = 2 * math.pi * turn
        x = first.x + first.radius / 2 * math.sin(angle)
        y = first.y - first.radius / 2 * math.cos(angle)
        return "#{:02x}{:02x}{:02x}".format(*image.getpixel((round(x), round(y))))  # type: ignore[misc]

    assert [color(t) for t in (0.1, 0.7)] == [PALETTE["red"]["light"]] * 2
    assert color(0.9) == PALETTE["teal"]["light"]


def test_the_same_input_gives_the_same_bytes_in_another_process() -> None:
    code = """
import hashlib, mkdocs_osai
from mkdocs_osai import charts
from tests.charts.samples import DATA_OF_KIND
index = mkdocs_osai.load("models")
for kind in charts.KINDS:
    drawing = charts.draw(kind, DATA_OF_KIND[kind](index))
    print(hashlib.sha256(drawing.svg("dark").encode() + drawing.png("light")).hexdigest())
"""

    def run(seed: str) -> str:
        return subprocess.check_output(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, text=True
        )

    assert run("1") == run("2")


def test_colours_have_enough_contrast_on_both_pages() -> None:
    for name, pair in PALETTE.items():
        if name in ("page", "line", *CERTAINTY, *STEPS):
            continue
        least = 4.5 if name in ("text", "quiet") else 3
        for theme in THEMES:
            assert contrast(pair[theme], PALETTE["page"][theme]) >= least, (name, theme)


def test_data_that_a_chart_cannot_show_is_an_error_with_a_reason() -> None:
    index = an_index(a_model("a", types=("text", "code")), a_model("b", origin=None))

    with pytest.raises(AuthorError, match=r"would not add up; use osai\.bar\('types'\)"):
        charts.draw("pie", index.tally("types"))
    with pytest.raises(AuthorError, match="nothing to draw: National origin: 0 of 1 model; 1 "):
        charts.draw("bar", an_index(a_model("b", origin=None)).tally("national_origins"))
    with pytest.raises(UnknownName, match="did you mean 'pie'"):
        charts.draw("pies", index.tally("academic"))


def test_every_kind_is_a_module_found_by_its_name() -> None:
    for kind in charts.KINDS:
        module = import_module(f"mkdocs_osai.charts.kinds.{kind}")
        assert callable(module.draw)
        assert callable(module.prepare)


def test_a_category_keeps_its_colour_whatever_is_selected(index: Index) -> None:
    everything = {c.name: c.color for c in index.tally("national_origins").categories}
    latest = {c.name: c.color for c in index.tally("national_origins", latest=True).categories}

    assert latest.items() <= everything.items()
    assert everything["China"] == "red"


def test_words_are_broken_at_hyphens_only_and_no_line_is_too_wide() -> None:
    lines = wrap("CC-BY-NC-SA-4.0 and Donaudampfschifffahrtsgesellschaft 深度求索深度求索", 90, 14)

    assert lines[:2] == ["CC-BY-NC-", "SA-4.0 and"]
    assert lines[2].startswith("Donaud")
    assert lines[2].endswith("…")
    assert "".join(lines[3:]) == "深度求索深度求索"
    assert all(width(line, 14) <= 90 for line in lines)


def test_importing_charts_does_not_import_matplotlib() -> None:
    code = "import sys, mkdocs_osai.charts; print('matplotlib' in sys.modules)"

    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "False"


def test_every_kind_of_chart_has_a_sample() -> None:
    assert set(DATA_OF_KIND) == set(charts.KINDS), "add it to DATA_OF_KIND in samples.py"
