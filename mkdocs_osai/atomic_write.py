"""Write files atomically."""

from __future__ import annotations

import os
import re
import secrets
import stat
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import BinaryIO

from mkdocs_osai.problems import OsaiError, listed, quote

_PART = re.compile(r"\.osai-[0-9a-f]+\.part")
"""The name of a file while it is written."""

_MAX_AGE = 24 * 60 * 60
"""Seconds after which such a file is considered abandoned."""


class PartlyWritten(OsaiError):  # noqa: N818 - the name says it
    """One of several files cannot be written.

    Args:
        path: the file.
        error: the reason.
        written: the names of the files written before it; they are complete.
        left: the names of the files not written, itself included; they are unchanged.

    Example:
        >>> error = OSError(28, "No space left on device")
        >>> PartlyWritten(Path("b"), error, ["a"], ["b", "c"]).hint
        "written: 'a'; not written: 'b', 'c'; run it again when they can be written"
    """

    def __init__(
        self, path: Path, error: OSError, written: Sequence[str], left: Sequence[str]
    ) -> None:
        what = f"{quote(path, 300)} cannot be written ({error.strerror})"
        progress = f"written: {listed(written)}; not written: {listed(left)}"
        super().__init__(what, f"{progress}; run it again when they can be written")
        self.written = tuple(written)
        self.left = tuple(left)


def replace(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Write a file atomically: readers see the old content or the new one, never a part.

    The file keeps its permissions, and its owner where possible. A symbolic link of that name is
    replaced, not followed. A temporary file that a killed run left is deleted a day later.

    Args:
        path: the file.
        data: its new content.
        durable: whether it must survive a power failure.

    Raises:
        OSError: it cannot be written; the old file is unchanged.
    """
    with replacing(path, durable=durable) as file:
        file.write(data)


@contextmanager
def replacing(path: Path, *, durable: bool = True) -> Iterator[BinaryIO]:
    """Open a temporary file that replaces another when it is complete; see `replace`."""
    _delete_abandoned(path.parent)
    part = path.with_name(f".osai-{secrets.token_hex(8)}.part")
    with part.open("xb") as file:
        try:
            yield file
            _copy_owner_and_mode(path, file.fileno())
            file.flush()
            if durable:
                os.fsync(file.fileno())
            part.replace(path)
        except BaseException:
            with suppress(OSError):
                part.unlink()
            raise


def _copy_owner_and_mode(path: Path, file: int) -> None:
    """Give an open file the owner and permissions of another, if that is permitted."""
    with suppress(OSError, AttributeError):  # Windows has no such functions
        old = path.lstat()
        if stat.S_ISREG(old.st_mode):
            if (old.st_uid, old.st_gid) != (os.geteuid(), os.getegid()):
                os.fchown(file, old.st_uid, old.st_gid)
            os.fchmod(file, stat.S_IMODE(old.st_mode) & 0o777)


@cache
def _delete_abandoned(folder: Path) -> None:
    """Delete abandoned temporary files of a folder, once per process."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if not _PART.fullmatch(entry.name):
                continue
            with suppress(OSError):
                if time.time() - entry.stat(follow_symlinks=False).st_mtime > _MAX_AGE:
                    Path(entry).unlink()
