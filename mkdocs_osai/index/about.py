"""What is known of an index as a whole: its date, its title, where it comes from."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class About:
    """An index as a whole.

    Attributes:
        title: its name.
        date: the day it stands for; None where neither `_index.yml` nor git tells.
        source: where readers find the original.
        license: the licence of the data.
        citation: how to cite it.
    """

    title: str = "European Open Source AI Index"
    date: dt.date | None = None
    source: str = "https://osai-index.eu"
    license: str = "CC-BY-4.0"
    citation: str = (
        "Liesenfeld, A., Dingemanse, M. and contributors. European Open Source AI Index. "
        "doi:10.5281/zenodo.15386042"
    )


def last_commit(folder: Path) -> dt.date | None:
    """The day (UTC) of the last commit that changed a folder, or None outside a git checkout.

    Example:
        >>> last_commit(Path("/")) is None
        True
    """
    command = ["git", "log", "-1", "--format=%cd", "--date=format-local:%Y-%m-%d", "--", "."]
    try:
        answer = subprocess.run(  # noqa: S603 - nothing in the command comes from outside
            command,
            cwd=folder,
            env={**os.environ, "TZ": "UTC", "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"},
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    try:
        return dt.date.fromisoformat(answer.stdout.strip())
    except ValueError:
        return None
