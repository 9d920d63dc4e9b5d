"""Ties are said: a ranking that cuts through one, a chart that parts two equal categories."""

from __future__ import annotations

from pathlib import Path

import pytest

from mkdocs_osai import charts
from mkdocs_osai.history import load
from mkdocs_osai.problems import AuthorError
from mkdocs_osai.stats import Index
from tests.builders import a_file


@pytest.fixture
def index(tmp_path: Path) -> Index:
    """Twelve equal models: four from China, and one each from eight other countries."""
    others = ("France", "Spain", "Italy", "Japan", "India", "Canada", "Israel", "Finland")
    for number, origin in enumerate(("China",) * 4 + others):
        path = tmp_path / f"m{number:02}.yaml"
        path.write_text(a_file(name=f"M{number:02}", origin=origin), encoding="utf-8")
    return load(tmp_path)


def test_a_ranking_that_cuts_through_a_tie_says_how_many_share_the_last_place(index: Index) -> None:
    assert "9 more share the last place" in index.ranking(3).basis
    assert "9 more share the last place" in index.ranking(3).caption()
    assert "1 more shares the last place" in index.ranking(11).basis
    assert "last place" not in index.ranking(top=None).basis


def test_a_heat_map_that_cuts_through_a_tie_says_so(index: Index) -> None:
    assert "9 more share the last place" in index.grid(top=3).basis
    assert "last place" not in index.grid(top=None).basis
    assert "last place" not in index.grid("national_origins").basis


def test_a_pie_whose_other_takes_one_of_two_equal_categories_says_so(index: Index) -> None:
    pie = charts.prepare("pie", index.tally("national_origins"))

    assert "4 joined categories are as large as the smallest that is shown" in pie.basis
    assert "4 joined categories" in pie.caption("Origins")
    assert "joined" not in index.tally("national_origins").basis
    assert "joined" not in index.tally("national_origins", top=1).basis


def test_the_place_of_a_category_is_shared_by_equals(index: Index) -> None:
    first, second = (index.place("national_origins", name) for name in ("China", "Spain"))

    assert (int(first), first.standing and first.standing.shared) == (1, 0)
    assert (int(second), second.standing and second.standing.shared) == (2, 7)
    assert first.standing is not None
    assert first.standing.lead == 4
    assert "shared with Canada" in second.basis
    with pytest.raises(AuthorError, match="has no place"):
        index.place("national_origins", "China", models=["M05"])


def test_a_change_knows_both_numbers(index: Index, tmp_path: Path) -> None:
    before = index.count("national_origins", "China")
    (tmp_path / "new.yaml").write_text(a_file(name="New", origin="China"), encoding="utf-8")
    now = load(tmp_path)
    number = now.count("national_origins", "China")
    assert number.recompute is not None

    change = number.change_from(number.recompute(index))

    assert change.change == (before, number)
    assert int(change) == 1
    with pytest.raises(AuthorError, match="have no change"):
        number.change_from(index.share("national_origins", "China"))
