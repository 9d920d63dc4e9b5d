"""Read a folder of YAML files: models and problems.

A file with a problem is read as far as possible, and does not affect the other files.
"""

from __future__ import annotations

import datetime as dt
import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from functools import cache as memoized
from hashlib import sha256
from operator import attrgetter
from pathlib import Path
from typing import Any

from mkdocs_osai.cache import Cache, JsonLines, code_version
from mkdocs_osai.index.criteria import BUILT_IN, Criteria, Criterion
from mkdocs_osai.index.diagnostics import FileDiagnostics, Rule
from mkdocs_osai.index.folder import (
    ABOUT,
    DEFINITIONS,
    DESCRIPTIONS,
    DIMENSIONS,
    FAMILIES,
    HISTORY,
    PARAMETERS,
    State,
    content,
    in_order,
    looks_bare,
    on_disk,
    states_in,
    stem_of,
)
from mkdocs_osai.index.metadata_files import (
    read_about,
    read_criteria,
    read_descriptions,
    read_reasons,
)
from mkdocs_osai.index.model import Model
from mkdocs_osai.index.parsed_model import ParsedModel, moved
from mkdocs_osai.index.progress import progress
from mkdocs_osai.index.snapshot import Descriptions, IndexInfo, RecordedReason, Snapshot
from mkdocs_osai.problems import Level, Problem, quote
from mkdocs_osai.sanitize import message_path

log = logging.getLogger("mkdocs.plugins.osai")

_NAME = re.compile(r"[^\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
"""A surrogate stands for a byte that is not UTF-8 and cannot be printed."""

_STATES = "states"

_Key = tuple[str, str, str, str]
"""The folder, a digest of the criteria, the file name and the key of its content."""

_PLACE = attrgetter("path", "line", "what", "hint", "field", "level")
"""Sorts problems faster than comparing dataclasses."""


class Files:
    """The files of a folder, from memory, git or disk.

    Args:
        keys: file name → a key that identifies the content; empty if it is unknown.
        content: returns the content of a file, or the reason why it cannot be read.
    """

    def __init__(self, keys: Mapping[str, str], content: Callable[[str], bytes | OSError]) -> None:
        self.names = keys.keys()
        self.content = content
        self._keys = keys

    def key(self, name: str) -> str:
        """The key of a file."""
        return self._keys[name]


class FilesOnDisk(Files):
    """The files of a folder; an unchanged file is not opened.

    A file with the same size and times as before is unchanged, unless it was written shortly
    before it was read. Otherwise its content is compared.

    Args:
        folder: the folder.
        states: the state of each file, taken before any is read.
        before: file name → state and key of an earlier run.

    Attributes:
        known: file name → state and key in this run.
    """

    def __init__(self, folder: Path, states: Mapping[str, State], before: Any) -> None:
        super().__init__(states, self._load)
        self.known: dict[str, list[str]] = {}
        self._folder = folder
        self._inside = folder.resolve()
        self._before = before if isinstance(before, dict) else {}
        self._last: tuple[str, bytes | OSError] = ("", b"")

    def key(self, name: str) -> str:
        """A digest of the content of a file, as it was last read; empty if it cannot be read."""
        state, before = self._keys[name], self._before.get(name)
        if name not in self.known and state and isinstance(before, list) and before[:1] == [state]:
            self.known[name] = before
        if name not in self.known:
            self.content(name)
        return str(self.known[name][-1]) if name in self.known else ""

    def _load(self, name: str) -> bytes | OSError:
        if self._last[0] != name:
            found = content(self._folder / name, self._inside)
            self._last = name, found
            self.known.pop(name, None)
            if isinstance(found, bytes):
                self.known[name] = [self._keys[name], sha256(found).hexdigest()]
        return self._last[1]


def read_folder(
    folder: str | Path, today: dt.date | None = None, cache: Cache | None = None
) -> Snapshot:
    """Read all models of a folder.

    Args:
        folder: the folder of YAML files; subfolders are ignored.
        today: the day after which a release is in the future.
        cache: the cache of parsed files; None to parse all files.

    Returns:
        The models and the problems of all files.

    Raises:
        IndexNotFound: there is no such folder, or it cannot be listed.

    Example:
        >>> read_folder("models").models[0].id
        '33x-coder'
    """
    path = on_disk(folder)
    states = states_in(folder)
    kept = JsonLines(cache or Cache(None), f"folder {code_version()} {path}")
    files = FilesOnDisk(path, states, before := kept.get(_STATES))
    snapshot = Reader(kept, today).read(files, str(folder))
    if files.known != before:
        kept.put(_STATES, files.known)
    kept.save()
    return or_empty(snapshot, path)


def or_empty(snapshot: Snapshot, folder: Path) -> Snapshot:
    """Add a problem to the snapshot of a folder without models."""
    if snapshot.models or snapshot.problems:
        return snapshot
    what, hint = "there is no model here", "name the folder with a YAML file for each model"
    if looks_bare(folder):
        hint = f"{hint}; a bare repository is read only where its name ends in .git"
    problem = Problem(snapshot.folder, 1, what, hint, "", Level.WARNING, Rule.FILE)
    return replace(snapshot, problems=(problem,))


def read_files(
    files: Mapping[str, bytes | OSError], folder: str, today: dt.date | None = None
) -> Snapshot:
    """Read the files of an index from memory.

    Args:
        files: file name → content, or the reason why it cannot be read.
        folder: the name of the folder in messages.
        today: the day after which a release is in the future.

    Returns:
        The models and the problems; their order does not depend on that of the files.
    """
    in_memory = Files(dict.fromkeys(files, ""), files.__getitem__)
    return Reader(JsonLines(Cache(None), ""), today).read(in_memory, folder)


class Reader:
    """Reads several folders, and parses the same content of the same model only once.

    Args:
        kept: the cache of parsed files.
        today: the day after which a release is in the future.
    """

    def __init__(self, kept: JsonLines, today: dt.date | None = None) -> None:
        self._kept = kept
        self._today = today or dt.datetime.now(dt.UTC).date()
        self._models: dict[_Key, ParsedModel] = {}
        self._count = 0
        self._opened: dict[tuple[str, str], FileDiagnostics] = {}

    def read(self, files: Files, folder: str, called: str | None = None) -> Snapshot:
        """Read the files of a folder.

        Args:
            files: the files.
            folder: the folder in the paths of models.
            called: the folder in messages; the same by default.
        """
        called = folder if called is None else called
        criteria, about, descriptions, problems = self._metadata(files, called)
        reasons, more = self._reasons(files, criteria, called)
        problems += more
        count, graded_by = self._count, _digest(criteria)
        models: dict[str, Model] = {}
        names = in_order(tuple(files.names))
        for name in progress("osai: reading models", names, len(names)):
            key = folder, graded_by, name, files.key(name)
            parsed = self._models.get(key)
            stem = parsed.model.id if parsed and parsed.model else stem_of(name)
            why = None if parsed and stem not in models else _why_left_out(name, stem, models)
            if why:
                left_out = FileDiagnostics(_path(called, name), files.content(name))
                left_out.add(Rule.FILE, *why)
                problems += left_out.problems
                continue
            if parsed is None:
                parsed = self._model(files, key, criteria)
            if parsed.model:
                models[stem] = parsed.model
            if parsed.problems:
                problems += moved(parsed.problems, message_path(_path(called, name)))
        return Snapshot(
            called,
            tuple(models.values()),
            criteria,
            about,
            tuple(sorted(problems, key=_PLACE)),
            self._diagnostics(files, DIMENSIONS, called) if DIMENSIONS in files.names else None,
            descriptions,
            reasons,
            self._count - count,
            *(
                self._diagnostics(files, name, called) if name in files.names else None
                for name in (FAMILIES, DEFINITIONS)
            ),
        )

    def _metadata(
        self, files: Files, called: str
    ) -> tuple[Criteria, IndexInfo, Descriptions, list[Problem]]:
        """The criteria, the facts of the index, what the criteria ask, and the problems."""
        present = [name for name in (PARAMETERS, ABOUT, DESCRIPTIONS) if name in files.names]
        if not present:
            return BUILT_IN, IndexInfo(), {}, []
        keys = [files.key(name) for name in present]
        key = "metadata " + " ".join(f"{pair}" for pair in zip(present, keys, strict=True))
        kept = _metadata_from(self._kept.get(key))
        if kept and all(keys):
            return *kept, []
        found = {name: self._diagnostics(files, name, called) for name in present}
        criteria = read_criteria(found[PARAMETERS]) if PARAMETERS in found else BUILT_IN
        about = read_about(found[ABOUT]) if ABOUT in found else IndexInfo()
        descriptions: Descriptions = {}
        if DESCRIPTIONS in found:
            descriptions = read_descriptions(found[DESCRIPTIONS], criteria)
        problems = [p for one in found.values() for p in one.problems]
        # Problems name the folder, so they are not cached; nor is what has changed meanwhile.
        if not problems and keys == [files.key(name) for name in present]:
            refs = [[c.ref, c.name, c.group, c.types] for c in criteria]
            facts = {**asdict(about), "date": str(about.date or "")}
            self._kept.put(key, [refs, facts, descriptions])
        return criteria, about, descriptions, problems

    def _reasons(
        self, files: Files, criteria: Criteria, called: str
    ) -> tuple[tuple[RecordedReason, ...], list[Problem]]:
        """The reasons for changes that `_history.yml` records, and its problems."""
        if HISTORY not in files.names:
            return (), []
        content_key = files.key(HISTORY)
        key = f"reasons {content_key} {_digest(criteria)}"
        if content_key and (kept := _reasons_from(self._kept.get(key))) is not None:
            return kept, []
        found = self._diagnostics(files, HISTORY, called)
        reasons = read_reasons(found, criteria)
        if content_key and not found.problems and content_key == files.key(HISTORY):
            plain = [{**asdict(r), "first": str(r.first), "last": str(r.last)} for r in reasons]
            self._kept.put(key, plain)
        return reasons, found.problems

    def _diagnostics(self, files: Files, name: str, called: str) -> FileDiagnostics:
        """An opened metadata file with its YAML problems."""
        path, key = _path(called, name), (name, files.key(name))
        if key not in self._opened or not key[1]:
            self._opened[key] = FileDiagnostics(path, files.content(name))
        found = self._opened[key].copy()
        found.path = message_path(path)
        found.problems = [*moved(found.problems, found.path)]
        return found

    def _model(self, files: Files, key: _Key, criteria: Criteria) -> ParsedModel:
        """A file of a model that was not read before, from the cache or parsed."""
        folder, graded_by, name, content_key = key
        path = message_path(_path(folder, name))
        kept_by = f"{content_key} {graded_by} {stem_of(name)}"
        parsed = ParsedModel.from_json(self._kept.get(kept_by), path) if content_key else None
        if parsed is None:
            parsed = self._parse(files, name, criteria, path)
            if not content_key or content_key != files.key(name):  # it has changed meanwhile
                return parsed
            if parsed.can_be_cached(self._today):
                self._kept.put(kept_by, parsed.to_json())
        self._models[key] = parsed
        return parsed

    def _parse(self, files: Files, name: str, criteria: Criteria, path: str) -> ParsedModel:
        from mkdocs_osai.index.model_parser import read_model

        self._count += 1
        log.debug("osai: parsed %s", path)
        findings = FileDiagnostics(path, files.content(name))
        model = read_model(findings, stem_of(name), criteria, self._today)
        return ParsedModel(model, tuple(findings.problems))


def _metadata_from(kept: Any) -> tuple[Criteria, IndexInfo, Descriptions] | None:
    """Criteria, facts and descriptions from the cache; None if they are not valid."""
    try:
        refs, about, asked = kept
        descriptions = {ref: {**texts} for ref, texts in asked.items()}
        if not all(isinstance(t, str) for texts in descriptions.values() for t in texts.values()):
            return None
        criteria = tuple(
            Criterion(ref, name, group, tuple(types)) for ref, name, group, types in refs
        )
        date = dt.date.fromisoformat(about["date"]) if about["date"] else None
        return Criteria(criteria), IndexInfo(**{**about, "date": date}), descriptions
    except (TypeError, ValueError, KeyError, AttributeError):
        return None


def _reasons_from(kept: Any) -> tuple[RecordedReason, ...] | None:
    """The reasons for changes from the cache; None if they are not valid."""
    try:
        reasons = []
        for entry in kept:
            first, last = (dt.date.fromisoformat(entry[key]) for key in ("first", "last"))
            several = {key: tuple(entry[key]) for key in ("criteria", "models")}
            reasons.append(RecordedReason(**{**entry, **several, "first": first, "last": last}))
        return tuple(reasons)
    except (TypeError, ValueError, KeyError):
        return None


def _why_left_out(name: str, stem: str, models: Mapping[str, Model]) -> tuple[str, str] | None:
    """The message and hint if a file is left out; None if it is not."""
    if not _NAME.fullmatch(name):
        return "the file name contains control characters", "rename the file"
    if stem in models:
        what = f"there is another file of the model {quote(stem)}, and that one counts"
        return what, "keep one of them"
    return None


@memoized
def _digest(criteria: Criteria) -> str:
    return sha256(repr(criteria).encode()).hexdigest()


def _path(folder: str, name: str) -> str:
    return f"{folder.rstrip('/')}/{name}"
