"""Which commit a folder of files is the same as."""

from __future__ import annotations

import hashlib
from pathlib import Path

from mkdocs_osai.history.commits import TreeReader
from mkdocs_osai.history.git import Repository
from mkdocs_osai.index.folder import files_in
from mkdocs_osai.problems import OsaiError


def commit_of(folder: str | Path) -> str | None:
    """The last commit that changed a folder, if its YAML files are as it left them.

    The files are compared here, byte by byte, as nothing that git is told to run may touch them.

    Returns:
        The id of the commit in full; None outside a git checkout, and where a file is other than
        committed, new, or gone.

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
    """The YAML files of a folder: name → the id that git gives such a file.

    Args:
        folder: where they lie.
        digits: how long the ids of the repository are.
    """
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
"""Hexadecimal digits of an id in a repository of the usual kind."""
