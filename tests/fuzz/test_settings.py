"""An input that hangs is a failure, and a long run tries more."""

from __future__ import annotations

import pytest

from tests.fuzz.settings import TooSlow, tries, within


def test_an_input_that_hangs_is_stopped() -> None:
    def hang() -> None:
        with within(0.01):
            while True:
                pass

    with pytest.raises(TooSlow, match=r"more than 0\.1 seconds"):
        hang()


def test_make_fuzz_tries_more_inputs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FUZZ_TIMES", "3")

    assert tries(20).max_examples == 60
