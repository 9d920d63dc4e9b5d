"""git → past states of a folder of models, and what changed between them."""

from mkdocs_osai.history.versions import IndexVersions, load

__all__ = ["IndexVersions", "load"]
