"""A tally as an author wants it: in an order, and with the largest few of its categories."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mkdocs_osai.problems import AuthorError, quote
from mkdocs_osai.stats.asked import at_least_one
from mkdocs_osai.stats.dimensions.dimension import OTHER, UNDISCLOSED
from mkdocs_osai.stats.results.tally import Tally
from mkdocs_osai.stats.selection.selection import Known, category, name_taken, several


def arranged(  # noqa: PLR0913 - the words of a call
    known: Known,
    tally: Tally,
    groups: Mapping[str, str],
    *,
    top: object = None,
    other: object = None,
    order: object = None,
) -> Tally:
    """A tally in an author's order, with the largest few of its categories.

    Args:
        known: the index, which knows more categories than a selection of its models has.
        tally: what is to be arranged.
        groups: category → the group that it counts to.
        top: how many categories to keep, or None.
        other: what the joined ones are called; None for `Other`.
        order: the categories that come first, or None.

    Raises:
        UnknownName: a category in the order that the index does not know.
        AuthorError: an order, a number or a name that makes no sense.
    """
    tally = replace(tally, other=_name_of_rest(known, tally, groups, other))
    if order is not None:
        tally = tally.in_order(_names_in_order(known, tally, groups, order))
    if top is None:
        return tally
    tally = replace(tally, kept=at_least_one("top", top))
    return tally.top(tally.kept) if tally.n and tally.kept else tally


def _names_in_order(
    known: Known, tally: Tally, groups: Mapping[str, str], order: object
) -> list[str]:
    by = tally.dimension
    if by.chronological:
        raise AuthorError(f"{by.name} stand in the order of time", "leave order out")
    if isinstance(order, set | frozenset):
        raise AuthorError("order is a set, which has no order", "write it as a list")
    also = [c.name for c in tally.categories]
    names = [category(known, by, name, groups, also) for name in several("order", order)]
    for place, name in enumerate(names):
        if name in names[:place]:
            raise AuthorError(f"order names {quote(name)} twice", "keep one of the two")
    return names


def _name_of_rest(known: Known, tally: Tally, groups: Mapping[str, str], other: object) -> str:
    """What the joined categories are called: by no name that a category has."""
    if other is None or other == OTHER:
        return OTHER
    if not isinstance(other, str) or not other.strip():
        raise AuthorError(
            f"other is {quote(other)}", "write what the joined ones are called: other='The rest'"
        )
    names = (UNDISCLOSED, *groups.values(), *(c.name for c in tally.categories))
    taken = name_taken(known, tally.dimension, other)
    if taken is not None or other.casefold() in (name.casefold() for name in names):
        raise AuthorError(
            f"other is {quote(other)}, which is the name of a category of {tally.name}",
            "give the joined ones a name of their own, such as other='The rest'",
        )
    return other
