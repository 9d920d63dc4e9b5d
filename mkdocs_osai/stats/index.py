"""An index: the words here are those of macros, commands and notebooks."""

from __future__ import annotations

from mkdocs_osai.stats.scoring import Scoring


class Index(Scoring):
    """All models at one moment, and what can be counted of them.

    Attributes:
        snapshot: what the files say.
        registry: the dimensions, those of the criteria included.
    """
