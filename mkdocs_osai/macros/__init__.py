"""The macros: numbers, tables and figures as Markdown, for MkDocs and Zensical alike."""

from mkdocs_osai.macros.base import macro_names
from mkdocs_osai.macros.charts import Charts
from mkdocs_osai.macros.claims import Claims
from mkdocs_osai.macros.definitions import DefinitionMacros
from mkdocs_osai.macros.figure import Figure, FigureRenderer
from mkdocs_osai.macros.lineage import LineageMacros
from mkdocs_osai.macros.numbers import Numbers
from mkdocs_osai.macros.page_context import PageContext
from mkdocs_osai.macros.page_number import Missing
from mkdocs_osai.macros.tables import Tables

__all__ = ["Figure", "FigureRenderer", "Missing", "Osai", "PageContext", "macro_names"]


class Osai(Numbers, Charts, Tables, LineageMacros, DefinitionMacros, Claims):
    """Numbers, claims, tables and figures of the index, for the pages of a site."""
