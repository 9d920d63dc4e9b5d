"""One automatic fix for each kind of problem."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from mkdocs_osai.index.comments import Tag, tags_in_comments
from mkdocs_osai.index.diagnostics import FileDiagnostics, Place, Rule, one_line, quoted
from mkdocs_osai.index.normalizers import NORMALIZERS
from mkdocs_osai.index.yaml_document import Document, Tree
from mkdocs_osai.problems import Level, Problem, quote
from mkdocs_osai.quality.yaml_edit import (
    Edit,
    KeyEntry,
    added_after,
    added_before,
    added_section,
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


@dataclass(frozen=True, slots=True)
class Fix:
    """One fix of a file.

    Attributes:
        edits: the edits of the text.
        problem: the problem it fixes.
        place: the section and key that gets a new value, or the new name of a section, if any.
        value: the new value.
        instead_of: the old section and key, or the old section, if it is renamed.
    """

    edits: tuple[Edit, ...]
    problem: Problem
    place: Place = ()
    value: Tree = None
    instead_of: Place = ()

    def change(self, tree: Any) -> None:
        """Apply the fix to the values of a file."""
        if len(self.place) == 1:
            tree[self.place[0]] = tree.pop(self.instead_of[0])
        elif self.place:
            section, key = self.place
            value = tree[section].pop(self.instead_of[1]) if self.instead_of else self.value
            tree.setdefault(section, {})[key] = value


def spaces(findings: FileDiagnostics, document: Document) -> Iterator[Fix]:
    """Spaces and tabs at the ends of lines, all at once."""
    edits = (*spaces_at_line_ends(document),)
    if edits:
        what = (
            f"{len(edits):,} lines end in spaces" if len(edits) > 1 else "the line ends in spaces"
        )
        line = document.text.count("\n", 0, edits[0].start) + 1
        yield Fix(edits, _problem(findings, Rule.SPACES, what, "remove them", line=line))


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
    """Each value that is read differently than it is written."""
    tree: Any = document.tree
    for place, right in findings.read_as.items():
        entry = find(document, place)
        if entry is None or is_unusual(document, entry.value):
            continue
        old = tree[place[0]][place[1]]
        edits, new = _right_form(document, entry, str(place[-1]), old, right)
        if edits:
            what = f"{quoted(old)} is now {quoted(new)}"
            if quoted(old) == quoted(new):  # the difference is invisible
                what = f"{quoted(new)} no longer contains control characters"
            problem = _problem(findings, Rule.SPELLING, what, place=place)
            yield Fix((*edits,), problem, place, new)


def _right_form(
    document: Document, entry: KeyEntry, key: str, old: Tree, right: Tree
) -> tuple[list[Edit], Tree]:
    """The edits that normalize a value, and the new value; no edits if that is not possible."""
    node, text = entry.value, source(document, entry.value)
    if isinstance(node, yaml.SequenceNode):
        return _list_form(document, entry, key, old, right)
    if "\n" in text and key not in NORMALIZERS:
        return [], None  # a multi-line text
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
    """The same for a list: items keep their places, and empty ones are removed."""
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
    kept: list[str] = []
    edits: list[Edit | None] = []
    left_out: list[Any] = []
    for item, value in zip(items, old or (), strict=True):
        one = NORMALIZERS[key]([value])
        new = str(one[0]) if value and isinstance(one, list) and one else None
        if new is None or (key == "type" and new in kept):
            left_out.append(item)
            continue
        as_it_is = source(document, item) if new == value else ""
        kept.append(new)
        edits.append(instead(item, as_it_is or written(new, item.style, in_flow=in_flow)))
    if left_out and in_flow:
        listed = ", ".join(edit.new for edit in edits if edit)
        edits = [instead(entry.value, f"[{listed}]")]
        edits *= "#" not in source(document, entry.value)
    else:
        edits += [without(document, item) for item in left_out]
    return [] if None in edits else [e for e in edits if e], [*kept]


def tags(findings: FileDiagnostics, document: Document) -> Iterator[Fix]:
    """Each tag in a comment that is not a key of `org`; the comment stays."""
    tree: Any = document.tree
    org = tree.get("org")
    if not isinstance(org, dict):
        return
    for tag in _first_tags(document, "org"):
        value = one_line(tag.value)
        edit = value and not org.get(tag.key) and _tag_edit(document, tag.key, value)
        if edit and value:
            yield _from_comment(findings, tag, value, edit)


def compute(findings: FileDiagnostics, document: Document) -> Iterator[Fix]:
    """The training compute in comments that is not in a key of `compute`; the comments stay."""
    tree: Any = document.tree
    section = tree.get("compute")
    read_as = NORMALIZERS["basemodel"]
    found = [(tag, read_as(tag.value)) for tag in _first_tags(document, "compute")]
    values = {tag.key: (tag, str(value)) for tag, value in found if value}
    if isinstance(section, dict):
        for key, (tag, value) in values.items():
            edit = None if section.get(key) else _key_edit(document, "compute", key, value, ())
            if edit:
                yield _from_comment(findings, tag, value, edit)
        return
    org, system = find(document, ("org",)), find(document, ("system",))
    entry = org or system
    if section is not None or "compute" in tree or not values or entry is None:
        return
    for number, (key, (tag, value)) in enumerate(values.items()):
        edit = added_section(document, entry, "compute", key, value, first=number == 0)
        if edit:
            yield _from_comment(findings, tag, value, edit)


def _first_tags(document: Document, section: str) -> Iterator[Tag]:
    """The tags of a section in comments; of several for one key, the first counts."""
    seen = set[str]()
    for tag in tags_in_comments(document.text):
        if tag.section == section and tag.key not in seen:
            seen.add(tag.key)
            yield tag


def _from_comment(findings: FileDiagnostics, tag: Tag, value: str, edit: Edit) -> Fix:
    what, place = f"{quote(value)} is only in a comment", (tag.section, tag.key)
    problem = _problem(findings, Rule.COMMENT, what, "write the key", place=place, line=tag.line)
    return Fix((edit,), problem, place, value)


_BEFORE = ("name", "link", "origin")
"""The keys of `org` that come before its tags."""


def _tag_edit(document: Document, key: str, value: str) -> Edit | None:
    """An edit that adds a tag to `org`, after its name or link; None if that is not possible."""
    return _key_edit(document, "org", key, value, _BEFORE)


def _key_edit(
    document: Document, section: str, key: str, value: str, after: tuple[str, ...]
) -> Edit | None:
    """An edit that adds a key to a section, after others; None if that is not possible."""
    there, parent = find(document, (section, key)), find(document, (section,))
    if there:
        return filled(document, there, value)
    if parent is None or is_unusual(document, parent.value):
        return None
    entries = [KeyEntry(parent.value, *pair) for pair in parent.value.value]
    before = [e for e in entries if e.key.value in after and e.key.value != key]
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
    """The problem that a fix reports."""
    if line is None and findings.document:
        line = findings.document.line(place)
    field = ".".join(message_path(str(key)) for key in place)
    level = Level.ADVICE if rule in (Rule.SPACES, Rule.COMMENT) else Level.WARNING
    return Problem(findings.path, line or 1, what, hint, field, level, rule)
