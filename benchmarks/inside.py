"""What is measured within a process: `python -m benchmarks.inside WHAT [FOLDER [CACHE]]`."""

from __future__ import annotations

import importlib
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

LIBRARIES = (
    "mkdocs.commands.build",
    "mkdocs.commands.serve",
    "material.plugins.blog.plugin",
    "material.plugins.search.plugin",
    "mkdocs_macros.plugin",
    "yaml",
    "pandas",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "matplotlib.pyplot",
)
"""What a site is made with, apart from us."""

DIMENSIONS = (
    "national_origins",
    "regions",
    "organizations",
    "licenses",
    "types",
    "release_years",
    "weights_basemodel",
)


def load_yaml(folder: str) -> Any:
    """Load the files with PyYAML's C loader, and keep nothing."""
    import yaml

    def work() -> None:
        for name in sorted(os.listdir(folder)):  # noqa: PTH208 - the fastest way
            with open(os.path.join(folder, name), encoding="utf-8") as file:  # noqa: PTH118, PTH123
                yaml.load(file.read(), yaml.CSafeLoader)

    return _timed(work)


def read(folder: str, cache: str) -> Any:
    """Read the files as a build does; what it imports is not part of it, as with PyYAML."""
    from mkdocs_osai.cache import Cache
    from mkdocs_osai.history import IndexVersions

    for name in ("mkdocs_osai.index.metadata_files", "mkdocs_osai.index.model_parser"):
        importlib.import_module(name)
    return _timed(lambda: IndexVersions(folder, Cache(cache)).present)


def libraries(*more: str) -> Any:
    """The most memory that the libraries take, in MB; `more` are those of one way to read alone."""
    for name in (*LIBRARIES, *more):
        importlib.import_module(name)
    return _peak()


def memory(folder: str, cache: str) -> Any:
    """The most memory that the libraries and an index of which one tally is made take, in MB."""
    libraries()
    from mkdocs_osai.cache import Cache
    from mkdocs_osai.history import IndexVersions

    IndexVersions(folder, Cache(cache)).present.tally("national_origins")
    return _peak()


def tally(folder: str, cache: str) -> Any:
    """Seconds of a tally, by dimension: of an index that never tallied, and of the same again."""
    from mkdocs_osai.cache import Cache
    from mkdocs_osai.history import IndexVersions
    from mkdocs_osai.stats import Index

    snapshot = IndexVersions(folder, Cache(cache)).present.snapshot
    taken: dict[str, tuple[float, float]] = {}
    for name in DIMENSIONS:
        first, again = [], []
        for _ in range(3):
            index = Index(snapshot)
            first.append(_timed(lambda: index.tally(name))[0])  # noqa: B023 - called at once
            again.append(_timed(lambda: index.tally(name))[0])  # noqa: B023
        taken[name] = min(first), min(again)
    return taken


def history(folder: str, cache: str) -> Any:
    """Seconds of each part of reading the past of a repository."""
    from benchmarks.history import parts

    return list(parts(Path(folder), Path(cache)))


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    start, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start, time.process_time() - cpu


def _peak() -> float:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1_000_000 if sys.platform == "darwin" else 1_000_000 / 1024)


WORKS: dict[str, Callable[..., Any]] = {
    work.__name__: work for work in (load_yaml, read, libraries, memory, tally, history)
}

if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    print(json.dumps(WORKS[what](*rest)))  # noqa: T201
