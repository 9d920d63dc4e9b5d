"""Models → numbers: how many of what."""

from mkdocs_osai.stats.asked import at_least_one
from mkdocs_osai.stats.cross import Cross
from mkdocs_osai.stats.dimensions import Dimension
from mkdocs_osai.stats.grid import Grid
from mkdocs_osai.stats.index import Index, load
from mkdocs_osai.stats.numerals import enumerated, in_words
from mkdocs_osai.stats.quantity import Quantity, models_in_words, percent, rounded
from mkdocs_osai.stats.ranking import Ranking
from mkdocs_osai.stats.registry import Registry
from mkdocs_osai.stats.selection import Selection
from mkdocs_osai.stats.series import Point, Series
from mkdocs_osai.stats.spans import spans_between
from mkdocs_osai.stats.table import Shown, Table, titled, to_csv
from mkdocs_osai.stats.tally import Category, Tally
from mkdocs_osai.stats.timeline import Timeline

__all__ = [
    "Category",
    "Cross",
    "Dimension",
    "Grid",
    "Index",
    "Point",
    "Quantity",
    "Ranking",
    "Registry",
    "Selection",
    "Series",
    "Shown",
    "Table",
    "Tally",
    "Timeline",
    "at_least_one",
    "enumerated",
    "in_words",
    "load",
    "models_in_words",
    "percent",
    "rounded",
    "spans_between",
    "titled",
    "to_csv",
]
