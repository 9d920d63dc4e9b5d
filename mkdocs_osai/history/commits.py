"""The commits of a repository, and the files of one folder in each."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from mkdocs_osai.history import git
from mkdocs_osai.history.git import HistoryError, Repository
from mkdocs_osai.index.bounds import MOST_BYTES
from mkdocs_osai.index.folder import files_in, is_yaml
from mkdocs_osai.problems import OsaiError

LINK = "link "
"""The prefix of the id of a symbolic link."""


@dataclass(frozen=True, slots=True)
class FolderCommit:
    """A commit of the main line.

    Attributes:
        commit: its id.
        moment: its time, UTC.
        path: the folder inside the repository at that commit.
        tree: the id of the folder's tree; None if it did not exist or had no YAML file.
    """

    commit: str
    moment: dt.datetime
    path: str
    tree: str | None


class TreeReader:
    """Reads folders by the id of their tree, each once."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._files: dict[str, dict[str, str]] = {}
        self._file = lru_cache(maxsize=None)(_file)  # most entries are in most trees

    def files(self, tree: str) -> Mapping[str, str]:
        """The YAML files of a folder: name → id, after `LINK` for symbolic links."""
        if tree not in self._files:
            self.load([tree])
        return self._files[tree]

    def load(self, trees: Iterable[str | None]) -> None:
        """Read all trees that are not read yet."""
        new = [*dict.fromkeys(t for t in trees if t and t not in self._files)]
        for tree, content in self._repository.contents(new):
            length = len(tree) // 2
            found = (self._file(entry, length) for entry in git.entries(content, length))
            self._files[tree] = dict(filter(None, found))

    def changed(self, line: Iterable[FolderCommit]) -> Iterator[FolderCommit]:
        """The commits of a line, newest first, that changed files of the folder, oldest first."""
        before = None
        for step in reversed([*line]):
            files = self.files(step.tree) if step.tree else None
            if step.tree and files != before:
                yield step
            before = files

    def below(self, roots: Sequence[str], path: str) -> list[str | None]:
        """The tree of a folder in each root tree; None if it has no YAML file."""
        trees: list[str | None] = [*roots]
        for part in path.split("/") if path else ():
            new = [*dict.fromkeys(filter(None, trees))]
            contents = self._repository.contents(new)
            found = {tree: _folder(tree, content, part) for tree, content in contents}
            trees = [found[tree] if tree else None for tree in trees]
        self.load(trees)
        return [tree if tree and self._files[tree] else None for tree in trees]


def main_line(
    repository: Repository, trees: TreeReader, path: str, head: str = "HEAD"
) -> list[FolderCommit]:
    """The first parents of a commit, newest first, each with the folder at that commit.

    A folder that was renamed is followed: before it appears, its past is that of the folder most
    of its files came from.
    """
    commits = git.ids(repository.run("rev-list", "--first-parent", head, "--"))
    roots, moments = zip(*repository.commits(commits), strict=True)
    steps: list[FolderCommit] = []
    while len(steps) < len(commits):
        begin = len(steps)
        found = [*trees.below(roots[begin:], path), None]
        for place, (tree, older) in enumerate(pairwise(found), begin):
            steps.append(FolderCommit(commits[place], moments[place], path, tree))
            if tree and not older and place + 1 < len(commits):
                former = _former(repository, commits[place + 1], commits[place], path)
                if former is not None and former[1] * 2 > len(trees.files(tree)):
                    path = former[0]
                    break
    return steps


def _former(repository: Repository, older: str, newer: str, path: str) -> tuple[str, int] | None:
    """The folder that most files of a folder were moved from in a commit, and their number."""
    options = ("-r", "-z", "--name-status", "--diff-filter=R", "-l5000")
    try:
        answer = repository.run("diff-tree", "-M", *options, older, newer)
    except HistoryError:  # a clone without file contents can still detect exact renames
        answer = repository.run("diff-tree", "-M100%", *options, older, newer)
    names = [git.text(name) for name in answer.split(b"\0")]
    pairs = zip(names[1::3], names[2::3], strict=False)
    found = Counter(
        source.rpartition("/")[0]
        for source, target in pairs
        if is_yaml(source) and is_yaml(target) and target.rpartition("/")[0] == path
    )
    found.pop(path, None)
    return min(found.items(), key=lambda one: (-one[1], one[0])) if found else None


def _file(entry: bytes, length: int) -> tuple[str, str] | None:
    """The name and id of a YAML file from an entry of a tree."""
    mode, name, oid = git.parts_of(entry, length)
    if not is_yaml(git.text(name)) or mode not in (b"100644", b"100755", b"120000"):
        return None
    return git.text(name), (LINK if mode == b"120000" else "") + oid


def _folder(tree: str, content: bytes, name: str) -> str | None:
    wanted = name.encode("utf-8", "surrogateescape")
    length = len(tree) // 2
    lines = (git.parts_of(entry, length) for entry in git.entries(content, length))
    return next((oid for mode, n, oid in lines if n == wanted and mode == b"40000"), None)


class Blobs:
    """The sizes of files of a repository, and the contents of those that are loaded."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._sizes: dict[str, int] = {}
        self._held: dict[str, bytes] = {}

    def measure(self, oids: Iterable[str]) -> None:
        """Read the sizes of some files.

        Raises:
            HistoryError: the clone does not contain one, or git fails.
        """
        new = sorted(oid for oid in oids if oid not in self._sizes and not oid.startswith(LINK))
        for oid, found in zip(new, self._repository.kinds(new), strict=True):
            if found is None:
                raise git.missing_objects()
            self._sizes[oid] = found[2]

    def bytes_of(self, oids: Iterable[str]) -> int:
        """The bytes that some measured files take in memory; 0 for symbolic links."""
        return sum(min(self._sizes.get(oid, 0), MOST_BYTES) for oid in oids)

    @contextmanager
    def held(self, oids: Iterable[str]) -> Iterator[None]:
        """Keep the contents of some measured files in memory, except those that are too large.

        Raises:
            HistoryError: the clone does not contain one, or git fails.
        """
        wanted = sorted(o for o in oids if 0 <= self._sizes.get(o, -1) <= MOST_BYTES)
        self._held = dict(self._repository.contents(wanted))
        try:
            yield
        finally:
            self._held = {}

    def of(self, oid: str) -> bytes | OSError:
        """The content of a loaded file, or the reason why it is not read."""
        if oid.startswith(LINK):
            return OSError(None, "it is a symbolic link")
        if self._sizes[oid] > MOST_BYTES:
            return bytes(MOST_BYTES + 1)  # the reader reports that it is too large
        return self._held[oid]


def commit_of(folder: str | Path) -> str | None:
    """The last commit that changed a folder, if its YAML files are unchanged since.

    The files are compared here, because git could run filters on them.

    Returns:
        The full id of the commit; None outside a git checkout, and if a file was changed, added or
        removed.

    Example:
        >>> commit_of("/") is None
        True
    """
    path = Path(folder)
    try:
        repository = Repository.of(folder)
        if repository.bare:
            return None
        [root] = repository.kinds(["HEAD^{tree}"])
        trees = TreeReader(repository)
        tree = trees.below([root[0]], repository.path)[0] if root else None
        if root is None or tree is None or _files(path, len(root[0])) != trees.files(tree):
            return None
        return repository.last_change()
    except (OsaiError, OSError):
        return None


def _files(folder: Path, digits: int) -> dict[str, str]:
    """The YAML files of a folder: name → the git id of its content."""
    found = {}
    for name, content in files_in(folder).items():
        if isinstance(content, OSError):
            raise content
        digest = hashlib.sha1(usedforsecurity=False) if digits == _SHA1 else hashlib.sha256()
        digest.update(b"blob %d\0" % len(content))
        digest.update(content)
        found[name] = digest.hexdigest()
    return found


_SHA1 = 40
"""Hexadecimal digits of a SHA-1 id."""
