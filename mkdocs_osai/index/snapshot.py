"""The content of one folder of models at one moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

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


Reason = Literal["provider", "version", "filled", "correction", "rubric", "spelling", "unknown"]
"""Why something in a file was changed; `history/reasons.py` explains each."""


@dataclass(frozen=True, slots=True)
class RecordedReason:
    """The reason for some changes, as the keepers of the index recorded it in `_history.yml`.

    Attributes:
        first, last: the days of the changes, both included.
        reason: the reason.
        criteria: the refs of the criteria that it is about; all if empty.
        models: the ids of the models that it is about, of the day of the change or of any other
            day; all if empty.
        note: the reason in words of the keepers, or ''.
        link: a web address that explains it, or None.

    Example:
        >>> first, last = dt.date(2026, 3, 1), dt.date(2026, 6, 12)
        >>> papers = RecordedReason(first, last, "rubric", ("paper",))
        >>> papers.covers(dt.date(2026, 5, 1), "paper", "olmo")
        True
        >>> papers.covers(dt.date(2026, 7, 1), "paper", "olmo")
        False
    """

    first: dt.date
    last: dt.date
    reason: Reason
    criteria: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    note: str = ""
    link: str | None = None

    def covers(self, day: dt.date, criterion: str | None, *ids: str) -> bool:
        """Whether it is the reason for a change of a class, or of another value of a model.

        Args:
            day: the day of the change.
            criterion: the criterion of the class; None for another value.
            *ids: the ids that the model has had.
        """
        return (
            self.first <= day <= self.last
            and (not self.criteria or criterion in self.criteria)
            and (not self.models or not {*ids}.isdisjoint(self.models))
        )


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
        reasons: the reasons for changes that `_history.yml` records.
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
    reasons: tuple[RecordedReason, ...] = ()
    parsed: int = field(default=0, compare=False)
    families: FileDiagnostics | None = None
    definitions: FileDiagnostics | None = None
