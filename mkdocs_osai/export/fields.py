"""What is published of a model, field by field: its form and its meaning, said once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from mkdocs_osai.index import CLASSES, PERFORMANCE_CLASSES, TYPES, Criteria

Form = Literal["text", "number", "day", "texts", "links"]
"""One text, a number from 0 to 1, a day as far as it is known, several texts, or web addresses."""

BETWEEN: dict[Form, str] = {"texts": "; ", "links": " "}
"""What stands between several values in one cell of a table."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a model.

    Attributes:
        name: its key in JSON, and its column in a table.
        form: what its values are.
        about: what it means, as a sentence.
        allowed: the values it can have, if they are few.
        always: whether every model has it.
    """

    name: str
    form: Form
    about: str
    allowed: tuple[str, ...] = ()
    always: bool = False


FACTS = (
    Field("id", "text", "The name of the model's file, without its ending.", always=True),
    Field("name", "text", "The name of the model.", always=True),
    Field(
        "score",
        "number",
        "Its openness, from 0 to 1: the mean over the criteria that apply to its types, "
        "with 1 for open, 0.5 for partial, and 0 for closed or no class.",
    ),
    Field("types", "texts", "What it produces.", TYPES),
    Field(
        "performance_class",
        "text",
        "How it stands to its peers: latest is of the current generation, full of general use, "
        "limited of small size or narrow use.",
        PERFORMANCE_CLASSES,
    ),
    Field("organization", "text", "Who made it."),
    Field("origin", "text", "Where its makers are at home, as the index tags it."),
    Field("contributor", "text", "What kind of organisation made it, as the index tags it."),
    Field("license", "text", "The licence of the model, as it is written."),
    Field("released", "day", "When it came out: a year, a month or a day, as far as it is known."),
    Field("base_model", "text", "The model it was made from."),
    Field("end_model", "text", "The model that its users meet."),
    Field("links", "links", "Web addresses of the model."),
    Field("organization_links", "links", "Web addresses of its makers."),
    Field("aliases", "texts", "Ids and names it went by before."),
)
"""The facts of a model, in the order they are published."""


def columns(criteria: Criteria) -> Iterator[Field]:
    """The columns of a table of models: the facts, and for each criterion its class and evidence.

    Example:
        >>> from mkdocs_osai.index.criteria import BUILT_IN
        >>> [column.name for column in columns(BUILT_IN)][-2:]
        ['licenses_class', 'licenses_links']
    """
    yield from FACTS
    for criterion in criteria:
        about = f"How open the model is on {criterion.name}; empty where it does not apply."
        yield Field(f"{criterion.ref}_class", "text", about, CLASSES)
        about = f"Web addresses that show it, for {criterion.name}."
        yield Field(f"{criterion.ref}_links", "links", about)
