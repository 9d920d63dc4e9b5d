"""A small cache on disk: what cannot be read back is as if it had never been kept."""

from __future__ import annotations

import json
import os
import stat
from hashlib import sha256
from pathlib import Path
from typing import Any

from mkdocs_osai.index.writing import replace

_FORMAT = "osai-store 1"


class Store:
    """Values by key, in a folder of their own; one file for each.

    It can be deleted at any time. A value that is damaged, of another format or of another user
    is not there, and a value that cannot be written is not kept; neither is ever an error. The
    folder can be a link: who may put one there may write beside it anyway. It is written to only if
    it belongs to who runs this.

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
        try:
            with open(self._place(key), "rb", opener=_without_waiting) as file:
                status = os.fstat(file.fileno())
                if not (stat.S_ISREG(status.st_mode) and _ours(status)):
                    return None
                head, _, content = file.read().partition(b"\n")
            return json.loads(content) if head == _head(key, content) else None
        except (OSError, ValueError, RecursionError):
            return None

    def put(self, key: str, value: Any) -> None:
        """Keep a value.

        Args:
            key: any text.
            value: what JSON can hold.
        """
        if self._folder is None:
            return
        try:
            content = json.dumps(value, separators=(",", ":")).encode()
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if _ours(self._folder.stat()):
                replace(self._place(key), _head(key, content) + b"\n" + content)
        except (OSError, TypeError, ValueError, RecursionError):
            return

    def _place(self, key: str) -> Path:
        return (self._folder or Path()) / f"{_digest(key)}.json"


def _head(key: str, content: bytes) -> bytes:
    """The first line: the format, and a checksum of the key and the value."""
    return f"{_FORMAT} {_digest(key, content)}".encode()


def _digest(key: str, content: bytes = b"") -> str:
    return sha256(key.encode("utf-8", "surrogatepass") + b"\0" + content).hexdigest()


def _without_waiting(path: str, flags: int) -> int:
    """Open a file, or a pipe that nobody will ever write to."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _ours(status: os.stat_result) -> bool:
    """Whether a file belongs to who runs this, where files belong to somebody."""
    return not hasattr(os, "getuid") or status.st_uid == os.getuid()
