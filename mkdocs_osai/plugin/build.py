"""One build of a site: from its configuration to the last page."""

from __future__ import annotations

import logging
import os
import posixpath
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from importlib.resources import files as resources
from pathlib import Path
from urllib.parse import quote as in_address
from urllib.parse import urljoin, urlsplit

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from mkdocs_osai import macros
from mkdocs_osai.cache import Cache
from mkdocs_osai.history import IndexVersions
from mkdocs_osai.index import Model
from mkdocs_osai.macros import Osai
from mkdocs_osai.macros.figure import FigureRenderer, themes
from mkdocs_osai.macros.png_queue import PngQueue
from mkdocs_osai.plugin.banner import Banners
from mkdocs_osai.plugin.config import OsaiConfig
from mkdocs_osai.plugin.content.evidence_pages import EvidencePages
from mkdocs_osai.plugin.content.front_matter import keep_titles_text
from mkdocs_osai.plugin.content.generated_pages import GeneratedPages
from mkdocs_osai.plugin.content.markdown import SiteMarkdown, with_tooltips
from mkdocs_osai.plugin.content.posts import Posts
from mkdocs_osai.plugin.content.social_cards import SocialCards
from mkdocs_osai.plugin.dry_run import DryRun, StopBuild
from mkdocs_osai.plugin.environment_checks import check_clock, follow, why_unreadable
from mkdocs_osai.plugin.indexes import folders, read_indexes
from mkdocs_osai.plugin.macros_adapter import MacrosAdapter
from mkdocs_osai.plugin.page import BuildContext, PageRenderer
from mkdocs_osai.plugin.report import Report, Said
from mkdocs_osai.plugin.spending import Spending, in_words
from mkdocs_osai.problems import Level, OsaiError, Problem, quote
from mkdocs_osai.sanitize import markdown_address

STYLE = "osai/osai.css"
SCRIPT = "osai/osai.js"
CACHE = ".cache/osai"
"""Beside mkdocs.yml; it can be deleted at any time."""

log = logging.getLogger("mkdocs.plugins.osai")


class Build:
    """What is known while one site is built; a new build makes a new one.

    Args:
        options: the options of the plugin.
        site: the configuration of the site, with the macros plugin set up.
        serving: whether an author is looking.
        logged: what the last build of this `mkdocs serve` has logged.
        png_thread: renders the PNGs that a browser asks for, one at a time.
        dry_run: who only listens to what the pages say; None to publish them.

    Raises:
        PluginError: the site lacks what nothing can be done without.
    """

    def __init__(  # noqa: PLR0913 - what a build depends on
        self,
        options: OsaiConfig,
        site: MkDocsConfig,
        *,
        serving: bool,
        logged: Said,
        png_thread: Executor,
        dry_run: DryRun | None = None,
    ) -> None:
        check_clock()
        self.spending = Spending()
        self.spending.begin()
        self.site = site
        self.dry_run = dry_run
        # What is strict counts warnings, so each has to be logged again.
        before = logged if serving and not site.strict else frozenset()
        self.report = Report(serving, options.on_error == "fail", before)
        self.folder = Path(site.config_file_path).parent / options.models_dir
        self.posts = Posts(site, self.report, self.path)
        cache = Cache(Path(site.config_file_path).parent / CACHE)
        on_request = serving or dry_run is not None
        self.pngs = PngQueue(cache, on_request=on_request, thread=png_thread)
        self.templates = MacrosAdapter(site, self._undefined, self._current)
        versions = read_indexes(folders(options, site), cache, dry_run, self.report)
        own = self._own(versions) if options.pages and dry_run is None else None
        self.pages = GeneratedPages(site, own, self._improve)
        pngs = None if serving or dry_run else self.pngs
        self.cards = SocialCards(site, enabled=options.cards, pngs=pngs)
        if own is not None:
            self.cards.of_models(own.present, self.pages.where)
        self.evidence_pages = EvidencePages(site, self._address)
        self.renderer = FigureRenderer(themes(site.theme.get("palette")), self.pngs)
        self.context = BuildContext(
            versions=versions,
            templates=self.templates,
            renderer=None if dry_run else self.renderer,
            report=self.report,
            evidence_pages=self.evidence_pages,
            cards=self.cards,
            address=self._mentioned,
            publish=self._publish,
            path=self.path,
            with_page=self._with_page,
        )
        self.banners = Banners(serving, versions[""])
        self.here: PageRenderer | None = None
        self.files = Files([])
        self.replaying: macros.PageContext | None = None
        self.spending.end()

    def prepare(self) -> None:
        """Give the site what pages with figures need."""
        self.templates.register("osai", Osai(self._current))
        root = urlsplit(self.site.site_url or "/").path or "/"
        for extension in ("attr_list", "md_in_html", SiteMarkdown(root, self._unresolved)):
            if extension not in self.site.markdown_extensions:
                self.site.markdown_extensions.append(extension)  # type: ignore[arg-type]
        self.site.extra_css.append(STYLE)
        if self.pages.made:
            script = ExtraScriptValue(SCRIPT)
            script.defer = True
            self.site.extra_javascript.append(script)

    def leave_out(self, files: Files) -> None:
        """Take pages off the site that cannot be read, and say so."""
        level = InclusionLevel.is_in_serve if self.report.serving else InclusionLevel.is_included
        for file in files.documentation_pages(inclusion=level):
            why = why_unreadable(file)
            if why is not None:
                files.remove(file)
                what = f"the page cannot be read ({why}), and is left out"
                self.report.add(Problem(self.path(file), 1, what, "save it anew, as UTF-8"))

    def add_files(self, files: Files) -> None:
        """Put the style sheet, the pages made from data and their script on the site."""
        assets = resources("mkdocs_osai.plugin").joinpath("assets")
        sheets = sorted(f.name for f in assets.iterdir() if f.name.endswith(".css"))
        style = "\n".join(assets.joinpath(name).read_text("utf-8") for name in sheets)
        files.append(File.generated(self.site, STYLE, content=style))
        if self.pages.made:
            script = assets.joinpath("osai.js").read_text("utf-8")
            files.append(File.generated(self.site, SCRIPT, content=script))
        if self.dry_run is None:
            self.pages.add(files)

    def renew(self, files: Files) -> None:
        """In a dirty build, take pages with templates for modified when the index is."""
        try:
            changed = max(entry.stat().st_mtime for entry in os.scandir(self.folder))
        except (OSError, ValueError):
            return
        for file in files.documentation_pages():
            if self.templates.opens_in(file.content_string):
                follow(file, changed)

    def open_page(self, markdown: str, page: Page, files: Files) -> str:
        """Make a page ready for the macros plugin."""
        self.spending.begin()
        self.here = PageRenderer(self.context, markdown, page, files)
        return self.here.opened()

    def close_page(self, markdown: str) -> str:
        """Finish the page that the macros plugin has rendered."""
        finished = self._open.closed(markdown)
        if self._open.counts:
            self.banners.counting[self._open.page.file.src_uri] = self._open.versions
        if self.dry_run is not None:
            self.dry_run.hear(self._open)
        self.spending.end()
        return finished

    def finish(self, files: Files) -> None:
        """Make the pages of evidence, now that all others are rendered, and say what is wrong.

        Raises:
            PluginError: the build is to fail, and there are errors.
            Heard: nothing is to be published.
        """
        if self.dry_run is not None:
            self.dry_run.problems = self.report.problems
            raise StopBuild
        self.files = files
        with self.spending.counted():
            self._finish(files)

    def _finish(self, files: Files) -> None:
        self.evidence_pages.make(files)
        keep_titles_text(files)
        self.pages.fill(files)
        self.report.close()
        self.banners.counting.update(dict.fromkeys(self.pages.made, self.context.versions[""]))
        self.banners.counting.update(self.evidence_pages.counting())
        self.cards.make(files)

    def published(self, html: str, page: Page) -> str:
        """A page as readers and other sites get it."""
        with self.spending.counted():
            html = with_tooltips(self.pages.resolve(html, page, self.files), page.url)
            return self.cards.head(html, page)

    def close(self) -> None:
        """Put the last PNGs on the site, and say what it cost."""
        with self.spending.counted():
            for path, png in self.pngs.rest():
                file = self.files.get_file_from_path(path)
                place = None if file is None else Path(file.abs_dest_path)
                if file and place and not file.content_bytes and place.exists():
                    place.write_bytes(png)  # it is empty so far, and no file of the author's
        self.stop()
        figures, pngs = len(self.renderer.names), self.pngs.rendered
        told = in_words(self.context.versions, figures, pngs, self.spending.seconds)
        log.info("osai: %s", told)

    def stop(self) -> None:
        """Leave nothing behind, whether the build is done or not."""
        self.pngs.close()
        self.posts.close()

    def path(self, file: File) -> str:
        """A page's source, as messages name it."""
        return os.path.relpath(Path(self.site.docs_dir) / file.src_uri)

    def _current(self) -> macros.PageContext:
        """Whom the macros ask."""
        return self.replaying or self._open

    @property
    def _open(self) -> PageRenderer:
        if self.here is None:
            raise RuntimeError("no page is being rendered")
        return self.here

    def _address(self, model: Model) -> str | None:
        """Where readers find a model: its page, or else the first of its own addresses."""
        own = markdown_address(model.links[0]) if model.links else None
        return self.pages.where.model(model) or own

    def _mentioned(self, model: Model, page: Page) -> str | None:
        self.pages.mention(model, page)
        return self._address(model)

    def _own(self, versions: Mapping[str, IndexVersions]) -> IndexVersions | None:
        """The index of the site, if there is one."""
        try:
            versions[""].present  # noqa: B018 - it is read here
        except OsaiError:
            return None
        return versions[""]

    def _improve(self, model: Model) -> str | None:
        """Where the file of a model can be changed: beside the docs, in the site's repository."""
        site = self.site
        if not (site.repo_url and site.edit_uri):
            return None
        file = os.path.relpath(model.path, site.docs_dir).replace(os.sep, "/")
        docs = urlsplit(urljoin(site.repo_url.rstrip("/") + "/", site.edit_uri))
        return docs._replace(path=posixpath.normpath(f"{docs.path}/{in_address(file)}")).geturl()

    def _with_page(self, page: macros.PageContext, render: Callable[[], str]) -> str:
        self.replaying = page
        try:
            return render()
        finally:
            self.replaying = None

    def _publish(self, files: Files, path: str, data: bytes) -> None:
        if files.get_file_from_path(path) is None:
            files.append(File.generated(self.site, path, content=data))

    def _undefined(self, what: str, hint: str) -> str:
        return self._current().complain(what, hint)

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
