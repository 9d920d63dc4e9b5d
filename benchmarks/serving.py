"""`mkdocs serve`, from the moment a file is saved to the page that a browser then shows."""

from __future__ import annotations

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from benchmarks.measuring import Run, surroundings

_MOMENT = re.compile(rb"livereload\((\d+), ?(\d+)\)")
_BUILT = re.compile(r"Documentation built in ([0-9.]+) seconds")
PATIENCE = 120
"""Seconds to wait for a page."""


class Server:
    """A site that is served, and a browser that looks at one of its pages.

    Args:
        site: its configuration.
        page: the address of the page, from the root.
    """

    def __init__(self, site: Path, page: str) -> None:
        self.site = site
        self.page = page
        self.seen = b""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "mkdocs", "serve", "--livereload"]
        self.log = (self.site.parent / "serve.log").open("w+", encoding="utf-8")
        self.process = subprocess.Popen(
            [*command, "-a", f"127.0.0.1:{self.port}", "-f", self.site.name],
            cwd=self.site.parent,
            env=surroundings(),
            stdout=self.log,
            stderr=self.log,
        )
        end = time.monotonic() + PATIENCE
        while not self.seen and time.monotonic() < end and self.process.poll() is None:
            time.sleep(0.1)
            with suppress(OSError, http.client.HTTPException):
                self.seen = self._get(self.page)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.process.terminate()
        self.process.wait()
        self.log.close()

    def save(
        self, file: str, text: str, *, changes: bool = True, also: str | None = None
    ) -> tuple[Run, float]:
        """Save a file, at once, and wait until the browser has the page that was made anew.

        As Material's pages do, the browser asks the server to tell when there is something new, and
        then loads the page.

        Args:
            file: its path from the configuration.
            text: what it is to hold.
            changes: whether the page says something else then.
            also: the address of another page that is requested after it.

        Returns:
            How long it took, and what MkDocs says of its part.

        Raises:
            RuntimeError: the page did not come.
        """
        moment = _MOMENT.search(self.seen)
        if moment is None:
            raise RuntimeError(f"{self.site} is not served: {self._said()}")
        written = self.site.with_name("written")
        before, cpu, start = _plain(self.seen), self._cpu(), time.perf_counter()
        written.write_text(text, encoding="utf-8")
        written.replace(self.site.parent / file)
        self._get(f"/livereload/{moment[1].decode()}/{moment[2].decode()}")
        self.seen = self._get(self.page)
        if also is not None:
            self._get(also)
        seconds, used = time.perf_counter() - start, self._cpu()
        if changes == (_plain(self.seen) == before):
            raise RuntimeError(f"{self.page} is not what {file} asks for: {self._said()[-2000:]}")
        built = float(_BUILT.findall(self._said())[-1])
        return Run(seconds, None if cpu is None or used is None else used - cpu), built

    def first(self, addresses: Sequence[str]) -> Run:
        """The longest that the first request of a page takes over the second one."""
        longest = 0.0
        for address in addresses:
            seconds = []
            for _ in range(2):
                start = time.perf_counter()
                self._get(address)
                seconds.append(time.perf_counter() - start)
            longest = max(longest, seconds[0] - seconds[1])
        return Run(longest)

    def _get(self, path: str) -> bytes:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", quote(path))
            answer = connection.getresponse()
            if answer.status != HTTPStatus.OK:
                raise RuntimeError(
                    f"{path} is answered with {answer.status}: {self._said()[-2000:]}"
                )
            return answer.read()
        finally:
            connection.close()

    def _said(self) -> str:
        return (self.site.parent / "serve.log").read_text("utf-8")

    def _cpu(self) -> float | None:
        """Seconds of the processor that the server has used, and its children that are done."""
        try:
            told = Path(f"/proc/{self.process.pid}/stat").read_text("ascii").rpartition(") ")[2]
        except OSError:
            return None
        return sum(map(int, told.split()[11:15])) / os.sysconf("SC_CLK_TCK")


def _plain(page: bytes) -> bytes:
    return _MOMENT.sub(b"", page)
