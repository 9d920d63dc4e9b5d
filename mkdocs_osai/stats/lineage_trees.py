"""Trees of families: which models stand on which base."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_osai.index import Model
from mkdocs_osai.problems import UnknownName
from mkdocs_osai.stats.category_table import CategoryTable
from mkdocs_osai.stats.dimensions.descent import Ancestor
from mkdocs_osai.stats.dimensions.families import words_of
from mkdocs_osai.stats.dimensions.lineage import Lineage
from mkdocs_osai.stats.results.lineage_tree import LineageTree, TreeNode
from mkdocs_osai.stats.selection.selection import Selection

ROOT = "family", ""


@dataclass(frozen=True, slots=True)
class _Part:
    """A line or a model of a tree, before its place is known; `model` is None if not selected."""

    key: tuple[str, str]
    name: str
    line: str | None
    model: Model | None


def lineage_tree(
    table: CategoryTable, lineage: Lineage, family: str, chosen: Selection
) -> LineageTree:
    """A family with its lines and the selected models that stand on it.

    Args:
        table: the models.
        lineage: what they were made from.
        family: the name of the family.
        chosen: which models.

    Raises:
        UnknownName: there is no such family.
    """
    makers = lineage.families.makers
    if family not in makers:
        raise UnknownName("family", family, [*makers])
    models = [m for m in table.select(chosen) if family in lineage.of(m).families]
    selected = {model.id for model in models}
    parts: dict[tuple[str, str], _Part] = {}
    below: dict[tuple[str, str], dict[tuple[str, str], None]] = {}
    for model in models:
        above = ROOT
        for part in _path(lineage, family, model):
            if part.model is not None and part.model.id not in selected:
                name = part.line or part.name
                part = _Part(part.key, name, part.line, None)  # noqa: PLW2901 - without the model
            parts[part.key] = part
            below.setdefault(above, {})[part.key] = None
            above = part.key
    order = {line.name: place for place, line in enumerate(lineage.families.lines)}

    def place(key: tuple[str, str]) -> tuple[object, ...]:
        part = parts[key]
        score = part.model.score if part.model else None
        return part.line is None, order.get(part.line or "", 0), -(score or 0), part.name, key

    def nodes(above: tuple[tuple[str, str], ...], parent: str) -> Iterator[TreeNode]:
        for key in sorted({*below.get(above[-1], ())} - {*above}, key=place):
            part = parts[key]
            reason = lineage.of(part.model).why if part.model else ""
            yield TreeNode(part.name, parent, len(above), part.model, part.line, reason)
            yield from nodes((*above, key), part.name)

    return LineageTree(
        selection=chosen,
        models=len(models),
        n=len(models),
        date=table.snapshot.about.date,
        family=family,
        maker=makers[family],
        nodes=tuple(nodes((ROOT,), family)),
    )


def _path(lineage: Lineage, family: str, model: Model) -> list[_Part]:
    """The bases of a model within a family, oldest first, and the model itself."""
    bases = lineage.ancestors(model)
    of_family = [place for place, base in enumerate(bases) if base.family == family]
    oldest = of_family[-1] + 1 if of_family else 0
    path = [part for base in bases[:oldest] if (part := _of_base(lineage, base))]
    return [*reversed(path), _of_model(lineage, model)]


def _of_base(lineage: Lineage, base: Ancestor) -> _Part | None:
    """The part of a base; None for a family, which is the tree itself."""
    if base.line is not None:
        return _of_line(lineage, base.line)
    entry = next((m for m in lineage.models if m.id == base.entry), None)
    return _of_model(lineage, entry) if entry else None


def _of_line(lineage: Lineage, line: str) -> _Part:
    described = lineage.entries_of(line)
    if len(described) != 1:
        return _Part(("line", line), line, line, None)
    [model] = described
    same = words_of(model.name) == words_of(line)
    return _Part(("line", line), model.name if same else f"{model.name} ({line})", line, model)


def _of_model(lineage: Lineage, model: Model) -> _Part:
    line = lineage.line_of(model)
    if line is not None and lineage.entries_of(line) == (model,):
        return _of_line(lineage, line)
    return _Part(("model", model.id), model.name, None, model)
