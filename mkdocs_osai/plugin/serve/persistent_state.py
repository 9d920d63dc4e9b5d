"""What outlives a build, so that `mkdocs serve` reads and draws it once."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from mkdocs_osai.history import IndexVersions
from mkdocs_osai.index.store import Store
from mkdocs_osai.macros.figures.drawings import Drawings
from mkdocs_osai.plugin.config import OsaiConfig
from mkdocs_osai.plugin.dry_run import DryRun
from mkdocs_osai.plugin.report import Report, Said
from mkdocs_osai.problems import OsaiError
from mkdocs_osai.stats import Index

log = logging.getLogger("mkdocs.plugins.osai")


@dataclass
class PersistentState:
    """Drawings and indexes.

    Attributes:
        drawings: those of this build and the one before.
        indexes: those of the last build that could be read, by name.
        said: what the last build has logged.
        printer: prints the PNGs that are asked for, one at a time: matplotlib keeps the fonts that
            a thread has opened, and a server has a thread for each request.
    """

    drawings: Drawings = field(default_factory=Drawings)
    indexes: dict[str, Index] = field(default_factory=dict)
    said: Said = frozenset()
    printer: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "osai-png"))

    def read(
        self, places: Mapping[str, str], store: Store, hearing: DryRun | None, report: Report
    ) -> dict[str, IndexVersions]:
        """The indexes of a site, by name, read and found whole.

        Args:
            places: where they lie, by name.
            store: keeps what was read.
            hearing: who only listens to what pages say, or None.
            report: says what is wrong with them; an author who is looking can do without one.

        Raises:
            PluginError: one cannot be read.
        """
        editions = {n: IndexVersions(f, store, self.indexes.get(n)) for n, f in places.items()}
        self.indexes = {}
        if hearing is not None:
            hearing.open(editions[""])
        for name, one in editions.items():
            option = f"indexes: {name}" if name else "models_dir"
            try:
                self.indexes[name] = index = one.present
            except OsaiError as error:
                if not report.serving:
                    raise PluginError(f"osai: {error}; the option is {option}") from None
                log.warning("%s; the option is %s", error, option)
                continue
            if hearing is None:
                report.of_index(index, own=not name)
        return editions


def folders(options: OsaiConfig, site: MkDocsConfig) -> dict[str, str]:
    """Where the indexes of a site lie, its own, called "", last."""
    root = Path(site.config_file_path).parent
    places = {**options.indexes, "": options.models_dir}
    return {name: os.path.relpath(root / folder) for name, folder in places.items()}
