"""What is said when something is wrong."""

from __future__ import annotations

import pytest

from mkdocs_osai.problems import (
    IndexNotFound,
    OsaiError,
    Problem,
    UnknownName,
    nearest,
    quote,
    suggestion,
)


def test_a_problem_is_printed_with_its_place_and_how_to_mend_it() -> None:
    assert str(Problem("a.yaml", 7, "it is wrong", "mend it", "code.class")) == (
        "a.yaml:7: code.class: it is wrong; mend it"
    )
    assert str(Problem("a.yaml", 7, "it is wrong")) == "a.yaml:7: it is wrong"


def test_problems_are_in_the_order_of_files_and_lines() -> None:
    problems = [Problem("b", 1, "x"), Problem("a", 10, "x"), Problem("a", 9, "x")]

    assert [(p.path, p.line) for p in sorted(problems)] == [("a", 9), ("a", 10), ("b", 1)]


def test_an_error_is_one_sentence() -> None:
    assert str(OsaiError("no such thing", "take another")) == "no such thing; take another"
    assert str(IndexNotFound("no such thing")) == "no such thing"


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Untied states", "United States"),
        ("united states", "United States"),
        ("states", "United States"),
        ("CHINA", "China"),
        ("in", None),
        ("", None),
        ("zzz", None),
        ("China" * 10_000, None),
    ],
)
def test_the_nearest_name(name: str, near: str | None) -> None:
    assert nearest(name, ["China", "United States", "United Kingdom"]) == near


def test_where_no_name_is_near_all_are_listed_or_the_first_of_many() -> None:
    assert suggestion("x", []) == "there is none to choose from"
    assert suggestion("zzz", ["a", "b"]) == "allowed are 'a', 'b'"
    assert (
        suggestion("zzz", [f"n{i}" for i in range(20)], 2) == "allowed are 'n0', 'n1' and 18 more"
    )


def test_an_unknown_name_keeps_what_was_asked_and_what_there_is() -> None:
    error = UnknownName("type", "vidoe", iter(["text", "video"]))

    assert (error.name, error.allowed) == ("vidoe", ("text", "video"))
    assert str(error) == "unknown type 'vidoe'; did you mean 'video'?"


@pytest.mark.parametrize(
    ("value", "quoted"),
    [
        ("a\nb\x1b[31m\u202ec\0", "'a b [31m c '"),
        ("x" * 81, "'" + "x" * 80 + "…'"),
        ("x" * 80, "'" + "x" * 80 + "'"),
        (7, "7"),
        ("\udce9", "' '"),
    ],
)
def test_a_quoted_value_is_short_and_on_one_line(value: object, quoted: str) -> None:
    assert quote(value) == quoted
