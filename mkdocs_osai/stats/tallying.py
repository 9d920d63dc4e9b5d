"""Tallies of an index: one dimension, one by another, over time, and by criterion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mkdocs_osai.problems import AuthorError, one_of
from mkdocs_osai.stats.asked import at_least_one
from mkdocs_osai.stats.dimensions.dimension import OTHER, Dimension
from mkdocs_osai.stats.formatting import enumerated
from mkdocs_osai.stats.grouping import Grouping
from mkdocs_osai.stats.results.arranging import arranged
from mkdocs_osai.stats.results.criteria_grid import CriteriaGrid, of_categories, of_models
from mkdocs_osai.stats.results.crosstab import CrossTab
from mkdocs_osai.stats.results.release_series import MEASURES, UNITS, ReleaseSeries, in_reach
from mkdocs_osai.stats.results.tally import Tally
from mkdocs_osai.stats.results.time_series import ALL, whole
from mkdocs_osai.stats.selection.selection import yes_or_no


class Tallying(Grouping):
    """What can be tallied of an index."""

    def tally(
        self,
        dimension: str,
        *,
        top: int | None = None,
        other: str = OTHER,
        groups: Mapping[str, Sequence[str]] | None = None,
        order: Sequence[str] | None = None,
        **selection: object,
    ) -> Tally:
        """Count the models of a selection by a dimension.

        Args:
            dimension: its name, such as `national_origins`.
            top: keep this many of the largest categories and join the others.
            other: what the joined categories are called.
            groups: categories to count as one: `{'EU': ['France', 'Germany']}`.
            order: the categories that come first, in this order.
            **selection: which models: `latest=True`, `type='text'`, `origin=['France', 'Spain']`.

        Returns:
            Categories with counts and shares, largest first.

        Raises:
            UnknownName: a dimension, argument or category that is not there.
            AuthorError: an argument that makes no sense.

        Example:
            >>> from mkdocs_osai import load
            >>> load("models").tally("academic").to_dict()["n"]
            191
        """
        by = self.registry[dimension]
        group_of = self._groups(by, groups)
        tally = self._tally(by, self.select(**selection), group_of)
        return arranged(self, tally, group_of, top=top, other=other, order=order)

    def cross(  # noqa: PLR0913 - the words of a call
        self,
        dimension: str,
        by: str,
        *,
        normalize: bool = False,
        top: int | None = None,
        other: str = OTHER,
        groups: Mapping[str, Sequence[str]] | None = None,
        order: Sequence[str] | None = None,
        **selection: object,
    ) -> CrossTab:
        """Count the models of a selection by one dimension and another.

        A model that either cannot sort is in no number.

        Args:
            dimension: a row for each of its categories.
            by: a column for each category of this one.
            normalize: shares of each row, from 0 to 1, instead of counts.
            top: keep this many of the largest rows and join the others.
            other: what the joined rows are called.
            groups: categories of the rows to count as one: `{'EU': ['France', 'Germany']}`.
            order: the rows that come first, in this order.
            **selection: which models: `latest=True`, `type='text'`, `origin=['France', 'Spain']`.

        Returns:
            Rows and columns, largest first, with the number of models in both.

        Raises:
            UnknownName: a dimension, argument or category that is not there.
            AuthorError: an argument that makes no sense, or a dimension by itself.

        Example:
            >>> from mkdocs_osai import load
            >>> load("models").cross("academic", "performance_classes").table.rows[1]
            ('Academic', '39', '1', '10', '50')
        """
        first, second = self.registry[dimension], self.registry[by]
        if first is second:
            raise AuthorError(
                f"{dimension} by itself says nothing new", "split it by another dimension"
            )
        chosen = self.select(**selection)
        places = self._places(chosen)
        both = self._sortable(places, first, second)
        group_of = self._groups(first, groups)
        rows = self._tally(first, chosen, group_of, both)
        columns = self._tally(second, chosen, places=both)
        return CrossTab(
            arranged(self, rows, group_of, top=top, other=other, order=order),
            columns,
            len(places),
            yes_or_no("normalize", normalize),
            self._lacking_either(places, first, second),
        )

    def _lacking_either(self, places: list[int], *dimensions: Dimension) -> str:
        """What models lack that one of two dimensions cannot sort."""
        unsorted = [[p for p in places if not self._column(by)[p]] for by in dimensions]
        found = [self._lacking(by, of) for by, of in zip(dimensions, unsorted, strict=True) if of]
        if len(found) > len(set(found)):
            return "one of the tags" if found[0] == "a tag" else f"{found[0]} for one of the two"
        return enumerated(found, "or")

    def series(  # noqa: PLR0913 - the words of a call
        self,
        unit: str = "quarter",
        *,
        by: str | None = None,
        measure: str = "models",
        cumulative: bool = False,
        top: int | None = None,
        groups: Mapping[str, Sequence[str]] | None = None,
        order: Sequence[str] | None = None,
        **selection: object,
    ) -> ReleaseSeries:
        """Follow the models of a selection over the time of their release.

        A model whose date is less exact than the unit is in no number.

        Args:
            unit: the span of time of a number: `month`, `quarter` or `year`.
            by: a line for each category of this dimension; one line, if left out.
            measure: `models` counts them, `openness` is the mean of their scores, from 0 to 1.
            cumulative: about all models released until then, not only those of the span.
            top: keep this many of the largest lines and join the others.
            groups: categories to count as one: `{'EU': ['France', 'Germany']}`.
            order: the lines that come first, in this order.
            **selection: which models: `latest=True`, `type='text'`, `origin=['France', 'Spain']`.

        Returns:
            A number for each span and line, with how many models it rests on.

        Raises:
            UnknownName: a unit, measure, dimension, argument or category that is not there.
            AuthorError: an argument that makes no sense, or more spans than can be told apart.

        Example:
            >>> from mkdocs_osai import load
            >>> load("models").series("year", since="2024").table.rows
            (('2024', '67'), ('2025', '62'), ('2026', '11'))
        """
        one_of("unit", unit, UNITS)
        one_of("measure", measure, MEASURES)
        if by is None and any(word is not None for word in (top, groups, order)):
            raise AuthorError("top, groups and order are about lines", "say of what, with by=")
        time, lines = self.registry[UNITS[unit]], ALL if by is None else self.registry[by]
        if lines.chronological:
            raise AuthorError(f"{by} is time, as the line is", "leave by out")
        group_of = self._groups(lines, groups)
        chosen = self.select(**selection)
        places = self._places(chosen)
        needed = {f"a {unit} of release": set(self._sortable(places, time))}
        if by is not None:
            sortable = set(self._sortable(places, lines))
            lacking = self._lacking(lines, [p for p in places if p not in sortable])
            needed[lacking] = sortable
        scores = {p: score for p in places if (score := self.models[p].score) is not None}
        if measure == "openness":
            needed["a score"] = set(scores)
        placed = [p for p in places if all(p in having for having in needed.values())]
        if by is None:
            ids = [self.models[p].id for p in placed]
            tally = whole(ids, chosen, len(ids), self.about.date)
        else:
            tally = self._tally(lines, chosen, group_of, placed)
        series = ReleaseSeries(
            arranged(self, tally, group_of, top=top, order=order),
            len(places),
            tuple(what for what, having in needed.items() if not having.issuperset(places)),
            unit,
            "openness" if measure == "openness" else "models",
            self._tally(time, chosen, places=placed),
            {span.name: span.count for span in self._tally(time, chosen, places=places).categories},
            yes_or_no("cumulative", cumulative),
            {self.models[p].id: scores[p] for p in placed if p in scores},
        )
        return in_reach(series)

    def grid(
        self,
        dimension: str | None = None,
        *,
        most: int | None = 40,
        top: int | None = None,
        groups: Mapping[str, Sequence[str]] | None = None,
        order: Sequence[str] | None = None,
        **selection: object,
    ) -> CriteriaGrid:
        """How open the models of a selection are on each criterion.

        Args:
            dimension: a row for each of its categories; for each model, if left out.
            most: how many models at most, the most open first; None for all.
            top: keep this many of the largest categories and join the others.
            groups: categories to count as one: `{'EU': ['France', 'Germany']}`.
            order: the categories that come first, in this order.
            **selection: which models: `latest=True`, `type='text'`, `origin=['France', 'Spain']`.

        Returns:
            A cell for each row and criterion: the class of a model, or the mean of a category.

        Raises:
            UnknownName: a dimension, argument or category that is not there.
            AuthorError: an argument that makes no sense.

        Example:
            >>> from mkdocs_osai import load
            >>> load("models").grid(most=2).table.rows[1][:3]
            ('YuLan', 'open', 'open')
        """
        limit = None if most is None else at_least_one("most", most)
        if dimension is None and any(word is not None for word in (top, groups, order)):
            raise AuthorError(
                "top, groups and order are about categories", "name a dimension, or use most="
            )
        chosen = self.select(**selection)
        models = [self.models[place] for place in self._places(chosen)]
        columns = self.criteria.that_apply_to({t for m in models for t in m.types})
        if dimension is None:
            ranked = self.ranked(**selection)
            kept = ranked[:limit]
            columns = self.criteria.that_apply_to({t for m in kept for t in m.types})
            rows = of_models(kept, columns)
            return CriteriaGrid(rows, columns, chosen, len(ranked), len(models), self.about.date)
        by = self.registry[dimension]
        group_of = self._groups(by, groups)
        tally = arranged(self, self._tally(by, chosen, group_of), group_of, top=top, order=order)
        rows = of_categories(tally, {m.id: m for m in models}, columns)
        return CriteriaGrid(rows, columns, chosen, tally.n, len(models), self.about.date, tally)
