"""An index that can be asked: the words here are those of macros, commands and notebooks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from mkdocs_osai.index import About, Criteria, Model, Snapshot, read_folder
from mkdocs_osai.problems import AuthorError, Problem
from mkdocs_osai.stats.dimensions import OTHER, UNDISCLOSED, Dimension, Registry, built_in
from mkdocs_osai.stats.quantity import Quantity
from mkdocs_osai.stats.selection import Selection, category, select
from mkdocs_osai.stats.tally import Category, Tally

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

    def __post_init__(self) -> None:
        object.__setattr__(self, "registry", built_in().with_criteria(self.snapshot.criteria))

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
        return self.snapshot.problems

    def __len__(self) -> int:
        return len(self.models)

    def tally(self, dimension: str, *, top: int | None = None, **selection: object) -> Tally:
        """Count the models of a selection by a dimension.

        Args:
            dimension: its name, such as `national_origins`.
            top: keep this many of the largest categories and join the others.
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
        tally = self._tally(self.registry[dimension], self.select(**selection))
        return tally if top is None else tally.top(_at_least_one("top", top))

    def n(self, dimension: str | None = None, **selection: object) -> Quantity:
        """How many models are selected; with a dimension, how many of them it can sort.

        Example:
            >>> str(load("models").n(latest=True))
            '40'
        """
        chosen = self.select(**selection)
        if dimension is not None:
            tally = self._tally(self.registry[dimension], chosen)
            return self._quantity("count", tally.n, tally, f"models with a {dimension} category")
        count = len(self._places(chosen))
        return Quantity("count", count, len(self), 0, "models", chosen.words, self.about.date)

    def count(self, dimension: str, *categories: str, **selection: object) -> Quantity:
        """How many models are in any of the categories.

        Example:
            >>> str(load("models").count("national_origins", "France"))
            '6'
        """
        return self._part("count", dimension, categories, selection)

    def share(self, dimension: str, *categories: str, **selection: object) -> Quantity:
        """The share of models in any of the categories, of those the dimension can sort.

        Raises:
            AuthorError: no model of the selection can be sorted, so there is nothing to divide by.

        Example:
            >>> str(load("models").share("national_origins", "United States"))
            '39.8%'
        """
        return self._part("share", dimension, categories, selection)

    def select(self, **selection: object) -> Selection:
        """The selection that the words of a call make."""
        return select(self.registry, selection, self.categories)

    def categories(self, dimension: Dimension) -> Collection[str]:
        """The categories of a dimension: those it knows, and those the index has."""
        found = {name for names in self._column(dimension) for name in names}
        return dict.fromkeys([*dimension.order, *sorted(found)])

    def _tally(self, by: Dimension, chosen: Selection) -> Tally:
        columns = self._column(by)
        places = self._places(chosen)
        members: dict[str, list[str]] = {}
        n = 0
        for place in places:
            n += bool(columns[place])
            for name in columns[place]:
                members.setdefault(name, []).append(self.models[place].id)
        rank = {name: i for i, name in enumerate(by.order)}
        names = sorted(members, key=lambda c: (rank.get(c, len(rank)), c.casefold(), c))
        if by.chronological:
            names.sort()
        else:
            names.sort(key=lambda c: -len(members[c]))
        colors = self._colors(by)
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

    def _part(
        self, kind: str, dimension: str, categories: tuple[str, ...], selection: dict[str, object]
    ) -> Quantity:
        by = self.registry[dimension]
        known = self.categories(by)
        if not categories:
            raise AuthorError(
                f"no category of {dimension} is named",
                f"name one or more, such as osai.{kind}('{dimension}', '{next(iter(known), '…')}')",
            )
        wanted = {category(by, name, known) for name in categories}
        tally = self._tally(by, self.select(**selection))
        if kind == "share" and not tally.n:
            words = tally.selection.words or "the index is empty"
            raise AuthorError(
                f"no model can be sorted by {dimension} ({words}), so there is no share",
                "select other models",
            )
        models = {m for c in tally.categories if c.name in wanted for m in c.models}
        return self._quantity(kind, len(models), tally, " and ".join(dict.fromkeys(categories)))

    def _quantity(self, kind: str, count: int, tally: Tally, what: str) -> Quantity:
        return Quantity(
            "share" if kind == "share" else "count",
            count,
            tally.n,
            tally.unsorted,
            what,
            tally.selection.words,
            tally.date,
        )

    def _column(self, dimension: Dimension) -> list[tuple[str, ...]]:
        """The categories of every model, in the order of the models; computed once."""
        if dimension.name not in self._sorted:
            self._sorted[dimension.name] = [dimension.categories_of(m) for m in self.models]
        return self._sorted[dimension.name]

    def _places(self, selection: Selection) -> list[int]:
        places = list(range(len(self.models)))
        for condition in selection.conditions:
            column = self._column(self.registry[condition.dimension])
            wanted = set(condition.categories)
            places = [p for p in places if not wanted.isdisjoint(column[p])]
        return places

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


def _at_least_one(word: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise AuthorError(f"{word} is {value!r}", "write a whole number from 1")
    return value
