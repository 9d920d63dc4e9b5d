"""A folder of YAML files → models, and what is wrong with them.

A file with a problem is read as far as it goes, and every other file is read all the same.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from mkdocs_osai.index.about import About, last_commit
from mkdocs_osai.index.beside import ABOUT, DIMENSIONS, PARAMETERS, read_about, read_criteria
from mkdocs_osai.index.criteria import BUILT_IN, Criteria
from mkdocs_osai.index.file import read_model
from mkdocs_osai.index.findings import Findings
from mkdocs_osai.index.model import Model
from mkdocs_osai.problems import IndexNotFound, Problem, shown

TEMPLATE = "a_submission_template"

_NAME = re.compile(r"[^\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
"""A surrogate stands for a byte that is no UTF-8; it can be neither printed nor written."""


@dataclass(frozen=True)
class Snapshot:
    """What the files of one folder say at one moment.

    Attributes:
        folder: where they lie, as messages name it.
        models: in the order of their ids; ids are unique.
        criteria: those of the same folder.
        about: the date of the index, and where it comes from.
        problems: what is wrong, by file and line.
        dimensions: the folder's `_dimensions.yml`, which the statistics read, if it is there.
    """

    folder: str
    models: tuple[Model, ...]
    criteria: Criteria = BUILT_IN
    about: About = field(default_factory=About)
    problems: tuple[Problem, ...] = ()
    dimensions: Findings | None = None


def read_folder(folder: str | Path, today: dt.date | None = None) -> Snapshot:
    """Read all models of a folder.

    Args:
        folder: the folder of YAML files; subfolders are not looked into.
        today: what counts as today when a release is in the future.

    Returns:
        The models, and every problem of every file.

    Raises:
        IndexNotFound: there is no such folder, or it cannot be listed.

    Example:
        >>> read_folder("models").models[0].id
        '33x-coder'
    """
    path = Path(folder)
    try:
        names = yaml_files(path)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        why = error.strerror if isinstance(error, OSError) else error
        raise IndexNotFound(
            f"no folder of models at {shown(path)} ({why})",
            "name the folder with the YAML files of the index, one for each model",
        ) from None
    files: dict[str, bytes | OSError] = {}
    for name in names:
        try:
            files[name] = (path / name).read_bytes()
        except OSError as error:
            files[name] = error
    snapshot = read_files(files, str(folder), today)
    if snapshot.about.date is None:
        return replace(snapshot, about=replace(snapshot.about, date=last_commit(path)))
    return snapshot


def read_files(
    files: Mapping[str, bytes | OSError], folder: str, today: dt.date | None = None
) -> Snapshot:
    """Read the files of an index, wherever their bytes come from.

    Args:
        files: file name → content, or why it could not be had.
        folder: how messages name the folder.
        today: what counts as today when a release is in the future.

    Returns:
        The models and the problems, in the same order for any order of the files.
    """
    today = today or dt.datetime.now(dt.UTC).date()
    names = sorted(filter(is_of_model, files), key=lambda n: (_stem(n).casefold(), _stem(n), n))
    findings = {
        name: Findings(_path(folder, name), files[name])
        for name in (PARAMETERS, ABOUT, *names)
        if name in files
    }
    criteria = read_criteria(findings[PARAMETERS]) if PARAMETERS in files else BUILT_IN
    about = read_about(findings[ABOUT]) if ABOUT in files else About()
    models: dict[str, Model] = {}
    for name in names:
        stem = _stem(name)
        if not _NAME.fullmatch(name):
            findings[name].add("the file's name holds control characters", "rename the file")
        elif stem in models:
            what = f"there is another file of the model {shown(stem)}, and that one counts"
            findings[name].add(what, "keep one of them")
        elif model := read_model(findings[name], stem, criteria, today):
            models[stem] = model
    problems = sorted(problem for found in findings.values() for problem in found.problems)
    own = Findings(_path(folder, DIMENSIONS), files[DIMENSIONS]) if DIMENSIONS in files else None
    return Snapshot(folder, tuple(models.values()), criteria, about, tuple(problems), own)


def yaml_files(folder: Path) -> list[str]:
    """The names of the YAML files of a folder, in order."""
    return sorted(
        path.name
        for path in folder.iterdir()
        if path.suffix.lower() in (".yml", ".yaml") and path.is_file()
    )


def _path(folder: str, name: str) -> str:
    return f"{folder.rstrip('/')}/{name}"


def _stem(name: str) -> str:
    return name.rpartition(".")[0]


def is_of_model(name: str) -> bool:
    """Whether a YAML file is one of a model, by its name."""
    return not name.startswith(("_", ".")) and _stem(name).casefold() != TEMPLATE
