"""The `osai` object: what authors type."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_osai.macros.base import macro
from mkdocs_osai.macros.charts import Charts
from mkdocs_osai.macros.claims import Claims
from mkdocs_osai.macros.numbers import Numbers
from mkdocs_osai.macros.tables import ATTRIBUTES, Tables
from mkdocs_osai.sanitize import escape_markdown
from mkdocs_osai.stats import Dimension, Index, Table

MOST_CATEGORIES = 12


class Osai(Numbers, Charts, Tables, Claims):
    """Numbers, claims, tables and figures of the index, for the pages of a site."""

    @macro
    def dimensions(self) -> str:
        """What every dimension means, with its categories and today's counts.

        Example:
            `<< osai.dimensions() >>`
        """
        index = self._page.index()
        return "\n\n".join(part for d in index.registry.values() for part in _about(d, index))


def _about(dimension: Dimension, index: Index) -> Iterator[str]:
    tally = index.tally(dimension.name)
    yield f"### `{dimension.name}` {{ #{dimension.name} }}"
    yield f"{escape_markdown(dimension.about)}"
    if dimension.filter:
        yield f"Selected by `{dimension.filter}`."
    rows = tally.table.rows[:MOST_CATEGORIES]
    more = len(tally.table.rows) - len(rows)
    if more:
        rows = (*rows, (f"and {more:,} more", "", ""))
    table = Table(tally.table.header, rows)
    yield table.html(f"{dimension.label}: {tally.basis}", escape_markdown, ATTRIBUTES)
