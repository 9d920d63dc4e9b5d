"""The HTML of pages that did not change, kept between the builds of one `mkdocs serve`.

MkDocs turns the Markdown of each page into HTML at each build. The result depends on the Markdown
(after macros), on the configuration, and on the files that the page links. A page is kept if this
is all that it depends on: no extension of the site reads other files or has effects of its own.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from markdown import Extension
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from mkdocs_osai.plugin.content.markdown import SiteMarkdown, has_root_links

log = logging.getLogger("mkdocs.plugins.osai")

PURE = frozenset(
    (
        *("abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code"),
        *("footnotes", "md_in_html", "meta", "nl2br", "sane_lists", "smarty", "tables", "toc"),
        *("pymdownx.arithmatex", "pymdownx.betterem", "pymdownx.blocks.admonition"),
        *("pymdownx.blocks.caption", "pymdownx.blocks.definition", "pymdownx.blocks.details"),
        *("pymdownx.blocks.html", "pymdownx.blocks.tab", "pymdownx.caret", "pymdownx.critic"),
        *("pymdownx.details", "pymdownx.emoji", "pymdownx.escapeall", "pymdownx.extra"),
        *("pymdownx.fancylists", "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.keys"),
        *("pymdownx.magiclink", "pymdownx.mark", "pymdownx.progressbar", "pymdownx.saneheaders"),
        *("pymdownx.smartsymbols", "pymdownx.snippets", "pymdownx.striphtml"),
        *("pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.tilde"),
    )
)
"""The extensions whose result depends on the text and their options; `pymdownx.snippets` reads
files, but only where a page has its mark."""

SNIPPET = "-8<-"
"""What each inclusion of `pymdownx.snippets` contains."""

_TRUSTED_FUNCTIONS = ("pymdownx.", "material.", "markdown.")
"""The modules of the functions in options that are known to depend on their arguments alone."""


@dataclass(frozen=True)
class _KeptPage:
    """The result of a page.

    Attributes:
        key: what it was made from.
        found: path → address of each file that was looked for; None if there was none.
        attributes: what was set on the page.
        anchors: what was linked: source of a page → anchor → the link.
    """

    key: tuple[object, ...]
    found: dict[str, str | None]
    attributes: dict[str, Any]
    anchors: dict[str, dict[str, str]] | None


class MarkdownCache:
    """The HTML of pages between builds."""

    def __init__(self) -> None:
        self._pages: dict[str, _KeptPage] = {}

    def use(self, page: Page, problems: Callable[[], int]) -> None:
        """Make a page take its kept HTML when MkDocs renders it, if nothing has changed.

        Args:
            page: a page before its Markdown is rendered.
            problems: returns how many problems were reported so far.
        """
        if type(page).render is not Page.render or SNIPPET in (page.markdown or ""):
            return

        def render(config: MkDocsConfig, files: Files) -> None:
            own = page.markdown, has_root_links(page), page.file.url, page.file.inclusion
            key = (*own, _options(config))
            kept = self._pages.get(page.file.src_uri)
            if kept is None or kept.key != key or kept.found != _addresses(kept.found, files):
                kept = _render(page, config, files, key, problems)
                self._pages.pop(page.file.src_uri, None)
                if kept is not None:
                    self._pages[page.file.src_uri] = kept
                return
            vars(page).update(deepcopy(kept.attributes))
            if kept.anchors is not None:
                page.links_to_anchors = {
                    file: dict(links)
                    for source, links in kept.anchors.items()
                    if (file := files.get_file_from_path(source)) is not None
                }

        page.render = render  # type: ignore[method-assign]


def _render(
    page: Page,
    config: MkDocsConfig,
    files: Files,
    key: tuple[object, ...],
    problems: Callable[[], int],
) -> _KeptPage | None:
    """Render a page; returns what can be kept of it."""
    recorder = _RecordingFiles(files)
    messages = _Messages()
    logger = logging.getLogger()
    before, known = dict(vars(page)), problems()
    logger.addHandler(messages)
    try:
        Page.render(page, config, cast("Files", recorder))
    finally:
        logger.removeHandler(messages)
    if messages.seen or recorder.other_use or problems() != known or not _only_pure(config):
        return None
    changed = {
        name: value
        for name, value in vars(page).items()
        if name not in before or before[name] is not value
    }
    links: dict[File, dict[str, str]] | None = changed.pop("links_to_anchors", None)
    anchors = None if links is None else {f.src_uri: dict(a) for f, a in links.items()}
    return _KeptPage(key, recorder.found, deepcopy(changed), anchors)


def _addresses(paths: dict[str, str | None], files: Files) -> dict[str, str | None]:
    return {path: _address(files.get_file_from_path(path)) for path in paths}


def _address(file: File | None) -> str | None:
    return None if file is None else f"{file.url} {file.inclusion}"


class _RecordingFiles:
    """The files of a site; it records which of them are looked for."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.found: dict[str, str | None] = {}
        self.other_use = False

    def get_file_from_path(self, path: str) -> File | None:
        file = self._files.get_file_from_path(path)
        self.found[path] = _address(file)
        return file

    def __getattr__(self, name: str) -> Any:
        self.other_use = True
        return getattr(self._files, name)

    def __iter__(self) -> Iterator[File]:
        self.other_use = True
        return iter(self._files)

    def __len__(self) -> int:
        self.other_use = True
        return len(self._files)


class _Messages(logging.Handler):
    """Notes whether anything is logged, which the next build must log again."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.seen = False

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002
        self.seen = True


def _options(config: MkDocsConfig) -> str:
    """What of the configuration a page depends on."""
    links = config.validation.links
    return repr(
        (
            [_name(one) for one in config.markdown_extensions],
            config.mdx_configs,
            config.use_directory_urls,
            config.site_url,
            (links.not_found, links.anchors, links.absolute_links, links.unrecognized_links),
        )
    )


def _only_pure(config: MkDocsConfig) -> bool:
    """Whether all extensions are known to depend on the text and their options alone."""
    for extension in config.markdown_extensions:
        name = _name(extension)
        if name not in PURE and not isinstance(extension, SiteMarkdown):
            log.debug("osai: no page is kept, because of the extension %s", name)
            return False
    if any(config.mdx_configs.get(name, {}).get(option) for name, option in _READING):
        return False
    return all(map(_trusted, _values(config.mdx_configs)))


_READING = (
    ("pymdownx.snippets", "auto_append"),
    ("pymdownx.emoji", "options"),
)
"""The options with which an extension reads files of the site on each page."""


def _name(extension: object) -> str:
    if isinstance(extension, Extension):
        return f"{type(extension).__module__}.{type(extension).__qualname__}"
    return str(extension).removeprefix("markdown.extensions.")


def _values(value: object) -> Iterator[object]:
    """All values in options, without those of lists and mappings."""
    if isinstance(value, dict):
        for one in value.values():
            yield from _values(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _values(one)
    else:
        yield value


def _trusted(value: object) -> bool:
    """Whether a value in options is plain, or a function of a library."""
    if value is None or isinstance(value, str | int | float):
        return True
    if isinstance(value, partial):
        return all(map(_trusted, (value.func, *value.args, *value.keywords.values())))
    return (getattr(value, "__module__", None) or "").startswith(_TRUSTED_FUNCTIONS)
