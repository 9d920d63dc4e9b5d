"""Whether the files of an index are as they should be: every problem of every file at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from mkdocs_osai.history.git import is_bare
from mkdocs_osai.history.versions import IndexVersions
from mkdocs_osai.index.diagnostics import FileDiagnostics, Rule
from mkdocs_osai.index.folder import files_in, is_of_model, on_disk, stem_of
from mkdocs_osai.index.reader import or_empty, read_files
from mkdocs_osai.problems import Level, Problem
from mkdocs_osai.quality.advice import advice
from mkdocs_osai.quality.fix import fixed
from mkdocs_osai.sanitize import message_path
from mkdocs_osai.stats.index import Index

Files = Mapping[str, bytes | OSError]
"""File name → what it holds, or why it cannot be had."""


@dataclass(frozen=True, slots=True)
class Check:
    """What was found in the files of an index.

    Attributes:
        folder: where they lie.
        models: how many models could be read.
        problems: all that was found, by file and line.
        mendable: what `osai check --fix` mends.
        index: what the files say; where this is a folder, a site shows just that.
    """

    folder: str
    models: int
    problems: tuple[Problem, ...]
    mendable: tuple[Problem, ...] = ()
    index: Index | None = field(default=None, repr=False, compare=False)

    def count(self, level: Level) -> int:
        """How many problems are of a level."""
        return sum(problem.level is level for problem in self.problems)


def check(
    folder: str | Path = "models", *, as_of: object = None, today: dt.date | None = None
) -> Check:
    """Look for everything that is wrong, or could be better, in the files of an index.

    Args:
        folder: the folder of YAML files, one for each model.
        as_of: a past day, a tag or a commit: the folder as it stood there, out of git.
        today: what counts as today when a release is in the future.

    Raises:
        IndexNotFound: there is no such folder.
        HistoryError: git cannot tell what it was.

    Example:
        >>> check("models").count(Level.ERROR)
        0
    """
    today = today or dt.datetime.now(dt.UTC).date()
    if as_of is None and not is_bare(folder):
        files = files_in(folder)
        index = Index(or_empty(read_files(files, str(folder), today), on_disk(folder)))
    else:
        versions = IndexVersions(folder)
        index = versions.at(as_of)
        files = versions.history.files(versions.history.resolve(index.about.commit or ""))
    mendable = tuple(_mendable(index, files, today))
    not_minded = (p for p in mendable if p.rule in (Rule.COMMENT, Rule.SPACES))
    problems = {*index.problems, *_beside(index, files, today), *not_minded}
    return Check(index.snapshot.folder, len(index), tuple(sorted(problems)), mendable, index)


def _beside(index: Index, files: Files, today: dt.date) -> Iterator[Problem]:
    """What is seen of the index as a whole."""
    names = {stem_of(name): name for name in sorted(files, reverse=True) if is_of_model(name)}
    opened: dict[str, FileDiagnostics] = {}
    for model, rule, what, hint, place, level in advice(index, today):
        if model.id not in opened:
            opened[model.id] = FileDiagnostics(model.path, files[names[model.id]])
            opened[model.id].problems.clear()  # the reader told them
        opened[model.id].add(rule, what, hint, place, level)
    for findings in opened.values():
        yield from findings.problems


def _mendable(index: Index, files: Files, today: dt.date) -> Iterator[Problem]:
    """What `osai check --fix` would mend."""
    for name, content in files.items():
        if is_of_model(name) and isinstance(content, bytes):
            for problem in fixed(content, name, index.criteria, today).read_as:
                path = f"{index.snapshot.folder.rstrip('/')}/{message_path(name)}"
                yield replace(problem, path=path)
