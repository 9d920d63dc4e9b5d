"""Makes the small index that two pages of the guide speak of, with a history of its own.

The files of each commit stand in history.yml; the repository, a bare one, is made in .cache when
the site is built, the same on every machine.
"""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml
from mkdocs.config.defaults import MkDocsConfig

HISTORY = Path(__file__).with_name("history.yml")
REPOSITORY = ".cache/small-index.git"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Make the repository before the plugin reads it."""
    make(Path(config.config_file_path).parent / REPOSITORY)
    return config


def make(repository: Path) -> None:
    """Make a bare repository of history.yml; one that is made of the same is left alone."""
    stream = _stream(yaml.safe_load(HISTORY.read_text("utf-8")))
    made_of = repository / "made-of"
    if made_of.is_file() and made_of.read_bytes() == stream:
        return
    repository.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=repository.parent, prefix="small-index-") as folder:
        new = Path(folder) / "index.git"
        options = ("--quiet", "--bare", "--initial-branch=main", "--template=")
        subprocess.run(["git", "init", *options, str(new)], check=True)  # noqa: S603, S607
        command = ["git", "-C", str(new), "fast-import", "--quiet"]
        subprocess.run(command, input=stream, check=True)  # noqa: S603
        (new / made_of.name).write_bytes(stream)
        shutil.rmtree(repository, ignore_errors=True)
        with suppress(OSError):  # another build has made it meanwhile
            new.rename(repository)


def _stream(commits: list[dict[str, Any]]) -> bytes:
    """The commits as `git fast-import` reads them, each at noon of its day."""
    lines: list[bytes] = []
    for commit in commits:
        noon = dt.datetime.fromisoformat(f"{commit['date']}T12:00:00+00:00")
        who = b"The small index <nobody@example.org> %d +0000" % noon.timestamp()
        lines += [b"commit refs/heads/main", b"author " + who, b"committer " + who]
        lines += _data(str(commit["says"]).encode())
        for name, content in commit["files"].items():
            lines.append(f"M 100644 inline models/{name}".encode())
            lines += _data(yaml.safe_dump(content, sort_keys=False).encode())
    return b"\n".join([*lines, b""])


def _data(content: bytes) -> list[bytes]:
    return [b"data %d" % len(content), content]
