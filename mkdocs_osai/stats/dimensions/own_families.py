"""Families of a site: `_families.yml` in the folder of the models adds families or changes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mkdocs_osai.index import FileDiagnostics
from mkdocs_osai.index.bounds import MOST_BASES, MOST_DIMENSIONS
from mkdocs_osai.index.diagnostics import Place, Rule
from mkdocs_osai.index.metadata_files import first, report, tree_of
from mkdocs_osai.problems import quote, suggestion
from mkdocs_osai.stats.dimensions.families import (
    Families,
    built_in_families,
    built_in_tree,
    families_of_tree,
    says_something,
    words_of,
)

Tree = dict[str, dict[str, Any]]
"""Family → its entry, as in `_families.yml`."""


def with_own_families(findings: FileDiagnostics) -> Families:
    """The built-in families with the additions and changes of a `_families.yml`.

    Args:
        findings: the file; problems are added to it, and what is wrong is left out.
    """
    from pydantic import ValidationError

    from mkdocs_osai.stats.dimensions.families_schema import FamilyEntry, LineEntry

    own = tree_of(findings, Rule.FAMILIES)
    if own is None:
        return built_in_families()
    if not isinstance(own, dict):
        what = "no names with families under them"
        findings.add(Rule.FAMILIES, what, "see the page on lineage")
        return built_in_families()
    built = built_in_tree()
    tree: Tree = {**built}
    changed: dict[str, Any] = {}
    for name, values in first(findings, Rule.FAMILIES, own, MOST_DIMENSIONS, "families").items():
        before = built.get(name, {})
        merged: Any = values
        if isinstance(values, dict):
            merged = {**before, **values}
            if isinstance(lines := values.get("lines"), dict):
                merged["lines"] = {**before.get("lines", {}), **lines}
        try:
            entry = FamilyEntry.model_validate(merged)
        except ValidationError as error:
            fields = {**FamilyEntry.model_fields, **LineEntry.model_fields}
            report(findings, error, Rule.FAMILIES, (name,), fields)
            continue
        tree[name] = entry.model_dump(by_alias=True)
        changed[name] = values
    _leave_out_taken_names(findings, tree, changed)
    _leave_out_wrong_origins(findings, tree)
    return families_of_tree(tree)


def _leave_out_taken_names(
    findings: FileDiagnostics, tree: Tree, changed: Mapping[str, Any]
) -> None:
    """Report names that would stand for two things, and names that say nothing.

    A family of the package, or one that is further up, keeps its names.
    """
    taken = _Taken(findings)
    for family, entry in built_in_tree().items():
        own = changed.get(family, {})
        taken.title(family, family)
        if "names" not in own:
            taken.names |= {words_of(str(name)): family for name in entry.get("names") or ()}
        for line, its in _lines(entry):
            if line not in (own.get("lines") or ()):
                taken.title(line, family)
                taken.names |= {words_of(str(name)): line for name in its["names"]}
    for family, own in changed.items():
        if taken.title(family, family, (family,)):
            tree[family] = _with_free_names(taken, family, tree[family], own)
        else:
            del tree[family]


def _with_free_names(
    taken: _Taken, family: str, entry: dict[str, Any], own: Mapping[str, Any]
) -> dict[str, Any]:
    """A family without the names of its own file that are taken."""
    lines: dict[str, Any] = {}
    free = {**entry, "lines": lines}
    if "names" in own:
        free["names"] = taken.free(entry["names"], family, (family,))
    for line, its in _lines(entry):
        place = (family, "lines", line)
        if line not in (own.get("lines") or ()):
            lines[line] = its
        elif taken.title(line, family, place):
            names = taken.free(its["names"], line, place)
            if names:
                lines[line] = {**its, "names": names}
    return free


@dataclass
class _Taken:
    """The names of families and lines so far.

    Attributes:
        findings: the file; a name that is taken is reported.
        titles: the name of a family or a line, in lower case → its family and its spelling.
        names: the words of a name of models → its line or family.
    """

    findings: FileDiagnostics
    titles: dict[str, tuple[str, str]] = field(default_factory=dict)
    names: dict[tuple[str, ...], str] = field(default_factory=dict)

    def title(self, name: str, family: str, place: Place = ()) -> bool:
        """Whether a family or a line can be called so; a line can have the name of its family."""
        other = self.titles.setdefault(name.casefold(), (family, name))
        of, spelling = other
        if of == family and (spelling == name or name.casefold() == family.casefold()):
            return True
        what = f"{quote(spelling)} is a family or a line of {quote(of)} already"
        self.findings.add(Rule.FAMILIES, what, "choose another name, or change that one", place)
        return False

    def free(self, names: Iterable[str], owner: str, place: Place) -> list[str]:
        """The names of models that are not taken."""
        kept = []
        for number, name in enumerate(names):
            words = words_of(name)
            where = (*place, "names", number)
            if not says_something(words):
                what = f"{quote(name)} says only a size, a stage of training or a day"
                hint = "begin with the name of the family"
                self.findings.add(Rule.FAMILIES, what, hint, where)
            elif self.names.setdefault(words, owner) != owner:
                what = f"{quote(name)} is a name of {quote(self.names[words])} already"
                self.findings.add(Rule.FAMILIES, what, "give each its own names", where)
            else:
                kept.append(name)
        return kept


def _leave_out_wrong_origins(findings: FileDiagnostics, tree: Tree) -> None:
    """Report each `from` that is no line or family, that leads to itself, or that is too far."""
    at = {line: family for family, entry in tree.items() for line, _ in _lines(entry)}
    known = dict.fromkeys((*tree, *at))
    made = {line: its.get("from") for entry in tree.values() for line, its in _lines(entry)}

    def leave_out(line: str, what: str, hint: str) -> None:
        findings.add(Rule.FAMILIES, what, hint, (at[line], "lines", line, "from"))
        made[line] = None
        entry = tree[at[line]]
        lines = {**entry["lines"], line: {**entry["lines"][line], "from": None}}
        tree[at[line]] = {**entry, "lines": lines}

    def path_from(line: str) -> tuple[list[str], str]:
        """The lines up to one whose depth is known, that was made from nothing, or twice on it."""
        path: dict[str, None] = {}
        while line not in depths and line not in path and (origin := made.get(line)):
            path[line], line = None, origin
        return [*path], line

    for line, origin in made.items():
        if origin and (origin not in known or origin == line):
            others = [name for name in known if name != line]
            what = f"there is no other line or family {quote(origin)}"
            leave_out(line, what, suggestion(origin, others))
    depths: dict[str, int] = {}
    for start in made:
        path, last = path_from(start)
        if last in path:
            origin = made[last]
            what = f"{quote(last)} was made from {quote(origin)}, and that from {quote(last)}"
            leave_out(last, what, "name what came first")
            path, last = path_from(start)
        depths.setdefault(last, 0)
        for line in reversed(path):
            depths[line] = depths[made[line] or ""] + 1
            if depths[line] >= MOST_BASES:
                what = f"more than {MOST_BASES} lines were made from each other"
                leave_out(line, what, "leave some between them out")
                depths[line] = 0


def _lines(entry: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from [*(entry.get("lines") or {}).items()]
