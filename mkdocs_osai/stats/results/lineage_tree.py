"""A family of base models as a tree: its lines, and the models that stand on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mkdocs_osai.i18n import ENGLISH, Phrase, clauses, gettext, headed, using
from mkdocs_osai.index import Model
from mkdocs_osai.stats.results.ranking import score_text
from mkdocs_osai.stats.results.result import Result, Table


@dataclass(frozen=True, slots=True)
class TreeNode:
    """A line of a family, or a model that stands on it.

    Attributes:
        name: the name of the model, or else of the line.
        parent: the name of what it was made from; the family, if nothing else is known.
        depth: how many are above it; 1 for what stands directly below the family.
        model: the model; None for a line that no selected model describes, and for a model that is
            not selected.
        line: the line that it is; None for a model that is no line of its own.
        reason: why it is here, in a sentence without a full stop; empty without a model.
    """

    name: str
    parent: str
    depth: int
    model: Model | None
    line: str | None
    reason: Phrase | str


@dataclass(frozen=True, slots=True, repr=False)
class LineageTree(Result):
    """A family of base models with its lines and the selected models that stand on it.

    CSV columns: `id` (empty for a line that no model describes), `name`, `made_from`, `depth`,
    `line`, `score` from 0 to 1, and `reason`.

    Attributes:
        family: the name of the family.
        maker: who made it.
        nodes: all lines and models, each below what it was made from.

    Example:
        >>> from mkdocs_osai import load
        >>> tree = load("models").lineage_tree("Falcon")
        >>> [("  " * node.depth + node.name) for node in tree.nodes]
        ['  Falcon', '    Claire', '  Falcon (Falcon H1)']
    """

    family: str
    maker: str
    nodes: tuple[TreeNode, ...]

    @property
    def name(self) -> str:
        """The name of the family, as a part of file names."""
        return f"lineage-{self.family}"

    @property
    def label(self) -> str:
        """The title of the tree."""
        return gettext("Lineage of {family}", family=self.family)

    @property
    def sentence(self) -> str:
        """What each node was made from, with its openness."""
        below: dict[str, list[str]] = {}
        for node in self.nodes:
            score = score_text(node.model) if node.model else ""
            below.setdefault(node.parent, []).append(f"{node.name} {score}".rstrip())
        return clauses(
            headed(gettext("below {name}", name=parent), ", ".join(names))
            for parent, names in below.items()
        )

    @property
    def table(self) -> Table:
        """A row for each line and model: what it was made from, its openness, and why."""
        rows = tuple(
            (
                node.name,
                node.parent,
                score_text(node.model) if node.model else "",
                str(node.reason) or self._unselected(node),
            )
            for node in self.nodes
        )
        header = (
            *(gettext("Name"), gettext("Made from"), gettext("Openness")),
            gettext("By which rule"),
        )
        return Table(header, rows)

    def _unselected(self, node: TreeNode) -> str:
        if node.line is None:
            return gettext("a model that is not selected")
        return gettext("a line that no selected model describes")

    def to_dict(self) -> dict[str, Any]:
        """The nodes as plain values, with the columns of the CSV.

        Returns:
            `{"label", "selection", "n", "models", "unsorted", "family", "maker", "nodes": […]}`
        """
        rows = [dict(zip(self._header, row, strict=True)) for row in self._rows()]
        return {**self._counts, "family": self.family, "maker": self.maker, "nodes": rows}

    @property
    def _header(self) -> tuple[str, ...]:
        return ("id", "name", "made_from", "depth", "line", "score", "reason")

    def _rows(self) -> Iterator[tuple[object, ...]]:
        for node in self.nodes:
            model = node.model
            score = None if model is None or model.score is None else float(model.score)
            id_ = model.id if model else None
            with using(ENGLISH):
                reason = str(node.reason)
            yield id_, node.name, node.parent, node.depth, node.line, score, reason
