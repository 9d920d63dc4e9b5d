"""Models put into the categories of a dimension, or into groups of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import chain

from mkdocs_osai.problems import AuthorError, shown
from mkdocs_osai.stats.asked import Asked
from mkdocs_osai.stats.dimensions import Dimension
from mkdocs_osai.stats.selection import Selection, category, several
from mkdocs_osai.stats.tally import Category, Tally


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
        return Tally(by, chosen, categories, n, len(places), self.about.date)

    def _groups(self, by: Dimension, groups: Mapping[str, Sequence[str]] | None) -> dict[str, str]:
        """Category → the group it counts to."""
        if groups is None:
            return {}
        if not isinstance(groups, Mapping):
            raise AuthorError(
                f"groups is {shown(groups)}", "write it as groups={'EU': ['France', 'Germany']}"
            )
        known = self.categories(by)
        group_of: dict[str, str] = {}
        for group, names in groups.items():
            for name in several(f"the group {shown(group)}", names):
                one = category(by, name, known)
                if group_of.setdefault(one, str(group)) != str(group):
                    raise AuthorError(f"{shown(one)} stands in two groups", "take it out of one")
        return group_of
