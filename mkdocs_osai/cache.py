"""Parsed files and PNGs, kept between runs. They can be deleted at any time.

A file that is damaged, truncated, of another format or of another user is ignored, and one that
cannot be written is not kept; neither is an error. Two builds can use the same folder at once.
"""

from __future__ import annotations

import json
import os
import re
import stat
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from hashlib import file_digest, sha256
from importlib.metadata import distribution, version
from pathlib import Path
from typing import Any

from mkdocs_osai.atomic_write import replacing

_FORMAT = "osai-cache 1"
_MOST_OF_HEAD = 100
_FILE = re.compile(r"[0-9a-f]{64}\.(?:json|cache)")
_MAX_AGE = 60 * 24 * 60 * 60
"""Seconds after which a file is deleted, because it is probably not used any more."""


class Cache:
    """Contents by key, one file each, in a folder.

    The folder can be a symbolic link. It is written to only if it belongs to the current user.

    Args:
        folder: the folder, created with the first file; None keeps nothing.

    Example:
        >>> Cache(None).get("a key") is None
        True
    """

    def __init__(self, folder: str | Path | None) -> None:
        self._folder = None if folder is None else Path(folder)

    def get(self, key: str) -> bytes | None:
        """The content of a key, or None."""
        lines = [*self.lines(key)]
        return b"".join(lines) if lines else None

    def lines(self, key: str) -> Iterator[bytes]:
        """The content of a key, line by line; nothing if it is missing or damaged."""
        if self._folder is None:
            return
        try:
            with open(self._path(key), "rb", opener=_non_blocking) as file:
                status = os.fstat(file.fileno())
                if not stat.S_ISREG(status.st_mode) or not _is_own(status):
                    return
                head = file.readline(_MOST_OF_HEAD)
                begin = file.tell()
                if head != _head(file_digest(file, lambda: _digest_of(key)).hexdigest()):
                    return
                file.seek(begin)
                yield from file
        except (OSError, ValueError):  # a NUL in the path
            return

    def put(self, key: str, content: Iterable[bytes]) -> None:
        """Set the content of a key, given in pieces."""
        if self._folder is None:
            return
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _is_own(self._folder.stat()):
                return
            _delete_old(self._folder)
            with replacing(self._path(key), durable=False) as file:
                digest = _digest_of(key)
                file.write(_head(digest.hexdigest()))  # replaced when the whole content is known
                for piece in content:
                    digest.update(piece)
                    file.write(piece)
                file.seek(0)
                file.write(_head(digest.hexdigest()))
        except (OSError, ValueError):  # a NUL in the path
            return

    def _path(self, key: str) -> Path:
        return Path(f"{self._folder}/{_digest_of(key).hexdigest()}.cache")


class JsonLines:
    """JSON values by key, all in one file of a cache.

    Args:
        cache: where the file is.
        name: its key there.
        keep_unused: whether values that were not used in this run are kept, too.

    Example:
        >>> squares = JsonLines(Cache(None), "squares")
        >>> squares.put("3", 9)
        >>> squares.get("3"), squares.get("4")
        (9, None)
    """

    def __init__(self, cache: Cache, name: str, *, keep_unused: bool = False) -> None:
        self._cache = cache
        self._name = name
        pairs = (line.rstrip(b"\n").partition(b"\t") for line in cache.lines(name))
        self._values = {key: value for key, _, value in pairs}
        self._unused = set() if keep_unused else set(self._values)
        self._changed = False

    def get(self, key: str) -> Any | None:
        """The value of a key, or None."""
        line = json.dumps(key).encode()
        if line not in self._values:
            return None
        self._unused.discard(line)
        try:
            return json.loads(self._values[line].decode())
        except (ValueError, RecursionError):
            return None

    def put(self, key: str, value: Any) -> None:
        """Set the value of a key."""
        with suppress(TypeError, ValueError, RecursionError):
            line = json.dumps(key).encode()
            self._values[line] = json.dumps(value, separators=(",", ":")).encode()
            self._unused.discard(line)
            self._changed = True

    def save(self) -> None:
        """Write the file, if anything in it has changed."""
        if self._changed or self._unused:
            for line in self._unused:
                del self._values[line]
            self._unused.clear()
            self._cache.put(self._name, (b"%b\t%b\n" % pair for pair in self._values.items()))
            self._changed = False


@cache
def code_version() -> str:
    """A digest of the code of this package and of what it parses with, as part of cache keys."""
    found = sorted(_code_files(os.path.dirname(__file__), ""))  # noqa: PTH120 - faster
    parsers = sys.version_info, _metadata("pyyaml"), _metadata("pydantic")
    return sha256(repr((found, parsers)).encode()).hexdigest()


def _metadata(package: str) -> str:
    """What the installer knows about a package, with its version, which takes long to parse."""
    return distribution(package).read_text("METADATA") or version(package)


def _code_files(folder: str, called: str) -> Iterator[tuple[str, int, int]]:
    """The code below a folder: names, sizes and times."""
    with os.scandir(folder) as entries:
        for entry in entries:
            name = f"{called}/{entry.name}"
            if entry.name.endswith((".py", ".yml", ".html", ".po")):
                status = entry.stat()
                yield name, status.st_size, status.st_mtime_ns
            elif entry.is_dir() and entry.name != "__pycache__":
                yield from _code_files(entry.path, name)


@cache
def _delete_old(folder: Path) -> None:
    """Delete files that are older than `_MAX_AGE`, once per process."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError):
                old = time.time() - entry.stat(follow_symlinks=False).st_mtime > _MAX_AGE
                if old and _FILE.fullmatch(entry.name):
                    Path(entry).unlink()


def _head(digest: str) -> bytes:
    """The first line: the format, and a checksum of the key and the content."""
    return f"{_FORMAT} {digest}\n".encode()


def _digest_of(key: str) -> Any:
    return sha256(key.encode("utf-8", "surrogatepass") + b"\0")


def _non_blocking(path: str, flags: int) -> int:
    """Open a file without waiting, even if it is a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _is_own(status: os.stat_result) -> bool:
    """Whether a file belongs to the current user, on systems with file owners."""
    return not hasattr(os, "getuid") or status.st_uid == os.getuid()
