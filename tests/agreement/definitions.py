"""Matrices of models by definitions, answer by answer."""

from __future__ import annotations

from tests.agreement.outputs import Outputs
from tests.agreement.reading import squeezed

WORDS = {True: "meets it", False: "does not meet it", None: "cannot be said"}


def matrix(out: Outputs) -> None:
    columns, rows = out.json["definitions"], out.json["rows"]
    keys = [one["key"] for one in columns]
    answers = [[row["meets"][key] for key in keys] for row in rows]
    words = [[WORDS[one] for one in its] for its in answers]

    assert out.header == ["Model", *(one["name"] for one in columns)]
    assert out.rows == [[row["name"], *its] for row, its in zip(rows, words, strict=True)]
    assert out.csv == [
        {"id": row["id"], "name": row["name"], **dict(zip(keys, its, strict=True))}
        for row, its in zip(rows, words, strict=True)
    ]
    assert out.frame[keys].to_numpy().tolist() == words
    told = out.sentence.split("; ")
    for row, its, text in zip(rows, answers, told, strict=True):
        assert text.startswith(row["name"])
        met, _, may = text.partition("may meet")
        for one, answer in zip(columns, its, strict=True):
            assert (one["name"] in met) == (answer is True)
            assert (one["name"] in may) == (answer is None)

    # The picture: a mark in each row and column.
    letters = [m for m in out.marks if m.anchor == "middle" and m.text.isalpha()]
    names = [m for m in out.marks if m.anchor == "end"]
    assert squeezed("".join(m.text for m in names)) == squeezed("".join(r["name"] for r in rows))
    top, bottom = letters[0].y, names[-1].y
    unknown = [m for m in out.marks if m.text == "?" and top < m.y <= bottom + 12]
    full = [m for m in out.marks if m.fill == "open" and top < m.y <= bottom + 12]
    empty = [m for m in out.marks if m.stroke == "closed" and top < m.y <= bottom + 12]
    flat = [one for its in answers for one in its]
    assert (len(full), len(empty), len(unknown)) == tuple(map(flat.count, (True, False, None)))
    places = {m.text: m.x for m in letters}
    assert len(places) == len(keys)
    for mark in unknown:
        assert any(abs(mark.x - x) < 0.1 for x in places.values())
