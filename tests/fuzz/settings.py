"""How many inputs a test is tried on, and how long one may take."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

from hypothesis import HealthCheck, settings

HOPELESS = 10
"""An input is stopped after this many times the seconds it may take."""


class TooSlow(Exception):  # noqa: N818 - the name says it
    """An input takes more time than any input may."""


def tries(number: int) -> settings:
    """Settings for a test that takes `number` inputs; `make fuzz` multiplies it by FUZZ_TIMES."""
    times = int(os.environ.get("FUZZ_TIMES", "1"))
    return settings(max_examples=number * times, suppress_health_check=[*HealthCheck])


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise TooSlow if the block takes more processor time; stop it if it hangs."""

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
