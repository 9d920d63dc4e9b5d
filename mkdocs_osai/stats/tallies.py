"""Tallies, cross tabs, series and grids, computed from a table of categories."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from mkdocs_osai.i18n import gettext_noop
from mkdocs_osai.problems import AuthorError, one_of, quote
from mkdocs_osai.stats.category_table import CategoryTable
from mkdocs_osai.stats.dimensions.dimension import OTHER, PERIODS, UNDISCLOSED, Dimension
from mkdocs_osai.stats.formatting import FOR_ONE, enumerated
from mkdocs_osai.stats.results.criteria_grid import (
    CriteriaGrid,
    rows_of_categories,
    rows_of_models,
)
from mkdocs_osai.stats.results.crosstab import CROSS_MEASURES, CrossTab
from mkdocs_osai.stats.results.ranking import cut_by
from mkdocs_osai.stats.results.release_series import UNITS, ReleaseSeries, check_spans, unit_of
from mkdocs_osai.stats.results.tally import Tally
from mkdocs_osai.stats.results.time_series import ALL, MEASURES, whole
from mkdocs_osai.stats.selection.selection import (
    Catalog,
    Selection,
    at_least_one,
    category,
    name_taken,
    several,
    yes_or_no,
)

MOST_MODELS = 40
"""How many models a grid shows, if the call names no number."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The arguments of a call that arrange categories, not validated yet; None is left out.

    Attributes:
        top: how many of the largest to keep; the others are joined.
        groups: group → the categories that count to it.
        order: the categories that come first.
        other: the name of the joined ones.
    """

    top: object = None
    groups: object = None
    order: object = None
    other: object = None

    def check_used(self, about: str, hint: str, *, used: bool) -> None:
        """Raise an AuthorError if there is an arrangement that is not used.

        Args:
            about: what the arguments would arrange, such as "lines".
            hint: how to fix the call.
            used: whether the call has categories to arrange.
        """
        given = [word for word in ("top", "groups", "order") if getattr(self, word) is not None]
        if given and not used:
            verb = "is" if len(given) == 1 else "are"
            raise AuthorError(f"{enumerated(given)} {verb} about {about}", hint)

    def check_lines(self, measure: str, by: str | None) -> None:
        """Raise an AuthorError if a series without lines has what only lines have."""
        hint = "say of what, with by="
        if by is None and measure == "share":
            raise AuthorError("share is about lines", hint)
        self.check_used("lines", hint, used=by is not None)

    def group_of(self, catalog: Catalog, by: Dimension) -> dict[str, str]:
        """Category → the group that it counts to.

        Raises:
            UnknownName: a category that does not exist.
            AuthorError: the groups are invalid.
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
        """Apply the order, the limit and the name of the joined categories to a tally.

        Args:
            catalog: the index, which has more categories than a selection of its models.
            tally: the tally, grouped already.
            group_of: category → the group that it counts to.

        Raises:
            UnknownName: a category in `order` that does not exist.
            AuthorError: an invalid order, number or name.
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
        """The name of the joined categories, which must not be that of another category."""
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
    """Raise an AuthorError if a group has the name of a category that is not one of its members."""
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


def tally(
    table: CategoryTable, dimension: str, chosen: Selection, arrangement: Arrangement
) -> Tally:
    """The models of a selection by one dimension."""
    by = table.registry[dimension]
    group_of = arrangement.group_of(table, by)
    return arrangement.apply(table, table.tally(by, chosen, group_of), group_of)


def crosstab(  # noqa: PLR0913 - the parts of a call
    table: CategoryTable,
    dimension: str,
    by: str,
    chosen: Selection,
    arrangement: Arrangement,
    *,
    measure: str,
) -> CrossTab:
    """The models of a selection by two dimensions; the first is arranged."""
    first, second = table.registry[dimension], table.registry[by]
    if first is second:
        raise AuthorError(f"both dimensions are {dimension}", "split it by another dimension")
    places = table.places(chosen)
    both = table.sortable(places, first, second)
    group_of = arrangement.group_of(table, first)
    return CrossTab(
        arrangement.apply(table, table.tally(first, chosen, group_of, both), group_of),
        table.tally(second, chosen, places=both),
        CROSS_MEASURES[one_of("measure", measure, CROSS_MEASURES)],
        selection=chosen,
        models=len(places),
        n=len(both),
        lacking=_lacking_either(table, places, first, second),
        date=table.snapshot.about.date,
    )


def _lacking_either(table: CategoryTable, places: list[int], *dimensions: Dimension) -> str:
    """What models lack that are unsorted in one of two dimensions."""
    unsorted = [[p for p in places if not table.column(by)[p]] for by in dimensions]
    found = [table.lacking(by, of) for by, of in zip(dimensions, unsorted, strict=True) if of]
    if len(found) > len(set(found)):
        tags = found[0] == "a tag"
        return gettext_noop("one of the tags") if tags else found[0] + FOR_ONE
    return enumerated(found, "or")


def release_series(  # noqa: PLR0913 - the parts of a call
    table: CategoryTable,
    unit: str,
    by: str | None,
    chosen: Selection,
    arrangement: Arrangement,
    *,
    measure: str,
    cumulative: bool,
) -> ReleaseSeries:
    """The models of a selection over the time of their release, with a line for each category."""
    unit, counted_as = unit_of(unit), MEASURES[one_of("measure", measure, MEASURES)]
    arrangement.check_lines(measure, by)
    time, lines = table.registry[UNITS[unit]], ALL if by is None else table.registry[by]
    if lines.chronological:
        raise AuthorError(f"{by} is a dimension of time, as the axis is", "leave by out")
    group_of = arrangement.group_of(table, lines)
    places = table.places(chosen)
    needed = {PERIODS[unit]: set(table.sortable(places, time))}
    if by is not None:
        sortable = set(table.sortable(places, lines))
        needed[table.lacking(lines, [p for p in places if p not in sortable])] = sortable
    scores = {p: score for p in places if (score := table.models[p].score) is not None}
    if measure == "openness":
        needed[gettext_noop("a score")] = set(scores)
    placed = [p for p in places if all(p in having for having in needed.values())]
    if by is None:
        ids = [table.models[p].id for p in placed]
        counted = whole(ids, chosen, len(ids), table.snapshot.about.date)
    else:
        counted = table.tally(lines, chosen, group_of, placed)
    lacking = [what for what, having in needed.items() if not having.issuperset(places)]
    series = ReleaseSeries(
        arrangement.apply(table, counted, group_of),
        unit,
        counted_as,
        table.tally(time, chosen, places=placed),
        {span.name: span.count for span in table.tally(time, chosen, places=places).categories},
        yes_or_no("cumulative", cumulative),
        {table.models[p].id: scores[p] for p in placed if p in scores},
        selection=chosen,
        models=len(places),
        n=len(placed),
        lacking=enumerated(lacking, "or"),
        date=table.snapshot.about.date,
    )
    return check_spans(series)


def criteria_grid(
    table: CategoryTable,
    dimension: str | None,
    top: int | Literal["auto"] | None,
    chosen: Selection,
    arrangement: Arrangement,
) -> CriteriaGrid:
    """How open the models of a selection are on each criterion, each or by category."""
    kept = (None if dimension else MOST_MODELS) if top == "auto" else top
    limit = None if kept is None else at_least_one("top", kept)
    if dimension is None:
        arrangement.check_used("categories", "name a dimension", used=False)
    else:
        arrangement = replace(arrangement, top=limit)
    models = table.select(chosen)
    if dimension is None:
        ranked = table.ranked(chosen)
        listed = ranked[:limit]
        found, n, scored = None, len(listed), len(ranked)
        cut = cut_by([m.score for m in ranked], limit)
    else:
        cut = 0
        found, listed = tally(table, dimension, chosen, arrangement), models
        n = scored = found.n
    types = {t for m in listed for t in m.types}
    columns = table.snapshot.criteria.that_apply_to(types)
    return CriteriaGrid(
        rows_of_categories(found, {m.id: m for m in models}, columns)
        if found
        else rows_of_models(listed, columns),
        columns,
        scored,
        found,
        cut,
        selection=chosen,
        models=len(models),
        n=n,
        lacking=found.lacking if found else "a score",
        date=table.snapshot.about.date,
    )
