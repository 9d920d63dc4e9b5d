"""What `mkdocs serve` needs: files made on request, and a watch over the folders of models."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs_osai.index.folder import Place, is_yaml, place_of
from mkdocs_osai.problems import OsaiError

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from mkdocs.livereload import LiveReloadServer

MOST_TRIES = 5
"""How often a response is requested again because another build began in the meantime."""

MOST_CHARACTERS = 4_000
"""Of an address; no file of a site has a longer one."""

_INTERVAL = 0.5
"""Seconds between two checks of the folders, as in MkDocs."""

_NOT_IN_NAMES = "\N{REPLACEMENT CHARACTER}"
"""A character that no file name contains."""


class Building:
    """Whether a build runs. Files are made on request only while none does."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._builder: int | None = None

    def begin(self) -> None:
        """Begin a build, when no file is being made."""
        if self._builder != threading.get_ident():  # the last build ended with an error unseen
            self._lock.acquire()
            self._builder = threading.get_ident()

    def end(self) -> None:
        """End the build of this thread, if it has begun."""
        if self._builder == threading.get_ident():
            self._builder = None
            self._lock.release()

    @contextmanager
    def finished(self) -> Iterator[None]:
        """Wait for the end of a build, and prevent that another one begins."""
        with self._lock:
            yield


def on_request(
    serve: WSGIApplication,
    mount: str,
    make: Callable[[str], bool],
    builds: Callable[[], int],
) -> WSGIApplication:
    """A server that makes the generated files that are not on the disk yet.

    Args:
        serve: responds to everything; it waits for a running build.
        mount: the path of the site, such as `/` or `/index/`.
        make: makes the file of a path on the site; returns whether it was not there yet.
        builds: returns how many builds have begun.
    """

    def respond(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = _possible(str(environ.get("PATH_INFO", "")))
        environ = {**environ, "PATH_INFO": path}
        if path.startswith("/livereload/"):
            return serve(environ, start_response)  # which waits for the next build
        name = path.encode("latin-1").decode("utf-8", "replace")
        own = name.removeprefix(mount) if name.startswith(mount) else None
        missing = (lambda: make(own)) if own is not None else lambda: False
        head, body = _complete_response(serve, environ, missing, builds)
        start_response(*head)
        return body

    return respond


def _possible(path: str) -> str:
    """The path of a request, changed so that it finds nothing if no file can have that path.

    MkDocs leaves out invalid UTF-8, and would return a page that was not requested.
    """
    text = path.encode("latin-1", "replace").decode("utf-8", "replace").replace("\0", _NOT_IN_NAMES)
    return (
        (text if len(path) <= MOST_CHARACTERS else f"/{_NOT_IN_NAMES}").encode().decode("latin-1")
    )


def _complete_response(
    serve: WSGIApplication,
    environ: WSGIEnvironment,
    make: Callable[[], bool],
    builds: Callable[[], int],
) -> tuple[tuple[Any, ...], Iterable[bytes]]:
    """A response during which no build began: a build deletes and rewrites files."""
    heads: list[tuple[Any, ...]] = []

    def start_response(*head: Any) -> Callable[[bytes], object]:
        heads.append(head)
        return lambda _: None  # the server of MkDocs does not call it

    for _ in range(MOST_TRIES):
        make()
        begun = builds()
        body = serve(environ, start_response)
        if builds() == begun and not make():
            break
        _close(body)
    return heads[-1], body


def _close(body: Iterable[bytes]) -> None:
    close = getattr(body, "close", None)
    if close is not None:
        close()


class Watch:
    """Watches folders of models, even while they do not exist.

    MkDocs watches only what exists when `serve` starts, and stops when it is deleted.

    Args:
        folders: folders of models, or bare clones.
    """

    def __init__(self, folders: Iterable[str | Path]) -> None:
        self._folders = [Path(os.path.abspath(folder)) for folder in folders]  # noqa: PTH100 - no link is followed
        self._last = self._states()
        self._stopped = threading.Event()

    def start(self, changed: Callable[[], None]) -> None:
        """Start watching in a thread; `changed` is called after each change."""
        threading.Thread(target=self._run, args=(changed,), daemon=True).start()

    def stop(self) -> None:
        """Stop watching."""
        self._stopped.set()

    def _run(self, changed: Callable[[], None]) -> None:
        while not self._stopped.wait(_INTERVAL):
            states = self._states()
            if states != self._last:
                self._last = states
                changed()

    def _states(self) -> list[object]:
        return [_state(folder) for folder in self._folders]


def rebuild_trigger(server: LiveReloadServer, docs: str) -> Callable[[], None]:
    """A function that makes a server rebuild the site.

    Args:
        server: it watches `docs`.
        docs: the folder of pages.
    """
    from watchdog.events import FileModifiedEvent
    from watchdog.observers.api import ObservedWatch

    watched = ObservedWatch(os.path.abspath(docs), recursive=True)  # noqa: PTH100 - as MkDocs names it
    return lambda: server.observer.event_queue.put((FileModifiedEvent(docs), watched))


def _state(folder: Path) -> object:
    """A value that differs after each change in a folder; the error if it cannot be read."""
    try:
        return sorted(_files(place_of(folder)))
    except OSError as error:
        return error.errno
    except OsaiError as error:
        return str(error)


def _files(place: Place) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The YAML files of a folder, or the references of a bare repository, with their status."""
    if place.bare:
        paths = [place.bare / "HEAD", place.bare / "packed-refs", *place.bare.glob("refs/**/*")]
    else:
        with os.scandir(place.path) as entries:
            paths = [Path(entry) for entry in entries if is_yaml(entry.name)]
    for path in paths:
        try:
            status = path.stat()
        except OSError as error:
            yield str(path), (error.errno or 0,)
        else:
            times = status.st_mtime_ns, status.st_ctime_ns
            yield str(path), (*times, status.st_size, status.st_ino, status.st_mode)
