"""The content of one folder of models at one moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from mkdocs_osai.index.criteria import BUILT_IN, Criteria
from mkdocs_osai.index.diagnostics import FileDiagnostics
from mkdocs_osai.index.model import Model
from mkdocs_osai.problems import Problem

Descriptions = Mapping[str, Mapping[str, str]]
"""Criterion → language → what it asks."""


@dataclass(frozen=True, slots=True)
class IndexInfo:
    """The title, date and source of an index.

    Attributes:
        title: its name.
        date: its date; None if neither `_index.yml` nor git has one.
        source: the web address of the original.
        license: the licence of the data.
        citation: how to cite it.
        commit: the full id of the commit it was read from; None for a folder of files.
    """

    title: str = "European Open Source AI Index"
    date: dt.date | None = None
    source: str = "https://osai-index.eu"
    license: str = "CC-BY-4.0"
    citation: str = (
        "Liesenfeld, A., Dingemanse, M. and contributors. European Open Source AI Index. "
        "doi:10.5281/zenodo.15386042"
    )
    commit: str | None = None


@dataclass(frozen=True)
class Snapshot:
    """The content of one folder of models at one moment.

    Attributes:
        folder: the folder, as messages name it.
        models: in the order of their ids; ids are unique.
        criteria: those of the same folder.
        about: the date of the index, and where it comes from.
        problems: the problems of all files, by file and line.
        descriptions: criterion → language, such as `en` → what the criterion asks, in a sentence.
        dimensions: the folder's `_dimensions.yml`, which the statistics read, if it is there.
        families, definitions: the folder's `_families.yml` and `_definitions.yml`, likewise.
        parsed: how many files of models were parsed because they were not in the cache.
    """

    folder: str
    models: tuple[Model, ...]
    criteria: Criteria = BUILT_IN
    about: IndexInfo = field(default_factory=IndexInfo)
    problems: tuple[Problem, ...] = ()
    dimensions: FileDiagnostics | None = None
    descriptions: Descriptions = field(default_factory=dict)
    parsed: int = field(default=0, compare=False)
    families: FileDiagnostics | None = None
    definitions: FileDiagnostics | None = None
