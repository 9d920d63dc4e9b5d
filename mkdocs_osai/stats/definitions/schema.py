"""The schema of `_definitions.yml`."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from mkdocs_osai.index.bounds import MOST_CATEGORIES
from mkdocs_osai.index.schema import Link, Name, ReleaseDate

Condition = dict[str, Any]
Conditions = Annotated[list[Condition], Field(min_length=1, max_length=MOST_CATEGORIES)]


class DefinitionEntry(BaseModel):
    """A definition in `_definitions.yml`."""

    model_config = ConfigDict(extra="forbid", regex_engine="python-re")

    name: Name = Field(description="Its name for readers.", examples=["Open weights and code"])
    about: Name = Field("", description="What it asks for, in a sentence.")
    source: Link | None = Field(None, description="Where it is published.")
    date: ReleaseDate | None = Field(None, description="When it was published.")
    version: Name | None = Field(None, description="Which version of it this is.")
    gaps: list[Name] = Field(
        [], description="What the conditions leave out or read in one of several ways."
    )
    all: Conditions = Field(
        description="What a model must meet. Each entry has one key: a dimension or criterion with "
        "categories; a training compute with at_least or below; any or all with a list; at_least "
        "with a number beside of with a list; or not_assessed with what the index does not assess.",
        examples=[[{"weights_endmodel": "open"}, {"not_assessed": "evaluation data"}]],
    )


def schema() -> dict[str, Any]:
    """The JSON Schema of `_definitions.yml`, for editors.

    Example:
        >>> schema()["title"]
        'Definitions of open models'
    """
    json_schema = TypeAdapter(dict[Name, DefinitionEntry]).json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Definitions of open models",
        **json_schema,
    }
