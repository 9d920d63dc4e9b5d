"""How long the past takes: 1,000 commits over 200 files, first and again."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from mkdocs_osai.index.history import History
from mkdocs_osai.index.store import Store
from mkdocs_osai.stats import Editions
from tests.repositories import a_long_history

COMMITS, FILES = 1_000, 200


def rows() -> Iterator[tuple[str, float]]:
    """What was done, and how many seconds it took."""
    with tempfile.TemporaryDirectory() as folder:
        repository = a_long_history(Path(folder) / "index.git", COMMITS, FILES)
        store = Store(Path(folder) / "cache")
        for turn in ("first", "again"):
            history, start = History(repository, store), time.perf_counter()
            revisions = history.revisions()
            yield f"{len(revisions):,} commits listed, {turn}", time.perf_counter() - start
            start = time.perf_counter()
            history.read_all(revisions)
            yield f"{len(revisions):,} states read, {turn}", time.perf_counter() - start
            start = time.perf_counter()
            past = Editions(repository, store).past("month")
            yield f"{len(past)} months as indexes, {turn}", time.perf_counter() - start


if __name__ == "__main__":
    for what, seconds in rows():
        print(f"{what:<32}{seconds:8.2f} s")  # noqa: T201
