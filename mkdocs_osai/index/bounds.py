"""Bounds on the size of files and their content.

Files are untrusted: without bounds a small one could make a page of any size. Content beyond a
bound is reported and not read.
"""

from __future__ import annotations

MOST_BYTES = 1_000_000
"""Bytes of one YAML file."""

MOST_VALUES = 5_000
"""Values of one YAML file, sections and lists included."""

MOST_DEPTH = 8
"""Levels of one YAML file."""

MOST_TEXT = 20_000
"""Characters of one text; a longer one is an error, not a longer page."""

MOST_NAME = 300
"""Characters of one name, such as that of a model, a licence or a category."""

MOST_LABEL = 100
"""Characters of the label of a criterion, a group or a dimension in a metadata file."""

MOST_ABOUT = 2_000
"""Characters of an explanation in a metadata file."""

MOST_KEY = 60
"""Characters of a key that a metadata file defines, such as that of a criterion."""

MOST_LINK = 2_000
"""Characters of one web address."""

MOST_LINKS = 200
"""Web addresses in one place."""

MOST_ALIASES = 50
"""Earlier names of one model."""

MOST_CRITERIA = 100
"""Criteria of one folder."""

MOST_DIMENSIONS = 100
"""Dimensions that a folder defines or changes."""

MOST_REASONS = 500
"""Entries of `_history.yml`."""

MOST_REASON_MODELS = 1_000
"""Models that an entry of `_history.yml` names."""

MOST_CATEGORIES = 500
"""Categories that one key of a dimension names, and values that belong to one category."""

MOST_UPON = 8
"""Length of a chain of dimensions that group each other."""

MOST_BASES = 50
"""Bases that a model stands on, each made from the next; also lines that were made from lines."""

MOST_FILTERS = 30
"""Filters that a folder defines."""

MOST_PLACES = 200_000
"""Models, times the filters that a folder defines."""

CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
"""Characters that no text may contain: they harm terminals, XML and files."""
