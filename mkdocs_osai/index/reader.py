"""A folder of YAML files → models, and what is wrong with them.

A file with a problem is read as far as it goes, and every other file is read all the same.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import replace
from pathlib import Path

from mkdocs_osai.index import shelf as shelves
from mkdocs_osai.index.about import IndexInfo
from mkdocs_osai.index.criteria import BUILT_IN, Criteria
from mkdocs_osai.index.diagnostics import FileDiagnostics
from mkdocs_osai.index.folder import (
    ABOUT,
    DIMENSIONS,
    PARAMETERS,
    content,
    in_order,
    looks_bare,
    on_disk,
    states_in,
    stem_of,
)
from mkdocs_osai.index.model import Model
from mkdocs_osai.index.progress import progress
from mkdocs_osai.index.reading import ParsedModel, key_of, moved
from mkdocs_osai.index.rules import Rule
from mkdocs_osai.index.shelf import Shelf, digest
from mkdocs_osai.index.snapshot import FolderMetadata, Snapshot, in_place
from mkdocs_osai.index.store import Store
from mkdocs_osai.problems import Level, Problem, quote
from mkdocs_osai.sanitize import message_path

_NAME = re.compile(r"[^\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
"""A surrogate stands for a byte that is no UTF-8; it can be neither printed nor written."""


def read_folder(
    folder: str | Path, today: dt.date | None = None, store: Store | None = None
) -> Snapshot:
    """Read all models of a folder.

    Args:
        folder: the folder of YAML files; subfolders are not looked into.
        today: what counts as today when a release is in the future.
        store: keeps what was read, for the next time; None to read all of it each time.

    Returns:
        The models, and every problem of every file.

    Raises:
        IndexNotFound: there is no such folder, or it cannot be listed.

    Example:
        >>> read_folder("models").models[0].id
        '33x-coder'
    """
    path, today = on_disk(folder), today or dt.datetime.now(dt.UTC).date()
    states = states_in(folder)
    shelf = shelves.load(store, path, str(folder), states) if store else Shelf()
    inside = path.resolve()
    digests, opened = shelf.digests, 0

    def content_of(name: str) -> bytes | OSError:
        nonlocal opened
        found = content(path / name, inside)
        if isinstance(found, bytes):
            digests[name] = digest(found)
            opened += 1
        return found

    if shelf.whole and DIMENSIONS not in states:
        return _as_folder(shelf.snapshot(str(folder)), path, digests)
    reader, files, called = Reader(content_of, today), {name: name for name in states}, str(folder)
    beside = shelf.beside or reader.beside(files, called)
    readings = reader.readings(beside.criteria, called)
    readings.update(((name, name), reading) for name, reading in shelf.readings.items())
    snapshot = replace(reader.read(files, called, beside=beside), opened=opened)
    if store and not shelf.whole:
        read = ((name, readings.get((name, name))) for name in in_order(tuple(states)))
        lasting = {name: reading for name, reading in read if reading and reading.lasts(today)}
        shelves.save(store, path, called, states, Shelf(beside, lasting, digests))
    return _as_folder(snapshot, path, digests)


def _as_folder(snapshot: Snapshot, folder: Path, digests: Mapping[str, str]) -> Snapshot:
    """What can be told of the folder itself: that it is empty, and its digest."""
    snapshot = or_empty(snapshot, folder)
    files = "\n".join(f"{digests[name]} {name!r}" for name in sorted(digests))
    known_by = digest(f"{snapshot.folder!r} {snapshot.about!r} {files}".encode())
    return replace(snapshot, known_by=known_by)


def or_empty(snapshot: Snapshot, folder: Path) -> Snapshot:
    """What the files of a folder say, or that there is none."""
    if snapshot.models or snapshot.problems:
        return snapshot
    what, mend = "no model lies here", "name the folder with a YAML file for each model"
    if looks_bare(folder):
        mend = f"{mend}; a bare repository is read only where its name ends in .git"
    problem = Problem(snapshot.folder, 1, what, mend, "", Level.WARNING, Rule.FILE)
    return replace(snapshot, problems=(problem,))


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
    return Reader(files.__getitem__, today).read({name: name for name in files}, folder)


class Reader:
    """Reads folders one after the other, and the same content of the same model only once.

    Args:
        content: what a file holds, or why it cannot be had, by what its content is known by.
        today: what counts as today when a release is in the future.
        store: where models are kept that were read, if what contents are known by is theirs alone.
    """

    def __init__(
        self,
        content: Callable[[str], bytes | OSError],
        today: dt.date | None = None,
        store: Store | None = None,
    ) -> None:
        self._content = content
        self._today = today or dt.datetime.now(dt.UTC).date()
        self._store = store
        self._found: dict[tuple[str, str], FileDiagnostics] = {}
        self._beside: dict[tuple[str | None, str | None], FolderMetadata] = {}
        self._readings: dict[tuple[Criteria, str], dict[tuple[str, str], ParsedModel]] = {}

    def read(
        self,
        files: Mapping[str, str],
        folder: str,
        called: str | None = None,
        beside: FolderMetadata | None = None,
    ) -> Snapshot:
        """What the files of a folder say.

        Args:
            files: file name → what its content is known by.
            folder: where the models lie.
            called: how messages name the folder, if not like that.
            beside: what the files beside the models say, if that is known.
        """
        called = folder if called is None else called
        beside = beside or self.beside(files, called)
        criteria, problems = beside.criteria, [*beside.problems]
        known = self.readings(criteria, folder)
        models: dict[str, Model] = {}
        names = in_order(tuple(files))
        for name in progress("osai: reading models", names, len(names)):
            key, stem = files[name], stem_of(name)
            reading = known.get((name, key))
            if reading is None or stem in models:
                why = _why_left_out(name, stem, models)
                if why:
                    left_out = self._findings(key, name, called)
                    left_out.add(Rule.FILE, *why)
                    problems += left_out.problems
                    continue
                reading = reading or self._reading(key, name, stem, criteria, folder)
                known[name, key] = reading
            if reading.model:
                models[stem] = reading.model
            if reading.problems:
                elsewhere = called != folder
                path = message_path(_path(called, name))
                problems += moved(reading.problems, path) if elsewhere else reading.problems
        of_models, problems = tuple(models.values()), in_place(problems)
        own = DIMENSIONS in files
        dimensions = self._findings(files[DIMENSIONS], DIMENSIONS, called) if own else None
        return Snapshot(called, of_models, criteria, beside.about, tuple(problems), dimensions)

    def beside(self, files: Mapping[str, str], called: str) -> FolderMetadata:
        """What the files beside the models say."""
        keys = files.get(PARAMETERS), files.get(ABOUT)
        if keys == (None, None):
            return FolderMetadata()
        if keys in self._beside:
            return self._beside[keys]
        from mkdocs_osai.index.metadata_files import read_about, read_criteria

        found = {n: self._findings(files[n], n, called) for n in (PARAMETERS, ABOUT) if n in files}
        criteria = read_criteria(found[PARAMETERS]) if PARAMETERS in found else BUILT_IN
        about = read_about(found[ABOUT]) if ABOUT in found else IndexInfo()
        said = FolderMetadata(
            criteria, about, tuple(p for one in found.values() for p in one.problems)
        )
        if not said.problems:  # they name the folder
            self._beside[keys] = said
        return said

    def readings(self, criteria: Criteria, folder: str) -> dict[tuple[str, str], ParsedModel]:
        """What is known of the files of a folder, by name and what their content is known by."""
        return self._readings.setdefault((criteria, folder), {})

    def _findings(self, key: str, name: str, folder: str) -> FileDiagnostics:
        """A file that is opened, with what is wrong with it as YAML."""
        if (key, name) not in self._found:
            self._found[key, name] = FileDiagnostics(_path(folder, name), self._content(key))
        found = copy(self._found[key, name])
        found.path = message_path(_path(folder, name))
        found.problems = [*moved(found.problems, found.path)]
        return found

    def _reading(
        self, key: str, name: str, stem: str, criteria: Criteria, folder: str
    ) -> ParsedModel:
        """A file of a model: as it was read before, in this folder or another, or read now."""
        path = message_path(_path(folder, name))
        for (same, _), known in self._readings.items():
            if same == criteria and (name, key) in known:
                return known[name, key].at(path)
        kept_by = key_of(key, stem, criteria) if self._store else ""
        kept = self._store and ParsedModel.from_json(self._store.get(kept_by), path)
        if kept:
            return kept
        from mkdocs_osai.index.model_parser import read_model

        findings = FileDiagnostics(_path(folder, name), self._content(key))
        model = read_model(findings, stem, criteria, self._today)
        reading = ParsedModel(model, tuple(findings.problems))
        if self._store and reading.lasts(self._today):
            self._store.put(kept_by, reading.to_json())
        return reading


def _why_left_out(name: str, stem: str, models: Mapping[str, Model]) -> tuple[str, str] | None:
    """Why a file is no model of a folder that has some, and what to do; None if it is one."""
    if not _NAME.fullmatch(name):
        return "the file's name holds control characters", "rename the file"
    if stem in models:
        what = f"there is another file of the model {quote(stem)}, and that one counts"
        return what, "keep one of them"
    return None


def _path(folder: str, name: str) -> str:
    return f"{folder.rstrip('/')}/{name}"
