"""What lies in a folder of models, and may be read of it."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from mkdocs_osai.index.document import MOST_BYTES
from mkdocs_osai.problems import IndexNotFound, shown

TEMPLATE = "a_submission_template"


def files_in(folder: Path) -> dict[str, bytes | OSError]:
    """The YAML files of a folder, in order: what each holds, or why it cannot be had.

    What is too large is read only so far that it can be seen, and nothing outside of the folder.

    Raises:
        IndexNotFound: there is no such folder, or it cannot be listed.
    """
    try:
        entries = sorted(e.name for e in os.scandir(folder) if is_yaml(e.name) and not _below(e))
        inside = folder.resolve()
    except (OSError, ValueError, RuntimeError) as error:  # a NUL in the path; links in a circle
        why = error.strerror if isinstance(error, OSError) else error
        raise IndexNotFound(
            f"no folder of models at {shown(folder)} ({why})",
            "name the folder with the YAML files of the index, one for each model",
        ) from None
    return {name: _content(folder / name, inside) for name in entries}


def yaml_files(folder: Path) -> list[str]:
    """The names of the YAML files of a folder, in order."""
    return sorted(path.name for path in folder.iterdir() if is_yaml(path.name) and path.is_file())


def _below(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder in the folder, into which nobody looks."""
    return entry.is_dir(follow_symlinks=False)


def _content(path: Path, inside: Path) -> bytes | OSError:
    """What a file holds, as far as it may be read."""
    try:
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
def in_order(names: tuple[str, ...]) -> list[tuple[str, str]]:
    """The files of models among some files, with their stems."""
    of_models = [(name, stem_of(name)) for name in names if is_of_model(name)]
    return sorted(of_models, key=lambda pair: (pair[1].casefold(), pair[1], pair[0]))


def stem_of(name: str) -> str:
    """The id of the model that a file is about, by its name."""
    return name.rpartition(".")[0]


def is_of_model(name: str) -> bool:
    """Whether a YAML file is one of a model, by its name."""
    return not name.startswith(("_", ".")) and stem_of(name).casefold() != TEMPLATE
