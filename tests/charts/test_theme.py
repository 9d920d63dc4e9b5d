"""Colours and marks are defined once, and style sheets and templates use them."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest

import mkdocs_osai
from mkdocs_osai.charts.theme import MARKS, PALETTE, Theme, colors_of, contrast
from mkdocs_osai.index import CLASSES
from mkdocs_osai.stats.dimensions.dimension import HUES
from mkdocs_osai.stats.dimensions.registry import CLASS_COLORS
from tests.charts import palette

PACKAGE = Path(mkdocs_osai.__file__).parent
SHEETS = PACKAGE / "plugin" / "assets"


def test_every_hue_has_a_colour_in_both_themes() -> None:
    for hue in HUES:
        assert set(PALETTE[hue]) == {"light", "dark"}
    assert set(CLASS_COLORS.values()).isdisjoint(HUES)
    assert set(CLASS_COLORS.values()) < set(PALETTE)
    assert set(CLASS_COLORS) == set(MARKS) == set(CLASSES)


@pytest.mark.parametrize(
    ("theme", "where"), [("light", ":root"), ("dark", '[data-md-color-scheme="slate"]')]
)
def test_pages_use_the_colours_of_charts_for_classes(theme: Theme, where: str) -> None:
    css = (SHEETS / "osai.css").read_text("utf-8")
    [block] = re.findall(rf"^{re.escape(where)} {{\n(.*?)^}}", css, re.DOTALL | re.MULTILINE)

    colors = colors_of(theme)
    assert dict(re.findall(r"--osai-(\w+): (\S+);", block)) == {
        cls: colors[hue] for cls, hue in CLASS_COLORS.items()
    }


def test_style_sheets_have_no_colour_that_charts_do_not_have() -> None:
    known = {color for pair in PALETTE.values() for color in pair.values()}

    for sheet in SHEETS.iterdir():
        colors = re.findall(r"(#[0-9a-f]{6})(?:[0-9a-f]{2})?\b", sheet.read_text("utf-8"))
        assert set(colors) <= known, sheet.name


@pytest.mark.parametrize("name", palette.CONTRAST)
def test_a_colour_has_about_the_same_contrast_in_both_themes(name: str) -> None:
    pair = PALETTE[name]
    light, dark = (contrast(pair[theme], PALETTE["page"][theme]) for theme in ("light", "dark"))

    assert 3.2 <= light <= 6.5
    assert 3.2 <= dark <= 6.5
    assert 0.85 <= dark / light <= 1.15
    if name in CLASSES:  # their marks are also letters of texts
        assert min(light, dark) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_of_one_chart_differ_for_readers_with_each_kind_of_colour_blindness(
    theme: Theme,
) -> None:
    for names, least in zip(palette.SETS, (8.8, 7.0), strict=True):
        seen = [palette.seen(palette.from_hex([PALETTE[name][theme]]))[0] for name in names]
        for (a, one), (b, other) in combinations(zip(names, seen, strict=True), 2):
            assert palette.differences(one, other) >= least, (a, b)


def test_hues_and_grey_have_one_order_of_contrasts_in_both_themes() -> None:
    def order(theme: Theme) -> list[str]:
        return sorted(
            (*HUES, "grey"), key=lambda n: contrast(PALETTE[n][theme], PALETTE["page"][theme])
        )

    assert order("light") == order("dark")


def files_with(*texts: str) -> list[str]:
    return sorted(
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*")
        if path.suffix in (".py", ".html", ".js")
        if any(text in path.read_text("utf-8") for text in texts)
    )


def test_marks_of_classes_and_hues_are_listed_in_no_other_file() -> None:
    assert files_with(*MARKS.values()) == ["charts/theme.py"]
    assert files_with('"teal"') == ["charts/theme.py", "stats/dimensions/dimension.py"]
