"""Listening to what pages say, where nothing is to be published."""

from __future__ import annotations

from mkdocs_osai.history import IndexVersions
from mkdocs_osai.macros.statements import LocatedStatement
from mkdocs_osai.plugin.page import PageRenderer
from mkdocs_osai.problems import Problem
from mkdocs_osai.stats import Index


class StopBuild(Exception):  # noqa: N818 - it is no error
    """All pages are read, and nothing is to be published."""


class DryRun:
    """Listens to what the pages of a site say, and would say from another index.

    Args:
        base: a revision of the index to compare with, as git names it, or None.
        head: a revision to read the site from, or None for the folder as it is.

    Attributes:
        base, head: the same as readers are told it: today as the last day that git knows.
        versions: the index of the site.
        index, base_index: the two states of it that are compared.
        said, before: what the pages say from each.
        problems: what is wrong with the pages.
    """

    def __init__(self, base: str | None = None, head: str | None = None) -> None:
        self.base = base
        self.head = head
        self.versions: IndexVersions
        self.index: Index
        self.base_index: Index | None = None
        self.said: list[LocatedStatement] = []
        self.before: list[LocatedStatement] = []
        self.problems: list[Problem] = []

    def open(self, versions: IndexVersions) -> None:
        """Find both indexes among the editions of one.

        Raises:
            HistoryError: git does not know a revision.
        """
        if self.head is not None:
            revision = versions.history.resolve(self.head)
            versions.present = Index(versions.history.read(revision))
            self.head = str(revision.day or self.head)
        self.versions, self.index = versions, versions.present
        if self.base is not None:
            revision = versions.history.resolve(self.base)
            self.base_index = versions.read(revision)
            self.base = str(revision.day or self.base)

    def hear(self, page: PageRenderer) -> None:
        """Take down what a page says; what nothing is compared with says the same."""
        self.said += page.said
        if self.base_index is not None:
            pinned = page.as_of is not None or page.versions is not self.versions
            before = None if pinned else page.replayed(self.base_index)
            self.before += page.said if before is None else before
