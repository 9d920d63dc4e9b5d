"""A small cache on disk: what cannot be read back is as if it had never been kept."""

from __future__ import annotations

import json
import os
import re
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from hashlib import file_digest, sha256
from pathlib import Path
from typing import IO, Any

from mkdocs_osai.atomic_write import replacing

_FORMAT = "osai-store 1"
_MOST_OF_HEAD = 100
_KEPT = re.compile(r"[0-9a-f]{64}\.json")
_LONG = 60 * 24 * 60 * 60
"""Seconds after which a value is made anew, for it may be one that nobody asks for any more."""


class Store:
    """Values by key, in a folder of their own; one file for each.

    It can be deleted at any time. A value that is damaged, of another format or of another user
    is not there, and a value that cannot be written is not kept; neither is ever an error. Nothing
    is kept for longer than two months.

    The folder can be a link: who may put one there may write beside it anyway. It is written to
    only if it belongs to who runs this.

    Args:
        folder: where; it is made when the first value is kept. None keeps nothing.

    Example:
        >>> Store(None).get("a key") is None
        True
    """

    def __init__(self, folder: str | Path | None) -> None:
        self._folder = None if folder is None else Path(folder)

    def get(self, key: str) -> Any | None:
        """The value that was kept under a key, or None."""
        if self._folder is None:
            return None
        digest = _begun(key)
        try:
            with open(self._place(digest), "rb", opener=_without_waiting) as file:
                if not _is_ours(file):
                    return None
                head, _, value = file.read().partition(b"\n")
            digest.update(value)
            whole = head + b"\n" == _head(digest.hexdigest())
            return json.loads(value) if whole else None
        except (OSError, ValueError, RecursionError):
            return None

    def lines(self, key: str) -> Iterator[bytes]:
        """The lines that were kept under a key, one by one; none if they are not whole."""
        if self._folder is None:
            return
        try:
            with open(self._place(_begun(key)), "rb", opener=_without_waiting) as file:
                if not _is_ours(file):
                    return
                head = file.readline(_MOST_OF_HEAD)
                begin = file.tell()
                if head != _head(file_digest(file, lambda: _begun(key)).hexdigest()):
                    return
                file.seek(begin)
                for line in file:
                    yield line.removesuffix(b"\n")
        except OSError:
            return

    def put(self, key: str, value: Any) -> None:
        """Keep a value.

        Args:
            key: any text.
            value: what JSON can hold.
        """
        with suppress(TypeError, ValueError, RecursionError):
            self.put_lines(key, [json.dumps(value, separators=(",", ":")).encode()])

    def put_lines(self, key: str, lines: Iterable[bytes]) -> None:
        """Keep lines, which hold no line ends."""
        if self._folder is None:
            return
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if _ours(self._folder.stat()):
                _forget(self._folder)
                with replacing(self._place(_begun(key)), lasting=False) as file:
                    digest = _begun(key)
                    file.write(_head(digest.hexdigest()))  # until the right one is known
                    for number, line in enumerate(lines):
                        piece = b"\n" + line if number else line
                        digest.update(piece)
                        file.write(piece)
                    file.seek(0)
                    file.write(_head(digest.hexdigest()))
        except OSError:
            return

    def _place(self, digest: Any) -> Path:
        return Path(f"{self._folder}/{digest.hexdigest()}.json")


@cache
def _forget(folder: Path) -> None:
    """Delete what was kept long ago, such as by other code; once in a process."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError):
                old = time.time() - entry.stat(follow_symlinks=False).st_mtime > _LONG
                if old and _KEPT.fullmatch(entry.name):
                    Path(entry).unlink()


def _head(digest: str) -> bytes:
    """The first line: the format, and a checksum of the key and the value."""
    return f"{_FORMAT} {digest}\n".encode()


def _begun(key: str) -> Any:
    return sha256(key.encode("utf-8", "surrogatepass") + b"\0")


def _without_waiting(path: str, flags: int) -> int:
    """Open a file, or a pipe that nobody will ever write to."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _is_ours(file: IO[bytes]) -> bool:
    """Whether a file that is open is a plain one, and belongs to who runs this."""
    status = os.fstat(file.fileno())
    return stat.S_ISREG(status.st_mode) and _ours(status)


def _ours(status: os.stat_result) -> bool:
    """Whether a file belongs to who runs this, where files belong to somebody."""
    return not hasattr(os, "getuid") or status.st_uid == os.getuid()


@cache
def code() -> str:
    """What the code of this package is known by; with another, what was kept is made anew."""
    told = sorted(_files(os.path.dirname(os.path.dirname(__file__)), ""))  # noqa: PTH120 - quicker
    return sha256(repr(told).encode()).hexdigest()


def _files(folder: str, called: str) -> Iterator[tuple[str, int, int]]:
    """The code below a folder: names, sizes and times."""
    with os.scandir(folder) as entries:
        for entry in entries:
            name = f"{called}/{entry.name}"
            if entry.name.endswith((".py", ".yml", ".html")):
                status = entry.stat()
                yield name, status.st_size, status.st_mtime_ns
            elif entry.is_dir() and entry.name != "__pycache__":
                yield from _files(entry.path, name)
