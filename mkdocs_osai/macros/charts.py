"""Macros that print figures: charts with texts, tables and files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from mkdocs_osai.deprecations import Renamed, as_measure, old_words
from mkdocs_osai.macros.base import Macros, macro
from mkdocs_osai.macros.figure import Figure
from mkdocs_osai.macros.numbers import AsOf, Groups, number_of
from mkdocs_osai.macros.statements import of_figure
from mkdocs_osai.macros.terms import header_terms
from mkdocs_osai.problems import AuthorError, UnknownName, quote
from mkdocs_osai.sanitize import as_written
from mkdocs_osai.stats import Index, Quantity, Result
from mkdocs_osai.stats.selection.selection import yes_or_no


class Charts(Macros):
    """Figures of an index. Each kind of chart is a module of `charts.kinds`."""

    @macro
    def pie(
        self,
        dimension: str,
        *,
        top: int | None = None,
        other: str = "Other",
        groups: Groups = None,
        order: Sequence[str] | None = None,
        title: str | None = None,
        caption: str | None = None,
        alt: str | None = None,
        id: str | None = None,
        **selection: object,
    ) -> str:
        """A pie chart of a dimension: at most six slices, the largest first, from 12 o'clock.

        Example:
            `<< osai.pie('national_origins', latest=True) >>`
        """
        index, words = self._selected(selection)
        data = index.tally(dimension, top=top, other=other, groups=groups, order=order, **words)
        return self._figure("pie", index, data, title, caption, alt, id)

    @macro
    def bar(
        self,
        dimension: str,
        *,
        top: int | None = None,
        other: str = "Other",
        groups: Groups = None,
        order: Sequence[str] | None = None,
        title: str | None = None,
        caption: str | None = None,
        alt: str | None = None,
        id: str | None = None,
        **selection: object,
    ) -> str:
        """Bars of a dimension; columns if its categories are periods.

        Example:
            `<< osai.bar('licenses', top=8) >>`
        """
        index, words = self._selected(selection)
        data = index.tally(dimension, top=top, other=other, groups=groups, order=order, **words)
        return self._figure("bar", index, data, title, caption, alt, id)

    @macro
    @old_words(normalize=Renamed("measure", as_measure))
    def stacked(
        self,
        dimension: str,
        by: str,
        *,
        measure: Literal["models", "share"] = "models",
        top: int | None = None,
        other: str = "Other",
        groups: Groups = None,
        order: Sequence[str] | None = None,
        title: str | None = None,
        caption: str | None = None,
        alt: str | None = None,
        id: str | None = None,
        **selection: object,
    ) -> str:
        """Bars of a dimension, each split by another.

        Args:
            by: the dimension that splits each bar, such as `weights_endmodel`.
            measure: `models` counts models, `share` is the share of each bar.

        Example:
            `<< osai.stacked('regions', 'weights_endmodel', measure='share') >>`
        """
        index, words = self._selected(selection)
        data = index.cross(
            dimension,
            by,
            measure=measure,
            top=top,
            other=other,
            groups=groups,
            order=order,
            **words,
        )
        return self._figure("stacked", index, data, title, caption, alt, id)

    @macro
    @old_words(most="top")
    def heatmap(
        self,
        dimension: str | None = None,
        *,
        top: int | Literal["auto"] | None = "auto",
        groups: Groups = None,
        order: Sequence[str] | None = None,
        title: str | None = None,
        caption: str | None = None,
        alt: str | None = None,
        id: str | None = None,
        **selection: object,
    ) -> str:
        """The class of every criterion, for models or for the categories of a dimension.

        Args:
            dimension: a row for each of its categories; by default a row for each model.
            top: keep this many rows: of models the most open, by default 40, None for all; of
                categories the largest, and join the others, by default none.

        Example:
            `<< osai.heatmap('regions') >>`
        """
        index, words = self._selected(selection)
        data = index.grid(dimension, top=top, groups=groups, order=order, **words)
        return self._figure("heatmap", index, data, title, caption, alt, id)

    @macro
    @old_words(most="top")
    def ranking(
        self,
        top: int | None = 20,
        *,
        least_open: bool = False,
        title: str | None = None,
        caption: str | None = None,
        alt: str | None = None,
        id: str | None = None,
        **selection: object,
    ) -> str:
        """The most open models, or the least open: a bar for each, split into its criteria.

        Args:
            top: keep this many models; None for all.
            least_open: show the least open models.

        Example:
            `<< osai.ranking(10, type='text') >>`
        """
        index, words = self._selected(selection)
        data = index.ranking(top, least_open=least_open, **words)
        return self._figure("ranking", index, data, title, caption, alt, id)

    @macro
    def line(
        self,
        unit: Literal["month", "quarter", "year"] = "quarter",
        *,
        by: str | None = None,
        over: Literal["release", "history"] = "release",
        measure: Literal["models", "openness", "share"] = "models",
        cumulative: bool = False,
        constant: bool = False,
        top: int | None = None,
        groups: Groups = None,
        order: Sequence[str] | None = None,
        title: str | None = None,
        caption: str | None = None,
        alt: str | None = None,
        id: str | None = None,
        **selection: object,
    ) -> str:
        """Lines over time: the number of models, or their openness.

        Args:
            unit: the time between two points: `month`, `quarter` or `year`.
            by: a line for each category of this dimension.
            over: `release` uses the release dates of models; `history` uses the git history of the
                index: each point is the index at the end of the period.
            measure: `models` counts models, `openness` is the mean of their scores, `share` is the
                share of each line among all lines of the same point.
            cumulative: count all models released by then, not only those of the period.
            constant: with `over='history'` and `measure='openness'`, a second line of the models
                that are in the index throughout, on the criteria that applied to each throughout.
            top: keep this many lines, the largest, and join the others.

        Example:
            `<< osai.line('quarter', by='regions', cumulative=True) >>`
        """
        if over == "release":
            if yes_or_no("constant", constant):
                raise AuthorError(
                    "constant compares states of the index, and dates of release have one state",
                    "write over='history' and measure='openness'",
                )
            index, words = self._selected(selection)
            data: Result = index.series(
                unit,
                by=by,
                measure=measure,
                cumulative=cumulative,
                top=top,
                groups=groups,
                order=order,
                **words,
            )
            return self._figure("line", index, data, title, caption, alt, id)
        if over != "history":
            raise UnknownName("way of time", over, ["release", "history"])
        if yes_or_no("cumulative", cumulative):
            raise AuthorError(
                "the history of an index holds all models of each day", "leave cumulative out"
            )
        index, words = self._selected(selection)
        data = self._page.over_history(
            unit,
            {**self._page.defaults, **selection}.get("as_of"),
            by=by,
            measure=measure,
            constant=constant,
            top=top,
            groups=groups,
            order=order,
            **words,
        )
        return self._figure("line", index, data, title, caption, alt, id)

    @macro
    def scatter(
        self,
        x: str,
        y: str,
        *,
        by: str | None = None,
        top: int | None = None,
        groups: Groups = None,
        order: Sequence[str] | None = None,
        title: str | None = None,
        caption: str | None = None,
        alt: str | None = None,
        id: str | None = None,
        **selection: object,
    ) -> str:
        """A mark for each model, by two of its properties; bars show the bounds of what is known.

        Args:
            x: the horizontal axis: `release_date`, `openness`, `compute_base`, `compute_end` or
                `compute_total`.
            y: the vertical axis, another one.
            by: a colour and a form of the mark for each category of this dimension.
            top: the most colours; the other categories are joined.

        Example:
            `<< osai.scatter('release_date', 'compute_base', by='regions') >>`
        """
        index, words = self._selected(selection)
        data = index.scatter(x, y, by=by, top=top, groups=groups, order=order, **words)
        return self._figure("scatter", index, data, title, caption, alt, id)

    @macro
    def thresholds(
        self,
        dimension: str = "compute_base",
        *,
        by: str | None = None,
        above: float | str | None = None,
        top: int | None = None,
        other: str = "Other",
        groups: Groups = None,
        order: Sequence[str] | None = None,
        title: str | None = None,
        caption: str | None = None,
        alt: str | None = None,
        id: str | None = None,
        **selection: object,
    ) -> str:
        """Bars of the models at or above thresholds of training compute: certain, and possible.

        Args:
            dimension: `compute_base`, `compute_end` or `compute_total`.
            by: a bar for each category of this dimension, for one threshold; by default a bar for
                each threshold.
            above: a threshold in FLOP or its name; by default all, or with `by` the lowest.

        Example:
            `<< osai.thresholds('compute_base', by='regions', above='gpai') >>`
        """
        index, words = self._selected(selection)
        data = index.thresholds(
            dimension,
            by=by,
            above=above,
            top=top,
            other=other,
            groups=groups,
            order=order,
            **words,
        )
        return self._figure("thresholds", index, data, title, caption, alt, id)

    @macro
    def timeline(
        self,
        *,
        title: str | None = None,
        caption: str | None = None,
        alt: str | None = None,
        id: str | None = None,
        **selection: object,
    ) -> str:
        """A mark for each model, by its release date and its openness; see `scatter`.

        Example:
            `<< osai.timeline(type='audio') >>`
        """
        index, words = self._selected(selection)
        return self._figure("timeline", index, index.timeline(**words), title, caption, alt, id)

    @macro
    def lineage(
        self,
        family: str,
        *,
        title: str | None = None,
        caption: str | None = None,
        alt: str | None = None,
        id: str | None = None,
        **selection: object,
    ) -> str:
        """A family of base models as a tree: what stands on what, and how open each model is.

        Models link to their pages.

        Args:
            family: its name, such as `Llama`, as in the dimension `base_families`.

        Example:
            `<< osai.lineage('Mistral') >>`
        """
        index, words = self._selected(selection)
        data = index.lineage_tree(family, **words)
        return self._figure("lineage", index, data, title, caption, alt, id)

    @macro
    def matrix(
        self,
        definitions: Sequence[str] | None = None,
        *,
        top: int | None = 20,
        title: str | None = None,
        caption: str | None = None,
        alt: str | None = None,
        id: str | None = None,
        **selection: object,
    ) -> str:
        """Models by definitions: which model meets which, those that meet the most first.

        Args:
            definitions: their keys, such as `['osaid', 'mof-1']`; by default all.
            top: keep this many models; None for all.

        Example:
            `<< osai.matrix(top=10) >>`
        """
        index, words = self._selected(selection)
        data = index.definition_matrix(definitions, top=top, **words)
        return self._figure("matrix", index, data, title, caption, alt, id)

    @macro
    def change(
        self,
        what: str | Quantity,
        after: Quantity | None = None,
        *,
        since: AsOf = None,
        decimals: int | None = None,
        top: int | None = None,
        other: str = "Other",
        groups: Groups = None,
        order: Sequence[str] | None = None,
        title: str | None = None,
        caption: str | None = None,
        alt: str | None = None,
        id: str | None = None,
        **selection: object,
    ) -> str | Quantity:
        """The change of the index since a past day; or the difference of two numbers.

        For a dimension it is a figure: the share of each category then and now. For two numbers it
        is a number: in percentage points for shares, in percent for others.

        Args:
            what: a dimension, such as `national_origins`; or the first number.
            after: the second number.
            since: for a dimension: a past day, a tag or a commit of the index.
            decimals: for numbers: the decimals of the result; one by default.

        Example:
            `<< osai.change(osai.n(until='2023'), osai.n(until='2024')) >>`
        """
        if not isinstance(what, str):
            number = _difference(number_of("the first", what), number_of("the second", after))
            return number if decimals is None else number.with_decimals(decimals)
        if decimals is not None:
            raise AuthorError("a figure has no decimals", "leave decimals out")
        if since is None:
            raise AuthorError(
                f"the change of {quote(what)} needs a day to start from",
                "add it, such as since='2025-06-17'",
            )
        from mkdocs_osai.stats.over_time import share_change

        index, words = self._selected(selection)
        before = self._page.index(since)
        now = replace(index, other=before)
        data = share_change(
            before, now, what, top=top, other=other, groups=groups, order=order, **words
        )
        return self._figure("change", index, data, title, caption, alt, id)

    @macro
    def ref(self, id: str) -> str:
        """A link to a figure of the page, by its number: "Figure 2".

        Args:
            id: the `id` of a figure on the same page, before or after the call.

        Example:
            `<< osai.ref('fig-origins') >>`
        """
        return self._page.reference(_anchor(id))

    def _figure(
        self,
        kind: str,
        index: Index,
        data: Result,
        title: str | None,
        caption: str | None,
        alt: str | None,
        id: str | None,
    ) -> str:
        """Add a figure to the page, and record its numbers."""
        texts = {"title": title, "caption": caption, "alt": alt}
        for name, text in texts.items():
            if text is not None and not isinstance(text, str):
                raise AuthorError(f"{name} is {quote(text)}, which is not text", "put it in quotes")
        anchor = None if id is None else _anchor(id)
        written = {name: None if text is None else as_written(text) for name, text in texts.items()}
        figure = Figure(
            kind,
            data,
            index.about,
            written["title"],
            written["caption"],
            written["alt"],
            anchor=anchor,
            header=header_terms(data, index, self._page.urls),
            names={model.id: model.name for model in index.models},
            address=self._page.address,
        )
        line = self._page.figure(figure)
        self._page.note("figure", lambda: of_figure(figure))
        return line


def _anchor(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]{0,79}", value):
        raise AuthorError(
            f"id is {quote(value)}", "start with a letter; letters, digits, - and _ may follow"
        )
    return value


def _difference(old: Quantity, new: Quantity) -> Quantity:
    """The difference: in percentage points for shares, in percent for other numbers."""
    if old.kind == "share" and new.kind == "share":
        return new - old
    return replace((new - old) / old, kind="change")
