"""The macros plugin, as far as this one builds on it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, Protocol

from jinja2 import Environment, Undefined
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page

from mkdocs_osai import macros
from mkdocs_osai.index.store import Store
from mkdocs_osai.macros.prose import printing
from mkdocs_osai.macros.readable import Readable

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


_REASON = re.compile(r"^_(?!File_)(\w+_: .*)|^(?:[^*\n]|\*(?!\*))*+\*\*(.*)\*\*$", re.MULTILINE)


def from_error_page(rendered: str) -> tuple[int, str]:
    """The line and the reason that the macros plugin has put on a page."""
    line = re.search(r'File "<template>", line (\d+)|_Line (\d+) in', rendered)
    reason = re.search(_REASON, rendered)
    why = (reason[1] or reason[2]).replace("_:", ":", 1) if reason else "a macro failed"
    return int(line[1] or line[2]) if line else 1, f"the page cannot be rendered: {why}"


class MacrosPlugin(Protocol):
    """What is used of the macros plugin."""

    config: Mapping[str, Any]
    variables: Mapping[str, Any]
    env: Environment

    def register_macros(self, items: dict[str, object]) -> None:
        """Give names to all templates."""

    def force_page_rendering(self, filename: str) -> bool:
        """Whether the site asks for this page to be rendered."""


class Templates:
    """The templates of one build.

    Args:
        site: the configuration of the site; its macros plugin must be set up.
        complain: notes an undefined name that is printed, and returns what is shown instead.
        page: gives the page that is being rendered.
        store: keeps what was learned of templates.

    Raises:
        PluginError: there is no macros plugin, or it has an `osai` of its own.
    """

    def __init__(
        self,
        site: MkDocsConfig,
        complain: Callable[[str, str], str],
        page: Callable[[], macros.Page],
        store: Store,
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
        self._store = store
        if self.plugin.config["on_undefined"] == "keep":
            self.env.undefined = _noted(complain)

    @cached_property
    def readable(self) -> Readable:
        """Which templates can be read, once the site has set its environment up."""
        return Readable(self.env, self._store)

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

    return Noted
