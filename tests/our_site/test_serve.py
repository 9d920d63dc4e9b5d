"""`mkdocs serve` while an author works."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from tests.reliability.running import words
from tests.sites import Site, a_file


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def until(true: Callable[[], bool], seconds: float = 40) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.1)
    return False


def test_a_changed_model_a_mistake_and_its_fix_show_without_a_restart(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.configure(site_url="")
    site.write("models/a.yaml", a_file("A"))
    site.write("docs/index.md", "# Home\n\nThere are << osai.n() >> models.\n")
    port = free_port()
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "-a", f"127.0.0.1:{port}"]
    said = (tmp_path / "said.txt").open("w")

    def page() -> str:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                return words(answer.read().decode())
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return ""

    with subprocess.Popen(
        command, cwd=tmp_path, stdout=said, stderr=said, env={**os.environ, "HOME": str(tmp_path)}
    ) as server:
        try:
            assert until(lambda: "There are 1 models." in page())

            site.write("models/b.yaml", a_file("B"))
            assert until(lambda: "There are 2 models." in page())

            site.write("docs/index.md", "# Home\n\nThere are << osai.m() >> models.\n")
            assert until(lambda: "unknown macro" in page())

            site.write("models/b.yaml", "system: [half a file")
            site.write("docs/index.md", "# Home\n\nNow << osai.n() >> again.\n")
            assert until(lambda: "Now 1 again." in page())
            assert server.poll() is None
        finally:
            server.terminate()
            said.close()
    assert "Traceback" not in (tmp_path / "said.txt").read_text()
