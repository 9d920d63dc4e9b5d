"""A page that Zensical renders, as macros see it."""

from __future__ import annotations

import base64
import logging
import os
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote as in_address

from mkdocs_osai.history import IndexVersions
from mkdocs_osai.history.over_history import line_over_history
from mkdocs_osai.i18n import ENGLISH
from mkdocs_osai.index import Model
from mkdocs_osai.macros import Figure, FigureRenderer, PageContext
from mkdocs_osai.macros.byline import under_title, with_byline
from mkdocs_osai.macros.changes_since import index_line
from mkdocs_osai.macros.evidence import IN_PAGE, MODEL, TITLE, Evidence
from mkdocs_osai.macros.figure import figure_link, themes
from mkdocs_osai.macros.page_context import RecordingPage, calling_line
from mkdocs_osai.macros.page_number import mark
from mkdocs_osai.macros.statements import Kind, LocatedStatement, Statement
from mkdocs_osai.problems import AuthorError, Level, OsaiError, Problem, quote, suggestion
from mkdocs_osai.sanitize import escape_markdown, html_text, markdown_address
from mkdocs_osai.stats import Index
from mkdocs_osai.stats.results.history_series import HistorySeries
from mkdocs_osai.views.urls import PageUrls

MODELS_DIR = "osai_models_dir"
"""The key under `extra` that names the folder of models; `models` if it is left out."""

log = logging.getLogger("mkdocs_osai")


class PageOfSite(Protocol):
    """The part of Zensical's page that is used."""

    path: str
    title: str | None
    meta: dict[str, Any]


class MacrosEnv(Protocol):
    """The part of the argument of `define_env` that is used."""

    conf: Mapping[str, Any]
    config: Mapping[str, Any]
    variables: Mapping[str, Any]
    page: PageOfSite | None
    project_dir: str

    def macro(self, fn: object, name: str) -> object:
        """Define a name for the templates of the page."""


class ZensicalPage(PageContext):
    """A page that Zensical renders.

    Args:
        env: what Zensical gives to `define_env`.
        with_page: renders a template for another page than this one.
    """

    def __init__(
        self, env: MacrosEnv, with_page: Callable[[PageContext, Callable[[], str]], str]
    ) -> None:
        self.with_page = with_page
        root = Path(env.project_dir)
        site = env.conf
        docs = site.get("docs_dir", "docs")
        folder = root / str((site.get("extra") or {}).get(MODELS_DIR, "models"))
        self.folder = os.path.relpath(folder)
        self.watched = folder.is_relative_to(root / (env.config.get("include_dir") or docs))
        self.stamp = _stamp(folder)
        theme = site.get("theme") or {}
        self.themes = themes(theme.get("palette"))
        self.language = str(theme.get("language") or theme.get("locale") or ENGLISH)
        self.failing = bool(env.config.get("on_error_fail"))
        path = env.page.path if env.page else ""
        source = root / docs / path
        self.path = os.path.relpath(source)
        self.source = source.read_text("utf-8").replace("\r\n", "\n") if source.is_file() else ""
        self.defaults = self._defaults(env.page.meta if env.page else {})
        self.as_of = self.defaults.pop("as_of", None)
        self.anchors = _anchors(self.source)
        self.used_anchors: set[str] = set()
        self.meta = dict(env.page.meta) if env.page else {}
        self.title = str(env.page.title or "") if env.page else ""
        self.statements: list[LocatedStatement] = []
        self.finished = False

    def index(self, as_of: object = None) -> Index:
        """The index of the page, or the index as of a day, a tag or a commit."""
        when = self.as_of if as_of is None else as_of
        index = self.versions.at(when)
        if notice := self.versions.notice(when):
            self.advise(*notice)
        return index

    def over_history(self, unit: str, as_of: object = None, **words: Any) -> HistorySeries:
        """A number of the index over time, up to a day or that of the page."""
        when = self.as_of if as_of is None else as_of
        return line_over_history(self.versions, unit, when, **words)

    @property
    def versions(self) -> IndexVersions:
        """The versions of the index, shared by all pages until a file changes."""
        if not self.watched:
            _say_once(
                f"Zensical does not see changes of {self.folder}, and pages will be stale; "
                f"write under macros: include_dir: {self.folder}"
            )
        return _versions(self.folder, self.stamp)

    def figure(self, figure: Figure) -> str:
        """A figure with embedded images and data, as one line of Markdown."""
        anchor = figure.anchor
        if anchor in self.used_anchors:
            raise AuthorError(f"another figure has the id {quote(anchor)}", "choose another")
        if anchor is not None:
            if anchor not in self.anchors:
                self.anchors.append(anchor)
            figure = replace(figure, number=self.anchors.index(anchor) + 1)
        line = FigureRenderer(self.themes).render(figure, inlined)
        if anchor is not None:
            self.used_anchors.add(anchor)
        return line

    def reference(self, anchor: str) -> str:
        """A link to a figure by its number, which comes from the source of the page."""
        if anchor not in self.anchors:
            what = f"no figure of this page has the id {quote(anchor)}"
            raise AuthorError(what, suggestion(anchor, self.anchors))
        return figure_link(self.anchors.index(anchor) + 1, anchor)

    def address(self, model: Model) -> str | None:
        """The first link of a model."""
        return markdown_address(model.links[0]) if model.links else None

    @property
    def urls(self) -> PageUrls:
        """No page, and the language; `osai site build` makes the links to the glossary."""
        return PageUrls(language=self.language, marks=True)

    def linked(self, model: Model) -> str:
        """The name of a model, which `osai site build` links to the page of the model."""
        address = self.address(model)
        name = escape_markdown(model.name)
        element, link = ("a", f' href="{html_text(address)}"') if address else ("span", "")
        return f'<{element}{link} {MODEL}="{in_address(model.id, safe="")}">{name}</{element}>'

    def in_database(self, model: Model, link: str) -> str:  # noqa: ARG002
        """The link, which is hidden until `osai site build` has made the database."""
        return f"<span hidden>{link}</span>" if link else ""

    def evidence(self, evidence: Evidence) -> str | None:
        """The evidence as an attribute, which `osai site build` replaces by a link."""
        return f'{IN_PAGE}="{evidence.to_text()}"'

    def note(self, kind: Kind, state: Callable[[], Statement]) -> None:
        """Record what the page states about the index."""
        self.statements.append(LocatedStatement(*self._place(), kind, state))

    def finish(self, text: str, again: Callable[[], str]) -> str:
        """The Markdown of the page with its byline, and the line with the date of its index.

        Args:
            text: the page, after its macros.
            again: renders it again, for another index.
        """
        text = with_byline(text, self.meta)
        if all(located.kind == "nothing" for located in self.statements):
            return text
        line = index_line(
            self.versions,
            self.as_of,
            self.index(),
            self.statements,
            lambda index: self._statements_from(index, again),
        )
        title = in_address(self.title, safe="")
        return under_title(text, line.replace(" ", f' {TITLE}="{title}" ', 1))

    def _statements_from(
        self, index: Index, again: Callable[[], str]
    ) -> list[LocatedStatement] | None:
        """What the page would state from another index; None if it cannot be rendered from that."""
        other = RecordingPage(self.defaults, self.versions, index, self._place)
        try:
            self.with_page(other, again)
        except Exception as error:  # noqa: BLE001 - whatever a template of the site raises
            what = f"the page cannot be rendered from the index of another day: {error}"
            self.advise(what, "its changes are not shown; make its templates work with others")
            return None
        return other.statements

    def complain(self, what: str, hint: str, instead: str | None = None) -> str:
        """Log a problem; the page shows it on a local server, and a dash otherwise.

        Raises:
            OsaiError: the site sets `on_error_fail`, so the build stops.
        """
        return self._note(Problem(*self._place(), what, hint), instead)

    def advise(self, what: str, hint: str, *, of_past: bool = False) -> None:  # noqa: ARG002
        """Log an advice."""
        log.info("%s", Problem(*self._place(), what, hint, level=Level.ADVICE))

    def complain_at(self, line: int, what: str, hint: str) -> str:
        """Log a problem in a line of the page below its front matter."""
        return self._note(Problem(self.path, line + _lines_above(self.source), what, hint))

    def _place(self) -> tuple[str, int]:
        template, line = calling_line()
        if template is None:
            return self.path, line + _lines_above(self.source)
        return os.path.relpath(template), line

    def _note(self, problem: Problem, instead: str | None = None) -> str:
        if self.failing:
            raise OsaiError(str(problem))
        log.warning("%s", problem)
        if "serve" not in sys.argv[1:2]:
            return "—" if instead is None else instead
        return " ".join(filter(None, (instead, mark(problem.what, problem.hint))))

    def _defaults(self, meta: dict[str, Any]) -> dict[str, object]:
        """The selection in the front matter. Its key is removed, as it would hide `osai`."""
        defaults = meta.pop("osai", None) or {}
        if isinstance(defaults, Mapping):
            return {str(key): value for key, value in defaults.items()}
        line = self.source[: self.source.find("\nosai") + 1].count("\n") + 1
        what = f"osai is {quote(defaults)}, which selects nothing"
        self._note(Problem(self.path, line, what, "write it as osai: {latest: true}"))
        return {}


def inlined(path: str, data: bytes) -> str:
    """A file as a data URL.

    Example:
        >>> inlined("a.csv", b"n")
        'data:text/csv;base64,bg=='
    """
    kind = "image/svg+xml" if path.endswith(".svg") else "text/csv"
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def _stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Names, times and sizes of the files in a folder; empty if it does not exist."""
    try:
        files = [(entry.name, entry.stat()) for entry in os.scandir(folder)]
    except OSError:
        return ()
    return tuple(sorted((name, stat.st_mtime_ns, stat.st_size) for name, stat in files))


@lru_cache(maxsize=1)
def _versions(folder: str, stamp: object) -> IndexVersions:  # noqa: ARG001 - a new stamp, a new index
    versions = IndexVersions(folder)
    for problem in versions.present.problems:
        if problem.level is not Level.ADVICE:
            log.warning("%s", problem)
    return versions


@cache
def _say_once(warning: str) -> None:
    log.warning("%s", warning)


def _lines_above(source: str) -> int:
    """The number of lines of the front matter."""
    front_matter = re.match(r"---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|$)\n*", source, re.DOTALL)
    return front_matter[0].count("\n") if front_matter else 0


def _anchors(source: str) -> list[str]:
    """The ids of the figures in a page, in order."""
    call = r"osai\.\w+\((?:[^()]|\([^()]*\))*?\bid\s*=\s*(['\"])([A-Za-z][\w-]*)\1"
    return list(dict.fromkeys(match[2] for match in re.finditer(call, source)))
