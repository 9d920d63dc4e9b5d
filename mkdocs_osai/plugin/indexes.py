"""The indexes of a site: its own, and those that the option `indexes` names."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from mkdocs_osai.cache import Cache
from mkdocs_osai.history import IndexVersions
from mkdocs_osai.i18n import ENGLISH, using
from mkdocs_osai.plugin.config import OsaiConfig
from mkdocs_osai.plugin.dry_run import DryRun
from mkdocs_osai.plugin.report import Report
from mkdocs_osai.problems import OsaiError
from mkdocs_osai.stats import models_in_words

log = logging.getLogger("mkdocs.plugins.osai")


def index_folders(options: OsaiConfig, site: MkDocsConfig) -> dict[str, str]:
    """The folders of the indexes of a site by name; its own, named "", is last."""
    root = Path(site.config_file_path).parent
    folders = {**options.indexes, "": options.models_dir}
    return {name: os.path.relpath(root / folder) for name, folder in folders.items()}


def read_indexes(
    folders: Mapping[str, str],
    cache: Cache,
    dry_run: DryRun | None,
    report: Report,
    earlier: Mapping[str, IndexVersions],
) -> dict[str, IndexVersions]:
    """The indexes of a site by name.

    In `mkdocs serve`, an index that cannot be read is only a warning.

    Raises:
        PluginError: an index cannot be read.
    """
    indexes = {name: IndexVersions(folder, cache) for name, folder in folders.items()}
    if dry_run is not None:
        dry_run.open(indexes[""])
    for name, versions in indexes.items():
        option = f"indexes: {name}" if name else "models_dir"
        try:
            index = versions.present
            if name in earlier and exists(earlier[name]):
                versions.reuse(earlier[name])
                index = versions.present
        except OsaiError as error:
            if not report.serving:
                raise PluginError(f"osai: {error}; the option is {option}") from None
            log.warning("%s; the option is %s", error, option)
            continue
        if dry_run is None:
            report.log_index(index, own=not name)
    return indexes


def exists(versions: IndexVersions) -> bool:
    """Whether an index can be read."""
    try:
        versions.present  # noqa: B018 - it is read here
    except OsaiError:
        return False
    return True


def cost(versions: Mapping[str, IndexVersions], figures: int, pngs: int, seconds: float) -> str:
    """What a build parsed and rendered, and how long it took.

    Example:
        >>> cost({"": IndexVersions("models")}, 2, 1, 0.25)
        '193 models, 193 files parsed; 2 figures, 1 PNG rendered; 0.25 s'
    """
    parts = []
    for name, one in versions.items():
        if exists(one):
            index = one.present
            which = f" in {name}" if name else ""
            files = _counted(one.parsed, "file")
            with using(ENGLISH):
                models = models_in_words(len(index))
            parts.append(f"{models}{which}, {files} parsed")
    if figures:
        parts.append(f"{_counted(figures, 'figure')}, {_counted(pngs, 'PNG')} rendered")
    return f"{'; '.join(parts)}; {seconds:.2f} s"


def _counted(count: int, what: str) -> str:
    return f"{count or 'no'} {what}{'s' * (count != 1)}" if count < 1000 else f"{count:,} {what}s"
