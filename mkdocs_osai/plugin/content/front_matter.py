"""The front matter of pages: templates and defaults in it, dates and status of posts."""

from __future__ import annotations

import datetime as dt
import os
import posixpath
import re
import shutil
import tempfile
from collections.abc import Callable, Collection, MutableMapping
from pathlib import Path, PurePath
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.utils.meta import get_data

from mkdocs_osai.macros.byline import read_date
from mkdocs_osai.macros.templates.escaping import EscapedTemplates, escape_templates
from mkdocs_osai.plugin.content.calls_in_settings import without_calls_in_meta
from mkdocs_osai.plugin.macros_adapter import MacrosAdapter
from mkdocs_osai.plugin.report import Report
from mkdocs_osai.problems import Problem, quote
from mkdocs_osai.sanitize import message_path, strip_html

UNPUBLISHED = frozenset(("draft", "unpublished"))
STATUSES = frozenset((*UNPUBLISHED, "published"))

RENDERED = ("title", "description")
"""The keys that readers see; the macros plugin renders only the title, without error handling."""


class FrontMatter:
    """The front matter of one page.

    Args:
        meta: its keys and values, as MkDocs has read them.
        source: the page with its front matter.
        complain: reports a problem in a line of the source, and returns what is shown instead.

    Attributes:
        rendered_line: the line of the key that is being rendered, from 1; None if none is.
    """

    def __init__(
        self, meta: MutableMapping[str, Any], source: str, complain: Callable[[int, str, str], str]
    ) -> None:
        self.meta = meta
        self.source = source
        self.complain = complain
        self.rendered_line: int | None = None
        self._escaped: dict[str, EscapedTemplates] = {}

    def line_of(self, key: str) -> int:
        """The line of a key, from 1."""
        return self.source[: self.source.find(f"\n{key}") + 1].count("\n") + 1

    def defaults(self) -> dict[str, object]:
        """The value of `osai`, which is removed: it would hide the `osai` object."""
        defaults = self.meta.pop("osai", None) or {}
        if isinstance(defaults, dict):
            return {str(key): value for key, value in defaults.items()}
        self.complain(
            self.line_of("osai"),
            f"osai is {quote(defaults)}, which selects nothing",
            "write it as osai: {latest: true}",
        )
        return {}

    def remove_calls(self, delimiters: tuple[str, str]) -> None:
        """Report calls in the keys that are not rendered, and replace them by a dash."""

        def fail(line: int, what: str, hint: str) -> str:
            self.complain(line, what, f"{hint}; calls run in {' and '.join(RENDERED)} only")
            return "—"

        others = {key: value for key, value in self.meta.items() if key not in RENDERED}
        self.meta.update(without_calls_in_meta(others, self.source, delimiters, fail))

    def render(
        self,
        templates: MacrosAdapter,
        names: set[str],
        not_printed: set[str] | None,
        fail: Callable[[str, str], str],
    ) -> None:
        """Render the keys that readers see.

        Args:
            templates: the templates of the site.
            names: the names that a template of the page can use.
            not_printed: the names that it cannot print, as for `escape_templates`.
            fail: reports that a key cannot be rendered, and returns what is shown instead.
        """
        for key in RENDERED:
            text = self.meta.get(key)
            if not isinstance(text, str) or not templates.opens_in(text):
                continue
            if not templates.concern(text):
                continue  # the macros plugin renders titles
            line = self.rendered_line = self.line_of(key)
            escaped = escape_templates(
                text,
                templates.env,
                names,
                lambda _, what, hint, line=line: self.complain(line, what, hint),  # type: ignore[misc]
                not_printed=not_printed,
            )
            try:
                rendered = templates.render(escaped.markdown, self.meta)
            except Exception as error:  # noqa: BLE001 - whatever a template of the site raises
                what = f"{key} cannot be rendered: {type(error).__name__}: {error}"
                rendered = fail(what, "fix the macro")
            self.meta[key] = _plain(rendered)
            self._escaped[key] = escaped
        self.rendered_line = None

    def render_again(self, templates: MacrosAdapter) -> None:
        """Render the same keys from another index, and leave the page as it is."""
        for key, escaped in self._escaped.items():
            self.rendered_line = self.line_of(key)
            templates.render(escaped.markdown, self.meta)
        self.rendered_line = None

    def restore(self) -> None:
        """Restore text that is no template."""
        for key, escaped in self._escaped.items():
            self.meta[key] = escaped.restore(self.meta[key])


def _plain(rendered: str) -> str:
    """A rendered template without the elements of numbers, as themes print it as HTML.

    Text from the data keeps its entities.
    """
    return re.sub(r"</?(?:data|strong|time)\b[^<>]*>", "", rendered)


def keep_titles_text(files: Files, sources: Collection[str]) -> None:
    """Keep a title that contains a `<` as text, on the pages with these sources.

    Material decodes the entities of a title that MkDocs took from a heading, and prints it as HTML;
    it prints a title from the front matter as it is.
    """
    for file in files.documentation_pages():
        page = file.page
        if page is None or file.src_uri not in sources:
            continue
        if "title" not in page.meta and "<" in strip_html(page.title):
            page.meta["title"] = page.title


def with_date(source: str, date: dt.date) -> str:
    """A post's source with a YAML date in its front matter; no line moves."""
    return re.sub(
        r"^date[ \t]*:.*$", f"date: {date.isoformat()}", source, count=1, flags=re.MULTILINE
    )


NAMED = 3
"""How many drafts a build names."""


class Posts:
    """The posts of one build: excludes drafts, and gives the blog plugin dates that it can read.

    Args:
        site: the configuration of the site.
        report: collects problems.
        path: returns the path of a page's source, for messages.
    """

    def __init__(self, site: MkDocsConfig, report: Report, path: Callable[[File], str]) -> None:
        self.site = site
        self.report = report
        self.path = path
        self.copies: tempfile.TemporaryDirectory[str] | None = None
        self._dated: list[tuple[File, str]] = []
        self._drafts: list[str] = []

    def prepare(self, files: Files) -> None:
        """Read the front matter of each page, before the blog plugin does."""
        for file in files.documentation_pages():
            if file.generated_by is not None:
                continue
            source = file.content_string
            meta = get_data(source)[1] if source.startswith("---") else {}
            if _is_draft(str(meta.get("status") or "")):
                self._leave_out(file)
            elif isinstance(meta.get("date"), str) and self.has(file):
                self._set_date(file, source, meta["date"])

    def exclude_folders(self, files: Files) -> None:
        """Exclude pages whose folder is a draft by the plugin `meta` of Material."""
        folders = {
            PurePath(posixpath.dirname(path.replace(os.sep, "/"))): str(meta["status"])
            for plugin in self.site.plugins.values()
            if type(plugin).__module__.startswith("material.plugins.meta")
            for path, meta in (getattr(plugin, "meta", None) or {}).items()
            if isinstance(meta, dict) and meta.get("status")
        }
        for file in files.documentation_pages() if folders else ():
            within = (folders[one] for one in PurePath(file.src_uri).parents if one in folders)
            if file.generated_by is None and _is_draft(next(within, "")):
                source = file.content_string
                own = get_data(source)[1] if source.startswith("---") else {}
                if "status" not in own:
                    self._leave_out(file)

    def _leave_out(self, file: File) -> None:
        file.inclusion = InclusionLevel.DRAFT
        self._drafts.append(message_path(self.path(file)))

    def left_out(self) -> str:
        """Which pages a build leaves out because they are drafts; empty if it leaves out none."""
        first, more = self._drafts[:NAMED], len(self._drafts) - NAMED
        if not first:
            return ""
        many = "1 draft is" if len(self._drafts) == 1 else f"{len(self._drafts)} drafts are"
        others = f" and {more} more" if more > 0 else ""
        return f"{many} left out: {', '.join(first)}{others}"

    def close(self) -> None:
        """Delete the copies of posts."""
        if self.copies is not None:
            self.copies.cleanup()
            self.copies = None

    def has(self, file: File) -> bool:
        """Whether a page is in a folder of posts of the blog plugin."""
        return file.src_uri.startswith(self._blogs())

    def _blogs(self) -> tuple[str, ...]:
        """The folders of posts that the blog plugin reads."""
        return tuple(
            posixpath.normpath(plugin.config.post_dir.format(blog=plugin.config.blog_dir)) + "/"
            for plugin in self.site.plugins.values()
            if type(plugin).__module__.startswith("material.plugins.blog")
        )

    def _set_date(self, file: File, source: str, text: str) -> None:
        """Replace a post by a copy whose date the blog plugin can read."""
        date = read_date(text)
        if date is None:
            line = source[: source.find("\ndate") + 1].count("\n") + 1
            what = f"{quote(text)} is not a date, and the post is left out"
            self.report.add(Problem(self.path(file), line, what, "write it as 2025-06-09", "date"))
            file.inclusion = InclusionLevel.DRAFT
            return
        original = Path(self.site.docs_dir) / file.src_uri
        try:
            if self.copies is None:
                self.copies = tempfile.TemporaryDirectory(prefix="osai-")
            copy = Path(self.copies.name) / file.src_uri
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(with_date(source, date), "utf-8")
            shutil.copystat(original, copy)
        except OSError as error:
            raise PluginError(
                f"osai: a copy of {self.path(file)} cannot be written ({error.strerror}); make "
                "room in the folder of temporary files, or write the date as 2025-06-09"
            ) from None
        self._dated.append((file, str(copy)))

    def show_copies(self) -> None:
        """Let the blog plugin read the copies: it opens files itself."""
        self._dated = [(file, _exchanged(file, path)) for file, path in self._dated]

    def hide_copies(self) -> None:
        """Let all others see the posts themselves, whose paths git and feeds know."""
        self.show_copies()


def _is_draft(status: str) -> bool:
    return status.strip().casefold() in UNPUBLISHED


def _exchanged(file: File, path: str) -> str:
    """Set the path of a file; returns the former one."""
    former = str(file.abs_src_path)
    file.abs_src_path = path
    return former
