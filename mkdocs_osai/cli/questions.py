"""What a new model's file has to say, and may say: how it is told, and how it is asked."""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs_osai.index import PERFORMANCE_CLASSES, TYPES


@dataclass(frozen=True, slots=True)
class Question:
    """Something a file says.

    Attributes:
        option: how a command line answers it.
        field: the property of a model it is.
        place: the section and the key of the file.
        words: how it is asked.
        essential: whether a file must say it.
        several: whether the answer can be several values.
        dimension: what the index has such values of already.
    """

    option: str
    field: str
    place: tuple[str, str]
    words: str
    essential: bool = True
    several: bool = False
    dimension: str | None = None


NAME = Question("--name", "name", ("system", "name"), "Name of the model")
QUESTIONS = (
    Question("--org", "organization", ("org", "name"), "Organisation", dimension="organizations"),
    Question("--type", "types", ("system", "type"), f"Types ({', '.join(TYPES)})", several=True),
    Question("--released", "released", ("system", "releasedate"), "Released (such as 2025-06)"),
    Question(
        "--license", "license", ("system", "endmodellicense"), "Licence", dimension="licenses"
    ),
    Question(
        "--origin", "origin", ("org", "origin"), "National origin", dimension="national_origins"
    ),
    Question(
        "--contributor",
        "contributor",
        ("org", "contributor"),
        "Type of contributor",
        dimension="contributor_types",
    ),
    Question(
        "--performance-class",
        "performance_class",
        ("system", "performanceclass"),
        f"Performance class ({', '.join(PERFORMANCE_CLASSES)})",
    ),
    Question("--link", "links", ("system", "link"), "Links", several=True),
    Question(
        "--base-model",
        "base_model",
        ("system", "basemodelname"),
        "Base model (Enter for none)",
        essential=False,
    ),
    Question(
        "--end-model",
        "end_model",
        ("system", "endmodelname"),
        "The model users meet (Enter for none)",
        essential=False,
    ),
    Question(
        "--org-link",
        "organization_links",
        ("org", "link"),
        "Links of the organisation (Enter for none)",
        essential=False,
        several=True,
    ),
)
"""In the order in which they are asked, after the name."""
