"""What files of the past hold, by their ids in git."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from mkdocs_osai.history import git
from mkdocs_osai.history.commits import LINK
from mkdocs_osai.history.git import Repository
from mkdocs_osai.index.bounds import MOST_BYTES


@dataclass(frozen=True)
class CommittedFiles:
    """The files of a folder at one commit, as the reader takes them.

    Attributes:
        oids: file name → id of its content.
        blobs: the contents.
    """

    oids: Mapping[str, str]
    blobs: Blobs

    @property
    def names(self) -> Collection[str]:
        """The names of the files."""
        return self.oids.keys()

    def key(self, name: str) -> str:
        """The id of what a file holds."""
        return self.oids[name]

    def content(self, name: str) -> bytes | OSError:
        """What a file holds, or why it is not read."""
        return self.blobs.of(self.oids[name])


class Blobs:
    """The files of one repository: the size of each, and what some hold for a while.

    Args:
        repository: where they are.
    """

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._sizes: dict[str, int] = {}
        self._held: dict[str, bytes] = {}

    def measure(self, oids: Iterable[str]) -> None:
        """Learn how large some files are.

        Raises:
            HistoryError: the clone does not hold one, or git refuses.
        """
        new = sorted(oid for oid in oids if oid not in self._sizes and not oid.startswith(LINK))
        for oid, found in zip(new, self._repository.kinds(new), strict=True):
            if found is None:
                raise git.missing()
            self._sizes[oid] = found[2]

    def bytes_of(self, oids: Iterable[str]) -> int:
        """How many bytes of some measured files are held at most; none of a symbolic link."""
        return sum(min(self._sizes.get(oid, 0), MOST_BYTES) for oid in oids)

    @contextmanager
    def held(self, oids: Iterable[str]) -> Iterator[None]:
        """Hold what some measured files say, but for those that are too large to be read.

        Raises:
            HistoryError: the clone does not hold one, or git refuses.
        """
        wanted = sorted(o for o in oids if 0 <= self._sizes.get(o, -1) <= MOST_BYTES)
        self._held = dict(self._repository.contents(wanted))
        try:
            yield
        finally:
            self._held = {}

    def of(self, oid: str) -> bytes | OSError:
        """What the reader gets of a file that is held."""
        if oid.startswith(LINK):
            return OSError(None, "it is a symbolic link")
        if self._sizes[oid] > MOST_BYTES:
            return bytes(MOST_BYTES + 1)  # which is as wrong as the file, and not read either
        return self._held[oid]
