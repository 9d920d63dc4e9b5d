"""What `osai check --fix` does to a file: what is understood is written as the format asks for it.

Nothing is mended half. After each change the file is read again: it must say what it said before,
with no new problem, or the change is not made.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs_osai import atomic_write as writing
from mkdocs_osai.index.criteria import BUILT_IN, Criteria
from mkdocs_osai.index.diagnostics import FileDiagnostics
from mkdocs_osai.index.folder import PARAMETERS, files_in, in_order, on_disk, stem_of
from mkdocs_osai.index.metadata_files import read_criteria
from mkdocs_osai.index.model import Model
from mkdocs_osai.index.model_parser import read_model
from mkdocs_osai.problems import Problem
from mkdocs_osai.quality.fixers import Fix, keys, sections, spaces, tags, values
from mkdocs_osai.quality.yaml_edit import edited

MOST_APART = 200
"""Changes to one file that are tried one by one if they do harm together."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file after it was mended.

    Attributes:
        content: its bytes.
        read_as: what was mended, with the lines of the file as it was before; empty if nothing.
    """

    content: bytes
    read_as: tuple[Problem, ...] = ()


def fix_folder(
    folder: str | Path, names: Iterable[str] | None = None, today: dt.date | None = None
) -> tuple[tuple[str, Fixed], ...]:
    """Mend the files of the models in a folder.

    A file is replaced as a whole or not at all. One that cannot be read, that is a symbolic link,
    or that somebody changes at the same time is left alone.

    Args:
        folder: the folder of YAML files; subfolders are not looked into.
        names: the files to mend; all if left out.
        today: what counts as today when a release is in the future.

    Returns:
        The name of each file that was mended, and what was mended in it.

    Raises:
        IndexNotFound: there is no such folder, or it cannot be listed.
        PartlyWritten: a file cannot be written; it is as it was, and those before it are mended.
    """
    path = on_disk(folder)
    files = files_in(folder)
    chosen = set(files if names is None else names)
    day = today or dt.datetime.now(dt.UTC).date()
    criteria = BUILT_IN
    if PARAMETERS in files:
        criteria = read_criteria(FileDiagnostics(PARAMETERS, files[PARAMETERS]))
    results = dict[str, Fixed]()
    for name in in_order(tuple(files)):
        content = files[name]
        if name not in chosen or isinstance(content, OSError) or (path / name).is_symlink():
            continue
        result = fixed(content, f"{str(folder).rstrip('/')}/{name}", criteria, day)
        if result.read_as:
            results[name] = result
    read_as = list[str]()
    for number, (name, result) in enumerate(results.items()):
        try:
            if _written(path / name, files[name], result.content):
                read_as.append(name)
        except OSError as error:
            left = [*results][number:]
            raise writing.PartlyWritten(Path(folder) / name, error, read_as, left) from None
    return tuple((name, results[name]) for name in read_as)


def _written(path: Path, before: bytes | OSError, after: bytes) -> bool:
    """Replace a file, unless it has changed meanwhile."""
    try:
        if path.is_symlink() or path.read_bytes() != before:
            return False
        with path.open("r+b"):
            pass  # one that may not be written to may not be replaced either
        writing.replace(path, after)
    except FileNotFoundError:
        return False
    return True


def fixed(content: bytes, name: str, criteria: Criteria, today: dt.date) -> Fixed:
    r"""Mend a file: words, dates, web addresses, keys, ends of lines, and tags in comments.

    Args:
        content: the whole file.
        name: the file, as messages name it; the id of the model is its stem.
        criteria: those of the same folder.
        today: what counts as today when a release is in the future.

    Returns:
        The file, which says what it said before; the same bytes if there is nothing to mend.

    Example:
        >>> result = fixed(b"code:\n  class: Open # !\n", "a.yaml", BUILT_IN, dt.date(2026, 1, 1))
        >>> result.content
        b'code:\n  class: open # !\n'
        >>> print(*result.read_as)
        a.yaml:2: code.class: 'Open' is now 'open'
    """

    def read(content: bytes) -> _Reading:
        findings = FileDiagnostics(name, content)
        model = read_model(findings, stem_of(Path(name).name), criteria, today)
        return _Reading(content, findings, model)

    reading = read(content)
    read_as: list[Problem] = []
    # None of these moves the lines of those behind it.
    for found_in in (spaces, sections, keys, values, tags):
        document = reading.findings.document
        if reading.model is None or document is None or document.text.startswith("\ufeff"):
            break  # of a second byte order mark it is not known who counts it
        reading, done = _mended(reading, [*found_in(reading.findings, document)], read)
        read_as += [hint.problem for hint in done]
    return Fixed(reading.content, tuple(sorted(read_as)))


@dataclass(frozen=True, slots=True)
class _Reading:
    """A file, and what is read of it."""

    content: bytes
    findings: FileDiagnostics
    model: Model | None

    @property
    def tree(self) -> Any:
        return self.findings.document and self.findings.document.tree

    @property
    def problems(self) -> Counter[tuple[str, ...]]:
        """How often there is each, wherever it is."""
        return Counter((p.rule, p.what, p.hint, p.field, p.level) for p in self.findings.problems)


def _mended(
    reading: _Reading, mends: list[Fix], read: Callable[[bytes], _Reading]
) -> tuple[_Reading, list[Fix]]:
    """The file with all mends, or where that would do harm, with each that does none."""
    if not mends:
        return reading, []
    if after := _verified(reading, mends, read):
        return after, mends
    result, done = reading, list[Fix]()
    for hint in mends if 1 < len(mends) <= MOST_APART else ():
        if after := _verified(reading, [*done, hint], read):
            result, done = after, [*done, hint]
    return result, done


def _verified(
    before: _Reading, mends: list[Fix], read: Callable[[bytes], _Reading]
) -> _Reading | None:
    """The file with some mends, if it then says what it should and nothing else."""
    tree = deepcopy(before.tree)
    for hint in mends:
        hint.change(tree)
    after = read(edited(before.content, [edit for hint in mends for edit in hint.edits]))
    same = after.tree == tree and after.model == before.model
    done = all(m.instead_of or m.place not in after.findings.read_as for m in mends)
    return after if same and done and after.problems <= before.problems else None
