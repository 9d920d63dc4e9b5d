"""What a build stands on: files that can be read, a place for the site, a port, a clock."""

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
    """See that MkDocs can read the moment that it is told to build at.

    Raises:
        PluginError: it cannot.
    """
    told = os.environ.get("SOURCE_DATE_EPOCH", "0")
    if not re.fullmatch("[0-9]{1,10}", told) or int(told) >= 2**32:
        raise PluginError(
            f"osai: SOURCE_DATE_EPOCH is {quote(told)}; set it to the seconds since 1970, or unset "
            "it"
        )


def check_port(host: str, port: int) -> None:
    """See that a site can be served where it is to be, before all of it is built.

    Raises:
        PluginError: it cannot.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        # Where a name is unknown, the number is none that the system has words for.
        why = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror
        raise PluginError(
            f"osai: the site cannot be served at {host}:{port} ({why}); name another "
            f"port: mkdocs serve -a {host}:8100, or make serve PORT=8100"
        ) from None


def why_unreadable(file: File) -> str | None:
    """Why a page cannot be read; None if it can.

    What is no regular file is not opened: a pipe would never end.
    """
    try:
        if file.abs_src_path is not None and not Path(file.abs_src_path).is_file():
            os.stat(file.abs_src_path)  # noqa: PTH116 - it says why, or that it is something else
            return "it is no regular file"
        file.content_bytes.decode("utf-8-sig")
    except OSError as error:
        return error.strerror or "it cannot be opened"
    except UnicodeDecodeError:
        return "it is not UTF-8"
    return None


def explain(error: Exception, site_dir: str) -> None:
    """Say in one sentence that a site cannot be written, if that is what stopped its build.

    Raises:
        PluginError: it is.
    """
    if not isinstance(error, OSError) or error.errno not in _UNWRITABLE:
        return
    # A disk that is full has no name.
    place = Path(site_dir) if error.filename is None else Path(os.fsdecode(error.filename))
    if place.is_relative_to(site_dir):
        raise PluginError(
            f"osai: the site cannot be written: {quote(place, 300)} ({error.strerror}); make room "
            "there, or name another folder with --site-dir; the next build starts anew"
        ) from None


def follow(file: File, changed: float) -> None:
    """Let a page count as modified if it was built before a moment, in seconds since 1970."""
    by_itself = file.is_modified

    def is_modified() -> bool:
        page = Path(file.abs_dest_path)
        return by_itself() or (page.exists() and page.stat().st_mtime < changed)

    file.is_modified = is_modified  # type: ignore[method-assign]
