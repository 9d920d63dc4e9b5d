"""The macros plugin, as far as this one builds on it."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from jinja2 import Environment, Undefined
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page

from mkdocs_osai import macros
from mkdocs_osai.macros.inline_html import printing
from mkdocs_osai.macros.page_number import use_filters

LINES = """\
plugins:
  - search
  - macros:
      j2_variable_start_string: '<<'
      j2_variable_end_string: '>>'
      j2_block_start_string: '<%'
      j2_block_end_string: '%>'
      j2_comment_start_string: '<#'
      j2_comment_end_string: '#>'
  - osai"""
"""What a site needs in mkdocs.yml."""

ERROR_PAGE = "# _Macro "
"""How a page starts that the macros plugin has replaced with a traceback."""

_SETUP = re.compile(
    r"\[macros\] - (No default module|Found j2 variable|Registering external|Config \w+:)"
)


class _Setup(logging.Filter):
    """Keeps back what the macros plugin says of its own configuration, unless it is verbose."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno > logging.INFO or _MACROS_LOG.isEnabledFor(logging.DEBUG):
            return True
        return _SETUP.match(record.getMessage()) is None


_MACROS_LOG = logging.getLogger("mkdocs.plugins.mkdocs_macros.util")
_FILTER = _Setup()


def hide_setup(*, of_macros: bool) -> None:
    """Keep a dozen lines out of each build that are the same each time; `mkdocs -v` shows them.

    Args:
        of_macros: whether those of the macros plugin are hidden from now on.
    """
    (_MACROS_LOG.addFilter if of_macros else _MACROS_LOG.removeFilter)(_FILTER)


_REASON = re.compile(r"^_(?!File_)(\w+_: .*)|^(?:[^*\n]|\*(?!\*))*+\*\*(.*)\*\*$", re.MULTILINE)


def from_error_page(rendered: str) -> tuple[int, str, str]:
    """The line and the reason that the macros plugin has put on a page, and what to do."""
    line = re.search(r'File "<template>", line (\d+)|_Line (\d+) in', rendered)
    reason = re.search(_REASON, rendered)
    why = (reason[1] or reason[2]).replace("_:", ":", 1) if reason else "a macro failed"
    at = int(line[1] or line[2]) if line else 1
    ours = re.match(r"AuthorError: (.*)", why)
    if ours:
        what, _, hint = ours[1].partition("; ")
        return at, what, hint
    undefined = re.match(r"UndefinedError: '(\w+)' is undefined", why)
    near = undefined[1] if undefined else ""
    hint = f"write osai.{near}" if near in macros.macro_names(macros.Osai) else "fix the macro"
    return at, f"the page cannot be rendered: {why}", hint


class MacrosPlugin(Protocol):
    """What is used of the macros plugin."""

    config: Mapping[str, Any]
    variables: Mapping[str, Any]
    env: Environment

    def register_macros(self, items: dict[str, object]) -> None:
        """Give names to all templates."""

    def force_page_rendering(self, filename: str) -> bool:
        """Whether the site asks for this page to be rendered."""


class MacrosAdapter:
    """The templates of one build.

    Args:
        site: the configuration of the site; its macros plugin must be set up.
        complain: notes an undefined name that is printed, and returns what is shown instead.
        page: gives the page that is being rendered.

    Raises:
        PluginError: there is no macros plugin, or it has an `osai` of its own.
    """

    def __init__(
        self,
        site: MkDocsConfig,
        complain: Callable[[str, str], str],
        page: Callable[[], macros.PageContext],
    ) -> None:
        plugin: Any = site.plugins.get("macros")
        if plugin is None:
            raise PluginError(
                "osai: the macros plugin is missing, and with it the language of the pages. "
                f"Write in mkdocs.yml:\n\n{LINES}\n"
            )
        self.plugin: MacrosPlugin = plugin
        self.env = self.plugin.env
        self.env.finalize = printing(page)
        use_filters(self.env.filters)
        if self.plugin.config["on_undefined"] == "keep":
            self.env.undefined = _noted(complain)

    def register(self, name: str, value: object) -> None:
        """Give a name to all templates, and to those they import."""
        try:
            self.plugin.register_macros({name: value})
        except KeyError:
            raise PluginError(
                f"osai: the site has a macro '{name}' of its own; give it another name"
            ) from None

    def names(self, page: Page) -> set[str]:
        """The names a template of a page can use."""
        return {*self.env.globals, *self.plugin.variables, *(str(k) for k in page.meta)}

    def run_on(self, page: Page) -> bool:
        """Whether the macros plugin will render the page."""
        asked = page.meta.get("render_macros")
        if asked is False:
            return False
        by_default = bool(self.plugin.config["render_by_default"])
        return by_default or asked is True or self.plugin.force_page_rendering(page.file.src_path)

    def opens_in(self, text: str) -> bool:
        """Whether a template may start in a text."""
        env = self.env
        starts = env.variable_start_string, env.block_start_string, env.comment_start_string
        return any(start in text for start in starts)

    def render(self, template: str, meta: Mapping[str, Any]) -> str:
        """A text rendered like the page."""
        return str(self.env.from_string(template).render({**self.plugin.variables, **meta}))

    @property
    def delimiters(self) -> tuple[str, str]:
        """What starts and ends an expression."""
        return self.env.variable_start_string, self.env.variable_end_string


def _noted(complain: Callable[[str, str], str]) -> type[Undefined]:
    """Undefined names that are noted when they are printed, where they would pass unseen."""

    class Noted(Undefined):
        def __str__(self) -> str:
            return complain(self._undefined_message, "mind the spelling")

        def __getattr__(self, name: str) -> Any:
            if name.startswith("__"):
                raise AttributeError(name)
            return self

        def __sub__(self, other: object) -> Any:  # `fig-x` where 'fig-x' was meant
            rest = other._undefined_name if isinstance(other, Undefined) else other
            return Noted(name=f"{self._undefined_name}-{rest}")

    return Noted
