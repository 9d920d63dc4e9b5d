"""Real commands on real sites, run where something is wrong."""

from __future__ import annotations

import functools
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pytest

MOMENT = "1700000000"
"""When all sites here are built, so that two of them are the same."""

BUILD = (sys.executable, "-m", "mkdocs", "build")


def environment(**changes: str | None) -> dict[str, str]:
    """The environment of a command; None takes a variable out."""
    told = {
        **os.environ,
        "SOURCE_DATE_EPOCH": MOMENT,
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        **changes,
    }
    return {name: value for name, value in told.items() if value is not None}


def run(
    command: Sequence[str | Path], where: str | bytes | Path, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """A command and what it said, on both its outputs."""
    return subprocess.run(
        [*map(str, command)],
        cwd=where,
        env=environment() if env is None else env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        timeout=60,
        check=False,
    )


def powerless(command: Sequence[str | Path]) -> list[str | Path]:
    """A command for which permissions count, even where root runs the tests."""
    if os.geteuid() != 0:
        return [*command]
    if not shutil.which("setpriv"):
        pytest.skip("root, without setpriv")
    return ["setpriv", "--inh-caps=-all", "--bounding-set=-all", *command]


def mounted(mounts: str, command: Sequence[str | Path]) -> list[str | Path]:
    """A command that sees other file systems; nobody else does.

    Args:
        mounts: what the shell does first.
        command: what it does then.
    """
    namespace = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-rm"]
    if not _can_mount(tuple(namespace)):
        pytest.skip("nothing can be mounted here")
    return [*namespace, "sh", "-ec", f'{mounts}\nexec "$@"', "sh", *command]


@functools.cache
def _can_mount(namespace: tuple[str, ...]) -> bool:
    if not shutil.which("unshare"):
        return False
    command = [*namespace, "mount", "-t", "tmpfs", "none", "/mnt"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def files_of(folder: Path) -> dict[str, bytes]:
    """All files of a site."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def words(html: str) -> str:
    """What readers see of a page that they do not point at."""
    html = re.sub(r'<span class="osai-basis"[^>]*>[^<]*</span>', "", html)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def until(true: Callable[[], bool], seconds: float = 30) -> bool:
    """Whether something becomes true in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.05)
    return False


@dataclass(frozen=True)
class Served:
    """A site that `mkdocs serve` shows."""

    process: subprocess.Popen[bytes]
    port: int
    output: Path

    def page(self, path: str = "") -> str:
        """The words of a page; none where there is none, or it is being built."""
        html = (self.get(path) or b"").decode()
        article = html[html.find("<article") : html.find("</article>")]
        return words(article)

    def get(self, path: str) -> bytes | None:
        """What the server gives; None for nothing."""
        address = f"http://127.0.0.1:{self.port}/{path}"
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return bytes(answer.read())
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return None

    def shows(self, what: str, path: str = "") -> bool:
        """Whether a page says something soon."""
        return until(lambda: what in self.page(path))

    def says(self, what: str) -> bool:
        """Whether the terminal does."""
        return until(lambda: what in self.said)

    @property
    def said(self) -> str:
        return self.output.read_text(errors="replace")

    @property
    def lives(self) -> bool:
        return self.process.poll() is None


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def serving(folder: Path, output: Path, program: str = "mkdocs") -> Iterator[Served]:
    """`mkdocs serve`, in a process of its own that is gone afterwards."""
    port = free_port()
    command = [sys.executable, "-m", program, "serve", "--livereload", "-a", f"127.0.0.1:{port}"]
    with (
        output.open("wb") as said,
        subprocess.Popen(
            command, cwd=folder, env=environment(), stdout=said, stderr=subprocess.STDOUT
        ) as process,
    ):
        try:
            yield Served(process, port, output)
        finally:
            process.terminate()
