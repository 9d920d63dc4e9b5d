"""Our own repository as somebody else gets it, and what a machine has set up in it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT
from tests.repositories import a_repository, commit


def ours(folder: Path) -> Path:
    """A repository with our files as they stand, what is not committed yet among them."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    named = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout
    a_repository(folder)
    for name in filter(None, named.decode().split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    commit(folder, {})
    return folder


def lend_environment(clone: Path) -> None:
    """Give a clone the environment that runs this, as if `make` had set it up there."""
    environment = clone / ".venv"
    environment.mkdir()
    for part in Path(sys.prefix).iterdir():
        if part.name != ".ready":
            (environment / part.name).symlink_to(part)
    (environment / ".ready").touch()
