"""One target, tried for as long as it may be, in a process of its own."""

from __future__ import annotations

import random
import resource
import time
import traceback
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from tests.fuzz import catalog  # noqa: F401 - fills TARGETS
from tests.fuzz.target import TARGETS, Target

ROUND = 300
"""Inputs by one seed."""

SHRINKING = 90
"""Seconds in which an input that fails is made small."""

MEMORY = 6 * 1024**3
"""Bytes that the process may take."""

Signature = tuple[str, str]


@dataclass(frozen=True)
class Crash:
    """An input that breaks a law.

    Attributes:
        where: the kind of error, and the line of code that raised it.
        example: the smallest input that was found.
        error: what was raised.
    """

    where: Signature
    example: str
    error: str


@dataclass
class Hunt:
    """What came of trying a target.

    Attributes:
        tried: how many inputs.
        seconds: how long.
        crashes: what was found, each once.
    """

    tried: int = 0
    seconds: float = 0
    crashes: list[Crash] = field(default_factory=list)


def hunt(name: str, seconds: float, last: Path, results: Connection) -> None:
    """Try inputs until the time is over; what was found once is passed over after that.

    Args:
        name: of the target.
        seconds: how long.
        last: a file that always holds the input that is tried; it outlives the process.
        results: where the `Hunt` goes that came of it.
    """
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    hunter = Hunter(TARGETS[name], last, time.monotonic() + seconds)
    started = time.monotonic()
    while time.monotonic() < hunter.end:
        hunter.round()
    results.send(Hunt(hunter.tried, time.monotonic() - started, hunter.crashes))


class Hunter:
    """Tries one target, round by round, each with a seed of its own.

    Attributes:
        tried: how many inputs.
        crashes: what was found, each once.
    """

    def __init__(self, target: Target, last: Path, end: float) -> None:
        self.target = target
        self.last = last
        self.end = end
        self.tried = 0
        self.crashes: list[Crash] = []
        self.known: set[Signature] = set()
        self.found: Crash | None = None
        self.enough = end

    def round(self) -> None:
        """Try some inputs; one that breaks the law is made small, and what is like it passed by."""
        self.found, self.enough = None, self.end
        with suppress(Exception):  # what failed is in self.found, and made small
            self.target.search(ROUND, random.SystemRandom().getrandbits(64), self.attempt)
        if self.found is not None:
            self.crashes.append(self.found)
            self.known.add(self.found.where)

    def attempt(self, value: Any) -> None:
        """Hold the law to one input."""
        if time.monotonic() > self.enough:
            return
        example = repr(value)
        self.last.write_text(example, errors="backslashreplace")
        self.tried += 1
        try:
            self.target.check(value)
        except Exception as error:
            where = _signature(error)
            if where in self.known or (self.found and self.found.where != where):
                return
            if self.found is None:
                self.enough = time.monotonic() + SHRINKING
            if self.found is None or len(example) <= len(self.found.example):
                self.found = Crash(where, example, "".join(traceback.format_exception(error)))
            raise


def _signature(error: Exception) -> Signature:
    """What tells one fault from another: the kind of error and the line that raised it."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f for f in frames if "mkdocs_osai" in f.filename or "tests/fuzz" in f.filename]
    at = ours[-1]
    return type(error).__name__, f"{Path(at.filename).name}:{at.lineno}"
