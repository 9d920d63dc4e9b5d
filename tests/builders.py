"""Valid models, files and indexes by default; a test names what it changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from mkdocs_osai.index import Criteria, Criterion, Grade, IndexInfo, Model, Snapshot
from mkdocs_osai.index.criteria import BUILT_IN
from mkdocs_osai.index.model import openness_score
from mkdocs_osai.index.schema import System
from mkdocs_osai.stats import Index

SYSTEM = tuple(System.model_fields)
ORG = {"orgname": "name", "orglink": "link"}
TAGS = {"origin": "National origin", "contributor": "Contributor type"}


def a_model(id: str = "a", **changes: Any) -> Model:  # noqa: A002 - the field is called so
    """A Chinese text model with every criterion open; `classes={"code": "closed"}` changes them.

    The score is that of its grades, by `criteria` (the twelve if left out).
    """
    criteria: Criteria = changes.pop("criteria", BUILT_IN)
    classes: Mapping[str, str | None] = changes.pop("classes", {})
    values: dict[str, Any] = {
        "name": id,
        "path": f"models/{id}.yaml",
        "types": ("text",),
        "performance_class": "full",
        "license": "MIT License",
        "released": "2024-07",
        "organization": "A lab",
        "origin": "China",
        "contributor": "Non-academic (Company)",
        **changes,
    }
    applying = criteria.that_apply_to(values["types"])
    grades = {c.ref: Grade(classes.get(c.ref, "open")) for c in applying}
    score = openness_score(applying, grades)
    return Model(**{"id": id, "grades": grades, "score": score, **values})


def a_file(**changes: str | None) -> str:
    """The text of a model's file in the public format, with the tags in comments.

    Args:
        **changes: keys of `system`, `orgname`, `orglink`, `origin`, `contributor`, or criteria
            with their class. Values stand as they are in YAML; None leaves a key out.
    """
    values: dict[str, str | None] = {
        "origin": "China",
        "contributor": "Non-academic (Company)",
        "name": "A model",
        "link": "https://example.org/a",
        "type": "text",
        "performanceclass": "full",
        "endmodellicense": "MIT License",
        "releasedate": "2024-07",
        "orgname": "A lab",
        **{c.ref: "open" for c in BUILT_IN},
        **changes,
    }
    told = {key: value for key, value in values.items() if value is not None}
    lines = ["---", "# Organization tags:"]
    lines += [f"# - {TAGS[key]}: {told.pop(key)}" for key in TAGS if key in told]
    lines += ["system:", *(f"    {key}: {told.pop(key)}" for key in SYSTEM if key in told)]
    lines += ["org:", *(f"    {ORG[key]}: {told.pop(key)}" for key in ORG if key in told)]
    for criterion, cls in told.items():
        lines += [f"{criterion}:", f"    class: {cls}"]
    return "\n".join([*lines, ""])


def some_criteria(**types: tuple[str, ...]) -> Criteria:
    """Criteria by their key, each for some types."""
    return Criteria(tuple(Criterion(ref, ref.title(), "All", of) for ref, of in types.items()))


def an_index(
    *models: Model,
    criteria: Criteria = BUILT_IN,
    date: dt.date | None = None,
    descriptions: Mapping[str, dict[str, str]] | None = None,
) -> Index:
    """An index of these models, in the order of their ids as a folder has them."""
    from_folder = tuple(sorted(models, key=lambda m: m.id))
    about = IndexInfo(date=date)
    return Index(
        Snapshot("models", from_folder, criteria, about, descriptions=dict(descriptions or {}))
    )


def an_index_of(
    models: Iterable[Mapping[str, Any]],
    criteria: Criteria = BUILT_IN,
    date: dt.date | None = None,
) -> Index:
    """An index of the models `m00`, `m01` … with these changes, each as in `a_model`."""
    made = [a_model(f"m{i:02}", criteria=criteria, **changes) for i, changes in enumerate(models)]
    return an_index(*made, criteria=criteria, date=date)
