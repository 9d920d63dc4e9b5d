"""A change of shares: an empty mark (before) and a full one (after) for each category."""

from __future__ import annotations

import math
from collections.abc import Iterator

from mkdocs_osai import i18n
from mkdocs_osai.charts.drawing import Drawing
from mkdocs_osai.charts.layout.axis import counts_up_to
from mkdocs_osai.charts.layout.categories import fits, label
from mkdocs_osai.charts.layout.text import width, wrapped_names
from mkdocs_osai.charts.shapes import Dot, Line, Ring, Shape, Text, Tip, text_lines
from mkdocs_osai.charts.theme import FONT_SIZE, SMALL
from mkdocs_osai.i18n import gettext, gettext_noop
from mkdocs_osai.problems import AuthorError
from mkdocs_osai.stats import Result
from mkdocs_osai.stats.results.share_change import ShareChange

LINE = 18.0
THICK = 18.0
BETWEEN = 9.0
MOST = 12  # the most rows; further categories are joined
MOST_NAME = 0.35  # of the width of the chart
TICK = 48.0  # the least distance of two labels below
OUTER = 6.5
INNER = 4.0  # a full mark inside an empty one keeps both visible
POINTS = gettext_noop("points")  # the head of the changes, in percentage points


def prepare(data: Result) -> ShareChange:
    """At most twelve rows, with `Other` last.

    Raises:
        AuthorError: the data is no change of shares, or the author asked for more rows.
    """
    if not isinstance(data, ShareChange):
        raise AuthorError("a chart of a change needs two states", "ask for the change between them")
    few = data if fits(data.after, MOST, "rows") else data.top(MOST - 1)
    return few.with_other_last()


def draw(change: ShareChange, chart_width: int) -> Drawing:
    """A row for each category: both shares, and the change at the right."""
    rows = change.categories
    texts = [label(one.after, change.dimension) for one in rows]
    names, widest = wrapped_names(texts, chart_width, MOST_NAME, FONT_SIZE)
    start = widest + 10 + OUTER
    aside = max(width(text, SMALL) for text in (gettext(POINTS), *(one.points for one in rows)))
    room = chart_width - 1 - aside - 10 - OUTER - start
    most = max(100 * max(one.before.share, one.after.share) for one in rows)
    reach = max(float(most), 1.0)
    marks, high = _key(*change.moments, chart_width)
    y = first = high + 10
    for place, (one, lines) in enumerate(zip(rows, names, strict=True)):
        height = max(THICK, LINE * len(lines))
        middle = y + height / 2
        marks += text_lines(lines, (start - OUTER - 5, middle), LINE, "right", FONT_SIZE)
        then, now = (start + room * float(100 * c.share) / reach for c in (one.before, one.after))
        tip = Tip(one.words, place)
        marks += _pair(then, now, middle, one.after.color or "grey", tip)
        marks.append(Text(chart_width - 1, middle, one.points, "right", "text", SMALL))
        y += height + BETWEEN
    bottom = y - BETWEEN + 4
    grid: list[Shape] = []
    for number, text in counts_up_to(reach, min(room / TICK, 4)).items():
        x = start + room * number / reach
        grid.append(Line(((x, first - 4), (x, bottom)), "line" if number else "quiet"))
        grid.append(Text(x, bottom + 12, i18n.percent(text), "center", "text", SMALL))
    return Drawing(chart_width, math.ceil(bottom + 24), (*grid, *marks))


def _pair(then: float, now: float, y: float, color: str, tip: Tip) -> Iterator[Shape]:
    """Both marks, and a line between them."""
    if abs(now - then) > OUTER:
        yield Line(((then + math.copysign(OUTER, now - then), y), (now, y)), color, 2.5, (), tip)
    yield Dot(then, y, OUTER - 1, "page")
    yield Ring(then, y, OUTER, color, tip=tip)
    yield Dot(now, y, INNER, color, tip)


def _key(then: str, now: str, chart_width: int) -> tuple[list[Shape], float]:
    """The key: the day of each mark, and the unit of the numbers at the right; and its height."""
    points = gettext(POINTS)
    unit = Text(chart_width - 1, LINE / 2, points, "right", "quiet", SMALL)
    room = chart_width - 1 - width(points, SMALL)
    x, y = 1 + OUTER, LINE / 2
    shapes: list[Shape] = [unit]
    for full, moment in enumerate((then, now)):
        wide = OUTER + 6 + width(moment, SMALL) + 16
        if full and x + wide > room:
            x, y = 1 + OUTER, y + LINE
        shapes.append(Dot(x, y, INNER, "text") if full else Ring(x, y, OUTER, "text"))
        shapes.append(Text(x + OUTER + 6, y, moment, "left", "text", SMALL))
        x += OUTER + wide
    return shapes, y + LINE / 2
