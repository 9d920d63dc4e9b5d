"""The interface to the macros plugin."""

from __future__ import annotations

import datetime as dt
import logging
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jinja2 import DebugUndefined, Environment, Undefined
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page
from mkdocs_macros.plugin import MacrosPlugin

from mkdocs_osai import macros
from mkdocs_osai.macros.inline_html import printing
from mkdocs_osai.macros.page_number import use_filters
from mkdocs_osai.macros.plain_text import FILTER, plain_filter
from mkdocs_osai.macros.templates.code_regions import between, code_regions, region_at
from mkdocs_osai.macros.templates.escaping import OPENING, mentions

DELIMITERS = {
    "j2_variable_start_string": "<<",
    "j2_variable_end_string": ">>",
    "j2_block_start_string": "<%",
    "j2_block_end_string": "%>",
    "j2_comment_start_string": "<#",
    "j2_comment_end_string": "#>",
}
"""The options of the macros plugin for our delimiters."""

LINES = "\n".join(
    [
        *("plugins:", "  - search", "  - macros:"),
        *(f"      {option}: '{delimiter}'" for option, delimiter in DELIMITERS.items()),
        "  - osai",
    ]
)
"""The same in mkdocs.yml."""


class _AddedMacros(MacrosPlugin):
    """The macros plugin on a site that does not list it."""

    def has_j2(self, s: object) -> bool:
        """Whether a text can be a template; a title can also be a number, such as 2024."""
        return bool(super().has_j2(str(s)))

    def _load_modules(self) -> None:
        """Load no module: a `main.py` in the folder of the site belongs to another program."""
        self._pre_macro_functions = []
        self._post_macro_functions = []
        self._post_build_functions = []


def add_macros(site: MkDocsConfig) -> None:
    """Add the macros plugin, with our delimiters, to a site that does not list it.

    Its event `config` runs after the one that calls this, if that has a higher priority.
    """
    if "macros" not in site.plugins:
        plugin = _AddedMacros()
        plugin.load_config(dict(DELIMITERS), config_file_path=site.config_file_path)
        others = dict(site.plugins)
        site.plugins["macros"] = plugin
        for name, other in others.items():  # others check that they are last, or after macros
            dict.pop(site.plugins, name)
            dict.__setitem__(site.plugins, name, other)
        for methods in site.plugins.events.values():
            own = [method for method in methods if getattr(method, "__self__", None) is plugin]
            for method in own:
                methods.remove(method)
                priorities = [getattr(one, "mkdocs_priority", 0) for one in methods]
                methods.insert(sum(priority > 0 for priority in priorities), method)


ERROR_PAGE = "# _Macro "
"""The start of a page that the macros plugin has replaced with a traceback."""

_SETUP = re.compile(
    r"\[macros\] - (No default module|Found j2 variable|Registering external|Config \w+:)"
)


class _SetupFilter(logging.Filter):
    """Hides the messages of the macros plugin about its configuration, unless it is verbose."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno > logging.INFO or _MACROS_LOG.isEnabledFor(logging.DEBUG):
            return True
        return _SETUP.match(record.getMessage()) is None


_MACROS_LOG = logging.getLogger("mkdocs.plugins.mkdocs_macros.util")
_FILTER = _SetupFilter()


def hide_setup(*, of_macros: bool) -> None:
    """Hide or show the setup messages of the macros plugin; `mkdocs -v` always shows them."""
    (_MACROS_LOG.addFilter if of_macros else _MACROS_LOG.removeFilter)(_FILTER)


_REASON = re.compile(r"^_(?!File_)(\w+_: .*)|^(?:[^*\n]|\*(?!\*))*+\*\*(.*)\*\*$", re.MULTILINE)


def from_error_page(rendered: str) -> tuple[int, str, str]:
    """The line, the reason and a hint from an error page of the macros plugin."""
    line = re.search(r'File "<template>", line (\d+)|_Line (\d+) in', rendered)
    reason = re.search(_REASON, rendered)
    why = (reason[1] or reason[2]).replace("_:", ":", 1) if reason else "a macro failed"
    number = int(line[1] or line[2]) if line else 1
    ours = re.match(r"AuthorError: (.*)", why)
    if ours:
        what, _, hint = ours[1].partition("; ")
        return number, what, hint
    undefined = re.match(r"UndefinedError: '(\w+)' is undefined", why)
    name = undefined[1] if undefined else ""
    hint = f"write osai.{name}" if name in macros.macro_names(macros.Osai) else "fix the macro"
    return number, f"the page cannot be rendered: {why}", hint


class MacrosAdapter:
    """The templates of one build.

    Args:
        site: the configuration of the site; its macros plugin must be set up.
        complain: reports an undefined name that is printed, and returns what is shown instead.
        page: returns the page that is being rendered.
        concerned: whether an undefined name is ours to report.

    """

    def __init__(
        self,
        site: MkDocsConfig,
        complain: Callable[[str, str], str],
        page: Callable[[], macros.PageContext],
        concerned: Callable[[str], bool],
    ) -> None:
        plugin: Any = site.plugins["macros"]
        self.plugin = plugin
        self.env: Environment = plugin.env
        self.env.finalize = printing(page)
        use_filters(self.env.filters)
        self.env.filters[FILTER] = plain_filter(page)
        if self.plugin.config["on_undefined"] == "keep":
            self.env.undefined = _reported(complain, concerned)

    def register(self, name: str, value: object) -> None:
        """Make a value available to all templates, and to those that they import.

        Raises:
            PluginError: the site has a macro of that name.
        """
        try:
            self.plugin.register_macros({name: value})
        except KeyError:
            raise PluginError(
                f"osai: the site has a macro '{name}' of its own; give it another name"
            ) from None

    def names(self, page: Page) -> set[str]:
        """The names that a template of a page can use."""
        return {
            *(*self.env.globals, *self.plugin.variables, *_LATER),
            *(str(key) for key in page.meta),
        }

    def not_printed(self, page: Page) -> set[str] | None:
        """The names that a template of a page can use, but not print.

        None on a site that lists the macros plugin: its templates stay as they are.
        """
        if not isinstance(self.plugin, _AddedMacros):
            return None
        values = {**self.env.globals, **self.plugin.variables, **page.meta}
        printed = str, int, float, dt.date, list, tuple, dict
        return {*_LATER, *(str(k) for k, v in values.items() if not isinstance(v, printed))}

    @property
    def own_delimiters(self) -> bool:
        """Whether the delimiters are ours, `<<`: then every template is checked."""
        return str(self.env.variable_start_string) == OPENING

    @property
    def keeps_unknown(self) -> bool:
        """Whether the site has chosen what happens to unknown names."""
        return self.plugin.config["on_undefined"] != "keep" or bool(
            self.plugin.pre_macro_functions  # they may define any name
        )

    def concern(self, text: str) -> bool:
        """Whether a text is ours to check: others belong to the macros plugin."""
        return self.own_delimiters or mentions(text)

    def run_on(self, page: Page) -> bool:
        """Whether the macros plugin will render the page."""
        requested = page.meta.get("render_macros")
        if requested is False:
            return False
        by_default = bool(self.plugin.config["render_by_default"])
        return (
            by_default or requested is True or self.plugin.force_page_rendering(page.file.src_path)
        )

    def in_text(self, text: str) -> Iterator[str]:
        """The expressions and tags in a text, with their delimiters."""
        env = self.env
        for opening, closing in (
            (env.variable_start_string, env.variable_end_string),
            (env.block_start_string, env.block_end_string),
        ):
            yield from (text[start:end] for start, end in between(text, opening, closing))

    def in_raw(self, text: str) -> str:
        """The blocks `raw` of a text, in which templates are shown on purpose."""
        start, end = map(re.escape, (self.env.block_start_string, self.env.block_end_string))
        begun = rf"{start}[-+]?\s*+raw\s*+[-+]?{end}"
        ended = rf"{start}[-+]?\s*+endraw\s*+[-+]?{end}"
        blocks = re.split(begun, text)[1:]
        return "\n".join(re.split(ended, block, maxsplit=1)[0] for block in blocks)

    def opens_in(self, text: str) -> bool:
        """Whether a text may contain a template."""
        env = self.env
        starts = env.variable_start_string, env.block_start_string, env.comment_start_string
        return any(start in text for start in starts)

    def other_delimiters(self, markdown: str) -> Iterator[tuple[int, str, str]]:
        """The first call that a page writes in other delimiters than those of the site.

        It is a line, what is wrong, and how to fix it. Where the delimiters are `<<`,
        `escape_templates` reports each such call.
        """
        start, end = self.delimiters
        if self.own_delimiters:
            return
        for other in sorted({OPENING, "{{"} - {start}):
            matches = [*re.finditer(rf"{re.escape(other)}[-+]?\s*osai\s*\.", markdown)]
            code = code_regions(markdown) if matches else []
            for match in matches:
                begun = markdown[: match.start() + len(other)]
                if region_at(code, match.start()) is not None or begun.endswith(start):
                    continue
                hint = f"write {start} … {end} in the page"
                if other == OPENING:
                    hint += f", or in mkdocs.yml:\n\n{LINES}\n"
                line = markdown.count("\n", 0, match.start()) + 1
                yield line, f"the page writes {other} where the site has {start}", hint
                return

    def render(self, template: str, meta: Mapping[str, Any]) -> str:
        """A template, rendered like a page with the front matter `meta`."""
        return str(self.env.from_string(template).render({**self.plugin.variables, **meta}))

    @property
    def delimiters(self) -> tuple[str, str]:
        """The start and the end of an expression."""
        return self.env.variable_start_string, self.env.variable_end_string


_LATER = ("page", "navigation", "files")
"""The variables that the macros plugin sets when pages are rendered."""


def _reported(
    complain: Callable[[str, str], str], concerned: Callable[[str], bool]
) -> type[Undefined]:
    """A type for undefined names that are reported when they are printed.

    In a template that does not concern us, they are what they are to the macros plugin.
    """

    class Reported(DebugUndefined):
        def __str__(self) -> str:
            if not concerned(str(self._undefined_name)):
                return super().__str__()
            return complain(self._undefined_message, "check the spelling")

        def __getattr__(self, name: str) -> Any:
            if name.startswith("__"):
                raise AttributeError(name)
            if concerned(str(self._undefined_name)):
                return self
            return super().__getattr__(name)

        def __sub__(self, other: object) -> Any:  # `fig-x` where 'fig-x' was meant
            if not concerned(str(self._undefined_name)):
                return super().__sub__(other)
            rest = other._undefined_name if isinstance(other, Undefined) else other
            return Reported(name=f"{self._undefined_name}-{rest}")

    return Reported
