"""Past states of a folder of models from git, and the changes between them."""

from mkdocs_osai.history.versions import IndexVersions, load

__all__ = ["IndexVersions", "load"]
