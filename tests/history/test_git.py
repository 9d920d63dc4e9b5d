"""The history can be read from all kinds of clones, and nothing is changed or run."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from mkdocs_osai.history import git as plumbing
from mkdocs_osai.history import load
from mkdocs_osai.history.commits import commit_of
from mkdocs_osai.history.history import History, HistoryError, is_bare
from mkdocs_osai.index.reader import read_folder
from tests.builders import a_file
from tests.repositories import a_repository, commit, git, models


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A repository with the model a since January, b since February, and c since March."""
    site = a_repository(tmp_path / "site")
    for month, name in enumerate("abc", 1):
        commit(site, models(name), f"2025-0{month}-01")
    return site


def ids_at(folder: Path | str, when: str) -> list[str]:
    history = History(folder)
    return [m.id for m in history.read(history.at(when)).models]


def everything(folder: Path) -> dict[str, str]:
    """Every file below a folder with a digest of its content, and its time."""
    return {
        str(p.relative_to(folder)): f"{p.stat().st_mtime_ns} "
        + (hashlib.sha256(p.read_bytes()).hexdigest() if p.is_file() else "")
        for p in sorted(folder.rglob("*"))
    }


def test_neither_the_working_tree_nor_the_repository_is_touched(site: Path) -> None:
    git(site, "tag", "v1")
    commit(site, {})
    (site / "models/a.yaml").write_text("changed: true\n")
    (site / "models/new.yaml").write_text(a_file())
    (site / "models/b.yaml").unlink()
    (site / "models/c.yaml").touch()  # whoever refreshes the index writes it
    git(site, "add", "models/new.yaml")
    (site / "models/c.yaml").touch()
    before = everything(site)

    history = History(site / "models")
    for revision in (*history.revisions(), history.at("v1"), history.resolve("main~1")):
        history.read(revision)
    history.at("2025-02-15")
    load(site / "models")
    is_bare(site / "models")

    assert everything(site) == before
    status = git(site, "status", "--porcelain")
    assert status == " M models/a.yaml\n D models/b.yaml\nA  models/new.yaml"
    assert ids_at(site / "models", "2025-03-01") == ["a", "b", "c"]


@pytest.mark.parametrize("below", ["", "models"])
def test_a_bare_clone_is_read_without_a_checkout(site: Path, tmp_path: Path, below: str) -> None:
    git(tmp_path, "clone", "-q", "--bare", str(site), "index.git")
    folder = tmp_path / "index.git" / below

    history = History(folder)
    snapshot = history.read(history.head())

    assert is_bare(folder)
    assert [m.id for m in snapshot.models] == ["a", "b", "c"]
    assert snapshot.models[0].path == "models/a.yaml"
    assert snapshot.about.date == dt.date(2025, 3, 1)
    assert ids_at(folder, "2025-02-15") == ["a", "b"]


def test_a_bare_clone_can_hold_models_at_its_root_or_elsewhere(tmp_path: Path) -> None:
    flat = a_repository(tmp_path / "flat")
    commit(flat, models("a", folder="") | models("b", folder="deep/er"))
    git(tmp_path, "clone", "-q", "--bare", str(flat), "index.git")
    history = History(tmp_path / "index.git")

    assert history.head().path == ""
    assert history.read(history.head()).models[0].path == "index.git/a.yaml"
    assert ids_at(tmp_path / "index.git/deep/er", "2025-01-01") == ["b"]
    with pytest.raises(HistoryError, match="git knows no folder of models 'deep'"):
        History(tmp_path / "index.git/deep").head()


def test_other_folders_are_not_bare(site: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--bare", str(site), "index.git")
    git(tmp_path / "index.git", "worktree", "add", "-q", "inside", "main")

    assert is_bare(tmp_path / "index.git/refs")
    assert not is_bare(tmp_path / "index.git/inside/models")
    assert not is_bare(site / "models")
    assert not is_bare(tmp_path / "nowhere")
    assert not is_bare("nul\0")


def test_models_can_be_a_submodule(tmp_path: Path) -> None:
    outer = a_repository(tmp_path / "outer")
    commit(outer, {"readme.md": "text"}, "2025-06-01")
    index = a_repository(tmp_path / "index")
    commit(index, models("x", folder=""), "2025-01-01")
    commit(index, models("y", folder=""), "2025-02-01")
    git(outer, "submodule", "--quiet", "add", str(index), "models")
    commit(outer, {}, "2025-06-02")

    assert ids_at(outer / "models", "2025-01-15") == ["x"]
    assert not is_bare(outer / "models")

    git(tmp_path, "clone", "-q", str(outer), "again")
    with pytest.raises(HistoryError, match="a submodule has to be checked out first"):
        History(tmp_path / "again/models").head()


def test_a_worktree_has_the_past_of_its_own_head(site: Path, tmp_path: Path) -> None:
    git(site, "worktree", "add", "-q", str(tmp_path / "tree"), "HEAD~1")
    commit(tmp_path / "tree", models("z"), "2025-04-01")

    assert ids_at(tmp_path / "tree/models", "2025-04-01") == ["a", "b", "z"]
    assert ids_at(site / "models", "2025-03-01") == ["a", "b", "c"]


def test_a_detached_head_has_its_past(site: Path) -> None:
    git(site, "checkout", "-q", "--detach", "HEAD~1")

    assert ids_at(site / "models", "2025-02-01") == ["a", "b"]


def test_a_folder_is_found_through_links_and_from_anywhere(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "link").symlink_to(site / "models")
    monkeypatch.chdir(site / "models")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", "x")
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(tmp_path))
    monkeypatch.setenv("GIT_TRACE", "1")

    for folder in (tmp_path / "link", ".", "../models", "../nowhere/../models"):
        assert ids_at(folder, "2025-02-15") == ["a", "b"]
    assert load(".").about.date == dt.date(2025, 3, 1)


def test_a_path_in_the_repository_can_hold_any_character(tmp_path: Path) -> None:
    site = a_repository(tmp_path / "site")
    folder = ":(top)*\n\"é'[a] b"
    commit(site, models("a", folder=folder), "2025-01-01")
    git(site, "mv", folder, f"{folder}2")
    commit(site, {}, "2025-02-01")

    history = History(site / f"{folder}2")

    assert history.at("2025-01-15").path == folder
    assert [m.id for m in history.read(history.at("2025-01-15")).models] == ["a"]


def test_a_repository_with_long_ids_is_read(tmp_path: Path) -> None:
    site = a_repository(tmp_path / "site", "--object-format=sha256")
    first = commit(site, models("a"), "2025-01-01")
    commit(site, models("b"), "2025-02-01")

    assert len(first) == 64
    for when in (first, first[:9], "2025-01-15"):
        assert ids_at(site / "models", when) == ["a"]


def test_a_clone_that_is_not_whole_says_how_to_make_it_whole(site: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth=2", site.as_uri(), "shallow")
    history = History(tmp_path / "shallow/models")
    whole = "git fetch --unshallow, or in a GitHub workflow actions/checkout with fetch-depth: 0"

    assert [m.id for m in history.read(history.at("2025-02-15")).models] == ["a", "b"]
    for ask in (
        lambda: history.at("2025-01-15"),
        history.revisions,
        lambda: history.at(git(site, "rev-parse", "HEAD~2")),
        lambda: history.resolve("HEAD~2"),
    ):
        with pytest.raises(HistoryError) as error:
            ask()
        assert error.value.hint == f"fetch the whole history: {whole}"

    git(tmp_path / "shallow", "fetch", "-q", "--unshallow")
    assert ids_at(tmp_path / "shallow/models", "2025-01-15") == ["a"]
    assert len(History(tmp_path / "shallow/models").revisions()) == 3


def test_a_clone_without_its_files_fetches_nothing(site: Path, tmp_path: Path) -> None:
    git(site, "mv", "models", "data")
    commit(site, {}, "2025-04-01")
    git(site, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", "--filter=blob:none", "--no-checkout", site.as_uri(), "partial")
    (tmp_path / "partial/data").mkdir()
    before = everything(tmp_path / "partial")
    history = History(tmp_path / "partial/data")

    revision = history.at("2025-01-15")
    with pytest.raises(
        HistoryError, match="does not contain all files of its history; clone it whole"
    ):
        history.read(revision)

    assert revision.path == "models"
    assert everything(tmp_path / "partial") == before


RUNS = """
[core]
    fsmonitor = {program}
    pager = {program}
    sshCommand = {program}
    editor = {program}
    hooksPath = {hooks}
    askPass = {program}
[alias]
    rev-list = !{program}
    cat-file = !{program}
    rev-parse = !{program}
[log]
    showSignature = true
[gpg]
    program = {program}
[diff]
    relative = true
    orderFile = {program}
    external = {program}
[diff "x"]
    textconv = {program}
    command = {program}
[filter "x"]
    smudge = {program}
    clean = {program}
    process = {program}
[credential]
    helper = !{program}
[protocol]
    allow = always
[protocol "ext"]
    allow = always
[extensions]
    partialClone = origin
[remote "origin"]
    url = ext::{program}
    promisor = true
    uploadpack = {program}
"""


def test_nothing_that_a_repository_names_is_run(site: Path, tmp_path: Path) -> None:
    program, ran = tmp_path / "program", tmp_path / "ran"
    program.write_text(f"#!/bin/sh\necho \"$0 $@\" >> '{ran}'\n")
    program.chmod(0o755)
    commit(site, {".gitattributes": "* diff=x filter=x\n"}, "2025-04-01")
    git(site, "mv", "models", "data")
    commit(site, {"data/a.yaml": a_file(name="Changed")}, "2025-05-01")
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for hook in ("post-index-change", "reference-transaction", "fsmonitor-watchman", "pre-auto-gc"):
        (hooks / hook).symlink_to(program)
    config = site / ".git/config"
    plain = config.read_text().replace("repositoryformatversion = 0", "repositoryformatversion = 1")
    config.write_text(plain + RUNS.format(program=program, hooks=hooks))
    missing = git(site, "rev-parse", "HEAD~2:models/b.yaml")
    (site / f".git/objects/{missing[:2]}/{missing[2:]}").unlink()
    signed = git(site, "cat-file", "commit", "HEAD").replace(
        "\n\n", "\ngpgsig -----BEGIN PGP SIGNATURE-----\n -----END PGP SIGNATURE-----\n\n", 1
    )
    ran.unlink(missing_ok=True)  # what the tests' own git ran
    oid = git(site, "hash-object", "-t", "commit", "-w", "--stdin", given=signed.encode())
    git(site, "update-ref", "--no-deref", "HEAD", oid)
    ran.unlink(missing_ok=True)

    history = History(site / "data")
    load(site / "data")
    is_bare(site / "data")
    assert [r.path for r in history.revisions()] == ["models"] * 3 + ["data"]
    history.at("2025-02-15")
    history.resolve("HEAD")
    with pytest.raises(HistoryError, match="does not contain all files"):
        history.read(history.head())

    assert not ran.exists()


def test_a_git_in_the_folder_is_not_run(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (site / "models/git").write_text("#!/bin/sh\ntouch ran\n")
    (site / "models/git").chmod(0o755)
    monkeypatch.chdir(site / "models")
    monkeypatch.setenv("PATH", os.pathsep.join(("", ".", os.environ["PATH"])))

    assert ids_at(".", "2025-01-15") == ["a"]
    assert not (site / "models/ran").exists()


def test_replaced_objects_do_not_count(site: Path) -> None:
    git(site, "replace", "HEAD~1", "HEAD")

    assert ids_at(site / "models", "2025-02-15") == ["a", "b"]


def told(folder: Path) -> tuple[object, ...]:
    """All that is known of the past of a folder, without where the folder lies."""
    history = History(folder)
    revisions = history.revisions()
    days = [(m.id, m.name) for m in history.read(history.at("2025-02-15")).models]
    present = load(folder).about.date
    return revisions, days, history.resolve("HEAD~1"), present, commit_of(folder)


SETTINGS = {
    "i18n.logOutputEncoding": ("UTF-16", "UTF-7", "IBM037", "none-such"),
    "i18n.commitEncoding": ("UTF-16", "UTF-32"),
    "core.bare": ("true",),
    "core.worktree": ("/nowhere", "/", "../.."),
    "core.quotePath": ("true", "false"),
    "core.abbrev": ("4", "no"),
    "core.commitGraph": ("true",),
    "core.ignoreCase": ("true",),
    "core.precomposeUnicode": ("true",),
    "core.bigFileThreshold": ("1",),
    "core.useReplaceRefs": ("true",),
    "log.showSignature": ("true",),
    "log.abbrevCommit": ("true",),
    "log.date": ("relative",),
    "log.follow": ("true",),
    "log.diffMerges": ("first-parent",),
    "format.pretty": ("%H%n%H",),
    "diff.renames": ("false", "copies"),
    "diff.renameLimit": ("1",),
    "diff.relative": ("true",),
    "diff.noprefix": ("true",),
    "diff.orderFile": ("/nowhere",),
    "diff.ignoreSubmodules": ("all",),
    "color.ui": ("always",),
    "column.ui": ("always",),
    "pager.rev-list": ("cat /dev/null",),
    "rev-list.default": ("x",),
    "safe.bareRepository": ("explicit",),
    "fetch.recurseSubmodules": ("true",),
    "extensions.partialClone": ("origin",),
}


@pytest.mark.parametrize(
    ("key", "value"), [(key, value) for key, values in SETTINGS.items() for value in values]
)
def test_no_setting_of_a_clone_changes_the_history(
    site: Path, tmp_path: Path, key: str, value: str
) -> None:
    git(site, "mv", "models", "data")
    commit(site, {"data/a.yaml": a_file(name="Changed")}, "2025-04-01")
    right = told(site / "data")
    git(tmp_path, "clone", "-q", "--bare", str(site), "index.git")
    right_of_bare = told_of_bare(tmp_path / "index.git/data")

    for repository in (site, tmp_path / "index.git"):
        git(repository, "config", key, value)

    assert told(site / "data") == right
    assert told_of_bare(tmp_path / "index.git/data") == right_of_bare


def told_of_bare(folder: Path) -> tuple[object, ...]:
    history = History(folder)
    snapshot = history.read(history.head())
    return history.revisions(), snapshot.models, snapshot.about


def test_a_setting_that_git_refuses_is_quoted_and_the_folder_is_read(site: Path) -> None:
    git(site, "config", "core.abbrev", "a lot")

    with pytest.raises(HistoryError, match="git refuses: "):
        History(site / "models").head()
    assert len(read_folder(site / "models").models) == 3


@pytest.mark.parametrize("encoding", ["UTF-16", "UTF-32", "IBM037", "UTF-7", "none-such"])
def test_the_encoding_that_a_commit_names_does_not_change_its_day(
    site: Path, encoding: str
) -> None:
    commit(site, models("d"), "2025-04-01")
    told = git(site, "cat-file", "commit", "HEAD")
    named = told.replace("\n\n", f"\nencoding {encoding}\n\n", 1)
    oid = git(site, "hash-object", "-t", "commit", "-w", "--stdin", given=named.encode())
    git(site, "update-ref", "HEAD", oid)

    assert History(site / "models").head().moment.date() == dt.date(2025, 4, 1)
    assert load(site / "models").about.date == dt.date(2025, 4, 1)
    assert ids_at(site / "models", "2025-03-31") == ["a", "b", "c"]


def a_graft(site: Path, commit: str, parent: str) -> None:
    (site / ".git/info").mkdir(exist_ok=True)
    (site / ".git/info/grafts").write_text(f"{commit} {parent}\n")


def a_graph_of_commits(site: Path, commit: str, parent: str) -> None:
    """The file from which git reads parents the quicker, if it believes it."""
    git(site, "commit-graph", "write", "--reachable")
    file = site / ".git/objects/info/commit-graph"
    graph = bytearray(file.read_bytes())
    place = graph.index(bytes.fromhex(git(site, "rev-parse", f"{commit}^{{tree}}"))) + 20
    position = sorted(git(site, "rev-list", "HEAD").split()).index(parent)
    graph[place : place + 4] = position.to_bytes(4)
    file.unlink()
    file.write_bytes(graph)


def a_replacement(site: Path, commit: str, parent: str) -> None:
    git(site, "replace", "--graft", commit, parent)


@pytest.mark.parametrize("forge", [a_graft, a_graph_of_commits, a_replacement])
def test_the_parents_of_a_commit_are_those_it_names(
    site: Path, forge: Callable[[Path, str, str], None]
) -> None:
    right = told(site / "models")

    forge(site, git(site, "rev-parse", "HEAD"), git(site, "rev-parse", "HEAD~2"))

    assert git(site, "rev-list", "--count", "HEAD") == "2", "git itself believes it"
    assert told(site / "models") == right


def test_a_folder_can_have_the_name_of_an_option_or_of_a_pattern(tmp_path: Path) -> None:
    site = a_repository(tmp_path / "site")
    for day, folder in enumerate(("--all", "*", ":(exclude)models", "models"), 1):
        commit(site, models("a", folder=folder), f"2025-01-0{day}")

    days = [load(site / name).about.date for name in ("--all", "*", ":(exclude)models")]

    assert days == [dt.date(2025, 1, day) for day in (1, 2, 3)]


def test_what_git_answers_is_ids_or_an_error() -> None:
    oid = b"0123456789" * 4

    assert plumbing.ids(oid + b"\n" + oid + b"0123" * 6 + b"\n") == [
        oid.decode(),
        (oid + b"0123" * 6).decode(),
    ]
    assert plumbing.ids(b"") == []
    for answer in (oid[1:], b"commit " + oid, oid.decode().encode("utf-16"), b"\xff" * 40, b"\n"):
        with pytest.raises(HistoryError, match="instead of ids"):
            plumbing.ids(answer)
