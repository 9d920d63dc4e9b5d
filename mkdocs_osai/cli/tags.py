"""`osai tags`: the models without a tag."""

from __future__ import annotations

from pathlib import Path

import click

from mkdocs_osai.cli.options import FOLDER
from mkdocs_osai.cli.output import FORMAT, print_csv, print_json, print_table, report
from mkdocs_osai.history import load
from mkdocs_osai.quality.suggestions import TAGS, MissingTags
from mkdocs_osai.quality.suggestions import missing_tags as tags_of
from mkdocs_osai.sanitize import terminal_line
from mkdocs_osai.stats import Table, to_csv


@click.command()
@FOLDER
@FORMAT
@click.option("--strict", is_flag=True, help="Exit with 1 if a model lacks a tag.")
@click.pass_context
def tags(context: click.Context, folder: Path, form: str, *, strict: bool) -> None:
    """List the models without an origin or a contributor tag.

    The tags of other models of the same organisation are listed as suggestions.

    Example: osai tags --strict
    """
    index = load(folder)
    report(index.problems)
    result = tags_of(index)
    if form == "json":
        print_json(
            {
                "n": result.n,
                "both": result.n - len(result.untagged),
                "without": {tag: result.count(tag) for tag in TAGS},
                "models": [one.to_dict() for one in result.untagged],
            }
        )
    elif form == "csv":
        print_csv(to_csv(map(str.lower, _HEADER), map(_row, result.untagged)))
    elif result.untagged:
        print_table(result.sentence, Table(_HEADER, tuple(map(_row, result.untagged))))
    else:
        click.echo(terminal_line(result.sentence))
    if strict and result.untagged:
        context.exit(1)


_HEADER = ("ID", "Path", "Organisation", "Missing", "Others")


def _row(one: MissingTags) -> tuple[str, ...]:
    model = one.model
    missing = ", ".join(one.missing)
    return model.id, model.path, model.organization or "", missing, one.suggestions
