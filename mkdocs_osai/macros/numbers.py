"""Macros that print numbers and names in a sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from mkdocs_osai.deprecations import old_words
from mkdocs_osai.i18n import listed
from mkdocs_osai.macros.base import Macros, macro
from mkdocs_osai.macros.inline_html import printed
from mkdocs_osai.problems import AuthorError, quote
from mkdocs_osai.sanitize import EscapedText, LinkedText
from mkdocs_osai.stats import Quantity, day_in_words, shown
from mkdocs_osai.stats.selection.selection import yes_or_no

Groups = Mapping[str, Sequence[str]] | None
AsOf = dt.date | str | None
Limit = float | str | None


class Numbers(Macros):
    """Numbers and names of an index."""

    @macro
    def n(
        self, dimension: str | None = None, *, words: bool = False, **selection: object
    ) -> Quantity:
        """The number of models; with a dimension, the number that it can sort.

        Args:
            dimension: count only models in one of its categories.

        Example:
            `<< osai.n(latest=True) >>`
        """
        index, models = self._selected(selection)
        return _in_words(index.n(dimension, **models), words)

    @macro
    def count(
        self,
        dimension: str | None = None,
        *categories: str,
        groups: Groups = None,
        above: Limit = None,
        below: Limit = None,
        words: bool = False,
        **selection: object,
    ) -> Quantity:
        """The number of models in a category, or in any of several.

        With a threshold of training compute, it is known within bounds, such as "16 to 36 of 41":
        `.certain` is its lowest value, `.possible` its highest, and `.at_least` prints "at least".

        Args:
            dimension: the name of the dimension, such as `national_origins`; left out with
                `meets='osaid'`, to count the models that meet a [definition](definitions.md).
            above: count models at or above this training compute: `'1e23'`, or the name of a
                threshold, such as `'gpai'`.
            below: count models below it.

        Example:
            `<< osai.count('academic', 'Academic') >>`
        """
        index, models = self._selected(selection)
        number = index.count(
            dimension, *categories, groups=groups, above=above, below=below, **models
        )
        return _in_words(number, words)

    @macro
    def share(
        self,
        dimension: str | None = None,
        *categories: str,
        groups: Groups = None,
        above: Limit = None,
        below: Limit = None,
        decimals: int | None = None,
        **selection: object,
    ) -> Quantity:
        """The share of models in a category, or in any of several, of those that can be sorted.

        Args:
            dimension: the name of the dimension, such as `national_origins`; left out with
                `meets='osaid'`, for the share of all models that meet a definition.
            above: of the models with a figure, those at or above this training compute.
            below: those below it.
            decimals: the decimals of the percentage; one by default.

        Example:
            `<< osai.share('big_tech', 'American Big Tech', 'Chinese Big Tech') >>`
        """
        index, words = self._selected(selection)
        number = index.share(
            dimension, *categories, groups=groups, above=above, below=below, **words
        )
        return _rounded(number, decimals)

    @macro
    def median(self, dimension: str, **selection: object) -> Quantity:
        """The median training compute of the models with a figure, within its bounds.

        Args:
            dimension: `compute_base`, `compute_end` or `compute_total`.

        Example:
            `<< osai.median('compute_base') >>`
        """
        index, words = self._selected(selection)
        return index.median(dimension, **words)

    @macro
    def compute(
        self,
        model: str,
        *,
        stage: Literal["base", "end", "total"] | None = None,
        as_of: AsOf = None,
    ) -> Quantity:
        """The training compute of a model in FLOP, with its bounds.

        Args:
            stage: that of the `base` model, of the `end` model, or in `total`; of the base model
                if left out, or of the end model if there is no base model.

        Example:
            `<< osai.compute('Apertus') >>`
        """
        return self._page.index(as_of).compute(model, stage=stage)

    @macro
    def mean(self, *, decimals: int | None = None, **selection: object) -> Quantity:
        """The mean openness score of the models, from 0 to 1.

        Args:
            decimals: two by default.

        Example:
            `<< osai.mean(academic=True) >>`
        """
        index, words = self._selected(selection)
        return _rounded(index.mean(**words), decimals)

    @macro
    def score(self, model: str, *, decimals: int | None = None, as_of: AsOf = None) -> Quantity:
        """The openness score of one model, from 0 to 1.

        Args:
            decimals: two by default.

        Example:
            `<< osai.score('OLMo') >>`
        """
        return _rounded(self._page.index(as_of).score(model), decimals)

    @macro
    def rank(self, model: str, **selection: object) -> Quantity:
        """The rank of a model by openness, 1 for the most open; equals share the better rank.

        Args:
            **selection: among which models, such as `type='audio'`.

        Example:
            `<< osai.rank('OLMo') >>`
        """
        index, words = self._selected(selection)
        return index.rank(model, **words)

    @macro
    def place(
        self, dimension: str, category: str, *, groups: Groups = None, **selection: object
    ) -> Quantity:
        """The place of a category by its number of models, 1 for the largest; equals share it.

        Args:
            category: the category.

        Example:
            `<< osai.place('national_origins', 'China') >>`
        """
        index, words = self._selected(selection)
        return index.place(dimension, category, groups=groups, **words)

    @macro
    def change_of(
        self, number: Quantity, *, since: AsOf = None, decimals: int | None = None
    ) -> Quantity:
        """The change of a number since a past day: the difference, for claims such as "doubled".

        Args:
            number: the number today: a count, a share, a score or a mean.
            since: a past day, a tag or a commit of the index.
            decimals: the decimals of the result; one by default.

        Example:
            `<< osai.change_of(osai.share('regions', 'Europe'), since='2025-06-17') >>`
        """
        now = number_of("the", number)
        if since is None:
            raise AuthorError(
                "the change of a number needs a day to start from",
                "add it, such as since='2025-06-17'",
            )
        if now.recompute is None:
            raise AuthorError(
                f"{now} is calculated, so its change is not known",
                "take osai.n(…), osai.count(…), osai.share(…), osai.score(…) or osai.mean(…)",
            )
        before = now.recompute(self._page.index(since))
        return _rounded(now.change_from(before), decimals)

    @macro
    @old_words(k="top")
    def top(self, dimension: str, top: int = 3, **selection: object) -> EscapedText:
        """The names of the largest categories, as a list in a sentence.

        Args:
            top: the number of categories.

        Example:
            `<< osai.top('national_origins', 3) >>`
        """
        index, words = self._selected(selection)
        return EscapedText(listed([shown(one) for one in index.largest(dimension, top, **words)]))

    @macro
    def largest(self, dimension: str, **selection: object) -> EscapedText:
        """The name of the largest category.

        Example:
            `<< osai.largest('national_origins') >>`
        """
        index, words = self._selected(selection)
        return EscapedText(shown(index.largest(dimension, 1, **words)[0]))

    @macro
    def date(self, *, as_of: AsOf = None) -> str:
        """The date of the index.

        Example:
            `<< osai.date() >>`
        """
        date = self._page.index(as_of).about.date
        if date is None:
            raise AuthorError(
                "the index has no date", "add one to _index.yml in the folder of models"
            )
        return f'<time datetime="{date.isoformat()}">{day_in_words(date)}</time>'

    @macro
    def ratio(self, a: Quantity, b: Quantity, *, decimals: int | None = None) -> Quantity:
        """How many times as large one number is as another.

        Args:
            a: the first number.
            b: the second; not zero.
            decimals: one by default, or two below 1.

        Example:
            `<< osai.ratio(osai.n(type='text'), osai.n(type='video')) >>`
        """
        quotient = number_of("the first", a) / number_of("the second", b)
        return _rounded(replace(quotient, kind="ratio"), decimals)

    @macro
    def model(self, name: str, *, as_of: AsOf = None) -> str:
        """A model: its name, linked, with its openness score.

        Args:
            name: the model, by id, by name or by a former name.

        Example:
            `<< osai.model('OLMo') >>`
        """
        index = self._page.index(as_of)
        model, score = index.model(name), index.score(name)
        return LinkedText(
            f"{self._linked(model)} ({printed(score, self._page)})", f"{model.name} ({score})"
        )

    @macro
    @old_words(most="top")
    def list(self, top: int | None = None, **selection: object) -> str:
        """The names of the models in their order, linked, as a list in a sentence.

        Args:
            top: keep this many names; the number of the others follows.

        Example:
            `<< osai.list(type='audio', academic=True) >>`
        """
        index, words = self._selected(selection)
        models = index.selected(**words)
        if not models:
            raise AuthorError("no model is selected", "select others")
        return self._listed(models, top)


def _rounded(number: Quantity, decimals: int | None) -> Quantity:
    return number if decimals is None else number.with_decimals(decimals)


def _in_words(number: Quantity, words: object) -> Quantity:
    return number.words if yes_or_no("words", words) else number


def number_of(which: str, value: object) -> Quantity:
    """An argument that must be a number of the index; `which` names it in the error."""
    if not isinstance(value, Quantity):
        raise AuthorError(
            f"{which} number is {quote(value)}, which is no number of the index",
            "pass one, such as osai.n()",
        )
    return value
