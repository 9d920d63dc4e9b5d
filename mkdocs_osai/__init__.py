"""The European Open Source AI Index as the only source of every number, chart and table.

>>> import mkdocs_osai
>>> index = mkdocs_osai.load("models")
>>> str(index.share("national_origins", "United States"))
'39.8%'
"""

from mkdocs_osai.history import load
from mkdocs_osai.stats import Index, Quantity, Tally

__all__ = ["Index", "Quantity", "Tally", "load"]


def __dir__() -> list[str]:
    """What completion offers: not the packages behind it, of which `charts` draws."""
    return __all__
