"""The index of models, and all statistics about it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Literal, TypeVar

from mkdocs_osai.deprecations import Renamed, as_measure, old_words
from mkdocs_osai.i18n import language
from mkdocs_osai.index import Criteria, IndexInfo, Model, Snapshot
from mkdocs_osai.problems import AuthorError, OsaiError, Problem, UnknownName, quote
from mkdocs_osai.sanitize import html_text, terminal_line
from mkdocs_osai.stats import axes, compute, quantities, tallies, threshold_counts
from mkdocs_osai.stats.category_table import CategoryTable
from mkdocs_osai.stats.definition_answers import definition_part, matrix, names_met, near_misses
from mkdocs_osai.stats.definitions.registry import Definitions, read_definitions
from mkdocs_osai.stats.definitions.requirements import Assessment, Finding
from mkdocs_osai.stats.dimensions.descent import NOT_SAID, Ancestor, Descent
from mkdocs_osai.stats.dimensions.dimension import OTHER, Dimension
from mkdocs_osai.stats.dimensions.families import built_in_families
from mkdocs_osai.stats.dimensions.lineage import Lineage
from mkdocs_osai.stats.dimensions.own_families import with_own_families
from mkdocs_osai.stats.dimensions.registry import Registry, built_in, with_own
from mkdocs_osai.stats.formatting import models_in_words
from mkdocs_osai.stats.lineage_trees import lineage_tree
from mkdocs_osai.stats.quantity import Quantity
from mkdocs_osai.stats.results.criteria_grid import CriteriaGrid
from mkdocs_osai.stats.results.crosstab import CrossTab
from mkdocs_osai.stats.results.definition_matrix import DefinitionMatrix
from mkdocs_osai.stats.results.lineage_tree import LineageTree
from mkdocs_osai.stats.results.ranking import Ranking, cut_by
from mkdocs_osai.stats.results.release_series import ReleaseSeries
from mkdocs_osai.stats.results.scatter import Scatter
from mkdocs_osai.stats.results.tally import Tally
from mkdocs_osai.stats.results.threshold_counts import ThresholdCounts
from mkdocs_osai.stats.selection.selection import (
    RESERVED,
    Selection,
    at_least_one,
    select,
    yes_or_no,
)
from mkdocs_osai.stats.tallies import Arrangement

if TYPE_CHECKING:
    import pandas as pd

V = TypeVar("V")

_NOT_FOR_USERS = frozenset(("memoize", "named", "other", "select", "snapshot", "unknown"))
"""Attributes that the other packages use; completion does not offer them."""


@dataclass(frozen=True, eq=False)
class Index:
    """A state of the index: its models, and all statistics about them.

    Attributes:
        snapshot: the models, criteria and metadata of the files.
        other: another state of the same index; calls can use its names, too.
        registry: the dimensions, including those of the criteria.
        problems: the problems of the files.
        lineage: what each model was made from.
        definitions: the definitions of open models, by their keys.
    """

    snapshot: Snapshot
    other: Index | None = None
    registry: Registry = field(init=False)
    problems: tuple[Problem, ...] = field(init=False)
    lineage: Lineage = field(init=False, repr=False)
    definitions: Definitions = field(init=False, repr=False)
    _table: CategoryTable = field(init=False)

    def __post_init__(self) -> None:
        other = self.other
        own = self.snapshot.dimensions or (other and other.snapshot.dimensions)
        found = own.copy() if own else None  # other indexes read the same file
        registry = with_own(found, RESERVED, len(self.models)) if found else built_in()
        registry = registry.with_criteria(self.snapshot.criteria)
        reported = found.problems if found and self.snapshot.dimensions else ()
        families = self.snapshot.families or (other and other.snapshot.families)
        named = families.copy() if families else None
        own_families = with_own_families(named) if named else None
        lineage = Lineage(
            self.models,
            lambda: own_families or built_in_families(),
            registry["organizations"].sorted,
        )
        registry = registry.with_lineage(lambda: lineage)
        defined = self.snapshot.definitions or (other and other.snapshot.definitions)
        own_definitions = defined.copy() if defined else None
        today = self.snapshot.definitions is None
        definitions = read_definitions(registry, own_definitions, as_of_today=today)
        spelled = {s: d.name for d in definitions.values() for s in (d.name, d.key)}
        registry = registry.with_definitions(spelled, partial(names_met, definitions))
        for file, its in ((named, families), (own_definitions, defined)):
            if file and its in (self.snapshot.families, self.snapshot.definitions):
                reported = (*reported, *file.problems)
        others = other._table if other else None  # noqa: SLF001 - of the same class
        table = CategoryTable(self.snapshot, registry, others)
        object.__setattr__(self, "registry", registry)
        object.__setattr__(self, "problems", (*self.snapshot.problems, *reported))
        object.__setattr__(self, "_table", table)
        object.__setattr__(self, "lineage", lineage)
        object.__setattr__(self, "definitions", definitions)

    @property
    def models(self) -> tuple[Model, ...]:
        """The models, in the order of their ids."""
        return self.snapshot.models

    @property
    def criteria(self) -> Criteria:
        """The criteria that the models are graded on."""
        return self.snapshot.criteria

    @property
    def about(self) -> IndexInfo:
        """The date, source and licence of the index."""
        return self.snapshot.about

    def description(self, criterion: str, language: str = "en") -> str:
        """What a criterion asks, in a language or else in English; empty if it is not known.

        Example:
            >>> from mkdocs_osai import load
            >>> load("models").description("weights_endmodel", "de")[:11]
            'Can anybody'
        """
        texts = self.snapshot.descriptions.get(criterion, {})
        language = language.lower().replace("_", "-")
        found = (texts.get(one) for one in (language, language.partition("-")[0], "en"))
        return next(filter(None, found), "")

    def __len__(self) -> int:
        return len(self.models)

    def __iter__(self) -> Iterator[Model]:
        return iter(self.models)

    def __getitem__(self, name: str) -> Model:
        return self.model(name)

    def __contains__(self, model: object) -> bool:
        if isinstance(model, Model):
            return model in self.models
        try:
            return bool(self.model(model))  # type: ignore[arg-type]
        except OsaiError:
            return False

    def __dir__(self) -> list[str]:
        return [name for name in super().__dir__() if name not in _NOT_FOR_USERS]

    def __repr__(self) -> str:
        date = f", {self.about.date.isoformat()}" if self.about.date else ""
        count = len(self.problems)
        wrong = f", {count:,} problem{'s' * (count != 1)} in its files" if count else ""
        return f"<{terminal_line(self.about.title)}{date}: {models_in_words(len(self))}{wrong}>"

    def _repr_html_(self) -> str:
        title = terminal_line(self.about.title)
        rest = repr(self)[1 + len(title) : -1]
        listed = "".join(f"<li>{html_text(str(problem))}</li>" for problem in self.problems)
        return f"<p><strong>{html_text(title)}</strong>{html_text(rest)}</p>" + (
            f"<details><summary>Problems</summary><ul>{listed}</ul></details>" if listed else ""
        )

    def model(self, name: str) -> Model:
        """The model of an id, a name or an alias.

        Raises:
            UnknownName: there is none; the message suggests a name.
            AuthorError: several models have the name.

        Example:
            >>> from mkdocs_osai import load
            >>> load("models").model("BLOOMZ").id
            'bloomz'
        """
        return self._table.lookup.find(name)

    def named(self, name: str) -> Model:
        """The model of a name, in this state of the index or the other one.

        Example:
            >>> from mkdocs_osai import load
            >>> load("models").named("BLOOMZ").id
            'bloomz'
        """
        return self._table.named(name)

    def selected(self, **selection: object) -> tuple[Model, ...]:
        """The models of a selection, in the order of their names.

        Example:
            >>> from mkdocs_osai import load
            >>> [m.name for m in load("models").selected(origin="Switzerland")]
            ['Apertus']
        """
        chosen = self._table.select(self.select(**selection))
        return tuple(sorted(chosen, key=lambda m: (m.name.casefold(), m.id)))

    def ranked(self, **selection: object) -> tuple[Model, ...]:
        """The models of a selection that have an openness score, most open first, then by name.

        Example:
            >>> from mkdocs_osai import load
            >>> load("models").ranked()[0].score
            Fraction(1, 1)
        """
        return tuple(self._table.ranked(self.select(**selection)))

    def select(self, **selection: object) -> Selection:
        """The selection of the arguments of a call."""
        return select(self, selection)

    def categories(self, dimension: Dimension | str) -> tuple[str, ...]:
        """The categories of a dimension: its known ones, and those with models in the index.

        Raises:
            UnknownName: there is no such dimension.

        Example:
            >>> from mkdocs_osai import load
            >>> load("models").categories("academic")
            ('Academic', 'Non-academic')
        """
        by = dimension if isinstance(dimension, Dimension) else self.registry[dimension]
        return tuple(self._table.categories(by))

    def frame(self, **selection: object) -> pd.DataFrame:
        """All facts of the models of a selection as a DataFrame, a row for each model.

        The index is the id. `score` is from 0 to 1. There is a column for each dimension, such as
        `regions`, `release_years` and each criterion, with the category of the model, None if it
        has none, and a tuple if it can have several, as `types`. Facts without a dimension, such
        as `base_model` and `links`, are as in the files.

        Raises:
            UnknownName: an argument or category that does not exist.

        Example:
            >>> from mkdocs_osai import load
            >>> frame = load("models").frame()
            >>> len(frame), frame.loc["Apertus", "regions"]
            (193, 'Europe')
        """
        from mkdocs_osai.stats.frame import frame

        return frame(self._table, self.selected(**selection))

    def unknown(self, selection: Selection) -> tuple[str, ...]:
        """The labels of the properties that a selection depends on and no model has.

        An empty selection then does not mean zero: the number is unknown.

        Example:
            >>> from mkdocs_osai import load
            >>> index = load("models")
            >>> index.unknown(index.select(latest=True))
            ()
        """
        return self._table.unknown(selection)

    def memoize(self, key: Hashable, compute: Callable[[], V]) -> V:
        """The result of a function, which is called once for each key and language.

        Example:
            >>> from mkdocs_osai import load
            >>> index = load("models")
            >>> index.memoize("a list", list) is index.memoize("a list", list)
            True
        """
        return self._table.memoize((key, language()), compute)

    def base(self, model: str) -> str:
        """The name of the model that a model was made from, as its file has it.

        Args:
            model: its id, name or alias.

        Raises:
            UnknownName: there is no such model.
            AuthorError: its file does not say for certain.

        Example:
            >>> from mkdocs_osai import load
            >>> load("models").base("Claire")
            'Falcon-7B'
        """
        found = self._descent(model)
        if found.base is None:
            return found.line.name if found.line else found.families[0]
        return found.base

    def ancestors(self, model: str) -> tuple[Ancestor, ...]:
        """The bases that a model stands on, nearest first; empty if it is from scratch.

        Args:
            model: its id, name or alias.

        Raises:
            UnknownName: there is no such model.
            AuthorError: its file does not say for certain.

        Example:
            >>> from mkdocs_osai import load
            >>> [base.name for base in load("models").ancestors("SQLCoder")]
            ['Code Llama', 'Llama 2']
        """
        return self.lineage.ancestors(self._descent(model).model)

    def descendants(self, name: str) -> tuple[Model, ...]:
        """The models that stand on a family, a line or a model, in the order of their names.

        Args:
            name: a family such as `Llama`, a line such as `Llama 3.1`, or else a model.

        Raises:
            UnknownName: there is none of these.

        Example:
            >>> from mkdocs_osai import load
            >>> [model.name for model in load("models").descendants("Falcon")]
            ['Claire']
        """
        families = self.lineage.families
        if name in families.makers or name in families.by_name:
            found = self.lineage.descendants(name)
        else:
            try:
                found = self.lineage.made_from(self.model(name).id)
            except UnknownName:
                known = [*families.makers, *families.by_name, *(m.name for m in self.models)]
                raise UnknownName("family, line or model", name, known) from None
        return tuple(sorted(found, key=lambda m: (m.name.casefold(), m.id)))

    def lineage_tree(self, family: str, **selection: object) -> LineageTree:
        """A family of base models as a tree, with the selected models that stand on it.

        Args:
            family: its name, such as `Llama`.
            **selection: which models.

        Raises:
            UnknownName: there is no such family.

        Example:
            >>> from mkdocs_osai import load
            >>> tree = load("models").lineage_tree("Falcon")
            >>> [(node.name, node.parent) for node in tree.nodes][:2]
            [('Falcon', 'Falcon'), ('Claire', 'Falcon')]
        """
        return lineage_tree(self._table, self.lineage, family, self.select(**selection))

    def _descent(self, name: str) -> Descent:
        found = self.lineage.of(self.model(name))
        if found.kind in (None, NOT_SAID):
            what = f"what {quote(found.model.name)} was made from is not known: {found.reason}"
            raise AuthorError(what, "choose another model")
        return found

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
            other: the name of the joined categories.
            groups: categories to count as one: `{'EU': ['France', 'Germany']}`.
            order: the categories that come first, in this order.
            **selection: which models: `latest=True`, `type='text'`, `origin=['France', 'Spain']`.

        Returns:
            Categories with counts and shares, largest first.

        Raises:
            UnknownName: a dimension, argument or category that does not exist.
            AuthorError: an invalid argument.

        Example:
            >>> from mkdocs_osai import load
            >>> load("models").tally("academic").to_dict()["n"]
            191
        """
        arrangement = Arrangement(top, groups, order, other)
        return tallies.tally(self._table, dimension, self.select(**selection), arrangement)

    @old_words(normalize=Renamed("measure", as_measure))
    def cross(  # noqa: PLR0913 - the words of a call
        self,
        dimension: str,
        by: str,
        *,
        measure: str = "models",
        top: int | None = None,
        other: str = OTHER,
        groups: Mapping[str, Sequence[str]] | None = None,
        order: Sequence[str] | None = None,
        **selection: object,
    ) -> CrossTab:
        """Count the models of a selection by two dimensions.

        Models without a category in one of them are not counted.

        Args:
            dimension: a row for each of its categories.
            by: a column for each category of this one.
            measure: `models` counts them, `share` is the share of each row, from 0 to 1.
            top: keep this many of the largest rows and join the others.
            other: the name of the joined rows.
            groups: categories of the rows to count as one: `{'EU': ['France', 'Germany']}`.
            order: the rows that come first, in this order.
            **selection: which models: `latest=True`, `type='text'`, `origin=['France', 'Spain']`.

        Returns:
            Rows and columns, largest first, with the number of models in both.

        Raises:
            UnknownName: a dimension, argument or category that does not exist.
            AuthorError: an invalid argument, or a dimension by itself.

        Example:
            >>> from mkdocs_osai import load
            >>> load("models").cross("academic", "performance_classes").table.rows[1]
            ('Academic', '39', '1', '10', '50')
        """
        arrangement = Arrangement(top, groups, order, other)
        return tallies.crosstab(
            self._table,
            dimension,
            by,
            self.select(**selection),
            arrangement,
            measure=measure,
        )

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
        """Count the models of a selection by their date of release.

        Models with a date that is less exact than the unit are not counted.

        Args:
            unit: the length of the spans: `month`, `quarter` or `year`.
            by: a line for each category of this dimension; one line, if left out.
            measure: `models` counts them, `openness` is the mean of their scores, `share` is the
                share of each line among all lines of the same span; both from 0 to 1.
            cumulative: count all models released until the end of the span.
            top: keep this many of the largest lines and join the others.
            groups: categories to count as one: `{'EU': ['France', 'Germany']}`.
            order: the lines that come first, in this order.
            **selection: which models: `latest=True`, `type='text'`, `origin=['France', 'Spain']`.

        Returns:
            A number for each span and line, and the number of models that it is based on.

        Raises:
            UnknownName: a unit, measure, dimension, argument or category that does not exist.
            AuthorError: an invalid argument, or too many spans.

        Example:
            >>> from mkdocs_osai import load
            >>> load("models").series("year", since="2024").table.rows
            (('2024', '67'), ('2025', '62'), ('2026', '11'))
        """
        return tallies.release_series(
            self._table,
            unit,
            by,
            self.select(**selection),
            Arrangement(top, groups, order),
            measure=measure,
            cumulative=cumulative,
        )

    @old_words(most="top")
    def grid(
        self,
        dimension: str | None = None,
        *,
        top: int | Literal["auto"] | None = "auto",
        groups: Mapping[str, Sequence[str]] | None = None,
        order: Sequence[str] | None = None,
        **selection: object,
    ) -> CriteriaGrid:
        """The openness of the models of a selection on each criterion.

        Args:
            dimension: a row for each of its categories; for each model, if left out.
            top: keep this many rows: of models the most open, by default 40, None for all; of
                categories the largest, and join the others, by default none.
            groups: categories to count as one: `{'EU': ['France', 'Germany']}`.
            order: the categories that come first, in this order.
            **selection: which models: `latest=True`, `type='text'`, `origin=['France', 'Spain']`.

        Returns:
            A cell for each row and criterion: the class of a model, or the mean of a category.

        Raises:
            UnknownName: a dimension, argument or category that does not exist.
            AuthorError: an invalid argument.

        Example:
            >>> from mkdocs_osai import load
            >>> load("models").grid(top=2).table.rows[1][:3]
            ('YuLan', 'open', 'open')
        """
        arrangement = Arrangement(groups=groups, order=order)
        return tallies.criteria_grid(
            self._table, dimension, top, self.select(**selection), arrangement
        )

    @old_words(most="top")
    def ranking(
        self, top: int | None = 20, *, least_open: bool = False, **selection: object
    ) -> Ranking:
        """The most open models of a selection, or the least open, with their classes.

        Args:
            top: keep this many models; None for all.
            least_open: start with the least open model.
            **selection: which models.

        Raises:
            UnknownName: an argument or category that does not exist.
            AuthorError: an invalid argument.

        Example:
            >>> from mkdocs_osai import load
            >>> load("models").ranking(3).n
            3
        """
        limit = None if top is None else at_least_one("top", top)
        least_open = yes_or_no("least_open", least_open)
        chosen = self.select(**selection)
        ranked = self._table.ranked(chosen)
        if least_open:
            ranked.sort(key=lambda m: m.score or 0)
        listed = tuple(ranked[:limit])
        return Ranking(
            listed,
            len(ranked),
            self.criteria,
            least_open,
            cut_by([m.score for m in ranked], limit),
            selection=chosen,
            models=len(self._table.places(chosen)),
            n=len(listed),
            lacking="a score",
            date=self.about.date,
        )

    def scatter(  # noqa: PLR0913 - the words of a call
        self,
        x: str,
        y: str,
        *,
        by: str | None = None,
        top: int | None = None,
        groups: Mapping[str, Sequence[str]] | None = None,
        order: Sequence[str] | None = None,
        **selection: object,
    ) -> Scatter:
        """The models of a selection by two of `release_date`, `openness` and training compute.

        Models without a reading on both axes are not shown.

        Args:
            x: the horizontal axis.
            y: the vertical axis.
            by: a colour for each category of this dimension; one colour, if left out.
            top: keep this many of the largest categories and join the others.
            groups: categories to count as one: `{'EU': ['France', 'Germany']}`.
            order: the categories that come first, in this order.
            **selection: which models: `latest=True`, `type='text'`, `origin=['France', 'Spain']`.

        Raises:
            UnknownName: an axis, a dimension, an argument or a category that does not exist.
            AuthorError: an invalid argument.

        Example:
            >>> from mkdocs_osai import load
            >>> load("models").scatter("release_date", "openness", by="regions").n
            191
        """
        arrangement = Arrangement(top, groups, order)
        return axes.scatter(self._table, (x, y), by, self.select(**selection), arrangement)

    def thresholds(  # noqa: PLR0913 - the words of a call
        self,
        dimension: str = "compute_base",
        *,
        by: str | None = None,
        above: float | str | None = None,
        top: int | None = None,
        other: str = OTHER,
        groups: Mapping[str, Sequence[str]] | None = None,
        order: Sequence[str] | None = None,
        **selection: object,
    ) -> ThresholdCounts:
        """How many models are at or above thresholds of training compute: certain, and possible.

        Args:
            dimension: `compute_base`, `compute_end` or `compute_total`.
            by: a row for each category of this dimension, for one threshold; a row for each
                threshold, if left out.
            above: a threshold in FLOP, such as `'1e23'`, or its name, such as `'gpai'`; all of
                them, or with `by` the lowest, if left out.
            top: keep this many of the largest categories and join the others.
            other: the name of the joined ones.
            groups: categories to count as one: `{'EU': ['France', 'Germany']}`.
            order: the categories that come first, in this order.
            **selection: which models.

        Raises:
            UnknownName: a dimension or a category that does not exist.
            AuthorError: no training compute, or an invalid argument.

        Example:
            >>> from mkdocs_osai import load
            >>> load("models").thresholds().rows[0].text
            '16 to 36 of 41'
        """
        arrangement = Arrangement(top, groups, order, None if by is None else other)
        return threshold_counts.threshold_counts(
            self._table, dimension, by, self.select(**selection), arrangement, above=above
        )

    def timeline(self, **selection: object) -> Scatter:
        """The models of a selection by their date of release and their openness.

        Raises:
            UnknownName: an argument or category that does not exist.
            AuthorError: an invalid argument.

        Example:
            >>> from mkdocs_osai import load
            >>> load("models").timeline(type="audio").n
            16
        """
        chosen = self.select(**selection)
        both = ("release_date", "openness")
        return axes.scatter(self._table, both, None, chosen, Arrangement())

    def n(self, dimension: str | None = None, **selection: object) -> Quantity:
        """The number of selected models; with a dimension, of those that have a category.

        Example:
            >>> from mkdocs_osai import load
            >>> str(load("models").n(latest=True))
            '40'
        """
        found = quantities.number_of_models(self._table, dimension, self.select(**selection))
        return replace(found, recompute=lambda other: other.n(dimension, **selection))

    def verdict(self, definition: str, model: str) -> Assessment:
        """Whether a model meets a definition, and what is found of each requirement.

        Args:
            definition: its key or name, such as `osaid`.
            model: its id, name or alias.

        Raises:
            UnknownName: there is no such definition or model.

        Example:
            >>> from mkdocs_osai import load
            >>> load("models").verdict("mof-1", "Llama 4").words
            'does not meet it'
        """
        return self.definitions[definition].verdict(self.model(model))

    def meets(self, definition: str, **selection: object) -> tuple[Model, ...]:
        """The models of a selection that meet a definition for certain, in the order of names.

        Args:
            definition: its key or name, such as `osaid`.
            **selection: which models.

        Raises:
            UnknownName: there is no such definition.

        Example:
            >>> from mkdocs_osai import load
            >>> load("models").meets("osaid")
            ()
        """
        wanted = self.definitions[definition]
        return tuple(m for m in self.selected(**selection) if wanted.verdict(m).meets)

    def near_misses(
        self, definition: str, **selection: object
    ) -> tuple[tuple[Model, Finding], ...]:
        """The models that fail one requirement of a definition only, with this requirement.

        What the index does not assess is left aside.

        Args:
            definition: its key or name, such as `osaid`.
            **selection: which models.

        Raises:
            UnknownName: there is no such definition.

        Example:
            >>> from mkdocs_osai import load
            >>> model, missing = load("models").near_misses("mof-1")[0]
            >>> missing.answer
            False
        """
        chosen = self.select(**selection)
        return near_misses(self._table, self.definitions[definition], chosen)

    def definition_matrix(
        self,
        definitions: Sequence[str] | None = None,
        *,
        top: int | None = None,
        **selection: object,
    ) -> DefinitionMatrix:
        """Models by definitions: which model meets which, those that meet the most first.

        Args:
            definitions: their keys or names; by default all.
            top: keep this many models.
            **selection: which models.

        Raises:
            UnknownName: there is no such definition.
            AuthorError: no definition is named.

        Example:
            >>> from mkdocs_osai import load
            >>> load("models").definition_matrix(["osaid", "mof-1"], top=3).label
            'Models that meet OSAID 1.0 and MOF I (Open Science)'
        """
        names = [definitions] if isinstance(definitions, str) else definitions
        if names is not None and not names:
            raise AuthorError("definitions is an empty list", "name one, or leave it out")
        wanted = [self.definitions[name] for name in (self.definitions if names is None else names)]
        most = None if top is None else at_least_one("top", top)
        return matrix(self._table, wanted, self.select(**selection), most)

    def count(
        self,
        dimension: str | None = None,
        *categories: str | Sequence[str],
        groups: Mapping[str, Sequence[str]] | None = None,
        above: float | str | None = None,
        below: float | str | None = None,
        **selection: object,
    ) -> Quantity:
        """The number of models that are in any of the categories.

        With a threshold, it is the number of models whose training compute is at or above it, or
        below it: at least those that are for every value within their bounds (`.certain`), and at
        most those that are for some (`.possible`).

        Args:
            dimension: the dimension; left out to count the models that meet a definition, such as
                `meets='osaid'`, within bounds if that cannot be said of some.
            *categories: its categories.
            groups: categories to count as one.
            above: a threshold in FLOP, such as `'1e23'`, or its name, such as `'gpai'`.
            below: likewise.
            **selection: which models.

        Example:
            >>> from mkdocs_osai import load
            >>> str(load("models").count("national_origins", "France"))
            '6'
        """
        limits = (above, below)
        found = self._part(
            "count", dimension, categories, groups=groups, limits=limits, selection={**selection}
        )
        return replace(
            found,
            recompute=lambda other: other.count(
                dimension, *categories, groups=groups, above=above, below=below, **selection
            ),
        )

    def share(
        self,
        dimension: str | None = None,
        *categories: str | Sequence[str],
        groups: Mapping[str, Sequence[str]] | None = None,
        above: float | str | None = None,
        below: float | str | None = None,
        **selection: object,
    ) -> Quantity:
        """The share of models that are in any of the categories, of those that have a category.

        With a threshold, it is the share of the models with a figure, as in `count`.

        Raises:
            AuthorError: no model of the selection has a category.

        Example:
            >>> from mkdocs_osai import load
            >>> str(load("models").share("national_origins", "United States"))
            '39.8%'
        """
        limits = (above, below)
        found = self._part(
            "share", dimension, categories, groups=groups, limits=limits, selection={**selection}
        )
        return replace(
            found,
            recompute=lambda other: other.share(
                dimension, *categories, groups=groups, above=above, below=below, **selection
            ),
        )

    def _part(  # noqa: PLR0913 - the words of a call
        self,
        kind: Literal["count", "share"],
        dimension: str | None,
        categories: tuple[str | Sequence[str], ...],
        *,
        groups: Mapping[str, Sequence[str]] | None,
        limits: tuple[object, object],
        selection: dict[str, object],
    ) -> Quantity:
        above, below = limits
        if dimension is None:
            definition = selection.pop("meets", None)
            if not isinstance(definition, str) or groups or limits != (None, None):
                what = f"the {kind} has no dimension"
                raise AuthorError(what, "name one first, or a definition, as meets='osaid'")
            chosen = self.select(**selection)
            return definition_part(self._table, self.definitions, definition, kind, chosen)
        chosen = self.select(**selection)
        if above is None and below is None:
            return quantities.part(self._table, kind, dimension, categories, chosen, groups=groups)
        if categories or groups:
            raise AuthorError(
                "a threshold and categories are two ways to count", "leave one of them out"
            )
        return compute.part(self._table, kind, dimension, chosen, above=above, below=below)

    def median(self, dimension: str, **selection: object) -> Quantity:
        """The median training compute of the models with a figure, within its bounds.

        Args:
            dimension: `compute_base`, `compute_end` or `compute_total`.
            **selection: which models.

        Raises:
            AuthorError: another dimension, or no model with a figure.

        Example:
            >>> from mkdocs_osai import load
            >>> load("models").median("compute_base").kind
            'compute'
        """
        found = compute.median(self._table, dimension, self.select(**selection))
        return replace(found, recompute=lambda other: other.median(dimension, **selection))

    def compute(
        self, model: str, *, stage: Literal["base", "end", "total"] | None = None
    ) -> Quantity:
        """The training compute of a model in FLOP, with its bounds.

        Args:
            model: its id, name or alias.
            stage: that of the `base` model, of the `end` model, or in `total`; of the base model
                if left out, or of the end model if there is no base model.

        Raises:
            UnknownName: there is no such model.
            AuthorError: it is unknown, not recorded or not applicable.

        Example:
            >>> from mkdocs_osai import load
            >>> float(load("models").compute("Apertus").value)
            6.74e+24
        """
        found = compute.of_model(self._table, model, stage)
        return replace(found, recompute=lambda other: other.compute(model, stage=stage))

    @old_words(k="top")
    def largest(self, dimension: str, top: int = 1, **selection: object) -> tuple[str, ...]:
        """The names of the largest categories, largest first.

        Args:
            dimension: its name, such as `national_origins`.
            top: how many.
            **selection: which models.

        Raises:
            AuthorError: there are fewer.

        Example:
            >>> from mkdocs_osai import load
            >>> load("models").largest("national_origins", 3)
            ('United States', 'China', 'International')
        """
        tally = self._table.tally(self.registry[dimension], self.select(**selection))
        by_count = sorted(tally.categories, key=lambda c: -c.count)
        if len(by_count) < at_least_one("top", top):
            what = f"{dimension} has {len(by_count)} categories here, not {top}"
            raise AuthorError(what, "ask for fewer, or select other models")
        return tuple(c.name for c in by_count[:top])

    def mean(self, **selection: object) -> Quantity:
        """The mean openness score of a selection, from 0 to 1.

        Raises:
            AuthorError: no model of the selection has a score.

        Example:
            >>> from mkdocs_osai import load
            >>> str(load("models").mean())
            '0.49'
        """
        found = quantities.mean(self._table, self.select(**selection))
        return replace(found, recompute=lambda other: other.mean(**selection))

    def score(self, model: str) -> Quantity:
        """The openness score of a model, from 0 to 1.

        Raises:
            UnknownName: there is no such model.
            AuthorError: no criterion applies to it.

        Example:
            >>> from mkdocs_osai import load
            >>> load("models").score("YuLan") == 1
            True
        """
        found = quantities.score(self._table, model)
        return replace(found, recompute=lambda other: other.score(model))

    def rank(self, model: str, **selection: object) -> Quantity:
        """The rank of a model in a selection, 1 for the most open; equal scores share a rank.

        Raises:
            UnknownName: there is no such model.
            AuthorError: it is not in the selection, or has no score.

        Example:
            >>> from mkdocs_osai import load
            >>> str(load("models").rank("OLMo"))
            '3'
        """
        return quantities.rank(self._table, model, self.select(**selection))

    def place(
        self,
        dimension: str,
        category: str,
        *,
        groups: Mapping[str, Sequence[str]] | None = None,
        **selection: object,
    ) -> Quantity:
        """The place of a category among all of a dimension, 1 for the one with the most models.

        Categories with the same number of models share a place.

        Raises:
            UnknownName: there is no such category.
            AuthorError: no selected model is in it.

        Example:
            >>> from mkdocs_osai import load
            >>> str(load("models").place("national_origins", "China"))
            '2'
        """
        chosen = self.select(**selection)
        return quantities.place(self._table, dimension, category, chosen, groups=groups)
