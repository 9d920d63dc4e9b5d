"""What pages and files need to know of their site."""

from __future__ import annotations

import os
import posixpath
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from mkdocs_osai.index import Model
from mkdocs_osai.views.urls import encoded, page_file, url_of


@dataclass(frozen=True)
class SiteSettings:
    """A site, as its configuration has it.

    Attributes:
        name: its name.
        url: its address, or None.
        directory_urls: whether the addresses of pages end with `/`.
        language: its language, such as `en`.
        description: its description, or None.
        repo_url: the address of its repository, or None.
        edit_uri: where its pages can be edited, relative to that, or None.
        docs_dir: the folder of its sources.

    Example:
        >>> site = SiteSettings("A site", "https://example.org/")
        >>> site.file("models/a.md"), site.address("models/a.md")
        ('models/a/index.html', 'models/a/')
    """

    name: str = ""
    url: str | None = None
    directory_urls: bool = True
    language: str = "en"
    description: str | None = None
    repo_url: str | None = None
    edit_uri: str | None = None
    docs_dir: str = "docs"

    def file(self, source: str) -> str:
        """The file of a page on the site, by its source."""
        return page_file(source, directory_urls=self.directory_urls)

    def address(self, source: str) -> str:
        """The address of a page from the root of the site, by its source."""
        return url_of(self.file(source), directory_urls=self.directory_urls)

    def edit_address(self, model: Model) -> str | None:
        """The web address where the file of a model can be edited, in the site's repository."""
        if not (self.repo_url and self.edit_uri):
            return None
        file = os.path.relpath(model.path, self.docs_dir).replace(os.sep, "/")
        docs = urlsplit(urljoin(self.repo_url.rstrip("/") + "/", self.edit_uri))
        return docs._replace(path=posixpath.normpath(f"{docs.path}/{encoded(file)}")).geturl()
