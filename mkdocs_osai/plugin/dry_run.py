"""A build that collects what the pages of a site state, and publishes nothing."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError, PluginError

from mkdocs_osai.history import IndexVersions
from mkdocs_osai.history.history import Revision
from mkdocs_osai.macros.page_context import gist
from mkdocs_osai.macros.statements import LocatedStatement
from mkdocs_osai.plugin.page import ELSEWHERE, PageRenderer
from mkdocs_osai.problems import Level, OsaiError, Problem
from mkdocs_osai.stats import Index


class StopBuild(Exception):  # noqa: N818 - it is no error
    """All pages are read, and nothing is published."""


class DryRun:
    """What a site states about its index, and what it would state from another revision of it.

    Args:
        base: a git revision of the index to compare with, or None.
        head: a git revision to build the site from; None for the folder as it is.
        with_texts: whether to keep the texts of the pages.

    Attributes:
        base, head: the same for readers: a day where git knows it; None for the folder.
        versions: the index of the site.
        index, base_index: the two states of it that are compared.
        revision, base_revision: their revisions; None for the folder.
        statements, base_statements: the numbers, claims and figures of the pages from each.
        problems: the problems of the pages.
        old_problems: those of them that the base has, too.
        not_compared: the paths of the pages that cannot be rendered from the base.
        texts: path of a page → its Markdown from the base and from the head, where they differ.
    """

    def __init__(
        self, base: str | None = None, head: str | None = None, *, with_texts: bool = False
    ) -> None:
        self.base = base
        self.head = head
        self.with_texts = with_texts
        self.texts: dict[str, tuple[str, str]] = {}
        self.versions: IndexVersions
        self.index: Index
        self.base_index: Index | None = None
        self.revision: Revision | None = None
        self.base_revision: Revision | None = None
        self.statements: list[LocatedStatement] = []
        self.base_statements: list[LocatedStatement] = []
        self.problems: list[Problem] = []
        self.old_problems: set[Problem] = set()
        self._of_base: set[tuple[str, int, str]] = set()
        self._pinned: set[str] = set()
        self.not_compared: list[str] = []

    def open(self, versions: IndexVersions) -> None:
        """Read both revisions of the index.

        Raises:
            HistoryError: git does not know a revision.
        """
        if self.head is not None:
            revision = self.revision = versions.history.resolve(self.head)
            versions.present = Index(versions.history.read(revision))
            self.head = str(revision.day or self.head)
        self.versions, self.index = versions, versions.present
        if self.base is not None:
            revision = self.base_revision = versions.history.resolve(self.base)
            self.base_index = versions.read(revision)
            self.base = str(revision.day or self.base)

    def record(self, page: PageRenderer) -> None:
        """Record what a page states; a page that is not compared states the same from both."""
        self.statements += page.statements
        if self.base_index is not None:
            pinned = page.as_of is not None or page.versions is not self.versions
            before = None if pinned else page.recorded_from(self.base_index)
            if pinned:
                self._pinned.add(page.path)
            elif before is None:
                self.not_compared.append(page.path)
            self.base_statements += before.statements if before else page.statements
            if before:
                self._of_base |= before.problems
                self._of_base |= {*map(_known, page.source_problems)}
            if before and self.with_texts:
                self._keep_texts(page, before.markdown)

    def keep_errors_of_calls(self) -> None:
        """Keep the errors of the pages, without false claims, and tell which of them are old."""
        claims = ((located, located.statement.judgement) for located in self.statements)
        false = {(located.path, located.line, claim.message) for located, claim in claims if claim}
        self.problems = [
            p
            for p in self.problems
            if p.level is Level.ERROR and (p.path, p.line, p.what) not in false
        ]
        self.old_problems = {p for p in self.problems if self._is_old(p)}

    def _is_old(self, problem: Problem) -> bool:
        """Whether a problem does not come from the change of the index.

        A page of a past day does not show the change, and says the same from both states. A page
        that cannot be rendered from the base had no content before.
        """
        if problem.path in self._pinned or problem.path in self.not_compared:
            return True
        return _known(problem) in self._of_base

    def _keep_texts(self, page: PageRenderer, before: str) -> None:
        """Keep the text of a page from both revisions, if it differs."""
        after = page.recorded_from(self.index)  # as that of the base: without links and figures
        if after and after.markdown != before:
            self.texts[page.path] = before, after.markdown


def _known(problem: Problem) -> tuple[str, int, str]:
    """The file, the line and the gist of a problem: the same from two states of an index."""
    return problem.path, problem.line, gist(problem.what.removesuffix(ELSEWHERE))


def scan_site(
    config_file: Path,
    base: str | None = None,
    head: str | None = None,
    *,
    with_texts: bool = False,
) -> DryRun:
    """Read all pages of a site like a build, and publish nothing.

    Args:
        config_file: the mkdocs.yml of the site.
        base: a git revision of the index to compare with.
        head: a git revision to build the site from, instead of the folder as it is.
        with_texts: whether to keep the texts of the pages.

    Returns:
        The statements, in the order of files and lines, and the problems of the pages, without
        those of false claims.

    Raises:
        OsaiError: the site cannot be built, or git does not know a revision.
    """
    dry_run = DryRun(base, head, with_texts=with_texts)
    with tempfile.TemporaryDirectory(prefix="osai-") as site_dir, _captured_errors() as errors:
        try:
            config = load_config(str(config_file), site_dir=site_dir, strict=False)
            plugin: Any = config.plugins.get("osai")
            if plugin is None:
                raise OsaiError(f"{config_file} has no osai plugin", "add it under plugins")
            plugin.dry_run = dry_run
            try:
                config.plugins.on_startup(command="build", dirty=False)
                build(config)
            finally:
                plugin.dry_run = None  # MkDocs keeps the plugin for the next build of the process
        except StopBuild:
            pass
        except (ConfigurationError, PluginError, Abort, SystemExit) as error:
            why = errors[-1] if errors else str(error)
            raise OsaiError(f"{config_file} cannot be built: {why}", "fix it first") from None
    for statements in (dry_run.statements, dry_run.base_statements):
        statements.sort(key=lambda located: (located.path, located.line))
    dry_run.keep_errors_of_calls()
    return dry_run


@contextmanager
def _captured_errors() -> Iterator[list[str]]:
    """Hide the log of MkDocs, and collect its errors."""
    errors: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.levelno >= logging.ERROR:
                errors.append(record.getMessage())

    logger = logging.getLogger("mkdocs")
    collector, propagate = Collector(), logger.propagate
    logger.addHandler(collector)
    logger.propagate = False
    try:
        yield errors
    finally:
        logger.removeHandler(collector)
        logger.propagate = propagate
