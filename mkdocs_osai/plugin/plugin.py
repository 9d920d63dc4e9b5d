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

from mkdocs_osai.plugin.build import Build, index_folders
from mkdocs_osai.plugin.config import OsaiConfig
from mkdocs_osai.plugin.dry_run import DryRun
from mkdocs_osai.plugin.environment_checks import check_port, explain_write_error
from mkdocs_osai.plugin.macros_adapter import hide_setup
from mkdocs_osai.plugin.report import LogKey
from mkdocs_osai.plugin.serve import Watch, on_request, rebuild_trigger

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer


log = logging.getLogger("mkdocs.plugins.osai")


class OsaiPlugin(BasePlugin[OsaiConfig]):
    """Makes an index the source of every number and figure of a site.

    It keeps the running build and the last finished one, whose PNGs a browser can request; what
    was logged, so that `serve` does not repeat it; and the watch over the models.
    """

    def __init__(self) -> None:
        self.serving = False
        self.dirty = False
        self.logged: frozenset[LogKey] = frozenset()
        # matplotlib caches open fonts per thread, and a server has a thread per request.
        self.png_thread = ThreadPoolExecutor(1, "osai-png")
        self.dry_run: DryRun | None = None
        self.builds = 0
        self.finished: Build | None = None
        self.watch: Watch | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Note the command; MkDocs keeps a plugin with this event for all builds of `serve`."""
        self.serving = command == "serve"
        self.dirty = dirty
        self.logged = frozenset()
        hide_setup(of_macros=True)

    @event_priority(-50)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the index and give `osai` to the templates, after the macros plugin is set up."""
        if self.serving and self.watch is None:
            check_port(config.dev_addr.host, config.dev_addr.port)
            self.watch = Watch(index_folders(self.config, config).values())
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
        """Add generated files, and exclude drafts before the blog counts its posts."""
        self.build.remove_unreadable(files)
        self.build.add_files(files)
        self.build.posts.prepare(files)
        if self.dirty:
            self.build.mark_modified(files)
        return files

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> LiveReloadServer:
        """Rebuild when models change, and render the PNGs that a browser requests."""
        if self.watch is not None:
            self.watch.start(rebuild_trigger(server, config.docs_dir))
        serve = server.get_app()
        if serve is not None:
            server.set_app(on_request(serve, self._png, lambda: self.builds))
        return server

    def _png(self, path: str) -> bytes | None:
        """A PNG of the site that is shown, or of the one that is being built."""
        try:
            for build in (self.finished, self.build):
                if build is not None and (png := build.pngs.requested(path)) is not None:
                    return png
        except Exception as error:  # noqa: BLE001 - the server goes on after any error of matplotlib
            log.warning("osai: %s cannot be rendered (%s: %s)", path, type(error).__name__, error)
            return b""
        return None

    def on_shutdown(self) -> None:
        """Stop the watch."""
        hide_setup(of_macros=False)
        if self.watch is not None:
            self.watch.stop()

    @event_priority(10)
    def _before_macros(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        return self.build.before_macros(markdown, page, files)

    @event_priority(-10)
    def _after_macros(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        return self.build.after_macros(markdown)

    on_page_markdown = CombinedEvent(_before_macros, _after_macros)

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Report the problems of all pages, before anything is published."""
        self.build.finish(files)
        self.logged = frozenset(self.build.report.logged)
        return env

    @event_priority(-100)
    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Show authors a banner if models have errors, after the search has indexed the page."""
        self.build.banners.show(page)
        return context

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Show the banner on the page for missing pages too."""
        missing = template_name == "404.html"
        return self.build.banners.show_missing(output) if missing else output

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Finish the HTML of a page."""
        return self.build.finish_html(output, page)

    @event_priority(100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the remaining PNGs before other plugins read the site, and log the cost."""
        self.build.close()
        self.finished = self.build if self.serving else None

    @event_priority(-100)
    def on_build_error(self, *, error: Exception) -> None:
        """Clean up, and explain why a site cannot be written."""
        if hasattr(self, "build"):
            self.build.stop()
            explain_write_error(error, self.build.site.site_dir)
