"""Counts of models at or above thresholds of training compute, for bars."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from operator import attrgetter

from mkdocs_osai.index import Model
from mkdocs_osai.index.compute import UNIT
from mkdocs_osai.problems import AuthorError, quote
from mkdocs_osai.stats import compute
from mkdocs_osai.stats.bounded import scientific
from mkdocs_osai.stats.category_table import CategoryTable
from mkdocs_osai.stats.dimensions.thresholds import limit, meets
from mkdocs_osai.stats.formatting import enumerated
from mkdocs_osai.stats.results.threshold_counts import PARTS, ThresholdCounts, ThresholdRow
from mkdocs_osai.stats.selection.selection import Selection
from mkdocs_osai.stats.tallies import Arrangement


def threshold_counts(  # noqa: PLR0913 - the parts of a call
    table: CategoryTable,
    dimension: str,
    by: str | None,
    chosen: Selection,
    arrangement: Arrangement,
    *,
    above: object,
) -> ThresholdCounts:
    """The models at or above each threshold; of one threshold, by the categories of a dimension.

    Raises:
        UnknownName: a dimension or a category that does not exist.
        AuthorError: no training compute, an invalid threshold or argument.
    """
    if dimension not in compute.STAGES:
        raise AuthorError(
            f"{quote(dimension)} has no thresholds",
            f"take {enumerated([quote(name) for name in compute.STAGES], 'or')}",
        )
    arrangement.check_used("categories", "say of what, with by=", used=by is not None)
    models = table.select(chosen)
    known = table.registry.thresholds.values()
    if above is None:
        limits = [(one.label, one.flop) for one in sorted(known, key=lambda one: one.flop)]
    else:
        flop = limit("above", above, table.registry.thresholds)
        names = {Fraction(str(one.flop)): one.label for one in known}
        limits = [(names.get(flop, ""), float(flop))]
    if by is None:
        rows = [_row(_named(*one), one[1], dimension, models) for one in limits]
        counted, lacking, sorted_by, threshold = models, "a figure", None, ""
    else:
        sorted_by = table.registry[by]
        group_of = arrangement.group_of(table, sorted_by)
        tally = arrangement.apply(table, table.tally(sorted_by, chosen, group_of), group_of)
        of = {model.id: model for model in models}
        rows = [
            _row(c.name, limits[0][1], dimension, [of[one] for one in c.models])
            for c in tally.with_other_last().categories
        ]
        threshold = _named(*limits[0])
        counted = [of[one] for one in {i: None for c in tally.categories for i in c.models}]
        lacking = "a figure or a tag" if len(counted) < len(models) else "a figure"
    value_of = attrgetter(dimension)
    figures = sum((value := value_of(m)) is not None and value.has_figure for m in counted)
    return ThresholdCounts(
        dimension,
        compute.STAGES[dimension],
        tuple(rows),
        sorted_by,
        threshold,
        selection=chosen,
        models=len(models),
        n=figures,
        lacking=lacking,
        date=table.snapshot.about.date,
    )


def _named(label: str, flop: float) -> str:
    figure = f"{scientific(Fraction(str(flop)), 6)} {UNIT}"
    return f"{label}, {figure}" if label else figure


def _row(name: str, flop: float, dimension: str, models: Sequence[Model]) -> ThresholdRow:
    values = [getattr(model, dimension) for model in models]
    above = Fraction(str(flop))
    ids: dict[str, list[str]] = {part: [] for part in PARTS}
    for model, value in zip(models, values, strict=True):
        known = value is not None and value.has_figure
        part = _PART_OF[meets(value, above, None)] if known else "unknown"
        ids[part].append(model.id)
    certain = len(ids["certain"])
    return ThresholdRow(
        name,
        flop,
        certain,
        certain + len(ids["possible"]),
        compute.coverage(values),
        {part: tuple(its) for part, its in ids.items()},
    )


_PART_OF = {True: "certain", None: "possible", False: "below"}
"""Whether a model is at or above a threshold → the part of a row that it belongs to."""
