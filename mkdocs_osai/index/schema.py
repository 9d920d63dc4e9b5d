"""What a file of the index may say.

These types are strict: they accept a value in the form the format asks for and nothing else. What
other forms the reader understands, and says so, is in `leniency`.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from mkdocs_osai.index.criteria import TYPES

MOST_TEXT = 20_000
"""Characters of one text; a longer one is an error, not a longer page."""

MOST_LINK = 2_000
"""Characters of one web address."""

MOST_LINKS = 200
"""Web addresses in one place."""

CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
"""What no text may hold: a NUL or an escape sequence harms terminals, XML and files."""


def _list_of_one(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _split_at_commas(value: object) -> object:
    return [part.strip() for part in value.split(",")] if isinstance(value, str) else value


def _a_day_that_exists(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        dt.date.fromisoformat(value)
    return value


Text = Annotated[
    str,
    StringConstraints(max_length=MOST_TEXT, pattern=CONTROL.replace("[", "^[^", 1) + "*$"),
]
Link = Annotated[
    str,
    # A comma before the next address does not belong to this one.
    StringConstraints(
        pattern=r"^https?://(?!\S*,https?://)[^\s/\x00-\x1f\x7f][^\s\x00-\x1f\x7f]*$",
        max_length=MOST_LINK,
    ),
]
Links = Annotated[list[Link], BeforeValidator(_list_of_one), Field(max_length=MOST_LINKS)]
Type = Literal["text", "image", "code", "video", "audio"]
Types = Annotated[list[Type], BeforeValidator(_split_at_commas), Field(max_length=len(TYPES))]
Class = Literal["open", "partial", "closed"]
PerformanceClass = Literal["full", "latest", "limited"]
ReleaseDate = Annotated[
    str,
    BeforeValidator(_a_day_that_exists),
    StringConstraints(pattern=r"^[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"),
]


class Section(BaseModel):
    """One section of a file; keys it does not know are kept out and reported by the reader."""

    model_config = ConfigDict(
        extra="ignore",
        populate_by_name=True,
        regex_engine="python-re",  # Rust's has no look-ahead, which links need
    )


class System(Section):
    """The model itself."""

    name: Text | None = None
    link: Links | None = None
    type: Types | None = None
    performanceclass: PerformanceClass | None = None
    basemodelname: Text | None = None
    endmodelname: Text | None = None
    endmodellicense: Text | None = None
    releasedate: ReleaseDate | None = None
    notes: Text | None = None


class Org(Section):
    """Who made it."""

    name: Text | None = None
    link: Links | None = None
    origin: Text | None = None
    contributor: Text | None = None
    notes: Text | None = None


class CriterionSection(Section):
    """What the graders found on one criterion."""

    cls: Class | None = Field(default=None, alias="class")
    link: Links | None = None
    notes: Text | None = None


class ModelFile(BaseModel):
    """A file of the index: the model, who made it, and a section for each criterion."""

    model_config = ConfigDict(extra="allow", regex_engine="python-re")

    __pydantic_extra__: dict[str, CriterionSection | None] = Field(init=False)

    system: System | None = None
    org: Org | None = None
    aliases: Annotated[list[Text], BeforeValidator(_list_of_one)] | None = None

    @property
    def criteria(self) -> dict[str, CriterionSection | None]:
        """The sections that grade a criterion, by its key."""
        return self.__pydantic_extra__


class CriterionEntry(BaseModel):
    """A criterion in `_parameters.yml`; `types` left out means all."""

    model_config = ConfigDict(extra="ignore")

    ref: Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*$", max_length=60)]
    name: Text | None = None
    types: list[Type] | None = None


class CriteriaGroup(BaseModel):
    """A group of criteria in `_parameters.yml`."""

    model_config = ConfigDict(extra="ignore")

    name: Text | None = None
    ref: Text | None = None
    params: list[CriterionEntry] = []


class AboutFile(BaseModel):
    """What `_index.yml` says of the index as a whole; all of it can be left out."""

    model_config = ConfigDict(extra="forbid", regex_engine="python-re")

    title: Text | None = None
    date: dt.date | None = None
    source: Link | None = None
    license: Text | None = None
    citation: Text | None = None
