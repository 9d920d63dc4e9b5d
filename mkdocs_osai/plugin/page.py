"""One page on its way through the macros plugin."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from html import unescape

from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from mkdocs_osai import charts
from mkdocs_osai.index import Model
from mkdocs_osai.macros.calls import calling_line
from mkdocs_osai.macros.code import code_regions
from mkdocs_osai.macros.figures import Figure, Studio
from mkdocs_osai.macros.guard import Guarded, guard
from mkdocs_osai.macros.text import web_address
from mkdocs_osai.plugin.byline import with_byline
from mkdocs_osai.plugin.posts import STATUSES
from mkdocs_osai.plugin.report import Report
from mkdocs_osai.plugin.templates import ERROR_PAGE, LINES, Templates
from mkdocs_osai.problems import AuthorError, IndexNotFound, Problem, shown, suggestion
from mkdocs_osai.stats import Index, Shown


@dataclass(frozen=True)
class Desk:
    """What all pages of a build share.

    Attributes:
        index: the index, or why there is none.
        templates: the templates of the site.
        studio: draws figures.
        report: collects what is wrong.
        publish: makes a file of the site from a path and its content.
        path: how messages name a page's source.
    """

    index: Index | IndexNotFound
    templates: Templates
    studio: Studio
    report: Report
    publish: Callable[[Files, str, bytes], None]
    path: Callable[[File], str]


class OpenPage:
    """A page between its source and Markdown; what the `osai` object asks while it is rendered."""

    def __init__(self, desk: Desk, markdown: str, page: Page, files: Files) -> None:
        self.desk = desk
        self.markdown = markdown
        self.page = page
        self.files = files
        self.source = page.file.content_string.replace("\r\n", "\n")
        self.lines_above = max(self.source.count("\n") - markdown.count("\n"), 0)
        self.guarded = Guarded(markdown, ())
        self.guarded_meta: dict[str, Guarded] = {}
        self.reading: int | None = None
        self.titled = "title" in vars(page)
        self.defaults = self._defaults()
        self.anchors: list[str] = []
        self.references: list[tuple[str, str, int]] = []

    @property
    def index(self) -> Index:
        """The index the page speaks of."""
        if isinstance(self.desk.index, IndexNotFound):
            raise self.desk.index
        return self.desk.index

    def opened(self) -> str:
        """The page as the macros plugin is to see it."""
        if str(self.page.meta.get("status") or "").strip().casefold() in STATUSES:
            del self.page.meta["status"]  # Material would show it as a mark in the navigation
        templates = self.desk.templates
        if not templates.run_on(self.page):
            return self.markdown
        self._check_delimiters()
        names = templates.names(self.page)
        self.guarded = guard(self.markdown, templates.env, names, self._complain_at)
        self._render_front_matter(names)
        return self.guarded.markdown

    def closed(self, rendered: str) -> str:
        """The page as Markdown is to see it."""
        if rendered.startswith(ERROR_PAGE) and not self.markdown.startswith(ERROR_PAGE):
            rendered = self._complain_at(*_from_error_page(rendered), "mend the macro")
        rendered = self._resolved(rendered)
        for key, guarded in self.guarded_meta.items():
            self.page.meta[key] = guarded.restore(self.page.meta[key])
        if not self.titled:
            # The macros plugin gives a title with markup; MkDocs takes one from the heading.
            vars(self.page).pop("title", None)
        return with_byline(self.guarded.restore(rendered), self.page.meta)

    def complain(self, what: str, mend: str) -> str:
        """Note what is wrong with the call that runs; returns what the page shows instead."""
        template, line = calling_line()
        if template is not None:
            return self.desk.report.add(Problem(os.path.relpath(template), line, what, mend))
        if self.reading is not None:
            return self._complain_in_front_matter(self.reading, what, mend)
        return self._complain_at(line, what, mend)

    def figure(
        self, kind: str, data: Shown, texts: Mapping[str, str | None], anchor: str | None
    ) -> str:
        """A figure of this page, as one line of Markdown."""
        visible = charts.shown(kind, data)
        number = None
        if anchor is not None:
            if anchor in self.anchors:
                raise AuthorError(f"another figure has the id {shown(anchor)}", "choose another")
            self.anchors.append(anchor)
            number = len(self.anchors)
        figure = Figure(kind, visible, self.index.about, anchor=anchor, number=number, **texts)
        return self.desk.studio.markdown(figure, self._publish)

    def reference(self, anchor: str) -> str:
        """A link to a figure by its number, which is known when the page is rendered."""
        token = f"osai-reference-{len(self.references)}-"
        self.references.append((token, anchor, calling_line()[1]))
        return token

    def address(self, model: Model) -> str | None:
        """Where readers find a model."""
        return web_address(model.links[0]) if model.links else None

    def _resolved(self, rendered: str) -> str:
        """The page with its references to figures numbered."""
        for token, anchor, line in self.references:
            if anchor in self.anchors:
                link = f"[Figure {self.anchors.index(anchor) + 1}](#{anchor})"
            else:
                what = f"no figure of this page has the id {shown(anchor)}"
                link = self._complain_at(line, what, suggestion(anchor, self.anchors))
            rendered = rendered.replace(token, link)
        return rendered

    def _publish(self, path: str, data: bytes) -> str:
        self.desk.publish(self.files, path, data)
        return posixpath.relpath(path, posixpath.dirname(self.page.file.src_uri) or ".")

    def _complain_at(self, line: int, what: str, mend: str) -> str:
        return self._complain_in_front_matter(line + self.lines_above, what, mend)

    def _complain_in_front_matter(self, line: int, what: str, mend: str) -> str:
        return self.desk.report.add(Problem(self.desk.path(self.page.file), line, what, mend))

    def _line_of(self, key: str) -> int:
        """The line of a key in the front matter, from 1."""
        return self.source[: self.source.find(f"\n{key}") + 1].count("\n") + 1

    def _render_front_matter(self, names: set[str]) -> None:
        """Render what readers see of the front matter; the macros plugin knows only the title."""
        templates, meta = self.desk.templates, self.page.meta
        for key in ("title", "description"):
            text = meta.get(key)
            if not isinstance(text, str) or not templates.opens_in(text):
                continue
            self.reading = self._line_of(key)
            complain = partial(self._complain_in_line, self.reading)
            guarded = guard(text, templates.env, names, complain)
            try:
                rendered = templates.render(guarded.markdown, meta)
            except Exception as error:  # noqa: BLE001 - whatever a template of the site raises
                what = f"{key} cannot be rendered: {type(error).__name__}: {error}"
                rendered = self._complain_in_front_matter(self.reading, what, "mend the macro")
            meta[key] = _plain(rendered)
            self.guarded_meta[key] = guarded
        self.reading = None

    def _complain_in_line(self, line: int, _: int, what: str, mend: str) -> str:
        return self._complain_in_front_matter(line, what, mend)

    def _defaults(self) -> Mapping[str, object]:
        """The selection in the front matter; its key would hide the `osai` object, so it goes."""
        defaults = self.page.meta.pop("osai", None) or {}
        if isinstance(defaults, dict):
            return {str(key): value for key, value in defaults.items()}
        self._complain_in_front_matter(
            self._line_of("osai"),
            f"osai is {shown(defaults)}, which selects nothing",
            "write it as osai: {latest: true}",
        )
        return {}

    def _check_delimiters(self) -> None:
        """Catch a page that is written for other delimiters than the site has."""
        start, end = self.desk.templates.delimiters
        for other in sorted({"<<", "{{"} - {start}):
            for match in re.finditer(rf"{re.escape(other)}[-+]?\s*osai\s*\.", self.markdown):
                if any(s <= match.start() < e for s, e in code_regions(self.markdown)):
                    continue
                mend = f"write {start} … {end} in the page"
                if other == "<<":
                    mend += f", or in mkdocs.yml:\n\n{LINES}\n"
                line = self.markdown.count("\n", 0, match.start()) + 1
                self._complain_at(line, f"the page writes {other} where the site has {start}", mend)
                return


def _plain(rendered: str) -> str:
    """What a template prints, as text without markup, such as the front matter holds."""
    return unescape(re.sub(r"</?(?:data|strong|time)\b[^>]*>", "", rendered))


def _from_error_page(rendered: str) -> tuple[int, str]:
    """The line and the reason that the macros plugin has put on a page."""
    line = re.search(r'File "<template>", line (\d+)|_Line (\d+) in', rendered)
    reason = re.search(r"^_(?!File_)(\w+_: .*)|\*\*(.*)\*\*$", rendered, re.MULTILINE)
    why = (reason[1] or reason[2]).replace("_:", ":", 1) if reason else "a macro failed"
    return int(line[1] or line[2]) if line else 1, f"the page cannot be rendered: {why}"
