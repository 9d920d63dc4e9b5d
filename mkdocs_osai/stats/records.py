"""Models as plain values: what is published for other programs to read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mkdocs_osai.index import About, Criteria, Grade, Model

FACTS = (
    *("id", "name", "score", "types", "performance_class", "organization", "origin"),
    *("contributor", "license", "released", "base_model", "end_model", "links"),
    *("organization_links", "aliases"),
)
"""The facts of a model, in the order they are published."""


def record(model: Model, criteria: Criteria) -> dict[str, Any]:
    """A model with all its facts; a criterion that does not apply to it is left out.

    Example:
        >>> record(Model("m", "m.yaml", "M", types=("text",)), Criteria(()))["types"]
        ['text']
    """
    return {
        **{fact: _plain(getattr(model, fact)) for fact in FACTS},
        "score": None if model.score is None else float(model.score),
        "criteria": {
            c.ref: {"class": grade.cls, "links": list(grade.links)}
            for c in criteria.that_apply_to(model.types)
            for grade in [model.grades.get(c.ref, Grade())]
        },
    }


def records(models: Iterable[Model], criteria: Criteria, about: About) -> dict[str, Any]:
    """Models with their facts, what they are graded on, and where all that comes from.

    Returns:
        `{"about": {"title", "date", "source", "license", "citation"}, "criteria": […],
        "models": […]}`
    """
    return {
        "about": {
            "title": about.title,
            "date": about.date.isoformat() if about.date else None,
            "source": about.source,
            "license": about.license,
            "citation": about.citation,
        },
        "criteria": [
            {"ref": c.ref, "name": c.name, "group": c.group, "types": list(c.types)}
            for c in criteria
        ],
        "models": [record(model, criteria) for model in models],
    }


def rows(models: Iterable[Model], criteria: Criteria) -> tuple[list[str], list[list[Any]]]:
    """Models as a table: the names of its columns, and a row for each model.

    Lists stand in one cell: types and aliases with `; ` between, links with a space. Each criterion
    has a column `…_class` and a column `…_links`.

    Example:
        >>> header, [row] = rows([Model("m", "m.yaml", "M", types=("text", "code"))], Criteria(()))
        >>> dict(zip(header, row))["types"]
        'text; code'
    """
    header = [*FACTS, *(f"{c.ref}_{part}" for c in criteria for part in ("class", "links"))]
    table = []
    for model in models:
        told = record(model, criteria)
        cells = [_cell(fact, told[fact]) for fact in FACTS]
        for c in criteria:
            grade = told["criteria"].get(c.ref, {"class": None, "links": []})
            cells += [grade["class"], _cell("links", grade["links"])]
        table.append(cells)
    return header, table


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _cell(fact: str, value: object) -> object:
    if not isinstance(value, list):
        return value
    return (" " if fact.endswith("links") else "; ").join(value) or None
