"""Results that are computed from a table of categories: tallies, cross tabs, series and grids."""

from __future__ import annotations

from mkdocs_osai.problems import AuthorError, one_of
from mkdocs_osai.stats.arguments import at_least_one, yes_or_no
from mkdocs_osai.stats.arrangement import Arrangement
from mkdocs_osai.stats.category_table import CategoryTable
from mkdocs_osai.stats.dimensions.dimension import Dimension
from mkdocs_osai.stats.formatting import enumerated
from mkdocs_osai.stats.results.criteria_grid import (
    CriteriaGrid,
    rows_of_categories,
    rows_of_models,
)
from mkdocs_osai.stats.results.crosstab import CrossTab
from mkdocs_osai.stats.results.release_series import MEASURES, UNITS, ReleaseSeries, check_spans
from mkdocs_osai.stats.results.tally import Tally
from mkdocs_osai.stats.results.time_series import ALL, whole
from mkdocs_osai.stats.selection.selection import Selection


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
    normalize: bool,
) -> CrossTab:
    """The models of a selection by one dimension and another; the first is arranged."""
    first, second = table.registry[dimension], table.registry[by]
    if first is second:
        raise AuthorError(
            f"{dimension} by itself says nothing new", "split it by another dimension"
        )
    places = table.places(chosen)
    both = table.sortable(places, first, second)
    group_of = arrangement.group_of(table, first)
    return CrossTab(
        arrangement.apply(table, table.tally(first, chosen, group_of, both), group_of),
        table.tally(second, chosen, places=both),
        yes_or_no("normalize", normalize),
        selection=chosen,
        models=len(places),
        n=len(both),
        lacking=_lacking_either(table, places, first, second),
        date=table.snapshot.about.date,
    )


def _lacking_either(table: CategoryTable, places: list[int], *dimensions: Dimension) -> str:
    """What models lack that one of two dimensions cannot sort."""
    unsorted = [[p for p in places if not table.column(by)[p]] for by in dimensions]
    found = [table.lacking(by, of) for by, of in zip(dimensions, unsorted, strict=True) if of]
    if len(found) > len(set(found)):
        return "one of the tags" if found[0] == "a tag" else f"{found[0]} for one of the two"
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
    one_of("unit", unit, UNITS)
    one_of("measure", measure, MEASURES)
    arrangement.check_used("lines", "say of what, with by=", used=by is not None)
    time, lines = table.registry[UNITS[unit]], ALL if by is None else table.registry[by]
    if lines.chronological:
        raise AuthorError(f"{by} is time, as the line is", "leave by out")
    group_of = arrangement.group_of(table, lines)
    places = table.places(chosen)
    needed = {f"a {unit} of release": set(table.sortable(places, time))}
    if by is not None:
        sortable = set(table.sortable(places, lines))
        needed[table.lacking(lines, [p for p in places if p not in sortable])] = sortable
    scores = {p: score for p in places if (score := table.models[p].score) is not None}
    if measure == "openness":
        needed["a score"] = set(scores)
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
        "openness" if measure == "openness" else "models",
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
    most: int | None,
    chosen: Selection,
    arrangement: Arrangement,
) -> CriteriaGrid:
    """How open the models of a selection are on each criterion, each or by category."""
    limit = None if most is None else at_least_one("most", most)
    arrangement.check_used(
        "categories", "name a dimension, or use most=", used=dimension is not None
    )
    models = table.select(chosen)
    if dimension is None:
        ranked = table.ranked(chosen)
        models_shown = ranked[:limit]
        found, n, scored = None, len(models_shown), len(ranked)
    else:
        found, models_shown = tally(table, dimension, chosen, arrangement), models
        n = scored = found.n
    types = {t for m in models_shown for t in m.types}
    columns = table.snapshot.criteria.that_apply_to(types)
    return CriteriaGrid(
        rows_of_categories(found, {m.id: m for m in models}, columns)
        if found
        else rows_of_models(models_shown, columns),
        columns,
        scored,
        found,
        selection=chosen,
        models=len(models),
        n=n,
        lacking=found.lacking if found else "a score",
        date=table.snapshot.about.date,
    )
