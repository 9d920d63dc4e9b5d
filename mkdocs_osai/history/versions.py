"""An index as it is and as it was."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_osai.cache import Cache
from mkdocs_osai.history.git import HistoryError, is_bare, last_commit
from mkdocs_osai.index.reader import read_folder
from mkdocs_osai.index.snapshot import Snapshot
from mkdocs_osai.problems import AuthorError, UnknownName, quote
from mkdocs_osai.stats.dimensions.dimension import MOST, span_of, spans_between
from mkdocs_osai.stats.index import Index
from mkdocs_osai.stats.results.release_series import UNITS

if TYPE_CHECKING:
    from mkdocs_osai.history.changelog import ChangelogEntry
    from mkdocs_osai.history.history import History, Revision


class IndexVersions:
    """The states of one index: the folder as it is, and the same folder out of git.

    Args:
        folder: the folder of YAML files, one for each model; or a bare clone of its repository,
            if its name ends in `.git`.
        cache: keeps what was parsed; None to parse it each time.

    Example:
        >>> versions = IndexVersions("models")
        >>> versions.at(None) is versions.present
        True
    """

    def __init__(self, folder: str | Path, cache: Cache | None = None) -> None:
        self.folder = folder
        self._cache = cache
        self._by_commit: dict[tuple[str, dt.date | None], Index] = {}

    @cached_property
    def history(self) -> History:
        """The past of the folder."""
        from mkdocs_osai.history.history import History

        return History(self.folder, self._cache)

    @cached_property
    def present(self) -> Index:
        """The index as it is.

        Raises:
            IndexNotFound: there is no such folder.
            HistoryError: the folder is a bare clone that cannot be read.
        """
        if is_bare(self.folder):
            return Index(self.history.read(self.history.head()))
        return Index(_dated(read_folder(self.folder, cache=self._cache), Path(self.folder)))

    @cached_property
    def commit(self) -> str | None:
        """The commit that the index as it is was read from, or is the same as; None for neither."""
        from mkdocs_osai.history.commit_match import commit_of

        return self.present.about.commit or commit_of(self.folder)

    @cached_property
    def changes(self) -> tuple[ChangelogEntry, ...]:
        """What changed from commit to commit, newest first; nothing where git cannot tell."""
        from mkdocs_osai.history.changelog import changes

        try:
            revisions = self.history.revisions()
            snapshots = self.history.read_all(revisions) if len(revisions) > 1 else ()
        except HistoryError:
            return ()
        states = zip(revisions, snapshots, strict=False)
        return changes((r.moment, r.commit, snapshot) for r, snapshot in states)

    def at(self, when: object) -> Index:
        """The index at the end of a day (UTC), at a tag or at a commit; as it is, for None.

        What only the present index knows can be asked for there too: its categories, and its
        definitions of dimensions where that day had none.

        Raises:
            HistoryError: git cannot tell what it was.
            AuthorError: that is no moment.
        """
        if when is None:
            return self.present
        if isinstance(when, dt.datetime):
            when = when.date()
        if not isinstance(when, str | dt.date):
            quotes = " in quotes" if isinstance(when, int | float) else ""
            raise AuthorError(
                f"as_of is {quote(when)}", f"write a day as 2025-06-17, a tag or a commit{quotes}"
            )
        return self.read(self.history.at(when))

    def moment(self, when: object) -> object:
        """A moment that `at` answers, as readers are told it: today as the last day that is known.

        Raises:
            HistoryError: git cannot tell what it was.
        """
        if not isinstance(when, str | dt.date):
            return when
        return self.history.at(when).day or when

    def notice(self, when: object) -> tuple[str, str] | None:
        """What is wrong and what to do where today is asked for, which git does not reach yet.

        Raises:
            HistoryError: git cannot tell what it was.
        """
        if isinstance(when, dt.datetime):
            when = when.date()
        last = self.moment(when)
        if not isinstance(last, dt.date) or str(when) == last.isoformat():
            return None
        what = f"{when} is today, and the newest commit of the index is of {last}, the day shown"
        return what, f"write {last}: from tomorrow on {when} is an error, unless there is a commit"

    def read(self, revision: Revision) -> Index:
        """The index of a revision."""
        key = revision.commit, revision.day
        if key not in self._by_commit:
            self._by_commit[key] = Index(self.history.read(revision), other=self.present)
        return self._by_commit[key]

    def of(self, commit: str | None) -> Index:
        """The index that a number was computed from, by its `commit`."""
        found = (index for (one, _), index in self._by_commit.items() if one == commit)
        return next(found, self.present)

    def past(self, unit: str, when: object = None) -> list[tuple[str, Index]]:
        """The index at the end of each span of time, from the first commit on.

        Args:
            unit: `month`, `quarter` or `year`.
            when: the moment that stands at the end; the present, for None.

        Returns:
            Each span with the index at its end, oldest first; the last is that of `when`.

        Raises:
            UnknownName: there is no such unit.
            HistoryError: git cannot tell what it was.
            AuthorError: there are more spans than can be told apart.
        """
        if unit not in UNITS:
            raise UnknownName("unit", unit, UNITS)
        last = self.at(when)
        revisions = self.history.revisions()
        if when is not None:
            end = self.history.at(when)  # type: ignore[arg-type]
            revisions = tuple(r for r in revisions if r.moment <= end.moment)
        spans = [str(span_of(r.moment.date().isoformat(), unit)) for r in revisions]
        between = spans_between(sorted(spans))
        if not between:
            raise AuthorError(
                f"the history has more than {MOST} {unit}s", "take a longer unit of time"
            )
        newest = [
            revisions[max((i for i, s in enumerate(spans) if s <= span), default=0)]
            for span in between[:-1]
        ]
        snapshots = self.history.read_all(newest)
        states = (Index(snapshot, other=self.present) for snapshot in snapshots)
        return [*zip(between, states, strict=False), (between[-1], last)]


def _dated(snapshot: Snapshot, folder: Path) -> Snapshot:
    """A folder whose files name no date has that of its last commit."""
    if snapshot.about.date is not None:
        return snapshot
    return replace(snapshot, about=replace(snapshot.about, date=last_commit(folder)))


def load(folder: str | Path = "models", *, as_of: object = None) -> Index:
    """Read an index.

    Args:
        folder: the folder of YAML files, one for each model.
        as_of: a past day (at its end, UTC), a tag or a commit: the folder as it stood there, out
            of git. Of today it is the newest commit, and its day is the date of the index.

    Returns:
        The index; `problems` says what is wrong with its files.

    Raises:
        IndexNotFound: there is no such folder.
        HistoryError: git cannot tell what it was, or has no commit of that day or a later one.

    Example:
        >>> index = load("models")
        >>> index.tally("national_origins", latest=True).categories[0].name
        'China'
    """
    return IndexVersions(folder).at(as_of)
