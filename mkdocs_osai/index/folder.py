"""What lies in a folder of models, and may be read of it."""

from __future__ import annotations

import os
import stat
import time
from functools import lru_cache
from pathlib import Path

from mkdocs_osai.index.document import MOST_BYTES
from mkdocs_osai.problems import IndexNotFound, shown

TEMPLATES = ("a_submission_template", "a_sample")
"""What files that people copy are called in the public database: of late, and at first."""

PARAMETERS = "_parameters.yml"
ABOUT = "_index.yml"
DIMENSIONS = "_dimensions.yml"

State = str
"""The size of a file in bytes, when it was written, and when anything of it was changed, in
nanoseconds since 1970; nobody can set the last. Empty for what has to be looked at: it is no plain
file, or could still change and keep all three."""

_UNSURE = 2_000_000_000
"""Nanoseconds in which a file can change twice and keep its time."""


def files_in(folder: Path) -> dict[str, bytes | OSError]:
    """The YAML files of a folder, in order: what each holds, or why it cannot be had.

    What is too large is read only so far that it can be seen, and nothing outside of the folder.

    Raises:
        IndexNotFound: there is no such folder, or it cannot be listed.
    """
    inside = _resolved(folder)
    return {name: content(folder / name, inside) for name in states_in(folder)}


def states_in(folder: Path) -> dict[str, State]:
    """The YAML files of a folder, in order, each with its state.

    Raises:
        IndexNotFound: there is no such folder, or it cannot be listed.
    """
    try:
        with os.scandir(folder) as entries:
            sure = time.time_ns() - _UNSURE
            found = {e.name: _state(e, sure) for e in entries if is_yaml(e.name) and not _below(e)}
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        why = error.strerror if isinstance(error, OSError) else error
        raise IndexNotFound(
            f"no folder of models at {shown(folder)} ({why})",
            "name the folder with the YAML files of the index, one for each model",
        ) from None
    return {name: found[name] for name in sorted(found)}


def yaml_files(folder: Path) -> list[str]:
    """The names of the YAML files of a folder, in order."""
    return sorted(path.name for path in folder.iterdir() if is_yaml(path.name) and path.is_file())


def _below(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder in the folder, into which nobody looks."""
    return entry.is_dir(follow_symlinks=False)


def _state(entry: os.DirEntry[str], sure: int) -> State:
    try:
        told = entry.stat(follow_symlinks=False)
    except OSError:
        return ""
    if not stat.S_ISREG(told.st_mode) or max(told.st_mtime_ns, told.st_ctime_ns) > sure:
        return ""
    return f"{told.st_size} {told.st_mtime_ns} {told.st_ctime_ns}"


def _resolved(folder: Path) -> Path:
    try:
        return folder.resolve()
    except (OSError, ValueError, RuntimeError):  # links in a circle, a NUL
        return folder


def content(path: Path, inside: Path | None = None) -> bytes | OSError:
    """What a file of a folder holds, as far as it may be read; or why it cannot be had.

    Args:
        path: the file.
        inside: the folder, resolved; that of the path, if left out.
    """
    try:
        inside = inside or _resolved(path.parent)
        if path.is_symlink() and path.resolve(strict=True).parent != inside:
            return OSError(None, "it is a symbolic link out of the folder")
        if not path.is_file():
            return OSError(None, "it is no regular file")
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        return error
    except RuntimeError:
        return OSError(None, "it is a symbolic link to itself")


def is_yaml(name: str) -> bool:
    """Whether a file is YAML, by its name."""
    stem, _, suffix = name.rpartition(".")
    return stem != "" and suffix.lower() in ("yml", "yaml")


@lru_cache(maxsize=8)
def in_order(names: tuple[str, ...]) -> list[str]:
    """The files of models among some files, by their stems."""
    of_models = (name for name in names if is_of_model(name))
    return sorted(of_models, key=lambda name: (stem_of(name).casefold(), stem_of(name), name))


def stem_of(name: str) -> str:
    """The id of the model that a file is about, by its name."""
    return name.rpartition(".")[0]


def is_of_model(name: str) -> bool:
    """Whether a YAML file is one of a model, by its name."""
    first = name[0]
    return first not in "_." and (first not in "aA" or stem_of(name).casefold() not in TEMPLATES)
