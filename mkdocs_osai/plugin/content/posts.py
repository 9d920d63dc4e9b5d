"""Posts as the authors of the index write them: their dates and their status."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.utils.meta import get_data

from mkdocs_osai.plugin.report import Report
from mkdocs_osai.problems import Problem, quote

UNPUBLISHED = frozenset(("draft", "unpublished"))
STATUSES = frozenset((*UNPUBLISHED, "published"))


def read_date(value: object) -> dt.date | None:
    """A date as posts have it: a YAML date, `2025-06-09`, `05-11-2024` (day first), `9 June 2025`.

    Example:
        >>> read_date("05-11-2024")
        datetime.date(2024, 11, 5)
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    text = str(value or "").strip()
    for form in (
        "%Y-%m-%d",
        "%d-%m-%Y",
        "%d/%m/%Y",
        "%d.%m.%Y",
        "%Y/%m/%d",
        "%d %B %Y",
        "%B %d, %Y",
    ):
        try:
            return dt.datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    try:
        return dt.datetime.fromisoformat(text).date()
    except ValueError:
        return None


def with_date(source: str, date: dt.date) -> str:
    """A post's source with the date in its front matter as YAML has it; no line moves."""
    return re.sub(
        r"^date[ \t]*:.*$", f"date: {date.isoformat()}", source, count=1, flags=re.MULTILINE
    )


class Posts:
    """The posts of one build: holds back drafts, and gives the blog plugin dates it can read.

    Args:
        site: the configuration of the site.
        report: collects what is wrong.
        path: how messages name a page's source.
    """

    def __init__(self, site: MkDocsConfig, report: Report, path: Callable[[File], str]) -> None:
        self.site = site
        self.report = report
        self.path = path
        self.copies: tempfile.TemporaryDirectory[str] | None = None

    def sort(self, files: Files) -> None:
        """Look at the front matter of each page; must run before the blog plugin does."""
        for file in files.documentation_pages():
            if file.generated_by is not None:
                continue
            source = file.content_string
            meta = get_data(source)[1] if source.startswith("---") else {}
            if str(meta.get("status") or "").strip().casefold() in UNPUBLISHED:
                file.inclusion = InclusionLevel.DRAFT
            elif isinstance(meta.get("date"), str) and file.src_uri.startswith(self._blogs()):
                self._give_date(file, source, meta["date"])

    def close(self) -> None:
        """Delete the copies."""
        if self.copies is not None:
            self.copies.cleanup()
            self.copies = None

    def _blogs(self) -> tuple[str, ...]:
        """The folders of posts that the blog plugin reads."""
        return tuple(
            posixpath.normpath(plugin.config.post_dir.format(blog=plugin.config.blog_dir)) + "/"
            for plugin in self.site.plugins.values()
            if type(plugin).__module__.startswith("material.plugins.blog")
        )

    def _give_date(self, file: File, source: str, text: str) -> None:
        """Let the blog plugin read a copy of a post whose date is one only to people."""
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
        file.abs_src_path = str(copy)
