"""The history of a folder of models in git, which is only read."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from mkdocs_osai.cache import Cache, JsonLines, code_version
from mkdocs_osai.history import git
from mkdocs_osai.history.commits import Blobs, FolderCommit, TreeReader, main_line
from mkdocs_osai.history.git import HistoryError, Repository, is_bare
from mkdocs_osai.history.revisions import HOW, RevisionResolver
from mkdocs_osai.index.progress import progress
from mkdocs_osai.index.reader import Files, Reader
from mkdocs_osai.index.snapshot import Snapshot
from mkdocs_osai.problems import quote

__all__ = ["History", "HistoryError", "Revision", "is_bare"]

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

_AT_ONCE = 64_000_000
"""How many bytes of files are kept in memory while revisions are read."""


@dataclass(frozen=True, slots=True)
class Revision:
    """The folder at one commit.

    Attributes:
        commit: the full id of the commit.
        moment: the time of the commit, UTC.
        path: the folder inside the repository at that commit, '' for the root.
        tree: the id of the folder's tree.
        day: the requested day, or the day of the newest commit if that was today; None if no day
            was requested.
    """

    commit: str
    moment: dt.datetime
    path: str
    tree: str
    day: dt.date | None = None


class History:
    """The history of one folder of models.

    git runs when it is needed; its output is kept as long as this object.

    Args:
        folder: the folder in a checkout; or a bare clone whose name ends in `.git`, with the models
            in `models` or else in its root; or a folder below one, such as `index.git/data`.
        cache: the cache of parsed files.

    Example:
        >>> History("models").at("2999-01-01")
        Traceback (most recent call last):
        mkdocs_osai.history.git.HistoryError: 2999-01-01 is in the future; write a day that is over
    """

    def __init__(self, folder: str | Path, cache: Cache | None = None) -> None:
        self._folder = folder
        where = os.path.abspath(folder)  # noqa: PTH100 - resolve() would follow links
        name = f"history {code_version()} {where}"
        self._kept = JsonLines(cache or Cache(None), name, keep_unused=True)
        self._reader = Reader(self._kept)
        self._state: tuple[bytes, ...] = ()

    def is_as(self, earlier: History) -> bool:
        """Whether git has the same commits and names as for an earlier object of the folder.

        Raises:
            HistoryError: git fails.
        """
        return (self._repository, self._state) == (earlier._repository, earlier._state)

    def at(self, when: dt.date | str) -> Revision:
        """The folder at the end of a day (UTC), at a tag, or at a commit.

        For a day it is the newest commit of the main line (the first parents of HEAD) by the end
        of that day, without commits that were merged later. A day after the newest commit is an
        error, except today, for which it is the newest commit with its day.

        Args:
            when: a day, or the text 2025-06-17; a tag; 7 digits or more of the id of a commit.

        Raises:
            HistoryError: there is no such moment, the clone does not contain it, the folder did
                not exist, or git fails.
        """
        if isinstance(when, dt.datetime):
            when = when.date()
        if isinstance(when, dt.date):
            return self._on(when)
        if _DAY.fullmatch(when):
            try:
                day = dt.date.fromisoformat(when)
            except ValueError:
                raise HistoryError(f"there is no day {quote(when)}", HOW) from None
            return self._on(day)
        return self._of(self._commits.fixed(when))

    def resolve(self, revision: str) -> Revision:
        """The folder at any revision of git, such as `main`, `v1.2` or `HEAD~2`, or on a day.

        Raises:
            HistoryError: there is no such commit, the folder did not exist, or git fails.
        """
        if _DAY.fullmatch(revision):
            return self.at(revision)
        return self._of(self._commits.any(revision))

    def head(self) -> Revision:
        """The folder at HEAD.

        Raises:
            HistoryError: it does not exist, or git fails.
        """
        return self._of(self._line[0].commit)

    def revisions(self) -> tuple[Revision, ...]:
        """The commits of the main line that changed files of the folder, oldest first.

        Raises:
            HistoryError: the clone does not contain the first commit, or git fails.
        """
        if self._is_truncated:
            raise HistoryError("the clone does not contain the whole history", git.DEEPER)
        return self._changed(self._line)

    def until(self, head: Revision) -> tuple[Revision, ...]:
        """The same for the main line of another commit, as far as the clone contains it.

        Raises:
            HistoryError: git fails.
        """
        line = main_line(self._repository, self._trees, head.path, head.commit)
        return self._changed(line)

    def commits_since(self, base: Revision, head: Revision) -> frozenset[str]:
        """The commits of the main line of `head` that `base` does not contain.

        Raises:
            HistoryError: git fails.
        """
        ends = (head.commit, f"^{base.commit}")
        return frozenset(git.ids(self._repository.run("rev-list", "--first-parent", *ends, "--")))

    def _changed(self, line: Iterable[FolderCommit]) -> tuple[Revision, ...]:
        steps = self._trees.changed(line)
        return tuple(Revision(s.commit, s.moment, s.path, s.tree) for s in steps if s.tree)

    def read(self, revision: Revision) -> Snapshot:
        """Read the files of a revision.

        Raises:
            HistoryError: the clone does not contain them, or git fails.
        """
        return self.read_all([revision])[0]

    def read_all(self, revisions: Iterable[Revision]) -> tuple[Snapshot, ...]:
        """Read the files of several revisions, which is faster than one by one.

        Raises:
            HistoryError: the clone does not contain them, or git fails.
        """
        snapshots: list[Snapshot] = []
        for some in self._in_parts(tuple(revisions)):
            with self._contents.held(self._files_of(some)):
                shown = progress("osai: reading the past", some, len(some))
                snapshots += map(self._snapshot, shown)
        self._kept.save()
        return tuple(snapshots)

    def files(self, revision: Revision) -> dict[str, bytes | OSError]:
        """The contents of the files at a revision, like `folder.files_in`.

        Raises:
            HistoryError: the clone does not contain them, or git fails.
        """
        oids = self._trees.files(revision.tree)
        self._contents.measure(oids.values())
        with self._contents.held(oids.values()):
            return {name: self._contents.of(oid) for name, oid in oids.items()}

    @cached_property
    def _repository(self) -> Repository:
        repository = Repository.of(self._folder)
        if repository.kinds(["HEAD^{commit}"]) == [None]:
            what = f"the repository of {quote(self._folder)}"
            if repository.head_is_set():
                raise HistoryError(f"{what} is damaged: a commit cannot be read", "clone it again")
            raise HistoryError(f"{what} has no commit yet", "commit the files of the models")
        self._state = repository.state()  # before commits are read
        return repository

    @cached_property
    def _commits(self) -> RevisionResolver:
        return RevisionResolver(self._repository)

    @cached_property
    def _trees(self) -> TreeReader:
        return TreeReader(self._repository)

    @cached_property
    def _contents(self) -> Blobs:
        return Blobs(self._repository)

    @cached_property
    def _path(self) -> str:
        """The folder inside the repository."""
        repository = self._repository
        if not repository.bare or repository.path:
            return repository.path
        [root] = repository.kinds(["HEAD^{tree}"])
        return "models" if root and self._trees.below([root[0]], "models") != [None] else ""

    @cached_property
    def _line(self) -> list[FolderCommit]:
        line = main_line(self._repository, self._trees, self._path)
        if not any(step.tree for step in line):
            raise HistoryError(
                f"git knows no folder of models {quote(self._path or '.')}",
                "commit the files of the models; a submodule has to be checked out first",
            )
        return line

    @cached_property
    def _is_truncated(self) -> bool:
        """Whether the clone is shallow: its oldest commit has a parent."""
        [(_, oldest)] = self._repository.contents([self._line[-1].commit])
        return b"\nparent " in oldest.partition(b"\n\n")[0]

    def _on(self, day: dt.date) -> Revision:
        today = dt.datetime.now(dt.UTC).date()
        if day > today:
            raise HistoryError(f"{day.isoformat()} is in the future", "write a day that is over")
        days = (step.moment.date() for step in self._line)
        last = max((d for d in days if d <= today), default=None)
        if last is not None and day > last:
            if day < today:
                raise HistoryError(
                    f"git does not know the index of {day.isoformat()}: its newest commit here is "
                    f"of {last.isoformat()}",
                    f"write {last.isoformat()}, or {self._repository.how_to_update()}",
                )
            day = last  # labels must not name a day that is not known
        over = dt.datetime.combine(day, dt.time.max, dt.UTC)
        line = self._line
        place = next((i for i, step in enumerate(line) if step.moment <= over), len(line))
        step = line[place] if place < len(line) else None
        if step and step.tree:
            return Revision(step.commit, step.moment, step.path, step.tree, day)
        if not step and self._is_truncated:
            what = f"the clone does not reach back to {day.isoformat()}"
            raise HistoryError(what, git.DEEPER)
        if any(older.tree for older in line[place:]):
            raise _no_folder(f"at the end of {day.isoformat()}", line[place].path)
        first = min(step.moment for step in line if step.tree).date().isoformat()
        what = f"on {day.isoformat()} there was no index yet"
        raise HistoryError(what, f"its first day in git is {first}; write that or a later day")

    def _of(self, commit: str) -> Revision:
        """The folder at a commit, on the main line or elsewhere."""
        if step := next((step for step in self._line if step.commit == commit), None):
            if step.tree is None:
                raise _no_folder(f"at {commit[:7]}", step.path)
            return Revision(commit, step.moment, step.path, step.tree)
        [(root, moment)] = self._repository.commits([commit])
        for path in dict.fromkeys(step.path for step in self._line):
            if tree := self._trees.below([root], path)[0]:
                return Revision(commit, moment, path, tree)
        raise _no_folder(f"at {commit[:7]}", self._path)

    def _in_parts(self, revisions: tuple[Revision, ...]) -> Iterator[list[Revision]]:
        """Split revisions into parts whose files fit into `_AT_ONCE` bytes."""
        self._trees.load(r.tree for r in revisions)
        self._contents.measure(self._files_of(revisions))
        part: list[Revision] = []
        held: set[str] = set()
        size = 0
        for revision in revisions:
            own = {*self._trees.files(revision.tree).values()}
            size += self._contents.bytes_of(own - held)
            if part and size > _AT_ONCE:
                yield part
                part, held, size = [], set(), self._contents.bytes_of(own)
            part.append(revision)
            held |= own
        if part:
            yield part

    def _files_of(self, revisions: Iterable[Revision]) -> set[str]:
        return {oid for r in revisions for oid in self._trees.files(r.tree).values()}

    def _snapshot(self, revision: Revision) -> Snapshot:
        folder = revision.path or Path(os.path.abspath(self._folder)).name  # noqa: PTH100
        called = f"{folder}@{revision.commit[:7]}"
        oids = self._trees.files(revision.tree)
        files = Files(oids, lambda name: self._contents.of(oids[name]))
        snapshot = self._reader.read(files, folder, called)
        date = snapshot.about.date or revision.day or revision.moment.date()
        about = replace(snapshot.about, date=date, commit=revision.commit)
        return replace(snapshot, about=about)


def _no_folder(when: str, path: str) -> HistoryError:
    what = f"the folder of models was not there {when}"
    return HistoryError(what, f"its path was {quote(path or '.')}; write another moment")
