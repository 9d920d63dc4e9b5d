"""How something is measured: in a process of its own, in turns with what it is compared with."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parent.parent


class Run(NamedTuple):
    """What one run took: seconds on the clock, and of the processor in it and its children."""

    seconds: float
    cpu: float | None = None


def run(*arguments: str | Path, cwd: Path) -> Run:
    """Run Python in a fresh process, and wait for it.

    Raises:
        RuntimeError: it failed; says what it said.
    """
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=cwd,
            env=surroundings(),
            stdout=said,
            stderr=said,
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise RuntimeError(said.read().decode(errors="replace"))
    return Run(seconds, usage.ru_utime + usage.ru_stime)


def ask(*arguments: str | Path) -> Any:
    """What `benchmarks.inside` measures within a fresh process."""
    answer = subprocess.run(
        [sys.executable, "-m", "benchmarks.inside", *arguments],
        cwd=ROOT,
        env=surroundings(),
        check=True,
        capture_output=True,
    )
    return json.loads(answer.stdout)


def surroundings() -> dict[str, str]:
    """The environment of what is measured."""
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)}


def in_turns(rounds: int, works: Mapping[str, Callable[[], Run]]) -> dict[str, Run]:
    """Do each work in turn, and all again; returns the least that each took."""
    runs: dict[str, list[Run]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            runs[name].append(work())
    return {name: least(taken) for name, taken in runs.items()}


def least(runs: Iterable[Run]) -> Run:
    """The least of several runs: whatever else a machine does can only make one longer."""
    taken = list(runs)
    cpu = [one.cpu for one in taken if one.cpu is not None]
    return Run(min(one.seconds for one in taken), min(cpu) if cpu else None)
