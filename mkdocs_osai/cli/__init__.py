"""The command `osai`: everything except publishing."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Any

import click

from mkdocs_osai.cli.chart import chart
from mkdocs_osai.cli.check import check
from mkdocs_osai.cli.claims import claims
from mkdocs_osai.cli.diff import diff
from mkdocs_osai.cli.export import export
from mkdocs_osai.cli.import_ import import_
from mkdocs_osai.cli.models import models
from mkdocs_osai.cli.new import new
from mkdocs_osai.cli.output import fail
from mkdocs_osai.cli.schema import schema
from mkdocs_osai.cli.show import show
from mkdocs_osai.cli.site_ import site
from mkdocs_osai.cli.start import start
from mkdocs_osai.cli.stats import stats
from mkdocs_osai.cli.tags import tags
from mkdocs_osai.problems import OsaiError
from mkdocs_osai.sanitize import terminal_line

__all__ = ["main"]


class Commands(click.Group):
    """Commands that print errors as one sentence, and exit with 2."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; print an error without a traceback."""
        try:
            return super().invoke(ctx)
        except OsaiError as error:
            with suppress(OSError):
                click.echo(f"osai: {terminal_line(str(error))}", err=True)
        except OSError as error:
            fail(error, ctx)
        return ctx.exit(2)

    def main(self, *args: Any, **settings: Any) -> Any:
        """Run a command; printing its help can fail, too."""
        try:
            return super().main(*args, **settings)
        except OSError as error:
            fail(error)
            sys.exit(2)


@click.group(cls=Commands)
@click.version_option(package_name="mkdocs-osai")
def main() -> None:
    """Query, chart, check and export an index of open source AI models."""


main.add_command(start)
for command in (
    check,
    stats,
    chart,
    models,
    show,
    claims,
    diff,
    export,
    site,
    import_,
    schema,
    new,
    tags,
):
    main.add_command(command)
