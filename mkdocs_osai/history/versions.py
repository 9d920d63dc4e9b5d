"""An index at present and in the past."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_osai.cache import Cache
from mkdocs_osai.history.git import HistoryError, is_bare, last_commit
from mkdocs_osai.index.reader import read_folder
from mkdocs_osai.index.snapshot import Snapshot
from mkdocs_osai.problems import AuthorError, one_of, quote
from mkdocs_osai.stats.dimensions.dimension import MOST, span_of, spans_between
from mkdocs_osai.stats.index import Index
from mkdocs_osai.stats.results.release_series import UNITS

if TYPE_CHECKING:
    from mkdocs_osai.history.changelog import Changelog
    from mkdocs_osai.history.changelog_entry import ChangelogEntry
    from mkdocs_osai.history.history import History, Revision


class IndexVersions:
    """The states of one index: the folder on disk, and its past in git.

    Args:
        folder: the folder of YAML files, one for each model; or a bare clone of its repository
            whose name ends in `.git`.
        cache: the cache of parsed files, or None.

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
        """The history of the folder."""
        from mkdocs_osai.history.history import History

        return History(self.folder, self._cache)

    @cached_property
    def present(self) -> Index:
        """The present index.

        Raises:
            IndexNotFound: there is no such folder.
            HistoryError: the folder is a bare clone that cannot be read.
        """
        if is_bare(self.folder):
            return Index(self.history.read(self.history.head()))
        return Index(_dated(read_folder(self.folder, cache=self._cache), Path(self.folder)))

    def reuse(self, earlier: IndexVersions) -> None:
        """Use an index that was read earlier, with all that was computed from it, if it is equal.

        Args:
            earlier: the versions of the same folder.

        Raises:
            IndexNotFound, HistoryError: one of the two cannot be read.
        """
        self.parsed = self.present.snapshot.parsed
        if self.present.snapshot != earlier.present.snapshot:
            return
        self.present = earlier.present
        with suppress(HistoryError):
            if self.history.is_as(earlier.history):
                self.history = earlier.history
                self._by_commit = earlier._by_commit
                if "changelog" in vars(earlier):
                    self.changelog = earlier.changelog

    @cached_property
    def parsed(self) -> int:
        """How many files of models were parsed, because they were not in the cache."""
        return self.present.snapshot.parsed

    @cached_property
    def commit(self) -> str | None:
        """The commit with the files of the present index, or None."""
        from mkdocs_osai.history.commits import commit_of

        return self.present.about.commit or commit_of(self.folder)

    @cached_property
    def changelog(self) -> Changelog:
        """All changes between commits, with reasons; empty if git cannot read them."""
        from mkdocs_osai.history.changelog import Changelog, changelog

        try:
            revisions = self.history.revisions()
            snapshots = self.history.read_all(revisions) if len(revisions) > 1 else ()
        except HistoryError:
            return Changelog()
        states = zip(revisions, snapshots, strict=False)
        recorded = self.present.snapshot.reasons
        return changelog(((r.moment, r.commit, snapshot) for r, snapshot in states), recorded)

    def changes_between(self, base: Revision, head: Revision | None = None) -> Changelog:
        """The changes from one state to another, each with the reason that the commits tell.

        Args:
            base: the earlier state.
            head: the later state, which is also the present index; None for the folder as it is,
                whose changes since the newest commit are changes of today.

        Raises:
            HistoryError: git fails.
        """
        from mkdocs_osai.history.changes_between import changes_between

        last = head or self.history.head()
        revisions = self.history.until(last)
        snapshots = self.history.read_all(revisions)
        states: list[tuple[dt.datetime, str, Snapshot]] = [
            (r.moment, r.commit, snapshot) for r, snapshot in zip(revisions, snapshots, strict=True)
        ]
        if head is None:
            states.append((dt.datetime.now(dt.UTC), "", self.present.snapshot))
        commits = self.history.commits_since(base, last) | {""}
        return changes_between(self.read(base).snapshot, states, commits)

    @property
    def changes(self) -> tuple[ChangelogEntry, ...]:
        """The changes of models, classes and criteria between commits, newest first."""
        return self.changelog.main

    def at(self, when: object) -> Index:
        """The index at the end of a day (UTC), at a tag or at a commit; None is the present.

        It also has the categories of the present index, and its definitions of dimensions if it
        has none of its own.

        Raises:
            HistoryError: git cannot read it.
            AuthorError: `when` is not a moment.
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
        """A moment as labels show it: today is replaced by the day of the newest commit.

        Raises:
            HistoryError: git cannot read it.
        """
        if not isinstance(when, str | dt.date):
            return when
        return self.history.at(when).day or when

    def notice(self, when: object) -> tuple[str, str] | None:
        """The message and hint if the moment is today, and the newest commit is older; or None.

        Raises:
            HistoryError: git cannot read it.
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

    def ages(self, models: Collection[str]) -> dict[str, int]:
        """Which commit brought each model: 0 is the first; the newest is for those in none.

        Args:
            models: ids of the present index.

        Returns:
            The number of the commit since which a model is in the index, by its id; empty if git
            cannot read the history.
        """
        try:
            revisions = self.history.revisions()
            snapshots = self.history.read_all(revisions)
        except HistoryError:
            return {}
        ages = dict.fromkeys(models, len(snapshots))
        for number in range(len(snapshots) - 1, -1, -1):
            known = {model.id for model in snapshots[number].models}
            for model in models:
                if model in known and ages[model] == number + 1:
                    ages[model] = number
        return ages

    def of(self, commit: str | None) -> Index:
        """The index of a commit that was read before, or the present one."""
        found = (index for (one, _), index in self._by_commit.items() if one == commit)
        return next(found, self.present)

    def past(self, unit: str, when: object = None) -> list[tuple[str, Index]]:
        """The index at the end of each period since the first commit.

        Args:
            unit: `month`, `quarter` or `year`.
            when: the last moment; None is the present.

        Returns:
            Each period with the index at its end, oldest first; the last is that of `when`.

        Raises:
            UnknownName: there is no such unit.
            HistoryError: git cannot read it.
            AuthorError: there are too many periods.
        """
        one_of("unit", unit, UNITS)
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
    """Set the date to that of the last commit, if the files have none."""
    if snapshot.about.date is not None:
        return snapshot
    return replace(snapshot, about=replace(snapshot.about, date=last_commit(folder)))


def load(folder: str | Path = "models", *, as_of: object = None) -> Index:
    """Read an index.

    Args:
        folder: the folder of YAML files, one for each model.
        as_of: a past day (at its end, UTC), a tag or a commit, read from git. For today it is the
            newest commit, whose day is the date of the index.

    Returns:
        The index; `problems` are those of its files.

    Raises:
        IndexNotFound: there is no such folder.
        HistoryError: git cannot read it, or has no commit of that day or a later one.

    Example:
        >>> index = load("models")
        >>> index.tally("national_origins", latest=True).categories[0].name
        'China'
    """
    return IndexVersions(folder).at(as_of)
