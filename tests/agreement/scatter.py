"""Scatter charts, timelines and bars of thresholds, number by number."""

from __future__ import annotations

import math
import re
from fractions import Fraction
from itertools import pairwise

from tests.agreement.outputs import Json, Outputs
from tests.agreement.reading import Mark, half_up, squeezed, whole

MOST_IN_SENTENCE = 30
COMPUTE = [f"compute_base_{part}" for part in ("flop", "low", "high", "guess")]
COLUMNS = {"openness": ["score"], "release_date": ["released"], "compute_base": COMPUTE}


def scatter(out: Outputs) -> None:
    rows, by = out.json["points"], out.json["by"]
    axes = [out.json["x"], out.json["y"]]
    columns = ["id", "name", *(c for axis in axes for c in COLUMNS[axis])]
    columns += ["category", "shown_as"] if by else []
    assert [list(row) for row in rows] == [columns] * len(rows)
    assert [[row[c] for c in columns] for row in out.csv] == [
        ["" if row[c] is None else str(row[c]) for c in columns] for row in rows
    ]
    frame = out.frame.reset_index().astype(object)
    for column in columns:
        values = [None if isinstance(c, float) and math.isnan(c) else c for c in frame[column]]
        assert values == [row[column] for row in rows]

    for cells, row in zip(out.rows, rows, strict=True):
        assert cells[0] == row["name"]
        for axis, cell in zip(axes, cells[1:3], strict=True):
            _check_cell(axis, cell, row)
        assert cells[3:] == ([row["shown_as"]] if by else [])
    assert sum(one["models"] for one in out.json["reasons"]) == out.json["unsorted"]

    # Each model of few, and the number of each colour of many.
    if len(rows) == 1:
        names = [rows[0]["name"], *([rows[0]["shown_as"]] if by else [])]
        assert f"({', '.join(names)})" in out.sentence
    elif len(rows) <= MOST_IN_SENTENCE:
        for cells in out.rows:
            assert f"{cells[0]} {cells[2]} ({cells[1]})" in out.sentence, cells
    elif by:
        counts = {c["name"]: c["count"] for c in out.json["categories"]}
        assert sum(counts.values()) == len(rows)
        assert all(f"; {name}: {count:,}" in out.sentence for name, count in counts.items())
    if not by and "compute_base" not in axes:
        _drawn(out, rows)


def _check_cell(axis: str, cell: str, row: Json) -> None:
    """A cell of the table says what the JSON has."""
    if axis == "release_date":
        assert cell == row["released"]
    elif axis == "openness":
        assert cell == _score(row)
    else:
        flop, low, high, guess = (row[column] for column in COMPUTE)
        told = [float(a or 1) * 10.0 ** int(b.translate(_PLAIN)) for a, b in _FLOP.findall(cell)]
        if low is not None and low == high:  # a stated figure
            known = [flop]
        elif low is not None and high is None:  # a lower bound
            known = [low]
        else:
            known = [n for n in (guess, flop, low, high) if n is not None]
        assert len(told) == len(known), cell
        assert all(abs(a - b) <= b / 5 for a, b in zip(told, known, strict=True)), cell
        assert cell.startswith("at least") == (low is not None and high is None)
        assert ("guess" in cell) == (guess is not None)
        assert ("margin not given" in cell) == (flop is not None and low is high is None)


_FLOP = re.compile("(?:([\\d.]+) \N{MULTIPLICATION SIGN} )?10([⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


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


def thresholds(out: Outputs) -> None:
    rows = out.json["rows"]
    for row, line in zip(rows, out.csv, strict=True):
        assert line == {column: str(cell) for column, cell in row.items()}
        assert row["certain"] <= row["possible"] <= row["with_figure"]
        assert row["below"] == row["with_figure"] - row["possible"]
    assert out.frame.reset_index().to_dict("records") == rows
    lacking = ("unknown", "not_applicable", "not_recorded")
    for row, cells in zip(rows, out.rows, strict=True):
        certain, undecided, below, *others, models = map(whole, cells[1:])
        assert cells[0] == row["name"]
        assert (certain, certain + undecided, below) == (
            *(row["certain"], row["possible"], row["below"]),
        )
        assert others == [row[one] for one in lacking]
        assert models == row["with_figure"] + sum(others)
        if row["with_figure"]:
            numbers = f"{certain:,} for certain, {undecided:,} cannot be decided, {below:,} below"
            assert f"({numbers}), {sum(others):,} without a figure" in out.sentence

    # The bars, in pieces from left to right, below those of the legend.
    number = re.compile(r"[\d,]+( to [\d,]+)? of [\d,]+|no figure")
    values = [m for m in out.marks if number.fullmatch(m.text)]
    bars = [m for m in out.marks if m.bar and m.bar[3] == 24]
    for row, value in zip(rows, values, strict=True):
        pieces = [m for m in bars if m.bar and abs(m.bar[1] + 12 - value.y) < 0.1]
        counts = {
            "certain": row["certain"],
            "possible": row["possible"] - row["certain"],
            "unknown": sum(row[one] for one in lacking),
            "below": row["below"],
        }
        assert [m.fill for m in pieces] == [part for part, count in counts.items() if count]
        starts = [m.x for m in pieces] + [value.x - 7]
        wide = [b - a for a, b in pairwise(starts)]
        unit = (starts[-1] - starts[0]) / sum(counts.values())
        for count, length in zip(filter(None, counts.values()), wide, strict=True):
            assert abs(length - count * unit) < 0.05
    names = squeezed("".join(m.text for m in out.marks if m.anchor == "end" and m.size == 15))
    assert names == squeezed("".join(row["name"] for row in rows))
