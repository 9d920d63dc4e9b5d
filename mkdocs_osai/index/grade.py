"""How a model is graded on one criterion."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grade:
    """What a model's file says on one criterion.

    Attributes:
        cls: `open`, `partial` or `closed`; None where the file has no class that can be read.
        links: the evidence, as web addresses.
        notes: the graders' remark, as plain text.
    """

    cls: str | None = None
    links: tuple[str, ...] = ()
    notes: str = ""


UNGRADED = Grade()
