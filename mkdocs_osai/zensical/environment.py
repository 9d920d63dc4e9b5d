"""What Zensical loads: the object `osai` for its macros, and an extension of its templates."""

from __future__ import annotations

from collections.abc import Callable
from threading import local
from typing import Any

from jinja2 import Environment, Template
from jinja2.ext import Extension

from mkdocs_osai.i18n import ENGLISH, using
from mkdocs_osai.macros import Osai, PageContext
from mkdocs_osai.macros.inline_html import printing
from mkdocs_osai.macros.page_number import use_filters
from mkdocs_osai.macros.plain_text import FILTER, plain_filter
from mkdocs_osai.macros.templates.escaping import escape_templates
from mkdocs_osai.zensical.page import MacrosEnv, ZensicalPage

_here = local()
"""What a thread of Zensical renders: `page`; `other`, the page that records what it would state
from another index, or None; and `names`, which its templates can use."""


class Templates(Extension):
    """Adds the basis to numbers, and escapes `<<` in code.

    Without this extension, numbers are plain text, and code may break a page.
    """

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        environment.finalize = printing(_current)
        environment.template_class = _PageTemplate
        use_filters(environment.filters)
        environment.filters[FILTER] = plain_filter(_current)
        self.escaping = False

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Escape each delimiter that starts no template."""
        page: ZensicalPage | None = getattr(_here, "page", None)
        if page is None or name is not None or filename is not None or self.escaping:
            return source
        env = self.environment
        self.escaping = True  # the escaping parses parts of the page with the same environment
        try:
            known = {*env.globals, *_here.names}
            return escape_templates(source, env, known, page.complain_at).in_template(env)
        finally:
            self.escaping = False


def define_env(env: MacrosEnv) -> None:
    """Define `osai` for a page; Zensical calls this for every page.

    MkDocs, which may use the same mkdocs.yml, gets it from the plugin.
    """
    if not isinstance(env.conf, dict):
        return
    page = ZensicalPage(env, _with_page)
    _here.page, _here.names = page, {*env.variables, *(env.page.meta if env.page else ())}
    _here.other = None
    env.macro(Osai(lambda: _here.other or page), "osai")


def _current() -> PageContext:
    page: PageContext = _here.other or _here.page
    return page


def _with_page(other: PageContext, render: Callable[[], str]) -> str:
    _here.other = other
    try:
        return render()
    finally:
        _here.other = None


class _PageTemplate(Template):
    """A template whose result gets the lines under its title, if it is that of a page."""

    def render(self, *args: Any, **variables: Any) -> str:
        """The result."""
        page: ZensicalPage | None = getattr(_here, "page", None)
        with using(page.language if page else ENGLISH):
            return self._finished(page, *args, **variables)

    def _finished(self, page: ZensicalPage | None, /, *args: Any, **variables: Any) -> str:
        text = super().render(*args, **variables)
        if self.filename not in (None, "<template>") or page is None or page.finished:
            return text
        page.finished = True  # the title of the page, which is rendered next, is no page

        def again() -> str:
            return Template.render(self, *args, **variables)

        return page.finish(text, again)
