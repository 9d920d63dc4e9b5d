"""What the versions of an index take from those of an earlier build."""

from __future__ import annotations

from pathlib import Path

from mkdocs_osai.cache import Cache
from mkdocs_osai.history import IndexVersions
from tests.repositories import a_repository, commit, git
from tests.sites import a_file

OWN = {
    "models/_definitions.yml": "mine:\n  name: Mine\n  all:\n    - weights_endmodel: open\n",
    "models/_families.yml": "Zed:\n  maker: Zed\n  names: [Zed]\n",
    "models/_dimensions.yml": "asian:\n  label: Asian\n  of: regions\n  groups: {yes: [Asia]}\n",
}


def versions(folder: Path, earlier: IndexVersions | None = None) -> IndexVersions:
    found = IndexVersions(folder / "models", Cache(None))
    if earlier is not None:
        found.reuse(earlier)
    return found


def test_an_index_with_registries_of_its_own_is_used_again(tmp_path: Path) -> None:
    a_repository(tmp_path)
    commit(tmp_path, {"models/zed.yaml": a_file("Zed"), **OWN}, "2025-03-01")
    first = versions(tmp_path)
    second = versions(tmp_path, first)

    assert second.present is first.present

    for path, text in OWN.items():
        (tmp_path / path).write_text(f"# changed\n{text}", encoding="utf-8")
        third = versions(tmp_path, second)
        assert third.present is not second.present, path
        second = third


def test_the_past_is_read_again_only_if_git_has_something_new(tmp_path: Path) -> None:
    a_repository(tmp_path)
    commit(tmp_path, {"models/zed.yaml": a_file("Zed")}, "2025-03-01")
    git(tmp_path, "tag", "read")
    first = versions(tmp_path)
    assert len(first.at("read")) == 1
    assert versions(tmp_path, first).at("read") is first.at("read")

    commit(tmp_path, {"models/new.yaml": a_file("New")}, "2025-03-02")
    second = versions(tmp_path, first)
    assert [len(one) for _, one in second.past("month")] == [2]
    assert second.history.head().commit != first.history.head().commit

    git(tmp_path, "tag", "--force", "read")
    third = versions(tmp_path, second)
    assert len(third.at("read")) == 2
    assert len(third.changelog.main) == 1


def test_a_clone_that_was_deepened_has_its_whole_past(tmp_path: Path) -> None:
    whole = a_repository(tmp_path / "whole")
    for day in (1, 2, 3):
        commit(whole, {f"models/m{day}.yaml": a_file(f"Model {day}")}, f"2025-03-0{day}")
    git(tmp_path, "clone", "-q", "--depth=2", f"file://{whole}", "clone")
    first = versions(tmp_path / "clone")
    assert not first.changelog.main

    git(tmp_path / "clone", "fetch", "-q", "--unshallow")
    second = versions(tmp_path / "clone", first)

    assert second.present is first.present
    assert len(second.history.revisions()) == 3
