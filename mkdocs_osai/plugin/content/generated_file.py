"""Files of the site that are made when they are written, or when a browser requests them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from mkdocs_osai.i18n import in_this_language
from mkdocs_osai.views.urls import page_file

Write = Callable[[str, bytes], None]
"""Writes a file of the site: its path and its content."""


class GeneratedFile(File):
    """A file that is not in `docs/`.

    Attributes:
        make: returns the content.
        write_in_build: writes the file in a build; None if it is made when a browser requests it,
            as in `mkdocs serve`.
    """

    make: Callable[[], bytes]
    write_in_build: Write | None = None

    @classmethod
    def of(
        cls,
        site: MkDocsConfig,
        path: str,
        make: Callable[[], bytes],
        write: Write | None = None,
    ) -> Self:
        """A file of a site.

        Args:
            site: the configuration of the site.
            path: the path of the file.
            make: returns the content; it is called once, and never before the file is needed.
            write: writes the file in a build; None if it is made on request.
        """
        file = cast("Self", cls.generated(site, path, content=b""))
        file.inclusion = InclusionLevel.NOT_IN_NAV
        file.make = in_this_language(make)
        file.write_in_build = write
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
        if self.write_in_build is not None:
            self.write_in_build(self.abs_dest_path, self.make())


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
        self.make = in_this_language(html)
        self.templated = True

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - as in MkDocs
        """Do nothing: MkDocs copies files before it renders pages."""


class SiteFiles:
    """Finds the files of a site by our sources.

    A file of the user with the address of one of ours is in its place, whatever its own path is.

    Args:
        site: the configuration of the site.
        serving: whether this is `mkdocs serve`, which shows drafts.
    """

    def __init__(self, site: MkDocsConfig, *, serving: bool) -> None:
        self._site = site
        level = InclusionLevel.is_in_serve if serving else InclusionLevel.is_included
        self._is_published: Callable[[InclusionLevel], bool] = level
        self._users: dict[str, File] = {}

    def note_users(self, files: Files) -> None:
        """Note where the published files of the user are."""
        self._users = {
            file.dest_uri: file
            for file in files
            if not isinstance(file, GeneratedFile) and self._is_published(file.inclusion)
        }

    def find(self, files: Files, source: str) -> File | None:
        """The file with a source of ours, or the one of the user in its place."""
        return files.get_file_from_path(source) or self._users.get(self._path(source))

    def has_users(self, file: File) -> bool:
        """Whether a file of the user is in the place of one of ours."""
        return file.dest_uri in self._users

    def _path(self, source: str) -> str:
        """The path of a source on the site."""
        is_page = source.endswith(".md")
        urls = self._site.use_directory_urls
        return page_file(source, directory_urls=urls) if is_page else source


def generated_files(files: Files) -> dict[str, GeneratedFile]:
    """The generated files of a site by their paths on it."""
    return {
        file.dest_uri: file
        for file in files
        if isinstance(file, GeneratedFile)
        and not (isinstance(file, PageFile) and not file.templated)
    }
