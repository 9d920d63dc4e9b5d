"""The workflows that run here and those that are offered, as they are written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from tests.conftest import ROOT

OURS = ROOT / ".github/workflows"
KIT = ROOT / "docs/assets/kit"


def read(path: Path) -> dict[Any, Any]:
    """A file of YAML that is a mapping."""
    found = yaml.safe_load(path.read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def triggers(workflow: dict[Any, Any]) -> dict[str, Any]:
    """What starts a workflow; YAML 1.1 reads the key `on` as true."""
    on = workflow[True]
    assert isinstance(on, dict)
    return on


def is_workflow(path: Path) -> bool:
    """Whether it is one; the kit has other files too."""
    return path.suffix == ".yml" and "jobs" in read(path)


def jobs(path: Path) -> dict[str, dict[str, Any]]:
    """The jobs of a workflow, by name."""
    return dict(read(path)["jobs"])


def steps(path: Path) -> Iterator[dict[str, Any]]:
    """The steps of all its jobs."""
    for job in jobs(path).values():
        yield from job.get("steps", ())


ALL = sorted(filter(is_workflow, [*OURS.iterdir(), *KIT.iterdir()]))
NAMES = [str(path.relative_to(ROOT)) for path in ALL]
