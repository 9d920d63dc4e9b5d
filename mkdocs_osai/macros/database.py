"""A part of the database in a post."""

from __future__ import annotations

from mkdocs_osai.macros.base import macro
from mkdocs_osai.macros.claims import Claims


class Database(Claims):
    """Models of an index with what each publishes."""

    @macro
    def database(
        self,
        *,
        view: str = "bars",
        limit: int | None = None,
        **selection: object,
    ) -> str:
        """Models with their openness and their classes, most open first, as part of a page.

        Args:
            view: `bars` for a bar of classes each, `grid` for a column for each criterion.
            limit: how many models at most; None for all. What is left out is said.
            **selection: which models, such as `type='text'` or `models=['OLMo', 'BLOOMZ']`.

        Example:
            `<< osai.database(type='video', view='grid', limit=5) >>`
        """
        from mkdocs_osai.macros.database_table import excerpt

        index, words = self._asked(selection)
        return excerpt(index, words, (view, limit), self._linked, self._page.address)
