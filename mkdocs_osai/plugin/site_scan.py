"""What a site says of its index, read without publishing anything."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError, PluginError

from mkdocs_osai.macros.statements import LocatedStatement
from mkdocs_osai.plugin.dry_run import DryRun, StopBuild
from mkdocs_osai.plugin.plugin import OsaiPlugin
from mkdocs_osai.problems import Level, OsaiError, Problem
from mkdocs_osai.stats import Index


@dataclass(frozen=True)
class SiteScan:
    """What a site says.

    Attributes:
        index: the index it is made from.
        said: its numbers, claims and figures, in the order of files and lines.
        base: the index it is compared with, if there is one.
        before: what it would say from that.
        problems: what is wrong with its pages, but for claims that are false.
        names: the revisions of `base` and `index`, as readers are told them; None for the folder.
    """

    index: Index
    said: tuple[LocatedStatement, ...]
    base: Index | None = None
    before: tuple[LocatedStatement, ...] = ()
    problems: tuple[Problem, ...] = ()
    names: tuple[str | None, str | None] = (None, None)


def scan_site(config_file: Path, base: str | None = None, head: str | None = None) -> SiteScan:
    """Read all pages of a site as a build does, and publish nothing.

    Args:
        config_file: its mkdocs.yml.
        base: a revision of the index to compare with, as git names it.
        head: a revision to read the site from, instead of the folder as it is.

    Raises:
        OsaiError: the site cannot be built at all, or git does not know a revision.
    """
    dry_run = DryRun(base, head)
    with tempfile.TemporaryDirectory(prefix="osai-") as nowhere, _quiet() as said:
        try:
            config = load_config(str(config_file), site_dir=nowhere, strict=False)
            plugins = [p for p in config.plugins.values() if isinstance(p, OsaiPlugin)]
            if not plugins:
                raise OsaiError(f"{config_file} has no osai plugin", "add it under plugins")
            with _listening(plugins[0], dry_run):
                config.plugins.on_startup(command="build", dirty=False)
                build(config)
        except StopBuild:
            pass
        except (ConfigurationError, PluginError, Abort, SystemExit) as error:
            why = said[-1] if said else str(error)
            raise OsaiError(f"{config_file} cannot be built: {why}", "mend it first") from None
    claims = ((p, p.statement.judgement) for p in dry_run.said)
    false = {(p.path, p.line, judgement.message) for p, judgement in claims if judgement}
    return SiteScan(
        dry_run.index,
        tuple(sorted(dry_run.said, key=_place)),
        dry_run.base_index,
        tuple(sorted(dry_run.before, key=_place)),
        tuple(
            p
            for p in dry_run.problems
            if p.level is Level.ERROR and (p.path, p.line, p.what) not in false
        ),
        (dry_run.base, dry_run.head),
    )


def _place(placed: LocatedStatement) -> tuple[str, int]:
    return placed.path, placed.line


@contextmanager
def _listening(plugin: OsaiPlugin, dry_run: DryRun) -> Iterator[None]:
    """MkDocs keeps the plugin for the next build of the process, which is to be a real one."""
    plugin.dry_run = dry_run
    try:
        yield
    finally:
        plugin.dry_run = None


@contextmanager
def _quiet() -> Iterator[list[str]]:
    """Keep what MkDocs says to itself; the errors are there to be read."""
    said: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.levelno >= logging.ERROR:
                said.append(record.getMessage())

    logger = logging.getLogger("mkdocs")
    listener, propagate = Listener(), logger.propagate
    logger.addHandler(listener)
    logger.propagate = False
    try:
        yield said
    finally:
        logger.removeHandler(listener)
        logger.propagate = propagate
