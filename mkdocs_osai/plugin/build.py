"""One build of a site: from its configuration to the last page."""

from __future__ import annotations

import logging
import math
import os
import posixpath
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file

from mkdocs_osai import macros
from mkdocs_osai.cache import Cache
from mkdocs_osai.history import IndexVersions
from mkdocs_osai.index import Model
from mkdocs_osai.macros import Osai
from mkdocs_osai.macros.byline import dates_once
from mkdocs_osai.macros.figure import FigureRenderer, themes
from mkdocs_osai.macros.png_queue import PngQueue
from mkdocs_osai.macros.templates.escaped_pages import EscapedPages
from mkdocs_osai.plugin.banner import Banners
from mkdocs_osai.plugin.config import OsaiConfig, site_settings
from mkdocs_osai.plugin.content.assets import Assets
from mkdocs_osai.plugin.content.calls_in_settings import without_calls_in_site
from mkdocs_osai.plugin.content.evidence_pages import EvidencePages
from mkdocs_osai.plugin.content.front_matter import Posts, keep_titles_text
from mkdocs_osai.plugin.content.generated_file import (
    GeneratedFile,
    PageFile,
    SiteFiles,
    generated_files,
)
from mkdocs_osai.plugin.content.generated_pages import GeneratedPages
from mkdocs_osai.plugin.content.markdown import SiteMarkdown
from mkdocs_osai.plugin.content.search import add_to_search
from mkdocs_osai.plugin.content.social_cards import SocialCards
from mkdocs_osai.plugin.content.templated_page import TemplatedPage
from mkdocs_osai.plugin.content.templated_pages import TemplatedPages, is_template, set_anchors
from mkdocs_osai.plugin.dry_run import DryRun, StopBuild
from mkdocs_osai.plugin.environment_checks import (
    check_clock,
    mark_modified,
    why_unreadable,
)
from mkdocs_osai.plugin.indexes import cost, exists, index_folders, read_indexes
from mkdocs_osai.plugin.last_site import LastSite
from mkdocs_osai.plugin.macros_adapter import MacrosAdapter
from mkdocs_osai.plugin.other_plugins import (
    assembles,
    finish_assembled,
    give_paths,
    image_class,
    is_another_language,
    needs_paths,
    show_to_feed,
    source_path,
    tell_htmlproofer,
    without_links_in_titles,
    write_sources,
)
from mkdocs_osai.plugin.page import BuildContext, PageRenderer
from mkdocs_osai.plugin.report import LogKey, Report
from mkdocs_osai.problems import Level, Problem, quote
from mkdocs_osai.sanitize import markdown_address
from mkdocs_osai.website.generated import Generated, KeptContents, generate
from mkdocs_osai.website.page_html import with_tooltips

CACHE = ".cache/osai"
"""The folder of the cache, next to mkdocs.yml; it can be deleted at any time."""

log = logging.getLogger("mkdocs.plugins.osai")


class Build:
    """The state of one build of a site.

    Args:
        options: the options of the plugin.
        site: the configuration of the site, with the macros plugin set up.
        serving: whether this is `mkdocs serve`.
        logged: what the last build of this `mkdocs serve` has logged.
        png_thread: renders the PNGs that a browser requests, one at a time.
        dry_run: records what the pages state; None to publish them.
        earlier: the last build of this `mkdocs serve`; what has not changed is taken from it.
        last_site: the site before the first build of this command; None in the first build.

    Raises:
        PluginError: the site cannot be built.
    """

    context: BuildContext
    pages: GeneratedPages
    escaped_pages: EscapedPages
    renderer: FigureRenderer

    def __init__(  # noqa: PLR0913 - what a build depends on
        self,
        options: OsaiConfig,
        site: MkDocsConfig,
        *,
        serving: bool,
        logged: frozenset[LogKey],
        png_thread: Executor,
        dry_run: DryRun | None = None,
        earlier: Build | None = None,
        last_site: LastSite | None = None,
    ) -> None:
        check_clock()
        self.seconds = 0.0
        self._started = time.perf_counter()
        self.site = site
        self.dry_run = dry_run
        self.again = is_another_language(site)
        self.adds_files_late = needs_paths(site)
        # A strict build counts warnings, so each must be logged again.
        before = logged if serving and not site.strict else frozenset()
        self.report = Report(serving, options.on_error == "fail", before)
        self.nouns = options.nouns
        self.site_files = SiteFiles(site, serving=serving)
        self.folder = Path(site.config_file_path).parent / options.models_dir
        self.posts = Posts(site, self.report, self.path)
        folder = Path(site.config_file_path).parent / CACHE
        cache = Cache(folder)
        self.last_site = last_site or LastSite(site.site_dir, folder)
        self.write = None if serving else self.last_site.write
        on_request = serving or dry_run is not None
        self.pngs = PngQueue(cache, on_request=on_request, thread=png_thread)
        self.templates = MacrosAdapter(
            site,
            self._undefined,
            self._current_page,
            self._is_concerned,
        )
        without_calls_in_site(site, self.templates.delimiters, self._complain_of_site)
        versions = read_indexes(
            index_folders(options, site),
            cache,
            dry_run,
            self.report,
            earlier.context.versions if earlier else {},
        )
        own = versions[""] if options.pages and dry_run is None and exists(versions[""]) else None
        generated = earlier.pages.generated if earlier else Generated()
        if own is not None:
            generated = generate(site_settings(site), own, generated, cache)
            for problem in generated.problems:
                self.report.add(problem)
        self.pages = self._generated_pages(own, generated, cache)
        self.assets = Assets(site, pages=bool(self.pages.pages))
        pngs = None if dry_run else self.pngs
        self.cards = SocialCards(site, enabled=options.cards, pngs=pngs, publish=self._publish)
        if own is not None:
            self.cards.add_models(own.present, self.pages.urls)
        self.evidence_pages = EvidencePages(
            site, self._address, self.site_files.find, self._publish_page
        )
        self.escaped_pages = EscapedPages(earlier.escaped_pages if earlier else None)
        kept = earlier.renderer.rendered if earlier else {}
        self.renderer = FigureRenderer(
            themes(site.theme.get("palette")),
            self.pngs,
            image_class(site),
            earlier=kept if serving else None,
        )
        self.context = BuildContext(
            site=site,
            versions=versions,
            templates=self.templates,
            escaped_pages=self.escaped_pages,
            renderer=None if dry_run else self.renderer,
            report=self.report,
            evidence_pages=self.evidence_pages,
            cards=self.cards,
            address=self._mention,
            urls=self.pages.urls,
            publish=self._publish,
            path=self.path,
            with_page=self._with_page,
        )
        self.banners = Banners(serving, versions[""])
        self.templated = TemplatedPages(site, self._finish, self.banners.above)
        self.templates_wanted = options.page_rendering == "auto"
        self.page: PageRenderer | None = None
        self.files = Files([])
        self.concerned: set[str] = set()
        self.rendered: dict[str, PageRenderer] = {}
        self.on_request: dict[str, GeneratedFile] = {}
        self._of_first_language = earlier.on_request if self.again and earlier else {}
        self._markdown: str | None = None
        self.recording_page: macros.PageContext | None = None
        self._count_time()

    def prepare(self) -> None:
        """Add the `osai` object, Markdown extensions, style sheet and scripts to the site."""
        self.templates.register("osai", Osai(self._current_page, self.nouns))
        root = f"{urlsplit(self.site.site_url or '').path.rstrip('/')}/"
        extensions = self.site.markdown_extensions
        extensions[:] = [one for one in extensions if not isinstance(one, SiteMarkdown)]
        for extension in ("attr_list", "md_in_html", SiteMarkdown(root, self._unresolved)):
            if extension not in extensions:
                extensions.append(extension)  # type: ignore[arg-type]
        self.assets.load()

    def remove_unreadable(self, files: Files) -> None:
        """Remove pages that cannot be read from the site, and report them."""
        level = InclusionLevel.is_in_serve if self.report.serving else InclusionLevel.is_included
        for file in files.documentation_pages(inclusion=level):
            why = why_unreadable(file)
            if why is not None:
                files.remove(file)
                what = f"the page cannot be read ({why}), and is left out"
                self.report.add(Problem(self.path(file), 1, what, "save it again as UTF-8"))

    def add_files(self, files: Files) -> None:
        """Add the style sheet, the scripts and the generated pages to the site."""
        self.assets.add(files)
        self.site_files.note_users(files)
        if self.dry_run is None:
            self.pages.add(files, self.write)

    def keep_files(self, files: Files) -> None:
        """Keep the generated files, whatever rules the author has for those of `docs/`."""
        self.site_files.note_users(files)
        self.pages.keep(files)
        self.pages.place_in_nav()
        for file in self.assets.files:
            if files.get_file_from_path(file.src_uri) is None:
                files.append(file)

    def use_template_pages(self, nav: Navigation) -> None:
        """Take generated pages that are not in the navigation out of what MkDocs renders."""
        if self.again:
            wanted = [*self.pages.templated.values()]
        else:
            wanted = self.pages.not_in(nav) if self.templates_wanted else []
        for page in wanted:
            self.templated.add(page)
        left = (page for page in self.pages.templated.values() if not page.file.templated)
        write_sources(self.site, left, Path(self.site.config_file_path).parent / CACHE / "pages")

    def mark_modified(self, files: Files) -> None:
        """In a dirty build, treat pages with templates as modified if the index is, and all posts.

        The lists of posts are rendered in each build, and their excerpts come from the posts.
        """
        try:
            changed = max(entry.stat().st_mtime for entry in os.scandir(self.folder))
        except (OSError, ValueError):
            changed = 0
        for file in files.documentation_pages():
            if self.posts.has(file):
                mark_modified(file, math.inf)
            elif self.templates.opens_in(file.content_string):
                mark_modified(file, changed)

    def before_macros(self, markdown: str, page: Page, files: Files) -> str:
        """Prepare a page for the macros plugin."""
        self._started = time.perf_counter()
        self.page = PageRenderer(self.context, markdown, page, files)
        self.rendered[page.file.src_uri] = self.page
        if self.page.concerned:
            self.concerned.add(page.file.src_uri)
        return self.page.before_macros()

    def after_macros(self, markdown: str) -> str:
        """Finish the page that the macros plugin has rendered."""
        page = self._rendered_page
        finished = page.after_macros(markdown)
        self.cards.replace_others(page.page)
        if page.uses_present:
            self.banners.pages[page.page.file.src_uri] = page.versions
        if self.dry_run is not None:
            self.dry_run.record(page)
        self._count_time()
        return finished

    def content_for_others(self, html: str, page: Page, files: Files) -> str:
        """The content of a page, for plugins that read it before all pages are read.

        Those that put pages together get that of a page from data; others get an element, because
        some cannot read a page without any.
        """
        if isinstance(page.file, PageFile) and not html.strip():
            from mkdocs_osai.views.pages import OtherPages

            generated = self.pages.pages.get(page.file.src_uri)
            html = "<p></p>"
            if generated is not None and assembles(self.site):
                html = generated.body(OtherPages())
        html = self.pages.with_links(html, page, files)
        self._markdown = show_to_feed(self.site, page, html)
        return html

    def after_others(self, page: Page) -> None:
        """Give a page its Markdown back, now that other plugins have read it."""
        page.markdown = self._markdown or page.markdown

    def finish(self, files: Files) -> None:
        """Report problems, and make the content of pages from data, now that all others are read.

        Raises:
            PluginError: there are errors, and the build must fail.
            StopBuild: this is a dry run.
        """
        if self.dry_run is not None:
            self.dry_run.problems = self.report.problems
            raise StopBuild
        self.files = files
        with self._timed():
            for page in self.rendered.values():
                if page.page.content:
                    page.page.content = page.finish_content(page.page.content)
            keep_titles_text(files, self.concerned)
            without_links_in_titles(files)
            self.pages.fill()
            self.evidence_pages.fill()
            tell_htmlproofer(self.site, files, self.templated.pages.values())
            if not (self.report.serving or self.again) and (drafts := self.posts.left_out()):
                log.info("osai: %s", drafts)
            self.report.finish()
            self.banners.pages.update(dict.fromkeys(self.pages.pages, self.context.versions[""]))
            self.banners.pages.update(self.evidence_pages.of_present())
            self.cards.make(files)
            set_anchors(files, self.pages.templated)

    def _generated_pages(
        self, own: IndexVersions | None, generated: Generated, cache: Cache
    ) -> GeneratedPages:
        """The pages from data; none without an index."""
        if own is None:
            return GeneratedPages(self.site, Generated(), self.site_files)
        from mkdocs_osai.plugin.moved_pages import MovedPages

        path = str(self.site.config_file_path)
        kept = None if self.report.serving else KeptContents(cache, path, generated)
        moved = MovedPages(own, self._posts, cache, path)
        return GeneratedPages(self.site, generated, self.site_files, kept, moved.by_month)

    def _posts(self) -> list[PageRenderer]:
        """The posts whose numbers are those of the present index; all pages if there are none."""
        own = self.context.versions[""]
        present = [
            page
            for page in self.rendered.values()
            if page.as_of is None
            and page.versions is own
            and any(located.kind != "nothing" for located in page.statements)
        ]
        return [page for page in present if self.posts.has(page.page.file)] or present

    def all_pages(self) -> list[File]:
        """The pages of the site, in the order of its files, those from templates included."""
        return [
            file
            for file in self.files
            if (file.is_documentation_page() or file.src_uri in self.templated.pages)
            and file.inclusion.is_included()
        ]

    def finish_html(self, html: str, page: Page) -> str:
        """The final HTML of a page."""
        if is_template(page):
            return html  # it is finished for each page that is made from it
        with self._timed():
            return self._finish(html, page)

    def _finish(self, html: str, page: Page) -> str:
        html = with_tooltips(dates_once(self.pages.resolve(html, page, self.files)), page.url)
        return self.cards.head(html, page)

    def close(self) -> None:
        """Write the remaining PNGs, and give the search the entries of generated pages."""
        with self._timed():
            for path, png in self.pngs.rest():
                file = self.files.get_file_from_path(path)
                target = None if file is None else Path(file.abs_dest_path)
                if file and target and not file.content_bytes and target.exists():
                    target.write_bytes(png)  # an empty placeholder, not a file of the author
            add_to_search(self.site, self.pages.searched())

    def make_pages(self, nav: Navigation, env: Environment) -> None:
        """Make the pages from templates, or prepare to, and log the cost of the build.

        Args:
            nav: the navigation of the site.
            env: the templates of its theme.
        """
        with self._timed():
            self.templated.choose_renderers(self.files, nav, env)
            if self.write is None:
                self.on_request = {**generated_files(self.files), **self._of_first_language}
                for file in self.on_request.values():  # --dirty keeps those of the last build
                    Path(file.abs_dest_path).unlink(missing_ok=True)
            else:
                self.templated.write(self.write, only_new=self.again)
                if self.pages.kept is not None:
                    self.pages.kept.save()
            finish_assembled(self.site, self.files, self.finish_html)
        self.stop()
        figures, pngs = len(self.renderer.names), self.pngs.rendered
        log.info("osai: %s", cost(self.context.versions, figures, pngs, self.seconds))

    def make(self, path: str) -> bool:
        """Write a file that a browser requests; returns whether it was not there yet.

        Args:
            path: the path of the request, below the address of the site.
        """
        path = posixpath.normpath(f"{path}index.html" if path.endswith("/") else path)
        for name in (path, f"{path}/index.html"):
            file = self.on_request.get(name)
            if file is not None and not Path(file.abs_dest_path).exists():
                write_file(file.make(), file.abs_dest_path)
                return True
        return False

    def stop(self) -> None:
        """Delete temporary files and stop rendering, even when a build fails."""
        self.pngs.close()
        self.posts.close()

    def _count_time(self) -> None:
        self.seconds += time.perf_counter() - self._started

    @contextmanager
    def _timed(self) -> Iterator[None]:
        """Count the time of a block as time of the plugin."""
        self._started = time.perf_counter()
        try:
            yield
        finally:
            self._count_time()

    def path(self, file: File) -> str:
        """The path of a page's source, for messages."""
        path = source_path(self.site, file)
        if path.exists():
            return os.path.relpath(path)
        real = Path(file.abs_src_path or "")
        if real.is_file() and real.is_relative_to(Path(self.site.config_file_path).parent):
            return os.path.relpath(real)
        return f"{os.path.relpath(path)} (made by a plugin)"

    def _current_page(self) -> macros.PageContext:
        return self.recording_page or self._rendered_page

    @property
    def _rendered_page(self) -> PageRenderer:
        if self.page is None:
            raise RuntimeError("no page is being rendered")
        return self.page

    def _is_concerned(self, name: str) -> bool:
        return self._rendered_page.is_concerned(name)

    def _address(self, model: Model) -> str | None:
        """The address of a model for readers: its page, or else the first of its own links."""
        own = markdown_address(model.links[0]) if model.links else None
        return self.pages.urls.model(model) or own

    def _mention(self, model: Model, page: Page) -> str | None:
        self.pages.mention(model, page)
        return self._address(model)

    def _with_page(self, page: macros.PageContext, render: Callable[[], str]) -> str:
        self.recording_page = page
        try:
            return render()
        finally:
            self.recording_page = None

    def _publish(self, files: Files, path: str, data: bytes) -> str:
        """Add a file to the site; an empty PNG is rendered later: on request, or at the end.

        Returns:
            the source of the file: another one if a page of the user is in its place.
        """
        found = self.site_files.find(files, path)
        if found is not None:
            return found.src_uri
        make = partial(self._requested, path, data) if self.report.serving else lambda: data
        file = GeneratedFile.of(self.site, path, make, self.write)
        give_paths(self.site, [file])
        files.append(file)
        return path

    def _requested(self, path: str, data: bytes) -> bytes:
        return data or self.pngs.requested(path) or b""

    def _publish_page(self, files: Files, page: TemplatedPage) -> None:
        give_paths(self.site, [page.file])
        files.append(page.file)
        if self.templates_wanted:
            self.templated.add(page)
        else:
            Page(None, page.file, self.site)

    def _complain_of_site(self, line: int, what: str, hint: str) -> str:
        """Report a problem in mkdocs.yml; returns a text for any place."""
        path = os.path.relpath(self.site.config_file_path)
        self.report.add(Problem(path, line, what, hint))
        return "—"

    def _undefined(self, what: str, hint: str) -> str:
        return self._current_page().complain(what, hint)

    def _unresolved(self, file: File, link: str) -> None:
        source = file.content_string
        self.report.add(
            Problem(
                self.path(file),
                source[: max(source.find(link), 0)].count("\n") + 1,
                f"the link {quote(link)} leads to nothing on this site",
                "link a file of docs/, or write the whole address",
                level=Level.WARNING,
            )
        )
