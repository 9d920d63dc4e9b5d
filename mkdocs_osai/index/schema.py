"""The format of the files of an index, as pydantic models.

They accept only the documented form of a value. Other forms that the reader understands are in
`normalizers`. Their JSON Schema extras are used by `json_schema` alone.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    RootModel,
    StringConstraints,
    model_validator,
)

from mkdocs_osai.index.bounds import (
    CONTROL,
    MOST_ABOUT,
    MOST_ALIASES,
    MOST_CRITERIA,
    MOST_KEY,
    MOST_LABEL,
    MOST_LINK,
    MOST_LINKS,
    MOST_NAME,
    MOST_REASON_MODELS,
    MOST_TEXT,
)
from mkdocs_osai.index.compute import REMARK
from mkdocs_osai.index.criteria import TYPES


def _list_of_one(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _split_at_commas(value: object) -> object:
    return [part.strip() for part in value.split(",")] if isinstance(value, str) else value


_SCALARS = ("string", "number", "boolean")
_TEXT = CONTROL.replace("[", "^[^", 1) + "*$"
_IN_ADDRESS = r"[^\s,\ufeff\x00-\x1f\x7f-\x9f]"
# A comma before the next address does not belong to this one.
_ADDRESS = rf"https?://(?![/:]){_IN_ADDRESS}+(?:,+(?!h?https?://){_IN_ADDRESS}+)*"
_SHORT = rf"(?![^\s,]{{{MOST_LINK + 1}}}){_ADDRESS}"
_ADDRESSES = (
    rf"(?:{_SHORT}|(?=h[^,]*,){_SHORT}(?:[, \n]+{_SHORT}){{1,{MOST_LINKS - 1}}})(?:[, \n]*,)?"
)
"""One or several in one text, with commas between them."""

_TYPE = f"(?:{'|'.join(TYPES)})"
_YEAR = "[12][0-9]{3}"
_LEAP_YEAR = "(?:[12][0-9](?:0[48]|[2468][048]|[13579][26])|(?:12|16|20|24|28)00)"
_DATE = (
    rf"{_YEAR}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|1[0-9]|2[0-8]))?)?"
    rf"|{_YEAR}-(?:(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
    rf"|{_LEAP_YEAR}-02-29"
)
"""A year, a month, or a day that exists."""


def _in_editors(*types: str, **more: Any) -> Any:
    """The JSON types that editors accept for a text, such as a number in `name: 4.10`."""
    return Field(json_schema_extra={"type": [*types], **more})


Text = Annotated[
    str,
    StringConstraints(max_length=MOST_TEXT, pattern=_TEXT),
    _in_editors(*_SCALARS),
]
About = Annotated[
    str,
    StringConstraints(max_length=MOST_ABOUT, pattern=_TEXT),
    _in_editors(*_SCALARS),
]
Name = Annotated[
    str,
    StringConstraints(max_length=MOST_NAME, pattern=_TEXT),
    _in_editors(*_SCALARS),
]
Label = Annotated[
    str,
    StringConstraints(max_length=MOST_LABEL, pattern=_TEXT),
    _in_editors(*_SCALARS),
]
Link = Annotated[str, StringConstraints(pattern=f"^{_ADDRESS},*$", max_length=MOST_LINK)]
Links = Annotated[
    list[Link],
    BeforeValidator(_list_of_one),
    Field(max_length=MOST_LINKS),
    _in_editors("string", "array", pattern=f"^{_ADDRESSES}$"),
]
Type = Literal["text", "image", "code", "video", "audio"]
Types = Annotated[
    list[Type],
    BeforeValidator(_split_at_commas),
    Field(max_length=len(TYPES)),
    _in_editors("string", "array", pattern=rf"^{_TYPE}(?:\s*,\s*{_TYPE}){{0,{len(TYPES) - 1}}}$"),
]
Class = Literal["open", "partial", "closed"]
PerformanceClass = Literal["full", "latest", "limited"]
ReleaseDate = Annotated[
    str,
    StringConstraints(pattern=f"^(?:{_DATE})$"),
    _in_editors("string", "integer", minimum=1000, maximum=2999),
]

_FIGURE = r"~?[1-9](?:[.][0-9]{1,30})?e[+][0-3][0-9] FLOP(?: [+]- [0-9](?:[.][0-9]{1,6})? OoM)?"
_COMPUTE = rf"(?:unknown|-|(?:[<>]= )?{_FIGURE}|{_FIGURE} to {_FIGURE})(?: {REMARK})*"
ComputeText = Annotated[
    str,
    StringConstraints(max_length=MOST_NAME, pattern=f"^{_COMPUTE}$"),
    _in_editors("string", maxLength=MOST_NAME),
]


class Section(BaseModel):
    """A section of a model's file; the reader reports unknown keys."""

    model_config = ConfigDict(
        extra="ignore",
        regex_engine="python-re",  # Rust's has no look-ahead, which links need
    )


class System(Section):
    """The model itself."""

    name: Name | None = Field(None, description="What it is called.", examples=["OLMo 2 32B"])
    link: Links | None = Field(None, description="Where it is found on the web.")
    type: Types | None = Field(
        None,
        description="What it makes; with commas between several. Decides which criteria count.",
        examples=[*TYPES, "text, code"],
    )
    performanceclass: PerformanceClass | None = Field(None, description="How much it can do.")
    base: Name | None = Field(
        None,
        description="The id of the entry of this index that it was made from, if there is one.",
        examples=["llama-3.1"],
    )
    basemodelname: Name | None = Field(None, description="The model it was made from.")
    endmodelname: Name | None = Field(None, description="The model that users meet.")
    endmodellicense: Name | None = Field(
        None,
        description="The licence of the model that users meet.",
        examples=["Apache-2.0", "MIT License"],
    )
    releasedate: ReleaseDate | None = Field(
        None,
        description="When it came out: the year, the month or the day, as far as it is known.",
        examples=["2024-07", "2024-07-01"],
    )
    notes: Text | None = Field(None, description="A remark. No page shows it.")


class Org(Section):
    """Who made it."""

    name: Name | None = Field(None, description="What they are called.")
    link: Links | None = Field(None, description="Where they are found on the web.")
    origin: Name | None = Field(
        None,
        description="The country they are from; 'Undisclosed' if it is not disclosed.",
        examples=["China", "Undisclosed"],
    )
    contributor: Name | None = Field(
        None,
        description="The kind of organisation; 'Undisclosed' if it is not disclosed.",
        examples=["Academic (University)", "Non-academic (Company)"],
    )
    notes: Text | None = Field(None, description="A remark. No page shows it.")


class ComputeSection(Section):
    """How much computing its training took, in FLOP."""

    basemodel: ComputeText | None = Field(
        None,
        description="That of the base model; 'unknown', or '-' if there is no base model.",
        examples=["~4.08e+23 FLOP +- 0.5 OoM (param count & dataset size)", "unknown", "-"],
    )
    endmodel: ComputeText | None = Field(
        None,
        description="That of the model that users meet.",
        examples=[">= 1.18e+22 FLOP (lower bound from 2x Chinchilla)", "unknown"],
    )


class CriterionSection(Section):
    """What the graders found on one criterion."""

    cls: Class | None = Field(
        None, alias="class", description="How open the model is on this criterion."
    )
    link: Links | None = Field(None, description="The evidence: one web address or several.")
    notes: Text | None = Field(None, description="What the graders remark, for readers.")


class LicensesSection(CriterionSection):
    """What the graders found on the licences, and the licence of each part."""

    weights: Name | None = Field(
        None,
        description="The licence of the weights, or 'not released', 'not disclosed', 'unknown'.",
        examples=["Apache-2.0", "not released"],
    )
    code: Name | None = Field(None, description="The licence of the code, likewise.")
    data: Name | None = Field(None, description="The licence of the data, likewise.")


class ModelFile(BaseModel):
    """A file of the index: the model, who made it, and a section for each criterion."""

    model_config = ConfigDict(extra="allow", regex_engine="python-re")

    __pydantic_extra__: dict[str, CriterionSection | None] = Field(init=False)

    system: System | None = None
    org: Org | None = None
    compute: ComputeSection | None = None
    licenses: LicensesSection | None = None
    aliases: (
        Annotated[
            list[Name],
            BeforeValidator(_list_of_one),
            Field(max_length=MOST_ALIASES),
            _in_editors(*_SCALARS, "array", pattern=_TEXT, maxLength=MOST_NAME),
        ]
        | None
    ) = Field(None, description="Ids and names it went by before.")

    @property
    def criteria(self) -> dict[str, CriterionSection | None]:
        """The sections that grade a criterion, by its key."""
        licenses = {"licenses": self.licenses} if "licenses" in self.model_fields_set else {}
        return {**self.__pydantic_extra__, **licenses}


class CriterionEntry(BaseModel):
    """A criterion in `_parameters.yml`."""

    model_config = ConfigDict(extra="ignore")

    ref: Annotated[
        str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*$", max_length=MOST_KEY)
    ] = Field(description="The key of its section in the files of models.", examples=["paper"])
    name: Label | None = Field(None, description="What readers see; the key if left out.")
    types: Annotated[list[Type], Field(max_length=len(TYPES))] | None = Field(
        None, description="The types of models it counts for; all if left out."
    )


class CriteriaGroup(BaseModel):
    """A group of criteria in `_parameters.yml`."""

    model_config = ConfigDict(extra="ignore")

    name: Label | None = Field(None, description="What readers see.")
    ref: Label | None = Field(None, description="Stands for the name where there is none.")
    params: list[CriterionEntry] = Field([], description="Its criteria, in their order.")


Language = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,3}$")]


class DescriptionsFile(RootModel[dict[str, dict[Language, About | None] | None]]):
    """What each criterion asks, in `_parameters-descriptions.yml`, by language."""


class AboutFile(BaseModel):
    """What `_index.yml` says of the index as a whole; all of it can be left out."""

    model_config = ConfigDict(extra="forbid", regex_engine="python-re")

    title: Name | None = Field(None, description="The name of the index.")
    date: dt.date | None = Field(None, description="The date of the index.")
    source: Link | None = Field(None, description="Where readers find the original.")
    license: Name | None = Field(None, description="The licence of the data.")
    citation: About | None = Field(None, description="How to cite it.")


class ReasonEntry(BaseModel):
    """Why classes or other values were changed in some days."""

    model_config = ConfigDict(extra="forbid", regex_engine="python-re")

    first: dt.date = Field(alias="from", description="The first day.", examples=["2026-03-19"])
    last: dt.date | None = Field(
        None, alias="to", description="The last day; that of `from` if left out."
    )
    reason: Literal["provider", "version", "filled", "correction", "rubric", "spelling"] = Field(
        description="provider: who makes the model opened or closed something. version: the entry "
        "describes another version of the model. filled: something was not filled in before. "
        "correction: the entry was wrong. rubric: the same is graded by other rules. spelling: "
        "the same in other words."
    )
    criterion: Annotated[
        list[Name], BeforeValidator(_list_of_one), Field(max_length=MOST_CRITERIA)
    ] = Field([], description="The keys of the criteria; all if left out.", examples=["licenses"])
    models: Annotated[
        list[Name], BeforeValidator(_list_of_one), Field(max_length=MOST_REASON_MODELS)
    ] = Field([], description="The ids of the models, before or after a rename; all if left out.")
    note: About | None = Field(None, description="Why, in a few words that readers see.")
    link: Link | None = Field(None, description="Where it is explained.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last is not None and self.last < self.first:
            raise ValueError("the last day is before the first")
        return self
