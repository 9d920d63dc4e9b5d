"""A timeline: the scatter chart of openness by date of release."""

from mkdocs_osai.charts.kinds.scatter import draw, prepare

__all__ = ["draw", "prepare"]
