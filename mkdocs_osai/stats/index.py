"""An index that can be asked: the words here are those of macros, commands and notebooks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from html import escape
from pathlib import Path

from mkdocs_osai.index import About, Criteria, Model, Snapshot, read_folder
from mkdocs_osai.problems import AuthorError, Problem, UnknownName, shown
from mkdocs_osai.stats.cross import Cross
from mkdocs_osai.stats.dimensions import OTHER, UNDISCLOSED, Dimension
from mkdocs_osai.stats.grid import Grid, of_categories, of_models
from mkdocs_osai.stats.naming import Names
from mkdocs_osai.stats.numerals import enumerated
from mkdocs_osai.stats.quantity import Quantity, models_in_words
from mkdocs_osai.stats.ranking import Ranking
from mkdocs_osai.stats.registry import Registry, built_in, with_own
from mkdocs_osai.stats.selection import (
    RESERVED,
    InCategories,
    Named,
    Released,
    Scored,
    Selection,
    Without,
    category,
    select,
    several,
    yes_or_no,
)
from mkdocs_osai.stats.series import ALL, MEASURES, UNITS, Series, in_reach
from mkdocs_osai.stats.tally import Category, Tally
from mkdocs_osai.stats.timeline import Timeline

COLORS = ("blue", "red", "purple", "teal", "green")
"""What a dimension without colours of its own gives to its five largest categories."""


def load(folder: str | Path = "models") -> Index:
    """Read an index.

    Args:
        folder: the folder of YAML files, one for each model.

    Returns:
        The index; `problems` says what is wrong with its files.

    Raises:
        IndexNotFound: there is no such folder.

    Example:
        >>> index = load("models")
        >>> index.tally("national_origins", latest=True).categories[0].name
        'China'
    """
    return Index(read_folder(folder))


@dataclass(frozen=True, eq=False)
class Index:
    """All models at one moment, and what can be counted of them.

    Attributes:
        snapshot: what the files say.
        registry: the dimensions, those of the criteria included.
    """

    snapshot: Snapshot
    registry: Registry = field(init=False)
    _sorted: dict[str, list[tuple[str, ...]]] = field(init=False, default_factory=dict, repr=False)
    _names: Names = field(init=False, repr=False)

    def __post_init__(self) -> None:
        own = self.snapshot.dimensions
        registry = with_own(own, RESERVED) if own else built_in()
        object.__setattr__(self, "registry", registry.with_criteria(self.snapshot.criteria))
        object.__setattr__(self, "_names", Names(self.snapshot.models))

    @property
    def models(self) -> tuple[Model, ...]:
        """The models, in the order of their ids."""
        return self.snapshot.models

    @property
    def criteria(self) -> Criteria:
        """The criteria they are graded on."""
        return self.snapshot.criteria

    @property
    def about(self) -> About:
        """The date of the index, and where it comes from."""
        return self.snapshot.about

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with its files."""
        own = self.snapshot.dimensions
        return (*self.snapshot.problems, *(own.problems if own else ()))

    def __len__(self) -> int:
        return len(self.models)

    def __repr__(self) -> str:
        date = f", {self.about.date.isoformat()}" if self.about.date else ""
        count = len(self.problems)
        wrong = f", {count:,} problem{'s' * (count != 1)} in its files" if count else ""
        return f"<{self.about.title}{date}: {models_in_words(len(self))}{wrong}>"

    def _repr_html_(self) -> str:
        title = self.about.title
        rest = repr(self)[1 + len(title) : -1]
        listed = "".join(f"<li>{escape(str(problem))}</li>" for problem in self.problems)
        return f"<p><strong>{escape(title)}</strong>{escape(rest)}</p>" + (
            f"<details><summary>Problems</summary><ul>{listed}</ul></details>" if listed else ""
        )

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
            >>> load("models").tally("academic").to_dict()["n"]
            191
        """
        by = self.registry[dimension]
        tally = self._tally(by, self.select(**selection), self._groups(by, groups))
        return _arranged(tally, top, other, order)

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
    ) -> Cross:
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
        rows = self._tally(first, chosen, self._groups(first, groups), both)
        columns = self._tally(second, chosen, places=both)
        shares = yes_or_no("normalize", normalize)
        return Cross(_arranged(rows, top, other, order), columns, len(places), shares)

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
    ) -> Series:
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
            >>> load("models").series("year", since="2024").table.rows
            (('2024', '67'), ('2025', '62'), ('2026', '11'))
        """
        if unit not in UNITS:
            raise UnknownName("unit", unit, UNITS)
        if measure not in MEASURES:
            raise UnknownName("measure", measure, MEASURES)
        if by is None and any(word is not None for word in (top, groups, order)):
            raise AuthorError("top, groups and order are about lines", "say of what, with by=")
        time, lines = self.registry[UNITS[unit]], ALL if by is None else self.registry[by]
        if lines.chronological:
            raise AuthorError(f"{by} is time, as the line is", "leave by out")
        chosen = self.select(**selection)
        places = self._places(chosen)
        needed = {f"a {unit} of release": set(self._sortable(places, time))}
        if by is not None:
            needed["a tag"] = set(self._sortable(places, lines))
        scores = {p: score for p in places if (score := self.models[p].score) is not None}
        if measure == "openness":
            needed["a score"] = set(scores)
        placed = [p for p in places if all(p in having for having in needed.values())]
        if by is None:
            ids = tuple(self.models[p].id for p in placed)
            whole = (Category(ALL.label, len(ids), Fraction(1), COLORS[0], ids),) if ids else ()
            tally = Tally(ALL, chosen, whole, len(ids), len(ids), self.about.date)
        else:
            tally = self._tally(lines, chosen, self._groups(lines, groups), placed)
        series = Series(
            self._tally(time, chosen, places=placed),
            _arranged(tally, top, OTHER, order),
            len(places),
            tuple(what for what, having in needed.items() if not having.issuperset(places)),
            unit,
            "openness" if measure == "openness" else "models",
            yes_or_no("cumulative", cumulative),
            {self.models[p].id: scores[p] for p in placed if p in scores},
        )
        return in_reach(series)

    def model(self, name: str) -> Model:
        """The model of an id, a name or an alias.

        Raises:
            UnknownName: there is none; with the nearest that is there.
            AuthorError: several models go by the name.

        Example:
            >>> load("models").model("BLOOMZ").id
            'bloomz'
        """
        return self._names.find(name)

    def selected(self, **selection: object) -> tuple[Model, ...]:
        """The models of a selection, in the order of their names.

        Example:
            >>> [m.name for m in load("models").selected(origin="Switzerland")]
            ['Apertus']
        """
        chosen = [self.models[place] for place in self._places(self.select(**selection))]
        return tuple(sorted(chosen, key=lambda m: (m.name.casefold(), m.id)))

    def ranked(self, **selection: object) -> tuple[Model, ...]:
        """The models of a selection that have an openness score, most open first, then by name.

        Example:
            >>> load("models").ranked()[0].score
            Fraction(1, 1)
        """
        scored = [m for m in self.selected(**selection) if m.score is not None]
        return tuple(sorted(scored, key=lambda m: -(m.score or 0)))

    def ranking(
        self, *, most: int | None = 20, least_open: bool = False, **selection: object
    ) -> Ranking:
        """The most open models of a selection, or the least open, with their classes.

        Args:
            most: how many at most; None for all.
            least_open: start from the other end.
            **selection: which models.

        Raises:
            UnknownName: an argument or category that is not there.
            AuthorError: an argument that makes no sense.

        Example:
            >>> load("models").ranking(most=3).n
            3
        """
        limit = None if most is None else at_least_one("most", most)
        ranked = self.ranked(**selection)
        if least_open:
            ranked = tuple(sorted(ranked, key=lambda m: m.score or 0))
        chosen = self.select(**selection)
        models = len(self._places(chosen))
        return Ranking(
            ranked[:limit],
            len(ranked),
            models,
            self.criteria,
            chosen,
            self.about.date,
            least_open,
        )

    def grid(
        self,
        dimension: str | None = None,
        *,
        most: int | None = 40,
        top: int | None = None,
        groups: Mapping[str, Sequence[str]] | None = None,
        order: Sequence[str] | None = None,
        **selection: object,
    ) -> Grid:
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
            return Grid(rows, columns, chosen, len(ranked), len(models), self.about.date)
        by = self.registry[dimension]
        tally = _arranged(self._tally(by, chosen, self._groups(by, groups)), top, OTHER, order)
        rows = of_categories(tally, {m.id: m for m in models}, columns)
        return Grid(rows, columns, chosen, tally.n, len(models), self.about.date, tally)

    def timeline(self, **selection: object) -> Timeline:
        """The models of a selection by the month they came out and their openness.

        Raises:
            UnknownName: an argument or category that is not there.
            AuthorError: an argument that makes no sense.

        Example:
            >>> load("models").timeline(type="audio").n
            16
        """
        models = self.selected(**selection)
        placed = [m for m in models if m.score is not None and len(m.released or "") >= 7]
        by_month = sorted(placed, key=lambda m: (m.released or "")[:7])
        chosen = self.select(**selection)
        return Timeline(tuple(by_month), len(models), chosen, self.about.date)

    def mean(self, **selection: object) -> Quantity:
        """The mean openness score of a selection, from 0 to 1.

        Raises:
            AuthorError: no model of the selection has a score.

        Example:
            >>> str(load("models").mean())
            '0.49'
        """
        chosen = self.select(**selection)
        models = [self.models[place] for place in self._places(chosen)]
        scores = [m.score for m in models if m.score is not None]
        if not scores:
            words = chosen.words or "the index is empty"
            raise AuthorError(f"no model has an openness score ({words})", "select other models")
        told = f"mean openness of {models_in_words(len(scores))}"
        return Quantity(
            "score",
            count=len(scores),
            of=len(models),
            number=Fraction(sum(scores), len(scores)),
            told=self._told(told, chosen, len(models) - len(scores)),
            date=self.about.date,
            models=tuple(m.id for m in models if m.score is not None),
        )

    def score(self, model: str) -> Quantity:
        """The openness score of a model, from 0 to 1.

        Raises:
            UnknownName: there is no such model.
            AuthorError: no criterion applies to it.

        Example:
            >>> load("models").score("YuLan") == 1
            True
        """
        one = self.model(model)
        if one.score is None:
            raise AuthorError(f"{shown(one.name)} has no openness score", "it has no type yet")
        applying = [c.ref for c in self.criteria.that_apply_to(one.types)]
        classes = [one.grades[ref].cls for ref in applying]
        parts = [f"{classes.count(cls)} {cls}" for cls in ("open", "partial")]
        told = f"openness of {one.name}: {' and '.join(parts)} of {len(applying)} criteria"
        return Quantity(
            "score",
            count=1,
            of=1,
            number=one.score,
            told=self._told(told, Selection()),
            date=self.about.date,
            models=(one.id,),
        )

    def rank(self, model: str, **selection: object) -> Quantity:
        """The place of a model among a selection, most open first; equals share the better place.

        Raises:
            UnknownName: there is no such model.
            AuthorError: it is not among the selection, or has no score.

        Example:
            >>> str(load("models").rank("OLMo"))
            '3'
        """
        one = self.model(model)
        ranked = self.ranked(**selection)
        if one not in ranked:
            raise AuthorError(
                f"{shown(one.name)} is not among the models selected", "select others"
            )
        place = 1 + sum(m.score > one.score for m in ranked if m.score and one.score is not None)
        equals = sum(m.score == one.score for m in ranked) - 1
        chosen = self.select(**selection)
        told = f"{one.name}: place {place} of {models_in_words(len(ranked))} by openness"
        if equals:
            told += f", shared with {equals:,}"
        return Quantity(
            "rank",
            count=place,
            of=len(ranked),
            told=self._told(told, chosen),
            date=self.about.date,
            models=(one.id,),
        )

    def n(self, dimension: str | None = None, **selection: object) -> Quantity:
        """How many models are selected; with a dimension, how many of them it can sort.

        Example:
            >>> str(load("models").n(latest=True))
            '40'
        """
        chosen = self.select(**selection)
        if dimension is not None:
            tally = self._tally(self.registry[dimension], chosen)
            return self._quantity(
                "count", tally.members, tally, f"models with a {dimension} category"
            )
        ids = tuple(self.models[place].id for place in self._places(chosen))
        return Quantity(
            "count",
            len(ids),
            len(self),
            what="models",
            selection=chosen.words,
            date=self.about.date,
            models=ids,
        )

    def count(
        self,
        dimension: str,
        *categories: str,
        groups: Mapping[str, Sequence[str]] | None = None,
        **selection: object,
    ) -> Quantity:
        """How many models are in any of the categories.

        Example:
            >>> str(load("models").count("national_origins", "France"))
            '6'
        """
        return self._part("count", dimension, categories, groups, selection)

    def share(
        self,
        dimension: str,
        *categories: str,
        groups: Mapping[str, Sequence[str]] | None = None,
        **selection: object,
    ) -> Quantity:
        """The share of models in any of the categories, of those the dimension can sort.

        Raises:
            AuthorError: no model of the selection can be sorted, so there is nothing to divide by.

        Example:
            >>> str(load("models").share("national_origins", "United States"))
            '39.8%'
        """
        return self._part("share", dimension, categories, groups, selection)

    def largest(self, dimension: str, k: int = 1, **selection: object) -> tuple[str, ...]:
        """The names of the largest categories, largest first.

        Raises:
            AuthorError: there are fewer.

        Example:
            >>> load("models").largest("national_origins", 3)
            ('United States', 'China', 'International')
        """
        tally = self._tally(self.registry[dimension], self.select(**selection))
        by_count = sorted(tally.categories, key=lambda c: -c.count)
        if len(by_count) < at_least_one("k", k):
            what = f"{dimension} has {len(by_count)} categories here, not {k}"
            raise AuthorError(what, "ask for fewer, or select other models")
        return tuple(c.name for c in by_count[:k])

    def select(self, **selection: object) -> Selection:
        """The selection that the words of a call make."""
        return select(self, selection)

    def categories(self, dimension: Dimension) -> Collection[str]:
        """The categories of a dimension: those it knows, and those the index has."""
        found = {name for names in self._column(dimension) for name in names}
        return dict.fromkeys([*dimension.order, *sorted(found)])

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
        columns = self._column(by)
        places = self._places(chosen) if places is None else places
        group_of = groups or {}
        members: dict[str, list[str]] = {}
        n = 0
        for place in places:
            n += bool(columns[place])
            for name in dict.fromkeys(group_of.get(c, c) for c in columns[place]):
                members.setdefault(name, []).append(self.models[place].id)
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
                tuple(members[name]),
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

    def _part(
        self,
        kind: str,
        dimension: str,
        categories: tuple[str, ...],
        groups: Mapping[str, Sequence[str]] | None,
        selection: dict[str, object],
    ) -> Quantity:
        by = self.registry[dimension]
        group_of = self._groups(by, groups)
        known = [*group_of.values(), *self.categories(by)]
        if not categories:
            raise AuthorError(
                f"no category of {dimension} is named",
                f"name one or more, such as osai.{kind}('{dimension}', '{next(iter(known), '…')}')",
            )
        wanted = {category(by, name, known) for name in categories}
        tally = self._tally(by, self.select(**selection), group_of)
        if kind == "share" and not tally.n:
            words = tally.selection.words or "the index is empty"
            raise AuthorError(
                f"no model can be sorted by {dimension} ({words}), so there is no share",
                "select other models",
            )
        models = dict.fromkeys(m for c in tally.categories if c.name in wanted for m in c.models)
        what = enumerated(tuple(dict.fromkeys(categories)))
        return self._quantity(kind, tuple(models), tally, what)

    def _quantity(self, kind: str, models: tuple[str, ...], tally: Tally, what: str) -> Quantity:
        return Quantity(
            "share" if kind == "share" else "count",
            len(models),
            tally.n,
            tally.unsorted,
            what,
            tally.selection.words,
            tally.date,
            models=models,
        )

    def _told(self, what: str, chosen: Selection, unscored: int = 0) -> str:
        """What a number rests on that is no part of a whole."""
        missing = f"{unscored:,} without a score" if unscored else ""
        date = f"index of {self.about.date.isoformat()}" if self.about.date else ""
        return "; ".join(filter(None, (what, chosen.words, missing, date)))

    def _column(self, dimension: Dimension) -> list[tuple[str, ...]]:
        """The categories of every model, in the order of the models; computed once."""
        if dimension.name not in self._sorted:
            self._sorted[dimension.name] = [dimension.categories_of(m) for m in self.models]
        return self._sorted[dimension.name]

    def _places(self, selection: Selection) -> list[int]:
        places = list(range(len(self.models)))
        for condition in selection.conditions:
            if isinstance(condition, Without):
                out = set(self._meeting(condition.condition, places))
                places = [p for p in places if p not in out]
            else:
                places = self._meeting(condition, places)
        return places

    def _sortable(self, places: list[int], *dimensions: Dimension) -> list[int]:
        """The places of the models that every dimension can sort."""
        columns = [self._column(dimension) for dimension in dimensions]
        return [p for p in places if all(column[p] for column in columns)]

    def _meeting(
        self, condition: InCategories | Released | Scored | Named, places: list[int]
    ) -> list[int]:
        if isinstance(condition, InCategories):
            column = self._column(self.registry[condition.dimension])
            wanted = set(condition.categories)
            return [p for p in places if not wanted.isdisjoint(column[p])]
        return [p for p in places if condition.meets(self.models[p])]

    def _colors(self, dimension: Dimension) -> dict[str, str]:
        if dimension.colors or dimension.chronological:
            return dict(dimension.colors)
        counts: dict[str, int] = {}
        for names in self._column(dimension):
            for name in names:
                counts[name] = counts.get(name, 0) + 1
        largest = sorted(counts, key=lambda c: (-counts[c], c.casefold(), c))
        named = [c for c in largest if c not in (OTHER, UNDISCLOSED)]
        return dict(zip(named, COLORS, strict=False))


def at_least_one(word: str, value: object) -> int:
    """A whole number from 1.

    Raises:
        AuthorError: it is none; `word` is what the author called it.
    """
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise AuthorError(f"{word} is {value!r}", "write a whole number from 1")
    return value


def _arranged(tally: Tally, top: object, other: str, order: object) -> Tally:
    """A tally in an author's order, with the largest few of its categories."""
    if order is not None:
        tally = tally.in_order(_names_in_order(tally, order))
    return tally if top is None else tally.top(at_least_one("top", top), other)


def _names_in_order(tally: Tally, order: object) -> list[str]:
    names = [c.name for c in tally.categories]
    known = [*dict.fromkeys([*names, *tally.dimension.order])]
    return [category(tally.dimension, name, known) for name in several("order", order)]
