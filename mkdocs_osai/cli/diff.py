"""`osai diff`: how a change to the data changes a site."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from mkdocs_osai.cli.diff_statements import (
    differences,
    errors,
    names_of_models,
)
from mkdocs_osai.cli.diff_texts import markdown_lines, record, rules, text_lines
from mkdocs_osai.cli.options import CONFIG
from mkdocs_osai.cli.output import print_json, write
from mkdocs_osai.macros.statements import paired
from mkdocs_osai.problems import OsaiError, quote
from mkdocs_osai.sanitize import terminal_line

PAGE = "index.html"


@click.command()
@click.argument("base")
@click.argument("head", required=False)
@CONFIG
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="How to print it; markdown for a comment on a pull request.",
)
@click.option(
    "--html",
    "folder",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="Also write a page with the figures and sentences before and after into this folder.",
)
@click.option(
    "--html-url",
    metavar="URL",
    help="Where that page can be read, for the link to it; its file by default.",
)
@click.pass_context
def diff(context: click.Context, /, base: str, head: str | None, config: Path, **how: Any) -> None:
    """Show how a change to the data changes a site: numbers, figures and claims.

    BASE and HEAD are git revisions of the models; without HEAD, BASE is compared with the folder as
    it is. Exits with 1 if a claim turns false, or if a page or a claim can no longer be made.

    Example: osai diff main --format markdown --html differences
    """
    from mkdocs_osai.plugin.dry_run import scan_site

    form: str = how["form"]
    folder: Path | None = how["folder"]
    if folder is not None:
        _check_free(folder / PAGE)
    scan = scan_site(config, base, head, with_texts=folder is not None)
    if scan.base_index is None or scan.base_revision is None:
        raise RuntimeError("the scan has no base")
    found = [*differences(paired(scan.base_statements, scan.statements))]
    found += errors(scan.problems, scan.old_problems, scan.not_compared)
    found.sort(key=lambda one: (one.path, one.line))
    log = scan.versions.changes_between(scan.base_revision, scan.revision)
    models = names_of_models(scan.base_index, scan.index, log)
    title = f"{scan.base} → {scan.head or 'the folder as it is'}"
    address = ""
    if folder is not None:
        from mkdocs_osai.cli.diff_page import diff_page

        page = folder / PAGE
        folder.mkdir(parents=True, exist_ok=True)
        write(page, diff_page(title, log, models, found, scan.texts).encode("utf-8", "replace"))
        address = how["html_url"] or page.as_posix()
    if form == "json":
        site = [*map(record, found)]
        link = {"page": address} if address else {}
        told = {"base": scan.base, "head": scan.head, **link, **rules(log)}
        print_json({**told, "models": models, "site": site})
    elif form == "markdown":
        click.echo("\n".join(markdown_lines(title, log, models, found, address)))
    else:
        lines = text_lines(title, log, models, found, address)
        click.echo("\n".join(map(terminal_line, lines)))
    if any(one.fails for one in found):
        context.exit(1)


def _check_free(page: Path) -> None:
    """Raise an OsaiError if a file of the user would be replaced."""
    if page.is_file() and b'content="osai diff"' not in page.read_bytes():
        what = f"{quote(page.as_posix())} is no page of differences, and is kept"
        raise OsaiError(what, "name another folder with --html")
