"""What was read of one folder, kept from one time to the next.

A file that has the same size and times as before is taken for the same, unless it had just been
written when it was looked at; any other is the same if its content is.
"""

from __future__ import annotations

import datetime as dt
import gc
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from mkdocs_osai.index.about import IndexInfo
from mkdocs_osai.index.criteria import Criteria, Criterion
from mkdocs_osai.index.folder import ABOUT, PARAMETERS, State, content, is_of_model
from mkdocs_osai.index.reading import ParsedModel, problem_from, problem_to
from mkdocs_osai.index.snapshot import FolderMetadata, Snapshot, in_place
from mkdocs_osai.index.store import Store, code
from mkdocs_osai.sanitize import message_path

_ON_A_LINE = 100
"""How many files are kept on one line: fewer take longer to read, and more take more memory."""


@dataclass
class Shelf:
    """What is known of the files of a folder.

    Attributes:
        beside: what the files beside the models said, if they are as they were.
        readings: what the models' files said, by name, of those that are as they were.
        digests: what the content of each of these files is known by.
        whole: whether all is as it was.
    """

    beside: FolderMetadata | None = None
    readings: dict[str, ParsedModel] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    whole: bool = False

    def snapshot(self, folder: str) -> Snapshot:
        """What the files say, if all is as it was."""
        beside = self.beside or FolderMetadata()
        readings = self.readings.values()
        models = tuple(reading.model for reading in readings if reading.model)
        wrong = [*beside.problems, *(p for r in readings if r.problems for p in r.problems)]
        return Snapshot(folder, models, beside.criteria, beside.about, tuple(in_place(wrong)))


def load(store: Store, folder: Path, called: str, states: Mapping[str, State]) -> Shelf:
    """What is known of a folder's files.

    Args:
        store: where it is kept.
        folder: where the files lie.
        called: how messages name the folder.
        states: the state of each file there.
    """
    shelf, decode = Shelf(), json.JSONDecoder().decode
    lines = store.lines(_key(folder, called))
    try:
        head = decode(next(lines).decode())
        seen = _Seen(folder, states)
        before = head["beside"]
        now = [name for name in (PARAMETERS, ABOUT) if name in states]
        if [*before] == now and all(map(seen.same, now, before.values())):
            shelf.beside = _beside(head)
        with _nothing_collected():
            count = _fill(shelf, seen, map(decode, map(bytes.decode, lines)), called.rstrip("/"))
        shelf.digests = seen.digests
        of_models = sum(map(is_of_model, states))
        known = shelf.beside is not None and count == len(shelf.readings) == of_models
        shelf.whole = known and not seen.unsure
    except (StopIteration, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Shelf()
    return shelf


def _fill(shelf: Shelf, seen: _Seen, kept: Iterable[Any], under: str) -> int:
    """Take what is as it was; returns how many files were kept."""
    count, under = 0, message_path(under)
    for some in kept:
        for name, before, told in some:
            count += 1
            if shelf.beside is not None and seen.same(name, before):
                reading = ParsedModel.from_json(told, f"{under}/{message_path(name)}")
                if reading is not None:
                    shelf.readings[name] = reading
    return count


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """No search for garbage, of which there is none while much is made that stays."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def save(
    store: Store, folder: Path, called: str, states: Mapping[str, State], shelf: Shelf
) -> None:
    """Keep what was read of a folder.

    Args:
        store: where to keep it.
        folder: where the files lie.
        called: how messages name the folder.
        states: the state of each file, taken before it was read.
        shelf: what the files say; what is not known by a digest is not kept.
    """
    beside, digests = shelf.beside or FolderMetadata(), shelf.digests

    def of(name: str) -> tuple[str, str]:
        return states[name], digests[name]

    head = {
        "beside": {name: of(name) for name in (PARAMETERS, ABOUT) if name in digests},
        "criteria": [[c.ref, c.name, c.group, c.types] for c in beside.criteria],
        "about": {**asdict(beside.about), "date": str(beside.about.date or "")},
        "problems": [[p.path, *problem_to(p)] for p in beside.problems],
    }
    lines = ((name, of(name), r.to_json()) for name, r in shelf.readings.items() if name in digests)
    store.put_lines(_key(folder, called), _dumped(head, lines))


def digest(content: bytes) -> str:
    """What the content of a file is known by."""
    return sha256(content).hexdigest()[:32]


def _dumped(head: Any, lines: Iterator[Any]) -> Iterator[bytes]:
    yield json.dumps(head, separators=(",", ":")).encode()
    while some := [*islice(lines, _ON_A_LINE)]:
        yield json.dumps(some, separators=(",", ":")).encode()


def _key(folder: Path, called: str) -> str:
    return f"folder {code()} {folder.absolute()} {called}"


class _Seen:
    """Which files are as they were."""

    def __init__(self, folder: Path, states: Mapping[str, State]) -> None:
        self.folder = folder
        self.states = states
        self.digests: dict[str, str] = {}
        self.unsure = False

    def same(self, name: str, before: list[Any]) -> bool:
        """Whether a file is as it was; `before` is its state, if that is sure, and its digest."""
        state, known_by = before
        if not state or self.states.get(name) != state:
            self.unsure = True
            if name not in self.states or not self._holds(name, known_by):
                return False
        self.digests[name] = known_by
        return True

    def _holds(self, name: str, known_by: str) -> bool:
        found = content(self.folder / name)
        return isinstance(found, bytes) and digest(found) == known_by


def _beside(head: Any) -> FolderMetadata:
    criteria = tuple(Criterion(r, n, g, tuple(types)) for r, n, g, types in head["criteria"])
    day = head["about"].pop("date")
    date = dt.date.fromisoformat(day) if day else None
    problems = tuple(problem_from(path, told) for path, *told in head["problems"])
    return FolderMetadata(Criteria(criteria), IndexInfo(**head["about"], date=date), problems)
