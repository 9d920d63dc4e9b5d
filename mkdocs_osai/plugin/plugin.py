"""The events of a build."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from mkdocs_osai.i18n import ENGLISH, using
from mkdocs_osai.plugin.build import Build
from mkdocs_osai.plugin.config import OsaiConfig
from mkdocs_osai.plugin.content.markdown_cache import MarkdownCache
from mkdocs_osai.plugin.dry_run import DryRun
from mkdocs_osai.plugin.environment_checks import check_port, explain_write_error
from mkdocs_osai.plugin.indexes import index_folders
from mkdocs_osai.plugin.last_site import LastSite
from mkdocs_osai.plugin.macros_adapter import add_macros, hide_setup
from mkdocs_osai.plugin.other_plugins import give_paths, is_another_language, language_of
from mkdocs_osai.plugin.report import LogKey
from mkdocs_osai.plugin.serve import Building, Watch, on_request, rebuild_trigger

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer


log = logging.getLogger("mkdocs.plugins.osai")


class OsaiPlugin(BasePlugin[OsaiConfig]):
    """Makes an index the source of every number and figure of a site.

    For `mkdocs serve` it keeps the running build and the last finished one, whose files a browser
    can request; the HTML of pages that did not change; what was logged, so that it is not
    repeated; and the watch over the models.
    """

    def __init__(self) -> None:
        self.serving = False
        self.deploying = False
        self.dirty = False
        self.logged: frozenset[LogKey] = frozenset()
        # matplotlib caches open fonts per thread, and a server has a thread per request.
        self.png_thread = ThreadPoolExecutor(1, "osai-png")
        self.language = ExitStack()
        self.dry_run: DryRun | None = None
        self.builds = 0
        self.succeeded = False
        self.last_site: LastSite | None = None
        self.building = Building()
        self.markdown = MarkdownCache()
        self.finished: Build | None = None
        self.watch: Watch | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Note the command; MkDocs keeps a plugin with this event for all builds of `serve`."""
        self.serving = command == "serve"
        self.deploying = command == "gh-deploy"
        self.dirty = dirty
        self.logged = frozenset()
        self.last_site = None
        hide_setup(of_macros=True)

    @event_priority(100)
    def _before_macros_is_set_up(self, config: MkDocsConfig) -> MkDocsConfig:
        add_macros(config)
        return config

    @event_priority(-50)
    def _after_macros_is_set_up(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the index and give `osai` to the templates, after the macros plugin is set up."""
        if self.serving and self.watch is None:
            check_port(config.dev_addr.host, config.dev_addr.port)
            self.watch = Watch(index_folders(self.config, config).values())
        self.building.begin()
        self.builds += 1
        self.succeeded = False
        with ExitStack() as language:
            # What commands read of a dry run is in English.
            language.enter_context(using(ENGLISH if self.dry_run else language_of(config)))
            self.build = Build(
                self.config,
                config,
                serving=self.serving,
                logged=self.logged,
                png_thread=self.png_thread,
                dry_run=self.dry_run,
                earlier=self.finished if self.serving else None,
                last_site=self.last_site,
            )
            self.last_site = self.build.last_site
            self.build.prepare()
            self.language = language.pop_all()
        return config

    on_config = CombinedEvent(_before_macros_is_set_up, _after_macros_is_set_up)

    @event_priority(100)  # before the plugin projects builds its parts into the site
    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Keep the last site until this build has succeeded."""
        if not (self.serving or self.dirty or self.dry_run):
            # What is in the folder of the site is deployed before a strict build ends.
            self.build.last_site.set_aside(inside=not self.deploying)

    def _add_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add generated files, and exclude drafts before the blog counts its posts."""
        self.build.remove_unreadable(files)
        self.build.posts.prepare(files)
        if not self.build.adds_files_late:
            self.build.add_files(files)
        if self.dirty:
            self.build.mark_modified(files)
        return files

    @event_priority(-49)
    def _before_the_blog(self, files: Files, *, config: MkDocsConfig) -> Files:
        self.build.posts.exclude_folders(files)
        self.build.posts.show_copies()
        return files

    @event_priority(-51)
    def _after_the_blog(self, files: Files, *, config: MkDocsConfig) -> Files:
        self.build.posts.hide_copies()
        return files

    @event_priority(-1000)
    def _keep_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Keep generated files that a rule for `docs/` has removed."""
        if self.build.adds_files_late:
            self.build.add_files(files)
        self.build.keep_files(files)
        return files

    on_files = CombinedEvent(_add_files, _before_the_blog, _after_the_blog, _keep_files)

    @event_priority(-100)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Take generated pages out of what MkDocs renders, except those in the navigation."""
        self.nav = nav
        self.build.use_template_pages(nav)
        give_paths(config, files)
        return nav

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> LiveReloadServer:
        """Rebuild when models change, and make the files that a browser requests."""
        if self.watch is not None:
            self.watch.start(rebuild_trigger(server, config.docs_dir))
        serve = server.get_app()
        if serve is not None:
            mount = server.mount_path
            server.set_app(on_request(serve, mount, self._make, lambda: self.builds))
        return server

    def _make(self, path: str) -> bool:
        """Write a file that a browser requests, while no build runs."""
        with self.building.finished():
            try:
                return self.finished is not None and self.finished.make(path)
            except Exception as error:  # noqa: BLE001 - the server goes on after any error
                log.warning("osai: %s cannot be made (%s: %s)", path, type(error).__name__, error)
                return False

    def on_shutdown(self) -> None:
        """Stop the watch, and delete or put back the last site."""
        hide_setup(of_macros=False)
        if self.watch is not None:
            self.watch.stop()
        if hasattr(self, "build"):
            self.build.last_site.finish(succeeded=self.succeeded)

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

    @event_priority(-1000)
    def _before_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        if self.serving:
            page.markdown = markdown
            self.markdown.use(page, lambda: len(self.build.report.problems))
        return markdown

    on_page_markdown = CombinedEvent(_before_macros, _after_macros, _before_markdown)

    @event_priority(100)
    def _before_others_read(
        self, html: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Show other plugins the content of pages with links that lead to files."""
        return self.build.content_for_others(html, page, files)

    @event_priority(-1000)
    def _after_others_read(
        self, html: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        self.build.after_others(page)
        return html

    on_page_content = CombinedEvent(_before_others_read, _after_others_read)

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Report the problems of all pages, before anything is published."""
        self.env = env
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

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """List all pages in the sitemap."""
        if template_name == "sitemap.xml":
            context["pages"] = self.build.all_pages()
        return context

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Show the banner on the page for missing pages too."""
        missing = template_name == "404.html"
        return self.build.banners.show_missing(output) if missing else output

    @event_priority(25)  # after social has added its card, before others minify or encrypt
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Finish the HTML of a page."""
        return self.build.finish_html(output, page)

    @event_priority(100)
    def _before_other_plugins(self, *, config: MkDocsConfig) -> None:
        self.build.close()

    @event_priority(-90)  # before the plugin i18n builds the other languages
    def _after_other_plugins(self, *, config: MkDocsConfig) -> None:
        self.build.make_pages(self.nav, self.env)
        self.language.close()
        self.finished = self.build if self.serving else None
        self.building.end()

    @event_priority(-1000)
    def _at_the_end(self, *, config: MkDocsConfig) -> None:
        if is_another_language(config):
            return
        self.succeeded = True
        if not config.strict:  # a strict build can still fail
            self.build.last_site.finish(succeeded=True)

    on_post_build = CombinedEvent(_before_other_plugins, _after_other_plugins, _at_the_end)

    @event_priority(-100)
    def on_build_error(self, *, error: Exception) -> None:
        """Clean up, and explain why a site cannot be written."""
        self.building.end()
        self.language.close()
        self.succeeded = False
        if hasattr(self, "build"):
            self.build.stop()
            self.build.last_site.finish(succeeded=False)
            explain_write_error(error, self.build.site.site_dir)
