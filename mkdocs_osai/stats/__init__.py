"""Models → numbers: how many of what."""

from mkdocs_osai.stats.dimensions.dimension import Dimension, spans_between
from mkdocs_osai.stats.dimensions.registry import Registry
from mkdocs_osai.stats.formatting import (
    continued,
    day_in_words,
    enumerated,
    in_english,
    in_words,
    models_in_words,
    percent,
    rounded,
    shown,
    titled,
)
from mkdocs_osai.stats.index import Index
from mkdocs_osai.stats.quantity import Comparison, Quantity
from mkdocs_osai.stats.results.criteria_grid import CriteriaGrid
from mkdocs_osai.stats.results.crosstab import CrossTab
from mkdocs_osai.stats.results.definition_matrix import DefinitionMatrix
from mkdocs_osai.stats.results.lineage_tree import LineageTree
from mkdocs_osai.stats.results.ranking import Ranking
from mkdocs_osai.stats.results.release_series import ReleaseSeries
from mkdocs_osai.stats.results.result import Result, Table, to_csv
from mkdocs_osai.stats.results.scatter import Axis, Reading, Scatter, ScatterPoint
from mkdocs_osai.stats.results.tally import Category, Tally
from mkdocs_osai.stats.results.time_series import Point, TimeSeries
from mkdocs_osai.stats.selection.selection import Selection, at_least_one, yes_or_no

__all__ = [
    "Axis",
    "Category",
    "Comparison",
    "CriteriaGrid",
    "CrossTab",
    "DefinitionMatrix",
    "Dimension",
    "Index",
    "LineageTree",
    "Point",
    "Quantity",
    "Ranking",
    "Reading",
    "Registry",
    "ReleaseSeries",
    "Result",
    "Scatter",
    "ScatterPoint",
    "Selection",
    "Table",
    "Tally",
    "TimeSeries",
    "at_least_one",
    "continued",
    "day_in_words",
    "enumerated",
    "in_english",
    "in_words",
    "models_in_words",
    "percent",
    "rounded",
    "shown",
    "spans_between",
    "titled",
    "to_csv",
    "yes_or_no",
]
