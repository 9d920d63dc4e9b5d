"""An index is read as of a past day, even if its folder was renamed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from mkdocs_osai.history.history import History, HistoryError
from mkdocs_osai.index import Snapshot
from tests.builders import a_file
from tests.repositories import a_repository, commit, git, models


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return a_repository(tmp_path / "site")


def ids(snapshot: Snapshot) -> list[str]:
    return [m.id for m in snapshot.models]


def ids_at(folder: Path, when: str | dt.date) -> list[str]:
    history = History(folder)
    return ids(history.read(history.at(when)))


def test_a_day_is_the_state_at_its_end(site: Path) -> None:
    commit(site, models("a"), "2025-01-10")
    commit(site, models("b"), "2025-01-20")
    history = History(site / "models")

    revision = history.at("2025-01-15")
    snapshot = history.read(revision)

    assert revision == history.at(dt.date(2025, 1, 15))
    assert revision == history.at(dt.datetime(2025, 1, 15, 3, tzinfo=dt.UTC))
    assert (revision.path, revision.day) == ("models", dt.date(2025, 1, 15))
    assert revision.moment == dt.datetime(2025, 1, 10, 12, tzinfo=dt.UTC)
    assert ids(snapshot) == ["a"]
    assert snapshot.models[0].path == "models/a.yaml"
    assert (snapshot.about.date, snapshot.about.commit) == (revision.day, revision.commit)
    assert ids_at(site / "models", "2025-01-20") == ["a", "b"]


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2025-03-31T23:59:59+00:00", "2025-03-31"),
        ("2025-04-01T00:00:00+00:00", "2025-04-01"),
        ("2025-04-01T13:59:59+14:00", "2025-03-31"),
        ("2025-04-01T14:00:00+14:00", "2025-04-01"),
        ("2025-03-31T13:00:00-12:00", "2025-04-01"),
    ],
)
def test_days_begin_and_end_at_midnight_utc(site: Path, moment: str, day: str) -> None:
    commit(site, models("a"), "2025-01-01")
    commit(site, models("b"), moment)
    before = dt.date.fromisoformat(day) - dt.timedelta(days=1)

    assert ids_at(site / "models", day) == ["a", "b"]
    assert ids_at(site / "models", before) == ["a"]
    history = History(site / "models")
    assert history.read(history.head()).about.date == dt.date.fromisoformat(day)


def test_of_several_commits_on_one_day_the_last_counts(site: Path) -> None:
    commit(site, models("a"), "2025-01-10T09:00:00+00:00")
    commit(site, models("b"), "2025-01-10T10:00:00+00:00")
    commit(site, models("c"), "2025-01-10T10:00:00+00:00")

    assert ids_at(site / "models", "2025-01-10") == ["a", "b", "c"]


def test_a_pull_request_is_there_when_it_is_merged_whatever_its_dates(site: Path) -> None:
    commit(site, models("a"), "2025-01-01")
    git(site, "switch", "-qc", "request")
    commit(site, models("b"), "2025-01-02")
    git(site, "switch", "-q", "main")
    commit(site, models("c"), "2025-02-01")
    git(site, "merge", "-q", "--no-ff", "-m", "merge", "request", date="2025-03-01")
    folder = site / "models"

    assert ids_at(folder, "2025-01-31") == ["a"]
    assert ids_at(folder, "2025-02-28") == ["a", "c"]
    assert ids_at(folder, "2025-03-01") == ["a", "b", "c"]
    history = History(folder)
    assert [ids(s) for s in history.read_all(history.revisions())] == [
        ["a"],
        ["a", "c"],
        ["a", "b", "c"],
    ]


@pytest.mark.parametrize("odd", ["1970-01-01", "2099-12-31"])
def test_an_odd_date_hides_no_commit_beside_it(site: Path, odd: str) -> None:
    commit(site, models("a"), "2025-01-01")
    commit(site, models("b"), odd)
    commit(site, models("c"), "2025-03-01")
    folder = site / "models"

    assert ids_at(folder, "2025-03-01") == ["a", "b", "c"]
    assert len(History(folder).revisions()) == 3
    if odd == "2099-12-31":
        assert ids_at(folder, "2025-02-01") == ["a"]
    else:  # which is newer on the main line than the first, and not later
        assert ids_at(folder, "2025-02-01") == ["a", "b"]


def test_a_folder_is_followed_through_its_names(site: Path) -> None:
    commit(site, models("a", "b", "c", folder=""), "2025-01-01")
    (site / "data").mkdir()
    git(site, "mv", "a.yaml", "b.yaml", "c.yaml", "data")
    commit(site, {}, "2025-02-01")
    commit(site, {"data/d.yaml": a_file(name="D")}, "2025-02-15")
    (site / "docs/index").mkdir(parents=True)
    for name in "abcd":
        git(site, "mv", f"data/{name}.yaml", "docs/index")
    commit(site, {"docs/index/a.yaml": a_file(name="Model a", license="other")}, "2025-03-01")
    history = History(site / "docs/index")

    revisions = [history.at(day) for day in ("2025-01-01", "2025-02-15", "2025-03-01")]
    snapshots = history.read_all(revisions)

    assert [r.path for r in revisions] == ["", "data", "docs/index"]
    assert [ids(s) for s in snapshots] == [[*"abc"], [*"abcd"], [*"abcd"]]
    assert [s.models[1].path for s in snapshots] == [
        "index/b.yaml",  # the root is called like the folder
        "data/b.yaml",
        "docs/index/b.yaml",
    ]
    assert [r.path for r in history.revisions()] == ["", "data", "docs/index"]


def test_a_folder_that_began_with_one_file_from_elsewhere_has_no_other_past(site: Path) -> None:
    commit(site, models("a", "x", folder="other"), "2025-01-01")
    (site / "models").mkdir()
    git(site, "mv", "other/a.yaml", "models/a.yaml")
    commit(site, models("b", "c", "d"), "2025-02-01")

    with pytest.raises(
        HistoryError, match="there was no index yet; its first day in git is 2025-02-01"
    ):
        History(site / "models").at("2025-01-15")


def test_a_folder_can_be_deleted_and_made_again(site: Path) -> None:
    commit(site, models("a"), "2025-01-01")
    commit(site, {"models/a.yaml": None, "readme.md": "gone"}, "2025-02-01")
    commit(site, models("a"), "2025-03-01")
    history = History(site / "models")

    assert ids(history.read(history.at("2025-01-31"))) == ["a"]
    with pytest.raises(HistoryError, match="was not there at the end of 2025-02-15"):
        history.at("2025-02-15")
    assert [r.moment.month for r in history.revisions()] == [1, 3]


def test_a_folder_that_is_gone_from_head_still_has_its_past(site: Path) -> None:
    commit(site, models("a"), "2025-01-01")
    commit(site, {"models/a.yaml": None, "readme.md": "gone"}, "2025-02-01")

    assert ids_at(site / "models", "2025-01-15") == ["a"]
    with pytest.raises(HistoryError, match="was not there at"):
        History(site / "models").head()


def test_revisions_are_the_commits_that_changed_files_of_the_folder(site: Path) -> None:
    first = commit(site, models("a", "b"), "2025-01-01")
    commit(site, {"readme.md": "text", "models/notes.md": "text"}, "2025-02-01")
    changed = commit(site, {"models/a.yaml": a_file(name="Other")}, "2025-03-01")
    git(site, "mv", "models/b.yaml", "models/z.yaml")
    renamed = commit(site, {}, "2025-04-01")
    deleted = commit(site, {"models/a.yaml": None}, "2025-05-01")
    git(site, "mv", "models", "data")
    commit(site, {}, "2025-06-01")
    history = History(site / "data")

    revisions = history.revisions()

    assert [r.commit for r in revisions] == [first, changed, renamed, deleted]
    assert [ids(s) for s in history.read_all(revisions)] == [[*"ab"], [*"ab"], [*"az"], ["z"]]
    assert {r.path for r in revisions} == {"models"}
    assert history.at("2025-06-01").path == "data"
