"""Files that are whole."""

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
"""How a file is called while it is written."""

_LEFT = 24 * 60 * 60
"""Seconds after which nobody writes such a file any more."""


class PartlyWritten(OsaiError):  # noqa: N818 - the name says it
    """One of several files cannot be written.

    Args:
        path: the file.
        error: why.
        written: the names of those that were written before it; they are whole.
        left: the names of those that were not written, itself included; they are as they were.

    Example:
        >>> error = OSError(28, "No space left on device")
        >>> PartlyWritten(Path("b"), error, ["a"], ["b", "c"]).hint
        "written: 'a'; not written: 'b', 'c'; run it again when they can be written"
    """

    def __init__(
        self, path: Path, error: OSError, written: Sequence[str], left: Sequence[str]
    ) -> None:
        what = f"{quote(path, 300)} cannot be written ({error.strerror})"
        told = f"written: {listed(written)}; not written: {listed(left)}"
        super().__init__(what, f"{told}; run it again when they can be written")
        self.written = tuple(written)
        self.left = tuple(left)


def replace(path: Path, data: bytes, *, lasting: bool = True) -> None:
    """Write a file so that it is never seen half; a file of that name is replaced.

    The file keeps who may read and write it, and whose it is where that can be. A link of that name
    is replaced, not followed. Whatever happens, there is the old file or the new one; what a run
    left that was killed is deleted by one a day later.

    Args:
        path: the file.
        data: what it is to hold.
        lasting: whether it has to outlive a power cut.

    Raises:
        OSError: it cannot be written; what was there is as it was.
    """
    with replacing(path, lasting=lasting) as file:
        file.write(data)


@contextmanager
def replacing(path: Path, *, lasting: bool = True) -> Iterator[BinaryIO]:
    """A file to write that takes the place of another when it is whole; see `replace`."""
    _sweep(path.parent)
    part = path.with_name(f".osai-{secrets.token_hex(8)}.part")
    with part.open("xb") as file:
        try:
            yield file
            _be_like(path, file.fileno())
            file.flush()
            if lasting:
                os.fsync(file.fileno())
            part.replace(path)
        except BaseException:
            with suppress(OSError):
                part.unlink()
            raise


def _be_like(path: Path, file: int) -> None:
    """Give an open file the owner and the permissions of another, as far as one may."""
    with suppress(OSError, AttributeError):  # Windows has no such functions
        old = path.lstat()
        if stat.S_ISREG(old.st_mode):
            if (old.st_uid, old.st_gid) != (os.geteuid(), os.getegid()):
                os.fchown(file, old.st_uid, old.st_gid)
            os.fchmod(file, stat.S_IMODE(old.st_mode) & 0o777)


@cache
def _sweep(folder: Path) -> None:
    """Delete what is left in a folder of files that were never finished; once in a process."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if not _PART.fullmatch(entry.name):
                continue
            with suppress(OSError):
                if time.time() - entry.stat(follow_symlinks=False).st_mtime > _LEFT:
                    Path(entry).unlink()
