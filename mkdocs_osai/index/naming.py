"""The texts that name a commit, and which one."""

from __future__ import annotations

import re
from functools import cached_property

from mkdocs_osai.index import git
from mkdocs_osai.index.git import HistoryError, Repository
from mkdocs_osai.problems import nearest, shown, suggestion

HOW = "write a day as 2025-06-17, a tag, or at least seven digits of a commit"

_COMMIT = re.compile(r"[0-9a-f]{7,40}|[0-9a-f]{64}")
_NAME = r"(?!\S*\.\.)\w[\w.+/@-]{0,199}"
_TAG = re.compile(_NAME)
_REVISION = re.compile(rf"(?:{_NAME}|@)(?:[~^][0-9]{{0,6}}){{0,20}}")


class Commits:
    """The commits of a repository by their names."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository

    def fixed(self, name: str) -> str:
        """The id of the commit of a tag, or that begins with some digits.

        Raises:
            HistoryError: there is none, or it is a branch.
        """
        if not _TAG.fullmatch(name):
            raise HistoryError(f"{shown(name)} is no day, tag or commit", HOW)
        if name in self._tags:
            return self._found(self._tags[name], name)
        if found := self._begun_with(name):
            if len(found) > 1:
                what = f"{shown(name)} begins more than one commit"
                raise HistoryError(what, "write more of it")
            return found[0]
        if name == "HEAD" or name in self._branches:
            raise HistoryError(f"{shown(name)} is a branch, and branches move", HOW)
        raise self._unknown(name)

    def any(self, revision: str) -> str:
        """The id of the commit that git takes a text for.

        Raises:
            HistoryError: there is none.
        """
        if not _REVISION.fullmatch(revision):
            what = f"{shown(revision)} is no name of a commit"
            raise HistoryError(
                what, "write a branch, a tag, a commit, one of them with ~2, or a day"
            )
        return self._found(revision, revision)

    def _found(self, text: str, name: str) -> str:
        [found] = self._repository.kinds([f"{text}^{{commit}}"])
        if found is None:
            raise self._unknown(name)
        return found[0]

    def _begun_with(self, digits: str) -> list[str]:
        """The commits whose ids begin with some digits, whatever branches are called."""
        if not _COMMIT.fullmatch(digits):
            return []
        oids = git.ids(self._repository.run("rev-parse", f"--disambiguate={digits}"))
        kinds = self._repository.kinds(oids)
        return [found[0] for found in kinds if found and found[1] == "commit"]

    def _unknown(self, name: str) -> HistoryError:
        what = f"git knows no tag or commit {shown(name)}"
        if nearest(name, self._tags) or (self._tags and not _COMMIT.fullmatch(name)):
            return HistoryError(what, suggestion(name, self._tags))
        shallow = self._repository.run("rev-parse", "--is-shallow-repository").strip() == b"true"
        return HistoryError(what, git.DEEPER if shallow else HOW)

    @cached_property
    def _refs(self) -> dict[str, str]:
        answer = self._repository.run("for-each-ref", "--format=%(objectname) %(refname)")
        pairs = (git.text(line).partition(" ") for line in answer.splitlines())
        return {name: oid for oid, _, name in pairs}

    @cached_property
    def _tags(self) -> dict[str, str]:
        return self._below("refs/tags/")

    @cached_property
    def _branches(self) -> dict[str, str]:
        return self._below("refs/heads/") | self._below("refs/remotes/")

    def _below(self, prefix: str) -> dict[str, str]:
        refs = self._refs.items()
        return {name.removeprefix(prefix): oid for name, oid in refs if name.startswith(prefix)}
