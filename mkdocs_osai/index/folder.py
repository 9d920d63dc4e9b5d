"""The folder of models, and which of its files may be read."""

from __future__ import annotations

import os
import stat
import time
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from mkdocs_osai.index.bounds import MOST_BYTES
from mkdocs_osai.problems import IndexNotFound, quote

CONFIGS = ("mkdocs.yml", "mkdocs.yaml", "zensical.toml")
"""The names of configurations of sites, in the order in which they are looked for."""

TEMPLATES = ("a_submission_template", "a_sample")
"""The names of the template file in the public database, now and earlier."""

PARAMETERS = "_parameters.yml"
ABOUT = "_index.yml"
DIMENSIONS = "_dimensions.yml"
HISTORY = "_history.yml"
DESCRIPTIONS = "_parameters-descriptions.yml"
FAMILIES = "_families.yml"
DEFINITIONS = "_definitions.yml"

State = str
"""The size, modification time and change time of a file. Empty if the file must be opened, because
it is not a regular file or may still change within its time."""

_UNSURE = 2_000_000_000
"""Nanoseconds in which a file may change twice and keep its time."""


@dataclass(frozen=True, slots=True)
class Place:
    """The location of the models of an index.

    Attributes:
        path: the folder, absolute and without `..`.
        bare: the bare repository that contains the folder; None for a folder on disk.
    """

    path: Path
    bare: Path | None


def place_of(folder: str | Path) -> Place:
    """The location of the models of an index; all readers use this function.

    The path decides, not the content of the folder: anyone who can add files to a folder could make
    it look like a repository. A bare repository is read only if a part of the path ends in `.git`;
    a checkout of that name and a folder with YAML files are read as folders.

    Raises:
        IndexNotFound: a symbolic link on the path leads out of its project.

    Example:
        >>> place_of("models").bare is None
        True
    """
    try:
        path = Path(os.path.abspath(folder))  # noqa: PTH100 - resolve() would follow links
    except OSError as error:  # the current directory is gone
        raise _not_found(folder, error.strerror) from None
    for link in filter(os.path.islink, reversed((path, *path.parents))):
        target, project = Path(os.path.realpath(link)), _project(link)
        if project and not target.is_relative_to(os.path.realpath(project)):
            what = f"{quote(folder)} is not read: the symbolic link {quote(link.name)} leads out of"
            raise IndexNotFound(
                f"{what} {quote(project)}",
                f"if that is meant, name the folder it leads to, {quote(target, 300)}",
            )
    return Place(path, None if _has_yaml(path) else _bare_repository(path))


def _project(link: Path) -> Path | None:
    """The checkout or site that contains a link, or else the current directory if it does."""
    for place in link.parents:
        if any(os.path.lexists(place / name) for name in (".git", "mkdocs.yml", "mkdocs.yaml")):
            return place
    here = Path.cwd()
    return here if link.is_relative_to(here) else None


def _has_yaml(path: Path) -> bool:
    try:
        with os.scandir(path) as entries:
            return any(is_yaml(entry.name) and not _is_folder(entry) for entry in entries)
    except (OSError, ValueError):
        return False


def _bare_repository(path: Path) -> Path | None:
    for place in (path, *path.parents):
        if os.path.lexists(place / ".git"):
            return None
        if place.suffix == ".git" and looks_bare(place):  # `.git` itself has no suffix
            return place
    return None


def looks_bare(place: Path) -> bool:
    """Whether a folder has the parts of a git repository."""
    parts = (place / "HEAD").is_file, (place / "objects").is_dir, (place / "refs").is_dir
    try:
        return all(there() for there in parts)
    except OSError:  # a folder without permission
        return False


def on_disk(folder: str | Path) -> Path:
    """The path of a folder on disk.

    Raises:
        IndexNotFound: it is a bare repository, or a symbolic link on its path is not followed.
    """
    place = place_of(folder)
    if place.bare:
        what = f"{quote(folder)} is a bare repository, which has no files to open"
        raise IndexNotFound(what, "name the folder of models in a checkout of it")
    return place.path


def files_in(folder: str | Path) -> dict[str, bytes | OSError]:
    """The content of each YAML file of a folder, or the reason why it cannot be read.

    Of a file that is too large only the first bytes are read, and nothing outside the folder.

    Raises:
        IndexNotFound: there is no such folder, or it cannot be listed.
    """
    path = on_disk(folder)
    inside = _resolved(path)
    return {name: content(path / name, inside) for name in states_in(folder)}


def states_in(folder: str | Path) -> dict[str, State]:
    """The state of each YAML file of a folder, in order.

    Raises:
        IndexNotFound: there is no such folder, or it cannot be listed.
    """
    try:
        with os.scandir(on_disk(folder)) as entries:
            sure = time.time_ns() - _UNSURE
            found = {
                e.name: _state(e, sure) for e in entries if is_yaml(e.name) and not _is_folder(e)
            }
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        why = error.strerror if isinstance(error, OSError) else error
        raise _not_found(folder, why) from None
    return {name: found[name] for name in sorted(found)}


def _not_found(folder: str | Path, why: object) -> IndexNotFound:
    return IndexNotFound(
        f"no folder of models at {quote(folder)} ({why})",
        "name the folder with the YAML files of the index, one for each model",
    )


def yaml_files(folder: Path) -> list[str]:
    """The names of the YAML files of a folder, in order."""
    return sorted(path.name for path in folder.iterdir() if is_yaml(path.name) and path.is_file())


def models_of(folder: Path) -> Path:
    """The folder of models that a folder stands for: itself, or its folder `models`.

    The latter if it is the folder of a site, or has no model itself, such as a clone.
    """
    inside = folder / "models"
    try:
        if not inside.is_dir():
            return folder
        is_site = any((folder / name).is_file() for name in CONFIGS)
        has_models = any(map(is_of_model, yaml_files(folder)))
    except (OSError, ValueError):
        return folder
    return folder if has_models and not is_site else inside


def _is_folder(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir(follow_symlinks=False)


def _state(entry: os.DirEntry[str], sure: int) -> State:
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:
        return ""
    if not stat.S_ISREG(status.st_mode) or max(status.st_mtime_ns, status.st_ctime_ns) > sure:
        return ""
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"


def _resolved(folder: Path) -> Path:
    try:
        return folder.resolve()
    except (OSError, ValueError, RuntimeError):  # links in a circle, a NUL
        return folder


def content(path: Path, inside: Path | None = None) -> bytes | OSError:
    """The content of a file, or the reason why it cannot be read."""
    try:
        status = path.lstat()
        if stat.S_ISLNK(status.st_mode):
            if path.resolve(strict=True).parent != (inside or _resolved(path.parent)):
                return OSError(None, "it is a symbolic link out of the folder")
            status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return OSError(None, "it is no regular file")
        with path.open("rb") as file:
            found = file.read(min(status.st_size, MOST_BYTES) + 1)
            if len(found) > status.st_size:  # it has grown meanwhile
                found += file.read(MOST_BYTES + 1 - len(found))
            return found
    except OSError as error:
        return error
    except RuntimeError:
        return OSError(None, "it is a symbolic link to itself")


def is_yaml(name: str) -> bool:
    """Whether a file name is that of a YAML file."""
    stem, _, suffix = name.rpartition(".")
    return stem != "" and suffix.lower() in ("yml", "yaml")


@lru_cache(maxsize=8)
def in_order(names: tuple[str, ...]) -> list[str]:
    """The names of model files among some files, sorted by their stems."""
    of_models = (name for name in names if is_of_model(name))
    return sorted(of_models, key=lambda name: (stem_of(name).casefold(), stem_of(name), name))


def stem_of(name: str) -> str:
    """The id of a model, from the name of its file."""
    return name.rpartition(".")[0]


def is_of_model(name: str) -> bool:
    """Whether a YAML file is that of a model, by its name."""
    first = name[0]
    if name in CONFIGS:
        return False
    return first not in "_." and (first not in "aA" or stem_of(name).casefold() not in TEMPLATES)
