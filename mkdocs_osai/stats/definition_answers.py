"""Which models meet a definition, and which nearly do."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from mkdocs_osai.i18n import Translated, gettext, gettext_noop
from mkdocs_osai.index import Model
from mkdocs_osai.problems import AuthorError
from mkdocs_osai.stats.bounded import Bounds, Coverage
from mkdocs_osai.stats.category_table import CategoryTable
from mkdocs_osai.stats.definitions.registry import DIMENSION, Definition, Definitions
from mkdocs_osai.stats.definitions.requirements import Answer, Finding
from mkdocs_osai.stats.dimensions.registry import NO_DEFINITION
from mkdocs_osai.stats.quantity import Quantity
from mkdocs_osai.stats.results.definition_matrix import DefinitionMatrix
from mkdocs_osai.stats.results.ranking import cut_by
from mkdocs_osai.stats.selection.selection import Selection


def names_met(definitions: Definitions, model: Model) -> tuple[str, ...]:
    """The names of the definitions that a model meets for certain.

    Returns:
        `none of them` if it meets none for certain; empty if it may meet one.
    """
    answers = {one.name: one.verdict(model).meets for one in definitions.values()}
    met = tuple(name for name, answer in answers.items() if answer)
    if met or None in answers.values():
        return met
    return (NO_DEFINITION,)


def definition_part(
    table: CategoryTable,
    definitions: Definitions,
    key: str,
    kind: Literal["count", "share"],
    chosen: Selection,
) -> Quantity:
    """The count or share of models that meet a definition, within bounds if some cannot be said.

    Raises:
        UnknownName: there is no such definition.
        AuthorError: no model is selected, so there is no share.
    """
    definition = definitions[key]
    models = table.select(chosen)
    if kind == "share" and not models:
        raise AuthorError("no model is selected, so there is no share", "select others")
    answers = {model.id: definition.verdict(model).meets for model in models}
    certain = tuple(one for one, answer in answers.items() if answer)
    possible = tuple(one for one, answer in answers.items() if answer is not False)
    whole = len(models) if kind == "share" else 1
    ends = Fraction(len(certain), whole), Fraction(len(possible), whole)
    about = table.snapshot.about
    bounds = Bounds(*ends, Coverage(len(models)), certain, possible)
    return Quantity(
        kind,
        len(certain),
        len(models),
        0,
        Translated(lambda: gettext("models that meet {definition}", definition=definition.called)),
        Translated(lambda: chosen.words),
        about.date,
        dimension=DIMENSION,
        categories=(definition.name,),
        models=certain,
        commit=about.commit,
        lacking=gettext_noop("an answer"),
        labels=chosen.labels,
        bounds=None if certain == possible else bounds,
        definition=definitions.spellings(definition),
    )


def near_misses(
    table: CategoryTable, definition: Definition, chosen: Selection
) -> tuple[tuple[Model, Finding], ...]:
    """The models that fail one requirement of a definition and meet all others for certain.

    What the index does not assess is left aside, because no model could be near otherwise.

    Returns:
        Each with the requirement, in the order of the requirements, then of names.
    """
    order = {one.words: place for place, one in enumerate(definition.requirements)}
    found = []
    for model in table.select(chosen):
        near = definition.verdict(model).near
        if near is not None:
            found.append((model, near))
    found.sort(key=lambda one: (order[one[1].requirement], one[0].name.casefold(), one[0].id))
    return tuple(found)


def matrix(
    table: CategoryTable,
    definitions: Sequence[Definition],
    chosen: Selection,
    most: int | None,
) -> DefinitionMatrix:
    """Models by definitions, those that meet the most first, then those that may meet the most.

    Args:
        table: the models.
        definitions: the definitions, a column for each.
        chosen: which models.
        most: how many models are kept; None for all.
    """
    models = table.select(chosen)
    rows = [(m, tuple(d.verdict(m).meets for d in definitions)) for m in models]
    rows.sort(key=lambda row: (_rank(row[1]), row[0].name.casefold(), row[0].id))
    kept = rows[:most]
    return DefinitionMatrix(
        selection=chosen,
        models=len(models),
        n=len(models),
        date=table.snapshot.about.date,
        definitions=tuple(definitions),
        rows=tuple(kept),
        cut=cut_by([_rank(answers) for _, answers in rows], most),
    )


def _rank(answers: tuple[Answer, ...]) -> tuple[int, int]:
    return -answers.count(True), -answers.count(None)
