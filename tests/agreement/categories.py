"""Figures of categories, number by number: pies, bars, stacked bars and changes of shares.

Each function takes the JSON of a figure and holds the other outputs to it. None of them calls what
wrote the outputs: percents are rounded here, names and numbers are read from texts and pictures.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from tests.agreement.outputs import (
    GRADED,
    Json,
    Outputs,
    in_time,
    named,
    names_joined,
    near,
    on_chart,
    parts_of,
)
from tests.agreement.reading import Mark, Scanner, percent, squeezed, whole

SIDES = ("before", "after")
Stack = tuple[str, dict[str, float], list[str]]
"""The name of a stacked bar, the length of each segment, and the numbers in it and behind it."""


def tally(out: Outputs) -> None:
    json, n = out.json, out.json["n"]
    found = json["categories"]
    for one in (part for c in found for part in (c, *c.get("joined", ()))):
        assert near(one["share"], one["count"] / n), one

    told = [(r["category"], r["count"], r["n"], r["share"], r["shown_as"]) for r in out.csv]
    assert [(a, int(b), int(c), e) for a, b, c, _, e in told] == [
        (part["name"], part["count"], n, one["name"]) for one in found for part in parts_of(one)
    ]
    assert all(near(float(share), int(count) / n) for _, count, _, share, _ in told)

    assert out.frame.index.tolist() == [one["name"] for one in found]
    assert out.frame["count"].tolist() == [one["count"] for one in found]
    assert all(near(a, one["share"]) for a, one in zip(out.frame["share"], found, strict=True))

    assert [(a, whole(b), c) for a, b, c in out.rows] == [
        (name, one["count"], percent(one["count"], n)) for name, one in named(found)
    ]
    _alt_of_tally(out.sentence, found, n)


def _alt_of_tally(sentence: str, found: list[Json], n: int) -> None:
    text = Scanner(sentence)
    for i, one in enumerate(found):
        text.take(f"{', ' if i else ''}{one['name']} ")
        share, count = text.find(r"([\d.]+%) \(([\d,]+)\)").groups()
        assert (share, whole(count)) == (percent(one["count"], n), one["count"]), one
        if parts := one.get("joined"):
            text.take(f", which joins {len(parts)} categories: ")
            for j, part in enumerate(parts):
                text.take(f"{', ' if j else ''}{part['name']} ")
                assert whole(text.find(r"\d{1,3}(?:,\d{3})*")[0]) == part["count"], part
    assert text.at == len(sentence) or not text.sees(","), sentence


def pie(out: Outputs) -> None:
    tally(out)
    found, n = out.json["categories"], out.json["n"]
    assert sum(one["count"] for one in found) == n
    slices = [mark for mark in out.marks if mark.fill and mark.path]
    turns = [_turns(mark) for mark in slices]
    assert len(turns) == len(found)
    for turn, one in zip(turns, found, strict=True):
        assert abs(turn - one["count"] / n) < 0.002, (one, turn)
    labels, lines = [], ""
    for mark in out.marks:
        if mark.text:
            lines += squeezed(mark.text)
            if re.search(r",[\d.]+%$", lines):
                labels.append(lines)
                lines = ""
    assert not lines
    assert sorted(labels) == sorted(
        f"{on_chart(one, marked=out.json['dimension'] in GRADED)},{percent(one['count'], n)}"
        for one in found
    )


def _turns(mark: Mark) -> float:
    """The part of the circle that a slice covers."""
    numbers = mark.numbers
    if "L" not in mark.path:
        return 1.0
    x, y, x1, y1, *_, x2, y2 = numbers
    start, end = (math.atan2(b - x, y - a) / math.tau for a, b in ((y1, x1), (y2, x2)))
    turn = (end - start) % 1
    return turn if turn > 1e-4 else (1.0 if numbers[-4] == 1 else turn)


def bar(out: Outputs) -> None:
    tally(out)
    found, n = out.json["categories"], out.json["n"]
    most = max(one["count"] for one in found)
    bars = [mark.bar for mark in out.marks if mark.bar]
    assert len(bars) == len(found)
    row = r"([\d,]+) \(([\d.]+%)\)"
    if not any(re.fullmatch(row, mark.text) for mark in out.marks):
        _columns(out.marks, bars, [(one["name"], one["count"]) for one in found])
        return
    rows, lines = [], ""
    for mark in out.marks:
        told = re.fullmatch(row, mark.text)
        if told and mark.anchor == "start":
            rows.append((lines, whole(told[1]), told[2]))
            lines = ""
        else:
            lines += squeezed(mark.text)
    assert rows == [
        (
            on_chart(one, marked=out.json["dimension"] in GRADED),
            one["count"],
            percent(one["count"], n),
        )
        for one in found
    ]
    longest = max(wide for _, _, wide, _ in bars)
    for (_, _, wide, _), one in zip(bars, found, strict=True):
        assert abs(wide - longest * one["count"] / most) < 0.02 or wide == 1, one


def _columns(
    marks: list[Mark], bars: list[tuple[float, float, float, float]], found: list[tuple[str, int]]
) -> None:
    """Columns are at their time, as high as their counts, and most have the count as a text."""
    most = max(count for _, count in found)
    highest = max(high for *_, high in bars)
    for (*_, high), (name, count) in zip(bars, found, strict=True):
        assert abs(high - highest * count / most) < 0.02, name
    tops = {round(x + wide / 2): top for x, top, wide, _ in bars}
    told = [m for m in marks if m.anchor == "middle" and re.fullmatch(r"[\d,]+", m.text)]
    above = [m for m in told if round(m.x) in tops and m.y < tops[round(m.x)]]
    if above:
        assert [whole(m.text) for m in sorted(above, key=lambda m: m.x)] == [
            count for _, count in sorted(found)
        ]
    in_time([x + wide / 2 for x, _, wide, _ in bars], [name for name, _ in found])


def cross(out: Outputs) -> None:
    json, shares = out.json, out.json["measure"] == "share"
    rows = json["categories"]
    columns = [c["name"] for c in rows[0]["by"]]
    for row in rows:
        assert [c["name"] for c in row["by"]] == columns
        assert all(near(c["share"], c["count"] / row["n"]) for c in row["by"])

    def written(count: int, n: int) -> str:
        return percent(count, n) if shares else f"{count:,}"

    cells = [(r["category"], r["by"], r["shown_as"], r["by_shown_as"]) for r in out.csv]
    assert len(set(cells)) == len(cells)
    for r in out.csv:
        assert near(float(r["share"]), int(r["count"]) / int(r["n"]))
    for row in rows:
        for c in row["by"]:
            inside = [
                r for r in out.csv if r["shown_as"] == row["name"] and r["by_shown_as"] == c["name"]
            ]
            total = sum(int(r["count"]) for r in inside)
            assert (total == c["count"]) or (len(inside) > 1 and total >= c["count"]), (row, c)

    assert out.frame.index.tolist() == [row["name"] for row in rows]
    assert out.frame.columns.tolist() == columns
    for row in rows:
        for c in row["by"]:
            cell = out.frame.loc[row["name"], c["name"]]
            assert near(float(cell), c["share"] if shares else c["count"])

    _table_of_cross(out, written)
    _alt_of_cross(out.sentence, json, written)


def _table_of_cross(out: Outputs, written: Callable[[int, int], str]) -> None:
    """The table has all cells of the JSON, and the parts of each `Other` after it."""
    rows = out.json["categories"]
    header, told = out.header, {row[0]: row for row in out.rows}
    assert len(told) == len(out.rows)
    assert header[1:-1] == [name for name, _ in named(rows[0]["by"])]
    assert [*told] == [name for name, _ in named(rows)]
    for name, row in named(rows):
        cells = dict(zip(header[1:], told[name][1:], strict=True))
        assert whole(cells[header[-1]]) == row["n"]
        for column, one in named(row["by"]):
            assert cells[column] == written(one["count"], row["n"]), (row, column)
    for r in out.csv:
        name, column = r["category"], r["by"]
        if (inside := f"{r['shown_as']}: {name}") in told:
            name = inside
        if (inside := f"{r['by_shown_as']}: {column}") in header:
            column = inside
        cell = dict(zip(header[1:], told[name][1:], strict=True))[column]
        assert cell == written(int(r["count"]), int(r["n"])), r


def _alt_of_cross(sentence: str, json: Json, written: Callable[[int, int], str]) -> None:
    text = Scanner(sentence)
    for i, row in enumerate(json["categories"]):
        text.take(f"{'; ' if i else ''}{row['name']} (")
        assert whole(text.find(r"([\d,]+) models?\): ")[1]) == row["n"]
        told = [c for c in row["by"] if c["count"]]
        for j, c in enumerate(told):
            text.take(f"{', ' if j else ''}{c['name']} {written(c['count'], row['n'])}")
    names_joined(sentence, [*json["categories"], *json["categories"][0]["by"]])


def stacked(out: Outputs) -> None:
    cross(out)
    rows = out.json["categories"]
    legend, rest = _legend(out.marks)
    rest = [mark for mark in rest if mark.text not in ("*", "fewer than five models")]
    assert [_plain(name) for name, _ in legend] == [_plain(on_chart(c)) for c in rows[0]["by"]]
    names = [c["name"] for c in rows[0]["by"]]
    colors = {color: name for (_, color), name in zip(legend, names, strict=True)}
    assert len(colors) == len(names), "two columns have one colour"

    if any(m.anchor == "end" and m.size == 15 for m in rest):
        found = _rows(rest, colors)
        assert [_plain(name) for name, _, _ in found] == [_plain(on_chart(row)) for row in rows]
    else:
        found = _upright(rest, colors, [row["name"] for row in rows])
    assert len(found) == len(rows)
    _segments(found, rows, shares=out.json["measure"] == "share")


def _rows(marks: list[Mark], colors: dict[str, str]) -> list[Stack]:
    """Horizontal bars, each between its name and its number."""
    found: list[Stack] = []
    name, lengths, inside = "", dict[str, float](), list[str]()
    for mark in marks:
        if mark.bar:
            lengths[colors[mark.fill]] = mark.bar[2]
        elif mark.text and mark.anchor == "end":
            name += mark.text
        elif mark.text and mark.anchor == "middle":
            inside.append(mark.text)
        elif mark.text:
            found.append((name, lengths, [*inside, mark.text]))
            name, lengths, inside = "", {}, []
    return found


def _upright(marks: list[Mark], colors: dict[str, str], spans: list[str]) -> list[Stack]:
    """Vertical bars at their time."""
    stacks: dict[float, dict[str, float]] = {}
    for mark in marks:
        if mark.bar:
            x, _, _, high = mark.bar
            stacks.setdefault(x, {})[colors[mark.fill]] = high
    in_time(sorted(stacks), spans)
    return [("", stacks[x], []) for x in sorted(stacks)]


def _segments(found: list[Stack], rows: list[Json], *, shares: bool) -> None:
    """Segments are as long as their counts or their shares of the bar, and have them as a text."""
    total = sum(sum(lengths.values()) for _, lengths, _ in found)
    models = sum(c["count"] for row in rows for c in row["by"])
    for (_, lengths, told), row in zip(found, rows, strict=True):
        counts = {c["name"]: c["count"] for c in row["by"] if c["count"]}
        assert lengths.keys() == counts.keys(), row
        bar_, of = sum(lengths.values()), sum(counts.values())
        for name, length in lengths.items():
            expected = bar_ * counts[name] / of if shares else total * counts[name] / models
            assert abs(length - expected) < 0.1, (row, name)
        if told:
            *inside, behind = told
            few = "*" if row["n"] < 5 else ""
            assert behind == (f"n = {row['n']:,}{few}" if shares else f"{row['n']:,}")
            numbers = {percent(c, row["n"]) if shares else f"{c:,}" for c in counts.values()}
            assert {number for one in inside if (number := _plain(one))} <= numbers


def _plain(name: str) -> str:
    """A name or a number without spaces and without the mark of a class in front."""
    return squeezed(name).lstrip("●◐○")


def _legend(marks: list[Mark]) -> tuple[list[tuple[str, str]], list[Mark]]:
    """Names and colours, and the marks below them."""
    entries: list[tuple[str, str]] = []
    for i, mark in enumerate(marks):
        if mark.bar and mark.bar[2:] == (12.0, 12.0):
            entries.append(("", mark.fill))
        elif mark.text and mark.size == 14 and mark.anchor == "start" and not mark.path:
            name, color = entries[-1]
            entries[-1] = (name + mark.text, color)
        else:
            return entries, marks[i:]
    return entries, []


def change(out: Outputs) -> None:
    json = out.json
    found = json["categories"]

    def written(one: Json) -> list[str]:
        return [percent(one[side]["count"], json[side]["n"]) for side in SIDES]

    for _, one in named(found):
        for side in SIDES:
            assert near(one[side]["share"], one[side]["count"] / json[side]["n"])
        assert near(one["change"], one["after"]["share"] - one["before"]["share"])

    _csv_of_change(out)
    assert out.frame.index.tolist() == [one["name"] for one in found]
    for side in SIDES:
        assert out.frame[f"count_{side}"].tolist() == [one[side]["count"] for one in found]

    for row, (name, one) in zip(out.rows, named(found), strict=True):
        cells = [
            f"{share} ({one[s]['count']:,})" for share, s in zip(written(one), SIDES, strict=True)
        ]
        assert row[:3] == [name, *cells]
        _differ(row[3], one)

    text = Scanner(out.sentence)
    for i, one in enumerate(found):
        for j, part in enumerate((one, *one.get("joined", ()))):
            then, now = written(part)
            text.take(", " if (i and not j) or j > 1 else "")
            text.take(f"{part['name']} {then} → {now} (")
            _differ(text.find(r"(\S+) points\)")[1], part)
            if not j and (parts := one.get("joined")):
                text.take(f", which joins {len(parts)} categories: ")
    _dumbbells(out, [row for row in out.rows if row[0] in {one["name"] for one in found}])


def _csv_of_change(out: Outputs) -> None:
    pairs = [(part, one) for one in out.json["categories"] for part in parts_of(one)]
    for r, (part, one) in zip(out.csv, pairs, strict=True):
        assert (r["category"], r["shown_as"]) == (part["name"], one["name"])
        for side in SIDES:
            assert int(r[f"count_{side}"]) == part[side]["count"]
            assert int(r[f"n_{side}"]) == out.json[side]["n"]
            assert near(float(r[f"share_{side}"]), part[side]["share"])
        assert near(float(r["change"]), part["change"])


def _differ(points: str, one: Json) -> None:
    """Percentage points are the change, by its own rounding or that of the two shares."""
    assert abs(_points(points) - 100 * one["change"]) <= 0.1 + 1e-9, (points, one)


def _points(text: str) -> float:
    return float(text.replace("\N{MINUS SIGN}", "-"))


def _dumbbells(out: Outputs, rows: list[list[str]]) -> None:
    found, marks = out.json["categories"], out.marks
    ticks = {
        float(m.text.rstrip("%")): m.x for m in marks if re.fullmatch(r"[\d,]+%", m.text)
    }  # fmt: skip
    aside = [m.text for m in marks if m.anchor == "end" and m.size == 14 and m.text != "points"]
    assert aside == [row[3] for row in rows]
    rings = [m for m in marks if "a" in m.path and m.stroke and not m.fill][1:]
    dots = [m for m in marks if "a" in m.path and m.fill and m.fill not in ("page", "text")]
    assert len(rings) == len(dots) == len(found)
    if len(ticks) < 2:
        return
    low, high = min(ticks), max(ticks)
    for ring, dot, one in zip(rings, dots, found, strict=True):
        for mark, side in ((ring, "before"), (dot, "after")):
            x = mark.x + mark.numbers[2]
            read = low + (x - ticks[low]) / (ticks[high] - ticks[low]) * (high - low)
            assert abs(read - 100 * one[side]["share"]) < 0.2, (one, side)
