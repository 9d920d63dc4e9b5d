"""`make fuzz`: every target in turn, two at a time, for as long as may be."""

from __future__ import annotations

import multiprocessing
import sys
import time
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from tests.fuzz import catalog  # noqa: F401 - fills TARGETS
from tests.fuzz.hunting import SHRINKING, Crash, Hunt, hunt
from tests.fuzz.target import TARGETS

GRACE = SHRINKING + 60
"""Seconds over its time after which a process is ended."""


@click.command()
@click.argument("names", nargs=-1)
@click.option("--minutes", default=10.0, show_default=True, help="For all targets together.")
@click.option("--jobs", default=2, show_default=True, help="Targets at a time.")
def main(names: tuple[str, ...], minutes: float, jobs: int) -> None:
    """Try random inputs on targets (all, if none is named); exit with 1 if one breaks a law."""
    unknown = [name for name in names if name not in TARGETS]
    if unknown:
        raise click.BadParameter(f"{unknown[0]!r} is none of {', '.join(TARGETS)}")
    waiting = list(names or TARGETS)
    seconds = minutes * 60 * jobs / max(len(waiting), jobs)
    click.echo(f"{len(waiting)} targets, {seconds:.0f} seconds each, {jobs} at a time")
    crashed = False
    running: list[_Run] = []
    with TemporaryDirectory() as folder:
        while waiting or running:
            while waiting and len(running) < jobs:
                running.append(_Run(waiting.pop(0), seconds, Path(folder)))
            time.sleep(0.2)
            for run in [run for run in running if run.over]:
                running.remove(run)
                crashed |= _report(run.name, run.result())
    sys.exit(1 if crashed else 0)


class _Run:
    """A target that is tried in a process of its own."""

    def __init__(self, name: str, seconds: float, folder: Path) -> None:
        context = multiprocessing.get_context("spawn")
        self.name = name
        self.last = folder / name
        self.results: Connection
        self.results, sending = context.Pipe(duplex=False)
        self.started = time.monotonic()
        self.end = self.started + seconds + GRACE
        self.hunt: Hunt | None = None
        self.process: SpawnProcess = context.Process(
            target=hunt, args=(name, seconds, self.last, sending)
        )
        self.process.start()
        sending.close()

    @property
    def over(self) -> bool:
        if self.results.poll():
            try:
                self.hunt = self.results.recv()
            except EOFError:
                return True
            return True
        if time.monotonic() > self.end:
            self.process.kill()
            return True
        return not self.process.is_alive()

    def result(self) -> Hunt:
        """What came of it; if the process died, the input it died of."""
        self.process.join()
        if self.hunt is None:
            seconds = time.monotonic() - self.started
            example = self.last.read_text() if self.last.exists() else ""
            end = f"the process ended with {self.process.exitcode}"
            self.hunt = Hunt(0, seconds, [Crash((end, ""), example, end)])
        return self.hunt


def _report(name: str, found: Hunt) -> bool:
    rate = found.tried / found.seconds if found.seconds else 0
    count = f"{len(found.crashes)} crash{'es' * (len(found.crashes) != 1)}"
    click.echo(
        f"{name:12} {found.tried:>10,} inputs {found.seconds:>7.0f} s {rate:>8.0f}/s  {count}"
    )
    file = Path(TARGETS[name].law.__code__.co_filename).name
    for crash in found.crashes:
        click.echo(f"\n  {' at '.join(filter(None, crash.where))}")
        click.echo("  " + crash.error.strip().replace("\n", "\n  "))
        click.echo(f"\n  keep it in tests/fuzz/{file}, in `kept` of {name}:\n  {crash.example},\n")
    return bool(found.crashes)


if __name__ == "__main__":
    main()
