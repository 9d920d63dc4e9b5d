"""The events of a build."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from mkdocs_osai.plugin.build import Build
from mkdocs_osai.plugin.config import OsaiConfig
from mkdocs_osai.plugin.dry_run import DryRun
from mkdocs_osai.plugin.environment_checks import check_port, explain
from mkdocs_osai.plugin.indexes import folders
from mkdocs_osai.plugin.macros_adapter import hide_setup
from mkdocs_osai.plugin.report import Said
from mkdocs_osai.plugin.serve.serve_png import on_request
from mkdocs_osai.plugin.serve.watch import Watch, bell

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer


log = logging.getLogger("mkdocs.plugins.osai")


class OsaiPlugin(BasePlugin[OsaiConfig]):
    """Makes an index the source of every number and figure of a site.

    Its state is the build that runs and the last one that was finished, whose figures readers can
    ask for; what was logged, so that `serve` does not repeat itself; and the watch over the models.
    """

    def __init__(self) -> None:
        self.serving = False
        self.dirty = False
        self.logged: Said = frozenset()
        # matplotlib keeps the fonts that a thread has opened; a server has a thread per request.
        self.png_thread = ThreadPoolExecutor(1, "osai-png")
        self.dry_run: DryRun | None = None
        self.builds = 0
        self.finished: Build | None = None
        self.watch: Watch | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Learn whether an author is looking; a plugin with this event lives through `serve`."""
        self.serving = command == "serve"
        self.dirty = dirty
        self.logged = frozenset()
        hide_setup(of_macros=True)

    @event_priority(-50)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the index and give `osai` to the templates, after the macros plugin is set up."""
        if self.serving and self.watch is None:
            check_port(config.dev_addr.host, config.dev_addr.port)
            self.watch = Watch(folders(self.config, config).values())
        self.builds += 1
        self.build = Build(
            self.config,
            config,
            serving=self.serving,
            logged=self.logged,
            png_thread=self.png_thread,
            dry_run=self.dry_run,
        )
        self.build.prepare()
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add what is made from data, and hold back drafts before the blog counts its posts."""
        self.build.leave_out(files)
        self.build.add_files(files)
        self.build.posts.sort(files)
        if self.dirty:
            self.build.renew(files)
        return files

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> LiveReloadServer:
        """Build anew when models change, and print what is asked for."""
        if self.watch is not None:
            self.watch.start(bell(server, config.docs_dir))
        serve = server.get_app()
        if serve is not None:
            server.set_app(on_request(serve, self._png, lambda: self.builds))
        return server

    def _png(self, path: str) -> bytes | None:
        """The PNG of the site that is shown, or of the one that is built to take its place."""
        try:
            for build in (self.finished, self.build):
                if build is not None and (printed := build.pngs.requested(path)) is not None:
                    return printed
        except Exception as error:  # noqa: BLE001 - whatever stops matplotlib, the server goes on
            log.warning("osai: %s cannot be rendered (%s: %s)", path, type(error).__name__, error)
            return b""
        return None

    def on_shutdown(self) -> None:
        """Look at nothing any more."""
        hide_setup(of_macros=False)
        if self.watch is not None:
            self.watch.stop()

    @event_priority(10)
    def _before_macros(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        return self.build.open_page(markdown, page, files)

    @event_priority(-10)
    def _after_macros(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        return self.build.close_page(markdown)

    on_page_markdown = CombinedEvent(_before_macros, _after_macros)

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Say what is wrong with all pages at once, before anything is published."""
        self.build.finish(files)
        self.logged = self.build.report.said
        return env

    @event_priority(-100)
    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Say on a page that is shown to an author if models are broken, after it was indexed."""
        self.build.banners.show(page)
        return context

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Say the same where a page is missing."""
        missing = template_name == "404.html"
        return self.build.banners.show_missing(output) if missing else output

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Finish a page as readers get it."""
        return self.build.published(output, page)

    @event_priority(100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put the last files on the site, before others look at it, and say what it cost."""
        self.build.close()
        self.finished = self.build if self.serving else None

    @event_priority(-100)
    def on_build_error(self, *, error: Exception) -> None:
        """Leave nothing behind when a build stops, either, and say why a site cannot be written."""
        if hasattr(self, "build"):
            self.build.stop()
            explain(error, self.build.site.site_dir)
