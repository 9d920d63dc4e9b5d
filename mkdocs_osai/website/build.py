"""`osai site build`: the pages from data in a site that another program has built."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache as cached
from pathlib import Path

from mkdocs_osai.cache import Cache
from mkdocs_osai.history import IndexVersions
from mkdocs_osai.macros.evidence import FOLDER as EVIDENCE
from mkdocs_osai.macros.evidence import Evidence
from mkdocs_osai.problems import Level, OsaiError, Problem, quote
from mkdocs_osai.sanitize import message_path
from mkdocs_osai.views.model_page import Mention
from mkdocs_osai.views.pages import OtherPages
from mkdocs_osai.views.template_page import TemplatePage
from mkdocs_osai.views.urls import CHANGES, url_of
from mkdocs_osai.website import engine_page, listings
from mkdocs_osai.website.built_site import MOST_OF_PATH, BuiltSite
from mkdocs_osai.website.config import SiteConfig
from mkdocs_osai.website.engine_page import PageLinks
from mkdocs_osai.website.generated import Generated, KeptContents, generate
from mkdocs_osai.website.manifest import PageStatements
from mkdocs_osai.website.own_pages import OwnPage, OwnPages, StatedEvidence
from mkdocs_osai.website.theme_page import template_page

FOLDERS = ("models", "database", "data", EVIDENCE, "badges")
"""The folders whose links are checked."""

TEMPLATE = "404.html"
"""The page of a site that is the template, unless another is named."""


@dataclass(frozen=True)
class SiteBuilt:
    """What a run has done.

    Attributes:
        written: how many files of ours the site has.
        finished: how many of its own pages were given links.
        kept: the paths of files of the user that are in the place of ours.
        removed: how many files of an earlier run were removed.
        problems: what is wrong.
    """

    written: int
    finished: int
    kept: tuple[str, ...]
    removed: int
    problems: tuple[Problem, ...]


@dataclass
class EnginePages:
    """The pages of the site that are not ours and that name or link something of ours.

    Attributes:
        finished: path → the page with its links, and what it states.
        changed: how many of them were given links in this run.
    """

    finished: dict[str, tuple[str, PageStatements]] = field(default_factory=dict)
    changed: int = 0

    def mentions(self) -> dict[str, list[Mention]]:
        """The pages that mention a model, by its id."""
        found: dict[str, list[Mention]] = defaultdict(list)
        for path, (_, told) in self.finished.items():
            for model in told.models:
                found[model].append(Mention(told.title or path, path))
        return found

    def evidence(self) -> dict[str, StatedEvidence]:
        """The evidence for what the pages state, by the source of its page."""
        found: dict[str, StatedEvidence] = {}
        for path, (_, told) in self.finished.items():
            for evidence in map(Evidence.from_text, told.evidence):
                before = found.get(evidence.path, StatedEvidence(evidence, ()))
                pages = (*before.pages, Mention(told.title or path, path))
                found[evidence.path] = replace(before, pages=pages)
        return found


class SiteBuild:
    """One run for one site.

    Args:
        config: the site.
        folder: the folder of the built site.
        template: a page of the theme; None for the page for missing pages of the site.
        versions: its index.
        cache: keeps PNGs between runs.

    Raises:
        OsaiError: the folder cannot be the one of a site, or the index cannot be read.
    """

    def __init__(
        self,
        config: SiteConfig,
        folder: Path,
        template: Path | None,
        versions: IndexVersions,
        cache: Cache,
    ) -> None:
        self.config = config
        self.built = BuiltSite.open(folder, (config.file, config.models))
        self.template = folder / TEMPLATE if template is None else template
        self.generated = Generated()
        if config.pages:
            self.generated = generate(config.settings, versions, self.generated, cache)
        self.problems: list[Problem] = [*self.generated.problems]
        self.own = OwnPages(
            config,
            folder,
            versions,
            self.generated,
            cache,
            KeptContents(cache, f"{config.file.resolve()} by osai site build", self.generated),
            self._address,
            self.problems,
        )

    def run(self) -> SiteBuilt:
        """Write our files, and give the pages of the site their links.

        Raises:
            OsaiError: the template cannot be used; nothing was written.
            OSError: a file cannot be written.
        """
        engine = self._read_pages()
        pages = [*self.own.pages(OtherPages(engine.mentions()), engine.evidence())]
        contents = self.built.without_users(dict(self.own.files(pages, self._template())))
        former = self.built.former(contents)
        self.own.kept.save()
        self.built.replace(contents, engine.finished, former)
        self._list(pages, former, contents)
        self._check_links(engine, contents)
        return SiteBuilt(
            len(contents),
            engine.changed,
            tuple(self.built.kept),
            len(former),
            tuple(self.problems),
        )

    def _read_pages(self) -> EnginePages:
        engine = EnginePages()
        for path, html in self.built.html():
            if self.built.is_finished(path, html):
                engine.finished[path] = html, self.built.manifest.pages[path][1]
            elif engine_page.is_concerned(html, self._url(path), self._links(path)):
                finished, told = self._finish(path, html)
                title = told.title or engine_page.title_of(html, self.config.settings.name)
                engine.finished[path] = finished, replace(told, title=title)
                engine.changed += finished != html
        return engine

    def _finish(self, path: str, html: str) -> tuple[str, PageStatements]:
        return engine_page.finish(html, self._url(path), self._links(path))

    def _links(self, path: str) -> PageLinks:
        def complain(what: str, hint: str) -> None:
            self.problems.append(Problem(self._place(path), 1, what, hint))

        feed = CHANGES in self.generated.files
        model = self.generated.urls.models.get
        return PageLinks(
            self._address,
            model,
            self.generated.urls.terms,
            self.config.prefix,
            feed,
            complain,
        )

    def _template(self) -> Callable[[bool], TemplatePage]:
        """Returns the template of pages that have a description of their own, or not."""
        try:
            html = self.template.read_text("utf-8")
        except (OSError, ValueError) as error:
            what = f"the template {quote(str(self.template), MOST_OF_PATH)} cannot be read"
            raise OsaiError(
                f"{what}: {getattr(error, 'strerror', None) or 'it is not UTF-8'}",
                "build the site first, or name a page of its theme with --template",
            ) from None
        root, page = self.built.folder.resolve(), self.template.resolve()
        place = page.relative_to(root).as_posix() if page.is_relative_to(root) else page.name
        if not self.built.is_finished(place, html):
            html, _ = self._finish(place, html)
        prefix = self.config.prefix

        @cached
        def template(described: bool) -> TemplatePage:  # noqa: FBT001 - the key of the cache
            return template_page(html, self.template.name, place, prefix, described=described)

        return template

    def _list(
        self, pages: Iterable[OwnPage], former: Iterable[str], contents: Mapping[str, bytes]
    ) -> None:
        """Add the pages to the sitemap and to the search."""
        site = self.config.settings
        made = (page for page in pages if site.file(page.source) in contents)
        ours = {site.address(page.source): page for page in made}
        sitemap = self._text(listings.SITEMAP)
        if sitemap is not None and site.url:
            text = listings.with_addresses(sitemap, site.url, ours, map(self._url, former))
            self.built.write(listings.SITEMAP, text.encode())
            if (self.built.folder / listings.SITEMAP_GZ).is_file():
                self.built.write(listings.SITEMAP_GZ, listings.compressed(text))
        entries = {url: page.entries for url, page in ours.items() if page.entries}
        for path in listings.SEARCHES:
            index = self._text(path)
            if index is None:
                continue
            found = listings.with_entries(index, entries, map(self._url, former))
            if found is None:
                hint = "turn off a prebuilt index of the search, and build the site again"
                self._warn(path, "the pages from data are not in the search", hint)
            else:
                self.built.write(path, found.encode())

    def _text(self, path: str) -> str | None:
        """A file of the site that lists its pages; None if it is not there or cannot be read."""
        try:
            return self.built.text(path)
        except UnicodeDecodeError:
            self._warn(path, "the file cannot be read: it is not UTF-8", "build the site again")
            return None

    def _check_links(self, engine: EnginePages, contents: Mapping[str, bytes]) -> None:
        """Report links of the pages of the site into our folders that lead to nothing."""
        for path, (html, _) in engine.finished.items():
            for address in engine_page.addresses(html):
                found = engine_page.from_root(address, self._url(path), self.config.prefix)
                if found.partition("/")[0] not in FOLDERS:
                    continue
                target = f"{found}index.html" if found.endswith("/") else found
                if target not in contents and not (self.built.folder / target).exists():
                    what = f"the link {quote(address)} leads to nothing"
                    self._warn(path, what, "link a page that is there")

    def _address(self, source: str) -> str | None:
        """The address of a source of ours, or of a file of the site."""
        site = self.config.settings
        if source in self.generated.pages or source.startswith(f"{EVIDENCE}/"):
            return site.address(source)
        known = source in self.generated.files or (self.built.folder / source).is_file()
        return self._url(source) if known else None

    def _url(self, path: str) -> str:
        return url_of(path, directory_urls=self.config.settings.directory_urls)

    def _place(self, path: str) -> str:
        return message_path(os.path.relpath(self.built.folder / path))

    def _warn(self, path: str, what: str, hint: str) -> None:
        self.problems.append(Problem(self._place(path), 1, what, hint, level=Level.WARNING))
