"""Checks of what a build needs: readable pages, a writable site, a free port, a valid clock."""

from __future__ import annotations

import errno
import os
import re
import socket
from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File

from mkdocs_osai.problems import quote

_UNWRITABLE = (
    *(errno.EACCES, errno.EPERM, errno.EROFS, errno.EISDIR, errno.ENOTDIR),
    *(errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO),
)


def check_clock() -> None:
    """Check that MkDocs can read the environment variable `SOURCE_DATE_EPOCH`.

    Raises:
        PluginError: it cannot.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "0")
    if not re.fullmatch("[0-9]{1,10}", epoch) or int(epoch) >= 2**32:
        raise PluginError(
            f"osai: SOURCE_DATE_EPOCH is {quote(epoch)}; set it to the seconds since 1970, or "
            "unset it"
        )


def check_port(host: str, port: int) -> None:
    """Check that the port of `mkdocs serve` is free, before the site is built.

    Raises:
        PluginError: it is not.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        # Errors of name resolution have negative numbers, which os.strerror does not know.
        why = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror
        raise PluginError(
            f"osai: the site cannot be served at {host}:{port} ({why}); choose another "
            f"port: mkdocs serve -a {host}:8100, or make serve PORT=8100"
        ) from None


def why_unreadable(file: File) -> str | None:
    """Why a page cannot be read; None if it can.

    Only a regular file is opened: reading a pipe might never end.
    """
    try:
        if file.abs_src_path is not None and not Path(file.abs_src_path).is_file():
            os.stat(file.abs_src_path)  # noqa: PTH116 - raises an error that says why
            return "it is not a regular file"
        file.content_bytes.decode("utf-8-sig")
    except OSError as error:
        return error.strerror or "it cannot be opened"
    except UnicodeDecodeError:
        return "it is not UTF-8"
    return None


def explain_write_error(error: Exception, site_dir: str) -> None:
    """Raise a one-line error if a build stopped because the site cannot be written.

    Raises:
        PluginError: the site cannot be written.
    """
    if not isinstance(error, OSError) or error.errno not in _UNWRITABLE:
        return
    # The error of a full disk names no file.
    path = Path(site_dir) if error.filename is None else Path(os.fsdecode(error.filename))
    if path.is_relative_to(site_dir):
        raise PluginError(
            f"osai: the site cannot be written: {quote(path, 300)} ({error.strerror}); make room "
            "there, or choose another folder with --site-dir, and build again"
        ) from None


def mark_modified(file: File, changed: float) -> None:
    """Treat a page as modified if it was built before a time, in seconds since 1970."""
    was_modified = file.is_modified

    def is_modified() -> bool:
        page = Path(file.abs_dest_path)
        return was_modified() or (page.exists() and page.stat().st_mtime < changed)

    file.is_modified = is_modified  # type: ignore[method-assign]
