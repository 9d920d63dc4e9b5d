"""Numbers of an index: how many models, and which part of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mkdocs_osai.problems import AuthorError, quote
from mkdocs_osai.stats.asked import at_least_one
from mkdocs_osai.stats.formatting import continued, enumerated, of_dimension
from mkdocs_osai.stats.quantity import Quantity
from mkdocs_osai.stats.results.tally import Tally
from mkdocs_osai.stats.selection.selection import category
from mkdocs_osai.stats.tallying import Tallying


class Counting(Tallying):
    """What can be counted of an index."""

    def n(self, dimension: str | None = None, **selection: object) -> Quantity:
        """How many models are selected; with a dimension, how many of them it can sort.

        Example:
            >>> from mkdocs_osai import load
            >>> str(load("models").n(latest=True))
            '40'
        """
        chosen = self.select(**selection)
        if dimension is not None:
            tally = self._tally(self.registry[dimension], chosen)
            what = f"models sorted by {continued(tally.label)}"
            return self._quantity("count", tally.members, tally, what)
        ids = tuple(self.models[place].id for place in self._places(chosen))
        if not ids and (untold := self.untold(chosen)):
            raise AuthorError(
                f"no model tells its {enumerated([*map(continued, untold)])}, so it is not known "
                f"how many there are ({chosen.words})",
                "select by something else, or another day",
            )
        return Quantity(
            "count",
            len(ids),
            len(self),
            what="models",
            selection=chosen.words,
            date=self.about.date,
            models=ids,
            commit=self.about.commit,
        )

    def count(
        self,
        dimension: str,
        *categories: str | Sequence[str],
        groups: Mapping[str, Sequence[str]] | None = None,
        **selection: object,
    ) -> Quantity:
        """How many models are in any of the categories.

        Example:
            >>> from mkdocs_osai import load
            >>> str(load("models").count("national_origins", "France"))
            '6'
        """
        return self._part("count", dimension, categories, groups, selection)

    def share(
        self,
        dimension: str,
        *categories: str | Sequence[str],
        groups: Mapping[str, Sequence[str]] | None = None,
        **selection: object,
    ) -> Quantity:
        """The share of models in any of the categories, of those the dimension can sort.

        Raises:
            AuthorError: no model of the selection can be sorted, so there is nothing to divide by.

        Example:
            >>> from mkdocs_osai import load
            >>> str(load("models").share("national_origins", "United States"))
            '39.8%'
        """
        return self._part("share", dimension, categories, groups, selection)

    def largest(self, dimension: str, k: int = 1, **selection: object) -> tuple[str, ...]:
        """The names of the largest categories, largest first.

        Raises:
            AuthorError: there are fewer.

        Example:
            >>> from mkdocs_osai import load
            >>> load("models").largest("national_origins", 3)
            ('United States', 'China', 'International')
        """
        tally = self._tally(self.registry[dimension], self.select(**selection))
        by_count = sorted(tally.categories, key=lambda c: -c.count)
        if len(by_count) < at_least_one("k", k):
            what = f"{dimension} has {len(by_count)} categories here, not {k}"
            raise AuthorError(what, "ask for fewer, or select other models")
        return tuple(c.name for c in by_count[:k])

    def _part(
        self,
        kind: str,
        dimension: str,
        categories: tuple[object, ...],
        groups: Mapping[str, Sequence[str]] | None,
        selection: dict[str, object],
    ) -> Quantity:
        by = self.registry[dimension]
        listed = [one if isinstance(one, list | tuple) else [one] for one in categories]
        names = [name for several in listed for name in several]
        group_of = self._groups(by, groups)
        if not names:
            first = next(iter((*group_of.values(), *self.categories(by))), "…")
            such = f"osai.{kind}('{dimension}', {quote(first)})"
            raise AuthorError(
                f"no category of {dimension} is named", f"name one or more, such as {such}"
            )
        wanted = dict.fromkeys(category(self, by, name, group_of) for name in names)
        tally = self._tally(by, self.select(**selection), group_of)
        if not tally.n and (kind == "share" or tally.models or self.untold(tally.selection)):
            rests_on = ": ".join(filter(None, (tally.selection.words, tally.basis)))
            raise AuthorError(
                f"no model can be sorted by {dimension} ({rests_on}), so there is no {kind}",
                "select other models",
            )
        models = dict.fromkeys(m for c in tally.categories if c.name in wanted for m in c.models)
        what = of_dimension(by.label, tuple(wanted))
        return self._quantity(kind, tuple(models), tally, what, tuple(wanted))

    def _quantity(
        self,
        kind: str,
        models: tuple[str, ...],
        tally: Tally,
        what: str,
        categories: tuple[str, ...] = (),
    ) -> Quantity:
        return Quantity(
            "share" if kind == "share" else "count",
            len(models),
            tally.n,
            tally.unsorted,
            what,
            tally.selection.words,
            tally.date,
            dimension=tally.dimension.name,
            categories=categories,
            models=models,
            commit=self.about.commit,
            lacking=tally.lacking,
        )
