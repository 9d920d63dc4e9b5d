"""Rankings and timelines."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from mkdocs_osai import charts
from mkdocs_osai.charts.kinds.ranking import THICK
from mkdocs_osai.charts.kinds.timeline import HEIGHT, RADIUS
from mkdocs_osai.charts.shapes import Bar, Dot, Line, Text
from mkdocs_osai.stats import Index, rounded
from tests.builders import a_model, an_index


def test_a_bar_has_a_cell_for_each_criterion_full_half_or_empty() -> None:
    model = a_model("m", classes={"code": "partial", "paper": "closed", "licenses": None})

    drawing = charts.draw("ranking", an_index(model).ranking())

    below_key = [s for s in drawing.shapes if isinstance(s, Bar) and s.y > 30]
    assert sum(bar.height == THICK for bar in below_key) == 9
    assert sum(bar.height == THICK / 2 for bar in below_key) == 1
    outlines = [s for s in drawing.shapes if isinstance(s, Line) and s.points[0][1] > 30]
    assert sorted(line.color for line in outlines) == ["grey", "grey", "purple"]
    texts = [s.text for s in drawing.shapes if isinstance(s, Text)]
    assert rounded(Fraction(19, 24), 2) in texts
    assert {"Availability", "Documentation", "Access"} <= set(texts)


def test_a_ranking_of_the_index_has_a_row_for_each_model(index: Index) -> None:
    ranking = index.ranking(top=10)

    drawing = charts.draw("ranking", ranking)

    names = " ".join(s.text for s in drawing.shapes if isinstance(s, Text))
    assert all(model.name.split()[0] in names for model in ranking.ranked)
    assert ranking.n == 10


def test_a_timeline_has_a_mark_for_each_model_without_overlap(index: Index) -> None:
    timeline = index.timeline()

    drawing = charts.draw("timeline", timeline)

    dots = [s for s in drawing.shapes if isinstance(s, Dot)]
    assert len(dots) == timeline.n == 193
    for i, one in enumerate(dots):
        for other in dots[:i]:
            assert math.hypot(one.x - other.x, one.y - other.y) >= 2 * RADIUS
    by_score = sorted(zip(timeline.placed, dots, strict=True), key=lambda p: p[0].score or 0)
    assert all(a.y >= b.y for (_, a), (_, b) in pairwise(by_score))


MODELS = st.lists(
    st.tuples(
        st.text(min_size=1, max_size=70),
        st.dates(),
        st.lists(st.sampled_from(["open", "partial", "closed"]), min_size=12, max_size=12),
    ),
    min_size=1,
    max_size=25,
)


@given(MODELS)
def test_no_name_of_a_timeline_is_clipped_or_hides_a_mark(models: list) -> None:  # type: ignore[type-arg]
    from mkdocs_osai.index.criteria import BUILT_IN
    from tests.charts.test_drawing import _box

    index = an_index(
        *(
            a_model(
                f"m{i}",
                name=name,
                released=date.isoformat(),
                classes=dict(zip([c.ref for c in BUILT_IN], classes, strict=True)),
            )
            for i, (name, date, classes) in enumerate(models)
        )
    )
    drawing = charts.draw("timeline", index.timeline())

    dots = [s for s in drawing.shapes if isinstance(s, Dot)]
    boxes = [_box(s) for s in drawing.shapes if isinstance(s, Text)]
    assert len(dots) == len(models)
    for i, (left, top, right, bottom) in enumerate(boxes):
        assert left >= 0
        assert top >= 0
        assert right <= drawing.width + 0.01
        assert bottom <= HEIGHT
        for other in boxes[:i]:
            apart = right <= other[0] or other[2] <= left
            assert apart or bottom <= other[1] or other[3] <= top
        for dot in dots:
            x, y = min(max(dot.x, left), right), min(max(dot.y, top), bottom)
            assert math.hypot(dot.x - x, dot.y - y) >= RADIUS - 0.01
