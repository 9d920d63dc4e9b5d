"""Errors for moments that do not exist say why, and what to write."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_osai.history import git as plumbing
from mkdocs_osai.history import load
from mkdocs_osai.history.git import moment
from mkdocs_osai.history.history import History, HistoryError
from mkdocs_osai.problems import OsaiError
from tests.repositories import a_repository, commit, git, models

HOW = "write a day as 2025-06-17, a tag, or at least seven digits of a commit"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three commits, tags of all kinds, and a branch that is called like the first commit."""
    site = a_repository(tmp_path_factory.mktemp("site"))
    first = commit(site, {"readme.md": "text"}, "2024-06-01")
    commit(site, models("a"), "2025-01-01")
    git(site, "tag", "v1.0")
    git(site, "tag", "-am", "the first", "release/é@1", date="2025-05-05")
    git(site, "tag", "-am", "a tag of a tag", "twice", "release/é@1")
    git(site, "tag", "a-tree", "HEAD^{tree}")
    git(site, "tag", "early", first)
    git(site, "switch", "-qc", "side")
    commit(site, models("s"), "2025-01-15")
    git(site, "tag", "on-the-side")
    git(site, "switch", "-q", "main")
    commit(site, models("b"), "2025-02-01")
    git(site, "branch", git(site, "rev-parse", "v1.0")[:8])
    git(site, "branch", "-f", git(site, "rev-parse", "v1.0")[:8], "main")
    git(site, "update-ref", "refs/remotes/origin/other", "main")
    return site


def message(site: Path, when: str | dt.date) -> str:
    with pytest.raises(HistoryError) as error:
        History(site / "models").at(when)
    assert isinstance(error.value, OsaiError)
    return str(error.value)


@pytest.mark.parametrize("tag", ["v1.0", "release/é@1", "twice"])
def test_a_tag_is_resolved_to_its_commit(site: Path, tag: str) -> None:
    history = History(site / "models")

    revision = history.at(tag)

    assert revision.commit == git(site, "rev-parse", "refs/tags/v1.0")
    assert revision.day is None
    assert history.read(revision).about.date == dt.date(2025, 1, 1)


@pytest.mark.parametrize("digits", [7, 8, 20, 40])
def test_a_commit_is_named_by_its_digits_whatever_branches_are_called(
    site: Path, digits: int
) -> None:
    commit = git(site, "rev-parse", "refs/tags/v1.0")

    assert History(site / "models").at(commit[:digits]).commit == commit


def test_a_commit_beside_the_main_line_can_be_named(site: Path) -> None:
    history = History(site / "models")

    revision = history.at("on-the-side")

    assert revision.moment == dt.datetime(2025, 1, 15, 12, tzinfo=dt.UTC)
    assert [m.id for m in history.read(revision).models] == ["a", "s"]
    assert history.resolve("side") == revision


@pytest.mark.parametrize(
    "name", ["HEAD~1", "HEAD^", "main^1", "@~1", "side~1", "v1.0", "release/é@1", "HEAD~1^0"]
)
def test_a_command_line_can_name_whatever_git_can(site: Path, name: str) -> None:
    history = History(site / "models")

    assert history.resolve(name) == history.at("v1.0")


@pytest.mark.parametrize("branch", ["main", "side", "HEAD", "origin/other"])
def test_a_branch_is_no_moment(site: Path, branch: str) -> None:
    assert message(site, branch) == f"'{branch}' is a branch, and branches move; {HOW}"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("v1.1", "did you mean 'v1.0'?"),
        ("a-tree", "did you mean 'a-tree'?"),
        (
            "zzz",
            f"{HOW}; its tags are 'a-tree', 'early', 'on-the-side', 'release/é@1', 'twice', 'v1.0'",
        ),
        ("0123456789", HOW),
        ("0" * 40, HOW),
        ("0" * 64, HOW),
    ],
)
def test_the_error_for_an_unknown_name_suggests_the_nearest(
    site: Path, name: str, hint: str
) -> None:
    told = message(site, name)

    assert told.startswith("git knows no tag or commit '")
    assert told.endswith(f"; {hint}")


@pytest.mark.parametrize(
    "day",
    [
        *("17-06-2025", "17.06.2025", "17/06/2025", "06/17/2025", "2025-6-17", "2025/06/17"),
        *("2025.06.17", "20250617", "17 June 2025", "17. Juni 2025", "17jun2025", "June 17, 2025"),
        *("Jun 17th 2025", "2025 June 17", "2025-06-17T12:00", "2025-06-17 12:00", " 2025-06-17"),
        *("17-6-2025", "2025-06-17 09:30:00+00:00", "2025-06-17T12:00:00Z"),
    ],
)
def test_the_error_for_a_day_in_another_form_shows_the_right_form(site: Path, day: str) -> None:
    for ask in (History(site / "models").at, History(site / "models").resolve):
        with pytest.raises(HistoryError) as error:
            ask(day)
        assert error.value.hint == "write it as 2025-06-17"


@pytest.mark.parametrize(
    "day",
    [
        *("2025", "2025-06", "2025/6", "June 2025", "06-2025", "2025 Q2", "2025Q2", "03/04/2025"),
        *("2025-6-31", "31-02-2025", "today", "yesterday", "20251399"),
    ],
)
def test_the_error_for_an_ambiguous_day_shows_how_to_write_a_day(site: Path, day: str) -> None:
    assert message(site, day).endswith("; write a day as 2025-06-17: year, month, day")


@pytest.mark.parametrize("digits", [4, 6])
def test_the_error_for_too_few_digits_of_a_commit_names_how_many(site: Path, digits: int) -> None:
    first = git(site, "rev-parse", "refs/tags/v1.0")[:digits]

    assert message(site, first) == (
        f"git knows no tag or commit '{first}'; write at least seven digits of a commit"
    )


def test_a_tag_like_a_day_is_named_and_can_be_asked_for(tmp_path: Path) -> None:
    site = a_repository(tmp_path / "site")
    commit(site, models("a"))
    for tag in ("2025-06", "20250617"):
        git(site, "tag", tag)

    assert History(site / "models").at("20250617") == History(site / "models").at("2025-06")
    assert message(site, "2025-05").endswith(
        "; write a day as 2025-06-17: year, month, day, or did you mean '2025-06'?"
    )


HOSTILE = [
    "",
    " ",
    "--upload-pack=x",
    "-h",
    "--all",
    "HEAD:secret",
    ":/a change",
    ":0:models/a.yaml",
    "$(touch ran)",
    "`touch ran`",
    "a..b",
    "v1.0...main",
    "^main",
    "@{u}",
    "main@{1}",
    "main@{yesterday}",
    "v1.0^{tree}",
    "v1.0^{/x}",
    "v1.0^!",
    "v1.0^@",
    "v1.0\0",
    "v1.0\n",
    "v1.0\nHEAD",
    "v1.0 HEAD",
    "refs/*",
    "a\\b",
    "x" * 10_000,
    "\udc80",
    "../../etc/passwd",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_names_no_moment_never_reaches_git(
    site: Path, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = History(site / "models")
    history.head()
    monkeypatch.setenv("PATH", "")

    for ask in (history.at, history.resolve):
        with pytest.raises(HistoryError, match=r"is no (day, tag|name of a commit)") as error:
            ask(text)
        assert len(str(error.value)) < 300
        assert str(error.value).isprintable()


@given(st.text(max_size=20) | st.from_regex(r"[-@~^:.{}/a-f0-9]{1,12}", fullmatch=True))
def test_any_text_is_a_revision_or_an_error(site: Path, text: str) -> None:
    history = History(site / "models")
    for ask in (history.at, history.resolve):
        try:
            revision = ask(text)
        except HistoryError:
            continue
        assert len(revision.commit) == 40


@pytest.mark.parametrize("day", ["2025-02-30", "0000-01-01", "2025-13-01"])
def test_a_day_that_does_not_exist_is_an_error(site: Path, day: str) -> None:
    assert message(site, day) == f"there is no day '{day}'; {HOW}"


def test_a_day_in_the_future_is_not_known(site: Path) -> None:
    today = dt.datetime.now(dt.UTC).date()

    told = message(site, today + dt.timedelta(days=2))

    assert told.endswith("is in the future; write a day that is over")
    assert "is in the future" in message(site, "9999-12-31")


@pytest.mark.parametrize("day", ["2024-12-31", "2024-05-31", "0001-01-01"])
def test_the_error_for_a_day_before_the_first_commit_names_the_first_day(
    site: Path, day: str
) -> None:
    assert message(site, day) == (
        f"on {day} there was no index yet; "
        "its first day in git is 2025-01-01; write that or a later day"
    )


def test_a_commit_without_the_folder_says_so(site: Path) -> None:
    for when in ("early", git(site, "rev-parse", "early")):
        assert "the folder of models was not there at" in message(site, when)
    with pytest.raises(HistoryError, match="git knows no folder of models 'nowhere'; commit"):
        History(site / "nowhere").head()


def test_digits_of_several_commits_are_too_few(tmp_path: Path) -> None:
    site = a_repository(tmp_path / "site")
    commit(site, models("a"))
    tree = git(site, "rev-parse", "HEAD^{tree}")
    begun: dict[str, str] = {}
    for number in range(200_000):
        who = f"A <a@example.org> {1_700_000_000 + number} +0000"
        body = f"tree {tree}\nauthor {who}\ncommitter {who}\n\nx\n".encode()
        oid = hashlib.sha1(b"commit %d\0" % len(body) + body).hexdigest()  # noqa: S324 - git's
        if oid[:7] in begun:
            break
        begun[oid[:7]] = body.decode()
    for text in (begun[oid[:7]], body.decode()):
        git(site, "hash-object", "-t", "commit", "-w", "--stdin", given=text.encode())

    assert message(site, oid[:7]) == f"'{oid[:7]}' begins more than one commit; write more of it"
    assert History(site / "models").at(oid).commit == oid


def test_without_a_commit_there_is_no_past(tmp_path: Path) -> None:
    site = a_repository(tmp_path / "site")
    (site / "models").mkdir()

    for ask in (History(site / "models").head, History(site / "models").revisions):
        with pytest.raises(HistoryError, match="has no commit yet; commit the files"):
            ask()
    assert load(site / "models").about.date is None


def test_a_repository_whose_newest_commit_is_gone_is_damaged(site: Path) -> None:
    head = git(site, "rev-parse", "HEAD").strip()
    (site / ".git/objects" / head[:2] / head[2:]).unlink()

    with pytest.raises(HistoryError, match="is damaged: a commit cannot be read; clone it again"):
        History(site / "models").head()


def test_outside_a_repository_there_is_no_past(tmp_path: Path) -> None:
    with pytest.raises(HistoryError, match="is not in a git repository"):
        History(tmp_path).head()
    with pytest.raises(HistoryError, match="is in the folder that git keeps its own files in"):
        History(a_repository(tmp_path / "site") / ".git").head()
    with pytest.raises(HistoryError):
        History("nul\0").head()


def test_without_git_there_is_no_past(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    with pytest.raises(HistoryError, match="is not installed; install git"):
        History(site / "models").head()
    assert load(site / "models").about.date is None


def test_a_git_that_does_not_answer_is_given_up(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "git"
    program.write_text(f"#!{sys.executable}\nimport time\ntime.sleep(60)\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(plumbing, "TIMEOUT", 1)
    started = time.monotonic()

    with pytest.raises(HistoryError, match="git did not answer within 1 seconds"):
        History(site / "models").head()
    assert time.monotonic() - started < 20


def test_a_git_that_cannot_be_run_is_an_error(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "git").write_text("#!/nowhere/at/all\n")
    (tmp_path / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(HistoryError, match="git cannot be run in"):
        History(site / "models").head()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives away")
def test_a_repository_of_somebody_else_is_refused_as_git_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = a_repository(tmp_path / "site")
    commit(site, models("a"))
    monkeypatch.setenv("HOME", str(tmp_path))
    for path in (site, site / ".git"):
        os.chown(path, 12345, 12345)

    with pytest.raises(HistoryError) as error:
        History(site / "models").head()

    assert error.value.what.startswith("git refuses: 'detected dubious ownership in repository at")
    assert "git config --global --add safe.directory" in error.value.hint


def test_a_repository_that_is_broken_is_quoted(tmp_path: Path) -> None:
    site = a_repository(tmp_path / "site")
    commit(site, models("a"))
    (site / ".git/config").write_text("[core\n")

    with pytest.raises(HistoryError, match="git refuses: 'bad config line 1"):
        History(site / "models").head()


@given(st.integers(-(10**19), 10**19))
def test_any_number_of_seconds_is_a_moment(seconds: int) -> None:
    assert 1 <= moment(str(seconds)).year <= 9999
