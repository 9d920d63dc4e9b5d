"""Figures: charts with their texts, tables and files."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TypeVar

from mkdocs_osai.macros.base import macro
from mkdocs_osai.macros.figures.request import Request, request
from mkdocs_osai.macros.numbers import Groups
from mkdocs_osai.macros.statements.statements import of_figure
from mkdocs_osai.macros.tables import Tables
from mkdocs_osai.problems import AuthorError, quote
from mkdocs_osai.sanitize import as_written
from mkdocs_osai.stats import Index, Result

S = TypeVar("S", bound=Result)


class Charts(Tables):
    """Figures of an index. Each kind is a module of `charts` by the same name."""

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
            `<< osai.pie('national_origins', latest=True) >>`
        """
        asked = partial(
            Index.tally, dimension=dimension, top=top, other=other, groups=groups, order=order
        )
        texts = {"title": title, "caption": caption, "alt": alt}
        return self._asked_figure("pie", asked, selection, texts, id)

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
            `<< osai.bar('licenses', top=8) >>`
        """
        asked = partial(
            Index.tally, dimension=dimension, top=top, other=other, groups=groups, order=order
        )
        texts = {"title": title, "caption": caption, "alt": alt}
        return self._asked_figure("bar", asked, selection, texts, id)

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
            `<< osai.stacked('regions', 'weights_endmodel', normalize=True) >>`
        """
        asked = partial(
            Index.cross,
            dimension=dimension,
            by=by,
            normalize=normalize,
            top=top,
            other=other,
            groups=groups,
            order=order,
        )
        texts = {"title": title, "caption": caption, "alt": alt}
        return self._asked_figure("stacked", asked, selection, texts, id)

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
            top: keep this many categories and join the others.
            groups: categories to count as one: `{'EU': ['France', 'Germany']}`.
            order: the categories that come first, in this order.
            title: what stands above the caption; what is shown, if left out.
            caption: a sentence for the caption, as plain text.
            alt: the text for readers who do not see the image; made from the numbers if left out.
            id: numbers the figure on its page, so that `osai.ref` can name it.
            **selection: which models, such as `latest=True` or `origin='France'`.

        Example:
            `<< osai.heatmap('regions') >>`
        """
        asked = partial(
            Index.grid, dimension=dimension, most=most, top=top, groups=groups, order=order
        )
        texts = {"title": title, "caption": caption, "alt": alt}
        return self._asked_figure("heatmap", asked, selection, texts, id)

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
            title: what stands above the caption; what is shown, if left out.
            caption: a sentence for the caption, as plain text.
            alt: the text for readers who do not see the image; made from the numbers if left out.
            id: numbers the figure on its page, so that `osai.ref` can name it.
            **selection: which models, such as `latest=True` or `origin='France'`.

        Example:
            `<< osai.ranking(most=10, type='text') >>`
        """
        asked = partial(Index.ranking, most=most, least_open=least_open)
        texts = {"title": title, "caption": caption, "alt": alt}
        return self._asked_figure("ranking", asked, selection, texts, id)

    @macro
    def ref(self, id: str) -> str:
        """A link to a figure of the page, by its number: "Figure 2".

        Args:
            id: the `id` of a figure on the same page, before or after this place.

        Example:
            `<< osai.ref('fig-origins') >>`
        """
        return self._page.reference(_anchor(id))

    def _asked_figure(
        self,
        kind: str,
        call: partial[S],
        selection: Mapping[str, object],
        texts: Mapping[str, str | None],
        anchor: str | None,
    ) -> str:
        """A figure of what a call of the index computes, if it is not known already."""
        index, words = self._meant(selection)
        return self._figure(index, kind, request(index, call, words), texts, anchor)

    def _figure(
        self,
        index: Index,
        kind: str,
        asked: Request,
        texts: Mapping[str, str | None],
        anchor: str | None,
    ) -> str:
        for name, text in texts.items():
            if text is not None and not isinstance(text, str):
                raise AuthorError(f"{name} is {quote(text)}, which is no text", "put it in quotes")
        anchor = None if anchor is None else _anchor(anchor)
        written = {name: None if text is None else as_written(text) for name, text in texts.items()}
        figure = self._page.figure(kind, asked, index.about, written, anchor)
        self._page.note("figure", lambda: of_figure(written.get("title"), asked.numbers))
        return figure


def _anchor(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]{0,79}", value):
        raise AuthorError(
            f"id is {quote(value)}", "start with a letter; letters, digits, - and _ may follow"
        )
    return value
