"""Lines over the history of an index in git: marks of changed rules, and models that stay."""

from __future__ import annotations

import datetime as dt

import pytest

from mkdocs_osai.charts.kinds import line
from mkdocs_osai.history import IndexVersions
from mkdocs_osai.history.changelog_entry import ChangelogEntry
from mkdocs_osai.history.over_history import line_over_history, renamed_since
from mkdocs_osai.stats.results.history_series import Regraded
from tests.history.labelled_past import labelled_past


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> IndexVersions:
    folder = labelled_past().write(tmp_path_factory.mktemp("past") / "index")
    return IndexVersions(folder / "models")


def test_a_line_of_scores_is_marked_where_criteria_changed_or_were_regraded(
    versions: IndexVersions,
) -> None:
    series = line_over_history(versions, "quarter", measure="openness", constant=True)

    assert series.regraded == (
        Regraded("2026 Q1", "licenses", "licenses", 36),  # one was a correction, and looks the same
        Regraded("2026 Q2", "code", "code", 3),
    )
    assert series.marks == {
        "2025 Q4": "14 → 12 criteria",
        "2026 Q1": "licenses regraded",
        "2026 Q2": "code regraded",
    }
    assert "licenses was graded by other rules in 2026 Q1, which changed 36 models" in series.basis
    labels = [getattr(shape, "text", "") for shape in line.draw(line.prepare(series), 456).shapes]
    assert "14 → 12 criteria" in labels


def test_models_that_were_renamed_stay_and_those_that_went_or_came_do_not(
    versions: IndexVersions,
) -> None:
    series = line_over_history(versions, "quarter", measure="openness", constant=True)
    last = series.states[-1]

    assert len(last.scores) == 161
    assert len(last.constant) == 158, "160 models, of which two went; three came"
    assert {"renamed-a", "renamed-b", "renamed-c"} <= last.constant.keys()
    assert all(state.constant.keys() == last.constant.keys() for state in series.states)
    all_models, same = series.lines.categories
    assert series.points(all_models)[0].value != series.points(same)[0].value
    assert {p.n for p in series.points(same)} == {158}


def test_a_line_up_to_a_day_has_no_mark_of_a_later_change(versions: IndexVersions) -> None:
    series = line_over_history(versions, "quarter", "2026-03-19", measure="openness")

    assert series.regraded == (Regraded("2026 Q1", "licenses", "licenses", 20),)


def test_a_line_that_no_class_is_behind_needs_no_changelog(
    versions: IndexVersions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(IndexVersions, "changelog", None)

    assert line_over_history(versions, "year").regraded == ()


def entry(kind: str, model: str, former: str | None = None, day: int = 1) -> ChangelogEntry:
    moment = dt.datetime(2026, 1, day, tzinfo=dt.UTC)
    return ChangelogEntry(moment, "", kind, model, model, former=former)  # type: ignore[arg-type]


def test_ids_are_followed_through_renames_and_are_not_those_of_new_models() -> None:
    moment = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    entries = [
        entry("added", "a", day=4),
        entry("renamed", "c", "b", day=3),
        entry("renamed", "b", "a", day=2),
        entry("renamed", "x", "y", day=1),
    ]

    assert renamed_since(entries, moment) == {"a": "c"}
    assert renamed_since(entries[:1], moment) == {"a": None}
