"""Rankings."""

from __future__ import annotations

from fractions import Fraction

from mkdocs_osai import charts
from mkdocs_osai.charts.kinds.ranking import THICK
from mkdocs_osai.charts.shapes import Bar, Line, Text
from mkdocs_osai.stats import Index, rounded
from tests.builders import a_model, an_index


def test_a_bar_has_a_cell_for_each_criterion_full_half_or_empty() -> None:
    model = a_model("m", classes={"code": "partial", "paper": "closed", "licenses": None})

    drawing = charts.draw("ranking", an_index(model).ranking())

    below_key = [s for s in drawing.shapes if isinstance(s, Bar) and s.y > 30]
    assert sum(bar.height == THICK for bar in below_key) == 9
    assert sum(bar.height == THICK / 2 for bar in below_key) == 1
    outlines = [s for s in drawing.shapes if isinstance(s, Line) and s.points[0][1] > 30]
    assert sorted(line.color for line in outlines) == ["grey", "grey", "partial"]
    texts = [s.text for s in drawing.shapes if isinstance(s, Text)]
    assert rounded(Fraction(19, 24), 2) in texts
    assert {"Availability", "Documentation", "Access"} <= set(texts)


def test_a_ranking_of_the_index_has_a_row_for_each_model(index: Index) -> None:
    ranking = index.ranking(top=10)

    drawing = charts.draw("ranking", ranking)

    names = " ".join(s.text for s in drawing.shapes if isinstance(s, Text))
    assert all(model.name.split()[0] in names for model in ranking.ranked)
    assert ranking.n == 10
