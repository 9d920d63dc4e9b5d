"""Openness in an index: means, scores, ranks, and models in their order."""

from __future__ import annotations

from fractions import Fraction

from mkdocs_osai.problems import AuthorError, quote
from mkdocs_osai.stats.asked import at_least_one
from mkdocs_osai.stats.counting import Counting
from mkdocs_osai.stats.formatting import models_in_words
from mkdocs_osai.stats.quantity import Quantity
from mkdocs_osai.stats.ranks import mean_openness, ranks
from mkdocs_osai.stats.results.ranking import Ranking
from mkdocs_osai.stats.results.scatter import Scatter
from mkdocs_osai.stats.selection.selection import Selection, yes_or_no


class Scoring(Counting):
    """What can be said of the openness of an index."""

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
            >>> from mkdocs_osai import load
            >>> load("models").ranking(most=3).n
            3
        """
        limit = None if most is None else at_least_one("most", most)
        least_open = yes_or_no("least_open", least_open)
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

    def timeline(self, **selection: object) -> Scatter:
        """The models of a selection by the month they came out and their openness.

        Raises:
            UnknownName: an argument or category that is not there.
            AuthorError: an argument that makes no sense.

        Example:
            >>> from mkdocs_osai import load
            >>> load("models").timeline(type="audio").n
            16
        """
        models = self.selected(**selection)
        placed = [m for m in models if m.score is not None and len(m.released or "") >= 7]
        by_month = sorted(placed, key=lambda m: (m.released or "")[:7])
        chosen = self.select(**selection)
        return Scatter(tuple(by_month), len(models), chosen, self.about.date)

    def mean(self, **selection: object) -> Quantity:
        """The mean openness score of a selection, from 0 to 1.

        Raises:
            AuthorError: no model of the selection has a score.

        Example:
            >>> from mkdocs_osai import load
            >>> str(load("models").mean())
            '0.49'
        """
        chosen = self.select(**selection)
        models = [self.models[place] for place in self._places(chosen)]
        scores = [m.score for m in models if m.score is not None]
        if not scores:
            asked = ", ".join(filter(None, (chosen.words, models_in_words(len(models)))))
            raise AuthorError(f"no model has an openness score ({asked})", "select other models")
        told = f"mean openness of {models_in_words(len(scores))}"
        return Quantity(
            "score",
            count=len(scores),
            of=len(models),
            number=mean_openness(models),
            told=self._told(told, chosen, len(models) - len(scores)),
            date=self.about.date,
            models=tuple(m.id for m in models if m.score is not None),
            commit=self.about.commit,
            others=_means_beside(scores),
        )

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
        one = self.model(model)
        if one.score is None:
            raise AuthorError(f"{quote(one.name)} has no openness score", "it has no type yet")
        applying = [c.ref for c in self.criteria.that_apply_to(one.types)]
        classes = [one.class_of(ref) for ref in applying]
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
            commit=self.about.commit,
        )

    def rank(self, model: str, **selection: object) -> Quantity:
        """The place of a model among a selection, most open first; equals share the better place.

        Raises:
            UnknownName: there is no such model.
            AuthorError: it is not among the selection, or has no score.

        Example:
            >>> from mkdocs_osai import load
            >>> str(load("models").rank("OLMo"))
            '3'
        """
        one = self.model(model)
        ranked = self.ranked(**selection)
        if one not in ranked:
            raise AuthorError(
                f"{quote(one.name)} is not among the models selected", "select others"
            )
        standing = ranks(ranked)[one.id]
        chosen = self.select(**selection)
        unscored = len(self._places(chosen)) - len(ranked)
        told = f"{one.name}: place {standing.place} of {models_in_words(standing.of)} by openness"
        if standing.shared:
            told += f", shared with {standing.shared:,}"
        return Quantity(
            "rank",
            count=standing.place,
            of=standing.of,
            told=self._told(told, chosen, unscored),
            date=self.about.date,
            models=(one.id,),
            commit=self.about.commit,
        )


def _means_beside(scores: list[Fraction]) -> tuple[Fraction, ...]:
    """What a mean would be with one model more, of score 0 or 1, or without one of its own."""
    total, n = sum(scores, Fraction(0)), len(scores)
    more = [(total + one) / (n + 1) for one in (0, 1)]
    less = [(total - one) / (n - 1) for one in (min(scores), max(scores))] if n > 1 else []
    return tuple(dict.fromkeys([*more, *less]))
