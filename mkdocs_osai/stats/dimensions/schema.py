"""The schema of `_dimensions.yml`."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from mkdocs_osai.index import FileDiagnostics
from mkdocs_osai.index.bounds import MOST_CATEGORIES, MOST_FILTERS, MOST_KEY
from mkdocs_osai.index.diagnostics import Rule, quoted
from mkdocs_osai.index.metadata_files import first, report
from mkdocs_osai.index.schema import About, Label, Name
from mkdocs_osai.stats.dimensions.dimension import DimensionSpec, Hue
from mkdocs_osai.stats.dimensions.thresholds import BUILT_IN, Threshold, figure

THRESHOLDS = "thresholds"
"""The key of `_dimensions.yml` that is not a dimension: name → figure."""

FIELDS = Literal[
    "origin",
    "contributor",
    "types",
    "performance_class",
    "license",
    "organization",
    "released",
    "base_model",
    "compute_base",
    "compute_end",
    "compute_total",
    "modification",
    "base_families",
    "derived",
    "base_organizations",
    "definitions",
    "license_weights",
    "license_code",
    "license_data",
]
NAME = r"[a-z][a-z0-9_]*"
Key = Annotated[str, Field(pattern=f"^{NAME}$", max_length=MOST_KEY)]
Values = Annotated[
    list[Name],
    BeforeValidator(lambda v: [v] if isinstance(v, str) else v),
    Field(max_length=MOST_CATEGORIES),
]
Groups = Annotated[dict[Name, Values], Field(max_length=MOST_CATEGORIES)]
Colors = Annotated[dict[Name, Hue], Field(max_length=MOST_CATEGORIES)]


Limit = Annotated[str, Field(max_length=MOST_KEY)]


class ThresholdEntry(BaseModel):
    """A threshold of training compute in `_dimensions.yml`."""

    model_config = ConfigDict(extra="forbid")

    flop: Limit = Field(description="The figure in FLOP.", examples=["1e24"])
    label: Label | None = Field(None, description="How it is called for readers.")
    about: About = Field("", description="What it means, in one or two sentences.")


class DimensionEntry(BaseModel):
    """A dimension in `_dimensions.yml`."""

    model_config = ConfigDict(extra="forbid")

    label: Label | None = Field(None, description="How it is called for readers.")
    about: About = Field("", description="What it means, in one or two sentences.")
    field: FIELDS | None = Field(None, description="The property of a model it is made from.")
    of: Key | None = Field(None, description="Another dimension, whose categories it groups.")
    filter: Key | None = Field(None, description="The word that selects by it.")
    groups: Groups = Field(
        {}, description="Category: the values that belong to it; * stands for any text."
    )
    rest: Name | None = Field(None, description="The category of all values that no group has.")
    join: Groups = Field({}, description="Category: other spellings of it.")
    includes: Groups = Field(
        {}, description="Category: other names that count to it and are right, such as a lab's."
    )
    if_true: Values = Field([], description="What True stands for in a selection.")
    if_false: Values = Field(
        [], description="What False stands for in a selection; all others, if left out."
    )
    period: Literal["year", "quarter", "month"] | None = Field(
        None, description="The span of time that a date is sorted into."
    )
    order: Values = Field([], description="Which category comes first where counts are equal.")
    colors: Colors = Field({}, description="Category: its colour.")
    threshold: Limit | None = Field(
        None, description="The figure in FLOP that training compute is sorted against, or its name."
    )

    def spec(self) -> DimensionSpec:
        """The entry as a `DimensionSpec`."""
        return DimensionSpec(**self.model_dump())


def own_entry(
    findings: FileDiagnostics, name: str, before: Any, values: Any
) -> DimensionSpec | None:
    """The built-in definition of a dimension with the changes of a site; None if it is invalid.

    Args:
        findings: the file; problems are added to it.
        name: the name of the dimension.
        before: the built-in definition.
        values: the definition of the site.
    """
    if not re.fullmatch(rf"[a-z][a-z0-9_]{{0,{MOST_KEY - 1}}}", name):
        findings.add(
            Rule.DIMENSIONS,
            "a name has small letters, digits and _, and starts with a letter",
            "",
            (name,),
        )
        return None
    if not isinstance(values, dict):
        findings.add(
            Rule.DIMENSIONS, "a dimension has keys under it", "such as field: origin", (name,)
        )
        return None
    try:
        entry = DimensionEntry.model_validate({**before, **values, **_merged(before, values)})
    except ValidationError as error:
        report(findings, error, Rule.DIMENSIONS, (name,), DimensionEntry.model_fields)
        return None
    if (entry.field is None) == (entry.of is None):
        findings.add(
            Rule.DIMENSIONS, "a dimension is made from one thing", "give it field or of", (name,)
        )
        return None
    if entry.threshold is None:
        entry.threshold = "gpai" if str(entry.field).startswith("compute_") else None
    return entry.spec()


def own_thresholds(findings: FileDiagnostics, values: Any) -> dict[str, Threshold]:
    """The thresholds of a site, which are added to the built-in ones.

    Args:
        findings: the file; problems are added to it, and invalid entries are left out.
        values: the values under `thresholds`.
    """
    if not isinstance(values, dict):
        what = "no names with figures under them"
        findings.add(Rule.DIMENSIONS, what, "such as large: 1e24", (THRESHOLDS,))
        return {}
    found = {}
    for name, value in first(findings, Rule.DIMENSIONS, values, MOST_FILTERS, THRESHOLDS).items():
        place = (THRESHOLDS, name)
        if name in BUILT_IN:
            what = f"{quoted(name)} is a built-in threshold"
            findings.add(Rule.DIMENSIONS, what, "take another name", place)
            continue
        if not (re.fullmatch(NAME, str(name)) and len(name) <= MOST_KEY):
            what = f"{quoted(name)} cannot be the name of a threshold"
            findings.add(
                Rule.DIMENSIONS,
                what,
                f"use small letters, digits and _, {MOST_KEY} at most",
                (THRESHOLDS,),
            )
            continue
        try:
            entry = ThresholdEntry.model_validate(
                {"flop": value} if isinstance(value, str) else value
            )
        except ValidationError as error:
            report(findings, error, Rule.DIMENSIONS, place, ThresholdEntry.model_fields)
            continue
        flop = figure(entry.flop)
        if flop is None:
            what = f"{quoted(entry.flop)} is no figure in FLOP"
            findings.add(Rule.DIMENSIONS, what, "write it as 1e24", place)
            continue
        label = entry.label or name.replace("_", " ")
        found[name] = Threshold(name, float(flop), label, entry.about)
    return found


def _merged(before: dict[str, Any], values: dict[Any, Any]) -> dict[str, Any]:
    """The joined names of both; for the same category, those of the site."""
    both = (key for key in ("join", "includes") if before.get(key))
    return {
        key: {**before[key], **values[key]} for key in both if isinstance(values.get(key), dict)
    }


def schema() -> dict[str, Any]:
    """The JSON Schema of `_dimensions.yml`, for editors.

    Example:
        >>> schema()["title"]
        'Dimensions of an index'
    """
    json_schema = TypeAdapter(dict[Key, DimensionEntry]).json_schema()
    threshold = ThresholdEntry.model_json_schema()
    figure = {"type": ["string", "number"]}
    named = {"type": "object", "additionalProperties": {"anyOf": [figure, threshold]}}
    about = "Thresholds of training compute: name and figure in FLOP."
    json_schema["properties"] = {THRESHOLDS: {**named, "description": about}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Dimensions of an index",
        **json_schema,
    }
