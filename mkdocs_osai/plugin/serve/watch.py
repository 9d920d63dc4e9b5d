"""`mkdocs serve` sees models change, even where their folder vanishes and comes back."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_osai.index.folder import Place, is_yaml, place_of
from mkdocs_osai.problems import OsaiError

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

_SECONDS = 0.5
"""How long to wait between two looks, as MkDocs does."""


class Watch:
    """Looks at folders of models from the moment it is made.

    What MkDocs watches has to be there when `serve` starts, and is lost for good when it vanishes.

    Args:
        folders: folders of models, or bare clones; none of them need be there.
    """

    def __init__(self, folders: Iterable[str | Path]) -> None:
        self._folders = [Path(os.path.abspath(folder)) for folder in folders]  # noqa: PTH100 - no link is followed
        self._seen = self._states()
        self._stopped = threading.Event()

    def start(self, changed: Callable[[], None]) -> None:
        """Begin to look; `changed` is called each time something has changed."""
        threading.Thread(target=self._look, args=(changed,), daemon=True).start()

    def stop(self) -> None:
        """Look no more."""
        self._stopped.set()

    def _look(self, changed: Callable[[], None]) -> None:
        while not self._stopped.wait(_SECONDS):
            states = self._states()
            if states != self._seen:
                self._seen = states
                changed()

    def _states(self) -> list[object]:
        return [_state(folder) for folder in self._folders]


def bell(server: LiveReloadServer, docs: str) -> Callable[[], None]:
    """What lets a server build anew.

    Args:
        server: it watches `docs`.
        docs: the folder of pages.
    """
    from watchdog.events import FileModifiedEvent
    from watchdog.observers.api import ObservedWatch

    watched = ObservedWatch(os.path.abspath(docs), recursive=True)  # noqa: PTH100 - as MkDocs names it
    return lambda: server.observer.event_queue.put((FileModifiedEvent(docs), watched))


def _state(folder: Path) -> object:
    """What differs when something in a folder has changed; why, where it cannot be looked into."""
    try:
        return sorted(_files(place_of(folder)))
    except OSError as error:
        return error.errno
    except OsaiError as error:
        return str(error)


def _files(place: Place) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The YAML files of a folder, or the references of a bare repository."""
    if place.bare:
        found = [place.bare / "HEAD", place.bare / "packed-refs", *place.bare.glob("refs/**/*")]
    else:
        with os.scandir(place.path) as entries:
            found = [Path(entry) for entry in entries if is_yaml(entry.name)]
    for path in found:
        try:
            status = path.stat()
        except OSError as error:
            yield str(path), (error.errno or 0,)
        else:
            times = status.st_mtime_ns, status.st_ctime_ns
            yield str(path), (*times, status.st_size, status.st_ino, status.st_mode)
