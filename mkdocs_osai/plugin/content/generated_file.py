"""Files of the site that are made when they are written, or when a browser requests them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Self, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.utils import write_file


class Writer:
    """Writes files in threads, while the build goes on."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(2, "osai-write")
        self._files: list[Future[None]] = []

    def write(self, path: str, content: bytes) -> None:
        """Write a file, unless it is there with the same content."""
        self._files.append(self._pool.submit(_write_changed, path, content))

    def finish(self) -> None:
        """Wait until all files are written.

        Raises:
            OSError: one of them cannot be written.
        """
        files, self._files = self._files, []
        for file in files:
            file.result()

    def close(self) -> None:
        """Stop the threads, when all files are written or have failed."""
        self._pool.shutdown()


class GeneratedFile(File):
    """A file that is not in `docs/`.

    Attributes:
        make: returns the content.
        writer: writes the file in a build; None if it is made when a browser requests it, as in
            `mkdocs serve`.
    """

    make: Callable[[], bytes]
    writer: Writer | None = None

    @classmethod
    def of(
        cls,
        site: MkDocsConfig,
        path: str,
        make: Callable[[], bytes],
        writer: Writer | None = None,
    ) -> Self:
        """A file of a site.

        Args:
            site: the configuration of the site.
            path: the path of the file.
            make: returns the content; it is called once, and never before the file is needed.
            writer: writes the file in a build; None if it is made on request.
        """
        file = cast("Self", cls.generated(site, path, content=b""))
        file.inclusion = InclusionLevel.NOT_IN_NAV
        file.make = make
        file.writer = writer
        return file

    @property
    def content_bytes(self) -> bytes:
        """The content of the file."""
        return self.make()

    @content_bytes.setter
    def content_bytes(self, value: bytes) -> None:
        self.make = lambda: value

    @property
    def content_string(self) -> str:
        """The content of the file as text."""
        return self.make().decode()

    @content_string.setter
    def content_string(self, value: str) -> None:
        self.make = value.encode

    def copy_file(self, dirty: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - as in MkDocs
        """Write the file, unless it is made on request."""
        if self.writer is not None:
            self.writer.write(self.abs_dest_path, self.make())

    def write(self) -> None:
        """Write the file into the site, unless it is there with the same content."""
        _write_changed(self.abs_dest_path, self.make())


def _write_changed(path: str, content: bytes) -> None:
    try:
        if Path(path).read_bytes() == content:
            return
    except OSError:  # there is no such file yet
        pass
    write_file(content, path)


class PageFile(GeneratedFile):
    """The file of a page that is generated from the index.

    Until MkDocs has made the navigation, the file is a page like those of `docs/`, so that
    navigation and links find it. After that, it is a page for MkDocs only if it is in the
    navigation; the others get their HTML from a template page.

    Attributes:
        templated: whether its HTML is made from a template page.
    """

    templated: bool = False

    def is_documentation_page(self) -> bool:
        """Whether MkDocs reads and renders the page."""
        return not self.templated and super().is_documentation_page()

    def use_template_page(self, html: Callable[[], bytes]) -> None:
        """Leave the page out of what MkDocs renders; `html` returns it."""
        _ = self.url  # the address is that of a page
        self.make = html
        self.templated = True

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - as in MkDocs
        """Do nothing: MkDocs copies files before it renders pages."""


def generated_files(files: Files) -> dict[str, GeneratedFile]:
    """The generated files of a site by their paths on it."""
    return {
        file.dest_uri: file
        for file in files
        if isinstance(file, GeneratedFile)
        and not (isinstance(file, PageFile) and not file.templated)
    }
