"""The schema of `_families.yml`."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter

from mkdocs_osai.index.bounds import MOST_CATEGORIES
from mkdocs_osai.index.schema import Link, Name, ReleaseDate

Names = Annotated[
    list[Name],
    BeforeValidator(lambda v: [v] if isinstance(v, str) else v),
    Field(max_length=MOST_CATEGORIES),
]


class LineEntry(BaseModel):
    """A version or variant of a family in `_families.yml`."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, regex_engine="python-re")

    names: Annotated[Names, Field(min_length=1)] = Field(
        description="How the names of its models begin; only sizes and stages may follow.",
        examples=[["llama 2"]],
    )
    maker: Name | None = Field(None, description="Who made it, if it is not the family's maker.")
    made_from: Name | None = Field(
        None, alias="from", description="The line or the family that it was made from."
    )
    license: Name | None = Field(None, description="Its licence.")
    restricted: bool | None = Field(
        None, description="Whether its licence restricts what the weights may be used for."
    )
    released: ReleaseDate | None = Field(None, description="When it came out.")
    source: Link | None = Field(None, description="Where it is said what it was made from.")


class FamilyEntry(BaseModel):
    """A family in `_families.yml`."""

    model_config = ConfigDict(extra="forbid")

    maker: Name = Field(description="Who made it, as the dimension `organizations` calls them.")
    names: Names = Field([], description="Names of the family that do not say which line.")
    lines: Annotated[dict[Name, LineEntry], Field(max_length=MOST_CATEGORIES)] = Field(
        {}, description="Its versions and variants."
    )


def schema() -> dict[str, Any]:
    """The JSON Schema of `_families.yml`, for editors.

    Example:
        >>> schema()["title"]
        'Families of base models'
    """
    json_schema = TypeAdapter(dict[Name, FamilyEntry]).json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Families of base models",
        **json_schema,
    }
