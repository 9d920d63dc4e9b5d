"""The table of glyph widths agrees with the font."""

from __future__ import annotations

from mkdocs_osai.charts.layout import text
from mkdocs_osai.charts.layout.text import width
from tests.charts.glyph_widths import TABLE, UNITS, advances, table


def test_the_table_has_the_widths_of_the_font() -> None:
    assert TABLE.read_text("ascii") == "".join(table())


def test_every_character_of_the_font_is_as_wide_as_in_the_font() -> None:
    assert text._glyph_widths() == advances()
    assert width("H", 10) == 10 * advances()[ord("H")] / UNITS


def test_a_character_that_the_font_lacks_has_a_stated_width() -> None:
    assert ord("模") not in advances()
    assert width("模", 10) == 10.5
    assert width("\N{CJK UNIFIED IDEOGRAPH-20000}", 10) == 12.5
