"""The criteria by which models are graded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

TYPES = ("text", "image", "code", "video", "audio")
"""The types of models, by their output."""

CLASSES = ("open", "partial", "closed")
"""The classes of a grade, most open first."""

SECTIONS = ("system", "org", "compute", "aliases")
"""The sections of a model's file that are not criteria."""

PERFORMANCE_CLASSES = ("full", "latest", "limited")
"""The performance classes of models, in the order the index lists them."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One graded property of a model.

    Attributes:
        ref: the key of its section in a model's file, such as `weights_basemodel`.
        name: its name for readers, such as "Base Model Weights".
        group: its group, such as "Availability".
        types: the model types it applies to.
    """

    ref: str
    name: str
    group: str
    types: tuple[str, ...] = TYPES


@dataclass(frozen=True, slots=True)
class Criteria:
    """The criteria of one folder, in their order.

    Example:
        >>> [c.ref for c in BUILT_IN.that_apply_to(("text",))][:2]
        ['datasources_basemodel', 'datasources_endmodel']
    """

    all: tuple[Criterion, ...]

    def __iter__(self) -> Iterator[Criterion]:
        return iter(self.all)

    def __len__(self) -> int:
        return len(self.all)

    def that_apply_to(self, types: Iterable[str]) -> tuple[Criterion, ...]:
        """The criteria that apply to a model of these types: those that share one with it."""
        wanted = set(types)
        return tuple(c for c in self.all if not wanted.isdisjoint(c.types))


BUILT_IN = Criteria(
    tuple(
        Criterion(ref, name, group)
        for group, entries in {
            "Availability": {
                "datasources_basemodel": "Base Model Data",
                "datasources_endmodel": "End User Model Data",
                "weights_basemodel": "Base Model Weights",
                "weights_endmodel": "End User Model Weights",
                "trainingcode": "Training Code",
            },
            "Documentation": {
                "code": "Code Documentation",
                "hardware_architecture": "Hardware Architecture",
                "preprint": "Preprint",
                "paper": "Paper",
                "modelcard": "Modelcard",
                "datasheet": "Datasheet",
            },
            "Access": {"licenses": "Licenses"},
        }.items()
        for ref, name in entries.items()
    )
)
"""The twelve criteria of the public index, for a folder without `_parameters.yml`."""
