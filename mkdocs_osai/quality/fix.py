"""What `osai check --fix` does to a file: what is understood is written as the format asks for it.

Nothing is mended half. After each change the file is read again: it must say what it said before,
with no new problem, or the change is not made.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from mkdocs_osai import atomic_write as writing
from mkdocs_osai.index.criteria import BUILT_IN, Criteria
from mkdocs_osai.index.diagnostics import FileDiagnostics, Place, Rule, one_line, quoted
from mkdocs_osai.index.folder import PARAMETERS, files_in, in_order, on_disk, stem_of
from mkdocs_osai.index.metadata_files import read_criteria
from mkdocs_osai.index.model import Model
from mkdocs_osai.index.model_parser import Tag, read_model, tags_in_comments
from mkdocs_osai.index.normalizers import MENDERS
from mkdocs_osai.index.yaml_document import Document, Tree
from mkdocs_osai.problems import Level, Problem, quote
from mkdocs_osai.quality.yaml_edit import (
    Edit,
    KeyEntry,
    added_after,
    added_before,
    edited,
    end_of,
    filled,
    find,
    instead,
    is_unusual,
    source,
    spaces_at_line_ends,
    without,
    written,
)
from mkdocs_osai.sanitize import message_path

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


@dataclass(frozen=True, slots=True)
class Fix:
    """One thing to mend.

    Attributes:
        edits: how.
        problem: what is reported of it.
        place: the section and key whose value is another afterwards, or the section that has
            another name then; empty if there is none.
        value: what it is then.
        instead_of: under which section and key the value stood, or the section, if that changes.
    """

    edits: tuple[Edit, ...]
    problem: Problem
    place: Place = ()
    value: Tree = None
    instead_of: Place = ()

    def change(self, tree: Any) -> None:
        """Make of a file's values what they are to be."""
        if len(self.place) == 1:
            tree[self.place[0]] = tree.pop(self.instead_of[0])
        elif self.place:
            section, key = self.place
            value = tree[section].pop(self.instead_of[1]) if self.instead_of else self.value
            tree[section][key] = value


def spaces(findings: FileDiagnostics, document: Document) -> Iterator[Fix]:
    """Spaces and tabs at the ends of lines, all at once."""
    edits = (*spaces_at_line_ends(document),)
    if edits:
        what = (
            f"{len(edits):,} lines end in spaces" if len(edits) > 1 else "the line ends in spaces"
        )
        line = document.text.count("\n", 0, edits[0].start) + 1
        yield Fix(edits, _problem(findings, Rule.SPACES, what, "take them away", line=line))


def sections(findings: FileDiagnostics, document: Document) -> Iterator[Fix]:
    """Each section that is read under another name."""
    return _renamed(findings, document, levels=1)


def keys(findings: FileDiagnostics, document: Document) -> Iterator[Fix]:
    """Each key of a section that is read under another name."""
    return _renamed(findings, document, levels=2)


def _renamed(findings: FileDiagnostics, document: Document, levels: int) -> Iterator[Fix]:
    for place, meant in findings.renamed.items():
        entry = find(document, place) if len(place) == levels else None
        if entry and not is_unusual(document, entry.key):
            edit = instead(entry.key, written(meant, entry.key.style, in_flow=entry.in_flow))
            what = f"{quote(place[-1])} is now {quote(meant)}"
            problem = _problem(findings, Rule.KEY, what, place=place)
            yield Fix((edit,), problem, (*place[:-1], meant), instead_of=place)


def values(findings: FileDiagnostics, document: Document) -> Iterator[Fix]:
    """Each value that is read otherwise than it is written."""
    tree: Any = document.tree
    for place, right in findings.read_as.items():
        entry = find(document, place)
        if entry is None or is_unusual(document, entry.value):
            continue
        old = tree[place[0]][place[1]]
        edits, new = _right_form(document, entry, str(place[-1]), old, right)
        if edits:
            what = f"{quoted(old)} is now {quoted(new)}"
            if quoted(old) == quoted(new):  # what differs cannot be seen
                what = f"{quoted(new)} no longer contains control characters"
            problem = _problem(findings, Rule.SPELLING, what, place=place)
            yield Fix((*edits,), problem, place, new)


def _right_form(
    document: Document, entry: KeyEntry, key: str, old: Tree, right: Tree
) -> tuple[list[Edit], Tree]:
    """How a value is written right, and what it then is; no edits if that is not known."""
    node, text = entry.value, source(document, entry.value)
    if isinstance(node, yaml.SequenceNode):
        return _list_form(document, entry, key, old, right)
    if "\n" in text and key not in MENDERS:
        return [], None  # lines that somebody broke
    if isinstance(right, list) and key == "type":
        words = [w.strip().casefold() for w in str(old).split(",") if w.strip()]
        right = ", ".join(dict.fromkeys(words))
    if isinstance(right, list) and len(right) > 1:
        items = [written(str(r), node.style, in_flow=True) for r in right]
        return [instead(node, f"[{', '.join(items)}]")], right
    one = right[0] if isinstance(right, list) else right
    return [instead(node, written(str(one), node.style, in_flow=entry.in_flow))], one


def _list_form(
    document: Document, entry: KeyEntry, key: str, old: Tree, right: Tree
) -> tuple[list[Edit], Tree]:
    """The same of a list: its items stay where they are, without those that say nothing."""
    items = entry.value.value
    if not all(isinstance(i, yaml.ScalarNode) and not is_unusual(document, i) for i in items):
        return [], None
    if isinstance(right, str):
        start = entry.key.end_mark.index
        start += document.text[start:].index(":") + 1
        end = end_of(document, entry.value)
        if "#" in document.text[start:end]:
            return [], None  # a comment, or what could be one
        return [Edit(start, end, f" {written(right, in_flow=entry.in_flow)}")], right
    in_flow = bool(entry.value.flow_style)
    told: list[str] = []
    edits: list[Edit | None] = []
    left_out: list[Any] = []
    for item, value in zip(items, old or (), strict=True):
        one = MENDERS[key]([value])
        new = str(one[0]) if value and isinstance(one, list) and one else None
        if new is None or (key == "type" and new in told):
            left_out.append(item)
            continue
        as_it_is = source(document, item) if new == value else ""
        told.append(new)
        edits.append(instead(item, as_it_is or written(new, item.style, in_flow=in_flow)))
    if left_out and in_flow:
        listed = ", ".join(edit.new for edit in edits if edit)
        edits = [instead(entry.value, f"[{listed}]")]
        edits *= "#" not in source(document, entry.value)
    else:
        edits += [without(document, item) for item in left_out]
    return [] if None in edits else [e for e in edits if e], [*told]


def tags(findings: FileDiagnostics, document: Document) -> Iterator[Fix]:
    """Each tag that stands in a comment and not as a key of `org`; the comment stays."""
    tree: Any = document.tree
    org = tree.get("org")
    if not isinstance(org, dict):
        return
    told: dict[str, Tag] = {}
    for tag in tags_in_comments(document.text):
        told.setdefault(tag.key, tag)  # of several the first counts
    for key in ("origin", "contributor"):
        value = one_line(told[key].value) if key in told else None
        edit = value and not org.get(key) and _tag_edit(document, key, value)
        if edit:
            what = f"{quote(value)} is only in a comment"
            line = told[key].line
            problem = _problem(
                findings, Rule.COMMENT, what, "write the key", place=("org", key), line=line
            )
            yield Fix((edit,), problem, ("org", key), value)


_BEFORE = ("name", "link", "origin")
"""The keys of `org` after which its tags stand."""


def _tag_edit(document: Document, key: str, value: str) -> Edit | None:
    """A tag as a key of `org`, among its short keys; None if it is not plain where."""
    there, org = find(document, ("org", key)), find(document, ("org",))
    if there:
        return filled(document, there, value)
    if org is None or is_unusual(document, org.value):
        return None
    entries = [KeyEntry(org.value, *pair) for pair in org.value.value]
    before = [e for e in entries if e.key.value in _BEFORE and e.key.value != key]
    if before:
        return added_after(document, before[-1], key, value)
    return added_before(document, entries[0], key, value) if entries else None


def _problem(  # noqa: PLR0913 - what a problem has
    findings: FileDiagnostics,
    rule: Rule,
    what: str,
    hint: str = "",
    *,
    place: Place = (),
    line: int | None = None,
) -> Problem:
    """What is reported of a mend."""
    if line is None and findings.document:
        line = findings.document.line(place)
    field = ".".join(message_path(str(key)) for key in place)
    level = Level.ADVICE if rule in (Rule.SPACES, Rule.COMMENT) else Level.WARNING
    return Problem(findings.path, line or 1, what, hint, field, level, rule)
