"""Lines over time, number by number."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

import pandas as pd

from tests.agreement.outputs import Json, Outputs, cell, named, names_joined, near, parts_of
from tests.agreement.reading import Mark, Scanner, half_up, squeezed


def over_time(out: Outputs) -> None:
    json, measure = out.json, out.json["measure"]
    lines = json["lines"]
    spans = [p["span"] for p in lines[0]["points"]] if lines else []

    def written(point: Json) -> str:
        value, n = point["value"], point["n"]
        if value is None:
            return "–"  # noqa: RUF001 - as in the table
        if measure == "models":
            return f"{value:,} of {n:,}" if json["by"] else f"{value:,}"
        exact = Fraction(value).limit_denominator(10**6)
        if measure == "share":
            return f"{half_up(100 * exact, 1)}% ({round(value * n):,} of {n:,})"
        return f"{half_up(exact, 2)} ({n:,} model{'s' * (n != 1)})"

    def read(text: str) -> str:
        """A cell without the n after a count."""
        return re.sub(r" \(.*", "", text) if measure == "models" else text

    columns = [*named(lines)]
    if json["by"]:
        assert out.header[1:] == [name for name, _ in columns]
    assert [row[0] for row in out.rows] == spans
    for place, (_, line) in enumerate(columns, 1):
        assert [read(row[place]) for row in out.rows] == [
            read(written(p)) for p in line["points"]
        ], line["name"]

    unit, _, column, *_ = out.csv[0]
    assert unit == json["unit"]
    assert [(r[unit], r["category"], r[column], int(r["n"]), r["shown_as"]) for r in out.csv] == [
        (p["span"], part["name"], cell(p["value"]), p["n"], line["name"])
        for line in lines
        for part in parts_of(line)
        for p in part["points"]
    ]
    frame = out.frame.reset_index()
    assert [*zip(frame[unit], frame["category"], frame["n"], frame["shown_as"], strict=True)] == [
        (r[unit], r["category"], int(r["n"]), r["shown_as"]) for r in out.csv
    ]
    for value, r in zip(frame[column], out.csv, strict=True):
        assert (pd.isna(value) and r[column] == "") or near(float(value), float(r[column]))

    _alt_over_time(out.sentence, json, written)
    names_joined(out.sentence, lines)
    _lines(out.marks, lines, spans, measure)


def _alt_over_time(sentence: str, json: Json, written: Callable[[Json], str]) -> None:
    """All numbers of a line in the alt text are numbers of the line."""
    text = Scanner(sentence)
    for i, line in enumerate(json["lines"]):
        text.take("; " if i else "")
        text.take(f"{line['name']}: " if json["by"] else "")
        points = {(written(p), p["span"]) for p in line["points"]}
        told = 0
        value = r"(?:(?:most|least) )?([\d,.]+%?(?: of [\d,]+)?(?: \([^)]*\))?)"
        number = rf"{value} (?:in|by) (\d{{4}}(?:-\d\d| Q\d)?)"
        while re.compile(number).match(sentence, text.at):
            found = text.find(number).groups()
            assert found in points, (line["name"], *found)
            told += 1
            if text.sees(", "):
                text.take(", ")
        assert told or not any(p["value"] for p in line["points"])


def _lines(marks: list[Mark], lines: list[Json], spans: list[str], measure: str) -> None:
    """The points of each line are as high as their numbers, and at their time."""
    ticks = [m for m in marks if m.anchor == "end"]
    per = 100 if measure == "share" else 1
    heights = {m.y: float(m.text.rstrip("%").replace(",", "")) / per for m in ticks}
    drawn = _curves(marks)
    told = [
        [(i, p["value"]) for i, p in enumerate(line["points"]) if p["value"] is not None]
        for line in lines
    ]
    assert [len(one) for one in drawn] == [len(one) for one in told]
    (zero, low), *_ = sorted(heights.items(), key=lambda one: one[1])
    (top, high) = max(heights.items(), key=lambda one: one[1])
    if high > low:
        for points, line in zip(drawn, told, strict=True):
            for (_, y), (_, value) in zip(points, line, strict=True):
                read = low + (zero - y) / (zero - top) * (high - low)
                assert abs(read - value) < 0.01 * max(high, 0.01), (read, value)
    xs = {
        i: x
        for points, line in zip(drawn, told, strict=True)
        for (x, _), (i, _) in zip(points, line, strict=True)
    }
    if len(xs) > 1:
        first, last = min(xs), max(xs)
        unit = (xs[last] - xs[first]) / (last - first)
        assert all(abs(x - xs[first] - unit * (i - first)) < 0.1 for i, x in xs.items()), spans
    if len(lines) > 1:
        words = squeezed("".join(m.text for m in marks if m.anchor == "start"))
        assert [one["name"] for one in lines if squeezed(one["name"]) not in words] == []


def _curves(marks: list[Mark]) -> list[list[tuple[float, float]]]:
    """The points of each line, which are drawn from the last line to the first."""
    curves: dict[str, list[tuple[float, float]]] = {}
    for mark in marks:
        if mark.path and mark.stroke and mark.thick == 2.5:
            curves.setdefault(mark.stroke, []).extend(mark.points)
        elif "a" in mark.path and mark.fill:
            curves.setdefault(mark.fill, []).append((mark.x + 4, mark.y))
    return [*reversed(curves.values())]
