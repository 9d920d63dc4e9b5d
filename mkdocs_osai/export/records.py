"""The published fields of a model, and models as JSON, CSV and Parquet."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any, Literal

from mkdocs_osai.i18n import gettext_noop
from mkdocs_osai.index import (
    CLASSES,
    PARTS,
    PERFORMANCE_CLASSES,
    STATES,
    TYPES,
    UNGRADED,
    Compute,
    Criteria,
    IndexInfo,
    Model,
)
from mkdocs_osai.sanitize import json_text
from mkdocs_osai.stats import Index, to_csv
from mkdocs_osai.stats.definitions.requirements import WORDS
from mkdocs_osai.stats.dimensions.descent import KINDS

Form = Literal["text", "number", "flop", "day", "texts", "links"]
"""One text, a number from 0 to 1, a number of floating-point operations, a year, month or day,
several texts, or web addresses."""

BETWEEN: dict[Form, str] = {"texts": "; ", "links": " "}
"""The separator of several values in one cell of a table."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a model.

    Attributes:
        name: its key in JSON, and its column in a table.
        form: the form of its values.
        about: its meaning, as a sentence.
        allowed: the allowed values, if they are limited.
        always: whether every model has it.
    """

    name: str
    form: Form
    about: str
    allowed: tuple[str, ...] = ()
    always: bool = False


FACTS = (
    Field(
        "id", "text", gettext_noop("The name of the model's file, without its ending."), always=True
    ),
    Field("name", "text", gettext_noop("The name of the model."), always=True),
    Field(
        "score",
        "number",
        gettext_noop(
            "Its openness, from 0 to 1: the mean over the criteria that apply to its types, "
            "with 1 for open, 0.5 for partial, and 0 for closed or no class."
        ),
    ),
    Field("types", "texts", gettext_noop("What it produces."), TYPES),
    Field(
        "performance_class",
        "text",
        gettext_noop(
            "How it stands to its peers: latest is of the current generation, full of general use, "
            "limited of small size or narrow use."
        ),
        PERFORMANCE_CLASSES,
    ),
    Field("organization", "text", gettext_noop("Who made it.")),
    Field("origin", "text", gettext_noop("Where its makers are at home, as the index tags it.")),
    Field(
        "contributor",
        "text",
        gettext_noop("What kind of organisation made it, as the index tags it."),
    ),
    Field("license", "text", gettext_noop("The licence of the model, as it is written.")),
    Field(
        "released",
        "day",
        gettext_noop("When it came out: a year, a month or a day, as far as it is known."),
    ),
    Field("base_model", "text", gettext_noop("The model it was made from.")),
    Field("end_model", "text", gettext_noop("The model that its users meet.")),
    Field("links", "links", gettext_noop("Web addresses of the model.")),
    Field("organization_links", "links", gettext_noop("Web addresses of its makers.")),
    Field("aliases", "texts", gettext_noop("Ids and names it went by before.")),
)
"""The fields of a model, in the order of publication."""

COMPUTE = (
    Field("text", "text", gettext_noop("What the index says, as it is written."), always=True),
    Field(
        "state",
        "text",
        gettext_noop(
            "What kind of value it is: a stated figure, an estimate, a range, a lower bound "
            "(at_least), unknown, or not_applicable."
        ),
        STATES,
        always=True,
    ),
    Field("flop", "flop", gettext_noop("The figure.")),
    Field(
        "low",
        "flop",
        gettext_noop("The lowest value that the text allows; empty if it has no lower end."),
    ),
    Field("high", "flop", gettext_noop("The highest value; empty if it has no upper end.")),
    Field(
        "guess", "flop", gettext_noop("A figure with a question mark, which counts for nothing.")
    ),
    Field("method", "text", gettext_noop("How it was estimated.")),
    Field("source", "text", gettext_noop("Where it is from.")),
    Field("note", "text", gettext_noop("Another remark.")),
)
"""The fields of the training compute of a base model or an end model, in FLOP."""

STAGES = {"base": "base model", "end": "end model"}
"""The keys of `compute` → whose training compute it is."""

LICENSE_PARTS = {
    part: Field(part, "text", about)
    for part, about in zip(
        PARTS,
        (
            gettext_noop("The licence of the weights, as it is written."),
            gettext_noop("The licence of the code, as it is written."),
            gettext_noop("The licence of the data, as it is written."),
        ),
        strict=True,
    )
}
"""The keys of `license_parts`."""


LINEAGE = (
    Field("kind", "text", gettext_noop("Whether it was made from a model of another line."), KINDS),
    Field(
        "families", "texts", gettext_noop("The families of models that it and its bases belong to.")
    ),
    Field("line", "text", gettext_noop("The version or variant of a family that its base is of.")),
    Field(
        "entry", "text", gettext_noop("The id of the model of the index that describes its base.")
    ),
    Field("organization", "text", gettext_noop("Who made its base.")),
    Field("reason", "text", gettext_noop("The rule by which this was found."), always=True),
)
"""The keys of `lineage`: what a model was made from, by its file and the registry of families."""


def columns(index: Index) -> Iterator[Field]:
    """The columns of a table of models.

    These are `FACTS`, the training compute, the licences by part and the lineage, whether it meets
    each definition, and for each criterion its class and links.

    Example:
        >>> from mkdocs_osai import load
        >>> [column.name for column in columns(load("models"))][-2:]
        ['licenses_class', 'licenses_links']
    """
    yield from FACTS
    for stage, whose in STAGES.items():
        for field in COMPUTE:
            about = f"Training compute of the {whose}: {field.about[:1].lower()}{field.about[1:]}"
            yield replace(field, name=f"compute_{stage}_{field.name}", about=about, always=False)
    for part, field in LICENSE_PARTS.items():
        yield replace(field, name=f"license_{part}")
    for field in LINEAGE:
        yield replace(field, name=f"lineage_{field.name}")
    for definition in index.definitions.values():
        about = f"Whether it meets the definition {definition.called}."
        name = f"definition_{definition.key}"
        yield Field(name, "text", about, tuple(WORDS.values()), always=True)
    for criterion in index.criteria:
        about = f"How open the model is on {criterion.name}; empty where it does not apply."
        yield Field(f"{criterion.ref}_class", "text", about, CLASSES)
        about = f"Web addresses that show it, for {criterion.name}."
        yield Field(f"{criterion.ref}_links", "links", about)


def record(model: Model, index: Index) -> dict[str, Any]:
    """A model of an index as plain values, without the criteria that do not apply to it.

    Example:
        >>> from mkdocs_osai import load
        >>> index = load("models")
        >>> record(index.model("Claire"), index)["lineage"]["families"]
        ['Falcon']
    """
    descent = index.lineage.of(model)
    return {
        **{fact.name: _plain(getattr(model, fact.name)) for fact in FACTS},
        "score": None if model.score is None else float(model.score),
        "compute": {"base": _compute(model.compute_base), "end": _compute(model.compute_end)},
        "license_parts": {
            part: found.text if (found := getattr(model.license_parts, part)) else None
            for part in LICENSE_PARTS
        },
        "lineage": {
            **{field.name: _plain(getattr(descent, field.name)) for field in LINEAGE},
            "line": descent.line.name if descent.line else None,
        },
        "definitions": {
            key: definition.verdict(model).meets for key, definition in index.definitions.items()
        },
        "criteria": {
            c.ref: {
                "class": grade.cls,
                "links": list(grade.links),
                **({"notes": grade.notes} if grade.notes else {}),
            }
            for c in index.criteria.that_apply_to(model.types)
            for grade in [model.grades.get(c.ref, UNGRADED)]
        },
    }


def provenance(about: IndexInfo) -> dict[str, str | None]:
    """The title, date, source and licence of an index.

    Example:
        >>> provenance(IndexInfo())["license"]
        'CC-BY-4.0'
    """
    return {
        "title": about.title,
        "date": about.date.isoformat() if about.date else None,
        "commit": about.commit,
        "source": about.source,
        "license": about.license,
        "citation": about.citation,
    }


def criteria_records(criteria: Criteria) -> list[dict[str, Any]]:
    """Criteria as plain values."""
    return [
        {"ref": c.ref, "name": c.name, "group": c.group, "types": list(c.types)} for c in criteria
    ]


def records(models: Iterable[Model], index: Index, about: IndexInfo) -> dict[str, Any]:
    """Models, the criteria they are graded on, and their provenance.

    Returns:
        `{"about": {"title", "date", "commit", "source", "license", "citation"}, "criteria": […],
        "models": […]}`
    """
    return {
        "about": provenance(about),
        "criteria": criteria_records(index.criteria),
        "models": [record(model, index) for model in models],
    }


def jsonl_of(models: Iterable[Model], index: Index) -> bytes:
    """Models of an index as JSON Lines: one on each line.

    Example:
        >>> from mkdocs_osai import load
        >>> index = load("models")
        >>> jsonl_of([index.model("bloomz")], index).startswith(b'{"id": "bloomz", ')
        True
    """
    return "".join(json_text(record(model, index), None) for model in models).encode()


def rows(models: Iterable[Model], index: Index) -> tuple[list[str], list[list[Any]]]:
    """Models of an index as a table: the names of its columns, and a row for each model.

    Lists are joined to one cell, types and aliases by `; `, links by a space. Each criterion has a
    column `…_class` and a column `…_links`.

    Example:
        >>> from mkdocs_osai import load
        >>> index = load("models")
        >>> header, [row] = rows([index.model("bloomz")], index)
        >>> dict(zip(header, row))["lineage_families"]
        'BLOOM'
    """
    all_of = [*columns(index)]
    table = []
    for model in models:
        facts = record(model, index)
        for c in index.criteria:
            grade = facts["criteria"].get(c.ref, {"class": None, "links": []})
            facts |= {f"{c.ref}_{part}": grade[part] for part in ("class", "links")}
        for stage, compute in facts["compute"].items():
            facts |= {f"compute_{stage}_{f.name}": compute and compute[f.name] for f in COMPUTE}
        facts |= {f"license_{part}": text for part, text in facts["license_parts"].items()}
        facts |= {f"lineage_{field.name}": facts["lineage"][field.name] for field in LINEAGE}
        answers = facts["definitions"].items()
        facts |= {f"definition_{key}": WORDS[answer] for key, answer in answers}
        table.append([_cell(facts[c.name], BETWEEN.get(c.form, "")) for c in all_of])
    return [column.name for column in all_of], table


def csv_of(models: Iterable[Model], index: Index) -> bytes:
    """Models of an index as CSV, without formulas and control characters."""
    return to_csv(*rows(models, index)).encode("utf-8", "replace")


def parquet_of(models: Sequence[Model], index: Index, about: IndexInfo) -> bytes:
    """Models as Parquet, with the columns of the CSV, their meaning and the provenance.

    Raises:
        ImportError: pyarrow is not installed.
    """
    arrow: Any = import_module("pyarrow")  # which ships no types
    _, table = rows(models, index)
    fields, values = [], []
    for place, column in enumerate(columns(index)):
        form = arrow.float64() if column.form in ("number", "flop") else arrow.string()
        fields.append(arrow.field(column.name, form, metadata={"about": column.about}))
        values.append(arrow.array([row[place] for row in table], form))
    origin = {key: value for key, value in provenance(about).items() if value is not None}
    out = io.BytesIO()
    import_module("pyarrow.parquet").write_table(
        arrow.table(values, schema=arrow.schema(fields, metadata=origin)), out
    )
    return out.getvalue()


def _compute(compute: Compute | None) -> dict[str, Any] | None:
    return {field.name: getattr(compute, field.name) for field in COMPUTE} if compute else None


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _cell(value: object, between: str) -> object:
    return between.join(value) or None if isinstance(value, list) else value
