"""What `mkdocs serve` answers while sites are built."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from mkdocs_osai.cache import Cache
from mkdocs_osai.charts import draw
from mkdocs_osai.charts.png_pool import PngTask
from mkdocs_osai.macros.png_queue import PngQueue
from mkdocs_osai.plugin.plugin import OsaiPlugin
from mkdocs_osai.plugin.serve import MOST_CHARACTERS, on_request
from tests.charts.samples import sample

PIE = draw("pie", sample("pie", {"France": 2, "China": 1}))

Start = Callable[..., Any]


class Server:
    """A server that counts what it is asked, and can be told that a build begins meanwhile."""

    def __init__(self, begins: int = 0) -> None:
        self.asked: list[str] = []
        self.closed = 0
        self.builds = 1
        self.begins = begins

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if "\0" in path:
            raise ValueError("embedded null byte")
        self.asked.append(path.encode("latin-1").decode("utf-8", "ignore"))
        if self.begins:
            self.begins -= 1
            self.builds += 1
        start("200 OK", [("Content-Type", "text/html")])
        return Body(self, f"build {self.builds}".encode())


class Body(list[bytes]):
    def __init__(self, server: Server, content: bytes) -> None:
        super().__init__([content])
        self.server = server

    def close(self) -> None:
        self.server.closed += 1


def ask(
    server: Server, path: str, png: Callable[[str], bytes | None] = lambda _: None
) -> tuple[str, bytes]:
    told: list[str] = []
    application = on_request(server, png, lambda: server.builds)
    body = application({"PATH_INFO": path}, lambda status, _: told.append(status))  # type: ignore[arg-type]
    [status] = told
    return status, b"".join(body)


@pytest.mark.parametrize(
    "path",
    ["/\0", "/a\0/", "/osai/figures/\0.png", "/livereload/\0", "/" + "x" * 9_000, "/." * 9_000],
)
def test_an_impossible_address_is_not_found(path: str) -> None:
    server = Server()

    assert ask(server, path)[0] == "200 OK", "the server behind finds nothing, and says so"

    [asked] = server.asked
    assert "\0" not in asked
    assert len(asked) <= MOST_CHARACTERS
    assert "\N{REPLACEMENT CHARACTER}" in asked


def test_an_address_that_is_no_utf_8_is_not_taken_for_another() -> None:
    server = Server()

    ask(server, "/\xff/")
    ask(server, "/é/".encode().decode("latin-1"))

    assert server.asked == ["/\N{REPLACEMENT CHARACTER}/", "/é/"]


def test_a_response_is_requested_again_if_a_build_began_meanwhile() -> None:
    server = Server(begins=2)

    assert ask(server, "/") == ("200 OK", b"build 3")
    assert len(server.asked) == 3
    assert server.closed == 2, "what is not given to anybody is closed"


def test_a_request_does_not_wait_for_endless_builds() -> None:
    server = Server(begins=1_000)

    assert ask(server, "/")[0] == "200 OK"
    assert len(server.asked) < 10


def test_a_browser_that_waits_for_the_next_build_waits_once() -> None:
    server = Server(begins=5)

    ask(server, "/livereload/1/2")

    assert server.asked == ["/livereload/1/2"]


def test_a_png_of_the_awaited_build_is_returned() -> None:
    server, found = Server(), iter((None, b"PNG"))

    assert ask(server, "/sub/osai/figures/a.png", lambda _: next(found)) == ("200 OK", b"PNG")
    assert server.closed == 1


def test_a_png_that_cannot_be_rendered_is_not_found() -> None:
    status, _ = ask(Server(), "/osai/figures/a.png", lambda _: b"")

    assert status == "404 Not Found"


def test_a_png_stays_available_during_the_next_build(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plugin = OsaiPlugin()
    old, new = (PngQueue(Cache(None), on_request=True, thread=plugin.png_thread) for _ in range(2))
    old.png("osai/figures/a.png", PngTask(PIE))
    plugin.finished, plugin.build = (type("Build", (), {"pngs": queue}) for queue in (old, new))  # type: ignore[assignment]

    assert (plugin._png("osai/figures/a.png") or b"").startswith(b"\x89PNG")
    assert plugin._png("osai/figures/b.png") is None
    new.png("osai/figures/b.png", PngTask(PIE, "dark"))
    assert (plugin._png("osai/figures/b.png") or b"").startswith(b"\x89PNG")

    def broken(*_: Any) -> Any:
        raise OSError(24, "Too many open files")

    monkeypatch.setattr(PngTask, "png", broken)
    assert plugin._png("osai/figures/b.png") == b""


def test_all_pngs_are_rendered_by_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = set[str]()
    render = PngTask.png

    def rendering(task: PngTask) -> bytes:
        seen.add(threading.current_thread().name)
        return render(task)

    monkeypatch.setattr(PngTask, "png", rendering)
    with ThreadPoolExecutor(1, "png") as thread, ThreadPoolExecutor(4) as readers:
        queue = PngQueue(Cache(None), on_request=True, thread=thread)
        for n in range(4):
            queue.png(f"{n}.png", PngTask(PIE, scale=n + 1))
        pngs = [*readers.map(queue.requested, [f"{n % 4}.png" for n in range(12)])]

    assert all(png and png.startswith(b"\x89PNG") for png in pngs)
    assert seen == {"png_0"}
