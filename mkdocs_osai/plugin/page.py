"""One page on its way through the macros plugin."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from mkdocs_osai import macros
from mkdocs_osai.history import IndexVersions
from mkdocs_osai.index import IndexInfo, Model
from mkdocs_osai.macros import changes_since as drift
from mkdocs_osai.macros.figure import Figure, FigureRenderer
from mkdocs_osai.macros.page_context import RecordingPage, calling_line
from mkdocs_osai.macros.statements import Evidence, Kind, LocatedStatement, Statement, paired
from mkdocs_osai.macros.templates.code_regions import code_regions, region_at
from mkdocs_osai.macros.templates.escaping import EscapedTemplates, escape_templates
from mkdocs_osai.plugin.content.byline import under_title, with_byline
from mkdocs_osai.plugin.content.evidence_pages import EvidencePages
from mkdocs_osai.plugin.content.front_matter import FrontMatter
from mkdocs_osai.plugin.content.posts import STATUSES
from mkdocs_osai.plugin.content.social_cards import SocialCards
from mkdocs_osai.plugin.macros_adapter import ERROR_PAGE, LINES, MacrosAdapter, from_error_page
from mkdocs_osai.plugin.report import Report
from mkdocs_osai.problems import (
    AuthorError,
    Level,
    OsaiError,
    Problem,
    UnknownName,
    quote,
    suggestion,
)
from mkdocs_osai.stats import Index, Result


@dataclass(frozen=True)
class BuildContext:
    """What all pages of a build share.

    Attributes:
        versions: the indexes of the site; its own goes by the name "".
        templates: the templates of the site.
        renderer: draws figures; None where nothing is published.
        report: collects what is wrong.
        evidence_pages: collects what numbers and claims rest on.
        cards: collects what other sites show of a page.
        address: where readers find a model that a page names: the target of a link, or None.
        publish: makes a file of the site from a path and its content.
        path: how messages name a page's source.
        with_page: lets a page that is no real one answer the macros while a template runs.
    """

    versions: Mapping[str, IndexVersions]
    templates: MacrosAdapter
    renderer: FigureRenderer | None
    report: Report
    evidence_pages: EvidencePages
    cards: SocialCards
    address: Callable[[Model, Page], str | None]
    publish: Callable[[Files, str, bytes], None]
    path: Callable[[File], str]
    with_page: Callable[[macros.PageContext, Callable[[], str]], str]


class PageRenderer(macros.PageContext):
    """A page between its source and Markdown; what the `osai` object asks while it is rendered.

    Its `counts` says whether anything on it rests on the index as it is today.
    """

    def __init__(self, context: BuildContext, markdown: str, page: Page, files: Files) -> None:
        self.context = context
        self.markdown = markdown
        self.page = page
        self.files = files
        self.source = page.file.content_string.replace("\r\n", "\n")
        self.lines_above = max(self.source.count("\n") - markdown.count("\n"), 0)
        self.guarded = EscapedTemplates(markdown, ())
        self.titled = "title" in vars(page)
        self.anchors: list[str] = []
        self.references: list[tuple[str, str, int]] = []
        self.said: list[LocatedStatement] = []
        self.fault: OsaiError | None = None
        self.counts = False
        self.front_matter = FrontMatter(page.meta, self.source, self._complain_in_front_matter)
        self.defaults = self.front_matter.defaults()
        self.as_of = self.defaults.pop("as_of", None)
        self.versions = self._versions(self.defaults.pop("index", ""))

    def index(self, as_of: object = None) -> Index:
        """The index the page speaks of, or another edition of it."""
        self.counts |= as_of is None and self.as_of is None
        if as_of is not None:
            return self._edition(as_of, self.place)
        if self.fault is None:
            line = self.front_matter.line_of("osai")
            try:
                return self._edition(self.as_of, lambda: (self.context.path(self.page.file), line))
            except OsaiError as error:
                self.fault = error
        raise self.fault

    def past(self, unit: str, as_of: object = None) -> list[tuple[str, Index]]:
        """The states of the index over time, up to a day or that of the page."""
        self.counts |= as_of is None and self.as_of is None
        return self.versions.past(unit, self.as_of if as_of is None else as_of)

    def opened(self) -> str:
        """The page as the macros plugin is to see it."""
        if str(self.page.meta.get("status") or "").strip().casefold() in STATUSES:
            del self.page.meta["status"]  # Material would show it as a mark in the navigation
        templates = self.context.templates
        if not templates.run_on(self.page):
            return self.markdown
        self._check_delimiters()
        names = templates.names(self.page)
        self.guarded = escape_templates(self.markdown, templates.env, names, self._complain_at)
        self.front_matter.render(templates, names)
        return self.guarded.markdown

    def closed(self, rendered: str) -> str:
        """The page as Markdown is to see it."""
        if rendered.startswith(ERROR_PAGE) and not self.markdown.startswith(ERROR_PAGE):
            rendered = self._complain_at(*from_error_page(rendered))
        rendered = self._resolved(rendered)
        self.front_matter.restore()
        if not self.titled:
            # The macros plugin gives a title with markup; MkDocs takes one from the heading.
            vars(self.page).pop("title", None)
        finished = with_byline(self.guarded.restore(rendered), self.page.meta)
        return under_title(finished, self._standing()) if self._states else finished

    def complain(self, what: str, hint: str, instead: str | None = None) -> str:
        """Note what is wrong with the call that runs; returns what the page shows instead."""
        path, line = self.place()
        if self.fault is not None and self.fault.what == what:
            line = self.front_matter.line_of("osai")
        return self.context.report.add(Problem(path, line, what, hint), instead)

    def advise(self, what: str, hint: str) -> None:
        """Note what could be better about the call that runs."""
        if self.as_of is not None:
            return  # nothing will turn on a page of a past day
        self.context.report.add(Problem(*self.place(), what, hint, level=Level.ADVICE))

    def place(self) -> tuple[str, int]:
        """The file and the line of the call that runs."""
        template, line = calling_line()
        if template is not None:
            return os.path.relpath(template), line
        reading = self.front_matter.reading
        return self.context.path(self.page.file), reading or line + self.lines_above

    def note(self, kind: Kind, state: Callable[[], Statement]) -> None:
        """Hear what the page says of the index."""
        self.said.append(LocatedStatement(*self.place(), kind, state))

    def replayed(self, index: Index) -> list[LocatedStatement] | None:
        """What the page would say from another index; None if it cannot be made from that."""
        versions, templates = self.versions, self.context.templates
        if not templates.run_on(self.page):
            return []
        other = RecordingPage(
            self.defaults,
            lambda as_of: index if as_of is None else versions.at(as_of),
            lambda unit, as_of: versions.past(unit, as_of or index.about.commit),
            self.place,
        )

        def render() -> str:
            self.front_matter.repeat(templates)
            return templates.render(self.guarded.markdown, self.page.meta)

        try:
            self.context.with_page(other, render)
        except Exception as error:  # noqa: BLE001 - whatever a template of the site raises
            when = index.about.date or "another day"
            what = f"the page cannot be made from the index of {when}: {type(error).__name__}"
            path = self.context.path(self.page.file)
            hint = "what has changed on it is not told; let its templates allow for other numbers"
            self.context.report.add(Problem(path, 1, what, hint, level=Level.ADVICE))
            return None
        return other.statements

    def figure(
        self,
        kind: str,
        data: Result,
        about: IndexInfo,
        texts: Mapping[str, str | None],
        anchor: str | None,
    ) -> str:
        """A figure of this page, as one line of Markdown."""
        if anchor in self.anchors:
            raise AuthorError(f"another figure has the id {quote(anchor)}", "choose another")
        number = None if anchor is None else len(self.anchors) + 1
        figure = Figure(kind, data, about, anchor=anchor, number=number, **texts)
        renderer = self.context.renderer
        _ = figure.prepared  # what cannot be shown is an error in a dry run, too
        line = renderer.render(figure, self._publish) if renderer else ""
        if anchor is not None:
            self.anchors.append(anchor)
        self.context.cards.first_figure(self.page, figure)
        return line

    def reference(self, anchor: str) -> str:
        """A link to a figure by its number, which is known when the page is rendered."""
        token = f"osai-reference-{len(self.references)}-"
        self.references.append((token, anchor, calling_line()[1]))
        return token

    def address(self, model: Model) -> str | None:
        """Where readers find a model; the page is noted as one that names it."""
        return self.context.address(model, self.page)

    def evidence(self, evidence: Evidence) -> str | None:
        """Publish what a number or a claim rests on, and link it."""
        if self.front_matter.reading or self.context.renderer is None:
            return None
        path = self.context.evidence_pages.add(evidence, self.versions, self.page, self.files)
        return self._relative(path)

    @property
    def _states(self) -> bool:
        """Whether the page says anything of an index that is there."""
        return any(placed.kind != "nothing" for placed in self.said)

    def _standing(self) -> str:
        """The line that says which index the page speaks of."""
        index = self.index()
        if self.as_of is None:
            return drift.as_it_is(index)
        self.counts = True  # it says what has changed until today
        today = Index(self.versions.present.snapshot, other=index)
        replayed = self.replayed(today)
        pairs = None if replayed is None else [*paired(self.said, replayed)]
        return drift.as_of(self.versions.moment(self.as_of), index, pairs, today)

    def _edition(self, when: object, place: Callable[[], tuple[str, int]]) -> Index:
        """The index at a moment that is named at a place, where a notice about it stands."""
        index = self.versions.at(when)
        if notice := self.versions.notice(when):
            self.context.report.add(Problem(*place(), *notice, level=Level.ADVICE))
        return index

    def _versions(self, name: object) -> IndexVersions:
        """The index that the front matter names, or that of the site."""
        versions = self.context.versions
        if not isinstance(name, str) or name not in versions:
            error = UnknownName("index", name, [n for n in versions if n])
            line = self.front_matter.line_of("osai")
            self._complain_in_front_matter(line, error.what, error.hint)
            return versions[""]
        return versions[name]

    def _resolved(self, rendered: str) -> str:
        """The page with its references to figures numbered."""
        for token, anchor, line in self.references:
            if anchor in self.anchors:
                link = f"[Figure {self.anchors.index(anchor) + 1}](#{anchor})"
            else:
                what = f"no figure of this page has the id {quote(anchor)}"
                link = self._complain_at(line, what, suggestion(anchor, self.anchors))
            rendered = rendered.replace(token, link)
        return rendered

    def _publish(self, path: str, data: bytes) -> str:
        self.context.publish(self.files, path, data)
        return self._relative(path)

    def _relative(self, path: str) -> str:
        """How the source of the page links a file of the site."""
        return posixpath.relpath(path, posixpath.dirname(self.page.file.src_uri) or ".")

    def _complain_at(self, line: int, what: str, hint: str) -> str:
        return self._complain_in_front_matter(line + self.lines_above, what, hint)

    def _complain_in_front_matter(self, line: int, what: str, hint: str) -> str:
        return self.context.report.add(Problem(self.context.path(self.page.file), line, what, hint))

    def _check_delimiters(self) -> None:
        """Catch a page that is written for other delimiters than the site has."""
        start, end = self.context.templates.delimiters
        if start == "<<":
            return  # the guard reports each call in other delimiters
        for other in sorted({"<<", "{{"} - {start}):
            found = [*re.finditer(rf"{re.escape(other)}[-+]?\s*osai\s*\.", self.markdown)]
            code = code_regions(self.markdown) if found else []
            for match in found:
                if region_at(code, match.start()) is not None:
                    continue
                hint = f"write {start} … {end} in the page"
                if other == "<<":
                    hint += f", or in mkdocs.yml:\n\n{LINES}\n"
                line = self.markdown.count("\n", 0, match.start()) + 1
                self._complain_at(line, f"the page writes {other} where the site has {start}", hint)
                return
