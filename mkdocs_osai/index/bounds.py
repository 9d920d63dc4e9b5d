"""How much a file may hold, and how much is made from it.

Files are untrusted: without bounds a small one could make a page of any size. All bounds of files
are in this module; what is beyond one is reported and not read.
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
"""Characters of what a metadata file calls a criterion, a group or a dimension: each cell of a
table of all models may repeat it."""

MOST_ABOUT = 2_000
"""Characters of an explanation in a metadata file, which many pages may repeat."""

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

MOST_CATEGORIES = 500
"""Categories that one key of a dimension names, and values that belong to one category."""

MOST_UPON = 8
"""Dimensions that group each other, one upon the other."""

MOST_FILTERS = 30
"""Words that a folder defines to select by. The page of the database offers all categories of
each, and says of each model in which it is."""

MOST_PLACES = 200_000
"""Models, times the words that a folder defines to select by."""

CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
"""What no text may hold: a NUL or an escape sequence harms terminals, XML and files."""
