"""A repository whose objects somebody wrote by hand: its past is read, or refused."""

from __future__ import annotations

import datetime as dt
import hashlib
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given
from hypothesis import strategies as st

from mkdocs_osai.history import IndexVersions
from mkdocs_osai.problems import OsaiError
from tests.builders import a_file
from tests.fuzz.settings import tries, within
from tests.fuzz.test_git import MODES, NAMES
from tests.fuzz.yaml_files import FILES

Tree = dict[bytes, tuple[bytes, bytes]]
"""File name → mode and content."""

_CONFIG = "[core]\n\trepositoryformatversion = 0\n\tbare = false\n"
_STAMPS = st.one_of(
    st.integers(0, 2_000_000_000).map(lambda seconds: b"%d +0000" % seconds),
    st.sampled_from(
        (
            *(b"", b"x", b"-5 +0000", b"0 +0000", b"1700000000", b"1700000000 +9999"),
            *(b"9" * 18 + b" +0000", b"9" * 40 + b" +0000", b"1e9 +0000", b"17 00000000 +0000"),
        )
    ),
    st.binary(max_size=10).filter(lambda stamp: b"\n" not in stamp and b"\0" not in stamp),
)
_COMMITTERS = st.one_of(
    _STAMPS.map(lambda stamp: b"committer A <a@example.org> " + stamp),
    st.sampled_from((b"committer", b"committer A", b"committer <<>> 1 +0000", b"encoding x")),
)
_TREES = st.dictionaries(
    st.one_of(st.sampled_from((b"a.yaml", b"b.yml", b"_parameters.yml", b"../c.yaml")), NAMES),
    st.tuples(MODES, st.one_of(FILES, st.just(a_file().encode()))),
    max_size=3,
)
_REPOSITORIES = st.lists(st.tuples(_TREES, _COMMITTERS), min_size=1, max_size=3)


@tries(12)
@given(_REPOSITORIES)
@example([({}, b"committer A <a@example.org> ")])
@example([({b"a.yaml": (b"100644", b"")}, b"committer A <a@example.org> ")])
@example([({b"a.yaml": (b"100644", b"")}, b"committer A <a@example.org> -5 +0000")])
@within(4)
def test_history(commits: list[tuple[Tree, bytes]]) -> None:
    """Nothing that commits and trees say ends a build, or is more than what a reader is told."""
    with TemporaryDirectory() as folder:
        _write(Path(folder), commits)
        editions = IndexVersions(Path(folder) / "models")
        asked: tuple[Callable[[], object], ...] = (
            lambda: len(editions.present),
            lambda: editions.present.about.date,
            lambda: editions.commit,
            lambda: editions.changes,
            lambda: [len(index) for _, index in editions.past("year")],
            lambda: len(editions.at(dt.date(2024, 1, 1))),
            lambda: len(editions.at("9999-12-31")),
        )
        for ask in asked:
            with suppress(OsaiError):
                ask()


def _write(folder: Path, commits: list[tuple[Tree, bytes]]) -> None:
    """A repository of these commits, oldest first, each with its folder `models`."""
    (folder / "models").mkdir()
    (folder / "models" / "a.yaml").write_text(a_file())
    git = folder / ".git"
    (git / "refs").mkdir(parents=True)
    (git / "objects").mkdir()
    (git / "config").write_text(_CONFIG)
    parent = b""
    for files, committer in commits:
        lines = b"".join(
            mode + b" " + name + b"\0" + bytes.fromhex(_object(git, b"blob", content))
            for name, (mode, content) in files.items()
        )
        models = _object(git, b"tree", lines)
        root = _object(git, b"tree", b"40000 models\0" + bytes.fromhex(models))
        told = b"tree %s\n%sauthor A <a@example.org> 0 +0000\n%s\n\nx\n"
        commit = _object(git, b"commit", told % (root.encode(), parent, committer))
        parent = b"parent %s\n" % commit.encode()
        (git / "HEAD").write_text(f"{commit}\n")


def _object(git: Path, kind: bytes, content: bytes) -> str:
    """Write an object as git keeps one, without a look at what it says."""
    data = b"%s %d\0%s" % (kind, len(content), content)
    name = hashlib.sha1(data, usedforsecurity=False).hexdigest()
    place = git / "objects" / name[:2] / name[2:]
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(zlib.compress(data))
    return name
