"""Check the files of an index."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from mkdocs_osai.history.git import is_bare
from mkdocs_osai.history.versions import IndexVersions
from mkdocs_osai.index import Model
from mkdocs_osai.index.comments import line_in_comments
from mkdocs_osai.index.diagnostics import FileDiagnostics, Rule
from mkdocs_osai.index.folder import files_in, is_of_model, on_disk, stem_of
from mkdocs_osai.index.reader import or_empty, read_files
from mkdocs_osai.problems import Level, Problem
from mkdocs_osai.quality.advice import advice
from mkdocs_osai.quality.fix import fixed
from mkdocs_osai.quality.lineage_advice import lineage_advice
from mkdocs_osai.sanitize import message_path
from mkdocs_osai.stats.index import Index

Files = Mapping[str, bytes | OSError]
"""File name → content, or the reason why it cannot be read."""


@dataclass(frozen=True, slots=True)
class Check:
    """The result of a check.

    Attributes:
        folder: the folder, as messages name it.
        models: how many models could be read.
        problems: all problems, by file and line.
        fixable: the problems that `osai check --fix` fixes.
        index: the index that was read.
    """

    folder: str
    models: int
    problems: tuple[Problem, ...]
    fixable: tuple[Problem, ...] = ()
    index: Index | None = field(default=None, repr=False, compare=False)

    def count(self, level: Level) -> int:
        """How many problems are of a level."""
        return sum(problem.level is level for problem in self.problems)


def check(
    folder: str | Path = "models", *, as_of: object = None, today: dt.date | None = None
) -> Check:
    """Find all errors, warnings and advice on the files of an index.

    Args:
        folder: the folder of YAML files, one for each model.
        as_of: a past day, a tag or a commit, read from git.
        today: the day after which a release is in the future.

    Raises:
        IndexNotFound: there is no such folder.
        HistoryError: git cannot read it.

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
    fixable = tuple(_fixable(index, files, today))
    unreported = (p for p in fixable if p.rule in (Rule.COMMENT, Rule.SPACES))
    problems = {*index.problems, *_advice_problems(index, files, today), *unreported}
    return Check(index.snapshot.folder, len(index), tuple(sorted(problems)), fixable, index)


def _advice_problems(index: Index, files: Files, today: dt.date) -> Iterator[Problem]:
    """The advice as problems with lines."""
    names = {stem_of(name): name for name in sorted(files, reverse=True) if is_of_model(name)}
    opened: dict[str, FileDiagnostics] = {}

    def of(model: Model) -> FileDiagnostics:
        if model.id not in opened:
            opened[model.id] = FileDiagnostics(model.path, files[names[model.id]])
            opened[model.id].problems.clear()  # the reader reported them
        return opened[model.id]

    for model, rule, what, hint, place, level in advice(index, today):
        findings = of(model)
        document = findings.document
        line = None
        if document and isinstance(document.tree, dict) and "compute" not in document.tree:
            line = line_in_comments(document.text, place)
        findings.add(rule, what, hint, place, level, line=line)
    for (model, rule, what, hint, place, level), beside in lineage_advice(index):
        where = f" ({of(beside[0]).location(beside[1])})" if beside else ""
        of(model).add(rule, what + where, hint, place, level)
    for findings in opened.values():
        yield from findings.problems


def _fixable(index: Index, files: Files, today: dt.date) -> Iterator[Problem]:
    """The problems that `osai check --fix` would fix."""
    for name, content in files.items():
        if is_of_model(name) and isinstance(content, bytes):
            for problem in fixed(content, name, index.criteria, today).problems:
                path = f"{index.snapshot.folder.rstrip('/')}/{message_path(name)}"
                yield replace(problem, path=path)
