"""A tally as an author wants it: in an order, and with the largest few of its categories."""

from __future__ import annotations

from mkdocs_osai.stats.asked import at_least_one
from mkdocs_osai.stats.selection import category, several
from mkdocs_osai.stats.tally import Tally


def arranged(tally: Tally, top: object, other: str, order: object) -> Tally:
    """A tally in an author's order, with the largest few of its categories.

    Raises:
        UnknownName: a category in the order that the tally does not know.
        AuthorError: an order or a number that makes no sense.
    """
    if order is not None:
        tally = tally.in_order(_names_in_order(tally, order))
    if top is None:
        return tally
    most = at_least_one("top", top)
    return tally.top(most, other) if tally.n else tally


def _names_in_order(tally: Tally, order: object) -> list[str]:
    names = [c.name for c in tally.categories]
    known = [*dict.fromkeys([*names, *tally.dimension.order])]
    return [category(tally.dimension, name, known) for name in several("order", order)]
