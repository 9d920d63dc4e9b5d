"""`osai site build`: the pages from data in a site that another program has built."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib.resources import files as resources
from pathlib import Path

from mkdocs_osai import atomic_write
from mkdocs_osai.cache import Cache
from mkdocs_osai.history import IndexVersions
from mkdocs_osai.index import Model
from mkdocs_osai.macros.evidence import FOLDER as EVIDENCE
from mkdocs_osai.macros.evidence import Evidence, evidence_html
from mkdocs_osai.macros.png_queue import PngQueue
from mkdocs_osai.problems import Level, OsaiError, Problem, quote
from mkdocs_osai.sanitize import (
    escape_markdown,
    html_text,
    markdown_address,
    message_path,
    meta_content,
)
from mkdocs_osai.views.links import redirect_page
from mkdocs_osai.views.model_page import Mention
from mkdocs_osai.views.search_entries import SearchEntry
from mkdocs_osai.views.template_page import PageValues, TemplatePage
from mkdocs_osai.views.urls import CHANGES, absolute_address, link, url_of
from mkdocs_osai.website import engine_page
from mkdocs_osai.website.config import SiteConfig
from mkdocs_osai.website.engine_page import PageLinks
from mkdocs_osai.website.generated import Generated, generate
from mkdocs_osai.website.listings import (
    SEARCHES,
    SITEMAP,
    SITEMAP_GZ,
    compressed,
    with_addresses,
    with_entries,
)
from mkdocs_osai.website.manifest import Manifest, PageStatements, digest
from mkdocs_osai.website.page_html import root_of, with_links
from mkdocs_osai.website.social_cards import PageMetadata, SocialCard, cards_of_models
from mkdocs_osai.website.theme_page import template_page

FOLDERS = ("models", "database", "data", EVIDENCE, "badges")
"""The folders whose links are checked."""

MOST_OF_PATH = 300
"""The most characters of a path in a message."""

TEMPLATE = "404.html"
"""The page of a site that is the template, unless another is named."""


@dataclass(frozen=True)
class SiteBuilt:
    """What a run has done.

    Attributes:
        written: how many files were written or were the same already.
        finished: how many pages of the site were given links.
        kept: the paths of files of the user that are in the place of ours.
        removed: how many files of an earlier run were removed.
        problems: what is wrong.
    """

    written: int
    finished: int
    kept: tuple[str, ...]
    removed: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _Page:
    """A page of ours: what differs between pages made from a template."""

    source: str
    title: str
    about: str
    body: str
    entries: tuple[SearchEntry, ...] = ()


@dataclass
class _Engine:
    """The pages of the site that are not ours.

    Attributes:
        pages: path → its HTML.
        statements: path → what it states.
        changed: path → its HTML with links, if they differ.
    """

    pages: dict[str, str] = field(default_factory=dict)
    statements: dict[str, PageStatements] = field(default_factory=dict)
    changed: dict[str, str] = field(default_factory=dict)


class SiteBuild:
    """One run for one site.

    Args:
        config: the site.
        folder: the folder of the built site.
        template: a page of the theme; None for the page for missing pages of the site.
        versions: its index.
        cache: keeps PNGs between runs.

    Raises:
        OsaiError: the folder cannot be the one of a site, or has no template.
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
        self.site = config.settings
        self.folder = folder
        self.versions = versions
        self.cache = cache
        self.problems: list[Problem] = []
        _check(folder, config)
        self.manifest = Manifest.read(folder)
        self.template = folder / TEMPLATE if template is None else template
        self.generated = Generated()
        if config.pages:
            self.generated = generate(self.site, versions, self.generated, cache)
        self.urls = self.generated.urls
        self.sources: set[str] = {*self.generated.pages, *self.generated.files}
        self.kept: list[str] = []

    def run(self) -> SiteBuilt:
        """Write the files of ours, and give the pages of the site their links."""
        engine = self._read_pages()
        evidence = self._evidence(engine)
        self.sources.update(evidence)
        mentions = self._mentions(engine)
        pages = [*self._generated_pages(mentions), *self._evidence_pages(engine, evidence)]
        for path, html in engine.pages.items():
            if not self._is_finished(path, html):
                engine.changed[path] = self._finished(path, html)
        contents = dict(self._contents(pages))
        self._leave(contents)
        removed = [
            path
            for path in self.manifest.files
            if path not in contents and path not in self.kept and self._is_ours(path)
        ]
        self._write(contents, engine)
        self._remove(removed)
        self._list(pages, removed, {*contents})
        self._check_links(engine, {*contents})
        return SiteBuilt(
            len(contents), len(engine.changed), tuple(self.kept), len(removed), tuple(self.problems)
        )

    # The pages of the site.

    def _read_pages(self) -> _Engine:
        engine = _Engine()
        for path in sorted(_html_files(self.folder)):
            content = (self.folder / path).read_bytes()
            if self.manifest.owns(path, content):
                continue
            try:
                html = content.decode()
            except UnicodeDecodeError:
                continue
            if not engine_page.is_concerned(html):
                continue
            engine.pages[path] = html
            if self._is_finished(path, html):
                engine.statements[path] = self.manifest.pages[path][1]
            else:
                _, stated = engine_page.finish(html, self._url(path), self._links(path, []))
                title = stated.title or engine_page.title_of(html, self.site.name)
                engine.statements[path] = replace(stated, title=title)
        return engine

    def _is_finished(self, path: str, html: str) -> bool:
        """Whether an earlier run has given a page its links."""
        known = self.manifest.pages.get(path)
        return known is not None and known[0] == digest(html.encode())

    def _finished(self, path: str, html: str) -> str:
        return engine_page.finish(html, self._url(path), self._links(path, self.problems))[0]

    def _links(self, path: str, problems: list[Problem]) -> PageLinks:
        def complain(what: str, hint: str) -> None:
            place = message_path(os.path.relpath(self.folder / path))
            problems.append(Problem(place, 1, what, hint))

        return PageLinks(
            self._address, self.urls.models.get, self.config.prefix, self._has_feed, complain
        )

    @property
    def _has_feed(self) -> bool:
        return CHANGES in self.generated.files

    def _address(self, source: str) -> str | None:
        """The address of a source of ours, or of a page of the site by its path."""
        if source in self.sources or source.startswith(f"{EVIDENCE}/"):
            return self.site.address(source) if source.endswith(".md") else self._url(source)
        return self._url(source) if (self.folder / source).is_file() else None

    def _url(self, path: str) -> str:
        return url_of(path, directory_urls=self.site.directory_urls)

    # The pages of ours.

    def _evidence(self, engine: _Engine) -> dict[str, tuple[Evidence, list[str]]]:
        """The source of each evidence page: the evidence, and the paths of the pages with it."""
        found: dict[str, tuple[Evidence, list[str]]] = {}
        for path, told in engine.statements.items():
            for text in told.evidence:
                try:
                    evidence = Evidence.from_text(text)
                except ValueError:
                    continue  # it is reported with its page
                found.setdefault(evidence.path, (evidence, []))[1].append(path)
        return found

    def _mentions(self, engine: _Engine) -> dict[str, list[Mention]]:
        mentions: dict[str, list[Mention]] = defaultdict(list)
        for path, told in engine.statements.items():
            for model in told.models:
                mentions[model].append(Mention(told.title or path, path))
        return mentions

    def _generated_pages(self, mentions: Mapping[str, list[Mention]]) -> Iterator[_Page]:
        for page in self.generated.pages.values():
            entries = tuple(page.entries(mentions)) if page.entries else ()
            yield _Page(page.source, page.title, page.about, page.body(mentions), entries)

    def _evidence_pages(
        self, engine: _Engine, found: Mapping[str, tuple[Evidence, list[str]]]
    ) -> Iterator[_Page]:
        for source, (evidence, paths) in found.items():
            stated = [
                f'<a href="{html_text(link(path))}">'
                f"{escape_markdown(engine.statements[path].title or path)}</a>"
                for path in paths
            ]
            try:
                body = evidence_html(
                    evidence,
                    lambda number, one: self.versions.of(number.commit).model(one),
                    self._linked,
                    stated,
                )
            except OsaiError as error:
                place = message_path(os.path.relpath(self.folder / paths[0]))
                hint = f"{error.hint}; if the models have changed, build the site again"
                self.problems.append(
                    Problem(place, 1, f"{quote(evidence.title)}: {error.what}", hint)
                )
                continue
            yield _Page(source, evidence.title, "", body)

    def _linked(self, model: Model) -> str:
        own = markdown_address(model.links[0]) if model.links else None
        address = self.urls.model(model) or own
        name = escape_markdown(model.name)
        return f'<a href="{html_text(address)}">{name}</a>' if address else name

    # The files of ours.

    def _contents(self, pages: Iterable[_Page]) -> Iterator[tuple[str, bytes]]:
        """The path of each file of ours, and its content."""
        assets = resources("mkdocs_osai.plugin").joinpath("assets")
        sheets = sorted(f.name for f in assets.iterdir() if f.name.endswith(".css"))
        style = "\n".join(assets.joinpath(name).read_text("utf-8") for name in sheets)
        yield engine_page.STYLE, style.encode()
        yield engine_page.SCRIPT, assets.joinpath("osai.js").read_bytes()
        for path, make in self.generated.files.items():
            yield path, make()
        cards: dict[str, SocialCard] = {}
        if self.config.cards and self.site.url and self.config.pages:
            cards = dict(cards_of_models(self.versions.present, self.urls))
            yield from self._pngs(cards.values())
        template = self._template()
        for page in pages:
            html = self._html(page, template(bool(page.about)), cards.get(page.source))
            yield self.site.file(page.source), html.encode("utf-8", "xmlcharrefreplace")
        for former, source in self.urls.redirects.items():
            path = self.site.file(former)
            root = root_of(self._url(path))
            yield path, redirect_page(f"{root}/{self.site.address(source)}").encode()

    def _pngs(self, cards: Iterable[SocialCard]) -> Iterator[tuple[str, bytes]]:
        queue = PngQueue(self.cache, on_request=False)
        try:
            for card in cards:
                content = queue.png(card.path, card.task)
                if content:
                    yield card.path, content
            yield from queue.rest()
        finally:
            queue.close()

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
        inside = self.template.resolve().is_relative_to(self.folder.resolve())
        path = self.template.resolve().relative_to(self.folder.resolve()) if inside else None
        place = path.as_posix() if path else self.template.name
        html = html if self._is_finished(place, html) else self._finished(place, html)
        made: dict[bool, TemplatePage] = {}

        def template(described: bool) -> TemplatePage:  # noqa: FBT001 - the key of the two
            if described not in made:
                made[described] = template_page(
                    html, self.template.name, place, self.config.prefix, described=described
                )
            return made[described]

        return template

    def _html(self, page: _Page, template: TemplatePage, card: SocialCard | None) -> str:
        url = self.site.address(page.source)
        about = meta_content(page.about)
        path = self.site.file(page.source)
        html = template.fill(
            PageValues(meta_content(page.title), about, page.source, url, path, page.body)
        )
        full = absolute_address(self.site.url, url) if self.site.url else None
        if full and 'rel="canonical"' not in html:
            canonical = f'<link rel="canonical" href="{html_text(full)}">\n'
            html = html.replace("</head>", f"{canonical}</head>", 1)
        if self.config.cards:
            description = about or self.site.description
            title = meta_content(page.title)
            metadata = PageMetadata(title, description, full, card, self.site.url)
            html = metadata.put_into(html)
        return with_links(html, url, self._address)

    def _leave(self, contents: dict[str, bytes]) -> None:
        """Take files of the user out of what is written."""
        root = self.folder.resolve()
        for path, content in [*contents.items()]:
            target = self.folder / path
            if not target.parent.resolve().is_relative_to(root) or target.is_dir():
                del contents[path]
                self.kept.append(path)
            elif os.path.lexists(target):
                known = target.read_bytes() if target.is_file() else b""
                if known != content and not self.manifest.owns(path, known):
                    del contents[path]
                    self.kept.append(path)

    def _write(self, contents: Mapping[str, bytes], engine: _Engine) -> None:
        """Write the files, and the list of them first, so that a killed run can be repeated."""
        before = self.manifest.files
        self.manifest.files = {
            path: list(dict.fromkeys([*before.get(path, ()), digest(content)]))
            for path, content in contents.items()
        } | {path: known for path, known in before.items() if path not in contents}
        self.manifest.pages = {
            path: (digest(engine.changed.get(path, html).encode()), engine.statements[path])
            for path, html in engine.pages.items()
        }
        self.manifest.write(self.folder)
        for path, content in contents.items():
            _write(self.folder / path, content)
        for path, html in engine.changed.items():
            _write(self.folder / path, html.encode())
        self.manifest.files = {path: [digest(content)] for path, content in contents.items()}
        self.manifest.write(self.folder)

    def _is_ours(self, path: str) -> bool:
        """Whether a file of an earlier run is there, and the user has not changed it."""
        target = self.folder / path
        return (
            target.is_file()
            and target.parent.resolve().is_relative_to(self.folder.resolve())
            and self.manifest.owns(path, target.read_bytes())
        )

    def _remove(self, paths: Iterable[str]) -> None:
        """Remove files of an earlier run, and the folders that are empty then."""
        for path in paths:
            target = self.folder / path
            target.unlink()
            for folder in target.parents:
                if folder == self.folder or any(folder.iterdir()):
                    break
                folder.rmdir()

    def _list(self, pages: list[_Page], removed: list[str], written: set[str]) -> None:
        """Add the pages to the sitemap and to the search."""
        ours = {
            self.site.address(p.source): p for p in pages if self.site.file(p.source) in written
        }
        former = [self._url(path) for path in removed]
        sitemap = self.folder / SITEMAP
        if sitemap.is_file() and self.site.url:
            text = with_addresses(sitemap.read_text("utf-8"), self.site.url, ours)
            _write(sitemap, text.encode())
            if (self.folder / SITEMAP_GZ).is_file():
                _write(self.folder / SITEMAP_GZ, compressed(text))
        entries = {url: page.entries for url, page in ours.items() if page.entries}
        for name in SEARCHES:
            file = self.folder / name
            if file.is_file():
                found = with_entries(file.read_text("utf-8"), entries, former)
                if found is None:
                    self._warn(name, "the pages from data are not in the search", _SEARCH)
                else:
                    _write(file, found.encode())

    def _check_links(self, engine: _Engine, written: set[str]) -> None:
        """Report links of the pages of the site into our folders that lead to nothing."""
        for path, html in engine.pages.items():
            url = self._url(path)
            for address in engine_page.addresses(engine.changed.get(path, html)):
                found = engine_page.from_root(address, url, self.config.prefix)
                if found.partition("/")[0] not in FOLDERS or not found.strip("/"):
                    continue
                target = f"{found}index.html" if found.endswith("/") else found
                if target not in written and not (self.folder / target).exists():
                    self._warn(path, f"the link {quote(address)} leads to nothing", _LINK)

    def _warn(self, path: str, what: str, hint: str) -> None:
        place = message_path(os.path.relpath(self.folder / path))
        self.problems.append(Problem(place, 1, what, hint, level=Level.WARNING))


_SEARCH = "turn off a prebuilt index of the search"
_LINK = "link a page that is there"


def _check(folder: Path, config: SiteConfig) -> None:
    """Refuse a folder that is none of a built site."""
    if not folder.is_dir():
        raise OsaiError(
            f"there is no folder {quote(str(folder), MOST_OF_PATH)}",
            "build the site first, or create the folder",
        )
    inside = folder.resolve()
    for source in (config.file, config.models):
        if source.resolve().is_relative_to(inside):
            what = f"{name} has {source.name} in it, and is not the folder of a built site"
            raise OsaiError(what, "name the folder that the site is built into, such as site")


def _html_files(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*.html"):
        if path.is_file() and not path.is_symlink():
            yield path.relative_to(folder).as_posix()


def _write(target: Path, content: bytes) -> None:
    """Write a file, unless it is the same already."""
    if target.is_file() and target.read_bytes() == content:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    atomic_write.replace(target, content, durable=False)
