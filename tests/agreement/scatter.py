"""Scatter charts and timelines, number by number."""

from __future__ import annotations

import re
from fractions import Fraction

from tests.agreement.outputs import Json, Outputs
from tests.agreement.reading import Mark, half_up, whole

MOST_IN_SENTENCE = 30


def scatter(out: Outputs) -> None:
    rows, by = out.json["points"], out.json["by"]
    order = {"openness": ("score", "released"), "release_date": ("released", "score")}
    columns = ["id", "name", *order[out.json["x"]], *(["category", "shown_as"] if by else [])]
    assert [list(row) for row in rows] == [columns] * len(rows)
    assert [[row[c] for c in columns] for row in out.csv] == [
        [str(row[c]) for c in columns] for row in rows
    ]
    frame = out.frame.reset_index()
    for column in columns:
        assert frame[column].tolist() == [row[column] for row in rows]

    texts = [{"released": row["released"], "score": _score(row)} for row in rows]
    shown = [
        [row["name"], *(text[c] for c in columns[2:4])]
        for row, text in zip(rows, texts, strict=True)
    ]
    if by:
        shown = [[*cells, row["shown_as"]] for cells, row in zip(shown, rows, strict=True)]
    assert out.rows == shown
    assert sum(one["models"] for one in out.json["reasons"]) == out.json["unsorted"]

    # The range, each model of few, and the number of each colour of many.
    for column in columns[2:4]:
        assert any(text[column] in out.sentence for text in texts)
    if len(rows) == 1:
        names = [rows[0]["name"], *([rows[0]["shown_as"]] if by else [])]
        assert out.sentence.endswith(f"({', '.join(names)})")
    elif len(rows) <= MOST_IN_SENTENCE:
        for cells in out.rows:
            assert f"{cells[0]} {cells[2]} ({cells[1]})" in out.sentence, cells
    elif by:
        told = dict(re.findall(r"(?:^|; )([^;:]+): ([\d,]+)(?=;)", out.sentence))
        assert sum(map(whole, told.values())) == len(rows)
    if not by:
        _drawn(out, rows)


def _drawn(out: Outputs, rows: list[Json]) -> None:
    """The marks, by their openness; a date without a month is a bar without a mark."""
    dots = [m for m in out.marks if "a" in m.path and m.fill == "series"]
    bars = [m for m in out.marks if m.stroke == "series" and m.path.count("L") == 1]
    with_month = [row for row in rows if len(row["released"]) > 4]
    assert len(dots) == len(with_month)
    legend = 3 * (len(with_month) < len(rows))  # the bar and its ends
    assert len(bars) == 3 * (len(rows) - len(with_month)) + legend
    upright = out.json["y"] == "openness"
    ticks = {
        float(m.text): _place(m, upright) for m in out.marks if re.fullmatch(r"[01]\.\d\d", m.text)
    }
    for dot, row in zip(dots, with_month, strict=True):
        # The path of a circle starts at its left end. Marks of one month are moved to the sides.
        place = dot.y if upright else dot.x + 3.5
        score = (place - ticks[0.0]) / (ticks[1.0] - ticks[0.0])
        if upright:
            assert abs(score - row["score"]) < 0.001, row


def _place(mark: Mark, upright: bool) -> float:  # noqa: FBT001 - of this module only
    return mark.y if upright else mark.x


def _score(row: Json) -> str:
    return half_up(Fraction(row["score"]).limit_denominator(10**4), 2)
