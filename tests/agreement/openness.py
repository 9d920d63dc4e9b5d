"""Heat maps and rankings, number by number."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from tests.agreement.outputs import (
    MARKS,
    Json,
    Outputs,
    cell,
    named,
    names_joined,
    near,
    on_chart,
    parts_of,
)
from tests.agreement.reading import Mark, Scanner, half_up, is_label, squeezed, whole


def grid(out: Outputs) -> None:
    json, by = out.json, out.json["dimension"] is not None
    rows, refs = json["rows"], json["criteria"]

    def written(row: Json, one: Json) -> str:
        if one["openness"] is None:
            return "does not apply"
        if not by:
            return str(one["class"] or "not told")
        exact = Fraction(one["openness"]).limit_denominator(10**6)
        number = f"{half_up(100 * exact, 0)}%"
        models = f"{one['n']:,} model{'s' * (one['n'] != 1)}"
        return number if one["n"] == row["n"] else f"{number} ({models})"

    assert [row[0] for row in out.rows] == [name for name, _ in named(rows)]
    for cells, (_, row) in zip(out.rows, named(rows), strict=True):
        assert cells[1 : 1 + len(refs)] == [written(row, one) for one in row["cells"]]
        if by:
            assert whole(cells[-1]) == row["n"]

    key = "category" if by else "model"
    assert [(r[key], r["criterion"], int(r["n"]), r["class"], r["openness"]) for r in out.csv] == [
        (
            part["name"] if by else part["id"],
            one["criterion"],
            one["n"],
            one["class"] or "",
            cell(one["openness"]),
        )
        for row in rows
        for part in parts_of(row)
        for one in part["cells"]
    ]
    assert out.frame.index.tolist() == [row["name"] if by else row["id"] for row in rows]
    assert out.frame.columns.tolist() == refs
    for values, row in zip(out.frame.to_numpy().tolist(), rows, strict=True):
        for value, one in zip(values, row["cells"], strict=True):
            openness = one["openness"]
            assert math.isnan(value) if openness is None else near(value, openness)

    _alt_of_grid(out, written)
    _heatmap(out.marks, json, out.header[1 : 1 + len(refs)], by=by)


def _alt_of_grid(out: Outputs, written: Callable[[Json, Json], str]) -> None:
    rows, text = out.json["rows"], Scanner(out.sentence)
    criteria = out.header[1 : 1 + len(out.json["criteria"])]
    by = out.json["dimension"] is not None
    few = len(rows) * len(criteria) <= 40
    for i, row in enumerate(rows):
        text.take(f"{'; ' if i else ''}{row['name']}")
        if by:
            assert whole(text.find(r" \(([\d,]+) models?\)")[1]) == row["n"]
        text.take(": ")
        cells = [*zip(criteria, row["cells"], strict=True)]
        told = [f"{name} {written(row, c)}" for name, c in cells if c["n"]]
        if few:
            text.take(", ".join(told) or "no criterion applies")
        elif not by:
            counts = Counter(c["class"] or "not told" for _, c in cells if c["n"])
            for j in range(len(counts)):
                number, word = text.find((", " if j else "") + r"(\d+) (not told|\w+)").groups()
                assert counts[word] == int(number), row
        elif told:
            for j, word in enumerate(("most", "least")[: len(told)]):
                text.take(f"{', ' if j else ''}{word} on ")
                end = max if word == "most" else min
                extreme = end(c["openness"] for _, c in cells if c["n"])
                found = [
                    f"{name} {written(row, c)}"
                    for name, c in cells
                    if c["n"] and c["openness"] == extreme
                ]
                match = next(one for one in found if text.sees(one))
                text.take(match)
        else:
            text.take("no criterion applies")
    names_joined(out.sentence, rows)


def _heatmap(marks: list[Mark], json: Json, names: list[str], *, by: bool) -> None:
    """Each cell of the figure is in its row, below the name of its criterion."""
    heads = [m for m in marks if m.turned]
    assert len(heads) == len(json["criteria"]) == len(names)
    assert all(is_label(m.text, name) for m, name in zip(heads, names, strict=True))
    tops = sorted({m.y for m in heads})
    for panel, top in enumerate(tops):
        bottom = tops[panel + 1] if panel + 1 < len(tops) else math.inf
        here = [m for m in marks if top < m.y < bottom]
        columns = {i: m.x for i, m in enumerate(heads) if m.y == top}
        rows_drawn: list[tuple[str, list[float]]] = []
        for m in here:
            if m.text and m.anchor == "end":
                if rows_drawn and m.y - rows_drawn[-1][1][-1] < 17.5:
                    rows_drawn[-1] = (
                        rows_drawn[-1][0] + squeezed(m.text),
                        [*rows_drawn[-1][1], m.y],
                    )
                else:
                    rows_drawn.append((squeezed(m.text), [m.y]))
        rows = json["rows"]
        expected = [
            f"{on_chart(row)},{row['n']:,}{'*' * (row['n'] < 5)}" if by else squeezed(row["name"])
            for row in rows
        ]
        for (name, _), wanted in zip(rows_drawn, expected, strict=True):
            assert is_label(name.lstrip("●◐○"), wanted.lstrip("●◐○")), (name, wanted)
        ends = min([m.y for m in here if m.anchor == "start" and m.text], default=math.inf) - 8
        for (_, ys), row in zip(rows_drawn, rows, strict=True):
            middle = sum(ys) / len(ys)
            for i, x in columns.items():
                one = row["cells"][i]
                drawn = [
                    m for m in here if m.y < ends and abs(_middle(m)[0] - x) < 6
                    and abs(_middle(m)[1] - middle) < 9 and m.anchor != "end"
                ]  # fmt: skip
                if by:
                    texts = [m.text for m in drawn if m.text]
                    exact = one["openness"]
                    number = None if exact is None else Fraction(exact).limit_denominator(10**6)
                    assert texts == ([] if number is None else [half_up(100 * number, 0)])
                else:
                    assert _class(drawn) == ((one["class"] or "not told") if one["n"] else "")


def _middle(mark: Mark) -> tuple[float, float]:
    if mark.text:
        return mark.x + (1 if mark.anchor == "middle" else 0), mark.y
    if "a" in mark.path and "A" not in mark.path:
        return mark.x + mark.numbers[2] * (1 if "L" not in mark.path else 0), mark.y
    if "L" in mark.path and mark.stroke == "quiet":
        (x1, y1), (x2, _) = mark.points[0], mark.points[-1]
        return (x1 + x2) / 2, y1
    return mark.x, mark.y


def _class(drawn: list[Mark]) -> str:
    """The class of the marks at one position."""
    colors = {m.fill or m.stroke for m in drawn if m.path and m.bar is None}
    if not colors:
        return ""
    (color,) = colors
    return "not told" if color == "quiet" else color


def ranking(out: Outputs) -> None:
    rows = out.json["ranking"]
    refs = [
        key for key in rows[0] if key not in ("id", "name", "organization", "score", "criteria")
    ]

    def classes(row: Mapping[str, Any]) -> list[str]:
        counts = Counter(row[ref] for ref in refs if row[ref])
        return [f"{counts[cls]}" for cls in MARKS]

    assert [(r["id"], r["name"], float(r["score"])) for r in out.csv] == [
        (row["id"], row["name"], row["score"]) for row in rows
    ]
    assert [[r[ref] or None for ref in refs] for r in out.csv] == [
        [row[ref] for ref in refs] for row in rows
    ]
    frame = out.frame.reset_index()
    assert frame["id"].tolist() == [row["id"] for row in rows]
    assert frame["score"].tolist() == [row["score"] for row in rows]
    text = Scanner(out.sentence)
    for i, (cells, row) in enumerate(zip(out.rows, rows, strict=True)):
        exact = half_up(Fraction(row["score"]).limit_denominator(10**4), 2)
        assert cells[:5] == [row["name"], exact, *classes(row)]
        rest = dict(zip(out.header[5:], map(whole, cells[5:]), strict=True))
        told = sum(map(int, classes(row)))
        assert told + sum(rest.values()) == row["criteria"]
        assert near(row["score"], (int(cells[2]) + int(cells[3]) / 2) / row["criteria"])
        text.take(f"{', ' if i else ''}{row['name']} {exact}")

    # Behind the key, which is the first three cells.
    below = max(m.y for m in out.marks if m.text in ("open", "partial", "closed or not told")) + 8
    marks = [m for m in out.marks if m.y > below]
    found: list[list[Mark]] = [[]]
    for m in marks:
        found[-1].append(m)
        if m.text and m.anchor == "end" and m.size == 14:
            found.append([])
    assert found.pop() == []
    for drawn, row, cells in zip(found, rows, out.rows, strict=True):
        name = "".join(m.text for m in drawn if m.anchor == "end" and m.size == 15)
        assert is_label(squeezed(name), squeezed(row["name"]))
        assert drawn[-1].text == cells[1]
        full = sum(bool(m.bar) and m.fill == "open" for m in drawn)
        half = sum(bool(m.bar) and m.fill == "partial" for m in drawn)
        empty = sum(m.stroke == "grey" for m in drawn)
        assert [full, half] == [int(cells[2]), int(cells[3])]
        assert full + half + empty == row["criteria"]
