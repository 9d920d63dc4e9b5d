"""The folder of a built site: which files in it are ours, and how they are replaced."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs_osai import atomic_write
from mkdocs_osai.problems import OsaiError, quote
from mkdocs_osai.sanitize import message_path
from mkdocs_osai.website.manifest import PATH, Manifest, PageStatements, digest

MOST_OF_PATH = 300
"""The most characters of a path in a message."""


@dataclass
class BuiltSite:
    """The folder of a built site.

    Attributes:
        folder: the folder.
        manifest: the list of our files in it.
        kept: the paths of files of the user that are in the place of ours.
    """

    folder: Path
    manifest: Manifest
    kept: list[str] = field(default_factory=list)

    @classmethod
    def open(cls, folder: Path, sources: Iterable[Path]) -> BuiltSite:
        """The folder of a built site.

        Args:
            folder: the folder.
            sources: files and folders that a site is made from; none can be in it.

        Raises:
            OsaiError: it is not there, has sources in it, or its list is damaged.
        """
        name = quote(str(folder), MOST_OF_PATH)
        if not folder.is_dir():
            hint = "build the site first, or create the folder"
            raise OsaiError(f"there is no folder {name}", hint)
        for source in sources:
            if source.resolve().is_relative_to(folder.resolve()):
                inside = source.resolve().relative_to(folder.resolve())
                path = inside.as_posix() if inside.parts else source.name
                what = (
                    f"{name} has {message_path(path)} in it, and is not the folder of a built site"
                )
                raise OsaiError(what, "name the folder that the site is built into, such as site")
        listing = (folder / PATH).parent
        if not listing.resolve().is_relative_to(folder.resolve()):
            what = f"{quote(str(listing), MOST_OF_PATH)} leads out of the site"
            raise OsaiError(what, "delete the symbolic link")
        return cls(folder, Manifest.read(folder))

    def html(self) -> Iterator[tuple[str, str]]:
        """The path and the content of each page that is not ours, in the order of MkDocs."""
        html = self.folder.rglob("*.html")
        found = (path for path in html if path.is_file() and not path.is_symlink())
        paths = (path.relative_to(self.folder).as_posix() for path in found)
        for path in sorted(paths, key=_as_source):
            content = (self.folder / path).read_bytes()
            if not self.manifest.owns(path, content):
                try:
                    yield path, content.decode()
                except UnicodeDecodeError:
                    continue

    def is_finished(self, path: str, html: str) -> bool:
        """Whether an earlier run has given a page its links."""
        known = self.manifest.pages.get(path)
        return known is not None and known[0] == digest(html.encode())

    def without_users(self, contents: Mapping[str, bytes]) -> dict[str, bytes]:
        """The files that can be written: those of the user are kept, even if they are the same."""
        writable = {path: content for path, content in contents.items() if self._is_free(path)}
        self.kept += contents.keys() - writable.keys()
        self.kept.sort()
        return writable

    def _is_free(self, path: str) -> bool:
        target = self.folder / path
        if not self._is_inside(target) or target.is_dir():
            return False
        if not os.path.lexists(target):
            return True
        known = target.read_bytes() if target.is_file() else b""
        return self.manifest.owns(path, known)

    def _is_inside(self, target: Path) -> bool:
        return target.parent.resolve().is_relative_to(self.folder.resolve())

    def former(self, contents: Mapping[str, bytes]) -> list[str]:
        """The paths of files of an earlier run that are not written any more."""
        return [
            path for path in self.manifest.files if path not in contents and self._is_ours(path)
        ]

    def _is_ours(self, path: str) -> bool:
        target = self.folder / path
        return (
            path not in self.kept
            and target.is_file()
            and self._is_inside(target)
            and self.manifest.owns(path, target.read_bytes())
        )

    def replace(
        self,
        contents: Mapping[str, bytes],
        pages: Mapping[str, tuple[str, PageStatements]],
        former: Iterable[str],
    ) -> None:
        """Write our files and the pages of the site, and remove former files of ours.

        The list is written first, so that a run that was killed can be repeated.

        Args:
            contents: path of each of our files → its content.
            pages: path of each page of the site → its HTML, and what it states.
            former: the paths of the files to remove.
        """
        before = self.manifest.files
        self.manifest.files = dict(before)
        for path, content in contents.items():
            known = before.get(path, ())
            self.manifest.files[path] = list(dict.fromkeys([*known, digest(content)]))
        self.manifest.pages = {
            path: (digest(html.encode()), told) for path, (html, told) in pages.items()
        }
        self.manifest.write(self.folder)
        for path, content in contents.items():
            self.write(path, content)
        for path, (html, _) in pages.items():
            self.write(path, html.encode())
        for path in former:
            self._remove(self.folder / path)
        self.manifest.files = {path: [digest(content)] for path, content in contents.items()}
        self.manifest.write(self.folder)

    def write(self, path: str, content: bytes) -> None:
        """Write a file, unless it is the same already."""
        target = self.folder / path
        if not (target.is_file() and target.read_bytes() == content):
            target.parent.mkdir(parents=True, exist_ok=True)
            atomic_write.replace(target, content, durable=False)

    def _remove(self, target: Path) -> None:
        """Remove a file, and the folders that are empty then."""
        target.unlink()
        for folder in target.parents:
            if folder == self.folder or any(folder.iterdir()):
                break
            folder.rmdir()

    def text(self, path: str) -> str | None:
        """The content of a file; None if it is not there, or not in the folder of the site.

        Raises:
            UnicodeDecodeError: it is not UTF-8.
        """
        file = self.folder / path
        return file.read_text("utf-8") if file.is_file() and self._is_inside(file) else None


def _as_source(path: str) -> tuple[list[str], str]:
    """A key that sorts pages as MkDocs sorts their sources: those of a folder, then its folders."""
    folder, _, name = path.removesuffix("index.html").rstrip("/").rpartition("/")
    return folder.split("/") if folder else [], name
