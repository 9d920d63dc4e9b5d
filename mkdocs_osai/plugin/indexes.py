"""The indexes of a site: where they are, and what they say."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from mkdocs_osai.cache import Cache
from mkdocs_osai.history import IndexVersions
from mkdocs_osai.plugin.config import OsaiConfig
from mkdocs_osai.plugin.dry_run import DryRun
from mkdocs_osai.plugin.report import Report
from mkdocs_osai.problems import OsaiError

log = logging.getLogger("mkdocs.plugins.osai")


def folders(options: OsaiConfig, site: MkDocsConfig) -> dict[str, str]:
    """The folders of the indexes of a site by name; its own, called "", last."""
    root = Path(site.config_file_path).parent
    places = {**options.indexes, "": options.models_dir}
    return {name: os.path.relpath(root / folder) for name, folder in places.items()}


def read_indexes(
    places: Mapping[str, str], cache: Cache, dry_run: DryRun | None, report: Report
) -> dict[str, IndexVersions]:
    """The indexes of a site by name.

    Args:
        places: their folders, by name.
        cache: keeps what was parsed.
        dry_run: the dry run that this build is, or None.
        report: reports what is wrong with them; in `mkdocs serve`, one that cannot be read is only
            a warning.

    Raises:
        PluginError: one cannot be read.
    """
    indexes = {name: IndexVersions(folder, cache) for name, folder in places.items()}
    if dry_run is not None:
        dry_run.open(indexes[""])
    for name, one in indexes.items():
        option = f"indexes: {name}" if name else "models_dir"
        try:
            index = one.present
        except OsaiError as error:
            if not report.serving:
                raise PluginError(f"osai: {error}; the option is {option}") from None
            log.warning("%s; the option is %s", error, option)
            continue
        if dry_run is None:
            report.of_index(index, own=not name)
    return indexes
