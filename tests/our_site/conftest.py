"""Our own site, built and served under a sub-path, and a browser to look at it."""

from __future__ import annotations

import functools
import http.server
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SUB_PATH = "/some/where/"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our own site, built with `mkdocs build --strict` for a sub-path."""
    site = tmp_path_factory.mktemp("served") / SUB_PATH.strip("/")
    # With --quiet MkDocs counts no warnings, and --strict would let them pass.
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "SITE_URL": f"http://127.0.0.1{SUB_PATH}"},
    )
    assert built.returncode == 0, built.stderr
    return site


@pytest.fixture(scope="session")
def address(built_site: Path) -> Iterator[str]:
    """Where the site is served: its root, with the sub-path."""
    top = built_site.parents[len(Path(SUB_PATH.strip("/")).parts) - 1]
    with served(top) as root:
        yield f"{root}{SUB_PATH.removeprefix('/')}"


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server of the files in a folder."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
