"""A day that the repository does not contain is an error."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from mkdocs_osai.history.history import History, HistoryError
from tests.repositories import a_repository, commit, git, models

LAST = dt.date(2025, 7, 8)
TODAY = dt.datetime.now(dt.UTC).date()


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A repository whose last commit is of 8 July 2025, and does not touch the models."""
    database = a_repository(tmp_path / "database")
    commit(database, models("a"), "2025-06-01")
    git(database, "tag", "june")
    commit(database, models("b"), "2025-07-01")
    commit(database, {"readme.md": "text"}, "2025-07-08")
    return database


def clone(database: Path, name: str, *options: str) -> Path:
    git(database.parent, "clone", "-q", *options, database.as_uri(), name)
    return database.parent / name


def refusal(folder: Path, day: str = "2026-03-19") -> str:
    history = History(folder)
    with pytest.raises(HistoryError) as error:
        history.at(day)
    for ask in (history.at, history.resolve):  # the command line, and `osai diff`
        with pytest.raises(HistoryError):
            ask(day)
    return str(error.value)


def test_a_day_after_the_newest_commit_is_an_error_that_names_the_last_day(database: Path) -> None:
    folder = clone(database, "clone") / "models"

    assert refusal(folder) == (
        "git does not know the index of 2026-03-19: its newest commit here is of 2025-07-08; "
        "write 2025-07-08, or get newer commits: git pull"
    )
    assert "2025-07-09" in refusal(folder, "2025-07-09")


def test_the_day_of_the_newest_commit_is_known_whatever_that_commit_changed(database: Path) -> None:
    history = History(clone(database, "clone") / "models")

    for day in (LAST, dt.date(2025, 7, 2)):
        assert history.at(day).day == day
        assert history.read(history.at(day)).about.date == day


def test_today_is_answered_with_the_day_of_the_newest_commit(database: Path) -> None:
    history = History(database / "models")

    revision = history.at(TODAY)

    assert revision == history.at(LAST) == history.at(TODAY.isoformat())
    assert revision.day == history.read(revision).about.date == LAST


def test_today_is_known_if_something_was_committed_today(database: Path) -> None:
    commit(database, models("c"), TODAY.isoformat() + "T00:00:00+00:00")
    history = History(database / "models")

    assert history.read(history.at(TODAY)).about.date == TODAY


def test_it_says_how_to_get_newer_commits(database: Path, tmp_path: Path) -> None:
    outer = a_repository(tmp_path / "outer")
    git(outer, "submodule", "--quiet", "add", database.as_uri(), "index")
    detached = clone(database, "detached")
    git(detached, "checkout", "-q", "june")

    assert refusal(database / "models").endswith("write 2025-07-08, or commit what is newer")
    for folder, how in {
        clone(database, "branch"): "git pull",
        clone(database, "shallow", "--depth=1"): "git pull",
        clone(database, "bare.git", "--bare"): "git fetch origin '+refs/heads/*:refs/heads/*'",
    }.items():
        assert refusal(folder / "models").endswith(f", or get newer commits: {how}")
    git(outer / "index", "checkout", "-q", "june")
    assert refusal(outer / "index/models").endswith(
        "write 2025-06-01, or get newer commits: git submodule update --remote"
    )
    assert refusal(detached / "models").endswith(
        "write 2025-06-01, or get newer commits: check out a branch and git pull, as HEAD is on "
        "none"
    )


def test_the_ways_to_get_newer_commits_work(database: Path, tmp_path: Path) -> None:
    outer = a_repository(tmp_path / "outer")
    git(outer, "submodule", "--quiet", "add", database.as_uri(), "index")
    bare, branch = clone(database, "bare.git", "--bare"), clone(database, "branch")
    commit(database, models("c"), "2026-04-01")

    git(branch, "pull", "-q")
    git(bare, "fetch", "-q", "origin", "+refs/heads/*:refs/heads/*")
    git(outer, "submodule", "--quiet", "update", "--remote")

    for folder in (branch / "models", bare / "models", outer / "index/models"):
        history = History(folder)
        assert history.read(history.at("2026-03-19")).about.date == dt.date(2026, 3, 19)
        assert [m.id for m in history.read(history.at("2026-04-01")).models] == ["a", "b", "c"]


def test_what_was_fetched_and_not_merged_is_not_known(database: Path) -> None:
    folder = clone(database, "clone")
    commit(database, models("c"), "2026-04-01")
    git(folder, "fetch", "-q")

    assert "its newest commit here is of 2025-07-08" in refusal(folder / "models")


@pytest.mark.parametrize("odd", ["2099-12-31", "1970-01-02"])
def test_a_newest_commit_with_an_odd_date_moves_the_last_day_nowhere(
    database: Path, odd: str
) -> None:
    commit(database, models("c"), odd)

    assert "its newest commit here is of 2025-07-08" in refusal(database / "models")


def test_a_tag_or_commit_is_labelled_with_its_own_day(database: Path) -> None:
    history = History(database / "models")

    for name in ("june", git(database, "rev-parse", "june")):
        assert history.read(history.at(name)).about.date == dt.date(2025, 6, 1)
