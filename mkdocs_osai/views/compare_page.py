"""The page that sets models side by side."""

from __future__ import annotations

import json
from typing import Any

from jinja2.utils import htmlsafe_json_dumps

from mkdocs_osai.index.model import UNGRADED
from mkdocs_osai.sanitize import web_address
from mkdocs_osai.stats import Index, rounded
from mkdocs_osai.views.database_page import FACTS, STATES, facts_of, state
from mkdocs_osai.views.rendering import render, shown
from mkdocs_osai.views.urls import PageUrls


def compare_page(index: Index, where: PageUrls) -> str:
    """The page of the comparison as HTML."""
    models = index.selected()
    data = htmlsafe_json_dumps(_data(index), json.dumps, separators=(",", ":"))
    return render("compare.html", index=index, models=models, where=where, data=data)


def _data(index: Index) -> list[Any]:
    """What the script shows: the models in the order of their names, addresses each told once.

    A list, for Material runs each script of a page that it shows without loading it, whatever its
    type, and a list does nothing.
    """
    places: dict[str, int] = {}
    states = [*STATES]
    models = []
    for model in index.selected():
        links = [
            [
                places.setdefault(url, len(places))
                for url in map(web_address, model.grades.get(c.ref, UNGRADED).links)
                if url is not None
            ]
            for c in index.criteria
        ]
        models.append(
            [
                shown(model.id),
                shown(model.name),
                "not told" if model.score is None else rounded(model.score, 2),
                [states.index(state(c, model)) for c in index.criteria],
                [shown(fact) for fact in facts_of(model)],
                links,
            ]
        )
    return [
        [[name, *told] for name, told in STATES.items()],
        [shown(c.name) for c in index.criteria],
        [*FACTS.values()],
        [*places],
        models,
    ]
