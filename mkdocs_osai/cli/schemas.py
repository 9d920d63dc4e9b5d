"""`osai schema`: what editors check files with."""

from __future__ import annotations

import click

from mkdocs_osai.cli.output import print_json
from mkdocs_osai.stats import registry

SCHEMAS = {"dimensions": registry.schema}
"""What there are schemas of → how to get one."""


@click.command()
@click.argument("of", type=click.Choice(list(SCHEMAS)))
def schema(of: str) -> None:
    """Print a JSON Schema: that of `_dimensions.yml`, where a site defines its own dimensions.

    Example: osai schema dimensions > dimensions.schema.json
    """
    print_json(SCHEMAS[of]())
