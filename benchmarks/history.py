"""How long the past takes: 1,000 commits over 200 files, first and again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from mkdocs_osai.cache import Cache
from mkdocs_osai.history import IndexVersions
from mkdocs_osai.history.history import History

COMMITS, FILES = 1_000, 200


def parts(repository: Path, cache: Path) -> Iterator[tuple[str, float]]:
    """What is done, and how many seconds it takes."""
    store = Cache(cache)
    history, start = History(repository, store), time.perf_counter()
    revisions = history.revisions()
    yield "commits listed", time.perf_counter() - start
    start = time.perf_counter()
    history.read_all(revisions)
    yield "states read", time.perf_counter() - start
    start = time.perf_counter()
    IndexVersions(repository, store).past("month")
    yield "months as indexes", time.perf_counter() - start
