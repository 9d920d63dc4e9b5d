"""The changes between two states of an index have the reasons that the commits tell."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from mkdocs_osai.history import IndexVersions
from mkdocs_osai.history.changelog import Changelog
from mkdocs_osai.history.changelog_entry import ChangelogEntry
from tests.builders import a_file
from tests.repositories import a_repository, commit, git

NAMES = [f"m{n:02}" for n in range(10)]


def file(name: str, **changes: str | None) -> dict[str, str]:
    return {f"models/{name}.yaml": a_file(name=name, **changes)}


def months_apart(folder: Path) -> Path:
    """Ten models, of which one is corrected in each of ten months."""
    where = a_repository(folder)
    commit(where, {path: text for name in NAMES for path, text in file(name).items()}, "2025-01-01")
    for month, name in enumerate(NAMES, 2):
        commit(where, file(name, code="partial"), f"2025-{month:02}-01")
    return where


def between(where: Path, base: str, head: str | None = None) -> Changelog:
    versions = IndexVersions(where / "models")
    later = head and versions.history.resolve(head)
    return versions.changes_between(versions.history.resolve(base), later or None)


def revised(log: Changelog) -> list[ChangelogEntry]:
    return [entry for entry in log.entries if entry.kind == "revised"]


def reasons(log: Changelog) -> Counter[str | None]:
    return Counter(entry.reason for entry in revised(log))


@pytest.mark.parametrize("head", [None, "HEAD"])
def test_corrections_of_many_months_are_no_regrading(tmp_path: Path, head: str | None) -> None:
    log = between(months_apart(tmp_path), "2025-01-01", head)

    assert reasons(log) == {"correction": 10}
    assert log.regradings == ()


def test_what_the_keepers_record_on_the_day_of_a_commit_counts(tmp_path: Path) -> None:
    where = months_apart(tmp_path)
    commit(
        where,
        {"models/_history.yml": "- {from: 2025-04-01, reason: provider, note: It was closed}\n"},
        "2025-12-01",
    )

    log = between(where, "2025-01-01")

    assert reasons(log) == {"provider": 1, "correction": 9}


def test_a_regrading_that_began_before_the_base_counts_what_it_moved_since(tmp_path: Path) -> None:
    where = a_repository(tmp_path)
    commit(where, {path: text for name in NAMES for path, text in file(name).items()}, "2025-01-01")
    moved = [file(name, code="partial") for name in NAMES]
    base = commit(where, {k: v for one in moved[:6] for k, v in one.items()}, "2025-02-01")
    commit(where, {k: v for one in moved[6:8] for k, v in one.items()}, "2025-02-03")

    log = between(where, base)

    assert reasons(log) == {"rubric": 2}
    assert [(w.criterion, w.models, w.up) for w in log.regradings] == [("code", 2, False)]


def test_what_is_not_committed_is_inferred_from_the_two_states(tmp_path: Path) -> None:
    where = months_apart(tmp_path)
    for name in NAMES[:6]:
        text = file(name, code="partial", paper="closed")
        (where / f"models/{name}.yaml").write_text(*text.values())

    log = between(where, "2025-01-01")

    assert reasons(log) == {"correction": 10, "rubric": 6}
    assert [(w.criterion, w.models) for w in log.regradings] == [("paper", 6)]


def test_a_class_that_was_changed_and_changed_back_is_no_change(tmp_path: Path) -> None:
    where = months_apart(tmp_path)
    commit(where, file(NAMES[0]), "2025-12-01")

    assert NAMES[0] not in {entry.model for entry in revised(between(where, "2025-01-01"))}


def test_a_class_with_two_reasons_has_none_of_them(tmp_path: Path) -> None:
    where = months_apart(tmp_path)
    record = "- {from: 2025-12-01, reason: provider}\n"
    files = {**file(NAMES[0], code="closed"), "models/_history.yml": record}
    commit(where, files, "2025-12-01")

    [one] = [e for e in revised(between(where, "2025-01-01")) if e.model == NAMES[0]]

    assert (one.before, one.after, one.reason) == ("open", "closed", "unknown")
    assert one.because.endswith("it was changed 2 times: correction and changed by the provider")


def test_the_reason_is_found_under_the_former_id(tmp_path: Path) -> None:
    where = months_apart(tmp_path)
    renamed = {"models/m00.yaml": None, "models/n.yaml": a_file(name="m00", code="partial")}
    commit(where, renamed, "2025-12-01")

    [one] = [e for e in revised(between(where, "2025-01-01")) if e.model == "n"]

    assert one.reason == "correction"


def test_a_change_that_only_the_base_has_is_not_told_as_one_of_the_head(tmp_path: Path) -> None:
    where = months_apart(tmp_path)
    git(where, "checkout", "-q", "-b", "other", "HEAD~3")

    log = between(where, "main")

    assert reasons(log) == {"unknown": 3}
    assert "no commit between the two" in revised(log)[0].because


def test_a_shallow_clone_tells_the_reasons_of_the_commits_that_it_has(tmp_path: Path) -> None:
    where = months_apart(tmp_path / "whole")
    git(tmp_path, "clone", "-q", "--depth=3", where.as_uri(), "shallow")

    assert reasons(between(tmp_path / "shallow", "HEAD~2")) == {"correction": 2}


def test_the_commits_of_a_revision_that_is_not_checked_out_tell_the_reasons(tmp_path: Path) -> None:
    where = months_apart(tmp_path)
    git(where, "checkout", "-q", "HEAD~8")

    assert reasons(between(where, "HEAD", "main")) == {"correction": 8}
