"""What `mkdocs serve` answers: PNGs that are on no disk yet, and no page of a build half done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from mkdocs_osai.macros.figure import FOLDER

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

MOST_TRIES = 5
"""How often an answer is asked for again because another build began meanwhile."""

MOST_SIGNS = 4_000
"""Of an address; no file of a site has a longer one."""


def on_request(
    serve: WSGIApplication, png: Callable[[str], bytes | None], builds: Callable[[], int]
) -> WSGIApplication:
    """A server that can answer with a PNG that is on no disk yet.

    Args:
        serve: answers everything else; it waits for a build that is under way.
        png: gives the PNG of a path on the site; None if it has none, and nothing if it cannot be
            printed.
        builds: how many builds have begun.
    """

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = _possible(str(environ.get("PATH_INFO", "")))
        environ = {**environ, "PATH_INFO": path}
        if path.startswith("/livereload/"):
            return serve(environ, start_response)  # which waits for the next build
        _, folder, name = path.rpartition(f"/{FOLDER}/")
        printed = png(f"{FOLDER}/{name}") if folder else None
        if printed is None:
            told, body = _whole(serve, environ, builds)
            printed = png(f"{FOLDER}/{name}") if folder else None  # by the build that was awaited
            if printed is None:
                start_response(*told)
                return body
            _close(body)
        if not printed:
            start_response("404 Not Found", [("Content-Type", "text/plain")])
            return [b"The image cannot be printed; the terminal says why."]
        length = str(len(printed))
        start_response("200 OK", [("Content-Type", "image/png"), ("Content-Length", length)])
        return [printed]

    return answer


def _possible(path: str) -> str:
    """A path that a file can have; for one that no file can have, one that leads to nothing.

    MkDocs leaves out what is no UTF-8, and so would take another page for the one asked for.
    """
    told = path.encode("latin-1", "replace").decode("utf-8", "replace").replace("\0", _NONE)
    return (told if len(path) <= MOST_SIGNS else f"/{_NONE}").encode().decode("latin-1")


_NONE = "\N{REPLACEMENT CHARACTER}"
"""A character that no name of a file has."""


def _whole(
    serve: WSGIApplication, environ: WSGIEnvironment, builds: Callable[[], int]
) -> tuple[tuple[Any, ...], Iterable[bytes]]:
    """An answer while which no build began: one that begins deletes files and writes them anew."""
    told: list[tuple[Any, ...]] = []

    def begin(*start: Any) -> Callable[[bytes], object]:
        told.append(start)
        return lambda _: None  # the server of MkDocs does not write by it

    for _ in range(MOST_TRIES):
        begun = builds()
        body = serve(environ, begin)
        if builds() == begun:
            break
        _close(body)
    return told[-1], body


def _close(body: Iterable[bytes]) -> None:
    close = getattr(body, "close", None)
    if close is not None:
        close()
