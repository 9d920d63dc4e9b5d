"""The grades of a model, in little memory."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mkdocs_osai.index.grades import UNGRADED, Grade, Grades

SOME = {
    "code": Grade("open", ("https://a.org/?q=1,2", "https://b.org"), 'Two lines,\n"quoted".'),
    "paper": UNGRADED,
    "datasheet": Grade("closed", ("https://c.org",)),
}


def test_grades_are_the_grades_that_they_were_made_from() -> None:
    grades = Grades.of(SOME)

    assert dict(grades) == SOME
    assert grades == SOME
    assert grades == SOME
    assert Grades.of(grades) is grades
    assert [grades.class_of(ref) for ref in (*SOME, "preprint")] == ["open", None, "closed", None]
    assert grades.get("preprint") is None
    assert repr(grades) == repr(SOME)


def test_grades_differ_if_a_class_a_link_or_a_note_differs() -> None:
    changes = (Grade("open"), Grade(None, ("https://a.org",)), Grade(notes="A note."))
    assert Grades.of({}) != Grades.of(SOME)
    for paper in changes:
        assert Grades.of({**SOME, "paper": paper}) != Grades.of(SOME)
        assert Grades.of({**SOME, "paper": paper}) != SOME


def test_grades_are_the_same_after_they_were_cached() -> None:
    for grades in (Grades.of(SOME), Grades.of({})):
        kept = json.loads(json.dumps(grades.to_json()))
        assert Grades.from_json(kept) == grades


@pytest.mark.parametrize(
    "grade",
    [Grade("opem"), Grade(notes="a\x1fb"), Grade(notes="a\x1eb"), Grade(None, ("a\x1eb",))],
)
def test_texts_that_no_file_can_have_are_refused(grade: Grade) -> None:
    with pytest.raises(ValueError, match=r"class|control characters|for each criterion"):
        Grades.of({"code": grade})


@pytest.mark.parametrize(
    "kept",
    [
        [["code"], "o", ""],
        [["code"], "oo", "\x1f"],
        [["code"], "x", "\x1f"],
        [["code"], "o", "\x1f\x1f"],
        [["code"], ["o"], "\x1f"],
        [[1], "o", "\x1f"],
        ["c", "o", "\x1f"],
        [{"code": 1}, "o", "\x1f"],
        [["code"], "o", None],
    ],
    ids=repr,
)
def test_cached_grades_of_another_shape_are_refused(kept: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        Grades.from_json(kept)
