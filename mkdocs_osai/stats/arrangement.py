"""How a call arranges the categories of a tally: in groups, in an order, only the largest few."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from mkdocs_osai.problems import AuthorError, quote
from mkdocs_osai.stats.arguments import at_least_one, several
from mkdocs_osai.stats.dimensions.dimension import OTHER, UNDISCLOSED, Dimension
from mkdocs_osai.stats.results.tally import Tally
from mkdocs_osai.stats.selection.selection import Catalog, category, name_taken


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The arguments of a call about categories, as the author wrote them; None is left out.

    Attributes:
        top: how many of the largest to keep; the others are joined.
        groups: group → the categories that count to it.
        order: the categories that come first.
        other: what the joined ones are called.
    """

    top: object = None
    groups: object = None
    order: object = None
    other: object = None

    def check_used(self, about: str, hint: str, *, used: bool) -> None:
        """Refuse an arrangement where there are no categories to arrange.

        Raises:
            AuthorError: the call has one; `about` is what it would arrange.
        """
        given = any(word is not None for word in (self.top, self.groups, self.order))
        if given and not used:
            raise AuthorError(f"top, groups and order are about {about}", hint)

    def group_of(self, catalog: Catalog, by: Dimension) -> dict[str, str]:
        """Category → the group that it counts to.

        Raises:
            UnknownName: a category that is not there.
            AuthorError: groups that make no sense.
        """
        if self.groups is None:
            return {}
        if not isinstance(self.groups, Mapping):
            raise AuthorError(
                f"groups is {quote(self.groups)}",
                "write it as groups={'EU': ['France', 'Germany']}",
            )
        group_of: dict[str, str] = {}
        groups: Iterable[tuple[Any, Any]] = self.groups.items()
        for group, names in groups:
            if not isinstance(group, str) or not group.strip():
                raise AuthorError(
                    f"a group is called {quote(group)}", "give it a name, such as 'EU'"
                )
            listed = several(f"the group {quote(group)}", names)
            members = [category(catalog, by, name) for name in listed]
            _check_group_name(catalog, by, group, members)
            for one in members:
                if group_of.setdefault(one, group) != group:
                    raise AuthorError(f"{quote(one)} is in two groups", "take it out of one")
        return group_of

    def apply(self, catalog: Catalog, tally: Tally, group_of: Mapping[str, str]) -> Tally:
        """The tally in the order of the call, with only the largest of its categories.

        Args:
            catalog: the index, which knows more categories than a selection of its models has.
            tally: what is arranged, grouped already.
            group_of: category → the group that it counts to.

        Raises:
            UnknownName: a category in the order that the index does not know.
            AuthorError: an order, a number or a name that makes no sense.
        """
        tally = replace(tally, other=self._name_of_rest(catalog, tally, group_of))
        if self.order is not None:
            tally = tally.in_order(self._names_in_order(catalog, tally, group_of))
        if self.top is None:
            return tally
        kept = at_least_one("top", self.top)
        tally = replace(tally, kept=kept)
        return tally.top(kept) if tally.n else tally

    def _names_in_order(
        self, catalog: Catalog, tally: Tally, group_of: Mapping[str, str]
    ) -> list[str]:
        by = tally.dimension
        if by.chronological:
            raise AuthorError(f"{by.name} are in the order of time", "leave order out")
        if isinstance(self.order, set | frozenset):
            raise AuthorError("order is a set, which has no order", "write it as a list")
        also = [c.name for c in tally.categories]
        listed = several("order", self.order)
        names = [category(catalog, by, name, group_of, also) for name in listed]
        for place, name in enumerate(names):
            if name in names[:place]:
                raise AuthorError(f"order names {quote(name)} twice", "keep one of the two")
        return names

    def _name_of_rest(self, catalog: Catalog, tally: Tally, group_of: Mapping[str, str]) -> str:
        """What the joined categories are called: by no name that a category has."""
        other = self.other
        if other is None or other == OTHER:
            return OTHER
        if not isinstance(other, str) or not other.strip():
            raise AuthorError(
                f"other is {quote(other)}",
                "write what the joined ones are called: other='The rest'",
            )
        names = (UNDISCLOSED, *group_of.values(), *(c.name for c in tally.categories))
        taken = name_taken(catalog, tally.dimension, other)
        if taken is not None or other.casefold() in (name.casefold() for name in names):
            raise AuthorError(
                f"other is {quote(other)}, which is the name of a category of {tally.name}",
                "give the joined ones a name of their own, such as other='The rest'",
            )
        return other


def _check_group_name(catalog: Catalog, by: Dimension, group: str, members: Sequence[str]) -> None:
    """See that a group has the name of no category but one of its own.

    Raises:
        AuthorError: it has; readers would take one for the other.
    """
    if group in members:
        return
    taken = name_taken(catalog, by, group)
    if taken is not None and taken not in {*members, *map(by.called, members)}:
        raise AuthorError(
            f"the group {quote(group)} has the name of a category of {by.name}",
            f"give it another name, or add {quote(taken)} to it",
        )
    if group.casefold() in (OTHER.casefold(), UNDISCLOSED.casefold()):
        raise AuthorError(
            f"a group cannot be called {quote(group)}",
            f"give it another name; {OTHER} is what top= joins, {UNDISCLOSED} is a tag",
        )
