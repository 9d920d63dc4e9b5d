"""A chart with its texts, for a file that travels without its page."""

from __future__ import annotations

from collections.abc import Sequence

from mkdocs_osai.charts.drawing import Drawing
from mkdocs_osai.charts.layout.text import wrap
from mkdocs_osai.charts.shapes import Bar, Shape, Text, placed
from mkdocs_osai.charts.theme import SMALL
from mkdocs_osai.sanitize import chart_label

MARGIN = 16.0
TITLE = 19.0
MOST = 600  # the most characters of a paragraph
PITCH = 1.35  # the height of a line of text, in em


def framed(drawing: Drawing, title: str, above: Sequence[str], below: Sequence[str]) -> Drawing:
    """A chart on the background of its theme, with texts above and below.

    Args:
        drawing: the chart.
        title: what it shows, as plain text.
        above: paragraphs between the title and the chart: what it is based on.
        below: paragraphs below the chart: source, licence, address.

    Example:
        >>> from mkdocs_osai.charts.shapes import Dot
        >>> whole = framed(Drawing(300, 20, (Dot(9, 9, 9, "blue"),)), "Title", [], ["Source"])
        >>> (whole.width, whole.height)
        (332, 125)
    """
    texts = [(title, TITLE, "text"), *((text, SMALL, "quiet") for text in above)]
    shapes, y = _paragraphs(texts, MARGIN, drawing.width)
    shapes += placed(drawing.shapes, MARGIN, y + 10)
    source = [(text, SMALL, "quiet") for text in below]
    texts_below, y = _paragraphs(source, y + drawing.height + 18, drawing.width)
    wide, high = drawing.width + 2 * round(MARGIN), round(y + MARGIN)
    return Drawing(wide, high, (Bar(0, 0, wide, high, "page"), *shapes, *texts_below))


def _paragraphs(
    texts: Sequence[tuple[str, float, str]], y: float, room: float
) -> tuple[list[Shape], float]:
    """Paragraphs with their font sizes and colours from a y on, and the y of their end."""
    shapes: list[Shape] = []
    for text, size, color in texts:
        for line in wrap(chart_label(text, MOST), room, size):
            shapes.append(Text(MARGIN, y + PITCH * size / 2, line, "left", color, size))
            y += PITCH * size
    return shapes, y
