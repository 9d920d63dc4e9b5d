"""The schemas of the published data: JSON Schema, and CSV on the Web."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

from mkdocs_osai.export.citation import license_page
from mkdocs_osai.export.records import (
    BETWEEN,
    COMPUTE,
    FACTS,
    LICENSE_PARTS,
    LINEAGE,
    STAGES,
    Field,
    columns,
)
from mkdocs_osai.index import CLASSES, TYPES, IndexInfo
from mkdocs_osai.index.snapshot import Reason
from mkdocs_osai.stats import Index

RELEASED = "[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
KINDS = ("added", "removed", "renamed", "version", "revised")


def schema(index: Index, address: str | None = None) -> dict[str, Any]:
    """The JSON Schema of `index.json`, of the file of a model and of a line of `models.jsonl`.

    `address` is the URL of the schema, if it is known.

    Example:
        >>> from mkdocs_osai import load
        >>> schema(load("models"))["$defs"]["model"]["properties"]["types"]["items"]["enum"][0]
        'text'
    """
    text, maybe = {"type": "string"}, {"type": ["string", "null"]}
    model = _described(FACTS)
    grades = {
        c.ref: {"$ref": "#/$defs/grade", "title": c.name, "description": f"On {c.name}."}
        for c in index.criteria
    }
    day = {"type": "string", "format": "date"}
    change = {
        "date": {**day, "description": "The day it was committed, UTC."},
        "commit": {**text, "description": "The commit, in full."},
        "kind": {"enum": list(KINDS)},
        "criterion": {**maybe, "description": "Of a revised class: the ref of the criterion."},
        "before": {**maybe, "description": "The class, or the name, before."},
        "after": {**maybe, "description": "The class, or the name, from then on."},
        "reason": {
            "enum": [*get_args(Reason), None],
            "description": "Why the class was changed, as far as the files tell.",
        },
    }
    definitions = {
        "about": _object(
            {
                "title": {**text, "description": "The name of the index."},
                "date": {
                    "type": ["string", "null"],
                    "format": "date",
                    "description": "The day it stands for.",
                },
                "commit": {**maybe, "description": "The commit that the files are those of."},
                "source": {**text, "format": "uri", "description": "Where the original is."},
                "license": {**text, "description": "The licence of the data."},
                "citation": {**text, "description": "How to cite it."},
                "generated_from": {**text, "description": "The file or folder it is made from."},
            }
        ),
        "criterion": _object(
            {
                "ref": {**text, "description": "Its key."},
                "name": {**text, "description": "Its name."},
                "group": {**text, "description": "The group it stands in."},
                "types": {
                    **_list({"enum": list(TYPES)}),
                    "description": "The types of models it applies to.",
                },
            }
        ),
        "grade": _object(
            {
                "class": {"enum": [*CLASSES, None]},
                "links": _list({**text, "format": "uri"}),
                "notes": {**text, "description": "The remark of the graders, if there is one."},
            },
            optional=("notes",),
        ),
        "model": _object(
            {
                **model,
                "compute": {
                    **_object(
                        {
                            stage: {
                                "anyOf": [{"$ref": "#/$defs/compute"}, {"type": "null"}],
                                "description": f"That of the {whose}; null if not recorded.",
                            }
                            for stage, whose in STAGES.items()
                        }
                    ),
                    "description": "The training compute, in FLOP.",
                },
                "license_parts": {
                    **_object(_described(LICENSE_PARTS.values())),
                    "description": "The licences of its parts.",
                },
                "lineage": {
                    **_object(_described(LINEAGE)),
                    "description": "What it was made from, by the registry of families.",
                },
                "definitions": {
                    **_object(
                        {
                            key: {
                                "type": ["boolean", "null"],
                                "description": f"Whether it meets {one.called}; null if that "
                                "cannot be said.",
                            }
                            for key, one in index.definitions.items()
                        }
                    ),
                    "description": "Which definitions of open models it meets.",
                },
                "criteria": {
                    **_object(grades, optional=tuple(grades)),
                    "description": "Its class on each criterion that applies to it.",
                },
            }
        ),
        "compute": _object(_described(COMPUTE)),
        "place": _object(
            {
                "place": {"type": "integer", "minimum": 1, "description": "The most open is 1."},
                "of": {"type": "integer", "minimum": 1, "description": "Models with a score."},
            }
        ),
        "change": _object(change),
        "index": _object(
            {
                "about": {"$ref": "#/$defs/about"},
                "criteria": _list({"$ref": "#/$defs/criterion"}),
                "models": _list({"$ref": "#/$defs/model"}),
            }
        ),
        "one_model": _object(
            {
                "about": {"$ref": "#/$defs/about"},
                "model": {"$ref": "#/$defs/model"},
                "rank": {"anyOf": [{"$ref": "#/$defs/place"}, {"type": "null"}]},
                "entered": {
                    "type": ["string", "null"],
                    "format": "date",
                    "description": "The day it entered the index, if its history tells.",
                },
                "changes": {
                    **_list({"$ref": "#/$defs/change"}),
                    "description": "What changed of it, newest first.",
                },
            }
        ),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **({"$id": address} if address else {}),
        "title": index.about.title,
        "description": "All models with their facts, one of them, or one line of models.jsonl.",
        "oneOf": [{"$ref": f"#/$defs/{name}"} for name in ("index", "one_model", "model")],
        "$defs": definitions,
    }


def _described(fields: Iterable[Field]) -> dict[str, Any]:
    return {field.name: {**_form(field), "description": field.about} for field in fields}


def csv_metadata(index: Index, about: IndexInfo) -> dict[str, Any]:
    """The description of `index.csv` as CSV on the Web (W3C tabular metadata)."""
    rights = license_page(about)
    metadata = {
        "dc:title": about.title,
        "dc:source": {"@id": about.source},
        "dc:license": {"@id": rights} if rights else about.license,
        "dc:rights": about.license,
        "dc:bibliographicCitation": about.citation,
        "schema:version": about.commit,
    }
    date = {"@value": about.date.isoformat(), "@type": "xsd:date"} if about.date else None
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": "index.csv",
        **{key: value for key, value in {**metadata, "dc:date": date}.items() if value},
        "rdfs:comment": "A text that a spreadsheet would run has a ' in front, also behind a ;.",
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\n"]},
        "tableSchema": {
            "primaryKey": "id",
            "columns": [_column(column) for column in columns(index)],
        },
    }


def _column(column: Field) -> dict[str, Any]:
    between = BETWEEN.get(column.form)
    return {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.about,
        "datatype": _datatype(column),
        **({"required": True} if column.always else {}),
        **({"separator": between} if between else {}),
    }


def _datatype(column: Field) -> str | dict[str, Any]:
    if column.form == "number":
        return {"base": "double", "minimum": 0, "maximum": 1}
    if column.form == "flop":
        return {"base": "double", "minimum": 0}
    if column.form == "links":
        return "anyURI"
    if column.form == "day":
        return {"base": "string", "format": RELEASED}
    return {"base": "string", "format": "|".join(column.allowed)} if column.allowed else "string"


def _form(field: Field) -> dict[str, Any]:
    """The JSON Schema of a field."""
    none = [] if field.always else ["null"]
    if field.form == "number":
        return {"type": ["number", "null"], "minimum": 0, "maximum": 1}
    if field.form == "flop":
        return {"type": ["number", "null"], "minimum": 0}
    if field.form == "links":
        return _list({"type": "string", "format": "uri"})
    if field.form == "texts":
        return _list({"enum": list(field.allowed)} if field.allowed else {"type": "string"})
    if field.allowed:
        return {"enum": [*field.allowed, *([None] if none else [])]}
    pattern = {"pattern": f"^{RELEASED}$"} if field.form == "day" else {}
    return {"type": ["string", *none] if none else "string", **pattern}


def _list(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


def _object(properties: dict[str, Any], optional: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }
