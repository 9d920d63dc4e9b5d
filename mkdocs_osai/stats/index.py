"""An index: the words here are those of macros, commands and notebooks."""

from __future__ import annotations

from pathlib import Path

from mkdocs_osai.index import read_folder
from mkdocs_osai.stats.scoring import Scoring


def load(folder: str | Path = "models") -> Index:
    """Read an index.

    Args:
        folder: the folder of YAML files, one for each model.

    Returns:
        The index; `problems` says what is wrong with its files.

    Raises:
        IndexNotFound: there is no such folder.

    Example:
        >>> index = load("models")
        >>> index.tally("national_origins", latest=True).categories[0].name
        'China'
    """
    return Index(read_folder(folder))


class Index(Scoring):
    """All models at one moment, and what can be counted of them.

    Attributes:
        snapshot: what the files say.
        registry: the dimensions, those of the criteria included.
    """
