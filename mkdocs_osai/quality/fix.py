"""Fix the files of models, for `osai check --fix`.

After each change the file is read again: it must give the same model, with no new problem, or the
change is not made. Unusual YAML is not changed: anchors, aliases, tags, lists with comments.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs_osai import atomic_write
from mkdocs_osai.index.criteria import BUILT_IN, Criteria
from mkdocs_osai.index.diagnostics import FileDiagnostics
from mkdocs_osai.index.folder import PARAMETERS, files_in, in_order, on_disk, stem_of
from mkdocs_osai.index.metadata_files import read_criteria
from mkdocs_osai.index.model import Model
from mkdocs_osai.index.model_parser import read_model
from mkdocs_osai.problems import Problem
from mkdocs_osai.quality.fixers import Fix, compute, keys, sections, spaces, tags, values
from mkdocs_osai.quality.yaml_edit import (
    edited,
)

MOST_SEPARATE = 200
"""Fixes of one file that are tried one by one if they fail together."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A fixed file: its bytes, and the problems that were fixed, with their old lines."""

    content: bytes
    problems: tuple[Problem, ...] = ()


def fix_folder(
    folder: str | Path, names: Iterable[str] | None = None, today: dt.date | None = None
) -> tuple[tuple[str, Fixed], ...]:
    """Fix the files of the models in a folder.

    Files are replaced atomically. A file that cannot be read, that is a symbolic link, or that is
    changed at the same time is not fixed.

    Args:
        folder: the folder of YAML files; subfolders are ignored.
        names: the files to fix; all if left out.
        today: the day after which a release is in the future.

    Returns:
        The name and the result for each file that was fixed.

    Raises:
        IndexNotFound: there is no such folder, or it cannot be listed.
        PartlyWritten: a file cannot be written; the files before it are fixed.
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
        if result.problems:
            results[name] = result
    written_names = list[str]()
    for number, (name, result) in enumerate(results.items()):
        try:
            if _replaced(path / name, files[name], result.content):
                written_names.append(name)
        except OSError as error:
            left = [*results][number:]
            raise atomic_write.PartlyWritten(
                Path(folder) / name, error, written_names, left
            ) from None
    return tuple((name, results[name]) for name in written_names)


def _replaced(path: Path, before: bytes | OSError, after: bytes) -> bool:
    """Replace a file, unless it has changed."""
    try:
        if path.is_symlink() or path.read_bytes() != before:
            return False
        with path.open("r+b"):
            pass  # a read-only file must not be replaced
        atomic_write.replace(path, after)
    except FileNotFoundError:
        return False
    return True


def fixed(content: bytes, name: str, criteria: Criteria, today: dt.date) -> Fixed:
    r"""Fix a file: words, dates, web addresses, keys, line ends, and tags in comments.

    Example:
        >>> result = fixed(b"code:\n  class: Open # !\n", "a.yaml", BUILT_IN, dt.date(2026, 1, 1))
        >>> result.content
        b'code:\n  class: open # !\n'
        >>> print(*result.problems)
        a.yaml:2: code.class: 'Open' is now 'open'
    """

    def read(content: bytes) -> _ParsedFile:
        findings = FileDiagnostics(name, content)
        model = read_model(findings, stem_of(Path(name).name), criteria, today)
        return _ParsedFile(content, findings, model)

    parsed = read(content)
    problems: list[Problem] = []
    # None of these changes line numbers for those after it.
    for find_fixes in (spaces, sections, keys, values, tags, compute):
        document = parsed.findings.document
        if parsed.model is None or document is None or document.text.startswith("\ufeff"):
            break  # parsers differ on a second byte order mark
        parsed, done = _applied(parsed, [*find_fixes(parsed.findings, document)], read)
        problems += [fix.problem for fix in done]
    return Fixed(parsed.content, tuple(sorted(problems)))


@dataclass(frozen=True, slots=True)
class _ParsedFile:
    """A file and its model."""

    content: bytes
    findings: FileDiagnostics
    model: Model | None

    @property
    def tree(self) -> Any:
        return self.findings.document and self.findings.document.tree

    @property
    def meaning(self) -> Model | None:
        """The model, however its training compute is written."""
        return self.model and self.model.with_compute_texts("")

    @property
    def problems(self) -> Counter[tuple[str, ...]]:
        """The number of each problem, without lines."""
        return Counter((p.rule, p.what, p.hint, p.field, p.level) for p in self.findings.problems)


def _applied(
    parsed: _ParsedFile, fixes: list[Fix], read: Callable[[bytes], _ParsedFile]
) -> tuple[_ParsedFile, list[Fix]]:
    """Apply all fixes, or those that do not change the meaning of the file."""
    if not fixes:
        return parsed, []
    if after := _verified(parsed, fixes, read):
        return after, fixes
    result, done = parsed, list[Fix]()
    for fix in fixes if 1 < len(fixes) <= MOST_SEPARATE else ():
        if after := _verified(parsed, [*done, fix], read):
            result, done = after, [*done, fix]
    return result, done


def _verified(
    before: _ParsedFile, fixes: list[Fix], read: Callable[[bytes], _ParsedFile]
) -> _ParsedFile | None:
    """Apply fixes; None if the result is not the expected one."""
    tree = deepcopy(before.tree)
    for fix in fixes:
        fix.change(tree)
    after = read(edited(before.content, [edit for fix in fixes for edit in fix.edits]))
    same = after.tree == tree and after.meaning == before.meaning
    done = all(m.instead_of or m.place not in after.findings.read_as for m in fixes)
    return after if same and done and after.problems <= before.problems else None
