"""Models → numbers: how many of what."""

from mkdocs_osai.stats.dimensions import Dimension
from mkdocs_osai.stats.index import Index, load
from mkdocs_osai.stats.quantity import Quantity, models_in_words, percent
from mkdocs_osai.stats.registry import Registry
from mkdocs_osai.stats.selection import Selection
from mkdocs_osai.stats.table import Shown, Table, titled, to_csv
from mkdocs_osai.stats.tally import Category, Tally

__all__ = [
    "Category",
    "Dimension",
    "Index",
    "Quantity",
    "Registry",
    "Selection",
    "Shown",
    "Table",
    "Tally",
    "load",
    "models_in_words",
    "percent",
    "titled",
    "to_csv",
]
