"""What authors type: numbers, tables and figures as Markdown, whatever builds the site."""

from mkdocs_osai.macros.base import Page, macro_names
from mkdocs_osai.macros.figures import Figure, Studio
from mkdocs_osai.macros.missing import Missing
from mkdocs_osai.macros.osai import Osai

__all__ = ["Figure", "Missing", "Osai", "Page", "Studio", "macro_names"]
