"""`mkdocs serve` prints a PNG when a browser asks for it, and no author waits for the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from mkdocs_osai.macros.figures import FOLDER

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


def on_request(serve: WSGIApplication, png: Callable[[str], bytes | None]) -> WSGIApplication:
    """A server that can answer with a PNG that is on no disk yet.

    Args:
        serve: answers everything else.
        png: gives the PNG of a path on the site; None if it has none.
    """

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        _, folder, name = str(environ.get("PATH_INFO", "")).rpartition(f"/{FOLDER}/")
        printed = png(f"{FOLDER}/{name}") if folder else None
        if printed is None:
            return serve(environ, start_response)
        length = str(len(printed))
        start_response("200 OK", [("Content-Type", "image/png"), ("Content-Length", length)])
        return [printed]

    return answer
