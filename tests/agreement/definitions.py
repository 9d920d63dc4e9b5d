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
    names = [m for m in out.marks if m.anchor == "end"]
    assert squeezed("".join(m.text for m in names)) == squeezed("".join(r["name"] for r in rows))
    top, bottom = names[0].y - 13, names[-1].y + 13
    within = [m for m in out.marks if top < m.y < bottom]
    unknown = [m for m in within if m.text == "?"]
    full = [m for m in within if m.fill == "open"]
    empty = [m for m in within if m.stroke == "closed"]
    flat = [one for its in answers for one in its]
    assert (len(full), len(empty), len(unknown)) == tuple(map(flat.count, (True, False, None)))
