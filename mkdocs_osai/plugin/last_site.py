"""The site of the last build, kept aside while a build runs."""

# os.path is faster for hundreds of files
# ruff: noqa: PTH103, PTH104, PTH110, PTH120, PTH123, PTH208

from __future__ import annotations

import logging
import os
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from mkdocs.utils import write_file

log = logging.getLogger("mkdocs.plugins.osai")

_PREFIX = "site-"
_MAX_AGE = 60 * 60
"""Seconds after which a folder was left by a build that was killed."""


class LastSite:
    """The site of the last build, which is moved aside before MkDocs deletes it.

    Generated files that did not change are taken from it: to delete hundreds of files and folders
    and create as many takes ext4 up to two seconds. If the build fails, the site is put back. Like
    MkDocs, it leaves alone what begins with a dot.

    Args:
        site_dir: the folder of the site.
        folder: where to keep it; nothing is kept if that is not possible, for example because it
            is on another file system.
    """

    def __init__(self, site_dir: str, folder: Path) -> None:
        self._site = Path(site_dir)
        self._folder = Path(folder)
        self._aside: Path | None = None
        self._moved: list[tuple[str, str]] = []
        self._begun = False

    def set_aside(self) -> None:
        """Move the site away, if there is one, before MkDocs deletes it.

        A second call does nothing: the plugin `i18n` builds the site once for each language, and
        each build keeps what those before have written.
        """
        if self._begun:
            return
        self._begun = True
        try:
            _delete_old(self._folder)
            entries = _entries(self._site)
            if entries:
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._aside = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=self._folder))
                for entry in entries:
                    entry.rename(self._aside / entry.name)
        except OSError as error:
            log.debug("osai: the last site is not kept during the build: %s", error)
            self._move_back()

    def write(self, path: str, content: bytes) -> None:
        """Write a file of the site, or take that of the last build if it is the same.

        Raises:
            OSError: it cannot be written.
        """
        if not self._take(path, content):
            Path(path).unlink(missing_ok=True)  # it may be linked to a file of the last site
            write_file(content, path)

    def _take(self, path: str, content: bytes) -> bool:
        """Take a file of the last build. Paths are strings: pathlib takes as long as the disk."""
        if self._aside is None:
            return False
        last = f"{self._aside}{path.removeprefix(str(self._site))}"
        folder, last_folder = os.path.dirname(path), os.path.dirname(last)
        try:
            with open(last, "rb") as file:
                if file.read() != content:
                    return False
            if not os.path.exists(folder) and len(os.listdir(last_folder)) == 1:
                os.makedirs(os.path.dirname(folder), exist_ok=True)
                os.rename(last_folder, folder)
                self._moved.append((folder, last_folder))
            else:
                os.makedirs(folder, exist_ok=True)
                os.link(last, path)
        except OSError:  # it is not there, or cannot be linked
            return False
        return True

    def finish(self, *, succeeded: bool) -> None:
        """Delete the last site; or if the build has failed, replace what it wrote with it."""
        if self._aside is None:
            return
        if succeeded:
            shutil.rmtree(self._aside, ignore_errors=True)
            self._aside = None
            return
        try:
            for folder, last in self._moved:
                os.rename(folder, last)
            for entry in _entries(self._site):
                if entry.is_dir():
                    shutil.rmtree(entry)
                else:
                    entry.unlink()
            self._move_back()
        except OSError as error:
            kept, self._aside = self._aside, None  # a second call must delete nothing
            safe = kept.with_name(f"last-{kept.name}")
            with suppress(OSError):
                kept = kept.rename(safe)
            log.warning("osai: the last site cannot be put back (%s); it is in %s", error, kept)
        else:
            log.info("osai: %s is as it was before this build", self._site)

    def _move_back(self) -> None:
        if self._aside is not None:
            for entry in self._aside.iterdir():
                entry.rename(self._site / entry.name)
            self._aside.rmdir()
            self._aside = None


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
