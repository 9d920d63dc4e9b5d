"""What is generated from an index for a site, and kept between builds."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from importlib.metadata import version
from importlib.util import find_spec
from typing import TYPE_CHECKING

from mkdocs_osai.cache import Cache, JsonLines, code_version
from mkdocs_osai.history import IndexVersions
from mkdocs_osai.i18n import using
from mkdocs_osai.index import Criteria, IndexInfo, Model
from mkdocs_osai.problems import Level, Problem, quote
from mkdocs_osai.stats import Index
from mkdocs_osai.views.urls import PageUrls, badge_file, page_urls
from mkdocs_osai.website.settings import SiteSettings

if TYPE_CHECKING:
    from mkdocs_osai.views.data_files import Content
    from mkdocs_osai.views.pages import GeneratedPage, OtherPages
    from mkdocs_osai.views.search_entries import SearchEntry


@dataclass(frozen=True)
class Generated:
    """What is generated from an index for a site, whatever its other pages say.

    Attributes:
        key: what it depends on.
        urls: the sources of the pages.
        pages: the pages by their sources.
        files: path → content of a data file.
        about: the index.
        problems: models whose ids differ only in case.
    """

    key: tuple[object, ...] = ()
    urls: PageUrls = field(default_factory=PageUrls)
    pages: dict[str, GeneratedPage] = field(default_factory=dict)
    files: dict[str, Content] = field(default_factory=dict)
    about: IndexInfo = field(default_factory=IndexInfo)
    problems: tuple[Problem, ...] = ()


def generate(
    site: SiteSettings,
    versions: IndexVersions,
    earlier: Generated,
    cache: Cache,
) -> Generated:
    """The pages and files of an index.

    Args:
        site: the site.
        versions: the index.
        earlier: those of an earlier build; they are returned if nothing has changed.
        cache: keeps the files whose libraries take long to import.
    """
    from mkdocs_osai.views.data_files import INDEX_PARQUET, MODEL_SCHEMA, MODELS_JSONL, data_files
    from mkdocs_osai.views.pages import SiteContext, pages

    index, commit, log = versions.present, versions.commit, versions.changelog
    key = index, commit, log, site
    if earlier.key and earlier.key[0] is index and earlier.key == key:
        return earlier

    urls = page_urls(index, site.language, versions.ages)
    files = dict(
        data_files(index, urls, log.main, site.url, commit=commit, address=site.address),
    )
    kept: dict[str, tuple[bytes, Callable[[], object]]] = {
        INDEX_PARQUET: (
            b"PAR1",
            lambda: (files[MODELS_JSONL](), index.about, commit, _versions()),
        ),
        MODEL_SCHEMA: (b'{\n  "$schema"', lambda: (index.criteria, site.url)),
    }
    for path in kept.keys() & files.keys():
        files[path] = _kept(cache, path, *kept[path], files[path])
    for model in index.models:
        files[badge_file(urls.models[model.id])] = partial(
            _badge, model, index.criteria, site.language
        )
    context = SiteContext(
        urls, files, commit, log, site.url, site.directory_urls, site.edit_address
    )
    made = {page.source: page for page in pages(index, context)}
    return Generated(key, urls, made, files, index.about, tuple(_of_shared(index, urls)))


def _of_shared(index: Index, urls: PageUrls) -> Iterator[Problem]:
    """Advice on models whose ids are the same for an address, which has no capitals."""
    for model, other in urls.shared.items():
        page = quote(urls.models[model].removesuffix(".md"), 300)
        same = f"the ids {quote(model)} and {quote(other)} are the same as addresses"
        what = f"{same}, and the page of the first is {page}"
        path = index.model(model).path
        yield Problem(path, 1, what, "rename the file of one of the two", level=Level.ADVICE)


def _kept(
    cache: Cache, path: str, signature: bytes, depends: Callable[[], object], make: Content
) -> Content:
    """The content of a file, which is made once for what it depends on.

    Args:
        cache: keeps it.
        path: its path on the site.
        signature: how it begins.
        depends: returns what it depends on.
        make: makes it.
    """

    @functools.cache
    def content() -> bytes:
        key = f"{path} {code_version()} {_digest(depends())}"
        known = cache.get(key)
        if known is not None and known.startswith(signature):
            return known
        made = make()
        cache.put(key, [made])
        return made

    return content


class KeptContents:
    """What is made from an index for a site, kept in the cache for builds of the same index.

    Args:
        cache: keeps it, in one file for a site.
        site: the path of the configuration of the site.
        generated: what is generated from its index.
    """

    def __init__(self, cache: Cache, site: str, generated: Generated) -> None:
        self._contents = JsonLines(cache, f"generated for {site}")
        self._digest = _digest((code_version(), *_inputs(generated)))

    def body(self, page: GeneratedPage, others: OtherPages) -> str:
        """The content of a page."""
        return self._content(page.source, repr(others.known_to(page)), lambda: page.body(others))

    def entries(self, page: GeneratedPage, others: OtherPages) -> list[SearchEntry]:
        """What the search finds on a page."""
        from mkdocs_osai.views.search_entries import SearchEntry

        depends = repr(others.mentions.get(page.model or "", ()))
        made = page.entries or (lambda _: [])
        key = f"{page.source} entries"
        text = self._content(key, depends, lambda: json.dumps([*made(others)]))
        return [SearchEntry(*entry) for entry in json.loads(text)]

    def file(self, path: str, make: Content) -> bytes:
        """The content of a file, kept as Latin-1, which has a character for each byte."""
        return self._content(path, "", lambda: make().decode("latin-1")).encode("latin-1")

    def _content(self, key: str, depends: str, make: Callable[[], str]) -> str:
        """A text that is made once for the index and for what else it depends on."""
        known = self._contents.get(key)
        if isinstance(known, list) and known[:-1] == [self._digest, depends]:
            return str(known[-1])
        made = make()
        self._contents.put(key, [self._digest, depends, made])
        return made

    def save(self) -> None:
        """Write the file, if something has changed."""
        self._contents.save()


def _inputs(generated: Generated) -> Iterator[object]:
    """What the contents of pages depend on, as values whose `repr` tells them apart."""
    index, *others = generated.key or (None,)  # a site without pages from data has no key
    yield from others
    yield from (sorted(generated.files), sorted(generated.pages), _versions())
    if isinstance(index, Index):
        snapshot = index.snapshot
        yield replace(
            snapshot, dimensions=None, families=None, definitions=None, problems=(), parsed=0
        )
        for file in (snapshot.dimensions, snapshot.families, snapshot.definitions):
            yield file.document.text if file and file.document else None


@functools.cache
def _versions() -> tuple[str, ...]:
    """The versions of the libraries that write pages and data files."""
    names = ("jinja2", "markupsafe", *(("pyarrow",) if find_spec("pyarrow") else ()))
    return tuple(f"{name} {version(name)}" for name in names)


def _digest(value: object) -> str:
    return sha256(repr(value).encode("utf-8", "replace")).hexdigest()


def _badge(model: Model, criteria: Criteria, language: str) -> bytes:
    from mkdocs_osai.charts.badge import badge

    with using(language):
        return badge(model, criteria).encode()
