"""Models → numbers: how many of what."""

from mkdocs_osai.stats.asked import at_least_one
from mkdocs_osai.stats.comparison import Comparison
from mkdocs_osai.stats.cross import Cross
from mkdocs_osai.stats.dimensions import Dimension
from mkdocs_osai.stats.editions import Editions, load
from mkdocs_osai.stats.grid import Grid
from mkdocs_osai.stats.index import Index
from mkdocs_osai.stats.numerals import (
    day_in_words,
    enumerated,
    in_words,
    models_in_words,
    percent,
    rounded,
)
from mkdocs_osai.stats.over_time import OverTime, Point
from mkdocs_osai.stats.quantity import Quantity
from mkdocs_osai.stats.ranking import Ranking
from mkdocs_osai.stats.registry import Registry
from mkdocs_osai.stats.selection import Selection
from mkdocs_osai.stats.series import Series
from mkdocs_osai.stats.spans import spans_between
from mkdocs_osai.stats.table import Shown, Table, headed, titled, to_csv
from mkdocs_osai.stats.tally import Category, Tally
from mkdocs_osai.stats.timeline import Timeline

__all__ = [
    "Category",
    "Comparison",
    "Cross",
    "Dimension",
    "Editions",
    "Grid",
    "Index",
    "OverTime",
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
    "day_in_words",
    "enumerated",
    "headed",
    "in_words",
    "load",
    "models_in_words",
    "percent",
    "rounded",
    "spans_between",
    "titled",
    "to_csv",
]
