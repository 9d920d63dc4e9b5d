"""A tree of a family: its lines and the models that stand on them, with their openness."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction

from mkdocs_osai.charts.drawing import Area, Drawing
from mkdocs_osai.charts.layout.text import wrap
from mkdocs_osai.charts.shapes import Bar, Line, Shape, Text, Tip, text_lines
from mkdocs_osai.charts.theme import FONT_SIZE, SMALL
from mkdocs_osai.i18n import clauses, gettext, headed
from mkdocs_osai.problems import AuthorError
from mkdocs_osai.sanitize import chart_label
from mkdocs_osai.stats import LineageTree, Result, rounded
from mkdocs_osai.stats.results.lineage_tree import TreeNode
from mkdocs_osai.stats.results.ranking import score_text

LINE = 18.0
ROW = 26.0  # large enough for a finger
INDENT = 20.0
MOST_DEPTH = 6  # deeper models are not indented further
BRANCH = 6.0  # from the left edge of a name to the line down from it
LONG = 0.21  # the length of a bar for an openness of 1, of the width of the chart
SCORE = 40.0
THICK = 10.0


def prepare(data: Result) -> LineageTree:
    """All lines and models of a tree.

    Raises:
        AuthorError: the data is no tree.
    """
    if not isinstance(data, LineageTree):
        raise AuthorError("a lineage needs a tree of bases", "ask for index.lineage_tree")
    return data


def draw(tree: LineageTree, chart_width: int) -> Drawing:
    """A row for each line and model, below its base, with a bar of its openness.

    A line that no selected model describes has no bar.
    """
    middle = ROW / 2
    bars = chart_width * (1 - LONG) - SCORE
    shapes: list[Shape] = [
        Text(1, middle, chart_label(tree.family)),
        Text(chart_width - 2, middle, gettext("openness"), "right", "quiet", SMALL),
    ]
    areas: list[Area] = []
    under = {0: middle + LINE / 2}  # depth → the y below the last name
    stems: dict[int, tuple[float, float, float]] = {}  # depth → x, top and bottom
    y = ROW
    for node in tree.nodes:
        depth = min(node.depth, MOST_DEPTH)
        x = 1 + INDENT * depth
        lines = wrap(chart_label(node.name), bars - x - 12, FONT_SIZE)
        high = max(ROW, LINE * len(lines) + 6)
        first = math.floor(y + high / 2 - LINE * (len(lines) - 1) / 2) + 0.5
        stem, top, _ = stems.get(depth, (x - INDENT + BRANCH + 0.5, under[depth - 1], 0))
        shapes += [_stem(stems.pop(deeper)) for deeper in sorted(stems) if deeper > depth]
        stems[depth] = stem, top, first
        shapes.append(Line(((stem, first), (x - 4, first)), "grey"))
        tip = Tip(_told(node))
        color = "text" if node.model else "quiet"
        texts = text_lines(lines, (x, y + high / 2), LINE, "left", FONT_SIZE)
        shapes += [replace(t, color=color, tip=tip) for t in texts if isinstance(t, Text)]
        if node.model:
            areas.append(Area(0, y, chart_width, high, node.model))
            shapes += _bar(node.model.score, y + high / 2, bars, chart_width, tip)
        under[depth] = y + high / 2 + LINE * len(lines) / 2
        y += high
    shapes += map(_stem, stems.values())
    return Drawing(chart_width, math.ceil(y + 2), tuple(shapes), tuple(areas))


def _stem(ends: tuple[float, float, float]) -> Line:
    """The line from a name down to the last one below it."""
    x, top, bottom = ends
    return Line(((x, top), (x, bottom)), "grey")


def _told(node: TreeNode) -> str:
    """The name of a node, what it was made from, and its openness."""
    score = score_text(node.model) if node.model else ""
    parts = (
        headed(gettext("Made from"), chart_label(node.parent)),
        headed(gettext("Openness"), score) if score else "",
    )
    return headed(chart_label(node.name), clauses(parts))


def _bar(
    score: Fraction | None, middle: float, left: float, chart_width: int, tip: Tip
) -> list[Shape]:
    """The bar of an openness score on its track, with the number."""
    if score is None:
        return [Text(chart_width - 2, middle, "–", "right", "quiet", SMALL)]  # noqa: RUF001 - a dash
    top = middle - THICK / 2
    long = chart_width * LONG - 4
    return [
        Bar(left, top, long, THICK, "unknown"),
        Bar(left, top, long * float(score), THICK, "series", tip),
        Text(chart_width - 2, middle, rounded(score, 2), "right", "text", SMALL),
    ]
