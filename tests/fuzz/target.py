"""What is fuzzed: a law that holds for every input, and where the inputs come from.

The short run in the tests and the long one of `make fuzz` take the same targets. Inputs are plain
values, so that one that breaks a law can be kept as it is printed.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from hypothesis.strategies import SearchStrategy

HOPELESS = 10
"""Times the seconds an input may take, after which it is not waited for any longer."""


class TooSlow(Exception):  # noqa: N818 - the name says it
    """An input takes more time than any input may."""


@dataclass(frozen=True)
class Target:
    """A law and the inputs it is held to.

    Attributes:
        name: as `make fuzz` calls it.
        law: raises if it does not hold for an input.
        inputs: where they come from.
        tries: inputs in the tests.
        kept: inputs that broke the law once.
        seconds: of the processor, that one input may take.
    """

    name: str
    law: Callable[[Any], None]
    inputs: SearchStrategy[Any] = field(repr=False)
    tries: int
    kept: tuple[Any, ...] = field(repr=False)
    seconds: float

    def __str__(self) -> str:
        return self.name

    def check(self, value: Any) -> None:
        """Hold the law to one input."""
        with within(self.seconds):
            self.law(value)

    def search(self, tries: int, seed: int, check: Callable[[Any], None]) -> None:
        """Try inputs and make one that fails as small as can be.

        Args:
            tries: how many.
            seed: the same finds the same.
            check: what is done with each input, such as `self.check`.
        """
        test = given(self.inputs)(_of_one_argument(check))
        hunting = settings(
            max_examples=tries,
            database=None,
            derandomize=False,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=[*HealthCheck],
            report_multiple_bugs=False,
        )
        seeded(seed)(hunting(test))()


TARGETS: dict[str, Target] = {}
"""All targets by their names; the modules of this folder add theirs."""


def target(
    inputs: SearchStrategy[Any], *, tries: int, kept: tuple[Any, ...] = (), seconds: float = 2
) -> Callable[[Callable[[Any], None]], Target]:
    """Make a law a target by the name of its function."""

    def made(law: Callable[[Any], None]) -> Target:
        found = Target(law.__name__, law, inputs, tries, kept, seconds)
        TARGETS[found.name] = found
        return found

    return made


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise TooSlow if the block takes more time of the processor, and stop one that hangs."""

    def stop(*_: object) -> None:
        raise TooSlow(f"more than {HOPELESS * seconds:g} seconds")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, HOPELESS * seconds)
    started = time.process_time()
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    took = time.process_time() - started
    if took > seconds:
        raise TooSlow(f"more than {seconds:g} seconds")


def _of_one_argument(check: Callable[[Any], None]) -> Callable[[Any], None]:
    """A function that Hypothesis can look into, whatever `check` is."""

    def held(value: Any) -> None:
        check(value)

    return held
