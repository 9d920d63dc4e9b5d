"""PNGs that are rendered during the build, or on request of a browser."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files

from mkdocs_osai.cache import Cache
from mkdocs_osai.charts.png_pool import PngPool, PngTask
from mkdocs_osai.index.progress import progress

log = logging.getLogger("mkdocs.plugins.osai")

_SIGNATURE = b"\x89PNG\r\n\x1a\n"


class PngQueue:
    """The PNGs of one build.

    Args:
        cache: keeps rendered PNGs for later builds.
        on_request: whether to render only the PNGs that a browser requests.
        thread: the thread that renders them.

    Attributes:
        rendered: the number of PNGs rendered so far.
    """

    def __init__(self, cache: Cache, *, on_request: bool, thread: Executor | None = None) -> None:
        self.rendered = 0
        self._on_request = on_request
        self._cache = cache
        self._pool = PngPool()
        self._thread = thread
        self._tasks: dict[str, PngTask] = {}
        self._pending: dict[str, Callable[[], bytes]] = {}

    def png(self, path: str, task: PngTask) -> bytes:
        """The cached PNG of a path on the site; empty if it is rendered later, or on request."""
        known = None if self._on_request else self._cached(task)
        if known is None and path not in self._tasks:
            self._tasks[path] = task
            if not self._on_request and task.key not in self._pending:
                self._pending[task.key] = self._pool.begin(task)
        return known or b""

    def rest(self) -> Iterator[tuple[str, bytes]]:
        """The paths and PNGs that were not cached; nothing if they are rendered on request."""
        if not self._on_request:
            tasks = self._tasks
            for path, task in progress("osai: rendering PNGs", tasks.items(), len(tasks)):
                yield path, self._finished(path, task, self._pending[task.key])

    def requested(self, path: str) -> bytes | None:
        """The PNG of a path for a browser; None for an unknown path."""
        task = self._tasks.get(path)
        if task is None or self._thread is None:
            return None
        return self._thread.submit(self._finished, path, task, task.png).result()

    def close(self) -> None:
        """Stop rendering."""
        self._pool.close()

    def _finished(self, path: str, task: PngTask, png: Callable[[], bytes]) -> bytes:
        known = self._cached(task)
        if known is not None:
            return known
        new = png()
        self.rendered += 1
        log.debug("osai: rendered %s", path)
        self._cache.put(_key(task), [new])
        return new

    def _cached(self, task: PngTask) -> bytes | None:
        png = self._cache.get(_key(task))
        return png if png and png.startswith(_SIGNATURE) else None


def _key(task: PngTask) -> str:
    return f"png {_renderer()} {task.key}"


@cache
def _renderer() -> str:
    """A digest of what turns shapes into pixels: our code for it, and the libraries."""
    charts = files("mkdocs_osai.charts")
    code = [charts.joinpath(name).read_bytes() for name in ("png.py", "shapes.py", "theme.py")]
    versions = [version(name).encode() for name in ("matplotlib", "pillow")]
    return sha256(b"\0".join([*code, *versions])).hexdigest()
