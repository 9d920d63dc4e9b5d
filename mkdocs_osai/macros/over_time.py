"""Figures over time: when models came out, and how the index itself has changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Literal

from mkdocs_osai.macros.base import macro
from mkdocs_osai.macros.charts import Charts
from mkdocs_osai.macros.figures.request import Request
from mkdocs_osai.macros.numbers import AsOf, Groups, number_of
from mkdocs_osai.problems import AuthorError, UnknownName, quote
from mkdocs_osai.stats import Index, Quantity
from mkdocs_osai.stats.arguments import yes_or_no


class TimeCharts(Charts):
    """Figures whose axis is time, and what has changed between two days."""

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
            groups: categories to count as one: `{'EU': ['France', 'Germany']}`.
            order: the categories that come first, in this order.
            title: what stands above the caption; what is shown, if left out.
            caption: a sentence for the caption, as plain text.
            alt: the text for readers who do not see the image; made from the numbers if left out.
            id: numbers the figure on its page, so that `osai.ref` can name it.
            **selection: which models, such as `latest=True` or `origin='France'`.

        Example:
            `<< osai.line('quarter', by='regions', cumulative=True) >>`
        """
        texts = {"title": title, "caption": caption, "alt": alt}
        if over == "release":
            call = partial(
                Index.series,
                unit=unit,
                by=by,
                measure=measure,
                cumulative=cumulative,
                top=top,
                groups=groups,
                order=order,
            )
            return self._asked_figure("line", call, selection, texts, id)
        if over != "history":
            raise UnknownName("way of time", over, ["release", "history"])
        if yes_or_no("cumulative", cumulative):
            raise AuthorError(
                "the history of an index holds all models of each day", "leave cumulative out"
            )
        from mkdocs_osai.stats.over_time import history_series

        index, words = self._asked(selection)
        past = self._page.past(unit, {**self._page.defaults, **selection}.get("as_of"))
        asked = Request(
            lambda: history_series(
                past,
                unit,
                by=by,
                measure=measure,
                top=top,
                groups=groups,
                order=order,
                **words,
            )
        )
        return self._figure(index, "line", asked, texts, id)

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

        Args:
            title: what stands above the caption; what is shown, if left out.
            caption: a sentence for the caption, as plain text.
            alt: the text for readers who do not see the image; made from the numbers if left out.
            id: numbers the figure on its page, so that `osai.ref` can name it.
            **selection: which models, such as `latest=True` or `origin='France'`.

        Example:
            `<< osai.timeline(type='audio') >>`
        """
        texts = {"title": title, "caption": caption, "alt": alt}
        return self._asked_figure("timeline", partial(Index.timeline), selection, texts, id)

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
            top: keep this many categories and join the others.
            other: what the joined ones are called.
            groups: categories to count as one: `{'EU': ['France', 'Germany']}`.
            order: the categories that come first, in this order.
            title: what stands above the caption; what is shown, if left out.
            caption: a sentence for the caption, as plain text.
            alt: the text for readers who do not see the image; made from the numbers if left out.
            id: numbers the figure on its page, so that `osai.ref` can name it.
            **selection: which models, such as `latest=True` or `origin='France'`.

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
        asked = Request(
            lambda: share_change(
                before, now, what, top=top, other=other, groups=groups, order=order, **words
            )
        )
        texts = {"title": title, "caption": caption, "alt": alt}
        return self._figure(index, "change", asked, texts, id)


def _difference(old: Quantity, new: Quantity) -> Quantity:
    """Shares differ in percentage points, other numbers in percent."""
    if old.kind == "share" and new.kind == "share":
        return new - old
    return replace((new - old) / old, kind="change")
