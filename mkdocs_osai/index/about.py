"""What is known of an index as a whole: its date, its title, where it comes from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IndexInfo:
    """An index as a whole.

    Attributes:
        title: its name.
        date: the day it stands for; None where neither `_index.yml` nor git tells.
        source: where readers find the original.
        license: the licence of the data.
        citation: how to cite it.
        commit: the commit it was read from, in full; None for a folder of files.
    """

    title: str = "European Open Source AI Index"
    date: dt.date | None = None
    source: str = "https://osai-index.eu"
    license: str = "CC-BY-4.0"
    citation: str = (
        "Liesenfeld, A., Dingemanse, M. and contributors. European Open Source AI Index. "
        "doi:10.5281/zenodo.15386042"
    )
    commit: str | None = None
