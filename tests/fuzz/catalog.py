"""All targets: importing this module fills `TARGETS`."""

from tests.fuzz import (
    addressing,
    calling,
    claiming,
    computing,
    drawing,
    guarding,
    layouts,
    past,
    plumbing,
    posting,
    reading,
    registries,
)

__all__ = [
    "addressing",
    "calling",
    "claiming",
    "computing",
    "drawing",
    "guarding",
    "layouts",
    "past",
    "plumbing",
    "posting",
    "reading",
    "registries",
]
