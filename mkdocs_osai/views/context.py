"""What pages made from data know of the site they are on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from mkdocs_osai.history.changelog import ChangelogEntry
from mkdocs_osai.index import Model
from mkdocs_osai.views.data_files import Content
from mkdocs_osai.views.urls import PageUrls


@dataclass(frozen=True)
class Mention:
    """A page that names a model: its title, and its source on the site."""

    title: str
    source: str


@dataclass(frozen=True)
class GeneratedPage:
    """A page made from data.

    Attributes:
        source: its source on the site.
        title: its title, as plain text.
        body: makes what stands on it, as HTML, when all other pages have been read.
        about: a sentence for search engines.
        listed: whether it stands in the navigation where a site lists no pages itself.
    """

    source: str
    title: str
    body: Callable[[Mapping[str, Sequence[Mention]]], str]
    about: str = ""
    listed: bool = False


@dataclass(frozen=True)
class SiteContext:
    """What pages know of the site they stand on.

    Attributes:
        where: the sources of all pages made from data.
        files: the files of data, by their path.
        commit: the commit that the files of the index are those of, if they are.
        changes: what has changed in the index, newest first.
        url: the web address of the site, if it has one.
        directory_urls: whether its addresses end on `/`.
        improve: gives the web address where the file of a model can be changed, or None.
    """

    where: PageUrls
    files: Mapping[str, Content] = field(default_factory=dict)
    commit: str | None = None
    changes: Sequence[ChangelogEntry] = ()
    url: str | None = None
    directory_urls: bool = True
    improve: Callable[[Model], str | None] = lambda _: None
