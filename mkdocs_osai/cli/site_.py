"""`osai site build`: the pages from data in a site that any program has built."""

from __future__ import annotations

from pathlib import Path

import click

from mkdocs_osai.cli.output import names_of, report
from mkdocs_osai.problems import Level
from mkdocs_osai.sanitize import terminal_line


@click.group()
def site() -> None:
    """Add pages from data to a site that another program has built.

    Example: osai site build site
    """


@site.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--config-file",
    "-f",
    "file",
    type=click.Path(path_type=Path),
    help="The configuration of the site: mkdocs.yml or zensical.toml.",
)
@click.option(
    "--template",
    type=click.Path(path_type=Path),
    help="The page of the theme that the pages are made from.  [default: DIR/404.html]",
)
@click.option("--strict", is_flag=True, help="Exit with 1 if there are warnings.")
@click.pass_context
def build(
    context: click.Context, folder: Path, *, file: Path | None, template: Path | None, strict: bool
) -> None:
    """Write the pages from data into DIR, the folder of a built site.

    Writes the database, a page for each model and category, the data files, badges and cards, and
    the evidence for the numbers and claims of the site, and gives its pages their links to them.
    A file of yours is never replaced; files of an earlier run are.

    Example: zensical build && osai site build site
    """
    from mkdocs_osai.cache import Cache
    from mkdocs_osai.history import IndexVersions
    from mkdocs_osai.i18n import using
    from mkdocs_osai.website.build import SiteBuild
    from mkdocs_osai.website.config import read_config

    config = read_config(file)
    cache = Cache(config.file.parent / ".cache/osai")
    versions = IndexVersions(str(config.models), cache)
    report(p for p in versions.present.problems if p.level is not Level.ADVICE)
    with using(config.settings.language):
        done = SiteBuild(config, folder, template, versions, cache).run()
    report(done.problems)
    for problem in done.problems:
        if problem.level is Level.ADVICE:
            click.echo(terminal_line(str(problem)), err=True)
    lines = [
        f"{done.written:,} files in {folder}; {done.finished:,} pages of the site have new links"
    ]
    if done.removed:
        lines.append(f"{done.removed:,} files of an earlier run removed")
    if done.kept:
        lines.append(f"There already, and kept: {names_of(done.kept)}")
    for line in lines:
        click.echo(terminal_line(line))
    warned = any(p.level is Level.WARNING for p in done.problems)
    if any(p.level is Level.ERROR for p in done.problems) or (strict and warned):
        context.exit(1)
