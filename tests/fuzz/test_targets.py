"""The short run of what `make fuzz` does for as long as it may."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fuzz import catalog  # noqa: F401 - fills TARGETS
from tests.fuzz.target import TARGETS, Target

KEPT = [
    pytest.param(t, value, id=f"{t}-{n}")
    for t in TARGETS.values()
    for n, value in enumerate(t.kept)
]


@pytest.mark.parametrize("target", TARGETS.values(), ids=str)
def test_no_input_breaks_the_law(target: Target) -> None:
    target.search(target.tries, 7, target.check)


@pytest.mark.parametrize(("target", "value"), KEPT)
def test_what_broke_the_law_once_does_not_break_it_again(target: Target, value: Any) -> None:
    target.check(value)
