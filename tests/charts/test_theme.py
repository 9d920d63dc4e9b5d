"""Colours and marks are defined once, and style sheets and templates use them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import mkdocs_osai
from mkdocs_osai.charts.theme import MARKS, PALETTE, Theme, colors_of
from mkdocs_osai.index import CLASSES
from mkdocs_osai.stats.dimensions.dimension import HUES
from mkdocs_osai.stats.dimensions.registry import CLASS_COLORS

PACKAGE = Path(mkdocs_osai.__file__).parent
SHEETS = PACKAGE / "plugin" / "assets"


def test_every_hue_has_a_colour_in_both_themes() -> None:
    for hue in HUES:
        assert set(PALETTE[hue]) == {"light", "dark"}
    assert set(CLASS_COLORS.values()) <= set(HUES)
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
