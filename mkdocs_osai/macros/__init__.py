"""What authors type: numbers, tables and figures as Markdown, whatever builds the site."""

from mkdocs_osai.macros.base import macro_names
from mkdocs_osai.macros.failed_call import Missing
from mkdocs_osai.macros.figures.figure import Figure, FigureRenderer
from mkdocs_osai.macros.osai import Osai
from mkdocs_osai.macros.page_context import PageContext

__all__ = ["Figure", "FigureRenderer", "Missing", "Osai", "PageContext", "macro_names"]
