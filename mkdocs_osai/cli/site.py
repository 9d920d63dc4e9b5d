"""What the commands about a site have in common. The plugin reads it; nothing is published."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from mkdocs_osai.plugin.site_scan import SiteScan

CONFIG = click.option(
    "--config-file",
    "-f",
    "config",
    default="mkdocs.yml",
    show_default=True,
    type=click.Path(path_type=Path),
    help="The configuration of the site.",
)


def surveyed(config: Path, base: str | None = None, head: str | None = None) -> SiteScan:
    """What a site says; see `mkdocs_osai.plugin.site_scan.survey`."""
    from mkdocs_osai.plugin.site_scan import scan_site

    return scan_site(config, base, head)
