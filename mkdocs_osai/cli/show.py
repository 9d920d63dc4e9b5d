"""`osai show`: one model."""

from __future__ import annotations

from pathlib import Path

import click

from mkdocs_osai.cli.options import AS_OF, FOLDER
from mkdocs_osai.cli.output import print_json, print_table, report
from mkdocs_osai.export.records import provenance, record
from mkdocs_osai.history import load
from mkdocs_osai.index import Model
from mkdocs_osai.stats import Index, Table, rounded
from mkdocs_osai.views.model_page import facts_of, grades_of, lead
from mkdocs_osai.views.urls import page_urls


@click.command()
@click.argument("model")
@FOLDER
@AS_OF
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print it.",
)
def show(model: str, folder: Path, as_of: str | None, form: str) -> None:
    """Show a MODEL, by id, name or former name: its facts, its classes and their evidence.

    Example: osai show OLMo
    """
    index = load(folder, as_of=as_of)
    report(index.problems)
    found = index.model(model)
    if form == "json":
        print_json({"about": provenance(index.about), **record(found, index)})
        return
    print_table(
        f"{found.name}: {lead(found)}",
        Table(("Fact", "Value"), tuple(_facts(index, found))),
        cut=False,
    )
    click.echo()
    rows = (
        (one.criterion.name, one.grade.cls or "not told", " ".join(one.grade.links))
        for one in grades_of(index, found)
    )
    print_table("Criteria", Table(("Criterion", "Class", "Evidence"), tuple(rows)), cut=False)


def _facts(index: Index, model: Model) -> list[tuple[str, str]]:
    facts = [("Id", model.id)]
    if model.score is not None:
        rank = index.rank(model.id)
        standing = f"place {rank} of {rank.of:,}"
        facts.append(("Openness", f"{rounded(model.score, 2)}, {standing}"))
    known = (fact for fact in facts_of(index, model, page_urls(index)) if fact.values)
    facts += [(fact.label, ", ".join(value.text for value in fact.values)) for fact in known]
    return [*facts, ("Links", " ".join(model.links)), ("File", model.path)]
