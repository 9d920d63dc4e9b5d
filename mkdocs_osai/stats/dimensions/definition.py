"""What defines a dimension."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made


@dataclass(frozen=True)
class Definition:
    """What defines a dimension; `schema.DimensionEntry` explains each part, and checks it."""

    label: str | None = None
    about: str = ""
    field: str | None = None
    of: str | None = None
    filter: str | None = None
    groups: Mapping[str, Sequence[str]] = made(default_factory=dict)
    rest: str | None = None
    join: Mapping[str, Sequence[str]] = made(default_factory=dict)
    includes: Mapping[str, Sequence[str]] = made(default_factory=dict)
    if_true: Sequence[str] = ()
    period: str | None = None
    order: Sequence[str] = ()
    colors: Mapping[str, str] = made(default_factory=dict)
