"""Rankings of models by openness."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest

from mkdocs_osai.problems import AuthorError
from mkdocs_osai.stats import Index
from tests.builders import a_model, an_index

HALF = dict.fromkeys(("code", "paper", "preprint", "datasheet", "licenses", "modelcard"), "closed")


@pytest.fixture
def index() -> Index:
    """Five models: two fully open, one half, one with a closed criterion, one without a type."""
    return an_index(
        a_model("a", name="Zeta", released="2024-05"),
        a_model("b", name="Alpha", released="2023-01-09", types=("video",)),
        a_model("c", name="=Half", released="2024", classes=HALF),
        a_model("d", name="Almost", released="2022-12", classes={"code": "partial", "paper": None}),
        a_model("e", name="Untyped", types=()),
        date=dt.date(2026, 6, 12),
    )


def test_the_most_open_come_first_equals_by_name(index: Index) -> None:
    ranking = index.ranking()

    assert [m.name for m in ranking.ranked] == ["Alpha", "Zeta", "Almost", "=Half"]
    assert ranking.basis == "4 of 5 models; 1 without a score"
    assert ranking.sentence == "Alpha 1.00, Zeta 1.00, Almost 0.88, =Half 0.50"
    assert ranking.table.header[2:] == ("Open", "Partial", "Closed", "Not told")
    assert ranking.table.rows[2] == ("Almost", "0.88", "10", "1", "0", "1")
    assert len(an_index(a_model("a")).ranking().table.header) == 5


def test_the_least_open_are_the_other_end_and_the_basis_says_what_is_left_out(index: Index) -> None:
    ranking = index.ranking(top=2, least_open=True)

    assert [m.name for m in ranking.ranked] == ["=Half", "Almost"]
    assert ranking.basis == "2 of 5 models; 1 without a score, 2 not shown"
    assert ranking.label == "The least open models"
    with pytest.raises(AuthorError, match="top is 0"):
        index.ranking(top=0)


def test_csv_plain_values_and_frame_say_the_same(index: Index) -> None:
    ranking = index.ranking()
    rows = list(csv.DictReader(io.StringIO(ranking.to_csv())))

    assert [row["name"] for row in rows] == ["Alpha", "Zeta", "Almost", "'=Half"]
    assert [float(row["score"]) for row in rows] == ranking.frame()["score"].tolist()
    assert ranking.to_dict()["ranking"][2]["code"] == "partial"
    assert ranking.to_dict()["ranking"][2]["paper"] is None
    assert [row["criteria"] for row in ranking.to_dict()["ranking"]] == [12, 12, 12, 12]
    assert [row["criteria"] for row in rows] == ["12", "12", "12", "12"]
    assert ranking.to_dict()["scored"] == 4
    assert "The most open models: 4 of 5 models; 1 without a score" in ranking._repr_html_()
