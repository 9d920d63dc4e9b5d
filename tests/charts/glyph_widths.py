"""`python -m tests.charts.glyph_widths`: write the table of glyph widths from matplotlib's font."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import matplotlib as mpl
from matplotlib.ft2font import FT2Font

from mkdocs_osai import charts
from mkdocs_osai.charts.layout import text

TABLE = Path(charts.__file__).with_name(text.GLYPH_WIDTHS)
UNITS = 2048
"""Units of the font per em."""


def advances() -> dict[int, int]:
    """Character → its advance in units of the font."""
    font = FT2Font(f"{mpl.get_data_path()}/fonts/ttf/DejaVuSans.ttf")
    font.set_size(100, 72)
    return {
        code: round(font.load_char(code).linearHoriAdvance / 65536 / 100 * UNITS)
        for code in sorted(font.get_charmap())
    }


def table() -> Iterator[str]:
    """The lines of the table: a width, and the ranges of characters that have it."""
    by_width: dict[int, list[int]] = {}
    for code, advance in advances().items():
        by_width.setdefault(advance, []).append(code)
    for advance, codes in sorted(by_width.items()):
        runs = (
            [code for _, code in run]
            for _, run in groupby(enumerate(codes), key=lambda pair: pair[1] - pair[0])
        )
        ranges = (f"{run[0]:x}-{run[-1]:x}" if len(run) > 1 else f"{run[0]:x}" for run in runs)
        yield f"{advance} {' '.join(ranges)}\n"


if __name__ == "__main__":
    TABLE.write_text("".join(table()), "ascii")
