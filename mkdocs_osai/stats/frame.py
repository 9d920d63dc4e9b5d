"""The models of an index as a DataFrame."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from mkdocs_osai.index import Model
from mkdocs_osai.stats.category_table import CategoryTable

if TYPE_CHECKING:
    import pandas as pd

FACTS = tuple(
    fact.name
    for fact in dataclasses.fields(Model)
    if fact.name not in ("id", "path", "name", "score", "grades")
)
"""The facts of a model after its name and score; its classes are those of the criteria."""


def frame(table: CategoryTable, models: Sequence[Model]) -> pd.DataFrame:
    """Facts and categories of models, a row for each."""
    import pandas as pd

    places = {model.id: place for place, model in enumerate(table.models)}
    rows = [places[model.id] for model in models]
    columns: dict[str, list[Any]] = {
        "name": [model.name for model in models],
        "score": [None if model.score is None else float(model.score) for model in models],
    }
    for name, dimension in table.registry.items():
        found = table.column(dimension)
        columns[name] = [
            found[row] if dimension.multiple else next(iter(found[row]), None) for row in rows
        ]
    for fact in FACTS:
        columns.setdefault(fact, [getattr(model, fact) for model in models])
    return pd.DataFrame(columns, index=pd.Index([model.id for model in models], name="id")).astype(
        {"score": float}
    )
