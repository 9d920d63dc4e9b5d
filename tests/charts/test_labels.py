"""The text on charts and its width."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mkdocs_osai import charts
from mkdocs_osai.charts.layout.categories import with_share
from mkdocs_osai.charts.layout.text import width, wrap
from mkdocs_osai.charts.shapes import Text
from mkdocs_osai.sanitize import MOST_IN_LABEL, chart_label
from tests.charts.test_drawing import by_name


def written(kind: str, counts: dict[str, int]) -> list[str]:
    drawing = charts.draw(kind, by_name(counts))
    return [shape.text for shape in drawing.shapes if isinstance(shape, Text)]


def test_the_label_of_other_has_the_number_of_joined_categories() -> None:
    counts = {f"Land {i}": 20 - i for i in range(8)}

    assert "Other\N{NO-BREAK SPACE}(3), " in " ".join(written("pie", counts))


def test_text_after_a_right_to_left_name_is_left_to_right() -> None:
    names = written("bar", {"שלום": 1, "China": 1})

    assert "שלום\N{LEFT-TO-RIGHT MARK}" in names
    assert "China" in names


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\ud800", "\ufffe", "\u2028", "\u202e", "\u2066"])
def test_characters_that_break_a_chart_become_spaces(sign: str) -> None:
    assert chart_label(f"a{sign}b") == "a b"


def test_stacked_accents_do_not_overlap_other_lines() -> None:
    assert chart_label("Z" + "\u0301" * 50 + "a") == "Z" + "\u0301" * 4 + "a"


def test_a_very_long_name_is_cut() -> None:
    assert len(chart_label("a" * 10_000)) == MOST_IN_LABEL
    assert chart_label("a" * 10_000).endswith("…")
    assert chart_label("a" * 60) == "a" * 60


def test_characters_that_the_font_lacks_are_measured_at_their_greatest_width() -> None:
    assert width("深度求索", 10) >= 40
    assert width("🦙", 10) >= 12
    assert width("e\u0301", 10) == width("e", 10)


def test_a_share_is_after_its_name_or_below_it() -> None:
    assert with_share("United States", "39.8%", 200) == ["United States, 39.8%"]
    assert with_share("United States", "39.8%", 150) == ["United States,", "39.8%"]
    cut = with_share("A" * 20, "39.8%", width("A" * 10, 15))
    assert [line.strip("A") for line in cut] == ["…,", "39.8%"]


def test_a_line_does_not_start_with_a_comma() -> None:
    for most in range(60, 200):
        assert not [line for line in wrap("A" * 12 + ",", most, 15) if line == ","]


def test_matplotlib_prints_nothing_if_it_cannot_write(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.write_text("a file, and no folder")
    code = """
from mkdocs_osai.charts.drawing import Drawing
from mkdocs_osai.charts.shapes import Text
from mkdocs_osai.charts.layout.text import width
width("a", 10)
Drawing(100, 20, (Text(2, 10, "深\U0001f999\U000e0041"),)).png("light")
"""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "MPL"))}

    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env={**environment, "HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
