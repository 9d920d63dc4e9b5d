"""The front matter of a page: what readers see of it, and what it sets for the macros."""

from __future__ import annotations

import re
from collections.abc import Callable, MutableMapping
from typing import Any

from mkdocs.structure.files import Files

from mkdocs_osai.macros.templates.escaping import EscapedTemplates, escape_templates
from mkdocs_osai.plugin.macros_adapter import MacrosAdapter
from mkdocs_osai.problems import quote
from mkdocs_osai.sanitize import strip_html

READ = ("title", "description")
"""What readers see; the macros plugin renders only the title, and not in peace."""


class FrontMatter:
    """The front matter of one page.

    Args:
        meta: its keys and values, as MkDocs has read them.
        source: the page with its front matter.
        complain: notes a problem in a line of the source, and returns what is shown instead.

    Attributes:
        reading: the line of the key that is being rendered, from 1; None if none is.
    """

    def __init__(
        self, meta: MutableMapping[str, Any], source: str, complain: Callable[[int, str, str], str]
    ) -> None:
        self.meta = meta
        self.source = source
        self.complain = complain
        self.reading: int | None = None
        self._guarded: dict[str, EscapedTemplates] = {}

    def line_of(self, key: str) -> int:
        """The line of a key, from 1."""
        return self.source[: self.source.find(f"\n{key}") + 1].count("\n") + 1

    def defaults(self) -> dict[str, object]:
        """What `osai` sets for the page; the key would hide the `osai` object, so it goes."""
        defaults = self.meta.pop("osai", None) or {}
        if isinstance(defaults, dict):
            return {str(key): value for key, value in defaults.items()}
        self.complain(
            self.line_of("osai"),
            f"osai is {quote(defaults)}, which selects nothing",
            "write it as osai: {latest: true}",
        )
        return {}

    def render(self, templates: MacrosAdapter, names: set[str]) -> None:
        """Render what readers see.

        Args:
            templates: those of the site.
            names: what a template of the page can use.
        """
        for key in READ:
            text = self.meta.get(key)
            if not isinstance(text, str) or not templates.opens_in(text):
                continue
            line = self.reading = self.line_of(key)
            guarded = escape_templates(
                text,
                templates.env,
                names,
                lambda _, what, hint, line=line: self.complain(line, what, hint),  # type: ignore[misc]
            )
            try:
                rendered = templates.render(guarded.markdown, self.meta)
            except Exception as error:  # noqa: BLE001 - whatever a template of the site raises
                what = f"{key} cannot be rendered: {type(error).__name__}: {error}"
                rendered = self.complain(line, what, "mend the macro")
            self.meta[key] = _plain(rendered)
            self._guarded[key] = guarded
        self.reading = None

    def repeat(self, templates: MacrosAdapter) -> None:
        """Render the same again, for what it says of another index; the page stays as it is."""
        for key, guarded in self._guarded.items():
            self.reading = self.line_of(key)
            templates.render(guarded.markdown, self.meta)
        self.reading = None

    def restore(self) -> None:
        """Put back what was no template."""
        for key, guarded in self._guarded.items():
            self.meta[key] = guarded.restore(self.meta[key])


def _plain(rendered: str) -> str:
    """What a template prints, without the elements of numbers; themes print it as HTML.

    What comes of the data keeps its entities, so that it is text there, too.
    """
    return re.sub(r"</?(?:data|strong|time)\b[^<>]*>", "", rendered)


def keep_titles_text(files: Files) -> None:
    """See that a title which holds a `<` stays text.

    Material takes the entities out of a title that MkDocs made of a heading, and prints what comes
    of it as HTML; a title in the front matter it prints as it is.
    """
    for file in files.documentation_pages():
        page = file.page
        if page is not None and "title" not in page.meta and "<" in strip_html(page.title):
            page.meta["title"] = page.title
