"""A page that is being rendered: before and after the macros plugin."""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import Any, NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import is_markdown_file

from mkdocs_osai import macros
from mkdocs_osai.history import IndexVersions
from mkdocs_osai.history.over_history import line_over_history
from mkdocs_osai.index import Model
from mkdocs_osai.macros import changes_since
from mkdocs_osai.macros.byline import under_title, with_byline
from mkdocs_osai.macros.evidence import Evidence
from mkdocs_osai.macros.figure import Figure, FigureRenderer, figure_link
from mkdocs_osai.macros.page_context import RecordingPage, calling_line
from mkdocs_osai.macros.statements import Kind, LocatedStatement, Statement
from mkdocs_osai.macros.templates.escaped_pages import EscapedPages
from mkdocs_osai.macros.templates.escaping import EscapedTemplates, mentions
from mkdocs_osai.plugin.content.call_problems import (
    RESULTS,
    line_of_call,
    line_of_filter,
    line_of_result,
    why_not_run,
)
from mkdocs_osai.plugin.content.evidence_pages import EvidencePages
from mkdocs_osai.plugin.content.finished_page import without_calls
from mkdocs_osai.plugin.content.front_matter import STATUSES, FrontMatter
from mkdocs_osai.plugin.content.internal_markup import without_internal_markup
from mkdocs_osai.plugin.content.rendered import (
    has_formulas,
    plain_in_formulas,
    with_blocks_apart,
)
from mkdocs_osai.plugin.content.snippets import with_snippets
from mkdocs_osai.plugin.content.social_cards import SocialCards
from mkdocs_osai.plugin.content.source_lines import SourceLines
from mkdocs_osai.plugin.macros_adapter import ERROR_PAGE, MacrosAdapter, from_error_page
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
from mkdocs_osai.sanitize import strip_html
from mkdocs_osai.stats import Index
from mkdocs_osai.stats.results.history_series import HistorySeries
from mkdocs_osai.views.figure_page import FigurePlace
from mkdocs_osai.views.urls import PageUrls, encoded

ELSEWHERE = ", in what this line includes"
"""Added to a problem whose text is not in the file of the page."""


@dataclass(frozen=True)
class BuildContext:
    """What all pages of a build share.

    Attributes:
        site: the configuration of the site.
        versions: the indexes of the site; its own is named "".
        templates: the templates of the site.
        escaped_pages: the pages with what is no template escaped.
        renderer: draws figures; None in a dry run.
        report: collects problems.
        evidence_pages: collects the evidence for numbers and claims.
        cards: collects the first figure of each page.
        address: returns the address of a model that a page names: the target of a link, or None.
        urls: the pages that are generated from the index of the site.
        publish: adds a file to the site, from its path and content; returns its source.
        path: returns the path of a page's source, for messages.
        with_page: renders a template for another page than the current one.
    """

    site: MkDocsConfig
    versions: Mapping[str, IndexVersions]
    templates: MacrosAdapter
    escaped_pages: EscapedPages
    renderer: FigureRenderer | None
    report: Report
    evidence_pages: EvidencePages
    cards: SocialCards
    address: Callable[[Model, Page], str | None]
    urls: PageUrls
    publish: Callable[[Files, str, bytes], str]
    path: Callable[[File], str]
    with_page: Callable[[macros.PageContext, Callable[[], str]], str]


class RecordedPage(NamedTuple):
    """A page as it would be from another index.

    Attributes:
        statements: what it states.
        markdown: its Markdown, without links to pages from data and without figures.
        problems: the file, the line and the gist of each problem.
    """

    statements: list[LocatedStatement]
    markdown: str
    problems: frozenset[tuple[str, int, str]] = frozenset()


class PageRenderer(macros.PageContext):
    """A page between its source and Markdown; the `osai` object calls it while it is rendered.

    Attributes:
        path: the path of its source, for messages.
        statements: what the page states about the index.
        published: address of a file of a figure → the lines of its calls; equal charts share files.
        uses_present: whether anything on the page is computed from the index as it is today.
        source_problems: the problems of its text, which are the same from each index.
    """

    def __init__(self, context: BuildContext, markdown: str, page: Page, files: Files) -> None:
        self.context = context
        self.markdown = markdown
        self.page = page
        self.files = files
        self.path = context.path(page.file)
        self.source = page.file.content_string.replace("\r\n", "\n")
        self.lines = SourceLines(self.source, markdown)
        self.escaped = EscapedTemplates(markdown, ())
        self.has_title = "title" in vars(page)
        self.concerned = context.templates.concern(self.source)
        self.anchors: list[str] = []
        self.figures: set[tuple[str, int]] = set()
        self.references: list[tuple[str, str, int]] = []
        self.statements: list[LocatedStatement] = []
        self.published: dict[str, set[int]] = {}
        self.index_error: OsaiError | None = None
        self.uses_present = False
        self.source_problems: list[Problem] = []
        self.front_matter = FrontMatter(page.meta, self.source, self._complain_in_front_matter)
        self.defaults = self.front_matter.defaults()
        self.as_of = self.defaults.pop("as_of", None)
        self.versions = self._versions(self.defaults.pop("index", ""))

    @property
    def is_other_format(self) -> bool:
        """Whether another plugin renders the file, such as a notebook: then no call is run."""
        return self.concerned and not is_markdown_file(self.page.file.src_uri)

    @property
    def is_run(self) -> bool:
        """Whether the calls of the page are run."""
        return self.context.templates.run_on(self.page) and not self.is_other_format

    def index(self, as_of: object = None) -> Index:
        """The index of the page, or another version of it."""
        self.uses_present |= as_of is None and self.as_of is None
        if as_of is not None:
            return self._version_at(as_of, self.place)
        if self.index_error is None:
            line = self.front_matter.line_of("osai")
            try:
                return self._version_at(self.as_of, lambda: (self.path, line))
            except OsaiError as error:
                self.index_error = error
        raise self.index_error

    def over_history(self, unit: str, as_of: object = None, **words: Any) -> HistorySeries:
        """A number of the index over time, up to a day or that of the page."""
        self.uses_present |= as_of is None and self.as_of is None
        when = self.as_of if as_of is None else as_of
        return line_over_history(self.versions, unit, when, **words)

    def before_macros(self) -> str:
        """The Markdown for the macros plugin."""
        if str(self.page.meta.get("status") or "").strip().casefold() in STATUSES:
            del self.page.meta["status"]  # Material would mark the page in the navigation
        templates = self.context.templates
        if self.is_other_format:
            return ""
        if mentions(str(self.page.meta)):
            self.front_matter.remove_calls(templates.delimiters)
        if not templates.run_on(self.page):
            return self.markdown
        self.markdown = with_snippets(self.markdown, self.context.site)
        self.lines = SourceLines(self.source, self.markdown)
        for mistake in templates.other_delimiters(self.markdown):
            self._complain_at(*mistake)
        names, not_printed = templates.names(self.page), templates.not_printed(self.page)
        self.escaped = self.context.escaped_pages.of(
            self.page.file.src_uri,
            self.markdown,
            templates.env,
            names,
            self._complain_at,
            keep_unknown=templates.keeps_unknown,
            not_printed=not_printed,
        )
        self.front_matter.render(templates, names, not_printed, self.complain)
        return self.escaped.markdown

    def after_macros(self, rendered: str) -> str:
        """The Markdown for MkDocs, from what the macros plugin has rendered."""
        if self.is_other_format:
            return self.markdown
        failed = rendered.startswith(ERROR_PAGE) and not self.markdown.startswith(ERROR_PAGE)
        if failed and self.concerned:
            rendered = self.context.report.add(self._problem_at(*from_error_page(rendered)))
        rendered = self._number_references(rendered)
        self.front_matter.restore()
        if not self.has_title and self.concerned:
            # The macros plugin sets a title with markup; without it MkDocs uses the heading.
            vars(self.page).pop("title", None)
        rendered = with_blocks_apart(rendered, self._complain_at_rendered(rendered))
        if has_formulas(self.context.site):
            rendered = plain_in_formulas(rendered)
        finished = with_byline(self.escaped.restore(rendered), self.page.meta)
        states = any(located.kind != "nothing" for located in self.statements)
        return under_title(finished, self._index_line()) if states else finished

    def complain(self, what: str, hint: str, instead: str | None = None) -> str:
        """Report a problem of the running call; returns what the page shows instead."""
        path, line = self.place()
        if self.index_error is not None and self.index_error.what == what:
            line = self.front_matter.line_of("osai")
        elif not self.front_matter.rendered_line:
            template, here = calling_line()
            what += ELSEWHERE * (template is None and self.lines.find(here)[1])
        return self.context.report.add(Problem(path, line, what, hint), instead)

    def advise(self, what: str, hint: str, *, of_past: bool = False) -> None:
        """Report advice on the running call."""
        if self.as_of is not None and not of_past:
            return
        self.context.report.add(Problem(*self.place(), what, hint, level=Level.ADVICE))

    def place(self) -> tuple[str, int]:
        """The file and the line of the running call."""
        template, line = calling_line()
        if template is not None:
            return os.path.relpath(template), line
        line = self.front_matter.rendered_line or self.lines.find(line)[0]
        return self.path, line

    def is_concerned(self, name: str) -> bool:
        """Whether an undefined name is ours to report, or the macros plugin's to print."""
        templates = self.context.templates
        if templates.own_delimiters or self.front_matter.rendered_line:
            return True
        calls = filter(mentions, templates.in_text(self.escaped.markdown))
        return calling_line()[0] is None and any(name in call for call in calls)

    def note(self, kind: Kind, state: Callable[[], Statement]) -> None:
        """Record what the page states about the index."""
        self.statements.append(LocatedStatement(*self.place(), kind, state))

    def statements_from(self, index: Index) -> list[LocatedStatement] | None:
        """What the page would state from another index; None if it cannot be rendered from that."""
        recorded = self.recorded_from(index)
        return recorded and recorded.statements

    def recorded_from(self, index: Index, *, tell: bool = True) -> RecordedPage | None:
        """What the page would be from another index; None if it cannot be rendered from that.

        Args:
            index: the other index.
            tell: whether it is reported if the page cannot be rendered.
        """
        templates = self.context.templates
        if not self.is_run:
            return RecordedPage([], self.markdown)
        other = RecordingPage(self.defaults, self.versions, index, self.place)

        def render() -> str:
            self.front_matter.render_again(templates)
            return templates.render(self.escaped.markdown, self.page.meta)

        try:
            markdown = self.context.with_page(other, render)
        except Exception as error:  # noqa: BLE001 - whatever a template of the site raises
            when = index.about.date or "another day"
            what = f"the page cannot be rendered from the index of {when}: {type(error).__name__}"
            hint = "its changes are not shown; make its templates work with other numbers"
            if tell:
                self.context.report.add(Problem(self.path, 1, what, hint, level=Level.ADVICE))
            return None
        restored = self.escaped.restore(markdown)
        return RecordedPage(other.statements, restored, frozenset(other.problems))

    def figure(self, figure: Figure) -> str:
        """A figure of the page, as one line of Markdown."""
        if figure.anchor in self.anchors:
            raise AuthorError(f"another figure has the id {quote(figure.anchor)}", "choose another")
        if figure.anchor is not None:
            figure = replace(figure, number=len(self.anchors) + 1)
        figure = replace(figure, place=self._place_of(figure))
        renderer = self.context.renderer
        _ = figure.prepared  # what cannot be drawn is an error in a dry run, too
        line = renderer.render(figure, self._publish) if renderer else ""
        if figure.anchor is not None:
            self.anchors.append(figure.anchor)
        self.context.cards.first_figure(self.page, figure)
        return line

    def _place_of(self, figure: Figure) -> FigurePlace:
        """Where a figure is; one without an id gets one that other pages do not have."""
        file, site = self.page.file, self.context.site
        id_ = figure.anchor
        if id_ is None:
            page = hashlib.sha256(file.src_uri.encode()).hexdigest()[:4]
            number = next(i for i in count(1) if (f"{figure.name}-{page}", i) not in self.figures)
            self.figures.add((f"{figure.name}-{page}", number))
            id_ = f"{figure.name}-{page}" + (f"-{number}" if number > 1 else "")
        address = "" if file.url in (".", "./") else file.url
        folder = re.sub(r"(^|/)index$", "", posixpath.splitext(file.dest_uri)[0])
        return FigurePlace(id_, address, folder, site.site_url or "", site.site_name)

    def reference(self, anchor: str) -> str:
        """A placeholder for the link to a figure, whose number is known after rendering."""
        token = f"osaireference{len(self.references)}"
        self.references.append((token, anchor, calling_line()[1]))
        return f"{token}osai"

    def address(self, model: Model) -> str | None:
        """The address of a model for readers; the model's page will link this one."""
        return self.context.address(model, self.page)

    @property
    def urls(self) -> PageUrls:
        """The pages that are generated from the index of the site."""
        return self.context.urls

    def evidence(self, evidence: Evidence) -> str | None:
        """Publish the evidence for a number or a claim: the target of a link."""
        if self.front_matter.rendered_line or self.context.renderer is None:
            return None
        path = self.context.evidence_pages.add(evidence, self.versions, self.page, self.files)
        return self._relative(path)

    def _index_line(self) -> str:
        """The line that says from which day of the index the page is."""
        self.uses_present = True  # of a past day, it lists the changes until today
        return changes_since.index_line(
            self.versions, self.as_of, self.index(), self.statements, self.statements_from
        )

    def _version_at(self, when: object, place: Callable[[], tuple[str, int]]) -> Index:
        """The index at a moment; a notice about it is reported at a file and line."""
        index = self.versions.at(when)
        if notice := self.versions.notice(when):
            self.context.report.add(Problem(*place(), *notice, level=Level.ADVICE))
        return index

    def _versions(self, name: object) -> IndexVersions:
        """The index that the front matter names, or the site's own."""
        versions = self.context.versions
        if not isinstance(name, str) or name not in versions:
            error = UnknownName("index", name, [n for n in versions if n])
            line = self.front_matter.line_of("osai")
            self._complain_in_front_matter(line, error.what, error.hint)
            return versions[""]
        return versions[name]

    def _number_references(self, rendered: str) -> str:
        """The page with numbers in place of its references to figures."""
        for token, anchor, line in self.references:
            if anchor in self.anchors:
                link = figure_link(self.anchors.index(anchor) + 1, anchor)
            else:
                what = f"no figure of this page has the id {quote(anchor)}"
                link = self._complain_at(line, what, suggestion(anchor, self.anchors))
            plain = strip_html(re.sub(r"^\[(.*)\]\(.*", r"\1", link))
            rendered = rendered.replace(f"{token}osai", link).replace(f"{token}plain", plain)
        return rendered

    def _publish(self, path: str, data: bytes) -> str:
        source = self.context.publish(self.files, path, data)
        self.published.setdefault(encoded(source), set()).add(self.place()[1])
        return self._relative(source)

    def _relative(self, path: str) -> str:
        """The link from the source of the page to a file of the site."""
        folder = posixpath.dirname(self.page.file.src_uri) or "."
        return encoded(posixpath.relpath(path, folder))

    def finish_content(self, html: str) -> str:
        """The HTML of the page without what must not be published, which is reported."""
        if self.statements or mentions(self.source):
            html = without_internal_markup(html, self._complain_of_result)

        def report(kind: str, text: str) -> str:
            return (
                self._complain_of_call(text)
                if kind == "call"
                else self._complain_of_result(kind, text)
            )

        templates = self.context.templates
        shown = templates.in_raw(self.markdown)
        return without_calls(html, report, templates.delimiters, shown)

    def _complain_of_result(self, kind: str, html: str) -> str:
        """Report what a call has printed that would not be shown as it should be."""
        line = None
        if kind == "markup" and (line := line_of_filter(self.source, self.context.templates.env)):
            kind = "filter"
        line = line or line_of_result(kind, html, self.source, self.published)
        return self.context.report.add(Problem(self.path, line, *RESULTS[kind]))

    def _complain_of_call(self, call: str) -> str:
        """Report a call that was not run."""
        line = line_of_call(call, self.source)
        if self.is_other_format:
            why, hint = "because its file is not Markdown", "write it in a page in Markdown"
        elif self.page.meta.get("render_macros") is False:
            why, hint = "because of render_macros: false in the front matter", "remove that line"
        elif not self.is_run:
            why = "because of render_by_default: false in mkdocs.yml"
            hint = "write render_macros: true in the front matter"
        else:
            line, why, hint = why_not_run(call, self.source)
        what = f"{quote(' '.join(call.split()))} is not run, {why}"
        return self.context.report.add(Problem(self.path, line, what, hint))

    def _complain_at_rendered(self, rendered: str) -> Callable[[int, str, str], str]:
        """Reports a problem in a line of the page as the macros plugin has rendered it."""
        lines = SourceLines(self.escaped.markdown, rendered)
        return lambda line, what, hint: self._complain_at(lines.find(line)[0], what, hint)

    def _complain_at(self, line: int, what: str, hint: str) -> str:
        return self._complain_of_source(self._problem_at(line, what, hint))

    def _complain_in_front_matter(self, line: int, what: str, hint: str) -> str:
        return self._complain_of_source(Problem(self.path, line, what, hint))

    def _complain_of_source(self, problem: Problem) -> str:
        self.source_problems.append(problem)
        return self.context.report.add(problem)

    def _problem_at(self, line: int, what: str, hint: str) -> Problem:
        found, elsewhere = self.lines.find(line)
        return Problem(self.path, found, f"{what}{ELSEWHERE * elsewhere}", hint)
