"""Models put into the categories of a dimension, or into groups of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import chain
from typing import Any

from mkdocs_osai.problems import AuthorError, quote
from mkdocs_osai.stats.asked import Asked
from mkdocs_osai.stats.dimensions.dimension import OTHER, UNDISCLOSED, Dimension
from mkdocs_osai.stats.results.tally import Category, Tally
from mkdocs_osai.stats.selection.selection import Selection, category, name_taken, several


class Grouping(Asked):
    """An index whose models are counted by category."""

    def _tally(
        self,
        by: Dimension,
        chosen: Selection,
        groups: Mapping[str, str] | None = None,
        places: Sequence[int] | None = None,
    ) -> Tally:
        """The tally of the models at some places; those that are chosen, if left out.

        `groups` says which group a category counts to.
        """
        if places is not None:
            return self._tallied(by, chosen, groups or {}, places)
        key = ("tally", by.name, chosen, frozenset((groups or {}).items()))
        return self.once(key, lambda: self._tallied(by, chosen, groups or {}, self._places(chosen)))

    def _tallied(
        self,
        by: Dimension,
        chosen: Selection,
        group_of: Mapping[str, str],
        places: Sequence[int],
    ) -> Tally:
        column = self._column(by)
        alike: dict[tuple[str, ...], list[int]] = {}
        for place in places:
            alike.setdefault(column[place], []).append(place)
        n = sum(len(found) for its, found in alike.items() if its)
        within: dict[str, list[list[int]]] = {}
        for its, found in alike.items():
            for name in dict.fromkeys(group_of.get(c, c) for c in its):
                within.setdefault(name, []).append(found)
        ids = [model.id for model in self.models]
        members = {
            name: tuple(ids[p] for p in (parts[0] if len(parts) == 1 else sorted(chain(*parts))))
            for name, parts in within.items()
        }
        rank = {name: i for i, name in enumerate(by.order)}
        names = sorted(members, key=lambda c: (rank.get(c, len(rank)), c.casefold(), c))
        if by.chronological:
            names.sort()
        else:
            names.sort(key=lambda c: -len(members[c]))
        colors = self._colors(by)
        for name, group in group_of.items():
            if name in colors:
                colors.setdefault(group, colors[name])
        categories = tuple(
            Category(
                name,
                len(members[name]),
                Fraction(len(members[name]), n),
                colors.get(name),
                members[name],
            )
            for name in names
        )
        return Tally(
            by,
            chosen,
            categories,
            n,
            len(places),
            self.about.date,
            self._lacking(by, alike.get((), ())),
        )

    def group_of(
        self, dimension: str, groups: Mapping[str, Sequence[str]] | None
    ) -> dict[str, str]:
        """Category → the group it counts to, as a call says it.

        Raises:
            UnknownName: a dimension or category that is not there.
            AuthorError: groups that make no sense.

        Example:
            >>> from mkdocs_osai import load
            >>> load("models").group_of("national_origins", {"Baltic": ["EE", "Latvia", "LT"]})
            {'Estonia': 'Baltic', 'Latvia': 'Baltic', 'Lithuania': 'Baltic'}
        """
        return self._groups(self.registry[dimension], groups)

    def _groups(self, by: Dimension, groups: Mapping[str, Sequence[str]] | None) -> dict[str, str]:
        if groups is None:
            return {}
        if not isinstance(groups, Mapping):
            raise AuthorError(
                f"groups is {quote(groups)}", "write it as groups={'EU': ['France', 'Germany']}"
            )
        group_of: dict[str, str] = {}
        said: Iterable[tuple[Any, Any]] = groups.items()
        for group, names in said:
            if not isinstance(group, str) or not group.strip():
                raise AuthorError(
                    f"a group is called {quote(group)}", "give it a name, such as 'EU'"
                )
            members = [category(self, by, n) for n in several(f"the group {quote(group)}", names)]
            self._check_name(by, group, members)
            for one in members:
                if group_of.setdefault(one, group) != group:
                    raise AuthorError(f"{quote(one)} stands in two groups", "take it out of one")
        return group_of

    def _check_name(self, by: Dimension, group: str, members: Sequence[str]) -> None:
        """See that a group has the name of no category but one of its own.

        Raises:
            AuthorError: it has; readers would take one for the other.
        """
        if group in members:
            return
        taken = name_taken(self, by, group)
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
