"""The main line of a repository, and one of its folders along it, under any name it had."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from mkdocs_osai.history import git
from mkdocs_osai.history.git import HistoryError, Repository
from mkdocs_osai.index.folder import is_yaml

LINK = "link "
"""What stands before the id of a symbolic link."""


@dataclass(frozen=True, slots=True)
class FolderCommit:
    """A commit of the main line.

    Attributes:
        commit: its id.
        moment: when it was committed, UTC.
        path: the folder inside the repository, as it was called then.
        tree: the id of the folder's tree; None if it was not there, or held no YAML file.
    """

    commit: str
    moment: dt.datetime
    path: str
    tree: str | None


class TreeReader:
    """Folders by the id of their tree, each read once."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._files: dict[str, dict[str, str]] = {}
        self._line = lru_cache(maxsize=None)(_file)  # most lines stand in most trees

    def files(self, tree: str) -> Mapping[str, str]:
        """The YAML files directly in a folder: name → id; `LINK` and id for symbolic links."""
        if tree not in self._files:
            self.load([tree])
        return self._files[tree]

    def load(self, trees: Iterable[str | None]) -> None:
        """Read the trees that are not read yet, all at once."""
        new = [*dict.fromkeys(t for t in trees if t and t not in self._files)]
        for tree, content in self._repository.contents(new):
            lines = git.entries(content, len(tree) // 2)
            self._files[tree] = dict(filter(None, map(self._line, lines)))

    def below(self, roots: Sequence[str], path: str) -> list[str | None]:
        """The tree of a folder in each of some root trees; None where it holds no YAML file."""
        trees: list[str | None] = [*roots]
        for part in path.split("/") if path else ():
            new = [*dict.fromkeys(filter(None, trees))]
            found = {tree: _folder(tree, content, part) for tree, content in self._contents(new)}
            trees = [found[tree] if tree else None for tree in trees]
        self.load(trees)
        return [tree if tree and self._files[tree] else None for tree in trees]

    def _contents(self, trees: Sequence[str]) -> Iterable[tuple[str, bytes]]:
        return self._repository.contents(trees)


def main_line(repository: Repository, trees: TreeReader, path: str) -> list[FolderCommit]:
    """The first parents of HEAD, newest first, each with the folder as it was then.

    Where the folder appears, its past is that of the folder most of its files came from.

    Args:
        repository: where.
        trees: the folders of that repository.
        path: the folder at HEAD, or as it was last called.
    """
    commits = git.ids(repository.run("rev-list", "--first-parent", "HEAD", "--"))
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
    """The folder most files of a folder came from in a commit, and how many came from there."""
    options = ("-r", "-z", "--name-status", "--diff-filter=R", "-l5000")
    try:
        answer = repository.run("diff-tree", "-M", *options, older, newer)
    except HistoryError:  # a clone without the files themselves still knows which are the same
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


def _file(line: tuple[bytes, bytes, bytes]) -> tuple[str, str] | None:
    """A line of a tree as a YAML file, if it is one."""
    mode, name, oid = line
    if not is_yaml(git.text(name)) or mode not in (b"100644", b"100755", b"120000"):
        return None
    return git.text(name), (LINK if mode == b"120000" else "") + oid.hex()


def _folder(tree: str, content: bytes, name: str) -> str | None:
    wanted = name.encode("utf-8", "surrogateescape")
    lines = git.entries(content, len(tree) // 2)
    return next((o.hex() for mode, n, o in lines if n == wanted and mode == b"40000"), None)
