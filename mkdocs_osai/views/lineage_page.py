"""The page of lineage: families of base models as trees, with the models that stand on them."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from mkdocs_osai.index import Model
from mkdocs_osai.stats import Index
from mkdocs_osai.stats.dimensions.descent import DERIVED, FROM_SCRATCH, NOT_SAID
from mkdocs_osai.stats.results.lineage_tree import TreeNode
from mkdocs_osai.views.links import Link, render
from mkdocs_osai.views.urls import PageUrls


class TreeItem(NamedTuple):
    """A line or a model of a tree, with what stands on it; `length` is its openness in percent."""

    name: str
    model: Model | None
    href: str | None
    length: str
    below: tuple[TreeItem, ...]


class FamilyTree(NamedTuple):
    """A family with everything that stands on it."""

    name: str
    maker: Link
    models: int
    items: tuple[TreeItem, ...]


def lineage_page(index: Index, where: PageUrls) -> str:
    """The page of lineage as HTML."""
    tally = index.tally("derived")
    counts = {one.name: one.count for one in tally.categories}
    return render(
        "lineage.html",
        index=index,
        where=where,
        families=[family_tree(index, name, where) for name in families_with_descendants(index)],
        derived=counts.get(DERIVED, 0),
        from_scratch=counts.get(FROM_SCRATCH, 0),
        not_said=counts.get(NOT_SAID, 0),
        unresolved=[d for d in index.lineage.all if d.kind is None],
    )


def families_with_descendants(index: Index) -> tuple[str, ...]:
    """The families that models of another line stand on, those with the most models first.

    Example:
        >>> from mkdocs_osai import load
        >>> families_with_descendants(load("models"))[:2]
        ('Llama', 'Mistral')
    """

    def found() -> tuple[str, ...]:
        standing = (d.families for d in index.lineage.all if d.kind == DERIVED)
        known = index.lineage.families.makers
        names = {name for families in standing for name in families if name in known}
        return tuple(sorted(names, key=lambda name: (-index.lineage_tree(name).n, name)))

    return index.memoize("families with descendants", found)


def family_tree(index: Index, family: str, where: PageUrls) -> FamilyTree:
    """A family as nested items, with links."""

    def made() -> FamilyTree:
        tree = index.lineage_tree(family)
        rest = list(reversed(tree.nodes))
        maker = Link(tree.maker, where.category("organizations", tree.maker))
        return FamilyTree(family, maker, tree.n, _items(rest, 1, where))

    return index.memoize(("family tree", family), made)


def _items(rest: list[TreeNode], depth: int, where: PageUrls) -> tuple[TreeItem, ...]:
    """The items at a depth, from the end of a list of nodes in reversed order."""
    items: list[TreeItem] = []
    while rest and rest[-1].depth == depth:
        node = rest.pop()
        below = _items(rest, depth + 1, where)
        score = node.model.score if node.model else None
        length = "" if score is None else f"{float(Fraction(100) * score):.1f}"
        href = where.model(node.model) if node.model else None
        items.append(TreeItem(node.name, node.model, href, length, below))
    return tuple(items)
