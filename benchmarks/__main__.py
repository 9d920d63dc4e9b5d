"""`make bench`: measures, prints a table, and can write it into docs/performance.md."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from benchmarks.measuring import ROOT
from benchmarks.suites import SUITES, Measure
from benchmarks.table import Figure, markdown, met, written
from benchmarks.works import WORKS

PAGE = ROOT / "docs/performance.md"
LIBRARIES = ("mkdocs", "mkdocs-material", "matplotlib", "PyYAML", "pandas")


def main() -> None:
    """Measure what is asked for."""
    told = _asked()
    figures: dict[str, Figure] = {}
    failed = []
    with tempfile.TemporaryDirectory(prefix="bench-", dir=told.folder) as folder:
        measure = Measure(Path(folder))
        if told.quick:
            measure = Measure(
                Path(folder), posts=3, rounds=1, sizes=(50, 200), commits=100, models=50
            )
        for name in told.only or SUITES:
            _say(f"{name} …")
            try:
                figures |= dict(SUITES[name](measure))
            except RuntimeError as error:
                failed.append(name)
                _say(f"{name} cannot be measured: {error}")
    works = [work for work in WORKS if not told.only or work.key in figures]
    table = markdown(works, figures)
    sys.stdout.write(f"{machine()}\n\n{table}\n")
    missed = [w.what for w in works if w.key in figures and not met(w, figures[w.key])]
    _say(f"{len(missed)} targets are missed." if missed else "No target is missed.")
    if failed:
        sys.exit(f"Not measured: {', '.join(failed)}; nothing is written.")
    if told.write:
        PAGE.write_text(written(PAGE.read_text("utf-8"), f"{machine()}\n\n{table}"), "utf-8")


def machine() -> str:
    """What was measured, on what, and when."""
    try:
        told = Path("/proc/cpuinfo").read_text("utf-8")
        cpu = next(
            line.partition(": ")[2] for line in told.splitlines() if line.startswith("model name")
        )
    except (OSError, StopIteration):
        cpu = platform.processor() or platform.machine()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return (
        f"Measured on {dt.datetime.now(dt.UTC).date()}: {cpu}, {os.cpu_count()} cores, "
        f"{memory:.0f} GB of memory, {platform.system()}; Python {platform.python_version()}, "
        f"{versions}."
    )


def _asked() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    asked.add_argument("--quick", action="store_true", help="little of everything, to try it")
    asked.add_argument("--only", action="append", choices=SUITES, help="can be given again")
    asked.add_argument("--write", action="store_true", help="into docs/performance.md")
    asked.add_argument("--folder", help="where sites are made; a fast disk")
    told = asked.parse_args()
    if told.write and (told.only or told.quick):
        asked.error("only a whole run is written")
    return told


def _say(what: str) -> None:
    sys.stderr.write(f"{what}\n")


if __name__ == "__main__":
    main()
