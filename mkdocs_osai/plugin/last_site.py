"""The site of the last build, kept aside while a build runs."""

# os.path is faster for hundreds of files
# ruff: noqa: PTH103, PTH104, PTH110, PTH112, PTH120, PTH123, PTH208

from __future__ import annotations

import logging
import os
import shutil
import sys
import tempfile
import time
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from mkdocs.utils import write_file

log = logging.getLogger("mkdocs.plugins.osai")

_PREFIX = "site-"
_INSIDE = ".osai"
"""A folder in the site; MkDocs does not delete it, because its name begins with a dot."""

_LOCK = ".lock"
_MOVED = ".moved"
_MAX_AGE = 60 * 60
"""Seconds after which a folder was left by a build that was killed."""


class LastSite:
    """The site of the last build, which is moved aside before MkDocs deletes it.

    Generated files that did not change are taken from it: to delete hundreds of files and folders
    and create as many takes ext4 up to two seconds. If the build fails, the site is put back. If
    the build is killed, the next one keeps the same site until it has succeeded. Like MkDocs, it
    leaves alone what begins with a dot.

    Args:
        site_dir: the folder of the site.
        folder: where to keep it. If that is not possible, for example because it is on another
            file system, it is kept in the site, in a folder whose name begins with a dot.
    """

    def __init__(self, site_dir: str, folder: Path) -> None:
        self._site = Path(site_dir)
        self._folder = Path(folder)
        digest = sha256(os.fsencode(os.path.abspath(site_dir)))  # noqa: PTH100 - a link is a place
        self._prefix = f"{_PREFIX}{digest.hexdigest()[:8]}-"
        self._aside: Path | None = None
        self._lock: BinaryIO | None = None
        self._begun = False

    def set_aside(self, *, inside: bool = True) -> None:
        """Move the site away, if there is one, before MkDocs deletes it.

        A second call does nothing: the plugin `i18n` builds the site once for each language, and
        each build keeps what those before have written.

        Args:
            inside: whether it may be kept in the folder of the site.
        """
        if self._begun:
            return
        self._begun = True
        folders = [self._folder, *([self._site / _INSIDE] if inside else [])]
        if any(self._take_over(folder) for folder in folders):
            log.info("osai: a build was stopped; the site before it is kept until one succeeds")
            return
        entries = _entries(self._site)
        if entries and not any(self._move(entries, folder) for folder in folders):
            log.info("osai: the last site cannot be kept: if this build fails, it is lost")

    def write(self, path: str, content: bytes) -> None:
        """Write a file of the site, or take that of the last build if it is the same.

        Raises:
            OSError: it cannot be written.
        """
        if not self._take(path, content):
            Path(path).unlink(missing_ok=True)  # it may be linked to a file of the last site
            write_file(content, path)

    def finish(self, *, succeeded: bool) -> None:
        """Delete the last site; or if the build has failed, replace what it wrote with it."""
        if self._aside is None:
            return
        if succeeded:
            self._delete_aside()
            return
        try:
            self._return_moved()
            for entry in _entries(self._site):
                if entry.is_dir():
                    shutil.rmtree(entry)
                else:
                    entry.unlink()
            self._move_back()
        except OSError as error:
            kept, self._aside = self._aside, None  # a second call must delete nothing
            self._unlock()
            safe = kept.with_name(f"last-{kept.name}")
            with suppress(OSError):
                kept = kept.rename(safe)
            log.warning("osai: the last site cannot be put back (%s); it is in %s", error, kept)
        else:
            log.info("osai: %s is as it was before this build", self._site)

    def _move(self, entries: list[Path], folder: Path) -> bool:
        """Move the entries of the site into a new folder in this one; or move none."""
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _delete_old(folder)
            self._aside = Path(tempfile.mkdtemp(prefix=self._prefix, dir=folder))
            self._lock = _locked(self._aside)
            for entry in entries:
                entry.rename(self._aside / entry.name)
        except OSError as error:
            log.debug("osai: the last site cannot be kept in %s: %s", folder, error)
            self._move_back()
            return False
        return True

    def _take_over(self, folder: Path) -> bool:
        """Keep what a build of this site has left in a folder that was killed, if there is any."""
        for kept in sorted(folder.glob(f"{self._prefix}*")):
            with suppress(OSError):
                self._lock = _locked(kept)
                if self._lock is not None:
                    self._aside = kept
                    self._return_moved()
                    return True
        return False

    def _return_moved(self) -> None:
        """Move the folders back to the last site that this build or a killed one has taken."""
        journal = Path(f"{self._aside}/{_MOVED}")
        names = journal.read_bytes().split(b"\0")[:-1] if journal.exists() else []
        for name in map(os.fsdecode, names):
            folder, last = f"{self._site}{name}", f"{self._aside}{name}"
            if os.path.isdir(folder) and not os.path.exists(last):
                os.rename(folder, last)
        journal.unlink(missing_ok=True)

    def _take(self, path: str, content: bytes) -> bool:
        """Take a file of the last build. Paths are strings: pathlib takes as long as the disk."""
        if self._aside is None:
            return False
        name = path.removeprefix(str(self._site))
        last = f"{self._aside}{name}"
        folder, last_folder = os.path.dirname(path), os.path.dirname(last)
        try:
            with open(last, "rb") as file:
                if file.read() != content:
                    return False
            if not os.path.exists(folder) and len(os.listdir(last_folder)) == 1:
                os.makedirs(os.path.dirname(folder), exist_ok=True)
                with open(f"{self._aside}/{_MOVED}", "ab") as journal:
                    journal.write(os.fsencode(os.path.dirname(name)) + b"\0")
                os.rename(last_folder, folder)
            else:
                os.makedirs(folder, exist_ok=True)
                os.link(last, path)
        except OSError:  # it is not there, or cannot be linked
            return False
        return True

    def _move_back(self) -> None:
        if self._aside is not None:
            for entry in _entries(self._aside):
                entry.rename(self._site / entry.name)
            self._delete_aside()

    def _delete_aside(self) -> None:
        if self._aside is not None:
            shutil.rmtree(self._aside, ignore_errors=True)
            with suppress(OSError):
                (self._site / _INSIDE).rmdir()
            self._aside = None
        self._unlock()

    def _unlock(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None


def _entries(site: Path) -> list[Path]:
    """What MkDocs deletes before a build."""
    with suppress(FileNotFoundError):
        return [p for p in site.iterdir() if not p.name.startswith(".") and not p.is_symlink()]
    return []


def _delete_old(folder: Path) -> None:
    """Delete what builds have left that were killed."""
    for kept in folder.glob(f"{_PREFIX}*"):
        if time.time() - kept.stat().st_mtime > _MAX_AGE:
            shutil.rmtree(kept, ignore_errors=True)


def _locked(folder: Path) -> BinaryIO | None:
    """A file that locks the folder until it is closed, or the process ends.

    Returns:
        None if another process has locked it, or the system has no such locks.
    """
    if sys.platform == "win32":
        return None
    import fcntl

    file = (folder / _LOCK).open("wb")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    return file
