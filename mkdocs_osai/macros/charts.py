"""Figures: charts with their texts, tables and files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from mkdocs_osai.macros.base import Macros, macro
from mkdocs_osai.macros.numbers import AsOf, Groups, number_of
from mkdocs_osai.macros.statements import of_figure
from mkdocs_osai.problems import AuthorError, UnknownName, quote
from mkdocs_osai.sanitize import as_written
from mkdocs_osai.stats import Index, Quantity, Result
from mkdocs_osai.stats.arguments import yes_or_no


class Charts(Macros):
    """Figures of an index. Each kind is a module of `charts.kinds` by the same name."""

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
        """A pie of a dimension: six slices at most, the largest first, from 12 o'clock.

        Args:
            dimension: its name, such as `national_origins`.

        Example:
            `<< osai.pie('national_origins', latest=True) >>`
        """
        index, words = self._asked(selection)
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
        """Bars of a dimension; columns where the dimension is one of time.

        Args:
            dimension: its name, such as `national_origins`.

        Example:
            `<< osai.bar('licenses', top=8) >>`
        """
        index, words = self._asked(selection)
        data = index.tally(dimension, top=top, other=other, groups=groups, order=order, **words)
        return self._figure("bar", index, data, title, caption, alt, id)

    @macro
    def stacked(
        self,
        dimension: str,
        by: str,
        *,
        normalize: bool = False,
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
            dimension: its name, such as `national_origins`.
            by: what each bar is split by, such as `weights_endmodel`.
            normalize: shares of each bar instead of counts.

        Example:
            `<< osai.stacked('regions', 'weights_endmodel', normalize=True) >>`
        """
        index, words = self._asked(selection)
        data = index.cross(
            dimension,
            by,
            normalize=normalize,
            top=top,
            other=other,
            groups=groups,
            order=order,
            **words,
        )
        return self._figure("stacked", index, data, title, caption, alt, id)

    @macro
    def heatmap(
        self,
        dimension: str | None = None,
        *,
        most: int | None = 40,
        top: int | None = None,
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
            dimension: a row for each of its categories; for each model, if left out.
            most: how many models at most, the most open first.

        Example:
            `<< osai.heatmap('regions') >>`
        """
        index, words = self._asked(selection)
        data = index.grid(dimension, most=most, top=top, groups=groups, order=order, **words)
        return self._figure("heatmap", index, data, title, caption, alt, id)

    @macro
    def ranking(
        self,
        *,
        most: int | None = 20,
        least_open: bool = False,
        title: str | None = None,
        caption: str | None = None,
        alt: str | None = None,
        id: str | None = None,
        **selection: object,
    ) -> str:
        """The most open models, or the least open: a bar for each, split into its criteria.

        Args:
            most: how many models at most; None for all.
            least_open: start from the other end.

        Example:
            `<< osai.ranking(most=10, type='text') >>`
        """
        index, words = self._asked(selection)
        data = index.ranking(most=most, least_open=least_open, **words)
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
        top: int | None = None,
        groups: Groups = None,
        order: Sequence[str] | None = None,
        title: str | None = None,
        caption: str | None = None,
        alt: str | None = None,
        id: str | None = None,
        **selection: object,
    ) -> str:
        """Lines over time: how many models there were, or how open they were.

        Args:
            unit: the span of time of a point: `month`, `quarter` or `year`.
            by: a line for each category of this dimension.
            over: `release` goes by the dates when models came out; `history` by those of the
                index itself, out of git: a point is the index as it stood at the end of the span.
            measure: `models` counts them, `openness` is the mean of their scores; over the history
                of the index, `share` is the share of each category.
            cumulative: all released until then, not only those of the span.
            top: as many lines at most; the others are joined.

        Example:
            `<< osai.line('quarter', by='regions', cumulative=True) >>`
        """
        if over == "release":
            index, words = self._asked(selection)
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
        from mkdocs_osai.stats.over_time import history_series

        index, words = self._asked(selection)
        past = self._page.past(unit, {**self._page.defaults, **selection}.get("as_of"))
        data = history_series(
            past, unit, by=by, measure=measure, top=top, groups=groups, order=order, **words
        )
        return self._figure("line", index, data, title, caption, alt, id)

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
        """The openness of each model against the date it came out: a mark for each.

        Example:
            `<< osai.timeline(type='audio') >>`
        """
        index, words = self._asked(selection)
        return self._figure("timeline", index, index.timeline(**words), title, caption, alt, id)

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
        """How the index has changed since a past day; or how much one number differs from another.

        Of a dimension it is a figure: the share of each category then and now. Of two numbers it
        is a number: shares differ in percentage points, others in percent.

        Args:
            what: a dimension, such as `national_origins`; or the number to start from.
            after: the number to end with, where `what` is a number.
            since: a past day, a tag or a commit of the index, where `what` is a dimension.
            decimals: how many the number has, where `what` is one; one, if left out.

        Example:
            `<< osai.change(osai.n(until='2023'), osai.n(until='2024')) >>`
        """
        if not isinstance(what, str):
            number = _difference(number_of("the first", what), number_of("the second", after))
            return number if decimals is None else number.with_decimals(decimals)
        if decimals is not None:
            raise AuthorError("a figure has no decimals of its own", "leave decimals out")
        if since is None:
            raise AuthorError(
                f"the change of {quote(what)} needs a day to start from",
                "add it, such as since='2025-06-17'",
            )
        from mkdocs_osai.stats.over_time import share_change

        index, words = self._asked(selection)
        before = self._page.index(since)
        now = replace(index, beside=before)
        data = share_change(
            before, now, what, top=top, other=other, groups=groups, order=order, **words
        )
        return self._figure("change", index, data, title, caption, alt, id)

    @macro
    def ref(self, id: str) -> str:
        """A link to a figure of the page, by its number: "Figure 2".

        Args:
            id: the `id` of a figure on the same page, before or after this place.

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
        """Draw a figure on the page, and note what it shows."""
        texts = {"title": title, "caption": caption, "alt": alt}
        for name, text in texts.items():
            if text is not None and not isinstance(text, str):
                raise AuthorError(f"{name} is {quote(text)}, which is no text", "put it in quotes")
        anchor = None if id is None else _anchor(id)
        written = {name: None if text is None else as_written(text) for name, text in texts.items()}
        figure = self._page.figure(kind, data, index.about, written, anchor)
        self._page.note("figure", lambda: of_figure(written.get("title"), data))
        return figure


def _anchor(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]{0,79}", value):
        raise AuthorError(
            f"id is {quote(value)}", "start with a letter; letters, digits, - and _ may follow"
        )
    return value


def _difference(old: Quantity, new: Quantity) -> Quantity:
    """Shares differ in percentage points, other numbers in percent."""
    if old.kind == "share" and new.kind == "share":
        return new - old
    return replace((new - old) / old, kind="change")
